/*
 * What must be said of a negotiation, as names of facts and texts: asked of the
 * tables as they are kept, in other words than accord.c asks when a page is
 * made.
 */
#ifndef BRIEFING_STATED_H
#define BRIEFING_STATED_H

#include "briefing/seen.h"
#include "lib/db.h"
#include "lib/text.h"

enum stated_kind {
	STATED_PRIORITY,
	STATED_MEASURE,
	STATED_N
};

struct stated_fact {
	char *name, *text; /* "PH1 votes", "10"; blanks evened out */
};

struct stated;

extern const struct sql_set briefing_stated_sql;

/* id: of the negotiation. The result is the caller's to stated_free(). */
int stated_read(struct stated **out, struct db *db, const char *id, int64_t now,
		enum lang lang, struct err *e) MUST_USE;
void stated_free(struct stated *t);
/* All of them, borrowed. */
const struct stated_fact *stated_facts(const struct stated *t, size_t *n);
/* The text of a fact; of a name that ends with "-begin" (a text that is cut)
 * the whole one's. NULL: there is none. */
const char *stated_find(const struct stated *t, const char *name);
/* How many there are of a kind, and of how many a page shows the text. */
size_t stated_count(const struct stated *t, enum stated_kind kind);
size_t stated_shown(const struct stated *t, const struct seen *s,
		    enum stated_kind kind);

#endif
