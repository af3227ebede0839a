/*
 * The year clock (vuosikello) of a county: its fixed dates, and when fresh
 * figures of what its priorities are followed by are expected.
 */
#ifndef BRIEFING_YEAR_H
#define BRIEFING_YEAR_H

#include "briefing/catalog.h"
#include "briefing/exhibit.h"

/* Strings are owned. */
struct year_date {
	char *uid;  /* the same that `clock` gives its calendar */
	char *when; /* a day, a month or a year; "": none */
	char *text, *about;
	char first[11], last[11]; /* its days; "" where it has none */
	bool yearly;
	bool behind; /* over, and not to come again */
};

/* What stands between an indicator and its next figures. */
enum year_state {
	YEAR_AHEAD, /* expected */
	YEAR_LATE,  /* expected, and not there */
	YEAR_ENDED, /* so long ago that nothing can be expected */
	YEAR_UNKNOWN,
	YEAR_NO_FIGURES,
	YEAR_STATES
};

struct year_figure {
	char *source, *code, *title, *priorities;
	char *first, *day, *last;    /* "" where not known */
	int last_year, next_year;    /* 0: none */
	int releases;                /* that the rhythm was learned from */
	bool latest;                 /* only "at the latest" is known */
	const struct indicator *ind; /* NULL: it has no page */
	enum year_state state;
};

struct year {
	const struct catalog *cat;
	const struct county *county;
	struct year_date *dates; /* the undated ones first */
	size_t date_n;
	struct year_figure *figures; /* by state and expected day */
	size_t n;
	struct exhibit chart;
};

extern const struct sql_set briefing_year_sql;

/* now: what is behind and what ahead. set: of briefing_year_sql. The result is
 * the caller's to year_free() and borrows the rest. */
int year_read(struct year **out, struct stmts *set, const struct catalog *c,
	      const struct county *k, int64_t now, struct err *e) MUST_USE;
void year_free(struct year *y);

/* The days of "2026", "2026-03" or "2026-03-05"; false for anything else. */
bool year_span(const char *when, char first[11], char last[11]);
/* The state of expected figures: pure. Days are ISO texts. */
enum year_state year_judge(const char *day, const char *last, int last_year,
			   const char *today);
/* How the next figures are expected, in words. */
void year_expected(struct buf *b, const struct year_figure *f, enum lang lang);
/* The calendar as iCalendar, RFC 5545. stamp: of when the facts are. */
void year_calendar(struct buf *b, const struct year *y, int64_t stamp);

#endif
