/*
 * Where an axis begins and ends and where its ticks stand. Pure functions.
 */
#ifndef PLOTS_AXIS_H
#define PLOTS_AXIS_H

#include "lib/base.h"

struct axis {
	double low, high; /* whole steps */
	double step;
	int decimals; /* that the ticks' labels need */
	size_t ticks; /* how many, both ends included */
};

/* What is known of the figures on an axis. */
struct axis_in {
	double low, high; /* smallest and largest figure; low <= high */
	double unit;      /* the smallest step that is printed, above 0 */
	bool zero;        /* zero is the natural beginning of this measure */
	bool percent;     /* not above 100 unless a figure is */
};

/*
 * Whole steps of 1, 2 or 5 times a power of ten. Zero is included where it is
 * natural and leaves the figures at least three tenths of the height, or where
 * all figures are equal. Otherwise the axis spans at least an eighth of the
 * level, so that small wobbles do not look like cliffs. An axis of figures that
 * are not negative never goes below zero.
 */
struct axis axis_values(const struct axis_in *in);
double axis_tick(const struct axis *a, size_t i);

/* Every how many years a label stands, so that labels keep `room` pixels each
 * on an axis of `width` pixels. */
int axis_year_step(int first, int last, double width, double room);

#endif
