/*
 * Quantiles and robust scale; see quantile.h.
 */
#include "analysis/quantile.h"

#include <math.h>

#include "analysis/order.h"
#include "analysis/undefined.h"

/* R's own constant of mad(); 1 / qnorm(0.75) to five digits. */
#define MAD_NORMAL 1.4826
#define IQR_NORMAL 1.349

double quantile(double *a, size_t n, double p)
{
	if (n == 0 || !(p >= 0.0 && p <= 1.0))
		return UNDEFINED;
	return order_at(a, n, 1.0 + (double)(n - 1) * p);
}

struct weighted {
	double x, w;
};

/* The mean of the values over the part lo..hi of the cumulated weight. */
static double window_mean(const struct weighted *v, size_t n, double sum,
			  double lo, double hi)
{
	double from = 0.0, total = 0.0, mean = 0.0, below = 0.0;

	for (size_t i = 0; i < n; i++) {
		double to, part;

		/* added as `sum` was: the last is 1 */
		below += v[i].w;
		to = below / sum;
		part = fmin(to, hi) - fmax(from, lo);
		from = to;
		if (part <= 0.0)
			continue;
		/* a running mean stays within the values */
		total += part;
		mean += (v[i].x - mean) * (part / total);
	}
	return mean;
}

double quantile_weighted(const double *a, const double *w, size_t n, double p)
{
	struct weighted *v = xmalloc(n * sizeof(*v));
	double sum = 0.0, squares = 0.0, q = UNDEFINED;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (w[i] > 0.0)
			v[k++] = (struct weighted){a[i], w[i]};
	/* by weight too: the sums do not depend on the order of the input */
	qsort(v, k, sizeof(*v), order_compare_two);
	for (size_t i = 0; i < k; i++)
		sum += v[i].w;
	/* of shares, not of weights, whose squares could overflow */
	for (size_t i = 0; i < k; i++)
		squares += v[i].w / sum * (v[i].w / sum);
	if (k > 0 && p >= 0.0 && p <= 1.0) {
		double m = fmax(1.0, 1.0 / squares), h = 1.0 + (m - 1.0) * p;

		q = window_mean(v, k, sum, (h - 1.0) / m, h / m);
	}
	free(v);
	return q;
}

struct robust robust_of(double *a, size_t n)
{
	struct robust r = {order_median(a, n), UNDEFINED, ROBUST_NONE};
	double mad, iqr, *d;

	iqr = quantile(a, n, 0.75) - quantile(a, n, 0.25);
	d = xmalloc(n * sizeof(*d));
	for (size_t i = 0; i < n; i++)
		d[i] = fabs(a[i] - r.center);
	mad = order_median(d, n);
	free(d);
	if (mad > 0.0) {
		r.kind = ROBUST_MAD;
		r.scale = MAD_NORMAL * mad;
	} else if (iqr > 0.0) {
		r.kind = ROBUST_IQR;
		r.scale = iqr / IQR_NORMAL;
	}
	return r;
}

double robust_z(const struct robust *r, double x)
{
	return (x - r->center) / r->scale;
}
