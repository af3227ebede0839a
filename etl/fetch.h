/*
 * Asking the sources, politely: one request at a time, figures only when the
 * source's own date or range says that they changed.
 */
#ifndef ETL_FETCH_H
#define ETL_FETCH_H

#include "etl/turn.h"

/* One source's turn. -1 where the archive failed: nothing more can be done. */
int fetch_source(struct app *app, struct archive *a, const struct source *s,
		 const struct fetch_options *o, struct fetch_summary *out,
		 struct err *e) MUST_USE;

/* The way of sources that list their areas and indicators and describe each:
 * the lists, then each indicator that is due (plan.h). */
int fetch_listed(struct turn *t, struct err *e) MUST_USE;

#endif
