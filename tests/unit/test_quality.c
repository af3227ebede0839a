/*
 * The checks alone: a clean table of figures has no fault, each fault planted
 * into it is found where it is, and what may be natural is let pass.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "etl/quality.h"

enum {
	COUNTIES = 3,
	PARTS = 10, /* municipalities of a county */
	KUNTA_N = COUNTIES * PARTS,
	COUNTY = KUNTA_N, /* the first one */
	COUNTRY = KUNTA_N + COUNTIES,
	AREAS = COUNTRY + 1,
	FIRST = 2000,
	N_YEARS = 16,
	LAST = FIRST + N_YEARS - 1
};

struct world {
	struct quality_area areas[AREAS];
	size_t parents[2 * KUNTA_N];
	struct quality_register reg;
	struct figures f;
	struct flaws found;
};

static double people(int area)
{
	return 900 + 37 * area * area;
}

static void add(struct world *w, int area, enum sex sex, int year, double value,
		double numerator)
{
	struct figure f = {.area = area + 1,
			   .year = year,
			   .sex = sex,
			   .value = val_number(value),
			   .numerator = isnan(numerator)
						? val_absent(VAL_MISSING)
						: val_number(numerator)};

	figures_add(&w->f, &f);
}

/* A rate with persons behind it: persons add up but for three in a thousand
 * whom no municipality has, rates are rounded to a tenth. */
static void add_year(struct world *w, int year, uint64_t *seed)
{
	double persons[COUNTIES + 1] = {0}, all[COUNTIES + 1] = {0};
	int a, c;

	for (a = 0; a < KUNTA_N; a++) {
		double share = 0.06 + 0.012 * (a * a * 7 % 13) +
			       0.001 * (year - FIRST);
		double base = people(a) * pow(0.99, year - FIRST);
		double n = round(base * share *
				 (1 + 0.04 * (draw_unit(seed) - 0.5)));

		add(w, a, SEX_TOTAL, year, round(1000 * n / base) / 10, n);
		persons[a / PARTS] += n;
		all[a / PARTS] += base;
		persons[COUNTIES] += n;
		all[COUNTIES] += base;
	}
	for (c = 0; c <= COUNTIES; c++) {
		double n =
			c < COUNTIES ? persons[c] : round(persons[c] * 1.003);

		add(w, COUNTY + c, SEX_TOTAL, year,
		    round(1000 * n / all[c]) / 10, n);
	}
}

static void set_up(struct world *w)
{
	uint64_t seed = 7;
	size_t i, from = 0;
	int y;

	*w = (struct world){0};
	for (i = 0; i < AREAS; i++) {
		struct quality_area *a = &w->areas[i];

		a->id = (int64_t)i + 1;
		a->level = i < KUNTA_N   ? LEVEL_KUNTA
			   : i < COUNTRY ? LEVEL_COUNTY
					 : LEVEL_COUNTRY;
		a->name = xasprintf("area %zu", i);
		a->from = from;
		if (i < KUNTA_N) {
			w->parents[from++] = COUNTY + i / PARTS;
			w->parents[from++] = COUNTRY;
			a->n = 2;
		}
	}
	w->reg = (struct quality_register){w->areas, AREAS, w->parents};
	for (y = FIRST; y <= LAST; y++)
		add_year(w, y, &seed);
	figures_sort(&w->f);
}

static void tear_down(struct world *w)
{
	size_t i;

	for (i = 0; i < AREAS; i++)
		free(w->areas[i].name);
	figures_release(&w->f);
	flaws_release(&w->found);
}

static struct figure *at(struct world *w, int area, int year)
{
	const struct figure key = {.area = area + 1, .year = year};
	struct figure *f = figures_find(&w->f, &key);

	assert_non_null(f);
	return f;
}

static double value_of(const struct figure *f)
{
	double v = (double)NAN;

	assert_true(val_get(f->value, &v));
	return v;
}

static void multiply(struct figure *f, double by, bool persons)
{
	double n;

	f->value = val_number(round(value_of(f) * by * 10) / 10);
	if (persons && val_get(f->numerator, &n))
		f->numerator = val_number(round(n * by));
}

