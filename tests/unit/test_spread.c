/*
 * Spread between municipalities, year by year, and its trend: on sheets made
 * here.
 */
#include "tests/unit/test_spread_fixture.h"

#include "analysis/shrink.h"

static void column(const struct made *f, int year, double *x, double *w)
{
	for (int i = 0; i < TOWNS; i++) {
		x[i] = f->value[i][year - FIRST];
		w[i] = 1000.0 * (i + 1);
	}
}

static void every_year_has_its_measures(void **state)
{
	struct made *f = *state;
	struct spreads l;
	struct inequality q;
	double x[TOWNS], w[TOWNS];

	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.n, YEARS);
	for (size_t k = 0; k < l.n; k++) {
		const struct spread *one = &l.list[k];
		unsigned notes = SPREAD_NO_COUNTS;

		column(f, FIRST + (int)k, x, w);
		inequality_of(x, w, TOWNS, &q);
		assert_int_equal(one->year, FIRST + k);
		assert_int_equal(one->q.n, TOWNS);
		assert_near(one->q.sd, q.sd, 0);
		assert_near(one->q.gini, q.gini, 0);
		assert_int_equal(one->split.groups, 2);
		assert_near(one->split.theil_between + one->split.theil_within,
			    q.theil, 1e-9);
		assert_true(isnan(one->tau));
		if (one->year > 2019)
			notes |= SPREAD_OLD_WEIGHTS;
		assert_int_equal(one->notes, notes);
	}
	spreads_release(&l);
}

/* (30 - k) falls every year: S = -45 in ten years. */
static void it_narrows(void **state)
{
	struct made *f = *state;
	struct inequality q;
	struct spreads l;
	struct trend t;
	double x[TOWNS], w[TOWNS];

	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.trends_n, 1);
	assert_int_equal(l.trends[0].towns, TOWNS);
	assert_int_equal(l.trends[0].measure, SPREAD_CV);
	t = l.trends[0].trend;
	assert_int_equal(t.n, 10);
	assert_int_equal(t.first_year, 2011);
	assert_int_equal(t.last_year, 2020);
	assert_int_equal(t.stats.mk.s, -45);
	assert_true(t.stats.slope < 0 && t.material);
	assert_string_equal(spread_direction(trend_judge(&t, 0.001)),
			    "narrowing");
	assert_string_equal(spread_direction(VERDICT_UP_SMALL), "widening");
	assert_null(spread_direction(VERDICT_NO_CLEAR_TREND));
	spreads_release(&l);

	/* of shares the plain spread, each town with its inhabitants: the
	 * distance from the mean shrinks by a tenth of 9.5, 8.5 ... */
	f->sheet.about.class = CLASS_PROPORTION;
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.trends[0].measure, SPREAD_SD);
	assert_int_equal(l.trends[0].trend.stats.mk.s, -45);
	for (int i = 0; i < TOWNS; i++) {
		x[i] = i / 10.0;
		w[i] = i + 1;
	}
	inequality_of(x, w, TOWNS, &q);
	assert_near(l.trends[0].trend.stats.slope, -q.sd, 1e-8);
	assert_int_equal(l.trends[0].notes, 0);
	spreads_release(&l);
}

/* A town that lacks once is in no year of the trend; a year that many lack is
 * no year of it. Both would otherwise look like a change. */
static void the_same_towns_in_all_years(void **state)
{
	struct made *f = *state;
	struct spreads l;

	for (int k = 0; k < YEARS; k++) {
		f->value[0][k] = k % 2 ? 500 : UNDEFINED; /* an outlier */
		for (int i = 1; i < TOWNS; i++)
			f->value[i][k] = 50 + i;
	}
	for (int i = 12; i < TOWNS; i++)
		f->value[i][2016 - FIRST] = UNDEFINED;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.trends[0].towns, 19);
	assert_int_equal(l.trends[0].trend.n, 10);
	assert_int_equal(l.trends[0].trend.first_year, 2010);
	assert_int_equal(l.trends[0].trend.stats.mk.s, 0);
	assert_near(l.trends[0].trend.stats.slope, 0, 0);
	for (size_t k = 0; k < l.n; k++) {
		bool partial = l.list[k].year == 2016;

		assert_int_equal((l.list[k].notes & SPREAD_PARTIAL) != 0,
				 partial);
		assert_int_equal(l.list[k].q.n,
				 partial ? 12 : 19 + (l.list[k].year % 2 == 0));
	}
	spreads_release(&l);
}

