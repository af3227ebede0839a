/*
 * A program that is talked with while it runs: it reads what we write on its
 * descriptor 3 and writes its answers to descriptor 4. Every wait is bounded,
 * and whatever happens it and what it started are killed and reaped.
 */
#ifndef LIB_DUPLEX_H
#define LIB_DUPLEX_H

#include "lib/buf.h"

struct duplex;

/*
 * argv[0] is looked up in PATH. Its environment is PATH, HOME (home, a folder
 * that exists), LC_ALL=C.UTF-8 and TZ=UTC; its standard error is written to
 * HOME/stderr. The result is the caller's to duplex_close().
 */
int duplex_open(struct duplex **out, const char *const *argv, const char *home,
		struct err *e) MUST_USE;
/* Writes all n bytes. deadline: of duplex_after(). */
int duplex_write(struct duplex *d, const void *p, size_t n, int64_t deadline,
		 struct err *e) MUST_USE;
/* Appends what comes up to the byte `end`, which is read and left out. */
int duplex_read(struct duplex *d, struct buf *out, char end, int64_t deadline,
		struct err *e) MUST_USE;
/* Kills it with all that it started, and waits for its end; NULL is allowed. */
void duplex_close(struct duplex *d);
/* A moment that lies so far ahead. */
int64_t duplex_after(int ms);

#endif
