/*
 * The statistics of a trend against what other programs and books say.
 */
#include <float.h>
#include <math.h>

#include "tests/support/draw.h"
#include "tests/unit/test_kendall_fixture.h"

#include "analysis/order.h"
#include "analysis/theil_sen.h"
#include "analysis/trend_stats.h"
#include "tests/tables/kendall_cases.h"
#include "tests/tables/trend_cases.h"

#define CLOSE 1e-9
#define EXACT 1e-12

static void trend_cases_agree(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(trend_cases); i++) {
		const struct trend_case *c = &trend_cases[i];
		struct trend_stats st;

		trend_stats(c->years, c->x, c->n, 1, cache, &st);
		assert_int_equal(st.mk.s, c->s);
		assert_near(st.mk.var_s, c->var_s, CLOSE);
		assert_near(st.mk.tau_b, c->tau_b, CLOSE);
		assert_near(st.mk.z, c->z, CLOSE);
		if (!isnan(c->p))
			assert_true(fabs(st.mk.p - c->p) <= EXACT);
		assert_near(st.slope, c->slope, CLOSE);
		if (!isnan(c->intercept))
			assert_near(st.intercept, c->intercept, CLOSE);
	}
}

/* Ours is the wider of the two; with persistence it is wider than both. */
static void intervals_are_never_narrower(void **state)
{
	size_t equal = 0, none = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(trend_cases); i++) {
		const struct trend_case *c = &trend_cases[i];
		double low = fmin(c->gilbert[0], c->exact[0]);
		double high = fmax(c->gilbert[1], c->exact[1]);
		struct trend_stats st;

		trend_stats(c->years, c->x, c->n, 1, cache, &st);
		if (isnan(st.low)) {
			assert_true(isnan(st.high));
			none++;
			continue;
		}
		assert_true(st.low <= low + CLOSE * fabs(low));
		assert_true(st.high >= high - CLOSE * fabs(high));
		if (st.persistence.f > 1.0 || isnan(c->exact[0]))
			continue;
		assert_near(st.low, low, CLOSE);
		assert_near(st.high, high, CLOSE);
		equal++;
	}
	assert_true(equal >= 2);
	assert_true(none >= 3);
}

static void tie_cases_agree(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(tie_cases); i++) {
		double x[30];
		struct mk mk;

		for (size_t j = 0; j < tie_cases[i].n; j++)
			x[j] = tie_cases[i].x[j];
		mk_test(x, tie_cases[i].n, cache, &mk);
		assert_int_equal(mk.s, tie_cases[i].s);
		assert_near(mk.var_s, tie_cases[i].var_s, CLOSE);
		assert_true(fabs(mk.p - tie_cases[i].p) <= EXACT);
		if (!isnan(tie_cases[i].p_wilcox))
			assert_true(fabs(mk.p - tie_cases[i].p_wilcox) <=
				    EXACT);
	}
}

static void null_distribution_agrees(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(null_cases); i++) {
		const struct mk_null *d =
			mk_null_get(cache, null_cases[i].n, NULL, 0);

		assert_true(fabs(mk_null_upper(d, null_cases[i].s) -
				 null_cases[i].upper) <= EXACT);
	}
	/* printed with two digits or three */
	for (size_t i = 0; i < ARRAY_LEN(printed_cases); i++) {
		const struct mk_null *d =
			mk_null_get(cache, printed_cases[i].n, NULL, 0);

		assert_near(mk_null_upper(d, printed_cases[i].s),
			    printed_cases[i].upper, 0.04);
	}
}

/* Every arrangement of a small multiset, counted. */
static void count_arrangements(int *left, size_t kinds, double *x, size_t n,
			       size_t at, double *counts, int64_t middle)
{
	if (at == n) {
		int64_t s = 0;

		for (size_t i = 0; i < n; i++)
			for (size_t j = i + 1; j < n; j++)
				s += (x[j] > x[i]) - (x[j] < x[i]);
		counts[s + middle] += 1.0;
		return;
	}
	for (size_t k = 0; k < kinds; k++) {
		if (left[k] == 0)
			continue;
		left[k]--;
		x[at] = (double)k;
		count_arrangements(left, kinds, x, n, at + 1, counts, middle);
		left[k]++;
	}
}

