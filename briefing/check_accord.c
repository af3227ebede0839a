/*
 * The pages of negotiations, read back. See checking.h.
 */
#include "lib/base.h"

#include "briefing/accord.h"
#include "briefing/checking.h"
#include "lib/num.h"

enum {
	Q_FACTS,
	Q_STATES,
	Q_COUNT
};

/* What the page must say, as names of facts and texts; asked of the tables as
 * they are kept, in other words than accord.c asks. */
static const char *const sql[Q_COUNT] = {
	[Q_FACTS] =
		"WITH f (id, word, text) AS ("
		" SELECT id, 'text', text FROM negotiation_priority"
		"  WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'votes', votes FROM negotiation_priority"
		"  WHERE negotiation = ?1 AND votes IS NOT NULL"
		" UNION ALL SELECT id, 'rank', rank FROM negotiation_priority"
		"  WHERE negotiation = ?1 AND votes IS NOT NULL"
		" UNION ALL SELECT id, 'text', text FROM negotiation_resource"
		"  WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'text', text FROM negotiation_measure"
		"  WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'responsible', coalesce(responsible,"
		"  ?2) FROM negotiation_measure WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'due', coalesce(due_text, ?2)"
		"  FROM negotiation_measure WHERE negotiation = ?1"
		"  AND (due_text IS NOT NULL OR due IS NULL)"
		" UNION ALL SELECT id, 'text', text FROM negotiation_item"
		"  WHERE negotiation = ?1 AND priority IN (SELECT id FROM"
		"   negotiation_priority WHERE negotiation = ?1)"
		" UNION ALL SELECT id, 'text', text FROM negotiation_point"
		"  WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'text', text FROM negotiation_practice"
		"  WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'text', text FROM negotiation_worry"
		"  WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'text', text FROM negotiation_feedback"
		"  WHERE negotiation = ?1"
		" UNION ALL SELECT id, 'mean', CASE ?3 WHEN 'en' THEN mean"
		"  ELSE replace(mean, '.', ',') END"
		"  FROM negotiation_feedback WHERE negotiation = ?1"
		"  AND mean IS NOT NULL)"
		"SELECT id || ' ' || word, coalesce((SELECT x.text"
		"  FROM negotiation_text AS x WHERE x.negotiation = ?1"
		"  AND x.id = f.id AND x.lang = ?3 AND f.word = 'text'), text)"
		" FROM f ORDER BY id, word",
	/* the newest row of each measure and item */
	[Q_STATES] =
		"SELECT m.id, m.due, m.due_text, m.measure, f.state, f.date,"
		"  f.value, f.note, f.by FROM (SELECT id, due, due_text,"
		"    1 AS measure FROM negotiation_measure"
		"    WHERE negotiation = ?1 UNION ALL SELECT id, NULL, NULL, 0"
		"    FROM negotiation_item WHERE negotiation = ?1"
		"    AND priority IN (SELECT id FROM negotiation_priority"
		"      WHERE negotiation = ?1)) AS m"
		" LEFT JOIN negotiation_followup AS f ON f.negotiation = ?1"
		"  AND f.item = m.id AND f.position = (SELECT position FROM"
		"    negotiation_followup WHERE negotiation = ?1"
		"    AND item = m.id ORDER BY date DESC, position DESC LIMIT 1)"
		" ORDER BY m.id",
};
const struct sql_set briefing_check_accord_sql = {"briefing/check_accord", sql,
						  Q_COUNT};

/* A text as HTML shows it: each run of blanks as one. */
static void even(char *s)
{
	char *to = s;

	for (const char *p = s; *p; p++) {
		bool blank =
			*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r';

		if (!blank)
			*to++ = *p;
		else if (to > s && to[-1] != ' ')
			*to++ = ' ';
	}
	while (to > s && to[-1] == ' ')
		to--;
	*to = '\0';
}

static int check_facts(struct check *c, const struct seen *s,
		       const struct talks *t, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_FACTS);
	int rc;

	stmt_text(q, 1, t->id);
	stmt_text(q, 2, text_get(TEXT_NEG_NOT_STATED, c->cat->lang));
	stmt_text(q, 3, lang_name(c->cat->lang));
	while ((rc = stmt_step(q, e)) > 0) {
		char *name = xstrdup(stmt_col_text(q, 0));
		char *want = xstrdup(stmt_col_text(q, 1));

		even(want);
		check_fact(c, s, name, want);
		free(name);
		free(want);
	}
	return rc;
}

static void check_state(struct check *c, const struct seen *s, struct stmt *q,
			const char *today)
{
	char *cells[4 + STATE_N], *name;
	struct buf want;

	for (int i = 0; i < 4 + STATE_N; i++)
		cells[i] = xstrdup(stmt_col_text(q, i));
	name = xasprintf("%s state", cells[0]);
	buf_init(&want, BUF_MAX);
	if (cells[3][0] == '1')
		accord_measure_state(&want, (const char *const *)cells + 4,
				     cells[1], cells[2], today, c->cat->lang);
	else
		accord_item_state(&want, (const char *const *)cells + 4,
				  c->cat->lang);
	check_fact(c, s, name, buf_str(&want));
	buf_release(&want);
	free(name);
	for (int i = 0; i < 4 + STATE_N; i++)
		free(cells[i]);
}

static int check_states(struct check *c, const struct seen *s,
			const struct talks *t, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_STATES);
	char today[WHEN_TEXT];
	int rc;

	when_text(today, c->app->now);
	today[10] = '\0';
	stmt_text(q, 1, t->id);
	while ((rc = stmt_step(q, e)) > 0)
		check_state(c, s, q, today);
	return rc;
}

static int check_talks(struct check *c, const struct county *k,
		       const struct talks *t, struct stmts *set,
		       struct stmts *figures, struct err *e)
{
	char *page = xasprintf("neuvottelu/%s.html", t->id);
	char *entry = xasprintf("neuvottelu %s", t->id);
	struct seen *s;
	int rc = 0;

	c->page = "index.html";
	if (c->front)
		check_fact(c, c->front, entry, t->title);
	c->page = page;
	s = check_read(c);
	if (s) {
		check_frame(c, s, t->title);
		check_links(c, s);
		rc = check_facts(c, s, t, set, e) < 0 ||
				     check_states(c, s, t, set, e) < 0 ||
				     check_told(c, s, k, t, figures, e) < 0
			     ? -1
			     : 0;
	}
	seen_free(s);
	free(entry);
	free(page);
	return rc;
}

int check_accords(struct check *c, struct db *db, struct err *e)
{
	struct stmts *set = NULL, *figures = NULL;
	int rc = 0;

	if (stmts_new(&set, db, &briefing_check_accord_sql, e) < 0 ||
	    stmts_new(&figures, db, &briefing_check_told_sql, e) < 0)
		rc = -1;
	for (size_t i = 0; rc == 0 && i < c->cat->county_n; i++)
		for (size_t k = 0; rc == 0 && k < c->cat->counties[i].talks_n;
		     k++)
			rc = check_talks(c, &c->cat->counties[i],
					 &c->cat->counties[i].talks[k], set,
					 figures, e);
	stmts_free(figures);
	stmts_free(set);
	return rc;
}
