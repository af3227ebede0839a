/*
 * Backtests of one series and the intervals pooled from many.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "analysis/conformal.h"

enum {
	POINTS_MAX = 40
};

static const struct forecast_bounds any = {-1e300, 1e300, false};

static struct forecast whole; /* of the last backtest */

/* --- one series ----------------------------------------------------------- */

static void years_from(int *years, size_t n, int first)
{
	for (size_t i = 0; i < n; i++)
		years[i] = first + (int)i;
}

static size_t scores_of(const struct backtest *b)
{
	size_t n = 0;

	for (int j = 0; j < BACKTEST_ORIGINS; j++)
		for (int h = 0; h < FORECAST_HORIZON_MAX; h++)
			n += !isnan(b->score[j][h][0]);
	return n;
}

/* Squares: all errors of the last value can be told by heart. */
static void test_origins(void **state)
{
	int years[POINTS_MAX];
	double x[POINTS_MAX];
	struct backtest b;

	(void)state;
	years_from(years, 16, 2001);
	for (size_t i = 0; i < 16; i++)
		x[i] = (double)(i * i);
	backtest_run(years, x, 16, &any, 0.1, &whole, &b);
	assert_int_equal(b.horizon, 5);
	/* origin 0: the eleventh point, 100; its changes are 10 a year */
	assert_near((double)b.score[0][0][FORECAST_LAST], 2.1, 1e-6);
	assert_near((double)b.score[0][4][FORECAST_LAST], 12.5, 1e-6);
	/* origin 5: the sixth point, 25 */
	assert_near((double)b.score[5][0][FORECAST_LAST], 2.2, 1e-6);
	assert_near((double)b.score[5][4][FORECAST_LAST], 15.0, 1e-6);
	assert_int_equal(scores_of(&b), 30);
	/* who sees the rise comes nearer */
	assert_true(b.score[0][4][FORECAST_MEAN3] <
		    b.score[0][4][FORECAST_LAST]);
	/* the unit is the least scale */
	backtest_run(years, x, 16, &any, 100.0, &whole, &b);
	assert_near((double)b.score[0][0][FORECAST_LAST], 0.21, 1e-6);
}

static void test_which_origins(void **state)
{
	static const struct {
		size_t n, scores;
	} c[] = {
		{1, 0},  /* no horizon */
		{6, 0},  /* four points would be left */
		{7, 0},  /* five */
		{8, 2},  /* six: origin 0, two horizons */
		{9, 3},  /* three horizons, six points */
		{10, 6}, /* origins 0 and 1 */
		{12, 12}, {15, 25}, {16, 30}, {40, 30},
	};
	int years[POINTS_MAX];
	double x[POINTS_MAX];
	uint64_t r = 3;

	(void)state;
	years_from(years, POINTS_MAX, 1980);
	for (size_t i = 0; i < POINTS_MAX; i++)
		x[i] = (double)draw(&r, 1000);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct backtest b;

		backtest_run(years, x, c[i].n, &any, 0.1, &whole, &b);
		assert_int_equal(scores_of(&b), c[i].scores);
	}
}

/* Every second year: only even horizons can be compared. */
static void test_every_second_year(void **state)
{
	int years[POINTS_MAX];
	double x[POINTS_MAX];
	struct backtest b;

	(void)state;
	for (size_t i = 0; i < 12; i++) {
		years[i] = 2000 + 2 * (int)i;
		x[i] = (double)(i * i);
	}
	backtest_run(years, x, 12, &any, 0.1, &whole, &b);
	assert_int_equal(b.horizon, 4);
	for (int j = 0; j < BACKTEST_ORIGINS; j++)
		for (int h = 1; h <= FORECAST_HORIZON_MAX; h++)
			assert_int_equal(!isnan(b.score[j][h - 1][0]),
					 j % 2 == 0 && h % 2 == 0 && h <= 4 &&
						 j <= 4);
}

