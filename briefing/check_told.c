/*
 * What the page of a negotiation says of figures, read back. Asked of the views
 * of figures, trends, levels and agreements themselves, area by area; the page
 * asks v_priority, in groups.
 */
#include "lib/base.h"

#include "briefing/accord.h"
#include "briefing/checking.h"
#include "briefing/phrase.h"
#include "lib/num.h"
#include "lib/word.h"

enum {
	Q_OWN,
	Q_COUNTS,
	Q_VALUES,
	Q_FRESH,
	Q_SINCE,
	Q_CHANGES,
	Q_VERDICTS,
	Q_COUNT
};

/* The areas of the negotiation, its links, and what is newest there. */
#define PLACES                                                                 \
	"WITH place (area_kind, area_code) AS MATERIALIZED ("                  \
	"  SELECT v.kind, v.code FROM v_area AS v, v_negotiation AS n"         \
	"  WHERE n.negotiation = ?1 AND ((v.kind = 'hyvinvointialue'"          \
	"   AND v.code = n.county_code) OR (v.kind = 'kunta'"                  \
	"   AND v.hva_code = n.county_code AND v.valid_to IS NULL))),"         \
	" linked AS MATERIALIZED (SELECT priority || ':' || source || ':' ||"  \
	"   indicator AS id, priority, source, indicator,"                     \
	"   strength IN ('direct', 'proxy') AS tells, area_kind, area_code"    \
	"  FROM v_priority_link, place WHERE negotiation = ?1),"               \
	" newest AS MATERIALIZED (SELECT source, indicator, area_kind,"        \
	"   area_code, year, value FROM v_latest WHERE sex = 'total'"          \
	"   AND (area_kind, area_code) IN place),"                             \
	" form AS MATERIALIZED (SELECT v.source, v.indicator, v.unit,"         \
	"   f.class, v.decimals FROM v_indicator AS v LEFT JOIN followed AS f" \
	"   ON f.source = v.source AND f.code = v.indicator),"                 \
	" here AS MATERIALIZED (SELECT *,"                                     \
	"   value IS NOT NULL AND year > ?2 AS fresh FROM linked"              \
	"   LEFT JOIN newest USING (source, indicator, area_kind, area_code)"  \
	"   LEFT JOIN form USING (source, indicator)),"                        \
	" course AS MATERIALIZED (SELECT source, indicator, area_kind,"        \
	"   area_code, verdict, direction, note, q FROM v_trend"               \
	"  WHERE kind = 'long' AND sex = 'total'"                              \
	"   AND (area_kind, area_code) IN place),"                             \
	" stands AS MATERIALIZED (SELECT p.source, p.indicator, p.area_kind,"  \
	"   p.area_code, p.level_class,"                                       \
	"   iif(f.polarity = 'neutral', NULL, p.standing) AS standing"         \
	"  FROM v_position AS p LEFT JOIN followed AS f"                       \
	"   ON f.source = p.source AND f.code = p.indicator"                   \
	"  WHERE sex = 'total' AND (area_kind, area_code) IN place),"          \
	" urgent AS MATERIALIZED (SELECT source, indicator, area_kind,"        \
	"   area_code, cell FROM v_matrix WHERE apart IS NULL"                 \
	"   AND (area_kind, area_code) IN place) "

