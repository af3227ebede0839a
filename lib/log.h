/*
 * What the program says on standard error, and what it writes into its journal:
 * the same messages and, as events with fields, what a machine may want to
 * know. Only commands and the stages' top level log; functions below them
 * return a struct err.
 */
#ifndef LIB_LOG_H
#define LIB_LOG_H

#include "lib/err.h"

struct journal;

enum log_level {
	LOG_ERROR,
	LOG_WARN,
	LOG_INFO,
	LOG_DEBUG
};

struct log {
	FILE *out;               /* NULL: say nothing */
	enum log_level level;    /* the most talkative level that is printed */
	bool tty;                /* out is a terminal: draw progress bars */
	bool bar;                /* a progress bar stands on the current line */
	const char *bar_what;    /* of the bar that was drawn last */
	double bar_began;        /* when_ticks() of its first drawing */
	size_t bar_first;        /* what was done then */
	unsigned warnings;       /* how many warnings were given */
	struct journal *journal; /* owned; NULL: none is open */
};

void log_init(struct log *l, FILE *out, enum log_level level);
void log_error(struct log *l, const char *fmt, ...) PRINTF(2, 3);
void log_warn(struct log *l, const char *fmt, ...) PRINTF(2, 3);
void log_info(struct log *l, const char *fmt, ...) PRINTF(2, 3);
/* For -v alone: the journal is told such things as events. */
void log_debug(struct log *l, const char *fmt, ...) PRINTF(2, 3);

/* From here on everything also goes into the journal at path, whether or not
 * it is printed; see journal_open(). */
int log_journal_open(struct log *l, const char *path, const int64_t *fixed,
		     struct err *e) MUST_USE;
void log_journal_close(struct log *l);
/* An event for the journal alone, nothing where none is open. fmt and the rest
 * are jansson's pack arguments, see journal_vput(): "{s:s,s:I}", "url", url,
 * "bytes", (json_int_t)n. A journal that cannot be written is closed with one
 * warning: the work goes on. */
void log_event(struct log *l, const char *event, const char *fmt, ...);

/* Draws "what  [#####     ]  done/total" on a terminal, nothing elsewhere, and
 * after some seconds how fast it goes and how long it will take. done == total
 * ends the bar. */
void log_progress(struct log *l, const char *what, size_t done, size_t total);

#endif
