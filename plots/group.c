/*
 * Groups of municipalities; see group.h.
 */
#include "plots/group.h"

#include "plots/letters.h"
#include "plots/years.h"

enum { /* municipalities; fewer have none */
	MEDIAN_LEAST = 10,
	FIFTHS_LEAST = 10,
};

enum {
	Q_GAUGE,
	Q_AREA,
	Q_MEMBERS,
	Q_POINTS,
	Q_STATUS,
	Q_COUNTRY,
	Q_MEDIAN,
	Q_YEAR,
	Q_POSITION,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_GAUGE] = GAUGE_SQL,
	[Q_AREA] = "SELECT kind, code, name_fi, name_sv, name_en FROM area"
		   " WHERE id = ?1",
	[Q_MEMBERS] =
		"SELECT a.id, a.code, a.name_fi, a.name_sv, a.name_en"
		" FROM area AS a WHERE a.kind = 'kunta' AND a.valid_to IS NULL"
		" AND (?2 = 'maa' OR EXISTS (SELECT 1 FROM area_member AS m"
		"   WHERE m.area = a.id AND m.parent = ?1))"
		" ORDER BY a.code",
	[Q_POINTS] = "SELECT year, value FROM observation"
		     " WHERE indicator = ?1 AND area = ?2 AND sex = 0"
		     " ORDER BY year",
	[Q_STATUS] = "SELECT reason FROM absence WHERE indicator = ?1"
		     " AND area = ?2 AND sex = 0 AND year = ?3",
	/* The whole country, or Mainland Finland where an indicator has its
	 * newest national figure there. */
	[Q_COUNTRY] = "SELECT a.id FROM area AS a JOIN observation AS o"
		      "   ON o.indicator = ?1 AND o.area = a.id AND o.sex = 0"
		      " WHERE a.kind = 'maa'"
		      "   OR (a.kind = 'nuts1' AND a.code = '1')"
		      " GROUP BY a.id"
		      " ORDER BY max(o.year) DESC, a.kind = 'maa' DESC LIMIT 1",
	[Q_MEDIAN] = "SELECT o.year, o.value FROM observation AS o"
		     " JOIN area AS a ON a.id = o.area"
		     " WHERE o.indicator = ?1 AND o.sex = 0"
		     "   AND a.kind = 'kunta' ORDER BY 1, 2",
	[Q_YEAR] = "SELECT o.value FROM observation AS o"
		   " JOIN area AS a ON a.id = o.area"
		   " WHERE o.indicator = ?1 AND o.sex = 0 AND o.year = ?2"
		   "   AND a.kind = 'kunta' ORDER BY 1",
	[Q_POSITION] = "SELECT standing, level_class, low, high, quintile,"
		       "   by_shrunken FROM position"
		       " WHERE indicator = ?1 AND area = ?2 AND sex = 0"
		       "   AND year = ?3",
};
const struct sql_set group_sql = {"plots/group", sql, Q_COUNT};

const char group_wanted[] =
	"SELECT i.id, h.id FROM indicator AS i JOIN area AS h"
	" JOIN shown_county AS s ON s.code = h.code"
	" WHERE h.kind = 'hyvinvointialue' AND EXISTS"
	"   (SELECT 1 FROM area_member AS m JOIN observation AS o"
	"     ON o.area = m.area AND o.indicator = i.id AND o.sex = 0"
	"    JOIN area AS a ON a.id = m.area"
	"    WHERE m.parent = h.id AND a.kind = 'kunta')"
	" ORDER BY i.source, i.code, h.code";

static void member_release(struct member *m)
{
	free(m->code);
	free(m->name);
	free(m->points);
}

void group_release(struct group *g)
{
	gauge_release(&g->g);
	free(g->kind);
	free(g->code);
	free(g->name);
	for (size_t i = 0; i < g->n; i++)
		member_release(&g->members[i]);
	free(g->members);
	member_release(&g->county);
	member_release(&g->country);
	*g = (struct group){.n = 0};
}

static void add_point(struct member *m, int year, double value)
{
	m->points = xreallocarray(m->points, m->n + 1, sizeof(*m->points));
	m->points[m->n++] = (struct group_point){year, value};
}

static int read_points(struct chart_source *r, int64_t indicator, int64_t area,
		       struct member *m, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_POINTS);
	int got;

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, area);
	while ((got = stmt_step(q, e)) > 0)
		add_point(m, (int)stmt_col_int(q, 0), stmt_col_double(q, 1));
	return got;
}

