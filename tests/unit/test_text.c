#include "tests/support/test.h"

#include <math.h>

#include "lib/text.h"

#define THIN  "\xe2\x80\xaf"
#define MINUS "\xe2\x88\x92"
#define NBSP  "\xc2\xa0"

static void test_texts(void **state)
{
	int t, l;

	(void)state;
	for (t = 0; t < TEXT_N; t++) {
		for (l = 0; l < LANG_N; l++) {
			const char *s = text_get((enum text)t, (enum lang)l);

			assert_non_null(s);
			/* empty in one language is empty in all */
			if (!s[0] != !text_get((enum text)t, LANG_FI)[0] ||
			    !text_is_utf8(s, strlen(s)))
				fail_msg("text %d in %s: '%s'", t,
					 lang_name((enum lang)l), s);
		}
	}
}

/* A language that is not whole shows Finnish in its pages. */
static void test_further(void **state)
{
	static const char *const names[] = {
#define TEXT(name, fi, sv, en) #name,
#include "lib/texts.def"
#undef TEXT
	};
	size_t missing = 0;

	(void)state;
	for (int l = 0; l < LANG_N; l++)
		for (int t = 0; t < TEXT_N; t++)
			if (!text_has((enum text)t, (enum lang)l)) {
				missing++;
				print_message("%s lacks %s\n",
					      lang_name((enum lang)l),
					      names[t]);
			}
	assert_int_equal(missing, 0);
	for (int l = 0; l < LANG_N; l++) {
		assert_true(*lang_own((enum lang)l) != '\0');
		assert_int_equal(*lang_folder((enum lang)l) == '\0',
				 l == LANG_FI);
	}
	assert_int_equal(lang_column(LANG_SV), 1);
	assert_int_equal(lang_column(LANG_N), 0);
}

static void test_langs(void **state)
{
	enum lang l = LANG_EN;
	int i;

	(void)state;
	for (i = 0; i < LANG_N; i++) {
		assert_true(lang_parse(lang_name((enum lang)i), &l));
		assert_int_equal(l, i);
	}
	l = LANG_SV;
	assert_false(lang_parse("", &l));
	assert_false(lang_parse("FI", &l));
	assert_false(lang_parse("fin", &l));
	assert_int_equal(l, LANG_SV);
}

static void test_number(void **state)
{
	const struct {
		double v;
		int decimals;
		const char *fi, *en;
	} c[] = {
		{0, 0, "0", "0"},
		{0, 2, "0,00", "0.00"},
		{-0.0, 1, "0,0", "0.0"},
		{-0.04, 1, "0,0", "0.0"},
		{-0.06, 1, MINUS "0,1", MINUS "0.1"},
		{7.25, 1, "7,2", "7.2"},
		{999, 0, "999", "999"},
		{1000, 0, "1" THIN "000", "1,000"},
		{12345.6, 1, "12" THIN "345,6", "12,345.6"},
		{-1234567.891, 2, MINUS "1" THIN "234" THIN "567,89",
		 MINUS "1,234,567.89"},
		{999.96, 1, "1" THIN "000,0", "1,000.0"},
		{0.123456789123, 9, "0,123456789", "0.123456789"},
		{0.5, -3, "0", "0"},
		{0.5, 99, "0,500000000", "0.500000000"},
		{-999999999999999.0, 9,
		 MINUS "999" THIN "999" THIN "999" THIN "999" THIN
		       "999,000000000",
		 MINUS "999,999,999,999,999.000000000"},
		{1e15, 0, "1e+15", "1e+15"},
		{-1.5e-300, 2, "0,00", "0.00"},
		{-1.25e300, 2, MINUS "1,25e+300", MINUS "1.25e+300"},
		{(double)NAN, 1, "", ""},
		{(double)INFINITY, 1, "", ""},
		{-(double)INFINITY, 1, "", ""},
	};
	char dst[TEXT_NUMBER];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		assert_string_equal(
			text_number(dst, c[i].v, c[i].decimals, LANG_FI),
			c[i].fi);
		assert_string_equal(
			text_number(dst, c[i].v, c[i].decimals, LANG_SV),
			c[i].fi);
		assert_string_equal(
			text_number(dst, c[i].v, c[i].decimals, LANG_EN),
			c[i].en);
	}
	assert_true(text_number(dst, 1, 0, LANG_FI) == dst);
}

