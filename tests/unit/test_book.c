/*
 * A workbook: what is written is there, what does not fit is said, and a file
 * that is short of a cell is noticed.
 */
#include "tests/support/test.h"

#include <math.h>
#include <unistd.h>
#include <zip.h>

#include "etl/book.h"
#include "lib/file.h"

static const struct column columns[] = {
	{TEXT_XLSX_COL_AREA, 12, COLUMN_KEY},
	{TEXT_XLSX_COL_TEXT, 20, 0},
	{TEXT_XLSX_COL_VALUE, 10, COLUMN_NUMBER},
	{TEXT_XLSX_COL_DAY, 10, 0},
};

static int make(struct book **b, const char *dir, size_t rows, struct err *e)
{
	const struct book_about about = {.title = "T",
					 .subject = "S",
					 .keywords = "K",
					 .comments = "C",
					 .foot = "a & b",
					 .more = "(more)",
					 .cause = "take less",
					 .created = 1700000000,
					 .rows = rows};
	char *path = xasprintf("%s/b.xlsx", dir);
	int rc = book_new(b, path, &about, e);

	free(path);
	return rc;
}

static void put(struct sheet *s, const char *text, double v)
{
	sheet_text(s, "Lahti");
	sheet_text(s, text);
	sheet_number(s, v, 1);
	sheet_day(s, "2024-08-29T03:00:00Z", "none");
	sheet_end_row(s);
}

/* A part of the file; the caller's to free(). */
static char *part(const char *dir, const char *name)
{
	char *path = xasprintf("%s/b.xlsx", dir);
	zip_t *z = zip_open(path, ZIP_RDONLY, NULL);
	zip_file_t *f;
	zip_stat_t st;
	char *text;

	assert_non_null(z);
	assert_int_equal(zip_stat(z, name, 0, &st), 0);
	f = zip_fopen(z, name, 0);
	assert_non_null(f);
	text = xcalloc(st.size + 1, 1);
	assert_int_equal(zip_fread(f, text, st.size), st.size);
	(void)zip_fclose(f);
	zip_discard(z);
	free(path);
	return text;
}

static void has(const char *text, const char *part_of)
{
	if (!strstr(text, part_of))
		fail_msg("'%s' is not in: %.3000s", part_of, text);
}

