/*
 * What the program says on standard error. Only commands and the stages' top
 * level log; functions below them return a struct err.
 */
#ifndef LIB_LOG_H
#define LIB_LOG_H

#include "lib/base.h"

enum log_level {
	LOG_ERROR,
	LOG_WARN,
	LOG_INFO,
	LOG_DEBUG
};

struct log {
	FILE *out;            /* NULL: say nothing */
	enum log_level level; /* the most talkative level that is printed */
	bool tty;             /* out is a terminal: draw progress bars */
	bool bar;             /* a progress bar stands on the current line */
	unsigned warnings;    /* how many warnings were given */
};

void log_init(struct log *l, FILE *out, enum log_level level);
void log_error(struct log *l, const char *fmt, ...) PRINTF(2, 3);
void log_warn(struct log *l, const char *fmt, ...) PRINTF(2, 3);
void log_info(struct log *l, const char *fmt, ...) PRINTF(2, 3);
void log_debug(struct log *l, const char *fmt, ...) PRINTF(2, 3);

/* Draws "what  [#####     ]  done/total" on a terminal, nothing elsewhere.
 * done == total ends the bar. */
void log_progress(struct log *l, const char *what, size_t done, size_t total);

#endif
