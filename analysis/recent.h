/*
 * Has it changed lately? The five newest figures, weighed by how sure they
 * are. Pure functions on arrays. The rule is that of the recent trends of the
 * English Fingertips profiles (OHID; its TrendMarkerCalculator); the guard
 * against figures that vary more than their intervals tell is ours.
 */
#ifndef ANALYSIS_RECENT_H
#define ANALYSIS_RECENT_H

#include "lib/base.h"

enum {
	RECENT_POINTS = 5,
	RECENT_SPAN_MAX = 7, /* years from the first of them to the last */
	RECENT_BANDS = 5,    /* of areas by the sureness of their figures */
	RECENT_BAND_MIN = 30 /* areas in a band */
};

/* 99.8 % of chi-squared with one degree of freedom. */
#define RECENT_CHI2 9.54953570608324

enum recent_marker {
	RECENT_CANNOT, /* cannot be calculated */
	RECENT_NO_CHANGE,
	RECENT_INCREASING,
	RECENT_DECREASING,
};

/* "cannot_be_calculated", "no_change", "increasing", "decreasing". */
const char *recent_marker_name(enum recent_marker m);

struct recent {
	double slope;    /* a point (not a year), in units of x; log odds for a
			    proportion */
	double slope_se; /* by the limits alone */
	double chi2;     /* of the slope, one degree of freedom */
	double p;        /* of chi2 */
	double q;        /* sum of weighted squared residuals, three degrees of
			    freedom; NAN for the variant for proportions */
	double se;       /* the middle one of the five standard errors; NAN for
			    the variant for proportions */
	bool same_sign;  /* the slope and the five slopes without one point each
			    have one sign; zero counts as positive */
};

/*
 * The weighted straight line through RECENT_POINTS figures in the order of
 * their years, at 1, 2, ... 5, each with its 95 % limits: se = (high - low) /
 * 3.92, weight 1 / se^2. false, *out untouched: a figure or limit is missing
 * (NAN), or a limit pair has no width.
 * R: metafor::rma(x, se^2, mods = ~ t, method = "FE").
 */
bool recent_fit(const double *x, const double *low, const double *high,
		struct recent *out);
/*
 * The variant for proportions a of d: Armitage's test for trend, R:
 * prop.trend.test; signs from straight lines through the log odds. false: a
 * count is missing, not positive, or not below its denominator.
 */
bool recent_fit_proportion(const double *a, const double *d,
			   struct recent *out);

/* Fingertips' marker. */
enum recent_marker recent_peer_marker(const struct recent *r);
/* The same with chi2 / phi, phi from recent_bands(). NAN: for an area that is
 * in no band (a county, the country): its own phi = max(1, q / 3) and the
 * 99.8 % limit of t with three degrees of freedom, squared, which hardly
 * anything exceeds. */
enum recent_marker recent_marker(const struct recent *r, double phi);

/* The p that goes with recent_marker(), two-sided. Beside it the signs decide.
 */
double recent_p(const struct recent *r, double phi);
/* The 95 % interval of the slope with that phi. */
void recent_interval(const struct recent *r, double phi, double *low,
		     double *high);

/*
 * How much more do the municipalities of an indicator vary than their limits
 * tell? Areas are parted by se into at most RECENT_BANDS bands of equal size
 * and at least RECENT_BAND_MIN areas, equal se together; phi of a band is the
 * mean of q / 3, winsorised at its 10 % and 90 % quantiles (type 7), at least
 * 1. Fewer than RECENT_BAND_MIN areas: NAN for all. The order of the areas
 * does not matter.
 */
void recent_bands(const double *se, const double *q, size_t n, double *phi);

/* The first of the RECENT_POINTS newest of n ascending years, *from; false: too
 * few, or they span more than RECENT_SPAN_MAX years. */
bool recent_window(const int *years, size_t n, size_t *from);

#endif
