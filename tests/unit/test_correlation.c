/*
 * Correlations against R's cor.test, and what must hold for all.
 */
#include <math.h>

#include "tests/support/draw.h"
#include "tests/unit/test_kendall_fixture.h"

#include "analysis/correlation.h"
#include "tests/tables/correlation_cases.h"

#define CLOSE 1e-9
#define EXACT 1e-12

enum {
	ROUNDS = 500,
	POINTS_MAX = 60,
	GIVEN_MAX = 6
};

static size_t draw_pairs(uint64_t *r, double *x, double *y)
{
	uint64_t kinds = (uint64_t)1 << draw(r, 16), follow = draw(r, 3);
	size_t n = (size_t)draw(r, POINTS_MAX + 1);

	for (size_t i = 0; i < n; i++) {
		x[i] = (double)draw(r, kinds);
		y[i] = (double)draw(r, kinds) + (double)follow * x[i];
	}
	return n;
}

/* --- against others ------------------------------------------------------- */

static void cases_agree(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(correlation_cases); i++) {
		const double *x = correlation_cases[i].x;
		const double *y = correlation_cases[i].y;
		size_t n = correlation_cases[i].n;
		struct pearson p;
		struct spearman s;
		struct kendall k;

		pearson_of(x, y, n, &p);
		assert_near(p.r, correlation_cases[i].r, CLOSE);
		assert_near(p.p, correlation_cases[i].r_p, CLOSE);
		assert_near(p.low, correlation_cases[i].low, CLOSE);
		assert_near(p.high, correlation_cases[i].high, CLOSE);
		spearman_of(x, y, n, &s);
		assert_int_equal(s.ties, correlation_cases[i].ties);
		assert_near(s.rho, correlation_cases[i].rho, CLOSE);
		assert_near(s.p, correlation_cases[i].rho_t, CLOSE);
		assert_near(s.p_exact, correlation_cases[i].rho_exact, EXACT);
		kendall_of(x, y, n, cache, &k);
		assert_near(k.tau_b, correlation_cases[i].tau, CLOSE);
		assert_near(k.p_exact, correlation_cases[i].tau_exact, EXACT);
	}
}

/* R: rank(c(20, 30, 10, 20, 30, 20)). What lies behind the n values is neither
 * read nor written. */
static void ties_share_their_mean_rank(void **state)
{
	static const double x[] = {20, 30, 10, 20, 30, 20, 10};
	static const double want[] = {3, 5.5, 1, 3, 5.5, 3};
	double ranks[7], sorted[] = {10, 20, 20, 20, 30, 30, 30};
	static const double ordered[] = {1, 3, 3, 3, 5.5, 5.5};

	(void)state;
	ranks[6] = 77;
	ranks_of(x, 6, ranks);
	for (size_t i = 0; i < 6; i++)
		assert_near(ranks[i], want[i], 0);
	assert_near(ranks[6], 77, 0);
	ranks_ordered(sorted, 6, ranks);
	for (size_t i = 0; i < 6; i++)
		assert_near(ranks[i], ordered[i], 0);
	assert_near(ranks[6], 77, 0);
	ranks_ordered(sorted, 6, sorted);
	for (size_t i = 0; i < 6; i++)
		assert_near(sorted[i], ordered[i], 0);
	assert_near(sorted[6], 30, 0);
}

/* Worked out by hand. */
static void residuals_are_those_of_the_normal_equations(void **state)
{
	static const double a[] = {1, 2, 3, 4, 5}, b[] = {2, 1, 4, 3, 7};
	static const double v[] = {1, 3, 2, 5, 4};
	double given[10], left[5];

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		given[i] = a[i];
		given[5 + i] = b[i];
		left[i] = v[i];
	}
	assert_int_equal(residuals_basis(given, 5, 2), 2);
	residuals_of(given, 5, 2, left);
	/* centred: Saa 10, Sbb 21.2, Sab 12, Sav 8, Sbv 5; the determinant is
	 * 68, so b_a = (8*21.2 - 5*12)/68 = 109.6/68, b_b = (50 - 96)/68 */
	for (size_t i = 0; i < 5; i++)
		assert_true(fabs(left[i] - (v[i] - 3 - 109.6 / 68 * (a[i] - 3) +
					    46.0 / 68 * (b[i] - 3.4))) < 1e-13);
}

