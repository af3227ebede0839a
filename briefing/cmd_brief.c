/*
 * `brief`: makes the site, or reads it back.
 */
#include "lib/base.h"

#include "briefing/briefing.h"
#include "briefing/check.h"

static int make(struct app *app, struct db *db, struct err *e)
{
	struct briefing_summary sum = {0};

	if (briefing_run(app, db, &sum, e) < 0)
		return -1;
	log_info(&app->log, "brief: %zu pages, %zu written", sum.pages,
		 sum.written);
	return EXIT_OK;
}

static int check(struct app *app, struct db *db, struct err *e)
{
	struct check_summary sum;

	if (check_site(app, db, &sum, e) < 0)
		return -1;
	log_info(&app->log,
		 "brief: %zu pages read back, %zu figures and texts compared, "
		 "%zu differences",
		 sum.pages, sum.figures, sum.faults);
	return sum.faults > 0 ? EXIT_INCOMPLETE : EXIT_OK;
}

static int run(struct app *app, int argc, char **argv)
{
	struct opt opts[] = {{.name = "check"}};
	struct db *db = NULL;
	struct err e = {0};
	unsigned warned = app->log.warnings;
	int rc;

	if (opt_parse(opts, ARRAY_LEN(opts), &argc, argv, &e) < 0)
		return cmd_fail(app, &cmd_brief, &e);
	if (argc > 1) {
		(void)err_set(&e, ERR_USAGE, "'%s' is one word too many",
			      argv[1]);
		return cmd_fail(app, &cmd_brief, &e);
	}
	if (app_store_open(app, DB_READ, &db, &e) < 0)
		return cmd_fail(app, &cmd_brief, &e);
	rc = opts[0].given ? check(app, db, &e) : make(app, db, &e);
	db_close(db);
	if (rc < 0)
		return cmd_fail(app, &cmd_brief, &e);
	/* a page or a chart was left out */
	return app->log.warnings > warned ? EXIT_INCOMPLETE : rc;
}

const struct cmd cmd_brief = {
	.name = "brief",
	.synopsis = "[--check]",
	.summary = "make the pages of the site (var/site)",
	.help = "  --check   read the pages back and compare them with the "
		"database\n",
	.run = run,
};
