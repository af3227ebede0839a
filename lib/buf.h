/*
 * A growing byte buffer with a ceiling. Invariants: data is NULL or holds
 * data[len] == 0; len <= max. Once an addition would pass max the buffer is
 * `full` for good, later additions do nothing, and whoever built it asks
 * buf_check() once at the end instead of checking every addition.
 */
#ifndef LIB_BUF_H
#define LIB_BUF_H

#include "lib/err.h"

struct buf {
	char *data; /* owned; NUL-terminated once anything was added */
	size_t len;
	size_t cap;
	size_t max; /* ceiling in bytes, the NUL not counted */
	bool full;  /* something did not fit */
};

enum {
	BUF_MAX = 1 << 30
}; /* ceiling for text that we make ourselves */

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b); /* frees the contents; NULL is allowed */
void buf_clear(struct buf *b);   /* empties, keeps the memory */
void buf_add(struct buf *b, const void *p, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF(2, 3);
/* Adds n bytes, which are the caller's to write at once; NULL where the ceiling
 * is reached. */
char *buf_extend(struct buf *b, size_t n);
/* The text, "" where nothing was added; borrowed until the next addition. */
const char *buf_str(const struct buf *b);
/* -1 and "WHAT: more than N bytes" when the buffer is full. */
int buf_check(const struct buf *b, const char *what, struct err *e) MUST_USE;

#endif
