/*
 * How figures of an area stand against the whole country, as the analysis
 * judged them. Words are METHODS' own: better or worse only by an interval.
 */
#ifndef BRIEFING_BESIDE_H
#define BRIEFING_BESIDE_H

#include "briefing/catalog.h"

enum beside {
	BESIDE_NONE,  /* not compared, or placed without an interval */
	BESIDE_WORSE, /* by the 95 % interval */
	BESIDE_BETTER,
	BESIDE_SIMILAR,
	BESIDE_HIGHER, /* no side is agreed good */
	BESIDE_LOWER,
	BESIDE_N,
};

extern const struct sql_set briefing_beside_sql;

/* As v_position has the words: standing where a side is agreed good, else the
 * class. */
enum beside beside_parse(const char *standing, const char *level_class);
/* "−" and "+" of worse and better, "=", ">", "<"; "" where not compared. As in
 * the chart of the same. */
const char *beside_sign(enum beside l);
enum text beside_words(enum beside l);
/* "worse", "better" ...; "none". For style sheets. */
const char *beside_name(enum beside l);

/* One per indicator of the catalog, of the newest figure of the area; set: of
 * briefing_beside_sql. The caller's to free(). */
int beside_read(enum beside **out, struct stmts *set, const struct catalog *c,
		const char *kind, const char *code, struct err *e) MUST_USE;

#endif
