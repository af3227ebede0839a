/*
 * The schema that is published into: whether it is ours, what is remembered of
 * its tables, who may read it, and the exchange of tables. All within the
 * transaction of publish().
 */
#ifndef ETL_PUBLISH_SCHEMA_H
#define ETL_PUBLISH_SCHEMA_H

#include "lib/app.h"
#include "lib/pg.h"

struct publish_schema {
	struct pg *pg; /* borrowed */
	const char *name;
	const char *into;       /* where tables are written: `name`, or
				   `staging` after publish_schema_stage() */
	char *staging, *reader; /* owned */
	bool staging_made;      /* by us */
};

/* Takes the schema for this transaction: makes it with what always stands in
 * it. One that another program's tables stand in is refused, and so is one that
 * somebody publishes into. */
int publish_schema_take(struct publish_schema *s, struct pg *pg,
			const char *name, struct err *e) MUST_USE;
void publish_schema_release(struct publish_schema *s);

/* The tables that were published and are there: name, shape, told. *rows is
 * the caller's to pg_rows_free(). */
int publish_schema_tables(struct publish_schema *s, struct pg_rows **rows,
			  struct err *e) MUST_USE;
/* Remembers what stands there now. */
int publish_schema_remember(struct publish_schema *s, const char *table,
			    const char *shape, const char *told,
			    struct err *e) MUST_USE;

/* All tables are made anew, in `staging`. */
int publish_schema_stage(struct publish_schema *s, struct err *e) MUST_USE;
/*
 * The staged tables take the places of all that were published. Their readers
 * are waited for: all locks or none, for less than the time after which the
 * server looks for a deadlock, so that no reader is ever the one to give way;
 * then again.
 */
int publish_schema_exchange(struct publish_schema *s, struct log *log,
			    struct err *e) MUST_USE;

/* Who may read: see publish(). */
int publish_schema_grant(struct publish_schema *s, struct log *log,
			 struct err *e) MUST_USE;

#endif
