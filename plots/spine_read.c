/*
 * Reads spines from tilannekuva.db; see spine.h.
 */
#include "lib/theme.h"
#include "plots/letters.h"
#include "plots/spine.h"

enum {
	REPORTING_LEAST = 10,
	YEARS_OLD = 5, /* behind the run */
};

enum {
	Q_AREA,
	Q_COUNTY,
	Q_FOLLOWED,
	Q_GAUGE,
	Q_VALUE,
	Q_TOWNS,
	Q_COUNTRY,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_AREA] = "SELECT kind, code, name_fi, name_sv, name_en FROM area"
		   " WHERE id = ?1",
	[Q_COUNTY] = "SELECT p.id, p.name_fi, p.name_sv, p.name_en"
		     " FROM area_member AS m JOIN area AS p ON p.id = m.parent"
		     " WHERE m.area = ?1 AND p.kind = 'hyvinvointialue'"
		     " ORDER BY p.code LIMIT 1",
	[Q_FOLLOWED] =
		"SELECT i.id, f.theme, (SELECT max(o.year)"
		"     FROM observation AS o WHERE o.indicator = i.id"
		"       AND o.area = ?1 AND o.sex = 0) AS y"
		" FROM followed AS f JOIN source AS s ON s.name = f.source"
		" JOIN indicator AS i ON i.source = s.id AND i.code = f.code"
		" WHERE y >= coalesce((SELECT CAST(substr(max(started_at), 1, "
		"4)"
		"     AS INTEGER) FROM run), y) - ?2"
		" ORDER BY f.position",
	[Q_GAUGE] = GAUGE_SQL,
	[Q_VALUE] = "SELECT value FROM observation WHERE indicator = ?1"
		    " AND area = ?2 AND sex = 0 AND year = ?3",
	[Q_TOWNS] = "SELECT o.value FROM observation AS o"
		    " JOIN area AS a ON a.id = o.area"
		    " WHERE o.indicator = ?1 AND o.sex = 0 AND o.year = ?2"
		    "   AND a.kind = 'kunta' ORDER BY 1",
	[Q_COUNTRY] = "SELECT o.value FROM observation AS o"
		      " JOIN area AS a ON a.id = o.area"
		      " WHERE o.indicator = ?1 AND o.sex = 0 AND o.year = ?2"
		      "   AND (a.kind = 'maa'"
		      "     OR (a.kind = 'nuts1' AND a.code = '1'))"
		      " ORDER BY a.kind = 'maa' DESC LIMIT 1",
};
const struct sql_set spine_sql = {"plots/spine", sql, Q_COUNT};

void spine_release(struct spine *s)
{
	free(s->kind);
	free(s->code);
	free(s->name);
	free(s->county);
	for (size_t i = 0; i < s->n; i++) {
		gauge_release(&s->rows[i].g);
		free(s->rows[i].theme);
	}
	free(s->rows);
	*s = (struct spine){.n = 0};
}

static int read_area(struct chart_source *r, int64_t area, struct spine *s,
		     int64_t *county, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_AREA);
	int got = gauge_area(q, area, r->lang, &s->kind, &s->code, &s->name, e);

	if (got <= 0)
		return got < 0 ? -1 : err_set(e, ERR_DATA, "no such area");
	q = stmts_at(r->q, Q_COUNTY);
	stmt_int(q, 1, area);
	got = stmt_step(q, e);
	*county = got > 0 ? stmt_col_int(q, 0) : 0;
	s->county = got > 0 ? gauge_column_lang(q, 1, r->lang) : xstrdup("");
	stmt_reset(q);
	return got < 0 ? -1 : 0;
}

/* 0: there is none. */
static int read_value(struct stmt *q, int64_t indicator, int64_t area, int year,
		      double *out, struct err *e)
{
	int got;

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, area);
	stmt_int(q, 3, year);
	got = stmt_step(q, e);
	if (got > 0)
		*out = stmt_col_double(q, 0);
	stmt_reset(q);
	return got;
}

/* Quantile of type 7 of ascending values. */
static double quantile(const double *v, size_t n, double p)
{
	double at = (double)(n - 1) * p;
	size_t k = (size_t)at;

	return v[k] + (at - (double)k) * (v[k + 1 < n ? k + 1 : k] - v[k]);
}

