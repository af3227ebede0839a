/*
 * Theil-Sen slope and interval; see theil_sen.h.
 */
#include "analysis/theil_sen.h"

#include <float.h>
#include <math.h>

#include "analysis/order.h"
#include "analysis/undefined.h"

enum {
	SMALL = 64,
	INTERVAL_MIN = 5
};

#define Z_975 1.9599639845400545 /* R: qnorm(0.975) */

size_t sen_pairs(size_t n)
{
	return n < 2 ? 0 : n * (n - 1) / 2;
}

void sen_slopes(const int *t, const double *x, size_t n, double *slopes)
{
	size_t k = 0;

	for (size_t j = 1; j < n; j++)
		for (size_t i = 0; i < j; i++)
			slopes[k++] = (x[j] - x[i]) / (double)(t[j] - t[i]);
}

/* Zero where v is nothing but the rounding of decimals as large as x. */
static double settle(double v, const double *x, size_t n)
{
	double max = 0.0;

	for (size_t i = 0; i < n; i++)
		max = fmax(max, fabs(x[i]));
	return fabs(v) <= 4.0 * DBL_EPSILON * max ? 0.0 : v;
}

double sen_slope(double *slopes, const double *x, size_t n)
{
	return settle(order_median(slopes, sen_pairs(n)), x, n);
}

double sen_intercept(const int *t, const double *x, size_t n, double slope)
{
	double small[SMALL], level, middle, *a;
	size_t below, above = n / 2;

	if (n == 0)
		return UNDEFINED;
	below = (n - 1) / 2;
	a = n <= SMALL ? small : xmalloc(n * sizeof(*a));
	memcpy(a, x, n * sizeof(*a));
	level = order_median(a, n);
	/* t is sorted */
	middle = 0.5 * ((double)t[below] + (double)t[above]);
	if (a != small)
		free(a);
	return level - slope * middle;
}

double sen_c(double exact, double var_s, double f)
{
	/* fmax passes over a NAN */
	return fmax(exact, Z_975 * sqrt(var_s * f));
}

bool sen_interval(double *slopes, const double *x, size_t n, double c,
		  double *low, double *high)
{
	double pairs = (double)sen_pairs(n);
	double rank = (pairs - c) / 2.0;

	*low = UNDEFINED;
	*high = UNDEFINED;
	if (n < INTERVAL_MIN || isnan(c) || rank < 1.0)
		return false;
	*low = settle(order_at(slopes, sen_pairs(n), rank), x, n);
	*high = settle(order_at(slopes, sen_pairs(n), (pairs + c) / 2.0 + 1.0),
		       x, n);
	return true;
}
