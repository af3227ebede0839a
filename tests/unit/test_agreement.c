/*
 * What became of what was agreed: the verdicts one by one, and that nothing
 * that is chance is ever called a change.
 */
#include "tests/support/test.h"

#include <math.h>

#include "analysis/agreement.h"
#include "analysis/dist.h"
#include "analysis/random.h"

/* A share of 1000 persons, 2020 and 2024, nothing amiss. */
static struct agreement_figures share(double a, double b)
{
	return (struct agreement_figures){.agreed_year = 2020,
					  .revised = a / 10,
					  .current = b / 10,
					  .current_year = 2024,
					  .proportion = true,
					  .unit = 100,
					  .then = {a, 1000},
					  .now = {b, 1000},
					  .phi = 1,
					  .rules = {.span = 1,
						    .decimals = 1,
						    .proportion = true,
						    .newest_year = 2024,
						    .run_year = 2025}};
}

static enum agreement_verdict judge(const struct agreement_figures *f,
				    enum polarity polarity, bool told,
				    int first_year, char *note)
{
	struct mk_cache *cache = mk_cache_new();
	struct agreement_change c;
	enum agreement_verdict v;

	agreement_compare(f, cache, &c);
	v = agreement_judge(&c, c.hypothesis ? c.p : (double)NAN, polarity,
			    told, first_year, note);
	mk_cache_free(cache);
	return v;
}

struct verdict_case {
	const char *name;
	struct agreement_figures f;
	enum polarity polarity;
	bool weak;
	int first_year;
	const char *verdict, *note;
};

static void check(const struct verdict_case *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char note[AGREEMENT_NOTE];
		const char *got = agreement_verdict_name(
			judge(&c[i].f, c[i].polarity, !c[i].weak,
			      c[i].first_year ? c[i].first_year : 2021, note));

		if (strcmp(got, c[i].verdict) != 0 ||
		    strcmp(note, c[i].note) != 0)
			fail_msg("%s: %s (%s), not %s (%s)", c[i].name, got,
				 note, c[i].verdict, c[i].note);
	}
}

/* A copy of f with something amiss. */
static struct agreement_figures with(struct agreement_figures f, int what)
{
	switch (what) {
	case 'b':
		f.broken = true;
		break;
	case 'n':
		f.rules.nominal = true;
		break;
	case 'a':
		f.agreed_year = 0;
		f.reason = "nothing_known";
		break;
	case 'w':
		f.revised = (double)NAN;
		break;
	case 's':
		f.why = "survey";
		break;
	case 'p':
		f.phi = (double)NAN;
		break;
	case 'e':
		f.current_year = 2020;
		break;
	case 'm':
		f.rules.span = 3;
		break;
	case 'o':
		f.phi = 20;
		break;
	default:
		fail();
	}
	return f;
}

static void test_verdicts(void **state)
{
	const struct agreement_figures down = share(200, 100);
	const struct agreement_figures same = share(200, 195);
	const struct verdict_case c[] = {
		{"less is better", down, POLARITY_LOWER, false, 0, "improved",
		 ""},
		{"more is better", down, POLARITY_HIGHER, false, 0, "worsened",
		 ""},
		{"no side", down, POLARITY_NEUTRAL, false, 0, "fallen", ""},
		{"up", share(100, 200), POLARITY_NEUTRAL, false, 0, "risen",
		 ""},
		{"chance", same, POLARITY_LOWER, false, 0,
		 "no_detectable_change", ""},
		{"a weak link", down, POLARITY_LOWER, true, 0, "value_only",
		 ""},
		{"weak, no baseline", with(down, 'a'), POLARITY_LOWER, true, 0,
		 "not_measurable", "nothing_known"},
		{"no baseline", with(down, 'a'), POLARITY_LOWER, false, 0,
		 "not_measurable", "nothing_known"},
		{"lag", down, POLARITY_LOWER, false, 2025, "too_early", ""},
		{"the first year that counts", down, POLARITY_LOWER, false,
		 2024, "improved", ""},
		{"an average that reaches back", with(down, 'm'),
		 POLARITY_LOWER, false, 2023, "too_early", ""},
		{"nothing since", with(down, 'e'), POLARITY_LOWER, false, 0,
		 "too_early", ""},
		{"withdrawn", with(down, 'w'), POLARITY_LOWER, false, 0,
		 "not_measurable", "figure_withdrawn"},
		{"withdrawn, too early", with(down, 'w'), POLARITY_LOWER, false,
		 2025, "not_measurable", "figure_withdrawn"},
		{"a break", with(down, 'b'), POLARITY_LOWER, false, 0,
		 "not_measurable", "break_in_series"},
		{"a break, too early", with(down, 'b'), POLARITY_LOWER, false,
		 2025, "too_early", "break_in_series"},
		{"money", with(down, 'n'), POLARITY_LOWER, false, 0,
		 "not_measurable", "nominal_prices"},
		{"a sample, two years", with(down, 's'), POLARITY_LOWER, false,
		 0, "no_detectable_change", "survey; too_few_points"},
		{"how it varies is not known", with(down, 'p'), POLARITY_LOWER,
		 false, 0, "no_detectable_change",
		 "variation_not_known; too_few_points"},
		{"it varies a lot", with(down, 'o'), POLARITY_LOWER, false, 0,
		 "no_detectable_change", ""},
	};

	(void)state;
	check(c, ARRAY_LEN(c));
}

