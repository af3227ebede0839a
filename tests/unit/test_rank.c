/*
 * Ranks, groups, quantiles and robust scale against R; random numbers and the
 * intervals of ranks against what theory says.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/quantile.h"
#include "analysis/rank.h"
#include "analysis/undefined.h"
#include "tests/tables/rank_cases.h"

#define CLOSE 1e-9

enum {
	MANY = 400
};

/* The values of one set, in the order of the table. */
static size_t set_of(const char *set, double *x)
{
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(rank_cases); i++)
		if (strcmp(rank_cases[i].set, set) == 0)
			x[n++] = rank_cases[i].x;
	return n;
}

static void ranks_agree_with_r(void **state)
{
	const char *const sets[] = {"q1", "q5"};

	(void)state;
	for (size_t s = 0; s < ARRAY_LEN(sets); s++) {
		double x[ARRAY_LEN(rank_cases)], work[ARRAY_LEN(rank_cases)];
		size_t rank[ARRAY_LEN(rank_cases)], n = set_of(sets[s], x);
		struct robust r;
		size_t at = 0;

		memcpy(work, x, n * sizeof(*x));
		r = robust_of(work, n);
		assert_int_equal(r.kind, ROBUST_MAD);
		assert_int_equal(rank_all(x, n, RANK_LOWEST, rank), n);
		for (size_t i = 0; i < ARRAY_LEN(rank_cases); i++) {
			if (strcmp(rank_cases[i].set, sets[s]) != 0)
				continue;
			assert_int_equal(rank[at], rank_cases[i].rank);
			assert_near(robust_z(&r, x[at]), rank_cases[i].z,
				    CLOSE);
			at++;
		}
	}
}

/* R: rank(-c(3, 1, 3, NA, 2), ties.method = "min", na.last = "keep") */
static void ties_share_the_best(void **state)
{
	const double x[] = {3, 1, 3, UNDEFINED, 2};
	const size_t high[] = {1, 4, 1, 0, 3}, low[] = {3, 1, 3, 0, 2};
	size_t rank[5];

	(void)state;
	assert_int_equal(rank_all(x, 5, RANK_HIGHEST, rank), 4);
	assert_memory_equal(rank, high, sizeof(rank));
	assert_int_equal(rank_all(x, 5, RANK_LOWEST, rank), 4);
	assert_memory_equal(rank, low, sizeof(rank));
	assert_int_equal(rank_all(x, 0, RANK_LOWEST, rank), 0);
	assert_int_equal(rank_all(x + 3, 1, RANK_LOWEST, rank), 0);
	assert_int_equal(rank[0], 0);
}

static void groups_agree_with_r(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(group_cases); i++)
		assert_int_equal(rank_group(group_cases[i].r, group_cases[i].n,
					    group_cases[i].groups),
				 group_cases[i].want);
}

/* Groups are as even as they can be, and ascend with the rank. */
static void quintiles_are_even(void **state)
{
	(void)state;
	for (size_t n = 0; n < 5; n++)
		assert_int_equal(rank_quintile(1, n), 0);
	assert_int_equal(rank_quintile(0, 300), 0);
	assert_int_equal(rank_quintile(301, 300), 0);
	for (size_t n = 5; n <= 320; n++) {
		size_t count[6] = {0};
		unsigned last = 1;

		for (size_t r = 1; r <= n; r++) {
			unsigned q = rank_quintile(r, n);

			assert_true(q >= last && q <= 5);
			last = q;
			count[q]++;
		}
		for (int q = 1; q <= 5; q++)
			assert_true(count[q] == n / 5 || count[q] == n / 5 + 1);
	}
}

static void quantiles_agree_with_r(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(quantile_cases); i++) {
		double x[ARRAY_LEN(rank_cases)];
		size_t n = set_of(quantile_cases[i].set, x);

		assert_near(quantile(x, n, quantile_cases[i].p),
			    quantile_cases[i].q, CLOSE);
	}
}

/* The bounds of quintiles and quartiles of 1..50 in the English Fingertips
 * (AnalysisTest/QuintilesCalculatorTest.cs, QuartilesCalculatorTest.cs). */
