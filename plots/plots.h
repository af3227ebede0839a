/*
 * The room that draws: reads tilannekuva.db, writes var/charts/.
 */
#ifndef PLOTS_PLOTS_H
#define PLOTS_PLOTS_H

#include "lib/app.h"

extern const struct schema plots_schema;
extern const struct cmd cmd_plot;

struct plots_summary {
	size_t charts; /* that there are */
	size_t drawn;  /* of them drawn this time; the others were up to date */
};

/* Draws every chart of the shown counties' municipalities whose figures, texts
 * or template changed, removes those that no longer belong, and writes the
 * chart table in a transaction of its own. */
int plots_run(struct app *app, struct db *db, struct plots_summary *out,
	      struct err *e) MUST_USE;

/* Copies the chart table of the published store, if it can be read, into the
 * one that will take its place, inside the caller's transaction: the charts
 * themselves have not changed. */
int plots_carry(struct app *app, struct db *fresh, struct err *e) MUST_USE;

#endif
