/*
 * Common level changes: did the figures of nearly all municipalities move in
 * the same year, in the same direction? That is a new way of counting or an
 * event of the whole country, and no trend of any one of them. Pure function on
 * arrays.
 */
#ifndef ANALYSIS_LEVEL_CHANGE_H
#define ANALYSIS_LEVEL_CHANGE_H

#include "lib/base.h"

enum {
	LEVEL_AREAS_MIN = 50,  /* fewer municipalities do not make a year */
	LEVEL_SHOCK_YEARS = 2, /* taken back within these: no break */
};

/* The figures of one indicator and sex. */
struct level_grid {
	const double *values; /* areas x years, area by area; NAN: no figure */
	size_t areas, years;
	int first_year;
};

struct level_change {
	int year;      /* the first on the other level */
	int direction; /* 1 up, -1 down, beside the usual movement */
	double z;      /* at least 4 */
	double share;  /* of the areas, that moved one way; at least 0.75 */
	size_t areas;  /* that the year is judged by */
	bool shock;    /* taken back within LEVEL_SHOCK_YEARS, or takes back */
};

/*
 * With D the change from the year before (both years have a figure),
 * s = 1.4826 MAD of an area's D over the years and m the median of D/s over the
 * areas with s > 0, at least LEVEL_AREAS_MIN of them: a year is flagged where
 * z = |m - median m| / max(1.4826 MAD of m, 0.15) >= 4 and the larger of the
 * shares D > 0 and D < 0 among those areas is at least 0.75. The MADs are about
 * the median. A flag in the other direction within LEVEL_SHOCK_YEARS takes the
 * nearest one before it back: both are a temporary shock; what is left is a
 * break. Not for moving averages: their years overlap.
 *
 * Writes the flags by year, returns how many. out: grid->years places.
 * The order of the areas does not matter, and neither does having each of them
 * twice (from LEVEL_AREAS_MIN areas on).
 */
size_t level_changes(const struct level_grid *grid, struct level_change *out);

#endif
