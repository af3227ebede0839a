/*
 * What the printed briefing of a county shows beside what that of a round does:
 * the matrix of level and trend, and how unlike its municipalities are.
 */
#ifndef BRIEFING_OVERVIEW_H
#define BRIEFING_OVERVIEW_H

#include "briefing/gathering.h"

enum {
	OVERVIEW_CELLS = 9
};
enum { /* a municipality and an indicator in a cell of the matrix */
	MATRIX_CELL,
	MATRIX_SOURCE,
	MATRIX_CODE,
	MATRIX_AREA,
	MATRIX_PERSONS, /* "": not known */
	MATRIX_APART,   /* why it is to be told apart; "": it is not */
};
enum { /* why there is no cell, and of how many figures */
	NOTE_WORD,
	NOTE_COUNT,
};

/* The municipalities beside each other in one indicator. */
struct spread {
	size_t ind;
	int year;
	size_t n; /* with a figure of that year */
	const struct place *low_place, *high_place; /* the first of those */
	double low, high;
	double p10, p90;    /* of all the country's; NO_FIGURE: not known */
	double county_part; /* of the variance between all the country's
			       municipalities: that between counties */
};

struct overview {
	struct gathering *g; /* of all its municipalities; owned */
	struct round round;  /* what g takes for a round */
	struct rows matrix, notes;
	struct spread *spreads; /* the widest first */
	size_t spread_n;
};

extern const struct sql_set briefing_overview_sql;

/* in: without a round. set: of briefing_overview_sql. The result is the
 * caller's to overview_free() and borrows the rest. */
int overview_read(struct overview **out, const struct gathering_in *in,
		  struct stmts *set, struct err *e) MUST_USE;
void overview_free(struct overview *o);
/* How wide a spread is: in parts of the country's middle four fifths;
 * NO_FIGURE where that is not known. */
double spread_width(const struct spread *s);

#endif
