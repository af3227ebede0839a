/*
 * tilannekuva: the table of commands, the global options and the settings.
 */
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <unistd.h>

#include "analysis/analysis.h"
#include "briefing/briefing.h"
#include "cmd_run.h"
#include "etl/etl.h"
#include "lib/file.h"
#include "lib/num.h"
#include "plots/plots.h"

/* Where it looks without being told; a package says otherwise. */
#ifndef VAR_DIR
#define VAR_DIR "var"
#endif
#ifndef CONFIG_DIR
#define CONFIG_DIR "config"
#endif

static const struct cmd *const commands[] = {
	&cmd_run,     &cmd_fetch,   &cmd_import,     &cmd_archive,
	&cmd_load,    &cmd_analyse, &cmd_rebuild,    &cmd_status,
	&cmd_check,   &cmd_diff,    &cmd_indicators, &cmd_areas,
	&cmd_sources, &cmd_sql,     &cmd_stat,       &cmd_plot,
	&cmd_brief,   &cmd_export,  &cmd_publish,    &cmd_negotiation,
	&cmd_clock,
};

/* In the order in which the rooms build on each other. */
static const struct schema *const rooms[] = {&etl_schema, &analysis_schema,
					     &plots_schema, &briefing_schema};
static const struct store_schemas schemas = {rooms, ARRAY_LEN(rooms)};

/* Every setting but those of the sources, which bring their own;
 * config/tilannekuva.conf shows them. */
static const struct conf_default settings[] = {
	{"http.contact", CONF_TEXT, "", 0, 0,
	 "e-mail or address that the sources may use to reach you"},
	{"http.connect_timeout_s", CONF_INT, "20", 1, 600,
	 "seconds to wait for a connection"},
	{"http.timeout_s", CONF_INT, "120", 1, 3600, "seconds for one attempt"},
	{"http.budget_s", CONF_INT, "300", 1, 7200,
	 "seconds for all attempts of one request"},
	{"http.attempts", CONF_INT, "4", 1, 20, "attempts of one request"},
	{"run.deadline_min", CONF_INT, "300", 0, 10000,
	 "minutes after which a source is asked no more; 0: no limit"},
	{"run.threads", CONF_INT, "2", 1, 2,
	 "2: answers are read on a thread of their own; 1: on one"},
	{"run.patience_days", CONF_INT, "3", 1, 365,
	 "days without a complete night after which a person is called"},
	{"keep.logs_days", CONF_INT, "90", 1, 36500,
	 "days that journals are kept in VAR/log"},
	{"export.rows", CONF_INT, "1048576", 100, 1048576,
	 "rows of a workbook's sheet; a table fills four at most"},
	{"keep.exports_days", CONF_INT, "30", 1, 36500,
	 "days that exports are kept in VAR/export"},
	{"publish.url", CONF_TEXT, "", 0, 0,
	 "the PostgreSQL database that `run` publishes to; empty: none"},
	{"publish.schema", CONF_TEXT, "tilannekuva", 0, 0, "the schema there"},
	{"quality.hold", CONF_TEXT,
	 "areas, vanished, repeated, shifted, scaled, decimal, swapped, sum, "
	 "denominator, sexes",
	 0, 0, "checks whose errors hold an answer back"},
	{"analysis.population", CONF_TEXT, "sotkanet:127", 0, 0,
	 "the indicator that counts the inhabitants at the end of each year"},
	{"plot.kinds", CONF_TEXT,
	 "trend, spine, rug, multiples, map, rank, slope, funnel, clock", 0, 0,
	 "kinds of chart that are drawn for the pages"},
	{"plot.langs", CONF_TEXT, "fi, sv, en", 0, 0,
	 "languages of the charts that are drawn for the pages: fi, sv, en"},
	{"site.langs", CONF_TEXT, "fi, sv, en", 0, 0,
	 "languages of the pages; Finnish is always among them"},
	{"site.pdf", CONF_TEXT, "auto", 0, 0,
	 "auto: the briefings as PDF too, where a Chromium is there; no: not"},
	{"site.chromium", CONF_TEXT, "chromium", 0, 0,
	 "the program that prints them: a name in PATH, or a path"},
	{"site.counties", CONF_TEXT, "", 0, 0,
	 "codes of the wellbeing services counties to show, in order"},
	{"site.contact", CONF_TEXT, "", 0, 0,
	 "who keeps the site: an e-mail address or another way to reach them"},
};

static void usage(FILE *out)
{
	size_t i;

	fputs("usage: tilannekuva [--var DIR] [--config DIR] "
	      "[--set SECTION.KEY=VALUE]\n"
	      "                   [--now TIME] [--offline] [-v] COMMAND "
	      "...\n\n",
	      out);
	for (i = 0; i < ARRAY_LEN(commands); i++)
		fprintf(out, "  %-11s %s\n", commands[i]->name,
			commands[i]->summary);
	fputs("\n`tilannekuva COMMAND --help` tells more, tilannekuva(1) "
	      "all; --version\nsays which program this is.\n",
	      out);
}

static void command_help(const struct cmd *c)
{
	printf("usage: tilannekuva %s%s%s\n\n%s\n%s", c->name,
	       c->synopsis[0] ? " " : "", c->synopsis, c->summary, c->help);
}

static const struct cmd *command_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(commands); i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static bool wants_help(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], "--help") == 0)
			return true;
	return false;
}

struct globals {
	const char *set[64]; /* --set, in order */
	size_t n_set;
	bool config; /* --config was given */
	bool help, version;
};

