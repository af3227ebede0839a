/*
 * Other programs, run without a shell, with time and output bounded.
 */
#ifndef LIB_PROC_H
#define LIB_PROC_H

#include "lib/buf.h"

struct proc {
	const char *const *argv; /* argv[0] is looked up in PATH; NULL at end */
	const void *in;          /* standard input; NULL: empty */
	size_t in_len;
	int timeout_s;   /* the program is killed after it; 0: 600 */
	const char *dir; /* working directory; NULL: ours */
};

/*
 * Runs n programs (each started as soon as one of at most `width` running ends)
 * and waits for all. Their environment is PATH, HOME, LC_ALL=C.UTF-8 and
 * TZ=UTC, their standard output is appended to outs[i] (outs or outs[i] may be
 * NULL: discarded), the tail of their standard error goes into the message. The
 * one of lowest index that cannot be started, is killed, fills its buffer or
 * exits non-zero is the error; the others still run to their end. What a
 * program does not read of its input is no error.
 */
int proc_run(const struct proc *procs, size_t n, size_t width,
	     struct buf *const *outs, struct err *e) MUST_USE;
/* Whether a program of this name stands in PATH. */
bool proc_exists(const char *name);

#endif
