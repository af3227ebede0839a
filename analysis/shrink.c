/*
 * Empirical Bayes; see shrink.h.
 */
#include "analysis/shrink.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/undefined.h"

/* One area's two numbers: count and population, value and variance. */
struct pair {
	double x, n;
};

static int compare_pair(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return (x->x > y->x) - (x->x < y->x);
}

static bool usable_rate(double x, double n)
{
	return isfinite(x) && isfinite(n) && x >= 0.0 && n > 0.0;
}

static bool usable_part(double x, double n)
{
	return usable_rate(x, n) && x <= n;
}

static bool usable_value(double x, double n)
{
	return isfinite(x) && isfinite(n) && n > 0.0;
}

/* Those with figures, sorted, so that sums do not depend on the order of the
 * areas; k of them, the caller's to free(). */
static struct pair *usable_pairs(const double *x, const double *n, size_t areas,
				 bool (*usable)(double, double), size_t *k)
{
	struct pair *list = xmalloc(areas * sizeof(*list));

	*k = 0;
	for (size_t i = 0; i < areas; i++)
		if (usable(x[i], n[i]))
			list[(*k)++] = (struct pair){x[i], n[i]};
	qsort(list, *k, sizeof(*list), compare_pair);
	return list;
}

/* --- rates ---------------------------------------------------------------- */

void shrink_rates(const double *y, const double *n, size_t areas,
		  struct shrink_rates *out)
{
	double events = 0.0, people = 0.0, s2 = 0.0;
	size_t k;
	struct pair *p = usable_pairs(y, n, areas, usable_rate, &k);

	*out = (struct shrink_rates){k, UNDEFINED, 0.0};
	for (size_t i = 0; i < k; i++) {
		events += p[i].x;
		people += p[i].n;
	}
	if (k > 0) {
		double m = events / people;

		for (size_t i = 0; i < k; i++) {
			double d = p[i].x / p[i].n - m;

			s2 += p[i].n / people * d * d;
		}
		out->mean = m;
		out->variance = fmax(0.0, s2 - m / (people / (double)k));
	}
	free(p);
}

double shrink_rate(const struct shrink_rates *prior, double y, double n)
{
	double m = prior->mean, a = prior->variance;

	if (!usable_rate(y, n))
		return UNDEFINED;
	/* also where nothing happened anywhere: 0 / 0 otherwise */
	if (!(a > 0.0))
		return m;
	return m + (y / n - m) * (a / (a + m / n));
}

struct posterior shrink_rate_posterior(const struct shrink_rates *prior,
				       double y, double n)
{
	double m = prior->mean, a = prior->variance;

	if (!usable_rate(y, n) || !(a > 0.0))
		return (struct posterior){.kind = POSTERIOR_NONE};
	return (struct posterior){POSTERIOR_GAMMA, m * m / a + y, m / a + n};
}

/* --- proportions ---------------------------------------------------------- */

/* Bounds of a + b: above, nobody can tell it from a binomial, and the
 * likelihood loses its digits; below, every area is all or nothing. */
#define SUM_MAX 1e8
#define SUM_MIN 1e-4

/* The likelihood at u = logit mu, v = log(a + b), with its derivatives. */
struct surface {
	double loglik;
	double gu, gv, huu, huv, hvv;
};

struct point {
	double u, v;
};

static double mean_at(struct point at)
{
	return 1.0 / (1.0 + exp(-at.u));
}

static double loglik_at(const struct pair *p, size_t k, struct point at)
{
	double sum = exp(at.v), a = mean_at(at) * sum, b = sum - a;
	double prior = dist_log_beta(a, b), l = 0.0;

	for (size_t i = 0; i < k; i++)
		l += dist_log_beta(a + p[i].x, b + p[i].n - p[i].x) - prior;
	return l;
}

static void surface_at(const struct pair *p, size_t k, struct point at,
		       struct surface *out)
{
	double mu = mean_at(at), sum = exp(at.v), a = mu * sum, b = sum - a;
	double c = mu * (1.0 - mu) * sum; /* da/du, -db/du */
	double a0 = dist_digamma(a), b0 = dist_digamma(b);
	double s0 = dist_digamma(sum), a1 = dist_trigamma(a);
	double b1 = dist_trigamma(b), s1 = dist_trigamma(sum);
	double da = 0.0, db = 0.0, daa = 0.0, dab = 0.0, dbb = 0.0;

