/*
 * What the files of a workbook share. They include libxlsxwriter's header
 * first: it names functions that lib/base.h forbids.
 */
#ifndef ETL_BOOK_SHEET_H
#define ETL_BOOK_SHEET_H

#include "etl/book.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

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
	int year, month, day; /* of a CELL_DAY */
};

struct sheet {
	struct book *book;
	struct sheet *next;
	struct lxw_worksheet *ws;
	const char *name;
	const struct column *columns; /* NULL: a page */
	size_t n;                     /* of them */
	struct cell *cells;           /* of the row that is filled */
	size_t filled;
	uint32_t row;   /* the next one of this part */
	uint32_t whole; /* in parts that are full */
	int part;       /* 1, 2 ... */
	bool only_note; /* nothing to filter */
};

struct book {
	char *path, *tmp, *dir, *foot, *more, *cause;
	struct lxw_workbook *wb; /* NULL once it is written */
	enum lang lang;
	uint32_t rows; /* of a sheet at most */
	size_t cells;  /* that the file must have */
	struct sheet *sheets;
	struct err err;
	struct lxw_format *number[BOOK_DECIMALS], *text, *reason, *whole, *day,
		*head;
	struct lxw_format *title, *section, *label, *plain, *link, *line,
		*head_number;
};

/* Takes an error of libxlsxwriter in. */
void book_fail(struct book *b, int rc);
/* One cell of text, clean. link: the sheet that it leads to, else NULL. */
void book_put(struct sheet *s, uint16_t column, const char *text,
	      struct lxw_format *f, const char *link);
/* How the sheet is printed. */
void book_print(struct sheet *s);
/* A sheet to write in, empty. */
struct sheet *book_add(struct book *b, enum text name,
		       const struct column *columns, size_t n);
/* The next worksheet of a table, and that nothing more comes into it. */
void book_part(struct sheet *s);
void book_part_end(struct sheet *s);

#endif