static void look(struct world *w)
{
	w->found.n = 0;
	quality_check_state(&w->reg, &w->f, &w->found);
	flaws_sort(&w->found);
}

/* An error of this kind, of this area (-1: none alone) and year. */
static bool has(const struct world *w, enum quality_check check, int area,
		int year)
{
	size_t i;

	for (i = 0; i < w->found.n; i++) {
		const struct flaw *f = &w->found.list[i];

		if (f->severity == SEVERITY_ERROR && f->check == check &&
		    f->area == area + 1 && f->year == year)
			return true;
	}
	return false;
}

static size_t errors(const struct world *w)
{
	size_t i, n = 0;

	for (i = 0; i < w->found.n; i++)
		n += w->found.list[i].severity != SEVERITY_NOTE;
	return n;
}

static void test_clean_figures_have_no_fault(void **state)
{
	struct world w;

	(void)state;
	set_up(&w);
	look(&w);
	assert_int_equal(errors(&w), 0);
	tear_down(&w);
}

static void test_a_county_off_by_one_percent(void **state)
{
	static const double by[] = {1.01, 0.99};
	struct world w;
	size_t i;
	int year, c;

	(void)state;
	set_up(&w);
	for (i = 0; i < ARRAY_LEN(by); i++) {
		for (year = FIRST; year <= LAST; year++) {
			for (c = 0; c < COUNTIES; c++) {
				struct figure *f = at(&w, COUNTY + c, year);
				struct figure clean = *f;

				multiply(f, by[i], true);
				look(&w);
				assert_true(
					has(&w, QUALITY_SUM, COUNTY + c, year));
				*f = clean;
			}
		}
	}
	/* What the country's shortfall always is, is no fault; another is. */
	multiply(at(&w, COUNTRY, 2010), 1.01, true);
	look(&w);
	assert_true(has(&w, QUALITY_SUM, COUNTRY, 2010));
	assert_int_equal(errors(&w), 2); /* of counties, of municipalities */
	tear_down(&w);
}

static void test_two_municipalities_change_places(void **state)
{
	struct world w;
	struct figure *a, *b;
	struct val v, n;

	(void)state;
	set_up(&w);
	a = at(&w, 3, 2008);
	b = at(&w, 24, 2008);
	v = a->value;
	n = a->numerator;
	a->value = b->value;
	a->numerator = b->numerator;
	b->value = v;
	b->numerator = n;
	look(&w);
	assert_true(has(&w, QUALITY_SWAPPED, 3, 2008));
	assert_true(has(&w, QUALITY_DENOMINATOR, 3, 2008));
	assert_true(has(&w, QUALITY_DENOMINATOR, 24, 2008));
	tear_down(&w);
}

static void test_a_decimal_is_lost(void **state)
{
	struct world w;
	int year;

	(void)state;
	set_up(&w);
	for (year = FIRST; year <= LAST; year++) {
		struct figure *f = at(&w, 12, year), clean = *f;

		multiply(f, 10, false);
		look(&w);
		assert_true(has(&w, QUALITY_DECIMAL, 12, year));
		*f = clean;
		f->numerator = val_absent(VAL_MISSING);
		multiply(f, 0.1, false);
		look(&w);
		assert_true(has(&w, QUALITY_DECIMAL, 12, year));
		*f = clean;
	}
	tear_down(&w);
}

/* Few cases may be ten times as many the year after. */
static void test_small_counts_may_jump(void **state)
{
	struct world w;
	int year;

	(void)state;
	set_up(&w);
	for (year = FIRST; year <= LAST; year++) {
		at(&w, 5, year)->value = val_number(1.1);
		at(&w, 5, year)->numerator = val_number(2);
	}
	at(&w, 5, 2009)->value = val_number(11.2);
	at(&w, 5, 2009)->numerator = val_number(20);
	look(&w);
	assert_false(has(&w, QUALITY_DECIMAL, 5, 2009));
	tear_down(&w);
}

static void copy_year(struct world *w, int from, int to)
{
	int a;

	for (a = 0; a < AREAS; a++) {
		at(w, a, to)->value = at(w, a, from)->value;
		at(w, a, to)->numerator = at(w, a, from)->numerator;
	}
}

