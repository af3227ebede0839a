#include "tests/support/test.h"

#include <math.h>

#include "lib/csv.h"

#define BOM "\xef\xbb\xbf"

/* Rows come out as "LINE:CODE|NAME|VOTES[|EXTRA=CELL...]\n". */
static int print_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct buf *out = ctx;
	size_t i;

	buf_printf(out, "%zu:", row->line);
	for (i = 0; i < row->spec->n; i++)
		buf_printf(out, "%s%s", i ? "|" : "", row->cells[i]);
	for (i = 0; i < row->extra_n; i++)
		buf_printf(out, "|%s=%s", row->extra_names[i],
			   row->extra_cells[i]);
	buf_putc(out, '\n');
	if (strcmp(row->cells[2], "many") == 0)
		return csv_cell_error(row, 2, "expected a number", e);
	return 0;
}

static int read_text(const char *text, size_t len, bool extra, struct buf *out,
		     struct err *e)
{
	static const struct csv_column columns[] = {
		{"code", true}, {"name", true}, {"votes", false}};
	const struct csv_spec spec = {"t.csv", columns, ARRAY_LEN(columns),
				      extra};

	buf_clear(out);
	return csv_read(&spec, text, len, print_row, out, e);
}

static void test_good(void **state)
{
	const struct {
		const char *text, *want;
	} c[] = {
		{"code,name,votes\n177,Juupajoki,3\n", "2:177|Juupajoki|3\n"},
		/* what spreadsheets do */
		{BOM "code;name;votes\r\n177;Juupajoki, kunta;3\r\n",
		 "2:177|Juupajoki, kunta|3\n"},
		{BOM "\"code\";\"name\"\r\n\"177\";\"a;b\"\r\n",
		 "2:177|a;b|\n"},
		{"code,name\r177,a\r", "2:177|a|\n"},
		{"code;name;votes;;\n177;a;3;;\n;;;;\n", "2:177|a|3\n"},
		/* no line end behind the last row */
		{"code,name\n177,a", "2:177|a|\n"},
		{"code,name\n177,\"a\"", "2:177|a|\n"},
		/* columns in any order, one that need not be there */
		{"votes,name,code\n3,a,177\n", "2:177|a|3\n"},
		/* blanks around cells, also those that nobody sees */
		{" code\t,name \n\t177 ,\xc2\xa0 a b \xc2\xa0\n",
		 "2:177|a b|\n"},
		{"code,name\n177,\" a \"\n", "2:177|a|\n"},
		/* quotes, commas, line ends in cells */
		{"code,name\n177,\"say \"\"hi\"\", a\"\n178,b\n",
		 "2:177|say \"hi\", a|\n3:178|b|\n"},
		{"code,name\n177,\"a\nb\"\n178,c\n", "2:177|a\nb|\n3:178|c|\n"},
		/* empty rows count but are passed over */
		{"\n\ncode,name\n\n177,a\r\n\r\n , \n178,b\n\n",
		 "5:177|a|\n8:178|b|\n"},
		/* short rows */
		{"code,name,votes\n177\n178,b\n", "2:177||\n3:178|b|\n"},
		/* a header alone is a table without rows */
		{"code,name\n", ""},
		{"code,name", ""},
		/* the delimiter is that of the header row */
		{"code;name\n177;a,b\n", "2:177|a,b|\n"},
		{"code,name\n177,a;b\n", "2:177|a;b|\n"},
		{"\"code\",\"name\",\"votes\"\n\"a;b\",;;;,2\n",
		 "2:a;b|;;;|2\n"},
		{"code,name\n177,\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\n",
		 "2:177|\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80|\n"},
	};
	struct err e = {0};
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		assert_ok(read_text(c[i].text, strlen(c[i].text), false, &out,
				    &e));
		assert_string_equal(buf_str(&out), c[i].want);
	}
	buf_release(&out);
}