static double rank_r(const double *x, const double *y, size_t n)
{
	struct spearman s;

	spearman_of(x, y, n, &s);
	return s.rho;
}

static double without(double xy, double xz, double yz)
{
	return (xy - xz * yz) / sqrt((1 - xz * xz) * (1 - yz * yz));
}

/* The recursion of Yule (1907), the other road to a partial correlation. */
static void partial_is_that_of_the_recursion(void **state)
{
	uint64_t r = 11;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		double v[4][POINTS_MAX], ranks[4][POINTS_MAX];
		double given[2 * POINTS_MAX], got, p, want;
		size_t n = 8 + (size_t)draw(&r, POINTS_MAX - 8);

		for (size_t k = 0; k < 4; k++) {
			for (size_t i = 0; i < n; i++)
				v[k][i] = (double)draw(&r, 50) +
					  (k > 0 ? v[0][i] * 0.5 : 0);
			ranks_of(v[k], n, ranks[k]);
		}
		for (size_t i = 0; i < n; i++) {
			given[i] = ranks[2][i];
			given[n + i] = ranks[3][i];
		}
		want = without(
			without(rank_r(v[0], v[1], n), rank_r(v[0], v[2], n),
				rank_r(v[1], v[2], n)),
			without(rank_r(v[0], v[3], n), rank_r(v[0], v[2], n),
				rank_r(v[3], v[2], n)),
			without(rank_r(v[1], v[3], n), rank_r(v[1], v[2], n),
				rank_r(v[3], v[2], n)));
		assert_int_equal(residuals_basis(given, n, 2), 2);
		residuals_of(given, n, 2, ranks[0]);
		residuals_of(given, n, 2, ranks[1]);
		partial_of(ranks[0], ranks[1], n, 2, &got, &p);
		assert_true(fabs(got - want) < 1e-10);
		assert_near(p, correlation_p(want, (double)n - 4), 1e-7);
	}
}

/* Columns that differ in the sixth digit: the residual is still at right angles
 * to both. */
static void columns_nearly_alike(void **state)
{
	uint64_t r = 12;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		double a[POINTS_MAX], b[POINTS_MAX], v[POINTS_MAX];
		double given[2 * POINTS_MAX], along[2] = {0};

		for (size_t i = 0; i < POINTS_MAX; i++) {
			a[i] = (double)draw(&r, 1000) / 1000;
			b[i] = a[i] + (double)draw(&r, 1000) / 1e9;
			v[i] = (double)draw(&r, 1000) / 1000;
			given[i] = a[i];
			given[POINTS_MAX + i] = b[i];
		}
		assert_int_equal(residuals_basis(given, POINTS_MAX, 2), 2);
		residuals_of(given, POINTS_MAX, 2, v);
		for (size_t i = 0; i < POINTS_MAX; i++) {
			along[0] += v[i] * a[i];
			along[1] += v[i] * b[i];
		}
		assert_true(fabs(along[0]) < 1e-13);
		assert_true(fabs(along[1]) < 1e-13);
	}
}

/* --- the edges ------------------------------------------------------------ */

