/*
 * What making the site and reading it back have in common.
 */
#ifndef BRIEFING_SITE_H
#define BRIEFING_SITE_H

#include "briefing/catalog.h"
#include "lib/app.h"

extern const struct sql_set briefing_site_sql;

/* A catalog for each language that has pages, NULL for the others, with the
 * municipalities that have a page. The caller's to site_catalogs_free(). */
int site_catalogs(struct catalog *out[LANG_N], struct app *app, struct db *db,
		  struct err *e) MUST_USE;
void site_catalogs_free(struct catalog *list[LANG_N]);
size_t site_places(const struct catalog *c);

/* Begins a transaction that reads, unless the caller is in one: all queries see
 * the same store. Where *begun, the caller ends it by db_rollback(). */
int site_snapshot(struct db *db, bool *begun, struct err *e) MUST_USE;

#endif
