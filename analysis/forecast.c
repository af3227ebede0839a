/*
 * Forecasts of one series; see forecast.h.
 */
#include "analysis/forecast.h"

#include <math.h>

#include "analysis/order.h"
#include "analysis/undefined.h"

#define ALPHA_MIN 0.02
#define ALPHA_MAX 0.99

enum {
	SMALL = 64,
	COMBINED = 4
};

const char *forecast_method_name(enum forecast_method m)
{
	static const char *const names[FORECAST_METHODS] = {
		[FORECAST_LAST] = "last",
		[FORECAST_MEAN3] = "mean3",
		[FORECAST_MEDIAN4] = "median4",
		[FORECAST_MEAN2] = "mean2",
	};

	return names[m];
}

int forecast_horizon(size_t n)
{
	return n / 3 < FORECAST_HORIZON_MAX ? (int)(n / 3)
					    : FORECAST_HORIZON_MAX;
}

/* --- gaps ----------------------------------------------------------------- */

/* How many of the points a smoother can run through: those before the first
 * long gap. */
static size_t before_long_gap(const int *years, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (years[i] - years[i - 1] > FORECAST_GAP_MAX + 1)
			return i;
	return n;
}

static size_t span_of(const int *years, size_t n)
{
	return (size_t)(years[n - 1] - years[0]) + 1;
}

/* A value for every year from the first to the last. */
static void fill(const int *years, const double *values, size_t n, double *out)
{
	size_t k = 0;

	for (size_t i = 0; i + 1 < n; i++) {
		int step = years[i + 1] - years[i];
		double rise = values[i + 1] - values[i];

		for (int j = 0; j < step; j++)
			out[k++] = values[i] + rise * (double)j / (double)step;
	}
	out[k] = values[n - 1];
}

/* --- fitting -------------------------------------------------------------- */

/* The least squares slope; values and years less the first, so that level and
 * era cost no digits. The years less their mean add up to nothing: no mean of
 * the values is needed. */
static double slope_of(const int *years, const double *values, size_t n)
{
	double mt = 0.0, tx = 0.0, tt = 0.0;

	for (size_t i = 1; i < n; i++)
		mt += (double)(years[i] - years[0]);
	mt /= (double)n;
	for (size_t i = 0; i < n; i++) {
		double t = (double)(years[i] - years[0]) - mt;

		tx += t * (values[i] - values[0]);
		tt += t * t;
	}
	return tx / tt;
}

/* x: a value for every year; n[i] of them are the points of out[i]. */
static void smooth(const double *x, const size_t *n, size_t parts,
		   struct forecast *out)
{
	struct ses ses[FORECAST_PARTS_MAX];
	struct damped damped[FORECAST_PARTS_MAX];
	size_t brief = 0; /* parts that are too short for a damped trend */

	ses_fit(x, n, parts, ALPHA_MIN, ALPHA_MAX, ses);
	for (size_t i = 0; i < parts; i++) {
		double a = ses[i].alpha;

		out[i].ses = ses[i];
		out[i].lift = (1.0 - pow(1.0 - a, (double)n[i])) / a;
		brief += !out[i].long_enough;
	}
	damped_fit(x, n + brief, parts - brief, ALPHA_MIN, ALPHA_MAX, damped);
	for (size_t i = brief; i < parts; i++)
		out[i].damped = damped[i - brief];
}

/* The parts without a long gap, of which the last has n points. */
static void smooth_all(const int *years, const double *values, size_t n,
		       size_t parts, struct forecast *out)
{
	size_t span = span_of(years, n), lengths[FORECAST_PARTS_MAX];
	double small[SMALL];
	double *x = span <= SMALL ? small : xmalloc(span * sizeof(*x));

	for (size_t i = 0; i < parts; i++) {
		lengths[i] = span_of(years, out[i].n);
		out[i].smooth = true;
		out[i].filled = lengths[i] > out[i].n;
		out[i].slope = slope_of(years, values, out[i].n);
	}
	fill(years, values, n, x);
	smooth(x, lengths, parts, out);
	if (x != small)
		free(x);
}

void forecast_fit_parts(const int *years, const double *values, const size_t *n,
			size_t parts, struct forecast *out)
{
	size_t reach = before_long_gap(years, n[parts - 1]), whole = 0;

	for (size_t i = 0; i < parts; i++) {
		size_t last = n[i] - 1;

		out[i] = (struct forecast){
			.n = n[i],
			.last = values[last],
			.drift = (values[last] - values[0]) /
				 (double)(years[last] - years[0]),
			.long_enough = n[i] >= FORECAST_LONG};
		whole += n[i] <= reach;
	}
	if (whole > 0)
		smooth_all(years, values, n[whole - 1], whole, out);
}

void forecast_fit(const int *years, const double *values, size_t n,
		  struct forecast *out)
{
	forecast_fit_parts(years, values, &n, 1, out);
}

/* --- looking ahead -------------------------------------------------------- */

enum forecast_method forecast_possible(const struct forecast *f,
				       enum forecast_method m)
{
	if (m == FORECAST_LAST)
		return m;
	if (!f->smooth)
		return FORECAST_MEAN2;
	return m == FORECAST_MEDIAN4 && !f->long_enough ? FORECAST_MEAN3 : m;
}

double forecast_drift(const struct forecast *f, int h)
{
	return f->last + f->drift * (double)h;
}

double forecast_theta(const struct forecast *f, int h)
{
	return f->smooth ? f->ses.level +
				   0.5 * f->slope * ((double)(h - 1) + f->lift)
			 : UNDEFINED;
}

double forecast_at(const struct forecast *f, enum forecast_method m, int h)
{
	double drift = forecast_drift(f, h), theta = forecast_theta(f, h);
	double all[COMBINED];

	switch (forecast_possible(f, m)) {
	case FORECAST_LAST:
		return f->last;
	case FORECAST_MEAN2:
		return 0.5 * (f->last + drift);
	case FORECAST_MEAN3:
		/* so put that a constant is met to the last bit */
		return f->ses.level +
		       (theta - f->ses.level + (drift - f->ses.level)) / 3.0;
	case FORECAST_MEDIAN4:
	case FORECAST_METHODS:
		break;
	}
	all[0] = f->ses.level;
	all[1] = damped_at(&f->damped, h);
	all[2] = theta;
	all[3] = drift;
	return order_median(all, ARRAY_LEN(all));
}

/* --- bounds --------------------------------------------------------------- */

struct forecast_bounds forecast_bounds(bool proportion, bool count,
				       const double *values, size_t n)
{
	struct forecast_bounds b = {.lo = 0.0,
				    .hi = proportion ? 100.0 : (double)INFINITY,
				    .whole = count};

	for (size_t i = 0; i < n && !proportion; i++)
		if (values[i] < 0.0)
			b.lo = (double)-INFINITY;
	return b;
}

double forecast_bound(const struct forecast_bounds *b, double v)
{
	v = fmin(fmax(v, b->lo), b->hi);
	return b->whole ? round(v) : v;
}
