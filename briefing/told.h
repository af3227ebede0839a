/*
 * What must be said of a negotiation, as names of facts and texts: asked of the
 * tables as they are kept, in other words than accord.c asks when a page is
 * made.
 */
#ifndef BRIEFING_TOLD_H
#define BRIEFING_TOLD_H

#include "briefing/seen.h"
#include "lib/db.h"
#include "lib/text.h"

enum told_kind {
	TOLD_PRIORITY,
	TOLD_MEASURE,
	TOLD_N
};

struct told_fact {
	char *name, *text; /* "PH1 votes", "10"; blanks evened out */
};

struct told;

extern const struct sql_set briefing_told_sql;

/* id: of the negotiation. The result is the caller's to told_free(). */
int told_read(struct told **out, struct db *db, const char *id, int64_t now,
	      enum lang lang, struct err *e) MUST_USE;
void told_free(struct told *t);
/* All of them, borrowed. */
const struct told_fact *told_facts(const struct told *t, size_t *n);
/* The text of a fact; of a name that ends with "-begin" (a text that is cut)
 * the whole one's. NULL: there is none. */
const char *told_find(const struct told *t, const char *name);
/* How many there are of a kind, and of how many a page shows the text. */
size_t told_count(const struct told *t, enum told_kind kind);
size_t told_shown(const struct told *t, const struct seen *s,
		  enum told_kind kind);

#endif
