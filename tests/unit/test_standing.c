/*
 * The standing of an area for itself, on sheets made here: which figure, what
 * it is compared with, and when several years are taken as one.
 */
#include "tests/unit/test_made_sheet.h"

#include "analysis/position.h"

enum {
	COUNTY = 50, /* and the one after it */
	COUNTRY = 60,
	YEAR = 2020
};

struct town {
	int64_t county;
	double persons, cases; /* NAN: no figure */
};

/* Towns 1 to n, their counties and the country, of a rate per 1000 (a share in
 * percent) in the years to YEAR, each as the last. */
static struct made *land(enum figure_class class, const struct town *t,
			 size_t n, int years)
{
	struct made *m =
		made_new(class, class == CLASS_PROPORTION ? 100 : 1000);

	m->s.about.decimals = 3;
	for (size_t i = 0; i < n; i++)
		made_place(m, (int64_t)i + 1, AREA_TOWN, t[i].county);
	made_place(m, COUNTY, AREA_COUNTY, 0);
	made_place(m, COUNTY + 1, AREA_COUNTY, 0);
	made_place(m, COUNTRY, AREA_COUNTRY, 0);
	for (size_t k = 0; k < m->country.places_n; k++) {
		const struct place *p = &m->country.places[k];
		double persons = 0, cases = 0;

		for (size_t i = 0; i < n; i++)
			if (i == k || t[i].county == p->id ||
			    p->kind == AREA_COUNTRY) {
				persons += t[i].persons;
				cases += isnan(t[i].cases) && i != k
						 ? 0
						 : t[i].cases;
			}
		for (int y = YEAR - years + 1; y <= YEAR; y++)
			made_persons(m, p->id, 0, y, persons);
		if (isnan(cases))
			continue;
		made_series(m, p->id, 0);
		for (int y = YEAR - years + 1; y <= YEAR; y++)
			made_figure(m, y, m->s.about.unit * cases / persons,
				    cases);
	}
	return m;
}

static struct positions positions_of(struct made *m)
{
	struct positions all;

	sheet_complete(&m->s);
	positions_find(&m->s, &all);
	return all;
}

static const struct position *position_of(const struct positions *all,
					  int64_t area)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->list[i].series->place->id == area &&
		    all->list[i].series->sex == 0)
			return &all->list[i];
	fail_msg("no position of %d", (int)area);
	return NULL;
}

static void assert_words(const struct position *p, const char *notes,
			 const char *reason)
{
	char text[POSITION_NOTES_TEXT];

	assert_string_equal(position_notes(text, p), notes);
	assert_string_equal(position_reason(p), reason);
}

/* --- which figure ----------------------------------------------------------
 */

