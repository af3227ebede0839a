#include "tests/support/test.h"

#include "lib/buf.h"
#include "lib/conf.h"

#define BOM "\xef\xbb\xbf"

static const struct conf_default table[] = {
	{"http.contact", CONF_TEXT, "", 0, 0, "who asks"},
	{"http.pause_ms", CONF_INT, "250", 0, 60000, "between two requests"},
	{"sotkanet.url", CONF_TEXT, "https://sotkanet.fi/rest", 0, 0, "base"},
	{"range.any", CONF_INT, "-1", INT64_MIN, INT64_MAX, "any number"},
};

static struct conf *fresh(void)
{
	return conf_new(table, ARRAY_LEN(table));
}

static int read_text(struct conf *c, const char *text, struct err *e)
{
	return conf_read_text(c, "t.conf", text, strlen(text), e);
}

static void test_defaults(void **state)
{
	struct conf *c = fresh();

	(void)state;
	assert_string_equal(conf_text(c, "http.contact"), "");
	assert_int_equal(conf_int(c, "http.pause_ms"), 250);
	assert_string_equal(conf_text(c, "http.pause_ms"), "250");
	assert_int_equal(conf_int(c, "range.any"), -1);
	conf_free(c);
	conf_free(NULL);
}

static void test_good(void **state)
{
	const struct {
		const char *text, *contact;
		int64_t pause;
	} c[] = {
		{"", "", 250},
		{"# nothing\n\n; here\n", "", 250},
		{"[http]\npause_ms = 0\n", "", 0},
		{"[http]\npause_ms=60000", "", 60000},
		{BOM "[http]\r\ncontact = me@example.org\r\n"
		     "pause_ms = 7\r\n",
		 "me@example.org", 7},
		{"[http]\ncontact: me\n", "me", 250},
		{"[http]\ncontact = \"a = b\"\n", "\"a = b\"", 250},
		{"[http]\ncontact = a#b;c ; why\n", "a#b;c", 250},
		{"[http]\ncontact =\n", "", 250},
		/* an indented line is no continuation of the one before */
		{"[http]\n  contact = a\n  pause_ms = 3\n", "a", 3},
		/* the same section twice */
		{"[http]\ncontact = a\n[sotkanet]\n[http]\npause_ms = 3\n", "a",
		 3},
		{"[http]\ncontact = p\xc3\xa4iv\xc3\xa4\n",
		 "p\xc3\xa4iv\xc3\xa4", 250},
	};
	struct err e = {0};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct conf *conf = fresh();

		assert_ok(read_text(conf, c[i].text, &e));
		assert_string_equal(conf_text(conf, "http.contact"),
				    c[i].contact);
		assert_int_equal(conf_int(conf, "http.pause_ms"), c[i].pause);
		conf_free(conf);
	}
}

static void test_bad(void **state)
{
	const struct {
		const char *text, *want;
	} c[] = {
		{"[http]\npause = 3\n",
		 "t.conf: line 2: unknown setting 'http.pause'"},
		{"[http]\nHTTP.pause_ms = 3\n",
		 "t.conf: line 2: unknown setting 'http.HTTP.pause_ms'"},
		{"[htp]\npause_ms = 3\n",
		 "t.conf: line 1: unknown section [htp]"},
		{"\n[sotkanet]\n\n[kelasto]\n",
		 "t.conf: line 4: unknown section [kelasto]"},
		{"[http.pause_ms]\n",
		 "t.conf: line 1: unknown section [http.pause_ms]"},
		{"[]\n", "t.conf: line 1: unknown section []"},
		{"pause_ms = 3\n[http]\n",
		 "t.conf: line 1: 'pause_ms' stands before the first "
		 "[section]"},
		{"[http]\npause_ms = soon\n",
		 "t.conf: line 2: http.pause_ms: 'soon': expected a whole "
		 "number from 0 to 60000"},
		{"[http]\npause_ms = 60001\n",
		 "t.conf: line 2: http.pause_ms: '60001': expected a whole "
		 "number from 0 to 60000"},
		{"[http]\n\npause_ms =\n",
		 "t.conf: line 3: http.pause_ms: '': expected a whole number "
		 "from 0 to 60000"},
		{"[http]\npause_ms = 3\ncontact = a\npause_ms = 4\n",
		 "t.conf: line 4: http.pause_ms: already set in line 2"},
		{"[http]\nwhat is this\n",
		 "t.conf: line 2: expected [section] or key = value"},
		{"[http\npause_ms = 3\n",
		 "t.conf: line 1: expected [section] or key = value"},
		/* the first of several */
		{"[http]\nwhat is this\npause_ms = soon\n",
		 "t.conf: line 2: expected [section] or key = value"},
		{"[http]\npause_ms = soon\nwhat is this\n",
		 "t.conf: line 2: http.pause_ms: 'soon': expected a whole "
		 "number from 0 to 60000"},
		{"[http]\ncontact = P\xe4ij\xe4t\n",
		 "t.conf: line 2: 'contact = P?ij?t': expected UTF-8 text "
		 "without control characters"},
	};
	struct err e = {0};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct conf *conf = fresh();

		assert_error(read_text(conf, c[i].text, &e), ERR_CONFIG,
			     c[i].want);
		/* a wrong value is never taken */
		assert_in_range(conf_int(conf, "http.pause_ms"), 0, 60000);
		conf_free(conf);
	}
}

