/*
 * What a judgement is and what it is called, when a change matters, and in
 * which years an indicator was collected.
 */
#include "tests/support/test.h"

#include "analysis/coverage.h"
#include "analysis/trend.h"
#include "analysis/undefined.h"

static void directions(void **state)
{
	const struct {
		enum verdict verdict;
		const char *neutral, *lower, *higher;
	} c[] = {
		{VERDICT_UP, "rising", "worsening", "improving"},
		{VERDICT_UP_SMALL, "rising", "worsening", "improving"},
		{VERDICT_UP_INDICATIVE, "rising", "worsening", "improving"},
		{VERDICT_DOWN, "falling", "improving", "worsening"},
		{VERDICT_DOWN_SMALL, "falling", "improving", "worsening"},
		{VERDICT_DOWN_INDICATIVE, "falling", "improving", "worsening"},
	};
	const enum verdict silent[] = {
		VERDICT_NO_CLEAR_TREND, VERDICT_TOO_FEW_POINTS,
		VERDICT_OUT_OF_DATE, VERDICT_NOT_ASSESSABLE,
		VERDICT_BREAK_IN_SERIES};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		assert_string_equal(
			trend_direction(c[i].verdict, POLARITY_NEUTRAL),
			c[i].neutral);
		assert_string_equal(
			trend_direction(c[i].verdict, POLARITY_LOWER),
			c[i].lower);
		assert_string_equal(
			trend_direction(c[i].verdict, POLARITY_HIGHER),
			c[i].higher);
	}
	for (size_t i = 0; i < ARRAY_LEN(silent); i++)
		assert_null(trend_direction(silent[i], POLARITY_LOWER));
}

static void all_notes_fit(void **state)
{
	char text[TREND_NOTES_TEXT];

	(void)state;
	assert_true(strlen(trend_notes(text, ~0U)) < TREND_NOTES_TEXT - 1);
	assert_string_equal(trend_notes(text, 0), "");
	assert_string_equal(trend_notes(text, NOTE_THINNED | NOTE_UNCHANGED),
			    "unchanged; moving average thinned");
}

static void collected_years(void **state)
{
	struct coverage c = {0};
	int out[4];

	(void)state;
	c.areas = 20;
	for (int area = 0; area < 20; area++) {
		coverage_add(&c, 2010);
		if (area < 2)
			coverage_add(&c, 2009); /* exactly 10 % */
		if (area < 1)
			coverage_add(&c, 2008);
		coverage_add(&c, 2012);
	}
	assert_int_equal(coverage_collected(&c, out), 3);
	assert_int_equal(out[0], 2009);
	assert_int_equal(out[1], 2010);
	assert_int_equal(out[2], 2012);
	coverage_release(&c);
}

/* More years than there is room for at first, the newest first and last. */
static void many_years(void **state)
{
	struct coverage c = {.areas = 1};
	int out[300];

	(void)state;
	for (int year = 1900; year < 2100; year++)
		coverage_add(&c, year);
	for (int year = 1899; year >= 1800; year--)
		coverage_add(&c, year);
	assert_int_equal(coverage_collected(&c, out), 300);
	for (int i = 0; i < 300; i++)
		assert_int_equal(out[i], 1800 + i);
	coverage_release(&c);
}

/* Clear is what a headline may say, slight or not. */
static void clear_verdicts(void **state)
{
	(void)state;
	for (int v = 0; v < VERDICT_N; v++)
		assert_int_equal(trend_is_clear((enum verdict)v),
				 v == VERDICT_UP || v == VERDICT_DOWN ||
					 v == VERDICT_UP_SMALL ||
					 v == VERDICT_DOWN_SMALL);
}

/* The rule, given the figures. */
static void verdicts(void **state)
{
	const struct {
		double p, slope, low, high, q;
		bool material;
		enum verdict want;
		const char *note;
	} c[] = {
		{0.001, 2, 1, 3, 0.01, true, VERDICT_UP, ""},
		{0.001, -2, -3, -1, 0.01, true, VERDICT_DOWN, ""},
		{0.001, 2, 1, 3, 0.05, true, VERDICT_UP, ""},
		{0.001, 2, 1, 3, 0.01, false, VERDICT_UP_SMALL, ""},
		{0.001, -2, -3, -1, 0.01, false, VERDICT_DOWN_SMALL, ""},
		/* q too large, or none */
		{0.001, 2, 1, 3, 0.051, true, VERDICT_UP_INDICATIVE, ""},
		{0.050, -2, -3, -1, UNDEFINED, true, VERDICT_DOWN_INDICATIVE,
		 ""},
		{0.051, 2, 1, 3, UNDEFINED, true, VERDICT_NO_CLEAR_TREND, ""},
		{0.051, 2, 1, 3, 0.2, true, VERDICT_NO_CLEAR_TREND, ""},
		/* the interval */
		{0.001, 2, 0, 3, 0.01, true, VERDICT_UP_INDICATIVE,
		 "interval contains zero"},
		{0.001, -2, -3, 0, 0.01, true, VERDICT_DOWN_INDICATIVE,
		 "interval contains zero"},
		{0.001, 2, UNDEFINED, UNDEFINED, 0.01, true,
		 VERDICT_UP_INDICATIVE, ""},
		{0.100, 2, UNDEFINED, UNDEFINED, 0.2, true,
		 VERDICT_NO_CLEAR_TREND, ""},
		/* the median slope */
		{0.010, 0, 0, 1, 0.01, false, VERDICT_NO_CLEAR_TREND,
		 "tendency but median yearly change is zero"},
		{0.050, 0, 0, 1, 0.01, false, VERDICT_NO_CLEAR_TREND,
		 "tendency but median yearly change is zero"},
		{0.500, 0, -1, 1, 0.6, false, VERDICT_NO_CLEAR_TREND, ""},
	};

	char text[TREND_NOTES_TEXT];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct trend t = {.tested = true, .material = c[i].material};

		t.stats.mk.p = c[i].p;
		t.stats.slope = c[i].slope;
		t.stats.low = c[i].low;
		t.stats.high = c[i].high;
		assert_string_equal(trend_verdict_name(trend_judge(&t, c[i].q)),
				    trend_verdict_name(c[i].want));
		assert_string_equal(trend_notes(text, t.notes), c[i].note);
	}
}

/* To the limit, less what decimals lose: not to a part in a thousand. */
static void the_edge_of_material(void **state)
{
	struct trend_indicator ind = {.span = 1, .decimals = 1};

	(void)state;
	assert_true(trend_is_material(&ind, -5, 100));
	assert_true(trend_is_material(&ind, 5 * (1 - 1e-12), -100));
	assert_false(trend_is_material(&ind, 4.999, 100));
	assert_true(trend_is_material(&ind, 0.1, 1));
	assert_false(trend_is_material(&ind, 0.0999, 1));
	ind.proportion = true;
	assert_true(trend_is_material(&ind, -0.5, 90));
	assert_false(trend_is_material(&ind, 0.4999, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(directions),
		cmocka_unit_test(all_notes_fit),
		cmocka_unit_test(collected_years),
		cmocka_unit_test(many_years),
		cmocka_unit_test(clear_verdicts),
		cmocka_unit_test(verdicts),
		cmocka_unit_test(the_edge_of_material),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
