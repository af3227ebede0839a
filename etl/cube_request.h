/*
 * Requests of the sources that serve cubes. What an address means to us stands
 * behind it as its fragment, which is never sent; a query that was sent by POST
 * follows after a blank:
 *
 *	https://.../11re.px#indicator=vaesto.kaikki&years=1972-2025&sexes=total
 *	  {"query": ...}
 *	https://.../?config#note=config
 *
 * Years or sexes that are left out: all that there are. `areas=some`: of some
 * areas.
 */
#ifndef ETL_CUBE_REQUEST_H
#define ETL_CUBE_REQUEST_H

#include "etl/source.h"

/* For struct source. */
int cube_request_parse(const char *text, struct request *out,
		       struct err *e) MUST_USE;
void cube_request_write(struct buf *b, const struct request *r);
const char *cube_licence_of(const char *organisation);

/* A code may stand in addresses, topics and names of files. */
bool cube_code_is_fit(const char *s, size_t len);

#endif
