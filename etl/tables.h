/*
 * What people keep in config/ for the etl, together.
 */
#ifndef ETL_TABLES_H
#define ETL_TABLES_H

#include "etl/followed.h"
#include "etl/own_areas.h"
#include "lib/hash.h"

struct tables {
	struct followed_list followed;
	struct mergers mergers;
	struct own_areas own;
};

/* Reads and checks all; a wrong cell is ERR_CONFIG with file, row and column.
 * tables_release() after it in any case. */
int tables_read(struct tables *t, struct app *app, struct err *e) MUST_USE;
void tables_release(struct tables *t);
/* A hash over those that the register of areas is made of: another hash,
 * another register. */
int tables_digest(struct app *app, char dst[HASH_HEX], struct err *e) MUST_USE;

#endif
