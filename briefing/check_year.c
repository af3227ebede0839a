/*
 * The year clocks, read back. See checking.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"
#include "briefing/part.h"
#include "lib/file.h"
#include "lib/num.h"

enum {
	Q_DATES,
	Q_FIGURES,
	Q_COUNT
};

/* Asked of the tables, in other words than year.c asks the views. */
static const char *const sql[Q_COUNT] = {
	/* uid, a piece of the text, whether it has a day */
	[Q_DATES] =
		"WITH n AS (SELECT * FROM negotiation"
		"   WHERE county = 'hyvinvointialue:' || ?1)"
		" SELECT 'calendar-' || id, text, date IS NOT NULL"
		"  FROM calendar WHERE (county IS NULL"
		"    OR county = 'hyvinvointialue:' || ?1)"
		"   AND (negotiation IS NULL"
		"    OR negotiation IN (SELECT negotiation FROM n))"
		" UNION ALL SELECT 'round-' || r.negotiation || '.' || r.id,"
		"   r.id, 1 FROM negotiation_round AS r, n"
		"  WHERE r.negotiation = n.negotiation AND r.date IS NOT NULL"
		" UNION ALL SELECT 'due-' || m.negotiation || '-' || m.id,"
		"   m.id, 1 FROM negotiation_measure AS m, n"
		"  WHERE m.negotiation = n.negotiation AND m.due IS NOT NULL"
		"   AND coalesce((SELECT f.state FROM negotiation_followup AS f"
		"     WHERE f.negotiation = m.negotiation AND f.item = m.id"
		"     ORDER BY f.date DESC, f.position DESC LIMIT 1), '')"
		"    NOT IN ('done', 'dropped')",
	/* of those whose next figures are not over and done with */
	[Q_FIGURES] =
		"SELECT DISTINCT r.source || '-' || r.code, r.last_year, r.day"
		" FROM rhythm AS r JOIN negotiation_link AS l"
		"   ON l.indicator = r.source || ':' || r.code"
		" JOIN negotiation AS n ON n.negotiation = l.negotiation"
		" JOIN indicator AS i ON i.code = r.code AND i.last_year > 0"
		" JOIN source AS s ON s.id = i.source AND s.name = r.source"
		" WHERE n.county = 'hyvinvointialue:' || ?1"
		"   AND l.strength <> 'context'"
		"   AND date(r.last_day, '+400 days') >= ?2",
};
const struct sql_set briefing_check_year_sql = {"briefing/check_year", sql,
						Q_COUNT};

static bool is_clock(const struct check *c, const char *kind,
		     const struct indicator *ind, const void *ctx)
{
	(void)c;
	(void)ctx;
	return !ind && strcmp(kind, "clock") == 0;
}

static int check_dates(struct check *c, const struct seen *s,
		       const struct county *k, const char *calendar,
		       struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_DATES);
	int rc;

	stmt_text(q, 1, k->code);
	while ((rc = stmt_step(q, e)) > 0) {
		char *uid = xasprintf("%s@tilannekuva", stmt_col_text(q, 0));
		char *line = xasprintf("UID:%.60s", uid);
		const char *text = seen_fact(s, uid);

		c->sum->figures++;
		if (!text || !strstr(text, stmt_col_text(q, 1)))
			check_fault(c, "%s: '%s' should be in '%s'", uid,
				    stmt_col_text(q, 1), text ? text : "");
		if (stmt_col_int(q, 2) && !strstr(calendar, line))
			check_fault(c, "%s is not in the calendar file", uid);
		free(line);
		free(uid);
	}
	return rc;
}

static int check_figures(struct check *c, const struct seen *s,
			 const struct county *k, struct stmts *set,
			 struct err *e)
{
	struct stmt *q = stmts_at(set, Q_FIGURES);
	char today[WHEN_TEXT], day[TEXT_NUMBER];
	int rc;

	when_text(today, c->app->now);
	today[10] = '\0';
	stmt_text(q, 1, k->code);
	stmt_text(q, 2, today);
	while ((rc = stmt_step(q, e)) > 0) {
		char *id = xstrdup(stmt_col_text(q, 0));
		char *year = xasprintf("%s year", id);
		char *when = xasprintf("%s day", id);

		check_same_int(c, id, "newest year", seen_fact(s, year),
			       (size_t)stmt_col_int(q, 1));
		check_fact(c, s, when,
			   text_date(day, stmt_col_text(q, 2), c->cat->lang));
		free(when);
		free(year);
		free(id);
	}
	return rc;
}

static int check_year(struct check *c, const struct county *k,
		      struct stmts *set, struct err *e)
{
	char *page = xasprintf("vuosikello/%s.html", k->code);
	char *file = xasprintf("%s/site/%svuosikello/%s.ics", c->app->var_dir,
			       lang_folder(c->cat->lang), k->code);
	struct err why = {0};
	struct buf name, calendar;
	struct seen *s;
	int rc = 0;

	buf_init(&name, BUF_MAX);
	buf_init(&calendar, BUF_MAX);
	phrase_add(&name, c->cat->lang, TEXT_CHART_CLOCK_TITLE, k->name, NULL,
		   NULL);
	c->page = page;
	s = check_read(c);
	if (s) {
		check_frame(c, s, buf_str(&name));
		check_links(c, s);
		if (file_read(file, &calendar, &why) < 0)
			check_fault(c, "%s", why.msg);
		rc = check_dates(c, s, k, buf_str(&calendar), set, e) < 0 ||
				     check_figures(c, s, k, set, e) < 0 ||
				     check_charts(c, s, "hyvinvointialue",
						  k->code, is_clock, NULL,
						  e) < 0
			     ? -1
			     : 0;
	}
	seen_free(s);
	buf_release(&calendar);
	buf_release(&name);
	free(file);
	free(page);
	return rc;
}

int check_years(struct check *c, struct db *db, struct err *e)
{
	struct stmts *set;
	int rc = 0;

	if (stmts_new(&set, db, &briefing_check_year_sql, e) < 0)
		return -1;
	for (size_t i = 0; rc == 0 && i < c->cat->county_n; i++)
		if (part_has_clock(&c->cat->counties[i]))
			rc = check_year(c, &c->cat->counties[i], set, e);
	stmts_free(set);
	return rc;
}