/* The quartiles, and *median. */
static int read_towns(struct chart_source *r, struct spine_row *row,
		      double *median, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_TOWNS);
	double *v = NULL;
	size_t n = 0;
	int got;

	stmt_int(q, 1, row->g.id);
	stmt_int(q, 2, row->year);
	while ((got = stmt_step(q, e)) > 0) {
		if ((n & (n - 1)) == 0)
			v = xreallocarray(v, n ? 2 * n : 1, sizeof(*v));
		v[n++] = stmt_col_double(q, 0);
	}
	row->reporting = n;
	if (n >= REPORTING_LEAST) {
		row->q[0] = v[0];
		row->q[1] = quantile(v, n, 0.25);
		row->q[2] = quantile(v, n, 0.75);
		row->q[3] = v[n - 1];
		*median = quantile(v, n, 0.5);
	}
	free(v);
	return got;
}

/* 0: it cannot be placed. */
static int read_row(struct chart_source *r, int64_t area, int64_t county,
		    struct spine_row *row, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_COUNTRY);
	double median = 0.0;
	int got;

	row->g.lang = r->lang;
	if (gauge_read(stmts_at(r->q, Q_GAUGE), row->g.id, &row->g, e) < 0 ||
	    read_towns(r, row, &median, e) < 0)
		return -1;
	if (gauge_is_amount(&row->g) || row->reporting < REPORTING_LEAST ||
	    row->q[0] >= row->q[SPINE_QUARTILES - 1])
		return 0;
	stmt_int(q, 1, row->g.id);
	stmt_int(q, 2, row->year);
	got = stmt_step(q, e);
	row->median = got == 0;
	row->country = got > 0 ? stmt_col_double(q, 0) : median;
	stmt_reset(q);
	if (got < 0)
		return -1;
	q = stmts_at(r->q, Q_VALUE);
	got = read_value(q, row->g.id, county, row->year, &row->county, e);
	row->has_county = got > 0;
	return got < 0 ? -1
		       : read_value(q, row->g.id, area, row->year, &row->value,
				    e);
}

static void row_release(struct spine_row *row)
{
	gauge_release(&row->g);
	free(row->theme);
}

static int compare_rows(const void *a, const void *b)
{
	const struct spine_row *x = a, *y = b;
	size_t i = theme_rank(x->theme), j = theme_rank(y->theme);

	if (i != j)
		return i < j ? -1 : 1;
	return (x->g.id > y->g.id) - (x->g.id < y->g.id);
}

static int read_rows(struct chart_source *r, int64_t area, int64_t county,
		     struct spine *s, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_FOLLOWED);
	int got, placed;

	stmt_int(q, 1, area);
	stmt_int(q, 2, YEARS_OLD);
	while ((got = stmt_step(q, e)) > 0) {
		struct spine_row row = {.g = {.id = stmt_col_int(q, 0)},
					.theme = gauge_column(q, 1),
					.year = (int)stmt_col_int(q, 2)};

		placed = read_row(r, area, county, &row, e);
		if (placed <= 0) {
			row_release(&row);
			s->left_out++;
			if (placed < 0)
				return -1;
			continue;
		}
		s->rows = xreallocarray(s->rows, s->n + 1, sizeof(*s->rows));
		s->rows[s->n++] = row;
	}
	if (s->n > 0)
		qsort(s->rows, s->n, sizeof(*s->rows), compare_rows);
	return got;
}

int spine_read(struct chart_source *r, int64_t area, struct spine *out,
	       struct err *e)
{
	struct spine s = {.lang = r->lang};
	int64_t county = 0;
	int rc = -1;

	if (read_area(r, area, &s, &county, e) < 0 ||
	    read_rows(r, area, county, &s, e) < 0)
		goto out;
	if (s.n == 0)
		(void)err_set(e, ERR_DATA,
			      "%s: no recent figure that at least %d "
			      "municipalities report too",
			      s.name, REPORTING_LEAST);
	else
		rc = 0;
out:
	if (rc == 0)
		*out = s;
	else
		spine_release(&s);
	return rc;
}
