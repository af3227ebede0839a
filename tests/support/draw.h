/*
 * Numbers for tests of properties, the same in every run: the linear
 * congruential generator of Knuth's MMIX, by its upper bits. *r is all of its
 * state.
 */
#ifndef TESTS_SUPPORT_DRAW_H
#define TESTS_SUPPORT_DRAW_H

#include "lib/base.h"

static inline uint64_t draw_bits(uint64_t *r)
{
	*r = *r * 6364136223846793005U + 1442695040888963407U;
	return *r;
}

/* One of 0 to n - 1. */
static inline uint64_t draw(uint64_t *r, uint64_t n)
{
	return (draw_bits(r) >> 33) % n;
}

/* Of [0, 1). */
static inline double draw_unit(uint64_t *r)
{
	return (double)(draw_bits(r) >> 11) / 9007199254740992.0;
}

#endif
