/*
 * PostgreSQL: one connection, statements with bound values, COPY.
 *
 * A name (of a schema, a table, a column) cannot be bound: pg_format() is the
 * one place where it is put into SQL. A password is never part of a message.
 */
#ifndef LIB_PG_H
#define LIB_PG_H

#include "lib/buf.h"

struct pg; /* one connection */

enum {
	PG_OLDEST = 130000 /* of a server, as PQserverVersion() counts */
};

/*
 * url: "postgresql://USER@HOST:PORT/DATABASE?..."; what it leaves out is taken
 * from libpq's own places (PGHOST, PGPASSWORD, PGPASSFILE, a service ...). A
 * wrong one is an ERR_CONFIG that repeats nothing of it, no answer an ERR_NET.
 * Without other words of the url or the environment the connection is waited
 * for ten seconds, and one that went dead is noticed within minutes. Names are
 * looked up in pg_catalog alone.
 */
int pg_open(struct pg **out, const char *url, struct err *e) MUST_USE;
/* Where nothing was committed, nothing is changed. NULL is allowed. */
void pg_close(struct pg *pg);
/* "HOST:PORT/DATABASE" for people; borrowed. */
const char *pg_place(const struct pg *pg);
/* ERR_DB where a server of this version is older than PG_OLDEST. */
int pg_version_check(int version, struct err *e) MUST_USE;

/* Hides what lies between ':' and '@' of a url, in place. */
void pg_url_hide(char *url);

/* Appends fmt to b, where %I is the next of the texts as a name, %L as a text
 * in quotes, %s as it is (SQL of our own), %% a percent sign. */
void pg_format(struct buf *b, struct pg *pg, const char *fmt, ...);

/* Statements without values or rows, separated by ';'. */
int pg_run(struct pg *pg, const char *sql, struct err *e) MUST_USE;
/* The same put together and emptied: b is cleared. */
int pg_run_buf(struct pg *pg, struct buf *b, struct err *e) MUST_USE;

struct pg_rows;
/* One statement; value i is $i+1, NULL: NULL. rows NULL: what comes is not
 * looked at. *rows is the caller's to pg_rows_free(). */
int pg_ask(struct pg_rows **rows, struct pg *pg, const char *sql,
	   const char *const *values, size_t n, struct err *e) MUST_USE;
void pg_rows_free(struct pg_rows *rows);
size_t pg_rows_n(const struct pg_rows *rows);
/* "" for NULL; borrowed from rows. */
const char *pg_cell(const struct pg_rows *rows, size_t row, size_t column);
bool pg_cell_true(const struct pg_rows *rows, size_t row, size_t column);

/* SQLSTATE of the last statement that failed, "" before one did; borrowed. */
const char *pg_state(const struct pg *pg);

/* sql: COPY ... FROM STDIN. Until pg_copy_end() nothing but pg_copy_put() may
 * be called; after an error nothing but pg_close(). */
int pg_copy_begin(struct pg *pg, const char *sql, struct err *e) MUST_USE;
int pg_copy_put(struct pg *pg, const void *p, size_t n, struct err *e) MUST_USE;
int pg_copy_end(struct pg *pg, struct err *e) MUST_USE;

#endif
