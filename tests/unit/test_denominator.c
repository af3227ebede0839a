/*
 * Of how many? On sheets made here, each with as much as tells: when the
 * population is it, every limit of that from both sides.
 */
#include "tests/unit/test_made_sheet.h"

#include "analysis/denominator.h"

enum {
	TOWNS = 20,
	COUNTY = 90,
	YEAR = 2020
};

static void names(void **state)
{
	const struct denominators own = {.confirmed = true},
				  persons = {.population = true};

	(void)state;
	assert_string_equal(limits_why_name(LIMITS_GIVEN), "");
	assert_string_equal(limits_why_name(LIMITS_NO_FIGURE), "no_figure");
	assert_string_equal(limits_why_name(LIMITS_SURVEY), "survey");
	assert_string_equal(limits_why_name(LIMITS_CLASS),
			    "class_without_interval");
	assert_string_equal(limits_why_name(LIMITS_AVERAGE), "moving_average");
	assert_string_equal(limits_why_name(LIMITS_NO_NUMERATOR),
			    "no_numerator");
	assert_string_equal(limits_why_name(LIMITS_NO_DENOMINATOR),
			    "no_denominator");
	assert_string_equal(denominator_from_name(DENOMINATOR_NONE), "");
	assert_string_equal(denominator_from_name(denominators_from(&own)),
			    "own");
	assert_string_equal(denominator_from_name(denominators_from(&persons)),
			    "population");
}

/* --- what counts nothing ---------------------------------------------------
 */

/* Twenty towns of 10 000 inhabitants, 300 cases and a rate of 30.0 in each. */
static struct made *plain_towns(void)
{
	struct made *m = made_new(CLASS_RATE, 1000);

	for (int i = 1; i <= TOWNS; i++) {
		made_place(m, i, AREA_TOWN, COUNTY);
		made_persons(m, i, 0, YEAR, 10000);
		made_series(m, i, 0);
		made_figure(m, YEAR, 30, 300);
	}
	return m;
}

static void assert_why(struct made *m, const char *why)
{
	const struct sheet_series *one = made_find(m, 1, 0);
	struct denominators d;
	struct interval i;

	denominators_find(&m->s, &d);
	assert_string_equal(limits_why_name(d.why), why);
	assert_string_equal(
		limits_why_name(level_limits(&m->s, &d, one, YEAR, 0.95, &i)),
		why);
	assert_int_equal(isnan(i.low) && isnan(i.high), why[0] != '\0');
	assert_int_equal(d.d == NULL, why[0] != '\0');
	denominators_release(&d);
	assert_null(d.d);
}

