/*
 * The parts of a printed briefing; for page_leaflet.c and leaflet_*.c alone.
 * Each fills one sheet below its heading and cuts what it has no room for, by a
 * rule, with the words "and n others, see the site".
 */
#ifndef BRIEFING_PART_LEAFLET_H
#define BRIEFING_PART_LEAFLET_H

#include "briefing/fit.h"
#include "briefing/leaflet.h"
#include "briefing/part.h"

/* What a sheet has for its parts below the heading, in millimetres. */
#define LEAFLET_ROOM 240.0

void leaflet_agreed(struct buf *b, const struct leaflet *l);
void leaflet_choices(struct buf *b, const struct leaflet *l);
void leaflet_meter(struct buf *b, const struct leaflet *l);

/* `<span data-fact="ID WORD">TEXT</span>`; a text that is cut is a fact named
 * `ID WORD-begin`. Returns its lines. */
size_t leaflet_fact(struct buf *b, const char *id, const char *word,
		    const char *text, const struct fit *f, size_t lines);
/* The course of a row as a small picture: its line strong, the country's thin,
 * gaps as gaps, first and last year below. */
void leaflet_course(struct buf *b, const struct course *c, const char *label);
/* "and 3 others, see the site" as a paragraph; nothing of 0. id: of the fact
 * that carries n. */
void leaflet_rest(struct buf *b, enum lang lang, const char *id, size_t n);

#endif