static void bounds_agree_with_fingertips(void **state)
{
	const double five[] = {1, 10.8, 20.6, 30.4, 40.2, 50};
	const double four[] = {1, 13.25, 25.5, 37.75, 50};
	double x[50];

	(void)state;
	for (int i = 0; i < 50; i++)
		x[i] = (double)((i * 17) % 50 + 1);
	for (int i = 0; i <= 5; i++)
		assert_near(quantile(x, 50, i / 5.0), five[i], CLOSE);
	for (int i = 0; i <= 4; i++)
		assert_near(quantile(x, 50, i / 4.0), four[i], CLOSE);
}

static void quantiles_of_little(void **state)
{
	double x[] = {7, 3};

	(void)state;
	assert_true(isnan(quantile(x, 0, 0.5)));
	assert_true(isnan(quantile(x, 2, -0.1)));
	assert_true(isnan(quantile(x, 2, 1.1)));
	assert_true(isnan(quantile(x, 2, UNDEFINED)));
	assert_near(quantile(x, 1, 0.3), 7, 0);
	assert_near(quantile(x, 2, 0.25), 4, 0);
}

/* By hand from the paper's definition: m = 36/14, h = 1 + (m - 1)/2 = 1.7857,
 * window (0.3056, 0.6944] of weights 1/6, 1/2, 1/3: 0.3611 of the second,
 * 0.0278 of the third. */
static void weighted_quantile_by_hand(void **state)
{
	const double x[] = {30, 10, 20}, w[] = {2, 1, 3};

	(void)state;
	assert_near(quantile_weighted(x, w, 3, 0.5),
		    20.0 + 10.0 * (0.25 / 9.0) / (3.5 / 9.0), CLOSE);
	assert_true(isnan(quantile_weighted(x, w, 0, 0.5)));
	assert_true(isnan(quantile_weighted(x, w, 3, 1.5)));
}

static void weighted_quantiles_keep_their_rules(void **state)
{
	uint64_t r = 3;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		double x[45], w[45], one[45], copy[45], last = -1e9;
		size_t n = 1 + (size_t)draw(&r, 40);
		double at = (double)draw(&r, 4000) / 100;

		for (size_t i = 0; i < n; i++) {
			x[i] = (double)draw(&r, 1000) / 8 - 50;
			w[i] = (double)(1 + draw(&r, 100000));
			one[i] = 7;
		}
		for (int p = 0; p <= 20; p++) {
			double q = quantile_weighted(x, w, n, p / 20.0);
			double plain;

			memcpy(copy, x, n * sizeof(*x));
			plain = quantile(copy, n, p / 20.0);
			/* equal weights: type 7 */
			assert_true(
				fabs(quantile_weighted(x, one, n, p / 20.0) -
				     plain) < 1e-9 * 100);
			assert_true(q >= last - 1e-9);
			last = q;
			/* a value of no weight does not count, and only the
			 * proportions of the others do */
			for (size_t i = 0; i < n; i++)
				copy[i] = w[i] * 1024;
			x[n] = at;
			copy[n] = 0;
			assert_true(fabs(quantile_weighted(x, copy, n + 1,
							   p / 20.0) -
					 q) < 1e-9 * 100);
		}
		assert_true(last <= 75.0 && last >= -50.0);
	}
}

static void scale_falls_back(void **state)
{
	/* more than half are equal: no MAD; R: IQR(c(1,1,1,1,5,9,9)) = 6 */
	double spread[] = {5, 1, 9, 1, 1, 9, 1}, flat[] = {2, 2, 2, 2, 9};
	struct robust r = robust_of(spread, ARRAY_LEN(spread));

	(void)state;
	assert_int_equal(r.kind, ROBUST_IQR);
	assert_near(r.center, 1, 0);
	assert_near(r.scale, 6 / 1.349, CLOSE);
	assert_near(robust_z(&r, 1), 0, 0);
	for (size_t i = 0; i < ARRAY_LEN(spread); i++)
		spread[i] /= 16; /* in whatever units */
	r = robust_of(spread, ARRAY_LEN(spread));
	assert_int_equal(r.kind, ROBUST_IQR);
	assert_near(r.scale, 6 / 16.0 / 1.349, CLOSE);
	r = robust_of(flat, ARRAY_LEN(flat));
	assert_int_equal(r.kind, ROBUST_NONE);
	assert_true(isnan(robust_z(&r, 9)));
	r = robust_of(flat, 0);
	assert_int_equal(r.kind, ROBUST_NONE);
	assert_true(isnan(r.center) && isnan(robust_z(&r, 1)));
}

