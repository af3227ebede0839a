/*
 * The judgement of a series: every branch of the rule, the window and the
 * holes.
 */
#include <math.h>

#include "tests/unit/test_kendall_fixture.h"

#include "analysis/trend.h"
#include "analysis/undefined.h"

#define NONE UNDEFINED

static const int all_years[] = {2001, 2002, 2003, 2004, 2005, 2006, 2007,
				2008, 2009, 2010, 2011, 2012, 2013, 2014,
				2015, 2016, 2017, 2018, 2019, 2020};

/* A yearly rate that was collected every year and ends in 2020. */
static struct trend_indicator plain(void)
{
	return (struct trend_indicator){.span = 1,
					.decimals = 1,
					.newest_year = 2020,
					.run_year = 2021,
					.collected = all_years,
					.collected_n = ARRAY_LEN(all_years)};
}

/* Values of years that follow each other and end in `last`. */
static void assess(const struct trend_indicator *ind, int last, const double *x,
		   size_t n, struct trend *out)
{
	struct trend_series s = {.values = x, .n = n};
	int years[40];

	for (size_t i = 0; i < n; i++)
		years[i] = last - (int)(n - 1 - i);
	s.years = years;
	trend_assess(ind, &s, cache, out);
}

static const double rise[] = {10.1, 11.3, 12.0, 13.6, 14.1,
			      15.8, 16.2, 17.0, 18.4, 19.9};

static const char *notes_of(const struct trend *t)
{
	static char text[TREND_NOTES_TEXT];

	return trend_notes(text, t->notes);
}

static void refusals_stay(void **state)
{
	struct trend_indicator ind = plain();
	struct trend t;

	(void)state;
	assess(&ind, 2020, rise, 4, &t);
	assert_false(t.tested);
	assert_int_equal(trend_judge(&t, 0.001), VERDICT_TOO_FEW_POINTS);
	assert_false(trend_is_hypothesis(&t));
}

/* --- from the series to the figures --------------------------------------- */

static void clear_rise(void **state)
{
	struct trend_indicator ind = plain();
	struct trend t;

	(void)state;
	assess(&ind, 2020, rise, 10, &t);
	assert_true(t.tested && t.material && trend_is_hypothesis(&t));
	assert_int_equal(t.n, 10);
	assert_int_equal(t.first_year, 2011);
	assert_int_equal(t.last_year, 2020);
	assert_int_equal(t.stats.mk.s, 45);
	assert_string_equal(notes_of(&t), "");
	assert_int_equal(trend_judge(&t, t.stats.p_adj), VERDICT_UP);
}

static void too_few_points(void **state)
{
	struct trend_indicator ind = plain();
	struct trend t;

	(void)state;
	assess(&ind, 2020, rise, 4, &t);
	assert_int_equal(t.verdict, VERDICT_TOO_FEW_POINTS);
	assert_near(t.stats.slope, 6.95 / 6, 1e-9); /* and nothing else */
	assess(&ind, 2020, rise, 3, &t);
	assert_near(t.stats.slope, 0.95, 1e-9); /* of 0.7, 0.95 and 1.2 */
	assess(&ind, 2020, rise, 2, &t);
	assert_int_equal(t.verdict, VERDICT_TOO_FEW_POINTS);
	assert_true(isnan(t.stats.slope));
	assess(&ind, 2020, rise, 1, &t);
	assert_int_equal(t.first_year, 2020);
	assert_int_equal(t.last_year, 2020);
	assert_int_equal(t.n, 1);
	/* comes before "out of date" */
	assess(&ind, 2005, rise, 4, &t);
	assert_int_equal(t.verdict, VERDICT_TOO_FEW_POINTS);
	assert_string_equal(notes_of(&t), "");
	assess(&ind, 2020, rise, 5, &t);
	assert_true(t.tested);
	assert_string_equal(notes_of(&t), "persistence not assessable; "
					  "too few years for an interval");
	assert_int_equal(trend_judge(&t, 0.01), VERDICT_UP_INDICATIVE);
}

