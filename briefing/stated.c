/*
 * See told.h.
 */
#include "lib/base.h"

#include "briefing/accord.h"
#include "briefing/html.h"
#include "briefing/stated.h"
#include "lib/num.h"

enum {
	Q_FACTS,
	Q_STATES,
	Q_KINDS,
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
	[Q_KINDS] = "SELECT id, 0 FROM negotiation_priority"
		    " WHERE negotiation = ?1 UNION ALL"
		    " SELECT id, 1 FROM negotiation_measure"
		    " WHERE negotiation = ?1 ORDER BY 2, 1",
};
const struct sql_set briefing_stated_sql = {"briefing/stated", sql, Q_COUNT};

struct stated {
	struct stated_fact *facts;
	size_t n;
	char **ids[STATED_N];
	size_t id_n[STATED_N];
};

/* Takes both texts. */
static void add(struct stated *t, char *name, char *text)
{
	t->facts = xreallocarray(t->facts, t->n + 1, sizeof(*t->facts));
	html_even(text);
	t->facts[t->n++] = (struct stated_fact){.name = name, .text = text};
}

static int read_facts(struct stated *t, struct stmts *set, const char *id,
		      enum lang lang, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_FACTS);
	int rc;

	stmt_text(q, 1, id);
	stmt_text(q, 2, text_get(TEXT_NEG_NOT_STATED, lang));
	stmt_text(q, 3, lang_name(lang));
	while ((rc = stmt_step(q, e)) > 0)
		add(t, xstrdup(stmt_col_text(q, 0)),
		    xstrdup(stmt_col_text(q, 1)));
	return rc;
}

static void add_state(struct stated *t, struct stmt *q, const char *today,
		      enum lang lang)
{
	char *cells[4 + STATE_N], when[TEXT_NUMBER];
	struct buf want;

	for (int i = 0; i < 4 + STATE_N; i++)
		cells[i] = xstrdup(stmt_col_text(q, i));
	buf_init(&want, BUF_MAX);
	if (cells[3][0] == '1')
		accord_measure_state(&want, (const char *const *)cells + 4,
				     cells[1], cells[2], today, lang);
	else
		accord_item_state(&want, (const char *const *)cells + 4, lang);
	add(t, xasprintf("%s state", cells[0]), xstrdup(buf_str(&want)));
	if (*cells[1] && !*cells[2])
		add(t, xasprintf("%s due", cells[0]),
		    xstrdup(accord_when(when, cells[1], lang)));
	buf_release(&want);
	for (int i = 0; i < 4 + STATE_N; i++)
		free(cells[i]);
}

static int read_states(struct stated *t, struct stmts *set, const char *id,
		       int64_t now, enum lang lang, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_STATES);
	char today[WHEN_TEXT];
	int rc;

	when_text(today, now);
	today[10] = '\0';
	stmt_text(q, 1, id);
	while ((rc = stmt_step(q, e)) > 0)
		add_state(t, q, today, lang);
	return rc;
}

static int read_kinds(struct stated *t, struct stmts *set, const char *id,
		      struct err *e)
{
	struct stmt *q = stmts_at(set, Q_KINDS);
	int rc;

	stmt_text(q, 1, id);
	while ((rc = stmt_step(q, e)) > 0) {
		int k = stmt_col_int(q, 1) ? STATED_MEASURE : STATED_PRIORITY;

		t->ids[k] = xreallocarray(t->ids[k], t->id_n[k] + 1,
					  sizeof(*t->ids[k]));
		t->ids[k][t->id_n[k]++] = xstrdup(stmt_col_text(q, 0));
	}
	return rc;
}

int stated_read(struct stated **out, struct db *db, const char *id, int64_t now,
		enum lang lang, struct err *e)
{
	struct stated *t = xcalloc(1, sizeof(*t));
	struct stmts *set = NULL;
	int rc = -1;

	if (stmts_new(&set, db, &briefing_stated_sql, e) == 0 &&
	    read_facts(t, set, id, lang, e) == 0 &&
	    read_states(t, set, id, now, lang, e) == 0 &&
	    read_kinds(t, set, id, e) == 0)
		rc = 0;
	stmts_free(set);
	if (rc == 0)
		*out = t;
	else
		stated_free(t);
	return rc;
}

void stated_free(struct stated *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->n; i++) {
		free(t->facts[i].name);
		free(t->facts[i].text);
	}
	for (size_t k = 0; k < STATED_N; k++) {
		for (size_t i = 0; i < t->id_n[k]; i++)
			free(t->ids[k][i]);
		free(t->ids[k]);
	}
	free(t->facts);
	free(t);
}

const struct stated_fact *stated_facts(const struct stated *t, size_t *n)
{
	*n = t->n;
	return t->facts;
}

/* The length of a name without the word of one that is cut. */
static size_t whole(const char *name)
{
	static const char begin[] = "-begin";
	size_t n = strlen(name), k = strlen(begin);

	return n > k && strcmp(name + n - k, begin) == 0 ? n - k : n;
}

const char *stated_find(const struct stated *t, const char *name)
{
	size_t n = whole(name);

	for (size_t i = 0; i < t->n; i++)
		if (strncmp(t->facts[i].name, name, n) == 0 &&
		    !t->facts[i].name[n])
			return t->facts[i].text;
	return NULL;
}

size_t stated_count(const struct stated *t, enum stated_kind kind)
{
	return t->id_n[kind];
}

size_t stated_shown(const struct stated *t, const struct seen *s,
		    enum stated_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < t->id_n[kind]; i++) {
		char *name = xasprintf("%s text", t->ids[kind][i]);
		size_t k = strlen(name);

		for (size_t f = 0; f < s->fact_n; f++)
			if (whole(s->facts[f].name) == k &&
			    strncmp(s->facts[f].name, name, k) == 0) {
				n++;
				break;
			}
		free(name);
	}
	return n;
}
