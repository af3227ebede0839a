/*
 * Statistical functions in SQL, for analysts' own queries (`sql`). Aggregates:
 *
 *	median(x)                 percentile(x, p), p from 0 to 100 (type 7)
 *	stddev(x)                 with n - 1
 *	weighted_mean(x, w)       weighted_sd(x, w), of the weighted whole
 *	gini(x [, w])
 *	theil_sen(year, value)    slope a year
 *	mann_kendall_s(year, value), mann_kendall_p(year, value), exact
 *
 * A row with a NULL is passed over; too few values, or values that the measure
 * does not allow, give NULL; what is no number is an error. The order of rows
 * does not matter: two values for one year are an error. As window functions
 * they are not there.
 *
 * They are for queries only: views must not use them, or nobody could read the
 * database with another program.
 */
#ifndef ANALYSIS_FUNCTIONS_H
#define ANALYSIS_FUNCTIONS_H

#include "lib/db.h"

/* A schema's `functions`: registers them on the connection. */
int functions_register(struct db *db, struct err *e) MUST_USE;

#endif
