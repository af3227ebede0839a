/*
 * `brief`: makes the site, reads it back, or freezes the picture of a day for a
 * meeting.
 */
#include "lib/base.h"

#include "briefing/briefing.h"
#include "briefing/check.h"
#include "cmd_run.h"
#include "freeze.h"

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

enum {
	O_CHECK,
	O_NEGOTIATION,
	O_FREEZE,
	O_OUT,
	O_N
};

static int freeze(struct app *app, const struct opt *opts, struct err *e)
{
	const struct freeze_order order = {
		.negotiation = opts[O_NEGOTIATION].value,
		.day = opts[O_FREEZE].value,
		.out = opts[O_OUT].value,
	};
	char *where = NULL;

	if (freeze_make(app, &order, &where, e) < 0)
		return -1;
	printf("%s\n", where);
	free(where);
	return EXIT_OK;
}

static int brief(struct app *app, const struct opt *opts, struct err *e)
{
	struct db *db = NULL;
	int rc;

	if (opts[O_FREEZE].given)
		return freeze(app, opts, e);
	if (app_store_open(app, DB_READ, &db, e) < 0)
		return -1;
	rc = opts[O_CHECK].given ? check(app, db, e) : make(app, db, e);
	db_close(db);
	return rc;
}

static int parse(struct opt *opts, int argc, char **argv, struct err *e)
{
	if (opt_parse(opts, O_N, &argc, argv, e) < 0)
		return -1;
	if (argc > 1)
		return err_set(e, ERR_USAGE, "'%s' is one word too many",
			       argv[1]);
	if (opts[O_FREEZE].given != opts[O_NEGOTIATION].given)
		return err_set(
			e, ERR_USAGE,
			"--negotiation ID and --freeze DATE go together");
	if (opts[O_OUT].given && !opts[O_FREEZE].given)
		return err_set(e, ERR_USAGE, "--out is for --freeze DATE");
	if (opts[O_CHECK].given && opts[O_FREEZE].given)
		return err_set(e, ERR_USAGE,
			       "--check reads the site back: it does not go "
			       "with --freeze");
	return 0;
}

static int run(struct app *app, int argc, char **argv)
{
	struct opt opts[O_N] = {
		[O_CHECK] = {.name = "check"},
		[O_NEGOTIATION] = {.name = "negotiation", .takes_value = true},
		[O_FREEZE] = {.name = "freeze", .takes_value = true},
		[O_OUT] = {.name = "out", .takes_value = true},
	};
	struct err e = {0};
	unsigned warned = app->log.warnings;
	int rc = parse(opts, argc, argv, &e);

	if (rc == 0)
		rc = brief(app, opts, &e);
	if (rc < 0)
		return cmd_fail(app, &cmd_brief, &e);
	/* a page or a chart was left out */
	return app->log.warnings > warned ? EXIT_INCOMPLETE : rc;
}

const struct cmd cmd_brief = {
	.name = "brief",
	.synopsis = "[--check] [--negotiation ID --freeze DATE [--out DIR]]",
	.summary =
		"make the pages of the site (var/site), or a meeting's bundle",
	.help = "  --check   read the pages back and compare them with the "
		"database\n"
		"  --negotiation ID --freeze DATE\n"
		"            a folder and a .zip with all pages, charts and "
		"tables of the\n"
		"            negotiation's county, as known at the end of that "
		"day (UTC)\n"
		"  --out DIR the folder (VAR/freeze/ID-DATE)\n",
	.run = run,
};
