/*
 * Mann-Kendall at its edges: 60 points and 61, as many ties as there can be,
 * and what the cache keeps.
 */
#include <math.h>

#include "tests/unit/test_kendall_fixture.h"

#define EXACT 1e-12

/* Of 60 points that rise one arrangement of 60! is as far on either side; 61
 * have the normal approximation: S = 1830, Var S = 61 60 127 / 18. */
static void sixty_and_more(void **state)
{
	double x[62], factorial = 1;
	struct mk mk;

	(void)state;
	for (int i = 0; i < 62; i++)
		x[i] = i;
	for (int i = 2; i <= 60; i++)
		factorial *= i;
	mk_test(x, 60, cache, &mk);
	assert_near(mk.p * factorial, 2, EXACT);
	assert_near(mk.p_min, mk.p, 0);
	mk_test(x, 61, cache, &mk);
	assert_int_equal(mk.s, 1830);
	assert_near(mk.var_s, 61.0 * 60 * 127 / 18, EXACT);
	assert_near(mk.z, 1829 / sqrt(61.0 * 60 * 127 / 18), EXACT);
	assert_near(mk.p, erfc(mk.z / sqrt(2)), 1e-9);
	assert_near(mk.p_min, mk.p, 0);
	/* what n allows does not depend on what came */
	for (int i = 0; i < 61; i++)
		x[i] = i * 7 % 61;
	mk_test(x, 61, cache, &mk);
	assert_true(mk.p > 1e-3);
	assert_near(mk.p_min, erfc(1829 / sqrt(61.0 * 60 * 127 / 18) / sqrt(2)),
		    1e-9);
}

/* Thirty pairs: T = 30, M = 1740, of 60! / 2^30 arrangements. */
static void as_many_ties_as_there_can_be(void **state)
{
	double x[62], factorial = 1;
	size_t pairs[31], ones[60];
	const struct mk_null *d;
	struct mk mk;

	(void)state;
	for (int i = 0; i < 62; i++) {
		x[i] = i / 2;
		pairs[i / 2] = 2;
	}
	for (int i = 2; i <= 60; i++)
		factorial *= i;
	mk_test(x, 60, cache, &mk);
	assert_int_equal(mk.s, 1740);
	assert_near(mk.p * factorial, 2 * 0x1p30, 1e-11);
	assert_near(mk.p_min, mk.p, 0);
	d = mk_null_get(cache, 60, pairs, 30);
	assert_int_equal(mk_null_max(d), 1740);
	assert_near(mk_null_p(d, 1740), mk.p, 0);
	/* 31 pairs, 62 points: 2 * 1891 * 129 - 31 * 18 over 18 */
	mk_test(x, 62, cache, &mk);
	assert_int_equal(mk.s, 1891 - 31);
	assert_near(mk.var_s, (2.0 * 1891 * 129 - 31 * 18) / 18, EXACT);
	/* groups of one are none */
	for (int i = 0; i < 60; i++)
		ones[i] = 1;
	d = mk_null_get(cache, 60, ones, 60);
	assert_ptr_equal(d, mk_null_get(cache, 60, NULL, 0));
	assert_int_equal(mk_null_max(d), 1770);
	assert_dies((void)mk_null_get(cache, 61, NULL, 0));
	assert_dies((void)mk_null_get(cache, 3, pairs, 2));
}

/* The order of the sizes does not matter: larger ones last, or in between. */
static void sizes_in_any_order(void **state)
{
	static const size_t sizes[][4] = {
		{2, 3, 4, 2}, {4, 3, 2, 2}, {2, 2, 3, 4}, {3, 2, 4, 2}};

	(void)state;
	for (size_t i = 1; i < ARRAY_LEN(sizes); i++)
		assert_ptr_equal(mk_null_get(cache, 14, sizes[i], 4),
				 mk_null_get(cache, 14, sizes[0], 4));
	assert_int_equal(mk_null_max(mk_null_get(cache, 14, sizes[0], 4)),
			 91 - 1 - 3 - 6 - 1);
}

/* Two points, and one; three with a pair: of 2 1 1, 1 2 1 and 1 1 2 two are as
 * far as S = 2. */
static void fewest_points(void **state)
{
	static const double x[] = {1, 2, 2, 2};
	struct mk mk;

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		mk_test(x, n, cache, &mk);
		assert_int_equal(mk.s, 0);
		assert_near(mk.p, 1, 0);
		assert_near(mk.tau_b, (double)NAN, 0);
	}
	mk_test(x, 2, cache, &mk);
	assert_int_equal(mk.s, 1);
	assert_near(mk.p, 1, 0);
	assert_near(mk.p_min, 1, 0);
	assert_near(mk.tau_b, 1, 0);
	assert_near(mk.var_s, 1, EXACT);
	assert_near(mk.z, 0, 0);
	mk_test(x, 3, cache, &mk);
	assert_int_equal(mk.s, 2);
	assert_near(mk.p, 2.0 / 3, EXACT);
	assert_near(mk.var_s, (2.0 * 3 * 11 - 18) / 18, EXACT);
	assert_near(mk.tau_b, 2 / sqrt(6), EXACT);
	mk_test(x + 1, 3, cache, &mk);
	assert_int_equal(mk.s, 0);
	assert_near(mk.tau_b, (double)NAN, 0);
}

