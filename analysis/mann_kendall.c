/*
 * Mann-Kendall with exact p; see mann_kendall.h.
 */
#include "analysis/mann_kendall.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/undefined.h"

enum {
	TIES_MAX = MK_EXACT_MAX / 2, /* groups of two and more */
	CACHE_DOUBLES = 8 << 20,     /* 64 MB */
	SLOTS_FIRST = 256,
};

struct mk_null {
	size_t n;
	size_t ties_n;
	uint8_t ties[TIES_MAX]; /* larger first, none of 1 */
	int64_t max;            /* M */
	double *cum;            /* cum[i] = P(I <= i), i = 0..M */
};

struct mk_cache {
	struct mk_null **slots; /* open addressing, a power of two of them */
	size_t slots_n;
	size_t used;
	size_t doubles; /* held in all distributions */
	size_t doubles_max;
	double c[MK_EXACT_MAX + 1]; /* mk_exact_c; 0: not known yet */
};

/* --- the null distribution ------------------------------------------------ */

/* A polynomial in q with probabilities as coefficients. */
struct poly {
	double *a;
	size_t n; /* coefficients, the degree is n - 1 */
};

static void poly_multiply(struct poly *p, const double *b, size_t bn)
{
	size_t n = p->n + bn - 1;
	double *out = xcalloc(n, sizeof(*out));

	for (size_t i = 0; i < p->n; i++)
		for (size_t j = 0; j < bn; j++)
			out[i + j] += p->a[i] * b[j];
	free(p->a);
	p->a = out;
	p->n = n;
}

/*
 * The coefficients of binom(m, u)_q over binom(m, u), u(m-u)+1 of them; the
 * caller's to free(). By C(j,k) = C(j-1,k-1) + q^k C(j-1,k), each divided by
 * its ordinary binomial on the way: additions of positive numbers only, so
 * that the far tail keeps its relative precision.
 */
static double *q_binomial(size_t m, size_t u)
{
	size_t width = u * (m - u) + 1;
	double *rows = xcalloc((u + 1) * width, sizeof(*rows));
	double *out = xmalloc(width * sizeof(*out));

	rows[0] = 1.0;
	for (size_t j = 1; j <= m; j++) {
		for (size_t k = j < u ? j : u; k > 0; k--) {
			double *row = rows + k * width;
			const double *prev = rows + (k - 1) * width;
			double take = (double)k / (double)j;
			double pass = (double)(j - k) / (double)j;

			/* rows beyond j - k = m - u are not needed */
			if (j - k > m - u)
				continue;
			for (size_t i = k * (j - k) + 1; i-- > 0;)
				row[i] = take * prev[i] +
					 (i >= k ? pass * row[i - k] : 0.0);
		}
	}
	memcpy(out, rows + u * width, width * sizeof(*out));
	free(rows);
	return out;
}

/* The coefficients of [n]_q! / prod [u]_q!, ties first and then the single
 * values, whose factor is binom(m, 1)_q = 1 + q + ... + q^(m-1). */
static struct poly null_poly(size_t n, const uint8_t *ties, size_t ties_n)
{
	struct poly p = {xmalloc(sizeof(*p.a)), 1};
	double uniform[MK_EXACT_MAX];
	size_t m = 0;

	p.a[0] = 1.0;
	for (size_t g = 0; g < ties_n; g++) {
		double *q;

		m += ties[g];
		q = q_binomial(m, ties[g]);
		poly_multiply(&p, q, ties[g] * (m - ties[g]) + 1);
		free(q);
	}
	while (m < n) {
		m++;
		for (size_t i = 0; i < m; i++)
			uniform[i] = 1.0 / (double)m;
		poly_multiply(&p, uniform, m);
	}
	return p;
}

static struct mk_null *null_new(size_t n, const uint8_t *ties, size_t ties_n)
{
	struct mk_null *d = xcalloc(1, sizeof(*d));
	struct poly p = null_poly(n, ties, ties_n);

	d->n = n;
	d->ties_n = ties_n;
	memcpy(d->ties, ties, ties_n);
	d->max = (int64_t)p.n - 1;
	for (size_t i = 1; i < p.n; i++)
		p.a[i] += p.a[i - 1];
	d->cum = p.a;
	return d;
}