static int read_members(struct chart_source *r, int64_t area, struct group *g,
			int64_t **ids, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_MEMBERS);
	int got;

	stmt_int(q, 1, area);
	stmt_text(q, 2, g->kind);
	while ((got = stmt_step(q, e)) > 0) {
		g->members = xreallocarray(g->members, g->n + 1,
					   sizeof(*g->members));
		*ids = xreallocarray(*ids, g->n + 1, sizeof(**ids));
		(*ids)[g->n] = stmt_col_int(q, 0);
		g->members[g->n++] = (struct member){
			.code = gauge_column(q, 1),
			.name = gauge_column_lang(q, 2, r->lang),
			.status = "missing",
			.level = LEVEL_NONE,
			.fifth = -1,
		};
	}
	return got;
}

static void end_year(void *to, int year, const double *v, size_t n)
{
	if (n >= MEDIAN_LEAST)
		add_point(to, year, years_median(v, n));
}

static int read_median(struct chart_source *r, int64_t indicator,
		       struct group *g, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_MEDIAN);

	g->median = true;
	g->country.name = xstrdup(text_get(TEXT_CHART_MEDIAN, r->lang));
	stmt_int(q, 1, indicator);
	return years_read(q, end_year, &g->country, e);
}

static int read_country(struct chart_source *r, int64_t indicator,
			struct group *g, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_COUNTRY);
	char *kind = NULL;
	int64_t area;
	int got;

	stmt_int(q, 1, indicator);
	got = stmt_step(q, e);
	area = got > 0 ? stmt_col_int(q, 0) : 0;
	stmt_reset(q);
	if (got < 0)
		return -1;
	if (got == 0)
		return read_median(r, indicator, g, e);
	if (gauge_area(stmts_at(r->q, Q_AREA), area, r->lang, &kind,
		       &g->country.code, &g->country.name, e) < 0)
		return -1;
	if (kind && strcmp(kind, "maa") == 0) {
		free(g->country.name);
		g->country.name =
			xstrdup(text_get(TEXT_CHART_WHOLE_COUNTRY, r->lang));
	}
	free(kind);
	return read_points(r, indicator, area, &g->country, e);
}

/* The newest year in which at least half of those report that ever do. */
static int year_of(const struct group *g)
{
	size_t ever = 0;
	int newest = 0, oldest = 9999;

	for (size_t i = 0; i < g->n; i++) {
		const struct member *m = &g->members[i];

		if (m->n == 0)
			continue;
		ever++;
		if (m->points[m->n - 1].year > newest)
			newest = m->points[m->n - 1].year;
		if (m->points[0].year < oldest)
			oldest = m->points[0].year;
	}
	for (int y = newest; ever && y >= oldest; y--) {
		size_t n = 0;

		for (size_t i = 0; i < g->n; i++)
			n += member_at(&g->members[i], y) != NULL;
		if (2 * n >= ever)
			return y;
	}
	return 0;
}

static int read_status(struct chart_source *r, int64_t indicator, int64_t area,
		       int year, struct member *m, struct err *e)
{
	static const char *const names[] = {"value", "missing", "suppressed",
					    "not_applicable",
					    "not_yet_published"};
	struct stmt *q = stmts_at(r->q, Q_STATUS);
	int64_t reason;
	int got;

	if (member_at(m, year)) {
		m->status = names[0];
		return 0;
	}
	stmt_int(q, 1, indicator);
	stmt_int(q, 2, area);
	stmt_int(q, 3, year);
	got = stmt_step(q, e);
	reason = got > 0 ? stmt_col_int(q, 0) : 1;
	stmt_reset(q);
	m->status = reason > 0 && reason < (int64_t)ARRAY_LEN(names)
			    ? names[reason]
			    : names[1];
	return got < 0 ? -1 : 0;
}

static int read_fifths(struct chart_source *r, int64_t indicator,
		       struct group *g, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_YEAR);
	double *v = NULL;
	size_t n = 0;
	int got;

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, g->year);
	while ((got = stmt_step(q, e)) > 0) {
		if ((n & (n - 1)) == 0)
			v = xreallocarray(v, n ? 2 * n : 1, sizeof(*v));
		v[n++] = stmt_col_double(q, 0);
	}
	g->reporting = n;
	for (size_t i = 0; n > 1 && i < ARRAY_LEN(g->fifths); i++)
		g->fifths[i] = years_quantile(v, n, (double)(i + 1) / 5.0);
	free(v);
	return got;
}

enum level level_parse(const char *standing, const char *level_class)
{
	static const struct {
		const char *word;
		enum level level;
	} words[] = {
		{"better", LEVEL_BETTER},      {"much_better", LEVEL_BETTER},
		{"worse", LEVEL_WORSE},        {"much_worse", LEVEL_WORSE},
		{"similar", LEVEL_SIMILAR},    {"higher", LEVEL_HIGHER},
		{"much_higher", LEVEL_HIGHER}, {"lower", LEVEL_LOWER},
		{"much_lower", LEVEL_LOWER},
	};
	const char *word = standing[0] ? standing : level_class;

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].word, word) == 0)
			return words[i].level;
	return LEVEL_NONE;
}

