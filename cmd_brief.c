/*
 * `brief`: makes the site or reads it back, tells which of its files are whose,
 * or freezes the picture of a day for a meeting.
 */
#include "lib/base.h"

#include "briefing/briefing.h"
#include "briefing/check.h"
#include "briefing/files.h"
#include "cmd_run.h"
#include "freeze.h"
#include "lib/file.h"

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
	O_AREA,
	O_NEGOTIATION,
	O_LANG,
	O_CHECK,
	O_FREEZE, /* of those before it goes with --negotiation alone */
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

/* Whether files were asked for, and which. */
static bool choose(struct files_wish *wish, const struct opt *opts)
{
	*wish = (struct files_wish){
		.area = opts[O_AREA].value,
		.negotiation = opts[O_NEGOTIATION].value,
		.lang = opts[O_LANG].value,
	};
	return wish->area || wish->negotiation || wish->lang;
}

/* The paths, a NUL behind each, that are there. */
static void print_files(const struct buf *paths)
{
	const char *end = buf_str(paths) + paths->len;

	for (const char *s = buf_str(paths); s < end; s += strlen(s) + 1)
		if (file_exists(s))
			printf("%s\n", s);
}

static int brief(struct app *app, const struct opt *opts, struct err *e)
{
	struct files_wish wish;
	struct db *db = NULL;
	struct buf paths;
	int rc = -1;

	if (opts[O_FREEZE].given)
		return freeze(app, opts, e);
	if (app_store_open(app, DB_READ, &db, e) < 0)
		return -1;
	buf_init(&paths, BUF_MAX);
	/* what is asked for wrongly is said before anything is made */
	if (choose(&wish, opts) && files_list(&paths, app, db, &wish, e) < 0)
		goto out;
	rc = opts[O_CHECK].given ? check(app, db, e) : make(app, db, e);
	if (rc >= 0)
		print_files(&paths);
out:
	buf_release(&paths);
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
	if (opts[O_OUT].given && !opts[O_FREEZE].given)
		return err_set(e, ERR_USAGE, "--out is for --freeze DATE");
	if (!opts[O_FREEZE].given)
		return 0;
	if (!opts[O_NEGOTIATION].given)
		return err_set(e, ERR_USAGE,
			       "--freeze DATE needs --negotiation ID");
	for (int i = 0; i < O_FREEZE; i++)
		if (opts[i].given && i != O_NEGOTIATION)
			return err_set(e, ERR_USAGE,
				       "--%s does not go with --freeze",
				       opts[i].name);
	return 0;
}

static int run(struct app *app, int argc, char **argv)
{
	struct opt opts[O_N] = {
		[O_AREA] = {.name = "area", .takes_value = true},
		[O_NEGOTIATION] = {.name = "negotiation", .takes_value = true},
		[O_LANG] = {.name = "lang", .takes_value = true},
		[O_CHECK] = {.name = "check"},
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
	.synopsis = "[--area CODE] [--negotiation ID] [--lang L] [--check] | "
		    "--negotiation ID --freeze DATE [--out DIR]",
	.summary =
		"make the pages of the site (var/site), or a meeting's bundle",
	.help = "  --area [KIND:]CODE, --negotiation ID\n"
		"            then print which files are that area's (kunta if "
		"no\n"
		"            kind, or hyvinvointialue) and that negotiation's\n"
		"  --lang L  only those in fi, sv or en; alone: the front "
		"page\n"
		"  --check   read the pages back and compare them with the "
		"database\n"
		"  --negotiation ID --freeze DATE\n"
		"            a folder and a .zip with all pages, charts and "
		"tables of the\n"
		"            negotiation's county, as known at the end of that "
		"day (UTC)\n"
		"  --out DIR the folder (VAR/freeze/ID-DATE)\n",
	.run = run,
};
