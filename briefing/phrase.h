/*
 * Putting words together: the texts of lib/texts.def with their {1}, {2} ...
 * filled in, and names in the order of the Finnish alphabet. Pure.
 */
#ifndef BRIEFING_PHRASE_H
#define BRIEFING_PHRASE_H

#include "lib/text.h"

/*
 * Appends the text with {1} replaced by `one` and so on; a place whose argument
 * is NULL stays as it is. As plain text; phrase_html escapes text and
 * arguments.
 */
void phrase_add(struct buf *b, enum lang lang, enum text t, const char *one,
		const char *two, const char *three);
void phrase_html(struct buf *b, enum lang lang, enum text t, const char *one,
		 const char *two, const char *three);

/* As phrase_add(), with n arguments, at most 9. */
void phrase_fill(struct buf *b, enum lang lang, enum text t, size_t n,
		 const char *const *with);

enum {
	PHRASE_INT = 24
};
char *phrase_int(char dst[PHRASE_INT], int64_t v);

/* Order of the Finnish alphabet, upper and lower case alike: ... z å ä ö.
 * Names that differ in nothing else are ordered by their bytes. */
int phrase_compare(const char *a, const char *b);

/* A name that may stand in a file name or an address as it is: one or more of
 * A-Z a-z 0-9 _ and -, at most 200. */
bool phrase_is_plain(const char *s);

#endif
