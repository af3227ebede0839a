/*
 * What the page of one negotiation shows: its rows as the store has them, and
 * the words that are made of them.
 */
#ifndef BRIEFING_ACCORD_H
#define BRIEFING_ACCORD_H

#include "briefing/catalog.h"

/* The tables; the columns of each are named below. */
enum accord_table {
	ACCORD_HEAD,
	ACCORD_PRIORITIES,
	ACCORD_RESOURCES,
	ACCORD_SPREAD,
	ACCORD_VOTES,
	ACCORD_ROUNDS,
	ACCORD_PARTIES,
	ACCORD_PRESENCE,
	ACCORD_MEASURES,
	ACCORD_LINKS,
	ACCORD_ITEMS,
	ACCORD_POINTS,
	ACCORD_PRACTICES,
	ACCORD_WORRIES,
	ACCORD_FEEDBACK,
	ACCORD_TOLD,
	ACCORD_CHANGES,
	ACCORD_N
};
enum {
	HEAD_TITLE,
	HEAD_DATE,
	HEAD_DATE_TO,
	HEAD_YEAR,
	HEAD_FORM,
	HEAD_OPENING,
	HEAD_INPUT,
	HEAD_METHOD,
	HEAD_PURPOSE,
	HEAD_LEGAL,
	HEAD_FOLLOW_UP,
	HEAD_REPORTED_TO,
	HEAD_REPORTED,
	HEAD_SOURCE,
	HEAD_N
};
enum {
	PRIORITY_ID,
	PRIORITY_KIND,
	PRIORITY_PARENT,
	PRIORITY_TEXT,
	PRIORITY_VOTES,
	PRIORITY_RANK,
	PRIORITY_N
};
enum {
	RESOURCE_ID,
	RESOURCE_PRIORITY,
	RESOURCE_APPLIES,
	RESOURCE_TEXT,
	RESOURCE_N
};
enum {
	SPREAD_SUM,
	SPREAD_COUNT,
	SPREAD_MOST,
	SPREAD_LEAST,
	SPREAD_N
};
enum {
	VOTE_PRIORITY,
	VOTE_PARTIES,
	VOTE_N
};
enum {
	ROUND_ID,
	ROUND_DATE,
	ROUND_TIME,
	ROUND_PLACE,
	ROUND_TEXT,
	ROUND_NOTE,
	ROUND_N
};
enum {
	PARTY_ROUND,
	PARTY_CODE,
	PARTY_NAME,
	PARTY_N
};
enum {
	PRESENCE_THERE,
	PRESENCE_ALL,
	PRESENCE_TWICE,
	PRESENCE_N
};
enum {
	STATE_WORD,
	STATE_DATE,
	STATE_AMOUNT,
	STATE_NOTE,
	STATE_BY,
	STATE_N
};
enum {
	MEASURE_ID,
	MEASURE_TEXT,
	MEASURE_RESPONSIBLE,
	MEASURE_WITH,
	MEASURE_DUE,
	MEASURE_DUE_TEXT,
	MEASURE_EFFECT,
	MEASURE_FOLLOW_UP,
	MEASURE_TIED,
	MEASURE_STATE,
	MEASURE_N = MEASURE_STATE + STATE_N
};
enum {
	LINK_PRIORITY,
	LINK_SOURCE,
	LINK_CODE,
	LINK_STRENGTH,
	LINK_WHY,
	LINK_OWN,
	LINK_N
};
enum {
	ITEM_ID,
	ITEM_PRIORITY,
	ITEM_TEXT,
	ITEM_STATE,
	ITEM_N = ITEM_STATE + STATE_N
};
enum {
	POINT_ID,
	POINT_KIND,
	POINT_TEXT,
	POINT_N
};
enum {
	PRACTICE_ID,
	PRACTICE_TEXT,
	PRACTICE_N
};
enum {
	WORRY_ID,
	WORRY_TEXT,
	WORRY_AREA,
	WORRY_BY,
	WORRY_DATE,
	WORRY_N
};
enum {
	FEEDBACK_ID,
	FEEDBACK_TEXT,
	FEEDBACK_MEAN,
	FEEDBACK_REPORTED,
	FEEDBACK_SCALE,
	FEEDBACK_N
};
/* What the newest figures say of a link of a priority: the county's own, and
 * its municipalities counted. */
