/*
 * The doors that a text from outside may reach, by themselves: terminal, page,
 * spreadsheet, gnuplot, JSON's tree, the store, files. tests/cli/doors.sh goes
 * through all of them at once.
 */
#include "tests/support/test.h"

#include <unistd.h>

#include "etl/answer_fit.h"
#include "etl/kept_cell.h"
#include "lib/csv.h"
#include "lib/file.h"
#include "lib/json.h"
#include "lib/text.h"
#include "plots/letters.h"

/* A character a row: U+0000, U+001B, U+007F, U+0085, U+009B, U+061C, U+200F,
 * U+2028, U+202E, U+2066, U+FDD0, U+FEFF, U+FFFE, U+1FFFF, U+E0041. */
static const char *const hidden[] = {"\x01",
				     "\x1b",
				     "\x7f",
				     "\xc2\x85",
				     "\xc2\x9b",
				     "\xd8\x9c",
				     "\xe2\x80\x8f",
				     "\xe2\x80\xa8",
				     "\xe2\x80\xae",
				     "\xe2\x81\xa6",
				     "\xef\xb7\x90",
				     "\xef\xbb\xbf",
				     "\xef\xbf\xbe",
				     "\xf0\x9f\xbf\xbf",
				     "\xf3\xa0\x81\x81"};
/* U+00A0, U+00AD, U+00E4, U+061B, U+2010, U+202F, U+20AC, U+FFFD, U+1F600 */
static const char *const plain[] = {" ",
				    "~",
				    "\xc2\xa0",
				    "\xc2\xad",
				    "\xc3\xa4",
				    "\xd8\x9b",
				    "\xe2\x80\x90",
				    "\xe2\x80\xaf",
				    "\xe2\x82\xac",
				    "\xef\xbf\xbd",
				    "\xf0\x9f\x98\x80"};

static void test_shown(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(hidden); i++) {
		char *s = xasprintf("a%sb", hidden[i]), *got = text_plain(s);
		struct err e = {0};
		struct buf b;

		assert_false(text_is_shown(hidden[i], strlen(hidden[i])));
		buf_init(&b, 100);
		text_visible(&b, s, '?');
		assert_string_equal(buf_str(&b), "a?b");
		buf_clear(&b);
		text_html(&b, s);
		assert_string_equal(buf_str(&b), "a b");
		buf_release(&b);
		assert_null(strstr(got, hidden[i]));
		(void)err_set(&e, ERR_DATA, "%s", s);
		assert_null(strstr(e.msg, hidden[i]));
		assert_int_equal(strlen(e.msg), strlen(s));
		free(got);
		free(s);
	}
	for (i = 0; i < ARRAY_LEN(plain); i++)
		assert_true(text_is_shown(plain[i], strlen(plain[i])));
}

static void test_not_utf8(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	text_visible(&b, "\xc0\xbc\xe4x\xed\xa0\x80", '?');
	assert_string_equal(buf_str(&b), "???x???");
	buf_clear(&b);
	text_html(&b, "<\xff>");
	assert_string_equal(buf_str(&b), "&lt;\xef\xbf\xbd&gt;");
	buf_release(&b);
}

/* A word without end, of no entity and no tag. */
static void test_long_word(void **state)
{
	enum {
		LONG = 2000000
	};
	char *s = xmalloc(LONG + 1), *got;

	(void)state;
	memset(s, 'W', LONG);
	s[LONG] = '\0';
	(void)alarm(60); /* letter by letter it would take an hour */
	got = text_plain(s);
	(void)alarm(0);
	assert_string_equal(got, s);
	free(got);
	free(s);
}

static void test_formulas(void **state)
{
	static const char *const c[][2] = {
		{"=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0\n"},
		{"+1+x", "'+1+x\n"},
		{"-1+x", "'-1+x\n"},
		{"@SUM(A1)", "'@SUM(A1)\n"},
		{"\t=1", "'\t=1\n"},
		{"\r=1", "\"'\r=1\"\n"},
		{"\xef\xbc\x9d"
		 "1",
		 "'\xef\xbc\x9d"
		 "1\n"},
		{"-", "-\n"},
		{"-1.5", "-1.5\n"},
		{"-1e-05", "-1e-05\n"},
		{"- viiva", "'- viiva\n"},
		{"a=1", "a=1\n"},
		{"'=1", "'=1\n"},
		{"\xe2\x88\x92"
		 "1",
		 "\xe2\x88\x92"
		 "1\n"},
	};
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, 1000);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		buf_clear(&b);
		csv_put_text(&b, c[i][0]);
		csv_end(&b);
		assert_string_equal(buf_str(&b), c[i][1]);
	}
	buf_release(&b);
}

