/*
 * Forecasts of one series against what R makes of it, and what must hold for
 * any series.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "analysis/backtest.h"
#include "tests/tables/forecast_cases.h"

enum {
	ROUNDS = 1000,
	POINTS_MAX = 45,
	CAME = 6
};

/* Where R's alpha may be. */
#define R_MIN 0.0001
#define R_MAX 0.9999

static void years_from(int *years, size_t n, int first)
{
	for (size_t i = 0; i < n; i++)
		years[i] = first + (int)i;
}

static void fit_case(const struct forecast_case *c, struct forecast *f)
{
	int years[POINTS_MAX];

	years_from(years, c->n, 1);
	forecast_fit(years, c->x, c->n, f);
}

/* --- against R ------------------------------------------------------------ */

static void test_ses(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forecast_cases); i++) {
		const struct forecast_case *c = &forecast_cases[i];
		struct ses s;

		ses_fit(c->x, &c->n, 1, R_MIN, R_MAX, &s);
		if (s.sse > 1.001 * c->ses_sse)
			fail_msg("%s: %g, R %g", c->name, s.sse, c->ses_sse);
		if (fabs(s.alpha - c->ses_alpha) <= 0.01) {
			assert_near(s.level, c->ses_level, 0.005);
			assert_true(s.sse >= 0.98 * c->ses_sse);
		}
	}
}

static void test_drift(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forecast_cases); i++) {
		const struct forecast_case *c = &forecast_cases[i];
		struct forecast f;

		fit_case(c, &f);
		for (int h = 1; h <= 5; h++)
			assert_near(forecast_drift(&f, h), c->drift[h - 1],
				    1e-12);
	}
}

/* The measure, and the scale of the intervals with it. */
static void test_scale(void **state)
{
	int years[POINTS_MAX];

	(void)state;
	years_from(years, POINTS_MAX, 1);
	for (size_t i = 0; i < ARRAY_LEN(forecast_cases); i++) {
		const struct forecast_case *c = &forecast_cases[i];
		struct forecast f;
		double sum = 0.0;

		if (c->drift_mase == 0.0)
			continue;
		fit_case(c, &f);
		for (int h = 1; h <= CAME; h++)
			sum += fabs(c->came[h - 1] - forecast_drift(&f, h));
		assert_near(sum / CAME / backtest_scale(years, c->x, c->n),
			    c->drift_mase, 1e-9);
	}
}

static void test_theta(void **state)
{
	size_t compared = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forecast_cases); i++) {
		const struct forecast_case *c = &forecast_cases[i];
		struct forecast f;

		fit_case(c, &f);
		assert_true(f.ses.alpha >= 0.02 && f.ses.alpha <= 0.99);
		if (fabs(f.ses.alpha - c->ses_alpha) > 0.01)
			continue;
		compared++;
		for (int h = 1; h <= 5; h++)
			assert_near(forecast_theta(&f, h), c->theta[h - 1],
				    0.005);
	}
	assert_true(compared > ARRAY_LEN(forecast_cases) / 2);
}

/* R searches phi, alpha and beta freely, we on a grid. */
static void test_damped(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forecast_cases); i++) {
		const struct forecast_case *c = &forecast_cases[i];
		struct damped d;

		if (c->damped_sse == 0.0)
			continue;
		damped_fit(c->x, &c->n, 1, R_MIN, R_MAX, &d);
		if (d.sse > 1.05 * c->damped_sse)
			fail_msg("%s: %g, R %g", c->name, d.sse, c->damped_sse);
		assert_true(d.sse > 0.5 * c->damped_sse);
		/* near where it is as good */
		if (fabs(d.sse / c->damped_sse - 1.0) < 1e-3)
			for (int h = 1; h <= 5; h++)
				assert_near(damped_at(&d, h), c->damped[h - 1],
					    0.02);
	}
}

/* As R's median of the same four: each nearly, all together no worse. */
static void test_median(void **state)
{
	double ours = 0.0, theirs = 0.0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forecast_cases); i++) {
		const struct forecast_case *c = &forecast_cases[i];
		double smape = 0.0;
		struct forecast f;

		if (c->smape == 0.0)
			continue;
		fit_case(c, &f);
		for (int h = 1; h <= CAME; h++) {
			double v = forecast_at(&f, FORECAST_MEDIAN4, h);
			double y = c->came[h - 1];

			assert_near(v, c->median[h - 1], 0.1);
			smape += 200.0 * fabs(y - v) / (fabs(y) + fabs(v));
		}
		ours += smape / CAME;
		theirs += c->smape;
	}
	if (ours > 1.01 * theirs)
		fail_msg("sMAPE %g, R %g", ours / 12, theirs / 12);
}

