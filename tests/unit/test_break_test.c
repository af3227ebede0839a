/*
 * One step in a single series.
 */
#include "tests/support/test.h"
#include "tests/support/draw.h"

#include <float.h>
#include <math.h>

#include "analysis/break_test.h"
#include "tests/tables/break_cases.h"

enum {
	N_MAX = 40
};

static void cases_agree(void **state)
{
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(break_cases); i++) {
		const struct break_case *c = &break_cases[i];
		struct break_test b;
		struct pettitt p;

		break_test_of(c->years, c->x, c->n, &b);
		pettitt_of(c->x, c->n, &p);
		assert_near(p.k, c->k, 0);
		assert_near(p.p, c->p, 1e-12);
		assert_int_equal(p.at, c->pettitt_at);
		assert_int_equal(b.found, c->found);
		found += b.found;
		if (isnan(c->none))
			continue;
		assert_near(b.bic_none, c->none, 1e-12);
		assert_near(b.bic_one, c->one, 1e-12);
		assert_near(b.rss, c->rss, 1e-12);
		assert_int_equal(b.at, c->at);
		if (!isnan(c->line))
			assert_near(b.bic_line, c->line, 1e-7);
	}
	assert_true(found >= 3);
}

static void fill(int *t, double *x, size_t n, double (*f)(size_t))
{
	for (size_t i = 0; i < n; i++) {
		t[i] = 2001 + (int)i;
		x[i] = f(i);
	}
}

static double same(size_t i)
{
	(void)i;
	return 20.1;
}

static double line(size_t i)
{
	return (double)(201 + 3 * i) / 10.0;
}

static double step(size_t i)
{
	return i < 5 ? 20.1 : 23.4;
}

static double noisy_line(size_t i)
{
	return (double)i + (i * 7 % 5 > 2 ? 0.8 : -0.4);
}

/* A line is no step, whatever Pettitt says; exact fits are told apart. */
static void lines_and_steps(void **state)
{
	static const double late[] = {5, 5, 5, 5, 5, 9};
	static const double behind[] = {1, 2, 3, 99};
	double x[N_MAX];
	struct break_test b;
	struct pettitt p;
	int t[N_MAX];

	(void)state;
	fill(t, x, 20, same);
	break_test_of(t, x, 20, &b);
	assert_false(b.found);
	assert_int_equal(b.at, 3); /* the first of those that are as good */
	pettitt_of(x, 20, &p);
	assert_near(p.k, 0, 0);
	assert_near(p.p, 1, 0);
	assert_int_equal(p.at, 0);
	fill(t, x, 20, line);
	break_test_of(t, x, 20, &b);
	assert_false(b.found);
	assert_true(isinf(b.bic_line) && b.bic_line < 0);
	assert_true(isfinite(b.bic_one));
	pettitt_of(x, 20, &p);
	assert_true(p.p < 0.01);
	fill(t, x, 20, step);
	break_test_of(t, x, 20, &b);
	assert_true(b.found);
	assert_int_equal(b.at, 5);
	assert_near(b.before, 20.1, 1e-12);
	assert_near(b.after, 23.4, 1e-12);
	pettitt_of(x, 20, &p);
	assert_int_equal(p.at, 5);
	fill(t, x, 20, noisy_line);
	break_test_of(t, x, 20, &b);
	assert_false(b.found);
	assert_true(b.bic_one < b.bic_none - 6 && b.bic_line < b.bic_one);
	/* by hand: U_k = -k up to the last but one */
	pettitt_of(late, 6, &p);
	assert_near(p.k, 5, 0);
	assert_int_equal(p.at, 5);
	assert_near(p.p, 1, 0); /* 2 exp(-150 / 252) is more */
	/* what stands behind is none of them: U = -2, -2 */
	pettitt_of(behind, 3, &p);
	assert_near(p.k, 2, 0);
	assert_int_equal(p.at, 1);
}

/* By the definition of the BIC: better than one mean by 6.357, than a line by
 * 8.07; than a line by 6.194, than one mean by 18.86. Not by 5.983 or 5.96. */