static void null_free(struct mk_null *d)
{
	if (!d)
		return;
	free(d->cum);
	free(d);
}

int64_t mk_null_max(const struct mk_null *d)
{
	return d->max;
}

/* S >= s means I <= (M - s) / 2. */
double mk_null_upper(const struct mk_null *d, int64_t s)
{
	if (s > d->max)
		return 0.0;
	if (s <= -d->max)
		return 1.0;
	return fmin(1.0, d->cum[(d->max - s) / 2]);
}

double mk_null_p(const struct mk_null *d, int64_t s)
{
	return fmin(1.0, 2.0 * mk_null_upper(d, s < 0 ? -s : s));
}

/* --- the cache ------------------------------------------------------------ */

struct mk_cache *mk_cache_new(void)
{
	return mk_cache_sized(CACHE_DOUBLES);
}

struct mk_cache *mk_cache_sized(size_t doubles)
{
	struct mk_cache *c = xcalloc(1, sizeof(*c));

	c->doubles_max = doubles;
	c->slots_n = SLOTS_FIRST;
	c->slots = xcalloc(c->slots_n, sizeof(*c->slots));
	return c;
}

static void cache_empty(struct mk_cache *c)
{
	for (size_t i = 0; i < c->slots_n; i++) {
		null_free(c->slots[i]);
		c->slots[i] = NULL;
	}
	c->used = 0;
	c->doubles = 0;
}

void mk_cache_free(struct mk_cache *c)
{
	if (!c)
		return;
	cache_empty(c);
	free(c->slots);
	free(c);
}

/* FNV-1a over n and the sizes. */
static size_t key_hash(size_t n, const uint8_t *ties, size_t ties_n)
{
	uint64_t h = (UINT64_C(14695981039346656037) ^ n) * 1099511628211U;

	for (size_t k = 0; k < ties_n; k++)
		h = (h ^ ties[k]) * 1099511628211U;
	return (size_t)(h ^ (h >> 32));
}

/* The slot that holds the pattern, or the empty one where it belongs. */
static struct mk_null **slot_of(struct mk_null **slots, size_t slots_n,
				size_t n, const uint8_t *ties, size_t ties_n)
{
	size_t i = key_hash(n, ties, ties_n) & (slots_n - 1);

	while (slots[i] && (slots[i]->n != n || slots[i]->ties_n != ties_n ||
			    memcmp(slots[i]->ties, ties, ties_n) != 0))
		i = (i + 1) & (slots_n - 1);
	return &slots[i];
}

static void cache_grow(struct mk_cache *c)
{
	size_t n = c->slots_n * 2;
	struct mk_null **slots = xcalloc(n, sizeof(*slots));

	for (size_t i = 0; i < c->slots_n; i++) {
		struct mk_null *d = c->slots[i];

		if (d)
			*slot_of(slots, n, d->n, d->ties, d->ties_n) = d;
	}
	free(c->slots);
	c->slots = slots;
	c->slots_n = n;
}

/* ties: larger first, none of 1. */
static const struct mk_null *cache_get(struct mk_cache *c, size_t n,
				       const uint8_t *ties, size_t ties_n)
{
	struct mk_null **slot = slot_of(c->slots, c->slots_n, n, ties, ties_n);
	struct mk_null *d = *slot;

	if (d)
		return d;
	d = null_new(n, ties, ties_n);
	if (c->doubles + (size_t)d->max + 1 > c->doubles_max)
		cache_empty(c);
	if (2 * (c->used + 1) > c->slots_n)
		cache_grow(c);
	*slot_of(c->slots, c->slots_n, n, ties, ties_n) = d;
	c->used++;
	c->doubles += (size_t)d->max + 1;
	return d;
}

/* Puts a size into ties[0..n), larger first. */
static void ties_insert(uint8_t *ties, size_t n, size_t size)
{
	size_t i = n;

	for (; i > 0 && ties[i - 1] < size; i--)
		ties[i] = ties[i - 1];
	ties[i] = (uint8_t)size;
}

