/*
 * What the store says of a figure's place, of what is new since a negotiation
 * and of what was agreed, asked of the tables and not of the views that pages
 * are made from. See known.h.
 */
#include "lib/base.h"

#include "briefing/known.h"

enum {
	Q_PLACE,
	Q_TIED,
	Q_REVISED,
	Q_AGREED,
	Q_UNTIED,
	Q_COUNT
};

#define INDICATOR                                                              \
	"(SELECT i.id FROM indicator AS i JOIN source AS s ON s.id = i.source" \
	" WHERE s.name = ?1 AND i.code = ?2)"
#define PLACE "(SELECT id FROM area WHERE kind = 'kunta' AND code = ?3)"

static const char *const sql[Q_COUNT] = {
	[Q_PLACE] = "SELECT year, level_class, standing, county_class,"
		    "  county_standing, note, slight, benchmark,"
		    "  county_benchmark, numerator, excess FROM position"
		    " WHERE indicator = " INDICATOR " AND area = " PLACE
		    "   AND sex = 0",
	[Q_TIED] = "SELECT g.year, g.value, g.value IS NULL"
		   "  OR EXISTS (SELECT 1 FROM absence AS x"
		   "    WHERE x.indicator = " INDICATOR " AND x.area = m.area"
		   "      AND x.sex = 0 AND x.year = g.year AND x.reason = 2)"
		   " FROM agreement AS m LEFT JOIN agreed_figure AS g"
		   "   ON g.negotiation = m.negotiation AND g.sex = 0"
		   "   AND g.source = ?1 AND g.code = ?2 AND g.area = m.area"
		   " WHERE m.negotiation = ?4 AND m.source = ?1 AND m.code = ?2"
		   "   AND m.area = " PLACE " AND m.sex = 0 LIMIT 1",
	[Q_REVISED] = "SELECT r.year, r.old_value, r.new_value"
		      " FROM revision AS r JOIN answer AS w ON w.id = r.answer"
		      " WHERE r.indicator = " INDICATOR " AND r.area = " PLACE
		      "   AND r.sex = 0 AND w.fetched_at >= date(?4, '+1 day')"
		      " ORDER BY r.year, w.fetched_at",
	[Q_AGREED] = "SELECT verdict FROM agreement WHERE negotiation = ?1"
		     "  AND area = (SELECT id FROM area WHERE kind = 'kunta'"
		     "    AND code = ?2) AND sex = 0",
	[Q_UNTIED] = "SELECT count(*) FROM negotiation_measure AS n"
		     " WHERE n.negotiation = ?1 AND n.id NOT IN"
		     "  (SELECT measure FROM v_tie WHERE negotiation = ?1)",
};
const struct sql_set briefing_known_glance_sql = {"briefing/known_glance", sql,
						  Q_COUNT};

static double number(struct stmt *q, int i)
{
	return stmt_col_null(q, i) ? NO_FIGURE : stmt_col_double(q, i);
}

static struct stmt *asked(struct stmts *set, size_t i, const struct known *k,
			  const char *place)
{
	struct stmt *q = stmts_at(set, i);

	stmt_text(q, 1, k->ind->source);
	stmt_text(q, 2, k->ind->code);
	stmt_text(q, 3, place);
	return q;
}

static void keep(char *dst, size_t size, struct stmt *q, int i)
{
	snprintf(dst, size, "%s", stmt_col_text(q, i));
}

static int read_place(struct known_glance *g, struct stmts *set,
		      const struct known *k, const char *place, struct err *e)
{
	struct stmt *q = asked(set, Q_PLACE, k, place);
	int rc = stmt_step(q, e);

	if (rc > 0) {
		g->year = (int)stmt_col_int(q, 0);
		keep(g->level_class, sizeof(g->level_class), q, 1);
		keep(g->standing, sizeof(g->standing), q, 2);
		keep(g->county_class, sizeof(g->county_class), q, 3);
		keep(g->county_standing, sizeof(g->county_standing), q, 4);
		keep(g->note, sizeof(g->note), q, 5);
		g->slight = stmt_col_int(q, 6) == 1;
		g->benchmark = number(q, 7);
		g->county_benchmark = number(q, 8);
		g->cases = number(q, 9);
		g->excess = number(q, 10);
	}
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

static int read_news(struct known_glance *g, struct stmts *set,
		     const struct known *k, const char *place,
		     const struct talks *t, struct err *e)
{
	struct stmt *q = asked(set, Q_TIED, k, place);
	int rc;

	stmt_text(q, 4, t->id);
	rc = stmt_step(q, e);
	if (rc > 0) {
		bool hidden = stmt_col_int(q, 2) != 0;

		g->news.old_year = hidden ? 0 : (int)stmt_col_int(q, 0);
		g->news.old = hidden ? NO_FIGURE : number(q, 1);
		news_compare(&g->news, k->year, k->own);
	}
	stmt_reset(q);
	if (rc <= 0)
		return rc;
	q = asked(set, Q_REVISED, k, place);
	stmt_text(q, 4, t->date);
	while ((rc = stmt_step(q, e)) > 0)
		news_revise(&g->news, (int)stmt_col_int(q, 0), number(q, 1),
			    number(q, 2));
	return rc;
}

int known_glance_read(struct known_glance *g, struct stmts *set,
		      const struct known *k, const char *place,
		      const struct talks *t, struct err *e)
{
	*g = (struct known_glance){
		.benchmark = NO_FIGURE,
		.county_benchmark = NO_FIGURE,
		.cases = NO_FIGURE,
		.excess = NO_FIGURE,
		.news = {.value = NO_FIGURE, .old = NO_FIGURE}};
	if (read_place(g, set, k, place, e) < 0)
		return -1;
	return t ? read_news(g, set, k, place, t, e) : 0;
}

int known_agreed_read(size_t agreed[AGREED_N], struct stmts *set,
		      const char *place, const struct talks *t, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_AGREED);
	int rc;

	memset(agreed, 0, AGREED_N * sizeof(*agreed));
	stmt_text(q, 1, t->id);
	stmt_text(q, 2, place);
	while ((rc = stmt_step(q, e)) > 0)
		agreed[agreed_parse(stmt_col_text(q, 0))]++;
	if (rc < 0)
		return -1;
	q = stmts_at(set, Q_UNTIED);
	stmt_text(q, 1, t->id);
	rc = stmt_step(q, e);
	if (rc > 0)
		agreed[AGREED_NO_DATA] += (size_t)stmt_col_int(q, 0);
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}