static void test_date(void **state)
{
	const struct {
		const char *iso, *fi, *en;
	} c[] = {
		{"2024-08-29", "29.8.2024", "29 August 2024"},
		{"2024-08-29T03:00:00Z", "29.8.2024", "29 August 2024"},
		{"2024-01-01 03:00", "1.1.2024", "1 January 2024"},
		{"2024-12-31", "31.12.2024", "31 December 2024"},
		{"2024-02-29", "29.2.2024", "29 February 2024"},
		/* no dates */
		{"", "", ""},
		{"soon", "soon", "soon"},
		{"2024", "2024", "2024"},
		{"2023-02-29", "2023-02-29", "2023-02-29"},
		{"2024-13-01", "2024-13-01", "2024-13-01"},
		{"2024-08-290", "2024-08-290", "2024-08-290"},
		{"2024-8-29", "2024-8-29", "2024-8-29"},
	};
	char dst[TEXT_NUMBER], longest[200];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		assert_string_equal(text_date(dst, c[i].iso, LANG_FI), c[i].fi);
		assert_string_equal(text_date(dst, c[i].iso, LANG_SV), c[i].fi);
		assert_string_equal(text_date(dst, c[i].iso, LANG_EN), c[i].en);
	}
	/* cut between characters: 63 bytes hold 31 of two bytes */
	for (i = 0; i + 2 < sizeof(longest); i += 2)
		memcpy(longest + i, "\xc3\xa4", 2);
	longest[i] = '\0';
	assert_int_equal(strlen(text_date(dst, longest, LANG_FI)), 62);
	assert_true(text_is_utf8(dst, strlen(dst)));
}

static void test_html(void **state)
{
	const struct {
		const char *s, *want;
	} c[] = {
		{"", ""},
		{"P\xc3\xa4ij\xc3\xa4t-H\xc3\xa4me", "P\xc3\xa4ij\xc3\xa4t-"
						     "H\xc3\xa4me"},
		{"a < b & c > \"d\" 'e'",
		 "a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;"},
		{"&amp;", "&amp;amp;"},
		{"<script>", "&lt;script&gt;"},
		/* XML allows no other control characters */
		{"a\tb\nc\rd\x01"
		 "e\x1f",
		 "a\tb\nc\rd e "},
	};
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		buf_clear(&b);
		text_html(&b, c[i].s);
		assert_string_equal(buf_str(&b), c[i].want);
	}
	/* appends */
	text_html(&b, "&");
	assert_string_equal(b.data + b.len - 6, " &amp;");
	buf_release(&b);
}