static int keep_cell(void *ctx, const struct csv_row *row, struct err *e)
{
	(void)e;
	buf_puts(ctx, row->cells[0]);
	return 0;
}

static void test_tables(void **state)
{
	static const struct csv_column column = {"a", true};
	const struct csv_spec spec = {"t.csv", &column, 1, false};
	static const struct kept_column text = {"text", KEPT_TEXT, true, NULL};
	const char bytes[] =
		"a\n\"\x1b[2Jx\xe2\x80\xaey\xc2\x9b\nz\xc2\x85\"\n";
	struct err e = {0};
	struct buf b, even;

	(void)state;
	buf_init(&b, 1000);
	buf_init(&even, 1000);
	assert_ok(csv_read(&spec, bytes, sizeof(bytes) - 1, keep_cell, &b, &e));
	assert_string_equal(buf_str(&b), "[2Jx y \nz");
	assert_null(kept_cell_take(&text, buf_str(&b), &even));
	assert_string_equal(buf_str(&even), "[2Jx y z");
	buf_release(&b);
	buf_release(&even);
}

/* A line end within quotes would end the command. */
static void test_gnuplot(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	letters_quote(&b, "x\nsystem('touch y')\r\\");
	assert_string_equal(buf_str(&b),
			    "'x system('.\"'\".'touch y'.\"'\".') \\'");
	buf_release(&b);
}

static void test_json(void **state)
{
	enum {
		MANY = 3000000
	};
	char *s = xmalloc(3 * MANY + 3);
	struct err e = {0};
	json_t *root;
	size_t i;

	(void)state;
	for (i = 0; i < MANY; i++)
		memcpy(s + 1 + 3 * i, "{},", 3);
	s[0] = '[';
	memcpy(s + 3 * MANY, "]", 2);
	assert_null(json_read(s, 3 * MANY + 1, 0, &e));
	assert_string_equal(e.msg, "JSON of 9000001 bytes would take more than "
				   "512 MB of memory");
	/* quoted, it is one text */
	s[0] = '[';
	s[1] = '"';
	s[3 * MANY - 1] = '"';
	e = (struct err){0};
	root = json_read(s, 3 * MANY + 1, 0, &e);
	assert_non_null(root);
	json_decref(root);
	free(s);
	assert_true(json_memory("[\"\\\"{{{{\"]", 10) <
		    json_memory("[{},{},{}]", 10));
}

static void test_fit(void **state)
{
	static char word[] = "398", path[] = "../x", esc[] = "\x1b[2J";
	struct place place = {.kind = word, .code = word};
	struct meta meta = {.code = word};
	struct answer a = {.kind = ANSWER_AREAS,
			   .places = &place,
			   .n_places = 1,
			   .metas = &meta,
			   .n_metas = 1};
	struct err e = {0};
	char *book = xmalloc(FIT_WORDS + 2);

	(void)state;
	memset(book, 'x', FIT_WORDS + 1);
	book[FIT_WORDS + 1] = '\0';
	assert_ok(answer_fit(&a, &e));
	place.code = path;
	assert_error(answer_fit(&a, &e), ERR_DATA,
		     "area ../x: code of an area: '../x': expected a word of "
		     "letters, digits and - _ .");
	a.kind = ANSWER_FIGURES; /* a name that our register does not know */
	assert_ok(answer_fit(&a, &e));
	place.name[0] = esc;
	assert_error_like(answer_fit(&a, &e), ERR_DATA, "name of an area");
	place.name[0] = NULL;
	meta.code = path;
	assert_error_like(answer_fit(&a, &e), ERR_DATA, "indicator: '../x'");
	meta.code = word;
	meta.unit = book;
	assert_error_like(answer_fit(&a, &e), ERR_DATA,
			  "2001 bytes, at most 2000 are taken");
	book[FIT_WORDS] = '\0';
	assert_ok(answer_fit(&a, &e));
	free(book);
}

/* A link that somebody laid where the file is made leads nowhere. */
static void test_links(void **state)
{
	char *dir = temp_dir(), *victim = xasprintf("%s/victim", dir);
	char *path = xasprintf("%s/table.csv", dir);
	char *tmp = xasprintf("%s.tmp", path);
	struct err e = {0};
	struct buf b;

	(void)state;
	assert_ok(file_publish(victim, "mine", 4, &e));
	assert_int_equal(symlink(victim, tmp), 0);
	assert_ok(file_publish(path, "table", 5, &e));
	buf_init(&b, 100);
	assert_ok(file_read(victim, &b, &e));
	assert_string_equal(buf_str(&b), "mine");
	buf_release(&b);
	free(tmp);
	free(path);
	free(victim);
	temp_dir_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_not_utf8),
		cmocka_unit_test(test_long_word),
		cmocka_unit_test(test_formulas),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_gnuplot),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_links),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
