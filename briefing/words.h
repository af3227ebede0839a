/*
 * What no sentence may say, in three languages, and what only those may that
 * have leave to: the judge of every generated sentence, who knows nothing of
 * how they are made. Pure.
 */
#ifndef BRIEFING_WORDS_H
#define BRIEFING_WORDS_H

#include "lib/text.h"

enum {
	WORDS_MAX = 25
};

/* Kinds of verdict words; a set of them is a sum. */
enum verdict_word {
	SAYS_IMPROVED = 1,
	SAYS_WORSENED = 2,
	SAYS_RISEN = 4,
	SAYS_FALLEN = 8,
	SAYS_BETTER = 16,
	SAYS_WORSE = 32,
	SAYS_HIGHER = 64,
	SAYS_LOWER = 128,
	SAYS_CLEARLY = 256,    /* "selvästi heikompi" */
	SAYS_STATISTICS = 512, /* "tilastollisesti" */
	SAYS_SAMPLE = 1024,    /* "arvio otoksesta" */
};

/* The length of a blank at s: a common or an unbreakable one; 0: none. The thin
 * one stands inside numbers. */
size_t words_blank(const char *s);
/* Words as a reader counts them: what stands between blanks and has a letter or
 * a digit in it. A number is one word, thousands and all. */
size_t words_count(const char *s);
/* The set of verdict words in s. */
unsigned words_said(const char *s, enum lang lang);

/*
 * Why a sentence may not stand; NULL: it may. `title` is the indicator's as the
 * sentence begins with it, "" where it has none: the source's own words are not
 * judged, but count. `allowed`: the verdict words that it may use; `wanted`:
 * those of them that it must.
 */
const char *words_fault(const char *title, const char *rest, enum lang lang,
			unsigned allowed, unsigned wanted);

#endif