/* Each of five towns lacks in a year of its own: together they are too many, so
 * the years with the fewest go until the set is nine tenths. */
static void years_are_dropped_for_the_set(void **state)
{
	struct made *f = *state;
	struct spreads l;

	for (int i = 0; i < 5; i++)
		f->value[i][YEARS - 1 - i] = UNDEFINED;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.trends[0].towns, 18);
	/* 2018 to 2016 were dropped, being the oldest with 19 of 20 */
	assert_int_equal(l.trends[0].trend.n, 7);
	assert_int_equal(l.trends[0].trend.first_year, 2011);
	spreads_release(&l);
}

/* Two towns lack in 2019, one in 2018: without 2019 nineteen are in all years,
 * without 2018 they would be eighteen. */
static void the_year_with_the_fewest(void **state)
{
	struct made *f = *state;
	struct spreads l;

	f->value[0][2019 - FIRST] = f->value[1][2019 - FIRST] = UNDEFINED;
	f->value[2][2018 - FIRST] = UNDEFINED;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.trends[0].towns, 19);
	assert_int_equal(l.trends[0].trend.n, 9);
	assert_int_equal(l.trends[0].trend.first_year, 2011);
	spreads_release(&l);
}

/* All alike in 2014, little unlike before and after: that year is the lowest of
 * all, 12 more of the 45 pairs rise than in the plain course. */
static void a_year_without_spread(void **state)
{
	struct made *f = *state;
	struct spreads l;

	for (int i = 0; i < TOWNS; i++)
		for (int k = 0; k < YEARS; k++)
			f->value[i][k] =
				k == 5 ? 50 : 50 + (i - 9.5) * (30 - k) / 1000;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.trends[0].trend.stats.mk.s, -33);
	spreads_release(&l);
}

static void values_that_do_not_allow_it(void **state)
{
	struct made *f = *state;
	struct spreads l;

	f->value[3][0] = -1;
	f->value[3][1] = 0;
	f->value[3][11] = -1;
	for (int i = 0; i < TOWNS; i++)
		f->value[i][2] = i < 6 ? 0 : 3;
	for (int i = 0; i < TOWNS; i++)
		f->value[i][3] = 0;
	for (int i = 0; i < TOWNS; i++)
		f->value[i][4] = i < 9 ? i : UNDEFINED;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	/* nine towns have no spread worth a figure */
	assert_int_equal(l.n, YEARS - 1);
	assert_int_equal(l.list[0].notes, SPREAD_NEGATIVE | SPREAD_NO_COUNTS);
	assert_int_equal(l.list[1].notes, SPREAD_ZERO | SPREAD_NO_COUNTS);
	assert_int_equal(l.list[2].notes,
			 SPREAD_ZERO | SPREAD_LOW_ZERO | SPREAD_NO_COUNTS);
	assert_int_equal(l.list[3].notes, SPREAD_ZERO | SPREAD_ALL_ZERO |
						  SPREAD_LOW_ZERO |
						  SPREAD_NO_COUNTS);
	/* in one year there is no cv: the trend is that of the sd */
	assert_int_equal(l.trends[0].measure, SPREAD_SD);
	spreads_release(&l);
}

