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
/* How what came since the last load is best loaded. */
int load_way(struct app *app, struct archive *a, struct db *db,
	     enum load_way *out, struct err *e) MUST_USE;

/*
 * What was known at a time, in memory: the register of areas and the lists at
 * once, an indicator when it is asked for. For those who compare two days.
 */
struct past;

/* until: ISO time, inclusive. app and a are borrowed until past_close(). */
int past_open(struct past **out, struct app *app, struct archive *a,
	      const char *until, struct err *e) MUST_USE;
void past_close(struct past *p);
/* Tables and views as in tilannekuva.db, but without figures; borrowed. */
struct db *past_db(struct past *p);
/* Brings the indicator's row up to what was known (no row: nothing was) and
 * gives its figures, which are not kept: those that had vanished are VAL_GONE.
 * area.id means the same in every past of one archive. Once for each; the
 * caller's to figures_release(). */
int past_indicator(struct past *p, const char *source, const char *code,
		   struct figures *out, struct err *e) MUST_USE;
/* Accepted answers that this program cannot read. */
size_t past_refused(const struct past *p);

#endif
