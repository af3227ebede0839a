/*
 * Reading the site back: what its files say against what the store says.
 */
#ifndef BRIEFING_CHECK_H
#define BRIEFING_CHECK_H

#include "briefing/site.h"

struct check_summary {
	size_t pages;   /* that were read */
	size_t figures; /* that were compared */
	size_t faults;  /* differences; each was logged as an error */
};

/* -1 only where the store cannot be read; differences are counted in *out. */
int check_site(struct app *app, struct db *db, struct check_summary *out,
	       struct err *e) MUST_USE;

#endif
