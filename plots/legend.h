/*
 * A legend: signs and what they mean, one after the other in rows below what
 * stands in the picture already. Pure.
 */
#ifndef PLOTS_LEGEND_H
#define PLOTS_LEGEND_H

#include "plots/canvas.h"

enum {
	LEGEND_SIZE = 11,
	LEGEND_HIGH = 18 /* of a row */
};

struct legend {
	struct picture *p; /* borrowed, as the canvas */
	struct canvas *c;
	double x; /* where the next sign begins */
};

void legend_begin(struct legend *l, struct picture *p, struct canvas *c);
/* Moves the picture's cursor below the last row; without signs not at all. */
void legend_end(struct legend *l);

void legend_mark(struct legend *l, enum mark m, const char *text);
void legend_bar(struct legend *l, enum paint p, const char *text);
void legend_line(struct legend *l, enum stroke s, const char *text);
/* Writes the text behind room for a sign that is so wide, on the next row where
 * it does not fit. The sign begins at the returned x; *y: the centre. */
double legend_slot(struct legend *l, double sign, const char *text, double *y);

#endif
