#include "tests/support/draw.h"
#include "tests/support/test.h"

#include <math.h>

#include "lib/num.h"

static void test_double(void **state)
{
	const struct {
		const char *s;
		double want;
	} good[] = {
		{"0", 0},
		{"12", 12},
		{"-3.50", -3.5},
		{"0.1", 0.1},
		{"007", 7},
		{"1e6", 1e6},
		{"1E-3", 1e-3},
		{"2.5e+2", 250},
		{"7.4", 7.4},
		{"123456789.987654321", 123456789.987654321},
		{"1e308", 1e308},
		{"4.9e-324", 4.9e-324},
		{"1e-999", 0},
		{"9007199254740993", 9007199254740993.0},
		{"0.30000000000000004", 0.30000000000000004},
		{"-0", 0},
		{"-0.0", 0},
	};
	const char *const bad[] = {
		"",      "-",        "+1",   " 1",    "1 ",  "1,5", "1.",
		".5",    "1.5.",     "0x10", "inf",   "nan", "NaN", "-inf",
		"1e",    "1e+",      "e5",   "1e999", "--1", "1-",  "12abc",
		"1_000", "\xd9\xa1", "1\n",  "-e1",   "..",  "...",
	};
	double v;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(good); i++) {
		v = -1;
		if (!num_double(good[i].s, strlen(good[i].s), &v))
			fail_msg("'%s' is refused", good[i].s);
		/* to the last bit, and no negative zero */
		assert_memory_equal(&v, &good[i].want, sizeof(v));
	}
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		v = 77;
		if (num_double(bad[i], strlen(bad[i]), &v))
			fail_msg("'%s' is taken as %g", bad[i], v);
		assert_near(v, 77, 0);
	}
	/* only len bytes count, and a NUL is no digit */
	assert_true(num_double("12345", 2, &v));
	assert_near(v, 12, 0);
	assert_false(num_double("1\0", 2, &v));
	assert_false(num_double("1e5", 2, &v));
}

/* The short way to a number gives the same as strtod, to the last bit. */
static void test_double_like_strtod(void **state)
{
	uint64_t x = 42;
	char s[64];
	int i;

	(void)state;
	for (i = 0; i < 200000; i++) {
		uint64_t whole, part;
		int decimals;
		double got, want;

		(void)draw_bits(&x);
		whole = (x >> 20) % (i % 3 ? 1000000U : 9999999999999999U);
		decimals = (int)((x >> 10) % 11);
		part = (x >> 30) % 10000000000U;
		(void)snprintf(s, sizeof(s), "%s%llu", i % 5 ? "" : "-",
			       (unsigned long long)whole);
		if (decimals)
			(void)snprintf(s + strlen(s), sizeof(s) - strlen(s),
				       ".%0*llu", decimals,
				       (unsigned long long)part);
		want = strtod(s, NULL);
		if (!num_double(s, strlen(s), &got))
			fail_msg("'%s' is refused", s);
		if (got < want || got > want)
			fail_msg("'%s': %.17g, expected %.17g", s, got, want);
	}
}

