/*
 * The parts of a county's printed briefing; for page_county.c and
 * part_county*.c alone.
 */
#ifndef BRIEFING_PART_COUNTY_H
#define BRIEFING_PART_COUNTY_H

#include "briefing/overview.h"
#include "briefing/part_round.h"

void county_own(struct pager *p, const struct overview *o);
void county_matrix(struct pager *p, const struct overview *o);
void county_spread(struct pager *p, const struct overview *o);
void county_missing(struct pager *p, const struct overview *o);

#endif
