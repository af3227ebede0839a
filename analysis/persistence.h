/*
 * Persistence: years that resemble the year before make a trend look surer
 * than it is. The variance of S is widened as for an AR(1) process whose lag-1
 * coefficient is estimated from the residuals about the Theil-Sen line,
 * corrected for bias and never negative. Pure functions on arrays.
 */
#ifndef ANALYSIS_PERSISTENCE_H
#define ANALYSIS_PERSISTENCE_H

#include "lib/base.h"

struct persistence {
	double r1;     /* lag-1 autocorrelation of the residuals; NAN: none */
	double f;      /* variance factor, 1 where not assessable */
	bool assessed; /* n >= 7 and at least 5 pairs one step apart */
};

/*
 * t ascending and distinct, slope that of sen_slope(). Two points are
 * neighbours when they are `step` years apart (1; the span of a thinned moving
 * average). With e the residuals less their mean and m pairs of neighbours,
 * r1 = sum e_i e_j / sum e^2 * (n-1)/m; rho = (n r1 + 2)/(n - 4) in [0, 0.95]
 * (Hamed 2009, eq. 24); f = 1 + 2 sum_k (1 - k/n) rho^k (Matalas & Langbein
 * 1962). A series that lies on its line has r1 NAN and f = 1.
 * Without gaps r1 is R's acf(e, 1, plot = FALSE)$acf[2].
 */
void persistence_of(const int *t, const double *x, size_t n, double slope,
		    int step, struct persistence *out);

/* max(p, two-sided normal p of z / sqrt(f)): never less than p. */
double persistence_p(double p, double z, double f);

#endif