enum {
	TOLD_PRIORITY,
	TOLD_SOURCE,
	TOLD_CODE,
	TOLD_TITLE, /* "": the store does not know it */
	TOLD_STRENGTH,
	TOLD_WHY,
	TOLD_TELLS, /* 1: it may be judged by */
	TOLD_UNIT,
	TOLD_CLASS,
	TOLD_DECIMALS,
	TOLD_NEWEST, /* year of any area's; "": none */
	TOLD_YEAR,   /* of the county's own */
	TOLD_VALUE,
	TOLD_VERDICT,
	TOLD_DIRECTION,
	TOLD_NOTE,
	TOLD_Q,
	TOLD_LEVEL,
	TOLD_STANDING,
	TOLD_CELL,
	TOLD_TOWNS,  /* municipalities */
	TOLD_RECENT, /* with a figure that is not old; the rest counts these */
	TOLD_LOW,
	TOLD_HIGH, /* of those figures */
	TOLD_CHANGE,
	TOLD_WORSE = TOLD_CHANGE,
	TOLD_BETTER,
	TOLD_RISEN,
	TOLD_FALLEN,
	TOLD_HINT,
	TOLD_NO_CLEAR,
	TOLD_UNJUDGED,
	TOLD_NO_FIGURE, /* all the others */
	TOLD_STANDS,
	TOLD_STANDS_WORSE = TOLD_STANDS,
	TOLD_STANDS_BETTER,
	TOLD_STANDS_ALIKE,
	TOLD_N
};
/* What became of the figures by which a measure is followed, or a priority that
 * no measure is for. */
enum {
	CHANGE_ITEM,
	CHANGE_SOURCE,
	CHANGE_CODE,
	CHANGE_TITLE,
	CHANGE_STRENGTH,
	CHANGE_UNIT,
	CHANGE_CLASS,
	CHANGE_DECIMALS,
	CHANGE_AGREED, /* the county's own */
	CHANGE_AGREED_YEAR,
	CHANGE_REVISED,
	CHANGE_CURRENT,
	CHANGE_CURRENT_YEAR,
	CHANGE_VERDICT,
	CHANGE_TOWNS, /* municipalities by verdict */
	CHANGE_WORSENED = CHANGE_TOWNS,
	CHANGE_IMPROVED,
	CHANGE_RISEN,
	CHANGE_FALLEN,
	CHANGE_NONE,
	CHANGE_EARLY,
	CHANGE_VALUE_ONLY,
	CHANGE_NOT_MEASURABLE,
	CHANGE_N
};

/* Rows of texts, NULL of the store as "". */
struct accord_rows {
	char **cells;
	size_t n, columns;
};

struct accord {
	const struct catalog *cat;
	const struct county *county;
	const struct talks *talks;
	char today[11]; /* "2026-03-02" */
	struct accord_rows tables[ACCORD_N];
};

extern const struct sql_set briefing_accord_sql;

/* set: of briefing_accord_sql. The result is the caller's to accord_free() and
 * borrows the rest. */
int accord_read(struct accord **out, struct stmts *set, const struct catalog *c,
		const struct county *county, const struct talks *talks,
		int64_t now, struct err *e) MUST_USE;
void accord_free(struct accord *a);

size_t accord_count(const struct accord *a, enum accord_table t);
/* Borrowed. */
const char *accord_cell(const struct accord *a, enum accord_table t, size_t row,
			int column);

/* Whether the last day of `due` (a day, a month or a year, "": none) is over
 * and the state leaves it open. */
bool accord_is_overdue(const char *due, const char *state, const char *today);
/* The state of a measure in words, with what is said of its time. state: the
 * columns of a state. Plain text. */
void accord_measure_state(struct buf *b, const char *const state[STATE_N],
			  const char *due, const char *due_text,
			  const char *today, enum lang lang);
/* The state of what is followed without figures. */
void accord_item_state(struct buf *b, const char *const state[STATE_N],
		       enum lang lang);
/* "29.8.2024", "12/2024", "2025"; dst: TEXT_NUMBER bytes; returns it. */
char *accord_when(char *dst, const char *when, enum lang lang);
/* How the unit, class and decimals in these columns are written; borrows. */
struct measure accord_measure(const struct accord *a, enum accord_table t,
			      size_t row, int unit);
/* NO_FIGURE for "". */
double accord_number(const struct accord *a, enum accord_table t, size_t row,
		     int column);
/* "heikentynyt 3, parantunut 1": the counts of n columns from `from` on that
 * are not 0, each behind its word. Plain text. */
void accord_counts(struct buf *b, const char *const *cells,
		   const enum text *words, size_t n, enum lang lang);
extern const enum text accord_change_words[TOLD_STANDS - TOLD_CHANGE];
extern const enum text accord_stand_words[TOLD_N - TOLD_STANDS];
extern const enum text accord_verdict_words[CHANGE_N - CHANGE_TOWNS];
/* "Päijät-Häme: sovittaessa 12,3 % (2022), nyt 11,9 % (2024): parantunut";
 * nothing where there is neither figure. cells: a row of ACCORD_CHANGES.
 * Plain text. */
void accord_change(struct buf *b, const char *area, const char *const *cells,
		   enum lang lang);
/* "sovittaessa 12,3 % (2022): liian aikaista sanoa" of such a row; nothing
 * where nothing was known then. Plain text. */
void accord_since(struct buf *b, const char *const *cells, enum lang lang);
/* "3,22" of "3.22": the digits as they are quoted. As accord_when(). */
char *accord_mean(char *dst, const char *quoted, enum lang lang);

#endif
