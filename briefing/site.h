/*
 * What making the site and reading it back have in common.
 */
#ifndef BRIEFING_SITE_H
#define BRIEFING_SITE_H

#include "briefing/catalog.h"
#include "lib/app.h"

extern const struct sql_set briefing_site_sql;

/* The catalog with the municipalities that have a page. */
int site_catalog(struct catalog **out, struct app *app, struct db *db,
		 struct err *e) MUST_USE;
size_t site_places(const struct catalog *c);

/* Begins a transaction that reads, unless the caller is in one: all queries see
 * the same store. Where *begun, the caller ends it by db_rollback(). */
int site_snapshot(struct db *db, bool *begun, struct err *e) MUST_USE;

#endif