static void test_cells(void **state)
{
	static const char *const texts[] = {"=1+1",     "+358",    "@SUM(A1)",
					    "<b>&\"'",  "_x0041_", "a\nb\001c",
					    "\xff\xfe", "  x"};
	char *dir = temp_dir();
	struct book *b = NULL;
	struct err e = {0};
	struct sheet *s;
	char *xml;

	(void)state;
	assert_ok(make(&b, dir, 0, &e));
	s = book_table(b, TEXT_XLSX_FIGURES, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		put(s, texts[i], -0.25);
	assert_int_equal(sheet_rows(s), ARRAY_LEN(texts));
	assert_ok(book_publish(b, &e));
	book_free(b);
	xml = part(dir, "xl/worksheets/sheet1.xml");
	has(xml, "<t>=1+1</t>");
	has(xml, "<t>+358</t>");
	has(xml, "<t>@SUM(A1)</t>");
	has(xml, "<t>&lt;b&gt;&amp;\"'</t>");
	has(xml, "<t>_x005F_x0041_</t>");
	has(xml, "<t>a b?c</t>");
	has(xml, "<t>\?\?</t>");
	has(xml, "<t xml:space=\"preserve\">  x</t>");
	has(xml, "<v>-0.25</v>");
	has(xml, "<v>45533</v>"); /* 29.8.2024, days since 1899-12-30 */
	assert_null(strstr(xml, "<f>"));
	free(xml);
	xml = part(dir, "docProps/core.xml");
	has(xml, "<dc:creator></dc:creator>");
	has(xml, "2023-11-14T22:13:20Z");
	free(xml);
	temp_dir_remove(dir);
}

/* Nine rows on sheets of four: three a sheet, then no more. */
static void test_split(void **state)
{
	char *dir = temp_dir(), *xml, *path = xasprintf("%s/b.xlsx", dir);
	struct book *b = NULL;
	struct err e = {0};
	struct sheet *s;

	(void)state;
	assert_ok(make(&b, dir, 4, &e));
	s = book_table(b, TEXT_XLSX_FIGURES, columns, ARRAY_LEN(columns));
	for (int i = 0; i < 9; i++)
		put(s, "x", i);
	assert_int_equal(sheet_rows(s), 9);
	assert_ok(book_publish(b, &e));
	book_free(b);
	xml = part(dir, "xl/workbook.xml");
	has(xml, "\"Luvut\"");
	has(xml, "\"Luvut 2\"");
	has(xml, "\"Luvut 3\"");
	assert_null(strstr(xml, "\"Luvut 4\""));
	free(xml);
	xml = part(dir, "xl/worksheets/sheet3.xml");
	has(xml, "<v>8</v>");
	assert_null(strstr(xml, "<v>5</v>"));
	free(xml);
	(void)unlink(path);
	assert_ok(make(&b, dir, 4, &e));
	s = book_table(b, TEXT_XLSX_FIGURES, columns, ARRAY_LEN(columns));
	for (int i = 0; i < 13; i++)
		put(s, "x", i);
	assert_error_like(book_publish(b, &e), ERR_USAGE,
			  "more than 12 rows in 'Luvut': take less");
	book_free(b);
	assert_false(file_exists(path));
	free(path);
	temp_dir_remove(dir);
}

/* 40 000 signs are two rows, and those of two UTF-16 units are counted so. */
static void test_long(void **state)
{
	char *dir = temp_dir(), *text = xcalloc(40001, 1), *xml;
	struct book *b = NULL;
	struct err e = {0};
	struct sheet *s;
	size_t n = 0;

	(void)state;
	memset(text, 'a', 40000);
	assert_ok(make(&b, dir, 0, &e));
	s = book_table(b, TEXT_XLSX_FIGURES, columns, ARRAY_LEN(columns));
	put(s, text, 1.5);
	for (size_t i = 0; i + 4 <= 40000; i += 4)
		memcpy(text + i, "\xf0\x9f\x98\x80", 4);
	put(s, text, 2.5);
	assert_int_equal(sheet_rows(s), 3);
	for (size_t i = 0; i + 7 <= 40000; i += 7)
		memcpy(text + i, "_x0041_", 7);
	put(s, text, 3.5);
	assert_ok(book_publish(b, &e));
	book_free(b);
	xml = part(dir, "xl/worksheets/sheet1.xml");
	for (const char *at = xml; *at; at++)
		n += strncmp(at, "aaaaaaaaaa", 10) == 0 ? 10 : 0;
	assert_true(n > 0);
	has(xml, "(more)");
	n = 0;
	for (const char *at = xml; (at = strchr(at, 'a')); at++)
		n += at[1] == 'a';
	/* 32767 and 7233 of them, each but the last before another */
	assert_int_equal(n, 32766 + 7232);
	free(xml);
	free(text);
	temp_dir_remove(dir);
}

static void test_check(void **state)
{
	char *dir = temp_dir(), *path = xasprintf("%s/b.xlsx", dir);
	struct book *b = NULL;
	struct buf bytes;
	struct err e = {0};

	(void)state;
	assert_ok(make(&b, dir, 0, &e));
	put(book_table(b, TEXT_XLSX_FIGURES, columns, ARRAY_LEN(columns)), "x",
	    1);
	assert_ok(book_publish(b, &e));
	book_free(b);
	assert_ok(book_check(path, 8, &e));
	assert_error_like(book_check(path, 9, &e), ERR_IO, "not written whole");
	assert_error_like(book_check(path, 7, &e), ERR_IO, "not written whole");
	buf_init(&bytes, 1 << 20);
	assert_ok(file_read(path, &bytes, &e));
	for (size_t n = 0; n < bytes.len; n += 97) {
		assert_ok(file_publish(path, buf_str(&bytes), n, &e));
		assert_error_like(book_check(path, 8, &e), ERR_IO,
				  "not written whole");
	}
	buf_release(&bytes);
	free(path);
	temp_dir_remove(dir);
}

static void test_place(void **state)
{
	char *dir = temp_dir(), *path = xasprintf("%s/none", dir);
	struct book *b = NULL;
	struct err e = {0};
	struct sheet *s;

	(void)state;
	assert_error_like(make(&b, path, 0, &e), ERR_IO, "none/b.xlsx.tmp");
	free(path);
	path = xasprintf("%s/b.xlsx", dir);
	/* given up: nothing stays */
	assert_ok(make(&b, dir, 0, &e));
	s = book_page(b, TEXT_XLSX_FRONT);
	page_title(s, "T");
	page_fact(s, "", "x");
	page_link(s, TEXT_XLSX_FRONT, "y");
	book_free(b);
	assert_ok(file_remove_tree(path, &e));
	assert_int_equal(rmdir(dir), 0);
	free(path);
	free(dir);
}

static void test_bugs(void **state)
{
	char *dir = temp_dir();
	struct book *b = NULL;
	struct err e = {0};
	struct sheet *s;

	(void)state;
	assert_ok(make(&b, dir, 0, &e));
	s = book_table(b, TEXT_XLSX_FIGURES, columns, ARRAY_LEN(columns));
	sheet_text(s, "x");
	assert_dies(sheet_end_row(s));
	assert_dies(sheet_number(s, (double)NAN, 0));
	book_free(b);
	temp_dir_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells), cmocka_unit_test(test_split),
		cmocka_unit_test(test_long),  cmocka_unit_test(test_check),
		cmocka_unit_test(test_place), cmocka_unit_test(test_bugs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