static void test_constant_has_no_score(void **state)
{
	int years[POINTS_MAX];
	double x[POINTS_MAX] = {0};
	struct backtest b;

	(void)state;
	years_from(years, 16, 2001);
	backtest_run(years, x, 16, &any, 0.1, &whole, &b);
	assert_int_equal(scores_of(&b), 0);
	x[15] = 1.0; /* changes after every origin */
	backtest_run(years, x, 16, &any, 0.1, &whole, &b);
	assert_int_equal(scores_of(&b), 0);
	x[8] = 1.0;
	backtest_run(years, x, 16, &any, 0.1, &whole, &b);
	assert_int_equal(scores_of(&b), 3 * 5);
}

/* A forecast outside what the indicator can be is no forecast. */
static void test_bounds_count(void **state)
{
	const struct forecast_bounds percent = {0.0, 100.0, false};
	int years[POINTS_MAX];
	double x[POINTS_MAX];
	struct backtest free, bounded;

	(void)state;
	years_from(years, 16, 2001);
	for (size_t i = 0; i < 16; i++)
		x[i] = i < 11 ? 10.0 * (double)i : 100.0;
	backtest_run(years, x, 16, &any, 0.1, &whole, &free);
	backtest_run(years, x, 16, &percent, 0.1, &whole, &bounded);
	assert_true(free.score[0][4][FORECAST_MEAN3] > 1.0F);
	assert_true(bounded.score[0][4][FORECAST_MEAN3] < 0.5F);
}

static void test_scale(void **state)
{
	static const int years[] = {2001, 2002, 2004, 2005};
	static const double x[] = {1, 3, 3, 0};

	(void)state;
	assert_near(backtest_scale(years, x, 4), 5.0 / 4.0, 1e-12);
	assert_near(backtest_scale(years, x, 2), 2.0, 1e-12);
}

