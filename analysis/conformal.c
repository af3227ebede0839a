/*
 * Pooled intervals; see conformal.h.
 */
#include "analysis/conformal.h"

#include <math.h>

#include "analysis/order.h"
#include "analysis/undefined.h"

#define ACCEPT_MIN 0.75
#define ACCEPT_MAX 0.90
/* What the rounding of (n + 1) p may add: (9 + 1) * 0.8 is 8 */
#define ROUNDING 1e-9

void conformal_release(struct conformal_pool *pool)
{
	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++)
		for (size_t j = 0; j < BACKTEST_ORIGINS; j++)
			free(pool->of[h][j].list);
	*pool = (struct conformal_pool){.series = 0};
}

/* There are many pools and most are small: room for as many as asked, then
 * half as many again. */
static void add_scores(struct conformal_pool *pool, size_t h, size_t j,
		       const float *scores, size_t n)
{
	size_t want = pool->of[h][j].n + n;

	if (n == 0)
		return;
	if (want > pool->of[h][j].cap) {
		pool->of[h][j].cap = want + pool->of[h][j].n / 2;
		pool->of[h][j].list =
			xreallocarray(pool->of[h][j].list, pool->of[h][j].cap,
				      sizeof(*scores));
	}
	memcpy(pool->of[h][j].list + pool->of[h][j].n, scores,
	       n * sizeof(*scores));
	pool->of[h][j].n = want;
}

void conformal_add(struct conformal_pool *pool, const struct backtest *b,
		   enum forecast_method m)
{
	bool any = false;

	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++)
		for (size_t j = 0; j < BACKTEST_ORIGINS; j++) {
			const float *score = &b->score[j][h][m];

			if (isnan(*score))
				continue;
			add_scores(pool, h, j, score, 1);
			any = true;
		}
	pool->series += any;
}

void conformal_add_all(struct conformal_pool *pool,
		       const struct conformal_pool *more)
{
	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++)
		for (size_t j = 0; j < BACKTEST_ORIGINS; j++)
			add_scores(pool, h, j, more->of[h][j].list,
				   more->of[h][j].n);
	pool->series += more->series;
}

double conformal_quantile(double *scores, size_t n, double p)
{
	double rank = ceil((double)(n + 1) * p - ROUNDING);

	if (rank < 1.0 || rank > (double)n)
		return UNDEFINED;
	return order_select(scores, n, (size_t)rank - 1);
}

static void rise(double widths[FORECAST_HORIZON_MAX])
{
	double widest = 0.0;

	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++) {
		if (isnan(widths[h]))
			continue;
		widest = fmax(widest, widths[h]);
		widths[h] = widest;
	}
}

/* The scores of a horizon, those of origins from `from` on; *n of them, the
 * caller's to free(). */
static double *gather(const struct conformal_pool *pool, size_t h, size_t from,
		      size_t *n)
{
	double *scores;
	size_t all = 0;

	for (size_t j = from; j < BACKTEST_ORIGINS; j++)
		all += pool->of[h][j].n;
	scores = xmalloc(all * sizeof(*scores));
	*n = 0;
	for (size_t j = from; j < BACKTEST_ORIGINS; j++)
		for (size_t i = 0; i < pool->of[h][j].n; i++)
			scores[(*n)++] = (double)pool->of[h][j].list[i];
	return scores;
}

void conformal_widths(const struct conformal_pool *pool, double p, bool all,
		      double widths[FORECAST_HORIZON_MAX])
{
	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++) {
		size_t n;
		/* h + 1 years after origin j: j - h - 1 before origin 0 */
		double *scores = gather(pool, h, all ? 0 : h + 1, &n);

		widths[h] = n < CONFORMAL_SERIES_MIN
				    ? UNDEFINED
				    : conformal_quantile(scores, n, p);
		free(scores);
	}
	rise(widths);
}

struct conformal_check
conformal_check(const struct conformal_pool *pool,
		const double widths[FORECAST_HORIZON_MAX])
{
	struct conformal_check c = {0};

	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++)
		for (size_t i = 0; i < pool->of[h][0].n; i++) {
			if (isnan(widths[h]))
				continue;
			c.n++;
			c.covered +=
				(double)pool->of[h][0].list[i] <= widths[h];
		}
	return c;
}

bool conformal_accepts(const struct conformal_check *c)
{
	double part = (double)c->covered / (double)c->n;

	return c->n >= CONFORMAL_CHECK_MIN && part >= ACCEPT_MIN &&
	       part <= ACCEPT_MAX;
}
