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
#define OF_ONE " WHERE negotiation = ?1 AND ?2 IS NOT NULL ORDER BY position"

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
	[ACCORD_FEEDBACK] = FEEDBACK_N,
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

/* --- words --- */

const char *accord_word(const char *word, enum lang lang)
{
	static const struct {
		const char *word;
		enum text text;
	} words[] = {
		{"planned", TEXT_NEG_STATE_PLANNED},
		{"ongoing", TEXT_NEG_STATE_ONGOING},
		{"done", TEXT_NEG_STATE_DONE},
		{"not_done", TEXT_NEG_STATE_NOT_DONE},
		{"dropped", TEXT_NEG_STATE_DROPPED},
		{"direct", TEXT_NEG_STRENGTH_DIRECT},
		{"proxy", TEXT_NEG_STRENGTH_PROXY},
		{"weak", TEXT_NEG_STRENGTH_WEAK},
		{"context", TEXT_NEG_STRENGTH_CONTEXT},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].word, word) == 0)
			return text_get(words[i].text, lang);
	return word;
}

char *accord_when(char *dst, const char *when, enum lang lang)
{
	if (strlen(when) == 7)
		snprintf(dst, TEXT_NUMBER, "%s%.1s/%.4s",
			 when[5] == '0' ? "" : "1", when + 6, when);
	else
		(void)text_date(dst, when, lang);
	return dst;
}

char *accord_mean(char *dst, const char *quoted, enum lang lang)
{
	char *point;

	snprintf(dst, TEXT_NUMBER, "%.40s", quoted);
	point = strchr(dst, '.');
	if (point && lang != LANG_EN)
		*point = ',';
	return dst;
}

bool accord_is_overdue(const char *due, const char *state, const char *today)
{
	/* no day lies between the last of a month and its 31st */
	const char *rest = strlen(due) == 4   ? "-12-31"
			   : strlen(due) == 7 ? "-31"
					      : "";
	char last[24];

	snprintf(last, sizeof(last), "%.10s%s", due, rest);
	return *due && strcmp(last, today) < 0 && strcmp(state, "done") != 0 &&
	       strcmp(state, "dropped") != 0;
}

/* "" where there is none. */
static void state_add(struct buf *b, const char *const state[STATE_N],
		      enum lang lang)
{
	char day[TEXT_NUMBER];

	if (!*state[STATE_WORD])
		return;
	phrase_add(b, lang, TEXT_NEG_STATE_OF,
		   accord_word(state[STATE_WORD], lang),
		   text_date(day, state[STATE_DATE], lang), state[STATE_BY]);
	if (*state[STATE_AMOUNT])
		buf_printf(b, ": %s", state[STATE_AMOUNT]);
	if (*state[STATE_NOTE])
		buf_printf(b, " – %s", state[STATE_NOTE]);
}

void accord_item_state(struct buf *b, const char *const state[STATE_N],
		       enum lang lang)
{
	if (*state[STATE_WORD])
		state_add(b, state, lang);
	else
		buf_puts(b, text_get(TEXT_NEG_NO_STATE, lang));
}

void accord_measure_state(struct buf *b, const char *const state[STATE_N],
			  const char *due, const char *due_text,
			  const char *today, enum lang lang)
{
	char when[TEXT_NUMBER];
	const char *said = *due_text ? due_text : accord_when(when, due, lang);
	struct buf plain;

	if (!accord_is_overdue(due, state[STATE_WORD], today)) {
		accord_item_state(b, state, lang);
		return;
	}
	buf_init(&plain, BUF_MAX);
	state_add(&plain, state, lang);
	if (plain.len > 0)
		phrase_add(b, lang, TEXT_NEG_LATE, buf_str(&plain), said, NULL);
	else
		phrase_add(b, lang, TEXT_NEG_OVERDUE, said, NULL, NULL);
	buf_release(&plain);
}
