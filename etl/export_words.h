/*
 * Words of exported tables: why there is no figure, sexes, kinds of area,
 * terms. Pure.
 */
#ifndef ETL_EXPORT_WORDS_H
#define ETL_EXPORT_WORDS_H

#include "lib/text.h"

/* "salattu", of a status as v_observation has it; "ei julkaistu" for "" and for
 * what is not known. Borrowed. */
const char *reason_words(const char *status, enum lang lang);
/* "yhteensä", "miehet", "naiset" of total, male, female. Borrowed. */
const char *sex_words(const char *sex, enum lang lang);
/* A kind of area, of municipalities and counties; the word itself for others.
 * Borrowed. */
const char *kind_words(const char *kind, enum lang lang);
/* The producer's terms, which stand in the store in Finnish. Borrowed. */
const char *licence_words(const char *licence, enum lang lang);

#endif
