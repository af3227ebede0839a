/*
 * Small areas: how much of the spread between areas is chance, and what is
 * left of each area's difference once that is taken away (empirical Bayes).
 * For ranks, maps and the means of peers; never published as an area's own
 * figure. Pure functions on arrays.
 *
 * A prior is made of many areas, each of them is then moved towards its mean.
 * Where the areas differ no more than chance would let them, the prior has no
 * spread: every area gets the mean, and nothing can be said of their order.
 * A NAN, a population of zero or less, or a negative count is an area without
 * figures: not counted in k, and its own value is NAN. The order of the areas
 * does not change a bit of the prior.
 */
#ifndef ANALYSIS_SHRINK_H
#define ANALYSIS_SHRINK_H

#include "analysis/random.h"

/* --- rates of events: method of moments --------------------------------- */

struct shrink_rates {
	size_t k;        /* areas with figures */
	double mean;     /* sum of events / sum of population; NAN for k = 0 */
	double variance; /* between areas, without chance; 0: none */
};

/*
 * Marshall (1991), global: with p = y/n, m = sum y / sum n and
 * s2 = sum n (p - m)^2 / sum n, the variance is max(0, s2 - m / mean(n)).
 * y events, n population, both in persons (or the like): the rate is per one.
 * R: spdep::EBest.
 */
void shrink_rates(const double *y, const double *n, size_t areas,
		  struct shrink_rates *out);
/* m + (y/n - m) A / (A + m/n): between the mean and y/n. R: spdep::EBest. */
double shrink_rate(const struct shrink_rates *prior, double y, double n);
/* What is known of the rate: the gamma that has shrink_rate() as its mean and
 * the prior's moments. POSTERIOR_NONE without figures or without spread. */
struct posterior shrink_rate_posterior(const struct shrink_rates *prior,
				       double y, double n);

/* --- proportions: beta-binomial ------------------------------------------ */

struct shrink_parts {
	size_t k;
	double mean;   /* mu of the prior; NAN for k = 0 */
	double rho;    /* correlation within an area, 0: no spread */
	double a, b;   /* of the prior Beta(a, b); NAN where rho = 0 */
	double loglik; /* at the maximum, binomial where rho = 0 */
};

/*
 * x of n persons, 0 <= x <= n (others have no figures). Starts from moments,
 * ends at the largest likelihood (Newton's method in logit mu and log(a + b),
 * exact derivatives). rho = 1 / (a + b + 1). There is no spread where the
 * likelihood does not rise from the binomial's (Tarone 1979's statistic is not
 * positive). R: VGAM::vglm(cbind(x, n - x) ~ 1, betabinomial).
 */
void shrink_parts(const double *x, const double *n, size_t areas,
		  struct shrink_parts *out);
/* (a + x) / (a + b + n), the mean of Beta(a + x, b + n - x). */
double shrink_part(const struct shrink_parts *prior, double x, double n);
/* That beta; POSTERIOR_NONE without figures or without spread. Its quantiles:
 * dist_beta_quantile(). */
struct posterior shrink_part_posterior(const struct shrink_parts *prior,
				       double x, double n);

/* --- values of known variance: normal-normal ------------------------------ */

struct shrink_values {
	size_t k;
	double mean, mean_se; /* NAN for k = 0 */
	double q;             /* Cochran's Q */
	double tau2;          /* between areas; 0: none */
};

/*
 * v[i] is the squared standard error of y[i]; areas with v <= 0 have no
 * figures. tau2 by DerSimonian & Laird (1986). R: metafor::rma(y, v,
 * method = "DL").
 */
void shrink_values(const double *y, const double *v, size_t areas,
		   struct shrink_values *out);
/*
 * The best linear unbiased prediction of one area and its standard error, in
 * which the uncertainty of the mean is counted: a POSTERIOR_NORMAL, or
 * POSTERIOR_NONE without figures. With tau2 = 0 it is the mean.
 * R: metafor::blup.
 */
struct posterior shrink_value(const struct shrink_values *prior, double y,
			      double v);

#endif
