#include "tests/support/test.h"

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
			  ERR_DB, "/a.db: ");
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

/* Who reads while a new store takes the place of the old one goes on reading
 * the old one; who comes later reads the new one. */
static void test_publish(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db, *reader = NULL, *later_reader = NULL;
	int round;

	(void)state;
	setup(&f);
	db_close(make(f.path, 1));
	for (round = 2; round < 5; round++) {
		reader = later_reader = NULL;
		assert_ok(store_open(&reader, f.path, DB_READ, &schemas, &e));
		assert_int_equal(rows_of(reader), round - 1);
		db = make(f.fresh, round);
		assert_ok(store_publish(&db, f.fresh, f.path, &e));
		assert_null(db);
		assert_false(file_exists(f.fresh));
		assert_ok(store_open(&later_reader, f.path, DB_READ, &schemas,
				     &e));
		assert_int_equal(rows_of(later_reader), round);
		assert_int_equal(rows_of(reader), round - 1);
		db_close(later_reader);
		db_close(reader);
	}
	teardown(&f);
}

static void test_publish_first_and_over_rubbish(void **state)
{
	struct err e = {0};
	struct fixture f;
	struct db *db;

	(void)state;
	setup(&f);
	db = make(f.fresh, 1);
	assert_ok(store_publish(&db, f.fresh, f.path, &e));
	assert_true(store_is_current(f.path, &schemas));
	free(temp_file(f.dir, "a.db", "rubbish, and more rubbish", 25));
	db = make(f.fresh, 1);
	assert_ok(store_publish(&db, f.fresh, f.path, &e));
	assert_true(store_is_current(f.path, &schemas));
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
		cmocka_unit_test(test_publish_first_and_over_rubbish),
		cmocka_unit_test(test_publish_fails),
		cmocka_unit_test(test_info),
		cmocka_unit_test(test_content_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
