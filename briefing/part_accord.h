/*
 * The parts of a negotiation's page; for page_accord.c and part_accord*.c
 * alone.
 */
#ifndef BRIEFING_PART_ACCORD_H
#define BRIEFING_PART_ACCORD_H

#include "briefing/accord.h"
#include "briefing/part.h"

/* Whether the page has this section. */
bool accord_has(const struct accord *a, enum text section);
/* `<ELEMENT data-fact="ID WORD">TEXT</ELEMENT>` */
void accord_fact(struct buf *b, const char *element, const char *id,
		 const char *word, const char *text);

/* The id by which measures name a priority, and a blank. */
void accord_tag(struct buf *b, const char *id);
/* The title of an indicator, linked to its page where it has one; what is said
 * of it where nothing has its title. */
void accord_title(struct buf *b, const struct accord *a, const char *source,
		  const char *code, const char *title);

void accord_priorities(struct buf *b, const struct accord *a);
void accord_links(struct buf *b, const struct accord *a);
/* The figures of a measure as a term of its list; nothing where it is followed
 * by none. */
void accord_changes(struct buf *b, const struct accord *a, const char *measure);
void accord_points(struct buf *b, const struct accord *a);
void accord_feedback(struct buf *b, const struct accord *a);

#endif
