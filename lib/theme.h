/*
 * The themes under which indicators stand. Pure.
 */
#ifndef LIB_THEME_H
#define LIB_THEME_H

#include "lib/text.h"

/* Where a theme stands on the page; those that are not known come last. */
size_t theme_rank(const char *code);
/* Its name; the code itself where it is not known. */
const char *theme_title(const char *code, enum lang lang);

#endif