static const char *const sql[Q_COUNT] = {
	[Q_OWN] = PLACES
	"SELECT id, unit, class, decimals, value, tells, verdict,"
	"  direction, note, q, level_class, standing, cell FROM here"
	" LEFT JOIN course USING (source, indicator, area_kind,"
	"  area_code)"
	" LEFT JOIN stands USING (source, indicator, area_kind,"
	"  area_code)"
	" LEFT JOIN urgent USING (source, indicator, area_kind,"
	"  area_code)"
	" WHERE area_kind = 'hyvinvointialue' AND value IS NOT NULL"
	"  AND id IN (SELECT id FROM here WHERE fresh)",
	[Q_COUNTS] = PLACES
	", town AS MATERIALIZED (SELECT id, fresh, verdict,"
	"  iif(q <= 0.05 AND verdict NOT LIKE '%_indicative',"
	"    direction, NULL) AS clear,"
	"  replace(standing, 'much_', '') AS standing FROM here"
	"  LEFT JOIN course USING (source, indicator, area_kind,"
	"   area_code)"
	"  LEFT JOIN stands USING (source, indicator, area_kind,"
	"   area_code)"
	"  WHERE tells AND area_kind = 'kunta'"
	"   AND id IN (SELECT id FROM here WHERE fresh))"
	"SELECT id || ' towns' AS fact, CASE WHEN NOT fresh THEN 7"
	"  WHEN verdict = 'no_clear_trend' THEN 5"
	"  WHEN verdict NOT LIKE 'up%' AND verdict NOT LIKE 'down%'"
	"    OR verdict IS NULL THEN 6"
	"  WHEN clear = 'worsening' THEN 0 WHEN clear = 'improving'"
	"    THEN 1 WHEN clear = 'rising' THEN 2 WHEN clear = 'falling'"
	"    THEN 3 ELSE 4 END AS what, count(*) FROM town"
	"  GROUP BY fact, what"
	" UNION ALL SELECT id || ' stands', CASE standing WHEN 'worse'"
	"  THEN 0 WHEN 'better' THEN 1 ELSE 2 END AS what, count(*)"
	"  FROM town WHERE fresh"
	"   AND standing IN ('worse', 'better', 'similar')"
	"  GROUP BY id, what ORDER BY 1, 2",
	[Q_VALUES] =
		PLACES "SELECT id || ' towns', unit, class, decimals, count(*),"
		       "  sum(fresh), min(iif(fresh, value, NULL)),"
		       "  max(iif(fresh, value, NULL)) FROM here"
		       " WHERE NOT tells AND area_kind = 'kunta' GROUP BY id"
		       "  HAVING sum(fresh) > 0",
	[Q_FRESH] = PLACES "SELECT p.id || ' fresh', count(DISTINCT h.id),"
			   "  count(DISTINCT iif(h.fresh, h.id, NULL)) FROM "
			   "negotiation_priority AS p"
			   " LEFT JOIN here AS h ON h.priority = p.id"
			   " WHERE p.negotiation = ?1 GROUP BY p.id",
	[Q_SINCE] = PLACES
	"SELECT g.priority || ':' || g.source || ':' || g.indicator ||"
	"  ' since', g.unit, f.class, g.decimals, agreed_value,"
	"  agreed_year, revised_value, current_value, current_year,"
	"  verdict FROM v_agreement AS g LEFT JOIN followed AS f"
	"  ON f.source = g.source AND f.code = g.indicator"
	" WHERE g.negotiation = ?1 AND sex = 'total' AND measure IS NULL"
	"  AND area_kind = 'hyvinvointialue' AND agreed_value IS NOT NULL"
	"  AND strength IN ('direct', 'proxy')"
	"  AND (g.priority, g.source, g.indicator) IN"
	"   (SELECT priority, source, indicator FROM here"
	"    WHERE area_kind = 'hyvinvointialue' AND value IS NOT NULL"
	"    AND id IN (SELECT id FROM here WHERE fresh))",
	[Q_CHANGES] =
		"SELECT measure || ':' || g.source || ':' || g.indicator ||"
		"  ' change', g.unit, f.class, g.decimals, agreed_value,"
		"  agreed_year, revised_value, current_value, current_year,"
		"  verdict FROM v_agreement AS g LEFT JOIN followed AS f"
		"  ON f.source = g.source AND f.code = g.indicator"
		" WHERE g.negotiation = ?1 AND ?2 IS NOT NULL AND sex = 'total'"
		"  AND area_kind = 'hyvinvointialue' AND measure IS NOT NULL"
		"  AND coalesce(agreed_value, current_value) IS NOT NULL",
	[Q_VERDICTS] =
		"WITH towns AS MATERIALIZED (SELECT measure || ':' || source"
		"   || ':' || indicator || ' towns' AS fact, verdict"
		"  FROM v_agreement WHERE negotiation = ?1 AND ?2 IS NOT NULL"
		"   AND sex = 'total' AND area_kind = 'kunta')"
		"SELECT fact, verdict, count(*) FROM towns"
		" WHERE fact IN (SELECT fact FROM towns"
		"  WHERE verdict <> 'not_measurable') GROUP BY 1, 2"
		" ORDER BY 1, CASE verdict WHEN 'worsened' THEN 0"
		"  WHEN 'improved' THEN 1 WHEN 'risen' THEN 2 WHEN 'fallen'"
		"  THEN 3 WHEN 'no_detectable_change' THEN 4 WHEN 'too_early'"
		"  THEN 5 WHEN 'value_only' THEN 6 ELSE 7 END",
};
const struct sql_set briefing_check_told_sql = {"briefing/check_told", sql,
						Q_COUNT};

