/*
 * The store in other forms, for other programs.
 */
#ifndef ETL_EXPORT_H
#define ETL_EXPORT_H

#include "lib/app.h"
#include "lib/text.h"

/* What is asked for; texts are borrowed, NULL where not given. */
struct export_wish {
	const char *view;        /* v_trend */
	const char *area;        /* [KIND:]CODE */
	const char *negotiation; /* its id */
	const char *indicator;   /* [SOURCE:]ID */
	enum lang lang;
};

/*
 * Every view of the store as dir/VIEW.csv, or the one that is asked for, and
 * dir/datapackage.json, which tells their columns, sources, licences, data
 * date and content id (Frictionless Data Package 1, tabular). All of one
 * moment. *files: the tables written.
 */
int export_csv(struct app *app, const char *dir, const struct export_wish *w,
	       size_t *files, struct err *e) MUST_USE;

/*
 * dir/metadata.json for Datasette, and metadata.sv.json and metadata.en.json
 * with Swedish and English titles: what the views and columns are, producers,
 * terms, data date and content id, and the queries of etl/queries.sql.
 */
int export_datasette(struct app *app, const char *dir,
		     const struct export_wish *w, size_t *files,
		     struct err *e) MUST_USE;

/*
 * A workbook for Excel, in the language asked for: of one area
 * (dir/tilannekuva-KIND-CODE-LANG.xlsx), of a negotiation, its county and
 * municipalities (dir/tilannekuva-ID-LANG.xlsx), or of all that is followed
 * (dir/tilannekuva-LANG.xlsx). The same store and clock give the same bytes.
 * ERR_USAGE where there is no such area or negotiation, or more figures than a
 * workbook takes.
 */
int export_xlsx(struct app *app, const char *dir, const struct export_wish *w,
		size_t *files, struct err *e) MUST_USE;

/*
 * Each indicator with figures, or the one asked for, as a data set of JSON-stat
 * 2.0 (dir/SOURCE-ID.json, as far as these are plain), and dir/index.json, the
 * collection of them. Nothing says more than the store: a cell without a row is
 * `missing`.
 */
int export_jsonstat(struct app *app, const char *dir,
		    const struct export_wish *w, size_t *files,
		    struct err *e) MUST_USE;

/* A name for a file from texts of sources: what is not plain becomes "_". The
 * caller's to free(). */
char *export_name(const char *text);

#endif
