/*
 * How `status` writes things down for people: times, spans, sizes, and text
 * that stays within 80 columns.
 */
#ifndef ETL_LAYOUT_H
#define ETL_LAYOUT_H

#include "lib/base.h"

enum {
	LAYOUT_TEXT = 48,
	LAYOUT_WIDTH = 80
};

/* All return dst, LAYOUT_TEXT bytes at least. */
/* "2026-03-02 03:00" of "2026-03-02T03:00:00Z"; "-" for "". */
char *layout_when(char *dst, const char *iso);
/* "0.4 s", "4 min 12 s", "1 h 05 min"; "-" for what is negative. */
char *layout_span(char *dst, double seconds);
/* "5 hours ago", "3 days ago" of a time, seen from now; "" for "". */
char *layout_ago(char *dst, const char *iso, int64_t now);
/* "131.4 MB"; "not there" for what is negative. */
char *layout_bytes(char *dst, int64_t n);

/* Prints `first`, then text broken between words, the later lines indented by
 * so many blanks; each line ends. Control characters become blanks. At most
 * max lines, the last of which then ends in "..."; 0: all. */
void layout_wrap(FILE *out, const char *first, int indent, const char *text,
		 int max);

#endif
