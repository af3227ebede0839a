/*
 * The place of an area among the others, on sheets made here: ranks and how
 * sure they are, what is left once chance is taken away, funnels.
 */
#include "tests/unit/test_made_sheet.h"

#include "analysis/position.h"
#include "analysis/quantile.h"
#include "analysis/rank.h"
#include "analysis/shrink.h"

enum {
	COUNTRY = 60,
	YEAR = 2020
};

/* Towns 1 to n of persons[i] with cases[i] (NAN: no number) in each of the two
 * years to YEAR, and the country of 100 per 1000 (10 %). */
static struct made *land(enum figure_class class, const double *cases,
			 const double *persons, size_t n)
{
	double unit = class == CLASS_PROPORTION ? 100 : 1000;
	struct made *m = made_new(class, unit);

	m->s.about.decimals = 3;
	m->s.about.polarity = POLARITY_LOWER;
	for (size_t i = 0; i < n; i++) {
		made_place(m, (int64_t)i + 1, AREA_TOWN, 0);
		for (int y = YEAR - 1; y <= YEAR; y++)
			made_persons(m, (int64_t)i + 1, 0, y, persons[i]);
		made_series(m, (int64_t)i + 1, 0);
		for (int y = YEAR - 1; y <= YEAR; y++)
			made_figure(m, y,
				    isnan(cases[i])
					    ? unit / 7
					    : unit * cases[i] / persons[i],
				    cases[i]);
	}
	made_place(m, COUNTRY, AREA_COUNTRY, 0);
	made_series(m, COUNTRY, 0);
	for (int y = YEAR - 1; y <= YEAR; y++)
		made_figure(m, y, unit / 10, 1e6);
	return m;
}

static struct positions positions_of(struct made *m)
{
	struct positions all;

	sheet_complete(&m->s);
	positions_find(&m->s, &all);
	return all;
}

/* --- without counts --------------------------------------------------------
 */

/* Ties share the best rank; fifths are counted from the lowest; the distance is
 * from the median, by the middle distance from it. */
static void places(void **state)
{
	static const double values[] = {8, 3, 5, 5, 1, 9};
	static const size_t ranks[] = {2, 5, 3, 3, 6, 1};
	static const unsigned fifths[] = {4, 1, 2, 2, 1, 5};
	struct made *m = made_new(CLASS_INDEX, UNDEFINED);
	struct positions all;
	double sorted[6];
	struct robust r;

	(void)state;
	for (int i = 0; i < 6; i++) {
		made_place(m, i + 1, AREA_TOWN, 0);
		made_series(m, i + 1, 0);
		made_figure(m, YEAR, values[i], UNDEFINED);
		sorted[i] = values[i];
	}
	/* last year's: among those of last year, that is alone */
	made_place(m, 7, AREA_TOWN, 0);
	made_series(m, 7, 0);
	made_figure(m, YEAR - 1, 2, UNDEFINED);
	/* a county among counties, men among men */
	made_place(m, 8, AREA_COUNTY, 0);
	made_series(m, 8, 0);
	made_figure(m, YEAR, 4, UNDEFINED);
	made_series(m, 8, 1);
	made_figure(m, YEAR, 4, UNDEFINED);
	all = positions_of(m);
	assert_int_equal(all.n, 9);
	r = robust_of(sorted, 6);
	for (size_t i = 0; i < 6; i++) {
		const struct position *p = &all.list[i];

		assert_int_equal(p->rank, ranks[i]);
		assert_int_equal(p->ranked, 6);
		assert_int_equal(p->quintile, fifths[i]);
		assert_near(p->z, robust_z(&r, values[i]), 1e-12);
		assert_false(p->by_shrunken || p->rank_uncertain);
		assert_true(isnan(p->shrunken) && isnan(p->excess) &&
			    isnan(p->rank_low) && isnan(p->rank_high));
		assert_int_equal(p->unusual, LEVEL_NOT_COMPARED);
	}
	for (size_t i = 6; i < 9; i++) {
		assert_int_equal(all.list[i].rank, 1);
		assert_int_equal(all.list[i].ranked, 1);
		assert_int_equal(all.list[i].quintile, 0);
	}
	positions_release(&all);
	made_free(m);
}

