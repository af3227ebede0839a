/*
 * A study: one question asked of every indicator, and the table that holds the
 * answers. One `const struct study` per study_NAME.c, listed in pass.c in the
 * order in which they are put.
 *
 * Finding is pure and runs on a thread of its own, one indicator at a time;
 * putting runs on the database's thread while the next one is found. So find()
 * sees nothing but the sheet, and what lasts from one indicator to the next
 * (families, pools over several indicators) belongs to put() and end().
 */
#ifndef ANALYSIS_STUDY_H
#define ANALYSIS_STUDY_H

#include "analysis/sheet.h"
#include "lib/log.h"

/* What put() and end() work with. */
struct study_run {
	struct stmts *q;               /* the study's own statements */
	void *kept;                    /* what begin() made; NULL without */
	const struct country *country; /* borrowed */
	int run_year;
};

struct study {
	const char *name;
	/* Statement 0 deletes what the study wrote of indicator ?1. */
	const struct sql_set *sql;
	bool everything;      /* of indicators that are not followed too */
	bool apart;           /* nothing found of others plays a part: what is
				 due for the sake of others (sheet.own is not
				 set) stands as it is */
	bool keeps;           /* of such an indicator statement 0 is not run:
				 put() and end() replace what is not the same */
	void *(*begin)(void); /* NULL: nothing is kept */
	/* Pure; NULL: nothing found. NULL itself: the study has end() alone. */
	void *(*find)(const struct sheet *s, struct mk_cache *cache);
	/* Writes what find() found (not NULL). */
	int (*put)(struct study_run *run, const struct sheet *s,
		   const void *found, struct err *e);
	void (*release)(void *found);
	/* After the last indicator; NULL: nothing to do. followed: at least one
	 * followed indicator (then all of them) was done anew. */
	int (*end)(struct study_run *run, bool followed, struct err *e);
	void (*free)(void *kept);
};

extern const struct study study_breaks, study_trend, study_forecast,
	study_peers;
extern const struct study study_links, study_inequality;

/* All studies; NULL at the end. */
extern const struct study *const studies[];

extern const struct study study_level;

#endif
