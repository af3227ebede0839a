/*
 * By which inhabitants municipalities are weighed, which years are whole, and
 * how spread is measured.
 */
#include "tests/unit/test_spread_fixture.h"

/* Inhabitants of the first n towns are known, until `last`. */
static void know(struct made *f, int n, int last)
{
	f->country.persons_n = 0;
	for (int i = 0; i < n; i++)
		for (int y = FIRST; y <= last; y++)
			add_persons(&f->country, 100 + i, y, 1000.0 * (i + 1));
}

/* Nine tenths are nearly all. */
static void inhabitants_of_nearly_all(void **state)
{
	static const struct {
		int known;
		unsigned notes;
	} c[] = {{20, 0},
		 {18, 0},
		 {17, SPREAD_UNWEIGHTED},
		 {10, SPREAD_UNWEIGHTED},
		 {1, SPREAD_UNWEIGHTED}};
	struct made *f = *state;
	struct spreads l;

	fill(f);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		know(f, c[i].known, 2019);
		spreads_find(&f->sheet, NULL, f->cache, &l);
		assert_int_equal(l.list[0].notes,
				 c[i].notes | SPREAD_NO_COUNTS);
		spreads_release(&l);
	}
}

/* Inhabitants are looked for three years back, not four. */
static void inhabitants_of_years_before(void **state)
{
	struct made *f = *state;
	struct spreads l;

	know(f, TOWNS, 2016);
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	for (size_t k = 0; k < l.n; k++) {
		int year = l.list[k].year;

		assert_int_equal(l.list[k].notes,
				 SPREAD_NO_COUNTS |
					 (year > 2019   ? SPREAD_UNWEIGHTED
					  : year > 2016 ? SPREAD_OLD_WEIGHTS
							: 0));
	}
	spreads_release(&l);
}

/* Three towns never report: that shows as long as it is known who lives there.
 */
static void whole_by_those_who_live_there(void **state)
{
	struct made *f = *state;
	struct spreads l;

	know(f, TOWNS, 2016);
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < YEARS; k++)
			f->value[i][k] = UNDEFINED;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	for (size_t k = 0; k < l.n; k++)
		assert_int_equal((l.list[k].notes & SPREAD_PARTIAL) != 0,
				 l.list[k].year <= 2019);
	spreads_release(&l);
}

/* Averages over three years: of 2020, 2017, 2014 and 2011. */
static void every_third_year(void **state)
{
	struct made *f = *state;
	struct spreads l;

	f->sheet.about.span = 3;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.trends[0].trend.n, 4);
	assert_int_equal(l.trends[0].trend.first_year, 2011);
	assert_int_equal(l.trends[0].trend.last_year, 2020);
	spreads_release(&l);
}

/* Shares and scores have an end at which they crowd: their spread is told in
 * their own unit. */
static void measures_of_classes(void **state)
{
	static const struct {
		enum figure_class class;
		enum spread_measure measure;
	} c[] = {{CLASS_RATE, SPREAD_CV},
		 {CLASS_INDEX, SPREAD_CV},
		 {CLASS_PROPORTION, SPREAD_SD},
		 {CLASS_SHARE_OF_MONEY, SPREAD_SD},
		 {CLASS_SCORE, SPREAD_SD}};
	struct made *f = *state;
	struct spreads l;

	fill(f);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		f->sheet.about.class = c[i].class;
		spreads_find(&f->sheet, NULL, f->cache, &l);
		assert_int_equal(l.trends[0].measure, c[i].measure);
		spreads_release(&l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define PURE(t) cmocka_unit_test_setup_teardown(t, setup_made, teardown_made)
		PURE(inhabitants_of_nearly_all),
		PURE(inhabitants_of_years_before),
		PURE(whole_by_those_who_live_there),
		PURE(every_third_year),
		PURE(measures_of_classes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
