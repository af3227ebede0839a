/*
 * What the store says of one indicator in one municipality, asked figure by
 * figure and in other words than profile.c asks when it makes a page: a slip
 * there is not repeated when the page is read back.
 */
#ifndef BRIEFING_KNOWN_H
#define BRIEFING_KNOWN_H

#include "briefing/catalog.h"

struct known {
	const struct indicator *ind;
	int year;               /* of the newest figure or reason; 0: none */
	double own;             /* NO_FIGURE: there is a reason */
	double county, country; /* NO_FIGURE: none */
	bool median;            /* country is the median of municipalities */
	char reason[40];        /* "suppressed" ...; "" beside a figure */
	struct finding finding; /* VERDICT_NONE: no trend */
};

extern const struct sql_set briefing_known_sql;

/* set: of briefing_known_sql. */
int known_read(struct known *k, struct stmts *set, const struct indicator *ind,
	       const char *county, const char *place, struct err *e) MUST_USE;

/* The newest figure of an area of another kind, or the reason why there is
 * none; nothing is compared with it. */
int known_whole(struct known *k, struct stmts *set, const struct indicator *ind,
		const char *kind, const char *code, struct err *e) MUST_USE;
/* The country's, or Mainland Finland's where it has no figure. */
int known_country(struct known *k, struct stmts *set,
		  const struct indicator *ind, struct err *e) MUST_USE;

#endif