/* --- random --------------------------------------------------------------- */

/* The first outputs of Vigna's splitmix64.c from state 1234567. */
static void bits_agree_with_the_reference(void **state)
{
	const uint64_t want[] = {6457827717110365317U, 3203168211198807973U,
				 9817491932198370423U, 4593380528125082431U,
				 16408922859458223821U};
	struct random r = {1234567};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(want); i++)
		assert_true(random_bits(&r) == want[i]);
}

enum {
	DRAWS = 20000
};

static double quantile_of(const struct posterior *p, double at)
{
	if (p->kind == POSTERIOR_BETA)
		return dist_beta_quantile(at, p->a, p->b);
	return p->a + p->b * dist_normal_quantile(at);
}

/* A share of N draws is off by more than 3.3 sqrt(p (1 - p) / N) once in a
 * thousand times. */
static void draws_follow_their_distribution(void **state)
{
	const struct posterior c[] = {
		{POSTERIOR_NORMAL, 50, 3},   {POSTERIOR_BETA, 0.5, 0.5},
		{POSTERIOR_BETA, 0.2, 3},    {POSTERIOR_BETA, 12, 380},
		{POSTERIOR_BETA, 2, 1},      {POSTERIOR_BETA, 1, 1},
		{POSTERIOR_BETA, 81e3, 3e5},
	};
	const double at[] = {0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct random r = random_start(20, i);
		size_t below[ARRAY_LEN(at)] = {0};

		for (int d = 0; d < DRAWS; d++) {
			double x = random_posterior(&r, &c[i]);

			for (size_t k = 0; k < ARRAY_LEN(at); k++)
				below[k] += x < quantile_of(&c[i], at[k]);
		}
		for (size_t k = 0; k < ARRAY_LEN(at); k++) {
			double limit = 3.3 * sqrt(at[k] * (1 - at[k]) / DRAWS);

			if (fabs((double)below[k] / DRAWS - at[k]) > limit)
				fail_msg("case %zu: %zu of %d below %g", i,
					 below[k], (int)DRAWS, at[k]);
		}
	}
}

/* Mean shape / rate, variance shape / rate^2, third moment about the mean
 * 2 shape / rate^3; the exponential besides. */
static void gammas_have_their_moments(void **state)
{
	const struct posterior c[] = {{POSTERIOR_GAMMA, 0.3, 2},
				      {POSTERIOR_GAMMA, 1, 1},
				      {POSTERIOR_GAMMA, 12.5, 40},
				      {POSTERIOR_GAMMA, 5e5, 1e7}};
	struct random r;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		double k = c[i].a, m1 = 0, m2 = 0, m3 = 0, below = 0;

		r = random_start(30, i);
		for (int d = 0; d < DRAWS; d++) {
			/* as a standardised value */
			double z = (random_posterior(&r, &c[i]) * c[i].b - k) /
				   sqrt(k);

			m1 += z / DRAWS;
			m2 += z * z / DRAWS;
			m3 += z * z * z / DRAWS;
			below += (z + 1 < log(2)) / (double)DRAWS;
		}
		assert_true(fabs(m1) < 3.3 / sqrt(DRAWS));
		assert_true(fabs(m2 - 1) < 3.3 * sqrt((2 + 6 / k) / DRAWS));
		assert_true(fabs(m3 - 2 / sqrt(k)) < 0.1 + 0.5 / k);
		if (i == 1)
			assert_true(fabs(below - 0.5) <
				    3.3 * 0.5 / sqrt(DRAWS));
	}
	r = random_start(1, 1);
	assert_true(isnan(
		random_posterior(&r, &(struct posterior){POSTERIOR_NONE})));
}

