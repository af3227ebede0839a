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

void accord_priorities(struct buf *b, const struct accord *a);
void accord_links(struct buf *b, const struct accord *a);
void accord_points(struct buf *b, const struct accord *a);
void accord_feedback(struct buf *b, const struct accord *a);

#endif
