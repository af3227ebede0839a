/*
 * What a sheet tells of breaks, and the trend of a gap, on sheets made by hand.
 */
#include "tests/support/test.h"

#include <math.h>

#include "analysis/gap_trend.h"
#include "analysis/undefined.h"

enum {
	TOWNS_MAX = 80,
	YEARS = 12,
	FIRST = 2013,
	SERIES_MAX = TOWNS_MAX + 2
};

/* Towns have the ids from 1 on, the country 900, Mainland Finland 901. */
struct made {
	struct place places[SERIES_MAX];
	struct sheet_series series[SERIES_MAX];
	int years[SERIES_MAX * YEARS];
	double values[SERIES_MAX * YEARS];
	struct sheet s;
};

static struct mk_cache *cache;

static int setup(void **state)
{
	struct made *m = xcalloc(1, sizeof(*m));

	cache = mk_cache_new();
	m->s = (struct sheet){.about = {.id = 1,
					.followed = true,
					.class = CLASS_RATE,
					.span = 1,
					.decimals = 1},
			      .run_year = 2025,
			      .years = m->years,
			      .values = m->values,
			      .series = m->series};
	*state = m;
	return 0;
}

static int teardown(void **state)
{
	struct made *m = *state;

	/* these are not the sheet's own */
	m->s.years = NULL;
	m->s.values = NULL;
	m->s.series = NULL;
	sheet_release(&m->s);
	mk_cache_free(cache);
	free(m);
	return 0;
}

/* Its figures are the caller's to fill. */
static double *add(struct made *m, int64_t area, enum area_kind kind)
{
	size_t i = m->s.series_n++, from = m->s.figures_n;

	m->places[i] = (struct place){.id = area, .kind = kind};
	m->series[i] = (struct sheet_series){
		.place = &m->places[i], .from = from, .n = YEARS};
	for (size_t y = 0; y < YEARS; y++)
		m->years[from + y] = FIRST + (int)y;
	m->s.figures_n += YEARS;
	return m->values + from;
}

/* Around 20, each on its own. */
static double own(size_t town, size_t year)
{
	return (double)(200 + town +
			(31 * town + 17 * year) * (year + 3) % 29) /
	       10.0;
}

static void add_towns(struct made *m, size_t n)
{
	for (size_t t = 0; t < n; t++) {
		double *x = add(m, 1 + (int64_t)t, AREA_TOWN);

		for (size_t y = 0; y < YEARS; y++)
			x[y] = own(t, y);
	}
}

static void raise_all(struct made *m, int from, int to, double by)
{
	for (size_t i = 0; i < m->s.figures_n; i++)
		if (m->years[i] >= from && m->years[i] <= to)
			m->values[i] += by;
}

/* --- breaks -----------------------------------------------------------------
 */

static void breaks_of_a_sheet(void **state)
{
	struct made *m = *state;
	int known[] = {2010, 2018};

	add_towns(m, 60);
	sheet_complete(&m->s);
	assert_int_equal(m->s.newest_year, 2024);
	assert_int_equal(m->s.breaks_n[0] + m->s.shocks_n[0], 0);
	raise_all(m, 2019, 2024, 9);
	sheet_complete(&m->s);
	assert_int_equal(m->s.changes_n[0], 1);
	assert_int_equal(m->s.breaks_n[0], 1);
	assert_int_equal(m->s.breaks[0][0], 2019);
	assert_int_equal(m->s.breaks_n[1], 0); /* no men's figures */
	/* with those that people know, in order, and each once */
	m->s.known = known;
	m->s.known_n = 2;
	sheet_complete(&m->s);
	assert_int_equal(m->s.breaks_n[0], 3);
	assert_int_equal(m->s.breaks[0][1], 2018);
	assert_int_equal(m->s.breaks[0][2], 2019);
	assert_int_equal(m->s.breaks_n[1], 2);
	known[1] = 2019;
	sheet_complete(&m->s);
	assert_int_equal(m->s.breaks_n[0], 2);
	m->s.known = NULL;
	m->s.known_n = 0;
	/* taken back: no break */
	raise_all(m, 2021, 2024, -9);
	sheet_complete(&m->s);
	assert_int_equal(m->s.breaks_n[0], 0);
	assert_int_equal(m->s.shocks_n[0], 2);
	assert_int_equal(m->s.shocks[0][0], 2019);
	assert_int_equal(m->s.shocks[0][1], 2021);
}

