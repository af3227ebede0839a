/*
 * The room that fetches and loads: the only code that touches the network, and
 * the only one that knows archive.db.
 */
#ifndef ETL_ETL_H
#define ETL_ETL_H

#include "lib/app.h"

extern const struct schema etl_schema;
extern const struct cmd cmd_fetch, cmd_import, cmd_archive, cmd_load,
	cmd_status, cmd_indicators, cmd_areas, cmd_sources, cmd_sql, cmd_check,
	cmd_export, cmd_publish, cmd_negotiation, cmd_clock;

struct fetch_options {
	const char *const *sources; /* NULL-terminated names; NULL: all */
	const char *indicators;     /* "127,228"; NULL: those followed */
	bool all;                   /* everything that the source offers */
	bool dry_run;
};

struct fetch_summary {
	int64_t requests, bytes, new, same, refused;
	size_t failed; /* indicators and lists that could not be had */
};

struct load_summary {
	size_t answers; /* loaded */
	size_t changed; /* figures that are other than before */
	size_t refused; /* accepted answers that this program cannot read */
	size_t held;    /* answers that the checks hold back by now, of what is
			   followed */
	bool anew;      /* the store was made beside and renamed */
};

/* How what came is loaded. */
enum load_way {
	LOAD_ALONG, /* etl_load_new() */
	LOAD_LARGE, /* so much that a store beside is better */
	LOAD_ANEW,  /* etl_load_new() would be wrong: a list of areas, other
		       tables of areas in config/, an answer older than one
		       that is loaded, a store of a past day, other rules of
		       what is held back or corrected */
};

/* How tilannekuva.db is to be brought up to the archive. */
struct picture {
	const char *as_of; /* see load_all(); NULL: everything */
	bool anew;         /* in any case, however little came */
	/* What follows the load in its transaction, or NULL; anew: the store is
	 * a new one beside the published one. */
	int (*complete)(void *ctx, struct app *app, struct db *db, bool anew,
			struct err *e);
	void *ctx;
};

/* An entry of the run ledger. It is kept in archive.db, so that a failed night
 * is remembered; a run that was never ended was killed. */
int etl_run_begin(struct app *app, const char *command, int64_t *run,
		  struct err *e) MUST_USE;
/* outcome: "ok", "incomplete", "failed". */
int etl_run_end(struct app *app, int64_t run, const char *outcome,
		const char *message, const struct fetch_summary *did,
		struct err *e) MUST_USE;
/* A stage of the run is over: into the ledger and the journal. changed: how
 * much came out other than before (answers, figures, trends, charts, pages);
 * -1: it failed. What the ledger cannot take is a warning: the stage is done.
 */
void etl_run_stage(struct app *app, int64_t run, const char *stage,
		   double seconds, int64_t changed);
/* Copies the ledger into tilannekuva.db. */
int etl_ledger_copy(struct app *app, struct db *db, struct err *e) MUST_USE;

/* A consistent copy of the archive, as `archive backup`. */
int etl_archive_copy(struct app *app, const char *path, struct err *e) MUST_USE;

/* Adds the settings of every source. */
void etl_settings(struct conf *c);

/* Asks what changed; with --offline only the sources on this machine. -1 only
 * where nothing could be done; out->failed where the rest was: also a source
 * that could not begin (no http.contact). */
int etl_fetch(struct app *app, const struct fetch_options *o, int64_t run,
	      struct fetch_summary *out, struct err *e) MUST_USE;
/* Makes the picture and publishes it whole. */
int etl_picture_make(struct app *app, const struct picture *p,
		     struct load_summary *out, struct err *e) MUST_USE;
/* The same for the caller's eyes alone, in a file that SQLite makes and
 * forgets; *out is the caller's to db_close(). What follows the load takes the
 * end of p->as_of for now. Nothing is published, the archive is only read. */
int etl_picture_private(struct app *app, const struct picture *p,
			struct db **out, struct load_summary *did,
			struct err *e) MUST_USE;

/* `publish` as the settings publish.url (not empty) and publish.schema say.
 * *rows: copied. */
int etl_publish(struct app *app, int64_t *rows, struct err *e) MUST_USE;

/* `diff`, for which the verdicts of two days are found: analyse is what follows
 * a load, c the command in whose name errors are told. An exit status. */
int etl_diff(struct app *app, const struct cmd *c, int argc, char **argv,
	     const struct picture *analyse);

/* Loads into an empty store beside the published one. until: see load_all();
 * NULL: everything. */
int etl_load_all(struct app *app, struct db *db, const char *until,
		 struct load_summary *out, struct err *e) MUST_USE;
/* The same, remembering nothing in the archive, which is only read. */
int etl_look_all(struct app *app, struct db *db, const char *until,
		 struct load_summary *out, struct err *e) MUST_USE;
/* Loads what came, inside the caller's transaction, unless that is LOAD_ANEW.
 */
int etl_load_new(struct app *app, struct db *db, struct load_summary *out,
		 struct err *e) MUST_USE;
int etl_load_way(struct app *app, struct db *db, enum load_way *out,
		 struct err *e) MUST_USE;

#endif
