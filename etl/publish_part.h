/*
 * What a published table is made of: its indicators, or the whole of it as one
 * part; what each of them is now and what was published of it.
 */
#ifndef ETL_PUBLISH_PART_H
#define ETL_PUBLISH_PART_H

#include "etl/publish_sheet.h"

struct part {
	char *source, *indicator; /* owned; "": the whole table */
	char hash[HASH_HEX];      /* "": not known yet */
	int64_t rows;
	bool changed;
};

struct parts {
	struct part *list; /* by source and indicator */
	size_t n;
};

/* What the rows of PARTS_FIGURES are made of, one for all tables: read once,
 * the caller's to parts_release(). */
int parts_figures(struct parts *out, struct db *db, struct err *e) MUST_USE;
/* A table's parts of now; their hashes where they are known without its rows.
 */
void parts_of(struct parts *out, const struct publish_table *t,
	      const struct parts *figures);
/* Those that were published. */
int parts_read(struct parts *out, struct pg *pg, const char *schema,
	       const char *table, struct err *e) MUST_USE;
/* Marks in `now` what is new or other than in `was`, and in `was` what is gone.
 * How many are marked. */
size_t parts_compare(struct parts *now, struct parts *was);
/* Takes the rows of the marked ones out of the table. */
int parts_remove(const struct parts *p, const struct publish_table *t,
		 struct pg *pg, const char *schema, struct err *e) MUST_USE;
/* Remembers them as published, in the place of all others of the table. */
int parts_write(const struct parts *p, struct pg *pg, const char *schema,
		const char *table, struct err *e) MUST_USE;
void parts_release(struct parts *p);

#endif
