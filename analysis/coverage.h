/*
 * In which years was an indicator collected at all? A year that hardly any
 * municipality reports (an odd year of a survey held in even ones) is not
 * missing from anybody's series. Pure functions on arrays.
 */
#ifndef ANALYSIS_COVERAGE_H
#define ANALYSIS_COVERAGE_H

#include "lib/base.h"

struct coverage {       /* initialise with {0} */
	int *years;     /* ascending */
	size_t *counts; /* areas with a figure in that year */
	size_t n, cap;
	size_t hint;  /* where the last year stood */
	size_t areas; /* areas with any figure; the caller counts them */
};

void coverage_release(struct coverage *c);
/* One more area has a figure in this year. */
void coverage_add(struct coverage *c, int year);
/* Writes, ascending, the years that at least 10 % of the areas report; returns
 * how many. out: c->n places. */
size_t coverage_collected(const struct coverage *c, int *out);

#endif
