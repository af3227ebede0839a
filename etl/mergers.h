/*
 * Municipalities through time: which became part of which, and when. Read from
 * config/mergers.csv (facts of Statistics Finland's classification), kept in
 * the store as the table `merger`.
 */
#ifndef ETL_MERGERS_H
#define ETL_MERGERS_H

#include "lib/app.h"

enum merger_kind {
	MERGED,   /* old went whole into new, which was there */
	NEW_CODE, /* old went whole into new, whose code began that day */
	SPLIT,    /* old was parted: one row a part */
	MOVED,    /* an area passed from old to new, both stayed */
	RENAMED,  /* old and new code are the same */
	MERGER_KINDS
};

struct merger {
	enum merger_kind kind;
	char date[11]; /* first day on which it holds: "2016-01-01" */
	char old_code[4], new_code[4];
	char *old_name[2], *new_name[2]; /* fi, sv; owned */
};

struct mergers {
	struct merger *list; /* in the order of date */
	size_t n;
};

/* Reads and checks config/mergers.csv; none where there is no such file. A
 * wrong cell is ERR_CONFIG with file, row and column. */
int mergers_read(struct app *app, struct mergers *out, struct err *e) MUST_USE;
/* What the store keeps of them. */
int mergers_recall(struct db *db, struct mergers *out, struct err *e) MUST_USE;
/* Into the store's table, which is empty. */
int mergers_store(const struct mergers *m, struct db *db,
		  struct err *e) MUST_USE;
void mergers_release(struct mergers *m);

/* The code under which that municipality's area lies today; itself where
 * nothing happened to it; NULL where it was split. Borrowed. */
const char *mergers_today(const struct mergers *m, const char *code);
/* Whether the code was in use on that day, as far as the mergers say: a code
 * they do not name always was. */
bool mergers_valid(const struct mergers *m, const char *code, const char *date);

#endif
