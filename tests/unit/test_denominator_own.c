/*
 * Of how many? The figures' own denominators, on sheets made here: when the
 * parts add up to the whole, every limit of that from both sides.
 */
#include "tests/unit/test_made_sheet.h"

#include "analysis/denominator.h"

enum {
	COUNTY = 90,
	COUNTRY = 99,
	YEAR = 2020
};

/* Towns of a county, and the country: of a value of 100 per 1000 each figure's
 * own denominator is ten times its number. */
struct parts {
	size_t checked, agreed;
	bool confirmed;
	double d; /* of town 1 in the newest year */
};

static struct parts parts_of(struct made *m)
{
	struct denominators d;
	struct parts p;

	denominators_find(&m->s, &d);
	assert_false(d.population);
	p = (struct parts){
		d.checked, d.agreed, d.confirmed,
		d.d[made_find(m, 1, 0)->from + made_find(m, 1, 0)->n - 1]};
	denominators_release(&d);
	return p;
}

static void assert_parts(struct made *m, size_t checked, size_t agreed,
			 double d)
{
	struct parts p = parts_of(m);

	assert_int_equal(p.checked, checked);
	assert_int_equal(p.agreed, agreed);
	assert_int_equal(p.confirmed, !isnan(d));
	assert_near(p.d, d, 1e-12);
}

/* Towns 1 to 4 of 51, 60, 40 and 49 cases, two in county 90 and two in 91, and
 * the country, in the years to YEAR; the wholes have these cases. */
static struct made *four_towns(int years, double first, double second,
			       double all)
{
	static const double cases[] = {51, 60, 40, 49};
	struct made *m = made_new(CLASS_RATE, 1000);

	for (int i = 1; i <= 4; i++)
		made_place(m, i, AREA_TOWN, i < 3 ? COUNTY : COUNTY + 1);
	made_place(m, COUNTY, AREA_COUNTY, 0);
	made_place(m, COUNTY + 1, AREA_COUNTY, 0);
	made_place(m, COUNTRY, AREA_COUNTRY, 0);
	for (size_t k = 0; k < m->country.places_n; k++) {
		const struct place *p = &m->country.places[k];
		double a = k < 4 ? cases[k] : 0;

		if (p->kind == AREA_COUNTY)
			a = p->id == COUNTY ? first : second;
		if (p->kind == AREA_COUNTRY)
			a = all;
		made_series(m, p->id, 0);
		for (int y = YEAR - years + 1; y <= YEAR; y++)
			made_figure(m, y, 100, a);
	}
	return m;
}

