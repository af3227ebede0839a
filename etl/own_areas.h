/*
 * config/areas.csv: what the sources do not say of areas. A row is an area with
 * its names (further names, where a source lists the area), the municipalities
 * that are its parts, and the days from and to which they are.
 */
#ifndef ETL_OWN_AREAS_H
#define ETL_OWN_AREAS_H

#include "etl/areas.h"
#include "lib/app.h"

struct own_area {
	char *kind, *code, *name[3]; /* owned; "" where not given */
	char *parts;                 /* "020 108": codes of kind kunta; owned */
	char from[11], to[11];       /* "" where not given */
};

struct own_areas {
	struct own_area *list;
	size_t n;
};

/* Reads and checks the file; none where there is no such file. A wrong cell is
 * ERR_CONFIG with file, row and column. */
int own_areas_read(struct app *app, struct own_areas *out,
		   struct err *e) MUST_USE;
void own_areas_release(struct own_areas *o);
/* Into the register, which has every source's lists already: their names and
 * membership win. Rows of areas and parts that nobody knows are left out. */
int own_areas_store(const struct own_areas *o, struct db *db, struct areas *a,
		    struct err *e) MUST_USE;

#endif
