/*
 * Which indicators have to be analysed: those whose inputs are not those of the
 * last time. Followed indicators are tested together, so that all of them are
 * due where one is.
 */
#ifndef ANALYSIS_DUE_H
#define ANALYSIS_DUE_H

#include "lib/db.h"
#include "lib/hash.h"

/* What all studies are given. */
struct analysis_rules {
	int run_year;
	const char *population; /* "[SOURCE:]ID": who counts the inhabitants */
};

struct due {
	int64_t id;
	char key[HASH_HEX]; /* over its inputs; "": a change could not be seen
			     */
	bool followed;
	bool own; /* its own inputs are others */
	bool now; /* has to be analysed: that, or it is followed and those of
		     another that is followed are others */
};

struct due_list {         /* initialise with {0} */
	struct due *list; /* every indicator, by id */
	size_t n, cap;
	size_t now; /* how many have to be analysed */
};

int due_read(struct due_list *out, struct db *db,
	     const struct analysis_rules *rules, struct err *e) MUST_USE;
void due_release(struct due_list *d);

#endif
