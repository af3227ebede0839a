/*
 * Text as it goes into a picture: cleaned, measured, broken into lines and
 * quoted for gnuplot. No I/O.
 */
#ifndef PLOTS_LETTERS_H
#define PLOTS_LETTERS_H

#include "lib/text.h"

/* A copy without what would break a line or hide text: control characters,
 * line and paragraph separators and direction overrides become blanks, bytes
 * that are not UTF-8 become "?". The caller's to free(). */
char *letters_clean(const char *s);

struct font {
	double size; /* pixels */
	bool bold;
};

/* Width in pixels; exact for Latin letters in Liberation Sans or Arial, an
 * estimate from above for others. */
double letters_width(const char *s, struct font f);

struct lines {
	char **line; /* owned */
	size_t n;
};

/* Adds s to l broken at blanks into lines of at most `width` pixels; a word
 * that is wider than a line is broken anywhere. No line begins with a slash or
 * a dash between figures and none ends with "%" alone, where that can be had.
 * An empty text adds nothing. */
void lines_wrap(struct lines *l, const char *s, struct font f, double width);
void lines_release(struct lines *l);

/* Appends s as a gnuplot expression: literals in single quotes, in which
 * gnuplot expands nothing, and its own quotes between them. s must be clean. */
void letters_quote(struct buf *b, const char *s);

/* Appends text t with {1} .. {9} replaced by args[0] .. args[n - 1]. */
void words_fill(struct buf *b, enum text t, enum lang lang,
		const char *const *args, size_t n);
/* Text t with {1} replaced; the caller's to free(). */
char *words_filled(enum text t, enum lang lang, const char *arg);
/* Makes the first letter from `at` on a capital; the texts begin with letters
 * a-z, å, ä, ö. */
void words_capital(struct buf *b, size_t at);

#endif
