/*
 * Exponential smoothing; see smoothing.h.
 */
#include "analysis/smoothing.h"

#include <math.h>

enum {
	LANES = 8 /* weights tried side by side: the compiler turns the inner
		     loops into vector instructions */
};

/* --- simple --------------------------------------------------------------- */

enum {
	COARSE = 4 * LANES, /* alphas of the first grid, one for all parts */
	ROUNDS = 2 /* of LANES alphas between the best one's neighbours */
};

/*
 * The least sum of squares over l_0 for each alpha, of x[0..n[i]) into sse[i].
 * Values are taken less x[0], so that a high level costs no digits. With u_t
 * the errors for l_0 = 0 and w_t = (1 - alpha)^(t-1) the errors are
 * u_t - l_0 w_t.
 */
static void ses_try(const double *x, const size_t *n, size_t parts,
		    const double *alpha, double (*sse)[LANES])
{
	double l[LANES] = {0}, w[LANES], uu[LANES] = {0}, uw[LANES] = {0},
	       ww[LANES] = {0};
	size_t t = 0;

	for (size_t k = 0; k < LANES; k++)
		w[k] = 1.0;
	for (size_t i = 0; i < parts; i++) {
		for (; t < n[i]; t++) {
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
			sse[i][k] = uu[k] - uw[k] * uw[k] / ww[k];
	}
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

/* The best of LANES alphas from lo to hi. */
static double ses_best(const double *x, size_t n, double lo, double hi)
{
	double alpha[LANES], sse[1][LANES];
	size_t best = 0;

	for (size_t k = 0; k < LANES; k++)
		alpha[k] = lo + (hi - lo) * (double)k / (LANES - 1);
	ses_try(x, &n, 1, alpha, sse);
	for (size_t k = 1; k < LANES; k++)
		if (sse[0][k] < sse[0][best])
			best = k;
	return alpha[best];
}

/* From the best of the coarse grid on. */
static void ses_refine(const double *x, size_t n, double lo, double hi,
		       struct ses *out)
{
	double step = (hi - lo) / (COARSE - 1);

	for (int round = 0; round < ROUNDS; round++) {
		out->alpha = ses_best(x, n, fmax(lo, out->alpha - step),
				      fmin(hi, out->alpha + step));
		step *= 2.0 / (LANES - 1);
	}
	out->level = ses_start(x, n, out->alpha);
	out->sse = 0.0;
	for (size_t t = 0; t < n; t++) {
		double e = x[t] - out->level;

		out->sse += e * e;
		out->level += out->alpha * e;
	}
}

void ses_fit(const double *x, const size_t *n, size_t parts, double lo,
	     double hi, struct ses *out)
{
	if (parts > SMOOTHING_PARTS_MAX)
		die("%zu parts of a series", parts);
	for (size_t i = 0; i < parts; i++)
		out[i] = (struct ses){.alpha = hi, .sse = (double)INFINITY};
	for (size_t block = 0; block < COARSE; block += LANES) {
		double alpha[LANES], sse[SMOOTHING_PARTS_MAX][LANES];

		for (size_t k = 0; k < LANES; k++)
			alpha[k] = lo + (hi - lo) * (double)(block + k) /
						(COARSE - 1);
		ses_try(x, n, parts, alpha, sse);
		for (size_t i = 0; i < parts; i++)
			for (size_t k = 0; k < LANES; k++)
				if (sse[i][k] < out[i].sse) {
					out[i].sse = sse[i][k];
					out[i].alpha = alpha[k];
				}
	}
	for (size_t i = 0; i < parts; i++)
		ses_refine(x, n[i], lo, hi, &out[i]);
}

/* --- damped trend --------------------------------------------------------- */

enum {
	BETAS = 4 /* for each alpha: 0 to alpha */
};

/* LANES pairs of weights under way: the states and sums of the errors
 * u - l_0 v - b_0 w, where v and w answer to one unit of l_0 and of b_0. */
struct damped_run {
	double alpha[LANES], beta[LANES];
	double ul[LANES], ub[LANES], vl[LANES], vb[LANES], wl[LANES], wb[LANES];
	double uu[LANES], uv[LANES], uw[LANES], vv[LANES], vw[LANES], ww[LANES];
};

/* One more value. */
static void damped_step(struct damped_run *r, double phi, double y)
{
	for (size_t k = 0; k < LANES; k++) {
		double uf = r->ul[k] + phi * r->ub[k];
		double v = r->vl[k] + phi * r->vb[k];
		double w = r->wl[k] + phi * r->wb[k];
		double u = y - uf;

		r->uu[k] += u * u;
		r->uv[k] += u * v;
		r->uw[k] += u * w;
		r->vv[k] += v * v;
		r->vw[k] += v * w;
		r->ww[k] += w * w;
		r->ul[k] = uf + r->alpha[k] * u;
		r->ub[k] = phi * r->ub[k] + r->beta[k] * u;
		r->vl[k] = v - r->alpha[k] * v;
		r->vb[k] = phi * r->vb[k] - r->beta[k] * v;
		r->wl[k] = w - r->alpha[k] * w;
		r->wb[k] = phi * r->wb[k] - r->beta[k] * w;
	}
}

struct candidate {
	double alpha, beta, phi;
	double l0, b0, sse; /* l0 less x[0] */
};

/* The starting values with the least sum of squares in lane k. */
static struct candidate damped_solve(const struct damped_run *r, size_t k,
				     double phi)
{
	struct candidate c = {
		.alpha = r->alpha[k], .beta = r->beta[k], .phi = phi};
	double det = r->vv[k] * r->ww[k] - r->vw[k] * r->vw[k];

	if (det > 1e-12 * r->vv[k] * r->ww[k]) {
		c.l0 = (r->uv[k] * r->ww[k] - r->uw[k] * r->vw[k]) / det;
		c.b0 = (r->uw[k] * r->vv[k] - r->uv[k] * r->vw[k]) / det;
	} else {
		c.l0 = r->uv[k] / r->vv[k];
	}
	c.sse = r->uu[k] - c.l0 * r->uv[k] - c.b0 * r->uw[k];
	return c;
}

/* The best of LANES pairs of weights for each part, if it beats best[i]. */
static void damped_try(const double *x, const size_t *n, size_t parts,
		       double phi, struct damped_run *r, struct candidate *best)
{
	size_t t = 0;

	for (size_t k = 0; k < LANES; k++) {
		r->vl[k] = 1.0;
		r->wb[k] = 1.0;
	}
	for (size_t i = 0; i < parts; i++) {
		for (; t < n[i]; t++)
			damped_step(r, phi, x[t] - x[0]);
		for (size_t k = 0; k < LANES; k++) {
			struct candidate c = damped_solve(r, k, phi);

			if (c.sse < best[i].sse)
				best[i] = c;
		}
	}
}

/* The state after the last value. */
static void damped_end(const double *x, size_t n, const struct candidate *c,
		       struct damped *out)
{
	*out = (struct damped){.alpha = c->alpha,
			       .beta = c->beta,
			       .phi = c->phi,
			       .level = x[0] + c->l0,
			       .trend = c->b0};
	for (size_t t = 0; t < n; t++) {
		double f = out->level + out->phi * out->trend;
		double e = x[t] - f;

		out->sse += e * e;
		out->level = f + out->alpha * e;
		out->trend = out->phi * out->trend + out->beta * e;
	}
}

void damped_fit(const double *x, const size_t *n, size_t parts, double lo,
		double hi, struct damped *out)
{
	static const double phis[] = {0.8, 0.9, 0.98};
	struct candidate best[SMOOTHING_PARTS_MAX];

	if (parts > SMOOTHING_PARTS_MAX)
		die("%zu parts of a series", parts);
	for (size_t i = 0; i < parts; i++)
		best[i] = (struct candidate){.sse = (double)INFINITY};
	for (size_t p = 0; p < ARRAY_LEN(phis); p++)
		for (size_t b = 0; b < BETAS; b++) {
			struct damped_run r = {.ul = {0}};

			for (size_t k = 0; k < LANES; k++) {
				r.alpha[k] = lo + (hi - lo) * (double)k /
							  (LANES - 1);
				r.beta[k] =
					r.alpha[k] * (double)b / (BETAS - 1);
			}
			damped_try(x, n, parts, phis[p], &r, best);
		}
	for (size_t i = 0; i < parts; i++)
		damped_end(x, n[i], &best[i], &out[i]);
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
