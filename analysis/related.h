/*
 * Which indicators speak of the same thing in part? Such pairs go together by
 * definition, so links leave them out. Judged by what config/indicators.csv
 * says of them, and rather too many than too few.
 *
 * A title has a stem and, after the last " / " or "%", a base: of
 * "Lapsiperheet, % perheistä" the base is "perheistä". Pure functions on texts.
 */
#ifndef ANALYSIS_RELATED_H
#define ANALYSIS_RELATED_H

#include "lib/base.h"

/*
 * Two indicators are related where
 * - their theme is the same (parts of one whole, parent and child, the same
 *   people counted once more), or
 * - their bases are the same (a denominator that is shared), unless the base
 *   only refers to the stem ("vastaavanikäisestä väestöstä": those of the same
 *   age), or
 * - a word of the one's stem, of eight letters or more, is part of a word of
 *   the other's (a numerator that is shared: "sairauspäivärahaa saaneet" and
 *   "mielenterveysperusteisesti sairauspäivärahaa saaneet"); words of age
 *   do not count.
 */
bool indicators_related(const char *theme_a, const char *title_a,
			const char *theme_b, const char *title_b);

/* A number of people or an amount of money as such, which is large where the
 * municipality is: class `count`, or `money` without a base. */
bool indicator_is_amount(const char *class, const char *title);

#endif
