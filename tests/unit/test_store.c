#include "tests/support/test.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/file.h"
#include "lib/store.h"

static const char *const content[] = {"SELECT a, s FROM t ORDER BY a", NULL};

static const struct schema first = {
	"one", "CREATE TABLE t (a INTEGER PRIMARY KEY, s TEXT) STRICT;",
	"CREATE VIEW v_t AS SELECT a FROM t;", content};
static const struct schema second = {
	"two", "CREATE TABLE u (a INTEGER REFERENCES t, note TEXT) STRICT;",
	"CREATE VIEW v_u AS SELECT a FROM v_t;", NULL};
/* A view more: the text has changed. */
static const struct schema later = {
	"two", "CREATE TABLE u (a INTEGER REFERENCES t, note TEXT) STRICT;",
	"CREATE VIEW v_u AS SELECT a FROM v_t;"
	"CREATE VIEW v_w AS SELECT a FROM v_u;",
	NULL};
static const struct schema broken = {"three", "CREATE TABLE t (a);", "", NULL};

static const struct schema *const list[] = {&first, &second};
static const struct schema *const list_later[] = {&first, &later};
static const struct schema *const list_broken[] = {&first, &broken};
static const struct store_schemas schemas = {list, 2};
static const struct store_schemas schemas_later = {list_later, 2};
static const struct store_schemas schemas_broken = {list_broken, 2};

struct fixture {
	char *dir, *path, *fresh;
};

static void setup(struct fixture *f)
{
	f->dir = temp_dir();
	f->path = xasprintf("%s/a.db", f->dir);
	f->fresh = xasprintf("%s/a.db.new", f->dir);
}

static void teardown(struct fixture *f)
{
	free(f->path);
	free(f->fresh);
	temp_dir_remove(f->dir);
}

/* Makes the store at path with so many rows. */
static struct db *make(const char *path, int rows)
{
	struct err e = {0};
	struct db *db = NULL;

	assert_ok(store_create(&db, path, &schemas, &e));
	for (; rows > 0; rows--)
		assert_ok(db_script(db, "INSERT INTO t (s) VALUES ('x')", &e));
	return db;
}

static int64_t rows_of(struct db *db)
{
	struct err e = {0};
	int64_t n = -1;

	assert_ok(db_int(db, "SELECT count(*) FROM v_u", 0, &n, &e));
	return n;
}

/* The first cell that a query gives. */
static void text_of(struct db *db, const char *sql, char *out, size_t n)
{
	struct err e = {0};
	struct stmt *q;

	assert_ok(stmt_new(&q, db, sql, &e));
	assert_int_equal(stmt_step(q, &e), 1);
	(void)snprintf(out, n, "%s", stmt_col_text(q, 0));
	stmt_free(q);
}

static void test_open(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db = NULL;

	(void)state;
	setup(&f);
	assert_error_like(store_open(&db, f.path, DB_READ, &schemas, &e),
			  ERR_DB, "/a.db: ");
	assert_false(store_is_current(f.path, &schemas));
	assert_false(file_exists(f.path));
	db_close(make(f.path, 3));
	assert_true(store_is_current(f.path, &schemas));
	assert_ok(store_open(&db, f.path, DB_READ, &schemas, &e));
	assert_int_equal(rows_of(db), 3);
	db_close(db);
	/* made anew, nothing of the old one is left */
	db_close(make(f.path, 1));
	assert_ok(store_open(&db, f.path, DB_READ, &schemas, &e));
	assert_int_equal(rows_of(db), 1);
	db_close(db);
	teardown(&f);
}

static void test_other_schema(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db = NULL;
	char want[300];

	(void)state;
	setup(&f);
	db_close(make(f.path, 1));
	(void)snprintf(want, sizeof(want),
		       "%s: schema changed: run `tilannekuva rebuild`", f.path);
	assert_error(store_open(&db, f.path, DB_WRITE, &schemas_later, &e),
		     ERR_DB, want);
	assert_null(db);
	assert_false(store_is_current(f.path, &schemas_later));
	/* a schema that does not go through says whose it is */
	assert_error_like(store_create(&db, f.fresh, &schemas_broken, &e),
			  ERR_DB, "schema of three: ");
	assert_null(db);
	teardown(&f);
}

