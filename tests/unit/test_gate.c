/*
 * What may become visible: an answer is judged by what it makes of the last
 * accepted state, held back whole, released by a later answer or by a person;
 * corrections. work_load() compares each store with one made anew.
 */
#include "tests/support/archive.h"

#include "lib/buf.h"
#include "lib/file.h"

enum {
	KUNTA_N = 12,
	FIRST = 2010,
	LAST = 2021
};

#define DAY(n) "2025-01-0" #n "T00:00:00Z"

/* Twelve municipalities of one county. */
static void put_regions(struct work *p, const char *when, int n)
{
	struct buf b;
	int i;

	buf_init(&b, BUF_MAX);
	buf_puts(&b, "[{\"id\":975,\"code\":\"09\",\"category\":"
		     "\"HYVINVOINTIALUE\",\"title\":{\"fi\":\"H\"},"
		     "\"memberOf\":[]}");
	for (i = 0; i < n; i++)
		buf_printf(&b,
			   ",{\"id\":%d,\"code\":\"%03d\",\"category\":"
			   "\"KUNTA\",\"title\":{\"fi\":\"K%d\"},"
			   "\"memberOf\":[975]}",
			   101 + i, 101 + i, i);
	buf_puts(&b, "]");
	assert_int_equal(work_put(p, "regions", when, buf_str(&b)),
			 VERDICT_NEW);
	buf_release(&b);
}

/* One wrong figure; area 0: none. */
struct wrong {
	int area, year;
	double value;
};

static double figure(int area, int year)
{
	return 10.0 * (area - 100) + (year - FIRST) + 0.1 * (year % 3);
}

/* Indicator 1, clean from FIRST to `last` but for one figure. */
static void put_figures(struct work *p, const char *when, int last,
			const struct wrong *w)
{
	struct buf url, text;
	int a, y;

	buf_init(&url, BUF_MAX);
	buf_init(&text, BUF_MAX);
	buf_puts(&url, "csv?indicator=1");
	buf_puts(&text, "indicator;region;year;gender;primary value;absolute "
			"value\r\n");
	for (y = FIRST; y <= last; y++) {
		buf_printf(&url, "&years=%d", y);
		for (a = 101; a <= 100 + KUNTA_N; a++)
			buf_printf(&text, "1;%d;%d;total;%.1f;\r\n", a, y,
				   a == w->area && y == w->year ? w->value
								: figure(a, y));
	}
	assert_int_equal(work_put(p, buf_str(&url), when, buf_str(&text)),
			 VERDICT_NEW);
	buf_release(&url);
	buf_release(&text);
}

static const struct wrong clean = {0, 0, 0};
/* Of 83.2: its decimal is lost. */
static const struct wrong lost = {108, 2013, 830};

#define HELD                                                                   \
	"SELECT indicator, check_name, area_code, year, finding FROM"          \
	" v_quality WHERE held"
#define LOST_HELD                                                              \
	"1 decimal 108 2013 830 where the years around it expect 83.1: a "     \
	"decimal lost?\n"
#define SHOWN                                                                  \
	"SELECT value FROM v_observation WHERE area_code = '108' AND year ="   \
	" 2013"

static void write_corrections(struct work *p, const char *rows)
{
	char *text = xasprintf(
		"source,indicator,area,year,sex,expected,corrected,answer,"
		"reason,date,by\n%s",
		rows);

	free(temp_file(p->dir, "corrections.csv", text, strlen(text)));
	free(text);
}

static void test_an_answer_behind_a_clean_one_is_held(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	put_regions(&p, DAY(1), KUNTA_N);
	put_figures(&p, DAY(2), LAST - 1, &clean);
	work_load(&p);
	assert_answer(p.db, HELD, "");
	put_figures(&p, DAY(3), LAST - 1, &lost);
	work_load(&p);
	assert_answer(p.db,
		      "SELECT DISTINCT check_name, area_code, year FROM"
		      " v_quality WHERE held",
		      "decimal 108 2013\n");
	assert_answer(p.db, SHOWN, "83.0\n");
	assert_answer(p.db, "SELECT count(*) FROM v_revision", "0\n");
	assert_answer(p.db, "SELECT code, reason FROM gap WHERE code = '1'",
		      "1 an answer is held back: decimal\n");
	/* The next is judged by what was accepted, and releases the other. */
	put_figures(&p, DAY(4), LAST, &clean);
	work_load(&p);
	assert_answer(p.db, HELD, "");
	assert_answer(p.db,
		      "SELECT last_year FROM v_indicator"
		      " WHERE indicator = '1'",
		      "2021\n");
	assert_answer(p.db, "SELECT count(*) FROM v_revision", "0\n");
	work_tear_down(&p);
}

