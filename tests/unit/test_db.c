#include "tests/support/test.h"

#include <fcntl.h>
#include <math.h>
#include <unistd.h>

#include "lib/db.h"
#include "lib/sums.h"

enum {
	Q_PUT,
	Q_GET,
	Q_ALL,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_PUT] = "INSERT INTO t (id, x, s, b) VALUES (?1, ?2, ?3, ?4)",
	[Q_GET] = "SELECT x, s, b FROM t WHERE id = ?1",
	[Q_ALL] = "SELECT id FROM t ORDER BY id",
};
static const struct sql_set set = {"tests/db", sql, Q_COUNT};

static const char tables[] =
	"CREATE TABLE t (id INTEGER PRIMARY KEY, x REAL, s TEXT, b BLOB) "
	"STRICT;"
	"CREATE TABLE part (t INTEGER NOT NULL REFERENCES t) STRICT;";

struct fixture {
	char *dir, *path;
	struct db *db;
	struct stmts *s;
};

static void setup(struct fixture *f)
{
	struct err e = {0};

	f->dir = temp_dir();
	f->path = xasprintf("%s/a.db", f->dir);
	assert_ok(db_open(&f->db, f->path, DB_CREATE, &e));
	assert_ok(db_script(f->db, tables, &e));
	assert_ok(stmts_new(&f->s, f->db, &set, &e));
}

static void teardown(struct fixture *f)
{
	stmts_free(f->s);
	db_close(f->db);
	free(f->path);
	temp_dir_remove(f->dir);
}

static int put(struct fixture *f, int64_t id, const char *s, struct err *e)
{
	struct stmt *q = stmts_at(f->s, Q_PUT);

	stmt_int(q, 1, id);
	stmt_double(q, 2, 0.5);
	stmt_text(q, 3, s);
	stmt_blob(q, 4, s, s ? strlen(s) : 0);
	return stmt_run(q, e);
}

static int64_t count(struct fixture *f)
{
	struct err e = {0};
	int64_t n = -1;

	assert_ok(db_int(f->db, "SELECT count(*) FROM t", 0, &n, &e));
	return n;
}

static void test_open(void **state)
{
	char *dir = temp_dir(), *path = xasprintf("%s/a.db", dir);
	char *rubbish = temp_file(dir, "b.db", "this is no database file", 24);
	struct db *db = NULL;
	struct err e = {0};
	int64_t n;

	(void)state;
	assert_error_like(db_open(&db, path, DB_READ, &e), ERR_DB, "/a.db: ");
	assert_error_like(db_open(&db, path, DB_WRITE, &e), ERR_DB, "/a.db: ");
	assert_error_like(db_open(&db, rubbish, DB_WRITE, &e), ERR_DAMAGE,
			  "/b.db: file is not a database");
	assert_null(db);
	assert_ok(db_open(&db, path, DB_CREATE, &e));
	assert_string_equal(db_path(db), path);
	assert_non_null(db_handle(db));
	assert_ok(db_script(db, tables, &e));
	assert_ok(db_int(db, "PRAGMA foreign_keys", 7, &n, &e));
	assert_int_equal(n, 1);
	assert_ok(db_int(db,
			 "SELECT journal_mode = 'wal'"
			 " FROM pragma_journal_mode",
			 0, &n, &e));
	assert_int_equal(n, 1);
	db_close(db);
	db_close(NULL);
	/* who only reads cannot write */
	assert_ok(db_open(&db, path, DB_READ, &e));
	assert_error_like(db_script(db, "INSERT INTO t (id) VALUES (1)", &e),
			  ERR_DB, "readonly database");
	db_close(db);
	assert_ok(db_open(&db, path, DB_WRITE, &e));
	assert_ok(db_script(db, "INSERT INTO t (id) VALUES (1)", &e));
	db_close(db);
	free(path);
	free(rubbish);
	temp_dir_remove(dir);
}

