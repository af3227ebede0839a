/*
 * Is there one step in a single series? The best split of the mean against no
 * step and against a straight line. Pure function on arrays. A series of yearly
 * figures is short: only a step that is far better than both counts.
 */
#ifndef ANALYSIS_BREAK_TEST_H
#define ANALYSIS_BREAK_TEST_H

#include "lib/base.h"

enum {
	BREAK_POINTS_MIN = 12, /* fewer are not judged */
	BREAK_SIDE_MIN = 3,    /* points on each side of the step */
};

struct break_test {
	bool found;
	size_t at;  /* points before the best split; 0: n < 6, no split */
	double rss; /* about the two means; NAN: no split */
	double before, after;               /* the means; NAN: no split */
	double bic_none, bic_one, bic_line; /* NAN: not defined; -INFINITY: an
					       exact fit */
};

/*
 * BIC = n (ln(RSS/n) + 1 + ln 2 pi) + k ln n with k = 2 (one mean), 4 (two
 * means and where they part), 3 (line); the split leaves at least
 * BREAK_SIDE_MIN points on each side, the first where several are best. Found:
 * n >= BREAK_POINTS_MIN and the BIC of the split lower than both others by at
 * least 6. R: strucchange::breakpoints(x ~ 1, h = 3, breaks = 1), BIC(lm(x ~
 * t)) (Bai & Perron 2003; Zeileis et al. 2003).
 *
 * t ascending and distinct, x finite.
 */
void break_test_of(const int *t, const double *x, size_t n,
		   struct break_test *out);

struct pettitt {
	double k;  /* max |U|; NAN for n < 2 */
	double p;  /* the usual approximation */
	size_t at; /* points before its first maximum; 0: none */
};

/*
 * Pettitt (1979): U_k = 2 sum of the first k ranks - k (n+1), K = max |U_k|,
 * p = min(1, 2 exp(-6 K^2 / (n^3 + n^2))); mid-ranks for ties. It informs only:
 * it takes a trend for a step. R: trend::pettitt.test.
 */
void pettitt_of(const double *x, size_t n, struct pettitt *out);

#endif
