/*
 * Reads what a chart shows from tilannekuva.db.
 */
#include "plots/chart.h"
#include "plots/letters.h"
#include "plots/sql.h"
#include "plots/years.h"

enum {
	MEDIAN_LEAST = 10
}; /* municipalities; fewer have no median */

enum {
	Q_INDICATOR,
	Q_AREA,
	Q_COUNTY,
	Q_COUNTRY,
	Q_POINTS,
	Q_MEDIAN,
	Q_COLLECTED,
	Q_TREND,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_INDICATOR] = GAUGE_SQL,
	[Q_AREA] = "SELECT kind, code, name_fi, name_sv, name_en FROM area"
		   " WHERE id = ?1",
	[Q_COUNTY] = "SELECT p.id FROM area_member AS m"
		     " JOIN area AS p ON p.id = m.parent"
		     " WHERE m.area = ?1 AND p.kind = 'hyvinvointialue'"
		     " ORDER BY p.code LIMIT 1",
	/* The whole country, or Mainland Finland where an indicator has its
	 * newest national figure there. */
	[Q_COUNTRY] = "SELECT a.id FROM area AS a JOIN observation AS o"
		      "   ON o.indicator = ?1 AND o.area = a.id AND o.sex = 0"
		      " WHERE a.kind = 'maa'"
		      "   OR (a.kind = 'nuts1' AND a.code = '1')"
		      " GROUP BY a.id"
		      " ORDER BY max(o.year) DESC, a.kind = 'maa' DESC LIMIT 1",
	[Q_POINTS] = "SELECT year, 0, value, numerator FROM observation"
		     " WHERE indicator = ?1 AND area = ?2 AND sex = 0"
		     " UNION ALL SELECT year, reason, NULL, NULL FROM absence"
		     " WHERE indicator = ?1 AND area = ?2 AND sex = 0"
		     " ORDER BY 1",
	[Q_MEDIAN] = "SELECT o.year, o.value FROM observation AS o"
		     " JOIN area AS a ON a.id = o.area"
		     " WHERE o.indicator = ?1 AND o.sex = 0"
		     "   AND a.kind = 'kunta' ORDER BY 1, 2",
	[Q_COLLECTED] = "SELECT DISTINCT year FROM observation"
			" WHERE indicator = ?1 AND sex = 0 ORDER BY 1",
	[Q_TREND] = "SELECT CASE WHEN verdict = 'not_assessable'"
		    "     AND note LIKE '%prices of each year%'"
		    "     AND note NOT LIKE '%of the years%' THEN 'prices'"
		    "   ELSE verdict END, direction, first_year, last_year, n,"
		    "  slope, slope_low, slope_high FROM trend"
		    " WHERE indicator = ?1 AND area = ?2 AND sex = 0"
		    "   AND kind = 'long'",
};
const struct sql_set chart_sql = {"plots/chart", sql, Q_COUNT};

struct chart_reader {
	struct stmts *q, *around;
	struct chart
		base;   /* the indicator's part: no lines but the country's */
	int64_t county; /* whose line `county_line` is; 0: nobody's */
	struct chart_line county_line;
};

int chart_reader_new(struct chart_reader **out, struct db *db, enum lang lang,
		     struct err *e)
{
	struct chart_reader *r = xcalloc(1, sizeof(*r));

	if (stmts_new(&r->q, db, &chart_sql, e) < 0 ||
	    stmts_new(&r->around, db, &around_sql, e) < 0) {
		stmts_free(r->q);
		free(r);
		return -1;
	}
	r->base.m.lang = lang;
	*out = r;
	return 0;
}

void chart_reader_free(struct chart_reader *r)
{
	if (!r)
		return;
	stmts_free(r->q);
	stmts_free(r->around);
	chart_release(&r->base);
	line_release(&r->county_line);
	free(r);
}

/* --- lines ------------------------------------------------------------------
 */

