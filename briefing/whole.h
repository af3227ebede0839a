/*
 * The county's own figures: the source's own row of the county, never a mean of
 * its municipalities.
 */
#ifndef BRIEFING_WHOLE_H
#define BRIEFING_WHOLE_H

#include "briefing/against.h"
#include "briefing/profile.h"

struct whole {
	const struct catalog *cat;
	const struct county *county;
	struct meter *rows; /* one per indicator, in the catalog's order; its
			       `county` stays NO_FIGURE */
	enum against
		*levels; /* one per indicator, of figures that are not old */
	size_t own;      /* rows with a figure that is not old */
};

extern const struct sql_set briefing_whole_sql;

/* The result is the caller's to whole_free() and borrows the rest. set: of
 * briefing_whole_sql, levels: of briefing_against_sql. */
int whole_read(struct whole **out, struct stmts *set, struct stmts *levels,
	       const struct catalog *c, const struct county *county,
	       struct err *e) MUST_USE;
void whole_free(struct whole *w);

#endif
