/*
 * All figures of the trend of one series, without a judgement: what `stat
 * trend` prints and trend.h judges. Pure function on arrays.
 */
#ifndef ANALYSIS_TREND_STATS_H
#define ANALYSIS_TREND_STATS_H

#include "analysis/mann_kendall.h"
#include "analysis/persistence.h"

/* More points than this no caller may pass: the slopes of all pairs are held
 * in memory. */
enum {
	TREND_POINTS_MAX = 2000
};

struct trend_stats {
	struct mk mk;
	double slope;     /* a year; NAN for n < 2 */
	double intercept; /* in year 0 */
	double low, high; /* 95 % interval of the slope; NAN: none */
	struct persistence persistence;
	double p_adj; /* mk.p after the adjustment for persistence */
};

/* years ascending and distinct, values finite; step as in persistence.h. */
void trend_stats(const int *years, const double *x, size_t n, int step,
		 struct mk_cache *cache, struct trend_stats *out);

#endif