/* Not a database, or another program's: an error, never a crash. */
static void test_foreign_file(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db = NULL;

	(void)state;
	setup(&f);
	free(temp_file(f.dir, "a.db", "not a database at all", 21));
	assert_error_like(store_open(&db, f.path, DB_READ, &schemas, &e),
			  ERR_DAMAGE, "/a.db: ");
	assert_false(store_is_current(f.path, &schemas));
	assert_ok(db_open(&db, f.fresh, DB_CREATE, &e));
	assert_ok(db_script(db, "CREATE TABLE x (a)", &e));
	db_close(db);
	db = NULL;
	assert_error_like(store_open(&db, f.fresh, DB_READ, &schemas, &e),
			  ERR_DB, "/a.db.new: ");
	assert_null(db);
	/* and it can be replaced */
	db_close(make(f.path, 2));
	assert_true(store_is_current(f.path, &schemas));
	teardown(&f);
}

/* A store that is some megabytes large. */
static struct db *make_large(const char *path)
{
	struct err e = {0};
	struct db *db = make(path, 0);

	assert_ok(db_script(db,
			    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL"
			    "  SELECT i + 1 FROM n WHERE i < 1000)"
			    "INSERT INTO t (s) SELECT hex(zeroblob(1000))"
			    "  FROM n; ANALYZE; PRAGMA wal_checkpoint",
			    &e));
	return db;
}

/* Who reads while another picture is published goes on reading the old one; who
 * asks later, or comes later, reads the new one. */
static void test_publish(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db, *reader = NULL, *stays = NULL, *comes;
	int round;

	(void)state;
	setup(&f);
	db_close(make(f.path, 1));
	assert_ok(store_open(&stays, f.path, DB_READ, &schemas, &e));
	for (round = 2; round < 5; round++) {
		reader = comes = NULL;
		assert_ok(store_open(&reader, f.path, DB_READ, &schemas, &e));
		assert_ok(db_script(reader, "BEGIN", &e));
		assert_int_equal(rows_of(reader), round - 1);
		db = make(f.fresh, round);
		assert_ok(store_publish(&db, f.fresh, f.path, &e));
		assert_null(db);
		assert_false(file_exists(f.fresh));
		assert_ok(store_open(&comes, f.path, DB_READ, &schemas, &e));
		assert_int_equal(rows_of(comes), round);
		assert_int_equal(rows_of(stays), round);
		assert_int_equal(rows_of(reader), round - 1);
		db_close(comes);
		db_close(reader);
	}
	db_close(stays);
	teardown(&f);
}

/* A connection that had not read anything yet when another picture came reads
 * that one, with what was written to it since and is still in the WAL. */
static void test_publish_idle_reader(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db, *idle = NULL, *holds = NULL;
	char sound[10] = "";

	(void)state;
	setup(&f);
	db_close(make_large(f.path));
	assert_ok(db_open(&idle, f.path, DB_READ, &e));
	db = make(f.fresh, 3);
	assert_ok(store_publish(&db, f.fresh, f.path, &e));
	assert_ok(store_open(&holds, f.path, DB_READ, &schemas, &e));
	assert_ok(db_script(holds, "BEGIN", &e));
	assert_int_equal(rows_of(holds), 3);
	assert_ok(store_open(&db, f.path, DB_WRITE, &schemas, &e));
	assert_ok(db_script(db, "INSERT INTO t (s) VALUES ('later')", &e));
	db_close(db);
	assert_int_equal(rows_of(idle), 4);
	text_of(idle, "PRAGMA integrity_check", sound, sizeof(sound));
	assert_string_equal(sound, "ok");
	assert_int_equal(rows_of(holds), 3);
	db_close(idle);
	db_close(holds);
	assert_ok(store_open(&db, f.path, DB_READ, &schemas, &e));
	assert_int_equal(rows_of(db), 4);
	db_close(db);
	teardown(&f);
}

