/*
 * `load`: the archive's answers into tilannekuva.db, that stage alone.
 */
#include "etl/etl.h"

/* A first or large load is made beside the store and renamed over it. */
static int load_beside(struct app *app, const char *path,
		       struct load_summary *did, struct err *e)
{
	char *fresh = xasprintf("%s.new", path);
	struct db *db = NULL;
	int rc = -1;

	if (store_create(&db, fresh, app->schemas, e) == 0 &&
	    etl_load_all(app, db, NULL, did, e) == 0 && db_begin(db, e) == 0 &&
	    etl_ledger_copy(app, db, e) == 0 &&
	    store_put_content_id(db, app->schemas, e) == 0 &&
	    db_commit(db, e) == 0)
		rc = store_publish(&db, fresh, path, e);
	db_close(db);
	free(fresh);
	return rc;
}

static int load_into(struct app *app, struct db *db, struct load_summary *did,
		     struct err *e)
{
	if (db_begin(db, e) < 0 || etl_load_new(app, db, did, e) < 0 ||
	    etl_ledger_copy(app, db, e) < 0 ||
	    store_put_content_id(db, app->schemas, e) < 0)
		return -1;
	return db_commit(db, e);
}

static int load(struct app *app, struct load_summary *did, struct err *e)
{
	char *path = app_var_path(app, "tilannekuva.db");
	bool large = true, any = true;
	struct db *db = NULL;
	int rc = 0;

	if (store_is_current(path, app->schemas))
		rc = app_store_open(app, DB_WRITE, &db, e);
	if (rc == 0 && db)
		rc = etl_load_is_large(app, db, &large, &any, e);
	if (rc == 0 && !large)
		rc = load_into(app, db, did, e);
	db_close(db);
	if (rc == 0 && large)
		rc = load_beside(app, path, did, e);
	free(path);
	return rc;
}

static int load_main(struct app *app, int argc, char **argv)
{
	struct load_summary did = {0};
	struct err e = {0};
	int rc = opt_parse(NULL, 0, &argc, argv, &e);

	if (rc == 0 && argc > 1)
		rc = err_set(&e, ERR_USAGE, "'%s' is not expected", argv[1]);
	if (rc == 0)
		rc = load(app, &did, &e);
	if (rc < 0)
		return cmd_fail(app, &cmd_load, &e);
	log_info(&app->log, "load: %zu answers, %zu figures changed",
		 did.answers, did.changed);
	return did.refused ? EXIT_INCOMPLETE : EXIT_OK;
}

const struct cmd cmd_load = {
	.name = "load",
	.synopsis = "",
	.summary = "load what the archive has got since the last load",
	.help = "That stage alone: `analyse`, `plot` and `brief` follow it.\n",
	.run = load_main,
	.writes = true,
};