static void test_bad(void **state)
{
	const struct {
		const char *text, *want;
	} c[] = {
		{"", "t.csv: no header row"},
		{BOM, "t.csv: no header row"},
		{"\n\r\n , ,\n", "t.csv: no header row"},
		/* columns */
		{"code,votes\n1,2\n", "t.csv: row 1: no column name"},
		{"\n\nname\n", "t.csv: row 3: no column code"},
		{"code,name,nimi\n",
		 "t.csv: row 1, column 3: 'nimi': expected one of code, name, "
		 "votes"},
		{"code,name,Votes\n",
		 "t.csv: row 1, column 3: 'Votes': expected one of code, name, "
		 "votes"},
		{"code,name,code\n",
		 "t.csv: row 1, column 3: 'code': expected each column once"},
		{"code,name,,\n177,a,,x\n",
		 "t.csv: row 2, column 4: 'x': expected nothing, the column "
		 "has no name"},
		/* cells */
		{"code,name\n177,a\n178,b,c\n",
		 "t.csv: row 3: 3 cells, expected at most 2"},
		{"code,name\n177,P\xe4ij\xe4t-H\xe4me\n",
		 "t.csv: row 2, column name: 'P?ij?t-H?me': expected UTF-8 "
		 "text (in a spreadsheet: save as CSV UTF-8)"},
		{"code,name,\xe4\n",
		 "t.csv: row 1, column 3: '?': expected UTF-8 text (in a "
		 "spreadsheet: save as CSV UTF-8)"},
		{"\xff\xfe"
		 "code\n",
		 "t.csv: row 1, column 1: '??code': expected UTF-8 text (in a "
		 "spreadsheet: save as CSV UTF-8)"},
		{"code,name\n177,\xed\xa0\x80\n",
		 "t.csv: row 2, column name: '?\?\?': expected UTF-8 text (in "
		 "a "
		 "spreadsheet: save as CSV UTF-8)"},
		/* quotes */
		{"code,name\n177,a\"b\n",
		 "t.csv: row 2, column name: a quote within a cell (quote the "
		 "cell and double the quote)"},
		{"code,name\n1,a\n\"177\"x,b\n",
		 "t.csv: row 3, column code: a quote within a cell (quote the "
		 "cell and double the quote)"},
		{"code,name\n177,\"b\n178,c\n179,d\n",
		 "t.csv: row 2, column name: the quote that opens the cell is "
		 "never closed"},
		{"code,name\n177,a,b\",c\n",
		 "t.csv: row 2, column 3: a quote within a cell (quote the "
		 "cell and double the quote)"},
		/* what the caller says of a cell */
		{"code,name,votes\n177,a,1\n178,b,many\n179,c,many\n",
		 "t.csv: row 3, column votes: 'many': expected a number"},
	};
	struct err e = {0};
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(c); i++)
		assert_error(read_text(c[i].text, strlen(c[i].text), false,
				       &out, &e),
			     ERR_CONFIG, c[i].want);
	assert_error(
		read_text("code,name\n177,a\0b\n", 18, false, &out, &e),
		ERR_CONFIG,
		"t.csv: row 2, column name: 'a b': expected UTF-8 text (in a "
		"spreadsheet: save as CSV UTF-8)");
	buf_release(&out);
}

/* Nothing is visited behind an error. */
static void test_stops(void **state)
{
	const char *text = "code,name,votes\n1,a,\n2,b,many\n3,c,\n4,d,e,f\n";
	struct err e = {0};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_MAX);
	assert_int_equal(read_text(text, strlen(text), false, &out, &e), -1);
	assert_string_equal(buf_str(&out), "2:1|a|\n3:2|b|many\n");
	/* the first error wins, also over one that was there before */
	assert_string_equal(
		e.msg, "t.csv: row 3, column votes: 'many': expected a number");
	buf_release(&out);
}

static void test_extra(void **state)
{
	const char *good = "x,code,name,y\n1,177,a,2\n,178,b\n";
	const char *twice = "x,code,name,x\n";
	struct err e = {0};
	struct buf out;

	(void)state;
	buf_init(&out, BUF_MAX);
	assert_ok(read_text(good, strlen(good), true, &out, &e));
	assert_string_equal(buf_str(&out),
			    "2:177|a||x=1|y=2\n3:178|b||x=|y=\n");
	assert_error(read_text(twice, strlen(twice), true, &out, &e),
		     ERR_CONFIG,
		     "t.csv: row 1, column 4: 'x': expected each column once");
	buf_release(&out);
}

/* More than one piece for libcsv, and its limits. */
static void test_large(void **state)
{
	enum {
		ROWS = 20000,
		CELLS = 1001
	};
	struct buf text, out, want;
	struct err e = {0};
	size_t i;

	(void)state;
	buf_init(&text, BUF_MAX);
	buf_init(&want, BUF_MAX);
	buf_init(&out, BUF_MAX);
	buf_puts(&text, "code,name\n");
	for (i = 0; i < ROWS; i++)
		buf_printf(&text, "%zu,\"name, %zu\"\r\n", i, i);
	assert_ok(read_text(text.data, text.len, false, &out, &e));
	assert_string_equal(out.data + out.len -
				    strlen("20001:19999|name, "
					   "19999|\n"),
			    "20001:19999|name, 19999|\n");
	buf_clear(&text);
	for (i = 0; i < CELLS; i++)
		buf_puts(&text, "a,");
	assert_error(read_text(text.data, text.len, true, &out, &e), ERR_CONFIG,
		     "t.csv: row 1: more than 1000 cells");
	/* a message shows the beginning of a long cell */
	buf_clear(&text);
	buf_puts(&text, "code,name,");
	for (i = 0; i < 100; i++)
		buf_puts(&text, "\xc3\xa4");
	buf_clear(&out);
	buf_puts(&want, "t.csv: row 1, column 3: '");
	for (i = 0; i < 38; i++)
		buf_puts(&want, "\xc3\xa4");
	buf_puts(&want, "...': expected one of code, name, votes");
	assert_error(read_text(text.data, text.len, false, &out, &e),
		     ERR_CONFIG, want.data);
	buf_release(&want);
	buf_release(&text);
	buf_release(&out);
}

