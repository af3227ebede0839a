/*
 * The index of the search on the front page: a script that sets one variable,
 * since a page that was opened from a disk may not fetch a file.
 */
#ifndef BRIEFING_SEARCH_H
#define BRIEFING_SEARCH_H

#include "briefing/catalog.h"

extern const struct sql_set briefing_search_sql;

/* `window.tilannekuvaHaku = [[KIND, ADDRESS, TITLE, OTHER NAMES], ...];` with
 * addresses from the front page, of what has a page in this language. */
int search_index(struct buf *b, struct db *db, const struct catalog *c,
		 struct err *e) MUST_USE;

#endif
