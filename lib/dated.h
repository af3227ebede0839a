/*
 * Things that carry their day as a name and are kept for a while.
 */
#ifndef LIB_DATED_H
#define LIB_DATED_H

#include "lib/err.h"

/*
 * Removes from dir what is of a day more than so many days before now: the
 * files named 2026-03-02SUFFIX or, where suffix is NULL, the folders named
 * 2026-03-02 with what is in them. Everything else stays: other names, other
 * kinds of entries, links, days that are none. Nothing is removed through a
 * link, also not where dir is one; a dir that is not there is no error.
 * *removed counts, also where an error ends the walk.
 */
int dated_remove(const char *dir, const char *suffix, int64_t now, int64_t days,
		 size_t *removed, struct err *e) MUST_USE;

#endif
