/*
 * What must hold for every series: random ones, with ties and gaps, from 0 to
 * 70 points, at scales from 1e-12 to 1e12. The seed is fixed.
 */
#include <math.h>

#include "tests/support/draw.h"
#include "tests/unit/test_kendall_fixture.h"

#include "analysis/fdr.h"
#include "analysis/stat.h"
#include "analysis/trend.h"
#include "analysis/undefined.h"

enum {
	ROUNDS = 1000,
	POINTS_MAX = 70
};

struct series {
	int t[POINTS_MAX];
	double x[POINTS_MAX]; /* whole numbers: shifting them is exact */
	size_t n;
};

static void draw_series(uint64_t *r, struct series *s)
{
	uint64_t kinds = (uint64_t)1 << draw(r, 12); /* few: many ties */
	uint64_t drift = draw(r, 3), gaps = draw(r, 2);
	int year = 1950;

	s->n = (size_t)draw(r, POINTS_MAX + 1);
	for (size_t i = 0; i < s->n; i++) {
		year += 1 + (int)(gaps && draw(r, 5) == 0 ? draw(r, 4) : 0);
		s->t[i] = year;
		s->x[i] = (double)draw(r, kinds) + (double)(drift * i);
	}
}

static void stats_of(const struct series *s, struct trend_stats *out)
{
	trend_stats(s->t, s->x, s->n, 1, cache, out);
}

/* Slopes may be differences of large numbers: compare on their scale. */
static void near_slope(double got, double want, double scale)
{
	if (isnan(want))
		assert_true(isnan(got));
	else
		assert_true(fabs(got - want) <= 1e-9 * scale);
}

static void same_test(const struct trend_stats *a, const struct trend_stats *b)
{
	assert_int_equal(a->mk.s, b->mk.s);
	assert_near(a->mk.p, b->mk.p, 0);
	assert_near(a->mk.p_min, b->mk.p_min, 0);
	assert_near(a->mk.tau_b, b->mk.tau_b, 0);
	assert_near(a->mk.z, b->mk.z, 0);
}

static double scale_of(const struct trend_stats *st)
{
	return 1e-6 + fabs(st->slope) +
	       (isnan(st->low) ? 0 : st->high - st->low);
}

static void ranges(void **state)
{
	uint64_t r = 1;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct series s;
		struct trend_stats st;

		draw_series(&r, &s);
		stats_of(&s, &st);
		assert_true(st.mk.p > 0 && st.mk.p <= 1);
		assert_true(st.mk.p_min > 0 && st.mk.p_min <= st.mk.p);
		assert_true(st.p_adj >= st.mk.p && st.p_adj <= 1);
		assert_true(st.persistence.f >= 1);
		assert_true(isnan(st.slope) == (s.n < 2));
		assert_true(isnan(st.low) == isnan(st.high));
		if (!isnan(st.low))
			assert_true(st.low <= st.slope && st.slope <= st.high);
		if (!isnan(st.mk.tau_b))
			assert_true(fabs(st.mk.tau_b) <= 1 + 1e-12);
		/* the median slope and S never contradict each other */
		assert_true(st.slope > 0 ? st.mk.s >= 0
					 : !(st.slope < 0) || st.mk.s <= 0);
	}
}

static void shifts(void **state)
{
	uint64_t r = 2;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct series s;
		struct trend_stats a, b;
		double scale;

		draw_series(&r, &s);
		stats_of(&s, &a);
		scale = scale_of(&a);
		for (size_t j = 0; j < s.n; j++)
			s.x[j] += 1000;
		stats_of(&s, &b);
		same_test(&a, &b);
		near_slope(b.slope, a.slope, scale);
		near_slope(b.high - b.low, a.high - a.low, scale);
		/* years: only the intercept */
		for (size_t j = 0; j < s.n; j++)
			s.t[j] += 500;
		stats_of(&s, &a);
		same_test(&a, &b);
		assert_near(a.slope, b.slope, 0);
		assert_near(a.low, b.low, 0);
		assert_near(a.persistence.r1, b.persistence.r1, 0);
		assert_near(a.p_adj, b.p_adj, 0);
		if (s.n > 1)
			assert_near(a.intercept, b.intercept - 500 * b.slope,
				    1e-9);
	}
}

