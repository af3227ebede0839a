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
/* planned, direct ... in words; the word itself where it is not known. */
const char *accord_word(const char *word, enum lang lang);
/* "3,22" of "3.22": the digits as they are quoted. As accord_when(). */
char *accord_mean(char *dst, const char *quoted, enum lang lang);

#endif
