/*
 * tilannekuva.db: the disposable store, made of every room's schema. It has no
 * migrations: it remembers the hash of the text that made it, and another hash
 * means "rebuild".
 */
#ifndef LIB_STORE_H
#define LIB_STORE_H

#include "lib/db.h"

struct schema {
	const char *room;   /* "etl" */
	const char *tables; /* ROOM/schema.sql */
	const char *views;  /* ROOM/views.sql */
	/* Queries whose rows are the picture; NULL-terminated, or NULL. */
	const char *const *content;
	/* Registers the room's SQL functions on a connection that was opened;
	 * NULL: it has none. For queries, not for the schema. */
	int (*functions)(struct db *db, struct err *e);
};

/* In the order of the rooms; ends with room == NULL. */
struct store_schemas {
	const struct schema *const *list;
	size_t n;
};

/* Makes an empty store at path (removing what was there) and opens it. */
int store_create(struct db **out, const char *path,
		 const struct store_schemas *s, struct err *e) MUST_USE;
/* The same in a file that has no name and goes with the connection. */
int store_create_private(struct db **out, const struct store_schemas *s,
			 struct err *e) MUST_USE;
/* Removes a store and what SQLite keeps beside it, if they are there. Not for
 * one that others may have open. */
void store_remove(const char *path);
/* Opens an existing store; ERR_DB with "schema changed: run `tilannekuva
 * rebuild`" where its hash is another. With the schemas' functions. */
int store_open(struct db **out, const char *path, enum db_mode mode,
	       const struct store_schemas *s, struct err *e) MUST_USE;
bool store_is_current(const char *path, const struct store_schemas *s);
/*
 * Publishes *db, made at path: who has the store at `over` open or opens it
 * sees the old picture or the new one, whole, and one who stays sees the new
 * one with the next query. To that end it is copied into the file that is
 * there, as one transaction; only where there is none, or a damaged one, the
 * new file is renamed to it: SQLite finds a WAL by name, so that a file in use
 * must not give way to another. Killed or failing (a full disk: for a moment
 * there are three copies, the third in the WAL), the old picture stays. *db is
 * closed and NULL, and nothing stands at path, afterwards in every case.
 */
int store_publish(struct db **db, const char *path, const char *over,
		  struct err *e) MUST_USE;

/* Names the picture: puts "content_id", a hash over the rows of every schema's
 * content queries. */
int store_put_content_id(struct db *db, const struct store_schemas *s,
			 struct err *e) MUST_USE;

/* Key-value pairs of the store itself: "content_id", "data_date" ... "" where
 * there is none; out holds at most n bytes. */
int store_get(struct db *db, const char *key, char *out, size_t n,
	      struct err *e) MUST_USE;
int store_put(struct db *db, const char *key, const char *value,
	      struct err *e) MUST_USE;

#endif