/* The only one that has it, and no number: ranked as it is. */
static void alone(void **state)
{
	struct made *m = made_new(CLASS_INDEX, UNDEFINED);
	struct positions all;

	(void)state;
	made_place(m, 1, AREA_TOWN, 0);
	made_series(m, 1, 0);
	made_figure(m, YEAR, 3, UNDEFINED);
	all = positions_of(m);
	assert_int_equal(all.list[0].rank, 1);
	assert_false(all.list[0].by_shrunken);
	assert_true(isnan(all.list[0].shrunken) && isnan(all.list[0].z));
	positions_release(&all);
	made_free(m);
}

/* --- with counts -----------------------------------------------------------
 */

static const double six_cases[] = {300, 80, 120, 20, 700, 150};
static const double six_persons[] = {1500, 1000, 1100, 400, 5000, 900};

/* What Marshall's prior makes of a rate, the beta-binomial of a share; persons
 * more than at the country's level. Ranked by it. */
static void shrunken(void **state)
{
	(void)state;
	for (int share = 0; share < 2; share++) {
		struct made *m = land(share ? CLASS_PROPORTION : CLASS_RATE,
				      six_cases, six_persons, 6);
		double unit = m->s.about.unit, x[6];
		struct positions all = positions_of(m);
		struct shrink_rates rates;
		struct shrink_parts parts;
		size_t rank[6];

		shrink_rates(six_cases, six_persons, 6, &rates);
		shrink_parts(six_cases, six_persons, 6, &parts);
		for (size_t i = 0; i < 6; i++) {
			double a = six_cases[i], n = six_persons[i];

			x[i] = unit * (share ? shrink_part(&parts, a, n)
					     : shrink_rate(&rates, a, n));
			assert_near(all.list[i].shrunken, x[i], 1e-12);
			assert_near(all.list[i].excess,
				    (x[i] - unit / 10) * n / unit, 1e-9);
			assert_false(all.list[i].notes & POSITION_CHANCE);
		}
		(void)rank_all(x, 6, RANK_HIGHEST, rank);
		for (size_t i = 0; i < 6; i++) {
			assert_int_equal(all.list[i].rank, rank[i]);
			assert_true(all.list[i].by_shrunken);
		}
		positions_release(&all);
		made_free(m);
	}
}

/* Counties are few and large: ranked as they are, drawn towards nothing. */
static void counties(void **state)
{
	struct made *m = made_new(CLASS_RATE, 1000);
	struct positions all;

	(void)state;
	for (int i = 1; i <= 8; i++) {
		made_place(m, i, i < 5 ? AREA_TOWN : AREA_COUNTY, 0);
		made_persons(m, i, 0, YEAR, 1000);
		made_series(m, i, 0);
		made_figure(m, YEAR, 40.0 * i, 40 * i);
	}
	all = positions_of(m);
	for (size_t i = 0; i < 8; i++) {
		const struct position *p = &all.list[i];

		assert_int_equal(p->why, LIMITS_GIVEN);
		assert_int_equal(isnan(p->shrunken), i >= 4);
		assert_int_equal(p->by_shrunken, i < 4);
		assert_int_equal(p->rank, 4 - i % 4);
		assert_int_equal(p->ranked, 4);
	}
	positions_release(&all);
	made_free(m);
}

/* One town without counts: the others' figures are shrunken, and all are ranked
 * as they are. */
static void one_without_counts(void **state)
{
	(void)state;
	for (size_t without = 0; without < 6; without += 5) {
		double cases[6];
		struct made *m;
		struct positions all;

		memcpy(cases, six_cases, sizeof(cases));
		cases[without] = UNDEFINED;
		m = land(CLASS_RATE, cases, six_persons, 6);
		all = positions_of(m);
		for (size_t i = 0; i < 6; i++) {
			assert_int_equal(isnan(all.list[i].shrunken),
					 i == without);
			assert_int_equal(isnan(all.list[i].excess),
					 i == without);
			assert_false(all.list[i].by_shrunken);
			assert_true(isnan(all.list[i].rank_low));
			assert_int_equal(all.list[i].ranked, 6);
		}
		positions_release(&all);
		made_free(m);
	}
}

/* No more than chance: said, and no rank is drawn. */
static void nothing_but_chance(void **state)
{
	const double cases[] = {150, 101, 110, 40, 500, 90};

	(void)state;
	for (int share = 0; share < 2; share++) {
		struct made *m = land(share ? CLASS_PROPORTION : CLASS_RATE,
				      cases, six_persons, 6);
		struct positions all = positions_of(m);

		for (size_t i = 0; i < 6; i++) {
			assert_true(all.list[i].notes & POSITION_CHANCE);
			assert_true(isnan(all.list[i].rank_low));
			assert_near(all.list[i].shrunken, all.list[0].shrunken,
				    1e-12);
		}
		positions_release(&all);
		made_free(m);
	}
}

