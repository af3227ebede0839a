/*
 * The years ahead of all series of one indicator and sex: which method does
 * best over all of them, how wide its intervals must be, and whether they can
 * be trusted. Pure, on memory of its own.
 */
#ifndef ANALYSIS_OUTLOOKS_H
#define ANALYSIS_OUTLOOKS_H

#include "analysis/outlook.h"
#include "analysis/sheet.h"

struct outlooks_series {
	int64_t area;
	struct outlook outlook;
};

struct outlooks {
	int64_t indicator;
	int sex;
	enum figure_class class;
	struct outlooks_series *list; /* by area */
	size_t n, given;              /* of them not refused */
	struct backtest_sum sum;
	enum forecast_method chosen; /* by the sum */
	struct conformal_pool pool;  /* what `chosen` made of them */
};

/*
 * The series of municipalities, counties and the country. Municipalities alone
 * are pooled, or all where none of them has an outlook (some surveys
 * have figures for counties only). out: overwritten.
 */
void outlooks_find(struct outlooks *out, const struct sheet *s, int sex);
void outlooks_copy(struct outlooks *out, const struct outlooks *o);
void outlooks_release(struct outlooks *o);

enum outlooks_refusal {
	OUTLOOKS_ACCEPTED,
	OUTLOOKS_NO_SERIES,      /* each is refused for a reason of its own */
	OUTLOOKS_TOO_FEW_SERIES, /* neither it nor its class has a pool, or too
				    few errors of its own to check it */
	OUTLOOKS_COVERAGE,       /* 80 % intervals did not hold 75 to 90 % */
	OUTLOOKS_N
};

const char *outlooks_refusal_name(enum outlooks_refusal r); /* "": accepted */

struct outlooks_verdict {
	enum outlooks_refusal refusal;
	bool by_class;      /* the pool is its class's */
	size_t pool_series; /* in the pool that was used; 0: none was */
	struct conformal_check check;
	double width80[FORECAST_HORIZON_MAX]; /* NAN: none at this horizon */
	double width95[FORECAST_HORIZON_MAX];
};

/* Its own pool where it is large enough. */
bool outlooks_self_sufficient(const struct outlooks *o);
/* class: the pool of all indicators of the class, NULL where its own is used.
 */
void outlooks_judge(const struct outlooks *o,
		    const struct conformal_pool *class,
		    struct outlooks_verdict *out);

#endif
