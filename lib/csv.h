/*
 * CSV that people and spreadsheets write: UTF-8 with or without BOM, comma or
 * semicolon (found from the header row), CRLF or LF, a header row that names
 * the columns in any order. Reading is by libcsv.
 */
#ifndef LIB_CSV_H
#define LIB_CSV_H

#include "lib/buf.h"

struct csv_column {
	const char *name;
	bool required; /* the column must be there (its cells may be empty) */
};

struct csv_spec {
	const char *file; /* for messages */
	const struct csv_column *columns;
	size_t n;
	bool extra; /* columns with other names are allowed */
};

struct csv_row {
	const struct csv_spec *spec;
	size_t line; /* the row as a spreadsheet numbers it, from 1: empty rows
			count, line ends within a cell do not */
	const char *const *cells; /* in the order of spec->columns; "" for an
				     empty cell or a column that is not there;
				     surrounding blanks cut; borrowed until
				     the visit returns */
	const char *const *extra_names; /* columns not in spec; NULL: bare */
	const char *const *extra_cells;
	size_t extra_n;
};

typedef int csv_visit(void *ctx, const struct csv_row *row, struct err *e);

/*
 * Calls visit for each row. An unknown, missing or doubled column, a row with
 * too many cells, a stray quote or bytes that are not UTF-8 is an ERR_CONFIG
 * that names file, row and column; rows before it have been visited. Empty rows
 * are passed over, cells that a row lacks at its end are empty. A column
 * without a name is passed over as long as it is empty.
 */
int csv_read(const struct csv_spec *spec, const char *bytes, size_t len,
	     csv_visit *visit, void *ctx, struct err *e) MUST_USE;
/* The same of a table whose rows, the first too, are not read by names: the
 * cells of each stand in extra_cells, in their order. delimiter: such as ';' or
 * '\t'. line: the number of its first row. */
int csv_read_bare(const char *file, char delimiter, size_t line,
		  const char *bytes, size_t len, csv_visit *visit, void *ctx,
		  struct err *e) MUST_USE;
/* csv_read of a file. */
int csv_read_file(const char *path, const struct csv_spec *spec,
		  csv_visit *visit, void *ctx, struct err *e) MUST_USE;
/* Sets "FILE: row N, column NAME: 'CELL': EXPECTED" and returns -1. */
int csv_cell_error(const struct csv_row *row, size_t column,
		   const char *expected, struct err *e);

/* Writing: cells are quoted where they must be; csv_end ends the row. Between
 * the two the buffer is not yet CSV. */
void csv_put(struct buf *b, const char *cell);
/* The same for files that people open in a spreadsheet, of a text that others
 * wrote: one that begins with = + - @ (their wide forms too), a tab or a line
 * end and is no number gets an apostrophe in front, so that it is shown and
 * never computed. https://owasp.org/www-community/attacks/CSV_Injection. Not
 * for tables that are read back. */
void csv_put_text(struct buf *b, const char *text);
void csv_put_double(struct buf *b, double v); /* not finite: empty cell */
void csv_put_int(struct buf *b, int64_t v);
void csv_end(struct buf *b); /* LF */
/* A row of columns' names. */
void csv_put_head(struct buf *b, const char *const *names, size_t n);

#endif
