/*
 * Words for the codes that tables keep: units, which side is good, states and
 * strengths of what was agreed. One list for pages, papers and workbooks. Pure;
 * what is returned is borrowed.
 */
#ifndef LIB_WORD_H
#define LIB_WORD_H

#include "lib/text.h"

struct word {
	const char *code;
	enum text text;
};

/* The text of a code; `none` where the list of n has it not. */
const char *word_find(const struct word *list, size_t n, const char *code,
		      enum lang lang, const char *none);
/* A unit in words; the source's own where we have none. */
const char *unit_words(const char *unit, enum lang lang);
/* Which side is good. */
const char *polarity_words(const char *polarity, enum lang lang);
/* "tehty", "suora" ...: a state of a measure or the strength of a link; the
 * word itself where it is neither. */
const char *agreed_word(const char *word, enum lang lang);

#endif