/* Beyond the largest |S| nothing, up to it all. */
static void ends_of_the_distribution(void **state)
{
	const struct mk_null *d = mk_null_get(cache, 3, NULL, 0);

	(void)state;
	assert_near(mk_null_upper(d, 4), 0, 0);
	assert_near(mk_null_upper(d, 3), 1.0 / 6, EXACT);
	assert_near(mk_null_upper(d, 1), 3.0 / 6, EXACT);
	assert_near(mk_null_upper(d, -1), 5.0 / 6, EXACT);
	assert_near(mk_null_upper(d, -3), 1, 0);
	assert_near(mk_null_upper(d, -9), 1, 0);
	assert_near(mk_null_p(d, -3), 1.0 / 3, EXACT);
	assert_near(mk_null_p(d, 1), 1, 0);
	/* a probability, whatever rounding did on the way */
	for (size_t n = 0; n <= MK_EXACT_MAX; n++) {
		int64_t max;

		d = mk_null_get(cache, n, NULL, 0);
		max = mk_null_max(d);
		assert_int_equal(max, n * (n - (n > 0)) / 2);
		for (int64_t s = -max; s <= max; s += 2)
			assert_true(mk_null_upper(d, s) > 0 &&
				    mk_null_upper(d, s) <= 1);
	}
}

/* Hollander, Wolfe and Chicken, table A.30: k of P(S >= k) <= 0.025, less 2;
 * four points have none, P(S >= 6) = 1/24. */
static void exact_constants(void **state)
{
	static const double c[] = {8, 11, 13, 16, 18, 21};

	(void)state;
	for (size_t n = 0; n < 5; n++)
		assert_near(mk_exact_c(cache, n), (double)NAN, 0);
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		for (int again = 0; again < 2; again++)
			assert_near(mk_exact_c(cache, 5 + i), c[i], 0);
	assert_near(mk_exact_c(cache, 61), (double)NAN, 0);
	assert_false(isnan(mk_exact_c(cache, 60)));
}

/* The distributions of 5 and 6 points have 11 and 16 doubles. A cache of 27
 * keeps both; one of 26 starts afresh, and is right again. */
static void what_the_cache_keeps(void **state)
{
	struct mk_cache *both = mk_cache_sized(27);
	const struct mk_null *five = mk_null_get(both, 5, NULL, 0);
	const struct mk_null *six = mk_null_get(both, 6, NULL, 0);

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_ptr_equal(mk_null_get(both, 5, NULL, 0), five);
		assert_ptr_equal(mk_null_get(both, 6, NULL, 0), six);
	}
	mk_cache_free(both);
	both = mk_cache_sized(26);
	five = mk_null_get(both, 5, NULL, 0);
	(void)mk_null_get(both, 6, NULL, 0);
	assert_ptr_not_equal(mk_null_get(both, 5, NULL, 0), five);
	assert_near(mk_null_upper(mk_null_get(both, 5, NULL, 0), 10), 1 / 120.0,
		    EXACT);
	mk_cache_free(both);
}

/* 440 patterns, of 30 and 31 points, in one cache: each is found again,
 * whatever the order of its sizes. */
static void many_patterns(void **state)
{
	const struct mk_null *of[2000];

	(void)state;
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < ARRAY_LEN(of); i++) {
			const size_t sizes[] = {1 + i % 10, 1 + i / 10 % 10,
						1 + i / 100 % 10};
			size_t n = i < 1000 ? 30 : 31, max = n * (n - 1) / 2;
			const struct mk_null *d =
				mk_null_get(cache, n, sizes, 3);

			for (size_t k = 0; k < 3; k++)
				max -= sizes[k] * (sizes[k] - 1) / 2;
			assert_int_equal(mk_null_max(d), max);
			if (round > 0)
				assert_ptr_equal(of[i], d);
			of[i] = d;
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sixty_and_more),
		cmocka_unit_test(as_many_ties_as_there_can_be),
		cmocka_unit_test(sizes_in_any_order),
		cmocka_unit_test(fewest_points),
		cmocka_unit_test(ends_of_the_distribution),
		cmocka_unit_test(exact_constants),
		cmocka_unit_test(what_the_cache_keeps),
		cmocka_unit_test(many_patterns),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