static void test_a_first_answer_is_held(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	put_regions(&p, DAY(1), KUNTA_N);
	put_figures(&p, DAY(2), LAST, &lost);
	work_load(&p);
	assert_answer(p.db, HELD, LOST_HELD);
	assert_answer(p.db, "SELECT count(*) FROM v_observation", "0\n");
	/* A clean answer for fewer years leaves it marked. */
	put_figures(&p, DAY(3), LAST - 1, &clean);
	work_load(&p);
	assert_answer(p.db, HELD, LOST_HELD);
	assert_answer(p.db, SHOWN, "83.0\n");
	work_tear_down(&p);
}

static void test_any_order_of_nights(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	put_regions(&p, DAY(1), KUNTA_N);
	put_figures(&p, DAY(3), LAST - 1, &clean);
	work_load(&p);
	put_figures(&p, DAY(5), LAST, &lost);
	work_load(&p);
	/* One that was fetched between the two. */
	put_figures(&p, DAY(4), LAST - 1, &lost);
	work_load(&p);
	assert_answer(p.db, "SELECT count(*) FROM held_answer", "2\n");
	put_figures(&p, DAY(2), LAST - 2, &clean);
	work_load(&p);
	put_figures(&p, DAY(6), LAST, &clean);
	work_load(&p);
	assert_answer(p.db, "SELECT count(*) FROM held_answer", "0\n");
	work_tear_down(&p);
}

static void test_a_person_accepts(void **state)
{
	const struct wrong both = {108, 2013, 830};
	struct work p;
	char *sha, *row;

	(void)state;
	work_set_up(&p);
	put_regions(&p, DAY(1), KUNTA_N);
	put_figures(&p, DAY(2), LAST - 1, &lost);
	work_load(&p);
	sha = db_rows(p.db, "SELECT substr(sha256, 1, 12) FROM v_quality"
			    " WHERE held");
	sha[12] = '\0';
	row = xasprintf("sotkanet,1,,,,,,%s,it is so,2025-01-02,test\n", sha);
	write_corrections(&p, row);
	work_load(&p);
	assert_answer(p.db, HELD, "");
	assert_answer(p.db, SHOWN, "830.0\n");
	assert_answer(p.db,
		      "SELECT severity, check_name, held FROM v_quality"
		      " WHERE check_name = 'decimal'",
		      "error decimal 0\n");
	/* What is accepted does not hold back what follows. */
	put_figures(&p, DAY(3), LAST, &both);
	work_load(&p);
	assert_answer(p.db, HELD, "");
	assert_answer(p.db,
		      "SELECT last_year FROM v_indicator"
		      " WHERE indicator = '1'",
		      "2021\n");
	free(sha);
	free(row);
	work_tear_down(&p);
}

/* A figure that looks wrong and is right, whatever the bytes around it. */
static void test_a_person_confirms(void **state)
{
	struct wrong other = lost;
	struct work p;

	(void)state;
	work_set_up(&p);
	put_regions(&p, DAY(1), KUNTA_N);
	put_figures(&p, DAY(2), LAST - 1, &lost);
	write_corrections(&p, "sotkanet,1,108,2013,total,830,830,,it is so,"
			      "2025-01-02,test\n");
	work_load(&p);
	assert_answer(p.db, HELD, "");
	assert_answer(p.db, SHOWN, "830.0\n");
	assert_answer(p.db, "SELECT count(*) FROM v_correction", "0\n");
	assert_answer(p.db,
		      "SELECT severity, check_name, held FROM v_quality"
		      " WHERE check_name = 'decimal'",
		      "note decimal 0\n");
	/* Another figure in its place is another matter. */
	other.value *= 10;
	put_figures(&p, DAY(3), LAST, &other);
	work_load(&p);
	assert_answer(p.db, SHOWN, "830.0\n");
	assert_answer(p.db, "SELECT count(*) FROM held_answer", "1\n");
	work_tear_down(&p);
}

