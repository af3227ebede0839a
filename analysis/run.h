/*
 * The pass over the figures, one indicator at a time. Shared by run.c (what
 * has to be done) and pass.c (doing it).
 */
#ifndef ANALYSIS_RUN_H
#define ANALYSIS_RUN_H

#include "analysis/analysis.h"
#include "analysis/due.h"

/* Does the studies (study.h) of the indicators that are due anew, inside the
 * caller's transaction, and notes what they were found from in `analysed`. */
int pass_run(struct db *db, const struct analysis_rules *rules,
	     const struct due_list *due, struct log *log,
	     struct err *e) MUST_USE;

#endif
