/*
 * Nearest neighbours by background variables; see peers.h.
 */
#include "analysis/peers.h"

#include <math.h>

#include "analysis/order.h"
#include "analysis/undefined.h"

/* A spread so small beside the largest value is none: the squares of z would
 * leave the range of a double. */
#define SPREAD_MIN 1e-150

/* The values of x that are known, by a power of two near 1 so that no square
 * leaves the range of a double: exact, and without an effect on z. */
static size_t gather(const double *x, size_t n, double *v, int *shift)
{
	double max = 0.0;
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(x[i])) {
			v[m++] = x[i];
			max = fmax(max, fabs(x[i]));
		}
	*shift = max > 0.0 ? -ilogb(max) : 0;
	for (size_t i = 0; i < m; i++)
		v[i] = scalbn(v[i], *shift);
	return m;
}

/* From the first on: of equal values just that one, without rounding. */
static double mean_of(const double *v, size_t n)
{
	double sum = 0.0;

	for (size_t i = 1; i < n; i++)
		sum += v[i] - v[0];
	return v[0] + sum / (double)n;
}

static void plain_scale(const double *v, size_t n, double *centre, double *unit)
{
	double square = 0.0;

	*centre = mean_of(v, n);
	for (size_t i = 0; i < n; i++)
		square += (v[i] - *centre) * (v[i] - *centre);
	*unit = sqrt(square / (double)(n - 1));
}

/* Reorders v. */
static void robust_scale(double *v, size_t n, double *centre, double *unit)
{
	double last = (double)(n - 1), iqr;
	double *off = xmalloc(n * sizeof(*off));

	*centre = order_median(v, n);
	for (size_t i = 0; i < n; i++)
		off[i] = fabs(v[i] - *centre);
	*unit = 1.4826 * order_median(off, n);
	free(off);
	if (*unit > SPREAD_MIN)
		return;
	iqr = order_at(v, n, 1.0 + 0.75 * last);
	iqr -= order_at(v, n, 1.0 + 0.25 * last);
	*unit = iqr / 1.349;
}

bool peers_z(enum peers_scale scale, const double *x, size_t n, double *z)
{
	double *v = xmalloc(n * sizeof(*v));
	double centre = 0.0, unit = 0.0;
	int shift;
	size_t m = gather(x, n, v, &shift);
	bool ok;

	if (m > 0) {
		if (scale == PEERS_PLAIN)
			plain_scale(v, m, &centre, &unit);
		else
			robust_scale(v, m, &centre, &unit);
	}
	ok = unit > SPREAD_MIN;
	for (size_t i = 0; i < n; i++)
		z[i] = ok ? (scalbn(x[i], shift) - centre) / unit : UNDEFINED;
	free(v);
	return ok;
}

void peers_z_all(enum peers_scale scale, const double *x, size_t n, size_t p,
		 double *z, double *weights)
{
	double *column = xmalloc(2 * n * sizeof(*column));

	for (size_t j = 0; j < p; j++) {
		for (size_t i = 0; i < n; i++)
			column[i] = x[i * p + j];
		if (!peers_z(scale, column, n, column + n))
			weights[j] = 0.0;
		for (size_t i = 0; i < n; i++)
			z[i * p + j] = column[n + i];
	}
	free(column);
}

double peers_distance(const double *a, const double *b, const double *weights,
		      size_t p)
{
	double square = 0.0, all = 0.0, here = 0.0;
	size_t counted = 0, both = 0;

	for (size_t j = 0; j < p; j++) {
		if (!(weights[j] > 0.0))
			continue;
		counted++;
		all += weights[j];
		if (isnan(a[j]) || isnan(b[j]))
			continue;
		both++;
		here += weights[j];
		square += weights[j] * (a[j] - b[j]) * (a[j] - b[j]);
	}
	if (both == 0 || 100 * both < PEERS_AVAILABLE * counted)
		return UNDEFINED;
	return both == counted ? sqrt(square) : sqrt(square * (all / here));
}

size_t peers_nearest(const double *z, const double *weights, size_t n, size_t p,
		     size_t area, size_t k, struct peer *out)
{
	size_t found = 0;

	for (size_t i = 0; i < n && k > 0; i++) {
		double d;
		size_t at;

		if (i == area)
			continue;
		d = peers_distance(z + area * p, z + i * p, weights, p);
		if (isnan(d) || (found == k && !(d < out[k - 1].distance)))
			continue;
		if (found < k)
			found++;
		for (at = found - 1; at > 0 && d < out[at - 1].distance; at--)
			out[at] = out[at - 1];
		out[at] = (struct peer){i, d};
	}
	return found;
}

double peers_limit(const double *nearest, size_t n)
{
	double *v = xmalloc(n * sizeof(*v));
	double limit = UNDEFINED;
	size_t m = 0;

	for (size_t i = 0; i < n; i++)
		if (!isnan(nearest[i]))
			v[m++] = nearest[i];
	if (m > 0)
		limit = order_at(v, m, 1.0 + 0.9 * (double)(m - 1));
	free(v);
	return limit;
}
