/*
 * Random numbers for simulation: a small generator whose whole state is in the
 * caller's struct. Pure functions.
 *
 * libRmath has a generator too (unif_rand, rgamma ...), but it keeps its state
 * in variables of its own: two threads, or a second draw in the same run, would
 * change the first one's figures. Distribution functions are libRmath's.
 */
#ifndef ANALYSIS_RANDOM_H
#define ANALYSIS_RANDOM_H

#include "lib/base.h"

struct random {
	uint64_t state;
};

/* The sequence number `stream` of those that belong to seed. */
struct random random_start(uint64_t seed, uint64_t stream);
/* 64 random bits: SplitMix64 (Steele, Lea & Flood 2014; Vigna's public-domain
 * splitmix64.c). */
uint64_t random_bits(struct random *r);
/* Over the open interval (0, 1): never 0, never 1. */
double random_uniform(struct random *r);
/* Standard normal, by the inverse distribution function. */
double random_normal(struct random *r);
/* Gamma with this shape > 0 and scale 1 (Marsaglia & Tsang 2000). */
double random_gamma(struct random *r, double shape);

enum posterior_kind {
	POSTERIOR_NONE,
	POSTERIOR_NORMAL, /* mean a, standard deviation b >= 0 */
	POSTERIOR_GAMMA,  /* shape a > 0, rate b > 0: rates of events */
	POSTERIOR_BETA,   /* a > 0, b > 0: proportions */
};

/* What is known of one area's true value. */
struct posterior {
	enum posterior_kind kind;
	double a, b;
};

/* One value of it; NAN for POSTERIOR_NONE. */
double random_posterior(struct random *r, const struct posterior *p);

#endif
