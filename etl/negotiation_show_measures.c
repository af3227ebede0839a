/*
 * What was agreed and how it stands, and by what the priorities are followed:
 * parts of a negotiation's paper.
 */
#include "etl/negotiation_show.h"

#include "etl/kept.h"
#include "lib/word.h"

/* --- states ----------------------------------------------------------------
 */

/* A state as the columns of a row give it, from column `at` on: state, date,
 * value, note, by. "" where there is none. The caller's to free(). */
static char *state_text(const struct paper *p, struct stmt *q, int at)
{
	char day[TEXT_NUMBER];
	const char *state = stmt_col_text(q, at);
	const char *value = stmt_col_text(q, at + 2);
	const char *note = stmt_col_text(q, at + 3);
	const char *const with[] = {
		agreed_word(state, p->lang),
		text_date(day, stmt_col_text(q, at + 1), p->lang),
		stmt_col_text(q, at + 4)};
	char *base, *out;

	if (!state[0])
		return xstrdup("");
	base = paper_fill(p, TEXT_NEG_STATE_OF, 3, with);
	out = xasprintf("%s%s%s%s%s", base, value[0] ? ": " : "", value,
			note[0] ? " – " : "", note);
	free(base);
	return out;
}

/* Whether the last day of `due` is over and the state leaves it open. */
static bool is_overdue(const struct showing *s, const char *due,
		       const char *state)
{
	char first[11], last[11];

	return kept_when(due, first, last) && strncmp(last, s->today, 10) < 0 &&
	       strcmp(state, "done") != 0 && strcmp(state, "dropped") != 0;
}

static char *measure_state(const struct showing *s, struct stmt *q)
{
	const struct paper *p = &s->paper;
	const char *due = stmt_col_text(q, 4);
	char *state = state_text(p, q, 10), *out;
	char when[TEXT_NUMBER];
	const char *said = stmt_col_text(q, 5);
	const char *with[] = {said[0] ? said : paper_when(p, when, due), NULL};

	if (!is_overdue(s, due, stmt_col_text(q, 10))) {
		if (state[0])
			return state;
		free(state);
		return xstrdup(text_get(TEXT_NEG_NO_STATE, p->lang));
	}
	if (state[0]) {
		with[1] = with[0];
		with[0] = state;
		out = paper_fill(p, TEXT_NEG_LATE, 2, with);
	} else {
		out = paper_fill(p, TEXT_NEG_OVERDUE, 1, with);
	}
	free(state);
	return out;
}

/* --- measures --------------------------------------------------------------
 */

static void add_part(struct buf *b, const struct paper *p, enum text label,
		     const char *text)
{
	if (text[0])
		buf_printf(b, "%s%s: %s", b->len ? "; " : "",
			   text_get(label, p->lang), text);
}

static void measure_row(const struct showing *s, struct stmt *q)
{
	const struct paper *p = &s->paper;
	const char *none = text_get(TEXT_NEG_NOT_STATED, p->lang);
	const char *due = stmt_col_text(q, 5)[0] ? stmt_col_text(q, 5)
						 : stmt_col_text(q, 4);
	char when[TEXT_NUMBER], first[120], *state;
	struct buf b;

	(void)snprintf(first, sizeof(first), "%-8s", stmt_col_text(q, 0));
	paper_item(p, first, stmt_col_text(q, 1));
	buf_init(&b, 1 << 20);
	add_part(&b, p, TEXT_NEG_RESPONSIBLE,
		 stmt_col_text(q, 2)[0] ? stmt_col_text(q, 2) : none);
	add_part(&b, p, TEXT_NEG_CO_PARTIES, stmt_col_text(q, 3));
	add_part(&b, p, TEXT_NEG_DUE,
		 !due[0]                  ? none
		 : stmt_col_text(q, 5)[0] ? due
					  : paper_when(p, when, due));
	add_part(&b, p, TEXT_NEG_TIED, stmt_col_text(q, 9));
	add_part(&b, p, TEXT_NEG_EFFECT, stmt_col_text(q, 7));
	add_part(&b, p, TEXT_NEG_TOLD_BY, stmt_col_text(q, 8));
	paper_text(p, 8, buf_str(&b));
	buf_clear(&b);
	state = measure_state(s, q);
	add_part(&b, p, TEXT_NEG_STATE, state);
	paper_item(p, "      → ", buf_str(&b));
	free(state);
	buf_release(&b);
}

