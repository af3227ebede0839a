/*
 * Recent trends as findings, on sheets made here: what of the five newest
 * figures and their line becomes a finding.
 */
#include "tests/unit/test_made_sheet.h"

#include "analysis/recent_trend.h"

enum {
	TOWN = 1,
	OTHER = 2
};

static const int plain_years[] = {2012, 2016, 2017, 2018, 2019, 2020};
static const int wide_years[] = {2010, 2013, 2015, 2016, 2018, 2019};

/* Two towns of 10 000 inhabitants: one of these numbers of cases, the other of
 * 1000 a year. */
static struct made *two_towns(enum figure_class class, double unit,
			      const int *years, const double *cases, size_t n)
{
	struct made *m = made_new(class, unit);

	m->s.about.decimals = 2;
	for (int i = TOWN; i <= OTHER; i++) {
		made_place(m, i, AREA_TOWN, 0);
		for (int y = 2005; y < 2021; y++)
			made_persons(m, i, 0, y, 10000);
		made_series(m, i, 0);
		for (size_t t = 0; t < n; t++) {
			double a = i == TOWN ? cases[t] : 1000;

			made_figure(m, years[t], unit * a / 10000, a);
		}
	}
	return m;
}

/* The findings of a sheet; the first town's, the list is released. */
static struct finding found(struct made *m, size_t n)
{
	struct findings list = {.list = NULL};
	struct finding f = {.family = 0};

	sheet_complete(&m->s);
	recent_trends_find(&m->s, &list);
	assert_int_equal(list.n, n);
	if (n > 0)
		f = list.list[0];
	findings_release(&list);
	return f;
}

static struct recent fit_of(const double *cases, double unit)
{
	struct recent r;
	double x[RECENT_POINTS], low[RECENT_POINTS], high[RECENT_POINTS];

	for (int i = 0; i < RECENT_POINTS; i++) {
		struct interval l = interval_scaled(
			interval_count(cases[i], 0.95), unit / 10000);

		x[i] = unit * cases[i] / 10000;
		low[i] = l.low;
		high[i] = l.high;
	}
	assert_true(recent_fit(x, low, high, &r));
	return r;
}

/* The line is that of the five newest figures a step apart; told is what that
 * is a year. Two towns are in no band: by their own spread. */
static void a_year(void **state)
{
	const double cases[] = {2000, 300, 420, 330, 460, 440};
	const int *const years[] = {plain_years, wide_years};

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct made *m =
			two_towns(CLASS_RATE, 1000, years[i], cases, 6);
		struct finding f = found(m, 2);
		struct recent r = fit_of(cases + 1, 1000);
		double k = i == 0 ? 1 : 4.0 / 6, low, high;

		recent_interval(&r, UNDEFINED, &low, &high);
		assert_int_equal(f.kind, KIND_RECENT);
		assert_int_equal(f.area, TOWN);
		assert_true(f.trend.tested && isnan(f.q) && isnan(f.q_by));
		assert_int_equal(f.trend.verdict, VERDICT_NO_CLEAR_TREND);
		assert_int_equal(f.trend.n, 5);
		assert_int_equal(f.trend.first_year, years[i][1]);
		assert_int_equal(f.trend.last_year, years[i][5]);
		assert_near(f.trend.stats.slope, k * r.slope, 1e-12);
		assert_near(f.trend.stats.low, k * low, 1e-12);
		assert_near(f.trend.stats.high, k * high, 1e-12);
		assert_near(f.trend.stats.mk.p, r.p, 1e-12);
		assert_near(f.trend.stats.p_adj, recent_p(&r, UNDEFINED),
			    1e-12);
		assert_true(r.q > 6);
		assert_near(f.trend.stats.persistence.f, r.q / 3, 1e-12);
		assert_false(f.moved);
		assert_true(f.trend.material); /* 10 of 42 */
		made_free(m);
	}
}

