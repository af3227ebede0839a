/*
 * The adjustment for persistence; see persistence.h.
 */
#include "analysis/persistence.h"

#include <float.h>
#include <math.h>

#include "analysis/dist.h"
#include "analysis/undefined.h"

enum {
	SMALL = 64,
	POINTS_MIN = 7,
	PAIRS_MIN = 5
};

/* Residuals about the line, less their mean. Returns the largest |e|. Times
 * count from the first, so that years around 2000 cost no digits. */
static double residuals(const int *t, const double *x, size_t n, double slope,
			double *e)
{
	double sum = 0.0, max = 0.0;

	for (size_t i = 0; i < n; i++) {
		e[i] = x[i] - x[0] - slope * (double)(t[i] - t[0]);
		sum += e[i];
	}
	for (size_t i = 0; i < n; i++) {
		e[i] -= sum / (double)n;
		max = fmax(max, fabs(e[i]));
	}
	return max;
}

/* The size below which residuals are only the rounding of decimals. */
static double noise(const int *t, const double *x, size_t n)
{
	double max = 0.0;

	for (size_t i = 0; i < n; i++)
		max = fmax(max, fabs(x[i]));
	return 4.0 * DBL_EPSILON * max * (double)(t[n - 1] - t[0] + 1);
}

static double variance_factor(double rho, size_t n)
{
	double sum = 0.0, power = 1.0;

	for (size_t k = 1; k < n; k++) {
		power *= rho;
		sum += (1.0 - (double)k / (double)n) * power;
	}
	return 1.0 + 2.0 * sum;
}

void persistence_of(const int *t, const double *x, size_t n, double slope,
		    int step, struct persistence *out)
{
	double small[SMALL], *e;
	double near = 0.0, square = 0.0, scale, rho;
	size_t m = 0;

	*out = (struct persistence){.r1 = UNDEFINED, .f = 1.0};
	/* one point lies on any line */
	if (n < 2)
		return;
	e = n <= SMALL ? small : xmalloc(n * sizeof(*e));
	scale = residuals(t, x, n, slope, e);
	if (scale <= noise(t, x, n))
		scale = 0.0;
	for (size_t i = 0; i < n; i++) {
		/* so that no square leaves the range of a double */
		e[i] = scale > 0.0 ? e[i] / scale : 0.0;
		square += e[i] * e[i];
		if (i > 0 && t[i] - t[i - 1] == step) {
			near += e[i - 1] * e[i];
			m++;
		}
	}
	out->assessed = n >= POINTS_MIN && m >= PAIRS_MIN;
	/* NAN, 0 / 0, where nothing is left over and where none are neighbours
	 */
	out->r1 = near / square * (double)(n - 1) / (double)m;
	if (out->assessed && !isnan(out->r1)) {
		rho = ((double)n * out->r1 + 2.0) / ((double)n - 4.0);
		out->f = variance_factor(fmin(0.95, fmax(0.0, rho)), n);
	}
	if (e != small)
		free(e);
}

double persistence_p(double p, double z, double f)
{
	return fmax(p, dist_normal_two_sided(z / sqrt(f)));
}
