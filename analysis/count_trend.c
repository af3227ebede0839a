/*
 * Log-linear trends; see count_trend.h.
 */
#include "analysis/count_trend.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/undefined.h"

enum {
	ROUNDS_MAX = 50
};

/* Weighted least squares with two unknowns. */
struct line {
	double slope, intercept; /* at the mean of t */
	double mean;             /* of t, not weighted */
	double var;              /* of the slope, for weights 1 / variance */
};

struct sums {
	double w, t, z, tt, tz;
};

static void sums_add(struct sums *s, double t, double z, double w)
{
	s->w += w;
	s->t += w * t;
	s->z += w * z;
	s->tt += w * t * t;
	s->tz += w * t * z;
}

static void line_solve(const struct sums *s, struct line *l)
{
	double det = s->w * s->tt - s->t * s->t;

	l->slope = (s->w * s->tz - s->t * s->z) / det;
	l->intercept = (s->z - l->slope * s->t) / s->w;
	l->var = s->w / det;
}

/* --- counts --------------------------------------------------------------- */

struct fit {
	enum count_model model;
	const double *years, *counts, *d;
	size_t n;
	struct line line;
};

/* The expected count of point i, and the derivative of the link there, which
 * is the variance too: both links are the canonical ones. */
static double expected(const struct fit *f, size_t i, double *weight)
{
	double eta = f->line.intercept +
		     f->line.slope * (f->years[i] - f->line.mean);
	double p;

	if (f->model == COUNT_POISSON)
		return *weight = f->d[i] * exp(eta);
	p = 1 / (1 + exp(-eta));
	*weight = f->d[i] * p * (1 - p);
	return f->d[i] * p;
}

/* One round of iterated weighted least squares; how far the line moved. */
static double improve(struct fit *f)
{
	struct line old = f->line;
	struct sums s = {0};

	for (size_t i = 0; i < f->n; i++) {
		double t = f->years[i] - old.mean, w;
		double mu = expected(f, i, &w);
		double eta = old.intercept + old.slope * t;

		sums_add(&s, t, eta + (f->counts[i] - mu) / w, w);
	}
	line_solve(&s, &f->line);
	return fabs(f->line.intercept - old.intercept) +
	       fabs(f->line.slope - old.slope) * (double)f->n;
}

static bool counts_usable(const struct fit *f, double *mean_p)
{
	double sum = 0, sum_d = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (!(f->counts[i] >= 0 && f->d[i] > 0) ||
		    isinf(f->counts[i] + f->d[i]) ||
		    (f->model == COUNT_BINOMIAL && f->counts[i] > f->d[i]))
			return false;
		sum += f->counts[i];
		sum_d += f->d[i];
	}
	*mean_p = sum / sum_d;
	return sum > 0 && (f->model == COUNT_POISSON || sum < sum_d);
}

static double mean_of(const double *a, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += a[i];
	return sum / (double)n;
}

static bool iterate(struct fit *f, double mean_p)
{
	f->line.mean = mean_of(f->years, f->n);
	f->line.intercept = f->model == COUNT_POISSON
				    ? log(mean_p)
				    : log(mean_p / (1 - mean_p));
	for (int i = 0; i < ROUNDS_MAX; i++) {
		double moved = improve(f);

		if (!isfinite(moved))
			return false;
		if (moved < 1e-12 * (1 + fabs(f->line.intercept))) {
			(void)improve(f); /* weights of the last line */
			return isfinite(f->line.var);
		}
	}
	return false;
}

static double pearson(const struct fit *f)
{
	double sum = 0;

	for (size_t i = 0; i < f->n; i++) {
		double w, mu = expected(f, i, &w);

		sum += (f->counts[i] - mu) * (f->counts[i] - mu) / w;
	}
	return sum;
}

/* What follows from slope, se_quasi and the degrees of freedom. */
static void conclude(struct count_trend *c, size_t n)
{
	double df = (double)n - 2, half = c->se_quasi;

	half *= dist_t_quantile(0.975, df);
	c->p = c->se_quasi > 0 ? dist_t_two_sided(c->slope / c->se_quasi, df)
			       : (double)(c->slope == 0);
	c->apc = 100 * expm1(c->slope);
	c->apc_low = 100 * expm1(c->slope - half);
	c->apc_high = 100 * expm1(c->slope + half);
}

bool count_trend_fit(enum count_model model, const double *years,
		     const double *counts, const double *d, size_t n,
		     struct count_trend *out)
{
	struct fit f = {.model = model,
			.years = years,
			.counts = counts,
			.d = d,
			.n = n};
	double mean_p;

	if (n < 3 || !counts_usable(&f, &mean_p) || !iterate(&f, mean_p))
		return false;
	out->slope = f.line.slope;
	out->intercept = f.line.intercept - f.line.slope * f.line.mean;
	out->se = sqrt(f.line.var);
	out->dispersion = pearson(&f) / (double)(n - 2);
	out->se_quasi = out->se * sqrt(fmax(1, out->dispersion));
	conclude(out, n);
	return true;
}

/* --- no counts ------------------------------------------------------------ */

bool count_trend_loglinear(const double *years, const double *x, size_t n,
			   struct count_trend *out)
{
	struct line l;
	struct sums s = {0};
	double sse = 0;

	if (n < 3)
		return false;
	l.mean = mean_of(years, n);
	for (size_t i = 0; i < n; i++) {
		if (!(x[i] > 0) || isinf(x[i]))
			return false;
		sums_add(&s, years[i] - l.mean, log(x[i]), 1);
	}
	line_solve(&s, &l);
	for (size_t i = 0; i < n; i++) {
		double r =
			log(x[i]) - l.intercept - l.slope * (years[i] - l.mean);

		sse += r * r;
	}
	*out = (struct count_trend){
		.slope = l.slope,
		.intercept = l.intercept - l.slope * l.mean,
		.se = sqrt(l.var * sse / (double)(n - 2)),
		.dispersion = UNDEFINED,
	};
	out->se_quasi = out->se;
	conclude(out, n);
	return true;
}

double count_trend_aapc(const double *lengths, const double *slopes, size_t n)
{
	double sum = 0, years = 0;

	for (size_t i = 0; i < n; i++) {
		sum += lengths[i] * slopes[i];
		years += lengths[i];
	}
	return years > 0 ? 100 * expm1(sum / years) : UNDEFINED;
}
