/*
 * Correlations; see correlation.h.
 */
#include "analysis/correlation.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/order.h"
#include "analysis/undefined.h"

/* --- Pearson -------------------------------------------------------------- */

/* v less its mean, over its length. false: v is constant, v is then of no use.
 * Scaled first, so that no square leaves the range of a double. */
static bool standardize(double *v, size_t n)
{
	double sum = 0.0, square = 0.0, max = 0.0;

	for (size_t i = 0; i < n; i++)
		max = fmax(max, fabs(v[i]));
	for (size_t i = 0; i < n; i++) {
		v[i] /= max;
		sum += v[i];
	}
	sum /= (double)n;
	for (size_t i = 0; i < n; i++) {
		v[i] -= sum;
		square += v[i] * v[i];
	}
	/* equal values are 1 or -1 each by now, or 0 / 0 */
	if (!(square > 0.0))
		return false;
	for (size_t i = 0; i < n; i++)
		v[i] /= sqrt(square);
	return true;
}

/* Both are overwritten. */
static double correlate(double *x, double *y, size_t n)
{
	double r = 0.0;

	if (n < 2 || !standardize(x, n) || !standardize(y, n))
		return UNDEFINED;
	for (size_t i = 0; i < n; i++)
		r += x[i] * y[i];
	return fmin(1.0, fmax(-1.0, r));
}

double correlation_p(double r, double df)
{
	if (isnan(r) || df < 1.0)
		return UNDEFINED;
	return dist_t_two_sided(r * sqrt(df / ((1.0 - r) * (1.0 + r))), df);
}

static double *copy_of(const double *x, size_t n)
{
	double *v = xmalloc(n * sizeof(*v));

	for (size_t i = 0; i < n; i++)
		v[i] = x[i];
	return v;
}

void pearson_of(const double *x, const double *y, size_t n, struct pearson *out)
{
	double *u = copy_of(x, n), *v = copy_of(y, n);
	double r = correlate(u, v, n), half;

	free(u);
	free(v);
	*out = (struct pearson){r, correlation_p(r, (double)n - 2.0), UNDEFINED,
				UNDEFINED};
	if (isnan(r) || n < 4)
		return;
	half = dist_normal_quantile(0.975) / sqrt((double)n - 3.0);
	out->low = tanh(atanh(r) - half);
	out->high = tanh(atanh(r) + half);
}

/* --- ranks ---------------------------------------------------------------- */

struct ranked {
	double x;
	size_t at;
};

/* Returns whether there are ties. */
static bool rank_values(const double *x, size_t n, double *ranks)
{
	struct ranked *v = xmalloc(n * sizeof(*v));
	bool ties = false;

	for (size_t i = 0; i < n; i++)
		v[i] = (struct ranked){x[i], i};
	qsort(v, n, sizeof(*v), order_compare);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && v[end].x == v[i].x; end++)
			ties = true;
		for (size_t j = i; j < end; j++)
			ranks[v[j].at] = 0.5 * (double)(i + 1 + end);
	}
	free(v);
	return ties;
}

void ranks_of(const double *x, size_t n, double *ranks)
{
	(void)rank_values(x, n, ranks);
}

void ranks_ordered(const double *sorted, size_t n, double *ranks)
{
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && sorted[end] == sorted[i];)
			end++;
		for (size_t j = i; j < end; j++)
			ranks[j] = 0.5 * (double)(i + 1 + end);
	}
}

/* --- Spearman ------------------------------------------------------------- */

enum {
	ARRANGED_MAX = 9 /* points whose arrangements are counted */
};

struct arrangements {
	size_t n;
	double at_least; /* sum of squared differences of ranks */
	double counted, of;
};

/* Walks through all arrangements; left has a bit for each free rank. */
static void arrange(struct arrangements *a, size_t at, unsigned left, double d)
{
	if (at == a->n) {
		a->of += 1.0;
		a->counted += d >= a->at_least;
		return;
	}
	for (size_t k = 0; k < a->n; k++)
		if (left & 1U << k) {
			double step = (double)k - (double)at;

			arrange(a, at + 1, left & ~(1U << k), d + step * step);
		}
}

/* P(D >= d), d the (even) sum of squared differences: the series of Best &
 * Roberts (1975), Applied Statistics 24:377, for n above ARRANGED_MAX. */
static double edgeworth(double d, double n)
{
	double b = 1.0 / n;
	double x = (6.0 * (d - 1.0) * b / (n * n - 1.0) - 1.0) * sqrt(n - 1.0);
	double y = x * x;
	double inner = 0.0131 - 4.6e-4 * y;
	double u;

	inner = 0.0072 - 0.0831 * b + y * b * inner;
	inner = 0.0879 + 0.0151 * b - y * inner;
	inner = -0.0758 + b * (0.1033 + 0.3932 * b) - y * b * inner;
	u = x * b * (0.2274 + b * (0.2531 + 0.1745 * b) + y * inner);
	return fmin(1.0, fmax(0.0, u / exp(0.5 * y) + dist_normal_upper(x)));
}

