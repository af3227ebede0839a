/*
 * Intervals from the errors that were made before, in the manner of conformal
 * prediction (Lei and others 2018): the scores of many areas are pooled, and
 * the interval is as wide as it takes to hold a part p of them. Textbook
 * intervals of the smoothing methods hold only 61 to 71 % of short series where
 * they promise 80 %.
 *
 * The order in which scores are added does not matter.
 */
#ifndef ANALYSIS_CONFORMAL_H
#define ANALYSIS_CONFORMAL_H

#include "analysis/backtest.h"

enum {
	CONFORMAL_SERIES_MIN = 100, /* fewer series have no pool of their own */
	CONFORMAL_CHECK_MIN = 30    /* fewer comparisons tell nothing */
};

/* The scores of many series, by horizon - 1 and origin. Initialise with {0}. */
struct conformal_pool {
	struct {
		float *list; /* a nation's worth of them: no doubles */
		size_t n, cap;
	} of[FORECAST_HORIZON_MAX][BACKTEST_ORIGINS];
	size_t series; /* that gave any */
};

void conformal_release(struct conformal_pool *pool);
/* Adds what method m made of a series. */
void conformal_add(struct conformal_pool *pool, const struct backtest *b,
		   enum forecast_method m);
void conformal_add_all(struct conformal_pool *pool,
		       const struct conformal_pool *more);

/* The ceil((n + 1) p)-th smallest; NAN: there are too few. Reorders scores. */
double conformal_quantile(double *scores, size_t n, double p);

/*
 * Half widths in units of the series' scale, by horizon - 1, never narrower
 * than at a nearer horizon. all: of every origin; otherwise what was known
 * at origin 0 (BACKTEST_ORIGINS). NAN: fewer than CONFORMAL_SERIES_MIN scores.
 */
void conformal_widths(const struct conformal_pool *pool, double p, bool all,
		      double widths[FORECAST_HORIZON_MAX]);

struct conformal_check {
	size_t n;       /* figures since origin 0 that could be compared */
	size_t covered; /* of them inside the widths that were known then */
};

/* pool: of the indicator; widths: of it or of its class, known at origin 0. */
struct conformal_check
conformal_check(const struct conformal_pool *pool,
		const double widths[FORECAST_HORIZON_MAX]);
/* From 75 % to 90 % of the intervals that promise 80 % held. */
bool conformal_accepts(const struct conformal_check *c);

#endif