static void null_distribution_is_that_of_all_arrangements(void **state)
{
	static const struct {
		size_t sizes[4], kinds;
	} c[] = {{{3, 2, 1, 1}, 4}, {{4, 3}, 2}, {{2, 2, 2}, 3}, {{1, 5}, 2}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		double counts[101] = {0}, x[8], all = 0, upper = 0;
		const struct mk_null *d;
		int left[4] = {0};
		size_t n = 0;

		for (size_t k = 0; k < c[i].kinds; k++) {
			left[k] = (int)c[i].sizes[k];
			n += c[i].sizes[k];
		}
		count_arrangements(left, c[i].kinds, x, n, 0, counts, 50);
		d = mk_null_get(cache, n, c[i].sizes, c[i].kinds);
		for (size_t s = 0; s < 101; s++)
			all += counts[s];
		for (int64_t s = 50; s >= -50; s--) {
			upper += counts[s + 50] / all;
			assert_true(fabs(mk_null_upper(d, s) - upper) <= EXACT);
		}
	}
}

/* METHODS: the |S| that is needed for p <= 0.05 without ties, and the smallest
 * p that so many points allow. */
static void critical_values(void **state)
{
	static const int need[] = {10, 13, 15, 18, 20, 23, 27, 30, 34, 37, 41};
	static const double least[] = {1.0 / 3, 1.0 / 12, 1.0 / 60, 1.0 / 360,
				       1.0 / 2520};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(need); i++) {
		const struct mk_null *d = mk_null_get(cache, i + 5, NULL, 0);

		assert_true(mk_null_p(d, need[i]) <= 0.05);
		assert_true(mk_null_p(d, need[i] - 2) > 0.05);
	}
	for (size_t i = 0; i < ARRAY_LEN(least); i++) {
		const double x[] = {1, 2, 3, 4, 5, 6, 7};
		struct mk mk;

		mk_test(x, i + 3, cache, &mk);
		assert_near(mk.p_min, least[i], EXACT);
		assert_near(mk.p, least[i], EXACT);
	}
}

static void smallest_p_counts_the_ties(void **state)
{
	const double two_kinds[] = {1, 2, 1, 1, 2, 1};
	const double constant[] = {3, 3, 3, 3, 3};
	struct mk mk;

	(void)state;
	mk_test(two_kinds, 6, cache, &mk);
	assert_near(mk.p_min, 2.0 / 15, EXACT); /* 6 choose 2 */
	mk_test(constant, 5, cache, &mk);
	assert_int_equal(mk.s, 0);
	assert_near(mk.p, 1, 0);
	assert_near(mk.p_min, 1, 0);
	assert_true(isnan(mk.tau_b));
	assert_near(mk.z, 0, 0);
}

/* pyMannKendall's own test vector: n > 60, so the normal approximation. */
static void long_series_agree(void **state)
{
	double x[400];
	int t[400];
	struct trend_stats st;
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(long_values); i++) {
		if (long_values[i] < 0)
			continue;
		t[n] = (int)i;
		x[n++] = long_values[i];
	}
	trend_stats(t, x, n, 1, cache, &st);
	assert_int_equal(st.mk.s, -1959);
	assert_near(st.mk.var_s, 4889800.333333333, CLOSE);
	assert_near(st.mk.z, -0.8854562842589916, CLOSE);
	assert_near(st.mk.p, 0.37591058740506833, CLOSE);
	assert_near(st.slope, -0.006369426751592357, CLOSE);
	assert_near(st.intercept, 96.15286624203821, CLOSE);
	assert_true(st.low < st.slope && st.slope < st.high);
}

/* The most points that are tested exactly, and one more: a step up each year
 * but the last, which falls behind the second. */
static void sixty_points_and_one(void **state)
{
	(void)state;
	for (size_t n = 60; n <= 61; n++) {
		double x[61];
		int t[61];
		struct trend_stats st;

		for (size_t i = 0; i < n; i++) {
			t[i] = (int)i;
			x[i] = i + 1 < n ? (double)i : 0.5;
		}
		trend_stats(t, x, n, 1, cache, &st);
		assert_int_equal(st.mk.s, (n - 1) * (n - 2) / 2 - (n - 2) + 1);
		assert_near(st.slope, 1, 0);
		assert_near(st.low, 1, 0);
		assert_near(st.high, 1, 0);
		assert_true(st.mk.p < 1e-15);
	}
}

