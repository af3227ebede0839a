/*
 * Exponential smoothing of short yearly series: simple (SES) and with a damped
 * trend. Pure functions on arrays, no memory, no dates: the values are one year
 * apart, the newest last, and finite. Units: those of x.
 *
 * The one-step errors are linear in the starting values, so these come in
 * closed form and only the weights are searched: on a grid, several weights
 * side by side, which costs microseconds and cannot stop at a local minimum
 * that a coarse grid sees past. Running through a series once serves all its
 * beginnings too, which is what a backtest asks for: x[0..n[i]) for each of
 * `parts` lengths n, ascending, gives out[i].
 */
#ifndef ANALYSIS_SMOOTHING_H
#define ANALYSIS_SMOOTHING_H

#include "lib/base.h"

enum {
	SMOOTHING_PARTS_MAX = 8 /* more at a time are a bug */
};

/* l_t = l_{t-1} + alpha e_t, e_t = x_t - l_{t-1}. */
struct ses {
	double alpha;
	double level; /* after the last value: the forecast of every year */
	double sse;   /* sum of e_t^2, what alpha and l_0 minimise */
};

/*
 * Each n >= 2; alpha from lo to hi, 0 < lo < hi < 1. Brown (1959) in the form
 * of Hyndman and others (2008). R: forecast::ses(x, initial = "optimal"), where
 * lo is 0.0001 and hi 0.9999.
 */
void ses_fit(const double *x, const size_t *n, size_t parts, double lo,
	     double hi, struct ses *out);

enum {
	DAMPED_POINTS_MIN = 5 /* it has four parameters beside phi */
};

/* x_t = l_{t-1} + phi b_{t-1} + e_t, l_t = l_{t-1} + phi b_{t-1} + alpha e_t,
 * b_t = phi b_{t-1} + beta e_t. */
struct damped {
	double alpha, beta;  /* 0 <= beta <= alpha */
	double phi;          /* 0.8, 0.9 or 0.98 */
	double level, trend; /* after the last value */
	double sse;
};

/*
 * Each n >= DAMPED_POINTS_MIN; eight alphas from lo to hi, four betas for each,
 * three phis. Gardner and McKenzie (1985) in the form of Hyndman and others
 * (2008). R: forecast::ets(x, model = "AAN", damped = TRUE), which searches all
 * three freely: its sum of squares may be a little smaller.
 */
void damped_fit(const double *x, const size_t *n, size_t parts, double lo,
		double hi, struct damped *out);
/* The forecast h >= 1 years ahead: level + trend * (phi + ... + phi^h). */
double damped_at(const struct damped *d, int h);

#endif
