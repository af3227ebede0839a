/*
 * The room that finds: reads tilannekuva.db, writes its findings back.
 */
#ifndef ANALYSIS_ANALYSIS_H
#define ANALYSIS_ANALYSIS_H

#include "lib/app.h"

extern const struct schema analysis_schema;
extern const struct cmd cmd_analyse, cmd_stat;

struct analysis_summary {
	size_t series;  /* trends in the store */
	size_t clear;   /* of them with a clear direction */
	bool unchanged; /* nothing had to be computed */
};

/* Computes every finding anew inside the caller's open transaction on db, or
 * nothing at all where figures, settings and the year of app->now are those of
 * the last time. */
int analysis_run(struct app *app, struct db *db, struct analysis_summary *out,
		 struct err *e) MUST_USE;

#endif
