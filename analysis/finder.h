/*
 * The thread that finds: while the database's thread reads sheets and writes
 * what was found in others, it does the studies of those in between. Jobs go
 * round in a ring, so that neither thread waits where one indicator is much
 * larger than the next.
 */
#ifndef ANALYSIS_FINDER_H
#define ANALYSIS_FINDER_H

#include "analysis/study.h"

/* One indicator on its way. */
struct job {
	struct sheet sheet;
	void **found; /* by study; NULL: nothing */
};

struct finder;

struct finder *finder_new(void);
void finder_free(struct finder *f); /* waits */
/* A job whose sheet is to be read and then given to the thread; NULL: all are
 * on their way, the oldest has to come back first. */
struct job *finder_room(struct finder *f);
/* What finder_room() returned last: not to be touched until it is back. */
void finder_give(struct finder *f);
/* The oldest that was given, done: waits for it. NULL: none is on its way. It
 * is the caller's until finder_forget(). */
struct job *finder_oldest(struct finder *f);
/* What was found in the oldest goes, and its room is there for another. */
void finder_forget(struct finder *f);

#endif
