/*
 * `run`, the nightly job, `rebuild` and `diff`: commands that cross rooms, as
 * `brief` does (cmd_brief.c). A picture is loaded and analysed before it is
 * shown; how it is published is etl/picture.c's.
 */
#include "cmd_run.h"

#include "analysis/analysis.h"
#include "briefing/briefing.h"
#include "etl/etl.h"
#include "lib/dated.h"
#include "lib/num.h"
#include "plots/plots.h"

/* The analysis that happens inside a load's transaction. */
struct inner {
	struct analysis_summary found;
	double seconds;
	bool begun, done;
};

/* What follows a load, before anybody sees it. */
static int find_trends(void *ctx, struct app *app, struct db *db, bool anew,
		       struct err *e)
{
	struct inner *in = ctx;
	double began = when_ticks();

	in->begun = true;
	in->done = analysis_run(app, db, &in->found, e) == 0;
	in->seconds = when_ticks() - began;
	if (!in->done)
		return -1;
	return anew ? plots_carry(app, db, e) : 0;
}

int make_picture(struct app *app, const struct picture *how, int64_t run,
		 struct load_summary *load, struct err *e)
{
	struct inner in = {0};
	struct picture p = *how;
	double began = when_ticks(), took;
	const struct analysis_summary *found = &in.found;
	int rc;

	p.complete = find_trends;
	p.ctx = &in;
	rc = etl_picture_make(app, &p, load, e);
	took = when_ticks() - began - in.seconds;
	if (run)
		etl_run_stage(app, run, "load", took,
			      rc < 0 ? -1 : (int64_t)load->changed);
	if (run && in.begun)
		etl_run_stage(app, run, "analyse", in.seconds,
			      !in.done           ? -1
			      : found->unchanged ? 0
						 : (int64_t)found->series);
	if (rc < 0)
		return -1;
	log_info(&app->log, "load: %zu answers, %zu figures changed%s",
		 load->answers, load->changed,
		 load->anew ? ", the store was made anew" : "");
	log_info(&app->log, "analyse: %zu trends, %zu clear%s", found->series,
		 found->clear, found->unchanged ? ", nothing to compute" : "");
	return 0;
}

/* run: see make_picture(). */
static int draw_charts(struct app *app, struct db *db, int64_t run,
		       struct err *e)
{
	struct plots_summary did = {0};
	double began = when_ticks();
	int rc = plots_run(app, db, &did, e);

	if (run)
		etl_run_stage(app, run, "plot", when_ticks() - began,
			      rc < 0 ? -1 : (int64_t)did.drawn);
	if (rc == 0)
		log_info(&app->log, "plot: %zu charts, %zu drawn", did.charts,
			 did.drawn);
	return rc;
}

static int write_pages(struct app *app, struct db *db, int64_t run,
		       struct err *e)
{
	struct briefing_summary did = {0};
	double began = when_ticks();
	int rc = briefing_run(app, db, &did, e);

	if (run)
		etl_run_stage(app, run, "brief", when_ticks() - began,
			      rc < 0 ? -1 : (int64_t)did.written);
	if (rc == 0)
		log_info(&app->log, "brief: %zu pages, %zu written", did.pages,
			 did.written);
	return rc;
}

int show_picture(struct app *app, int64_t run, struct err *e)
{
	struct db *db = NULL;
	int rc = app_store_open(app, DB_WRITE, &db, e);

	if (rc == 0)
		rc = draw_charts(app, db, run, e);
	if (rc == 0)
		rc = write_pages(app, db, run, e);
	db_close(db);
	return rc;
}

/* Every stage; a stage that fails stops the later ones, what was shown stays.
 * *incomplete: something could not be had, the rest was done. */
static int run_stages(struct app *app, int64_t run, struct fetch_summary *did,
		      bool *incomplete, struct err *e)
{
	const struct fetch_options all = {0};
	const struct picture newest = {0};
	struct load_summary load = {0};

	if (etl_fetch(app, &all, run, did, e) < 0)
		return -1;
	log_info(&app->log,
		 "fetch: %lld requests, %lld new, %lld same, %lld refused",
		 (long long)did->requests, (long long)did->new,
		 (long long)did->same, (long long)did->refused);
	if (make_picture(app, &newest, run, &load, e) < 0)
		return -1;
	*incomplete = did->failed || load.refused || load.held;
	return show_picture(app, run, e);
}

/* What is shown elsewhere is a copy: where it cannot be had the rest is done.
 */
