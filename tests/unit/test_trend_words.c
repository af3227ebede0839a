/*
 * What a judgement is called, and in which years an indicator was collected.
 */
#include "tests/support/test.h"

#include "analysis/coverage.h"
#include "analysis/trend.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(directions),
		cmocka_unit_test(all_notes_fit),
		cmocka_unit_test(collected_years),
		cmocka_unit_test(many_years),
		cmocka_unit_test(clear_verdicts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