/* The page that is being read back. */
struct reading {
	struct check *c;
	const struct seen *s;
	const struct talks *talks;
	const struct county *county;
	struct stmts *set;
};

static struct stmt *ask(const struct reading *r, size_t which)
{
	struct stmt *q = stmts_at(r->set, which);

	stmt_text(q, 1, r->talks->id);
	stmt_int(q, 2, r->c->cat->old_year);
	return q;
}

static void expect(const struct reading *r, const char *id, const char *word,
		   const char *want)
{
	char *name = xasprintf("%s %s", id, word);

	check_fact(r->c, r->s, name, want);
	free(name);
}

/* Columns 1 to 3: unit, class, decimals; borrows. */
static struct measure measure_at(struct stmt *q)
{
	return (struct measure){.unit = stmt_col_text(q, 1),
				.class = stmt_col_text(q, 2),
				.decimals = (int)stmt_col_int(q, 3)};
}

/* --- the county's own --- */

static void check_change_of(const struct reading *r, struct stmt *q)
{
	struct finding f = {.n = 0};
	struct buf want;

	finding_parse(&f, stmt_col_text(q, 6), stmt_col_text(q, 7),
		      stmt_col_text(q, 8),
		      stmt_col_null(q, 9) ? NO_FIGURE : stmt_col_double(q, 9));
	buf_init(&want, BUF_MAX);
	finding_word(&want, &f, r->c->cat->lang);
	expect(r, stmt_col_text(q, 0), "change", buf_str(&want));
	buf_release(&want);
}

static void check_own(const struct reading *r, struct stmt *q)
{
	enum lang lang = r->c->cat->lang;
	struct measure m = measure_at(q);
	char *level;
	struct buf want;

	buf_init(&want, BUF_MAX);
	measure_value(&want, &m, stmt_col_double(q, 4), lang);
	expect(r, stmt_col_text(q, 0), "value", buf_str(&want));
	buf_clear(&want);
	if (stmt_col_int(q, 5)) {
		check_change_of(r, q);
		level = level_words(stmt_col_text(q, 10), stmt_col_text(q, 11),
				    lang);
		if (*level)
			expect(r, stmt_col_text(q, 0), "level", level);
		free(level);
		phrase_add(&want, lang, TEXT_BRIEF_NEG_URGENCY,
			   stmt_col_text(q, 12), NULL, NULL);
		if (!stmt_col_null(q, 12))
			expect(r, stmt_col_text(q, 0), "cell", buf_str(&want));
	}
	buf_release(&want);
}

/* --- municipalities --- */

/* A text that is put together of several rows. */
struct growing {
	char *name; /* owned; NULL: none yet */
	struct buf text;
};

static void finish(const struct reading *r, struct growing *g)
{
	if (g->name)
		check_fact(r->c, r->s, g->name, buf_str(&g->text));
	free(g->name);
	g->name = NULL;
	buf_clear(&g->text);
}

static void grow(const struct reading *r, struct growing *g, const char *name,
		 const char *before, const char *word, int64_t n)
{
	if (!g->name || strcmp(g->name, name) != 0) {
		finish(r, g);
		g->name = xstrdup(name);
		buf_puts(&g->text, before);
	} else {
		buf_puts(&g->text, ", ");
	}
	buf_printf(&g->text, "%s\u00a0%lld", word, (long long)n);
}

static int check_counts(const struct reading *r, struct err *e)
{
	struct stmt *q = ask(r, Q_COUNTS);
	enum lang lang = r->c->cat->lang;
	struct growing g = {.name = NULL};
	int rc;

	buf_init(&g.text, BUF_MAX);
	while ((rc = stmt_step(q, e)) > 0) {
		const char *name = stmt_col_text(q, 0);
		size_t what = (size_t)stmt_col_int(q, 1);
		bool towns = strstr(name, " towns") != NULL;

		grow(r, &g, name, "",
		     text_get(towns ? accord_change_words[what]
				    : accord_stand_words[what],
			      lang),
		     stmt_col_int(q, 2));
	}
	finish(r, &g);
	buf_release(&g.text);
	return rc;
}

