/*
 * The recent trend; see recent.h.
 */
#include "analysis/recent.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/order.h"
#include "analysis/undefined.h"

enum {
	N = RECENT_POINTS,
	DF = RECENT_POINTS - 2
};

const char *recent_marker_name(enum recent_marker m)
{
	switch (m) {
	case RECENT_CANNOT:
		return "cannot_be_calculated";
	case RECENT_NO_CHANGE:
		return "no_change";
	case RECENT_INCREASING:
		return "increasing";
	case RECENT_DECREASING:
		return "decreasing";
	}
	die("recent marker %d", (int)m);
}

/* --- one straight line ---------------------------------------------------- */

struct line {
	double slope, intercept, se;
};

/* Through the points 1..N but `without` (0: none). */
static struct line line_fit(const double *x, const double *w, int without)
{
	double sw = 0, st = 0, sx = 0, stt = 0, stx = 0;
	struct line l;

	for (int t = 1; t <= N; t++) {
		if (t == without)
			continue;
		sw += w[t - 1];
		st += w[t - 1] * t;
		sx += w[t - 1] * x[t - 1];
		stt += w[t - 1] * t * t;
		stx += w[t - 1] * t * x[t - 1];
	}
	l.slope = (sw * stx - st * sx) / (sw * stt - st * st);
	l.intercept = (sx - l.slope * st) / sw;
	l.se = sqrt(sw / (sw * stt - st * st));
	return l;
}

/* The straight line through all points, whether leaving one out turns it. */
static struct line line_check(const double *x, const double *w, bool *same_sign)
{
	struct line all = line_fit(x, w, 0);

	*same_sign = true;
	for (int t = 1; t <= N; t++)
		if ((line_fit(x, w, t).slope < 0) != (all.slope < 0))
			*same_sign = false;
	return all;
}

bool recent_fit(const double *x, const double *low, const double *high,
		struct recent *out)
{
	double w[N], se[N], ratio, q = 0, least = HUGE_VAL;
	struct line l;

	for (int i = 0; i < N; i++) {
		se[i] = (high[i] - low[i]) / 3.92;
		if (!isfinite(x[i]) || !isfinite(se[i]) || !(se[i] > 0))
			return false;
		least = fmin(least, se[i]);
	}
	/* weights up to 1: the squares of very small se have no room */
	for (int i = 0; i < N; i++)
		w[i] = least / se[i] * (least / se[i]);
	*out = (struct recent){0};
	l = line_check(x, w, &out->same_sign);
	for (int i = 0; i < N; i++) {
		double r = (x[i] - l.intercept - l.slope * (i + 1)) / se[i];

		q += r * r;
	}
	ratio = l.slope / (l.se * least);
	out->slope = l.slope;
	out->slope_se = l.se * least;
	out->chi2 = ratio * ratio;
	out->p = dist_chi2_upper(out->chi2, 1);
	out->q = q;
	out->se = order_median(se, N);
	return true;
}

bool recent_fit_proportion(const double *a, const double *d, struct recent *out)
{
	double odds[N], even[N], sa = 0, sd = 0, sat = 0, sdt = 0, sdtt = 0;
	double k;

	for (int i = 0; i < N; i++) {
		if (!(a[i] > 0 && a[i] < d[i]) || isinf(d[i]))
			return false;
		odds[i] = log(a[i] / (d[i] - a[i]));
		even[i] = 1;
		sa += a[i];
		sd += d[i];
		sat += a[i] * (i + 1);
		sdt += d[i] * (i + 1);
		sdtt += d[i] * (i + 1) * (i + 1);
	}
	*out = (struct recent){
		.slope_se = UNDEFINED, .q = UNDEFINED, .se = UNDEFINED};
	out->slope = line_check(odds, even, &out->same_sign).slope;
	k = sd * sat - sa * sdt;
	out->chi2 = sd * k * k / (sa * (sd - sa) * (sd * sdtt - sdt * sdt));
	out->p = dist_chi2_upper(out->chi2, 1);
	return true;
}

static enum recent_marker marker_of(const struct recent *r, bool significant)
{
	if (!significant || !r->same_sign)
		return RECENT_NO_CHANGE;
	return r->slope > 0 ? RECENT_INCREASING : RECENT_DECREASING;
}

enum recent_marker recent_peer_marker(const struct recent *r)
{
	return marker_of(r, r->chi2 > RECENT_CHI2);
}

/* Of an area that is in no band. */
static double own_phi(const struct recent *r)
{
	return fmax(1, r->q / DF);
}

enum recent_marker recent_marker(const struct recent *r, double phi)
{
	double t;

	if (!isnan(phi))
		return marker_of(r, r->chi2 / phi > RECENT_CHI2);
	t = dist_t_quantile(0.999, DF);
	return marker_of(r, r->chi2 / own_phi(r) > t * t);
}

double recent_p(const struct recent *r, double phi)
{
	return isnan(phi) ? dist_t_two_sided(sqrt(r->chi2 / own_phi(r)), DF)
			  : dist_chi2_upper(r->chi2 / phi, 1);
}

void recent_interval(const struct recent *r, double phi, double *low,
		     double *high)
{
	double k = isnan(phi) ? sqrt(own_phi(r)) * dist_t_quantile(0.975, DF)
			      : sqrt(phi) * dist_normal_quantile(0.975);

	*low = r->slope - k * r->slope_se;
	*high = r->slope + k * r->slope_se;
}

/* --- bands ---------------------------------------------------------------- */

struct banded {
	double se, q;
	size_t place;
};

static int compare_banded(const void *a, const void *b)
{
	const struct banded *x = a, *y = b;

	if (x->se != y->se)
		return x->se < y->se ? -1 : 1;
	/* sums come out the same whatever the order of the areas was */
	return (x->q > y->q) - (x->q < y->q);
}

static double band_phi(const struct banded *b, size_t n)
{
	double *q = xmalloc(n * sizeof(*q)), low, high, sum = 0;

	for (size_t i = 0; i < n; i++)
		q[i] = b[i].q;
	low = order_at(q, n, 1 + 0.1 * (double)(n - 1));
	high = order_at(q, n, 1 + 0.9 * (double)(n - 1));
	for (size_t i = 0; i < n; i++)
		sum += fmin(high, fmax(low, b[i].q));
	free(q);
	return fmax(1, sum / (double)n / DF);
}

void recent_bands(const double *se, const double *q, size_t n, double *phi)
{
	struct banded *b = xmalloc((n + 1) * sizeof(*b));
	size_t bands = n / RECENT_BAND_MIN, from = 0;

	if (bands > RECENT_BANDS)
		bands = RECENT_BANDS;
	for (size_t i = 0; i < n; i++) {
		b[i] = (struct banded){se[i], q[i], i};
		phi[i] = UNDEFINED;
	}
	qsort(b, n, sizeof(*b), compare_banded);
	for (size_t k = 1; k <= bands && from < n; k++) {
		size_t end = k == bands ? n : n * k / bands;
		double one;

		if (end < from + RECENT_BAND_MIN)
			end = from + RECENT_BAND_MIN;
		while (end < n && b[end].se == b[end - 1].se)
			end++;
		if (n < end + RECENT_BAND_MIN)
			end = n; /* the rest is no band of its own */
		one = band_phi(b + from, end - from);
		for (; from < end; from++)
			phi[b[from].place] = one;
	}
	free(b);
}

bool recent_window(const int *years, size_t n, size_t *from)
{
	if (n < N || years[n - 1] - years[n - N] >= RECENT_SPAN_MAX)
		return false;
	*from = n - N;
	return true;
}
