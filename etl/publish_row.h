/*
 * A row as COPY takes it in binary: numbers bit for bit, NULL apart from an
 * empty text.
 */
#ifndef ETL_PUBLISH_ROW_H
#define ETL_PUBLISH_ROW_H

#include "etl/publish_table.h"
#include "lib/buf.h"
#include "lib/db.h"

/* What stands before the first row and behind the last one. */
void row_head(struct buf *b);
void row_tail(struct buf *b);

/* Appends the row on which q stands; types has one for each of its columns. A
 * cell of another type than its column is an ERR_DATA that names it. */
int row_put(struct buf *b, struct stmt *q, const enum column_type *types,
	    struct err *e) MUST_USE;

#endif