/* What the ranks may be, drawn from a sequence of each area's own: its official
 * code read as a number of base 256, so that it is the same in every store. */
static void how_sure_a_rank_is(void **state)
{
	double cases[16], persons[16];
	struct rank_interval want[16];
	struct posterior post[16];
	struct shrink_rates prior;
	struct positions all;
	struct made *m;
	int64_t key[16];

	(void)state;
	for (int i = 0; i < 16; i++) {
		persons[i] = 500 + 40 * (i * 7 % 16);
		cases[i] = round(persons[i] * (0.1 + 0.003 * (i * 5 % 16)));
		key[i] = '0' * 65536 + ('0' + (i + 1) / 10) * 256 + '0' +
			 (i + 1) % 10;
	}
	m = land(CLASS_RATE, cases, persons, 16);
	all = positions_of(m);
	shrink_rates(cases, persons, 16, &prior);
	assert_true(prior.variance > 0);
	for (int i = 0; i < 16; i++)
		post[i] = shrink_rate_posterior(&prior, cases[i], persons[i]);
	rank_intervals(post, key, 16, RANK_HIGHEST, (uint64_t)YEAR * SEXES,
		       want);
	for (size_t i = 0; i < 16; i++) {
		assert_near(all.list[i].rank_low, want[i].low, 0);
		assert_near(all.list[i].rank_high, want[i].high, 0);
		assert_int_equal(all.list[i].rank_uncertain, want[i].uncertain);
	}
	positions_release(&all);
	made_free(m);
}

/* Drawn where a page may say "the best": of both sexes together, in the newest
 * year, where more or less is better. */
static void where_ranks_are_drawn(void **state)
{
	(void)state;
	for (int why = 0; why < 4; why++) {
		struct made *m = land(CLASS_RATE, six_cases, six_persons, 6);
		struct positions all;

		if (why == 1)
			m->s.about.polarity = POLARITY_NEUTRAL;
		if (why == 2)
			for (size_t i = 0; i < m->s.series_n; i++)
				m->s.series[i].sex = 1;
		if (why == 2)
			for (size_t i = 0; i < m->country.persons_n; i++)
				m->country.persons[i].sex = 1;
		if (why == 3) /* the country has a year more */
			m->s.years[m->s.figures_n - 1] = YEAR + 1;
		all = positions_of(m);
		for (size_t i = 0; i < 6; i++) {
			assert_true(all.list[i].by_shrunken);
			assert_int_equal(isnan(all.list[i].rank_low), why != 0);
			assert_int_equal(isnan(all.list[i].rank_high),
					 why != 0);
		}
		positions_release(&all);
		made_free(m);
	}
}

/* A town whose newest figure is of last year is one of last year's, and its
 * figure of then is no newest one of this. */
static void by_year(void **state)
{
	struct made *m = land(CLASS_RATE, six_cases, six_persons, 6);
	struct positions all;

	(void)state;
	m->s.series[2].n--;
	all = positions_of(m);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(all.list[i].year, i == 2 ? YEAR - 1 : YEAR);
		assert_int_equal(all.list[i].ranked, i == 2 ? 6 : 5);
		assert_int_equal(isnan(all.list[i].rank_low), i == 2);
		assert_false(isnan(all.list[i].shrunken));
	}
	assert_int_equal(all.list[2].rank, 4); /* 109 per 1000 */
	assert_int_equal(all.list[1].rank, 4); /* 80, without the third */
	positions_release(&all);
	made_free(m);
}

/* --- funnels ---------------------------------------------------------------
 */

/* 22 towns of 1000 to 3100 persons, at a tenth but three: two at the ends, and
 * one of three cases. */
static struct made *many(enum figure_class class, double *cases,
			 double *persons)
{
	for (int i = 0; i < 22; i++) {
		persons[i] = 1000 + 100 * i;
		cases[i] = 100 + 10 * i + (i % 2 ? 8 : -8);
	}
	cases[4] = 4 * 140;
	cases[5] = 20;
	cases[21] = 3;
	return land(class, cases, persons, 22);
}

