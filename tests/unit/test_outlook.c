/*
 * Which series are forecast, from which years, and what the intervals are.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "analysis/outlooks.h"

enum {
	POINTS_MAX = 30,
	RUN_YEAR = 2026
};

struct one {
	int years[POINTS_MAX];
	double values[POINTS_MAX];
	size_t n;
	struct trend_indicator indicator;
	struct trend_absence absent;
	size_t absent_n;
};

static const int collected[] = {2023, 2024};
static const int breaks[] = {2005, 2012};

/* n years up to `last`, up and down and up. */
static struct one series(size_t n, int last)
{
	struct one s = {.n = n,
			.indicator = {.span = 1,
				      .decimals = 1,
				      .newest_year = 2024,
				      .run_year = RUN_YEAR,
				      .collected = collected,
				      .collected_n = ARRAY_LEN(collected)}};

	for (size_t i = 0; i < n; i++) {
		s.years[i] = last - (int)(n - 1 - i);
		s.values[i] = 10.0 + (double)(i * i * 7 % 11);
	}
	return s;
}

static struct outlook assess(const struct one *s, struct backtest *b)
{
	const struct trend_series points = {s->years, s->values, s->n,
					    &s->absent, s->absent_n};
	struct outlook o;

	outlook_assess(&s->indicator, &points, false, &o, b);
	return o;
}

static void assert_refused(const struct one *s, const char *why)
{
	struct backtest b;
	struct outlook o = assess(s, &b);

	assert_string_equal(outlook_refusal_name(o.refusal), why);
}

static void test_refusals(void **state)
{
	struct one s = series(20, 2024);

	(void)state;
	assert_refused(&s, "");
	s.indicator.span = 2;
	assert_refused(&s, "moving_average");
	s.indicator.span = 3;
	assert_refused(&s, "moving_average");
	s = series(5, 2024);
	assert_refused(&s, "too_few_points");
	s = series(6, 2024);
	assert_refused(&s, "");
	s = series(20, 2023);
	assert_refused(&s, "out_of_date"); /* 2024 was collected */
	s.indicator.collected_n = 1;
	assert_refused(&s, "");
	s.absent = (struct trend_absence){2024, ABSENCE_SUPPRESSED};
	s.absent_n = 1;
	assert_refused(&s, "suppressed");
	s.absent.why = ABSENCE_NOT_EXPECTED;
	assert_refused(&s, "");
	s.absent = (struct trend_absence){2000, ABSENCE_SUPPRESSED};
	assert_refused(&s, "");
	/* hidden once, shown again */
	s = series(20, 2023);
	s.years[19] = 2024;
	s.absent = (struct trend_absence){2023, ABSENCE_SUPPRESSED};
	s.absent_n = 1;
	assert_refused(&s, "");
	/* 2023 is the only year in which municipalities had it */
	s = series(20, 2022);
	s.indicator.collected_n = 1;
	assert_refused(&s, "out_of_date");
}

