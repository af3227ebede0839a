/*
 * A round of a negotiation at which municipalities sat: it has a briefing and a
 * comparison sheet.
 */
#ifndef BRIEFING_ROUND_H
#define BRIEFING_ROUND_H

#include "lib/db.h"
#include "lib/text.h"

struct round {
	char *id, *date;
	char *stem; /* of the names of its pages: "PI-2024-PI-R1" */
	bool paper; /* set when its briefing was printed: the PDF is there */
	bool wall;  /* the same of its comparison sheet */
	bool whole; /* nobody is named: it is taken for one of the whole
		       county */
};

struct round_list {
	struct round *list; /* in the order of the negotiation */
	size_t n;
};

extern const struct sql_set briefing_round_sql;

/*
 * The rounds of a negotiation at which a municipality sat, and those of which
 * nobody is named. Left out are those whose id cannot name a file. set: of
 * briefing_round_sql. Adds to *out, which is the caller's to
 * round_list_release().
 */
int round_list_read(struct round_list *out, struct stmts *set,
		    const char *negotiation, struct err *e) MUST_USE;
void round_list_release(struct round_list *r);
/* Drops the rounds whose stem is one of an earlier list's: two pages cannot
 * have one name. */
void round_list_part(struct round_list *r, const struct round_list *earlier);

#endif
