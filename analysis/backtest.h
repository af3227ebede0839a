/*
 * How well a series could have been forecast: its own past, cut off at several
 * origins, forecast from each and compared with what came. Pure functions on
 * arrays. What is pooled over areas are scores: the size of an error in units
 * of the series' own mean yearly change.
 */
#ifndef ANALYSIS_BACKTEST_H
#define ANALYSIS_BACKTEST_H

#include "analysis/forecast.h"

enum {
	BACKTEST_CANDIDATES = 3, /* FORECAST_LAST, _MEAN3, _MEDIAN4 */
	/* Origin 0 is the newest from which all horizons can be compared; each
	 * further one lies a year before. A horizon h of origin j >= h was
	 * known when origin 0 was the newest year. */
	BACKTEST_ORIGINS = FORECAST_HORIZON_MAX + 1,
	BACKTEST_CHOOSING = 3 /* origins that count in the choice */
};

struct backtest {
	int horizon; /* as forecast_horizon() of the whole series */
	/* By origin, horizon - 1 and candidate; NAN: cannot be told. */
	float score[BACKTEST_ORIGINS][FORECAST_HORIZON_MAX]
		   [BACKTEST_CANDIDATES];
};

/*
 * The mean yearly change, up or down: sum |x_i - x_{i-1}| / (t_n - t_1); n
 * >= 2. Without gaps the scale of MASE (Hyndman and Koehler 2006).
 */
double backtest_scale(const int *years, const double *values, size_t n);

/*
 * n points, years ascending. An origin is told if its year has a point and
 * FORECAST_POINTS_MIN points lead up to it, a horizon of it if that year has
 * one. The scale is that of the points up to the origin, at least `unit` (one
 * printed unit); where they are all the same there is no score, as such a
 * series is given no interval either. whole: the forecast of all points,
 * n >= 2, which costs little more then.
 */
void backtest_run(const int *years, const double *values, size_t n,
		  const struct forecast_bounds *bounds, double unit,
		  struct forecast *whole, struct backtest *out);

/* Sums over the areas of an indicator, from which a method is chosen. Whole
 * numbers, so that the order of the areas cannot matter. */
struct backtest_sum {
	int64_t score[BACKTEST_CANDIDATES]; /* in millionths, each at most a
					       million */
	size_t n;                           /* of scores */
};

void backtest_add(struct backtest_sum *sum, const struct backtest *b);
/* The mean score of a candidate; NAN for none. */
double backtest_mean(const struct backtest_sum *sum, enum forecast_method m);
/* The better of the two combinations if its mean score is at least 2 % below
 * that of the last value, else the last value. */
enum forecast_method backtest_choose(const struct backtest_sum *sum);

#endif
