/*
 * Means of a feedback survey, as they are quoted. Pure.
 */
#ifndef LIB_FEEDBACK_H
#define LIB_FEEDBACK_H

#include "lib/base.h"

enum {
	FEEDBACK_MAX = 1000 /* answers that are tried */
};

/* How many whole-number answers it takes at least to have that mean, rounded to
 * the digits in which it is quoted ("3.22": 9); 0: it is no such number, or
 * more than FEEDBACK_MAX. */
int feedback_fewest(const char *mean);
/* Whether n whole-number answers can have that mean. */
bool feedback_possible(const char *mean, int n);

#endif
