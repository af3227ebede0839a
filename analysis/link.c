/*
 * Links between variables; see link.h.
 */
#include "analysis/link.h"

#include <math.h>

#include "analysis/correlation.h"
#include "analysis/fdr.h"
#include "analysis/grown.h"
#include "analysis/order.h"
#include "analysis/related.h"
#include "analysis/undefined.h"

struct search {
	const struct link_variable *v;
	size_t count;
	const struct link_areas *areas;
	size_t **order;    /* of each variable: its areas by value */
	size_t *ordered;   /* how many have one */
	double *u, *w, *r; /* room for a value of each area */
	struct link *list;
	size_t n, cap;
};

/* --- the values in order, once for all pairs --------------------------------
 */

struct valued {
	double x;
	size_t area;
};

static void sort_areas(struct search *s, size_t i)
{
	struct valued *v = xmalloc(s->areas->n * sizeof(*v));
	size_t n = 0;

	for (size_t k = 0; k < s->areas->n; k++)
		if (!isnan(s->v[i].x[k]))
			v[n++] = (struct valued){s->v[i].x[k], k};
	qsort(v, n, sizeof(*v), order_compare);
	s->order[i] = xmalloc(n * sizeof(*s->order[i]));
	for (size_t k = 0; k < n; k++)
		s->order[i][k] = v[k].area;
	s->ordered[i] = n;
	free(v);
}

static void begin(struct search *s)
{
	size_t n = s->areas->n;

	s->order = xcalloc(s->count, sizeof(*s->order));
	s->ordered = xcalloc(s->count, sizeof(*s->ordered));
	s->u = xmalloc(n * sizeof(*s->u));
	s->w = xmalloc(n * sizeof(*s->w));
	s->r = xmalloc(n * sizeof(*s->r));
	for (size_t i = 0; i < s->count; i++)
		sort_areas(s, i);
}

static void release(struct search *s)
{
	for (size_t i = 0; i < s->count; i++)
		free(s->order[i]);
	free(s->order);
	free(s->ordered);
	free(s->u);
	free(s->w);
	free(s->r);
}

/* --- one pair ---------------------------------------------------------------
 */

enum part {
	FIRST_HALF,
	SECOND_HALF,
	COUNTRY
};

/* Whether an area counts. */
static bool takes(const struct search *s, const struct link *l, size_t area,
		  enum part part)
{
	return !isnan(s->v[l->a].x[area]) && !isnan(s->v[l->b].x[area]) &&
	       (part == COUNTRY ||
		s->areas->second[area] == (part == SECOND_HALF));
}

/* Ranks of variable i among the areas that count, by area into `ranks`; returns
 * how many. */
static size_t rank_pair(struct search *s, const struct link *l, size_t i,
			enum part part, double *ranks)
{
	double *sorted = s->r;
	size_t n = 0;

	for (size_t k = 0; k < s->ordered[i]; k++)
		if (takes(s, l, s->order[i][k], part))
			sorted[n++] = s->v[i].x[s->order[i][k]];
	ranks_ordered(sorted, n, sorted);
	for (size_t k = 0, at = 0; k < s->ordered[i]; k++)
		if (takes(s, l, s->order[i][k], part))
			ranks[s->order[i][k]] = sorted[at++];
	return n;
}

static double rho_of(struct search *s, const struct link *l, enum part part,
		     size_t *n)
{
	size_t m = 0;

	*n = rank_pair(s, l, l->a, part, s->u);
	(void)rank_pair(s, l, l->b, part, s->w);
	/* what counts moves to the front */
	for (size_t k = 0; k < s->areas->n; k++)
		if (takes(s, l, k, part)) {
			s->u[m] = s->u[k];
			s->w[m++] = s->w[k];
		}
	return rank_correlation(s->u, s->w, m);
}

static void test_pair(struct search *s, size_t a, size_t b)
{
	const struct link_variable *x = &s->v[a], *y = &s->v[b];
	struct link l = {.a = a, .b = b};

	if (s->ordered[a] < LINK_AREAS_MIN || s->ordered[b] < LINK_AREAS_MIN ||
	    (x->year && y->year && abs(x->year - y->year) > LINK_YEARS_MAX) ||
	    indicators_related(x->theme, x->title, y->theme, y->title))
		return;
	l.rho = rho_of(s, &l, COUNTRY, &l.n);
	if (l.n < LINK_AREAS_MIN || isnan(l.rho))
		return;
	l.p = correlation_p(l.rho, (double)l.n - 2.0);
	s->list = grown(s->list, s->n, &s->cap, sizeof(*s->list));
	s->list[s->n++] = l;
}