/* Money by inhabitant and money in all; a count. */
static void amounts_have_no_spread(void **state)
{
	struct made *f = *state;
	struct spreads l;
	char text[SPREAD_NOTES_TEXT];

	f->sheet.about.class = CLASS_MONEY;
	for (int i = 0; i < TOWNS; i++)
		for (int k = 0; k < YEARS; k++)
			f->value[i][k] = 300 + 40 * (i * 7 % 5) + k;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.list[0].notes, SPREAD_NO_COUNTS);
	spreads_release(&l);
	for (size_t i = 0; i < f->sheet.figures_n; i++)
		f->sheet.values[i] *= (double)(i / YEARS + 1);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.list[0].notes, SPREAD_AMOUNT);
	assert_int_equal(l.list[0].q.n, TOWNS);
	assert_true(isnan(l.list[0].q.sd) && isnan(l.list[0].tau) &&
		    isnan(l.list[0].split.var_between));
	assert_int_equal(l.trends[0].towns, 0);
	assert_int_equal(l.trends[0].trend.n, 0);
	assert_int_equal(l.trends[0].trend.verdict, VERDICT_NOT_ASSESSABLE);
	spreads_release(&l);
	f->sheet.about.class = CLASS_COUNT;
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.list[0].notes, SPREAD_AMOUNT);
	assert_string_equal(spread_notes(text, l.trends[0].notes),
			    "an amount: it follows the size of the area");
	spreads_release(&l);
}

/* Of towns of one size money by inhabitant is as unlike as it stands: no
 * amount. One inhabitant is a weight. */
static void towns_of_one_size(void **state)
{
	struct made *f = *state;
	struct spreads l;

	for (size_t i = 0; i < f->country.persons_n; i++)
		f->country.persons[i].n = 1;
	f->sheet.about.class = CLASS_MONEY;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.list[0].notes, SPREAD_NO_COUNTS);
	spreads_release(&l);
}

/* Men, where the number of all inhabitants alone is known. */
static void men_among_all(void **state)
{
	struct made *f = *state;
	struct inequality q;
	struct spreads l;
	double x[TOWNS], w[TOWNS];

	fill(f);
	for (size_t i = 0; i < f->sheet.series_n; i++)
		f->sheet.series[i].sex = 1;
	spreads_find(&f->sheet, NULL, f->cache, &l);
	column(f, FIRST, x, w);
	inequality_of(x, w, TOWNS, &q);
	assert_int_equal(l.list[0].sex, 1);
	assert_near(l.list[0].q.sd, q.sd, 0);
	assert_int_equal(l.list[0].notes, SPREAD_NO_COUNTS);
	spreads_release(&l);
}

/* Without inhabitants towns count the same, and the spread is the plain one. */
static void without_inhabitants(void **state)
{
	struct made *f = *state;
	struct spreads l;
	struct inequality q;
	double x[TOWNS], w[TOWNS];

	f->country.persons_n = 0;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	column(f, FIRST, x, w);
	inequality_of(x, NULL, TOWNS, &q);
	assert_near(l.list[0].q.sd, q.sd, 0);
	assert_int_equal(l.list[0].notes, SPREAD_UNWEIGHTED | SPREAD_NO_COUNTS);
	assert_int_equal(l.trends[0].notes, SPREAD_UNWEIGHTED);
	assert_int_equal(l.trends[0].trend.stats.mk.s, -45);
	spreads_release(&l);
	/* nor can money be seen to be an amount */
	f->sheet.about.class = CLASS_MONEY;
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.list[0].notes, SPREAD_UNWEIGHTED | SPREAD_NO_COUNTS);
	spreads_release(&l);
}

/* The same figures in other towns each year, tenths and thirds of which sums
 * are not exact: that is no change, however it is added up. */
static void ties_stay_ties(void **state)
{
	struct made *f = *state;
	struct spreads l;

	f->country.persons_n = 0;
	for (int i = 0; i < TOWNS; i++)
		for (int k = 0; k < YEARS; k++)
			f->value[i][k] = 50.1 + (i * 7 + k * 11) % TOWNS / 3.0;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.trends[0].trend.n, 10);
	assert_int_equal(l.trends[0].trend.stats.mk.s, 0);
	assert_true(l.trends[0].trend.notes & NOTE_UNCHANGED);
	spreads_release(&l);
}