static void where_no_change_is_looked_for(void **state)
{
	struct made *m = *state;

	add_towns(m, 60);
	raise_all(m, 2019, 2024, 9);
	m->s.about.span = 3;
	sheet_complete(&m->s);
	assert_int_equal(m->s.changes_n[0], 0);
	m->s.about.span = 1;
	m->s.about.followed = false;
	sheet_complete(&m->s);
	assert_int_equal(m->s.changes_n[0], 0);
	m->s.about.followed = true;
	/* counties are no municipalities */
	for (size_t i = 49; i < 60; i++)
		m->places[i].kind = AREA_COUNTY;
	sheet_complete(&m->s);
	assert_int_equal(m->s.changes_n[0], 0);
	m->places[49].kind = AREA_TOWN;
	sheet_complete(&m->s);
	assert_int_equal(m->s.changes_n[0], 1);
	/* a slip in a year is no reason to make a table of 18 000 years */
	m->years[YEARS - 1] = 20244;
	sheet_complete(&m->s);
	assert_int_equal(m->s.changes_n[0], 0);
}

/* The rules that a trend gets of it. */
static void rules_of_a_sheet(void **state)
{
	struct made *m = *state;
	struct trend_indicator rules;

	add_towns(m, 60);
	raise_all(m, 2019, 2024, 9);
	sheet_complete(&m->s);
	rules = sheet_trend_rules(&m->s, 0);
	assert_int_equal(rules.breaks_n, 1);
	assert_int_equal(rules.breaks[0], 2019);
	assert_false(rules.nominal || rules.proportion);
	m->s.about.class = CLASS_MONEY;
	assert_true(sheet_trend_rules(&m->s, 0).nominal);
}

/* --- gaps -------------------------------------------------------------------
 */

/* The country at 20, 21 ... and a town at so many of it, or so far from it. */
static void add_pair(struct made *m, double ratio, double ratio_step,
		     double off, double off_step)
{
	double *x = add(m, 1, AREA_TOWN), *country = add(m, 900, AREA_COUNTRY);

	for (size_t y = 0; y < YEARS; y++) {
		country[y] = 20.0 + (double)y;
		x[y] = country[y] * (ratio + ratio_step * (double)y) + off +
		       off_step * (double)y;
	}
	sheet_complete(&m->s);
}

static bool gap(struct made *m, struct trend *t, unsigned *course)
{
	*course = 0;
	return gap_trend_assess(&m->s, &m->series[0], &m->series[1], cache, t,
				course);
}

static void ratios(void **state)
{
	struct made *m = *state;
	struct trend t;
	unsigned course;

	add_pair(m, 1.4, -0.02, 0, 0);
	assert_true(gap(m, &t, &course));
	assert_true(t.tested && t.material);
	assert_int_equal(t.n, 10);
	assert_near(t.stats.slope, -0.02, 1e-9);
	assert_int_equal(t.stats.mk.s, -45);
	assert_int_equal(course, NOTE_NARROWS); /* from 1.36 to 1.18 */
}

/* The same where the country's figures come first. */
static void country_first(void **state)
{
	struct made *m = *state;
	double *country = add(m, 0, AREA_COUNTRY), *x = add(m, 1, AREA_TOWN);
	unsigned course = 0;
	struct trend t;

	for (size_t y = 0; y < YEARS; y++) {
		country[y] = 20.0 + (double)y;
		x[y] = country[y] * (1.4 - 0.02 * (double)y);
	}
	sheet_complete(&m->s);
	assert_true(gap_trend_assess(&m->s, &m->series[1], &m->series[0], cache,
				     &t, &course));
	assert_near(t.stats.slope, -0.02, 1e-9);
	assert_int_equal(t.last_year, FIRST + YEARS - 1);
	assert_int_equal(course, NOTE_NARROWS);
}

