/*
 * See accord.h.
 */
#include "lib/base.h"

#include "briefing/accord.h"
#include "briefing/phrase.h"
#include "lib/num.h"

/* The text in the language ?2, else the Finnish one. */
#define TEXT_OF(t)                                                             \
	"coalesce((SELECT text FROM negotiation_text AS x"                     \
	"  WHERE x.negotiation = " t ".negotiation AND x.id = " t ".id"        \
	"  AND x.lang = ?2), " t ".text)"
/* The title in the language ?2, else what v_X has. */
#define TITLE_OF(t)                                                            \
	"coalesce((SELECT nullif(CASE ?2 WHEN 'sv' THEN i.title_sv WHEN 'en'"  \
	"  THEN i.title_en END, '') FROM indicator AS i JOIN source AS s"      \
	"  ON s.id = i.source WHERE s.name = " t ".source"                     \
	"  AND i.code = " t ".indicator), " t ".title_fi)"
/* Of the groups of v_priority and v_agreement: the county's own row; how many
 * municipalities have that verdict. */
#define OWN(column)    "max(iif(town, NULL, " column "))"
#define COUNTY(column) "max(iif(area_kind = 'kunta', NULL, " column "))"
#define TOWNS(verdict) "sum(area_kind = 'kunta' AND verdict = '" verdict "')"
#define OF_ONE         " WHERE negotiation = ?1 AND ?2 IS NOT NULL ORDER BY position"

