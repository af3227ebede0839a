/*
 * `fetch`: ask the sources what changed.
 */
#include "etl/etl.h"
#include "etl/source.h"

enum {
	O_INDICATOR,
	O_ALL,
	O_DRY_RUN,
	O_COUNT
};

static int fetch(struct app *app, const struct fetch_options *o,
		 struct fetch_summary *did, struct err *e)
{
	int64_t run = 0;
	const char *outcome;
	struct err late = {0};
	int rc;

	if (o->dry_run)
		return etl_fetch(app, o, 0, did, e);
	if (etl_run_begin(app, "fetch", &run, e) < 0)
		return -1;
	rc = etl_fetch(app, o, run, did, e);
	outcome = rc < 0 ? "failed" : did->failed ? "incomplete" : "ok";
	if (etl_run_end(app, run, outcome, rc < 0 ? e->msg : "", did, &late) <
		    0 &&
	    rc == 0)
		rc = err_set(e, late.code, "%s", late.msg);
	return rc;
}

/* Whether all that is named is on this machine. */
static bool is_here(const struct fetch_options *o)
{
	size_t i;

	for (i = 0; o->sources && o->sources[i]; i++) {
		const struct source *s = source_find(o->sources[i]);

		if (s && !s->here)
			return false;
	}
	return o->sources != NULL;
}

static int fetch_main(struct app *app, int argc, char **argv)
{
	struct opt opts[O_COUNT] = {
		[O_INDICATOR] = {.name = "indicator", .takes_value = true},
		[O_ALL] = {.name = "all"},
		[O_DRY_RUN] = {.name = "dry-run"},
	};
	struct fetch_summary did = {0};
	struct fetch_options o;
	struct err e = {0};

	if (opt_parse(opts, O_COUNT, &argc, argv, &e) < 0)
		return cmd_fail(app, &cmd_fetch, &e);
	argv[argc] = NULL;
	o = (struct fetch_options){
		.sources = argc > 1 ? (const char *const *)&argv[1] : NULL,
		.indicators = opts[O_INDICATOR].value,
		.all = opts[O_ALL].given,
		.dry_run = opts[O_DRY_RUN].given,
	};
	if (app->offline && !o.dry_run && !is_here(&o))
		(void)err_set(&e, ERR_USAGE,
			      "--offline was given: nothing can be fetched");
	if (e.code || fetch(app, &o, &did, &e) < 0)
		return cmd_fail(app, &cmd_fetch, &e);
	if (!o.dry_run)
		log_info(&app->log,
			 "fetch: %lld requests, %lld new, %lld same, "
			 "%lld refused",
			 (long long)did.requests, (long long)did.new,
			 (long long)did.same, (long long)did.refused);
	return did.failed ? EXIT_INCOMPLETE : EXIT_OK;
}

const struct cmd cmd_fetch = {
	.name = "fetch",
	.synopsis = "[SOURCE...] [--indicator ID,...] [--all] [--dry-run]",
	.summary = "ask the sources what changed",
	.help = "  --indicator ID,...  only these, followed or not\n"
		"  --all               everything that the source offers; "
		"stopped, it goes\n"
		"                      on where it was\n"
		"  --dry-run           print each request and the reason for "
		"it, ask nothing;\n"
		"                      figures are asked for where a "
		"description says that\n"
		"                      they changed, which is not known "
		"before\n",
	.run = fetch_main,
	.writes = true,
};
