/*
 * The store in other forms, for other programs.
 */
#ifndef ETL_EXPORT_H
#define ETL_EXPORT_H

#include "lib/app.h"

/*
 * Every view of the store as dir/VIEW.csv, or the one named `only` (NULL: all),
 * and dir/datapackage.json, which tells their columns, sources, licences, data
 * date and content id (Frictionless Data Package 1, tabular). All of one
 * moment. *files: the tables written.
 */
int export_csv(struct app *app, const char *dir, const char *only,
	       size_t *files, struct err *e) MUST_USE;

/*
 * dir/metadata.json for Datasette, and metadata.sv.json and metadata.en.json
 * with Swedish and English titles: what the views and columns are, producers,
 * terms, data date and content id, and the queries of etl/queries.sql. only:
 * NULL.
 */
int export_datasette(struct app *app, const char *dir, const char *only,
		     size_t *files, struct err *e) MUST_USE;

#endif