static void test_whole_years(void **state)
{
	struct world w;
	struct figure first;
	int a;

	(void)state;
	set_up(&w);
	copy_year(&w, LAST - 1, LAST);
	look(&w);
	assert_true(has(&w, QUALITY_REPEATED, -1, LAST));
	tear_down(&w);

	set_up(&w);
	for (a = 0; a < AREAS; a++)
		multiply(at(&w, a, 2006), 2, true);
	look(&w);
	assert_true(has(&w, QUALITY_SCALED, -1, 2006));
	tear_down(&w);

	set_up(&w);
	for (a = 0; a < AREAS; a++)
		multiply(at(&w, a, LAST), 0.01, false);
	look(&w);
	assert_true(has(&w, QUALITY_SCALED, -1, LAST));
	tear_down(&w);

	/* One row further down. */
	set_up(&w);
	first = *at(&w, 0, 2011);
	for (a = 0; a + 1 < AREAS; a++) {
		at(&w, a, 2011)->value = at(&w, a + 1, 2011)->value;
		at(&w, a, 2011)->numerator = at(&w, a + 1, 2011)->numerator;
	}
	at(&w, AREAS - 1, 2011)->value = first.value;
	at(&w, AREAS - 1, 2011)->numerator = first.numerator;
	look(&w);
	assert_true(has(&w, QUALITY_SHIFTED, -1, 2011));
	tear_down(&w);
}

static void test_frozen_series(void **state)
{
	struct world w;
	size_t i, n = 0;
	int a, year;

	(void)state;
	set_up(&w);
	for (a = 2; a < 6; a++)
		for (year = LAST - 4; year < LAST; year++)
			at(&w, a, year)->value = at(&w, a, LAST)->value;
	look(&w);
	for (i = 0; i < w.found.n; i++)
		n += w.found.list[i].check == QUALITY_FROZEN;
	assert_int_equal(n, 1);
	assert_int_equal(errors(&w), 0);
	tear_down(&w);
}

/* Half of `all` are men in every area; their rate is higher. */
static void add_sexes(struct world *w)
{
	size_t i, n = w->f.n;

	for (i = 0; i < n; i++) {
		struct figure f = w->f.list[i];
		double v = value_of(&f), persons = 0, men;

		assert_true(val_get(f.numerator, &persons));
		men = round(persons * 0.6);
		add(w, (int)f.area - 1, SEX_MALE, f.year, v + 1, men);
		add(w, (int)f.area - 1, SEX_FEMALE, f.year, v - 1,
		    persons - men);
	}
	figures_sort(&w->f);
}

static void test_sexes_against_all(void **state)
{
	struct world w;

	(void)state;
	set_up(&w);
	add_sexes(&w);
	look(&w);
	assert_int_equal(errors(&w), 0);
	at(&w, 28, 2004)->value = val_number(value_of(at(&w, 28, 2004)) + 1.5);
	look(&w);
	assert_true(has(&w, QUALITY_SEXES, 28, 2004));
	multiply(at(&w, 27, 2005), 1.03, true);
	look(&w);
	assert_true(has(&w, QUALITY_SEXES, 27, 2005));
	tear_down(&w);
}

static void change(struct world *w, const struct figures *was)
{
	w->found.n = 0;
	quality_check_change(&w->reg, was, &w->f, &w->found);
	flaws_sort(&w->found);
}

