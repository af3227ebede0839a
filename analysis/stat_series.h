/*
 * A yearly series as the methods of `stat` read it: the columns series_id, year
 * and value; rows in any order, a row with an empty value is no point.
 */
#ifndef ANALYSIS_STAT_SERIES_H
#define ANALYSIS_STAT_SERIES_H

#include "analysis/stat.h"

enum {
	SERIES_COL_ID,
	SERIES_COL_YEAR,
	SERIES_COL_VALUE,
	SERIES_COLUMNS
};

extern const struct stat_column stat_series_in[SERIES_COLUMNS];

struct stat_series {    /* initialise with {0} */
	const char *id; /* borrowed from the table */
	int *years;     /* ascending, distinct */
	double *values;
	size_t n, cap;
};

/* Group g of the table, whose columns are the three. ERR_USAGE: a year is there
 * twice, or more points than TREND_POINTS_MAX. May be used again and again. */
int stat_series_read(struct stat_series *s, const struct stat_table *t,
		     size_t g, struct err *e) MUST_USE;
void stat_series_release(struct stat_series *s);

#endif