static void just_better_by_six(void **state)
{
	static const struct {
		double x[12];
		size_t at;
		bool found;
	} c[] = {
		{{3, 1, 1, 7, 8, 6, 8, 5, 6, 4, 4, 4}, 3, true},
		{{0, 2, 0, 1, 3, 2, 6, 8, 7, 8, 8, 5}, 6, true},
		{{3, 4, 2, 2, 0, 1, 5, 7, 6, 4, 7, 7}, 6, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct break_test b;
		double x[12];
		int t[12];

		for (int k = 0; k < 12; k++) {
			t[k] = 2001 + k;
			x[k] = ldexp(c[i].x[k], -70); /* of any size */
		}
		break_test_of(t, x, 12, &b);
		assert_int_equal(b.at, c[i].at);
		assert_int_equal(b.found, c[i].found);
	}
}

/* Up to n (8 eps L)^2 is rounding. Figures of 1 and 1 - 2d have the sum of
 * squares n d^2, exactly. */
static void what_is_rounding(void **state)
{
	struct break_test b;
	double x[12];
	int t[12];

	(void)state;
	for (int d = 8; d <= 9; d++) {
		for (int k = 0; k < 12; k++) {
			t[k] = 2001 + k;
			x[k] = k % 2 ? 1 : 1 - 2 * d * DBL_EPSILON;
		}
		break_test_of(t, x, 12, &b);
		assert_int_equal(isinf(b.bic_none) != 0, d == 8);
	}
	/* the largest is the first, a hundred years before: a line but for
	 * 1e-9, and 8 eps 1e6 is more */
	t[0] = 0;
	x[0] = 1e6;
	for (int k = 1; k < 12; k++) {
		t[k] = 99 + k;
		x[k] = 1e6 - 1e4 * t[k] + (k % 2 ? 1e-9 : -1e-9);
	}
	break_test_of(t, x, 12, &b);
	assert_true(isinf(b.bic_line) && b.bic_line < 0);
}

static void few_points(void **state)
{
	double x[N_MAX];
	struct break_test b;
	struct pettitt p;
	int t[N_MAX];

	(void)state;
	fill(t, x, 20, step);
	for (size_t n = 0; n < 12; n++) {
		break_test_of(t, x, n, &b);
		assert_false(b.found);
		pettitt_of(x, n, &p);
		assert_int_equal(isnan(p.k), n < 2);
		assert_int_equal(b.at == 0, n < 6);
		assert_int_equal(isnan(b.bic_none), n < 6);
	}
	break_test_of(t, x, 12, &b);
	assert_true(b.found);
}

/* Shifted, scaled, other years, turned round, upside down: the same step. */
static void equivariance(void **state)
{
	uint64_t r = 3;
	size_t seen = 0;

	(void)state;
	for (int round = 0; round < 500; round++) {
		size_t n = 12, at;
		double x[N_MAX];
		struct break_test a, b;
		struct pettitt p, q;
		int t[N_MAX];

		n += draw(&r, 20);
		at = 3 + draw(&r, n - 6);
		for (size_t i = 0; i < n; i++) {
			t[i] = 2001 + (int)i;
			x[i] = (double)draw(&r, 16) + (i >= at ? 24 : 0);
		}
		break_test_of(t, x, n, &a);
		pettitt_of(x, n, &p);
		for (size_t i = 0; i < n; i++) {
			x[i] = 3 - 8 * x[i];
			t[i] -= 1990;
		}
		break_test_of(t, x, n, &b);
		pettitt_of(x, n, &q);
		assert_int_equal(a.found, b.found);
		assert_int_equal(a.at, b.at);
		assert_near(b.rss, 64 * a.rss, 1e-9);
		assert_near(b.bic_none - b.bic_one, a.bic_none - a.bic_one,
			    1e-8);
		assert_near(b.bic_line - b.bic_one, a.bic_line - a.bic_one,
			    1e-8);
		assert_near(p.k, q.k, 0);
		assert_int_equal(p.at, q.at);
		assert_near(b.before, 3 - 8 * a.before, 1e-9);
		seen += a.found;
	}
	assert_true(seen > 300);
}

/* Noise alone is hardly ever called a step. */
static void noise(void **state)
{
	uint64_t r = 4;
	size_t seen = 0;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		double x[N_MAX];
		struct break_test b;
		int t[N_MAX];

		for (size_t i = 0; i < 20; i++) {
			x[i] = 0;
			t[i] = 2001 + (int)i;
			for (int k = 0; k < 12; k++)
				x[i] += draw_unit(&r);
		}
		break_test_of(t, x, 20, &b);
		seen += b.found;
	}
	assert_true(seen < 40); /* 2 of 100 */
}

static void hostile_figures(void **state)
{
	const int t[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
	const double huge[] = {1e300,  -1e300, 1e300,  -1e300, 1e300,  -1e300,
			       -1e300, 1e300,  -1e300, 1e300,  -1e300, 1e300};
	const double tiny[] = {1e-310, 1e-310, 1e-310, 1e-310, 1e-310, 1e-310,
			       2e-310, 2e-310, 2e-310, 2e-310, 2e-310, 2e-310};
	struct break_test b;
	struct pettitt p;

	(void)state;
	break_test_of(t, huge, 12, &b);
	assert_false(b.found);
	break_test_of(t, tiny, 12, &b);
	pettitt_of(tiny, 12, &p);
	assert_int_equal(p.at, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_agree),
		cmocka_unit_test(lines_and_steps),
		cmocka_unit_test(just_better_by_six),
		cmocka_unit_test(what_is_rounding),
		cmocka_unit_test(few_points),
		cmocka_unit_test(equivariance),
		cmocka_unit_test(noise),
		cmocka_unit_test(hostile_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
