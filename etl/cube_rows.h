/*
 * What is asked of a source that serves cubes: the rows of its table in config/
 * (pxweb.csv). The columns that say what to make of the figures are read by
 * followed.c.
 */
#ifndef ETL_CUBE_ROWS_H
#define ETL_CUBE_ROWS_H

#include "etl/source.h"
#include "lib/app.h"

struct cube_row {
	char *id;     /* the indicator's code; owned, as all of these */
	char *url;    /* the whole address */
	char *metric; /* the value that says which figure it is; "": none */
	char *fixed;  /* "VALUE;NAME=VALUE": of the table's other variables */
};

struct cube_rows {
	struct cube_row *list;
	size_t n;
};

/* Whether somebody turned the source on: its setting NAME.url. */
bool cube_source_is_on(const struct app *app, const struct source *s);
/* Reads and checks the table. ERR_CONFIG with file, row and column. */
int cube_rows_read(struct app *app, const struct source *s,
		   struct cube_rows *out, struct err *e) MUST_USE;
struct turn;
/* The rows that are to be asked about tonight: none (0) where the source is off
 * or --indicator names none of them. ERR_USAGE where it is off and was named.
 */
int cube_rows_due(const struct turn *t, struct cube_rows *out,
		  struct err *e) MUST_USE;
void cube_rows_release(struct cube_rows *r);
/* source.visit where each row is an address that names its figure by itself: an
 * answer speaks for every year and sex. There is no sign of change but the
 * answer, so each is asked for each night, on condition where the server knows
 * conditions. */
int cube_rows_visit(struct turn *t, struct err *e);

#endif
