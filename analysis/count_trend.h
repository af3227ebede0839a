/*
 * By how many percent a year? Log-linear trends: of counts with their
 * denominators (quasi-Poisson, quasi-binomial) and of figures without counts.
 * Pure functions on arrays. These are sizes for analysts; whether a series has
 * changed is for trend.h to say.
 */
#ifndef ANALYSIS_COUNT_TREND_H
#define ANALYSIS_COUNT_TREND_H

#include "lib/base.h"

enum count_model {
	COUNT_POISSON,  /* log of the rate is linear in t */
	COUNT_BINOMIAL, /* log odds are; for proportions above 0.1 */
};

/* A proportion that is larger than this is for COUNT_BINOMIAL. */
#define COUNT_BINOMIAL_FROM 0.1

struct count_trend {
	double slope;      /* a year, on the log or logit scale */
	double intercept;  /* in year 0 */
	double se;         /* of the slope as the model has it */
	double dispersion; /* Pearson chi-squared / (n - 2); */
	double se_quasi;   /* se * sqrt(max(1, dispersion)) */
	double p;          /* two-sided, t with n - 2 degrees of freedom */
	/* Annual percent change 100 * (e^slope - 1), its 95 % interval by t. Of
	 * the odds for COUNT_BINOMIAL. */
	double apc, apc_low, apc_high;
};

/*
 * Regression of counts on the year by iterated weighted least squares; n points
 * with distinct years, counts >= 0, d > 0 (binomial: counts <= d). false, *out
 * untouched: fewer than three points, one that is not such, no events at all
 * (binomial: nor all), or the iteration finds no end (all events at one end, or
 * denominators so far apart that its steps overshoot).
 * R: glm(count ~ year, quasipoisson, offset = log(d)), with the dispersion
 * where it is larger than 1; glm(cbind(count, d - count) ~ year,
 * quasibinomial).
 */
bool count_trend_fit(enum count_model model, const double *years,
		     const double *counts, const double *d, size_t n,
		     struct count_trend *out);
/* Ordinary least squares of log x on the year: for money, indices and rates
 * without counts. false: fewer than three points, or an x that is not
 * positive. dispersion is NAN, se_quasi the se. R: lm(log(x) ~ year). */
bool count_trend_loglinear(const double *years, const double *x, size_t n,
			   struct count_trend *out);
/* The average annual percent change over n segments of these lengths in years
 * and slopes on the log scale: 100 * (exp(sum L b / sum L) - 1). NAN without a
 * positive length. Clegg et al. 2009, Stat Med 28:3670. */
double count_trend_aapc(const double *lengths, const double *slopes, size_t n);

#endif