static int publish_picture(struct app *app, int64_t run, struct err *e)
{
	double began = when_ticks();
	int64_t rows = 0;
	int rc;

	if (!conf_text(app->conf, "publish.url")[0])
		return 0;
	if (app->offline) {
		log_info(&app->log, "publish: nobody is asked");
		return 0;
	}
	rc = etl_publish(app, &rows, e);
	etl_run_stage(app, run, "publish", when_ticks() - began,
		      rc < 0 ? -1 : rows);
	return rc < 0 ? err_wrap(e, "publish") : 0;
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

/* What is kept for a while only. The archive is not among it. */
static void forget_old(struct app *app)
{
	static const struct {
		const char *folder, *suffix, *days;
	} kinds[] = {{"log", ".jsonl", "keep.logs_days"},
		     {"export", NULL, "keep.exports_days"}};
	size_t i, removed;

	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		char *dir = app_var_path(app, kinds[i].folder);
		struct err e = {0};

		if (dated_remove(dir, kinds[i].suffix, app->now,
				 conf_int(app->conf, kinds[i].days), &removed,
				 &e) < 0)
			log_warn(&app->log, "%s", e.msg);
		if (removed)
			log_event(&app->log, "removed", "{s:s,s:I}", "from",
				  dir, "entries", (long long)removed);
		free(dir);
	}
}

static int run_main(struct app *app, int argc, char **argv)
{
	struct fetch_summary did = {0};
	struct err e = {0}, late = {0}, unpublished = {0};
	bool incomplete = false;
	int64_t run = 0;
	int rc = opt_parse(NULL, 0, &argc, argv, &e), status;

	if (rc == 0 && argc > 1)
		rc = err_set(&e, ERR_USAGE, "'%s' is not expected", argv[1]);
	if (rc < 0 || etl_run_begin(app, "run", &run, &e) < 0) {
		/* Without an archive nothing is done, and nobody could read of
		 * it in the ledger: the caller must hear. */
		(void)cmd_fail(app, &cmd_run, &e);
		return EXIT_USAGE;
	}
	rc = run_stages(app, run, &did, &incomplete, &e);
	if (rc == 0 && publish_picture(app, run, &unpublished) < 0) {
		(void)cmd_fail(app, &cmd_run, &unpublished);
		incomplete = true;
	}
	status = rc < 0       ? cmd_fail(app, &cmd_run, &e)
		 : incomplete ? EXIT_INCOMPLETE
			      : EXIT_OK;
	if (end_run(app, run,
		    rc < 0       ? "failed"
		    : incomplete ? "incomplete"
				 : "ok",
		    rc < 0 ? e.msg : unpublished.msg, &did, &late) < 0)
		status = cmd_fail(app, &cmd_run, &late);
	forget_old(app);
	return status;
}

const struct cmd cmd_run = {
	.name = "run",
	.synopsis = "",
	.summary = "fetch, load, analyse, plot, brief: the nightly job",
	.help = "With --offline: nobody is asked, only tables of one's own are "
		"read.\n",
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
	struct picture p = {.anew = true};
	struct load_summary did = {0};
	struct err e = {0};
	int rc = opt_parse(opts, O_COUNT, &argc, argv, &e);

	if (rc == 0 && argc > 1)
		rc = err_set(&e, ERR_USAGE, "'%s' is not expected", argv[1]);
	if (rc == 0 && opts[O_AS_OF].given)
		rc = as_of_time(opts[O_AS_OF].value, until, &e);
	p.as_of = until[0] ? until : NULL;
	if (rc == 0)
		rc = make_picture(app, &p, 0, &did, &e);
	if (rc < 0)
		return cmd_fail(app, &cmd_rebuild, &e);
	return did.refused || did.held ? EXIT_INCOMPLETE : EXIT_OK;
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

static int diff_main(struct app *app, int argc, char **argv)
{
	struct inner in = {0};
	const struct picture analysed = {.complete = find_trends, .ctx = &in};

	return etl_diff(app, &cmd_diff, argc, argv, &analysed);
}

const struct cmd cmd_diff = {
	.name = "diff",
	.synopsis = "[--figures] [--kind K,...] [--indicator ID,...] "
		    "[--negotiation ID] [DATE] [DATE]",
	.summary = "what changed between two days, as it was known then",
	.help = "  --figures        a row for each figure, not for each year\n"
		"  --kind K         these kinds of change alone\n"
		"  --indicator ID   these indicators alone, without areas\n"
		"  --negotiation ID what tells of its priorities alone, by "
		"priority; from\n"
		"                   its day on if no DATE is given; verdicts "
		"that changed too\n"
		"A verdict of the past is found again, by today's methods, "
		"from "
		"what was known\nthen: seconds to minutes, kept in "
		"VAR/verdicts for the next time.\n"
		"A day is taken to its end (UTC); the second one is today if "
		"left out.\n",
	.run = diff_main,
};
