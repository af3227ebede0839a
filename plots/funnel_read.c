/*
 * Reads funnels from tilannekuva.db; see funnel.h.
 */
#include "plots/funnel.h"

#include "plots/letters.h"

enum {
	Q_GAUGE,
	Q_AREA,
	Q_YEAR,
	Q_LIMITS,
	Q_POINTS,
	Q_WHY,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_GAUGE] = GAUGE_SQL,
	[Q_AREA] = "SELECT kind, code, name_fi, name_sv, name_en FROM area"
		   " WHERE id = ?1 AND kind = 'hyvinvointialue'",
	[Q_YEAR] = "SELECT max(p.year) FROM area_member AS m"
		   " CROSS JOIN position AS p ON p.indicator = ?1"
		   "   AND p.area = m.area AND p.sex = 0"
		   " WHERE m.parent = ?2 AND p.denominator IS NOT NULL"
		   "   AND EXISTS (SELECT 1 FROM funnel_limit AS f"
		   "     WHERE f.indicator = ?1 AND f.sex = 0"
		   "       AND f.year = p.year)",
	[Q_LIMITS] = "SELECT denominator, low95, high95, low998, high998,"
		     "  target, areas FROM funnel_limit"
		     " WHERE indicator = ?1 AND sex = 0 AND year = ?2"
		     " ORDER BY denominator",
	[Q_POINTS] = "SELECT a.code, a.name_fi, a.name_sv, a.name_en, p.value,"
		     "  p.denominator, p.unusual, EXISTS (SELECT 1"
		     "    FROM area_member AS m"
		     "    WHERE m.area = a.id AND m.parent = ?3)"
		     " FROM position AS p JOIN area AS a ON a.id = p.area"
		     " WHERE p.indicator = ?1 AND p.sex = 0 AND p.year = ?2"
		     "   AND a.kind = 'kunta' AND p.value IS NOT NULL"
		     "   AND p.denominator > 0 ORDER BY a.code",
	[Q_WHY] = "SELECT note FROM position"
		  " WHERE indicator = ?1 AND sex = 0 AND note <> ''"
		  "   AND denominator IS NULL"
		  " GROUP BY note ORDER BY count(*) DESC, note LIMIT 1",
};
const struct sql_set funnel_sql = {"plots/funnel", sql, Q_COUNT};

void funnel_release(struct funnel *f)
{
	gauge_release(&f->g);
	free(f->kind);
	free(f->code);
	free(f->name);
	for (size_t i = 0; i < f->n; i++) {
		free(f->points[i].code);
		free(f->points[i].name);
	}
	free(f->points);
	free(f->limits);
	*f = (struct funnel){.n = 0};
}

static int read_area(struct chart_source *r, int64_t area, struct funnel *f,
		     struct err *e)
{
	int got = gauge_area(stmts_at(r->q, Q_AREA), area, r->lang, &f->kind,
			     &f->code, &f->name, e);

	if (got == 0)
		return err_set(e, ERR_DATA,
			       "a funnel is of a county among all "
			       "municipalities: an area such as "
			       "hyvinvointialue:09 is expected");
	return got < 0 ? -1 : 0;
}

static int read_year(struct chart_source *r, int64_t indicator, int64_t area,
		     struct funnel *f, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_YEAR);
	int got;

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, area);
	got = stmt_step(q, e);
	if (got > 0)
		f->year = (int)stmt_col_int(q, 0);
	stmt_reset(q);
	return got < 0 ? -1 : 0;
}

static int read_limits(struct chart_source *r, int64_t indicator,
		       struct funnel *f, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_LIMITS);
	int got;

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, f->year);
	while ((got = stmt_step(q, e)) > 0) {
		f->limits = xreallocarray(f->limits, f->limits_n + 1,
					  sizeof(*f->limits));
		f->limits[f->limits_n++] = (struct funnel_limit){
			stmt_col_double(q, 0), stmt_col_double(q, 1),
			stmt_col_double(q, 2), stmt_col_double(q, 3),
			stmt_col_double(q, 4)};
		f->target = stmt_col_double(q, 5);
		f->areas = (size_t)stmt_col_int(q, 6);
	}
	return got;
}

static enum level level_of(const char *unusual, int polarity)
{
	bool high = strcmp(unusual, "high") == 0;

	if (!unusual[0])
		return LEVEL_NONE;
	if (strcmp(unusual, "usual") == 0)
		return LEVEL_SIMILAR;
	if (polarity == 0)
		return high ? LEVEL_HIGHER : LEVEL_LOWER;
	return high == (polarity > 0) ? LEVEL_BETTER : LEVEL_WORSE;
}

static int read_points(struct chart_source *r, int64_t indicator, int64_t area,
		       struct funnel *f, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_POINTS);
	size_t cap = 0;
	int got;

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, f->year);
	stmt_int(q, 3, area);
	while ((got = stmt_step(q, e)) > 0) {
		if (f->n == cap) {
			cap = cap ? 2 * cap : 320;
			f->points = xreallocarray(f->points, cap,
						  sizeof(*f->points));
		}
		f->points[f->n++] = (struct funnel_point){
			.code = gauge_column(q, 0),
			.name = gauge_column_lang(q, 1, r->lang),
			.value = stmt_col_double(q, 4),
			.denominator = stmt_col_double(q, 5),
			.level = level_of(stmt_col_text(q, 6), f->g.polarity),
			.marked = stmt_col_int(q, 7) != 0,
		};
	}
	return got;
}

/* Sets why there is no funnel. */
static int refuse(struct chart_source *r, int64_t indicator,
		  const struct funnel *f, struct err *e)
{
	struct stmt *q = stmts_at(r->q, Q_WHY);
	int got;

	stmt_int(q, 1, indicator);
	got = stmt_step(q, e);
	if (got > 0)
		(void)err_set(e, ERR_DATA,
			      "indicator %s, %s: it is not known of how many "
			      "the figures are (%s)",
			      f->g.indicator, f->name, stmt_col_text(q, 0));
	else if (got == 0)
		(void)err_set(e, ERR_DATA,
			      "indicator %s, %s: too few municipalities for a "
			      "funnel",
			      f->g.indicator, f->name);
	stmt_reset(q);
	return -1;
}

int funnel_read(struct chart_source *r, int64_t indicator, int64_t area,
		struct funnel *out, struct err *e)
{
	struct funnel f = {.g = {.lang = r->lang}};
	int rc = -1;

	if (gauge_read(stmts_at(r->q, Q_GAUGE), indicator, &f.g, e) < 0 ||
	    read_area(r, area, &f, e) < 0 ||
	    read_year(r, indicator, area, &f, e) < 0)
		goto out;
	if (!f.year) {
		rc = refuse(r, indicator, &f, e);
		goto out;
	}
	if (read_limits(r, indicator, &f, e) < 0 ||
	    read_points(r, indicator, area, &f, e) < 0)
		goto out;
	*out = f;
	rc = 0;
out:
	if (rc < 0)
		funnel_release(&f);
	return rc;
}