int show_measures(const struct showing *s, struct err *e)
{
	static const char query[] = "SELECT v.measure, " SHOW_TEXT(
		"m") ", v.responsible, v.co_parties, v.due,"
		     "  v.due_text, v.agreed, v.effect, v.follow_up,"
		     "  replace(v.priorities, ' ', ', '), v.state,"
		     "  v.state_date, v.value, v.note, v.by"
		     "  FROM v_measure AS v"
		     "  JOIN negotiation_measure AS m"
		     "    ON m.negotiation = v.negotiation"
		     "    AND m.id = v.measure"
		     "  WHERE v.negotiation = ?1 ORDER BY v.position";
	struct stmt *q = NULL;
	bool any = false;
	int got;

	if (show_ask(s, query, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		if (!any)
			paper_heading(
				&s->paper, 2,
				text_get(TEXT_NEG_MEASURES, s->paper.lang));
		any = true;
		measure_row(s, q);
	}
	stmt_free(q);
	return got;
}

/* --- what shows how the priorities move ------------------------------------
 */

static int link_rows(const struct showing *s, const char *priority,
		     size_t *rows, struct err *e)
{
	static const char query[] =
		"SELECT why, strength, indicator FROM v_priority_link"
		"  WHERE negotiation = ?1 AND priority = ?3"
		"  ORDER BY CASE strength WHEN 'direct' THEN 1 WHEN 'proxy'"
		"    THEN 2 WHEN 'weak' THEN 3 ELSE 4 END, position";
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	char *text;
	int got;

	if (show_ask_of(s, query, priority, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		text = xasprintf("%s [%s, %s %s]", stmt_col_text(q, 0),
				 agreed_word(stmt_col_text(q, 1), p->lang),
				 text_get(TEXT_NEG_INDICATOR, p->lang),
				 stmt_col_text(q, 2));
		paper_item(p, "        – ", text);
		free(text);
		(*rows)++;
	}
	stmt_free(q);
	return got;
}

int show_items(const struct showing *s, const char *priority, size_t *rows,
	       struct err *e)
{
	static const char query[] =
		"SELECT " SHOW_TEXT("m") ", v.state, v.state_date, v.value,"
					 "  v.note, v.by FROM v_item AS v"
					 "  JOIN negotiation_item AS m"
					 "    ON m.negotiation = v.negotiation"
					 "    AND m.id = v.item"
					 "  WHERE v.negotiation = ?1"
					 "  AND v.priority = ?3"
					 "  ORDER BY v.position";
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	char *text, *state;
	int got;

	if (show_ask_of(s, query, priority, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		state = state_text(p, q, 1);
		text = xasprintf(
			"%s → %s", stmt_col_text(q, 0),
			state[0] ? state
				 : text_get(TEXT_NEG_NO_STATE, p->lang));
		paper_item(p, "        · ", text);
		free(state);
		free(text);
		(*rows)++;
	}
	stmt_free(q);
	return got;
}

int show_links(const struct showing *s, struct err *e)
{
	static const char query[] = "SELECT p.id, " SHOW_TEXT(
		"p") ", (SELECT count(*) FROM negotiation_link"
		     "    WHERE negotiation = ?1 AND decided_by ="
		     "    'own reading'),"
		     "  (SELECT count(*) FROM negotiation_link"
		     "    WHERE negotiation = ?1)"
		     "  FROM negotiation_priority AS p"
		     "  WHERE p.negotiation = ?1 ORDER BY p.position";
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	bool any = false;
	int got;

	if (show_ask(s, query, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		const char *with[] = {stmt_col_text(q, 2), NULL};
		char all[24], *note, first[120];
		size_t rows = 0;

		if (!any) {
			(void)snprintf(all, sizeof(all), "%lld",
				       (long long)stmt_col_int(q, 3));
			with[1] = all;
			paper_heading(p, 2, text_get(TEXT_NEG_LINKS, p->lang));
			note = paper_fill(p, TEXT_NEG_LINKS_NOTE, 2, with);
			paper_text(p, 0, note);
			fputc('\n', p->out);
			free(note);
		}
		any = true;
		(void)snprintf(first, sizeof(first), "%-8s",
			       stmt_col_text(q, 0));
		paper_item(p, first, stmt_col_text(q, 1));
		if (link_rows(s, stmt_col_text(q, 0), &rows, e) < 0 ||
		    show_items(s, stmt_col_text(q, 0), &rows, e) < 0) {
			got = -1;
			break;
		}
		if (rows == 0)
			paper_item(
				p, "        ",
				text_get(TEXT_NEG_NOTHING_FOLLOWED, p->lang));
	}
	stmt_free(q);
	return got;
}
