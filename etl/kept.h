/*
 * Tables that people keep in a spreadsheet, read by a description of their
 * columns: what a cell may hold is checked, and what means the same is brought
 * to one form (29.8.2024 is 2024-08-29, 3,22 is 3.22, 20 is the code 020).
 * What a spreadsheet breaks (formulas, merged cells, codes run together) is
 * refused with the file, the row, the column and what to do.
 */
#ifndef ETL_KEPT_H
#define ETL_KEPT_H

#include "lib/buf.h"

enum kept_kind {
	KEPT_TEXT,
	KEPT_ID,     /* a word; once in its table */
	KEPT_REF,    /* the id of another row */
	KEPT_REFS,   /* ids -> "PH1 PH2" */
	KEPT_WORD,   /* one of kept_column.words */
	KEPT_DAY,    /* 29.8.2024 or 2024-08-29 -> the latter */
	KEPT_WHEN,   /* a day, a month (12/2024, 2024-12) or a year */
	KEPT_INT,    /* 0 or more */
	KEPT_NUMBER, /* 3,22 -> 3.22; the digits stay as they are quoted */
	KEPT_AREA,   /* [KIND:]CODE -> "kunta:020", or a name as it stands */
	KEPT_AREAS,  /* the same, commas between -> "kunta:020, kunta:108" */
	KEPT_PARTY,  /* a municipality's code, or the name of a group */
	KEPT_LIST,   /* texts, commas between */
	KEPT_INDICATORS, /* [SOURCE:]ID -> "sotkanet:284 sotkanet:423" */
};

struct kept_column {
	const char *name;
	enum kept_kind kind;
	bool filled;       /* the column must be there and each cell filled */
	const char *words; /* KEPT_WORD: "a b c"; KEPT_AREA: the kind of a bare
			      code, NULL for kunta */
};

struct kept_spec {
	const char *name; /* of the table: NAME.csv */
	const struct kept_column *columns;
	size_t n;
};

struct kept_row {
	size_t line;  /* as a spreadsheet numbers it */
	char **cells; /* one per column, "" where empty; owned */
};

struct kept {
	const struct kept_spec *spec; /* borrowed: a constant */
	char *file;                   /* its path, for messages; owned */
	struct kept_row *rows;
	size_t n;
};

enum {
	KEPT_ROWS_MAX = 20000
};

/* Reads PATH; a file that is not there is a table without rows. What is wrong
 * is ERR_CONFIG and nothing is read. The caller's to kept_release(). */
int kept_read(struct kept *out, const struct kept_spec *spec, const char *path,
	      struct err *e) MUST_USE;
/* The same of bytes; file is for messages. */
int kept_parse(struct kept *out, const struct kept_spec *spec, const char *file,
	       const char *bytes, size_t len, struct err *e) MUST_USE;
void kept_release(struct kept *k);

/* Borrowed. */
const char *kept_cell(const struct kept *k, size_t row, size_t column);
/* Puts another text into a cell. */
void kept_put(struct kept *k, size_t row, size_t column, const char *text);
/* The row whose first cell is that id, or k->n. */
size_t kept_find(const struct kept *k, const char *id);
/* Sets "FILE: row N, column NAME: 'CELL': " and the message; returns -1. */
int kept_error(const struct kept *k, size_t row, size_t column, struct err *e,
	       const char *fmt, ...) PRINTF(5, 6);

/* The first and the last day of a KEPT_WHEN: "2024-12" is 2024-12-01 to
 * 2024-12-31. false for "". */
bool kept_when(const char *when, char first[11], char last[11]);

/* Takes the next part of a list of a canonical cell ("a b", "a, b") from *p
 * into dst; false at its end. */
bool kept_next(const char **p, const char *separators, char *dst, size_t n);

#endif
