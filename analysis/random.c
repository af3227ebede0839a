/*
 * SplitMix64 and what is drawn with it; see random.h.
 */
#include "analysis/random.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/undefined.h"

#define GOLDEN 0x9e3779b97f4a7c15U /* 2^64 over the golden ratio, odd */

/* Any two inputs that differ in one bit differ in about half the output. */
static uint64_t mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

struct random random_start(uint64_t seed, uint64_t stream)
{
	/* mixed twice: streams 1 and 2 of a seed do not start next to each
	 * other in the one long sequence */
	return (struct random){mix(mix(seed) + (stream + 1) * GOLDEN)};
}

uint64_t random_bits(struct random *r)
{
	r->state += GOLDEN;
	return mix(r->state);
}

double random_uniform(struct random *r)
{
	/* 52 bits and a half: from 2^-53 to 1 - 2^-53, each exact */
	return ((double)(random_bits(r) >> 12) + 0.5) * 0x1p-52;
}

double random_normal(struct random *r)
{
	return dist_normal_quantile(random_uniform(r));
}

/* shape >= 1: a transformed normal, accepted in at least 95 of 100 tries. */
static double gamma_large(struct random *r, double shape)
{
	double d = shape - 1.0 / 3.0, c = 1.0 / sqrt(9.0 * d);

	for (;;) {
		double x = random_normal(r), v = 1.0 + c * x, u;

		if (v <= 0.0)
			continue;
		v = v * v * v;
		u = random_uniform(r);
		if (log(u) < 0.5 * x * x + d - d * v + d * log(v))
			return d * v;
	}
}

double random_gamma(struct random *r, double shape)
{
	if (shape >= 1.0)
		return gamma_large(r, shape);
	/* one too large, by a power of a uniform (the same paper, section 6) */
	return gamma_large(r, shape + 1.0) *
	       pow(random_uniform(r), 1.0 / shape);
}

static double draw_beta(struct random *r, double a, double b)
{
	double x = random_gamma(r, a), y = random_gamma(r, b);

	/* both shapes tiny: both may vanish */
	return x + y > 0.0 ? x / (x + y) : a / (a + b);
}

double random_posterior(struct random *r, const struct posterior *p)
{
	switch (p->kind) {
	case POSTERIOR_NONE:
		break;
	case POSTERIOR_NORMAL:
		return p->a + p->b * random_normal(r);
	case POSTERIOR_GAMMA:
		return random_gamma(r, p->a) / p->b;
	case POSTERIOR_BETA:
		return draw_beta(r, p->a, p->b);
	}
	return UNDEFINED;
}
