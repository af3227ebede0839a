/*
 * Is the gap to the country narrowing, or that of the sexes? The trend of one
 * series against another. Pure functions on a sheet.
 */
#ifndef ANALYSIS_GAP_TREND_H
#define ANALYSIS_GAP_TREND_H

#include "analysis/gap_series.h"
#include "analysis/sheet.h"

/*
 * As trend_assess(), of the gap of `one` to `reference` (gap_series.h): the
 * difference of proportions and indices, and where the country has a figure
 * that is not above 0; else the ratio. What both share is gone from it, so
 * known breaks and shocks do not count, and prices do not either.
 *
 * Material: of a difference, 0.5 percentage points in proportions, else 5 % of
 * the country's median level and one printed unit; of a ratio, 5 % of its
 * median, and as much as one printed unit is of the country's median level.
 *
 * *course: NOTE_NARROWS, NOTE_WIDENS or NOTE_TURNS by the fitted line, to be
 * remarked where the trend is clear; 0: it goes no way.
 *
 * false, both untouched: the two have no year in common.
 */
bool gap_trend_assess(const struct sheet *s, const struct sheet_series *one,
		      const struct sheet_series *reference,
		      struct mk_cache *cache, struct trend *out,
		      unsigned *course);
/* The same of men's figures less women's, of one area. */
bool sexes_trend_assess(const struct sheet *s, const struct sheet_series *men,
			const struct sheet_series *women,
			struct mk_cache *cache, struct trend *out,
			unsigned *course);

#endif