/* --- given the background ---------------------------------------------------
 */

/* The areas that have both and all of the background. */
static size_t complete_areas(const struct search *s, const struct link *l,
			     size_t *places)
{
	const struct link_areas *all = s->areas;
	size_t n = 0;

	for (size_t k = 0; k < all->n; k++) {
		bool whole = takes(s, l, k, COUNTRY);

		for (size_t j = 0; j < all->given_n; j++)
			whole = whole && !isnan(all->given[j * all->n + k]);
		if (whole)
			places[n++] = k;
	}
	return n;
}

static void ranks_at(const double *x, const size_t *places, size_t n,
		     double *room, double *ranks)
{
	for (size_t i = 0; i < n; i++)
		room[i] = x[places[i]];
	ranks_of(room, n, ranks);
}

static void find_partial(struct search *s, struct link *l)
{
	const struct link_areas *all = s->areas;
	size_t *places = xmalloc(all->n * sizeof(*places));
	size_t n = complete_areas(s, l, places);
	size_t k = all->given_n;
	double *given = xmalloc(n * (k + all->regions) * sizeof(*given));

	for (size_t j = 0; j < k; j++)
		ranks_at(all->given + j * all->n, places, n, s->r,
			 given + j * n);
	/* the constant and the others say the first region too */
	for (size_t j = 1; j < all->regions; j++, k++)
		for (size_t i = 0; i < n; i++)
			given[k * n + i] = (size_t)all->region[places[i]] == j;
	ranks_at(s->v[l->a].x, places, n, s->r, s->u);
	ranks_at(s->v[l->b].x, places, n, s->r, s->w);
	k = residuals_basis(given, n, k);
	residuals_of(given, n, k, s->u);
	residuals_of(given, n, k, s->w);
	l->partial = UNDEFINED;
	l->partial_p = UNDEFINED;
	l->partial_n = n;
	if (n >= LINK_AREAS_MIN)
		partial_of(s->u, s->w, n, k, &l->partial, &l->partial_p);
	free(given);
	free(places);
}

/* --- all of them ------------------------------------------------------------
 */

static void adjust(struct search *s)
{
	double *p = xmalloc(3 * s->n * sizeof(*p));

	for (size_t i = 0; i < s->n; i++)
		p[i] = s->list[i].p;
	(void)fdr_adjust(p, s->n, p + s->n, p + 2 * s->n);
	for (size_t i = 0; i < s->n; i++)
		s->list[i].q = p[s->n + i];
	free(p);
}

static bool is_link(struct search *s, struct link *l)
{
	size_t n;

	if (fabs(l->rho) < LINK_RHO_MIN || !(l->q <= LINK_Q_MAX))
		return false;
	l->half[0] = rho_of(s, l, FIRST_HALF, &n);
	l->half[1] = rho_of(s, l, SECOND_HALF, &n);
	return l->half[0] * l->rho > 0.0 && l->half[1] * l->rho > 0.0;
}

enum {
	PLACES = 1 << 20 /* more than there are variables */
};

/* Strongest first, of two as strong the one with the lower places. */
static int compare_link(const void *a, const void *b)
{
	const struct link *x = a, *y = b;
	const double u[] = {-fabs(x->rho),
			    (double)x->a * PLACES + (double)x->b};
	const double v[] = {-fabs(y->rho),
			    (double)y->a * PLACES + (double)y->b};

	return order_compare_two(u, v);
}

size_t links_find(const struct link_variable *v, size_t count,
		  const struct link_areas *areas, struct link **out,
		  size_t *family)
{
	struct search s = {.v = v, .count = count, .areas = areas};
	size_t n = 0;

	begin(&s);
	for (size_t b = 1; b < count; b++)
		for (size_t a = 0; a < b; a++)
			test_pair(&s, a, b);
	adjust(&s);
	*family = s.n;
	for (size_t i = 0; i < s.n; i++)
		if (is_link(&s, &s.list[i])) {
			find_partial(&s, &s.list[i]);
			s.list[n++] = s.list[i];
		}
	if (n > 0)
		qsort(s.list, n, sizeof(*s.list), compare_link);
	*out = s.list;
	release(&s);
	return n;
}

void link_halves(const int *region, size_t n, size_t regions, bool *second)
{
	size_t counted = 0, cut;

	/* the first region that is in the second half */
	for (cut = 0; cut < regions && 2 * counted < n; cut++)
		for (size_t i = 0; i < n; i++)
			counted += (size_t)region[i] == cut;
	for (size_t i = 0; i < n; i++)
		second[i] = (size_t)region[i] >= cut;
}
