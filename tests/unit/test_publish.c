#include "tests/support/test.h"

#include "analysis/analysis.h"
#include "etl/etl.h"
#include "etl/publish.h"
#include "etl/publish_part.h"
#include "etl/publish_row.h"
#include "plots/plots.h"

static const struct schema *const rooms[] = {&etl_schema, &analysis_schema,
					     &plots_schema};
static const struct store_schemas schemas = {rooms, ARRAY_LEN(rooms)};

/* Whether words, split at blanks and commas, are all columns of q. */
static void are_columns(const char *view, const char *words, struct stmt *q)
{
	while (words && *words) {
		size_t n = strcspn(words, " ,");
		bool found = false;

		for (int i = 0; i < stmt_columns(q); i++) {
			const char *name = stmt_column_name(q, i);

			found = found || (strlen(name) == n &&
					  memcmp(name, words, n) == 0);
		}
		if (!found)
			fail_msg("%s has no column %.*s", view, (int)n, words);
		words += n;
		words += strspn(words, " ,");
	}
}

/* The table of tables and the contract are the same; what SQLite can tell of a
 * column is what stands there. */
static void test_tables(void **state)
{
	const struct publish_table *t;
	struct db *db = NULL;
	struct err e = {0};
	struct stmt *q;
	int64_t views, found = 0;

	(void)state;
	assert_ok(store_create_private(&db, &schemas, &e));
	assert_ok(
		db_int(db,
		       "SELECT count(*) FROM sqlite_schema WHERE type = 'view'"
		       " AND substr(name, 1, 2) = 'v_'",
		       0, &views, &e));
	for (size_t i = 0; (t = publish_table_at(i)); i++) {
		assert_ptr_equal(publish_table_find(t->name), t);
		/* the views of the contract that are no copies of their view
		 * are read by indicator, but for one run */
		if (t->parts != PARTS_NONE)
			assert_non_null(t->rows);
		else if (t->rows && strcmp(t->name, "v_run") != 0)
			assert_memory_equal(t->name, "meta", 4);
		if (t->rows)
			assert_ok(stmt_new(&q, db, t->rows, &e));
		else
			assert_ok(stmt_new_all(&q, db, t->name, &e));
		if (strncmp(t->name, "v_", 2) == 0)
			found++;
		else
			assert_non_null(t->about);
		are_columns(t->name, t->key, q);
		are_columns(t->name, t->integers, q);
		are_columns(t->name, t->longs, q);
		are_columns(t->name, t->reals, q);
		if (t->parts != PARTS_NONE && t->key)
			assert_memory_equal(t->key, "source, indicator", 17);
		stmt_free(q);
	}
	assert_int_equal(found, views);
	assert_null(publish_table_find("v_"));
	db_close(db);
}

static void test_types(void **state)
{
	const struct publish_table *run = publish_table_find("v_run");
	const struct publish_table *latest = publish_table_find("v_latest");

	(void)state;
	assert_int_equal(publish_table_type(run, "bytes"), COLUMN_LONG);
	assert_int_equal(publish_table_type(run, "run"), COLUMN_INTEGER);
	assert_int_equal(publish_table_type(run, "seconds"), COLUMN_REAL);
	assert_int_equal(publish_table_type(run, "byte"), COLUMN_TEXT);
	assert_int_equal(publish_table_type(latest, "value"), COLUMN_REAL);
	assert_int_equal(publish_table_type(latest, "country"), COLUMN_TEXT);
}