/* Hollander, Wolfe & Chicken, Example 9.1; Sen (1968); EPA QA/G-9, box 4-9. */
static void published_examples_agree(void **state)
{
	const int five[] = {1, 2, 3, 4, 5};
	const double wolfe[] = {1.26, 1.27, 1.12, 1.16, 1.03};
	const int sen_t[] = {1, 2, 3, 4, 10, 12, 18};
	const double sen_x[] = {9, 15, 19, 20, 45, 55, 78};
	const double small[] = {0, 1, 1};
	const int eleven[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
	const double epa[] = {10, 10, 10, 5, 10, 20, 18, 17, 15, 24, 15};
	double slopes[10], low, high;
	struct trend_stats st;

	(void)state;
	trend_stats(five, wolfe, 5, 1, cache, &st);
	assert_int_equal(st.mk.s, -6);
	assert_near(st.mk.p, 0.23333333333, 1e-10);
	assert_near(st.slope, -0.05625, CLOSE);
	assert_near(mk_exact_c(cache, 5), 8, 0);
	/* the exact interval alone; ours asks for Gilbert's as well, and with
	 * five points that is beyond the last slope: none */
	sen_slopes(five, wolfe, 5, slopes);
	assert_true(sen_interval(slopes, wolfe, 5, 8, &low, &high));
	assert_near(low, -0.15, CLOSE);
	assert_near(high, 0.04, CLOSE);
	assert_true(isnan(st.low) && isnan(st.high));

	trend_stats(sen_t, sen_x, 7, 1, cache, &st);
	assert_near(st.slope, 4.0, CLOSE);
	assert_near(st.intercept, 4.0, CLOSE);

	/* scipy's test of theilslopes */
	trend_stats(sen_t, small, 3, 1, cache, &st);
	assert_near(st.slope, 0.5, CLOSE);
	assert_near(st.intercept, 0.0, CLOSE); /* 0.5 where they start at 0 */

	trend_stats(eleven, epa, 11, 1, cache, &st);
	assert_int_equal(st.mk.s, 22);
	assert_near(st.mk.var_s, 155.33, 1e-4);
	assert_near(st.mk.z, 1.685, 1e-3);
}

/* About the least squares line, r1 is R's acf of lm's residuals. */
static void autocorrelation_agrees(void **state)
{
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(trend_cases); i++) {
		const struct trend_case *c = &trend_cases[i];
		struct persistence p;

		if (isnan(c->line) || isnan(c->r1_line))
			continue;
		persistence_of(c->years, c->x, c->n, c->line, 1, &p);
		assert_near(p.r1, c->r1_line, 1e-8);
		seen++;
	}
	assert_true(seen >= 6);
}

/* The variance factor of n values of an AR(1) process is the mean over all
 * pairs i, j of rho^|i-j|, times n. */
static void variance_factor_is_that_of_the_process(void **state)
{
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(trend_cases); i++) {
		const struct trend_case *c = &trend_cases[i];
		double sum = 0.0, rho, normal;
		struct trend_stats st;

		trend_stats(c->years, c->x, c->n, 1, cache, &st);
		normal = erfc(fabs(st.mk.z) / sqrt(2 * st.persistence.f));
		assert_near(st.p_adj, fmax(st.mk.p, normal), CLOSE);
		assert_true(st.p_adj >= st.mk.p);
		if (!st.persistence.assessed || isnan(st.persistence.r1)) {
			assert_near(st.persistence.f, 1, 0);
			continue;
		}
		rho = ((double)c->n * st.persistence.r1 + 2) /
		      ((double)c->n - 4);
		rho = fmin(0.95, fmax(0, rho));
		for (size_t j = 0; j < c->n; j++)
			for (size_t k = 0; k < c->n; k++)
				sum += pow(rho, fabs((double)j - (double)k));
		assert_near(st.persistence.f, sum / (double)c->n, CLOSE);
		seen++;
	}
	assert_true(seen >= 6);
}

/* Gaps: only neighbours count, in the place of all. By hand: the series is
 * flat, e = x - mean. */
static void gaps_in_persistence(void **state)
{
	const int t[] = {2001, 2002, 2003, 2005, 2006, 2007, 2008, 2011};
	const double x[] = {1, -1, 2, -2, 1, -1, 3, -3};
	struct persistence p;

	(void)state;
	persistence_of(t, x, 8, 0, 1, &p);
	assert_true(p.assessed);
	/* m = 5: -1, -2, -2, -1, -3; sum of squares 30 */
	assert_near(p.r1, -9.0 / 30 * 7 / 5, CLOSE);
	assert_near(p.f, 1, 0);
	persistence_of(t, x, 7, 0, 1, &p);
	assert_true(p.assessed);
	persistence_of(t, x, 6, 0, 1, &p);
	assert_false(p.assessed);
	/* every third year of a moving average: neighbours are 3 apart */
	persistence_of((const int[]){1, 4, 7, 10, 13, 16, 19}, x, 7, 0, 3, &p);
	assert_true(p.assessed);
	persistence_of((const int[]){1, 4, 7, 10, 13, 16, 19}, x, 7, 0, 1, &p);
	assert_false(p.assessed);
	assert_true(isnan(p.r1));
}

