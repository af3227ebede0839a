/*
 * The standing of each area among the others of its kind; see position.h.
 */
#include <math.h>

#include "analysis/funnel.h"
#include "analysis/position.h"
#include "analysis/quantile.h"
#include "analysis/rank.h"
#include "analysis/shrink.h"
#include "analysis/undefined.h"

/* All areas of one kind and sex in one year, reporting or not. */
struct peers {
	enum area_kind kind;
	int sex, year;
	size_t n;
	struct position **of;  /* NULL: its newest figure is of another year */
	double *value, *a, *d; /* NAN: none */
	double *shrunken;      /* NAN: no counts */
	struct posterior *posterior; /* POSTERIOR_NONE without counts */
	int64_t *key;                /* an area's own number */
	bool spread;                 /* the areas differ more than by chance */
	double *scratch;
	size_t *rank;
};

static void peers_new(struct peers *g, size_t n)
{
	*g = (struct peers){0};
	g->of = xcalloc(n, sizeof(struct position *));
	g->value = xmalloc(n * sizeof(*g->value));
	g->a = xmalloc(n * sizeof(*g->a));
	g->d = xmalloc(n * sizeof(*g->d));
	g->shrunken = xmalloc(n * sizeof(*g->shrunken));
	g->posterior = xmalloc(n * sizeof(*g->posterior));
	g->key = xmalloc(n * sizeof(*g->key));
	g->scratch = xmalloc(n * sizeof(*g->scratch));
	g->rank = xmalloc(n * sizeof(*g->rank));
}

static void peers_release(struct peers *g)
{
	free(g->of);
	free(g->value);
	free(g->a);
	free(g->d);
	free(g->shrunken);
	free(g->posterior);
	free(g->key);
	free(g->scratch);
	free(g->rank);
}

/* The same in every store, so that what is drawn is the same. */
static int64_t key_of(const struct place *p)
{
	int64_t code = 0;

	for (const char *c = p->code; *c; c++)
		code = code * 256 + (unsigned char)*c;
	return code;
}

static void gather(const struct sheet *s, const struct denominators *d,
		   struct positions *all, struct peers *g)
{
	g->n = 0;
	for (size_t i = 0; i < all->n; i++) {
		struct position *p = &all->list[i];
		struct counts c;

		if (p->series->place->kind != g->kind ||
		    p->series->sex != g->sex)
			continue;
		(void)denominators_counts(s, d, p->series, g->year, &c);
		g->of[g->n] = p->year == g->year ? p : NULL;
		g->value[g->n] = sheet_value(s, p->series, g->year);
		g->a[g->n] = c.a;
		g->d[g->n] = c.d;
		g->key[g->n] = key_of(p->series->place);
		g->n++;
	}
}

/* --- empirical Bayes ------------------------------------------------------ */

static void shrink_proportions(struct peers *g)
{
	struct shrink_parts prior;

	shrink_parts(g->a, g->d, g->n, &prior);
	g->spread = prior.rho > 0;
	for (size_t i = 0; i < g->n; i++) {
		g->shrunken[i] = shrink_part(&prior, g->a[i], g->d[i]);
		g->posterior[i] =
			shrink_part_posterior(&prior, g->a[i], g->d[i]);
	}
}

static void shrink_events(struct peers *g)
{
	struct shrink_rates prior;

	shrink_rates(g->a, g->d, g->n, &prior);
	g->spread = prior.variance > 0;
	for (size_t i = 0; i < g->n; i++) {
		g->shrunken[i] = shrink_rate(&prior, g->a[i], g->d[i]);
		g->posterior[i] =
			shrink_rate_posterior(&prior, g->a[i], g->d[i]);
	}
}

static void shrink(const struct sheet *s, struct peers *g)
{
	if (s->about.class == CLASS_PROPORTION)
		shrink_proportions(g);
	else
		shrink_events(g);
	for (size_t i = 0; i < g->n; i++)
		g->shrunken[i] *= s->about.unit;
}

static void put_shrunken(const struct sheet *s, struct peers *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct position *p = g->of[i];

		if (!p || isnan(g->shrunken[i]))
			continue;
		p->shrunken = g->shrunken[i];
		p->notes |= g->spread ? 0 : POSITION_CHANCE;
		p->excess = (p->shrunken - p->benchmark) * p->counts.d /
			    s->about.unit;
	}
}

/* --- place ---------------------------------------------------------------- */

/* Shrunken figures are ranked where all that report have one: a mixture would
 * leave the small areas without counts at the ends. */
static bool all_shrunken(const struct peers *g)
{
	for (size_t i = 0; i < g->n; i++)
		if (!isnan(g->value[i]) && isnan(g->shrunken[i]))
			return false;
	return true;
}

/* The draws cost more than all the rest together, so they are made where a page
 * may say "the best" or "the worst". */
static bool deserves_interval(const struct sheet *s, const struct peers *g)
{
	return g->sex == 0 && g->year == s->newest_year &&
	       s->about.polarity != POLARITY_NEUTRAL;
}