/* Then the most towns that ever report are all. */
static void all_that_ever_report(void **state)
{
	struct made *f = *state;
	struct spreads l;

	f->country.persons_n = 0;
	f->value[3][0] = f->value[4][0] = UNDEFINED; /* 18 of 20 */
	for (int i = 0; i < 3; i++)
		f->value[i][5] = UNDEFINED; /* 17 */
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	for (size_t k = 0; k < YEARS; k++)
		assert_int_equal((l.list[k].notes & SPREAD_PARTIAL) != 0,
				 k == 5);
	spreads_release(&l);
}

/* Three of twenty towns with inhabitants never report: no year is whole, and
 * there is nothing to judge. */
static void towns_that_never_report(void **state)
{
	struct made *f = *state;
	struct spreads l;

	for (int i = 0; i < 3; i++)
		for (int k = 0; k < YEARS; k++)
			f->value[i][k] = UNDEFINED;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	for (size_t k = 0; k < YEARS; k++)
		assert_true(l.list[k].notes & SPREAD_PARTIAL);
	assert_int_equal(l.trends_n, 1);
	assert_int_equal(l.trends[0].towns, 0);
	assert_int_equal(l.trends[0].notes, SPREAD_PARTIAL);
	assert_int_equal(l.trends[0].trend.n, 0);
	assert_int_equal(l.trends[0].trend.verdict, VERDICT_NOT_ASSESSABLE);
	assert_true(isnan(l.trends[0].trend.stats.slope));
	spreads_release(&l);
}

static void words(void **state)
{
	char text[SPREAD_NOTES_TEXT];

	(void)state;
	assert_string_equal(spread_notes(text, 0), "");
	assert_string_equal(
		spread_notes(text,
			     SPREAD_CHANCE | SPREAD_PARTIAL | SPREAD_ZERO),
		"fewer than 90 % of the municipalities; a value is zero; "
		"no more spread than chance");
	assert_true(strlen(spread_notes(text, ~0U)) < SPREAD_NOTES_TEXT - 1);
	assert_string_equal(spread_measure_name(SPREAD_CV), "cv");
	assert_string_equal(spread_measure_name(SPREAD_SD), "sd");
}

/* A town where nobody lives has no money by inhabitant, and no weight. Here it
 * is the only one of eleven. */
static void where_nobody_lives(void **state)
{
	struct made *f = *state;
	struct spreads l;

	for (int i = 0; i < TOWNS; i++)
		for (int k = 0; k < YEARS; k++) {
			f->value[i][k] =
				i < 11 ? (40 + i % 2) * (i + 1) : UNDEFINED;
			f->persons[i][k] = i < 2 ? UNDEFINED : 1e6;
		}
	for (size_t i = 0; i < f->country.persons_n; i++)
		if (f->country.persons[i].area == 100)
			f->country.persons[i].n = 0;
	fill(f);
	f->sheet.about.class = CLASS_MONEY;
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_true(l.list[0].notes & SPREAD_AMOUNT); /* ten tell it */
	spreads_release(&l);
	f->sheet.series_n = 10;
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_false(l.list[0].notes & SPREAD_AMOUNT); /* nine are too few */
	spreads_release(&l);
	f->sheet.series_n = 11;
	/* the denominators of nine of ten are nearly all */
	f->sheet.about.class = CLASS_RATE;
	spreads_find(&f->sheet, f->denominators, f->cache, &l);
	assert_true(l.list[0].tau > 0);
	spreads_release(&l);
	/* those of eight are not */
	for (int k = 0; k < YEARS; k++)
		f->denominators[5 * YEARS + k] = UNDEFINED;
	spreads_find(&f->sheet, f->denominators, f->cache, &l);
	assert_true(isnan(l.list[0].tau));
	spreads_release(&l);
}

/* Rates that differ no more than chance, and rates that do: here the
 * inhabitants are the denominators, so it is Marshall's. */