static void test_values(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct stmt *q;
	size_t n;

	(void)state;
	setup(&f);
	assert_ok(put(&f, 1, "p\xc3\xa4iv\xc3\xa4", &e));
	assert_int_equal(db_last_id(f.db), 1);
	q = stmts_at(f.s, Q_PUT);
	stmt_int(q, 1, INT64_MAX);
	stmt_null(q, 2);
	stmt_text(q, 3, NULL);
	stmt_blob(q, 4, NULL, 0);
	assert_ok(stmt_run(q, &e));

	q = stmts_at(f.s, Q_GET);
	stmt_int(q, 1, 1);
	assert_int_equal(stmt_step(q, &e), 1);
	assert_near(stmt_col_double(q, 0), 0.5, 0);
	assert_string_equal(stmt_col_text(q, 1), "p\xc3\xa4iv\xc3\xa4");
	assert_memory_equal(stmt_col_blob(q, 2, &n), "p\xc3\xa4iv\xc3\xa4", 7);
	assert_int_equal(n, 7);
	assert_false(stmt_col_null(q, 0));
	assert_int_equal(stmt_step(q, &e), 0);

	q = stmts_at(f.s, Q_GET);
	stmt_int(q, 1, INT64_MAX);
	assert_int_equal(stmt_step(q, &e), 1);
	assert_true(stmt_col_null(q, 0));
	assert_true(stmt_col_null(q, 1));
	assert_string_equal(stmt_col_text(q, 1), "");
	/* an empty blob is not NULL */
	assert_false(stmt_col_null(q, 2));
	(void)stmt_col_blob(q, 2, &n);
	assert_int_equal(n, 0);

	/* a statement comes back without what was bound before */
	q = stmts_at(f.s, Q_GET);
	assert_int_equal(stmt_step(q, &e), 0);
	assert_int_equal(count(&f), 2);
	teardown(&f);
}

static void test_db_int(void **state)
{
	struct err e = {0};
	struct fixture f;
	int64_t n = -1;

	(void)state;
	setup(&f);
	assert_ok(db_int(f.db, "SELECT id FROM t", 9, &n, &e));
	assert_int_equal(n, 9);
	assert_ok(db_int(f.db, "SELECT max(id) FROM t", 9, &n, &e));
	assert_int_equal(n, 9);
	assert_ok(db_int(f.db, "SELECT 5", 9, &n, &e));
	assert_int_equal(n, 5);
	assert_error_like(db_int(f.db, "SELECT nowhere", 9, &n, &e), ERR_DB,
			  "no such column: nowhere");
	assert_int_equal(n, 5);
	teardown(&f);
}

/* What SQLite refuses is an error with the file's name, and the connection goes
 * on. */
static void test_refused(void **state)
{
	static const char *const wrong[] = {"SELECT 1",
					    "SELECT x FROM nowhere"};
	static const struct sql_set wrong_set = {"tests/wrong", wrong, 2};
	struct stmts *s = NULL;
	struct err e = {0};
	struct fixture f;
	char want[300];

	(void)state;
	setup(&f);
	assert_ok(put(&f, 1, "a", &e));
	(void)snprintf(want, sizeof(want), "%s: UNIQUE constraint failed: t.id",
		       f.path);
	assert_error(put(&f, 1, "b", &e), ERR_DB, want);
	assert_error_like(db_script(f.db, "INSERT INTO part VALUES (99)", &e),
			  ERR_DB, "FOREIGN KEY constraint failed");
	assert_error_like(
		db_script(f.db, "INSERT INTO t (id) VALUES ('x')", &e), ERR_DB,
		"a.db: ");
	assert_error_like(stmts_new(&s, f.db, &wrong_set, &e), ERR_DB,
			  "tests/wrong: statement 1: ");
	assert_null(s);
	assert_ok(put(&f, 2, "b", &e));
	assert_int_equal(count(&f), 2);
	teardown(&f);
}

static void test_transactions(void **state)
{
	struct err e = {0};
	struct fixture f;

	(void)state;
	setup(&f);
	assert_ok(db_begin(f.db, &e));
	assert_ok(put(&f, 1, "a", &e));
	assert_ok(db_commit(f.db, &e));
	assert_ok(db_begin(f.db, &e));
	assert_ok(put(&f, 2, "a", &e));
	db_rollback(f.db);
	db_rollback(f.db);
	assert_int_equal(count(&f), 1);
	/* what is open when the connection ends did not happen */
	assert_ok(db_begin(f.db, &e));
	assert_ok(put(&f, 3, "a", &e));
	stmts_free(f.s);
	db_close(f.db);
	assert_ok(db_open(&f.db, f.path, DB_WRITE, &e));
	assert_ok(stmts_new(&f.s, f.db, &set, &e));
	assert_int_equal(count(&f), 1);
	teardown(&f);
}

