/*
 * The contract in PostgreSQL: every view of the store as a table of one schema,
 * and beside them `meta`, `meta_source` and what was published of what
 * (`published_table`, `published_part`).
 *
 * One transaction from the first look to the commit. Where all tables stand as
 * this program makes them the rows of what changed are replaced where they are.
 * Where one does not, all are made in a second schema, SCHEMA_staging, and take
 * the places of those that stood at the very end: never a new one beside an old
 * one. So who reads sees the old picture or the new one whatever the isolation
 * of his transaction, waits for nothing but that exchange, and a publication
 * that fails or is killed was none.
 */
#ifndef ETL_PUBLISH_H
#define ETL_PUBLISH_H

#include "lib/app.h"

struct publish_summary {
	size_t tables;  /* of the contract */
	size_t made;    /* all of them or none */
	size_t changed; /* of which rows were copied or taken away */
	int64_t rows;   /* copied */
};

/* From a to z, 0 to 9 and _, a letter first, room for "_staging" behind; no
 * schema of the server's own. */
int publish_schema_check(const char *schema, struct err *e) MUST_USE;
/* url as pg_open() wants it. The role that may read, SCHEMA_reader, is made
 * where the user of the url may make roles. */
int publish(struct app *app, const char *url, const char *schema,
	    struct publish_summary *did, struct err *e) MUST_USE;

#endif
