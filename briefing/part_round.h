/*
 * The parts of a round's printed documents; for page_round.c, page_compare.c
 * and part_round*.c alone.
 */
#ifndef BRIEFING_PART_ROUND_H
#define BRIEFING_PART_ROUND_H

#include "briefing/gathering.h"
#include "briefing/pager.h"
#include "briefing/part.h"
#include "briefing/part_accord.h"
#include "briefing/sheet.h"

enum {
	ROUND_WIDE = 180 /* mm, inside an A4 sheet */
};

/* How much room a document's sheets have: less below a heading of two lines and
 * above a foot of many. */
void round_sheets(struct pager *p, const char *name, const char *sources);

/* Blocks of a document, each in its place. */
void round_heading(struct pager *p, enum lang lang, enum text t);
void round_subheading(struct pager *p, enum lang lang, enum text t);
/* A paragraph of plain text; class: "" or "note". */
void round_text(struct pager *p, const char *class, const char *text);

/* `<ELEMENT class=CLASS data-fact="ID WORD">TEXT</ELEMENT>` */
void round_fact(struct buf *b, const char *element, const char *class,
		const char *id, const char *word, const char *text);
/* "sotkanet-228": how facts name an indicator. */
void round_key(struct buf *b, const struct indicator *ind);
/* A figure in words; "ei tiedossa" of "". cell: as the store has it. */
void round_figure(struct buf *b, const struct indicator *ind, const char *cell,
		  enum lang lang);

/* Producers of the figures of any of the municipalities, or of their county,
 * with their terms. Plain text. */
void round_terms(struct buf *b, const struct gathering *g);

/* The heading of a round's document and what stands around it; lead, class and
 * n are still to be set. */
struct round_frame {
	struct sheet_document d; /* borrows the rest */
	char *self, *back;
	struct buf name, over, code, sources;
};

/* self: the page's address, owned from now on. */
void round_frame_init(struct round_frame *f, const struct gathering *g,
		      char *self);
void round_frame_release(struct round_frame *f);
/* The document: the blocks of p on as many sheets as it takes; releases p. */
void round_lay(struct buf *b, struct sheet_document *d, struct pager *p);

void round_glance(struct pager *p, const struct gathering *g);
/* of: a sentence below the heading; "": none. */
void round_priorities(struct pager *p, const struct gathering *g,
		      const char *of);
void round_measures(struct pager *p, const struct gathering *g);
void round_figures(struct pager *p, const struct gathering *g);
void round_said(struct pager *p, const struct gathering *g);
void round_needs(struct pager *p, const struct gathering *g);

#endif
