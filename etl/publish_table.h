/*
 * What is published: the views of the contract, and how each becomes a table of
 * PostgreSQL. A new view of the contract is a new row here; a test compares
 * both.
 */
#ifndef ETL_PUBLISH_TABLE_H
#define ETL_PUBLISH_TABLE_H

#include "lib/base.h"

/* What is copied again where something changed. */
enum publish_parts {
	PARTS_NONE, /* the whole table */
	/* The rows of each indicator that changed. Key and index begin with
	 * source and indicator. */
	PARTS_ROWS,    /* seen from the rows */
	PARTS_FIGURES, /* seen from what they are made of: figures, titles,
			  areas. For large ones: the rows need not be read */
};

struct publish_table {
	const char *name;
	const char *key;   /* its columns, "kind, code"; NULL: it has none */
	const char *about; /* NULL: the comment of the view says it */
	/* Its columns that are numbers, blanks between; the others are text.
	 * SQLite is not asked: what it knows of a column that is worked out
	 * hangs on the plan of the query. */
	const char *integers, *longs, *reals;
	enum publish_parts parts;
	/* PARTS_NONE: its rows, NULL: those of the view of its name; else those
	 * of source ?1 and indicator ?2 */
	const char *rows;
	bool dated; /* rows has ?1: the moment of publishing */
};

enum column_type {
	COLUMN_TEXT,
	COLUMN_INTEGER, /* 32 bits */
	COLUMN_LONG,    /* 64 bits */
	COLUMN_REAL,
};

/* In the order in which they are published; NULL: past the end. */
const struct publish_table *publish_table_at(size_t i);
/* NULL: none. */
const struct publish_table *publish_table_find(const char *name);
enum column_type publish_table_type(const struct publish_table *t,
				    const char *column);

#endif
