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
};

/* In the order of the rooms; ends with room == NULL. */
struct store_schemas {
	const struct schema *const *list;
	size_t n;
};

/* Makes an empty store at path (removing what was there) and opens it. */
int store_create(struct db **out, const char *path,
		 const struct store_schemas *s, struct err *e) MUST_USE;
/* Opens an existing store; ERR_DB with "schema changed: run `tilannekuva
 * rebuild`" where its hash is another. */
int store_open(struct db **out, const char *path, enum db_mode mode,
	       const struct store_schemas *s, struct err *e) MUST_USE;
bool store_is_current(const char *path, const struct store_schemas *s);
/* Closes *db (made at path) and puts it in the place of `over`; *db is NULL
 * afterwards in every case. */
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
