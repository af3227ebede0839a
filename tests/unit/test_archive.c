/*
 * The sacred store: nothing in it changes, nothing is lost, and damage is said.
 */
#include "tests/support/test.h"

#include <unistd.h>

#include "etl/archive.h"
#include "lib/embedded.h"
#include "lib/file.h"
#include "lib/hash.h"
#include "lib/num.h"
#include "lib/pack.h"

struct shelf {
	char *dir;
	struct app app;
	struct archive *a;
	struct request asks;
};

static void set_up(struct shelf *s)
{
	const struct source *sotkanet = source_find("sotkanet");
	struct err e = {0};

	*s = (struct shelf){.dir = temp_dir()};
	s->app.var_dir = s->dir;
	assert_true(when_parse("2026-01-01", &s->app.now));
	assert_ok(archive_open(&s->a, &s->app, &e));
	assert_ok(archive_run_begin(s->a, "test", s->app.now, &e));
	assert_ok(sotkanet->request_parse("csv?indicator=1&years=2020",
					  &s->asks, &e));
}

static void tear_down(struct shelf *s)
{
	archive_close(s->a);
	temp_dir_remove(s->dir);
}

static enum verdict put(struct shelf *s, const char *when, const char *encoding,
			const void *body, size_t len, const char *refused)
{
	const struct arrival in = {.source = source_find("sotkanet"),
				   .asks = &s->asks,
				   .request = "csv?indicator=1&years=2020",
				   .basis = when,
				   .fetched_at = when,
				   .status = 200,
				   .etag = "\"7\"",
				   .last_modified = "",
				   .encoding = encoding,
				   .body = body,
				   .len = len,
				   .refused = refused};
	enum verdict v = VERDICT_NEW;
	struct err e = {0};

	assert_ok(archive_put(s->a, &in, &v, &e));
	return v;
}

static int64_t count(struct shelf *s, const char *query)
{
	struct err e = {0};
	int64_t n = -1;

	assert_ok(db_int(archive_db(s->a), query, -1, &n, &e));
	return n;
}

static void test_the_same_body_is_kept_once(void **state)
{
	struct shelf s;

	(void)state;
	set_up(&s);
	assert_int_equal(put(&s, "2025-01-01T00:00:00Z", "", "A", 1, NULL),
			 VERDICT_NEW);
	assert_int_equal(put(&s, "2025-01-02T00:00:00Z", "", "A", 1, NULL),
			 VERDICT_SAME);
	assert_int_equal(put(&s, "2025-01-03T00:00:00Z", "", "B", 1, NULL),
			 VERDICT_NEW);
	assert_int_equal(put(&s, "2025-01-04T00:00:00Z", "", "x", 1, "no good"),
			 VERDICT_REFUSED);
	/* The refused one lies between, but is no answer. */
	assert_int_equal(put(&s, "2025-01-05T00:00:00Z", "", "B", 1, NULL),
			 VERDICT_SAME);
	/* A, then B, then A again: the figures changed twice. */
	assert_int_equal(put(&s, "2025-01-06T00:00:00Z", "", "A", 1, NULL),
			 VERDICT_NEW);
	assert_int_equal(count(&s, "SELECT count(*) FROM fetch"), 6);
	assert_int_equal(count(&s, "SELECT count(*) FROM body"), 3);
	tear_down(&s);
}

