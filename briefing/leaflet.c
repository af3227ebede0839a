/*
 * See leaflet.h.
 */
#include "lib/base.h"

#include "briefing/leaflet.h"

enum {
	Q_COURSE,
	Q_COUNTS,
	Q_SPREAD,
	Q_SEXES,
	Q_GAPS,
	Q_NEEDS,
	Q_MULTIPLES,
	Q_COUNT
};

/* Of fewer municipalities a spread says too little (as in the spine chart). */
enum {
	SPREAD_MIN = 10
};

#define Q_CLEAR 0.05

static const char *const sql[Q_COUNT] = {
	[Q_COURSE] = "SELECT year, value FROM v_observation"
		     " WHERE source = ?1 AND indicator = ?2 AND area_kind = ?3"
		     "   AND area_code = ?4 AND sex = 'total'"
		     "   AND value IS NOT NULL ORDER BY year",
	[Q_COUNTS] = "SELECT source, indicator, numerator FROM v_latest"
		     " WHERE area_kind = 'kunta' AND area_code = ?1"
		     "   AND sex = 'total' AND numerator IS NOT NULL",
	[Q_SPREAD] = "SELECT value FROM v_observation"
		     " WHERE source = ?1 AND indicator = ?2"
		     "   AND area_kind = 'kunta' AND sex = 'total'"
		     "   AND year = ?3 AND value IS NOT NULL ORDER BY value",
	[Q_SEXES] = "SELECT source, indicator, year, sex = 'female', value"
		    " FROM v_latest WHERE area_kind = 'kunta'"
		    "   AND area_code = ?1 AND sex IN ('female', 'male')"
		    "   AND value IS NOT NULL ORDER BY source, indicator, sex",
	[Q_GAPS] = "SELECT source, indicator, note LIKE '%narrowed%',"
		   "  note LIKE '%widened%' FROM v_trend"
		   " WHERE area_kind = 'kunta' AND area_code = ?1"
		   "   AND sex = 'total' AND kind = 'sexes' AND q <= ?2"
		   "   AND verdict IN ('up', 'down', 'up_small', 'down_small')",
	[Q_NEEDS] = "SELECT source, indicator, cell FROM v_matrix"
		    " WHERE area_kind = 'kunta' AND area_code = ?1"
		    "   AND cell <= 4 AND apart IS NULL ORDER BY cell, place",
	[Q_MULTIPLES] = "SELECT name, title, alt FROM v_chart"
			" WHERE kind = 'multiples'"
			"   AND area_kind = 'hyvinvointialue'"
			"   AND area_code = ?1 AND source = ?2"
			"   AND indicator = ?3 AND lang = ?4 ORDER BY name",
};
const struct sql_set briefing_leaflet_sql = {"briefing/leaflet", sql, Q_COUNT};

struct leaflet_reader {
	struct stmts *set;
	struct spread *spreads; /* asked so far: most rows share the year */
	size_t n;
};

int leaflet_reader_new(struct leaflet_reader **out, struct db *db,
		       struct err *e)
{
	struct leaflet_reader *r = xcalloc(1, sizeof(*r));

	if (stmts_new(&r->set, db, &briefing_leaflet_sql, e) < 0) {
		free(r);
		return -1;
	}
	*out = r;
	return 0;
}

void leaflet_reader_free(struct leaflet_reader *r)
{
	if (!r)
		return;
	stmts_free(r->set);
	free(r->spreads);
	free(r);
}

/* The row of the indicator that columns 0 and 1 name; p->n: not followed. */
static size_t row_of(const struct profile *p, struct stmt *q)
{
	char *source = xstrdup(stmt_col_text(q, 0));
	size_t i = catalog_find(p->cat, source, stmt_col_text(q, 1));

	free(source);
	return i;
}

/* --- figures over time --- */

