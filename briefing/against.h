/*
 * How figures of an area stand against the whole country, as the analysis
 * judged them. Words are METHODS' own: better or worse only by an interval.
 */
#ifndef BRIEFING_AGAINST_H
#define BRIEFING_AGAINST_H

#include "briefing/catalog.h"

enum against {
	AGAINST_NONE,  /* not compared, or placed without an interval */
	AGAINST_WORSE, /* by the 95 % interval */
	AGAINST_BETTER,
	AGAINST_SIMILAR,
	AGAINST_HIGHER, /* no side is agreed good */
	AGAINST_LOWER,
	AGAINST_N,
};

extern const struct sql_set briefing_against_sql;

/* As v_position has the words: standing where a side is agreed good, else the
 * class. */
enum against against_parse(const char *standing, const char *level_class);
/* "−" and "+" of worse and better, "=", ">", "<"; "" where not compared. As in
 * the chart of the same; as HTML. */
const char *against_sign(enum against l);
enum text against_words(enum against l);
/* "worse", "better" ...; "none". For style sheets. */
const char *against_name(enum against l);

/* One per indicator of the catalog, of the newest figure of the area; set: of
 * briefing_against_sql. The caller's to free(). */
int against_read(enum against **out, struct stmts *set, const struct catalog *c,
		 const char *kind, const char *code, struct err *e) MUST_USE;

#endif
