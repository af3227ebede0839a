/*
 * `run`, the nightly job, and `rebuild`: the only commands that cross rooms. A
 * picture is loaded and analysed before it is shown; how it is published is
 * etl/picture.c's.
 */
#include "cmd_run.h"

#include "analysis/analysis.h"
#include "briefing/briefing.h"
#include "etl/etl.h"
#include "lib/num.h"
#include "plots/plots.h"

/* What follows a load, before anybody sees it. */
static int find_trends(void *ctx, struct app *app, struct db *db, bool anew,
		       struct err *e)
{
	if (analysis_run(app, db, ctx, e) < 0)
		return -1;
	return anew ? plots_carry(app, db, e) : 0;
}

static int make_picture(struct app *app, bool anew, const char *as_of,
			struct load_summary *load, struct err *e)
{
	struct analysis_summary found = {0};
	const struct picture p = {.as_of = as_of,
				  .anew = anew,
				  .complete = find_trends,
				  .ctx = &found};

	if (etl_picture_make(app, &p, load, e) < 0)
		return -1;
	log_info(&app->log, "load: %zu answers, %zu figures changed%s",
		 load->answers, load->changed,
		 load->anew ? ", the store was made anew" : "");
	log_info(&app->log, "analyse: %zu trends, %zu clear%s", found.series,
		 found.clear, found.unchanged ? ", nothing to compute" : "");
	return 0;
}

/* Charts and pages of the picture that is published. */
static int show_picture(struct app *app, struct err *e)
{
	struct plots_summary plots = {0};
	struct briefing_summary pages = {0};
	struct db *db = NULL;
	int rc = app_store_open(app, DB_WRITE, &db, e);

	if (rc == 0)
		rc = plots_run(app, db, &plots, e);
	if (rc == 0)
		log_info(&app->log, "plot: %zu charts, %zu drawn", plots.charts,
			 plots.drawn);
	if (rc == 0)
		rc = briefing_run(app, db, &pages, e);
	if (rc == 0)
		log_info(&app->log, "brief: %zu pages, %zu written",
			 pages.pages, pages.written);
	db_close(db);
	return rc;
}

/* Every stage; a stage that fails stops the later ones, what was shown stays.
 * *incomplete: something could not be had, the rest was done. */
static int run_stages(struct app *app, int64_t run, struct fetch_summary *did,
		      bool *incomplete, struct err *e)
{
	const struct fetch_options all = {0};
	struct load_summary load = {0};

	if (!app->offline) {
		if (etl_fetch(app, &all, run, did, e) < 0)
			return -1;
		log_info(&app->log,
			 "fetch: %lld requests, %lld new, %lld same, "
			 "%lld refused",
			 (long long)did->requests, (long long)did->new,
			 (long long)did->same, (long long)did->refused);
	}
	if (make_picture(app, false, NULL, &load, e) < 0)
		return -1;
	*incomplete = did->failed || load.refused;
	return show_picture(app, e);
}

/* The ledger's last word on this run, for those who ask the store. */
static int end_run(struct app *app, int64_t run, const char *outcome,
		   const char *message, const struct fetch_summary *did,
		   struct err *e)
{
	struct db *db = NULL;
	struct err none = {0};
	int rc = etl_run_end(app, run, outcome, message, did, e);

	if (rc < 0 || app_store_open(app, DB_WRITE, &db, &none) < 0)
		return rc; /* no store yet: nobody to tell */
	rc = db_begin(db, e);
	if (rc == 0)
		rc = etl_ledger_copy(app, db, e);
	if (rc == 0)
		rc = db_commit(db, e);
	db_close(db);
	return rc;
}

static int run_main(struct app *app, int argc, char **argv)
{
	struct fetch_summary did = {0};
	struct err e = {0}, late = {0};
	bool incomplete = false;
	int64_t run = 0;
	int rc = opt_parse(NULL, 0, &argc, argv, &e), status;

	if (rc == 0 && argc > 1)
		rc = err_set(&e, ERR_USAGE, "'%s' is not expected", argv[1]);
	if (rc < 0 || etl_run_begin(app, "run", &run, &e) < 0)
		return cmd_fail(app, &cmd_run, &e);
	rc = run_stages(app, run, &did, &incomplete, &e);
	status = rc < 0       ? cmd_fail(app, &cmd_run, &e)
		 : incomplete ? EXIT_INCOMPLETE
			      : EXIT_OK;
	if (end_run(app, run,
		    rc < 0       ? "failed"
		    : incomplete ? "incomplete"
				 : "ok",
		    e.msg, &did, &late) < 0)
		status = cmd_fail(app, &cmd_run, &late);
	return status;
}

const struct cmd cmd_run = {
	.name = "run",
	.synopsis = "",
	.summary = "fetch, load, analyse, plot, brief: the nightly job",
	.help = "With --offline: without fetch, on what the archive holds.\n",
	.run = run_main,
	.writes = true,
};

enum {
	O_AS_OF,
	O_COUNT
};

static int as_of_time(const char *s, char out[WHEN_TEXT], struct err *e)
{
	int64_t t;

	if (!when_parse_until(s, &t))
		return err_set(e, ERR_USAGE,
			       "--as-of '%s': a date such as 2014-01-01 is "
			       "expected",
			       s);
	(void)when_text(out, t);
	return 0;
}

static int rebuild_main(struct app *app, int argc, char **argv)
{
	struct opt opts[O_COUNT] = {
		[O_AS_OF] = {.name = "as-of", .takes_value = true}};
	char until[WHEN_TEXT] = "";
	struct load_summary did = {0};
	struct err e = {0};
	int rc = opt_parse(opts, O_COUNT, &argc, argv, &e);

	if (rc == 0 && argc > 1)
		rc = err_set(&e, ERR_USAGE, "'%s' is not expected", argv[1]);
	if (rc == 0 && opts[O_AS_OF].given)
		rc = as_of_time(opts[O_AS_OF].value, until, &e);
	if (rc == 0)
		rc = make_picture(app, true, until[0] ? until : NULL, &did, &e);
	if (rc < 0)
		return cmd_fail(app, &cmd_rebuild, &e);
	return did.refused ? EXIT_INCOMPLETE : EXIT_OK;
}

const struct cmd cmd_rebuild = {
	.name = "rebuild",
	.synopsis = "[--as-of DATE]",
	.summary = "make tilannekuva.db anew from the archive and config/",
	.help = "  --as-of DATE   as it was known at the end of that day "
		"(UTC);\n"
		"                 the next `run` comes back to today\n",
	.run = rebuild_main,
	.writes = true,
};
