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
	double *scratch;
	size_t *rank;
};

static void peers_new(struct peers *g, size_t n)
{
	*g = (struct peers){0};
	g->of = xcalloc(n + 1, sizeof(struct position *));
	g->value = xmalloc((n + 1) * sizeof(*g->value));
	g->a = xmalloc((n + 1) * sizeof(*g->a));
	g->d = xmalloc((n + 1) * sizeof(*g->d));
	g->shrunken = xmalloc((n + 1) * sizeof(*g->shrunken));
	g->scratch = xmalloc((n + 1) * sizeof(*g->scratch));
	g->rank = xmalloc((n + 1) * sizeof(*g->rank));
}

static void peers_release(struct peers *g)
{
	free(g->of);
	free(g->value);
	free(g->a);
	free(g->d);
	free(g->shrunken);
	free(g->scratch);
	free(g->rank);
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
		g->n++;
	}
}

/* --- empirical Bayes ------------------------------------------------------ */

static void shrink(const struct sheet *s, struct peers *g)
{
	struct shrink_rates rates;
	struct shrink_parts parts;

	if (s->about.class == CLASS_PROPORTION)
		shrink_parts(g->a, g->d, g->n, &parts);
	else
		shrink_rates(g->a, g->d, g->n, &rates);
	for (size_t i = 0; i < g->n; i++)
		g->shrunken[i] =
			s->about.unit *
			(s->about.class == CLASS_PROPORTION
				 ? shrink_part(&parts, g->a[i], g->d[i])
				 : shrink_rate(&rates, g->a[i], g->d[i]));
}

static void put_shrunken(const struct sheet *s, struct peers *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct position *p = g->of[i];

		if (!p || isnan(g->shrunken[i]))
			continue;
		p->shrunken = g->shrunken[i];
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

static void put_ranks(struct peers *g)
{
	bool by_shrunken = all_shrunken(g);
	const double *x = by_shrunken ? g->shrunken : g->value;
	size_t ranked = rank_all(x, g->n, RANK_HIGHEST, g->rank);

	for (size_t i = 0; i < g->n; i++)
		if (g->of[i]) {
			g->of[i]->rank = g->rank[i];
			g->of[i]->ranked = ranked;
			g->of[i]->by_shrunken = by_shrunken;
		}
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

static void put_unusual(const struct sheet *s, struct peers *g)
{
	struct funnel f;

	funnel_fit(s->about.class == CLASS_PROPORTION ? FUNNEL_PROPORTION
						      : FUNNEL_RATE,
		   g->a, g->d, g->n, &f);
	/* a few areas tell no overdispersion, and most would be unusual */
	if (isnan(f.phi))
		return;
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
		put_unusual(s, g);
	}
	put_ranks(g);
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