/* A forecast must reach the run's year: six points reach two years ahead. */
static void test_age(void **state)
{
	static const struct {
		size_t n;
		int last;
		const char *why;
	} c[] = {
		{6, 2024, ""},
		{6, 2023, "out_of_date"},
		{9, 2023, ""},
		{15, 2021, ""},
		{15, 2020, "out_of_date"},
		{30, 2020, "out_of_date"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct one s = series(c[i].n, c[i].last);

		s.indicator.collected_n = 0;
		assert_refused(&s, c[i].why);
	}
}

static void test_breaks(void **state)
{
	struct one s = series(20, 2024), short_one = series(20, 2017);
	struct one after = series(13, 2024);
	struct outlook o, p;
	struct backtest b, c;

	(void)state;
	s.indicator.breaks = breaks;
	s.indicator.breaks_n = ARRAY_LEN(breaks);
	o = assess(&s, &b);
	assert_int_equal(o.refusal, OUTLOOK_GIVEN);
	assert_int_equal(o.n, 13);
	assert_int_equal(o.first_year, 2012);
	assert_int_equal(o.last_year, 2024);
	assert_true(o.notes & OUTLOOK_AFTER_BREAK);
	/* nothing is seen of what was before */
	memcpy(after.values, s.values + 7, 13 * sizeof(*after.values));
	p = assess(&after, &c);
	assert_false(p.notes & OUTLOOK_AFTER_BREAK);
	assert_int_equal(o.horizon, p.horizon);
	assert_near(o.scale, p.scale, 1e-12);
	for (int k = 0; k < BACKTEST_CANDIDATES; k++)
		for (int h = 0; h < o.horizon; h++)
			assert_near(o.value[k][h], p.value[k][h], 1e-12);

	/* five years are left */
	short_one.indicator.breaks = &breaks[1];
	short_one.indicator.breaks_n = 1;
	short_one.years[18] = 2015;
	short_one.years[19] = 2016;
	short_one.n = 18;
	assert_refused(&short_one, "break_in_series");
	/* one year of the old way is left out, none where the break is older */
	s = series(20, 2024);
	s.indicator.breaks = &breaks[0];
	s.indicator.breaks_n = 1;
	s.years[0] = 2004;
	o = assess(&s, &b);
	assert_int_equal(o.n, 19);
	assert_int_equal(o.first_year, 2006);
	assert_true(o.notes & OUTLOOK_AFTER_BREAK);
	s = series(19, 2024);
	s.indicator.breaks = &breaks[0];
	s.indicator.breaks_n = 1;
	o = assess(&s, &b);
	assert_int_equal(o.n, 19);
	assert_int_equal(o.first_year, 2006);
	assert_false(o.notes & OUTLOOK_AFTER_BREAK);
	/* the newest year is of the old way */
	s = series(20, 2011);
	s.indicator.breaks = breaks;
	s.indicator.breaks_n = 2;
	assert_refused(&s, "break_in_series");
}

static void test_constant(void **state)
{
	struct one s = series(20, 2024);
	struct backtest b;
	struct outlook o;

	(void)state;
	for (size_t i = 0; i < s.n; i++)
		s.values[i] = 12.3;
	o = assess(&s, &b);
	assert_int_equal(o.refusal, OUTLOOK_GIVEN);
	assert_true(o.notes & OUTLOOK_CONSTANT);
	assert_near(o.scale, 0.1, 1e-12); /* one printed unit */
	for (int k = 0; k < BACKTEST_CANDIDATES; k++)
		for (int h = 0; h < o.horizon; h++)
			assert_true(o.value[k][h] == 12.3);
	assert_true(isnan(b.score[0][0][0]));
}

/* The yearly change, but for what is less than one printed unit. */
static void test_scale(void **state)
{
	struct one s = series(6, 2024);
	const double x[] = {10, 10.5, 10, 10.5, 10, 11};
	struct backtest b;
	struct outlook o;

	(void)state;
	memcpy(s.values, x, sizeof(x));
	o = assess(&s, &b);
	assert_near(o.scale, 0.6, 1e-12); /* 3 in five years */
	assert_false(o.notes & OUTLOOK_CONSTANT);
	s.indicator.decimals = 0;
	o = assess(&s, &b);
	assert_near(o.scale, 1, 1e-12);
	assert_false(o.notes & OUTLOOK_CONSTANT);
	s.indicator.decimals = -2; /* hundreds */
	o = assess(&s, &b);
	assert_near(o.scale, 100, 1e-12);
}

static void test_methods(void **state)
{
	struct one s = series(11, 2024);
	struct backtest b;
	struct outlook o = assess(&s, &b);

	(void)state;
	assert_int_equal(o.horizon, 3);
	assert_int_equal(o.used[FORECAST_LAST], FORECAST_LAST);
	assert_int_equal(o.used[FORECAST_MEDIAN4], FORECAST_MEAN3);
	assert_false(o.notes & (OUTLOOK_FILLED | OUTLOOK_LONG_GAP));
	s = series(12, 2024);
	o = assess(&s, &b);
	assert_int_equal(o.used[FORECAST_MEDIAN4], FORECAST_MEDIAN4);
	for (size_t i = 0; i < 4; i++)
		s.years[i] -= 2;
	o = assess(&s, &b);
	assert_true(o.notes & OUTLOOK_FILLED);
	s.years[0] -= 9;
	o = assess(&s, &b);
	assert_true(o.notes & OUTLOOK_LONG_GAP);
	assert_int_equal(o.used[FORECAST_MEDIAN4], FORECAST_MEAN2);
	assert_int_equal(o.used[FORECAST_MEAN3], FORECAST_MEAN2);
	assert_int_equal(o.used[FORECAST_LAST], FORECAST_LAST);
}

static void test_interval(void **state)
{
	struct outlook o = {.scale = 2.0, .bounds = {0.0, 100.0, false}};
	struct outlook_interval in = outlook_interval(&o, 10.0, 3.0);

	(void)state;
	assert_true(in.low == 4.0 && in.high == 16.0);
	in = outlook_interval(&o, 1.0, 3.0);
	assert_true(in.low == 0.0 && in.high == 7.0);
	in = outlook_interval(&o, 99.0, 3.0);
	assert_true(in.low == 93.0 && in.high == 100.0);
	/* counts: outwards */
	o.bounds = (struct forecast_bounds){0.0, (double)INFINITY, true};
	in = outlook_interval(&o, 10.0, 0.3);
	assert_true(in.low == 9.0 && in.high == 11.0);
}

static void test_notes(void **state)
{
	char text[OUTLOOK_NOTES_TEXT];

	(void)state;
	assert_string_equal(outlook_notes(text, 0), "");
	assert_string_equal(
		outlook_notes(text, OUTLOOK_CONSTANT | OUTLOOK_LONG_GAP),
		"unchanged: no interval; long gap");
	assert_true(strlen(outlook_notes(text, ~0U)) < OUTLOOK_NOTES_TEXT - 1);
}

/* --- all series of an indicator ------------------------------------------- */

struct nation {
	struct place places[200];
	struct sheet sheet;
	int years[4000];
	double values[4000];
	struct sheet_series series[200];
};

/* Random walks of n years in `towns` municipalities, a county and the country;
 * the county's own change is ten times as large. */
static void found(struct nation *k, size_t towns, size_t n)
{
	uint64_t r = 5;
	struct sheet *s = &k->sheet;

	*s = (struct sheet){.about = {.id = 1,
				      .followed = true,
				      .class = CLASS_RATE,
				      .span = 1,
				      .decimals = 1},
			    .run_year = RUN_YEAR,
			    .years = k->years,
			    .values = k->values,
			    .series = k->series};
	for (size_t i = 0; i < towns + 2; i++) {
		struct place *p = &k->places[i];
		struct sheet_series *one = &k->series[s->series_n++];

		*p = (struct place){.id = (int64_t)i + 1,
				    .kind = i < towns    ? AREA_TOWN
					    : i == towns ? AREA_COUNTY
							 : AREA_COUNTRY};
		*one = (struct sheet_series){
			.place = p, .from = s->figures_n, .n = n};
		for (size_t t = 0; t < n; t++) {
			double e = 0.0;

			for (int d = 0; d < 12; d++)
				e += draw_unit(&r) - 0.5;
			if (i == towns)
				e *= 10.0;
			k->years[s->figures_n] = 2025 - (int)(n - t);
			k->values[s->figures_n] =
				t ? k->values[s->figures_n - 1] + e : 500.0;
			s->figures_n++;
		}
	}
	sheet_complete(s);
}

static void forget(struct nation *k)
{
	/* these are the nation's own */
	k->sheet.years = NULL;
	k->sheet.values = NULL;
	k->sheet.series = NULL;
	sheet_release(&k->sheet);
	free(k);
}

static void test_own_pool(void **state)
{
	struct nation *k = xcalloc(1, sizeof(*k));
	struct outlooks_verdict v;
	struct outlooks o, copy;

	(void)state;
	found(k, 198, 18);
	outlooks_find(&o, &k->sheet, 0);
	assert_int_equal(o.n, 200);
	assert_int_equal(o.given, 200);
	assert_int_equal(o.pool.series, 198); /* municipalities alone */
	assert_true(outlooks_self_sufficient(&o));
	/* a walk goes nowhere: no method can beat its last value */
	assert_int_equal(o.chosen, FORECAST_LAST);
	outlooks_judge(&o, NULL, &v);
	assert_int_equal(v.refusal, OUTLOOKS_ACCEPTED);
	assert_int_equal(v.pool_series, 198);
	assert_int_equal(v.check.n, 198 * 5);
	for (int h = 0; h < FORECAST_HORIZON_MAX; h++) {
		assert_true(v.width95[h] > v.width80[h]);
		assert_true(h == 0 || v.width80[h] >= v.width80[h - 1]);
	}
	outlooks_copy(&copy, &o);
	outlooks_release(&o);
	assert_int_equal(copy.pool.series, 198);
	assert_int_equal(copy.list[199].area, 200);
	outlooks_release(&copy);
	outlooks_find(&o, &k->sheet, 1); /* no figures by sex */
	assert_int_equal(o.n, 0);
	outlooks_judge(&o, NULL, &v);
	assert_string_equal(outlooks_refusal_name(v.refusal), "no_series");
	outlooks_release(&o);
	forget(k);
}

/* The widths are those of the pool, the check is by what was known before. */
static void test_widths(void **state)
{
	struct nation *k = xcalloc(1, sizeof(*k));
	double want[FORECAST_HORIZON_MAX], known[FORECAST_HORIZON_MAX];
	struct outlooks_verdict v;
	struct conformal_check check;
	struct outlooks o;

	(void)state;
	found(k, 110, 18);
	outlooks_find(&o, &k->sheet, 0);
	outlooks_judge(&o, NULL, &v);
	assert_false(v.by_class);
	conformal_widths(&o.pool, 0.80, true, want);
	for (int h = 0; h < FORECAST_HORIZON_MAX; h++)
		assert_near(v.width80[h], want[h], 0);
	conformal_widths(&o.pool, 0.95, true, want);
	for (int h = 0; h < FORECAST_HORIZON_MAX; h++)
		assert_near(v.width95[h], want[h], 0);
	conformal_widths(&o.pool, 0.80, false, known);
	check = conformal_check(&o.pool, known);
	assert_int_equal(v.check.n, check.n);
	assert_int_equal(v.check.covered, check.covered);
	outlooks_release(&o);
	assert_int_equal(o.n, 0);
	assert_null(o.list);
	forget(k);
}

/* A hundred series make a pool, 99 do not; six of five years each can be
 * checked, five cannot. */
static void test_enough(void **state)
{
	static const size_t towns[] = {99, 100, 6, 5};
	struct outlooks o[ARRAY_LEN(towns)];
	struct outlooks_verdict v;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(towns); i++) {
		struct nation *k = xcalloc(1, sizeof(*k));

		found(k, towns[i], 18);
		outlooks_find(&o[i], &k->sheet, 0);
		forget(k);
		assert_int_equal(outlooks_self_sufficient(&o[i]), i == 1);
	}
	outlooks_judge(&o[0], NULL, &v);
	assert_string_equal(outlooks_refusal_name(v.refusal), "too_few_series");
	outlooks_judge(&o[1], NULL, &v);
	assert_int_equal(v.pool_series, 100);
	assert_true(v.refusal != OUTLOOKS_TOO_FEW_SERIES);
	outlooks_judge(&o[2], &o[1].pool, &v);
	assert_int_equal(v.check.n, 30);
	assert_true(v.refusal != OUTLOOKS_TOO_FEW_SERIES);
	outlooks_judge(&o[3], &o[1].pool, &v);
	assert_int_equal(v.check.n, 25);
	assert_string_equal(outlooks_refusal_name(v.refusal), "too_few_series");
	assert_string_equal(outlooks_refusal_name(OUTLOOKS_COVERAGE),
			    "coverage");
	for (size_t i = 0; i < ARRAY_LEN(towns); i++)
		outlooks_release(&o[i]);
}

