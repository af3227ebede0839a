/*
 * The schema that is published into: whether it is ours, what stands in it
 * besides the tables of the contract, who may read it, and the exchange of
 * tables. All within the transaction of publish().
 */
#ifndef ETL_PUBLISH_SCHEMA_H
#define ETL_PUBLISH_SCHEMA_H

#include "lib/app.h"
#include "lib/pg.h"

struct publish_schema {
	struct pg *pg; /* borrowed */
	const char *name;
	char *staging, *reader; /* owned */
	bool is_new;            /* nothing was published there before */
	bool staged;            /* `staging` is there */
	bool staging_made;      /* by us */
	char **fresh;           /* tables in `staging`; owned */
	size_t n_fresh;
	char **gone; /* tables that are no longer of the contract; owned */
	size_t n_gone;
};

/* Takes the schema for this transaction: makes it with what always stands in
 * it. One that another program's tables stand in is refused, and so is one that
 * somebody publishes into. */
int publish_schema_take(struct publish_schema *s, struct pg *pg,
			const char *name, struct err *e) MUST_USE;
void publish_schema_release(struct publish_schema *s);

/* Whether the table is there with these columns; told: what is remembered of
 * its comments. */
int publish_schema_has(struct publish_schema *s, const char *table,
		       const char *shape, bool *has, char *told, size_t told_n,
		       struct err *e) MUST_USE;
/* Remembers both. */
int publish_schema_remember(struct publish_schema *s, const char *table,
			    const char *shape, const char *told,
			    struct err *e) MUST_USE;

/* `staging` is there for the table; it goes to its place in
 * publish_schema_exchange(). */
int publish_schema_stage(struct publish_schema *s, const char *table,
			 struct err *e) MUST_USE;
/* A table of an earlier contract. */
void publish_schema_drop(struct publish_schema *s, const char *table);
/*
 * Staged tables take their places. Where a table stood its readers are waited
 * for: all locks or none, for less than the time after which the server looks
 * for a deadlock, so that no reader is ever the one to give way; then again.
 */
int publish_schema_exchange(struct publish_schema *s, struct log *log,
			    struct err *e) MUST_USE;

/* Who may read: see publish(). */
int publish_schema_grant(struct publish_schema *s, struct log *log,
			 struct err *e) MUST_USE;
/* `meta`: what the store says of itself. */
int publish_schema_meta(struct publish_schema *s, struct app *app,
			struct db *db, struct err *e) MUST_USE;

#endif
