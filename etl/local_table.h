/*
 * A local table: the bytes of NAME.csv as NAME.ini explains them. Pure.
 *
 * Table and mapping stay together from the day they are read, in one body:
 *
 *	tilannekuva-local 1
 *	mapping 512 NAME.ini             (length in bytes)
 *	table 20480 NAME.csv
 *	... the mapping ... the table ...
 */
#ifndef ETL_LOCAL_TABLE_H
#define ETL_LOCAL_TABLE_H

#include "etl/local_map.h"
#include "etl/source.h"

struct local_body {
	char *map_name, *name; /* owned */
	const char *map_text;  /* borrowed from the body, as table */
	size_t map_len;
	const char *table;
	size_t len;
};

void local_body_write(struct buf *b, const char *map_name, const char *map_text,
		      size_t map_len, const char *name, const char *table,
		      size_t len);
/* Release with local_body_release(). */
int local_body_parse(const char *bytes, size_t len, struct local_body *out,
		     struct err *e) MUST_USE;
void local_body_release(struct local_body *b);

/* Appends text of that encoding, "latin-1" or "windows-1252", as UTF-8. */
int local_decode(const char *file, const char *encoding, const char *p,
		 size_t len, struct buf *out, struct err *e) MUST_USE;

/*
 * The figures and the description of one indicator: places by code or by name,
 * areas index them. What a cell should have been is said with file, line and
 * column (ERR_DATA). *left_out: rows whose area the mapping calls none. out is
 * the caller's to answer_release() in every case.
 */
int local_table_read(const struct local_map *m,
		     const struct local_indicator *indicator,
		     const struct local_body *body, struct answer *out,
		     size_t *left_out, struct err *e) MUST_USE;

#endif
