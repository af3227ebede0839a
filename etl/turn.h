/*
 * One source's turn: asking it, politely, and keeping what it says.
 */
#ifndef ETL_TURN_H
#define ETL_TURN_H

#include "etl/archive.h"
#include "etl/etl.h"

struct http;
struct aside;

enum {
	ASIDES = 2 /* answers that are read aside at a time */
};

struct turn {
	/* Borrowed; set by who begins the turn. */
	struct app *app;
	struct archive *archive;
	const struct source *source;
	const struct fetch_options *o;
	struct fetch_summary *out;
	/* What fails while it is set is a warning, not a failure. */
	bool optional;
	/* A refusal with this status is no failure: the visit goes on
	 * otherwise. 0: none. */
	long forgives;
	int busy_s; /* what to wait after a 429 that does not say; before
		       turn_open() */
	/* Read by the visit. */
	long status; /* of the last answer; 0: none came */
	char *base;  /* owned: "https://sotkanet.fi/rest/1.1/" */
	/* turn.c's own. */
	struct http *http;
	int pause_ms;
	int away, lost;   /* requests in a row without an answer, of use */
	double ends_at_s; /* of when_ticks(); 0: never */
	struct aside *asides[ASIDES]; /* the oldest first; NULL: none */
};

/* For a source that is asked over HTTP at its setting NAME.url: settings are
 * read and checked, nobody is asked yet. turn_close() after it in any case, and
 * also where the turn was never opened. */
int turn_open(struct turn *t, struct err *e) MUST_USE;
void turn_close(struct turn *t);

/*
 * Asks and keeps. basis: what the archive keeps of why figures were due, or
 * NULL; reason: the same for people. 0: *out holds the answer, to be released;
 * 1: it could not be had, which has been reported; -1: the archive failed.
 *
 * With --dry-run the request is printed with its reason and nobody is asked:
 * *out is then what turn_recall() gives of a list or a description.
 */
int turn_ask(struct turn *t, const struct request *r, const char *basis,
	     const char *reason, struct answer *out, struct err *e) MUST_USE;

/* The same for figures that nobody waits for: while they are unpacked and
 * parsed, on threads of their own, the next are asked for. They are kept in
 * the order in which they came, the last ones by turn_settle(). -1: the archive
 * failed. What is not a plain new answer of usual size is read at once. */
int turn_ask_aside(struct turn *t, const struct request *r, const char *basis,
		   const char *reason, struct err *e) MUST_USE;
int turn_settle(struct turn *t, struct err *e) MUST_USE;

/* The newest accepted answer to such a request, read back from the archive. 1:
 * *out holds it, to be released; 0: there is none that can be read. */
int turn_recall(const struct turn *t, const struct request *r,
		struct answer *out, struct err *e) MUST_USE;

/* The server bears so many calls in so many seconds. */
void turn_pace(struct turn *t, int64_t calls, int64_t seconds);

/* Whether the source is to be left in peace for tonight, which is reported:
 * `left` indicators wait for the next time. */
bool turn_is_over(struct turn *t, size_t left);

#endif