/* What moves with no more spread than chance. */
static void what_moves(void **state)
{
	static const struct {
		double step;
		bool moved;
		const char *remark;
	} c[] = {
		{150, true, "English Fingertips profiles: increasing"},
		{-150, true, "English Fingertips profiles: decreasing"},
		{1, false, "English Fingertips profiles: no change"},
		{0, false, "English Fingertips profiles: no change"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		double cases[6];
		struct made *m;
		struct finding f;

		for (int t = 0; t < 6; t++)
			cases[t] = 1000 + c[i].step * t;
		m = two_towns(CLASS_RATE, 1000, plain_years, cases, 6);
		f = found(m, 2);
		assert_int_equal(f.moved, c[i].moved);
		assert_string_equal(f.remark, c[i].remark);
		assert_near(f.trend.stats.persistence.f, 1, 0);
		made_free(m);
	}
}

/* Over four steps: 0.52 of a percent are half a point, 0.48 are not; of a rate
 * 5 % of the five newest figures' median. */
static void material(void **state)
{
	static const struct {
		enum figure_class class;
		double unit, first, step;
		bool want;
	} c[] = {
		{CLASS_PROPORTION, 100, 2000, 13, true},
		{CLASS_PROPORTION, 100, 2000, 12, false},
		{CLASS_PROPORTION, 100, 2000, -13, true},
		{CLASS_PROPORTION, 100, 2000, -12, false},
		{CLASS_RATE, 1000, 1000, 13, true},   /* 52 of 1026: 5.07 % */
		{CLASS_RATE, 1000, 1000, 12, false},  /* 48 of 1024 */
		{CLASS_RATE, 1000, 1000, -12, false}, /* 48 of 976: 4.92 % */
		{CLASS_RATE, 1000, 1000, -13, true},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		double cases[6] = {900};
		struct made *m;

		for (int t = 0; t < 5; t++)
			cases[t + 1] = c[i].first + c[i].step * t;
		m = two_towns(c[i].class, c[i].unit, plain_years, cases, 6);
		m->s.about.decimals = 1;
		assert_int_equal(found(m, 2).trend.material, c[i].want);
		made_free(m);
	}
}

static void assert_reason(const struct finding *f, enum verdict verdict,
			  const char *remark, size_t n, int first, int last)
{
	assert_int_equal(f->trend.verdict, verdict);
	if (remark)
		assert_string_equal(f->remark, remark);
	else
		assert_null(f->remark);
	assert_int_equal(f->trend.n, n);
	assert_int_equal(f->trend.first_year, first);
	assert_int_equal(f->trend.last_year, last);
	assert_false(f->trend.tested || f->moved);
	assert_true(isnan(f->trend.stats.slope) && isnan(f->trend.stats.low) &&
		    isnan(f->trend.stats.high));
}

static void reasons(void **state)
{
	static const int far[] = {2005, 2012, 2017, 2018, 2019, 2020};
	const double cases[] = {300, 310, 320, 330, 340, 350};
	struct made *m = two_towns(CLASS_RATE, 1000, plain_years, cases, 4);
	struct finding f = found(m, 2);

	(void)state;
	assert_reason(&f, VERDICT_TOO_FEW_POINTS, NULL, 4, 2012, 2018);
	made_free(m);

	m = two_towns(CLASS_RATE, 1000, far, cases, 6);
	f = found(m, 2);
	assert_reason(&f, VERDICT_NOT_ASSESSABLE,
		      "the five newest years are far apart", 5, 2012, 2020);
	made_free(m);

	/* the other town has five years more */
	m = two_towns(CLASS_RATE, 1000, plain_years, cases, 6);
	for (size_t i = 0; i < 6; i++)
		m->s.years[i] -= 4;
	f = found(m, 2);
	assert_reason(&f, VERDICT_OUT_OF_DATE, NULL, 5, 2012, 2016);
	made_free(m);

	m = two_towns(CLASS_RATE, 1000, plain_years, cases, 6);
	m->s.known = xmalloc(sizeof(*m->s.known));
	m->s.known[0] = 2018;
	m->s.known_n = m->s.known_cap = 1;
	f = found(m, 2);
	assert_reason(&f, VERDICT_BREAK_IN_SERIES, NULL, 5, 2016, 2020);
	made_free(m);

	m = two_towns(CLASS_RATE, 1000, plain_years, cases, 6);
	m->s.numerators[3] = UNDEFINED;
	f = found(m, 2);
	assert_reason(&f, VERDICT_NOT_ASSESSABLE, "no number of cases", 5, 2016,
		      2020);
	made_free(m);
}

/* Where no figure can have an interval there is no finding, not one that says
 * so of every town; one figure is enough, the first or the last. */
static void who_has_any(void **state)
{
	const double cases[] = {300, 310, 320, 330, 340, 350};
	struct finding f;

	(void)state;
	for (size_t with = 0; with < 3; with++) {
		struct made *m =
			two_towns(CLASS_RATE, 1000, plain_years, cases, 6);

		for (size_t i = 0; i < m->country.persons_n; i++)
			m->country.persons[i].n = UNDEFINED;
		if (with == 1)
			m->country.persons[2012 - 2005].n = 10000;
		if (with == 2)
			m->country.persons[m->country.persons_n - 1].n = 10000;
		f = found(m, with == 0 ? 0 : 2);
		if (with > 0)
			assert_reason(&f, VERDICT_NOT_ASSESSABLE,
				      "no denominator for an interval", 5, 2016,
				      2020);
		made_free(m);
	}
}

static void of_nothing(void **state)
{
	const double cases[] = {300, 310, 320, 330, 340, 350};
	struct made *m = two_towns(CLASS_RATE, 1000, plain_years, cases, 6);

	(void)state;
	m->s.about.survey = true;
	(void)found(m, 0);
	made_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_year),      cmocka_unit_test(what_moves),
		cmocka_unit_test(material),    cmocka_unit_test(reasons),
		cmocka_unit_test(who_has_any), cmocka_unit_test(of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
