/*
 * Measures of inequality; see inequality.h. Sums are taken over sorted areas
 * and of differences (to the smallest value, to the mean), so that equal values
 * give exactly no inequality and no measure turns negative by rounding.
 */
#include "analysis/inequality.h"

#include <math.h>

#include "analysis/order.h"
#include "analysis/quantile.h"
#include "analysis/undefined.h"

struct member {
	double x, w;
	int64_t group;
};

static int compare_member(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return order_compare_two(a, b);
}

/* Those that are there by group, value and weight; k of them, the caller's to
 * free(). */
static struct member *members_of(const double *x, const double *w,
				 const int64_t *group, size_t n, size_t *k)
{
	struct member *list = xmalloc(n * sizeof(*list));

	*k = 0;
	for (size_t i = 0; i < n; i++) {
		double weight = w ? w[i] : 1.0;

		if (!isnan(x[i]) && weight > 0.0)
			list[(*k)++] = (struct member){x[i], weight,
						       group ? group[i] : 0};
	}
	qsort(list, *k, sizeof(*list), compare_member);
	return list;
}

static double weight_of(const struct member *m, size_t k)
{
	double sum = 0.0;

	for (size_t i = 0; i < k; i++)
		sum += m[i].w;
	return sum;
}

/* k > 0. */
static double mean_of(const struct member *m, size_t k, double weight)
{
	double sum = 0.0;

	for (size_t i = 1; i < k; i++)
		sum += m[i].w / weight * (m[i].x - m[0].x);
	return m[0].x + sum;
}

static double variance_of(const struct member *m, size_t k, double weight,
			  double mean)
{
	double sum = 0.0;

	for (size_t i = 0; i < k; i++)
		sum += m[i].w / weight * (m[i].x - mean) * (m[i].x - mean);
	return sum;
}

/* r ln r - (r - 1) for r = x / mean: never negative, and the part that is
 * taken away adds up to nothing over all shares. */
static double theil_term(double x, double mean)
{
	double d = (x - mean) / mean;

	return fmax(0.0, (1.0 + d) * log1p(d) - d);
}

static double theil_of(const struct member *m, size_t k, double weight,
		       double mean)
{
	double sum = 0.0;

	for (size_t i = 0; i < k; i++)
		sum += m[i].w / weight * theil_term(m[i].x, mean);
	return sum;
}

/* Of ascending values: every gap between neighbours times the shares of
 * weight on both sides of it, over the mean. */
static double gini_of(const struct member *m, size_t k, double weight,
		      double mean)
{
	double below = 0.0, sum = 0.0;

	for (size_t i = 0; i + 1 < k; i++) {
		below += m[i].w / weight;
		sum += (m[i + 1].x - m[i].x) * below * fmax(0.0, 1.0 - below);
	}
	return sum / mean;
}

static void put_quantiles(const struct member *m, size_t k,
			  struct inequality *out)
{
	double *x = xmalloc(k * sizeof(*x));
	double *w = xmalloc(k * sizeof(*w));

	for (size_t i = 0; i < k; i++) {
		x[i] = m[i].x;
		w[i] = m[i].w;
	}
	out->p10_w = quantile_weighted(x, w, k, 0.1);
	out->p90_w = quantile_weighted(x, w, k, 0.9);
	out->p10 = quantile(x, k, 0.1);
	out->p90 = quantile(x, k, 0.9);
	out->range = out->p90 - out->p10;
	out->range_w = out->p90_w - out->p10_w;
	free(x);
	free(w);
}

/* Measures that need values of zero or more. */
static void put_relative(const struct member *m, size_t k,
			 struct inequality *out)
{
	if (m[0].x < 0.0) {
		out->flaws |= INEQUALITY_NEGATIVE;
		return;
	}
	if (out->mean > 0.0) {
		out->cv = out->sd / out->mean;
		out->gini = gini_of(m, k, out->weight, out->mean);
	} else {
		out->flaws |= INEQUALITY_ALL_ZERO;
	}
	if (m[0].x > 0.0)
		out->theil = theil_of(m, k, out->weight, out->mean);
	else
		out->flaws |= INEQUALITY_ZERO;
	if (out->p10 > 0.0)
		out->ratio = out->p90 / out->p10;
	else
		out->flaws |= INEQUALITY_LOW_ZERO;
	if (out->p10_w > 0.0)
		out->ratio_w = out->p90_w / out->p10_w;
	else
		out->flaws |= INEQUALITY_LOW_ZERO_W;
}

void inequality_of(const double *x, const double *w, size_t n,
		   struct inequality *out)
{
	const double none = UNDEFINED;
	size_t k;
	struct member *m = members_of(x, w, NULL, n, &k);

	*out = (struct inequality){.n = k,
				   .mean = none,
				   .sd = none,
				   .cv = none,
				   .ratio = none,
				   .ratio_w = none,
				   .gini = none,
				   .theil = none};
	put_quantiles(m, k, out);
	if (k > 0) {
		out->weight = weight_of(m, k);
		out->mean = mean_of(m, k, out->weight);
		out->sd = sqrt(variance_of(m, k, out->weight, out->mean));
		put_relative(m, k, out);
	} else {
		out->flaws = INEQUALITY_NO_AREAS;
	}
	free(m);
}

static bool all_positive(const struct member *m, size_t k)
{
	for (size_t i = 0; i < k; i++)
		if (!(m[i].x > 0.0))
			return false;
	return true;
}

static void add_group(const struct member *m, size_t k, double weight,
		      double mean, struct inequality_split *out)
{
	double own = weight_of(m, k), share = own / weight;
	double level = mean_of(m, k, own), d = level - mean;

	out->groups++;
	out->var_between += share * d * d;
	out->var_within += share * variance_of(m, k, own, level);
	out->theil_between += share * theil_term(level, mean);
	out->theil_within +=
		share * (level / mean) * theil_of(m, k, own, level);
}

/* Of the means of the groups: with one group it is that group's mean, to the
 * bit, and nothing is left between. */
static double mean_of_groups(const struct member *m, size_t k, double weight)
{
	double base = mean_of(m, k, weight), sum = 0.0;

	for (size_t i = 0, end; i < k; i = end) {
		double own;

		for (end = i + 1; end < k && m[end].group == m[i].group;)
			end++;
		own = weight_of(m + i, end - i);
		sum += own / weight * (mean_of(m + i, end - i, own) - base);
	}
	return base + sum;
}

void inequality_split(const double *x, const double *w, const int64_t *group,
		      size_t n, struct inequality_split *out)
{
	size_t k;
	struct member *m = members_of(x, w, group, n, &k);
	double weight = weight_of(m, k), mean;

	*out = (struct inequality_split){0};
	if (k == 0) {
		*out = (struct inequality_split){0, UNDEFINED, UNDEFINED,
						 UNDEFINED, UNDEFINED};
		goto out;
	}
	mean = mean_of_groups(m, k, weight);
	for (size_t i = 0, end; i < k; i = end) {
		for (end = i + 1; end < k && m[end].group == m[i].group;)
			end++;
		add_group(m + i, end - i, weight, mean, out);
	}
	if (!all_positive(m, k)) {
		out->theil_between = UNDEFINED;
		out->theil_within = UNDEFINED;
	}
out:
	free(m);
}