/* 20.1 + 0.1 i is a straight line, although no double is 0.1. */
static void decimals_make_no_noise(void **state)
{
	double x[40];
	int t[40];
	struct trend_stats st;

	(void)state;
	for (int i = 0; i < 40; i++) {
		t[i] = 1990 + i;
		x[i] = (double)(201 + i) / 10.0;
	}
	trend_stats(t, x, 40, 1, cache, &st);
	assert_true(isnan(st.persistence.r1));
	assert_near(st.persistence.f, 1, 0);
	assert_true(st.p_adj < 1e-10);
	/* up and down the same steps: the middle slopes are 0.1 and -0.1 */
	for (int i = 0; i < 20; i++) {
		x[i] = (double)(201 + 7 * i % 13) / 10.0;
		x[39 - i] = x[i];
	}
	trend_stats(t, x, 40, 1, cache, &st);
	assert_int_equal(st.mk.s, 0);
	assert_true(st.slope == 0.0);
}

/* A slope of four last bits of the largest figure is none, a little more is
 * one; figures that are small throughout have small slopes. */
static void rounding_is_no_slope(void **state)
{
	static const double first[] = {1, 0.5}, larger[] = {0, -8};
	static const double tiny[] = {1e-20, 3e-20};
	double slope = 4 * DBL_EPSILON;

	(void)state;
	assert_near(sen_slope(&slope, first, 2), 0, 0);
	slope = -4.5 * DBL_EPSILON;
	assert_near(sen_slope(&slope, first, 2), slope, 0);
	slope = 30 * DBL_EPSILON;
	assert_near(sen_slope(&slope, larger, 2), 0, 0);
	slope = 2e-20;
	assert_near(sen_slope(&slope, tiny, 2), 2e-20, 0);
}

/* The slopes of five points on 0, 1, 3, 6, 10 from year to year, 1 to 4, and
 * between: 1, 1.5, 2, 2, 2.5, 2.5, 3, 3, 3.5, 4. C = 8: ranks 1 and 10; C = 4:
 * 3 and 8; C = 5: 2.5 and 8.5. Four points have none, nor has C beyond 8. */
static void interval_at_its_ranks(void **state)
{
	static const int t[] = {2001, 2002, 2003, 2004, 2005};
	static const double x[] = {0, 1, 3, 6, 10};
	static const struct {
		double c, low, high;
	} cases[] = {{8, 1, 4}, {4, 2, 3}, {5, 1.75, 3.25}, {0, 2.5, 2.5}};
	double slopes[10], low = 0, high = 0;

	(void)state;
	assert_int_equal(sen_pairs(0), 0);
	assert_int_equal(sen_pairs(1), 0);
	assert_int_equal(sen_pairs(2), 1);
	assert_int_equal(sen_pairs(5), 10);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		sen_slopes(t, x, 5, slopes);
		assert_true(
			sen_interval(slopes, x, 5, cases[i].c, &low, &high));
		assert_near(low, cases[i].low, 0);
		assert_near(high, cases[i].high, 0);
	}
	sen_slopes(t, x, 5, slopes);
	assert_near(sen_slope(slopes, x, 5), 2.5, 0);
	assert_false(sen_interval(slopes, x, 5, 8.2, &low, &high));
	assert_near(low, (double)NAN, 0);
	assert_near(high, (double)NAN, 0);
	assert_false(sen_interval(slopes, x, 5, (double)NAN, &low, &high));
	assert_false(sen_interval(slopes, x, 4, 1, &low, &high));
	/* median 3 at the year 2003; of two points half way */
	assert_near(sen_intercept(t, x, 5, 2.5), 3 - 2.5 * 2003, 0);
	assert_near(sen_intercept(t, x, 2, 1), 0.5 - 2001.5, 0);
	assert_near(sen_intercept(t, x, 0, 1), (double)NAN, 0);
	/* the larger of the two, Gilbert's where the other is not known:
	 * qnorm(0.975) sqrt(4 * 9) */
	assert_near(sen_c(12, 4, 9), 12, 0);
	assert_near(sen_c(11, 4, 9), 6 * 1.9599639845400545, 1e-15);
	assert_near(sen_c((double)NAN, 4, 9), 6 * 1.9599639845400545, 1e-15);
}