const struct mk_null *mk_null_get(struct mk_cache *c, size_t n,
				  const size_t *ties, size_t ties_n)
{
	uint8_t key[TIES_MAX];
	size_t key_n = 0, sum = 0;

	for (size_t i = 0; i < ties_n; i++)
		sum += ties[i];
	if (n > MK_EXACT_MAX || sum > n)
		die("mann_kendall: tie sizes beyond n");
	for (size_t i = 0; i < ties_n; i++)
		if (ties[i] > 1)
			ties_insert(key, key_n++, ties[i]);
	return cache_get(c, n, key, key_n);
}

double mk_exact_c(struct mk_cache *c, size_t n)
{
	const struct mk_null *d;
	int64_t k;

	if (n > MK_EXACT_MAX)
		return UNDEFINED;
	if (c->c[n] != 0.0)
		return c->c[n];
	d = mk_null_get(c, n, NULL, 0);
	/* S moves in steps of two */
	for (k = d->max; k > 0 && mk_null_upper(d, k) <= 0.025;)
		k -= 2;
	c->c[n] = k == d->max ? UNDEFINED : (double)k;
	return c->c[n];
}

/* --- the test ------------------------------------------------------------- */

static int64_t kendall_s(const double *x, size_t n)
{
	int64_t s = 0;

	for (size_t j = 1; j < n; j++)
		for (size_t i = 0; i < j; i++)
			s += (x[j] > x[i]) - (x[j] < x[i]);
	return s;
}

/* By insertion: fastest for ten points, the usual number, and S takes as many
 * steps as this does at most. */
static void sort_values(double *a, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		double v = a[i];
		size_t j = i;

		for (; j > 0 && a[j - 1] > v; j--)
			a[j] = a[j - 1];
		a[j] = v;
	}
}

/* What the ties of a series amount to. */
struct tied {
	uint8_t sizes[TIES_MAX]; /* larger first; for n <= MK_EXACT_MAX */
	size_t sizes_n;
	int64_t pairs;   /* T = sum u(u-1)/2 */
	int64_t var_sum; /* sum u(u-1)(2u+5) */
};

static void tied_add(struct tied *t, size_t n, size_t size)
{
	int64_t u = (int64_t)size;

	if (size < 2)
		return;
	t->pairs += u * (u - 1) / 2;
	t->var_sum += u * (u - 1) * (2 * u + 5);
	if (n <= MK_EXACT_MAX)
		ties_insert(t->sizes, t->sizes_n++, size);
}

static void find_ties(const double *x, size_t n, struct tied *t)
{
	double small[MK_EXACT_MAX];
	double *a = n <= MK_EXACT_MAX ? small : xmalloc(n * sizeof(*a));
	size_t run = 1;

	*t = (struct tied){.sizes_n = 0};
	memcpy(a, x, n * sizeof(*a));
	sort_values(a, n);
	for (size_t i = 1; i < n; i++) {
		if (a[i] > a[i - 1]) {
			tied_add(t, n, run);
			run = 0;
		}
		run++;
	}
	tied_add(t, n, run);
	if (a != small)
		free(a);
}

static double z_of(int64_t s, double var_s)
{
	if (s == 0)
		return 0.0;
	return (double)(s > 0 ? s - 1 : s + 1) / sqrt(var_s);
}

void mk_test(const double *x, size_t n, struct mk_cache *c, struct mk *out)
{
	int64_t pairs, max;
	const struct mk_null *d;
	struct tied t;

	*out = (struct mk){.tau_b = UNDEFINED, .p = 1.0, .p_min = 1.0};
	if (n < 2)
		return;
	find_ties(x, n, &t);
	pairs = (int64_t)(n * (n - 1) / 2);
	max = pairs - t.pairs;
	if (max == 0)
		return;
	out->s = kendall_s(x, n);
	out->var_s =
		(double)(2 * pairs * (int64_t)(2 * n + 5) - t.var_sum) / 18.0;
	out->tau_b = (double)out->s / sqrt((double)max * (double)pairs);
	out->z = z_of(out->s, out->var_s);
	if (n > MK_EXACT_MAX) {
		out->p = dist_normal_two_sided(out->z);
		out->p_min = dist_normal_two_sided(z_of(max, out->var_s));
		return;
	}
	d = cache_get(c, n, t.sizes, t.sizes_n);
	out->p = mk_null_p(d, out->s);
	out->p_min = mk_null_p(d, max);
}