static void test_int(void **state)
{
	const struct {
		const char *s;
		int64_t lo, hi;
		bool ok;
		int64_t want;
	} c[] = {
		{"0", 0, 0, true, 0},
		{"12", 0, 100, true, 12},
		{"-5", -5, 5, true, -5},
		{"0012", 0, 100, true, 12},
		{"-0", -1, 1, true, 0},
		{"999999999999999999", 0, INT64_MAX, true, 999999999999999999},
		{"101", 0, 100, false, 0},
		{"-1", 0, 100, false, 0},
		{"", 0, 9, false, 0},
		{"-", -9, 9, false, 0},
		{"+1", 0, 9, false, 0},
		{" 1", 0, 9, false, 0},
		{"1 ", 0, 9, false, 0},
		{"1.0", 0, 9, false, 0},
		{"1e1", 0, 99, false, 0},
		{"0x1", 0, 99, false, 0},
		{"99999999999999999999", 0, INT64_MAX, false, 0},
		{"18446744073709551617", 0, INT64_MAX, false, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		int64_t v = 77;

		if (num_int(c[i].s, strlen(c[i].s), c[i].lo, c[i].hi, &v) !=
		    c[i].ok)
			fail_msg("'%s': %s", c[i].s,
				 c[i].ok ? "refused" : "taken");
		assert_true(v == (c[i].ok ? c[i].want : 77));
	}
}

static void test_text(void **state)
{
	const struct {
		double v;
		const char *want;
	} c[] = {
		{0, "0"},
		{7.4, "7.4"},
		{-0.1, "-0.1"},
		{0.1 + 0.2, "0.30000000000000004"},
		{1e20, "1e+20"},
		{100000, "100000"},
		{1e15, "1e+15"},
		{123456.789, "123456.789"},
		{1.0 / 3, "0.3333333333333333"},
		{(double)NAN, ""},
		{(double)INFINITY, ""},
		{-(double)INFINITY, ""},
	};
	uint64_t x = 7;
	char dst[NUM_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++)
		assert_string_equal(num_text(dst, c[i].v), c[i].want);
	/* what is written reads back as the same number */
	for (i = 0; i < 100000; i++) {
		double v, back;

		(void)draw_bits(&x);
		memcpy(&v, &x, sizeof(v));
		if (!isfinite(v))
			continue;
		(void)num_text(dst, v);
		assert_true(strlen(dst) < NUM_TEXT);
		if (!num_double(dst, strlen(dst), &back) || back < v ||
		    back > v)
			fail_msg("%.17g is written '%s'", v, dst);
	}
}

static void test_when(void **state)
{
	const struct {
		const char *s;
		int64_t want;
	} good[] = {
		{"1970-01-01", 0},
		{"2014-01-01", 1388534400},
		{"2014-01-01T03:00:00Z", 1388545200},
		{"2024-02-29", 1709164800},
		{"2000-02-29T23:59:59Z", 951868799},
		{"1900-01-01", -2208988800},
		{"9999-12-31T23:59:59Z", 253402300799},
	};
	const char *const bad[] = {
		"",
		"2014",
		"2014-1-1",
		"2014-01-32",
		"2014-02-30",
		"2023-02-29",
		"1900-02-29",
		"2014-13-01",
		"2014-00-01",
		"2014-01-00",
		"1899-12-31",
		"2014/01/01",
		"2014-01-01 ",
		"2014-01-01T03:00:00",
		"2014-01-01T24:00:00Z",
		"2014-01-01T03:60:00Z",
		"2014-01-01T03:00:60Z",
		"2014-01-01T03:00:00+02:00",
		"2014-01-01t03:00:00z",
		"2014-01-01 03:00:00Z",
		"-014-01-01",
		"2014--1-01",
	};
	char dst[WHEN_TEXT];
	int64_t t;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(good); i++) {
		if (!when_parse(good[i].s, &t))
			fail_msg("'%s' is refused", good[i].s);
		assert_true(t == good[i].want);
		if (strlen(good[i].s) != 10)
			assert_string_equal(when_text(dst, t), good[i].s);
	}
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		t = 77;
		if (when_parse(bad[i], &t))
			fail_msg("'%s' is taken", bad[i]);
		assert_true(t == 77);
	}
	assert_true(when_parse_until("2014-01-01", &t));
	assert_string_equal(when_text(dst, t), "2014-01-01T23:59:59Z");
	assert_true(when_parse_until("2014-01-01T03:00:00Z", &t));
	assert_string_equal(when_text(dst, t), "2014-01-01T03:00:00Z");
	assert_false(when_parse_until("2014-02-30", &t));
	assert_string_equal(when_text(dst, 0), "1970-01-01T00:00:00Z");
	assert_int_equal(when_year(-1), 1969);
	assert_int_equal(when_year(1709164800), 2024);
	assert_true(when_now() > 1700000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_double),
		cmocka_unit_test(test_double_like_strtod),
		cmocka_unit_test(test_int),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_when),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