/* Of shapes so small that both gammas vanish, and what is left is the mean. */
static void beta_of_nearly_nothing(void **state)
{
	const struct posterior p = {POSTERIOR_BETA, 1e-5, 3e-5};
	struct random r = random_start(3, 1);
	int vanished = 0;

	(void)state;
	for (int i = 0; i < 100; i++) {
		double x = random_posterior(&r, &p);

		assert_true(x >= 0 && x <= 1);
		vanished += fabs(x - 0.25) < 1e-12;
	}
	assert_true(vanished > 80); /* 97 of 100 do */
}

/* --- rank intervals ------------------------------------------------------- */

static void sure_values_have_sure_ranks(void **state)
{
	struct posterior p[10];
	struct rank_interval out[10];

	(void)state;
	for (int i = 0; i < 10; i++)
		p[i] = (struct posterior){POSTERIOR_NORMAL, 10 * i, 0.1};
	p[3].kind = POSTERIOR_NONE;
	rank_intervals(p, NULL, 10, RANK_LOWEST, 1, out);
	for (int i = 0; i < 10; i++) {
		double want = i < 3 ? i + 1 : i;

		assert_true(!out[i].uncertain);
		if (i == 3) {
			assert_true(isnan(out[i].low) && isnan(out[i].high));
			continue;
		}
		assert_near(out[i].low, want, 0);
		assert_near(out[i].high, want, 0);
	}
	rank_intervals(p, NULL, 10, RANK_HIGHEST, 1, out);
	assert_near(out[9].low, 1, 0);
	assert_near(out[0].high, 9, 0);
}

/* The same distribution for all: a rank is uniform over 1..k. */
/* The thirteenth of 25, in the third fifth. Give or take 3, its rank lies
 * within 1.645 * 3 of 13: from the second fifth to the fourth, which is not
 * known well; give or take 1, it stays in the third. */
static void more_than_two_fifths(void **state)
{
	struct posterior p[25];
	struct rank_interval out[25];

	(void)state;
	for (int i = 0; i < 25; i++)
		p[i] = (struct posterior){POSTERIOR_NORMAL, i, 1e-6};
	p[12].b = 3;
	rank_intervals(p, NULL, 25, RANK_LOWEST, 1, out);
	assert_true(out[12].low >= 8 && out[12].low <= 9);
	assert_true(out[12].high >= 17 && out[12].high <= 18);
	assert_true(out[12].uncertain);
	p[12].b = 1;
	rank_intervals(p, NULL, 25, RANK_LOWEST, 1, out);
	assert_true(out[12].low >= 11 && out[12].high <= 15);
	assert_false(out[12].uncertain);
}

/* Four that report have no fifths, whoever else there is: nothing is said to be
 * uncertain. With a fifth that reports all are. */
static void four_have_no_fifths(void **state)
{
	(void)state;
	for (int last = 0; last < 2; last++) {
		struct posterior p[5];
		struct rank_interval v[5];

		for (int i = 0; i < 5; i++)
			p[i] = (struct posterior){POSTERIOR_NORMAL, 10, 1};
		if (last == 0)
			p[4].kind = POSTERIOR_NONE;
		rank_intervals(p, NULL, 5, RANK_LOWEST, 1, v);
		for (int i = 0; i < 4; i++) {
			assert_near(v[i].low, 1, 0);
			assert_near(v[i].high, 4 + last, 0);
			assert_int_equal(v[i].uncertain, last);
		}
		assert_int_equal(isnan(v[4].low), last == 0);
	}
}