static int fifth_of(const struct group *g, const struct member *m)
{
	const struct group_point *q = member_at(m, g->year);
	int k = 0;

	if (!q || g->reporting < FIFTHS_LEAST)
		return -1;
	while (k < 4 && q->value > g->fifths[k])
		k++;
	return k;
}

/* What was judged of the figure of the group's year. */
static int read_position(struct chart_source *r, int64_t indicator,
			 int64_t area, struct group *g, struct member *m,
			 struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_POSITION);
	int got;

	m->fifth = fifth_of(g, m);
	stmt_int(q, 1, indicator);
	stmt_int(q, 2, area);
	stmt_int(q, 3, g->year);
	got = stmt_step(q, e);
	if (got > 0) {
		m->level =
			level_parse(stmt_col_text(q, 0), stmt_col_text(q, 1));
		m->has_interval = !stmt_col_null(q, 2) && !stmt_col_null(q, 3);
		m->low = m->has_interval ? stmt_col_double(q, 2) : 0.0;
		m->high = m->has_interval ? stmt_col_double(q, 3) : 0.0;
		if (stmt_col_int(q, 5) && !stmt_col_null(q, 4) &&
		    m->fifth >= 0) {
			m->fifth = (int)stmt_col_int(q, 4) - 1;
			g->smoothed = true;
		}
	}
	stmt_reset(q);
	return got < 0 ? -1 : 0;
}

static int read_figures(struct chart_source *r, int64_t indicator,
			const int64_t *ids, struct group *g, struct err *e)
{
	if (!ids) /* it has no municipalities */
		return 0;
	for (size_t i = 0; i < g->n; i++)
		if (read_points(r, indicator, ids[i], &g->members[i], e) < 0)
			return -1;
	g->year = year_of(g);
	for (size_t i = 0; i < g->n; i++)
		if (read_status(r, indicator, ids[i], g->year, &g->members[i],
				e) < 0)
			return -1;
	if (read_fifths(r, indicator, g, e) < 0)
		return -1;
	for (size_t i = 0; i < g->n; i++)
		if (read_position(r, indicator, ids[i], g, &g->members[i], e) <
		    0)
			return -1;
	return 0;
}

static int check(const struct group *g, struct err *e)
{
	if (!g->name || g->n < 2)
		return err_set(e, ERR_DATA,
			       "%s: an area with municipalities is expected, "
			       "such as hyvinvointialue:09",
			       g->name ? g->name : "this area");
	if (!g->year)
		return err_set(e, ERR_DATA,
			       "indicator %s has no figures of the "
			       "municipalities of %s",
			       g->g.indicator, g->name);
	return 0;
}

int group_read(struct chart_source *r, int64_t indicator, int64_t area,
	       struct group *out, struct err *e)
{
	struct group g = {.g = {.lang = r->lang}};
	int64_t *ids = NULL;
	int rc = -1;

	if (gauge_read(stmts_at(r->q, Q_GAUGE), indicator, &g.g, e) < 0 ||
	    gauge_area(stmts_at(r->q, Q_AREA), area, r->lang, &g.kind, &g.code,
		       &g.name, e) < 0 ||
	    (g.name && (read_members(r, area, &g, &ids, e) < 0 ||
			read_figures(r, indicator, ids, &g, e) < 0)) ||
	    check(&g, e) < 0)
		goto out;
	if (!gauge_is_amount(&g.g)) {
		if (read_country(r, indicator, &g, e) < 0)
			goto out;
		if (strcmp(g.kind, "maa") != 0) {
			g.county.code = xstrdup(g.code);
			g.county.name = xstrdup(g.name);
			if (read_points(r, indicator, area, &g.county, e) < 0)
				goto out;
		}
	}
	*out = g;
	rc = 0;
out:
	free(ids);
	if (rc < 0)
		group_release(&g);
	return rc;
}

const struct group_point *member_at(const struct member *m, int year)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->points[i].year == year)
			return &m->points[i];
	return NULL;
}

struct ranked {
	const struct member *m;
	double value;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->value < y->value || x->value > y->value)
		return x->value < y->value ? -1 : 1;
	return strcmp(x->m->name, y->m->name);
}

size_t group_sorted(const struct group *g, int year, const struct member **out)
{
	struct ranked *list = xcalloc(g->n + 1, sizeof(*list));
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++) {
		const struct group_point *p = member_at(&g->members[i], year);

		if (p)
			list[n++] = (struct ranked){&g->members[i], p->value};
	}
	qsort(list, n, sizeof(*list), compare_ranked);
	for (size_t i = 0; i < n; i++)
		out[i] = list[i].m;
	free(list);
	return n;
}

/* --- for the kinds ----------------------------------------------------------
 */

int group_name(const struct group *g, struct sketch *out, struct err *e)
{
	return sketch_name(out,
			   (const char *const[]){g->kind, g->code, g->g.source,
						 g->g.indicator, NULL},
			   e);
}