static void what_chance_leaves(void **state)
{
	struct made *f = *state;
	struct spreads l;
	struct shrink_rates r;
	double y[TOWNS], n[TOWNS], p, sd;

	for (int i = 0; i < TOWNS; i++) {
		n[i] = 1000.0 * (i + 1);
		for (int k = 0; k < 3; k++) {
			p = k == 0 ? 0.02 : i % 2 ? 0.1 : 0.3;
			f->persons[i][k] = n[i];
			f->value[i][k] = 1000 * p;
		}
		y[i] = n[i] * p;
		/* counts of too few */
		if (i < 4)
			f->persons[i][2] = UNDEFINED;
	}
	fill(f);
	spreads_find(&f->sheet, f->denominators, f->cache, &l);
	assert_near(l.list[0].tau, 0, 0);
	assert_true(l.list[0].notes & SPREAD_CHANCE);
	shrink_rates(y, n, TOWNS, &r);
	assert_near(l.list[1].tau, 1000 * sqrt(r.variance), 1e-9);
	assert_true(l.list[1].tau < l.list[1].q.sd);
	assert_int_equal(l.list[1].notes, 0);
	assert_true(isnan(l.list[2].tau));
	assert_int_equal(l.list[2].notes, SPREAD_NO_COUNTS);
	spreads_release(&l);

	f->sheet.about.class = CLASS_PROPORTION;
	spreads_find(&f->sheet, f->denominators, f->cache, &l);
	assert_near(l.list[0].tau, 0, 0);
	p = l.list[1].q.mean / 1000;
	sd = l.list[1].q.sd / 1000;
	assert_near(l.list[1].tau,
		    1000 * sqrt(sd * sd - p * (1 - p) * TOWNS / 210e3), 1e-9);
	spreads_release(&l);

	/* of money nothing is counted */
	f->sheet.about.class = CLASS_MONEY;
	spreads_find(&f->sheet, f->denominators, f->cache, &l);
	assert_true(isnan(l.list[1].tau));
	spreads_release(&l);
}

/* A moving average: years that do not overlap. */
static void moving_averages_are_thinned(void **state)
{
	struct made *f = *state;
	struct spreads l;

	f->sheet.about.span = 2;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.trends[0].trend.n, 6);
	assert_int_equal(l.trends[0].trend.first_year, 2010);
	assert_int_equal(l.trends[0].trend.stats.mk.s, -15);
	spreads_release(&l);
}

/* Ten municipalities are enough, nine are not. */
static void ten_towns(void **state)
{
	struct made *f = *state;
	struct spreads l;

	for (int i = 10; i < TOWNS; i++)
		for (int k = 0; k < YEARS; k++)
			f->value[i][k] = UNDEFINED;
	f->value[3][4] = UNDEFINED;
	fill(f);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.n, YEARS - 1);
	for (size_t k = 0; k < l.n; k++)
		assert_true(l.list[k].year != FIRST + 4);
	spreads_release(&l);
}

static void nothing_to_compare(void **state)
{
	struct made *f = *state;
	struct spreads l;

	sheet_complete(&f->sheet);
	spreads_find(&f->sheet, NULL, f->cache, &l);
	assert_int_equal(l.n, 0);
	assert_int_equal(l.trends_n, 0);
	spreads_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define PURE(t) cmocka_unit_test_setup_teardown(t, setup_made, teardown_made)
		PURE(every_year_has_its_measures),
		PURE(it_narrows),
		PURE(the_same_towns_in_all_years),
		PURE(years_are_dropped_for_the_set),
		PURE(values_that_do_not_allow_it),
		PURE(amounts_have_no_spread),
		PURE(towns_of_one_size),
		PURE(men_among_all),
		PURE(the_year_with_the_fewest),
		PURE(a_year_without_spread),
		PURE(without_inhabitants),
		PURE(all_that_ever_report),
		PURE(towns_that_never_report),
		PURE(words),
		PURE(where_nobody_lives),
		PURE(ties_stay_ties),
		PURE(what_chance_leaves),
		PURE(moving_averages_are_thinned),
		PURE(ten_towns),
		PURE(nothing_to_compare),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
