/*
 * A series against its reference, year by year: what both share, a national
 * event or a new definition, is gone from it. Also the gap of the sexes. Pure
 * functions on arrays.
 */
#ifndef ANALYSIS_GAP_SERIES_H
#define ANALYSIS_GAP_SERIES_H

#include "lib/base.h"

enum gap_scale {
	GAP_RATIO,     /* x / reference: 1 is no gap */
	GAP_DIFFERENCE /* x - reference: 0 is no gap */
};

enum gap_course {
	GAP_STAYS, /* no way can be told */
	GAP_NARROWS,
	GAP_WIDENS,
	GAP_TURNS /* from one side of the reference to the other */
};

/* v to 10 significant digits, so that the noise of a division or subtraction
 * breaks no ties. */
double gap_round(double v);

/*
 * The gap in the years that both series have; returns how many. Years ascending
 * and distinct, values finite. GAP_RATIO is refused where a reference of those
 * years is not above 0: returns 0 and leaves out as it is. out_years and out:
 * as many places as the shorter series has points. Values by gap_round().
 */
size_t gap_series(const int *years, const double *x, size_t n,
		  const int *reference_years, const double *reference,
		  size_t reference_n, enum gap_scale scale, int *out_years,
		  double *out);

/*
 * Which way a gap goes that lies at `first` when a fitted line begins and at
 * `last` when it ends: towards no gap, away from it, or through it.
 */
enum gap_course gap_course(enum gap_scale scale, double first, double last);

#endif
