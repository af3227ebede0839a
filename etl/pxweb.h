/*
 * PxWeb's API (version 1), as Statistics Finland and many others run it:
 *
 * GET of a folder lists its tables with the time of their last change, GET of a
 * table describes its variables, POST of a query to it gives figures (here in
 * JSON-stat 2), GET of ?config says how much a call may ask for and how often.
 * A call over the limit gets 429, a query that is too large 403. Names of
 * variables and of tables change.
 */
#ifndef ETL_PXWEB_H
#define ETL_PXWEB_H

#include "etl/cube.h"
#include "etl/cube_rows.h"

extern const struct cube_terms pxweb_terms;

/* --- what it says of itself: pure functions of bytes ---------------------- */

struct px_limits {
	int64_t cells;          /* of one answer */
	int64_t calls, seconds; /* so many in so long */
};

/* *out holds what is to be kept to where the host says nothing; what it says
 * goes over that. */
int px_limits_parse(const char *bytes, size_t len, struct px_limits *out,
		    struct err *e) MUST_USE;

enum {
	PX_TIME_TEXT = 40
};
/* When a table of a folder last changed, in the host's own words ("" where it
 * gives none or too many). 0 with *found false: the folder has no such table.
 */
int px_folder_parse(const char *bytes, size_t len, const char *table,
		    char updated[PX_TIME_TEXT], bool *found,
		    struct err *e) MUST_USE;
/* The variables of a table, with their roles. */
int px_table_parse(const char *bytes, size_t len, struct cube *out,
		   struct err *e) MUST_USE;

/* --- what is asked of a table --------------------------------------------- */

struct px_choice {
	size_t *at; /* of the variable's values; owned */
	size_t n;   /* 0: it is left out of the query */
};

/* The figures of one indicator: which values of each variable. */
struct px_query {
	const struct cube *table; /* borrowed */
	struct px_choice *list;   /* per variable; owned */
	size_t time, area, sex; /* variables; sex == table->n: there is none */
	int *years;             /* of the time variable's choice; owned */
};

/* ERR_DATA where the row's choices do not fit the table. */
int px_query_make(const struct cube *table, const struct cube_row *row,
		  struct px_query *out, struct err *e) MUST_USE;
void px_query_release(struct px_query *q);

/* What one call asks for: a run of the years, and of the areas. */
struct px_cut {
	size_t year, years, area, areas;
};

/* The cut behind `cut` (zeroed: the first) that has at most so many cells, or
 * as few as can be; false: there is none. Years are cut first; a cut of areas
 * has one year. */
bool px_query_next(const struct px_query *q, int64_t cells, struct px_cut *cut);
bool px_query_is_last(const struct px_query *q, const struct px_cut *cut);
int64_t px_query_cells(const struct px_query *q, const struct px_cut *cut);
/* The query as JSON; the caller's to free(). */
char *px_query_body(const struct px_query *q, const struct px_cut *cut);
/* Years, sexes and part of r. */
void px_query_scope(const struct px_query *q, const struct px_cut *cut,
		    struct request *r);

/* --- asking ----------------------------------------------------------------
 */

struct turn;
/* For struct source: the tables of config/pxweb.csv. */
int pxweb_visit(struct turn *t, struct err *e) MUST_USE;

#endif
