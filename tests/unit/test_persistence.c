/*
 * Persistence at its edges: what is rounding, and few points.
 */
#include "tests/support/test.h"

#include <float.h>
#include <math.h>

#include "analysis/persistence.h"

/* Of the residuals 1, -1, 2, -2, 1, -1, 3, -3 about a flat line: neighbours
 * -1, -2, -4, -2, -1, -3, -9 of 30, one after the other; n - 1 of n pairs. */
static void size_does_not_matter(void **state)
{
	static const double e[] = {1, -1, 2, -2, 1, -1, 3, -3};
	static const int t[] = {2001, 2002, 2003, 2004, 2005, 2006, 2007, 2008};
	static const int powers[] = {0, -20, -70, -600, 70, 600};

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(powers); k++) {
		struct persistence p;
		double x[8];

		for (size_t i = 0; i < 8; i++)
			x[i] = ldexp(e[i], powers[k]);
		persistence_of(t, x, 8, 0, 1, &p);
		assert_near(p.r1, -22.0 / 30, 1e-14);
		assert_near(p.f, 1, 0);
	}
}

/* The line 0, 1, 2 ... with one point d beside it: the largest residual is 7/8
 * d, and up to 4 eps * 7 * 8 of it are rounding. */
static void what_is_rounding(void **state)
{
	static const int from[] = {0, 2001};

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(from); k++) {
		struct persistence p;
		double x[8];
		int t[8];

		for (int i = 0; i < 8; i++) {
			t[i] = from[k] + i;
			x[i] = i;
		}
		x[3] += 256 * DBL_EPSILON;
		persistence_of(t, x, 8, 1, 1, &p);
		assert_true(p.assessed && isnan(p.r1));
		assert_near(p.f, 1, 0);
		x[3] = 3 + 280 * DBL_EPSILON;
		persistence_of(t, x, 8, 1, 1, &p);
		assert_false(isnan(p.r1));
	}
}

/* The largest figure may be the first one, a hundred years before; years about
 * 2000 cost no digits of small figures. */
static void rounding_of_the_first(void **state)
{
	static const int years[] = {2001, 2002, 2003, 2004, 2005, 2006, 2007};
	int t[8] = {0};
	double x[8] = {1e6}, small[7];
	struct persistence p;

	(void)state;
	for (int i = 1; i < 8; i++) {
		t[i] = 99 + i;
		x[i] = 1e6 - 1e4 * t[i] + (i % 2 ? 2e-8 : -2e-8);
	}
	persistence_of(t, x, 8, -1e4, 1, &p);
	assert_true(p.assessed && isnan(p.r1));
	for (int i = 0; i < 7; i++)
		small[i] = (double)(i - 3) / 10;
	persistence_of(years, small, 7, 0.1, 1, &p);
	assert_true(p.assessed && isnan(p.r1));
}

static void few_points(void **state)
{
	static const double x[] = {1, -1, 1, -1, 1, -1, 1};
	static const int t[] = {1, 2, 3, 4, 5, 6, 7};
	static const int apart[] = {1, 3, 5, 7, 9, 11, 13};
	static const int pairs4[] = {1, 2, 3, 4, 5, 7, 9};
	static const int pairs5[] = {1, 2, 3, 4, 5, 6, 9};
	struct persistence p;

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		persistence_of(t, x, n, 0, 1, &p);
		assert_true(isnan(p.r1) && !p.assessed);
		assert_near(p.f, 1, 0);
	}
	/* 1 and -1: one pair, -1 of 2 */
	persistence_of(t, x, 2, 0, 1, &p);
	assert_near(p.r1, -0.5, 1e-15);
	assert_false(p.assessed);
	persistence_of(t, x, 6, 0, 1, &p);
	assert_false(p.assessed);
	persistence_of(t, x, 7, 0, 1, &p);
	assert_true(p.assessed);
	/* no neighbours, four, five */
	persistence_of(apart, x, 7, 0, 1, &p);
	assert_true(isnan(p.r1) && !p.assessed);
	persistence_of(pairs4, x, 7, 0, 1, &p);
	assert_true(!isnan(p.r1) && !p.assessed);
	persistence_of(pairs5, x, 7, 0, 1, &p);
	assert_true(p.assessed);
}

/* The same long run above and then below: rho is held at 0.95, n = 7. f = 1 +
 * 2 sum (1 - k/7) 0.95^k. */
static void at_most_095(void **state)
{
	static const double x[] = {1, 1, 1, 1, -1, -1, -1, -1};
	static const int t[] = {1, 2, 3, 4, 5, 6, 7, 8};
	double f = 1;
	struct persistence p;

	(void)state;
	/* r1 = 5/8, rho = (5 + 2) / 4 */
	persistence_of(t, x, 8, 0, 1, &p);
	assert_near(p.r1, 5.0 / 8, 1e-15);
	for (int k = 1; k < 8; k++)
		f += 2 * (1 - k / 8.0) * pow(0.95, k);
	assert_near(p.f, f, 1e-14);
}

/* Never less than p; R: 2 * pnorm(-2 / sqrt(4)). */
static void the_larger_p(void **state)
{
	(void)state;
	assert_near(persistence_p(0.01, 2, 4), 0.317310507862914, 1e-14);
	assert_near(persistence_p(0.01, -2, 4), 0.317310507862914, 1e-14);
	assert_near(persistence_p(0.4, 2, 4), 0.4, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(size_does_not_matter),
		cmocka_unit_test(what_is_rounding),
		cmocka_unit_test(rounding_of_the_first),
		cmocka_unit_test(few_points),
		cmocka_unit_test(at_most_095),
		cmocka_unit_test(the_larger_p),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