static int global_option(struct app *app, struct globals *g, int c,
			 struct err *e)
{
	switch (c) {
	case 'V':
		app->var_dir = optarg;
		return 0;
	case 'C':
		app->config_dir = optarg;
		g->config = true;
		return 0;
	case 'S':
		if (g->n_set == ARRAY_LEN(g->set))
			return err_set(e, ERR_USAGE, "--set: too many");
		g->set[g->n_set++] = optarg;
		return 0;
	case 'N':
		app->now_fixed = true;
		return when_parse(optarg, &app->now)
			       ? 0
			       : err_set(e, ERR_USAGE,
					 "--now '%s': 2025-11-01T03:00:00Z is "
					 "expected",
					 optarg);
	case 'O':
		app->offline = true;
		return 0;
	case 'v':
		app->log.level = LOG_DEBUG;
		return 0;
	case 'h':
		g->help = true;
		return 0;
	case 'P':
		g->version = true;
		return 0;
	default:
		return err_set(e, ERR_USAGE, "see `tilannekuva --help`");
	}
}

static int global_options(struct app *app, struct globals *g, int argc,
			  char **argv, struct err *e)
{
	static const struct option longs[] = {
		{"var", required_argument, NULL, 'V'},
		{"config", required_argument, NULL, 'C'},
		{"set", required_argument, NULL, 'S'},
		{"now", required_argument, NULL, 'N'},
		{"offline", no_argument, NULL, 'O'},
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'P'},
		{NULL, 0, NULL, 0}};
	int c;

	while ((c = getopt_long(argc, argv, "+v", longs, NULL)) != -1)
		if (global_option(app, g, c, e) < 0)
			return -1;
	return 0;
}

static int read_settings(struct app *app, const struct globals *g,
			 struct err *e)
{
	char *path = app_config_path(app, "tilannekuva.conf");
	size_t i;
	int rc = 0;

	/* Without one every setting has its default; a folder that was named
	 * must hold it. */
	if (g->config || file_exists(path))
		rc = conf_read_file(app->conf, path, e);
	free(path);
	for (i = 0; rc == 0 && i < g->n_set; i++)
		rc = conf_set(app->conf, g->set[i], e);
	return rc;
}

/* VAR/log/DAY.jsonl. Where it cannot be written the command runs without. */
static void open_journal(struct app *app)
{
	char at[WHEN_TEXT], *name, *path;
	struct err e = {0};

	name = xasprintf("log/%.10s.jsonl", when_text(at, app->now));
	path = app_var_path(app, name);
	if (log_journal_open(&app->log, path, app->now_fixed ? &app->now : NULL,
			     &e) < 0)
		log_warn(&app->log, "no journal: %s", e.msg);
	free(name);
	free(path);
}

/* Runs the command, alone in its var folder where it writes there. */
static int run_command(struct app *app, const struct cmd *c, int argc,
		       char **argv)
{
	char *path = app_var_path(app, "lock");
	struct err e = {0};
	int lock = -1, status;

	if (c->writes) {
		if (file_mkdirs(app->var_dir, &e) == 0) {
			open_journal(app);
			lock = file_lock(path, &e);
		}
		if (lock == -2)
			(void)err_set(&e, ERR_IO,
				      "another tilannekuva is at work in %s",
				      app->var_dir);
	}
	log_event(&app->log, "begin", "{s:s,s:s,s:i}", "command", c->name,
		  "version", TILANNEKUVA_VERSION, "pid", (int)getpid());
	status = e.code ? cmd_fail(app, c, &e) : c->run(app, argc, argv);
	log_event(&app->log, "end", "{s:s,s:i,s:i}", "command", c->name, "pid",
		  (int)getpid(), "status", status);
	if (lock >= 0)
		(void)close(lock);
	free(path);
	return status;
}

static int tilannekuva(struct app *app, int argc, char **argv)
{
	struct globals g = {0};
	const struct cmd *c;
	struct err e = {0};

	if (global_options(app, &g, argc, argv, &e) < 0)
		goto usage;
	if (g.help || (optind < argc && strcmp(argv[optind], "help") == 0)) {
		usage(stdout);
		return EXIT_OK;
	}
	if (g.version) {
		puts("tilannekuva " TILANNEKUVA_VERSION);
		return EXIT_OK;
	}
	if (optind >= argc) {
		usage(stderr);
		return EXIT_USAGE;
	}
	c = command_find(argv[optind]);
	if (!c) {
		(void)err_set(&e, ERR_USAGE,
			      "'%s' is no command: see `tilannekuva --help`",
			      argv[optind]);
		goto usage;
	}
	if (wants_help(argc - optind, argv + optind)) {
		command_help(c);
		return EXIT_OK;
	}
	if (read_settings(app, &g, &e) < 0)
		goto usage;
	return run_command(app, c, argc - optind, argv + optind);
usage:
	log_error(&app->log, "%s", e.msg);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	struct app app = {
		.var_dir = VAR_DIR,
		.config_dir = CONFIG_DIR,
		.now = when_now(),
		.schemas = &schemas,
	};
	int status;

	mem_keep();
	mem_for_jansson();
	(void)signal(SIGPIPE, SIG_IGN);
	/* Nobody reads along where standard error is no terminal: cron would
	 * mail each night's good news. The journal has them. */
	log_init(&app.log, stderr,
		 isatty(STDERR_FILENO) == 1 ? LOG_INFO : LOG_WARN);
	app.conf = conf_new(settings, ARRAY_LEN(settings));
	etl_settings(app.conf);
	status = tilannekuva(&app, argc, argv);
	conf_free(app.conf);
	if (fflush(stdout) != 0 && errno != EPIPE && status == EXIT_OK) {
		log_error(&app.log, "standard output cannot be written");
		status = EXIT_INCOMPLETE;
	}
	log_journal_close(&app.log);
	return status;
}
