/*
 * Areas by name: Finnish, Swedish, English, past and further names; case, runs
 * of blanks and no-break spaces do not matter.
 */
#ifndef ETL_AREA_NAMES_H
#define ETL_AREA_NAMES_H

#include "lib/db.h"

struct area_names;

/* Reads the register. The caller's to area_names_free(). */
int area_names_new(struct area_names **out, struct db *db,
		   struct err *e) MUST_USE;
void area_names_free(struct area_names *n);

/* area.id of the area that had that name on that day ("2015-01-01"); where none
 * had, of the one that has it today, else of the last that did. kinds: one or
 * several, "kunta maa"; an earlier one wins. A name that nobody or more than
 * one had is ERR_DATA. */
int area_names_find(const struct area_names *n, const char *kinds,
		    const char *name, const char *day, int64_t *id,
		    struct err *e) MUST_USE;

#endif