static void test_bytes_come_back_as_they_came(void **state)
{
	struct shelf s;
	struct buf gz, out;
	struct err e = {0};
	char hash[HASH_HEX], text[5000];

	(void)state;
	set_up(&s);
	memset(text, 'a', sizeof(text));
	buf_init(&gz, 10000);
	buf_init(&out, 10000);
	assert_ok(pack_deflate(text, sizeof(text), &gz, &e));
	(void)put(&s, "2025-01-01T00:00:00Z", "gzip", gz.data, gz.len, NULL);
	(void)put(&s, "2025-01-02T00:00:00Z", "", text, sizeof(text), NULL);
	/* gzip stays gzip; what came plain is packed by us. */
	assert_int_equal(count(&s, "SELECT count(*) FROM body WHERE packed"),
			 1);
	assert_true(count(&s, "SELECT max(length(bytes)) FROM body") < 100);
	(void)hash_hex(hash, gz.data, gz.len);
	assert_ok(archive_body(s.a, hash, &out, &e));
	assert_int_equal(out.len, sizeof(text));
	buf_clear(&out);
	(void)hash_hex(hash, text, sizeof(text));
	assert_ok(archive_body(s.a, hash, &out, &e));
	assert_memory_equal(out.data, text, sizeof(text));
	buf_release(&gz);
	buf_release(&out);
	tear_down(&s);
}

static void test_nothing_is_changed_or_removed(void **state)
{
	static const char *const attempts[] = {
		"UPDATE body SET bytes = x'00'",     "DELETE FROM body",
		"UPDATE fetch SET verdict = 'same'", "DELETE FROM fetch",
		"UPDATE run SET command = 'x'",      "DELETE FROM run",
		"UPDATE run_end SET outcome = 'ok'", "DELETE FROM run_end",
		"UPDATE run_stage SET seconds = 0",  "DELETE FROM run_stage",
	};
	const struct tally did = {0};
	struct shelf s;
	size_t i;

	(void)state;
	set_up(&s);
	(void)put(&s, "2025-01-01T00:00:00Z", "", "A", 1, NULL);
	for (i = 0; i < ARRAY_LEN(attempts); i++) {
		struct err e = {0};

		if (i == 8)
			assert_ok(archive_run_stage(s.a, archive_run(s.a),
						    "load", 0.5, 3, &e));
		if (i == 6)
			assert_ok(archive_run_end(s.a, archive_run(s.a),
						  s.app.now, "failed", "", &did,
						  &e));
		assert_error_like(db_script(archive_db(s.a), attempts[i], &e),
				  ERR_DB, "the archive is append-only");
	}
	tear_down(&s);
}

static void count_bad(void *ctx, const char *what)
{
	int *n = ctx;

	assert_non_null(strstr(what, "its bytes have another hash"));
	++*n;
}

static void test_damage_is_found(void **state)
{
	struct shelf s;
	struct err e = {0};
	int64_t bodies;
	int bad = 0;

	(void)state;
	set_up(&s);
	(void)put(&s, "2025-01-01T00:00:00Z", "gzip", "AAAA", 4, "not gzip");
	(void)put(&s, "2025-01-02T00:00:00Z", "", "BBBB", 4, NULL);
	assert_ok(archive_verify(s.a, count_bad, &bad, &bodies, &e));
	assert_int_equal(bad, 0);
	assert_int_equal(bodies, 2);
	assert_ok(db_script(archive_db(s.a),
			    "DROP TRIGGER body_stays;"
			    "UPDATE body SET bytes = x'00' WHERE NOT packed",
			    &e));
	assert_ok(archive_verify(s.a, count_bad, &bad, &bodies, &e));
	assert_int_equal(bad, 1);
	tear_down(&s);
}

static void test_backup_is_whole(void **state)
{
	struct shelf s;
	struct app other = {0};
	struct archive *copy = NULL;
	struct err e = {0};
	char *dir, *file;
	int64_t n;

	(void)state;
	set_up(&s);
	(void)put(&s, "2025-01-01T00:00:00Z", "", "A", 1, NULL);
	dir = xasprintf("%s/copy", s.dir);
	file = xasprintf("%s/archive.db", dir);
	assert_ok(file_mkdirs(dir, &e));
	assert_ok(archive_backup(s.a, file, &e));
	other.var_dir = dir;
	assert_ok(archive_open(&copy, &other, &e));
	assert_ok(db_int(archive_db(copy), "SELECT count(*) FROM fetch", 0, &n,
			 &e));
	assert_int_equal(n, 1);
	archive_close(copy);
	free(dir);
	free(file);
	tear_down(&s);
}