static void out_of_date(void **state)
{
	const struct {
		int last, newest, run;
		const char *note; /* NULL: tested */
	} c[] = {
		{2017, 2020, 2021, NULL},
		{2016, 2020, 2021, "more than 3 years behind the indicator"},
		{2016, 2016, 2021, NULL},
		{2015, 2016, 2021, "more than 5 years old"},
		{2014, 2020, 2021,
		 "more than 3 years behind the indicator; "
		 "more than 5 years old"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct trend_indicator ind = plain();
		struct trend t;

		ind.newest_year = c[i].newest;
		ind.run_year = c[i].run;
		assess(&ind, c[i].last, rise, 10, &t);
		assert_int_equal(t.tested, c[i].note == NULL);
		if (c[i].note) {
			assert_int_equal(t.verdict, VERDICT_OUT_OF_DATE);
			assert_string_equal(notes_of(&t), c[i].note);
			assert_true(isnan(t.stats.slope));
		}
	}
}

/* --- holes ---------------------------------------------------------------- */

/* Years that are not in `years`, up to 2020: 's' suppressed, 'm' missing, 'a'
 * not applicable, '.' a figure. The first letter is the year 2001. */
static void assess_pattern(const struct trend_indicator *ind,
			   const char *pattern, struct trend *out)
{
	struct trend_absence absent[20], *exact;
	double values[20];
	int years[20];
	struct trend_series s = {years, values, 0, absent, 0};

	for (int i = 0; pattern[i]; i++) {
		if (pattern[i] == '.') {
			years[s.n] = 2001 + i;
			values[s.n++] = 10 + i;
		} else if (pattern[i] != 'm') {
			absent[s.absent_n].year = 2001 + i;
			absent[s.absent_n++].why =
				pattern[i] == 's' ? ABSENCE_SUPPRESSED
						  : ABSENCE_NOT_EXPECTED;
		}
	}
	/* a sanitizer sees what is read beyond the last */
	exact = xmalloc(s.absent_n * sizeof(*exact));
	memcpy(exact, absent, s.absent_n * sizeof(*exact));
	s.absent = exact;
	trend_assess(ind, &s, cache, out);
	free(exact);
}

static void holes(void **state)
{
	static const char *const suppressed =
		"more than 20 % of the years suppressed";
	static const char *const missing =
		"more than 40 % of the years missing";
	const struct {
		const char *pattern;
		const char *note; /* NULL: tested */
		size_t suppressed, missing;
	} c[] = {
		{"mmmmmmmmmm..........", NULL, 0, 0},
		{"mmmmmmmmmm........s.", NULL, 1, 0},
		{"mmmmmmmmmm.s.....s..", NULL, 2, 0},       /* 2 of 10 */
		{"mmmmmmmmm.ss....s...", suppressed, 3, 0}, /* 3 of 11 */
		{"..........sss.......", suppressed, 3, 0}, /* 3 of 13 */
		{"..........ss........", NULL, 2, 0},       /* 2 of 12 */
		{"mmmmmmmmmm...ssss...", suppressed, 4, 0},
		/* after the last figure they count too */
		{"mmmmmmm..........sss", suppressed, 3, 0}, /* 3 of 13 */
		{"mmmmmmm..........ss", NULL, 2, 0},        /* 2 of 12 */
		/* before the first figure of the window they do not */
		{"ssssssssss..........", NULL, 0, 0},
		{"mmmmmmmmmm.m.m.m.m..", NULL, 0, 4},    /* 4 of 10 */
		{"mmmmmmmmm.m.m.m.m.m.", missing, 0, 5}, /* 5 of 11 */
		{"mmmmmmmmm.a.a.a.a.a.", NULL, 0, 0},    /* not expected */
		{"mmmmmmmmmm....mmmm..", NULL, 0, 4},    /* 4 of 10 */
		{"mmmmmmmmm....mmmmm..", missing, 0, 5}, /* 5 of 11 */
		/* missing after the last figure is not yet published */
		{"mmmmmm...........mmm", NULL, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct trend_indicator ind = plain();
		struct trend t;

		assess_pattern(&ind, c[i].pattern, &t);
		if (c[i].note)
			assert_int_equal(t.verdict, VERDICT_NOT_ASSESSABLE);
		assert_int_equal(t.tested, c[i].note == NULL);
		if (c[i].note)
			assert_string_equal(notes_of(&t), c[i].note);
		assert_int_equal(t.suppressed, c[i].suppressed);
		assert_int_equal(t.missing, c[i].missing);
	}
}

/* A town with one figure, hidden since. */
static void hidden_after_the_only_one(void **state)
{
	struct trend_indicator ind = plain();
	struct trend t;

	(void)state;
	assess_pattern(&ind, "mmmmmmmmmmmmmmm.sass", &t);
	assert_int_equal(t.verdict, VERDICT_TOO_FEW_POINTS);
	assert_int_equal(t.n, 1);
	assert_int_equal(t.suppressed, 3);
	assert_int_equal(t.missing, 0);
}

/* Those of the years that are left. */
static void holes_before_a_break(void **state)
{
	const int year = 2014;
	struct trend_indicator ind = plain();
	struct trend t;

	(void)state;
	ind.breaks = &year;
	ind.breaks_n = 1;
	assess_pattern(&ind, "mmmmmmmmmm.s.m.....s.", &t);
	assert_true(t.tested);
	assert_int_equal(t.first_year, 2015);
	assert_int_equal(t.suppressed, 1);
	assert_int_equal(t.missing, 0);
}

/* A survey of every second year has no holes. */
static void years_that_nobody_collects(void **state)
{
	const int even[] = {2002, 2004, 2006, 2008, 2010,
			    2012, 2014, 2016, 2018, 2020};
	struct trend_indicator ind = plain();
	struct trend t;

	(void)state;
	assess_pattern(&ind, "m.m.m.m.m.m.m.m.m.m.", &t);
	assert_int_equal(t.verdict, VERDICT_NOT_ASSESSABLE);
	ind.collected = even;
	ind.collected_n = ARRAY_LEN(even);
	assess_pattern(&ind, "m.m.m.m.m.m.m.m.m.m.", &t);
	assert_true(t.tested);
	assert_int_equal(t.n, 10);
	assert_int_equal(t.first_year, 2002);
	assert_string_equal(notes_of(&t), "persistence not assessable");
	/* a town of its own calendar is not punished for its extra years */
	assess_pattern(&ind, "m.m.m.m...m.m.m.m.m.", &t);
	assert_true(t.tested);
	/* nor for one before the others began: it lacks the year they did */
	ind.collected = all_years + 10;
	ind.collected_n = 10;
	assess_pattern(&ind, "mmmmmmmmm.m.........", &t);
	assert_int_equal(t.first_year, 2010);
	assert_int_equal(t.missing, 1);
}

/* --- breaks --------------------------------------------------------------- */

static void breaks(void **state)
{
	const struct {
		int years[2];
		size_t n;
		enum verdict want;
		int first;
		const char *note;
	} c[] = {
		{{2011, 0}, 1, VERDICT_N, 2011, ""}, /* the window's start */
		{{2005, 2025}, 2, VERDICT_N, 2011, ""},
		{{2016, 0}, 1, VERDICT_N, 2016, "years after a break"},
		{{2013, 2016}, 2, VERDICT_N, 2016, "years after a break"},
		{{2014, 0}, 1, VERDICT_N, 2014, "years after a break"},
		{{2017, 0}, 1, VERDICT_BREAK_IN_SERIES, 2011, ""},
		{{2013, 2020}, 2, VERDICT_BREAK_IN_SERIES, 2011, ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct trend_indicator ind = plain();
		struct trend t;

		ind.breaks = c[i].years;
		ind.breaks_n = c[i].n;
		assess(&ind, 2020, rise, 10, &t);
		assert_int_equal(t.first_year, c[i].first);
		assert_int_equal(t.last_year, 2020);
		assert_int_equal(t.n, 2020 - c[i].first + 1);
		if (c[i].want == VERDICT_BREAK_IN_SERIES) {
			assert_false(t.tested);
			assert_int_equal(t.verdict, c[i].want);
			assert_string_equal(notes_of(&t), "");
			continue;
		}
		assert_true(t.tested);
		assert_int_equal(strncmp(notes_of(&t), "years after", 11) ==
						 0 ||
					 strstr(notes_of(&t), "; years after"),
				 c[i].note[0] != '\0');
	}
}

/* The figures are those of the years that are left, and of no other. */
static void figures_after_a_break(void **state)
{
	const double x[] = {90, 80, 70, 60, 10, 11, 13, 14, 16, 17};
	const int year = 2015;
	struct trend_indicator ind = plain();
	struct trend t, alone;

	(void)state;
	assess(&ind, 2020, x + 4, 6, &alone);
	ind.breaks = &year;
	ind.breaks_n = 1;
	assess(&ind, 2020, x, 10, &t);
	assert_int_equal(t.n, 6);
	assert_int_equal(t.stats.mk.s, 15);
	assert_near(t.stats.slope, 1.5, 1e-12);
	assert_near(t.stats.slope, alone.stats.slope, 0);
	assert_near(t.stats.intercept, alone.stats.intercept, 0);
	assert_near(t.stats.p_adj, alone.stats.p_adj, 0);
	assert_int_equal(t.material, alone.material);
}

/* A shock is remarked, unless it is over before the second point. */
static void shocks(void **state)
{
	const struct {
		int years[2];
		bool remarked;
	} c[] = {{{2019, 2020}, true},  {{2012, 2013}, true},
		 {{2011, 2012}, true},  {{2020, 2021}, true},
		 {{2010, 2011}, false}, {{2021, 2022}, false}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct trend_indicator ind = plain();
		struct trend t;

		ind.shocks = c[i].years;
		ind.shocks_n = 2;
		assess(&ind, 2020, rise, 10, &t);
		assert_int_equal(t.n, 10);
		assert_string_equal(notes_of(&t),
				    c[i].remarked ? "a temporary shock inside"
						  : "");
		assert_int_equal(trend_judge(&t, t.stats.p_adj), VERDICT_UP);
	}
}

/* Euros of each year: no verdict, whatever the figures; but one that is missing
 * or old is told for what it is. */
static void prices(void **state)
{
	struct trend_indicator ind = plain();
	struct trend t;

	(void)state;
	ind.nominal = true;
	assess(&ind, 2020, rise, 10, &t);
	assert_false(t.tested);
	assert_int_equal(trend_judge(&t, 0.001), VERDICT_NOT_ASSESSABLE);
	assert_string_equal(notes_of(&t), "prices of each year");
	assert_true(isnan(t.stats.slope));
	assert_int_equal(t.n, 10);
	assess(&ind, 2020, rise, 4, &t);
	assert_int_equal(t.verdict, VERDICT_TOO_FEW_POINTS);
	assess(&ind, 2010, rise, 10, &t);
	assert_int_equal(t.verdict, VERDICT_OUT_OF_DATE);
	assess_pattern(&ind, "mmmmmmmmm.ss....s...", &t);
	assert_string_equal(notes_of(&t),
			    "more than 20 % of the years suppressed; "
			    "prices of each year");
}

/* --- moving averages ------------------------------------------------------ */

static void thinning(void **state)
{
	struct trend_indicator ind = plain();
	double x[20];
	struct trend t;
	int year;

	(void)state;
	for (int i = 0; i < 20; i++)
		x[i] = 10 + i * i;
	ind.span = 3;
	assess(&ind, 2020, x, 20, &t);
	assert_int_equal(t.n, 7); /* 2020, 2017 ... 2002 */
	assert_int_equal(t.first_year, 2002);
	assert_int_equal(t.stats.mk.s, 21);
	assert_true(t.stats.persistence.assessed); /* six pairs 3 apart */
	assert_true(t.notes & NOTE_THINNED);
	/* a year off the grid is not taken for one that is missing on it */
	assess_pattern(&ind, "m.mm.mm.mm.mm.mm.mm.", &t);
	assert_true(t.tested);
	assert_int_equal(t.n, 7);
	assess_pattern(&ind, "m.mm.mm.mm.mmmmmmmm.", &t);
	assert_int_equal(t.n, 5);
	assert_true(t.tested); /* 2 of 7 missing */
	assess_pattern(&ind, "m.mmmmm.mm.mmmmmmmm.", &t);
	assert_int_equal(t.verdict, VERDICT_TOO_FEW_POINTS);
	/* counted anew from 2006: the average of 2008 is the first of it alone
	 */
	ind.breaks = &year;
	ind.breaks_n = 1;
	year = 2006;
	assess(&ind, 2020, x, 20, &t);
	assert_true(t.tested);
	assert_int_equal(t.first_year, 2008);
	year = 2007;
	assess(&ind, 2020, x, 20, &t);
	assert_int_equal(t.verdict, VERDICT_BREAK_IN_SERIES);
	ind.breaks_n = 0;
	ind.span = 5;
	assess(&ind, 2020, x, 20, &t);
	assert_int_equal(t.verdict, VERDICT_TOO_FEW_POINTS);
	ind.span = 0; /* as 1 */
	assess(&ind, 2020, x, 20, &t);
	assert_int_equal(t.n, 10);
	assert_int_equal(t.first_year, 2011);
	ind.span = 2;
	assess(&ind, 2020, x, 20, &t);
	assert_int_equal(t.n, 10);
	assert_int_equal(t.first_year, 2002);
	assert_true(t.notes & NOTE_THINNED);
}

/* --- size ----------------------------------------------------------------- */

static void material(void **state)
{
	const struct {
		double first,
			step; /* ten values: the total change is 9 steps */
		int decimals;
		bool proportion;
		bool want;
	} c[] = {
		{100, 0.6, 1, false, true},  /* 5.4 of 102.7: 5.3 % */
		{100, 0.5, 1, false, false}, /* 4.4 % */
		{1000, 5, 1, false, false},
		{1.0, 0.01, 1, false, false}, /* 9 %, but 0.09 < 0.1 */
		{1.0, 0.01, 2, false, true},
		{4, 1, 1, false, true},
		{7, -1, 0, false, true},
		{-100, 0.6, 1, false, true}, /* the level's size counts */
		{80, 0.05, 1, true, false},  /* 0.45 points */
		{80, 0.06, 1, true, true},   /* 0.54 points */
		{0.9, 0.05, 1, true, false}, /* 50 %, but 0.45 points */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct trend_indicator ind = plain();
		struct trend t;
		double x[10];

		for (int j = 0; j < 10; j++)
			x[j] = c[i].first + c[i].step * j;
		ind.decimals = c[i].decimals;
		ind.proportion = c[i].proportion;
		assess(&ind, 2020, x, 10, &t);
		assert_int_equal(t.material, c[i].want);
	}
}

/* Half a percentage point is material although 5 / 9 / 10 has no end. */
static void exactly_half_a_point(void **state)
{
	struct trend_indicator ind = plain();
	double x[10];
	struct trend t;

	(void)state;
	ind.proportion = true;
	for (int j = 0; j < 10; j++)
		x[j] = 40.1 + 0.5 / 9 * j;
	assess(&ind, 2020, x, 10, &t);
	assert_true(t.material);
}

/* What 5 % and one unit are of may be told, as for a gap. */
static void other_scales(void **state)
{
	struct trend_indicator ind = plain();
	double x[10];
	struct trend t;

	(void)state;
	for (int j = 0; j < 10; j++)
		x[j] = 0.1 * j - 0.4; /* 0.9 about a level of nothing */
	assess(&ind, 2020, x, 10, &t);
	assert_true(t.material);
	ind.level = 19;
	assess(&ind, 2020, x, 10, &t);
	assert_false(t.material);
	ind.level = 18;
	assess(&ind, 2020, x, 10, &t);
	assert_true(t.material);
	ind.printed = 1;
	assess(&ind, 2020, x, 10, &t);
	assert_false(t.material);
}

static void unchanged(void **state)
{
	const double same[] = {7, 7, 7, 7, 7, 7, 7, 7};
	const double once[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
	const double late[] = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1};
	struct trend_indicator ind = plain();
	struct trend t;

	(void)state;
	assess(&ind, 2020, same, 8, &t);
	assert_int_equal(trend_judge(&t, NONE), VERDICT_NO_CLEAR_TREND);
	assert_string_equal(notes_of(&t), "unchanged");
	assert_false(trend_is_hypothesis(&t));
	/* ten places for the one that differs: no p below 0.2 */
	assess(&ind, 2020, once, 10, &t);
	assert_false(trend_is_hypothesis(&t));
	assert_int_equal(trend_judge(&t, NONE), VERDICT_NO_CLEAR_TREND);
	assert_string_equal(notes_of(&t), "not testable");
	assess(&ind, 2020, late, 10, &t);
	assert_true(trend_is_hypothesis(&t));
	assert_int_equal(trend_judge(&t, 0.02), VERDICT_NO_CLEAR_TREND);
	assert_string_equal(notes_of(&t),
			    "tendency but median yearly change is zero; "
			    "too few years for an interval");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_stay),
		cmocka_unit_test(clear_rise),
		cmocka_unit_test(too_few_points),
		cmocka_unit_test(out_of_date),
		cmocka_unit_test(holes),
		cmocka_unit_test(years_that_nobody_collects),
		cmocka_unit_test(holes_before_a_break),
		cmocka_unit_test(hidden_after_the_only_one),
		cmocka_unit_test(breaks),
		cmocka_unit_test(figures_after_a_break),
		cmocka_unit_test(shocks),
		cmocka_unit_test(prices),
		cmocka_unit_test(thinning),
		cmocka_unit_test(material),
		cmocka_unit_test(exactly_half_a_point),
		cmocka_unit_test(other_scales),
		cmocka_unit_test(unchanged),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
