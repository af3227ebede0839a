/*
 * Pooled intervals; see conformal.h.
 */
#include "analysis/conformal.h"

#include <math.h>

#include "analysis/grown.h"
#include "analysis/order.h"
#include "analysis/undefined.h"

#define ACCEPT_MIN 0.75
#define ACCEPT_MAX 0.90
/* What the rounding of (n + 1) p may add: (9 + 1) * 0.8 is 8 */
#define ROUNDING 1e-9

void conformal_release(struct conformal_pool *pool)
{
	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++)
		free(pool->of[h].list);
	*pool = (struct conformal_pool){.series = 0};
}

static void add_one(struct conformal_pool *pool, size_t h,
		    struct conformal_score one)
{
	pool->of[h].list = grown(pool->of[h].list, pool->of[h].n,
				 &pool->of[h].cap, sizeof(*pool->of[h].list));
	pool->of[h].list[pool->of[h].n++] = one;
}

void conformal_add(struct conformal_pool *pool, const struct backtest *b,
		   enum forecast_method m)
{
	bool any = false;

	for (size_t j = 0; j < BACKTEST_ORIGINS; j++)
		for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++) {
			float score = b->score[j][h][m];

			if (isnan(score))
				continue;
			add_one(pool, h,
				(struct conformal_score){score, (uint8_t)j});
			any = true;
		}
	pool->series += any;
}

void conformal_add_all(struct conformal_pool *pool,
		       const struct conformal_pool *more)
{
	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++)
		for (size_t i = 0; i < more->of[h].n; i++)
			add_one(pool, h, more->of[h].list[i]);
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

void conformal_widths(const struct conformal_pool *pool, double p, bool all,
		      double widths[FORECAST_HORIZON_MAX])
{
	for (size_t h = 0; h < FORECAST_HORIZON_MAX; h++) {
		double *scores = xmalloc((pool->of[h].n + 1) * sizeof(*scores));
		size_t n = 0;

		for (size_t i = 0; i < pool->of[h].n; i++) {
			struct conformal_score one = pool->of[h].list[i];

			if (all || one.origin > h)
				scores[n++] = (double)one.score;
		}
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
		for (size_t i = 0; i < pool->of[h].n; i++) {
			struct conformal_score one = pool->of[h].list[i];

			if (one.origin > 0 || isnan(widths[h]))
				continue;
			c.n++;
			c.covered += (double)one.score <= widths[h];
		}
	return c;
}

bool conformal_accepts(const struct conformal_check *c)
{
	double part = (double)c->covered / (double)c->n;

	return c->n >= CONFORMAL_CHECK_MIN && part >= ACCEPT_MIN &&
	       part <= ACCEPT_MAX;
}
