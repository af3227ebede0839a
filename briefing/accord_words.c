/*
 * The words of a negotiation's page; see accord.h.
 */
#include "lib/base.h"

#include "briefing/accord.h"
#include "briefing/phrase.h"
#include "lib/num.h"
#include "lib/word.h"

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
		   agreed_word(state[STATE_WORD], lang),
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

/* --- figures --- */

const enum text accord_change_words[] = {
	TEXT_BRIEF_T_WORSENED,   TEXT_BRIEF_T_IMPROVED,    TEXT_BRIEF_T_RISEN,
	TEXT_BRIEF_T_FALLEN,     TEXT_BRIEF_NEG_HINT,      TEXT_TREND_NO_CLEAR,
	TEXT_BRIEF_T_NOT_TESTED, TEXT_BRIEF_NEG_NO_RECENT,
};
const enum text accord_stand_words[] = {
	TEXT_BRIEF_NEG_STANDS_WORSE,
	TEXT_BRIEF_NEG_STANDS_BETTER,
	TEXT_BRIEF_NEG_STANDS_ALIKE,
};
const enum text accord_verdict_words[] = {
	TEXT_NEG_VERDICT_WORSENED,   TEXT_NEG_VERDICT_IMPROVED,
	TEXT_NEG_VERDICT_RISEN,      TEXT_NEG_VERDICT_FALLEN,
	TEXT_NEG_VERDICT_NO_CHANGE,  TEXT_NEG_VERDICT_TOO_EARLY,
	TEXT_NEG_VERDICT_VALUE_ONLY, TEXT_NEG_VERDICT_NOT_MEASURABLE,
};

static double number_of(const char *s)
{
	double v;

	return num_double(s, strlen(s), &v) ? v : NO_FIGURE;
}

double accord_number(const struct accord *a, enum accord_table t, size_t row,
		     int column)
{
	return number_of(accord_cell(a, t, row, column));
}

/* cells: unit, class, decimals. */
static struct measure measure_of(const char *const *cells)
{
	double decimals = number_of(cells[2]);

	return (struct measure){
		.unit = cells[0],
		.class = cells[1],
		.decimals = isfinite(decimals) ? (int)decimals : 0,
	};
}

struct measure accord_measure(const struct accord *a, enum accord_table t,
			      size_t row, int unit)
{
	const char *const cells[] = {accord_cell(a, t, row, unit),
				     accord_cell(a, t, row, unit + 1),
				     accord_cell(a, t, row, unit + 2)};

	return measure_of(cells);
}

void accord_counts(struct buf *b, const char *const *cells,
		   const enum text *words, size_t n, enum lang lang)
{
	const char *between = "";

	for (size_t i = 0; i < n; i++) {
		if (!*cells[i] || strcmp(cells[i], "0") == 0)
			continue;
		buf_printf(b, "%s%s\u00a0%s", between, text_get(words[i], lang),
			   cells[i]);
		between = ", ";
	}
}

static void value_add(struct buf *b, const struct measure *m, const char *s,
		      enum lang lang)
{
	double v = number_of(s);

	if (isfinite(v))
		measure_value(b, m, v, lang);
}

/* The figures of a row of ACCORD_CHANGES, written; release with
 * words_release().
 */
struct words {
	struct buf agreed, revised, now;
	bool same; /* the revised figure reads as the agreed one, or there is
		      none */
};

static void words_init(struct words *w, const char *const *at, enum lang lang)
{
	struct measure m = measure_of(at + CHANGE_UNIT);

	buf_init(&w->agreed, 200);
	buf_init(&w->revised, 200);
	buf_init(&w->now, 200);
	value_add(&w->agreed, &m, at[CHANGE_AGREED], lang);
	value_add(&w->revised, &m, at[CHANGE_REVISED], lang);
	value_add(&w->now, &m, at[CHANGE_CURRENT], lang);
	w->same = w->revised.len == 0 ||
		  strcmp(buf_str(&w->agreed), buf_str(&w->revised)) == 0;
}

static void words_release(struct words *w)
{
	buf_release(&w->agreed);
	buf_release(&w->revised);
	buf_release(&w->now);
}

void accord_change(struct buf *b, const char *area, const char *const *cells,
		   enum lang lang)
{
	enum text t = TEXT_NEG_FIGURE_REVISED;
	struct words w;

	words_init(&w, cells, lang);
	if (w.agreed.len == 0)
		t = TEXT_BRIEF_NEG_FIGURE_NEW;
	else if (w.now.len == 0)
		t = TEXT_BRIEF_NEG_FIGURE_GONE;
	else if (w.same)
		t = TEXT_NEG_FIGURE;
	if (w.agreed.len || w.now.len) {
		const char *const with[] = {
			area,
			buf_str(&w.agreed),
			cells[CHANGE_AGREED_YEAR],
			buf_str(&w.now),
			cells[CHANGE_CURRENT_YEAR],
			agreement_word(cells[CHANGE_VERDICT], lang),
			buf_str(&w.revised)};

		phrase_fill(b, lang, t, ARRAY_LEN(with), with);
	}
	words_release(&w);
}

void accord_since(struct buf *b, const char *const *cells, enum lang lang)
{
	struct words w;

	words_init(&w, cells, lang);
	if (w.agreed.len) {
		const char *const with[] = {
			buf_str(&w.agreed), cells[CHANGE_AGREED_YEAR],
			agreement_word(cells[CHANGE_VERDICT], lang),
			buf_str(&w.revised)};

		phrase_fill(b, lang,
			    w.same ? TEXT_BRIEF_NEG_SINCE
				   : TEXT_BRIEF_NEG_SINCE_REVISED,
			    ARRAY_LEN(with), with);
	}
	words_release(&w);
}
