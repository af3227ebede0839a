/*
 * Errors that are expected: bad data, a full disk, a server that is away.
 *
 * A fallible function returns 0 or -1, takes a struct err last and leaves its
 * other outputs untouched on failure. Who discovers the error sets it, who
 * passes it on may add where, and the command prints it: a function reports or
 * returns, never both. The first error wins: setting a set error does nothing.
 */
#ifndef LIB_ERR_H
#define LIB_ERR_H

#include "lib/base.h"

enum err_code {
	ERR_NONE,
	ERR_USAGE,  /* the command line */
	ERR_CONFIG, /* a setting or a table that people keep */
	ERR_IO,     /* files, processes */
	ERR_NET,    /* no answer */
	ERR_HTTP,   /* an answer that is not 200 or 304 */
	ERR_DATA,   /* bytes that are not what was promised */
	ERR_DB,     /* SQLite */
	ERR_DAMAGE, /* a database whose bytes are not what was written */
};

struct err { /* caller-owned, holds no memory: initialise with {0} */
	enum err_code code;
	char msg[600];
};

/* Both return -1, so that `return err_set(...)` is one line. One line of text,
 * no "failed to", and it names the thing; bytes of it that are no UTF-8 or
 * control a terminal become "?". e may be NULL. */
int err_set(struct err *e, enum err_code code, const char *fmt, ...)
	PRINTF(3, 4);
/* Puts "WHERE: " before the message that is there. */
int err_wrap(struct err *e, const char *fmt, ...) PRINTF(2, 3);
/* err_set with ": " and the text of errno behind the message. */
int err_errno(struct err *e, enum err_code code, const char *fmt, ...)
	PRINTF(3, 4);
void err_clear(struct err *e);

#endif