static void test_read_file(void **state)
{
	static const struct csv_column columns[] = {
		{"code", true}, {"name", true}, {"votes", false}};
	char *dir = temp_dir();
	char *path = temp_file(dir, "a.csv", "code;name\n1;x\n", 14);
	char *missing = xasprintf("%s/b.csv", dir);
	const struct csv_spec spec = {"config/a.csv", columns, 3, false};
	struct err e = {0};
	struct buf out;
	char want[300];

	(void)state;
	buf_init(&out, BUF_MAX);
	assert_ok(csv_read_file(path, &spec, print_row, &out, &e));
	assert_string_equal(buf_str(&out), "2:1|x|\n");
	(void)snprintf(want, sizeof(want), "%s: No such file or directory",
		       missing);
	assert_error(csv_read_file(missing, &spec, print_row, &out, &e),
		     ERR_CONFIG, want);
	buf_release(&out);
	free(path);
	free(missing);
	temp_dir_remove(dir);
}

static int print_bare(void *ctx, const struct csv_row *row, struct err *e)
{
	struct buf *out = ctx;
	size_t i;

	(void)e;
	buf_printf(out, "%zu", row->line);
	for (i = 0; i < row->extra_n; i++)
		buf_printf(out, "|%s", row->extra_cells[i]);
	buf_putc(out, '\n');
	return 0;
}

/* Without names: every row, as it stands. */
static void test_bare(void **state)
{
	static const struct {
		char delimiter;
		const char *text, *want;
	} c[] = {
		{',', BOM "a,b,a\n1,,\n\n\"x,y\"\n",
		 "7|a|b|a\n8|1||\n10|x,y\n"},
		{'\t', "a,b\tc;d\n", "7|a,b|c;d\n"},
		{'|', "a|b", "7|a|b\n"},
		{';', "", ""},
	};
	struct err e = {0};
	struct buf out;
	size_t i;

	(void)state;
	buf_init(&out, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		buf_clear(&out);
		assert_ok(csv_read_bare("t.csv", c[i].delimiter, 7, c[i].text,
					strlen(c[i].text), print_bare, &out,
					&e));
		assert_string_equal(buf_str(&out), c[i].want);
	}
	assert_error(csv_read_bare("t.csv", ',', 7, "a\nb,\xff\n", 6,
				   print_bare, &out, &e),
		     ERR_CONFIG,
		     "t.csv: row 8, column 2: '?': expected UTF-8 text (in a "
		     "spreadsheet: save as CSV UTF-8)");
	buf_release(&out);
}

static void test_write(void **state)
{
	const struct {
		const char *cells[4];
		const char *want;
	} c[] = {
		{{"a", "b"}, "a,b\n"},
		{{"", ""}, ",\n"},
		{{"", "b", ""}, ",b,\n"},
		{{""}, "\"\"\n"}, /* an empty line would be no row */
		{{"a,b", "c;d"}, "\"a,b\",\"c;d\"\n"},
		{{"say \"hi\""}, "\"say \"\"hi\"\"\"\n"},
		{{"two\nlines", "\r"}, "\"two\nlines\",\"\r\"\n"},
		{{" a", "b\t", "c d"}, "\" a\",\"b\t\",c d\n"},
		{{"\xc3\xa4", "\xc2\xa0x"}, "\xc3\xa4,\"\xc2\xa0x\"\n"},
	};
	struct buf b;
	size_t i, k;

	(void)state;
	buf_init(&b, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		size_t before = b.len;

		for (k = 0; k < ARRAY_LEN(c[i].cells) && c[i].cells[k]; k++)
			csv_put(&b, c[i].cells[k]);
		csv_end(&b);
		assert_string_equal(b.data + before, c[i].want);
	}
	buf_clear(&b);
	csv_end(&b);
	assert_string_equal(b.data, "\n");
	buf_clear(&b);
	csv_put_int(&b, INT64_MIN);
	csv_put_double(&b, 0.1);
	csv_put_double(&b, (double)NAN);
	csv_put_double(&b, -(double)INFINITY);
	csv_put_int(&b, 0);
	csv_end(&b);
	assert_string_equal(b.data, "-9223372036854775808,0.1,,,0\n");
	buf_clear(&b);
	csv_put_head(&b, (const char *const[]){"year", "a,b", "="}, 3);
	assert_string_equal(b.data, "year,\"a,b\",=\n");
	buf_release(&b);
}

/* A buffer that is full stays as it is. */
static void test_write_full(void **state)
{
	struct err e = {0};
	struct buf b;
	size_t max;

	(void)state;
	for (max = 0; max < 12; max++) {
		buf_init(&b, max);
		csv_put(&b, "");
		csv_put(&b, "a\"b");
		csv_end(&b);
		csv_put(&b, "");
		csv_end(&b);
		assert_true(b.len <= max);
		assert_int_equal(buf_check(&b, "b", &e), max < 11 ? -1 : 0);
		err_clear(&e);
		buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_extra),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_read_file),
		cmocka_unit_test(test_bare),
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_write_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
