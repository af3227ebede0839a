/*
 * Answers read back from the archive and parsed; ahead of who loads them, too,
 * on a thread and a connection of its own: unpacking, parsing and checking cost
 * as much as the store does.
 */
#ifndef ETL_AHEAD_H
#define ETL_AHEAD_H

#include "etl/areas.h"
#include "etl/backlog.h"
#include "etl/quality.h"

/* One answer that was read back. */
struct reading {
	int64_t id;
	struct request asks;
	struct answer answer;
	struct err why; /* set: accepted once, cannot be read any more */
	/* What areas_resolve() would have done is done; where `unresolved` is
	 * set it failed by that. */
	bool resolved;
	struct err unresolved;
	/* What quality_check_state() says of the figures, if it was asked. */
	bool checked;
	struct flaws found;
};

/* -1: the archive failed. Release with reading_release() after 0. */
int reading_make(struct reading *out, struct archive *a, const struct record *r,
		 struct err *e) MUST_USE;
void reading_release(struct reading *r);

struct ahead;

/* Begins to read the answers of a backlog, which is borrowed until
 * ahead_free(), in its order. The areas are as the store has them now: answers
 * that know others are neither resolved nor checked. */
int ahead_new(struct ahead **out, struct app *app, const struct backlog *b,
	      const struct areas *areas, struct db *store,
	      struct err *e) MUST_USE;
/* Answer `id`; those before it, which nobody asked for, are passed over. As
 * reading_make(). */
int ahead_take(struct reading *out, struct ahead *a, int64_t id,
	       struct err *e) MUST_USE;
/* In the middle of it too; NULL is allowed. */
void ahead_free(struct ahead *a);

#endif
