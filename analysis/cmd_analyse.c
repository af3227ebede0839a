/*
 * `analyse`: the stage by itself.
 */
#include "analysis/analysis.h"

static int analyse(struct app *app, struct analysis_summary *s, struct err *e)
{
	struct db *db;
	int rc = -1;

	if (app_store_open(app, DB_WRITE, &db, e) < 0)
		return -1;
	if (db_begin(db, e) < 0)
		goto out;
	/* The findings are part of what names the picture. */
	if (analysis_run(app, db, s, e) < 0 ||
	    (!s->unchanged && store_put_content_id(db, app->schemas, e) < 0) ||
	    db_commit(db, e) < 0)
		db_rollback(db);
	else
		rc = 0;
out:
	db_close(db);
	return rc;
}

static int cmd_analyse_run(struct app *app, int argc, char **argv)
{
	struct analysis_summary s = {0};
	struct err e = {0};

	if (opt_parse(NULL, 0, &argc, argv, &e) < 0)
		return cmd_fail(app, &cmd_analyse, &e);
	if (argc > 1) {
		(void)err_set(&e, ERR_USAGE, "'%s' is one word too many",
			      argv[1]);
		return cmd_fail(app, &cmd_analyse, &e);
	}
	if (analyse(app, &s, &e) < 0)
		return cmd_fail(app, &cmd_analyse, &e);
	log_info(&app->log, "analyse: %zu trends, %zu clear%s", s.series,
		 s.clear, s.unchanged ? "; nothing has changed" : "");
	return EXIT_OK;
}

const struct cmd cmd_analyse = {
	.name = "analyse",
	.synopsis = "",
	.summary = "find what has changed in the figures",
	.help = "",
	.run = cmd_analyse_run,
	.writes = true,
};