/* Among all that report: their counts are known, and they do differ. */
static void put_rank_intervals(struct peers *g)
{
	struct rank_interval *r = xmalloc((g->n + 1) * sizeof(*r));

	rank_intervals(g->posterior, g->key, g->n, RANK_HIGHEST,
		       (uint64_t)g->year * SEXES, r);
	for (size_t i = 0; i < g->n; i++) {
		if (!g->of[i])
			continue;
		g->of[i]->rank_low = r[i].low;
		g->of[i]->rank_high = r[i].high;
		g->of[i]->rank_uncertain = r[i].uncertain;
	}
	free(r);
}

static void put_ranks(const struct sheet *s, struct peers *g)
{
	bool by_shrunken = g->kind == AREA_TOWN && all_shrunken(g);
	const double *x = by_shrunken ? g->shrunken : g->value;
	size_t ranked = rank_all(x, g->n, RANK_HIGHEST, g->rank);

	for (size_t i = 0; i < g->n; i++)
		if (g->of[i]) {
			g->of[i]->rank = g->rank[i];
			g->of[i]->ranked = ranked;
			g->of[i]->by_shrunken = by_shrunken;
		}
	if (by_shrunken && g->spread && deserves_interval(s, g))
		put_rank_intervals(g);
	(void)rank_all(x, g->n, RANK_LOWEST, g->rank);
	for (size_t i = 0; i < g->n; i++)
		if (g->of[i])
			g->of[i]->quintile = rank_quintile(g->rank[i], ranked);
}

static void put_z(struct peers *g)
{
	struct robust r;
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		if (!isnan(g->value[i]))
			g->scratch[n++] = g->value[i];
	r = robust_of(g->scratch, n);
	for (size_t i = 0; i < g->n; i++)
		if (g->of[i])
			g->of[i]->z = robust_z(&r, g->value[i]);
}

/* --- funnel --------------------------------------------------------------- */

/* Kept where it is the funnel of more than a few newest figures. */
static void keep_funnel(const struct peers *g, const struct funnel *f,
			struct positions *all)
{
	struct position_funnel one = {g->sex, g->year, *f, HUGE_VAL, 0};
	size_t newest = 0;

	for (size_t i = 0; i < g->n; i++) {
		if (!funnel_usable(f->kind, g->a[i], g->d[i]))
			continue;
		newest += g->of[i] != NULL;
		one.least = fmin(one.least, g->d[i]);
		one.most = fmax(one.most, g->d[i]);
	}
	if (newest <= FUNNEL_AREAS_FEW)
		return;
	all->funnels = xreallocarray(all->funnels, all->funnels_n + 1,
				     sizeof(*all->funnels));
	all->funnels[all->funnels_n++] = one;
}

static void put_unusual(const struct sheet *s, struct peers *g,
			struct positions *all)
{
	struct funnel f;

	funnel_fit(s->about.class == CLASS_PROPORTION ? FUNNEL_PROPORTION
						      : FUNNEL_RATE,
		   g->a, g->d, g->n, &f);
	/* a few areas tell no overdispersion, and most would be unusual */
	if (isnan(f.phi))
		return;
	keep_funnel(g, &f, all);
	for (size_t i = 0; i < g->n; i++) {
		struct position *p = g->of[i];
		struct interval l;

		if (!p || !funnel_usable(f.kind, g->a[i], g->d[i]) ||
		    p->notes & POSITION_FEW_CASES)
			continue;
		l = funnel_limits(&f, g->d[i], 0.998);
		p->phi = f.phi;
		p->unusual = LEVEL_SIMILAR;
		if (g->a[i] / g->d[i] < l.low)
			p->unusual = LEVEL_MUCH_LOWER;
		if (g->a[i] / g->d[i] > l.high)
			p->unusual = LEVEL_MUCH_HIGHER;
	}
}

/* --- all ------------------------------------------------------------------ */

static void compare_year(const struct sheet *s, const struct denominators *d,
			 struct positions *all, struct peers *g)
{
	gather(s, d, all, g);
	for (size_t i = 0; i < g->n; i++)
		g->shrunken[i] = UNDEFINED;
	if (d->why == LIMITS_GIVEN && g->kind == AREA_TOWN) {
		shrink(s, g);
		put_shrunken(s, g);
		put_unusual(s, g, all);
	}
	put_ranks(s, g);
	put_z(g);
}

/* Has an earlier one of the same kind and sex this year already? */
static bool is_done(const struct positions *all, size_t i)
{
	const struct position *p = &all->list[i];

	for (size_t j = 0; j < i; j++) {
		const struct position *o = &all->list[j];

		if (o->year == p->year &&
		    o->series->place->kind == p->series->place->kind &&
		    o->series->sex == p->series->sex)
			return true;
	}
	return false;
}

void positions_compare(const struct sheet *s, const struct denominators *d,
		       struct positions *all)
{
	struct peers g;

	peers_new(&g, all->n);
	for (size_t i = 0; i < all->n; i++) {
		if (is_done(all, i))
			continue;
		g.kind = all->list[i].series->place->kind;
		g.sex = all->list[i].series->sex;
		g.year = all->list[i].year;
		compare_year(s, d, all, &g);
	}
	peers_release(&g);
}