static int read_years(struct course_year **out, size_t *n,
		      struct leaflet_reader *r, const struct indicator *ind,
		      const char *kind, const char *code, struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_COURSE);
	int rc;

	stmt_text(q, 1, ind->source);
	stmt_text(q, 2, ind->code);
	stmt_text(q, 3, kind);
	stmt_text(q, 4, code);
	while ((rc = stmt_step(q, e)) > 0) {
		*out = xreallocarray(*out, *n + 1, sizeof(**out));
		(*out)[(*n)++] = (struct course_year){
			.year = (int)stmt_col_int(q, 0),
			.value = stmt_col_double(q, 1),
		};
	}
	return rc;
}

/* Surveys have their national row in Mainland Finland. */
static int read_course(struct course *c, struct leaflet_reader *r,
		       const struct indicator *ind, const char *place,
		       struct err *e)
{
	if (c->own_n > 0)
		return 0;
	if (read_years(&c->own, &c->own_n, r, ind, "kunta", place, e) < 0)
		return -1;
	/* the country's size beside one municipality's would hide its course */
	if (measure_is_size(&ind->measure))
		return 0;
	if (read_years(&c->country, &c->country_n, r, ind, "maa", "358", e) < 0)
		return -1;
	if (c->country_n > 0)
		return 0;
	return read_years(&c->country, &c->country_n, r, ind, "nuts1", "1", e);
}

bool leaflet_is_shown(const struct leaflet *l, size_t link,
		      const struct meter **m)
{
	const struct accord *a = l->accord;
	size_t i = catalog_find(l->p->cat,
				accord_cell(a, ACCORD_LINKS, link, LINK_SOURCE),
				accord_cell(a, ACCORD_LINKS, link, LINK_CODE));

	*m = i < l->p->n ? &l->p->rows[i] : NULL;
	return *m && (*m)->state == STATE_VALUE && !(*m)->old &&
	       strcmp(accord_cell(a, ACCORD_LINKS, link, LINK_STRENGTH),
		      "direct") == 0;
}

static int read_courses(struct leaflet *l, struct leaflet_reader *r,
			struct err *e)
{
	size_t n = l->accord ? accord_count(l->accord, ACCORD_LINKS) : 0;
	const struct meter *m;

	for (size_t i = 0; i < n; i++)
		if (leaflet_is_shown(l, i, &m) &&
		    read_course(&l->courses[m - l->p->rows], r, m->ind,
				l->p->place->code, e) < 0)
			return -1;
	return 0;
}

/* --- among all municipalities --- */

/* R's type 7; v sorted, n > 0. */
static double quantile(const double *v, size_t n, double p)
{
	double h = (double)(n - 1) * p;
	size_t k = (size_t)h;

	return k + 1 < n ? v[k] + (h - (double)k) * (v[k + 1] - v[k]) : v[k];
}

static int ask_spread(struct leaflet_reader *r, struct spread *s, struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_SPREAD);
	double *v = NULL;
	size_t n = 0, cap = 0;
	int rc;

	stmt_text(q, 1, s->ind->source);
	stmt_text(q, 2, s->ind->code);
	stmt_int(q, 3, s->year);
	while ((rc = stmt_step(q, e)) > 0) {
		if (n == cap) {
			cap = cap ? cap * 2 : 512;
			v = xreallocarray(v, cap, sizeof(*v));
		}
		v[n++] = stmt_col_double(q, 0);
	}
	s->known = rc == 0 && n >= SPREAD_MIN && v[0] < v[n - 1];
	for (size_t i = 0; s->known && i < ARRAY_LEN(s->q); i++)
		s->q[i] = quantile(v, n, (const double[]){0, .25, .75, 1}[i]);
	free(v);
	return rc;
}

static int read_spread(struct spread *out, struct leaflet_reader *r,
		       const struct meter *m, struct err *e)
{
	struct spread s = {.ind = m->ind, .year = m->year};

	for (size_t i = 0; i < r->n; i++)
		if (r->spreads[i].ind == m->ind &&
		    r->spreads[i].year == m->year) {
			*out = r->spreads[i];
			return 0;
		}
	if (ask_spread(r, &s, e) < 0)
		return -1;
	r->spreads = xreallocarray(r->spreads, r->n + 1, sizeof(*r->spreads));
	r->spreads[r->n++] = s;
	*out = s;
	return 0;
}

