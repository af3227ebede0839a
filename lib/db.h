/*
 * SQLite: connections, sets of prepared statements, bound values only.
 *
 * SQL stands in tables of constant text beside the code that uses it:
 *
 *	enum { Q_PUT, Q_COUNT };
 *	static const char *const sql[Q_COUNT] = {
 *		[Q_PUT] = "INSERT INTO t (a, b) VALUES (?1, ?2)",
 *	};
 *	const struct sql_set thing_sql = {"etl/thing", sql, Q_COUNT};
 *
 * A wrong bind or column is a bug and dies; what SQLite itself refuses (a full
 * disk, a locked file, a constraint) is a struct err, ERR_DAMAGE where the
 *file's bytes are not what was written (lib/sums.h). Exhausted memory ends the
 *program.
 */
#ifndef LIB_DB_H
#define LIB_DB_H

#include <sqlite3.h>

#include "lib/err.h"

struct db;   /* one connection */
struct stmt; /* one prepared statement; owned by its struct db or stmts */

struct sql_set {
	const char *name;
	const char *const *text;
	size_t n;
};

enum db_mode {
	DB_READ,   /* must exist */
	DB_WRITE,  /* must exist */
	DB_CREATE, /* made where it is not there */
};

/* Foreign keys on, busy timeout 10 s, WAL with synchronous=NORMAL when it is
 * written (FULL where durable). */
int db_open(struct db **out, const char *path, enum db_mode mode,
	    struct err *e) MUST_USE;
/* Folds the WAL in as far as readers let it, and leaves PATH-wal and PATH-shm
 * where they are. */
void db_close(struct db *db);
sqlite3 *db_handle(struct db *db); /* borrowed */
const char *db_path(const struct db *db);

/* A new file that nobody would miss is filled: until db_draft_end() it is
 * written once instead of three times (WAL, and back from it), a transaction
 * can be rolled back as ever, but nothing waits for the disk, and a crash
 * leaves damage. After that it is as any other; what was written is on disk
 * with the next fold of its WAL. Nobody else may have it open. */
int db_draft(struct db *db, struct err *e) MUST_USE;
int db_draft_end(struct db *db, struct err *e) MUST_USE;

int db_begin(struct db *db, struct err *e) MUST_USE; /* BEGIN IMMEDIATE */
int db_commit(struct db *db, struct err *e) MUST_USE;
void db_rollback(struct db *db); /* does nothing outside a transaction */

/* Runs a constant script: schemas, pragmas. */
int db_script(struct db *db, const char *sql, struct err *e) MUST_USE;
/* One whole number; fallback where there is no row or NULL. */
int db_int(struct db *db, const char *sql, int64_t fallback, int64_t *out,
	   struct err *e) MUST_USE;

/*
 * Makes the database at path equal to db, in one transaction of its own: who
 * reads it sees the one or the other, and after a failure (a full disk, another
 * writer) or a kill what was there. 1: what stands at path cannot take it in,
 * being damaged, no database at all or made of pages of another size.
 */
int db_copy_into(struct db *db, const char *path, struct err *e) MUST_USE;

/* A prepared set, statement i is stmts_at(s, i), reset and unbound. */
struct stmts;
int stmts_new(struct stmts **out, struct db *db, const struct sql_set *set,
	      struct err *e) MUST_USE;
void stmts_free(struct stmts *s);
struct stmt *stmts_at(struct stmts *s, size_t i);
/* A single statement, the caller's to stmt_free(). */
int stmt_new(struct stmt **out, struct db *db, const char *sql,
	     struct err *e) MUST_USE;
/* All rows of a table or view. The one place where a name, which cannot be
 * bound, is put into SQL: of a-z, 0-9 and _ only, anything else is an
 * ERR_USAGE. */
int stmt_new_all(struct stmt **out, struct db *db, const char *name,
		 struct err *e) MUST_USE;
void stmt_free(struct stmt *q);

void stmt_int(struct stmt *q, int i, int64_t v);
void stmt_double(struct stmt *q, int i, double v);    /* NaN is a bug: dies */
void stmt_text(struct stmt *q, int i, const char *s); /* NULL binds NULL */
void stmt_blob(struct stmt *q, int i, const void *p, size_t n);
void stmt_null(struct stmt *q, int i);
/* For a function of our own that asks for this type (a constant text); NULL to
 * everybody else. p is borrowed for as long as it is bound. */
void stmt_pointer(struct stmt *q, int i, const void *p, const char *type);

/* 1: a row, 0: done (and reset), -1: error. */
int stmt_step(struct stmt *q, struct err *e) MUST_USE;
/* For statements without rows: runs and resets. */
int stmt_run(struct stmt *q, struct err *e) MUST_USE;
void stmt_reset(struct stmt *q); /* also clears the bindings */

int stmt_columns(struct stmt *q);
const char *stmt_column_name(struct stmt *q, int i); /* borrowed */
int64_t stmt_col_int(struct stmt *q, int i);
double stmt_col_double(struct stmt *q, int i);
bool stmt_col_null(struct stmt *q, int i);
int stmt_col_type(struct stmt *q, int i); /* SQLITE_INTEGER, SQLITE_FLOAT ... */
/* "" for NULL; borrowed until the next step or reset. */
const char *stmt_col_text(struct stmt *q, int i);
const void *stmt_col_blob(struct stmt *q, int i, size_t *n);
int64_t db_last_id(struct db *db);

#endif