/* To within 2 % of the whole's: 1110 of 1088 and of 1133, 890 and 2000. */
static void parts_add_up(void **state)
{
	static const struct {
		int years;
		double first, second, all;
		size_t checked, agreed;
	} c[] = {
		{1, 111, 89, 200, 3, 3},
		{1, 108.9, 89, 200, 3, 3},
		{1, 108.8, 89, 200, 3, 2},
		{1, 113.2, 89, 200, 3, 3},
		{1, 113.3, 89, 200, 3, 2},
		{1, 111, 99, 200, 3, 2},
		{1, 111, 89, 210, 3, 2},
		{4, 111, 89, 200, 12, 12},
		{5, 111, 89, 200, 15, 15},
		{6, 111, 89, 200, 15, 15}, /* the five newest */
		{9, 111, 89, 200, 15, 15},
		/* a whole without a number is not checked */
		{1, 111, 0, 200, 2, 2},
		{1, 0, 0, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct made *m = four_towns(c[i].years, c[i].first, c[i].second,
					    c[i].all);
		bool all = c[i].checked > 0 && c[i].agreed == c[i].checked;

		assert_parts(m, c[i].checked, c[i].agreed,
			     all ? 510 : UNDEFINED);
		made_free(m);
	}
}

/* Exactly 2 %, in numbers that have no rounding: 1020 of 1000. */
static void exactly_two_percent(void **state)
{
	struct made *m = four_towns(1, 111, 89, 200);

	(void)state;
	m->s.numerators[0] = 42; /* and 60: 1020 */
	m->s.numerators[4] = 100;
	m->s.numerators[6] = 191;
	assert_parts(m, 3, 3, 420);
	m->s.numerators[0] = 42.1;
	assert_parts(m, 3, 2, UNDEFINED);
	made_free(m);
}

/* The newest five years of a whole: older ones may be as they were. */
static void old_years_do_not_count(void **state)
{
	struct made *m = four_towns(7, 111, 89, 200);
	const struct sheet_series *county = made_find(m, COUNTY, 0);

	(void)state;
	m->s.numerators[county->from] = 300;
	m->s.numerators[county->from + 1] = 300;
	assert_parts(m, 15, 15, 510);
	m->s.numerators[county->from + 2] = 300;
	assert_parts(m, 15, 14, UNDEFINED);
	made_free(m);
}

/* Nineteen of twenty are nearly all. */
static void nearly_all_wholes(void **state)
{
	struct made *m = made_new(CLASS_RATE, 1000);

	(void)state;
	for (int i = 1; i <= 20; i++)
		made_place(m, i, AREA_TOWN, 20 + i);
	for (int i = 21; i <= 40; i++)
		made_place(m, i, AREA_COUNTY, 0);
	for (int i = 1; i <= 40; i++) {
		made_series(m, i, 0);
		made_figure(m, YEAR, 100, 51);
	}
	m->s.numerators[25] = 40;
	assert_parts(m, 20, 19, 510);
	m->s.numerators[26] = 40;
	assert_parts(m, 20, 18, UNDEFINED);
	made_free(m);
}

/* The rounding leaves 5.0 known to 1 %, 4.9 not. A share is of all at least. */
static void values_that_are_sure(void **state)
{
	struct made *m = four_towns(1, 111, 89, 200);
	struct denominators d;

	(void)state;
	m->s.values[2] = 5;
	m->s.numerators[2] = 2;
	assert_parts(m, 3, 3, 510);
	m->s.values[2] = 4.9;
	m->s.numerators[2] = 1.96;
	/* town 3 has a figure that tells nothing: of its county no more, nor of
	 * the country */
	assert_parts(m, 1, 1, 510);
	m->s.values[2] = 0;
	assert_parts(m, 1, 1, 510);
	m->s.values[2] = 100;
	m->s.numerators[2] = 0;
	assert_parts(m, 1, 1, 510);
	m->s.numerators[2] = 40;

	/* one case is enough */
	m->s.numerators[3] = 1;
	m->s.numerators[5] = 41;
	m->s.numerators[6] = 152;
	denominators_find(&m->s, &d);
	assert_int_equal(d.agreed, 3);
	assert_near(d.d[3], 10, 1e-12);
	denominators_release(&d);

	m->s.values[0] = 100.1;
	denominators_find(&m->s, &d);
	assert_near(d.d[0], 51000 / 100.1, 1e-12);
	assert_near(d.d[1], 600, 1e-12);
	denominators_release(&d);
	m->s.about.class = CLASS_PROPORTION;
	m->s.about.unit = 100;
	denominators_find(&m->s, &d);
	assert_near(d.d[0], 51, 0); /* not 50.9 */
	assert_near(d.d[1], 60, 1e-12);
	denominators_release(&d);
	made_free(m);
}

/* Town 2 of the first county has no figure: a whole can be added up where those
 * that lack are at most 1 % of its inhabitants. */
static void a_town_that_lacks(void **state)
{
	static const struct {
		double own; /* inhabitants of town 2 */
		int year;   /* in which they are known */
		double rest;
		size_t checked;
	} c[] = {
		{100, YEAR, 9900, 3},     /* of 10 000: 1 % */
		{101, YEAR, 9900, 2},     /* of its county, not the country */
		{100, YEAR - 3, 9900, 3}, /* those of three years ago */
		{101, YEAR - 3, 9900, 2},
		{202, YEAR, 9900, 2}, /* of 20 002 in the country: 1.01 % */
		{204, YEAR, 9900, 1},
		{5000, YEAR - 4, 9900, 3}, /* it has been merged before */
		{1, YEAR, 99, 3},
		{1, YEAR, 98, 2},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct made *m = made_new(CLASS_RATE, 1000);

		for (int t = 1; t <= 3; t++)
			made_place(m, t, AREA_TOWN,
				   t < 3 ? COUNTY : COUNTY + 1);
		made_place(m, COUNTY, AREA_COUNTY, 0);
		made_place(m, COUNTY + 1, AREA_COUNTY, 0);
		made_place(m, COUNTRY, AREA_COUNTRY, 0);
		made_persons(m, 1, 0, YEAR, c[i].rest);
		made_persons(m, 2, 0, c[i].year, c[i].own);
		made_persons(m, 3, 0, YEAR, 10100);
		for (size_t k = 0; k < m->country.places_n; k++) {
			int64_t id = m->country.places[k].id;

			if (id == 2)
				continue;
			made_series(m, id, 0);
			made_figure(m, YEAR, 100, id == COUNTRY ? 102 : 51);
		}
		assert_parts(m, c[i].checked, c[i].checked, 510);
		made_free(m);
	}
}

/* One inhabitant of 99 lacks, and so does a town that is no more: it adds
 * nothing to them. */
static void a_town_that_is_no_more(void **state)
{
	struct made *m = made_new(CLASS_RATE, 1000);
	struct denominators d;

	(void)state;
	for (int i = 1; i <= 3; i++)
		made_place(m, i, AREA_TOWN, COUNTY);
	made_place(m, COUNTY, AREA_COUNTY, 0);
	made_persons(m, 1, 0, YEAR, 98);
	made_persons(m, 2, 0, YEAR, 1);
	made_series(m, 1, 0);
	made_figure(m, YEAR, 100, 51);
	made_series(m, COUNTY, 0);
	made_figure(m, YEAR, 100, 51);
	denominators_find(&m->s, &d);
	assert_int_equal(d.checked, 0);
	denominators_release(&d);
	m->country.persons[0].n = 99;
	denominators_find(&m->s, &d);
	assert_int_equal(d.checked, 1);
	denominators_release(&d);
	made_free(m);
}

/* Figures below one, in three decimals. */
static void small_values(void **state)
{
	struct made *m = four_towns(1, 111, 89, 200);

	(void)state;
	m->s.about.decimals = 3;
	for (size_t i = 0; i < m->s.figures_n; i++)
		m->s.values[i] = 0.5;
	assert_parts(m, 3, 3, 102000);
	made_free(m);
}

/* The country may have the first number of all. */
static void the_country_first(void **state)
{
	struct made *m = made_new(CLASS_RATE, 1000);
	struct denominators d;

	(void)state;
	made_place(m, 1, AREA_COUNTRY, 0);
	made_place(m, 2, AREA_TOWN, 0);
	for (int i = 1; i <= 2; i++) {
		made_series(m, i, 0);
		made_figure(m, YEAR, 100, 51);
	}
	denominators_find(&m->s, &d);
	assert_int_equal(d.checked, 1);
	assert_near(d.d[1], 510, 1e-12);
	denominators_release(&d);
	made_free(m);
}

/* Men's figures are added up to men's. */
static void by_sex(void **state)
{
	struct made *m = made_new(CLASS_RATE, 1000);
	struct denominators d;

	(void)state;
	made_place(m, 1, AREA_TOWN, COUNTY);
	made_place(m, COUNTY, AREA_COUNTY, 0);
	for (int sex = 0; sex < 2; sex++) {
		made_series(m, 1, sex);
		made_figure(m, YEAR, 100, sex ? 20 : 50);
	}
	for (int sex = 0; sex < 2; sex++) {
		made_series(m, COUNTY, sex);
		made_figure(m, YEAR, 100, sex ? 20 : 50);
	}
	denominators_find(&m->s, &d);
	assert_int_equal(d.checked, 2);
	assert_int_equal(d.agreed, 2);
	assert_near(d.d[1], 200, 1e-12);
	denominators_release(&d);
	made_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(exactly_two_percent),
		cmocka_unit_test(old_years_do_not_count),
		cmocka_unit_test(nearly_all_wholes),
		cmocka_unit_test(values_that_are_sure),
		cmocka_unit_test(a_town_that_lacks),
		cmocka_unit_test(a_town_that_is_no_more),
		cmocka_unit_test(small_values),
		cmocka_unit_test(the_country_first),
		cmocka_unit_test(by_sex),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