static void small_and_constant(void **state)
{
	static const double x[] = {1, 2, 3}, same[] = {5, 5, 5};
	static const double up[] = {10, 20, 30, 40}, uneven[] = {1, 3, 2, 5};
	static const double endless[] = {1, 2, HUGE_VAL}, tied[] = {1, 1, 2};
	double many[SPEARMAN_EXACT_MAX + 1];
	struct pearson p;
	struct spearman s;
	struct kendall k;

	(void)state;
	for (size_t n = 0; n < 2; n++) {
		pearson_of(x, up, n, &p);
		spearman_of(x, up, n, &s);
		kendall_of(x, up, n, cache, &k);
		assert_true(isnan(p.r) && isnan(p.p) && isnan(p.low));
		assert_true(isnan(s.rho) && isnan(s.p) && isnan(s.p_exact));
		assert_true(isnan(k.tau_b) && isnan(k.p_exact));
	}
	pearson_of(x, up, 2, &p);
	assert_true(fabs(p.r - 1) < 1e-15 && isnan(p.p) && isnan(p.low));
	/* an interval needs four pairs: Fisher's z has the variance 1/(n - 3)
	 */
	pearson_of(uneven, up, 3, &p);
	assert_true(!isnan(p.r) && isnan(p.low) && isnan(p.high));
	pearson_of(uneven, up, 4, &p);
	assert_false(isnan(p.low) || isnan(p.high));
	pearson_of(endless, up, 3, &p);
	assert_true(isnan(p.r) && isnan(p.p));
	pearson_of(x, same, 3, &p);
	spearman_of(x, same, 3, &s);
	kendall_of(x, same, 3, cache, &k);
	assert_true(isnan(p.r) && isnan(p.p) && isnan(s.rho) && isnan(s.p));
	assert_true(isnan(s.p_exact) && isnan(k.tau_b) && isnan(k.p_exact));
	/* whichever of them it is */
	pearson_of(same, x, 3, &p);
	spearman_of(same, x, 3, &s);
	kendall_of(same, x, 3, cache, &k);
	assert_true(isnan(p.r) && isnan(s.rho) && isnan(k.tau_b));
	/* two pairs: both arrangements are as far */
	spearman_of(x, up, 2, &s);
	assert_near(s.p_exact, 1, 0);
	/* counted out as long as that is quick */
	for (size_t i = 0; i <= SPEARMAN_EXACT_MAX; i++)
		many[i] = (double)i;
	spearman_of(many, many, SPEARMAN_EXACT_MAX, &s);
	assert_false(isnan(s.p_exact));
	spearman_of(many, many, SPEARMAN_EXACT_MAX + 1, &s);
	assert_true(isnan(s.p_exact));
	kendall_of(many, many, MK_EXACT_MAX, cache, &k);
	assert_true(k.p_exact < 1e-12);
	kendall_of(many, many, MK_EXACT_MAX + 1, cache, &k);
	assert_near(k.tau_b, 1, 0);
	assert_true(isnan(k.p_exact));
	/* a tie in one of them is enough; C - D = 2, of 3 pairs 2 are untied */
	kendall_of(tied, up, 3, cache, &k);
	assert_near(k.tau_b, 2 / sqrt(6), EXACT);
	assert_true(isnan(k.p_exact));
	kendall_of(up, tied, 3, cache, &k);
	assert_near(k.tau_b, 2 / sqrt(6), EXACT);
	assert_true(isnan(k.p_exact));
	/* R: cor.test(1:3, 1:3, method = "spearman")$p.value and "kendall" */
	spearman_of(x, up, 3, &s);
	kendall_of(x, up, 3, cache, &k);
	assert_near(s.rho, 1, 0);
	assert_near(s.p, 0, 0);
	assert_near(s.p_exact, 1.0 / 3, EXACT);
	assert_near(k.p_exact, 1.0 / 3, EXACT);
}

/* What repeats a column, or is constant, takes no degree of freedom. */
static void columns_that_say_nothing_new(void **state)
{
	double given[4 * 6] = {1, 2, 3, 4, 5,  6,  /* */
			       7, 7, 7, 7, 7,  7,  /* constant */
			       3, 5, 7, 9, 11, 13, /* the first again */
			       0, 1, 0, 0, 1,  1};
	double v[] = {1, 4, 2, 3, 9, 5}, sum = 0, along = 0;

	(void)state;
	assert_int_equal(residuals_basis(given, 6, 4), 2);
	residuals_of(given, 6, 2, v);
	for (size_t i = 0; i < 6; i++) {
		sum += v[i];
		along += v[i] * (double)i;
	}
	assert_true(fabs(sum) < 1e-13 && fabs(along) < 1e-13);
}

static void no_freedom_left(void **state)
{
	static const double x[] = {1, 2, 4}, y[] = {3, 1, 2};
	double r = 0, p = 0;

	(void)state;
	partial_of(x, y, 3, 1, &r, &p);
	assert_true(isnan(r) && isnan(p));
	partial_of(x, y, 3, 0, &r, &p);
	assert_false(isnan(r) || isnan(p));
}

