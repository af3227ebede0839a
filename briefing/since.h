/*
 * What a county's newest negotiation left to follow in one municipality: what
 * is new in the figures of its indicators, and the state of what was agreed.
 */
#ifndef BRIEFING_SINCE_H
#define BRIEFING_SINCE_H

#include "briefing/catalog.h"

enum news_kind {
	NEWS_NONE,     /* the indicator is not the negotiation's */
	NEWS_UNKNOWN,  /* no figure is kept that was known on its day */
	NEWS_NOTHING,  /* the figures are those of that day */
	NEWS_YEAR,     /* a later year has a figure */
	NEWS_REVISED,  /* the source has changed a figure */
	NEWS_VANISHED, /* the source has taken one back */
};

struct news {
	enum news_kind kind;
	int year, old_year; /* of the two figures */
	double value, old;  /* now and then; NO_FIGURE: none */
};

/* The verdicts on what was agreed, in the order in which they are told. */
enum agreed {
	AGREED_IMPROVED,
	AGREED_NO_CHANGE,
	AGREED_WORSENED,
	AGREED_TOO_EARLY,
	AGREED_NO_DATA,
	AGREED_CHANGED,    /* no side is agreed good */
	AGREED_VALUE_ONLY, /* the tie is weak or context: no verdict */
	AGREED_N,
};

/* AGREED_NO_DATA for a word of which nothing is known. */
enum agreed agreed_parse(const char *verdict);

extern const struct sql_set briefing_since_sql;

struct profile;

/* Fills news of each row and p->agreed; without a negotiation nothing. set: of
 * briefing_since_sql. The newest figures were read before. */
int since_read(struct profile *p, struct stmts *set, struct err *e) MUST_USE;
/* What is new, from what was known (old_year 0: nothing) and what is. */
void news_compare(struct news *n, int year, double value);
/* A later change of one figure, in the order of years and then of days: the
 * newest year's stays, with what it was first. */
void news_revise(struct news *n, int year, double old, double value);

#endif
