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
