/*
 * JSON-stat: a cube of figures. Version 2 (PxWeb, Eurostat), version 1 in its
 * wrappers ({"dataset": ...} of PxWeb and THL, {"nama_gdp_c": ...} of the old
 * Eurostat), with values and status as array or object.
 */
#ifndef ETL_JSONSTAT_H
#define ETL_JSONSTAT_H

#include "etl/cube.h"

/*
 * Bytes -> the figures of the request's indicator, with its description. Every
 * cell is a figure or a reason: null and what is left out are `missing`, unless
 * a symbol of the source says otherwise. Cells whose area the source's terms
 * do not know keep its code, those of a time before YEAR_MIN and of totals over
 * times are passed over. Refused (ERR_DATA, naming the key) is what contradicts
 * itself, has no time or area, figures of parts of years, and a variable with
 * several values that is none of time, area and sex: one indicator is one
 * figure. On failure `out` may be half filled: the caller releases it.
 */
int jsonstat_parse(const struct cube_terms *t, const struct request *r,
		   const char *bytes, size_t len, struct answer *out,
		   struct err *e) MUST_USE;

#endif
