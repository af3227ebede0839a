/*
 * `publish [URL]`: the contract in PostgreSQL.
 */
#include "etl/etl.h"
#include "etl/publish.h"
#include "lib/pg.h"

static int publish_told(struct app *app, const char *url, const char *schema,
			int64_t *rows, struct err *e)
{
	struct publish_summary did = {0};

	if (publish(app, url, schema, &did, e) < 0)
		return -1;
	log_info(&app->log,
		 "publish: %zu tables, %zu of them made, %zu changed, %lld "
		 "rows copied",
		 did.tables, did.made, did.changed, (long long)did.rows);
	*rows = did.rows;
	return 0;
}

int etl_publish(struct app *app, int64_t *rows, struct err *e)
{
	return publish_told(app, conf_text(app->conf, "publish.url"),
			    conf_text(app->conf, "publish.schema"), rows, e);
}

static int publish_parse(struct app *app, struct opt *schema, int *argc,
			 char **argv, const char **url, struct err *e)
{
	if (opt_parse(schema, 1, argc, argv, e) < 0)
		return -1;
	if (*argc > 2)
		return err_set(e, ERR_USAGE, "one address is expected");
	*url = *argc == 2 ? argv[1] : conf_text(app->conf, "publish.url");
	if (!**url)
		return err_set(e, ERR_USAGE,
			       "postgresql://USER@HOST/DATABASE is expected, "
			       "or setting publish.url");
	if (app->offline)
		return err_set(e, ERR_USAGE, "--offline: nobody is asked");
	return 0;
}

static int publish_main(struct app *app, int argc, char **argv)
{
	struct opt schema = {.name = "schema", .takes_value = true};
	const char *given = NULL;
	struct err e = {0};
	char *url = NULL;
	int64_t rows;
	int rc = publish_parse(app, &schema, &argc, argv, &given, &e);

	if (rc == 0) {
		/* whoever lists processes need not read a password */
		url = xstrdup(given);
		for (int i = 1; i < argc; i++)
			pg_url_hide(argv[i]);
		rc = publish_told(
			app, url,
			schema.given ? schema.value
				     : conf_text(app->conf, "publish.schema"),
			&rows, &e);
	}
	free(url);
	return rc < 0 ? cmd_fail(app, &cmd_publish, &e) : EXIT_OK;
}

const struct cmd cmd_publish = {
	.name = "publish",
	.synopsis = "[--schema NAME] [URL]",
	.summary = "the views as tables of a PostgreSQL database",
	.help = "  --schema NAME   into this schema (publish.schema if left "
		"out)\n"
		"  URL             postgresql://USER@HOST:PORT/DATABASE "
		"(publish.url if left\n"
		"                  out); a password stands better in "
		"~/.pgpass\n"
		"Only what changed since the last time is copied; who reads "
		"sees the old or\n"
		"the new picture.\n",
	.run = publish_main,
	.writes = true,
};
