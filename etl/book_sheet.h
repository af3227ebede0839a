/*
 * What the files of a workbook share.
 */
#ifndef ETL_BOOK_SHEET_H
#define ETL_BOOK_SHEET_H

#include <xlsxwriter.h>

#include "etl/book.h"

enum {
	BOOK_DECIMALS = 10,
	BOOK_POINTS = 10 /* size of letters */
};

enum cell_kind {
	CELL_TEXT,
	CELL_REASON,
	CELL_NUMBER,
	CELL_WHOLE,
	CELL_DAY
};

struct cell {
	enum cell_kind kind;
	char *text; /* owned; of a number NULL */
	double v;
	int decimals;
	lxw_datetime day;
};

struct sheet {
	struct book *book;
	struct sheet *next;
	lxw_worksheet *ws;
	const char *name;
	const struct column *columns; /* NULL: a page */
	size_t n;                     /* of them */
	struct cell *cells;           /* of the row that is filled */
	size_t filled;
	lxw_row_t row;   /* the next one of this part */
	lxw_row_t whole; /* in parts that are full */
	int part;        /* 1, 2 ... */
	bool only_note;  /* nothing to filter */
};

struct book {
	char *path, *tmp, *dir, *foot, *more, *cause;
	lxw_workbook *wb; /* NULL once it is written */
	lxw_workbook_options options;
	enum lang lang;
	lxw_row_t rows; /* of a sheet at most */
	size_t cells;   /* that the file must have */
	struct sheet *sheets;
	struct err err;
	lxw_format *number[BOOK_DECIMALS], *text, *reason, *whole, *day, *head;
	lxw_format *title, *section, *label, *plain, *link, *line, *head_number;
};

/* Takes an error of libxlsxwriter in. */
void book_fail(struct book *b, lxw_error rc);
/* One cell of text, clean. link: the sheet that it leads to, else NULL. */
void book_put(struct sheet *s, lxw_col_t column, const char *text,
	      lxw_format *f, const char *link);
/* How the sheet is printed. */
void book_print(struct sheet *s);
/* A sheet to write in, empty. */
struct sheet *book_add(struct book *b, enum text name,
		       const struct column *columns, size_t n);
/* The next worksheet of a table, and that nothing more comes into it. */
void book_part(struct sheet *s);
void book_part_end(struct sheet *s);

#endif