static int read_spreads(struct leaflet *l, struct leaflet_reader *r,
			struct err *e)
{
	for (size_t i = 0; i < l->p->n; i++)
		if (l->p->rows[i].state == STATE_VALUE && !l->p->rows[i].old &&
		    read_spread(&l->spreads[i], r, &l->p->rows[i], e) < 0)
			return -1;
	return 0;
}

bool leaflet_place(const struct meter *m, const struct spread *s, double v,
		   double *at)
{
	double bench = m->country, below, above, h;

	if (!s->known || !isfinite(bench) || !isfinite(v))
		return false;
	below = bench - s->q[0];
	above = s->q[3] - bench;
	h = below > above ? below : above;
	if (!(h > 0))
		return false;
	*at = (v - bench + h) / (2 * h);
	if (strcmp(m->ind->polarity, "lower_better") == 0)
		*at = 1 - *at;
	*at = *at < 0 ? 0 : *at > 1 ? 1 : *at;
	return true;
}

static int read_counts(struct leaflet *l, struct leaflet_reader *r,
		       struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_COUNTS);
	int rc;

	stmt_text(q, 1, l->p->place->code);
	while ((rc = stmt_step(q, e)) > 0) {
		size_t i = row_of(l->p, q);

		if (i < l->p->n)
			l->counts[i] = stmt_col_double(q, 2);
	}
	return rc;
}

/* --- women and men --- */

/* How far apart, beside their size: what is in other units compares. */
static double apart(const struct pair *x)
{
	double size = fabs(x->female) + fabs(x->male);

	return size > 0 ? fabs(x->female - x->male) / size : 0;
}

static int compare_pair(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	double p = apart(x), q = apart(y);

	if (p < q || p > q)
		return p > q ? -1 : 1;
	return x->ind < y->ind ? -1 : x->ind > y->ind;
}

static struct pair *pair_of(struct leaflet *l, const struct indicator *ind)
{
	for (size_t i = 0; i < l->pair_n; i++)
		if (l->pairs[i].ind == ind)
			return &l->pairs[i];
	l->pairs = xreallocarray(l->pairs, l->pair_n + 1, sizeof(*l->pairs));
	l->pairs[l->pair_n] = (struct pair){
		.ind = ind, .female = NO_FIGURE, .male = NO_FIGURE};
	return &l->pairs[l->pair_n++];
}

/* Both of the same year, and not too old to be told of. */
static void drop_halves(struct leaflet *l)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->pair_n; i++)
		if (isfinite(l->pairs[i].female) && isfinite(l->pairs[i].male))
			l->pairs[kept++] = l->pairs[i];
	l->pair_n = kept;
	if (kept > 1)
		qsort(l->pairs, kept, sizeof(*l->pairs), compare_pair);
}

static int read_sexes(struct leaflet *l, struct leaflet_reader *r,
		      struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_SEXES);
	int rc;

	stmt_text(q, 1, l->p->place->code);
	while ((rc = stmt_step(q, e)) > 0) {
		size_t i = row_of(l->p, q);
		int year = (int)stmt_col_int(q, 2);
		struct pair *x;

		if (i >= l->p->n || year <= l->p->cat->old_year ||
		    measure_is_size(&l->p->cat->list[i].measure))
			continue;
		x = pair_of(l, &l->p->cat->list[i]);
		if (year < x->year)
			continue;
		if (year > x->year)
			x->female = x->male = NO_FIGURE;
		x->year = year;
		*(stmt_col_int(q, 3) ? &x->female : &x->male) =
			stmt_col_double(q, 4);
	}
	drop_halves(l);
	return rc;
}

static int read_gaps(struct leaflet *l, struct leaflet_reader *r, struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_GAPS);
	int rc;

	stmt_text(q, 1, l->p->place->code);
	stmt_double(q, 2, Q_CLEAR);
	while ((rc = stmt_step(q, e)) > 0) {
		size_t k = row_of(l->p, q);

		for (size_t i = 0; k < l->p->n && i < l->pair_n; i++)
			if (l->pairs[i].ind == &l->p->cat->list[k])
				l->pairs[i].gap =
					stmt_col_int(q, 2)   ? GAP_NARROWED
					: stmt_col_int(q, 3) ? GAP_WIDENED
							     : GAP_NO_CHANGE;
	}
	return rc;
}