static void unusual(void **state)
{
	double cases[22], persons[22];

	(void)state;
	for (int share = 0; share < 2; share++) {
		struct made *m = many(share ? CLASS_PROPORTION : CLASS_RATE,
				      cases, persons);
		struct positions all = positions_of(m);
		struct funnel f;

		funnel_fit(share ? FUNNEL_PROPORTION : FUNNEL_RATE, cases,
			   persons, 22, &f);
		for (size_t i = 0; i < 22; i++) {
			const struct position *p = &all.list[i];
			enum level want = i == 4   ? LEVEL_MUCH_HIGHER
					  : i == 5 ? LEVEL_MUCH_LOWER
						   : LEVEL_SIMILAR;

			assert_near(p->phi, i == 21 ? UNDEFINED : f.phi, 1e-12);
			assert_int_equal(p->unusual,
					 i == 21 ? LEVEL_NOT_COMPARED : want);
		}
		assert_int_equal(all.funnels_n, 1);
		assert_int_equal(all.funnels[0].sex, 0);
		assert_int_equal(all.funnels[0].year, YEAR);
		assert_near(all.funnels[0].f.phi, f.phi, 1e-12);
		assert_near(all.funnels[0].f.target, f.target, 1e-12);
		assert_near(all.funnels[0].least, 1000, 0);
		assert_near(all.funnels[0].most, 3100, 0);
		positions_release(&all);
		made_free(m);
	}
}

/* Kept where more than twenty have their newest figure in it; those of a year
 * ago are judged by theirs. */
static void which_funnels(void **state)
{
	double cases[22], persons[22];

	(void)state;
	for (int old = 1; old <= 2; old++) {
		struct made *m = many(CLASS_RATE, cases, persons);
		struct positions all;

		m->s.series[0].n--;
		if (old == 2)
			m->s.series[1].n--;
		all = positions_of(m);
		assert_int_equal(all.funnels_n, old == 1);
		if (old == 1) {
			assert_int_equal(all.funnels[0].year, YEAR);
			assert_near(all.funnels[0].least, 1100, 0);
		}
		/* 20 of this year make none, 22 of last year do */
		assert_int_equal(all.list[2].unusual,
				 old == 1 ? LEVEL_SIMILAR : LEVEL_NOT_COMPARED);
		assert_int_equal(isnan(all.list[2].phi), old == 2);
		assert_int_equal(all.list[0].unusual, LEVEL_SIMILAR);
		positions_release(&all);
		made_free(m);
	}
}

/* Of 22 towns 20 or 21 have their newest figure in last year's funnel. */
static void enough_newest_figures(void **state)
{
	double cases[22], persons[22];

	(void)state;
	for (size_t old = 20; old <= 21; old++) {
		struct made *m = many(CLASS_RATE, cases, persons);
		struct positions all;

		for (size_t i = 0; i < old; i++)
			m->s.series[i].n--;
		all = positions_of(m);
		assert_int_equal(all.funnels_n, old == 21);
		if (old == 21)
			assert_int_equal(all.funnels[0].year, YEAR - 1);
		assert_int_equal(all.list[0].unusual, LEVEL_SIMILAR);
		positions_release(&all);
		made_free(m);
	}
}

/* Nobody is told more of who has no counts, in a funnel of the others. */
static void a_funnel_of_the_others(void **state)
{
	double cases[22], persons[22];
	struct made *m = many(CLASS_RATE, cases, persons);
	struct positions all;

	(void)state;
	m->s.numerators[2 * 21 + 1] = UNDEFINED; /* town 22 */
	all = positions_of(m);
	assert_int_equal(all.funnels_n, 1);
	assert_near(all.funnels[0].most, 3000, 0);
	assert_int_equal(all.list[20].unusual, LEVEL_SIMILAR);
	assert_int_equal(all.list[21].unusual, LEVEL_NOT_COMPARED);
	assert_true(isnan(all.list[21].phi));
	positions_release(&all);
	made_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places),
		cmocka_unit_test(alone),
		cmocka_unit_test(counties),
		cmocka_unit_test(shrunken),
		cmocka_unit_test(one_without_counts),
		cmocka_unit_test(nothing_but_chance),
		cmocka_unit_test(how_sure_a_rank_is),
		cmocka_unit_test(where_ranks_are_drawn),
		cmocka_unit_test(by_year),
		cmocka_unit_test(unusual),
		cmocka_unit_test(which_funnels),
		cmocka_unit_test(enough_newest_figures),
		cmocka_unit_test(a_funnel_of_the_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
