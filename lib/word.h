/*
 * Words for the codes that tables keep: units, which side is good, levels,
 * states, strengths and verdicts of what was agreed. One list for pages, papers
 * and workbooks. Pure; what is returned is borrowed
 * where nothing else is said.
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
/* What stands behind a number: " %", " / 1 000"; TEXT_BRIEF_UNIT_NONE where the
 * indicator's title tells the unit. */
enum text unit_sign(const char *unit);
/* Which side is good. */
const char *polarity_words(const char *polarity, enum lang lang);
/* "tehty", "suora" ...: a state of a measure or the strength of a link; the
 * word itself where it is neither. */
const char *agreed_word(const char *word, enum lang lang);
/* "parantunut", "liian aikaista sanoa": v_agreement's verdict; the word itself
 * where it is none. */
const char *agreement_word(const char *verdict, enum lang lang);
/* "tilastollisesti suurempi kuin koko maassa; tilanne heikompi": level_class
 * and standing as v_position has them; "" where nothing was compared. Plain
 * text; the caller's to free(). */
char *level_words(const char *level_class, const char *standing,
		  enum lang lang);

/* The kinds of priorities in the order they are read, with their headings. */
enum {
	PRIORITY_KINDS = 4
};
extern const struct word priority_kinds[PRIORITY_KINDS];

#endif