/* The newest, or that it is hidden. */
static void which_year(void **state)
{
	static const struct {
		int newest; /* figure */
		struct {
			int year;
			enum absence why;
		} absent[2];
		size_t absent_n;
		int year;
		const char *notes, *reason;
	} c[] = {
		{2020, {{0}}, 0, 2020, "", ""},
		{2019,
		 {{2020, ABSENCE_SUPPRESSED}},
		 1,
		 2020,
		 "suppressed",
		 "suppressed"},
		{2019, {{2020, ABSENCE_NOT_EXPECTED}}, 1, 2019, "", ""},
		{2020, {{2019, ABSENCE_SUPPRESSED}}, 1, 2020, "", ""},
		{2018,
		 {{2019, ABSENCE_SUPPRESSED}, {2020, ABSENCE_NOT_EXPECTED}},
		 2,
		 2019,
		 "suppressed",
		 "suppressed"},
		{2017, {{0}}, 0, 2017, "", ""},
		{2016, {{0}}, 0, 2016, "out_of_date", ""},
		{2015,
		 {{2016, ABSENCE_SUPPRESSED}},
		 1,
		 2016,
		 "suppressed; out_of_date",
		 "suppressed"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct made *m = made_new(CLASS_INDEX, UNDEFINED);
		struct positions all;
		const struct position *p;
		bool hidden;

		made_place(m, 1, AREA_TOWN, 0);
		made_place(m, COUNTRY, AREA_COUNTRY, 0);
		made_series(m, 1, 0);
		made_figure(m, 2014, 90, UNDEFINED);
		made_figure(m, c[i].newest, 91, UNDEFINED);
		for (size_t k = 0; k < c[i].absent_n; k++)
			made_absence(m, c[i].absent[k].year,
				     c[i].absent[k].why);
		made_series(m, COUNTRY, 0);
		for (int y = 2014; y <= 2020; y++)
			made_figure(m, y, 100, UNDEFINED);
		m->s.about.class = CLASS_RATE; /* its intervals lack */
		all = positions_of(m);
		assert_int_equal(all.n, 1);
		p = position_of(&all, 1);
		hidden = strncmp(c[i].notes, "suppressed", 10) == 0;
		assert_int_equal(p->year, c[i].year);
		assert_near(p->value, hidden ? UNDEFINED : 91, 0);
		assert_int_equal(p->rank, !hidden);
		assert_int_equal(p->level,
				 hidden ? LEVEL_NOT_COMPARED : LEVEL_BELOW);
		assert_near(p->difference, hidden ? UNDEFINED : -9, 1e-12);
		assert_near(p->percent, hidden ? UNDEFINED : -9, 1e-12);
		if (hidden)
			assert_words(p, c[i].notes, c[i].reason);
		else
			assert_int_equal((p->notes & POSITION_OUT_OF_DATE) != 0,
					 c[i].notes[0] != 0);
		positions_release(&all);
		assert_null(all.list);
		made_free(m);
	}
}

/* Men and women may be one more or less than all; a sex alone disagrees with
 * nothing, nor does one without a number. */
static void sexes(void **state)
{
	static const struct {
		double men, women;
		bool disagree;
	} c[] = {{40, 60, false},        {40, 61, false},       {40, 59, false},
		 {40, 62, true},         {40, 58, true},        {0, 100, false},
		 {UNDEFINED, 70, false}, {70, UNDEFINED, false}};

	(void)state;
	for (size_t i = 0; i < 2 * ARRAY_LEN(c); i++) {
		struct made *m = made_new(CLASS_RATE, 1000);
		double men = c[i / 2].men, women = c[i / 2].women;
		struct positions all;

		made_place(m, 1, AREA_TOWN, 0);
		made_series(m, 1, 0);
		made_figure(m, YEAR, 10, 100);
		made_series(m, 1, 1);
		made_figure(m, YEAR, 10, men);
		if (i % 2 == 0) {
			made_series(m, 1, 2);
			made_figure(m, YEAR, 10, women);
		}
		all = positions_of(m);
		assert_int_equal(
			(all.list[0].notes & POSITION_SEXES_DISAGREE) != 0,
			i % 2 == 0 && c[i / 2].disagree);
		for (size_t k = 1; k < all.n; k++)
			assert_false(all.list[k].notes &
				     POSITION_SEXES_DISAGREE);
		positions_release(&all);
		made_free(m);
	}
}

/* Fewer than 5 cases are not judged, fewer than 20 are unstable. */
static void few_cases(void **state)
{
	static const struct {
		double cases;
		bool few, unstable;
	} c[] = {{0, true, true},   {4, true, true},    {5, false, true},
		 {19, false, true}, {20, false, false}, {400, false, false}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		const struct town t[] = {{COUNTY, 20000, c[i].cases},
					 {COUNTY + 1, 980000, 9800}};
		struct made *m = land(CLASS_RATE, t, 2, 1);
		struct positions all = positions_of(m);
		const struct position *p = position_of(&all, 1);

		assert_int_equal(p->why, LIMITS_GIVEN);
		assert_int_equal(p->from, DENOMINATOR_POPULATION);
		assert_near(p->counts.a, c[i].cases, 0);
		assert_near(p->counts.d, 20000, 0);
		assert_near(p->numerator, c[i].cases, 0);
		assert_int_equal((p->notes & POSITION_FEW_CASES) != 0,
				 c[i].few);
		assert_int_equal(p->unstable, c[i].unstable);
		assert_int_equal(isnan(p->ci95.low), c[i].few);
		assert_int_equal(isnan(p->ci998.high), c[i].few);
		if (!c[i].few) {
			assert_int_equal(p->method,
					 interval_count_method(c[i].cases));
			assert_near(p->ci95.high,
				    interval_count(c[i].cases, 0.95).high / 20,
				    1e-12);
			assert_near(p->ci998.low,
				    interval_count(c[i].cases, 0.998).low / 20,
				    1e-12);
		}
		assert_string_equal(position_reason(p),
				    c[i].few ? "fewer_than_5_cases" : "");
		positions_release(&all);
		made_free(m);
	}
}

/* --- what it is compared with ----------------------------------------------
 */

/* Money of at least five towns that is together at most a tenth more than the
 * country's is money in all. */
static void amounts(void **state)
{
	static const struct {
		enum figure_class class;
		size_t towns;
		double each, all; /* all: NAN: none */
		bool amount;
	} c[] = {
		{CLASS_MONEY, 5, 22, 100, true},
		{CLASS_MONEY, 5, 22.2, 100, false},
		{CLASS_UNKNOWN, 5, 20, 100, true},
		{CLASS_UNKNOWN, 5, 23, 100, false},
		{CLASS_MONEY, 4, 20, 100, false},
		{CLASS_MONEY, 6, 1, 100, true},
		{CLASS_MONEY, 6, 1, UNDEFINED, false},
		{CLASS_INDEX, 5, 1, 100, false},
		{CLASS_RATE, 5, 1, 100, false},
		{CLASS_COUNT, 2, 90, 100, true},
		{CLASS_COUNT, 2, 90, UNDEFINED, true},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct made *m = made_new(c[i].class, UNDEFINED);
		struct positions all;
		const struct position *p;

		for (size_t t = 1; t <= c[i].towns + 1; t++)
			made_place(m, (int64_t)t, AREA_TOWN, COUNTY);
		made_place(m, COUNTY, AREA_COUNTY, 0);
		made_place(m, COUNTRY, AREA_COUNTRY, 0);
		for (size_t t = 1; t <= c[i].towns + 1; t++) {
			made_series(m, (int64_t)t, 0);
			/* the last has no figure that year */
			made_figure(m, t <= c[i].towns ? YEAR : YEAR - 1,
				    t <= c[i].towns ? c[i].each : 900,
				    UNDEFINED);
			made_series(m, (int64_t)t, 1);
			made_figure(m, YEAR, 90, UNDEFINED);
		}
		made_series(m, COUNTY, 0);
		made_figure(m, YEAR, 90, UNDEFINED);
		if (!isnan(c[i].all)) {
			made_series(m, COUNTRY, 0);
			made_figure(m, YEAR, c[i].all, UNDEFINED);
		}
		all = positions_of(m);
		p = position_of(&all, 1);
		assert_int_equal((p->notes & POSITION_AMOUNT) != 0,
				 c[i].amount);
		assert_int_equal((p->notes & POSITION_NO_BENCHMARK) != 0,
				 !c[i].amount && isnan(c[i].all));
		if (c[i].amount)
			assert_string_equal(position_reason(p), "amount");
		assert_int_equal(p->level == LEVEL_NOT_COMPARED,
				 c[i].amount || isnan(c[i].all));
		assert_int_equal(p->county_level == LEVEL_NOT_COMPARED,
				 c[i].amount);
		assert_near(p->county_benchmark, c[i].amount ? UNDEFINED : 90,
			    0);
		positions_release(&all);
		made_free(m);
	}
}

/* The class, and whether it says more than a tenth of the benchmark. */
static void against_the_country(void **state)
{
	static const struct {
		double cases; /* of 10 000; the country has 100 */
		enum level level;
		bool slight;
	} c[] = {
		{1000, LEVEL_SIMILAR, false}, {1070, LEVEL_HIGHER, true},
		{1095, LEVEL_HIGHER, true},   {1150, LEVEL_MUCH_HIGHER, false},
		{930, LEVEL_LOWER, true},     {850, LEVEL_MUCH_LOWER, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		const struct town t[] = {
			{COUNTY, 10000, c[i].cases},
			{COUNTY + 1, 990000, 100000 - c[i].cases}};
		struct made *m = land(CLASS_RATE, t, 2, 1);
		struct positions all = positions_of(m);
		const struct position *p = position_of(&all, 1);

		assert_near(p->benchmark, 100, 1e-12);
		assert_near(p->difference, (c[i].cases - 1000) / 10, 1e-9);
		assert_near(p->percent, (c[i].cases - 1000) / 10, 1e-9);
		assert_int_equal(p->level, c[i].level);
		assert_int_equal(p->slight, c[i].slight);
		positions_release(&all);
		made_free(m);
	}
}

/* A place without a county has none to be compared with, nor a county itself;
 * nothing is a percentage of nothing. */
static void no_comparison(void **state)
{
	const struct town t[] = {{COUNTY, 10000, 1000}, {0, 20000, 3000}};
	struct made *m = land(CLASS_RATE, t, 2, 1);
	struct positions all = positions_of(m);

	(void)state;
	assert_near(position_of(&all, 1)->county_benchmark, 100, 1e-12);
	assert_near(position_of(&all, 2)->county_benchmark, UNDEFINED, 0);
	assert_int_equal(position_of(&all, 2)->county_level,
			 LEVEL_NOT_COMPARED);
	assert_near(position_of(&all, COUNTY)->county_benchmark, UNDEFINED, 0);
	positions_release(&all);
	made_free(m);

	m = made_new(CLASS_INDEX, UNDEFINED);
	made_place(m, 1, AREA_TOWN, 0);
	made_place(m, COUNTRY, AREA_COUNTRY, 0);
	made_series(m, 1, 0);
	made_figure(m, YEAR, 3, UNDEFINED);
	made_series(m, COUNTRY, 0);
	made_figure(m, YEAR, 0, UNDEFINED);
	all = positions_of(m);
	assert_near(all.list[0].difference, 3, 0);
	assert_near(all.list[0].percent, UNDEFINED, 0);
	assert_int_equal(all.list[0].level, LEVEL_ABOVE);
	assert_false(all.list[0].slight);
	assert_words(&all.list[0], "class_without_interval", "");
	positions_release(&all);
	made_free(m);
}

/* An area of more than a tenth of the whole is compared with the rest of it;
 * where that would tell of a town without a figure, with the whole. */
static void the_rest(void **state)
{
	const double no = UNDEFINED;
	const struct {
		struct town t[9];
		size_t n;
		double county, country; /* what town 1 is compared with */
		unsigned notes;
	} c[] = {
		/* a tenth of the country, half of the county */
		{{{50, 1000, 100}, {50, 1000, 60}, {51, 8000, 960}},
		 3,
		 60,
		 112,
		 0},
		{{{50, 1100, 110}, {50, 900, 60}, {51, 8000, 960}},
		 3,
		 200.0 / 3,
		 1000 * 1020 / 8900.0,
		 POSITION_REST},
		/* town 3 of its county has none: its county's rest is hers */
		{{{50, 1000, 100}, {50, 1000, 60}, {50, 1000, no}, {51, 1, 1}},
		 4,
		 1000 * 160 / 3000.0,
		 1000 * 161 / 3001.0,
		 POSITION_REST_UNKNOWN},
		/* a town of the other county lacks: its own can be told; in the
		 * country four others show, five do */
		{{{50, 1000, 100},
		  {50, 1000, 60},
		  {51, 1000, 50},
		  {51, 1000, 50},
		  {51, 1000, 50},
		  {51, 1000, no}},
		 6,
		 60,
		 1000 * 310 / 6000.0,
		 POSITION_REST_UNKNOWN},
		{{{50, 1000, 100},
		  {50, 1000, 60},
		  {51, 1000, 50},
		  {51, 1000, 50},
		  {51, 1000, 50},
		  {51, 1000, 50},
		  {51, 1000, no}},
		 7,
		 60,
		 1000 * 260 / 6000.0,
		 POSITION_REST},
		/* a town that is no part of any county today was merged */
		{{{50, 1000, 100},
		  {50, 1000, 60},
		  {51, 1000, 50},
		  {0, 1000, no}},
		 4,
		 60,
		 1000 * 110 / 3000.0,
		 POSITION_REST},
		/* fewer than five cases in the rest */
		{{{50, 1000, 100}, {50, 1000, 4}, {51, 1000, 50}},
		 3,
		 52,
		 27,
		 POSITION_REST},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct made *m = land(CLASS_RATE, c[i].t, c[i].n, 1);
		struct positions all = positions_of(m);
		const struct position *p = position_of(&all, 1);

		assert_near(p->county_benchmark, c[i].county, 1e-9);
		assert_near(p->benchmark, c[i].country, 1e-9);
		assert_int_equal(
			p->notes & (POSITION_REST | POSITION_REST_UNKNOWN),
			c[i].notes);
		positions_release(&all);
		made_free(m);
	}
}

/* A county's own towns tell nothing of the rest of the country. */
static void the_rest_of_a_county(void **state)
{
	const struct town t[] = {{50, 1000, 100},
				 {50, 1000, UNDEFINED},
				 {51, 1000, 60},
				 {51, 1000, 70}};
	struct made *m = land(CLASS_RATE, t, 4, 1);
	struct positions all = positions_of(m);

	(void)state;
	assert_near(position_of(&all, 50)->benchmark, 65, 1e-9);
	assert_int_equal(position_of(&all, 51)->notes & POSITION_REST_UNKNOWN,
			 POSITION_REST_UNKNOWN);
	positions_release(&all);
	made_free(m);
}

/* --- several years ---------------------------------------------------------
 */

/* Three years, five where they are fewer than 20 cases and five are there; none
 * where they are fewer than 5. */
static void pooled_years(void **state)
{
	static const struct {
		double cases; /* a year */
		int years;
		int first; /* 0: not pooled */
		double sum;
	} c[] = {
		{7, 5, 2018, 21}, {6.5, 5, 2016, 32.5},  {6.5, 4, 2018, 19.5},
		{1, 5, 2016, 5},  {0.75, 5, 0, 0},       {7, 2, 0, 0},
		{7, 3, 2018, 21}, {1.75, 3, 2018, 5.25}, {1.5, 3, 0, 0},
		{20, 5, 0, 0},    {19, 5, 2018, 57},
	};

	(void)state;
	for (int class = 0; class < 2; class ++)
		for (size_t i = 0; i < ARRAY_LEN(c); i++) {
			const struct town t[] = {{COUNTY, 1000, c[i].cases},
						 {COUNTY + 1, 99000, 700}};
			struct made *m =
				land(class ? CLASS_PROPORTION : CLASS_RATE, t,
				     2, c[i].years);
			double unit = m->s.about.unit;
			struct positions all = positions_of(m);
			const struct pooled *p = &position_of(&all, 1)->pooled;
			struct interval l;

			assert_int_equal(p->first_year, c[i].first);
			if (c[i].first) {
				double d = 1000.0 * (YEAR - c[i].first + 1);

				l = class ? interval_proportion(c[i].sum, d,
								0.95)
					  : interval_scaled(
						    interval_count(c[i].sum,
								   0.95),
						    1 / d);
				assert_near(p->counts.a, c[i].sum, 1e-12);
				assert_near(p->counts.d, d, 0);
				assert_near(p->value, unit * c[i].sum / d,
					    1e-12);
				assert_near(p->ci95.low, unit * l.low, 1e-9);
				assert_near(p->ci95.high, unit * l.high, 1e-9);
				assert_true(p->level != LEVEL_NOT_COMPARED);
			}
			positions_release(&all);
			made_free(m);
		}
}

/* Exactly 20 in three years are enough, exactly 5 are shown. */
static void the_edge_of_pooling(void **state)
{
	static const struct {
		double before, last;
		int years;
	} c[] = {{6.5, 7, 5}, {1.5, 2, 3}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		const struct town t[] = {{COUNTY, 1000, c[i].before},
					 {COUNTY + 1, 99000, 700}};
		struct made *m = land(CLASS_RATE, t, 2, c[i].years);
		size_t newest = (size_t)c[i].years - 1;
		struct positions all;

		m->s.values[newest] = c[i].last;
		m->s.numerators[newest] = c[i].last;
		all = positions_of(m);
		assert_int_equal(all.list[0].pooled.first_year, 2018);
		assert_near(all.list[0].pooled.counts.a, i == 0 ? 20 : 5, 0);
		positions_release(&all);
		made_free(m);
	}
}

/* Against the country's of the same years, by both intervals. */
static void pooled_level(void **state)
{
	static const struct {
		double country; /* cases of 100 000 a year */
		enum level level;
	} c[] = {
		/* 57 of 3000: 95 % 14.4 to 24.6, 99.8 % 12.0 to 28.4 per 1000
		 */
		{1900, LEVEL_SIMILAR},     {1400, LEVEL_HIGHER},
		{1100, LEVEL_MUCH_HIGHER}, {2500, LEVEL_LOWER},
		{3000, LEVEL_MUCH_LOWER},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		const struct town t[] = {
			{COUNTY, 1000, 19},
			{COUNTY + 1, 99000, c[i].country - 19}};
		struct made *m = land(CLASS_RATE, t, 2, 5);
		struct positions all = positions_of(m);

		assert_int_equal(position_of(&all, 1)->pooled.level,
				 c[i].level);
		positions_release(&all);
		/* the country lacks a year: pooled, not compared */
		m->s.numerators[m->s.figures_n - 2] = UNDEFINED;
		all = positions_of(m);
		assert_int_equal(position_of(&all, 1)->pooled.first_year, 2018);
		assert_int_equal(position_of(&all, 1)->pooled.level,
				 LEVEL_NOT_COMPARED);
		positions_release(&all);
		made_free(m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(which_year),
		cmocka_unit_test(sexes),
		cmocka_unit_test(few_cases),
		cmocka_unit_test(amounts),
		cmocka_unit_test(against_the_country),
		cmocka_unit_test(no_comparison),
		cmocka_unit_test(the_rest),
		cmocka_unit_test(the_rest_of_a_county),
		cmocka_unit_test(pooled_years),
		cmocka_unit_test(the_edge_of_pooling),
		cmocka_unit_test(pooled_level),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
