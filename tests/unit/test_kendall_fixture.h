/*
 * The null distribution's cache, one for all tests of a program.
 */
#ifndef TESTS_UNIT_TEST_KENDALL_FIXTURE_H
#define TESTS_UNIT_TEST_KENDALL_FIXTURE_H

#include "tests/support/test.h"

#include "analysis/mann_kendall.h"

static struct mk_cache *cache;

static inline int setup(void **state)
{
	(void)state;
	cache = mk_cache_new();
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	mk_cache_free(cache);
	return 0;
}

#endif
