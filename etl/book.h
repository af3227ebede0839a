/*
 * A workbook for Excel and LibreOffice, by libxlsxwriter: a page of text and
 * sheets that are tables. Rows go to disk as they are written, so a book may be
 * larger than memory. All text is text: nothing of it becomes a formula, a link
 * or a control character. The same calls give the same bytes.
 *
 * Errors stick: after the first one the book takes in nothing more, and
 * book_publish() tells it. Only then is the file there, whole.
 */
#ifndef ETL_BOOK_H
#define ETL_BOOK_H

#include "lib/text.h"

struct book;
struct sheet; /* owned by its book */

enum {
	BOOK_ROWS = 1048576, /* Excel's, of a sheet, the header with them */
	BOOK_PARTS = 4,      /* sheets that a table may fill */
	BOOK_CELL = 32767    /* Excel's, of a cell: UTF-16 units */
};

struct book_about { /* texts are borrowed for book_new() alone */
	const char *title, *subject, *keywords, *comments;
	const char *foot;  /* of each printed page, beside its number */
	const char *more;  /* "(continued)": stands where a text goes on */
	const char *cause; /* "rows": what is said where there are too many */
	int64_t created;   /* seconds since 1970 UTC */
	size_t rows;       /* of a sheet at most; 0: BOOK_ROWS */
	enum lang lang;
};

enum {
	COLUMN_KEY = 1,   /* names the row: said again where a text goes on */
	COLUMN_NUMBER = 2 /* its head stands at the right, as numbers do */
};

struct column {
	enum text head;
	int width;      /* characters */
	unsigned flags; /* of the above */
};

/* path: of the file, which appears by book_publish(). The caller's to
 * book_free(). */
int book_new(struct book **out, const char *path,
	     const struct book_about *about, struct err *e) MUST_USE;
/* Writes the file, reads it back (what the disk did not take is an error) and
 * puts it in its place. */
int book_publish(struct book *b, struct err *e) MUST_USE;
/* ERR_IO where the file is not a whole workbook with so many cells. */
int book_check(const char *path, size_t cells, struct err *e) MUST_USE;
/* Leaves nothing on the disk of what was not published. NULL is allowed. */
void book_free(struct book *b);

/* A table with a frozen header and a filter. Where it has more rows than a
 * sheet takes, it goes on in a sheet "NAME 2". Borrowed. */
struct sheet *book_table(struct book *b, enum text name,
			 const struct column *columns, size_t n);

/* The next cell of the row. */
void sheet_text(struct sheet *s, const char *text);
/* A word in the place of a number: why there is none. */
void sheet_reason(struct sheet *s, const char *word);
void sheet_number(struct sheet *s, double v, int decimals);
void sheet_whole(struct sheet *s, int64_t v); /* a year, a rank */
/* A date from "2024-08-29..."; `none` where it is no date: a month and a year
 * stay as they are. */
void sheet_day(struct sheet *s, const char *iso, const char *none);
/* All cells were given. A text that is too long for a cell goes on in further
 * rows, which repeat the key columns. */
void sheet_end_row(struct sheet *s);
/* Rows so far, the header not counted. */
size_t sheet_rows(const struct sheet *s);
/* One sentence in the place of the rows that a table has not. */
void sheet_note(struct sheet *s, const char *text);

/* A page of text in two columns. Borrowed. */
struct sheet *book_page(struct book *b, enum text name);
void page_title(struct sheet *s, const char *text);
void page_head(struct sheet *s, const char *text);
/* label may be "": what is said goes on. */
void page_fact(struct sheet *s, const char *label, const char *text);
/* A line that leads to another sheet of the book. */
void page_link(struct sheet *s, enum text to, const char *text);

#endif