static void test_a_correction(void **state)
{
	struct load_summary did;
	struct work p;
	struct err e = {0};

	(void)state;
	work_set_up(&p);
	write_corrections(&p, "sotkanet,1,108,2013,total,830,83,,a decimal is "
			      "lost,2025-01-02,test\n"
			      "sotkanet,1,102,2015,total,25.2,,,not theirs,"
			      "2025-01-02,test\n");
	put_regions(&p, DAY(1), KUNTA_N);
	put_figures(&p, DAY(2), LAST - 1, &lost);
	work_load(&p);
	assert_answer(p.db, HELD, "");
	assert_answer(p.db, SHOWN, "83.0\n");
	assert_answer(p.db,
		      "SELECT area_code, year, value, source_value, reason,"
		      " decided_by FROM v_correction",
		      "102 2015  25.2 not theirs test\n"
		      "108 2013 83.0 830.0 a decimal is lost test\n");
	/* The source says the same again: no revision, no held answer. */
	put_figures(&p, DAY(3), LAST, &lost);
	work_load(&p);
	assert_answer(p.db, SHOWN, "83.0\n");
	assert_answer(p.db, "SELECT count(*) FROM v_revision", "0\n");
	/* It has mended itself. */
	put_figures(&p, DAY(4), LAST, &clean);
	assert_ok(db_begin(p.db, &e));
	assert_error_like(etl_load_new(&p.app, p.db, &did, &e), ERR_CONFIG,
			  "row 2: the source says '83' of 1 kunta:108 2013 "
			  "total by now, not '830' any more: take the row "
			  "away");
	db_rollback(p.db);
	assert_answer(p.db, SHOWN, "83.0\n");
	write_corrections(&p, "");
	work_load(&p);
	assert_answer(p.db, "SELECT count(*) FROM v_correction", "0\n");
	work_tear_down(&p);
}

static void test_a_cut_list_of_areas(void **state)
{
	struct work p;

	(void)state;
	work_set_up(&p);
	put_regions(&p, DAY(1), KUNTA_N);
	put_figures(&p, DAY(2), LAST, &clean);
	work_load(&p);
	put_regions(&p, DAY(3), 3);
	work_load(&p);
	assert_answer(p.db, "SELECT count(*) FROM area_member", "12\n");
	assert_answer(p.db, HELD,
		      " areas   3 areas of kind kunta where 12 "
		      "were known\n");
	/* A division changes, too. */
	put_regions(&p, DAY(4), 10);
	work_load(&p);
	assert_answer(p.db, "SELECT count(*) FROM area_member", "10\n");
	assert_answer(p.db, HELD, "");
	work_tear_down(&p);
}

static void test_wrong_rows(void **state)
{
	static const struct {
		const char *row, *want;
	} c[] = {
		{"nobody,1,108,2013,total,1,2,,r,2025-01-02,b",
		 "row 2, column source: 'nobody'"},
		{"sotkanet,1,108,13,total,1,2,,r,2025-01-02,b",
		 "row 2, column year: '13'"},
		{"sotkanet,1,108,2013,all,1,2,,r,2025-01-02,b",
		 "row 2, column sex: 'all'"},
		{"sotkanet,1,108,2013,total,,2,,r,2025-01-02,b",
		 "row 2, column expected: ''"},
		{"sotkanet,1,108,2013,total,1,x,,r,2025-01-02,b",
		 "row 2, column corrected: 'x'"},
		{"sotkanet,1,108,2013,total,1,2,,,2025-01-02,b",
		 "row 2, column reason: ''"},
		{"sotkanet,1,108,2013,total,1,2,,r,yesterday,b",
		 "row 2, column date: 'yesterday'"},
		{"sotkanet,1,,,,,,12ab,r,2025-01-02,b",
		 "row 2, column answer: '12ab'"},
		{"sotkanet,1,108,,,,,12ab12ab,r,2025-01-02,b",
		 "row 2, column area: '108'"},
	};
	struct load_summary did;
	struct work p;
	struct err e = {0};
	struct db *db = NULL;
	char *path;
	size_t i;

	(void)state;
	work_set_up(&p);
	path = xasprintf("%s/wrong.db", p.dir);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		write_corrections(&p, c[i].row);
		assert_ok(store_create(&db, path, &work_schemas, &e));
		assert_error_like(etl_load_all(&p.app, db, NULL, &did, &e),
				  ERR_CONFIG, c[i].want);
		db_close(db);
	}
	write_corrections(&p, "");
	assert_ok(conf_set(p.app.conf, "quality.hold=sum, colour", &e));
	assert_ok(store_create(&db, path, &work_schemas, &e));
	assert_error(etl_load_all(&p.app, db, NULL, &did, &e), ERR_CONFIG,
		     "setting quality.hold: no check 'colour'");
	db_close(db);
	free(path);
	work_tear_down(&p);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_answer_behind_a_clean_one_is_held),
		cmocka_unit_test(test_a_first_answer_is_held),
		cmocka_unit_test(test_any_order_of_nights),
		cmocka_unit_test(test_a_person_accepts),
		cmocka_unit_test(test_a_person_confirms),
		cmocka_unit_test(test_a_correction),
		cmocka_unit_test(test_a_cut_list_of_areas),
		cmocka_unit_test(test_wrong_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
