/*
 * Order and order statistics: every small array there is, against plain
 * sorting.
 */
#include "tests/support/test.h"

#include <float.h>
#include <math.h>

#include "analysis/order.h"

static int sign(int v)
{
	return (v > 0) - (v < 0);
}

static void comparisons(void **state)
{
	static const double x[] = {-HUGE_VAL, -1, 0, 1, 1.5, HUGE_VAL};
	const double zero = 0, minus_zero = -zero;

	(void)state;
	for (int i = 0; i < (int)ARRAY_LEN(x); i++)
		for (int j = 0; j < (int)ARRAY_LEN(x); j++)
			assert_int_equal(sign(order_compare(&x[i], &x[j])),
					 sign(i - j));
	assert_int_equal(order_compare(&zero, &minus_zero), 0);
}

static void comparisons_of_two(void **state)
{
	/* in ascending order; a third member does not count */
	static const struct {
		double x, y;
		int other;
	} c[] = {{1, 1, 9}, {1, 2, 8}, {2, 0, 7}, {2, 1, 6}, {3, -5, 5}};

	(void)state;
	for (int i = 0; i < (int)ARRAY_LEN(c); i++)
		for (int j = 0; j < (int)ARRAY_LEN(c); j++)
			assert_int_equal(sign(order_compare_two(&c[i], &c[j])),
					 sign(i - j));
}

/* The digits of `code` in base 4. */
static void digits(unsigned code, size_t n, double *a)
{
	for (size_t i = 0; i < n; i++, code /= 4)
		a[i] = code % 4;
}

/* All arrays of up to six of four values: every pattern of ties among them. */
static void selects_as_sorting_does(void **state)
{
	(void)state;
	for (size_t n = 1; n <= 6; n++)
		for (unsigned code = 0; code < 1U << 2 * n; code++)
			for (size_t k = 0; k < n; k++) {
				double a[6], sorted[6];

				digits(code, n, a);
				digits(code, n, sorted);
				qsort(sorted, n, sizeof(*sorted),
				      order_compare);
				assert_true(order_select(a, n, k) == sorted[k]);
				assert_true(a[k] == sorted[k]);
				for (size_t i = 0; i < n; i++)
					assert_true(i < k ? a[i] <= a[k]
							  : a[i] >= a[k]);
				/* nothing is lost */
				qsort(a, n, sizeof(*a), order_compare);
				assert_memory_equal(a, sorted, n * sizeof(*a));
			}
}

static void medians(void **state)
{
	double odd[] = {7, 1, 3}, even[] = {9, 1, 4, 2}, one[] = {DBL_MAX};

	(void)state;
	assert_near(order_median(odd, 3), 3, 0);
	assert_near(order_median(even, 4), 3, 0);
	assert_near(order_median(one, 1), DBL_MAX, 0);
	assert_near(order_median(one, 0), (double)NAN, 0);
	for (size_t n = 1; n <= 6; n++)
		for (unsigned code = 0; code < 1U << 2 * n; code++) {
			double a[6], b[6];

			digits(code, n, a);
			digits(code, n, b);
			qsort(b, n, sizeof(*b), order_compare);
			assert_true(order_median(a, n) ==
				    (b[(n - 1) / 2] + b[n / 2]) / 2);
			assert_true(order_at(a, n, (double)n) == b[n - 1]);
			/* and between the two smallest */
			if (n > 1)
				assert_true(order_at(a, n, 1.25) ==
					    0.75 * b[0] + 0.25 * b[1]);
		}
}

/* The value at rank 2.25 lies a quarter of the way from the second to the
 * third. */
static void ranks_between(void **state)
{
	static const struct {
		double rank, want;
	} c[] = {{1, 10},    {1.5, 15}, {2, 20}, {2.25, 25},
		 {2.75, 35}, {3.5, 60}, {4, 80}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		double a[] = {80, 20, 10, 40};

		assert_near(order_at(a, 4, c[i].rank), c[i].want, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comparisons),
		cmocka_unit_test(comparisons_of_two),
		cmocka_unit_test(selects_as_sorting_does),
		cmocka_unit_test(medians),
		cmocka_unit_test(ranks_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