/* Each town's scores count alike in the choice, the county's not where there
 * are towns; a count is whole. */
static void test_sums(void **state)
{
	size_t of_one = 0;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		const size_t towns = (const size_t[]){0, 1, 5, 10}[i];
		struct nation *k = xcalloc(1, sizeof(*k));
		struct outlooks o;

		found(k, towns, 18);
		if (towns == 5)
			k->sheet.about.class = CLASS_COUNT;
		outlooks_find(&o, &k->sheet, 0);
		if (towns == 0)
			of_one = o.sum.n / 2;
		else
			assert_int_equal(o.sum.n, towns * of_one);
		assert_true(of_one > 0);
		for (size_t t = 0; t < o.n; t++)
			assert_int_equal(o.list[t].outlook.bounds.whole,
					 towns == 5);
		outlooks_release(&o);
		forget(k);
	}
}

/* Mainland Finland is forecast where it is the national row; other regions
 * are not, nor one without figures. */
static void test_who(void **state)
{
	static const struct {
		enum area_kind county, country;
		size_t n;
	} c[] = {
		{AREA_COUNTY, AREA_COUNTRY, 4},
		{AREA_COUNTY, AREA_MAINLAND, 4},
		{AREA_MAINLAND, AREA_COUNTRY, 3},
		{AREA_OTHER, AREA_COUNTRY, 3},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct nation *k = xcalloc(1, sizeof(*k));
		struct outlooks o;

		found(k, 2, 18);
		k->places[2].kind = c[i].county;
		k->places[3].kind = c[i].country;
		outlooks_find(&o, &k->sheet, 0);
		assert_int_equal(o.n, c[i].n);
		assert_int_equal(o.given, c[i].n);
		assert_int_equal(o.pool.series, 2);
		outlooks_release(&o);
		k->series[0].n = 0;
		outlooks_find(&o, &k->sheet, 0);
		assert_int_equal(o.n, c[i].n - 1);
		assert_int_equal(o.list[0].area, 2);
		outlooks_release(&o);
		forget(k);
	}
}

