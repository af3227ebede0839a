/*
 * How unequal are areas? Spread between them, where each counts with its
 * weight (its population). Pure functions on arrays; the order of the areas
 * does not change a bit of the result.
 *
 * An area whose value is NAN, or whose weight is NAN, zero or less, is not
 * there. w NULL: all count the same.
 */
#ifndef ANALYSIS_INEQUALITY_H
#define ANALYSIS_INEQUALITY_H

#include "lib/base.h"

/* Why a measure is NAN; flags. */
enum inequality_flaw {
	INEQUALITY_NO_AREAS = 1 << 0,
	INEQUALITY_NEGATIVE = 1 << 1,  /* cv, gini, theil, ratio */
	INEQUALITY_ZERO = 1 << 2,      /* a value is zero: theil */
	INEQUALITY_ALL_ZERO = 1 << 3,  /* cv, gini */
	INEQUALITY_LOW_ZERO = 1 << 4,  /* p10 is zero: ratio */
	INEQUALITY_LOW_ZERO_W = 1 << 5 /* p10_w is zero: ratio_w */
};

struct inequality {
	size_t n;        /* areas that are there */
	double weight;   /* sum of theirs */
	double mean, sd; /* weighted; sd^2 = sum w (x - mean)^2 / sum w */
	double cv;       /* sd / mean */
	/* Quantiles of the areas, each counting once (quantile()): */
	double p10, p90, range; /* range = p90 - p10 */
	double ratio;           /* p90 / p10 */
	/* The same of the weight, of people (quantile_weighted()): */
	double p10_w, p90_w, range_w, ratio_w;
	double gini;    /* weighted, in [0, 1); 0: all equal */
	double theil;   /* weighted Theil's T, >= 0, in nats */
	unsigned flaws; /* enum inequality_flaw */
};

/*
 * mean and sd: R weighted.mean(), sqrt(cov.wt(method = "ML")); quantiles: type
 * 7. Gini: sum of w_i w_j |x_i - x_j| over all pairs / (2 W^2 mean), R:
 * IC2::calcSGini, with equal weights ineq::Gini. Theil: sum s_i (x_i/mean)
 * ln(x_i/mean), s_i = w_i/W, R: IC2::calcGEI(alpha = 1), ineq::Theil (Cowell
 * 2011).
 */
void inequality_of(const double *x, const double *w, size_t n,
		   struct inequality *out);

struct inequality_split {
	size_t groups;
	/* Theil's T; between + within is the whole. NAN: a value is not
	 * positive. */
	double theil_between, theil_within;
	/* Variance; between + within = sd^2. NAN: no areas. */
	double var_between, var_within;
};

/*
 * The part between groups of areas (counties) and the part within them:
 * theil_between = sum S_g (m_g/m) ln(m_g/m), theil_within = sum S_g (m_g/m)
 * T_g, with S_g, m_g and T_g the group's share of weight, mean and Theil.
 * group[i]: any number. R: IC2::decompGEI(alpha = 1).
 */
void inequality_split(const double *x, const double *w, const int64_t *group,
		      size_t n, struct inequality_split *out);

#endif