	for (size_t i = 0; i < k; i++) {
		double x = p[i].x, y = p[i].n - x;
		double s = dist_digamma(sum + p[i].n) - s0;
		double t = dist_trigamma(sum + p[i].n) - s1;

		da += dist_digamma(a + x) - a0 - s;
		db += dist_digamma(b + y) - b0 - s;
		daa += dist_trigamma(a + x) - a1 - t;
		dbb += dist_trigamma(b + y) - b1 - t;
		dab -= t;
	}
	out->loglik = loglik_at(p, k, at);
	out->gu = c * (da - db);
	out->gv = a * da + b * db;
	out->huu = c * c * (daa - 2.0 * dab + dbb) +
		   c * (1.0 - 2.0 * mu) * (da - db);
	out->huv = c * (a * daa + (b - a) * dab - b * dbb) + c * (da - db);
	out->hvv = a * a * daa + 2.0 * a * b * dab + b * b * dbb + out->gv;
}

/* Newton's step, shortened by `damp` (Levenberg): uphill as soon as -H + damp
 * is positive definite. false: it is not. */
static bool step_of(const struct surface *s, double damp, struct point *step)
{
	double p = damp - s->huu, q = -s->huv, r = damp - s->hvv;
	double det = p * r - q * q;

	if (!(p > 0.0 && det > 0.0))
		return false;
	step->u = (r * s->gu - q * s->gv) / det;
	step->v = (p * s->gv - q * s->gu) / det;
	return fabs(step->u) <= 4.0 && fabs(step->v) <= 4.0;
}

static struct point moved(struct point at, struct point step)
{
	double v = fmin(fmax(at.v + step.v, log(SUM_MIN)), log(SUM_MAX));

	return (struct point){at.u + step.u, v};
}

/* Climbs from *at, by ever shorter steps where Newton's leads down; false: no
 * higher point was found, it is the top. */
static bool climb(const struct pair *p, size_t k, struct point *at)
{
	enum {
		TRIES = 16
	};
	struct surface s;
	double damp = 0.0;

	surface_at(p, k, *at, &s);
	for (int i = 0; i<TRIES; i++, damp = damp> 0.0 ? 10 * damp : 1e-3) {
		struct point step, next;

		if (!step_of(&s, damp, &step))
			continue;
		next = moved(*at, step);
		if (loglik_at(p, k, next) > s.loglik) {
			*at = next;
			return fabs(step.u) + fabs(step.v) > 1e-9;
		}
	}
	return false;
}

/* a + b from the moments of the proportions (analysis of variance, Donner
 * 1986), within bounds from which to climb. */
static double sum_by_moments(const struct pair *p, size_t k, double mu,
			     double people)
{
	double between = 0.0, squares = 0.0, one = mu * (1.0 - mu), rho;

	for (size_t i = 0; i < k; i++) {
		double d = p[i].x / p[i].n - mu;

		between += p[i].n * d * d;
		squares += p[i].n * p[i].n / people;
	}
	rho = (between / one - (double)(k - 1)) /
	      (people - squares - (double)(k - 1));
	rho = isfinite(rho) ? fmin(fmax(rho, 1e-4), 0.9) : 0.1;
	return 1.0 / rho - 1.0;
}

/* Does the likelihood rise when the areas may differ? Half of it is its slope
 * at rho = 0 (Tarone 1979). */
static bool overdispersed(const struct pair *p, size_t k, double mu,
			  double people)
{
	double excess = 0.0;

	for (size_t i = 0; i < k; i++) {
		double d = p[i].x - p[i].n * mu;

		excess += d * d / (mu * (1.0 - mu)) - p[i].n;
	}
	return excess > 1e-9 * people;
}

static double binomial_loglik(double events, double people)
{
	double mu = events / people;

	return (events > 0.0 ? events * log(mu) : 0.0) +
	       (events < people ? (people - events) * log1p(-mu) : 0.0);
}

