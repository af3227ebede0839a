/*
 * What is to be loaded: the indicators that have answers with new figures, and
 * those answers.
 */
#ifndef ETL_BACKLOG_H
#define ETL_BACKLOG_H

#include "etl/archive.h"
#include "etl/indicators.h"

struct backlog_topic {
	char *source, *topic; /* "figures:CODE"; owned */
	const char *code;     /* in topic */
	int64_t indicator;    /* its id in the store */
	size_t from, n;       /* its answers: backlog.answers[from .. from+n) */
};

struct backlog {
	/* In the order of their numbers in the store: so the figures are
	 * appended to its table. In the order of their names each insert went
	 * down from the tree's root, which cost 1.5 times as much. */
	struct backlog_topic *list;
	size_t n;
	int64_t *answers; /* ids in the archive, as they are to be loaded: by
			     topic, time and id */
	size_t n_answers;
};

/* The indicators with an answer behind number `after` that was fetched until
 * `until` (ISO time, inclusive). Gives a number to those that have none in the
 * store. The caller's to backlog_release(). */
int backlog_read(struct backlog *out, struct archive *a, struct indicators *n,
		 const char *until, int64_t after, struct err *e) MUST_USE;
void backlog_release(struct backlog *b);

#endif