static void equal_values_have_any_rank(void **state)
{
	struct posterior p[MANY];
	struct rank_interval out[MANY];

	(void)state;
	for (int i = 0; i < MANY; i++)
		p[i] = (struct posterior){POSTERIOR_BETA, 30, 70};
	rank_intervals(p, NULL, MANY, RANK_LOWEST, 1, out);
	for (int i = 0; i < MANY; i++) {
		assert_true(out[i].uncertain);
		assert_true(fabs(out[i].low - 0.05 * MANY) < 12);
		assert_true(fabs(out[i].high - 0.95 * MANY) < 12);
	}
}

/* Two normals of difference d, each sd 1: P(X < Y) = Phi(d / sqrt 2). At
 * 0.9 and 0.98 the lower one has rank 2 in 10 % and 2 % of the draws. */
static void a_pair_swaps_as_often_as_theory_says(void **state)
{
	struct posterior p[2] = {{POSTERIOR_NORMAL, 0, 1},
				 {POSTERIOR_NORMAL, 0, 1}};
	struct rank_interval out[2];

	(void)state;
	p[1].a = sqrt(2.0) * dist_normal_quantile(0.90);
	rank_intervals(p, NULL, 2, RANK_LOWEST, 5, out);
	assert_near(out[0].high, 2, 0);
	assert_near(out[1].low, 1, 0);
	p[1].a = sqrt(2.0) * dist_normal_quantile(0.98);
	rank_intervals(p, NULL, 2, RANK_LOWEST, 5, out);
	assert_near(out[0].high, 1, 0);
	assert_near(out[1].low, 2, 0);
	/* no quintiles of two */
	assert_true(!out[0].uncertain && !out[1].uncertain);
}

static void order_and_seed(void **state)
{
	struct posterior p[60], turned[60];
	int64_t key[60], turned_key[60];
	struct rank_interval a[60], b[60];
	int differ = 0;

	(void)state;
	for (int i = 0; i < 60; i++) {
		p[i] = (struct posterior){POSTERIOR_GAMMA, 5 + i % 17, 1000};
		key[i] = 1000 + 7 * i;
		turned[59 - i] = p[i];
		turned_key[59 - i] = key[i];
	}
	rank_intervals(p, key, 60, RANK_HIGHEST, 1, a);
	rank_intervals(turned, turned_key, 60, RANK_HIGHEST, 1, b);
	for (int i = 0; i < 60; i++) {
		assert_near(a[i].low, b[59 - i].low, 0);
		assert_near(a[i].high, b[59 - i].high, 0);
		assert_true(a[i].low >= 1 && a[i].low <= a[i].high &&
			    a[i].high <= 60);
	}
	rank_intervals(p, key, 60, RANK_HIGHEST, 2, b);
	for (int i = 0; i < 60; i++) {
		differ += a[i].low != b[i].low || a[i].high != b[i].high;
		assert_true(fabs(a[i].low - b[i].low) <= 4);
		assert_true(fabs(a[i].high - b[i].high) <= 4);
	}
	assert_true(differ > 0);
	rank_intervals(p, key, 0, RANK_HIGHEST, 2, b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranks_agree_with_r),
		cmocka_unit_test(ties_share_the_best),
		cmocka_unit_test(groups_agree_with_r),
		cmocka_unit_test(quintiles_are_even),
		cmocka_unit_test(quantiles_agree_with_r),
		cmocka_unit_test(bounds_agree_with_fingertips),
		cmocka_unit_test(quantiles_of_little),
		cmocka_unit_test(weighted_quantile_by_hand),
		cmocka_unit_test(weighted_quantiles_keep_their_rules),
		cmocka_unit_test(scale_falls_back),
		cmocka_unit_test(bits_agree_with_the_reference),
		cmocka_unit_test(draws_follow_their_distribution),
		cmocka_unit_test(gammas_have_their_moments),
		cmocka_unit_test(beta_of_nearly_nothing),
		cmocka_unit_test(sure_values_have_sure_ranks),
		cmocka_unit_test(more_than_two_fifths),
		cmocka_unit_test(four_have_no_fifths),
		cmocka_unit_test(equal_values_have_any_rank),
		cmocka_unit_test(a_pair_swaps_as_often_as_theory_says),
		cmocka_unit_test(order_and_seed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