static void small_numbers_of_points(void **state)
{
	const int t[] = {2001, 2003, 2004, 2009};
	const double x[] = {1, 2, 4, 8};
	struct trend_stats st;

	(void)state;
	trend_stats(t, x, 0, 1, cache, &st);
	assert_int_equal(st.mk.s, 0);
	assert_near(st.mk.p, 1, 0);
	assert_true(isnan(st.slope) && isnan(st.intercept) && isnan(st.low));
	trend_stats(t, x, 1, 1, cache, &st);
	assert_true(isnan(st.slope) && isnan(st.low));
	assert_near(sen_intercept(t, x, 1, 0.25), 1 - 0.25 * 2001, 1e-9);
	{
		double slopes[6], low, high;

		sen_slopes(t, x, 4, slopes);
		assert_false(sen_interval(slopes, x, 4, 2, &low, &high));
	}
	trend_stats(t, x, 2, 1, cache, &st);
	assert_int_equal(st.mk.s, 1);
	assert_near(st.slope, 0.5, CLOSE);
	trend_stats(t, x, 4, 1, cache, &st);
	assert_near(st.mk.p, 1.0 / 12, CLOSE);
	assert_true(isnan(st.low) && isnan(st.high));
}

static void order_statistics(void **state)
{
	uint64_t r = 7;

	(void)state;
	assert_true(isnan(order_median(NULL, 0)));
	for (int round = 0; round < 2000; round++) {
		double a[40], b[40];
		size_t n, k;

		n = 1 + draw(&r, 40);
		for (size_t i = 0; i < n; i++) {
			a[i] = (double)draw(&r, 12);
			b[i] = a[i];
		}
		for (size_t i = 1; i < n; i++)
			for (size_t j = i; j > 0 && b[j - 1] > b[j]; j--) {
				double v = b[j];

				b[j] = b[j - 1];
				b[j - 1] = v;
			}
		k = draw(&r, n);
		assert_true(order_select(a, n, k) == b[k]);
		for (size_t i = 0; i < n; i++)
			assert_true(i < k ? a[i] <= b[k] : a[i] >= b[k]);
		assert_near(order_median(a, n), (b[(n - 1) / 2] + b[n / 2]) / 2,
			    CLOSE);
		if (k + 1 < n)
			assert_near(order_at(a, n, (double)k + 1.25),
				    0.75 * b[k] + 0.25 * b[k + 1], CLOSE);
		assert_near(order_at(a, n, (double)n), b[n - 1], CLOSE);
	}
}

/* More patterns than fit: old ones go, what is asked for is right. The untied
 * distribution of n points has n (n - 1) / 2 + 1 doubles. */
static void cache_starts_afresh(void **state)
{
	struct mk_cache *small = mk_cache_sized(300), *all = mk_cache_new();
	double x[20];

	(void)state;
	for (int round = 0; round < 2000; round++) {
		size_t n = 5 + (size_t)round % 16;
		struct mk a, b;

		for (size_t i = 0; i < n; i++)
			x[i] = (double)(i * 7 % n * (size_t)(1 + round / 16) %
					(size_t)(2 + round / 16));
		mk_test(x, n, small, &a);
		mk_test(x, n, all, &b);
		assert_near(a.p, b.p, 0);
		assert_near(a.p_min, b.p_min, 0);
	}
	mk_cache_free(small);
	mk_cache_free(all);
	mk_cache_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trend_cases_agree),
		cmocka_unit_test(intervals_are_never_narrower),
		cmocka_unit_test(tie_cases_agree),
		cmocka_unit_test(null_distribution_agrees),
		cmocka_unit_test(null_distribution_is_that_of_all_arrangements),
		cmocka_unit_test(critical_values),
		cmocka_unit_test(smallest_p_counts_the_ties),
		cmocka_unit_test(long_series_agree),
		cmocka_unit_test(sixty_points_and_one),
		cmocka_unit_test(published_examples_agree),
		cmocka_unit_test(autocorrelation_agrees),
		cmocka_unit_test(variance_factor_is_that_of_the_process),
		cmocka_unit_test(gaps_in_persistence),
		cmocka_unit_test(decimals_make_no_noise),
		cmocka_unit_test(rounding_is_no_slope),
		cmocka_unit_test(interval_at_its_ranks),
		cmocka_unit_test(small_numbers_of_points),
		cmocka_unit_test(order_statistics),
		cmocka_unit_test(cache_starts_afresh),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
