/*
 * Asking the sources, politely: one request at a time, figures only when the
 * source's own date or range says that they changed.
 */
#ifndef ETL_FETCH_H
#define ETL_FETCH_H

#include "etl/archive.h"
#include "etl/etl.h"

/* One source's turn. -1 where the archive failed: nothing more can be done. */
int fetch_source(struct app *app, struct archive *a, const struct source *s,
		 const struct fetch_options *o, struct fetch_summary *out,
		 struct err *e) MUST_USE;

#endif