/* --- properties ----------------------------------------------------------- */

/* From flat to wild, with ties, gaps and jumps. */
static size_t draw_series(uint64_t *r, int *years, double *x)
{
	size_t n = 2 + draw(r, POINTS_MAX - 2);
	uint64_t kinds = (uint64_t)1 << draw(r, 14), gaps = draw(r, 3);
	int year = 1950;

	for (size_t i = 0; i < n; i++) {
		year += 1 + (gaps && draw(r, 6) == 0 ? (int)draw(r, 4) : 0);
		years[i] = year;
		x[i] = (double)draw(r, kinds) / 16.0;
		if (i == n / 2 && draw(r, 4) == 0)
			x[i] *= 1e6;
	}
	return n;
}

static void test_constant(void **state)
{
	static const double levels[] = {0.0,   0.1,     -7.3, 1e12 / 3.0,
					1e-12, 99.9999, 1.0};

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(levels); k++)
		for (size_t n = 2; n < POINTS_MAX; n++) {
			int years[POINTS_MAX];
			double x[POINTS_MAX];
			struct forecast f;

			years_from(years, n, 2000);
			for (size_t i = 0; i < n; i++)
				x[i] = levels[k];
			if (n % 3 == 0) /* a gap changes nothing */
				years[n - 1] += n % 2 ? 2 : 9;
			forecast_fit(years, x, n, &f);
			for (int m = 0; m < FORECAST_METHODS; m++)
				for (int h = 1; h <= 30; h += 7)
					assert_true(
						forecast_at(
							&f,
							(enum forecast_method)m,
							h) == levels[k]);
		}
}

/* x -> kx + c; k and c so that the arithmetic is exact, as otherwise rounding
 * would choose among weights that are equally good. */
static void test_scale_and_shift(void **state)
{
	uint64_t r = 1;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		double x[POINTS_MAX], y[POINTS_MAX];
		double k = round % 2 ? 1024.0 : 1.0 / 64.0;
		double c = round % 3 ? 0.0 : 4096.0;
		int years[POINTS_MAX], moved[POINTS_MAX];
		size_t n = draw_series(&r, years, x);
		struct forecast f, g;

		for (size_t i = 0; i < n; i++) {
			y[i] = k * x[i] + c;
			moved[i] = years[i] + 37;
		}
		forecast_fit(years, x, n, &f);
		forecast_fit(moved, y, n, &g);
		for (int m = 0; m < FORECAST_METHODS; m++)
			for (int h = 1; h <= 6; h++)
				assert_near(
					forecast_at(&g, (enum forecast_method)m,
						    h) -
						c,
					k * forecast_at(&f,
							(enum forecast_method)m,
							h),
					1e-7);
	}
}

static void test_finite_and_bounded(void **state)
{
	uint64_t r = 2;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		double x[POINTS_MAX];
		int years[POINTS_MAX];
		size_t n = draw_series(&r, years, x);
		struct forecast_bounds b, whole;
		struct forecast f;

		if (round % 5 == 0)
			for (size_t i = 0; i < n; i++)
				x[i] *= round % 2 ? 1e100 : 1e-100;
		b = forecast_bounds(true, false, x, n);
		whole = forecast_bounds(false, true, x, n);
		forecast_fit(years, x, n, &f);
		for (int m = 0; m < FORECAST_METHODS; m++)
			for (int h = 1; h <= 30; h++) {
				double v = forecast_at(
					&f, (enum forecast_method)m, h);

				assert_true(isfinite(v));
				assert_true(forecast_bound(&b, v) >= 0.0);
				assert_true(forecast_bound(&b, v) <= 100.0);
				assert_true(forecast_bound(&whole, v) >= 0.0);
				v = forecast_bound(&whole, v);
				assert_true(v == floor(v));
			}
	}
}

/* Beginnings that are read together come out as each alone, to the last bit. */
static void test_parts(void **state)
{
	uint64_t r = 6;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct forecast f[FORECAST_PARTS_MAX];
		size_t n[FORECAST_PARTS_MAX], parts = 0, at = 2 + draw(&r, 4);
		double x[POINTS_MAX];
		int years[POINTS_MAX];
		size_t all = draw_series(&r, years, x);

		if (round % 7 == 0 && all > 4)
			years[all - 1] += 5;
		for (; at <= all && parts < FORECAST_PARTS_MAX;
		     at += 1 + draw(&r, 6))
			n[parts++] = at;
		if (parts == 0)
			continue;
		forecast_fit_parts(years, x, n, parts, f);
		for (size_t i = 0; i < parts; i++) {
			struct forecast g;

			forecast_fit(years, x, n[i], &g);
			assert_int_equal(f[i].smooth, g.smooth);
			assert_int_equal(f[i].filled, g.filled);
			for (int m = 0; m < FORECAST_METHODS; m++)
				for (int h = 1; h <= 5; h += 2)
					assert_true(
						forecast_at(
							&f[i],
							(enum forecast_method)m,
							h) ==
						forecast_at(
							&g,
							(enum forecast_method)m,
							h));
		}
	}
}