static void test_a_newer_archive_is_refused(void **state)
{
	struct shelf s;
	struct archive *again = NULL;
	struct err e = {0};
	char want[600];

	(void)state;
	set_up(&s);
	assert_ok(db_script(archive_db(s.a), "PRAGMA user_version = 4", &e));
	(void)snprintf(want, sizeof(want),
		       "%s/archive.db: version 4 is from a newer program, this "
		       "one knows 3",
		       s.dir);
	assert_error(archive_open(&again, &s.app, &e), ERR_DB, want);
	assert_error(archive_open_read(&again, &s.app, &e), ERR_DB, want);
	tear_down(&s);
}

/* An archive as the first version of the program left it. */
static void make_version_1(const struct shelf *s)
{
	char *path = xasprintf("%s/archive.db", s->dir);
	struct db *db = NULL;
	struct err e = {0};

	assert_ok(db_open(&db, path, DB_CREATE, &e));
	assert_ok(db_script(db, text_etl_archive_sql, &e));
	assert_ok(db_script(
		db,
		"PRAGMA user_version = 1;"
		"INSERT INTO migration VALUES (1, 'tilannekuva 0.1.0', 'then');"
		"INSERT INTO body VALUES ('aa', 'gzip', 0, 3, x'010203');"
		"INSERT INTO run VALUES (1, 'run', '0.1.0', 'a'),"
		"  (2, 'run', '0.1.0', 'b'), (7, 'import', '0.1.0', 'c');"
		"INSERT INTO run_end VALUES (1, 'd', 'failed', 5, 6, 7, 8, 9,"
		"  'full'), (7, 'e', 'ok', 0, 0, 1, 0, 0, '');"
		"INSERT INTO fetch VALUES (3, 7, 's', 'figures:1', 'x', 'r',"
		"  'u', 'f', 200, 'e', 'l', 'aa', 'new', NULL), (9, 7, 's',"
		"  'areas', '', 'r', NULL, 'g', 0, NULL, NULL, NULL,"
		"  'refused', 'no answer')",
		&e));
	db_close(db);
	free(path);
}

/* Every row of the first version's tables, as one text. */
static char *dump(const struct shelf *s)
{
	static const char v1_schema[] =
		"SELECT name, sql FROM sqlite_schema"
		"  WHERE instr(name, 'run_stage') = 0"
		"  AND instr(name, 'followup_row') = 0 ORDER BY name";
	const char *const tables[] = {
		"SELECT * FROM body",
		"SELECT * FROM run",
		"SELECT * FROM run_end",
		"SELECT * FROM fetch",
		"SELECT * FROM migration WHERE version = 1",
		v1_schema};
	char *path = xasprintf("%s/archive.db", s->dir);
	struct db *db = NULL;
	struct err e = {0};
	struct buf b;
	size_t i;
	int c;

	buf_init(&b, 1 << 20);
	assert_ok(db_open(&db, path, DB_READ, &e));
	for (i = 0; i < ARRAY_LEN(tables); i++) {
		struct stmt *q = NULL;

		assert_ok(stmt_new(&q, db, tables[i], &e));
		while (stmt_step(q, &e) == 1)
			for (c = 0; c < stmt_columns(q); c++)
				buf_printf(&b, "%d %s|", stmt_col_type(q, c),
					   stmt_col_text(q, c));
		stmt_free(q);
	}
	db_close(db);
	free(path);
	return b.data;
}

