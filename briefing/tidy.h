/*
 * The figures behind the pages as tidy CSV: luvut/kunta-CODE.csv per
 * municipality and luvut/mittari-SOURCE-CODE.csv per indicator, one row a
 * figure, each row with its source, terms, dates and the picture's id.
 */
#ifndef BRIEFING_TIDY_H
#define BRIEFING_TIDY_H

#include "briefing/catalog.h"

extern const struct sql_set briefing_tidy_sql;

/* The columns, ends with NULL. */
extern const char *const tidy_columns[];
/* Writes them into dir, which is there: of the shown municipalities, their
 * counties and the country. */
int tidy_make(struct db *db, const struct catalog *c, const char *dir,
	      struct err *e) MUST_USE;

#endif
