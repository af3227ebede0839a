/*
 * The questions of etl/queries.sql: one text for those who read the file, for
 * the programs that offer its queries and for the tests that ask them. Pure.
 */
#ifndef ETL_QUERY_TEXT_H
#define ETL_QUERY_TEXT_H

#include "lib/text.h"

/* A part of the text that was given; not NUL-terminated. */
struct query_part {
	const char *s; /* NULL where n is 0 */
	size_t n;
};

enum {
	QUERY_PARAMS = 4 /* of one query, at most; more is a bug of the file */
};

struct query {
	struct query_part name; /* of [a-z_] */
	struct query_part title[LANG_N], about[LANG_N];
	struct query_part sql; /* without the semicolon at its end */
	struct {
		struct query_part name, example; /* name without its colon */
	} params[QUERY_PARAMS];
	size_t n_params;
};

/* The first query at or behind *at, which is moved behind it; false: there is
 * none left. The parts point into the text. */
bool query_text_next(const char **at, struct query *q);

#endif
