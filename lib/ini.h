/*
 * INI text: settings and mappings that people write. Reading is by inih; lines
 * are counted here, and one that is too long for the library is named instead
 * of cut. Indented lines are lines like any other; a ";" behind a blank begins
 * a comment.
 */
#ifndef LIB_INI_H
#define LIB_INI_H

#include "lib/err.h"

struct ini_item {
	unsigned line;
	const char *section; /* "" before the first; borrowed, as the others */
	const char *key;     /* NULL: the section itself begins */
	const char *value;   /* NULL where key is */
};

/* An error is told without its place, which ini_read() adds. */
typedef int ini_visit(void *ctx, const struct ini_item *item, struct err *e);

/* Calls visit for each section and each setting, in their order. Text that is
 * not UTF-8, a line that is neither, or an error of visit is ERR_CONFIG:
 * "NAME: line N: ..."; items before it have been visited. */
int ini_read(const char *name, const char *text, size_t len, ini_visit *visit,
	     void *ctx, struct err *e) MUST_USE;

#endif
