/*
 * Reads what stands around a trend; see around.h.
 */
#include "plots/around.h"

#include "plots/gauge.h"
#include "plots/years.h"

enum {
	PEERS_LEAST = 4 /* with a figure of the year; fewer have no quartiles */
};

enum {
	Q_BREAKS,
	Q_PEERS,
	Q_AHEAD,
	Q_AGREEMENTS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_BREAKS] = "SELECT year, max(known) FROM (SELECT b.year, 1 AS known"
		     "   FROM known_break AS b"
		     "   JOIN source AS s ON s.name = b.source"
		     "   JOIN indicator AS i"
		     "     ON i.source = s.id AND i.code = b.code"
		     "   WHERE i.id = ?1"
		     " UNION ALL SELECT year, 0 FROM level_change"
		     "   WHERE indicator = ?1 AND area = 0 AND sex = 0"
		     "     AND shock = 0)"
		     " GROUP BY year ORDER BY year",
	[Q_PEERS] = "SELECT o.year, o.value FROM peer AS p"
		    " CROSS JOIN observation AS o ON o.indicator = ?1"
		    "   AND o.area = p.peer AND o.sex = 0"
		    " WHERE p.area = ?2 ORDER BY 1, 2",
	[Q_AHEAD] = "SELECT year, value, low80, high80 FROM forecast"
		    " WHERE indicator = ?1 AND area = ?2 AND sex = 0"
		    "   AND from_year = ?3 AND year > ?3 ORDER BY year",
	/* Links that only give background are no reason for a mark. */
	[Q_AGREEMENTS] =
		"SELECT n.id, CAST(substr(n.date, 1, 4) AS INTEGER) AS y"
		" FROM negotiation AS n, indicator AS i"
		" JOIN source AS s ON s.id = i.source"
		" WHERE i.id = ?1 AND n.county IN"
		"   (SELECT h.kind || ':' || h.code FROM area AS h"
		"    WHERE h.id = ?2 OR h.id IN (SELECT m.parent"
		"      FROM area_member AS m WHERE m.area = ?2))"
		" AND (EXISTS (SELECT 1 FROM negotiation_link AS l"
		"     WHERE l.negotiation = n.negotiation"
		"       AND l.indicator = s.name || ':' || i.code"
		"       AND l.strength <> 'context')"
		"   OR EXISTS (SELECT 1 FROM negotiation_tie AS t"
		"     WHERE t.negotiation = n.negotiation"
		"       AND t.indicator = s.name || ':' || i.code))"
		" ORDER BY n.date, n.id",
};
const struct sql_set around_sql = {"plots/around", sql, Q_COUNT};

void around_release(struct around *a)
{
	for (size_t i = 0; i < a->agreements_n; i++)
		free(a->agreements[i].id);
	free(a->breaks);
	free(a->peers);
	free(a->ahead);
	free(a->agreements);
	*a = (struct around){.breaks = NULL};
}

static void *copy(const void *p, size_t n, size_t size)
{
	void *q = NULL;

	if (n) {
		q = xcalloc(n, size);
		memcpy(q, p, n * size);
	}
	return q;
}

void around_copy(struct around *dst, const struct around *src)
{
	*dst = *src;
	dst->breaks = copy(src->breaks, src->breaks_n, sizeof(*src->breaks));
	dst->peers = copy(src->peers, src->peers_n, sizeof(*src->peers));
	dst->ahead = copy(src->ahead, src->ahead_n, sizeof(*src->ahead));
	dst->agreements = copy(src->agreements, src->agreements_n,
			       sizeof(*src->agreements));
	for (size_t i = 0; dst->agreements && i < dst->agreements_n; i++)
		dst->agreements[i].id = xstrdup(src->agreements[i].id);
}

int around_read_indicator(struct stmts *q, int64_t indicator,
			  struct around *out, struct err *e)
{
	struct stmt *s = stmts_at(q, Q_BREAKS);
	int got;

	stmt_int(s, 1, indicator);
	while ((got = stmt_step(s, e)) > 0) {
		out->breaks = xreallocarray(out->breaks, out->breaks_n + 1,
					    sizeof(*out->breaks));
		out->breaks[out->breaks_n++] = (struct around_break){
			(int)stmt_col_int(s, 0), stmt_col_int(s, 1) != 0};
	}
	return got;
}

/* --- peers ------------------------------------------------------------------
 */

static void end_year(void *to, int year, const double *v, size_t n)
{
	struct around *a = to;

	if (n < PEERS_LEAST)
		return;
	a->peers = xreallocarray(a->peers, a->peers_n + 1, sizeof(*a->peers));
	a->peers[a->peers_n++] = (struct around_peers){
		year, years_quantile(v, n, 0.25), years_quantile(v, n, 0.75)};
	if ((int)n > a->peers_most)
		a->peers_most = (int)n;
}

static int read_peers(struct stmts *q, int64_t indicator, int64_t area,
		      struct around *out, struct err *e)
{
	struct stmt *s = stmts_at(q, Q_PEERS);

	stmt_int(s, 1, indicator);
	stmt_int(s, 2, area);
	return years_read(s, end_year, out, e);
}

/* --- the rest ---------------------------------------------------------------
 */

static int read_ahead(struct stmts *q, int64_t indicator, int64_t area,
		      int last, struct around *out, struct err *e)
{
	struct stmt *s = stmts_at(q, Q_AHEAD);
	int got;

	stmt_int(s, 1, indicator);
	stmt_int(s, 2, area);
	stmt_int(s, 3, last);
	while ((got = stmt_step(s, e)) > 0) {
		bool has = !stmt_col_null(s, 2) && !stmt_col_null(s, 3);

		out->ahead = xreallocarray(out->ahead, out->ahead_n + 1,
					   sizeof(*out->ahead));
		out->ahead[out->ahead_n++] = (struct around_ahead){
			.year = (int)stmt_col_int(s, 0),
			.value = stmt_col_double(s, 1),
			.has_interval = has,
			.low = has ? stmt_col_double(s, 2) : 0.0,
			.high = has ? stmt_col_double(s, 3) : 0.0,
		};
	}
	return got;
}

int around_read_area(struct stmts *q, int64_t indicator, int64_t area, int last,
		     struct around *out, struct err *e)
{
	struct stmt *s = stmts_at(q, Q_AGREEMENTS);
	int got;

	if (read_peers(q, indicator, area, out, e) < 0 ||
	    read_ahead(q, indicator, area, last, out, e) < 0)
		return -1;
	stmt_int(s, 1, indicator);
	stmt_int(s, 2, area);
	while ((got = stmt_step(s, e)) > 0) {
		out->agreements =
			xreallocarray(out->agreements, out->agreements_n + 1,
				      sizeof(*out->agreements));
		out->agreements[out->agreements_n++] =
			(struct around_agreement){(int)stmt_col_int(s, 1),
						  gauge_column(s, 0)};
	}
	return got;
}