static const char *const sql[ACCORD_N] = {
	[ACCORD_HEAD] =
		"SELECT title, date, date_to, target_year, form, opening,"
		"  input, method, purpose, legal_basis, follow_up,"
		"  reported_to, reported, source FROM v_negotiation"
		" WHERE negotiation = ?1 AND ?2 IS NOT NULL",
	[ACCORD_PRIORITIES] = "SELECT id, kind, parent, " TEXT_OF(
		"p") ", votes, rank"
		     " FROM negotiation_priority AS p WHERE negotiation = ?1"
		     " ORDER BY coalesce(CAST(rank AS INTEGER), 999999), "
		     "position",
	[ACCORD_RESOURCES] = "SELECT id, priority, applies_to, " TEXT_OF(
		"r") " FROM negotiation_resource AS r"
		     " WHERE negotiation = ?1 ORDER BY position",
	[ACCORD_SPREAD] =
		"SELECT sum(votes), count(votes), max(votes), min(votes)"
		" FROM v_negotiation_priority WHERE negotiation = ?1"
		"  AND ?2 IS NOT NULL HAVING count(votes) > 1",
	[ACCORD_VOTES] =
		"SELECT priority, group_concat(party_fi || ' ' || votes, ', ')"
		" FROM (SELECT * FROM v_vote WHERE negotiation = ?1"
		"  AND ?2 IS NOT NULL ORDER BY priority, votes DESC, position)"
		" GROUP BY priority",
	[ACCORD_ROUNDS] = "SELECT round, date, time, place, text, note"
			  " FROM v_round" OF_ONE,
	[ACCORD_PARTIES] =
		"SELECT round, CASE area_kind WHEN 'kunta' THEN area_code END,"
		"  CASE ?2 WHEN 'sv' THEN name_sv ELSE name_fi END"
		" FROM v_party WHERE negotiation = ?1 ORDER BY position",
	[ACCORD_PRESENCE] =
		"SELECT v.municipalities, (SELECT count(*) FROM v_area AS a"
		"    WHERE a.kind = 'kunta' AND a.hva_code = v.county_code"
		"    AND a.valid_to IS NULL),"
		"  (SELECT group_concat(name, ', ') FROM (SELECT CASE ?2"
		"    WHEN 'sv' THEN name_sv ELSE name_fi END AS name"
		"    FROM v_party AS p WHERE p.negotiation = v.negotiation"
		"    AND p.area_code IS NOT NULL GROUP BY area_kind, area_code"
		"    HAVING count(*) > 1 ORDER BY name))"
		"  FROM v_negotiation AS v WHERE v.negotiation = ?1",
	[ACCORD_MEASURES] = "SELECT m.id, " TEXT_OF(
		"m") ", v.responsible, v.co_parties,"
		     "  v.due, v.due_text, v.effect, v.follow_up,"
		     "  replace(v.priorities, ' ', ', '), v.state, "
		     "v.state_date,"
		     "  v.value, v.note, v.by FROM negotiation_measure AS m"
		     " JOIN v_measure AS v ON v.negotiation = m.negotiation"
		     "  AND v.measure = m.id WHERE m.negotiation = ?1"
		     " ORDER BY m.position",
	[ACCORD_LINKS] =
		"SELECT priority, source, indicator, strength, why,"
		"  decided_by = 'own reading' FROM v_priority_link"
		" WHERE negotiation = ?1 AND ?2 IS NOT NULL"
		" ORDER BY CASE strength WHEN 'direct' THEN 1 WHEN 'proxy'"
		"  THEN 2 WHEN 'weak' THEN 3 ELSE 4 END, position",
	[ACCORD_ITEMS] = "SELECT m.id, m.priority, " TEXT_OF(
		"m") ", v.state,"
		     "  v.state_date, v.value, v.note, v.by"
		     " FROM negotiation_item AS m JOIN v_item AS v"
		     "  ON v.negotiation = m.negotiation AND v.item = m.id"
		     " WHERE m.negotiation = ?1 ORDER BY m.position",
	[ACCORD_POINTS] = "SELECT id, kind, " TEXT_OF(
		"p") " FROM negotiation_point AS p WHERE negotiation = ?1"
		     " ORDER BY position",
	[ACCORD_PRACTICES] = "SELECT id, " TEXT_OF(
		"p") " FROM negotiation_practice AS p"
		     " WHERE negotiation = ?1 ORDER BY position",
	[ACCORD_WORRIES] =
		"SELECT worry, coalesce((SELECT text FROM negotiation_text AS x"
		"  WHERE x.negotiation = w.negotiation AND x.id = w.worry"
		"  AND x.lang = ?2), text), area_fi, by, date"
		" FROM v_worry AS w WHERE negotiation = ?1 ORDER BY position",
	[ACCORD_FEEDBACK] = "SELECT id, " TEXT_OF(
		"f") ", mean, n_reported,"
		     "  scale FROM negotiation_feedback AS f"
		     " WHERE negotiation = ?1 ORDER BY position",
	[ACCORD_TOLD] =
		"WITH v AS (SELECT *, area_kind = 'kunta' AS town,"
		"    value IS NOT NULL AND year > ?3 AS recent,"
		"    trend_verdict IN ('up', 'down', 'up_small', 'down_small')"
		"      AS claims FROM v_priority"
		"    WHERE negotiation = ?1 AND indicator IS NOT NULL),"
		"  w AS (SELECT *, town AND recent AS counts,"
		"    iif(claims AND q <= 0.05, direction, '') AS clear FROM v)"
		"SELECT priority, source, indicator,"
		"  " TITLE_OF(
			"w") ", strength, why,"
			     "  strength IN ('direct', 'proxy'), unit, class, "
			     "decimals,"
			     "  max(iif(value IS NULL, NULL, year)), " OWN(
				     "year") ","
					     "  " OWN("value") ", " OWN(
						     "trend_verdict") ","
								      "  " OWN("direction") ", " OWN("trend_note") ", " OWN(
									      "q") ","
										   "  " OWN("level_class") ", " OWN(
											   "standing") ","
												       "  max(iif(town OR apart IS NOT NULL, NULL, cell)), sum(town),"
												       "  sum(counts), min(iif(counts, value, NULL)),"
												       "  max(iif(counts, value, NULL)),"
												       "  sum(counts AND clear = 'worsening'),"
												       "  sum(counts AND clear = 'improving'),"
												       "  sum(counts AND clear = 'rising'),"
												       "  sum(counts AND clear = 'falling'),"
												       "  sum(counts AND clear = '' AND (claims IS TRUE"
												       "    OR trend_verdict IN ('up_indicative', 'down_indicative'))),"
												       "  sum(counts AND trend_verdict IS 'no_clear_trend'),"
												       "  sum(counts AND (trend_verdict IS NULL OR trend_verdict IN"
												       "    ('too_few_points', 'out_of_date', 'not_assessable',"
												       "     'break_in_series'))),"
												       "  sum(town) - sum(counts),"
												       "  sum(counts AND ifnull(standing LIKE '%worse', 0)),"
												       "  sum(counts AND ifnull(standing LIKE '%better', 0)),"
												       "  sum(counts AND standing IS 'similar') FROM w"
												       "  GROUP BY position, link_position ORDER BY position,"
												       "  CASE strength WHEN 'direct' THEN 1 WHEN 'proxy' THEN 2"
												       "    WHEN 'weak' THEN 3 ELSE 4 END, link_position",
	[ACCORD_CHANGES] = "SELECT coalesce(measure, priority) AS item, "
			   "source, indicator, " TITLE_OF(
				   "g") ", "
					"strength,"
					"  unit, "
					"(SELECT "
					"class "
					"FROM "
					"followed "
					"AS f "
					"WHERE "
					"f.source ="
					"    "
					"g.source "
					"AND "
					"f.code = "
					"g."
					"indicator)"
					", "
					"decimals,"
					"  " COUNTY("agreed_value") ", " COUNTY("agreed_year") ","
											       "  " COUNTY("revised_value") ", " COUNTY("current_value") ","
																			 "  " COUNTY("current_year") ", " COUNTY("verdict") ","
																									    "  " TOWNS("worsened") ", " TOWNS(
																										    "improved") ","
																												"  " TOWNS(
																													"risen") ", " TOWNS("fallen") ","
																																      "  " TOWNS("no_detectable_change") ", " TOWNS("too_early") ","
																																								 "  " TOWNS(
																																									 "value_only") ", " TOWNS("not_measurable") "  FROM v_agreement AS g WHERE negotiation = ?1"
																																														    "    AND indicator IS NOT NULL"
																																														    "    AND sex = 'total' AND area_kind IN ('hyvinvointialue',"
																																														    "      'kunta')"
																																														    "  GROUP BY item, source, indicator"
																																														    "  ORDER BY item, CASE strength WHEN 'direct' THEN 1 WHEN"
																																														    "    'proxy' THEN 2 WHEN 'weak' THEN 3 ELSE 4 END, source,"
																																														    "    CAST(indicator AS INTEGER), indicator",
};
const struct sql_set briefing_accord_sql = {"briefing/accord", sql, ACCORD_N};