static void test_an_older_archive_is_brought_along(void **state)
{
	struct shelf s = {.dir = temp_dir()};
	struct err e = {0};
	char hash[HASH_HEX], *before, *after;

	(void)state;
	/* Archives of this version are out there: its text stays as it is. */
	assert_string_equal(hash_hex(hash, text_etl_archive_sql,
				     strlen(text_etl_archive_sql)),
			    "0e16dd2a8cace4556855a1a82e8dd9f83f8f5f6109bd38dade"
			    "9f20a77a4446b2");
	s.app.var_dir = s.dir;
	assert_true(when_parse("2026-01-01", &s.app.now));
	make_version_1(&s);
	before = dump(&s);
	assert_true(strlen(before) > 1000);

	/* Who only looks changes nothing and finds the new tables empty. */
	assert_ok(archive_open_read(&s.a, &s.app, &e));
	assert_int_equal(count(&s, "SELECT count(*) FROM run_stage"), 0);
	assert_int_equal(count(&s, "SELECT count(*) FROM followup_row"), 0);
	assert_int_equal(count(&s, "PRAGMA user_version"), 1);
	assert_error_like(archive_run_begin(s.a, "run", s.app.now, &e), ERR_DB,
			  "readonly");
	archive_close(s.a);

	assert_ok(archive_open(&s.a, &s.app, &e));
	assert_int_equal(count(&s, "PRAGMA user_version"), 3);
	/* its pages keep the size that they were made with */
	assert_int_equal(count(&s, "PRAGMA page_size"), 4096);
	assert_int_equal(count(&s, "SELECT count(*) FROM migration"), 3);
	assert_ok(archive_run_stage(s.a, 7, "load", 0.25, 3, &e));
	assert_ok(archive_run_stage(s.a, 7, "analyse", 1.5, -1, &e));
	assert_error_like(archive_run_stage(s.a, 8, "load", 1, 1, &e), ERR_DB,
			  "FOREIGN KEY");
	archive_close(s.a);
	after = dump(&s);
	assert_string_equal(before, after);

	assert_ok(archive_open_read(&s.a, &s.app, &e));
	assert_int_equal(count(&s, "SELECT count(*) FROM run_stage WHERE run = "
				   "7 AND ((stage = 'load' AND changed = 3)"
				   "  OR changed IS NULL)"),
			 2);
	free(before);
	free(after);
	tear_down(&s);
}

static void test_a_new_archive_has_small_pages(void **state)
{
	struct shelf s;
	struct err e = {0};

	(void)state;
	set_up(&s);
	assert_int_equal(count(&s, "PRAGMA page_size"), 2048);
	assert_int_equal(count(&s, "SELECT count(*) FROM migration"), 3);
	archive_close(s.a);
	assert_ok(archive_open(&s.a, &s.app, &e));
	assert_int_equal(count(&s, "PRAGMA page_size"), 2048);
	assert_int_equal(count(&s, "SELECT count(*) FROM run"), 1);
	assert_int_equal(count(&s, "SELECT journal_mode = 'wal'"
				   "  FROM pragma_journal_mode"),
			 1);
	tear_down(&s);
}

static void test_looking_makes_nothing(void **state)
{
	struct shelf s = {.dir = temp_dir()};
	struct err e = {0};
	char *path = xasprintf("%s/archive.db", s.dir), want[600];

	(void)state;
	s.app.var_dir = s.dir;
	(void)snprintf(want, sizeof(want), "%s: not there", path);
	assert_error(archive_open_read(&s.a, &s.app, &e), ERR_IO, want);
	assert_false(file_exists(path));
	free(temp_file(s.dir, "archive.db", "", 0));
	(void)snprintf(want, sizeof(want), "%s: no archive", path);
	assert_error(archive_open_read(&s.a, &s.app, &e), ERR_DB, want);
	free(path);
	tear_down(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_same_body_is_kept_once),
		cmocka_unit_test(test_bytes_come_back_as_they_came),
		cmocka_unit_test(test_nothing_is_changed_or_removed),
		cmocka_unit_test(test_damage_is_found),
		cmocka_unit_test(test_backup_is_whole),
		cmocka_unit_test(test_a_newer_archive_is_refused),
		cmocka_unit_test(test_an_older_archive_is_brought_along),
		cmocka_unit_test(test_a_new_archive_has_small_pages),
		cmocka_unit_test(test_looking_makes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
