/*
 * Theil-Sen: how large is a change? The median of the slopes of all pairs of
 * points, with its interval. Pure functions on arrays; the caller brings the
 * memory. Units: those of x a year.
 */
#ifndef ANALYSIS_THEIL_SEN_H
#define ANALYSIS_THEIL_SEN_H

#include "lib/base.h"

/* The pairs of n points. */
size_t sen_pairs(size_t n);
/* Writes the sen_pairs(n) slopes (x[j] - x[i]) / (t[j] - t[i]); t ascending
 * and distinct. */
void sen_slopes(const int *t, const double *x, size_t n, double *slopes);
/*
 * Their median; NAN for n < 2. A median that is not zero only because decimals
 * such as 20.1 have no exact binary form is zero: |b| <= 4 ulp of max|x|.
 * Reorders the slopes. R: EnvStats::kendallTrendTest, mblm(repeated = FALSE).
 */
double sen_slope(double *slopes, const double *x, size_t n);
/* Conover's intercept: median(x) - slope * median(t), for year 0. NAN for
 * n = 0. */
double sen_intercept(const int *t, const double *x, size_t n, double slope);

/*
 * The constant of the 95 % interval: the larger of Hollander and Wolfe's exact
 * one (`exact`, mk_exact_c; NAN: not known) and Gilbert's z * sqrt(var_s * f),
 * where f is the variance factor of persistence (1: none).
 */
double sen_c(double exact, double var_s, double f);
/*
 * The interval: the order statistics at ranks (N'-C)/2 and (N'+C)/2 + 1 of the
 * N' slopes, linear between neighbours (Gilbert 1987). Reorders the slopes.
 * false, NAN in both: none can be given (n < 5, or the lower rank is below 1).
 * R: EnvStats::kendallTrendTest for f = 1 and exact = NAN.
 */
bool sen_interval(double *slopes, const double *x, size_t n, double c,
		  double *low, double *high);

#endif