static double upper_of(double d, size_t n)
{
	struct arrangements a = {.n = n, .at_least = d};

	if (n > ARRANGED_MAX)
		return edgeworth(d, (double)n);
	arrange(&a, 0, (1U << n) - 1U, 0.0);
	return a.counted / a.of;
}

/* Of ranks without ties: the squares are whole, and even in sum. */
static double p_exact_of(const double *x, const double *y, size_t n)
{
	double m = (double)n, max = m * (m * m - 1.0) / 3.0, d = 0.0;

	if (n < 2 || n > SPEARMAN_EXACT_MAX)
		return UNDEFINED;
	for (size_t i = 0; i < n; i++)
		d += (x[i] - y[i]) * (x[i] - y[i]);
	/* D and max - D are alike distributed: both tails are the upper one */
	return fmin(1.0, 2.0 * upper_of(fmax(d, max - d), n));
}

/* Pearson's r of ranks, in whole numbers: twice a rank less its mean is one,
 * and the sums stay exact, so no order of rows changes a bit. */
double rank_correlation(const double *u, const double *v, size_t n)
{
	double uv = 0.0, uu = 0.0, vv = 0.0, mean = (double)n + 1.0;

	for (size_t i = 0; i < n; i++) {
		double a = 2.0 * u[i] - mean, b = 2.0 * v[i] - mean;

		uv += a * b;
		uu += a * a;
		vv += b * b;
	}
	if (!(uu > 0.0) || !(vv > 0.0))
		return UNDEFINED;
	return fmin(1.0, fmax(-1.0, uv / sqrt(uu * vv)));
}

void spearman_of(const double *x, const double *y, size_t n,
		 struct spearman *out)
{
	double *u = xmalloc(n * sizeof(*u));
	double *v = xmalloc(n * sizeof(*v));
	bool ties = rank_values(x, n, u);

	ties = rank_values(y, n, v) || ties;
	out->ties = ties;
	out->p_exact = ties ? UNDEFINED : p_exact_of(u, v, n);
	out->rho = rank_correlation(u, v, n);
	out->p = correlation_p(out->rho, (double)n - 2.0);
	free(u);
	free(v);
}

/* --- Kendall -------------------------------------------------------------- */

void kendall_of(const double *x, const double *y, size_t n,
		struct mk_cache *cache, struct kendall *out)
{
	int64_t s = 0, x_pairs = 0, y_pairs = 0;
	int64_t pairs = (int64_t)n * ((int64_t)n - 1) / 2;

	for (size_t j = 1; j < n; j++)
		for (size_t i = 0; i < j; i++) {
			int a = (x[j] > x[i]) - (x[j] < x[i]);
			int b = (y[j] > y[i]) - (y[j] < y[i]);

			s += (int64_t)a * b;
			x_pairs += a != 0;
			y_pairs += b != 0;
		}
	*out = (struct kendall){UNDEFINED, UNDEFINED};
	if (x_pairs == 0 || y_pairs == 0)
		return;
	out->tau_b = (double)s / sqrt((double)x_pairs * (double)y_pairs);
	if (x_pairs == pairs && y_pairs == pairs && n <= MK_EXACT_MAX)
		out->p_exact = mk_null_p(mk_null_get(cache, n, NULL, 0), s);
}

/* --- what a fit leaves over ----------------------------------------------- */

static double dot(const double *a, const double *b, size_t n)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* R's tolerance of lm(): what is left of a column that the others say. */
#define SAID 1e-7

void residuals_of(const double *basis, size_t n, size_t k, double *v)
{
	double length = sqrt(dot(v, v, n));

	/* once more takes away what rounding left of the basis */
	for (int again = 0; again < 2; again++) {
		double mean = 0.0;

		for (size_t i = 0; i < n; i++)
			mean += v[i] / (double)n;
		for (size_t i = 0; i < n; i++)
			v[i] -= mean;
		for (size_t j = 0; j < k; j++) {
			double share = dot(basis + j * n, v, n);

			for (size_t i = 0; i < n; i++)
				v[i] -= share * basis[j * n + i];
		}
	}
	if (!(sqrt(dot(v, v, n)) > SAID * length))
		for (size_t i = 0; i < n; i++)
			v[i] = 0.0;
}

size_t residuals_basis(double *given, size_t n, size_t k)
{
	size_t rank = 0;

	for (size_t j = 0; j < k; j++) {
		double *v = given + rank * n, left;

		for (size_t i = 0; i < n; i++)
			v[i] = given[j * n + i];
		residuals_of(given, n, rank, v);
		left = sqrt(dot(v, v, n));
		if (!(left > 0.0))
			continue;
		for (size_t i = 0; i < n; i++)
			v[i] /= left;
		rank++;
	}
	return rank;
}

void partial_of(const double *x_left, const double *y_left, size_t n, size_t k,
		double *r, double *p)
{
	double *u = copy_of(x_left, n), *v = copy_of(y_left, n);
	bool some = n > k + 2;

	*r = some ? correlate(u, v, n) : UNDEFINED;
	*p = some ? correlation_p(*r, (double)n - 2.0 - (double)k) : UNDEFINED;
	free(u);
	free(v);
}
