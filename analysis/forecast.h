/*
 * Where a yearly series goes if it goes on as it did: plain combinations of
 * simple methods, which on short series do better than any of them alone
 * (Makridakis and Hibon 2000). Pure functions on arrays; units: those of the
 * values. A constant series is forecast as the constant.
 */
#ifndef ANALYSIS_FORECAST_H
#define ANALYSIS_FORECAST_H

#include "analysis/smoothing.h"

enum {
	FORECAST_POINTS_MIN = 6,  /* fewer are not forecast */
	FORECAST_LONG = 12,       /* points from which a trend is damped too */
	FORECAST_GAP_MAX = 2,     /* missing years that are filled */
	FORECAST_HORIZON_MAX = 5, /* years; the rule's, not a limit */
};

enum forecast_method {
	FORECAST_LAST,    /* the last value */
	FORECAST_MEAN3,   /* mean of SES, Theta and drift */
	FORECAST_MEDIAN4, /* median of SES, damped trend, Theta and drift */
	FORECAST_MEAN2,   /* mean of last value and drift: there is a long gap,
			     which no smoother can cross */
	FORECAST_METHODS
};

const char *forecast_method_name(enum forecast_method m);

/* Years that n points reach ahead: min(5, n / 3). */
int forecast_horizon(size_t n);

/* What is known of a series when it has been read once. */
struct forecast {
	size_t n;
	double last;
	double drift;   /* a year: (x_n - x_1) / (t_n - t_1) */
	bool filled;    /* gaps were filled for the smoothers */
	bool smooth;    /* what follows is there: no gap is too long */
	struct ses ses; /* R: forecast::ses */
	double slope;   /* least squares, a year */
	double lift;    /* Theta: what the line adds at h = 1, in slopes / 2 */
	bool long_enough;     /* n >= FORECAST_LONG: damped is there */
	struct damped damped; /* R: forecast::ets(model = "AAN") */
};

enum {
	FORECAST_PARTS_MAX = SMOOTHING_PARTS_MAX
};

/*
 * The first n[i] points into out[i], for each of `parts` lengths n, ascending,
 * each >= 2: the beginnings of one series, most cheaply read together. Years
 * ascending and distinct, values finite. Up to FORECAST_GAP_MAX missing years
 * between two points are filled along the straight line between them for SES,
 * Theta and damped trend; drift and last value see the points alone. SES: alpha
 * from 0.02 to 0.99, for beyond that a short series tells nothing.
 */
void forecast_fit_parts(const int *years, const double *values, const size_t *n,
			size_t parts, struct forecast *out);
/* The same of one length. */
void forecast_fit(const int *years, const double *values, size_t n,
		  struct forecast *out);

/* x_n + h * drift; h >= 1 years after the last point, as below. R:
 * forecast::rwf(drift = TRUE). */
double forecast_drift(const struct forecast *f, int h);
/* SES + slope / 2 * (h - 1 + (1 - (1 - alpha)^n) / alpha); NAN across a long
 * gap. Assimakopoulos and Nikolopoulos (2000) in the form of Hyndman and Billah
 * (2003). R: forecast::thetaf. */
double forecast_theta(const struct forecast *f, int h);

/* What is used where `m` is wanted: MEDIAN4 of few points is MEAN3, and both
 * are MEAN2 across a long gap. */
enum forecast_method forecast_possible(const struct forecast *f,
				       enum forecast_method m);

/* The forecast h >= 1 years after the last point, by forecast_possible(f, m).
 */
double forecast_at(const struct forecast *f, enum forecast_method m, int h);

/* The values that an indicator can take. */
struct forecast_bounds {
	double lo, hi;
	bool whole; /* counts */
};

/* Percentages of a whole lie in 0 to 100; nothing else lies below zero, unless
 * one of the values does (a net figure can). */
struct forecast_bounds forecast_bounds(bool proportion, bool count,
				       const double *values, size_t n);
double forecast_bound(const struct forecast_bounds *b, double v);

#endif
