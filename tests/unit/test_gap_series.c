/*
 * A series against its reference.
 */
#include "tests/support/test.h"

#include <math.h>

#include "analysis/gap_series.h"
#include "analysis/trend_stats.h"

static void ten_digits(void **state)
{
	const struct {
		double v, want;
	} c[] = {
		{0.1 + 0.2, 0.3},
		{20.3 - 20.2, 0.1},
		{1.0 / 3.0, 0.3333333333},
		{123456.78901234567, 123456.789},
		{-2.0 / 3.0, -0.6666666667},
		{1e-20 / 3.0, 3.333333333e-21},
		{0.0, 0.0},
		{1e300, 1e300},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_true(gap_round(c[i].v) == c[i].want);
	assert_true(isnan(gap_round((double)NAN)));
}

static void years_of_both(void **state)
{
	const int years[] = {2001, 2003, 2004, 2006, 2009};
	const double x[] = {10, 30, 40, 60, 90};
	const int other[] = {2000, 2003, 2004, 2005, 2009, 2010};
	const double reference[] = {1, 20, 50, 1, 30, 1};
	int got_years[5];
	double got[5];

	(void)state;
	assert_int_equal(gap_series(years, x, 5, other, reference, 6, GAP_RATIO,
				    got_years, got),
			 3);
	assert_int_equal(got_years[0], 2003);
	assert_int_equal(got_years[2], 2009);
	assert_near(got[0], 1.5, 0);
	assert_near(got[1], 0.8, 0);
	assert_near(got[2], 3, 0);
	assert_int_equal(gap_series(years, x, 5, other, reference, 6,
				    GAP_DIFFERENCE, got_years, got),
			 3);
	assert_near(got[0], 10, 0);
	assert_near(got[1], -10, 0);
	/* the year behind the last one of the reference is none of it */
	assert_int_equal(gap_series(years, x, 5, other, reference, 2, GAP_RATIO,
				    got_years, got),
			 1);
	assert_int_equal(gap_series(years, x, 2, other, reference, 6, GAP_RATIO,
				    got_years, got),
			 1);
	assert_int_equal(gap_series(years, x, 5, other, reference, 0, GAP_RATIO,
				    got_years, got),
			 0);
	assert_int_equal(gap_series(years, x, 0, other, reference, 6, GAP_RATIO,
				    got_years, got),
			 0);
}

static void references_that_divide_nothing(void **state)
{
	const int years[] = {2001, 2002, 2003};
	const double x[] = {1, 2, 3};
	const double zero[] = {1, 0, 1}, below[] = {1, 1, -2};
	const double tiny[] = {1, 1e-320, 1}, first[] = {0, 1, 1};
	int got_years[3];
	double got[3];

	(void)state;
	assert_int_equal(gap_series(years, x, 3, years, zero, 3, GAP_RATIO,
				    got_years, got),
			 0);
	assert_int_equal(gap_series(years, x, 3, years, below, 3, GAP_RATIO,
				    got_years, got),
			 0);
	assert_int_equal(gap_series(years, x, 3, years, below, 3,
				    GAP_DIFFERENCE, got_years, got),
			 3);
	assert_int_equal(gap_series(years, x, 3, years, first, 3, GAP_RATIO,
				    got_years, got),
			 0);
	/* years of the reference alone do not count */
	assert_int_equal(gap_series(years + 2, x + 2, 1, years, zero, 3,
				    GAP_RATIO, got_years, got),
			 1);
	/* what a double cannot hold is no point */
	assert_int_equal(gap_series(years, x, 3, years, tiny, 3, GAP_RATIO,
				    got_years, got),
			 2);
}

/* Ties that decimals mean stay ties: a constant gap has no trend, whatever the
 * country does. */
static void equal_gaps_are_ties(void **state)
{
	struct mk_cache *cache = mk_cache_new();
	int years[12], got_years[12];
	double x[12], reference[12], got[12];
	struct trend_stats st;

	(void)state;
	for (int i = 0; i < 12; i++) {
		years[i] = 2001 + i;
		reference[i] = (double)(101 + 7 * i % 23) / 10.0;
		x[i] = (double)(101 + 7 * i % 23 + 3) / 10.0;
	}
	assert_int_equal(gap_series(years, x, 12, years, reference, 12,
				    GAP_DIFFERENCE, got_years, got),
			 12);
	trend_stats(got_years, got, 12, 1, cache, &st);
	assert_int_equal(st.mk.s, 0);
	assert_true(isnan(st.mk.tau_b));
	for (int i = 0; i < 12; i++)
		x[i] = 0.3 * reference[i];
	assert_int_equal(gap_series(years, x, 12, years, reference, 12,
				    GAP_RATIO, got_years, got),
			 12);
	trend_stats(got_years, got, 12, 1, cache, &st);
	assert_true(isnan(st.mk.tau_b));
	mk_cache_free(cache);
}

static void courses(void **state)
{
	const struct {
		enum gap_scale scale;
		double first, last;
		enum gap_course want;
	} c[] = {
		{GAP_RATIO, 1.4, 1.2, GAP_NARROWS},
		{GAP_RATIO, 0.6, 0.8, GAP_NARROWS},
		{GAP_RATIO, 1.2, 1.4, GAP_WIDENS},
		{GAP_RATIO, 0.8, 0.6, GAP_WIDENS},
		{GAP_RATIO, 0.8, 1.1, GAP_TURNS},
		{GAP_RATIO, 0.8, 1.0, GAP_NARROWS},
		{GAP_RATIO, 1.2, 1.0, GAP_NARROWS},
		{GAP_RATIO, 1.1, 0.9, GAP_TURNS},
		{GAP_RATIO, 1.1, 0.5, GAP_TURNS},
		{GAP_RATIO, 1.0, 1.1, GAP_WIDENS},
		{GAP_RATIO, 1.1, 1.1, GAP_STAYS},
		{GAP_DIFFERENCE, 3, 1, GAP_NARROWS},
		{GAP_DIFFERENCE, -1, -3, GAP_WIDENS},
		{GAP_DIFFERENCE, -1, 1, GAP_TURNS},
		{GAP_DIFFERENCE, 0.5, -0.5, GAP_TURNS},
		{GAP_DIFFERENCE, 2, 0, GAP_NARROWS},
		{GAP_DIFFERENCE, -2, 0, GAP_NARROWS},
		{GAP_DIFFERENCE, 0, -1, GAP_WIDENS},
		{GAP_DIFFERENCE, (double)NAN, 1, GAP_STAYS},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_int_equal(gap_course(c[i].scale, c[i].first, c[i].last),
				 c[i].want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ten_digits),
		cmocka_unit_test(years_of_both),
		cmocka_unit_test(references_that_divide_nothing),
		cmocka_unit_test(equal_gaps_are_ties),
		cmocka_unit_test(courses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