/* --- what holds for all --------------------------------------------------- */

static void ranges(void **state)
{
	uint64_t r = 1;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		double x[POINTS_MAX], y[POINTS_MAX];
		size_t n = draw_pairs(&r, x, y);
		struct pearson p;
		struct spearman s;
		struct kendall k;

		pearson_of(x, y, n, &p);
		spearman_of(x, y, n, &s);
		kendall_of(x, y, n, cache, &k);
		assert_true(isnan(p.r) == isnan(s.rho));
		assert_true(isnan(s.rho) == isnan(k.tau_b));
		if (isnan(p.r))
			continue;
		assert_true(fabs(p.r) <= 1 && fabs(s.rho) <= 1 &&
			    fabs(k.tau_b) <= 1 + 1e-12);
		if (n >= 3)
			assert_true(p.p >= 0 && p.p <= 1 && s.p >= 0 &&
				    s.p <= 1);
		if (n >= 4)
			assert_true(p.low <= p.r + 1e-12 &&
				    p.r <= p.high + 1e-12);
		assert_int_equal(isnan(s.p_exact), s.ties);
		if (!s.ties)
			assert_true(s.p_exact >= 0 && s.p_exact <= 1);
	}
}

/* The order of rows, which of the two is x, units of any size and, for ranks,
 * any increasing map; turning one of them round changes the sign. */
static void maps(void **state)
{
	uint64_t r = 2;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		double x[POINTS_MAX], y[POINTS_MAX], t[POINTS_MAX];
		double u[POINTS_MAX];
		size_t n = draw_pairs(&r, x, y);
		struct pearson p[2];
		struct spearman s[2];
		struct kendall k[2];

		pearson_of(x, y, n, &p[0]);
		spearman_of(x, y, n, &s[0]);
		kendall_of(x, y, n, cache, &k[0]);
		for (size_t j = 0; j < n; j++) {
			t[j] = ldexp(x[n - 1 - j], 700);
			u[j] = -ldexp(y[n - 1 - j], -700);
		}
		pearson_of(u, t, n, &p[1]);
		spearman_of(u, t, n, &s[1]);
		kendall_of(u, t, n, cache, &k[1]);
		assert_true(isnan(p[0].r) == isnan(p[1].r));
		if (isnan(p[0].r))
			continue;
		assert_true(fabs(p[0].r + p[1].r) < 1e-12);
		assert_near(s[1].rho, -s[0].rho, 0);
		assert_near(k[1].tau_b, -k[0].tau_b, 0);
		assert_near(s[1].p, s[0].p, 0);
		for (size_t j = 0; j < n; j++)
			u[j] = -log1p(y[n - 1 - j]);
		spearman_of(u, t, n, &s[1]);
		assert_near(s[1].rho, -s[0].rho, 0);
	}
}

/* The exact p of Spearman: both tails and, summed over all, one. */
static void exact_p_counts_arrangements(void **state)
{
	static const double x[] = {1, 2, 3, 4};
	/* of the 24 arrangements, how many are as far from 0: rho 1, 0.8, 0.6,
	 * 0, -1 */
	static const struct {
		double y[4], p;
	} c[] = {
		{{1, 2, 3, 4}, 2.0 / 24},  {{1, 2, 4, 3}, 8.0 / 24},
		{{2, 1, 4, 3}, 10.0 / 24}, {{2, 4, 1, 3}, 1},
		{{4, 3, 2, 1}, 2.0 / 24},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct spearman s;

		spearman_of(x, c[i].y, 4, &s);
		assert_near(s.p_exact, c[i].p, EXACT);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_agree),
		cmocka_unit_test(ties_share_their_mean_rank),
		cmocka_unit_test(residuals_are_those_of_the_normal_equations),
		cmocka_unit_test(partial_is_that_of_the_recursion),
		cmocka_unit_test(columns_nearly_alike),
		cmocka_unit_test(small_and_constant),
		cmocka_unit_test(columns_that_say_nothing_new),
		cmocka_unit_test(no_freedom_left),
		cmocka_unit_test(ranges),
		cmocka_unit_test(maps),
		cmocka_unit_test(exact_p_counts_arrangements),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
