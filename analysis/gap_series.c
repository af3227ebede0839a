/*
 * A series against its reference; see gap_series.h.
 */
#include "analysis/gap_series.h"

#include <math.h>

enum {
	DIGITS = 10,
	ROUND_TEXT = 40
};

double gap_round(double v)
{
	char text[ROUND_TEXT];

	/* decimal digits: only decimal text rounds them as they are meant */
	(void)snprintf(text, sizeof(text), "%.*e", DIGITS - 1, v);
	return strtod(text, NULL);
}

/*
 * Walks through the years of both. At each: sets *i and *j behind it and
 * returns true; false at the end.
 */
static bool next_pair(const int *a, size_t n, size_t *i, const int *b, size_t m,
		      size_t *j)
{
	while (*i < n && *j < m) {
		if (a[*i] < b[*j]) {
			(*i)++;
		} else if (a[*i] > b[*j]) {
			(*j)++;
		} else {
			(*i)++;
			(*j)++;
			return true;
		}
	}
	return false;
}

static bool positive(const int *years, size_t n, const int *reference_years,
		     const double *reference, size_t reference_n)
{
	size_t i = 0, j = 0;

	while (next_pair(years, n, &i, reference_years, reference_n, &j))
		if (reference[j - 1] <= 0.0)
			return false;
	return true;
}

size_t gap_series(const int *years, const double *x, size_t n,
		  const int *reference_years, const double *reference,
		  size_t reference_n, enum gap_scale scale, int *out_years,
		  double *out)
{
	size_t i = 0, j = 0, k = 0;

	if (scale == GAP_RATIO &&
	    !positive(years, n, reference_years, reference, reference_n))
		return 0;
	while (next_pair(years, n, &i, reference_years, reference_n, &j)) {
		double v = x[i - 1], r = reference[j - 1];
		double gap = gap_round(scale == GAP_RATIO ? v / r : v - r);

		if (!isfinite(gap))
			continue;
		out_years[k] = years[i - 1];
		out[k++] = gap;
	}
	return k;
}

enum gap_course gap_course(enum gap_scale scale, double first, double last)
{
	double none = scale == GAP_RATIO ? 1.0 : 0.0;
	double from = first - none, to = last - none;

	if (from == to || isnan(from) || isnan(to))
		return GAP_STAYS;
	if ((from < 0.0 && to > 0.0) || (from > 0.0 && to < 0.0))
		return GAP_TURNS;
	return fabs(to) < fabs(from) ? GAP_NARROWS : GAP_WIDENS;
}
