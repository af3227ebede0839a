/*
 * The parts of a comparison sheet; for page_compare.c and part_compare*.c
 * alone.
 */
#ifndef BRIEFING_PART_COMPARE_H
#define BRIEFING_PART_COMPARE_H

#include "briefing/part_round.h"

/* The rug as a table: indicators by municipalities. rows, n: the indicators, in
 * the order of the catalog; left: how many were left out for want of room. */
void compare_rug(struct buf *b, const struct gathering *g, const size_t *rows,
		 size_t n, size_t left);
/* The indicators that fit into so many mm, those that tell most first chosen;
 * in *n how many, in *left how many of those with something to say did not fit.
 * The caller's to free(). */
size_t *compare_rows(const struct gathering *g, double mm, double title_mm,
		     size_t *n, size_t *left);

/* Whether a place has cause for concern in an indicator, and how urgent: 1 both
 * worsened and worse than the country, 2 worsened, 3 worse with no clear
 * change; 0 none. */
int compare_concern(const struct gathering *g, size_t place, size_t ind);
/* The concerns of each municipality, the most urgent first, in so many mm. */
void compare_concerns(struct buf *b, const struct gathering *g, double *mm);
/* What was agreed, as far as it fits. */
void compare_agreed(struct buf *b, const struct gathering *g, double *mm);
/* Slope charts that were drawn, as far as they fit. */
void compare_slopes(struct buf *b, const struct gathering *g, double *mm);

#endif