static struct point *add_point(struct chart_line *l, int year)
{
	struct point *p;

	l->points = xreallocarray(l->points, l->n + 1, sizeof(*l->points));
	p = &l->points[l->n++];
	*p = (struct point){.year = year, .status = "value"};
	return p;
}

static void read_point(struct stmt *q, struct chart_line *l)
{
	static const char *const status[] = {"value", "missing", "suppressed",
					     "not_applicable",
					     "not_yet_published"};
	struct point *p = add_point(l, (int)stmt_col_int(q, 0));
	int64_t s = stmt_col_int(q, 1);

	p->given = s == 0;
	p->status = s >= 0 && s < (int64_t)ARRAY_LEN(status) ? status[s]
							     : "missing";
	if (!p->given)
		return;
	p->value = stmt_col_double(q, 2);
	p->has_cases = !stmt_col_null(q, 3);
	if (p->has_cases)
		p->cases = stmt_col_double(q, 3);
}

/* *l is empty; it stays so where the area is not there. */
static int read_line(struct chart_reader *r, int64_t indicator, int64_t area,
		     struct chart_line *l, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_AREA);
	int rc;

	rc = gauge_area(q, area, r->base.m.lang, &l->kind, &l->code, &l->name,
			e);
	if (rc <= 0)
		return rc;
	q = stmts_at(r->q, Q_POINTS);
	stmt_int(q, 1, indicator);
	stmt_int(q, 2, area);
	while ((rc = stmt_step(q, e)) > 0)
		read_point(q, l);
	return rc;
}

static void end_year(void *to, int year, const double *v, size_t n)
{
	struct point *p;

	if (n < MEDIAN_LEAST)
		return;
	p = add_point(to, year);
	p->given = true;
	p->value = years_median(v, n);
}

static int read_median(struct chart_reader *r, int64_t indicator,
		       struct chart_line *l, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_MEDIAN);

	l->median = true;
	l->kind = xstrdup("kunta");
	l->code = xstrdup("");
	l->name = xstrdup(text_get(TEXT_CHART_MEDIAN, r->base.m.lang));
	stmt_int(q, 1, indicator);
	return years_read(q, end_year, l, e);
}

static int read_country(struct chart_reader *r, int64_t indicator,
			struct chart_line *l, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_COUNTRY);
	int64_t area;
	int rc;

	stmt_int(q, 1, indicator);
	rc = stmt_step(q, e);
	if (rc < 0)
		return -1;
	if (rc == 0)
		return read_median(r, indicator, l, e);
	area = stmt_col_int(q, 0);
	stmt_reset(q);
	if (read_line(r, indicator, area, l, e) < 0)
		return -1;
	if (l->kind && strcmp(l->kind, "maa") == 0) {
		free(l->name);
		l->name = xstrdup(
			text_get(TEXT_CHART_WHOLE_COUNTRY, r->base.m.lang));
	}
	return 0;
}

/* --- indicator --------------------------------------------------------------
 */

static int read_indicator(struct chart_reader *r, int64_t indicator,
			  struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_COLLECTED);
	struct chart *c = &r->base;
	enum lang lang = c->m.lang;
	int rc;

	chart_release(c);
	line_release(&r->county_line);
	r->county = 0;
	c->m.lang = lang;
	if (gauge_read(stmts_at(r->q, Q_INDICATOR), indicator, &c->m, e) < 0)
		return -1;
	c->m.id = 0; /* until all of it is there */
	stmt_int(q, 1, indicator);
	while ((rc = stmt_step(q, e)) > 0) {
		c->collected = xreallocarray(c->collected, c->collected_n + 1,
					     sizeof(*c->collected));
		c->collected[c->collected_n++] = (int)stmt_col_int(q, 0);
	}
	if (rc < 0 ||
	    around_read_indicator(r->around, indicator, &c->around, e) < 0)
		return -1;
	if (!gauge_is_amount(&c->m) &&
	    read_country(r, indicator, &c->lines[LINE_COUNTRY], e) < 0)
		return -1;
	c->m.id = indicator;
	return 0;
}