static int check_verdicts(const struct reading *r, struct err *e)
{
	struct stmt *q = ask(r, Q_VERDICTS);
	enum lang lang = r->c->cat->lang;
	struct growing g = {.name = NULL};
	struct buf before;
	int rc;

	buf_init(&g.text, BUF_MAX);
	buf_init(&before, 200);
	phrase_add(&before, lang, TEXT_NEG_FIGURE_TOWNS, "", NULL, NULL);
	while ((rc = stmt_step(q, e)) > 0)
		grow(r, &g, stmt_col_text(q, 0), buf_str(&before),
		     agreement_word(stmt_col_text(q, 1), lang),
		     stmt_col_int(q, 2));
	finish(r, &g);
	buf_release(&before);
	buf_release(&g.text);
	return rc;
}

static void check_values(const struct reading *r, struct stmt *q)
{
	enum lang lang = r->c->cat->lang;
	struct measure m = measure_at(q);
	char fresh[PHRASE_INT], all[PHRASE_INT];
	double low = stmt_col_double(q, 6), high = stmt_col_double(q, 7);
	struct buf range, want;

	buf_init(&range, 200);
	buf_init(&want, BUF_MAX);
	measure_value(&range, &m, low, lang);
	if (high > low) {
		buf_puts(&range, "\u00a0… ");
		measure_value(&range, &m, high, lang);
	}
	phrase_add(&want, lang, TEXT_BRIEF_NEG_VALUES,
		   phrase_int(fresh, stmt_col_int(q, 5)),
		   phrase_int(all, stmt_col_int(q, 4)), buf_str(&range));
	check_fact(r->c, r->s, stmt_col_text(q, 0), buf_str(&want));
	buf_release(&want);
	buf_release(&range);
}

static void check_fresh(const struct reading *r, struct stmt *q)
{
	enum lang lang = r->c->cat->lang;
	char all[PHRASE_INT], fresh[PHRASE_INT];
	struct buf want;

	phrase_int(all, stmt_col_int(q, 1));
	phrase_int(fresh, stmt_col_int(q, 2));
	buf_init(&want, BUF_MAX);
	if (stmt_col_int(q, 1) == 0)
		buf_puts(&want, text_get(TEXT_AREA_NO_INDICATOR, lang));
	else if (stmt_col_int(q, 2) > 0)
		phrase_add(&want, lang, TEXT_BRIEF_NEG_RECENT, fresh, all,
			   NULL);
	else if (stmt_col_int(q, 1) == 1)
		buf_puts(&want, text_get(TEXT_BRIEF_NEG_NONE_RECENT_ONE, lang));
	else
		phrase_add(&want, lang, TEXT_BRIEF_NEG_NONE_RECENT, all, NULL,
			   NULL);
	check_fact(r->c, r->s, stmt_col_text(q, 0), buf_str(&want));
	buf_release(&want);
}

/* --- what became of what was agreed --- */

static void check_agreed(const struct reading *r, struct stmt *q)
{
	enum lang lang = r->c->cat->lang;
	const char *cells[CHANGE_N] = {NULL};
	char *kept[9];
	struct buf want;

	buf_init(&want, BUF_MAX);
	for (int i = 0; i < 9; i++) {
		kept[i] = xstrdup(stmt_col_text(q, i + 1));
		cells[CHANGE_UNIT + i] = kept[i];
	}
	if (strstr(stmt_col_text(q, 0), " since"))
		accord_since(&want, cells, lang);
	else
		accord_change(&want, r->county->name, cells, lang);
	check_fact(r->c, r->s, stmt_col_text(q, 0), buf_str(&want));
	for (int i = 0; i < 9; i++)
		free(kept[i]);
	buf_release(&want);
}

static int each(const struct reading *r, size_t which,
		void (*look)(const struct reading *r, struct stmt *q),
		struct err *e)
{
	struct stmt *q = ask(r, which);
	int rc;

	while ((rc = stmt_step(q, e)) > 0)
		look(r, q);
	return rc;
}

int check_told(struct check *c, const struct seen *s, const struct county *k,
	       const struct talks *t, struct stmts *set, struct err *e)
{
	const struct reading r = {c, s, t, k, set};

	return each(&r, Q_OWN, check_own, e) < 0 || check_counts(&r, e) < 0 ||
			       each(&r, Q_VALUES, check_values, e) < 0 ||
			       each(&r, Q_FRESH, check_fresh, e) < 0 ||
			       each(&r, Q_SINCE, check_agreed, e) < 0 ||
			       each(&r, Q_CHANGES, check_agreed, e) < 0
		       ? -1
		       : check_verdicts(&r, e);
}
