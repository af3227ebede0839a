/*
 * How a picture gets published: whole, as one transaction on tilannekuva.db. A
 * first, large or asked-for one is made in a file beside it and brought in when
 * it is finished.
 */
#include "etl/etl.h"

#include "lib/num.h"
#include "lib/sums.h"

/* What follows a load, in the same transaction. */
static int complete(struct app *app, struct db *db, const struct picture *p,
		    bool anew, struct err *e)
{
	if (p->complete && p->complete(p->ctx, app, db, anew, e) < 0)
		return -1;
	if (store_put_content_id(db, app->schemas, e) < 0)
		return -1;
	return etl_ledger_copy(app, db, e);
}

static int make_beside(struct app *app, const char *path, const char *fresh,
		       const struct picture *p, struct load_summary *out,
		       struct err *e)
{
	struct db *db = NULL;
	int rc = -1;

	/* Published is what its WAL was folded into and the disk has got; of a
	 * run that was killed before nothing is taken up again. */
	if (store_create(&db, fresh, app->schemas, e) == 0 &&
	    db_draft(db, e) == 0 &&
	    etl_load_all(app, db, p->as_of, out, e) == 0 &&
	    db_draft_end(db, e) == 0 && db_begin(db, e) == 0 &&
	    complete(app, db, p, true, e) == 0 && db_commit(db, e) == 0)
		rc = store_publish(&db, fresh, path, e);
	out->anew = true;
	db_close(db);
	store_remove(fresh);
	return rc;
}

static int make_inside(struct app *app, struct db *db, const struct picture *p,
		       struct load_summary *out, struct err *e)
{
	if (db_begin(db, e) < 0)
		return -1;
	if (etl_load_new(app, db, out, e) < 0 ||
	    complete(app, db, p, false, e) < 0) {
		db_rollback(db);
		return -1;
	}
	return db_commit(db, e);
}

/* Brings the store along that is there; *way is LOAD_ALONG where that was all,
 * and what is to be done where it was not. */
static int bring_along(struct app *app, const char *path,
		       const struct picture *p, enum load_way *way,
		       struct load_summary *out, struct err *e)
{
	struct db *db = NULL;
	int64_t damaged = 0;
	int rc;

	/* Also what this night does not look at: others read it. Of a large
	 * store another share each day. */
	if (sums_check(path, app->now / 86400, &damaged, e) < 0)
		return -1;
	if (damaged)
		return err_set(e, ERR_DAMAGE, "%s: page %lld is damaged", path,
			       (long long)damaged);
	rc = app_store_open(app, DB_WRITE, &db, e);
	if (rc == 0)
		rc = etl_load_way(app, db, way, e);
	if (rc == 0 && *way == LOAD_ALONG)
		rc = make_inside(app, db, p, out, e);
	db_close(db);
	return rc;
}

int etl_picture_make(struct app *app, const struct picture *p,
		     struct load_summary *out, struct err *e)
{
	char *path = app_var_path(app, "tilannekuva.db");
	char *fresh = app_var_path(app, "tilannekuva.db.new");
	enum load_way way = LOAD_ANEW;
	int rc = 0;

	store_remove(fresh); /* of a run that was killed */
	if (!p->anew && store_is_current(path, app->schemas))
		rc = bring_along(app, path, p, &way, out, e);
	if (rc < 0 && e->code == ERR_DAMAGE && strstr(e->msg, path)) {
		log_warn(&app->log, "%s: it is made anew", e->msg);
		err_clear(e);
		way = LOAD_ANEW;
		rc = 0;
	}
	if (rc == 0 && way != LOAD_ALONG)
		rc = make_beside(app, path, fresh, p, out, e);
	free(path);
	free(fresh);
	return rc;
}

int etl_picture_private(struct app *app, const struct picture *p,
			struct db **out, struct load_summary *did,
			struct err *e)
{
	struct app then = *app;
	struct db *db = NULL;
	int64_t day;

	if (p->as_of && when_parse_until(p->as_of, &day))
		then.now = day;
	if (store_create_private(&db, app->schemas, e) < 0)
		return -1;
	if (etl_look_all(app, db, p->as_of, did, e) < 0 ||
	    db_begin(db, e) < 0 ||
	    (p->complete && p->complete(p->ctx, &then, db, false, e) < 0) ||
	    db_commit(db, e) < 0) {
		db_close(db);
		return -1;
	}
	*out = db;
	return 0;
}