static void test_disk_full(void **state)
{
	struct err e = {0};
	struct fixture f;
	char *large = xmalloc(100001);
	int64_t i;
	int rc = 0;

	(void)state;
	memset(large, 'x', 100000);
	large[100000] = '\0';
	setup(&f);
	assert_ok(put(&f, 1, "kept", &e));
	assert_ok(db_script(f.db, "PRAGMA max_page_count = 40", &e));
	assert_ok(db_begin(f.db, &e));
	for (i = 2; rc == 0 && i < 100; i++)
		rc = put(&f, i, large, &e);
	assert_int_equal(rc, -1);
	assert_non_null(strstr(e.msg, "a.db: database or disk is full"));
	err_clear(&e);
	db_rollback(f.db);
	assert_int_equal(count(&f), 1);
	assert_ok(db_begin(f.db, &e));
	assert_ok(put(&f, 2, "small", &e));
	assert_ok(db_commit(f.db, &e));
	free(large);
	teardown(&f);
}

/* A reader beside a writer sees what was there before, or all of what came. */
static void test_readers(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *reader = NULL;
	int64_t n;

	(void)state;
	setup(&f);
	assert_ok(put(&f, 1, "a", &e));
	assert_ok(db_open(&reader, f.path, DB_READ, &e));
	assert_ok(db_begin(f.db, &e));
	assert_ok(put(&f, 2, "a", &e));
	assert_ok(db_int(reader, "SELECT count(*) FROM t", 0, &n, &e));
	assert_int_equal(n, 1);
	assert_ok(db_commit(f.db, &e));
	assert_ok(db_int(reader, "SELECT count(*) FROM t", 0, &n, &e));
	assert_int_equal(n, 2);
	db_close(reader);
	teardown(&f);
}

static void test_bugs_end_the_program(void **state)
{
	struct err e = {0};
	struct fixture f;

	(void)state;
	setup(&f);
	/* SQLite would store NULL and say nothing */
	assert_dies(stmt_double(stmts_at(f.s, Q_PUT), 2, (double)NAN));
	assert_dies(stmt_int(stmts_at(f.s, Q_PUT), 5, 1));
	assert_dies((void)stmts_at(f.s, Q_COUNT));
	assert_dies((void)!db_commit(f.db, &e));
	assert_ok(db_begin(f.db, &e));
	assert_dies((void)!db_begin(f.db, &e));
	db_rollback(f.db);
	teardown(&f);
}

/* A name stands in the text of a query: nothing but a plain one may. */
static void test_all_rows(void **state)
{
	static const char *const bad[] = {
		"",  "t; DROP TABLE t", "t--", "\"t\"",
		"T", "main.t",          "t ",  "t\n"};
	struct db *db = NULL;
	struct stmt *q = NULL;
	struct err e = {0};
	char long_name[300];

	(void)state;
	assert_ok(db_open(&db, ":memory:", DB_CREATE, &e));
	assert_ok(db_script(db,
			    "CREATE TABLE t_1 (a); INSERT INTO t_1"
			    " VALUES (1), (2)",
			    &e));
	assert_ok(stmt_new_all(&q, db, "t_1", &e));
	assert_int_equal(stmt_step(q, &e), 1);
	assert_int_equal(stmt_step(q, &e), 1);
	assert_int_equal(stmt_step(q, &e), 0);
	stmt_free(q);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		e = (struct err){0};
		assert_int_equal(stmt_new_all(&q, db, bad[i], &e), -1);
		assert_int_equal(e.code, ERR_USAGE);
	}
	memset(long_name, 'a', sizeof(long_name));
	long_name[sizeof(long_name) - 1] = '\0';
	assert_int_equal(stmt_new_all(&q, db, long_name, &e), -1);
	assert_int_equal(stmt_new_all(&q, db, "nowhere", &e), -1);
	db_close(db);
}

