/*
 * Distribution functions, from libRmath (R's own). The one file that includes
 * <Rmath.h>, whose macros and names would spread otherwise. Pure functions.
 */
#ifndef ANALYSIS_DIST_H
#define ANALYSIS_DIST_H

#include "lib/base.h"

/* Two-sided p of a standard normal z, at most 1. R: 2 * pnorm(-abs(z)). */
double dist_normal_two_sided(double z);
/* P(Z > z). R: pnorm(z, lower.tail = FALSE). */
double dist_normal_upper(double z);
/* R: qnorm(p). */
double dist_normal_quantile(double p);
/* Two-sided p of t. R: 2 * pt(-abs(t), df). */
double dist_t_two_sided(double t, double df);

#endif