/* The level of a gap in an index is the median of the country's figures, all
 * of them: 100 here, and 5 of it would matter; not the 10 of two years. */
static void level_of_all_years(void **state)
{
	static const double level[] = {100, 10, 100, 10, 100};
	struct made *m = *state;
	struct trend t;
	unsigned course;

	m->s.about.class = CLASS_INDEX;
	add_pair(m, 1, 0, 0, 0);
	for (size_t i = 0; i < 2; i++) {
		m->series[i].from += YEARS - 5;
		m->series[i].n = 5;
	}
	for (size_t y = 0; y < 5; y++) {
		m->values[2 * YEARS - 5 + y] = level[y];
		m->values[YEARS - 5 + y] = level[y] + (double)y;
	}
	assert_true(gap(m, &t, &course));
	assert_true(t.tested);
	assert_near(t.stats.slope, 1, 1e-9);
	assert_false(t.material);
}

/* A shock of the whole country is in both: none of the gap. */
static void shocks_are_shared(void **state)
{
	struct made *m = *state;
	int known = 2020, *own_shocks;
	struct trend t;
	unsigned course;

	add_pair(m, 1.4, -0.02, 0, 0);
	own_shocks = m->s.shocks[0];
	m->s.shocks[0] = &known;
	m->s.shocks_n[0] = 1;
	assert_int_equal(sheet_trend_rules(&m->s, 0).shocks_n, 1);
	assert_true(gap(m, &t, &course));
	assert_false(t.notes & NOTE_SHOCK);
	m->s.shocks[0] = own_shocks;
	m->s.shocks_n[0] = 0;
}

/* A municipality that does what the country does has no trend of its own. */
static void no_gap(void **state)
{
	struct made *m = *state;
	struct trend t;
	unsigned course;

	add_pair(m, 0.7, 0, 0, 0);
	assert_true(gap(m, &t, &course));
	assert_true(t.tested);
	assert_true(t.notes & NOTE_UNCHANGED);
	assert_int_equal(t.stats.mk.s, 0);
	assert_int_equal(course, 0);
}

static void differences(void **state)
{
	struct made *m = *state;
	struct trend t;
	unsigned course;

	m->s.about.class = CLASS_PROPORTION;
	add_pair(m, 1, 0, -3, -0.1);
	assert_true(gap(m, &t, &course));
	assert_near(t.stats.slope, -0.1, 1e-9);
	assert_true(t.material); /* 0.9 percentage points */
	assert_int_equal(course, NOTE_WIDENS);
	/* an index: 5 % of the country's 26.5, not of the gap's 3.6 */
	m->s.about.class = CLASS_INDEX;
	assert_true(gap(m, &t, &course));
	assert_false(t.material);
	m->s.about.class = CLASS_PROPORTION;
	for (size_t y = 0; y < YEARS; y++)
		m->values[y] += 3.8; /* -3.2 .. -4.1 becomes 0.6 .. -0.3 */
	assert_true(gap(m, &t, &course));
	assert_int_equal(course, NOTE_TURNS);
}

/* One printed unit of a ratio is what one is of the country's level. */
static void small_ratios(void **state)
{
	struct made *m = *state;
	struct trend t;
	unsigned course;

	add_pair(m, 0.01, 0.0002, 0, 0); /* to 0.0122: 18 % in ten years */
	assert_true(gap(m, &t, &course));
	assert_false(t.material); /* 0.0018 * 26.5 < 0.1 */
	m->s.about.decimals = 2;
	assert_true(gap(m, &t, &course));
	assert_true(t.material);
	/* 0.0036 of 25.5, the country's median, is 0.092: less than 0.1; 0.0045
	 * is 0.115 */
	m->s.about.decimals = 1;
	for (size_t y = 0; y < YEARS; y++)
		m->values[y] =
			m->values[YEARS + y] * (0.01 + 0.0004 * (double)y);
	assert_true(gap(m, &t, &course));
	assert_false(t.material);
	for (size_t y = 0; y < YEARS; y++)
		m->values[y] =
			m->values[YEARS + y] * (0.01 + 0.0005 * (double)y);
	assert_true(gap(m, &t, &course));
	assert_true(t.material);
}

