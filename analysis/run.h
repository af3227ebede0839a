/*
 * The pass over the figures, one indicator at a time. Shared by run.c (what
 * has to be done) and pass.c (doing it).
 */
#ifndef ANALYSIS_RUN_H
#define ANALYSIS_RUN_H

#include "analysis/analysis.h"
#include "analysis/due.h"

/* Writes the trends of the indicators that are due anew from `observation`,
 * `absence` and `followed`, inside the caller's transaction, and what they were
 * found from into `analysed`. */
int pass_run(struct db *db, int run_year, const struct due_list *due,
	     struct log *log, struct err *e) MUST_USE;

#endif
