/*
 * The trend of a gap; see gap_trend.h.
 */
#include "analysis/gap_trend.h"

#include <math.h>

#include "analysis/order.h"

struct gap {
	int *years;
	double *values;
	double *reference; /* of those years; in any order */
	size_t n;
	enum gap_scale scale;
};

static size_t take(const struct sheet *s, const struct sheet_series *one,
		   const struct sheet_series *reference, struct gap *g)
{
	return gap_series(s->years + one->from, s->values + one->from, one->n,
			  s->years + reference->from,
			  s->values + reference->from, reference->n, g->scale,
			  g->years, g->values);
}

/* g->scale: the one that is wished. */
static void gap_take(const struct sheet *s, const struct sheet_series *one,
		     const struct sheet_series *reference, struct gap *g)
{
	g->years = xmalloc(one->n * sizeof(*g->years));
	g->values = xmalloc(one->n * sizeof(*g->values));
	g->reference = xmalloc(one->n * sizeof(*g->reference));
	g->n = take(s, one, reference, g);
	if (g->n == 0 && g->scale == GAP_RATIO) {
		g->scale = GAP_DIFFERENCE;
		g->n = take(s, one, reference, g);
	}
	for (size_t i = 0; i < g->n; i++)
		g->reference[i] = sheet_value(s, reference, g->years[i]);
}

static void gap_release(struct gap *g)
{
	free(g->years);
	free(g->values);
	free(g->reference);
}

static struct trend_indicator rules_of(const struct sheet *s, int sex,
				       const struct gap *g)
{
	struct trend_indicator rules = sheet_trend_rules(s, sex);
	double level = fabs(order_median(g->reference, g->n));

	rules.nominal = false;
	rules.breaks_n = 0;
	rules.shocks_n = 0;
	if (g->scale == GAP_DIFFERENCE) {
		rules.level = level;
	} else {
		rules.proportion = false;
		rules.printed = pow(10.0, -rules.decimals) / level;
	}
	return rules;
}

static unsigned course_of(const struct gap *g, const struct trend *t)
{
	double slope = t->stats.slope, at = t->stats.intercept;

	if (!t->tested)
		return 0;
	switch (gap_course(g->scale, at + slope * t->first_year,
			   at + slope * t->last_year)) {
	case GAP_NARROWS:
		return NOTE_NARROWS;
	case GAP_WIDENS:
		return NOTE_WIDENS;
	case GAP_TURNS:
		return NOTE_TURNS;
	case GAP_STAYS:
		break;
	}
	return 0;
}

static bool assess(const struct sheet *s, const struct sheet_series *one,
		   const struct sheet_series *reference, enum gap_scale scale,
		   struct mk_cache *cache, struct trend *out, unsigned *course)
{
	struct trend_series series = sheet_trend_series(s, one);
	struct gap g = {.scale = scale};
	struct trend_indicator rules;

	gap_take(s, one, reference, &g);
	if (g.n > 0) {
		rules = rules_of(s, one->sex, &g);
		series.years = g.years;
		series.values = g.values;
		series.n = g.n;
		trend_assess(&rules, &series, cache, out);
		*course = course_of(&g, out);
	}
	gap_release(&g);
	return g.n > 0;
}

bool gap_trend_assess(const struct sheet *s, const struct sheet_series *one,
		      const struct sheet_series *reference,
		      struct mk_cache *cache, struct trend *out,
		      unsigned *course)
{
	bool differ = s->about.class == CLASS_PROPORTION ||
		      s->about.class == CLASS_INDEX;

	return assess(s, one, reference, differ ? GAP_DIFFERENCE : GAP_RATIO,
		      cache, out, course);
}

bool sexes_trend_assess(const struct sheet *s, const struct sheet_series *men,
			const struct sheet_series *women,
			struct mk_cache *cache, struct trend *out,
			unsigned *course)
{
	return assess(s, men, women, GAP_DIFFERENCE, cache, out, course);
}
