/*
 * archive.db -> tilannekuva.db: answers become figures. No network.
 */
#ifndef ETL_LOAD_H
#define ETL_LOAD_H

#include "etl/archive.h"
#include "etl/etl.h"

/* The whole archive until `until` (ISO time, inclusive) into an empty store. A
 * transaction per indicator: the store is a file beside the published one. */
int load_all(struct app *app, struct archive *a, struct db *db,
	     const char *until, struct load_summary *out,
	     struct err *e) MUST_USE;
/* What came since the last load, inside the caller's transaction. */
int load_new(struct app *app, struct archive *a, struct db *db,
	     struct load_summary *out, struct err *e) MUST_USE;
/* Whether what came is so much (or a list of areas) that the store had better
 * be made anew, as it must be when it shows a past day.
 */
int load_is_large(struct archive *a, struct db *db, bool *large,
		  struct err *e) MUST_USE;

#endif