/* A store of another schema gives way to what the program makes now. */
static void test_publish_other_schema(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db = NULL, *stays = NULL;
	int64_t n = 0;

	(void)state;
	setup(&f);
	db_close(make(f.path, 3));
	assert_ok(db_open(&stays, f.path, DB_READ, &e));
	assert_int_equal(rows_of(stays), 3);
	assert_ok(store_create(&db, f.fresh, &schemas_later, &e));
	assert_ok(store_publish(&db, f.fresh, f.path, &e));
	assert_true(store_is_current(f.path, &schemas_later));
	assert_ok(db_int(stays, "SELECT count(*) FROM v_w", -1, &n, &e));
	assert_int_equal(n, 0);
	db_close(stays);
	teardown(&f);
}

/* Without room for the copy the old picture stays and can be read, and nothing
 * is left over. */
static void test_publish_without_room(void **state)
{
	struct err e = {0}, why = {0};
	struct fixture f;
	struct db *db, *reader = NULL;
	struct rlimit was, small;
	struct stat st;
	char *wal;
	int rc;

	(void)state;
	setup(&f);
	wal = xasprintf("%s-wal", f.path);
	db_close(make(f.path, 1));
	db = make_large(f.fresh);
	assert_int_equal(stat(f.fresh, &st), 0);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	/* The copy is larger than what is copied: in the WAL. */
	small = (struct rlimit){(rlim_t)st.st_size, was.rlim_max};
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	rc = store_publish(&db, f.fresh, f.path, &why);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
	(void)signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(rc, -1);
	assert_non_null(strstr(why.msg, "/a.db: "));
	assert_null(db);
	assert_false(file_exists(f.fresh));
	assert_int_equal(stat(wal, &st), 0);
	assert_int_equal(st.st_size, 0);
	assert_ok(store_open(&reader, f.path, DB_READ, &schemas, &e));
	assert_int_equal(rows_of(reader), 1);
	db = make_large(f.fresh);
	assert_ok(store_publish(&db, f.fresh, f.path, &e));
	assert_int_equal(rows_of(reader), 1000);
	db_close(reader);
	free(wal);
	teardown(&f);
}

/* A store whose file was removed by hand left its WAL: the new one must not
 * read it. */
static void test_publish_beside_old_wal(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db, *holds;
	struct buf wal;
	char *name;

	(void)state;
	setup(&f);
	name = xasprintf("%s-wal", f.path);
	holds = make(f.path, 9);
	buf_init(&wal, BUF_MAX);
	assert_ok(file_read(name, &wal, &e));
	assert_true(wal.len > 0);
	db_close(holds);
	assert_int_equal(unlink(f.path), 0);
	assert_ok(file_publish(name, buf_str(&wal), wal.len, &e));
	buf_release(&wal);
	free(name);
	db = make(f.fresh, 2);
	assert_ok(store_publish(&db, f.fresh, f.path, &e));
	assert_ok(store_open(&db, f.path, DB_READ, &schemas, &e));
	assert_int_equal(rows_of(db), 2);
	db_close(db);
	teardown(&f);
}

/* Makes a sound store at path and damages it: n bytes at `at` become 0xa5, or
 * the file ends there. */