/* Started from elsewhere it fits no better: the start is solved for. */
static void test_best_start(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(forecast_cases); i++) {
		const struct forecast_case *c = &forecast_cases[i];
		struct ses s;

		ses_fit(c->x, &c->n, 1, R_MIN, R_MAX, &s);
		for (int k = -50; k <= 50; k++) {
			double spread = c->x[0] - c->x[c->n - 1];
			double l = c->x[0] + spread * (double)k / 25.0;
			double sse = 0.0;

			for (size_t t = 0; t < c->n; t++) {
				double e = c->x[t] - l;

				sse += e * e;
				l += s.alpha * e;
			}
			assert_true(sse >= s.sse * (1.0 - 1e-9));
		}
	}
}

/* --- rules ---------------------------------------------------------------- */

static void test_rule(void **state)
{
	static const struct {
		size_t n;
		int horizon;
		const char *method;
	} c[] = {
		{6, 2, "mean3"},    {8, 2, "mean3"},    {9, 3, "mean3"},
		{11, 3, "mean3"},   {12, 4, "median4"}, {14, 4, "median4"},
		{15, 5, "median4"}, {40, 5, "median4"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		const double *x = forecast_cases[11].x;
		int years[POINTS_MAX];
		struct forecast f;
		enum forecast_method m;

		assert_int_equal(forecast_horizon(c[i].n), c[i].horizon);
		years_from(years, c[i].n, 2000);
		forecast_fit(years, x, c[i].n, &f);
		m = forecast_possible(&f, FORECAST_MEDIAN4);
		assert_string_equal(forecast_method_name(m), c[i].method);
		m = forecast_possible(&f, FORECAST_MEAN3);
		assert_string_equal(forecast_method_name(m), "mean3");
		m = forecast_possible(&f, FORECAST_LAST);
		assert_string_equal(forecast_method_name(m), "last");
	}
}

/* Two missing years are filled for the smoothers, and nothing but them. */
static void test_gaps(void **state)
{
	static const double full[] = {4, 7, 6, 5, 4, 8, 9, 7, 9, 11, 10, 12};
	static const double kept[] = {4, 7, 4, 8, 9, 9, 11, 10, 12};
	static const int kept_years[] = {2001, 2002, 2005, 2006, 2007,
					 2009, 2010, 2011, 2012};
	static const int far_years[] = {2001, 2002, 2005, 2006, 2007,
					2011, 2012, 2013, 2014};
	int years[12];
	struct forecast f, g;
	struct ses s;
	double filled[12];
	const size_t twelve = 12;

	(void)state;
	memcpy(filled, full, sizeof(filled));
	filled[7] = 9.0; /* between 9 and 9 */
	years_from(years, 12, 2001);
	forecast_fit(kept_years, kept, 9, &f);
	assert_true(f.filled && f.smooth && !f.long_enough);
	ses_fit(filled, &twelve, 1, 0.02, 0.99, &s);
	assert_near(f.ses.level, s.level, 1e-12);
	assert_near(f.ses.sse, s.sse, 1e-12);
	assert_near(f.drift, 8.0 / 11.0, 1e-12);
	assert_near(f.slope, 19.0 / 30.0, 1e-12); /* of the points alone */
	forecast_fit(years, full, 12, &g);
	assert_false(g.filled);
	assert_true(g.long_enough);
	/* a third of each */
	for (int h = 1; h <= 5; h++)
		assert_near(forecast_at(&g, FORECAST_MEAN3, h),
			    (g.ses.level + forecast_theta(&g, h) +
			     forecast_drift(&g, h)) /
				    3.0,
			    1e-14);

	/* the long gap may lie before the last point, or be one year too short
	 */
	for (int gap = 3; gap <= 4; gap++) {
		int late[7];

		years_from(late, 7, 2001);
		late[6] = late[5] + gap;
		forecast_fit(late, kept, 7, &f);
		assert_int_equal(f.smooth, gap == 3);
		assert_int_equal(isnan(forecast_theta(&f, 1)), gap == 4);
	}
	forecast_fit(far_years, kept, 9, &f);
	assert_false(f.smooth);
	assert_int_equal(forecast_possible(&f, FORECAST_MEDIAN4),
			 FORECAST_MEAN2);
	assert_int_equal(forecast_possible(&f, FORECAST_LAST), FORECAST_LAST);
	assert_near(forecast_at(&f, FORECAST_MEAN3, 2),
		    12.0 + 8.0 / 13.0 / 2.0 * 2.0, 1e-12);
}

/* A straight line of a hundred years, one without its last but one, and a
 * single value: the arrays are as long as they need to be. */
static void test_long_and_single(void **state)
{
	int years[100];
	double x[100];
	struct forecast f;
	struct damped d;
	const size_t one = 1;

	(void)state;
	years_from(years, 100, 1925);
	for (size_t i = 0; i < 100; i++)
		x[i] = 3.0 + 0.5 * (double)i;
	forecast_fit(years, x, 100, &f);
	assert_near(f.slope, 0.5, 1e-12);
	assert_near(f.drift, 0.5, 1e-12);
	assert_near(forecast_drift(&f, 4), x[99] + 2.0, 1e-12);
	years[98] = years[99];
	x[98] = x[99];
	forecast_fit(years, x, 99, &f);
	assert_true(f.filled && f.smooth);
	assert_near(f.slope, 0.5, 1e-12);

	x[0] = 5.0;
	damped_fit(x, &one, 1, 0.02, 0.99, &d);
	assert_near(d.level, 5.0, 0);
	assert_near(d.trend, 0.0, 0);
	assert_near(damped_at(&d, 3), 5.0, 0);
}

static void test_bounds(void **state)
{
	static const double net[] = {3.0, -2.0, 1.0};
	struct forecast_bounds b;

	(void)state;
	b = forecast_bounds(false, false, net, 3);
	assert_true(forecast_bound(&b, -5.5) == -5.5);
	b = forecast_bounds(false, false, net + 1, 2);
	assert_true(forecast_bound(&b, -5.5) == -5.5);
	b = forecast_bounds(false, false, net, 1);
	assert_true(forecast_bound(&b, -5.5) == 0.0);
	assert_true(forecast_bound(&b, 1e9) == 1e9);
	b = forecast_bounds(false, true, net, 1);
	assert_true(forecast_bound(&b, 2.5) == 3.0);
	b = forecast_bounds(true, false, net, 3);
	assert_true(forecast_bound(&b, -0.1) == 0.0);
	assert_true(forecast_bound(&b, 100.1) == 100.0);
	assert_true(forecast_bound(&b, 33.3) == 33.3);
}

/* Each year ahead adds the trend once more, damped once more: 2 * 0.8, then
 * 2 * 0.64, then 2 * 0.512. And a weight of the trend is never above that of
 * the level, its bound in R's ets() too. */
static void test_damped_ahead(void **state)
{
	const struct damped d = {.phi = 0.8, .level = 10.0, .trend = 2.0};

	(void)state;
	assert_near(damped_at(&d, 0), 10.0, 1e-12);
	assert_near(damped_at(&d, 1), 11.6, 1e-12);
	assert_near(damped_at(&d, 2), 12.88, 1e-12);
	assert_near(damped_at(&d, 3), 13.904, 1e-12);
	for (size_t i = 0; i < ARRAY_LEN(forecast_cases); i++) {
		struct damped fit;

		damped_fit(forecast_cases[i].x, &forecast_cases[i].n, 1, 0.02,
			   0.99, &fit);
		assert_true(fit.beta >= 0.0);
		assert_true(fit.beta <= fit.alpha * (1.0 + 1e-12));
		assert_true(fit.alpha >= 0.02 && fit.alpha <= 0.99);
	}
	/* squares rise ever faster: the largest weights that are allowed */
	{
		const size_t n = 20;
		double x[20];
		struct damped fit;

		for (size_t i = 0; i < n; i++)
			x[i] = (double)(i * i);
		damped_fit(x, &n, 1, 0.02, 0.5, &fit);
		assert_near(fit.alpha, 0.5, 1e-12);
		assert_near(fit.beta, 0.5, 1e-12);
		assert_near(fit.phi, 0.98, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ses),
		cmocka_unit_test(test_drift),
		cmocka_unit_test(test_scale),
		cmocka_unit_test(test_theta),
		cmocka_unit_test(test_damped),
		cmocka_unit_test(test_median),
		cmocka_unit_test(test_constant),
		cmocka_unit_test(test_scale_and_shift),
		cmocka_unit_test(test_finite_and_bounded),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_best_start),
		cmocka_unit_test(test_rule),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_long_and_single),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_damped_ahead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
