#include "lib/db.h"

#include <math.h>

#include "lib/sums.h"

enum {
	BUSY_MS = 10000 /* to wait for another writer */
};

struct db {
	sqlite3 *h;
	char *path;
	bool writes, in_transaction;
};

struct stmt {
	sqlite3_stmt *h;
	struct db *db; /* borrowed */
};

struct stmts {
	size_t n;
	struct stmt *list;
};

static enum err_code code_of(int extended)
{
	int rc = extended & 0xff;

	return extended == SQLITE_IOERR_DATA || rc == SQLITE_CORRUPT ||
			       rc == SQLITE_NOTADB
		       ? ERR_DAMAGE
		       : ERR_DB;
}

static const char *words_of(int extended, const char *sqlite)
{
	return extended == SQLITE_IOERR_DATA
		       ? "damaged, or written by another program: a page has "
			 "another checksum"
		       : sqlite;
}

static int db_error(struct db *db, const char *what, struct err *e)
{
	int rc = sqlite3_extended_errcode(db->h);

	if ((rc & 0xff) == SQLITE_NOMEM || rc == SQLITE_IOERR_NOMEM)
		die_of_memory();
	return err_set(e, code_of(rc), "%s: %s%s%s", db->path, what,
		       what[0] ? ": " : "",
		       words_of(rc, sqlite3_errmsg(db->h)));
}

/* WAL lets readers go on while we write; a store opened for reading only keeps
 * whatever mode it has. */
static int db_prepare_connection(struct db *db, enum db_mode mode,
				 struct err *e)
{
	/* Closing would lock readers out for the time of folding the WAL in:
	 * db_close() does that in a way that does not. */
	if (sqlite3_busy_timeout(db->h, BUSY_MS) != SQLITE_OK ||
	    sqlite3_db_config(db->h, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
			      NULL) != SQLITE_OK)
		return db_error(db, "", e);
	if (db_script(db,
		      "PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;"
		      "PRAGMA trusted_schema = OFF;",
		      e) < 0)
		return -1;
	if (mode == DB_READ)
		return db_script(db, "PRAGMA query_only = ON;", e);
	return db_script(db,
			 "PRAGMA journal_mode = WAL;"
			 "PRAGMA synchronous = NORMAL;"
			 "PRAGMA cache_size = -32000;",
			 e);
}

