/*
 * gzip, with a ceiling on what comes out.
 */
#ifndef LIB_PACK_H
#define LIB_PACK_H

#include "lib/buf.h"

/* Appends the unpacked bytes to out; more than out's ceiling, a cut or a
 * damaged stream is an error. */
int pack_inflate(const void *p, size_t n, struct buf *out,
		 struct err *e) MUST_USE;
/* Appends a gzip stream without name or time: the same bytes in give the same
 * bytes out. */
int pack_deflate(const void *p, size_t n, struct buf *out,
		 struct err *e) MUST_USE;

#endif
