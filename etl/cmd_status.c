/*
 * `status`: how things stand, for people, for a monitor, or only where somebody
 * has to do something. It tells what is known when either store is away.
 */
#include "etl/etl.h"
#include "etl/health.h"

enum {
	O_METRICS,
	O_ALARM,
	O_COUNT
};

static void print_metrics(const struct health *h)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	health_metrics(h, &b);
	fputs(buf_str(&b), stdout);
	buf_release(&b);
}

static int status_main(struct app *app, int argc, char **argv)
{
	struct opt opts[O_COUNT] = {
		[O_METRICS] = {.name = "metrics"},
		[O_ALARM] = {.name = "alarm"},
	};
	struct health h;
	struct err e = {0};
	bool well;
	int rc = opt_parse(opts, O_COUNT, &argc, argv, &e);

	if (rc == 0 && argc > 1)
		rc = err_set(&e, ERR_USAGE, "'%s' is not expected", argv[1]);
	if (rc == 0 && opts[O_METRICS].given && opts[O_ALARM].given)
		rc = err_set(&e, ERR_USAGE,
			     "--metrics and --alarm do not go together");
	if (rc < 0)
		return cmd_fail(app, &cmd_status, &e);
	health_read(&h, app);
	well = health_is_well(&h);
	if (opts[O_METRICS].given) {
		print_metrics(&h);
		/* A collector reads how it is from the metrics. */
		well = true;
	} else if (opts[O_ALARM].given) {
		bool needed;

		health_alarm(&h, conf_int(app->conf, "run.patience_days"),
			     stdout, &needed);
		well = !needed;
	} else {
		health_print(&h, stdout);
	}
	health_release(&h);
	return well ? EXIT_OK : EXIT_INCOMPLETE;
}

const struct cmd cmd_status = {
	.name = "status",
	.synopsis = "[--metrics | --alarm]",
	.summary = "last runs, what is held, what is stale or missing",
	.help = "  --metrics  the same as OpenMetrics text, for a monitor\n"
		"  --alarm    nothing, unless a person is needed: the last run "
		"failed or\n"
		"             was killed, no night was complete for "
		"run.patience_days, or\n"
		"             a store cannot be read\n"
		"Exit status 1 where the last run did not go well; with "
		"--alarm, where a\n"
		"person is needed; with --metrics always 0.\n",
	.run = status_main,
};
