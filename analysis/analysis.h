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

/* Computes anew, inside the caller's open transaction on db, the findings of
 * the indicators whose figures or settings are not those of the last time; all
 * of them in a new year of app->now. */
int analysis_run(struct app *app, struct db *db, struct analysis_summary *out,
		 struct err *e) MUST_USE;

#endif
