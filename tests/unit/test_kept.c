/*
 * Tables that people keep in a spreadsheet: what a cell may hold, the one form
 * of what means the same, and hostile bytes.
 */
#include "tests/support/test.h"

#include "etl/kept_cell.h"

static const struct kept_column areas = {"parties", KEPT_AREAS, false, NULL};
static const struct kept_column county = {"county", KEPT_AREA, true,
					  "hyvinvointialue"};
static const struct kept_column day = {"date", KEPT_DAY, false, NULL};
static const struct kept_column when = {"due", KEPT_WHEN, false, NULL};
static const struct kept_column number = {"mean", KEPT_NUMBER, false, NULL};
static const struct kept_column count = {"votes", KEPT_INT, false, NULL};
static const struct kept_column party = {"party", KEPT_PARTY, false, NULL};
static const struct kept_column refs = {"priorities", KEPT_REFS, false, NULL};
static const struct kept_column list = {"groups", KEPT_LIST, false, NULL};
static const struct kept_column indicators = {"indicators", KEPT_INDICATORS,
					      false, NULL};
static const struct kept_column word = {"state", KEPT_WORD, true, "done open"};

/* want NULL: refused. */
static const struct {
	const struct kept_column *c;
	const char *cell, *want;
} cells[] = {
	{&day, "2024-08-29", "2024-08-29"},
	{&day, "29.8.2024", "2024-08-29"},
	{&day, "09.08.2024", "2024-08-09"},
	{&day, "29.2.2024", "2024-02-29"},
	{&day, "29.2.2023", NULL},
	{&day, "31.4.2024", NULL},
	{&day, "0.1.2024", NULL},
	{&day, "29.8.24", NULL},
	{&day, "8/29/2024", NULL},
	{&day, "29.8.2024 12:00", NULL},
	{&day, "2024-8-29", NULL},
	{&day, "45533", NULL}, /* a spreadsheet's own number of a day */
	{&day, "29.8.", NULL},
	{&day, "-9.8.2024", NULL},
	{&when, "12/2024", "2024-12"},
	{&when, "2024-12", "2024-12"},
	{&when, "3.2025", "2025-03"},
	{&when, "13/2024", NULL},
	{&when, "2025", "2025"},
	{&when, "25", NULL},
	{&when, "1.12.2024", "2024-12-01"},
	{&when, "keväällä 2025", NULL},
	{&number, "3,22", "3.22"},
	{&number, "3.00", "3.00"},
	{&number, "3,2,2", NULL},
	{&number, "1e3", NULL},
	{&number, "kolme", NULL},
	{&number, "nan", NULL},
	{&count, "10", "10"},
	{&count, "10,0", NULL},
	{&count, "-1", NULL},
	{&count, "99999999999999999999", NULL},
	{&areas, "108, 143, 581", "kunta:108, kunta:143, kunta:581"},
	{&areas, "108 143", "kunta:108, kunta:143"},
	{&areas, "20,16;5", "kunta:020, kunta:016, kunta:005"},
	{&areas, "108 14, ", "kunta:108, kunta:014"},
	{&areas, "108 14, Lahti", "kunta:108, kunta:014, Lahti"},
	{&areas,
	 "0\xc2\xa0"
	 "99\r;",
	 "kunta:000, kunta:099"},
	{&areas, "0 999\r\r;\r", "kunta:000, kunta:999"},
	{&areas, "398\nHollola\r\n111", "kunta:398, Hollola, kunta:111"},
	{&areas, "\xc3\xa0 b", "\xc3\xa0 b"},
	{&areas, "837", "kunta:837"},
	{&areas, "Mänttä-Vilppula, 936", "Mänttä-Vilppula, kunta:936"},
	{&areas, "hyvinvointialue:9, 398", "hyvinvointialue:09, kunta:398"},
	{&areas, "108, , 143 ;;581,", "kunta:108, kunta:143, kunta:581"},
	{&areas, "20,\tLahti\xc2\xa0,\r\n 5", "kunta:020, Lahti, kunta:005"},
	{&areas, "108143581", NULL},
	{&areas, "108143 581", NULL},
	{&areas, "kunta:", NULL},
	{&areas, ":398", NULL},
	{&areas, "a:b:c", NULL},
	{&county, "09", "hyvinvointialue:09"},
	{&county, "9", "hyvinvointialue:09"},
	{&county, "398", NULL},
	{&party, "16", "kunta:016"},
	{&party, "Järjestöt", "Järjestöt"},
	{&party, "1234", NULL},
	{&refs, "PH1,PH2 ; PH3", "PH1 PH2 PH3"},
	{&refs, "PH1\r\nPH2", "PH1 PH2"},
	{&list, " a b ,c;  d", "a b, c, d"},
	{&list, "\xc3\xa4\xc2\xa0\xc2\xa0, \xc2\xa0", "\xc3\xa4"},
	{&indicators, "228 local:x", "sotkanet:228 local:x"},
	{&indicators, "228\n229", "sotkanet:228 sotkanet:229"},
	{&indicators, "sotkanet:", NULL},
	{&indicators, "nobody:1", NULL},
	{&indicators, ",", NULL},
	{&word, "done", "done"},
	{&word, "don", NULL},
	{&word, "Done", NULL},
};