/* What the likelihood owes to the ways in which x of n can come about. */
static double ways(const struct pair *p, size_t k)
{
	double l = 0.0;

	for (size_t i = 0; i < k; i++)
		l += -log1p(p[i].n) -
		     dist_log_beta(p[i].x + 1.0, p[i].n - p[i].x + 1.0);
	return l;
}

static void fit_parts(const struct pair *p, size_t k, struct shrink_parts *out)
{
	double events = 0.0, people = 0.0, mu;
	struct point at;

	for (size_t i = 0; i < k; i++) {
		events += p[i].x;
		people += p[i].n;
	}
	mu = events / people;
	out->mean = mu;
	out->loglik = binomial_loglik(events, people) + ways(p, k);
	if (!(mu > 0.0 && mu < 1.0) || k < 2 ||
	    !overdispersed(p, k, mu, people))
		return;
	at = (struct point){log(mu) - log1p(-mu),
			    log(sum_by_moments(p, k, mu, people))};
	for (int i = 0; i < 200 && climb(p, k, &at); i++)
		;
	if (exp(at.v) > 0.99 * SUM_MAX)
		return;
	out->mean = mean_at(at);
	out->rho = 1.0 / (1.0 + exp(at.v));
	out->a = out->mean * exp(at.v);
	out->b = exp(at.v) - out->a;
	out->loglik = loglik_at(p, k, at) + ways(p, k);
}

void shrink_parts(const double *x, const double *n, size_t areas,
		  struct shrink_parts *out)
{
	size_t k;
	struct pair *p = usable_pairs(x, n, areas, usable_part, &k);

	*out = (struct shrink_parts){k,         UNDEFINED, 0.0,
				     UNDEFINED, UNDEFINED, UNDEFINED};
	if (k > 0)
		fit_parts(p, k, out);
	free(p);
}

double shrink_part(const struct shrink_parts *prior, double x, double n)
{
	if (!usable_part(x, n))
		return UNDEFINED;
	if (!(prior->rho > 0.0))
		return prior->mean;
	return (prior->a + x) / (prior->a + prior->b + n);
}

struct posterior shrink_part_posterior(const struct shrink_parts *prior,
				       double x, double n)
{
	if (!usable_part(x, n) || !(prior->rho > 0.0))
		return (struct posterior){.kind = POSTERIOR_NONE};
	return (struct posterior){POSTERIOR_BETA, prior->a + x,
				  prior->b + (n - x)};
}

/* --- values --------------------------------------------------------------- */

void shrink_values(const double *y, const double *v, size_t areas,
		   struct shrink_values *out)
{
	double w1 = 0.0, w2 = 0.0, wy = 0.0, mean, c;
	size_t k;
	struct pair *p = usable_pairs(y, v, areas, usable_value, &k);

	*out = (struct shrink_values){k, UNDEFINED, UNDEFINED, 0.0, 0.0};
	for (size_t i = 0; i < k; i++) {
		w1 += 1.0 / p[i].n;
		w2 += 1.0 / p[i].n / p[i].n;
		wy += p[i].x / p[i].n;
	}
	mean = wy / w1;
	for (size_t i = 0; i < k; i++)
		out->q += (p[i].x - mean) * (p[i].x - mean) / p[i].n;
	c = w1 - w2 / w1;
	if (k > 1 && c > 0.0)
		out->tau2 = fmax(0.0, (out->q - (double)(k - 1)) / c);
	w1 = 0.0;
	wy = 0.0;
	for (size_t i = 0; i < k; i++) {
		w1 += 1.0 / (p[i].n + out->tau2);
		wy += p[i].x / (p[i].n + out->tau2);
	}
	if (k > 0) {
		out->mean = wy / w1;
		out->mean_se = sqrt(1.0 / w1);
	}
	free(p);
}

struct posterior shrink_value(const struct shrink_values *prior, double y,
			      double v)
{
	double own, rest, se;

	if (!usable_value(y, v) || prior->k == 0)
		return (struct posterior){.kind = POSTERIOR_NONE};
	own = prior->tau2 / (prior->tau2 + v);
	rest = 1.0 - own;
	se = sqrt(own * v + rest * rest * prior->mean_se * prior->mean_se);
	return (struct posterior){POSTERIOR_NORMAL,
				  prior->mean + own * (y - prior->mean), se};
}
