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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(directions),
		cmocka_unit_test(all_notes_fit),
		cmocka_unit_test(collected_years),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