/* Enough persons make a small difference a sure one, not a large one. */
static void test_slight(void **state)
{
	struct agreement_figures f = share(200, 196);
	char note[AGREEMENT_NOTE];

	(void)state;
	f.then = (struct counts){200000, 1000000};
	f.now = (struct counts){196000, 1000000};
	assert_int_equal(judge(&f, POLARITY_LOWER, true, 2021, note),
			 AGREEMENT_IMPROVED);
	assert_string_equal(note, "slight");
	/* as sure as is told apart */
	{
		struct mk_cache *cache = mk_cache_new();
		struct agreement_change c;

		f.now.a = 150000;
		agreement_compare(&f, cache, &c);
		assert_near(c.p, 1e-12, 0);
		mk_cache_free(cache);
	}
}

static void test_trend_after(void **state)
{
	static const int years[] = {2013, 2014, 2015, 2016, 2017, 2018, 2019};
	static const double falling[] = {9, 8.5, 8, 7, 6.5, 6, 5};
	static const double wild[] = {9, 5, 8.5, 6, 9, 4, 5};
	struct agreement_figures f = {.agreed_year = 2012,
				      .revised = 10,
				      .current = 5,
				      .current_year = 2019,
				      .why = "class_without_interval",
				      .phi = (double)NAN,
				      .rules = {.span = 1,
						.decimals = 1,
						.newest_year = 2019,
						.run_year = 2020},
				      .after = {years, falling, 7, NULL, 0}};
	char note[AGREEMENT_NOTE];

	(void)state;
	assert_int_equal(judge(&f, POLARITY_LOWER, true, 2013, note),
			 AGREEMENT_IMPROVED);
	assert_string_equal(note, "class_without_interval");
	f.revised = 4; /* it had risen before it fell */
	assert_int_equal(judge(&f, POLARITY_LOWER, true, 2013, note),
			 AGREEMENT_NO_DETECTABLE_CHANGE);
	assert_string_equal(note,
			    "class_without_interval; trend_against_change");
	/* a trend that is not clear leads neither way */
	f.after.values = wild;
	for (int way = 0; way < 2; way++) {
		f.revised = way == 0 ? 4 : 10;
		assert_int_equal(judge(&f, POLARITY_LOWER, true, 2013, note),
				 AGREEMENT_NO_DETECTABLE_CHANGE);
		assert_string_equal(note, "class_without_interval");
	}
	f.after.values = falling;
	f.after.n = 4;
	assert_int_equal(judge(&f, POLARITY_LOWER, true, 2013, note),
			 AGREEMENT_NO_DETECTABLE_CHANGE);
	assert_string_equal(note, "class_without_interval; too_few_points");
}

/* Found together with many others, a small p is no finding. */
static void test_one_of_many(void **state)
{
	struct agreement_figures f = share(200, 160);
	struct mk_cache *cache = mk_cache_new();
	struct agreement_change c;
	char note[AGREEMENT_NOTE];

	(void)state;
	agreement_compare(&f, cache, &c);
	assert_true(c.p < 0.05);
	assert_int_equal(
		agreement_judge(&c, 0.3, POLARITY_LOWER, true, 2021, note),
		AGREEMENT_NO_DETECTABLE_CHANGE);
	assert_string_equal(note, "one_of_many");
	mk_cache_free(cache);
}

/* p and the interval are one test: at the level 1 - p the interval begins at no
 * change. The interval is Newcombe's example (1998, table II, (a), method 10:
 * 56/70 - 48/80, 0.0524 to 0.3339). */
