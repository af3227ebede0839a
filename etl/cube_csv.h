/*
 * A cube as CSV, as THL gives it: a column a variable, by names, and `val`.
 */
#ifndef ETL_CUBE_CSV_H
#define ETL_CUBE_CSV_H

#include "etl/cube.h"

/* jsonstat_parse() of such a body; a row that is not there is no figure. */
int cube_csv_parse(const struct cube_terms *t, const struct request *r,
		   const char *bytes, size_t len, struct answer *out,
		   struct err *e) MUST_USE;

#endif
