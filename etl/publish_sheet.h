/*
 * A table of publish_table.h beside its rows in the store: columns, types, the
 * statements that make it and tell of it.
 */
#ifndef ETL_PUBLISH_SHEET_H
#define ETL_PUBLISH_SHEET_H

#include "etl/publish_table.h"
#include "lib/app.h"
#include "lib/hash.h"
#include "lib/pg.h"

struct publish_sheet {
	const struct publish_table *t;
	struct stmt *q; /* its rows, or those of an indicator */
	enum column_type *types;
	char shape[HASH_HEX]; /* of its columns and its key */
	char told[HASH_HEX];  /* of its comments */
	bool tell;            /* those that stand there are others */
};

int publish_sheet_open(struct publish_sheet *s, const struct publish_table *t,
		       struct app *app, struct db *db, struct err *e) MUST_USE;
void publish_sheet_close(struct publish_sheet *s);
/* CREATE TABLE, without a key. */
void publish_sheet_put_table(struct buf *b, struct pg *pg,
			     const struct publish_sheet *s, const char *schema);
/* What follows once the rows are in. */
void publish_sheet_put_key(struct buf *b, struct pg *pg,
			   const struct publish_sheet *s, const char *schema);
/* COMMENT ON the table and its columns. */
void publish_sheet_put_comments(struct buf *b, struct pg *pg,
				const struct publish_sheet *s,
				const struct app *app, const char *schema);

#endif
