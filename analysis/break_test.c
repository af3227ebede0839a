/*
 * One step in a single series; see break_test.h.
 */
#include "analysis/break_test.h"

#include <float.h>
#include <math.h>

#include "analysis/undefined.h"

#define BIC_LOWER 6.0 /* "strong" evidence (Kass & Raftery 1995) */
#define LN_2PI    1.8378770664093454836

enum {
	PARAMETERS_MEAN = 2, /* the mean and the variance */
	PARAMETERS_LINE = 3,
	PARAMETERS_SPLIT = 4 /* two means, where they part, the variance */
};

static double mean_of(const double *x, size_t n)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	return sum / (double)n;
}

static double rss_about(const double *x, size_t n, double mean)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += (x[i] - mean) * (x[i] - mean);
	return sum;
}

/* About the least squares line. */
static double rss_line(const int *t, const double *x, size_t n)
{
	double mt = 0.0, mx = mean_of(x, n), stt = 0.0, stx = 0.0, sum = 0.0;

	for (size_t i = 0; i < n; i++)
		mt += (double)t[i] / (double)n;
	for (size_t i = 0; i < n; i++) {
		stt += ((double)t[i] - mt) * ((double)t[i] - mt);
		stx += ((double)t[i] - mt) * (x[i] - mx);
	}
	for (size_t i = 0; i < n; i++) {
		double e = x[i] - mx - stx / stt * ((double)t[i] - mt);

		sum += e * e;
	}
	return sum;
}

/* What rounding alone leaves of a sum of n squares of figures like x. */
static double noise(const double *x, size_t n)
{
	double largest = 0.0, e;

	for (size_t i = 0; i < n; i++)
		largest = fmax(largest, fabs(x[i]));
	e = 8.0 * DBL_EPSILON * largest;
	return (double)n * e * e;
}

static double bic(double rss, double nothing, size_t n, int parameters)
{
	double points = (double)n;

	if (rss <= nothing)
		return (double)-INFINITY;
	return points * (log(rss) + 1.0 - log(points) + LN_2PI) +
	       parameters * log(points);
}

static void split(const double *x, size_t n, struct break_test *out)
{
	for (size_t k = BREAK_SIDE_MIN; k + BREAK_SIDE_MIN <= n; k++) {
		double before = mean_of(x, k), after = mean_of(x + k, n - k);
		double rss = rss_about(x, k, before) +
			     rss_about(x + k, n - k, after);

		/* NAN at first */
		if (rss >= out->rss)
			continue;
		out->at = k;
		out->rss = rss;
		out->before = before;
		out->after = after;
	}
}

void break_test_of(const int *t, const double *x, size_t n,
		   struct break_test *out)
{
	double nothing = noise(x, n);

	*out = (struct break_test){.rss = UNDEFINED,
				   .before = UNDEFINED,
				   .after = UNDEFINED,
				   .bic_none = UNDEFINED,
				   .bic_one = UNDEFINED,
				   .bic_line = UNDEFINED};
	if (n / 2 < BREAK_SIDE_MIN)
		return;
	split(x, n, out);
	out->bic_none = bic(rss_about(x, n, mean_of(x, n)), nothing, n,
			    PARAMETERS_MEAN);
	out->bic_one = bic(out->rss, nothing, n, PARAMETERS_SPLIT);
	out->bic_line = bic(rss_line(t, x, n), nothing, n, PARAMETERS_LINE);
	/* two exact fits are -inf both: their difference is NAN, not found */
	out->found = n >= BREAK_POINTS_MIN &&
		     out->bic_none - out->bic_one >= BIC_LOWER &&
		     out->bic_line - out->bic_one >= BIC_LOWER;
}

/* U_k by its other form, sum over i <= k < j of sign(x_i - x_j): whole numbers,
 * no ranks. */
void pettitt_of(const double *x, size_t n, struct pettitt *out)
{
	double points = (double)n, u = 0.0;

	*out = (struct pettitt){.k = UNDEFINED, .p = UNDEFINED};
	if (n < 2)
		return;
	out->k = 0.0;
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++)
			u += (x[i] > x[j]) - (x[i] < x[j]);
		if (fabs(u) > out->k) {
			out->k = fabs(u);
			out->at = i + 1;
		}
	}
	out->p = fmin(1.0,
		      2.0 * exp(-6.0 * out->k * out->k /
				(points * points * points + points * points)));
}
