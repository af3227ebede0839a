/*
 * Ranks and their uncertainty; see rank.h.
 */
#include "analysis/rank.h"

#include <math.h>

#include "analysis/quantile.h"
#include "analysis/undefined.h"

enum {
	QUINTILES = 5
};

struct placed {
	double x;
	size_t at;
};

static int compare_placed(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	return (x->x > y->x) - (x->x < y->x);
}

/* p has room for n. */
static size_t rank_with(struct placed *p, const double *x, size_t n,
			enum rank_first first, size_t *rank)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		rank[i] = 0;
		if (!isnan(x[i]))
			p[k++] = (struct placed){
				first == RANK_HIGHEST ? -x[i] : x[i], i};
	}
	qsort(p, k, sizeof(*p), compare_placed);
	for (size_t i = 0, head = 0; i < k; i++) {
		if (p[i].x > p[head].x)
			head = i;
		rank[p[i].at] = head + 1;
	}
	return k;
}

size_t rank_all(const double *x, size_t n, enum rank_first first, size_t *rank)
{
	struct placed *p = xmalloc(n * sizeof(*p));
	size_t k = rank_with(p, x, n, first, rank);

	free(p);
	return k;
}

unsigned rank_group(size_t r, size_t n, unsigned groups)
{
	size_t up;

	if (r == 0 || r > n || groups == 0 || n < groups)
		return 0;
	/* rounded up in whole numbers, where no fraction can be a hair off
	 * a whole one */
	up = ((n + 1 - r) * groups + n - 1) / n;
	return up >= groups ? 1 : groups + 1 - (unsigned)up;
}

unsigned rank_quintile(size_t r, size_t n)
{
	return rank_group(r, n, QUINTILES);
}

static struct rank_interval interval_of(double *draws, size_t k)
{
	struct rank_interval v = {
		.low = floor(quantile(draws, RANK_DRAWS, 0.05)),
		.high = ceil(quantile(draws, RANK_DRAWS, 0.95)),
	};

	v.uncertain = rank_quintile((size_t)v.high, k) >
		      rank_quintile((size_t)v.low, k) + 1;
	return v;
}

/* draws[i * RANK_DRAWS + d]: the rank of i in draw d. Returns how many
 * report. */
static size_t draw_ranks(const struct posterior *post, struct random *streams,
			 size_t n, enum rank_first first, double *draws)
{
	struct placed *p = xmalloc(n * sizeof(*p));
	size_t *rank = xmalloc(n * sizeof(*rank)), k = 0;
	double *x = xmalloc(n * sizeof(*x));

	for (size_t d = 0; d < RANK_DRAWS; d++) {
		for (size_t i = 0; i < n; i++)
			x[i] = random_posterior(&streams[i], &post[i]);
		k = rank_with(p, x, n, first, rank);
		for (size_t i = 0; i < n; i++)
			draws[i * RANK_DRAWS + d] = (double)rank[i];
	}
	free(p);
	free(rank);
	free(x);
	return k;
}

void rank_intervals(const struct posterior *post, const int64_t *key, size_t n,
		    enum rank_first first, uint64_t seed,
		    struct rank_interval *out)
{
	struct random *streams = xmalloc(n * sizeof(*streams));
	double *draws = xmalloc(n * RANK_DRAWS * sizeof(*draws));
	size_t k;

	for (size_t i = 0; i < n; i++)
		streams[i] = random_start(seed, key ? (uint64_t)key[i] : i);
	k = draw_ranks(post, streams, n, first, draws);
	for (size_t i = 0; i < n; i++) {
		if (post[i].kind == POSTERIOR_NONE)
			out[i] = (struct rank_interval){UNDEFINED, UNDEFINED,
							false};
		else
			out[i] = interval_of(draws + i * RANK_DRAWS, k);
	}
	free(draws);
	free(streams);
}