/* One thread per connection: SQLite's own mutexes would only cost. */
static struct db *db_connect(const char *path, enum db_mode mode, struct err *e)
{
	static const int flags[] = {
		[DB_READ] = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
		[DB_WRITE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
		[DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
			      SQLITE_OPEN_NOMUTEX,
	};
	struct db *db = xcalloc(1, sizeof(*db));

	db->path = xstrdup(path);
	if (sqlite3_open_v2(path, &db->h, flags[mode], sums_vfs()) !=
		    SQLITE_OK ||
	    sqlite3_extended_result_codes(db->h, 1) != SQLITE_OK ||
	    sums_want(db->h) != SQLITE_OK) {
		if (!db->h)
			die_of_memory();
		(void)db_error(db, "", e);
		db_close(db);
		return NULL;
	}
	db->writes = mode != DB_READ;
	return db;
}

int db_open(struct db **out, const char *path, enum db_mode mode, struct err *e)
{
	struct db *db = db_connect(path, mode, e);

	if (!db)
		return -1;
	if (db_prepare_connection(db, mode, e) < 0) {
		db_close(db);
		return -1;
	}
	*out = db;
	return 0;
}

/* Waits for nobody: what a reader keeps from being folded in is there for the
 * next one who writes. */
static void fold_wal(sqlite3 *h)
{
	(void)sqlite3_busy_timeout(h, 0);
	(void)sqlite3_wal_checkpoint_v2(h, NULL, SQLITE_CHECKPOINT_TRUNCATE,
					NULL, NULL);
}

void db_close(struct db *db)
{
	if (!db)
		return;
	db_rollback(db);
	if (db->writes)
		fold_wal(db->h);
	if (sqlite3_close(db->h) != SQLITE_OK)
		die("%s: closed with statements left", db->path);
	free(db->path);
	free(db);
}

sqlite3 *db_handle(struct db *db)
{
	return db->h;
}

const char *db_path(const struct db *db)
{
	return db->path;
}

int db_script(struct db *db, const char *sql, struct err *e)
{
	if (sqlite3_exec(db->h, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_error(db, "", e);
	return 0;
}

/* Its pages are new: the journal in memory, of what stood there before, stays
 * small. */
int db_draft(struct db *db, struct err *e)
{
	return db_script(db,
			 "PRAGMA journal_mode = MEMORY;"
			 "PRAGMA synchronous = OFF;",
			 e);
}

int db_draft_end(struct db *db, struct err *e)
{
	return db_script(db,
			 "PRAGMA journal_mode = WAL;"
			 "PRAGMA synchronous = NORMAL;",
			 e);
}

int db_begin(struct db *db, struct err *e)
{
	if (db->in_transaction)
		die("%s: a transaction is open", db->path);
	if (db_script(db, "BEGIN IMMEDIATE", e) < 0)
		return -1;
	db->in_transaction = true;
	return 0;
}

int db_commit(struct db *db, struct err *e)
{
	if (!db->in_transaction)
		die("%s: no transaction to commit", db->path);
	if (db_script(db, "COMMIT", e) < 0)
		return -1;
	db->in_transaction = false;
	return 0;
}

void db_rollback(struct db *db)
{
	/* SQLite may have rolled back by itself (a full disk). */
	if (db->in_transaction && !sqlite3_get_autocommit(db->h))
		(void)sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
	db->in_transaction = false;
}

int db_int(struct db *db, const char *sql, int64_t fallback, int64_t *out,
	   struct err *e)
{
	struct stmt *q;
	int got;

	if (stmt_new(&q, db, sql, e) < 0)
		return -1;
	got = stmt_step(q, e);
	if (got >= 0)
		*out = got && !stmt_col_null(q, 0) ? stmt_col_int(q, 0)
						   : fallback;
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

static int same_page_size(struct db *a, struct db *b, bool *out, struct err *e)
{
	int64_t x, y;

	if (db_int(a, "PRAGMA page_size", 0, &x, e) < 0 ||
	    db_int(b, "PRAGMA page_size", 0, &y, e) < 0)
		return -1;
	*out = x == y;
	return 0;
}

/* Which of the two it was, of which one is damaged: 1 where it is `to`. */
static int blame(struct db *from, struct err *e)
{
	int64_t page = 0;

	if (sums_check(from->path, -1, &page, e) < 0)
		return -1;
	return page ? err_set(e, ERR_DAMAGE, "%s: page %lld is damaged",
			      from->path, (long long)page)
		    : 1;
}

/* 1: what `to` stands on is damaged. */
static int copy_pages(struct db *from, struct db *to, struct err *e)
{
	sqlite3_backup *b = sqlite3_backup_init(to->h, "main", from->h, "main");
	int rc;

	if (!b)
		return db_error(to, "", e);
	rc = sqlite3_backup_step(b, -1);
	(void)sqlite3_backup_finish(b); /* rolls back what was not done */
	if (rc == SQLITE_DONE)
		return 0;
	if (code_of(rc) == ERR_DAMAGE)
		return blame(from, e);
	if ((rc & 0xff) == SQLITE_NOMEM)
		die_of_memory();
	return err_set(e, ERR_DB, "%s: %s", to->path, sqlite3_errstr(rc));
}

int db_copy_into(struct db *db, const char *path, struct err *e)
{
	struct err why = {0};
	struct db *to = db_connect(path, DB_WRITE, e);
	bool same = false;
	int rc;

	if (!to)
		return -1;
	/* Each page is written once: a cache would hold it for nobody. */
	if (db_prepare_connection(to, DB_WRITE, &why) < 0 ||
	    db_script(to, "PRAGMA cache_size = -2000", &why) < 0 ||
	    same_page_size(db, to, &same, &why) < 0)
		rc = why.code == ERR_DAMAGE ? 1 : -1;
	else
		rc = same ? copy_pages(db, to, &why) : 1;
	db_close(to);
	return rc < 0 ? err_set(e, why.code, "%s", why.msg) : rc;
}

static int stmt_prepare(struct stmt *q, struct db *db, const char *sql,
			struct err *e)
{
	q->db = db;
	if (sqlite3_prepare_v3(db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &q->h,
			       NULL) != SQLITE_OK)
		return db_error(db, sql, e);
	return 0;
}

int stmts_new(struct stmts **out, struct db *db, const struct sql_set *set,
	      struct err *e)
{
	struct stmts *s = xcalloc(1, sizeof(*s));
	size_t i;

	s->n = set->n;
	s->list = xcalloc(set->n, sizeof(*s->list));
	for (i = 0; i < set->n; i++) {
		if (stmt_prepare(&s->list[i], db, set->text[i], e) < 0) {
			stmts_free(s);
			return err_wrap(e, "%s: statement %zu", set->name, i);
		}
	}
	*out = s;
	return 0;
}

void stmts_free(struct stmts *s)
{
	size_t i;

	if (!s)
		return;
	for (i = 0; i < s->n; i++)
		(void)sqlite3_finalize(s->list[i].h);
	free(s->list);
	free(s);
}

struct stmt *stmts_at(struct stmts *s, size_t i)
{
	if (i >= s->n)
		die("statement %zu of %zu", i, s->n);
	stmt_reset(&s->list[i]);
	return &s->list[i];
}

int stmt_new(struct stmt **out, struct db *db, const char *sql, struct err *e)
{
	struct stmt *q = xcalloc(1, sizeof(*q));

	if (stmt_prepare(q, db, sql, e) < 0) {
		free(q);
		return -1;
	}
	*out = q;
	return 0;
}

int stmt_new_all(struct stmt **out, struct db *db, const char *name,
		 struct err *e)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	char text[200] = "SELECT * FROM ";
	size_t n = strlen(text);

	if (!*name || name[strspn(name, plain)] ||
	    strlen(name) >= sizeof(text) - n)
		return err_set(e, ERR_USAGE,
			       "'%.80s': the name of a table or view is "
			       "expected",
			       name);
	memcpy(text + n, name, strlen(name) + 1);
	return stmt_new(out, db, text, e);
}

void stmt_free(struct stmt *q)
{
	if (!q)
		return;
	(void)sqlite3_finalize(q->h);
	free(q);
}

static void bound(struct stmt *q, int rc)
{
	if (rc == SQLITE_NOMEM)
		die_of_memory();
	if (rc != SQLITE_OK)
		die("bind: %s: %s", sqlite3_errstr(rc), sqlite3_sql(q->h));
}

void stmt_int(struct stmt *q, int i, int64_t v)
{
	bound(q, sqlite3_bind_int64(q->h, i, v));
}

void stmt_double(struct stmt *q, int i, double v)
{
	if (isnan(v)) /* SQLite would store NULL and say nothing */
		die("NaN bound: %s", sqlite3_sql(q->h));
	bound(q, sqlite3_bind_double(q->h, i, v));
}

void stmt_text(struct stmt *q, int i, const char *s)
{
	bound(q, sqlite3_bind_text(q->h, i, s, -1, SQLITE_TRANSIENT));
}

void stmt_blob(struct stmt *q, int i, const void *p, size_t n)
{
	bound(q, sqlite3_bind_blob64(q->h, i, p ? p : "", n, SQLITE_TRANSIENT));
}

void stmt_null(struct stmt *q, int i)
{
	bound(q, sqlite3_bind_null(q->h, i));
}

void stmt_pointer(struct stmt *q, int i, const void *p, const char *type)
{
	bound(q,
	      sqlite3_bind_pointer(q->h, i, (void *)(uintptr_t)p, type, NULL));
}

int stmt_step(struct stmt *q, struct err *e)
{
	int rc = sqlite3_step(q->h);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc == SQLITE_DONE) {
		(void)sqlite3_reset(q->h);
		return 0;
	}
	(void)db_error(q->db, "", e);
	(void)sqlite3_reset(q->h);
	return -1;
}

int stmt_run(struct stmt *q, struct err *e)
{
	int rc;

	while ((rc = stmt_step(q, e)) == 1)
		;
	return rc;
}

void stmt_reset(struct stmt *q)
{
	(void)sqlite3_reset(q->h);
	(void)sqlite3_clear_bindings(q->h);
}

int stmt_columns(struct stmt *q)
{
	return sqlite3_column_count(q->h);
}

const char *stmt_column_name(struct stmt *q, int i)
{
	return sqlite3_column_name(q->h, i);
}

int64_t stmt_col_int(struct stmt *q, int i)
{
	return sqlite3_column_int64(q->h, i);
}

double stmt_col_double(struct stmt *q, int i)
{
	return sqlite3_column_double(q->h, i);
}

int stmt_col_type(struct stmt *q, int i)
{
	return sqlite3_column_type(q->h, i);
}

bool stmt_col_null(struct stmt *q, int i)
{
	return sqlite3_column_type(q->h, i) == SQLITE_NULL;
}

/* Absent for want of memory is not NULL. */
static void check_absent(struct stmt *q, int i)
{
	if (sqlite3_column_type(q->h, i) != SQLITE_NULL &&
	    sqlite3_errcode(q->db->h) == SQLITE_NOMEM)
		die_of_memory();
}

const char *stmt_col_text(struct stmt *q, int i)
{
	const unsigned char *s = sqlite3_column_text(q->h, i);

	if (!s)
		check_absent(q, i);
	return s ? (const char *)s : "";
}

const void *stmt_col_blob(struct stmt *q, int i, size_t *n)
{
	const void *p = sqlite3_column_blob(q->h, i);

	if (!p)
		check_absent(q, i);
	*n = (size_t)sqlite3_column_bytes(q->h, i);
	return p ? p : "";
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->h);
}
