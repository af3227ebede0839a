/*
 * Distribution functions, from libRmath (R's own). The one file that includes
 * <Rmath.h>, whose macros and names would spread otherwise. Pure functions.
 */
#ifndef ANALYSIS_DIST_H
#define ANALYSIS_DIST_H

#include "lib/base.h"

/* Two-sided p of a standard normal z; 1 where it is NAN: nothing is claimed.
 * R: 2 * pnorm(-abs(z)). */
double dist_normal_two_sided(double z);
/* P(Z > z). R: pnorm(z, lower.tail = FALSE). */
double dist_normal_upper(double z);
/* The z with P(Z <= z) = p, 0 < p < 1. R: qnorm(p). */
double dist_normal_quantile(double p);
/* The x with P(X <= x) = p of Beta(a, b), a > 0, b > 0. R: qbeta(p, a, b). */
double dist_beta_quantile(double p, double a, double b);
/* Of positive numbers. R: lbeta(a, b), digamma(x), trigamma(x). */
double dist_log_beta(double a, double b);
double dist_digamma(double x);
double dist_trigamma(double x);
/* The x with P(X <= x) = p of chi-squared, df > 0. R: qchisq(p, df). */
double dist_chi2_quantile(double p, double df);
/* P(X > x) of chi-squared. R: pchisq(x, df, lower.tail = FALSE). */
double dist_chi2_upper(double x, double df);
/* R: qt(p, df). */
double dist_t_quantile(double p, double df);
/* The same of a Student's t. R: 2 * pt(-abs(t), df). */
double dist_t_two_sided(double t, double df);

#endif
