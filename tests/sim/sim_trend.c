/*
 * False alarms and power of the trend test at 5 %.
 */
#include "tests/sim/sim.h"

#include <math.h>

#include "analysis/trend.h"

enum {
	POINTS_MAX = 30,
	FIRST_YEAR = 2000
};

struct rates {
	size_t plain;    /* exact Mann-Kendall alone */
	size_t adjusted; /* the method: and the adjustment for persistence */
};

static void test_series(const double *x, size_t n, struct mk_cache *cache,
			struct rates *r)
{
	int years[POINTS_MAX];
	struct trend_stats st;

	for (size_t i = 0; i < n; i++)
		years[i] = FIRST_YEAR + (int)i;
	trend_stats(years, x, n, 1, cache, &st);
	r->plain += st.mk.p <= 0.05;
	r->adjusted += st.p_adj <= 0.05;
}

static void noise(struct sim *s, struct mk_cache *cache)
{
	static const struct {
		size_t n;
		double rho, plain, chosen;
	} c[] = {
		{8, 0, .029, .018},   {10, 0, .043, .028},
		{15, 0, .045, .032},  {25, 0, .043, .032},
		{10, .4, .132, .064}, {15, .4, .151, .062},
		{25, .4, .160, .053}, {15, .6, .260, .085},
		{25, .8, .454, .106},
	};

	for (int adjusted = 0; adjusted < 2; adjusted++) {
		uint64_t seed = s->seed; /* the same series for both */

		sim_title(adjusted ? "AR(1), no trend: the method"
				   : "AR(1), no trend: exact Mann-Kendall");
		for (size_t i = 0; i < ARRAY_LEN(c); i++) {
			struct rates r = {0};
			char what[40];

			for (int k = 0; k < SIM_RUNS; k++) {
				double x[POINTS_MAX];

				sim_ar1(s, c[i].rho, x, c[i].n);
				test_series(x, c[i].n, cache, &r);
			}
			(void)snprintf(what, sizeof(what), "n %zu, rho %.1f",
				       c[i].n, c[i].rho);
			sim_at_most(s, what, adjusted ? r.adjusted : r.plain,
				    SIM_RUNS,
				    adjusted ? c[i].chosen : c[i].plain);
		}
		if (!adjusted)
			s->seed = seed;
	}
}

static void power(struct sim *s, struct mk_cache *cache)
{
	static const struct {
		size_t n;
		double plain, chosen;
	} c[] = {{15, .30, .22}, {20, .64, .52}, {25, .91, .84}};

	sim_title("0.1 sd a year: found");
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct rates r = {0};
		char what[40];

		for (int k = 0; k < SIM_RUNS; k++) {
			double x[POINTS_MAX];

			sim_ar1(s, 0.0, x, c[i].n);
			for (size_t j = 0; j < c[i].n; j++)
				x[j] += 0.1 * (double)j;
			test_series(x, c[i].n, cache, &r);
		}
		(void)snprintf(what, sizeof(what), "n %zu, Mann-Kendall",
			       c[i].n);
		sim_at_least(s, what, r.plain, SIM_RUNS, c[i].plain);
		(void)snprintf(what, sizeof(what), "n %zu, the method", c[i].n);
		sim_at_least(s, what, r.adjusted, SIM_RUNS, c[i].chosen);
	}
}

/* The method as the store has it: moving averages are thinned. */
static bool thinned_alarm(const double *x, size_t n, int span,
			  struct mk_cache *cache)
{
	int years[POINTS_MAX];
	struct trend t;
	struct trend_indicator rules = {
		.span = span,
		.decimals = 6,
		.newest_year = FIRST_YEAR + (int)n - 1,
		.run_year = FIRST_YEAR + (int)n,
		.collected = years,
		.collected_n = n,
	};
	struct trend_series series = {years, x, n, NULL, 0};

	for (size_t i = 0; i < n; i++)
		years[i] = FIRST_YEAR + (int)i;
	trend_assess(&rules, &series, cache, &t);
	return t.tested && t.stats.p_adj <= 0.05;
}

static void overlapping_means(struct sim *s, struct mk_cache *cache)
{
	enum {
		N = 15,
		SPAN = 3
	};
	struct rates r = {0};
	size_t thinned = 0;

	for (int k = 0; k < SIM_RUNS; k++) {
		double e[POINTS_MAX], x[POINTS_MAX];

		sim_ar1(s, 0.0, e, N + SPAN - 1);
		for (size_t i = 0; i < N; i++)
			x[i] = (e[i] + e[i + 1] + e[i + 2]) / SPAN;
		test_series(x, N, cache, &r);
		thinned += thinned_alarm(x, N, SPAN, cache);
	}
	sim_title("means of three years that overlap, n 15");
	sim_at_most(s, "Mann-Kendall", r.plain, SIM_RUNS, .243);
	sim_at_most(s, "adjusted, not thinned", r.adjusted, SIM_RUNS, .036);
	sim_at_most(s, "thinned: the method", thinned, SIM_RUNS, .020);
}

static void counts(struct sim *s, struct mk_cache *cache)
{
	static const double means[] = {0.5, 1, 2, 5, 10};

	sim_title("Poisson counts, no trend");
	for (size_t i = 0; i < ARRAY_LEN(means); i++)
		for (size_t n = 10; n <= 20; n += 10) {
			struct rates r = {0};
			char what[40];

			for (int k = 0; k < SIM_RUNS; k++) {
				double x[POINTS_MAX];

				for (size_t j = 0; j < n; j++)
					x[j] = sim_poisson(s, means[i]);
				test_series(x, n, cache, &r);
			}
			(void)snprintf(what, sizeof(what),
				       "mean %.1f, n %zu, Mann-Kendall",
				       means[i], n);
			sim_at_most(s, what, r.plain, SIM_RUNS, .050);
			(void)snprintf(what, sizeof(what),
				       "mean %.1f, n %zu, the method", means[i],
				       n);
			sim_at_most(s, what, r.adjusted, SIM_RUNS, .050);
		}
}

void sim_trend(struct sim *s)
{
	struct mk_cache *cache = mk_cache_new();

	noise(s, cache);
	power(s, cache);
	overlapping_means(s, cache);
	counts(s, cache);
	mk_cache_free(cache);
}