/* Forty municipalities have no pool of their own; that of their class serves,
 * or none. */
static void test_class_pool(void **state)
{
	struct nation *few = xcalloc(1, sizeof(*few));
	struct nation *many = xcalloc(1, sizeof(*many));
	struct outlooks_verdict v;
	struct outlooks o, p;

	(void)state;
	found(few, 40, 18);
	found(many, 150, 18);
	outlooks_find(&o, &few->sheet, 0);
	outlooks_find(&p, &many->sheet, 0);
	assert_false(outlooks_self_sufficient(&o));
	outlooks_judge(&o, &o.pool, &v);
	assert_string_equal(outlooks_refusal_name(v.refusal), "too_few_series");
	assert_int_equal(v.pool_series, 0);
	outlooks_judge(&o, &p.pool, &v);
	assert_int_equal(v.refusal, OUTLOOKS_ACCEPTED);
	assert_true(v.by_class);
	assert_int_equal(v.check.n, 40 * 5); /* checked against its own */
	outlooks_release(&o);
	outlooks_release(&p);
	forget(few);
	forget(many);
}

/* No municipality: counties and the country make the pool; short series make
 * none. */
static void test_pool_of_others(void **state)
{
	struct nation *k = xcalloc(1, sizeof(*k));
	struct outlooks o;

	(void)state;
	found(k, 0, 18);
	outlooks_find(&o, &k->sheet, 0);
	assert_int_equal(o.n, 2);
	assert_int_equal(o.pool.series, 2);
	outlooks_release(&o);
	forget(k);
	k = xcalloc(1, sizeof(*k));
	found(k, 10, 7);
	outlooks_find(&o, &k->sheet, 0);
	assert_int_equal(o.given, 12);
	assert_int_equal(o.pool.series, 0);
	outlooks_release(&o);
	forget(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_age),
		cmocka_unit_test(test_breaks),
		cmocka_unit_test(test_constant),
		cmocka_unit_test(test_scale),
		cmocka_unit_test(test_methods),
		cmocka_unit_test(test_interval),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_own_pool),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_enough),
		cmocka_unit_test(test_sums),
		cmocka_unit_test(test_who),
		cmocka_unit_test(test_class_pool),
		cmocka_unit_test(test_pool_of_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
