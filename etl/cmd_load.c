/*
 * `load`: the archive's answers into tilannekuva.db, that stage alone.
 */
#include "etl/etl.h"

static int load_main(struct app *app, int argc, char **argv)
{
	const struct picture all = {0};
	struct load_summary did = {0};
	struct err e = {0};
	int rc = opt_parse(NULL, 0, &argc, argv, &e);

	if (rc == 0 && argc > 1)
		rc = err_set(&e, ERR_USAGE, "'%s' is not expected", argv[1]);
	if (rc == 0)
		rc = etl_picture_make(app, &all, &did, &e);
	if (rc < 0)
		return cmd_fail(app, &cmd_load, &e);
	log_info(&app->log, "load: %zu answers, %zu figures changed",
		 did.answers, did.changed);
	return did.refused || did.held ? EXIT_INCOMPLETE : EXIT_OK;
}

const struct cmd cmd_load = {
	.name = "load",
	.synopsis = "",
	.summary = "load what the archive has got since the last load",
	.help = "That stage alone: `analyse`, `plot` and `brief` follow it.\n",
	.run = load_main,
	.writes = true,
};
