/*
 * What the store says of one indicator in one municipality, asked figure by
 * figure and in other words than profile.c asks when it makes a page: a slip
 * there is not repeated when the page is read back.
 */
#ifndef BRIEFING_KNOWN_H
#define BRIEFING_KNOWN_H

#include "briefing/since.h"

struct known {
	const struct indicator *ind;
	int year;               /* of the newest figure or reason; 0: none */
	double own;             /* NO_FIGURE: there is a reason */
	double county, country; /* NO_FIGURE: none */
	bool median;            /* country is the median of municipalities */
	char reason[40];        /* "suppressed" ...; "" beside a figure */
	struct finding finding; /* VERDICT_NONE: no trend */
	char verdict[40], direction[40]; /* as the analysis has them */
};

/* Where the figure stands, as the analysis has it; "" and NO_FIGURE: none. */
struct known_glance {
	int year;
	char level_class[20], standing[20], county_class[20];
	char county_standing[20], note[300];
	bool slight;
	double benchmark, county_benchmark, cases, excess;
	struct news news;
};

extern const struct sql_set briefing_known_sql, briefing_known_glance_sql;

/* set: of briefing_known_sql. */
int known_read(struct known *k, struct stmts *set, const struct indicator *ind,
	       const char *county, const char *place, struct err *e) MUST_USE;

/* set: of briefing_known_glance_sql; k: as known_read() left it; t: the
 * county's newest negotiation, NULL: none. */
int known_glance_read(struct known_glance *g, struct stmts *set,
		      const struct known *k, const char *place,
		      const struct talks *t, struct err *e) MUST_USE;
/* How many stand where of what was agreed, of this municipality. */
int known_agreed_read(size_t agreed[AGREED_N], struct stmts *set,
		      const char *place, const struct talks *t,
		      struct err *e) MUST_USE;

/* The newest figure of an area of another kind, or the reason why there is
 * none; nothing is compared with it. */
int known_whole(struct known *k, struct stmts *set, const struct indicator *ind,
		const char *kind, const char *code, struct err *e) MUST_USE;
/* The country's, or Mainland Finland's where it has no figure. */
int known_country(struct known *k, struct stmts *set,
		  const struct indicator *ind, struct err *e) MUST_USE;

#endif