static void test_p_and_interval(void **state)
{
	struct agreement_figures f = share(48, 56);
	struct mk_cache *cache = mk_cache_new();
	struct agreement_change c;
	struct interval at;

	(void)state;
	f.then.d = 80;
	f.now.d = 70;
	agreement_compare(&f, cache, &c);
	assert_true(fabs(c.change.low - 5.24) < 0.005);
	assert_true(fabs(c.change.high - 33.39) < 0.005);
	at = interval_difference(56, 70, 48, 80, 1 - c.p);
	assert_true(fabs(at.low) < 1e-6);
	f.proportion = false;
	f.unit = 1000;
	f.revised = 600;
	agreement_compare(&f, cache, &c);
	at = interval_rate_ratio(56, 70, 48, 80, 1 - c.p);
	assert_true(c.p == 1 || fabs(at.low - 1) < 1e-6);
	/* a difference of next to nothing: not quite 1 */
	f = share(20000, 20000.1);
	f.then.d = f.now.d = 1e5;
	agreement_compare(&f, cache, &c);
	assert_true(c.p > 0.999 && c.p < 0.9999);
	mk_cache_free(cache);
}

/* A rate from nothing has no ratio, nor has one that is 0 as printed; half a
 * case in the unit has. */
static void test_rates_from_nothing(void **state)
{
	static const struct {
		double then, now, revised;
		bool ratio;
	} c[] = {
		{0, 5, 5, false},   {1, 5, 0, false}, {0, 0, 0, false},
		{1, 50, 0.5, true}, {5, 0, 5, true},
	};
	struct mk_cache *cache = mk_cache_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct agreement_figures f = share(c[i].then, c[i].now);
		struct agreement_change change;

		f.proportion = false;
		f.revised = c[i].revised;
		f.current = 10;
		agreement_compare(&f, cache, &change);
		assert_string_equal(agreement_evidence_name(change.evidence),
				    c[i].ratio ? "interval" : "");
		assert_int_equal(change.hypothesis, c[i].ratio);
		if (!c[i].ratio) {
			assert_string_equal(change.why, "no_ratio");
		} else {
			struct interval r = interval_rate_ratio(
				c[i].now, 1000, c[i].then, 1000, 0.95);

			assert_near(change.change.low,
				    (r.low - 1) * c[i].revised, 1e-12);
			assert_near(change.change.high,
				    (r.high - 1) * c[i].revised, 1e-12);
		}
	}
	assert_string_equal(agreement_evidence_name(EVIDENCE_TREND), "trend");
	mk_cache_free(cache);
}

/* Four times the variance is a fourth of the persons. */
static void test_phi(void **state)
{
	struct agreement_figures f = share(200, 160), g = share(200, 160);
	struct mk_cache *cache = mk_cache_new();
	struct agreement_change c, d;

	(void)state;
	f.phi = 4;
	g.then = (struct counts){50, 250};
	g.now = (struct counts){40, 250};
	for (int kind = 0; kind < 2; kind++) {
		f.proportion = g.proportion = kind;
		agreement_compare(&f, cache, &c);
		agreement_compare(&g, cache, &d);
		assert_true(c.p == d.p);
		assert_true(c.change.low == d.change.low);
		assert_true(c.change.high == d.change.high);
	}
	mk_cache_free(cache);
}

/* Whatever the counts are, an answer. */
static void test_hostile(void **state)
{
	static const double counts[] = {0, 1, 4.5, 1000, 1001, -1, (double)NAN};
	struct mk_cache *cache = mk_cache_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		for (size_t j = 0; j < ARRAY_LEN(counts); j++) {
			for (int kind = 0; kind < 2; kind++) {
				struct agreement_figures f =
					share(counts[i], counts[j]);
				struct agreement_change c;
				char note[AGREEMENT_NOTE];

				f.proportion = kind;
				agreement_compare(&f, cache, &c);
				assert_true(isnan(c.p) ||
					    (c.p > 0 && c.p <= 1));
				assert_true(isnan(c.change.low) ||
					    c.change.low <= c.change.high);
				(void)agreement_judge(&c, c.p, POLARITY_LOWER,
						      true, 2021, note);
			}
		}
	}
	mk_cache_free(cache);
}

