/*
 * The pass over the figures, one indicator at a time. Shared by run.c (what
 * has to be done) and pass.c (doing it).
 */
#ifndef ANALYSIS_RUN_H
#define ANALYSIS_RUN_H

#include "analysis/analysis.h"

/* Writes the table `trend` anew from `observation`, `absence` and `followed`,
 * inside the caller's transaction. out->unchanged is not set. */
int pass_run(struct db *db, int run_year, struct log *log,
	     struct analysis_summary *out, struct err *e) MUST_USE;

#endif
