/*
 * Words of exported tables: why there is no figure, units, sexes, states. Pure.
 */
#ifndef ETL_EXPORT_WORDS_H
#define ETL_EXPORT_WORDS_H

#include "lib/text.h"

/* "salattu", of a status as v_observation has it; "ei julkaistu" for "" and for
 * what is not known. Borrowed. */
const char *reason_words(const char *status, enum lang lang);
/* A unit in words; the source's own where we have none. Borrowed. */
const char *unit_in_words(const char *unit, enum lang lang);
/* "yhteensä", "miehet", "naiset" of total, male, female. Borrowed. */
const char *sex_words(const char *sex, enum lang lang);
/* "tehty", "suora" ...: a state of v_followup, a strength of v_priority_link;
 * the word itself where it is none. Borrowed. */
const char *kept_words(const char *word, enum lang lang);
/* A kind of area, of municipalities and counties; the word itself for others.
 * Borrowed. */
const char *kind_words(const char *kind, enum lang lang);
/* Which side is good. Borrowed. */
const char *side_words(const char *polarity, enum lang lang);
/* The producer's terms, which stand in the store in Finnish. Borrowed. */
const char *licence_words(const char *licence, enum lang lang);

#endif
