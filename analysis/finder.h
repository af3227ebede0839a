/*
 * The thread that finds: while the database's thread reads one sheet and writes
 * what was found in another, it does the studies of a third.
 */
#ifndef ANALYSIS_FINDER_H
#define ANALYSIS_FINDER_H

#include "analysis/study.h"

/* One indicator on its way. Initialise with {0}. */
struct job {
	struct sheet sheet;
	void **found; /* by study; NULL: nothing */
};

struct finder;

struct finder *finder_new(void);
void finder_free(struct finder *f); /* waits */
/* Hands the job over; it and its sheet may not be touched until finder_wait().
 * One at a time. */
void finder_start(struct finder *f, struct job *job);
void finder_wait(struct finder *f);
void job_forget(struct job *job); /* what was found */
void job_release(struct job *job);

#endif
