/*
 * The methods of `stat`: CSV in, CSV out, and what is said of wrong cells.
 */
#include "tests/support/test.h"

#include "analysis/stat.h"

/* What comes out, without the header row; the caller's to free(). */
static char *run(const char *method, const char *input)
{
	struct err e = {0};
	struct buf out;
	char *rest, *text;

	buf_init(&out, BUF_MAX);
	assert_ok(
		stat_run(stat_find(method), 0, input, strlen(input), &out, &e));
	rest = strchr(buf_str(&out), '\n');
	assert_non_null(rest);
	text = xstrdup(rest + 1);
	buf_release(&out);
	return text;
}

static void assert_run(const char *method, const char *input, const char *want)
{
	char *got = run(method, input);

	assert_string_equal(got, want);
	free(got);
}

#define TREND "series_id,year,value\n"

static void trend_of_one_series(void **state)
{
	(void)state;
	/* by hand: one pair of ten falls, so 5 + 1 - 1 arrangements of 120
	 * at either end; the middle slope is 1; residuals 0 0 1 -1 0 */
	assert_run("trend", TREND "a,1,1\na,2,2\na,3,4\na,4,3\na,5,5\n",
		   "a,5,8,16.666666666666668,0.8,1.7146428199482247,"
		   "0.08333333333333333,1,0,,,-0.5,1,0.08641073297370003\n");
}

static void groups_keep_the_order_of_the_input(void **state)
{
	char *plain = run("trend", TREND "a,2001,1\na,2002,3\na,2005,2\n"
					 "b,2001,9\nb,2002,8\nb,2003,7\n");
	char *mixed = run("trend", TREND "a,2005,2\nb,2003,7\na,2001,1\n"
					 "b,2001,9\nb,2002,8\na,2002,3\n");

	(void)state;
	assert_string_equal(plain, mixed);
	assert_int_equal(strncmp(plain, "a,3,1,", 6), 0);
	assert_non_null(strstr(plain, "\nb,3,-3,"));
	free(plain);
	free(mixed);
}

static void few_points(void **state)
{
	(void)state;
	assert_run("trend", TREND, "");
	assert_run("trend", TREND "a,2001,\n", "a,0,,,,,,,,,,,,\n");
	assert_run("trend", TREND "a,2001,4\na,2002,\na,2003,5\n",
		   "a,2,,,,,,,,,,,,\n");
	/* an empty value is no point, and its year may stand there again */
	assert_run("trend", TREND "a,2001,4\na,2001,\n", "a,1,,,,,,,,,,,,\n");
	assert_run("trend", TREND "\"a, b\",2001,4\n",
		   "\"a, b\",1,,,,,,,,,,,,\n");
}

static void constant_series(void **state)
{
	(void)state;
	assert_run("trend", TREND "a,1,4\na,2,4\na,3,4\n",
		   "a,3,0,0,,0,1,0,4,,,,1,1\n");
}

static void other_dialects(void **state)
{
	(void)state;
	assert_run("trend",
		   "\xef\xbb\xbfvalue;unit;series_id;year\r\n"
		   "4;kg;a;2001\r\n;;a;2002\r\n",
		   "a,1,,,,,,,,,,,,\n");
}

static void fdr_keeps_every_row(void **state)
{
	(void)state;
	assert_run("fdr", "set_id,p\na,0.01\nb,0.5\na,\na,0.02\nb,0.5\n",
		   "a,0.01,0.02,0.03\nb,0.5,0.5,0.75\na,,,\n"
		   "a,0.02,0.02,0.03\nb,0.5,0.5,0.75\n");
	assert_run("fdr", "set_id,p\na,\n", "a,,,\n");
	assert_run("fdr", "set_id,p\na,0\na,1\n", "a,0,0,0\na,1,1,1\n");
}

static void wrong_cells_are_named(void **state)
{
	const struct {
		const char *method, *input, *message;
	} c[] = {
		{"trend", TREND "a,2001,x\n",
		 "standard input: row 2, column value: 'x': "
		 "a number such as 12.5, or nothing"},
		{"trend", TREND "a,2001,1\na,2002,1,5\n", NULL},
		{"trend", TREND "a,2001.5,1\n",
		 "standard input: row 2, column year: '2001.5': "
		 "a year such as 2014"},
		{"trend", TREND "a,,1\n",
		 "standard input: row 2, column year: '': "
		 "a year such as 2014"},
		{"trend", TREND "a,2001,1\n,2002,1\n",
		 "standard input: row 3, column series_id: '': "
		 "a name for the series"},
		{"trend", TREND "a,2001,1\nb,2001,1\na,2001,2\n",
		 "standard input: row 4, column year: '2001': "
		 "row 2 has this year too"},
		{"trend", TREND "a,2001,nan\n",
		 "standard input: row 2, column value: 'nan': "
		 "a number such as 12.5, or nothing"},
		{"fdr", "set_id,p\na,1.01\n",
		 "standard input: row 2, column p: '1.01': "
		 "a number from 0 to 1, or nothing"},
		{"fdr", "set_id,p\na,-0.1\n",
		 "standard input: row 2, column p: '-0.1': "
		 "a number from 0 to 1, or nothing"},
		{"fdr", "set_id,q\na,0.1\n", NULL},
		{"fdr", "", NULL},
	};
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		const struct method *m = stat_find(c[i].method);
		struct buf out;

		buf_init(&out, BUF_MAX);
		if (c[i].message)
			assert_error(stat_run(m, 0, c[i].input,
					      strlen(c[i].input), &out, &e),
				     ERR_USAGE, c[i].message);
		else
			assert_error_like(stat_run(m, 0, c[i].input,
						   strlen(c[i].input), &out,
						   &e),
					  ERR_USAGE, "standard input");
		assert_int_equal(out.len, 0);
		buf_release(&out);
	}
}

static void too_many_points(void **state)
{
	struct err e = {0};
	struct buf in, out;

	(void)state;
	buf_init(&in, BUF_MAX);
	buf_init(&out, BUF_MAX);
	buf_puts(&in, TREND);
	for (int i = 0; i < 2001; i++)
		buf_printf(&in, "a,%d,%d\n", i, i % 7);
	assert_error(stat_run(&method_trend, 0, buf_str(&in), in.len, &out, &e),
		     ERR_USAGE,
		     "standard input: row 2002, column series_id: "
		     "more than 2000 points in a series");
	buf_release(&in);
	buf_release(&out);
}

static void methods_are_found(void **state)
{
	(void)state;
	assert_ptr_equal(stat_find("trend"), &method_trend);
	assert_ptr_equal(stat_find("breaks"), &method_breaks);
	assert_ptr_equal(stat_find("fdr"), &method_fdr);
	assert_null(stat_find("Trend"));
	assert_null(stat_find(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trend_of_one_series),
		cmocka_unit_test(groups_keep_the_order_of_the_input),
		cmocka_unit_test(few_points),
		cmocka_unit_test(constant_series),
		cmocka_unit_test(other_dialects),
		cmocka_unit_test(fdr_keeps_every_row),
		cmocka_unit_test(wrong_cells_are_named),
		cmocka_unit_test(too_many_points),
		cmocka_unit_test(methods_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
