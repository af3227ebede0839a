/*
 * The wrapper around libRmath; see dist.h.
 */
#include "analysis/dist.h"

#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

double dist_normal_two_sided(double z)
{
	return fmin(1.0, 2.0 * pnorm5(-fabs(z), 0.0, 1.0, 1, 0));
}

double dist_normal_quantile(double p)
{
	return qnorm5(p, 0.0, 1.0, 1, 0);
}

double dist_beta_quantile(double p, double a, double b)
{
	return qbeta(p, a, b, 1, 0);
}

double dist_log_beta(double a, double b)
{
	return lbeta(a, b);
}

double dist_digamma(double x)
{
	return digamma(x);
}

double dist_trigamma(double x)
{
	return trigamma(x);
}

double dist_chi2_quantile(double p, double df)
{
	return qchisq(p, df, 1, 0);
}

double dist_chi2_upper(double x, double df)
{
	return pchisq(x, df, 0, 0);
}

double dist_t_quantile(double p, double df)
{
	return qt(p, df, 1, 0);
}

double dist_t_two_sided(double t, double df)
{
	return fmin(1.0, 2.0 * pt(-fabs(t), df, 1, 0));
}