static void test_what_an_answer_does(void **state)
{
	struct world w;
	struct figures was = {0};
	struct figure *a, *b;
	struct val v;
	size_t i, n;
	int year;

	(void)state;
	set_up(&w);
	figures_copy(&was, &w.f);
	change(&w, &was);
	assert_int_equal(w.found.n, 0);
	/* Two figures that stand in each other's place. */
	a = at(&w, 3, 2008);
	b = at(&w, 7, 2008);
	v = a->value;
	a->value = b->value;
	b->value = v;
	change(&w, &was);
	assert_true(has(&w, QUALITY_SWAPPED, 3, 2008));
	multiply(at(&w, 9, 2003), 10, false);
	change(&w, &was);
	assert_true(has(&w, QUALITY_DECIMAL, 9, 2003));
	/* Every year a year too late: a look at the state alone tells of no
	 * year but the first. */
	for (year = LAST; year > FIRST; year--)
		copy_year(&w, year - 1, year);
	change(&w, &was);
	assert_true(has(&w, QUALITY_SHIFTED, -1, 2005));
	assert_true(has(&w, QUALITY_SHIFTED, -1, LAST));
	/* A third of the municipalities is left out. */
	w.f.n = 0;
	figures_copy(&w.f, &was);
	for (i = 0, n = 0; i < w.f.n; i++)
		if (w.f.list[i].area > KUNTA_N || w.f.list[i].area % 3)
			w.f.list[n++] = w.f.list[i];
	w.f.n = n;
	change(&w, &was);
	assert_true(has(&w, QUALITY_VANISHED, -1, 0));
	figures_release(&was);
	tear_down(&w);
}

static void test_folds_what_is_alike(void **state)
{
	struct flaws f = {0};
	struct flaw one = {QUALITY_JUMP, SEVERITY_NOTE, 1, 2010, SEX_TOTAL, ""};

	(void)state;
	for (; one.area <= 9; one.area++)
		flaws_add(&f, &one, "area %d", (int)one.area);
	one.year = 2011;
	flaws_add(&f, &one, "alone");
	flaws_sort(&f);
	assert_true(flaws_have(&f, &one));
	flaws_fold(&f);
	assert_int_equal(f.n, 2);
	assert_string_equal(f.list[0].text,
			    "in 9 areas; the first of them: area 1");
	assert_string_equal(f.list[1].text, "alone");
	flaws_release(&f);
}

static void test_descriptions(void **state)
{
	const struct {
		struct quality_description d;
		const char *want; /* "" for nothing */
	} c[] = {
		{{"V\303\244est\303\266 31.12.", "LKM",
		  "v\303\244est\303\266  31.12", "count", 2022, 2023},
		 ""},
		{{"0\xe2\x80\x93"
		  "6-vuotiaat, %",
		  "PROS", "0 - 6-vuotiaat, %", "proportion", 2022, 2023},
		 ""},
		{{"Kuolleet", "LKM", "Syntyneet", "count", 2022, 2023},
		 "'Kuolleet', but 'Syntyneet' is expected"},
		{{"", "", "Syntyneet", "count", 0, 0}, ""},
		{{"A", "PER1000", "A", "count", 2022, 2023},
		 "unit PER1000, but class count"},
		{{"A", "PER1000", "", "", 2012, 2018},
		 "no newer year in the answer of 2018"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct flaws f = {0};

		quality_check_description(&c[i].d, &f);
		assert_string_equal(f.n ? f.list[0].text : "", c[i].want);
		assert_true(f.n <= 1);
		flaws_release(&f);
	}
}

/* Nothing, one figure, and figures too scattered for a table. */
static void test_few_figures(void **state)
{
	struct world w;
	int i;

	(void)state;
	set_up(&w);
	w.f.n = 0;
	look(&w);
	assert_int_equal(w.found.n, 0);
	add(&w, 0, SEX_TOTAL, YEAR_MAX, 1, (double)NAN);
	look(&w);
	assert_int_equal(w.found.n, 0);
	for (i = 1; i < AREAS; i++)
		add(&w, i, (enum sex)(i % SEX_N), YEAR_MIN + 8 * i, -i,
		    (double)NAN);
	look(&w);
	assert_int_equal(w.found.n, 0);
	tear_down(&w);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean_figures_have_no_fault),
		cmocka_unit_test(test_a_county_off_by_one_percent),
		cmocka_unit_test(test_two_municipalities_change_places),
		cmocka_unit_test(test_a_decimal_is_lost),
		cmocka_unit_test(test_small_counts_may_jump),
		cmocka_unit_test(test_whole_years),
		cmocka_unit_test(test_frozen_series),
		cmocka_unit_test(test_sexes_against_all),
		cmocka_unit_test(test_what_an_answer_does),
		cmocka_unit_test(test_folds_what_is_alike),
		cmocka_unit_test(test_descriptions),
		cmocka_unit_test(test_few_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
