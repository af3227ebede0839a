/*
 * What people keep in config/ for the etl, together.
 */
#ifndef ETL_TABLES_H
#define ETL_TABLES_H

#include "etl/background.h"
#include "etl/followed.h"
#include "etl/own_areas.h"

struct tables {
	struct followed_list followed;
	struct background_list background;
	struct mergers mergers;
	struct own_areas own;
};

/* Reads and checks all; a wrong cell is ERR_CONFIG with file, row and column.
 * tables_release() after either in any case. */
int tables_read(struct tables *t, struct app *app, struct err *e) MUST_USE;
/* The tables of areas alone: no `followed`, no `background`. */
int tables_read_areas(struct tables *t, struct app *app,
		      struct err *e) MUST_USE;
void tables_release(struct tables *t);
/* The register of areas is made of some of them: the store remembers which, and
 * whether there are others now. */
int tables_remember(struct app *app, struct db *db, struct err *e) MUST_USE;
int tables_are_new(struct app *app, struct db *db, bool *out,
		   struct err *e) MUST_USE;

#endif