/* --- one chart --------------------------------------------------------------
 */

static int read_county(struct chart_reader *r, int64_t indicator, int64_t area,
		       struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_COUNTY);
	int64_t county = 0;
	int rc;

	stmt_int(q, 1, area);
	rc = stmt_step(q, e);
	if (rc < 0)
		return -1;
	if (rc > 0)
		county = stmt_col_int(q, 0);
	stmt_reset(q);
	if (county == r->county)
		return 0;
	line_release(&r->county_line);
	r->county = county;
	if (county && read_line(r, indicator, county, &r->county_line, e) < 0)
		return -1;
	if (!line_first(&r->county_line))
		line_release(&r->county_line);
	return 0;
}

static int read_trend(struct chart_reader *r, int64_t indicator, int64_t area,
		      struct chart_trend *t, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_TREND);
	int rc;

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, area);
	rc = stmt_step(q, e);
	if (rc <= 0)
		return rc;
	t->there = true;
	(void)snprintf(t->verdict, sizeof(t->verdict), "%s",
		       stmt_col_text(q, 0));
	(void)snprintf(t->direction, sizeof(t->direction), "%s",
		       stmt_col_text(q, 1));
	t->first = (int)stmt_col_int(q, 2);
	t->last = (int)stmt_col_int(q, 3);
	t->n = (int)stmt_col_int(q, 4);
	t->has_slope = !stmt_col_null(q, 5);
	t->slope = t->has_slope ? stmt_col_double(q, 5) : 0;
	t->has_interval = !stmt_col_null(q, 6) && !stmt_col_null(q, 7);
	t->low = t->has_interval ? stmt_col_double(q, 6) : 0;
	t->high = t->has_interval ? stmt_col_double(q, 7) : 0;
	stmt_reset(q);
	return 0;
}

/* An area is not compared with itself. */
static void drop_same(struct chart *c)
{
	const struct chart_line *own = &c->lines[LINE_AREA];
	struct chart_line *l = &c->lines[LINE_COUNTRY];

	if (own->kind && l->kind && strcmp(own->kind, l->kind) == 0 &&
	    strcmp(own->code, l->code) == 0)
		line_release(l);
}

static int read_around(struct chart_reader *r, struct chart *c, struct err *e)
{
	if (around_read_area(r->around, c->m.id, c->area_id,
			     line_last(&c->lines[LINE_AREA])->year, &c->around,
			     e) < 0)
		return -1;
	/* A large municipality has large counts, whatever its like have. */
	if (gauge_is_amount(&c->m))
		c->around.peers_n = 0;
	return 0;
}

int chart_read(struct chart_reader *r, int64_t indicator, int64_t area,
	       struct chart *c, struct err *e)
{
	struct chart new = {0};

	if (r->base.m.id != indicator && read_indicator(r, indicator, e) < 0)
		return -1;
	chart_copy(&new, &r->base);
	new.area_id = area;
	if (read_line(r, indicator, area, &new.lines[LINE_AREA], e) < 0 ||
	    read_trend(r, indicator, area, &new.trend, e) < 0)
		goto fail;
	if (!gauge_is_amount(&new.m)) {
		if (read_county(r, indicator, area, e) < 0)
			goto fail;
		line_copy(&new.lines[LINE_COUNTY], &r->county_line);
	}
	drop_same(&new);
	if (!line_first(&new.lines[LINE_AREA])) {
		(void)err_set(e, ERR_DATA, "indicator %s has no figures of %s",
			      new.m.indicator,
			      new.lines[LINE_AREA].name
				      ? new.lines[LINE_AREA].name
				      : "this area");
		goto fail;
	}
	if (read_around(r, &new, e) < 0)
		goto fail;
	*c = new;
	return 0;
fail:
	chart_release(&new);
	return -1;
}
