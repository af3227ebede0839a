/*
 * Findings in words for a paper of lines: a figure with its unit, how it has
 * changed. By METHODS' rules of wording: a missing proof of change is no proof
 * of its absence. Pure. Texts that are returned are the caller's to free().
 */
#ifndef ETL_FIGURE_WORDS_H
#define ETL_FIGURE_WORDS_H

#include "etl/paper.h"

/* How an indicator's figures are written; texts are borrowed. */
struct figure_form {
	const char *unit;  /* the source's code: PROS, PER1000 ... */
	const char *class; /* proportion, rate, money ... */
	int decimals;
};

/* A trend as v_trend has it; texts are borrowed, "" where it is NULL. */
struct figure_trend {
	const char *verdict, *direction, *note;
	double q;                /* NAN: not in a family */
	double slope, low, high; /* a year; NAN: none */
	int first_year, last_year, n;
};

/* "12,3 %", "1 234 €". */
char *figure_words(const struct paper *p, const struct figure_form *f,
		   double v);
/* "tilanne on heikentynyt vuosina 2014–2023: luku on noussut keskimäärin ...".
 * A change that is called clear without q <= 0.05 is called signs of one. */
char *trend_words(const struct paper *p, const struct figure_form *f,
		  const struct figure_trend *t);
/* The same in two or three words for a table: "heikentynyt hieman". */
char *trend_word(const struct paper *p, const struct figure_trend *t);

#endif