/* Two draws of one share: called a change at most one time in twenty. */
static void test_false_alarms(void **state)
{
	enum {
		RUNS = 4000,
		N = 400
	};
	struct mk_cache *cache = mk_cache_new();
	struct random r = random_start(20, 1);
	size_t claimed = 0;

	(void)state;
	for (size_t i = 0; i < RUNS; i++) {
		struct agreement_change c;
		double x[2] = {0};

		for (size_t k = 0; k < 2; k++)
			for (size_t j = 0; j < N; j++)
				x[k] += random_uniform(&r) < 0.15;
		struct agreement_figures f = share(x[0], x[1]);
		f.then.d = f.now.d = N;
		f.revised = 100 * x[0] / N;
		f.current = 100 * x[1] / N;
		agreement_compare(&f, cache, &c);
		claimed += c.p <= 0.05;
	}
	assert_true((double)claimed < RUNS * 0.06);
	assert_true((double)claimed > RUNS * 0.03); /* nor is it blind */
	mk_cache_free(cache);
}

/* q of exactly 5 % is a finding, a little more is none; a year that is the
 * agreed one is no comparison; the words are those that the store gives. */
static void test_edges(void **state)
{
	static const char *const words[] = {
		"not_held_yet", "nothing_known",  "missing",
		"suppressed",   "not_applicable", "not_yet_published"};
	struct agreement_figures f = share(200, 100);
	struct mk_cache *cache = mk_cache_new();
	struct agreement_change c;
	char note[AGREEMENT_NOTE];

	(void)state;
	agreement_compare(&f, cache, &c);
	assert_int_equal(
		agreement_judge(&c, 0.05, POLARITY_LOWER, true, 2021, note),
		AGREEMENT_IMPROVED);
	assert_int_equal(
		agreement_judge(&c, 0.055, POLARITY_LOWER, true, 2021, note),
		AGREEMENT_NO_DETECTABLE_CHANGE);
	c.p = 0.05;
	(void)agreement_judge(&c, 0.3, POLARITY_LOWER, true, 2021, note);
	assert_string_equal(note, "one_of_many");
	c.p = 0.055;
	(void)agreement_judge(&c, 0.3, POLARITY_LOWER, true, 2021, note);
	assert_string_equal(note, "");
	f.current_year = f.agreed_year;
	agreement_compare(&f, cache, &c);
	assert_int_equal(c.evidence, EVIDENCE_NONE);
	assert_true(isnan(c.p) && isnan(c.change.low));
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		assert_string_equal(agreement_reason(words[i]), words[i]);
	assert_string_equal(agreement_reason("anything else"), "no_figure");
	mk_cache_free(cache);
}

/* An interval that begins or ends at no change holds it; one beyond is a change
 * however small. A word of a letter is one, and words that are too many are cut
 * where the room ends. */
static void test_made_changes(void **state)
{
	static const struct {
		double low, high, size;
		enum agreement_verdict want;
		const char *note;
	} c[] = {
		{0, 3, 1, AGREEMENT_NO_DETECTABLE_CHANGE, "one_of_many"},
		{-3, 0, -1, AGREEMENT_NO_DETECTABLE_CHANGE, "one_of_many"},
		{0.5, 3, 1, AGREEMENT_RISEN, ""},
		{-3, -0.5, -1, AGREEMENT_FALLEN, ""},
		/* against what the two figures say */
		{0.5, 3, 0, AGREEMENT_NO_DETECTABLE_CHANGE,
		 "trend_against_change"},
		{0.5, 3, -1, AGREEMENT_NO_DETECTABLE_CHANGE,
		 "trend_against_change"},
	};
	struct agreement_change made = {.agreed_year = 2020,
					.current_year = 2024,
					.evidence = EVIDENCE_INTERVAL,
					.material = true,
					.span = 1};
	char note[AGREEMENT_NOTE], words[200];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		made.change = (struct interval){c[i].low, c[i].high};
		made.size = c[i].size;
		made.p = 0.01;
		assert_int_equal(agreement_judge(&made, 0.01, POLARITY_NEUTRAL,
						 true, 2021, note),
				 c[i].want);
		assert_string_equal(note, c[i].note);
	}
	made.evidence = EVIDENCE_NONE;
	made.why = "x";
	made.trend.verdict = VERDICT_TOO_FEW_POINTS;
	assert_int_equal(agreement_judge(&made, (double)NAN, POLARITY_NEUTRAL,
					 true, 2021, note),
			 AGREEMENT_NO_DETECTABLE_CHANGE);
	assert_string_equal(note, "x; too_few_points");
	/* no newest figure at all: not early */
	made.current_year = 0;
	assert_int_equal(agreement_judge(&made, (double)NAN, POLARITY_NEUTRAL,
					 true, 2021, note),
			 AGREEMENT_NO_DETECTABLE_CHANGE);
	made.current_year = 2024;
	memset(words, 'w', sizeof(words) - 1);
	words[sizeof(words) - 1] = '\0';
	made.why = words;
	(void)agreement_judge(&made, (double)NAN, POLARITY_NEUTRAL, true, 2021,
			      note);
	assert_int_equal(strlen(note), AGREEMENT_NOTE - 1);
	/* the year of the agreement itself is early whatever is asked */
	made.current_year = 2020;
	assert_true(agreement_is_early(&made, 2020));
	made.current_year = 2021;
	assert_false(agreement_is_early(&made, 2021));
	made.span = 2;
	assert_true(agreement_is_early(&made, 2021));
}