static void make_damaged(struct fixture *f, long at, size_t n)
{
	char garbage[5000];
	FILE *file;

	memset(garbage, 0xa5, sizeof(garbage));
	db_close(make(f->path, 500));
	if (n == 0) {
		assert_int_equal(truncate(f->path, at), 0);
		return;
	}
	file = fopen(f->path, "r+b");
	assert_non_null(file);
	assert_int_equal(fseek(file, at, SEEK_SET), 0);
	assert_int_equal(fwrite(garbage, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
}

/* Where there is nothing yet, and over damage of every kind. */
static void test_publish_first_and_over_damage(void **state)
{
	static const struct {
		long at;
		size_t n;
	} damage[] = {{0, 16},   {0, 5000},   {16, 2},     {18, 2},
		      {28, 4},   {100, 3000}, {4096, 100}, {8000, 5000},
		      {0, 0},    {25, 0},     {100, 0},    {4096, 0},
		      {5000, 0}, {12288, 0}};
	struct err e = {0};
	struct fixture f;
	struct db *db;
	size_t i;

	(void)state;
	setup(&f);
	db = make(f.fresh, 1);
	assert_ok(store_publish(&db, f.fresh, f.path, &e));
	assert_true(store_is_current(f.path, &schemas));
	for (i = 0; i < ARRAY_LEN(damage); i++) {
		char sound[10] = "";

		make_damaged(&f, damage[i].at, damage[i].n);
		db = make(f.fresh, 4);
		if (store_publish(&db, f.fresh, f.path, &e) < 0)
			fail_msg("%zu: %s", i, e.msg);
		assert_ok(store_open(&db, f.path, DB_READ, &schemas, &e));
		assert_int_equal(rows_of(db), 4);
		text_of(db, "PRAGMA integrity_check", sound, sizeof(sound));
		assert_string_equal(sound, "ok");
		db_close(db);
	}
	teardown(&f);
}

/* What cannot be put there leaves what is there. */
static void test_publish_fails(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db;
	char *away;

	(void)state;
	setup(&f);
	away = xasprintf("%s/none/a.db", f.dir);
	db = make(f.fresh, 1);
	assert_int_equal(store_publish(&db, f.fresh, away, &e), -1);
	assert_null(db);
	assert_int_equal(e.code, ERR_IO);
	free(away);
	teardown(&f);
}

static void test_info(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db;
	char value[10];

	(void)state;
	setup(&f);
	db = make(f.path, 0);
	assert_ok(store_get(db, "data_date", value, sizeof(value), &e));
	assert_string_equal(value, "");
	assert_ok(store_put(db, "data_date", "2025", &e));
	assert_ok(store_put(db, "data_date", "2026", &e));
	assert_ok(store_get(db, "data_date", value, sizeof(value), &e));
	assert_string_equal(value, "2026");
	assert_ok(store_put(db, "data_date", "2026-01-01T00:00:00Z", &e));
	assert_ok(store_get(db, "data_date", value, sizeof(value), &e));
	assert_string_equal(value, "2026-01-0");
	db_close(db);
	teardown(&f);
}

static void content_id(struct db *db, char out[80])
{
	struct err e = {0};

	assert_ok(store_put_content_id(db, &schemas, &e));
	assert_ok(store_get(db, "content_id", out, 80, &e));
	assert_int_equal(strlen(out), 64);
}

/* The id changes with the rows that count and with nothing else. */
static void test_content_id(void **state)
{
	static const struct {
		const char *change;
		bool same;
	} c[] = {
		{"INSERT INTO u VALUES (1, 'a note')", true},
		{"DELETE FROM u", true},
		{"UPDATE t SET s = 'y' WHERE a = 2", false},
		{"UPDATE t SET s = NULL WHERE a = 2", false},
		{"UPDATE t SET s = '' WHERE a = 2", false},
		{"UPDATE t SET a = 9 WHERE a = 2", false},
		{"DELETE FROM t WHERE a = 9", false},
		{"UPDATE t SET s = s", true},
	};
	struct err e = {0};
	struct fixture f;
	struct db *db;
	char before[80], after[80];
	size_t i;

	(void)state;
	setup(&f);
	db = make(f.path, 2);
	content_id(db, before);
	for (i = 0; i < ARRAY_LEN(c); i++) {
		assert_ok(db_script(db, c[i].change, &e));
		content_id(db, after);
		if ((strcmp(before, after) == 0) != c[i].same)
			fail_msg("%s", c[i].change);
		memcpy(before, after, sizeof(before));
	}
	db_close(db);
	/* another store with the same rows has the same id */
	db = make(f.fresh, 1);
	content_id(db, after);
	db_close(db);
	assert_string_equal(before, after);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_other_schema),
		cmocka_unit_test(test_foreign_file),
		cmocka_unit_test(test_publish),
		cmocka_unit_test(test_publish_idle_reader),
		cmocka_unit_test(test_publish_other_schema),
		cmocka_unit_test(test_publish_without_room),
		cmocka_unit_test(test_publish_beside_old_wal),
		cmocka_unit_test(test_publish_first_and_over_damage),
		cmocka_unit_test(test_publish_fails),
		cmocka_unit_test(test_info),
		cmocka_unit_test(test_content_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