static const size_t columns[ACCORD_N] = {
	[ACCORD_HEAD] = HEAD_N,          [ACCORD_PRIORITIES] = PRIORITY_N,
	[ACCORD_RESOURCES] = RESOURCE_N, [ACCORD_SPREAD] = SPREAD_N,
	[ACCORD_VOTES] = VOTE_N,         [ACCORD_ROUNDS] = ROUND_N,
	[ACCORD_PARTIES] = PARTY_N,      [ACCORD_PRESENCE] = PRESENCE_N,
	[ACCORD_MEASURES] = MEASURE_N,   [ACCORD_LINKS] = LINK_N,
	[ACCORD_ITEMS] = ITEM_N,         [ACCORD_POINTS] = POINT_N,
	[ACCORD_PRACTICES] = PRACTICE_N, [ACCORD_WORRIES] = WORRY_N,
	[ACCORD_FEEDBACK] = FEEDBACK_N,  [ACCORD_TOLD] = TOLD_N,
	[ACCORD_CHANGES] = CHANGE_N,
};

static int read_table(struct accord *a, struct stmts *set, size_t t,
		      struct err *e)
{
	struct accord_rows *r = &a->tables[t];
	struct stmt *q = stmts_at(set, t);
	int rc;

	r->columns = columns[t];
	stmt_text(q, 1, a->talks->id);
	stmt_text(q, 2, lang_name(a->cat->lang));
	if (t == ACCORD_TOLD)
		stmt_int(q, 3, a->cat->old_year);
	while ((rc = stmt_step(q, e)) > 0) {
		r->cells = xreallocarray(r->cells, (r->n + 1) * r->columns,
					 sizeof(*r->cells));
		for (size_t i = 0; i < r->columns; i++)
			r->cells[r->n * r->columns + i] =
				xstrdup(stmt_col_text(q, (int)i));
		r->n++;
	}
	return rc;
}

int accord_read(struct accord **out, struct stmts *set, const struct catalog *c,
		const struct county *county, const struct talks *talks,
		int64_t now, struct err *e)
{
	struct accord *a = xcalloc(1, sizeof(*a));
	char today[WHEN_TEXT];

	*a = (struct accord){.cat = c, .county = county, .talks = talks};
	snprintf(a->today, sizeof(a->today), "%.10s", when_text(today, now));
	for (size_t t = 0; t < ACCORD_N; t++)
		if (read_table(a, set, t, e) < 0) {
			accord_free(a);
			return err_wrap(e, "negotiation %s", talks->id);
		}
	*out = a;
	return 0;
}

void accord_free(struct accord *a)
{
	if (!a)
		return;
	for (size_t t = 0; t < ACCORD_N; t++) {
		struct accord_rows *r = &a->tables[t];

		for (size_t i = 0; i < r->n * r->columns; i++)
			free(r->cells[i]);
		free(r->cells);
	}
	free(a);
}

size_t accord_count(const struct accord *a, enum accord_table t)
{
	return a->tables[t].n;
}

const char *accord_cell(const struct accord *a, enum accord_table t, size_t row,
			int column)
{
	const struct accord_rows *r = &a->tables[t];

	return r->cells[row * r->columns + (size_t)column];
}
