/*
 * Exponential smoothing; see smoothing.h.
 */
#include "analysis/smoothing.h"

#include <math.h>

enum {
	LANES = 8, /* weights tried side by side: the compiler turns the
		      inner loops into vector instructions */
	ROUNDS = 5 /* each narrows alpha's range to two sevenths */
};

/* --- simple --------------------------------------------------------------- */

/*
 * The least sum of squares over l_0 for each alpha. Values are taken less
 * x[0], so that a high level costs no digits. With u_t the errors for l_0 = 0
 * and w_t = (1 - alpha)^(t-1) the errors are u_t - l_0 w_t.
 */
static void ses_try(const double *x, size_t n, const double *alpha, double *sse)
{
	double l[LANES] = {0}, w[LANES], uu[LANES] = {0}, uw[LANES] = {0},
	       ww[LANES] = {0};

	for (size_t k = 0; k < LANES; k++)
		w[k] = 1.0;
	for (size_t t = 0; t < n; t++) {
		double y = x[t] - x[0];

		for (size_t k = 0; k < LANES; k++) {
			double u = y - l[k];

			uu[k] += u * u;
			uw[k] += u * w[k];
			ww[k] += w[k] * w[k];
			l[k] += alpha[k] * u;
			w[k] -= alpha[k] * w[k];
		}
	}
	for (size_t k = 0; k < LANES; k++)
		sse[k] = uu[k] - uw[k] * uw[k] / ww[k];
}

static double ses_start(const double *x, size_t n, double alpha)
{
	double l = 0.0, w = 1.0, uw = 0.0, ww = 0.0;

	for (size_t t = 0; t < n; t++) {
		double u = x[t] - x[0] - l;

		uw += u * w;
		ww += w * w;
		l += alpha * u;
		w -= alpha * w;
	}
	return x[0] + uw / ww;
}

void ses_fit(const double *x, size_t n, double lo, double hi, struct ses *out)
{
	*out = (struct ses){.alpha = hi};
	for (int round = 0; round < ROUNDS; round++) {
		double alpha[LANES], sse[LANES], step = (hi - lo) / (LANES - 1);
		size_t best = 0;

		for (size_t k = 0; k < LANES; k++)
			alpha[k] = lo + step * (double)k;
		ses_try(x, n, alpha, sse);
		for (size_t k = 1; k < LANES; k++)
			if (sse[k] < sse[best])
				best = k;
		out->alpha = alpha[best];
		lo = best > 0 ? alpha[best - 1] : alpha[0];
		hi = best + 1 < LANES ? alpha[best + 1] : alpha[best];
	}
	out->level = ses_start(x, n, out->alpha);
	for (size_t t = 0; t < n; t++) {
		double e = x[t] - out->level;

		out->sse += e * e;
		out->level += out->alpha * e;
	}
}

/* --- damped trend --------------------------------------------------------- */

enum {
	PARTS = 4 /* values of beta for each alpha: 0 to alpha */
};

/* Sums over the errors u - l_0 v - b_0 w. */
struct products {
	double uu, uv, uw, vv, vw, ww;
};

struct start {
	double l0, b0, sse;
};

/* The starting values with the least sum of squares. */
static struct start solve(const struct products *p)
{
	double det = p->vv * p->ww - p->vw * p->vw;
	struct start s;

	if (det > 1e-12 * p->vv * p->ww) {
		s.l0 = (p->uv * p->ww - p->uw * p->vw) / det;
		s.b0 = (p->uw * p->vv - p->uv * p->vw) / det;
	} else {
		s.l0 = p->uv / p->vv;
		s.b0 = 0.0;
	}
	s.sse = p->uu - s.l0 * p->uv - s.b0 * p->uw;
	return s;
}

/* The same for LANES pairs of weights; v and w are the errors' answers to one
 * unit of l_0 and of b_0. Values are less x[0]. */
static void damped_try(const double *x, size_t n, double phi,
		       const double *alpha, const double *beta,
		       struct start *out)
{
	double ul[LANES] = {0}, ub[LANES] = {0}, vl[LANES], vb[LANES] = {0},
	       wl[LANES] = {0}, wb[LANES];
	double uu[LANES] = {0}, uv[LANES] = {0}, uw[LANES] = {0},
	       vv[LANES] = {0}, vw[LANES] = {0}, ww[LANES] = {0};

	for (size_t k = 0; k < LANES; k++) {
		vl[k] = 1.0;
		wb[k] = 1.0;
	}
	for (size_t t = 0; t < n; t++) {
		double y = x[t] - x[0];

		for (size_t k = 0; k < LANES; k++) {
			double uf = ul[k] + phi * ub[k];
			double v = vl[k] + phi * vb[k];
			double w = wl[k] + phi * wb[k];
			double u = y - uf;

			uu[k] += u * u;
			uv[k] += u * v;
			uw[k] += u * w;
			vv[k] += v * v;
			vw[k] += v * w;
			ww[k] += w * w;
			ul[k] = uf + alpha[k] * u;
			ub[k] = phi * ub[k] + beta[k] * u;
			vl[k] = v - alpha[k] * v;
			vb[k] = phi * vb[k] - beta[k] * v;
			wl[k] = w - alpha[k] * w;
			wb[k] = phi * wb[k] - beta[k] * w;
		}
	}
	for (size_t k = 0; k < LANES; k++) {
		const struct products p = {uu[k], uv[k], uw[k],
					   vv[k], vw[k], ww[k]};

		out[k] = solve(&p);
	}
}

struct candidate {
	double alpha, beta, phi;
	struct start start;
};

/* The best of the grid for this phi, if it beats *best. */
static void search(const double *x, size_t n, double phi, double lo, double hi,
		   struct candidate *best)
{
	double alpha[LANES], beta[LANES];
	struct start s[LANES];

	for (size_t k = 0; k < LANES; k++)
		alpha[k] = lo + (hi - lo) * (double)k / (LANES - 1);
	for (size_t i = 0; i < PARTS; i++) {
		for (size_t k = 0; k < LANES; k++)
			beta[k] = alpha[k] * (double)i / (PARTS - 1);
		damped_try(x, n, phi, alpha, beta, s);
		for (size_t k = 0; k < LANES; k++)
			if (s[k].sse < best->start.sse)
				*best = (struct candidate){alpha[k], beta[k],
							   phi, s[k]};
	}
}

void damped_fit(const double *x, size_t n, double lo, double hi,
		struct damped *out)
{
	static const double phis[] = {0.8, 0.9, 0.98};
	struct candidate best = {.start.sse = (double)INFINITY};

	for (size_t i = 0; i < ARRAY_LEN(phis); i++)
		search(x, n, phis[i], lo, hi, &best);
	*out = (struct damped){.alpha = best.alpha,
			       .beta = best.beta,
			       .phi = best.phi,
			       .level = x[0] + best.start.l0,
			       .trend = best.start.b0};
	for (size_t t = 0; t < n; t++) {
		double f = out->level + out->phi * out->trend;
		double e = x[t] - f;

		out->sse += e * e;
		out->level = f + out->alpha * e;
		out->trend = out->phi * out->trend + out->beta * e;
	}
}

double damped_at(const struct damped *d, int h)
{
	double sum = 0.0, power = 1.0;

	for (int j = 0; j < h; j++) {
		power *= d->phi;
		sum += power;
	}
	return d->level + d->trend * sum;
}
