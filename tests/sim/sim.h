/*
 * Simulations: how often does a method speak where there is nothing to say?
 * Every figure stands beside the one that the method was chosen by (simulated
 * in R with SIM_RUNS runs each), with the standard error of their difference.
 * The seed is fixed: the same build always prints the same figures.
 */
#ifndef TESTS_SIM_SIM_H
#define TESTS_SIM_SIM_H

#include "lib/base.h"

enum {
	SIM_RUNS = 4000
};

struct sim {
	uint64_t seed;
	size_t rows;
	size_t bad;
};

double sim_uniform(struct sim *s); /* in (0, 1) */
double sim_normal(struct sim *s);
double sim_poisson(struct sim *s, double mean); /* mean below 100 */
/* e[0..n): AR(1) of unit variance. */
void sim_ar1(struct sim *s, double rho, double *e, size_t n);

void sim_title(const char *text);
/* hits of runs should be at most (at least) `reference`: beyond by more than
 * three standard errors is counted as bad. */
void sim_at_most(struct sim *s, const char *what, size_t hits, size_t runs,
		 double reference);
void sim_at_least(struct sim *s, const char *what, size_t hits, size_t runs,
		  double reference);

void sim_trend(struct sim *s);
void sim_level_change(struct sim *s);

#endif