/* Where the country stands at zero, a ratio says nothing. */
static void zero_reference(void **state)
{
	struct made *m = *state;
	struct trend t;
	unsigned course;

	add_pair(m, 1, 0, 5, -0.5);
	for (size_t y = 0; y < YEARS; y++) {
		m->values[y] -= 20;
		m->values[YEARS + y] -= 20;
	}
	assert_true(gap(m, &t, &course));
	assert_near(t.stats.slope, -0.5, 1e-9);
	assert_int_equal(course, NOTE_TURNS);
}

/* Prices, breaks and shocks are the country's too. */
static void what_the_country_shares(void **state)
{
	struct made *m = *state;
	int known[] = {2020};
	struct trend t;
	unsigned course;

	m->s.about.class = CLASS_MONEY;
	m->s.known = known;
	m->s.known_n = 1;
	add_pair(m, 1.4, -0.02, 0, 0);
	m->s.known = NULL;
	assert_int_equal(m->s.breaks_n[0], 1);
	assert_true(gap(m, &t, &course));
	assert_true(t.tested);
	assert_int_equal(t.n, 10);
}

/* Men's less women's, also where a ratio would do. */
static void sexes(void **state)
{
	struct made *m = *state;
	struct trend t;
	unsigned course = 0;

	add_pair(m, 1, 0, 3, -0.2);
	m->series[0].sex = SEX_MALE;
	m->series[1].sex = SEX_FEMALE;
	m->places[1].id = 1;
	sheet_complete(&m->s);
	assert_ptr_equal(sheet_find(&m->s, 1, SEX_FEMALE), &m->series[1]);
	assert_true(sexes_trend_assess(&m->s, &m->series[0], &m->series[1],
				       cache, &t, &course));
	assert_near(t.stats.slope, -0.2, 1e-9);
	assert_int_equal(course, NOTE_NARROWS);
	assert_true(t.material); /* 1.8 of the women's 26.5 */
}

static void no_common_year(void **state)
{
	struct made *m = *state;
	struct trend t = {.n = 77};
	unsigned course;

	add_pair(m, 1.4, -0.02, 0, 0);
	for (size_t y = 0; y < YEARS; y++)
		m->years[YEARS + y] -= 40;
	assert_false(gap(m, &t, &course));
	assert_int_equal(t.n, 77);
	m->series[1].from += YEARS - 4;
	m->series[1].n = 4;
	for (size_t y = 0; y < YEARS; y++)
		m->years[YEARS + y] += 40;
	assert_true(gap(m, &t, &course));
	assert_int_equal(t.verdict, VERDICT_TOO_FEW_POINTS);
	assert_int_equal(course, 0);
	/* one year is a gap too */
	m->series[1].from += 3;
	m->series[1].n = 1;
	t.verdict = VERDICT_UP;
	assert_true(gap(m, &t, &course));
	assert_int_equal(t.verdict, VERDICT_TOO_FEW_POINTS);
}

static void who_is_the_country(void **state)
{
	struct made *m = *state;

	add_towns(m, 2);
	sheet_complete(&m->s);
	assert_null(sheet_national(&m->s, 0));
	(void)add(m, 900, AREA_MAINLAND);
	assert_ptr_equal(sheet_national(&m->s, 0), &m->series[2]);
	(void)add(m, 901, AREA_COUNTRY);
	assert_ptr_equal(sheet_national(&m->s, 0), &m->series[3]);
	assert_null(sheet_national(&m->s, 1));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(breaks_of_a_sheet),
		TEST(where_no_change_is_looked_for),
		TEST(rules_of_a_sheet),
		TEST(ratios),
		TEST(country_first),
		TEST(level_of_all_years),
		TEST(shocks_are_shared),
		TEST(no_gap),
		TEST(differences),
		TEST(small_ratios),
		TEST(zero_reference),
		TEST(what_the_country_shares),
		TEST(sexes),
		TEST(no_common_year),
		TEST(who_is_the_country),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
