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

double dist_normal_upper(double z)
{
	return pnorm5(z, 0.0, 1.0, 0, 0);
}

double dist_normal_quantile(double p)
{
	return qnorm5(p, 0.0, 1.0, 1, 0);
}

double dist_t_two_sided(double t, double df)
{
	return fmin(1.0, 2.0 * pt(-fabs(t), df, 1, 0));
}
