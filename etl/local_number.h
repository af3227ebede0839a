/*
 * Numbers as tables of many hands write them.
 */
#ifndef ETL_LOCAL_NUMBER_H
#define ETL_LOCAL_NUMBER_H

#include "lib/base.h"

/* "12 345,6", "-0.5", U+2212 as minus, thousands parted by blanks (also
 * no-break and thin ones). decimal: "comma", "point", or "either", one of them.
 * false, *out untouched, for anything else. */
bool local_number(const char *s, const char *decimal, double *out);

#endif
