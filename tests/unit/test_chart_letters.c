#include "tests/support/test.h"

#include "plots/letters.h"

static void test_clean(void **state)
{
	static const struct {
		const char *in, *want;
	} c[] = {
		{"", ""},
		{"Mänttä-Vilppula ≥ 5 %", "Mänttä-Vilppula ≥ 5 %"},
		{"a\nb\tc\r\x1b[31m\x7f", "a b c  [31m "},
		{"\xc2\x85x\xe2\x80\xa8y\xe2\x80\xaez", " x y z"},
		{"\xff\xc3(\xe2\x82", "?\?(??"},
		{"\xc0\xaf\xed\xa0\x80\xf5\x80\x80\x80", "?\?\?\?\?\?\?\?\?"},
		{"\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"},
	};
	char *got;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		got = letters_clean(c[i].in);
		assert_string_equal(got, c[i].want);
		free(got);
	}
}

static void test_width(void **state)
{
	const struct font regular = {10, false}, bold = {10, true};

	(void)state;
	assert_near(letters_width("", regular), 0, 0);
	assert_near(letters_width("0123", regular), 4 * 5.56, 1e-9);
	assert_near(letters_width("ä", bold), 5.56, 1e-9);
	assert_true(letters_width("l", bold) > letters_width("l", regular));
	assert_near(letters_width("\u202f", regular), 2.77, 1e-9);
}

static void check_wrap(const char *s, double width, const char *want)
{
	struct lines l = {0};
	struct buf b;
	size_t i;

	buf_init(&b, 10000);
	lines_wrap(&l, s, (struct font){10, false}, width);
	for (i = 0; i < l.n; i++) {
		buf_printf(&b, "%s|", l.line[i]);
		assert_true(letters_width(l.line[i],
					  (struct font){10, false}) <= width ||
			    strlen(l.line[i]) <= 4);
	}
	assert_string_equal(buf_str(&b), want);
	lines_release(&l);
	buf_release(&b);
}

static void test_wrap(void **state)
{
	(void)state;
	check_wrap("", 100, "");
	check_wrap("   ", 100, "");
	check_wrap("one", 100, "one|");
	check_wrap("  one  two ", 100, "one  two|");
	check_wrap("one two three", 50, "one two|three|");
	check_wrap("1234567890", 30, "12345|67890|");
	check_wrap("ääääää ä", 30, "äääää|ä ä|");
	check_wrap("12\u00a0% 34", 30, "12\u00a0%|34|");
	check_wrap("x", 0.1, "x|");
	/* what belongs together stays together, where that can be had */
	check_wrap("euroa / asukas", 52, "euroa /|asukas|");
	check_wrap("aged 0 - 17 in", 34, "aged|0 - 17|in|");
	check_wrap("saaneet, % kaikista", 60, "saaneet,|% kaikista|");
	check_wrap("12 % kaikista", 45, "12 %|kaikista|");
	check_wrap("% kaikista", 35, "%|kaikista|");
}

static size_t letters_in(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s != ' ';
	return n;
}

/* Any bytes: cleaning ends, its result is clean, and wrapping loses nothing but
 * blanks. */
static void test_any_bytes(void **state)
{
	struct lines l = {0};
	char s[60], *clean, *again;
	uint32_t seed = 1;
	size_t round, i, kept, want;

	(void)state;
	for (round = 0; round < 20000; round++) {
		for (i = 0; i < sizeof(s) - 1; i++) {
			seed = seed * 1664525 + 1013904223;
			s[i] = (char)(seed >> 24);
		}
		s[sizeof(s) - 1] = '\0';
		clean = letters_clean(s);
		again = letters_clean(clean);
		assert_string_equal(clean, again);
		lines_wrap(&l, clean, (struct font){12, true},
			   (double)(seed % 300));
		want = letters_in(clean);
		for (kept = 0, i = 0; i < l.n; i++)
			kept += letters_in(l.line[i]);
		assert_int_equal(kept, want);
		free(clean);
		free(again);
		lines_release(&l);
	}
}

static void test_quote(void **state)
{
	static const char *const cases[] = {
		"a'b`c\\d\"e@f",
		"'a'.\"'\".'b`c\\d\"e@f'",
		"",
		"''",
		"'",
		"\"'\"",
		"''a''",
		"\"''\".'a'.\"''\"",
	};
	struct buf b;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i += 2) {
		buf_init(&b, 1000);
		letters_quote(&b, cases[i]);
		assert_string_equal(buf_str(&b), cases[i + 1]);
		buf_release(&b);
	}
}

static void test_fill(void **state)
{
	const char *args[] = {"{2}", "B"};
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	words_fill(&b, TEXT_CHART_SOURCE, LANG_EN, args, 2);
	assert_string_equal(buf_str(&b), "Source: {2}, indicator B");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean), cmocka_unit_test(test_width),
		cmocka_unit_test(test_wrap),  cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_quote), cmocka_unit_test(test_fill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
