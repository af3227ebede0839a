/*
 * Indicators as --indicator names them: "127,sotkanet:228".
 */
#ifndef ETL_NAMED_H
#define ETL_NAMED_H

#include "etl/source.h"

struct named {
	char source[40], id[INDICATOR_TEXT];
};

/* The first of *list, which then stands on the rest, NULL after the last one.
 * false: it is no [SOURCE:]ID. */
bool named_next(const char **list, struct named *out);
/* ERR_USAGE: what is no [SOURCE:]ID, or of a source that there is none. */
int named_check(const char *list, struct err *e) MUST_USE;
/* Whether the list has it; NULL has all. */
bool named_has(const char *list, const char *source, const char *id);

#endif
