/*
 * What a year clock shows: twelve months of a county from the month of the
 * store's newest answer on. Read by clock_read.c, drawn by clock.c.
 */
#ifndef PLOTS_CLOCK_H
#define PLOTS_CLOCK_H

#include "plots/group.h"

enum {
	CLOCK_MONTHS = 12
};

/* In the order of the picture. */
enum clock_line {
	CLOCK_MEETING,
	CLOCK_DUE,
	CLOCK_FIGURES,
	CLOCK_LINES
};

struct clock_row {
	enum clock_line line;
	char *id, *text;          /* owned */
	char *first, *day, *last; /* days such as "2026-10-01"; owned. day "":
				     any day from first to last */
	bool again;               /* held on this day of an earlier year */
};

struct year_strip {
	enum lang lang;
	char *kind, *code, *name; /* the county; owned */
	char as_of[11];           /* day of the newest answer */
	int year, month;          /* the first month; 1: January */
	struct clock_row *rows;   /* by line, then by day; owned */
	size_t n;
	char *undated;  /* what has no day yet, "; " between; owned */
	size_t unknown; /* indicators whose next figures nobody can foretell */
	size_t overdue; /* that were expected before the first month */
	size_t later;   /* that are expected after the last one */
};

extern const struct sql_set clock_sql;
/* ERR_DATA: the county has no negotiation, or nothing has a date. The caller's
 * to strip_release(). */
int strip_read(struct chart_source *r, int64_t area, struct year_strip *out,
	       struct err *e) MUST_USE;
void strip_release(struct year_strip *s);
/* A number within an ISO text: 0 the year, 5 the month, 8 the day; `none` where
 * it does not go so far. */
int strip_number(const char *when, size_t at, int none);

#endif
