/*
 * The run ledger: kept in archive.db, where a failed night is remembered too,
 * and copied into tilannekuva.db for those who ask there.
 */
#include "etl/archive.h"
#include "etl/etl.h"
#include "lib/num.h"

int etl_run_begin(struct app *app, const char *command, int64_t *run,
		  struct err *e)
{
	struct archive *a = NULL;
	int rc = archive_open(&a, app, e);

	if (rc == 0)
		rc = archive_run_begin(a, command, app->now, e);
	if (rc == 0)
		*run = archive_run(a);
	archive_close(a);
	return rc;
}

int etl_run_end(struct app *app, int64_t run, const char *outcome,
		const char *message, const struct fetch_summary *did,
		struct err *e)
{
	const struct tally tally = {did->requests, did->bytes, did->new,
				    did->same, did->refused};
	struct archive *a = NULL;
	int rc = archive_open(&a, app, e);

	if (rc == 0)
		rc = archive_run_end(a, run,
				     app->now_fixed ? app->now : when_now(),
				     outcome, message, &tally, e);
	archive_close(a);
	return rc;
}

void etl_run_stage(struct app *app, int64_t run, const char *stage,
		   double seconds, int64_t changed)
{
	struct archive *a = NULL;
	struct err e = {0};

	if (archive_open(&a, app, &e) < 0 ||
	    archive_run_stage(a, run, stage, seconds, changed, &e) < 0)
		log_warn(&app->log, "the ledger lacks %s: %s", stage, e.msg);
	archive_close(a);
	log_event(&app->log, "stage", "{s:I,s:s,s:f,s:b,s:I}", "run",
		  (long long)run, "stage", stage, "seconds", seconds, "failed",
		  changed < 0, "changed",
		  (long long)(changed < 0 ? 0 : changed));
}

/* Every row of the query into the statement, column by column. */
static int copy_rows(struct db *from, const char *query, struct db *to,
		     const char *insert, struct err *e)
{
	struct stmt *in = NULL, *out = NULL;
	int got = -1, i;

	if (stmt_new(&in, from, query, e) < 0 ||
	    stmt_new(&out, to, insert, e) < 0)
		goto out;
	while ((got = stmt_step(in, e)) == 1) {
		stmt_reset(out);
		for (i = 0; i < stmt_columns(in); i++) {
			switch (stmt_col_type(in, i)) {
			case SQLITE_NULL:
				stmt_null(out, i + 1);
				break;
			case SQLITE_INTEGER:
				stmt_int(out, i + 1, stmt_col_int(in, i));
				break;
			case SQLITE_FLOAT:
				stmt_double(out, i + 1, stmt_col_double(in, i));
				break;
			default:
				stmt_text(out, i + 1, stmt_col_text(in, i));
			}
		}
		if (stmt_run(out, e) < 0) {
			got = -1;
			break;
		}
	}
out:
	stmt_free(out);
	stmt_free(in);
	return got;
}

int etl_ledger_copy(struct app *app, struct db *db, struct err *e)
{
	struct archive *a = NULL;
	int rc = -1;

	if (archive_open(&a, app, e) < 0 ||
	    db_script(db, "DELETE FROM run_stage; DELETE FROM run;", e) < 0 ||
	    copy_rows(archive_db(a),
		      "SELECT id, command, version, started_at, ended_at,"
		      "  outcome, requests, bytes, new, same, refused, message"
		      "  FROM run LEFT JOIN run_end ON run = id ORDER BY id",
		      db,
		      "INSERT INTO run VALUES"
		      "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
		      e) < 0)
		goto out;
	rc = copy_rows(archive_db(a),
		       "SELECT run, stage, seconds, changed FROM run_stage", db,
		       "INSERT INTO run_stage VALUES (?1, ?2, ?3, ?4)", e);
out:
	archive_close(a);
	return rc;
}
