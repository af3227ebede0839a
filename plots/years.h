/*
 * Figures of many areas, year by year, and what stands in their middle.
 */
#ifndef PLOTS_YEARS_H
#define PLOTS_YEARS_H

#include "lib/db.h"

/* What becomes of a year: its n values, ascending. */
typedef void years_end(void *to, int year, const double *v, size_t n);

/* Steps through q, whose columns are year and value, in the order of both, and
 * ends each year. 0, or -1. */
int years_read(struct stmt *q, years_end *end, void *to,
	       struct err *e) MUST_USE;

/* Of n > 0 ascending values. */
double years_median(const double *v, size_t n);
/* Quantile p of them, type 7 (Hyndman & Fan 1996). */
double years_quantile(const double *v, size_t n, double p);

#endif