static void test_choice(void **state)
{
	static const struct {
		struct backtest_sum sum;
		const char *want;
	} c[] = {
		{{{0, 0, 0}, 0}, "last"},
		{{{1000, 990, 990}, 9}, "last"},
		{{{1000, 980, 990}, 9}, "mean3"}, /* 2 % are enough */
		{{{1000, 981, 990}, 9}, "last"},
		{{{1000, 900, 800}, 9}, "median4"},
		{{{1000, 800, 800}, 9}, "mean3"}, /* the simpler one */
		{{{1000, 1200, 1200}, 9}, "last"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_string_equal(
			forecast_method_name(backtest_choose(&c[i].sum)),
			c[i].want);
}

/* Of the origins three count. */
static void test_sum(void **state)
{
	int years[POINTS_MAX];
	double x[POINTS_MAX], want = 0.0;
	struct backtest_sum sum = {0};
	struct backtest b;

	(void)state;
	years_from(years, 16, 2001);
	for (size_t i = 0; i < 16; i++)
		x[i] = (double)(i * i);
	backtest_run(years, x, 16, &any, 0.1, &whole, &b);
	for (int j = 0; j < 3; j++)
		for (int h = 0; h < 5; h++)
			want += (double)b.score[j][h][0];
	backtest_add(&sum, &b);
	backtest_add(&sum, &b);
	assert_int_equal(sum.n, 30);
	assert_near(backtest_mean(&sum, FORECAST_LAST), want / 15.0, 1e-6);
	b.score[0][0][0] = 3e9F; /* such an error is no sum's end */
	backtest_add(&sum, &b);
	assert_true(backtest_mean(&sum, FORECAST_LAST) < 1e6 / 45.0 + want);
}

/* --- many ----------------------------------------------------------------- */

static void test_quantile(void **state)
{
	static const struct {
		size_t n;
		double p, want;
	} c[] = {
		{9, 0.8, 8},
		{4, 0.8, 4},
		{3, 0.8, (double)NAN},
		{0, 0.8, (double)NAN},
		{10, 0.8, 9},
		{19, 0.95, 19},
		{18, 0.95, (double)NAN},
		{99, 0.95, 95},
		{100, 0.8, 81},
		{9, 0.80005, 9}, /* 8.0005 is not 8 */
		{9, 0.1, 1},
		{9, 0.05, 1},
		{9, 0, (double)NAN},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		double scores[100];

		for (size_t k = 0; k < c[i].n; k++) /* 7 and n are coprime */
			scores[k * 7 % c[i].n] = (double)(k + 1);
		assert_near(conformal_quantile(scores, c[i].n, c[i].p),
			    c[i].want, 1e-12);
	}
}

/* Random walks, which are as hard as they seem; `shock` doubles the newest
 * changes, which nobody could know. */
static void draw_pool(uint64_t *r, size_t series, double shock,
		      struct conformal_pool *pool)
{
	int years[POINTS_MAX];

	years_from(years, 20, 2000);
	for (size_t k = 0; k < series; k++) {
		double x[POINTS_MAX], scale = pow(10.0, (double)draw(r, 7));
		struct backtest b;

		x[0] = 50.0 * scale;
		for (size_t i = 1; i < 20; i++) {
			double e = 0.0;

			for (int d = 0; d < 12; d++) /* nearly normal */
				e += (double)draw(r, 10001) / 10000.0 - 0.5;
			x[i] = x[i - 1] + scale * e * (i < 15 ? 1.0 : shock);
		}
		backtest_run(years, x, 20, &any, 0.0, &whole, &b);
		conformal_add(pool, &b, FORECAST_LAST);
	}
}

static void test_coverage(void **state)
{
	static const struct {
		double shock;
		bool accepted;
	} c[] = {{1.0, true}, {2.5, false}, {0.4, false}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		double known[FORECAST_HORIZON_MAX], all[FORECAST_HORIZON_MAX];
		struct conformal_pool pool = {0};
		struct conformal_check check;
		uint64_t r = 4;

		draw_pool(&r, 400, c[i].shock, &pool);
		assert_int_equal(pool.series, 400);
		conformal_widths(&pool, 0.8, false, known);
		conformal_widths(&pool, 0.8, true, all);
		check = conformal_check(&pool, known);
		assert_int_equal(check.n, 400 * 5);
		assert_int_equal(conformal_accepts(&check), c[i].accepted);
		for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++) {
			assert_false(isnan(known[h]));
			assert_true(h == 0 || all[h] >= all[h - 1]);
			assert_true(h == 0 || known[h] >= known[h - 1]);
		}
		/* a step is normal, its mean size 0.8: 1.28 / 0.8 */
		if (c[i].shock == 1.0)
			assert_near(all[0], 1.6, 0.05);
		conformal_release(&pool);
	}
}

/* What was not known at origin 0 does not count there. */
static void test_known(void **state)
{
	struct conformal_pool pool = {0};
	double widths[FORECAST_HORIZON_MAX];

	(void)state;
	for (size_t i = 0; i < 100; i++) {
		struct backtest b;

		for (int j = 0; j < BACKTEST_ORIGINS; j++)
			for (int h = 0; h < FORECAST_HORIZON_MAX; h++)
				b.score[j][h][FORECAST_MEAN3] =
					j > h ? 1.0F : 1000.0F;
		conformal_add(&pool, &b, FORECAST_MEAN3);
	}
	conformal_widths(&pool, 0.95, false, widths);
	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++)
		assert_true(widths[h] == 1.0);
	conformal_widths(&pool, 0.95, true, widths);
	assert_true(widths[0] == 1000.0);
	conformal_release(&pool);
}

/* Too few scores of a horizon: no width there, and none is borrowed. Wider
 * nearer by is as wide farther off. */
