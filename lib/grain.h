/*
 * How finely a figure and a change of it are written. Pure.
 */
#ifndef LIB_GRAIN_H
#define LIB_GRAIN_H

/* From 0 to 9, whatever a source says of its decimals. */
int decimals_shown(int decimals);

/* At most three digits that count, and never more decimals than the source. */
struct grain {
	int decimals;
	double step; /* figures are rounded to its multiples */
};

struct grain grain_of(int decimals, double size);
/* The size of v, rounded. */
double grain_round(double v, struct grain g);

#endif
