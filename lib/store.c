#include "lib/store.h"

#include <errno.h>
#include <unistd.h>

#include "lib/file.h"
#include "lib/hash.h"

static const char store_tables[] =
	"CREATE TABLE store_info (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
	" STRICT, WITHOUT ROWID;";

static void schema_hash(const struct store_schemas *s, char out[HASH_HEX])
{
	struct hash *h = hash_new();
	size_t i;

	hash_text(h, TILANNEKUVA_VERSION);
	for (i = 0; i < s->n; i++) {
		hash_text(h, s->list[i]->tables);
		hash_text(h, s->list[i]->views);
	}
	(void)hash_end(h, out);
}

static void remove_side_files(const char *path)
{
	static const char *const suffix[] = {"-wal", "-shm", "-journal"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(suffix); i++) {
		char *p = xasprintf("%s%s", path, suffix[i]);

		(void)unlink(p);
		free(p);
	}
}

void store_remove(const char *path)
{
	(void)unlink(path);
	remove_side_files(path);
}

static int fill(struct db *db, const struct store_schemas *s, struct err *e)
{
	char hash[HASH_HEX];
	size_t i;

	if (db_begin(db, e) < 0 || db_script(db, store_tables, e) < 0)
		return -1;
	for (i = 0; i < s->n; i++)
		if (db_script(db, s->list[i]->tables, e) < 0 ||
		    db_script(db, s->list[i]->views, e) < 0)
			return err_wrap(e, "schema of %s", s->list[i]->room);
	schema_hash(s, hash);
	if (store_put(db, "schema", hash, e) < 0 ||
	    store_put(db, "program", "tilannekuva " TILANNEKUVA_VERSION, e) < 0)
		return -1;
	return db_commit(db, e);
}

static int create(struct db **out, const char *path,
		  const struct store_schemas *s, struct err *e)
{
	struct db *db = NULL;

	if (db_open(&db, path, DB_CREATE, e) < 0)
		return -1;
	if (fill(db, s, e) < 0) {
		db_close(db);
		return -1;
	}
	*out = db;
	return 0;
}

int store_create(struct db **out, const char *path,
		 const struct store_schemas *s, struct err *e)
{
	store_remove(path);
	return create(out, path, s, e);
}

int store_create_private(struct db **out, const struct store_schemas *s,
			 struct err *e)
{
	return create(out, "", s, e); /* to SQLite a file of its own making */
}

static int register_functions(struct db *db, const struct store_schemas *s,
			      struct err *e)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->list[i]->functions && s->list[i]->functions(db, e) < 0)
			return -1;
	return 0;
}

static int check_ours(struct db *db, struct err *e)
{
	int64_t ours = 0;

	if (db_int(db,
		   "SELECT count(*) FROM sqlite_schema"
		   "  WHERE name = 'store_info'",
		   0, &ours, e) < 0)
		return -1;
	return ours ? 0
		    : err_set(e, ERR_DB,
			      "%s: not a store of ours: run `tilannekuva "
			      "rebuild`",
			      db_path(db));
}

int store_open(struct db **out, const char *path, enum db_mode mode,
	       const struct store_schemas *s, struct err *e)
{
	char want[HASH_HEX], have[HASH_HEX + 1];
	struct db *db = NULL;

	if (!file_exists(path))
		return err_set(e, ERR_DB,
			       "%s: not there yet: run `tilannekuva "
			       "rebuild`",
			       path);
	if (db_open(&db, path, mode, e) < 0)
		return -1;
	schema_hash(s, want);
	if (check_ours(db, e) < 0 ||
	    store_get(db, "schema", have, sizeof(have), e) < 0) {
		db_close(db);
		return -1;
	}
	if (strcmp(want, have) != 0) {
		db_close(db);
		return err_set(e, ERR_DB,
			       "%s: schema changed: run `tilannekuva "
			       "rebuild`",
			       path);
	}
	if (register_functions(db, s, e) < 0) {
		db_close(db);
		return -1;
	}
	*out = db;
	return 0;
}

bool store_is_current(const char *path, const struct store_schemas *s)
{
	struct err ignored = {0};
	struct db *db = NULL;

	if (store_open(&db, path, DB_READ, s, &ignored) < 0)
		return false;
	db_close(db);
	return true;
}

/* The name that nobody reads yet, or only damage. A WAL that stands there goes
 * first: it would be read as the new file's. */
static int put_in_place(struct db **db, const char *path, const char *over,
			struct err *e)
{
	int64_t busy = 0;

	if (db_int(*db, "PRAGMA wal_checkpoint(TRUNCATE)", 0, &busy, e) < 0)
		return -1;
	if (busy)
		return err_set(e, ERR_DB, "%s: somebody has it open", path);
	db_close(*db);
	*db = NULL;
	remove_side_files(over);
	if (rename(path, over) < 0)
		return err_errno(e, ERR_IO, "%s", over);
	return file_sync_dir(over, e);
}

int store_publish(struct db **db, const char *path, const char *over,
		  struct err *e)
{
	int rc = db_script(*db,
			   "PRAGMA analysis_limit = 400; ANALYZE;"
			   "PRAGMA wal_checkpoint(TRUNCATE);",
			   e);

	if (rc == 0)
		rc = file_exists(over) ? db_copy_into(*db, over, e) : 1;
	if (rc == 1)
		rc = put_in_place(db, path, over, e);
	db_close(*db);
	*db = NULL;
	store_remove(path);
	return rc;
}

static int hash_rows(struct hash *h, struct db *db, const char *query,
		     struct err *e)
{
	struct stmt *q = NULL;
	int got, i, n;

	if (stmt_new(&q, db, query, e) < 0)
		return -1;
	n = stmt_columns(q);
	while ((got = stmt_step(q, e)) == 1) {
		for (i = 0; i < n; i++)
			hash_text(h, stmt_col_null(q, i) ? "\1"
							 : stmt_col_text(q, i));
	}
	hash_text(h, query);
	stmt_free(q);
	return got;
}

int store_put_content_id(struct db *db, const struct store_schemas *s,
			 struct err *e)
{
	struct hash *h = hash_new();
	char id[HASH_HEX];
	size_t i, j;
	int rc = 0;

	for (i = 0; i < s->n; i++) {
		const char *const *query = s->list[i]->content;

		for (j = 0; rc == 0 && query && query[j]; j++)
			rc = hash_rows(h, db, query[j], e);
	}
	(void)hash_end(h, id);
	return rc < 0 ? -1 : store_put(db, "content_id", id, e);
}

int store_get(struct db *db, const char *key, char *out, size_t n,
	      struct err *e)
{
	struct stmt *q;
	int got;

	if (stmt_new(&q, db, "SELECT value FROM store_info WHERE key = ?1", e) <
	    0)
		return -1;
	stmt_text(q, 1, key);
	got = stmt_step(q, e);
	if (got >= 0)
		(void)snprintf(out, n, "%s", got ? stmt_col_text(q, 0) : "");
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

int store_put(struct db *db, const char *key, const char *value, struct err *e)
{
	struct stmt *q;
	int rc;

	if (stmt_new(&q, db,
		     "INSERT INTO store_info VALUES (?1, ?2) ON CONFLICT"
		     " DO UPDATE SET value = excluded.value",
		     e) < 0)
		return -1;
	stmt_text(q, 1, key);
	stmt_text(q, 2, value);
	rc = stmt_run(q, e);
	stmt_free(q);
	return rc;
}