static void test_limits(void **state)
{
	struct conf *c = fresh();
	struct err e = {0};
	struct buf b;
	size_t i;

	(void)state;
	assert_error(conf_read_text(c, "t.conf", "[http]\0\n", 8, &e),
		     ERR_CONFIG,
		     "t.conf: line 1: '[http] ': expected UTF-8 text without "
		     "control characters");
	/* A line that the library would cut is refused. */
	buf_init(&b, BUF_MAX);
	buf_puts(&b, "[http]\ncontact = ");
	for (i = 0; i < 5000; i++)
		buf_putc(&b, 'a');
	assert_error_like(conf_read_text(c, "t.conf", b.data, b.len, &e),
			  ERR_CONFIG, "t.conf: line 2: longer than ");
	assert_string_equal(conf_text(c, "http.contact"), "");
	buf_release(&b);
	conf_free(c);
}

static void test_file(void **state)
{
	const char *text = "[http]\npause_ms = 9\n";
	char *dir = temp_dir();
	char *good = temp_file(dir, "a.conf", text, strlen(text));
	char *bad = temp_file(dir, "b.conf", "[http]\nx = 1\n", 13);
	char *missing = xasprintf("%s/c.conf", dir);
	struct conf *c = fresh();
	struct err e = {0};
	char want[300];

	(void)state;
	assert_ok(conf_read_file(c, good, &e));
	assert_int_equal(conf_int(c, "http.pause_ms"), 9);
	/* reading again is no doubled key */
	assert_ok(conf_read_file(c, good, &e));
	(void)snprintf(want, sizeof(want),
		       "%s: line 2: unknown setting 'http.x'", bad);
	assert_error(conf_read_file(c, bad, &e), ERR_CONFIG, want);
	(void)snprintf(want, sizeof(want), "%s: No such file or directory",
		       missing);
	assert_error(conf_read_file(c, missing, &e), ERR_CONFIG, want);
	conf_free(c);
	free(good);
	free(bad);
	free(missing);
	temp_dir_remove(dir);
}

static void test_set(void **state)
{
	const struct {
		const char *assignment, *want;
	} bad[] = {
		{"http.pause_ms",
		 "'http.pause_ms': expected SECTION.KEY=VALUE"},
		{"", "'': expected SECTION.KEY=VALUE"},
		{"=3", "unknown setting ''"},
		{"pause_ms=3", "unknown setting 'pause_ms'"},
		{"http.pause_ms =3", "unknown setting 'http.pause_ms '"},
		{"http.pause_ms=x",
		 "http.pause_ms: 'x': expected a whole number from 0 to 60000"},
		{"http.pause_ms=-1",
		 "http.pause_ms: '-1': expected a whole number from 0 to "
		 "60000"},
	};
	struct conf *c = fresh();
	struct err e = {0};
	size_t i;

	(void)state;
	assert_ok(read_text(c, "[http]\npause_ms = 9\n", &e));
	assert_ok(conf_set(c, "http.pause_ms=10", &e));
	assert_int_equal(conf_int(c, "http.pause_ms"), 10);
	assert_ok(conf_set(c, "sotkanet.url=http://127.0.0.1:1/?a=b", &e));
	assert_string_equal(conf_text(c, "sotkanet.url"),
			    "http://127.0.0.1:1/?a=b");
	assert_ok(conf_set(c, "http.contact=", &e));
	assert_ok(conf_set(c, "range.any=-999999999999999999", &e));
	assert_true(conf_int(c, "range.any") == -999999999999999999);
	for (i = 0; i < ARRAY_LEN(bad); i++)
		assert_error(conf_set(c, bad[i].assignment, &e), ERR_USAGE,
			     bad[i].want);
	assert_int_equal(conf_int(c, "http.pause_ms"), 10);
	conf_free(c);
}

static void test_more(void **state)
{
	static const struct conf_default more[] = {
		{"kela.url", CONF_TEXT, "", 0, 0, ""},
		{"kela.pause_ms", CONF_INT, "7", 0, 9, ""},
	};
	struct conf *c = fresh();
	struct err e = {0};

	(void)state;
	assert_false(conf_knows(c, "kela.url"));
	conf_add(c, more, ARRAY_LEN(more));
	assert_int_equal(conf_int(c, "kela.pause_ms"), 7);
	assert_ok(read_text(c, "[kela]\nurl = x\n[http]\npause_ms = 10\n", &e));
	assert_string_equal(conf_text(c, "kela.url"), "x");
	assert_int_equal(conf_int(c, "http.pause_ms"), 10);
	assert_error(conf_set(c, "kela.pause_ms=10", &e), ERR_USAGE,
		     "kela.pause_ms: '10': expected a whole number from 0 to "
		     "9");
	conf_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults), cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),      cmocka_unit_test(test_limits),
		cmocka_unit_test(test_file),     cmocka_unit_test(test_set),
		cmocka_unit_test(test_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