/* A draft rolls back as any other file, and is one afterwards. */
static void test_draft(void **state)
{
	struct fixture f;
	struct err e = {0};
	int64_t wal = 0;

	(void)state;
	setup(&f);
	assert_ok(put(&f, 1, "before", &e));
	assert_ok(db_draft(f.db, &e));
	assert_ok(db_begin(f.db, &e));
	assert_ok(put(&f, 2, "in", &e));
	assert_ok(db_commit(f.db, &e));
	assert_ok(db_begin(f.db, &e));
	assert_ok(db_script(f.db, "DELETE FROM t", &e));
	assert_int_equal(count(&f), 0);
	db_rollback(f.db);
	assert_int_equal(count(&f), 2);
	assert_int_equal(put(&f, 2, "twice", &e), -1);
	err_clear(&e);
	assert_int_equal(count(&f), 2);
	assert_ok(db_draft_end(f.db, &e));
	assert_ok(put(&f, 3, "after", &e));
	assert_ok(db_int(f.db,
			 "SELECT journal_mode = 'wal'"
			 "  AND (SELECT synchronous FROM pragma_synchronous)"
			 "    = 1 FROM pragma_journal_mode",
			 0, &wal, &e));
	assert_int_equal(wal, 1);
	stmts_free(f.s);
	db_close(f.db);
	assert_ok(db_open(&f.db, f.path, DB_WRITE, &e));
	assert_ok(stmts_new(&f.s, f.db, &set, &e));
	assert_int_equal(count(&f), 3);
	assert_ok(db_int(f.db,
			 "SELECT integrity_check = 'ok'"
			 "  FROM pragma_integrity_check",
			 0, &wal, &e));
	assert_int_equal(wal, 1);
	teardown(&f);
}

/* The sum as https://sqlite.org/cksumvfs.html has it, word by word. */
static void test_sum(void **state)
{
	struct fixture f;
	struct err e = {0};
	unsigned char page[4096];
	uint32_t a = 0, b = 0, x[2];
	int fd;

	(void)state;
	setup(&f);
	assert_ok(put(&f, 1,
		      "\x7f\x01 some text, so that the page is not empty", &e));
	stmts_free(f.s);
	f.s = NULL;
	db_close(f.db);
	f.db = NULL;
	fd = open(f.path, O_RDONLY | O_CLOEXEC);
	assert_int_equal(pread(fd, page, sizeof(page), sizeof(page)),
			 sizeof(page));
	assert_int_equal(close(fd), 0);
	for (size_t i = 0; i < sizeof(page) - sizeof(x); i += sizeof(x)) {
		memcpy(x, page + i, sizeof(x));
		a += x[0] + b;
		b += x[1] + a;
	}
	memcpy(x, page + sizeof(page) - sizeof(x), sizeof(x));
	assert_int_equal(x[0], a);
	assert_int_equal(x[1], b);
	assert_int_not_equal(a, 0);
	teardown(&f);
}

/* Of a large file each night its share: all shares together are the file. */
static void test_sums_in_turn(void **state)
{
	struct fixture f;
	struct err e = {0};
	int64_t whole = -1, first = -1, second = -1, back = -1;
	const off_t at = SUMS_SHARE + 3 * 4096 + 100; /* in the second share */
	unsigned char c = 0;
	int fd;

	(void)state;
	setup(&f);
	assert_ok(db_script(
		f.db, "INSERT INTO t (id, b) VALUES (1, zeroblob(67200000))",
		&e));
	stmts_free(f.s);
	f.s = NULL;
	db_close(f.db);
	f.db = NULL;
	assert_ok(sums_check(f.path, -1, &whole, &e));
	assert_int_equal(whole, 0);
	fd = open(f.path, O_RDWR | O_CLOEXEC);
	assert_int_equal(pread(fd, &c, 1, at), 1);
	c ^= 4;
	assert_int_equal(pwrite(fd, &c, 1, at), 1);
	assert_ok(sums_check(f.path, -1, &whole, &e));
	assert_ok(sums_check(f.path, 20000, &first, &e));
	assert_ok(sums_check(f.path, 20001, &second, &e));
	assert_int_equal(whole, SUMS_SHARE / 4096 + 3 + 1);
	assert_int_equal(first, 0);
	assert_int_equal(second, whole);
	c ^= 4;
	assert_int_equal(pwrite(fd, &c, 1, at), 1);
	assert_ok(sums_check(f.path, -1, &back, &e));
	assert_int_equal(back, 0);
	assert_int_equal(close(fd), 0);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_db_int),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_transactions),
		cmocka_unit_test(test_disk_full),
		cmocka_unit_test(test_readers),
		cmocka_unit_test(test_bugs_end_the_program),
		cmocka_unit_test(test_all_rows),
		cmocka_unit_test(test_draft),
		cmocka_unit_test(test_sum),
		cmocka_unit_test(test_sums_in_turn),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