static void test_widths(void **state)
{
	struct conformal_pool pool = {0}, twice = {0};
	double widths[FORECAST_HORIZON_MAX], again[FORECAST_HORIZON_MAX];

	(void)state;
	for (size_t i = 0; i < 120; i++) {
		struct backtest b;

		for (int j = 0; j < BACKTEST_ORIGINS; j++)
			for (int h = 0; h < FORECAST_HORIZON_MAX; h++)
				b.score[j][h][0] = (float)NAN;
		b.score[1][0][0] = (float)(i % 60);
		b.score[1][1][0] = (float)(i % 30);
		if (i < 99)
			b.score[1][2][0] = 1.0F;
		b.score[1][3][0] = (float)(i % 120);
		conformal_add(&pool, &b, FORECAST_LAST);
	}
	conformal_widths(&pool, 0.8, true, widths);
	assert_true(widths[0] == 48.0);
	assert_true(widths[1] == 48.0);
	assert_true(isnan(widths[2]));
	assert_true(widths[3] == 96.0);
	assert_true(isnan(widths[4]));
	conformal_add_all(&twice, &pool);
	assert_int_equal(twice.series, 120);
	conformal_widths(&twice, 0.8, true, again);
	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++)
		assert_near(again[h], widths[h], 0.0);
	conformal_release(&twice);
	conformal_release(&pool);
}

/* Widths below 1; of the newest origin those that are inside, the width itself
 * too; where there is no width nothing is compared. A pool that was released
 * may be used again. */
static void test_check(void **state)
{
	struct conformal_pool pool = {0}, all = {0};
	double widths[FORECAST_HORIZON_MAX];
	struct conformal_check check;
	struct backtest b;

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < 110; i++) {
			for (int j = 0; j < BACKTEST_ORIGINS; j++)
				for (int h = 0; h < FORECAST_HORIZON_MAX; h++)
					b.score[j][h][0] = (float)NAN;
			conformal_add(&pool, &b, FORECAST_LAST);
			assert_int_equal(pool.series, i);
			b.score[1][0][0] = (float)(i % 11) / 16;
			b.score[2][1][0] = 0.125F;
			if (i < 11)
				b.score[0][0][0] = (float)i / 16;
			if (i < 40)
				b.score[0][1][0] = i < 30 ? 0.5F : 0.75F;
			b.score[0][2][0] = 0.25F;
			conformal_add(&pool, &b, FORECAST_LAST);
		}
		/* the 89th of ten each of 0 to 10 sixteenths */
		conformal_widths(&pool, 0.8, false, widths);
		assert_near(widths[0], 8 / 16.0, 0);
		assert_near(widths[1], 8 / 16.0, 0);
		assert_near(widths[2], (double)NAN, 0);
		/* 0 to 8 of 11, and 30 of 40 */
		check = conformal_check(&pool, widths);
		assert_int_equal(check.n, 51);
		assert_int_equal(check.covered, 39);
		/* of all pools together twice as many */
		conformal_add_all(&all, &pool);
		conformal_add_all(&all, &pool);
		check = conformal_check(&all, widths);
		assert_int_equal(check.n, 102);
		assert_int_equal(check.covered, 78);
		conformal_release(&all);
		conformal_release(&pool);
		assert_int_equal(pool.series, 0);
	}
}

static void test_accepts(void **state)
{
	static const struct {
		struct conformal_check check;
		bool want;
	} c[] = {
		{{0, 0}, false},    {{29, 23}, false}, {{30, 24}, true},
		{{100, 74}, false}, {{100, 75}, true}, {{100, 90}, true},
		{{100, 91}, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_int_equal(conformal_accepts(&c[i].check), c[i].want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_origins),
		cmocka_unit_test(test_which_origins),
		cmocka_unit_test(test_every_second_year),
		cmocka_unit_test(test_constant_has_no_score),
		cmocka_unit_test(test_bounds_count),
		cmocka_unit_test(test_scale),
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_sum),
		cmocka_unit_test(test_quantile),
		cmocka_unit_test(test_coverage),
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_accepts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
