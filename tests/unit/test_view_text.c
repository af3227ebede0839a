#include "tests/support/test.h"

#include "etl/view_text.h"
#include "lib/embedded.h"

static const char sql[] = "-- Nothing of it.\n"
			  "CREATE TABLE t (a);\n"
			  "\n"
			  "-- First line,\n"
			  "-- second line.\n"
			  "CREATE VIEW v_one AS\n"
			  "SELECT a.kind,  -- a kind\n"
			  "  a.code,       -- official,\n"
			  "                -- with zeros\n"
			  "  f(x) AS long_name, -- of x -- indeed\n"
			  "  a.name, a.other\n"
			  "FROM a;         -- the end\n"
			  "-- Another.\n"
			  "CREATE VIEW v_one_more AS SELECT 1 AS kind, -- one\n"
			  "  2 AS name;    -- two\n"
			  "\n"
			  "CREATE VIEW v_bare AS SELECT 1;\n";

static void about(const char *view, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	assert_int_equal(view_text_about(&b, sql, view), want != NULL);
	if (want)
		assert_string_equal(buf_str(&b), want);
	buf_release(&b);
}

static void column(const char *view, const char *name, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	assert_int_equal(view_text_column(&b, sql, view, name), want != NULL);
	if (want)
		assert_string_equal(buf_str(&b), want);
	buf_release(&b);
}

static void test_about(void **state)
{
	(void)state;
	about("v_one", "First line, second line.");
	about("v_one_more", "Another.");
	about("v_bare", "");
	about("v_on", NULL);
	about("t", NULL);
	about("", NULL);
}

static void test_columns(void **state)
{
	(void)state;
	column("v_one", "kind", "a kind");
	column("v_one", "code", "official, with zeros");
	column("v_one", "long_name", "of x -- indeed");
	column("v_one", "name", NULL);
	column("v_one", "other", NULL);
	/* the end of a name is not the name, nor is another view's column */
	column("v_one", "ode", NULL);
	column("v_one", "one", NULL);
	column("v_bare", "kind", NULL);
	column("v_one_more", "name", "two");
}

/* The real text: each view is told of. */
static void test_real(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, BUF_MAX);
	assert_true(view_text_about(&b, text_analysis_views_sql, "v_trend"));
	assert_true(b.len > 20);
	assert_true(view_text_column(&b, text_analysis_views_sql, "v_trend",
				     "slope"));
	assert_non_null(strstr(buf_str(&b), "Theil-Sen"));
	assert_true(view_text_column(&b, text_etl_views_sql, "v_area", "code"));
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_about),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_real),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
