/*
 * What a funnel chart shows: one indicator in all municipalities against their
 * size, with the limits that chance alone would seldom leave. Read by
 * funnel_read.c, drawn by funnel.c.
 */
#ifndef PLOTS_FUNNEL_H
#define PLOTS_FUNNEL_H

#include "plots/group.h"

struct funnel_point {
	char *code, *name; /* owned */
	double value, denominator;
	enum level level; /* LEVEL_SIMILAR: within the wide limits; LEVEL_NONE:
			     too few cases to say */
	bool marked;      /* of the county that is shown */
};

/* At one denominator, in the indicator's units. */
struct funnel_limit {
	double denominator, low95, high95, low998, high998;
};

struct funnel {
	struct gauge g;
	char *kind, *code, *name; /* the county; owned */
	int year;
	struct funnel_point *points; /* by code; owned */
	size_t n;
	struct funnel_limit *limits; /* by denominator; owned */
	size_t limits_n;
	double target;
	size_t areas; /* that the limits were fitted to */
};

extern const struct sql_set funnel_sql;
/* The newest year in which the county's municipalities have a funnel. ERR_DATA:
 * there is none, and why. The caller's to funnel_release(). */
int funnel_read(struct chart_source *r, int64_t indicator, int64_t area,
		struct funnel *out, struct err *e) MUST_USE;
void funnel_release(struct funnel *f);

#endif