static void scales(void **state)
{
	static const double factors[] = {1e-12, 1e12, 0.1, 3};
	uint64_t r = 3;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		double k = factors[(size_t)i % ARRAY_LEN(factors)];
		struct series s;
		struct trend_stats a, b;

		draw_series(&r, &s);
		stats_of(&s, &a);
		for (size_t j = 0; j < s.n; j++)
			s.x[j] *= k;
		stats_of(&s, &b);
		same_test(&a, &b);
		near_slope(b.slope / k, a.slope, scale_of(&a));
		near_slope(b.low / k, a.low, scale_of(&a));
		near_slope(b.high / k, a.high, scale_of(&a));
		assert_near(b.persistence.f, a.persistence.f, 1e-6);
	}
}

static void mirrors(void **state)
{
	uint64_t r = 4;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct series s, back;
		struct trend_stats a, b;

		draw_series(&r, &s);
		stats_of(&s, &a);
		back = s;
		for (size_t j = 0; j < s.n; j++)
			s.x[j] = -s.x[j];
		stats_of(&s, &b);
		assert_int_equal(b.mk.s, -a.mk.s);
		assert_near(b.mk.p, a.mk.p, 0);
		near_slope(b.slope, -a.slope, scale_of(&a));
		near_slope(b.low, -a.high, scale_of(&a));
		/* time turned round */
		for (size_t j = 0; j < s.n; j++) {
			back.t[j] = -s.t[s.n - 1 - j];
			back.x[j] = -s.x[s.n - 1 - j];
		}
		stats_of(&back, &b);
		assert_int_equal(b.mk.s, -a.mk.s);
		near_slope(b.slope, -a.slope, scale_of(&a));
	}
}

static void increasing_maps(void **state)
{
	uint64_t r = 5;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct series s;
		struct trend_stats a, b;

		draw_series(&r, &s);
		stats_of(&s, &a);
		for (size_t j = 0; j < s.n; j++)
			s.x[j] = log1p(s.x[j]) + s.x[j] / 1e4;
		stats_of(&s, &b);
		same_test(&a, &b);
	}
}

static void null_sums_to_one(void **state)
{
	uint64_t r = 6;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		size_t n = (size_t)draw(&r, MK_EXACT_MAX + 1), sizes[60];
		size_t left = n, k = 0;
		const struct mk_null *d;
		int64_t max;

		while (left > 0) {
			sizes[k] = 1 + (size_t)draw(&r, left);
			left -= sizes[k++];
		}
		d = mk_null_get(cache, n, sizes, k);
		max = mk_null_max(d);
		assert_near(mk_null_upper(d, -max + 1) + mk_null_upper(d, max),
			    1, 1e-12);
		assert_near(mk_null_upper(d, 0) + mk_null_upper(d, 2), 1,
			    max % 2 ? 2 : 1e-12);
		for (int64_t s = max; s > -max; s -= 2)
			assert_true(mk_null_upper(d, s) <=
				    mk_null_upper(d, s - 2));
	}
}

/* Every number of points that has an exact distribution, constant and full of
 * ties as well. */
static void every_length(void **state)
{
	(void)state;
	for (size_t n = 0; n <= MK_EXACT_MAX; n++)
		for (int kinds = 1; kinds <= 4; kinds++) {
			struct series s = {.n = n};
			struct trend_stats st;

			for (size_t i = 0; i < n; i++) {
				s.t[i] = 1960 + (int)i;
				s.x[i] = kinds == 4 ? (double)i
						    : (double)(i * i % kinds);
			}
			stats_of(&s, &st);
			assert_true(st.mk.p > 0 && st.mk.p <= 1);
			if (kinds == 1 || n < 2)
				assert_true(st.mk.s == 0 && st.mk.p >= 1);
			if (kinds == 4 && n >= 2) {
				assert_int_equal(st.mk.s, n * (n - 1) / 2);
				assert_near(st.mk.p, st.mk.p_min, 0);
				assert_near(st.slope, 1, 0);
			}
		}
}

/* `stat trend` of the rows in the order of `order`. */
static void trend_text(const struct series *s, const size_t *order,
		       struct buf *out)
{
	struct buf in;
	struct err e = {0};

	buf_init(&in, BUF_MAX);
	buf_init(out, BUF_MAX);
	buf_printf(&in, "series_id,year,value\n");
	for (size_t i = 0; i < s->n; i++) {
		csv_put(&in, "a");
		csv_put_int(&in, s->t[order[i]]);
		csv_put_double(&in, s->x[order[i]] / 10);
		csv_end(&in);
	}
	assert_ok(
		stat_run(stat_find("trend"), 0, buf_str(&in), in.len, out, &e));
	buf_release(&in);
}

