/*
 * The recent trends of an indicator: of every series the five newest figures
 * with their limits (denominator.h), Fingertips' marker and ours, which takes
 * into account how much the municipalities of the indicator vary (recent.h).
 * Pure functions on a sheet.
 */
#ifndef ANALYSIS_RECENT_SHEET_H
#define ANALYSIS_RECENT_SHEET_H

#include "analysis/denominator.h"
#include "analysis/recent.h"

struct recent_series {
	const struct sheet_series *series; /* of the sheet */
	int first_year, last_year;         /* of the five; 0: fewer */
	struct recent fit;                 /* where reason is "" */
	double phi; /* of its band; NAN: an area that is in no band */
	enum recent_marker marker, peer_marker;
	double p, low, high; /* recent_p(), recent_interval() */
	/* Why it cannot be calculated, in a word: "too_few_points",
	 * "out_of_date", "years_far_apart", "break_in_series", "no_spread", or
	 * one of limits_why_name(); "" where it can. */
	const char *reason;
};

struct recents {
	struct recent_series *list; /* in the order of the sheet's series */
	size_t n;
};

/* s: completed, d: of s. The caller's to recents_release(). */
void recents_find(const struct sheet *s, const struct denominators *d,
		  struct recents *out);
void recents_release(struct recents *r);

#endif