/* An average of two years reaches back by one; without a figure as agreed there
 * is no change of it. */
static void test_span_and_size(void **state)
{
	struct agreement_figures f = share(200, 100);
	struct mk_cache *cache = mk_cache_new();
	struct agreement_change c;

	(void)state;
	for (int span = 0; span <= 3; span++) {
		f.rules.span = span;
		agreement_compare(&f, cache, &c);
		assert_int_equal(c.span, span > 1 ? span : 1);
	}
	assert_near(c.size, -10, 1e-12);
	f.agreed_year = 0;
	agreement_compare(&f, cache, &c);
	assert_near(c.size, (double)NAN, 0);
	mk_cache_free(cache);
}

/* What falls may rise: the same trends turned round. */
static void test_rising_trend(void **state)
{
	static const int years[] = {2013, 2014, 2015, 2016, 2017, 2018, 2019};
	static const double rising[] = {5, 6, 6.5, 7, 8, 8.5, 9};
	struct agreement_figures f = {.agreed_year = 2012,
				      .revised = 4,
				      .current = 9,
				      .current_year = 2019,
				      .why = "class_without_interval",
				      .phi = (double)NAN,
				      .rules = {.span = 1,
						.decimals = 1,
						.newest_year = 2019,
						.run_year = 2020},
				      .after = {years, rising, 7, NULL, 0}};
	char note[AGREEMENT_NOTE];

	(void)state;
	assert_int_equal(judge(&f, POLARITY_LOWER, true, 2013, note),
			 AGREEMENT_WORSENED);
	assert_int_equal(judge(&f, POLARITY_HIGHER, true, 2013, note),
			 AGREEMENT_IMPROVED);
	/* as clear, and less than is printed */
	f.rules.decimals = 0;
	f.rules.printed = 20;
	assert_int_equal(judge(&f, POLARITY_NEUTRAL, true, 2013, note),
			 AGREEMENT_RISEN);
	assert_string_equal(note, "class_without_interval; slight");
}

/* The change that a trend claims is that of its years, six here; a trend down
 * to just the agreed figure is none. */
static void test_change_of_a_trend(void **state)
{
	static const int years[] = {2013, 2014, 2015, 2016, 2017, 2018, 2019};
	static const double falling[] = {9, 8.5, 8, 7, 6.5, 6, 5};
	struct agreement_figures f = {.agreed_year = 2012,
				      .revised = 10,
				      .current = 5,
				      .current_year = 2019,
				      .why = "class_without_interval",
				      .phi = (double)NAN,
				      .rules = {.span = 1,
						.decimals = 1,
						.newest_year = 2019,
						.run_year = 2020},
				      .after = {years, falling, 7, NULL, 0}};
	struct mk_cache *cache = mk_cache_new();
	struct agreement_change c;
	char note[AGREEMENT_NOTE];

	(void)state;
	agreement_compare(&f, cache, &c);
	assert_near(c.change.low, 6 * c.trend.stats.low, 1e-12);
	assert_near(c.change.high, 6 * c.trend.stats.high, 1e-12);
	assert_true(c.change.high < 0);
	f.revised = 5;
	assert_int_equal(judge(&f, POLARITY_LOWER, true, 2013, note),
			 AGREEMENT_NO_DETECTABLE_CHANGE);
	assert_string_equal(note,
			    "class_without_interval; trend_against_change");
	mk_cache_free(cache);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_slight),
		cmocka_unit_test(test_trend_after),
		cmocka_unit_test(test_one_of_many),
		cmocka_unit_test(test_p_and_interval),
		cmocka_unit_test(test_rates_from_nothing),
		cmocka_unit_test(test_phi),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_false_alarms),
		cmocka_unit_test(test_edges),
		cmocka_unit_test(test_made_changes),
		cmocka_unit_test(test_span_and_size),
		cmocka_unit_test(test_rising_trend),
		cmocka_unit_test(test_change_of_a_trend),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
