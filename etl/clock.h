/*
 * The year clock (vuosikello): fixed dates, and when fresh figures of what the
 * priorities are followed by are expected.
 */
#ifndef ETL_CLOCK_H
#define ETL_CLOCK_H

#include "etl/paper.h"
#include "lib/db.h"

/* A date of the clock. Texts are owned. */
struct clock_date {
	char *uid, *text, *about; /* about: "" where there is no more to say */
	char *when;               /* a day, month or year; "": none */
	bool yearly;
};

/* What stands between an indicator and fresh figures. */
enum clock_state {
	CLOCK_READY,      /* expected until the meeting */
	CLOCK_LIKELY,     /* most likely until then */
	CLOCK_MAYBE,      /* it may be */
	CLOCK_AFTER,      /* after it */
	CLOCK_LATE,       /* expected long ago, not here */
	CLOCK_ENDED,      /* so long ago that the rhythm says nothing */
	CLOCK_UNKNOWN,    /* nobody saw when its figures appear */
	CLOCK_NO_FIGURES, /* there are none */
	CLOCK_STATES
};

/* An indicator that a priority is linked to. Texts are owned. */
struct clock_indicator {
	char *source, *code, *title, *priorities;
	char *first, *day, *last; /* "2026-10-02"; "" where not known */
	char *evidence;
	int last_year, next_year; /* 0: none */
	int releases;
	enum clock_state state;
};

struct year_clock {
	struct paper paper;
	char today[11], until[11]; /* until: the meeting, or a year from now */
	bool meeting;
	struct clock_date *dates;
	size_t n_dates;
	struct clock_indicator *list;
	size_t n;
};

/* The state of an indicator: pure. Days are ISO texts; day "" where nothing is
 * known; last_year 0: no figures. */
enum clock_state clock_judge(const char *first, const char *day,
			     const char *last, int last_year, const char *today,
			     const char *meeting);
/* Fills dates and indicators of a clock whose paper and days are set. only: a
 * negotiation, or NULL for all. year_clock_release() after either. */
int year_clock_read(struct year_clock *c, struct db *db, const char *only,
		    struct err *e) MUST_USE;
void year_clock_release(struct year_clock *c);
/* How an indicator's next figures are expected, in words; the caller's to
 * free(). */
char *clock_expected(const struct paper *p, const struct clock_indicator *i);

#endif