static void test_cells(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(cells); i++) {
		const char *wrong;

		buf_clear(&b);
		wrong = kept_cell_take(cells[i].c, cells[i].cell, &b);
		if (!cells[i].want != !!wrong)
			fail_msg("'%s': %s", cells[i].cell,
				 wrong ? wrong : buf_str(&b));
		if (cells[i].want)
			assert_string_equal(buf_str(&b), cells[i].want);
	}
	buf_release(&b);
}

/* What a cell becomes is taken again as it is. */
static void test_cells_settle(void **state)
{
	const struct {
		const struct kept_column *c;
		const char *cell;
	} c[] = {{&day, "29.8.2024"}, {&when, "12/2024"},
		 {&number, "3,22"},   {&areas, "20, Lahti, hyvinvointialue:9"},
		 {&county, "9"},      {&refs, "a,b"},
		 {&list, "a b;c"},    {&indicators, "228,local:x"}};
	struct buf once, twice;
	size_t i;

	(void)state;
	buf_init(&once, BUF_MAX);
	buf_init(&twice, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		buf_clear(&once);
		buf_clear(&twice);
		assert_null(kept_cell_take(c[i].c, c[i].cell, &once));
		assert_null(kept_cell_take(c[i].c, buf_str(&once), &twice));
		assert_string_equal(buf_str(&once), buf_str(&twice));
	}
	buf_release(&once);
	buf_release(&twice);
}

static const struct kept_column columns[] = {
	{"id", KEPT_ID, true, NULL},
	{"text", KEPT_TEXT, true, NULL},
	{"date", KEPT_DAY, false, NULL},
	{"kind", KEPT_WORD, false, "a b"},
	{"groups", KEPT_LIST, false, NULL}};
static const struct kept_spec spec = {"t", columns, ARRAY_LEN(columns)};

static int parse(struct kept *k, const char *text, struct err *e)
{
	return kept_parse(k, &spec, "t.csv", text, strlen(text), e);
}

static void test_tables(void **state)
{
	struct kept k = {0};
	struct err e = {0};

	(void)state;
	assert_ok(parse(&k,
			"\xef\xbb\xbfid;date;text\r\n\r\nA1;29.8.2024;\"x;"
			"\"\"y\"\"\"\r\nA2;;z\r\n;;\r\n",
			&e));
	assert_int_equal(k.n, 2);
	assert_string_equal(kept_cell(&k, 0, 1), "x;\"y\"");
	assert_string_equal(kept_cell(&k, 0, 2), "2024-08-29");
	assert_string_equal(kept_cell(&k, 0, 3), "");
	assert_int_equal(k.rows[1].line, 4);
	assert_int_equal(kept_find(&k, "A2"), 1);
	assert_int_equal(kept_find(&k, "A3"), 2);
	kept_put(&k, 1, 1, kept_cell(&k, 1, 1)); /* itself */
	assert_string_equal(kept_cell(&k, 1, 1), "z");
	assert_int_equal(kept_error(&k, 1, 1, &e, "%d wanted", 7), -1);
	assert_string_equal(e.msg, "t.csv: row 4, column text: 'z': 7 wanted");
	kept_release(&k);
	kept_release(&k);
}

