/*
 * The answer to a question as a table of texts, for pages that show it as it
 * stands in the store.
 */
#ifndef BRIEFING_ROWS_H
#define BRIEFING_ROWS_H

#include "lib/db.h"

/* NULL of the store is "". Zeroed: no rows. */
struct rows {
	char **cells;
	size_t n, columns;
};

/* Adds what is left of a bound statement, all its columns. rows_release() is
 * the caller's, also after a failure. */
int rows_read(struct rows *r, struct stmt *q, struct err *e) MUST_USE;
void rows_release(struct rows *r);
/* Borrowed. */
const char *rows_cell(const struct rows *r, size_t row, size_t column);

#endif