/* PostgreSQL's manual, COPY, "Binary Format". */
static void test_row(void **state)
{
	static const enum column_type types[] = {COLUMN_TEXT,    COLUMN_TEXT,
						 COLUMN_INTEGER, COLUMN_LONG,
						 COLUMN_REAL,    COLUMN_REAL};
	static const char want[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0"
				   "\0\6"
				   "\0\0\0\0"
				   "\377\377\377\377"
				   "\0\0\0\4\377\377\377\376"
				   "\0\0\0\10\0\0\0\2\0\0\0\1"
				   "\0\0\0\10\77\270\0\0\0\0\0\0"
				   "\0\0\0\10\100\10\0\0\0\0\0\0"
				   "\377\377";
	struct db *db = NULL;
	struct err e = {0};
	struct stmt *q;
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	assert_ok(db_open(&db, ":memory:", DB_CREATE, &e));
	assert_ok(stmt_new(&q, db,
			   "SELECT '', NULL, -2, 8589934593, 0.09375, 3", &e));
	assert_int_equal(stmt_step(q, &e), 1);
	row_head(&b);
	assert_ok(row_put(&b, q, types, &e));
	row_tail(&b);
	assert_int_equal(b.len, sizeof(want) - 1);
	assert_memory_equal(b.data, want, sizeof(want) - 1);
	stmt_free(q);
	db_close(db);
	buf_release(&b);
}

/* What does not fit is not bent. */
static void test_row_misfit(void **state)
{
	static const struct {
		const char *sql;
		enum column_type type;
		const char *message;
	} c[] = {
		{"SELECT 1 AS c", COLUMN_TEXT,
		 "column c: '1': text is expected"},
		{"SELECT 2.5 AS c", COLUMN_TEXT,
		 "column c: '2.5': text is expected"},
		{"SELECT 2.5 AS c", COLUMN_INTEGER,
		 "column c: '2.5': a whole number of 32 bits is expected"},
		{"SELECT 2147483648 AS c", COLUMN_INTEGER,
		 "column c: '2147483648': a whole number of 32 bits is "
		 "expected"},
		{"SELECT '7' AS c", COLUMN_LONG,
		 "column c: '7': a whole number is expected"},
		{"SELECT 'x' AS c", COLUMN_REAL,
		 "column c: 'x': a number is expected"},
	};
	struct db *db = NULL;
	struct err e = {0};
	struct stmt *q;
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	assert_ok(db_open(&db, ":memory:", DB_CREATE, &e));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		assert_ok(stmt_new(&q, db, c[i].sql, &e));
		assert_int_equal(stmt_step(q, &e), 1);
		assert_error(row_put(&b, q, &c[i].type, &e), ERR_DATA,
			     c[i].message);
		stmt_free(q);
	}
	db_close(db);
	buf_release(&b);
}

static void put(struct parts *p, const char *source, const char *indicator,
		const char *hash, int64_t rows)
{
	struct part one = {.source = xstrdup(source),
			   .indicator = xstrdup(indicator),
			   .rows = rows};

	(void)snprintf(one.hash, sizeof(one.hash), "%s", hash);
	p->list = xreallocarray(p->list, p->n + 1, sizeof(*p->list));
	p->list[p->n++] = one;
}

static void test_compare(void **state)
{
	struct parts now = {0}, was = {0}, none = {0};

	(void)state;
	put(&now, "k", "1", "x", 0);
	put(&now, "s", "1", "x", 0);
	put(&now, "s", "2", "y", 0);
	put(&now, "s", "4", "z", 0);
	put(&was, "k", "1", "x", 5);
	put(&was, "s", "0", "x", 1);
	put(&was, "s", "2", "x", 1);
	put(&was, "t", "1", "x", 1);
	assert_int_equal(parts_compare(&now, &was), 5);
	assert_false(now.list[0].changed);
	assert_int_equal(now.list[0].rows, 5); /* known from then */
	for (size_t i = 1; i < now.n; i++)
		assert_true(now.list[i].changed);
	assert_false(was.list[0].changed || was.list[2].changed);
	assert_true(was.list[1].changed && was.list[3].changed);
	assert_int_equal(parts_compare(&now, &now), 0);
	assert_int_equal(parts_compare(&none, &was), 4);
	assert_int_equal(parts_compare(&now, &none), 4);
	parts_release(&now);
	parts_release(&was);
	parts_release(&none);
}

static void test_names(void **state)
{
	static const char *const good[] = {"tilannekuva", "a", "a_1"};
	static const char *const bad[] = {
		"",     "public",
		"pg_x", "information_schema",
		"A",    "1a",
		"a b",  "a\"b",
		"_a",   "ä",
		"a.b",  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		assert_ok(publish_schema_check(good[i], &e));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_error_like(publish_schema_check(bad[i], &e), ERR_USAGE,
				  "a schema of its own is expected");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_row),
		cmocka_unit_test(test_row_misfit),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
