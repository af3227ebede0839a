/*
 * Funnel limits and overdispersion; see funnel.h.
 */
#include "analysis/funnel.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/order.h"
#include "analysis/undefined.h"

#define WINSOR  0.1
#define HALF_PI 1.57079632679489661923

bool funnel_usable(enum funnel_kind kind, double a, double d)
{
	return d > 0 && a >= 0 && !isinf(a) && !isinf(d) &&
	       (kind != FUNNEL_PROPORTION || a <= d);
}

/* --- the scale of z --------------------------------------------------------
 * Rates are taken as ratios to the target, whose scale has no unit. */

static double scaled(const struct funnel *f, double p)
{
	return f->kind == FUNNEL_PROPORTION ? asin(sqrt(p))
					    : sqrt(p / f->target);
}

static double unscaled(const struct funnel *f, double y)
{
	if (f->kind != FUNNEL_PROPORTION)
		return f->target * fmax(0, y) * fmax(0, y);
	return y >= HALF_PI ? 1 : sin(fmax(0, y)) * sin(fmax(0, y));
}

static double scaled_se(const struct funnel *f, double d)
{
	return f->kind == FUNNEL_PROPORTION ? 1 / (2 * sqrt(d))
					    : 1 / (2 * sqrt(d * f->target));
}

double funnel_z(const struct funnel *f, double a, double d)
{
	if (!funnel_usable(f->kind, a, d) || !(f->target > 0))
		return UNDEFINED;
	return (scaled(f, a / d) - scaled(f, f->target)) / scaled_se(f, d);
}

/* --- overdispersion ------------------------------------------------------- */

/* The mean square of the n z, the extreme ones drawn in. Reorders them. */
static double winsorised_square(double *z, size_t n)
{
	double low = order_at(z, n, 1 + (double)(n - 1) * WINSOR);
	double high = order_at(z, n, 1 + (double)(n - 1) * (1 - WINSOR));
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		double w = fmin(high, fmax(low, z[i]));

		sum += w * w;
	}
	return sum / (double)n;
}

static double additive_variance(double phi, size_t areas, double w, double w2)
{
	double n = (double)areas;

	return fmax(0, (n * phi - (n - 1)) / (w - w2 / w));
}

struct area {
	double a, d;
};

static int compare_area(const void *x, const void *y)
{
	const struct area *p = x, *q = y;

	if (p->d != q->d)
		return p->d < q->d ? -1 : 1;
	return (p->a > q->a) - (p->a < q->a);
}

/* The usable areas, in an order of their own: sums then are the same to the
 * last bit however the areas came. The caller's to free(). */
static struct area *usable_of(enum funnel_kind kind, const double *a,
			      const double *d, size_t n, size_t *m)
{
	struct area *out = xmalloc((n + 1) * sizeof(*out));

	*m = 0;
	for (size_t i = 0; i < n; i++)
		if (funnel_usable(kind, a[i], d[i]))
			out[(*m)++] = (struct area){a[i], d[i]};
	qsort(out, *m, sizeof(*out), compare_area);
	return out;
}

static double pooled(enum funnel_kind kind, const struct area *of, size_t n)
{
	double a = 0, d = 0;

	for (size_t i = 0; i < n; i++) {
		a += of[i].a;
		d += of[i].d;
	}
	if (n == 0)
		return UNDEFINED;
	return kind == FUNNEL_RATIO ? 1 : a / d;
}

static void find_spread(struct funnel *f, const struct area *of, size_t n)
{
	double *z = xmalloc((n + 1) * sizeof(*z)), w = 0, w2 = 0;

	for (size_t i = 0; i < n; i++) {
		double s = scaled_se(f, of[i].d);

		z[i] = funnel_z(f, of[i].a, of[i].d);
		w += 1 / (s * s);
		w2 += 1 / (s * s * s * s);
	}
	f->phi = winsorised_square(z, n);
	f->tau2 = additive_variance(f->phi, n, w, w2);
	free(z);
}

void funnel_fit(enum funnel_kind kind, const double *a, const double *d,
		size_t n, struct funnel *out)
{
	struct area *of;

	*out = (struct funnel){kind, UNDEFINED, UNDEFINED, UNDEFINED, 0};
	of = usable_of(kind, a, d, n, &out->areas);
	out->target = pooled(kind, of, out->areas);
	/* without any event there is no scale */
	if (out->areas > FUNNEL_AREAS_FEW && out->target > 0)
		find_spread(out, of, out->areas);
	free(of);
}

/* --- limits --------------------------------------------------------------- */

static struct interval adjusted(const struct funnel *f, double d, double z)
{
	double s = scaled_se(f, d), half = z * sqrt(s * s + f->tau2);
	double centre = scaled(f, f->target);

	return (struct interval){unscaled(f, centre - half),
				 unscaled(f, centre + half)};
}

struct interval funnel_limits(const struct funnel *f, double d, double level)
{
	double z = -dist_normal_quantile((1 - level) / 2), half;

	if (!(f->target >= 0 && d > 0))
		return (struct interval){UNDEFINED, UNDEFINED};
	if (f->tau2 > 0)
		return adjusted(f, d, z);
	if (f->kind != FUNNEL_PROPORTION) {
		/* the expected events as if they were counted */
		double e = f->target * d;

		return interval_scaled(interval_count_exact(e, level), 1 / d);
	}
	half = z * sqrt(f->target * (1 - f->target) / d);
	return (struct interval){fmax(0, f->target - half),
				 fmin(1, f->target + half)};
}
