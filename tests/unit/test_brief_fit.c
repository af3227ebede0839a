/*
 * How much room a text takes: never fewer lines than Arial needs, and what is
 * cut is a beginning that fits.
 */
#include "tests/support/draw.h"
#include "tests/support/test.h"

#include "briefing/fit.h"
#include "lib/text.h"

/* Arial at 10 pt: "mmmmmmmmmm" is 10 x 0.833 x 10 pt = 83.3 pt = 29.39 mm. */
static void test_widths(void **state)
{
	const struct {
		double mm;
		size_t lines;
	} c[] = {{31, 1}, {29.3, 2}, {15.2, 2}, {10.4, 3}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct fit f = {10, c[i].mm, false};

		assert_int_equal(fit_lines(&f, "mmmmmmmmmm"), c[i].lines);
	}
}

static void test_words(void **state)
{
	const struct fit f = {10, 20, false}; /* holds ten digits */

	(void)state;
	assert_int_equal(fit_lines(&f, ""), 0);
	assert_int_equal(fit_lines(&f, "   "), 0);
	assert_int_equal(fit_lines(&f, "12345"), 1);
	assert_int_equal(fit_lines(&f, "12345 6789"), 1);
	assert_int_equal(fit_lines(&f, "12345 67890 1"), 2);
	/* a blank that may not be broken; a hyphen that is not seen */
	assert_int_equal(fit_lines(&f, "12345\u00a067890"), 2);
	assert_int_equal(fit_lines(&f, "12345\u00ad6789"), 1);
	assert_true(fit_lines(&(struct fit){10, 20, true}, "1234567890") >= 1);
}

static void test_cut(void **state)
{
	const struct fit f = {10, 20, false};
	struct buf b;
	bool cut;

	(void)state;
	buf_init(&b, 1000);
	assert_int_equal(fit_cut(&b, &f, "12345 67890 1", 2, &cut), 2);
	assert_false(cut);
	assert_string_equal(buf_str(&b), "12345 67890 1");
	buf_clear(&b);
	assert_int_equal(fit_cut(&b, &f, "12345 67890 12345 67890", 2, &cut),
			 2);
	assert_true(cut);
	assert_string_equal(buf_str(&b), "12345 67890 …");
	assert_true(fit_lines(&f, buf_str(&b)) <= 2);
	buf_clear(&b);
	(void)fit_cut(&b, &f, "123456789012345678901234567890", 1, NULL);
	assert_string_equal(buf_str(&b), "12345678…");
	buf_clear(&b);
	(void)fit_cut(&b, &f, "ääääääääääääääääääää", 1, NULL);
	assert_true(text_is_utf8(buf_str(&b), b.len));
	assert_true(fit_lines(&f, buf_str(&b)) == 1);
	buf_release(&b);
}

/* Any bytes, any room: what is shown fits, and is no more than there is. */
static void test_any(void **state)
{
	static const char *const words[] = {"a",     "Mittari",       "ö",
					    "\xff",  "väestöennuste", "…",
					    "1 000", "\u202f",        "-"};
	uint64_t seed = 7;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct fit f = {6 + i % 7, 5 + i % 90, i % 2 == 0};
		struct buf text, shown;
		size_t lines = (size_t)(i % 4) + 1;
		bool cut;

		buf_init(&text, 10000);
		buf_init(&shown, 10000);
		for (int k = 0; k < i % 40; k++) {
			buf_puts(&text, words[draw(&seed, ARRAY_LEN(words))]);
			buf_putc(&text, ' ');
		}
		assert_true(fit_cut(&shown, &f, buf_str(&text), lines, &cut) <=
			    lines);
		if (!cut)
			assert_string_equal(buf_str(&shown), buf_str(&text));
		buf_release(&text);
		buf_release(&shown);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_any),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