/* --- what asks to be agreed on --- */

static void need_add(struct leaflet *l, const struct meter *m, int cell)
{
	for (size_t i = 0; i < l->need_n; i++)
		if (l->needs[i].m == m)
			return;
	l->needs = xreallocarray(l->needs, l->need_n + 1, sizeof(*l->needs));
	l->needs[l->need_n++] = (struct need){.m = m, .cell = cell};
}

static int read_needs(struct leaflet *l, struct leaflet_reader *r,
		      struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_NEEDS);
	const struct meter **worse;
	size_t n;
	int rc;

	stmt_text(q, 1, l->p->place->code);
	while ((rc = stmt_step(q, e)) > 0) {
		size_t i = row_of(l->p, q);

		if (i < l->p->n && !l->p->rows[i].old &&
		    l->p->rows[i].state == STATE_VALUE)
			need_add(l, &l->p->rows[i], (int)stmt_col_int(q, 2));
	}
	worse = profile_group(l->p, GROUP_WORSE, &n);
	for (size_t i = 0; rc == 0 && i < n; i++)
		need_add(l, worse[i], 0);
	free(worse);
	return rc;
}

/* The first need; where there is none, the first figure of a priority. */
static void choose_top(struct leaflet *l)
{
	size_t n = l->accord ? accord_count(l->accord, ACCORD_LINKS) : 0;

	if (l->need_n > 0)
		l->top = l->needs[0].m;
	for (size_t i = 0; !l->top && i < n; i++) {
		const struct meter *m;

		(void)leaflet_is_shown(l, i, &m);
		if (m && m->state == STATE_VALUE && !m->old)
			l->top = m;
	}
}

static int read_multiples(struct leaflet *l, struct leaflet_reader *r,
			  struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_MULTIPLES);
	int rc;

	choose_top(l);
	if (!l->top)
		return 0;
	stmt_text(q, 1, l->p->county->code);
	stmt_text(q, 2, l->top->ind->source);
	stmt_text(q, 3, l->top->ind->code);
	stmt_text(q, 4, lang_name(l->p->cat->lang));
	while ((rc = stmt_step(q, e)) > 0)
		exhibit_take(&l->multiples, stmt_col_text(q, 0),
			     stmt_col_text(q, 1), stmt_col_text(q, 2));
	return rc;
}

/* --- all of it --- */

int leaflet_read(struct leaflet **out, struct leaflet_reader *r,
		 const struct profile *p, const struct accord *a, struct err *e)
{
	struct leaflet *l = xcalloc(1, sizeof(*l));

	*l = (struct leaflet){.p = p, .accord = a};
	l->courses = xcalloc(p->n + 1, sizeof(*l->courses));
	l->counts = xcalloc(p->n + 1, sizeof(*l->counts));
	l->spreads = xcalloc(p->n + 1, sizeof(*l->spreads));
	for (size_t i = 0; i < p->n; i++)
		l->counts[i] = NO_FIGURE;
	if (read_courses(l, r, e) < 0 || read_counts(l, r, e) < 0 ||
	    read_spreads(l, r, e) < 0 || read_sexes(l, r, e) < 0 ||
	    read_gaps(l, r, e) < 0 || read_needs(l, r, e) < 0 ||
	    read_multiples(l, r, e) < 0) {
		leaflet_free(l);
		return err_wrap(e, "kunta %s", p->place->code);
	}
	*out = l;
	return 0;
}

void leaflet_free(struct leaflet *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->p->n; i++) {
		free(l->courses[i].own);
		free(l->courses[i].country);
	}
	exhibit_release(&l->multiples);
	free(l->courses);
	free(l->counts);
	free(l->spreads);
	free(l->pairs);
	free(l->needs);
	free(l);
}