static void test_tables_refused(void **state)
{
	const struct {
		const char *text, *want;
	} c[] = {
		{"id,text\nA,x\n,y\n",
		 "t.csv: row 3, column id: '': an id is expected in each row; "
		 "where cells were merged in the spreadsheet, take the merge "
		 "apart and fill in each"},
		{"id,text\n,x\n", "t.csv: row 2, column id: '': empty: this "
				  "cell must be filled in"},
		{"id,text\nA,\n", "t.csv: row 2, column text: '': empty: this "
				  "cell must be filled in"},
		{"id,text\nA,=B1&C1\n",
		 "t.csv: row 2, column text: '=B1&C1': a formula: put what it "
		 "shows in its place (copy, then paste the values)"},
		{"id,text,groups\nA,x,\", =B1\"\n",
		 "t.csv: row 2, column groups: ', =B1': a formula: put what it "
		 "shows in its place (copy, then paste the values)"},
		{"id,text\nA,x\nB,y\nA,z\n",
		 "t.csv: row 4, column id: 'A': each id is expected once, row "
		 "2 has it already: give this row an id of its own"},
		{"id,text\nA B,x\n",
		 "t.csv: row 2, column id: 'A B': a short word is expected, "
		 "without blanks and punctuation other than - . _"},
		{"id,text,kind\nA,x,c\n", "t.csv: row 2, column kind: 'c': one "
					  "of these is expected: a b"},
		{"id\nA\n", "t.csv: row 1: no column text"},
		{"", "t.csv: no header row"},
	};
	struct kept k = {0};
	struct err e = {0};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++)
		assert_error(parse(&k, c[i].text, &e), ERR_CONFIG, c[i].want);
	assert_null(k.rows);
}

static void test_when(void **state)
{
	const struct {
		const char *when, *first, *last;
	} c[] = {{"2024-08-29", "2024-08-29", "2024-08-29"},
		 {"2024-12", "2024-12-01", "2024-12-31"},
		 {"2024-02", "2024-02-01", "2024-02-29"},
		 {"2100-02", "2100-02-01", "2100-02-28"},
		 {"2000-02", "2000-02-01", "2000-02-29"},
		 {"2025", "2025-01-01", "2025-12-31"}};
	char first[11], last[11];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		assert_true(kept_when(c[i].when, first, last));
		assert_string_equal(first, c[i].first);
		assert_string_equal(last, c[i].last);
	}
	assert_false(kept_when("", first, last));
}

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/* Whatever the bytes: a table, or a reason and nothing. */
static void test_hostile(void **state)
{
	static const char *const pieces[] = {
		"A",    "B1",   ",",    ",", ",",         "\n",  "\n",   "\"",
		";",    "=1",   "a",    "ä", "29.8.2024", "id",  "\r\n", "\t",
		"\xff", "\xc3", "\x01", " ", "text",      "2025"};
	uint32_t seed = 20240829;
	size_t i, j, good = 0, bad = 0;

	(void)state;
	for (i = 0; i < 30000; i++) {
		size_t n = next(&seed) % 14;
		struct kept k = {0};
		struct err e = {0};
		struct buf b;

		buf_init(&b, 1000);
		if (i % 4)
			buf_puts(&b, "id,text,date,kind\n");
		for (j = 0; j < n; j++)
			buf_puts(&b, pieces[next(&seed) % ARRAY_LEN(pieces)]);
		if (kept_parse(&k, &spec, "t.csv", buf_str(&b), b.len, &e) ==
		    0) {
			good += k.n > 0;
			kept_release(&k);
		} else {
			bad++;
			assert_int_equal(e.code, ERR_CONFIG);
			assert_true(e.msg[0]);
			assert_null(k.rows);
		}
		buf_release(&b);
	}
	assert_true(good > 100);
	assert_true(bad > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_cells_settle),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_tables_refused),
		cmocka_unit_test(test_when),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