static void no_way_to_an_interval(void **state)
{
	static const struct {
		enum figure_class class;
		double unit;
		bool survey;
		int span;
		const char *why;
	} c[] = {
		{CLASS_RATE, 1000, false, 1, ""},
		{CLASS_PROPORTION, 1000, false, 1, ""},
		{CLASS_RATE, 1000, true, 1, "survey"},
		{CLASS_MONEY, 1000, true, 3, "survey"},
		{CLASS_MONEY, 1000, false, 1, "class_without_interval"},
		{CLASS_COUNT, 1000, false, 1, "class_without_interval"},
		{CLASS_SHARE_OF_MONEY, 1000, false, 3,
		 "class_without_interval"},
		{CLASS_UNKNOWN, 1000, false, 1, "class_without_interval"},
		{CLASS_RATE, (double)NAN, false, 3, "class_without_interval"},
		{CLASS_RATE, 1000, false, 2, "moving_average"},
		{CLASS_PROPORTION, 1000, false, 3, "moving_average"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct made *m = plain_towns();

		m->s.about.class = c[i].class;
		m->s.about.unit = c[i].unit;
		m->s.about.survey = c[i].survey;
		m->s.about.span = c[i].span;
		assert_why(m, c[i].why);
		made_free(m);
	}
}

/* A figure below zero, or below zero in number, is a difference of two counts;
 * wherever it stands. */
static void differences(void **state)
{
	(void)state;
	for (size_t at = 0; at < TOWNS; at += TOWNS - 1) {
		struct made *m = plain_towns();

		m->s.values[at] = -0.1;
		assert_why(m, "class_without_interval");
		m->s.values[at] = 30;
		m->s.numerators[at] = -1;
		assert_why(m, "class_without_interval");
		m->s.about.survey = true;
		assert_why(m, "survey");
		made_free(m);
	}
}

static void assert_counts(const struct made *m, const struct denominators *d,
			  int64_t area, int year, const char *why,
			  double denominator)
{
	struct counts c;
	enum limits_why got =
		denominators_counts(&m->s, d, made_find(m, area, 0), year, &c);

	assert_string_equal(limits_why_name(got), why);
	assert_near(c.d, denominator, 1e-12);
	assert_int_equal(isnan(c.a), isnan(denominator));
}

/* Each figure for itself: the year, its number, what it is a number of. */
static void which_figure(void **state)
{
	struct made *m = plain_towns();
	struct denominators d;

	(void)state;
	made_place(m, 21, AREA_TOWN, COUNTY);
	made_place(m, 22, AREA_TOWN, COUNTY);
	made_persons(m, 21, 0, 2016, 5000);
	made_persons(m, 21, 0, 2017, 5001);
	made_persons(m, 21, 0, 2018, 5002);
	made_persons(m, 21, 0, 2019, 0);
	made_series(m, 21, 0);
	made_figure(m, 2015, 30, 150);
	made_figure(m, 2016, 30, 150);
	made_figure(m, 2018, 0, 0);
	made_figure(m, 2019, 30, 50);
	made_series(m, 22, 0);
	made_figure(m, 2020, 30, UNDEFINED);
	made_figure(m, 2021, 30, 150);
	denominators_find(&m->s, &d);
	assert_true(d.population);
	assert_int_equal(d.checked, 0); /* nothing else was looked at */
	assert_counts(m, &d, 1, YEAR, "", 10000);
	assert_counts(m, &d, 1, YEAR - 1, "no_figure", UNDEFINED);
	assert_counts(m, &d, 1, YEAR + 1, "no_figure", UNDEFINED);
	assert_counts(m, &d, 21, 2014, "no_figure", UNDEFINED);
	assert_counts(m, &d, 21, 2015, "no_denominator", UNDEFINED);
	assert_counts(m, &d, 21, 2016, "", 5000);
	assert_counts(m, &d, 21, 2017, "no_figure", UNDEFINED);
	assert_counts(m, &d, 21, 2018, "", 5002); /* none is a number too */
	assert_counts(m, &d, 21, 2019, "no_denominator", UNDEFINED);
	assert_counts(m, &d, 21, 2020, "no_figure", UNDEFINED); /* of 22 */
	assert_counts(m, &d, 22, 2020, "no_numerator", UNDEFINED);
	assert_counts(m, &d, 22, 2021, "no_denominator", UNDEFINED);
	assert_counts(m, &d, 22, 2022, "no_figure", UNDEFINED);
	denominators_release(&d);
	made_free(m);
}

/* 95 % and 99.8 %, per 1000: Wilson's of 300 of 10 000, Byar's of 300. */
static void limits(void **state)
{
	struct made *m = plain_towns();
	const struct sheet_series *one = &m->s.series[3];
	struct interval i, want;
	struct denominators d;

	(void)state;
	denominators_find(&m->s, &d);
	assert_int_equal(level_limits(&m->s, &d, one, YEAR, 0.95, &i),
			 LIMITS_GIVEN);
	want = interval_count(300, 0.95);
	assert_near(i.low, want.low / 10, 1e-12);
	assert_near(i.high, want.high / 10, 1e-12);
	m->s.about.class = CLASS_PROPORTION;
	assert_int_equal(level_limits(&m->s, &d, one, YEAR, 0.998, &i),
			 LIMITS_GIVEN);
	want = interval_proportion(300, 10000, 0.998);
	assert_near(i.low, want.low * 1000, 1e-12);
	assert_near(i.high, want.high * 1000, 1e-12);
	denominators_release(&d);
	made_free(m);
}

/* --- the population --------------------------------------------------------
 */

/* Is it that of `towns` towns with this value, their numbers of 1000 persons
 * each? */
static bool population_of(size_t towns, int decimals, double value,
			  double cases, double known)
{
	struct made *m = made_new(CLASS_RATE, 1000);
	struct denominators d;
	bool is;

	m->s.about.decimals = decimals;
	for (size_t i = 1; i <= towns; i++) {
		made_place(m, (int64_t)i, AREA_TOWN, 0);
		made_persons(m, (int64_t)i, 0, YEAR, known);
		made_series(m, (int64_t)i, 0);
		made_figure(m, YEAR, value, cases);
	}
	denominators_find(&m->s, &d);
	is = d.population;
	for (size_t i = 0; i < towns; i++)
		assert_int_equal(isnan(d.d[i]), !is);
	denominators_release(&d);
	made_free(m);
	return is;
}

/* A value that is printed in whole numbers: any of +-0.5 would do. Of n towns
 * the sum is known to 0.5 / sqrt(3 n) of the value: to 1 % of 28.87 in one
 * town, of 14.43 in four. */
static void coarse_values(void **state)
{
	(void)state;
	assert_true(population_of(1, 0, 29, 29, 1000));
	assert_false(population_of(1, 0, 28, 28, 1000));
	assert_true(population_of(4, 0, 15, 15, 1000));
	assert_false(population_of(4, 0, 14, 14, 1000));
	/* twice the inhabitants, twice the cases: as sure as before */
	assert_true(population_of(1, 0, 29, 58, 2000));
	assert_false(population_of(1, 0, 28, 56, 2000));
	/* finer values are known better */
	assert_true(population_of(1, 1, 2.9, 2.9, 1000));
	assert_false(population_of(1, 1, 2.8, 2.8, 1000));
}

/* Each value may be half a unit and 0.5 % off, their sum 2 %. */
static void near_values(void **state)
{
	(void)state;
	assert_true(population_of(1, 0, 30, 29.45, 1000));
	assert_false(population_of(1, 0, 30, 29.4, 1000)); /* 2.04 % */
	assert_true(population_of(1, 0, 30, 30.6, 1000));
	assert_false(population_of(1, 0, 30, 30.63, 1000)); /* 2.06 % */
	assert_true(population_of(1, 0, 200, 201.4, 1000));
	assert_false(population_of(1, 0, 200, 201.6, 1000));
	assert_true(population_of(1, 0, 200, 198.6, 1000));
	assert_false(population_of(1, 0, 200, 198.4, 1000));
	assert_true(population_of(1, -1, 306, 300, 1000)); /* 2 % exactly */
	assert_true(population_of(1, 1, 1000, 1, 1));      /* one of one */
	assert_true(population_of(1, 0, 100, 101, 1000));  /* 0.5 and 0.5 % */
	/* no inhabitants, no number: nothing is told */
	assert_false(population_of(1, 0, 200, 200, 0));
	assert_false(population_of(1, 0, 200, 0, 1000));
	assert_false(population_of(1, 0, 200, 200, UNDEFINED));
	assert_false(population_of(0, 0, 0, 0, 0));
}

/* 17, 17 and 16 of 1000 each: 50 cases known to sqrt(3 / 4 / 3), 1 % of them.
 */
static void exactly_one_percent(void **state)
{
	struct made *m = made_new(CLASS_RATE, 1000);
	struct denominators d;

	(void)state;
	m->s.about.decimals = 0;
	for (int i = 1; i <= 3; i++) {
		made_place(m, i, AREA_TOWN, 0);
		made_persons(m, i, 0, YEAR, 1000);
		made_series(m, i, 0);
		made_figure(m, YEAR, i < 3 ? 17 : 16, i < 3 ? 17 : 16);
	}
	denominators_find(&m->s, &d);
	assert_true(d.population);
	denominators_release(&d);
	made_free(m);
}

/* 38 of 40 are nearly all, 37 are not; those that do not fit have none. What is
 * told of other areas than towns, and without a number, does not count. */
static void nearly_all_values(void **state)
{
	(void)state;
	for (int odd = 2; odd <= 3; odd++) {
		struct made *m = made_new(CLASS_RATE, 1000);
		struct denominators d;

		for (int i = 1; i <= 40; i++) {
			made_place(m, i, AREA_TOWN, 0);
			made_persons(m, i, 0, YEAR, 1000);
			made_series(m, i, 0);
			made_figure(m, YEAR, 30, i <= odd ? 31 : 30);
		}
		for (int i = 41; i <= 44; i++) {
			made_place(m, i, i < 43 ? AREA_COUNTY : AREA_TOWN, 0);
			made_persons(m, i, 0, YEAR, 1000);
			made_series(m, i, 0);
			made_figure(m, YEAR, 30, i < 43 ? 99 : 0);
		}
		denominators_find(&m->s, &d);
		assert_int_equal(d.population, odd == 2);
		assert_true(isnan(d.d[0]) && isnan(d.d[1]));
		assert_int_equal(isnan(d.d[39]), odd == 3);
		assert_true(isnan(d.d[40]) && isnan(d.d[43]));
		denominators_release(&d);
		made_free(m);
	}
}

/* More cases than inhabitants: no part of them. */
static void more_than_all(void **state)
{
	struct made *m = made_new(CLASS_PROPORTION, 100);
	struct denominators d;

	(void)state;
	for (int i = 1; i <= 3; i++) {
		made_place(m, i, AREA_TOWN, 0);
		made_persons(m, i, 0, YEAR, 1000);
		made_series(m, i, 0);
		made_figure(m, YEAR, 99 + i, 990 + 10 * i);
	}
	denominators_find(&m->s, &d);
	assert_true(d.population);
	assert_near(d.d[0], 1000, 0);
	assert_true(isnan(d.d[1]) && isnan(d.d[2]));
	denominators_release(&d);
	m->s.about.class = CLASS_RATE; /* there may be more events than persons
					*/
	denominators_find(&m->s, &d);
	assert_near(d.d[1], 1000, 0);
	denominators_release(&d);
	made_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(no_way_to_an_interval),
		cmocka_unit_test(differences),
		cmocka_unit_test(which_figure),
		cmocka_unit_test(limits),
		cmocka_unit_test(coarse_values),
		cmocka_unit_test(near_values),
		cmocka_unit_test(exactly_one_percent),
		cmocka_unit_test(nearly_all_values),
		cmocka_unit_test(more_than_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