static void test_plain(void **state)
{
	const struct {
		const char *s, *want;
	} c[] = {
		{"", ""},
		{"  \n ", ""},
		{" a \r\n\t b ", "a b"},
		{"a" NBSP "b&nbsp;c", "a b c"},
		{"a\xe2\x80\x89" THIN "b", "a b"},
		{"a\xc2\xad"
		 "b\xe2\x80\x8b",
		 "ab"},
		/* entities */
		{"T&auml;rke&auml;t &amp; muut",
		 "T\xc3\xa4rke\xc3\xa4t & muut"},
		{"&Auml;&aring;&Ouml;&zwj;", "\xc3\x84\xc3\xa5\xc3\x96"
					     "\xe2\x80\x8d"},
		{"2015&ndash;2020", "2015\xe2\x80\x93"
				    "2020"},
		{"&lt;18 v&apos;&quot;", "<18 v'\""},
		{"&#228;&#xe4;&#XE4;", "\xc3\xa4\xc3\xa4\xc3\xa4"},
		{"&#150;&#128;", "\xe2\x80\x93\xe2\x82\xac"},
		{"&#x1f600;", "\xf0\x9f\x98\x80"},
		{"&#0;&#xd800;&#x110000;&#99999999999999999999;",
		 "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
		{"&#10;a&#9;b", "a b"},
		/* once, not twice */
		{"&amp;auml;", "&auml;"},
		{"&lt;b&gt;x&lt;/b&gt;", "<b>x</b>"},
		/* what is no entity */
		{"a & b &; &x; &auml &#; &#x; &#12a; &toolonganame; AT&T",
		 "a & b &; &x; &auml &#; &#x; &#12a; &toolonganame; AT&T"},
		{"&&auml;", "&\xc3\xa4"},
		/* tags: some part words, others do not */
		{"<p>one</p><p>two</p>", "one two"},
		{"a<br>b<BR/>c", "a b c"},
		{"H<sub>2</sub>O, <b>bo</b>ld", "H2O, bold"},
		{"<a href=\"x\">link</a>s", "links"},
		{"a<!-- > -->b", "a b"},
		/* what is no tag */
		{"< 5 and <5 and a<b", "< 5 and <5 and a<b"},
		{"x <p", "x <p"},
		{"<!-- open", "<!-- open"},
		{"<>", "<>"},
		/* not UTF-8 */
		{"P\xe4ij\xe4t", "P\xef\xbf\xbdij\xef\xbf\xbdt"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		char *got = text_plain(c[i].s);

		assert_string_equal(got, c[i].want);
		free(got);
	}
}

/* The table of entities is searched by halves: each must be found. */
static void test_all_entities(void **state)
{
	static const char *const names[] = {
#define ENTITY(name, code) name,
#include "lib/entities.def"
#undef ENTITY
	};
	size_t i;

	(void)state;
	assert_int_equal(ARRAY_LEN(names), 252);
	for (i = 0; i < ARRAY_LEN(names); i++) {
		char *s = xasprintf("x&%s;", names[i]), *got = text_plain(s);

		if (got[0] != 'x' || strstr(got, names[i] + 1))
			fail_msg("%s: %s", s, got);
		free(s);
		free(got);
	}
}

/* A text full of openings is read in a time like its length. */
static void test_plain_is_fast(void **state)
{
	const size_t n = 1000000;
	char *s = xmalloc(4 * n + 1), *got;
	size_t i;

	(void)state;
	for (i = 0; i < n; i++)
		memcpy(s + 4 * i, "<!--", 4);
	s[4 * n] = '\0';
	got = text_plain(s);
	assert_string_equal(got, s);
	free(got);
	free(s);
}

static void test_utf8(void **state)
{
	const struct {
		const char *s;
		size_t len, want;
	} c[] = {
		{"", 0, 0},
		{"a", 1, 1},
		{"\0", 1, 1},
		{"\x7f", 1, 1},
		{"\xc2\x80", 2, 2},
		{"\xdf\xbf", 2, 2},
		{"\xe0\xa0\x80", 3, 3},
		{"\xed\x9f\xbf", 3, 3},
		{"\xee\x80\x80", 3, 3},
		{"\xef\xbf\xbf", 3, 3},
		{"\xf0\x90\x80\x80", 4, 4},
		{"\xf4\x8f\xbf\xbf", 4, 4},
		/* cut, alone, overlong, surrogates, too large */
		{"\xc3", 1, 0},
		{"\xc3\xa4", 1, 0},
		{"\xe2\x82", 2, 0},
		{"\xf0\x9f\x98", 3, 0},
		{"\xc3(", 2, 0},
		{"\xe2\x82(", 3, 0},
		{"\xf0\x9f\x98(", 4, 0},
		{"\x80", 1, 0},
		{"\xbf", 1, 0},
		{"\xc0\x80", 2, 0},
		{"\xc1\xbf", 2, 0},
		{"\xe0\x9f\xbf", 3, 0},
		{"\xf0\x8f\xbf\xbf", 4, 0},
		{"\xed\xa0\x80", 3, 0},
		{"\xed\xbf\xbf", 3, 0},
		{"\xf4\x90\x80\x80", 4, 0},
		{"\xf5\x80\x80\x80", 4, 0},
		{"\xff", 1, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		size_t got = text_utf8_char(c[i].s, c[i].len);

		if (got != c[i].want)
			fail_msg("row %zu: %zu, expected %zu", i, got,
				 c[i].want);
		assert_int_equal(text_is_utf8(c[i].s, c[i].len),
				 c[i].want || !c[i].len);
	}
}

static void test_shown(void **state)
{
	const struct {
		const char *s;
		size_t len;
		const char *want;
	} c[] = {
		{"", 0, ""},
		{"a b", 3, "a b"},
		{"a\nb\tc\x7f\0", 7, "a b c  "},
		{"P\xe4ij\xc3\xa4", 6, "P?ij\xc3\xa4"},
	};
	char dst[TEXT_SHOWN], longest[300];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++)
		assert_string_equal(text_shown(dst, c[i].s, c[i].len),
				    c[i].want);
	memset(longest, 'a', sizeof(longest));
	assert_int_equal(strlen(text_shown(dst, longest, sizeof(longest))),
			 TEXT_SHOWN - 1);
	assert_string_equal(dst + TEXT_SHOWN - 5, "a...");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_further),
		cmocka_unit_test(test_langs),
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_date),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_all_entities),
		cmocka_unit_test(test_plain_is_fast),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