static void shuffle(uint64_t *r, size_t *order, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)draw(r, i), k = order[j];

		order[j] = order[i - 1];
		order[i - 1] = k;
	}
}

static void order_of_rows(void **state)
{
	uint64_t r = 7;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		size_t order[POINTS_MAX];
		struct series s;
		struct buf a, b;

		draw_series(&r, &s);
		for (size_t j = 0; j < s.n; j++)
			order[j] = j;
		trend_text(&s, order, &a);
		shuffle(&r, order, s.n);
		trend_text(&s, order, &b);
		assert_string_equal(buf_str(&a), buf_str(&b));
		buf_release(&a);
		buf_release(&b);
	}
}

static enum verdict turned(enum verdict v)
{
	static const enum verdict other[VERDICT_N] = {
		[VERDICT_UP] = VERDICT_DOWN,
		[VERDICT_DOWN] = VERDICT_UP,
		[VERDICT_UP_SMALL] = VERDICT_DOWN_SMALL,
		[VERDICT_DOWN_SMALL] = VERDICT_UP_SMALL,
		[VERDICT_UP_INDICATIVE] = VERDICT_DOWN_INDICATIVE,
		[VERDICT_DOWN_INDICATIVE] = VERDICT_UP_INDICATIVE,
	};

	return other[v] ? other[v] : v;
}

static enum verdict verdict_of(const struct series *s, int shift, double sign,
			       double q, unsigned *notes)
{
	int years[POINTS_MAX];
	double x[POINTS_MAX];
	struct trend_indicator rules = {
		.span = 1,
		.decimals = 1,
		.newest_year = s->t[s->n - 1] + shift,
		.run_year = s->t[s->n - 1] + shift + 1,
		.collected = years,
		.collected_n = s->n,
	};
	struct trend_series series = {years, x, s->n, NULL, 0};
	struct trend t;
	enum verdict v;

	for (size_t i = 0; i < s->n; i++) {
		years[i] = s->t[i] + shift;
		x[i] = sign * s->x[i];
	}
	trend_assess(&rules, &series, cache, &t);
	v = trend_judge(&t, trend_is_hypothesis(&t) ? q : UNDEFINED);
	*notes = t.notes;
	return v;
}

/* Another sign turns the verdict round, another era does nothing, and a smaller
 * q never makes it less sure. */
static void verdicts(void **state)
{
	uint64_t r = 8;
	size_t clear = 0;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		double q = (double)draw(&r, 100) / 1000;
		struct series s;
		enum verdict v;
		unsigned notes, again;

		draw_series(&r, &s);
		if (s.n == 0)
			continue;
		v = verdict_of(&s, 0, 1, q, &notes);
		assert_int_equal(verdict_of(&s, 0, -1, q, &again), turned(v));
		assert_int_equal(again, notes);
		assert_int_equal(verdict_of(&s, 137, 1, q, &again), v);
		assert_int_equal(again, notes);
		if (v == VERDICT_UP || v == VERDICT_DOWN) {
			clear++;
			assert_int_equal(verdict_of(&s, 0, 1, q / 2, &again),
					 v);
			assert_true(q <= 0.05);
		}
	}
	assert_true(clear > ROUNDS / 20);
}

static void order_of_hypotheses(void **state)
{
	uint64_t r = 9;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		double p[POINTS_MAX], t[POINTS_MAX];
		double bh[2][POINTS_MAX], by[2][POINTS_MAX];
		size_t order[POINTS_MAX], n = (size_t)draw(&r, POINTS_MAX + 1);

		for (size_t j = 0; j < n; j++) {
			p[j] = (double)draw(&r, 500) / 500;
			p[j] *= p[j];
			order[j] = j;
		}
		shuffle(&r, order, n);
		for (size_t j = 0; j < n; j++)
			t[j] = p[order[j]];
		(void)fdr_adjust(p, n, bh[0], by[0]);
		(void)fdr_adjust(t, n, bh[1], by[1]);
		for (size_t j = 0; j < n; j++) {
			assert_near(bh[1][j], bh[0][order[j]], 0);
			assert_near(by[1][j], by[0][order[j]], 0);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges),
		cmocka_unit_test(shifts),
		cmocka_unit_test(scales),
		cmocka_unit_test(mirrors),
		cmocka_unit_test(increasing_maps),
		cmocka_unit_test(null_sums_to_one),
		cmocka_unit_test(every_length),
		cmocka_unit_test(order_of_rows),
		cmocka_unit_test(verdicts),
		cmocka_unit_test(order_of_hypotheses),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
