/*
 * What the comments of a views.sql say: of a view in the lines above it, of a
 * column behind it. One text for those who read the file and those who get the
 * table in another form. Pure.
 */
#ifndef ETL_VIEW_TEXT_H
#define ETL_VIEW_TEXT_H

#include "lib/buf.h"
#include "lib/store.h"

/* The view's comment as one line; b is cleared first. false: the text has no
 * such view (b may still be empty where it has). */
bool view_text_about(struct buf *b, const char *sql, const char *view);
/* Of the schemas' texts the one that has the view, and its comment in b; NULL
 * where none has it. Borrowed. */
const char *view_text_find(struct buf *b, const struct store_schemas *schemas,
			   const char *view);
/* The same of a column, by the name that it has outside; false: it has no
 * comment. */
bool view_text_column(struct buf *b, const char *sql, const char *view,
		      const char *column);

#endif
