/*
 * Distribution functions, from libRmath (R's own). The one file that includes
 * <Rmath.h>, whose macros and names would spread otherwise. Pure functions.
 */
#ifndef ANALYSIS_DIST_H
#define ANALYSIS_DIST_H

#include "lib/base.h"

/* Two-sided p of a standard normal z, at most 1. R: 2 * pnorm(-abs(z)). */
double dist_normal_two_sided(double z);
/* The z with P(Z <= z) = p, 0 < p < 1. R: qnorm(p). */
double dist_normal_quantile(double p);

#endif
