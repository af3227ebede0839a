/*
 * See freeze.h. All is made in a scratch folder with an archive, a store,
 * charts and a site of its own; nothing of the published is touched.
 */
#include "freeze.h"

#include <unistd.h>

#include "cmd_run.h"
#include "etl/etl.h"
#include "lib/csv.h"
#include "lib/file.h"
#include "lib/num.h"
#include "lib/tree.h"

struct freeze {
	struct app app; /* of the scratch folder, at the end of the day */
	struct app *caller;
	const char *id, *day;
	char until[WHEN_TEXT];
	char county[16];
	char *scratch, *site, *config; /* config/negotiations/ID */
};

/* The negotiation's figures and facts, a file each. */
static const struct {
	const char *name, *sql;
} tables[] = {
	{"v_priority", "SELECT * FROM v_priority WHERE negotiation = ?1"},
	{"v_agreement", "SELECT * FROM v_agreement WHERE negotiation = ?1"},
	{"v_measure", "SELECT * FROM v_measure WHERE negotiation = ?1"},
	{"v_followup", "SELECT * FROM v_followup WHERE negotiation = ?1"},
	{"v_vote", "SELECT * FROM v_vote WHERE negotiation = ?1"},
	{"v_item", "SELECT * FROM v_item WHERE negotiation = ?1"},
	{"v_data_need", "SELECT * FROM v_data_need"},
	{"v_indicator", "SELECT * FROM v_indicator WHERE followed"},
	{"v_latest",
	 "SELECT l.* FROM v_latest AS l WHERE l.area_kind = 'hyvinvointialue'"
	 " AND l.area_code = ?2 OR l.area_kind = 'kunta' AND l.area_code IN"
	 " (SELECT code FROM v_area WHERE kind = 'kunta' AND hva_code = ?2)"},
	{"v_trend",
	 "SELECT l.* FROM v_trend AS l WHERE l.area_kind = 'hyvinvointialue'"
	 " AND l.area_code = ?2 OR l.area_kind = 'kunta' AND l.area_code IN"
	 " (SELECT code FROM v_area WHERE kind = 'kunta' AND hva_code = ?2)"},
	{"v_position",
	 "SELECT l.* FROM v_position AS l WHERE l.area_kind = 'hyvinvointialue'"
	 " AND l.area_code = ?2 OR l.area_kind = 'kunta' AND l.area_code IN"
	 " (SELECT code FROM v_area WHERE kind = 'kunta' AND hva_code = ?2)"},
};

static bool is_plain(const char *s)
{
	return *s && strlen(s) <= 100 &&
	       s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			   "abcdefghijklmnopqrstuvwxyz0123456789-_")] == '\0';
}

static int take_county(void *ctx, const struct csv_row *row, struct err *e)
{
	struct freeze *f = ctx;

	if (!is_plain(row->cells[0]) ||
	    strlen(row->cells[0]) >= sizeof(f->county))
		return csv_cell_error(row, 0, "the code of a county", e);
	snprintf(f->county, sizeof(f->county), "%s", row->cells[0]);
	return 0;
}

/* Only the negotiation's county is shown. */
static int choose_county(struct freeze *f, struct err *e)
{
	static const struct csv_column column = {"county", true};
	char *path = xasprintf("%s/negotiation.csv", f->config);
	const struct csv_spec spec = {
		.file = path, .columns = &column, .n = 1, .extra = true};
	char *setting;
	int rc;

	if (!file_exists(path))
		rc = err_set(e, ERR_USAGE,
			     "--negotiation '%s': there is no %s; `negotiation "
			     "list` tells the ids",
			     f->id, path);
	else
		rc = csv_read_file(path, &spec, take_county, f, e);
	free(path);
	if (rc < 0)
		return -1;
	setting = xasprintf("site.counties=%s", f->county);
	rc = conf_set(f->app.conf, setting, e);
	free(setting);
	return rc;
}

/* The archive is copied, as it stands: what a picture writes back into it (the
 * ledger, rows of follow-up) stays out of the sacred one. */
static int make_scratch(struct freeze *f, struct err *e)
{
	char *archive = xasprintf("%s/archive.db", f->scratch);
	int rc = file_remove_tree(f->scratch, e);

	if (rc == 0)
		rc = file_mkdirs(f->scratch, e);
	if (rc == 0)
		rc = etl_archive_copy(f->caller, archive, e);
	free(archive);
	return rc;
}

/* An empty bundle would be taken for a finding. */
static int check_filled(struct freeze *f, struct err *e)
{
	struct db *db = NULL;
	int64_t any = 0;
	int rc = app_store_open(&f->app, DB_READ, &db, e);

	if (rc == 0)
		rc = db_int(db, "SELECT EXISTS (SELECT 1 FROM v_observation)",
			    0, &any, e);
	db_close(db);
	if (rc == 0 && !any)
		rc = err_set(e, ERR_DATA,
			     "--freeze %s: the archive has no figures from "
			     "that day or before",
			     f->day);
	return rc;
}

static int make_pages(struct freeze *f, struct err *e)
{
	const struct picture p = {.anew = true, .as_of = f->until};
	struct load_summary did = {0};

	if (make_picture(&f->app, &p, 0, &did, e) < 0)
		return -1;
	return check_filled(f, e) < 0 ? -1 : show_picture(&f->app, 0, e);
}

/* --- tables --- */

static int put_table(struct freeze *f, struct db *db, size_t i, struct err *e)
{
	char *path = xasprintf("%s/tables/%s.csv", f->site, tables[i].name);
	struct stmt *q = NULL;
	struct buf b;
	int rc = stmt_new(&q, db, tables[i].sql, e);

	buf_init(&b, BUF_MAX);
	if (rc < 0)
		goto out;
	if (strstr(tables[i].sql, "?1"))
		stmt_text(q, 1, f->id);
	if (strstr(tables[i].sql, "?2"))
		stmt_text(q, 2, f->county);
	for (int c = 0; c < stmt_columns(q); c++)
		csv_put_text(&b, stmt_column_name(q, c));
	csv_end(&b);
	while ((rc = stmt_step(q, e)) > 0) {
		for (int c = 0; c < stmt_columns(q); c++)
			csv_put_text(&b, stmt_col_text(q, c));
		csv_end(&b);
	}
	if (rc == 0)
		rc = buf_check(&b, tables[i].name, e);
	if (rc == 0)
		rc = file_publish(path, buf_str(&b), b.len, e);
out:
	stmt_free(q);
	buf_release(&b);
	free(path);
	return rc;
}

static int put_tables(struct freeze *f, char content_id[130], struct err *e)
{
	char *dir = xasprintf("%s/tables", f->site);
	struct db *db = NULL;
	int rc = file_mkdirs(dir, e);

	if (rc == 0)
		rc = app_store_open(&f->app, DB_READ, &db, e);
	if (rc == 0)
		rc = store_get(db, "content_id", content_id, 130, e);
	for (size_t i = 0; rc == 0 && i < ARRAY_LEN(tables); i++)
		rc = put_table(f, db, i, e);
	db_close(db);
	free(dir);
	return rc;
}

static int put_kept(void *ctx, const char *name, struct err *e)
{
	struct freeze *f = ctx;
	size_t n = strlen(name);
	char *from, *to;
	struct buf b;
	int rc;

	if (n < 5 || strcmp(name + n - 4, ".csv") != 0)
		return 0;
	from = xasprintf("%s/%s", f->config, name);
	to = xasprintf("%s/negotiation/%s", f->site, name);
	buf_init(&b, BUF_MAX);
	rc = file_read(from, &b, e);
	if (rc == 0)
		rc = file_publish(to, buf_str(&b), b.len, e);
	buf_release(&b);
	free(from);
	free(to);
	return rc;
}

static int put_kept_tables(struct freeze *f, struct err *e)
{
	char *dir = xasprintf("%s/negotiation", f->site);
	int rc = file_mkdirs(dir, e);

	if (rc == 0)
		rc = file_list(f->config, put_kept, f, e);
	free(dir);
	return rc;
}

/* --- the list --- */

static int put_text(struct freeze *f, const char *name, const struct buf *b,
		    struct err *e)
{
	char *path = xasprintf("%s/%s", f->site, name);
	int rc = file_publish(path, buf_str(b), b->len, e);

	free(path);
	return rc;
}

static int put_manifest(struct freeze *f, const char *content_id, struct err *e)
{
	struct buf b;
	char *key = xasprintf("%s/.key", f->site);
	int rc;

	/* of the nightly site's own */
	(void)unlink(key);
	free(key);
	buf_init(&b, BUF_MAX);
	buf_printf(&b,
		   "%s %s\n\n"
		   "fi: Neuvottelun aineisto sellaisena kuin se tunnettiin "
		   "%s. Avaa index.html.\n"
		   "sv: Förhandlingens material så som det var känt %s. Öppna "
		   "sv/index.html.\n"
		   "en: The negotiation's material as it was known on %s. Open "
		   "en/index.html.\n\n"
		   "negotiation/  the tables as they are kept\n"
		   "tables/       figures, trends, agreements from the "
		   "database\n"
		   "MANIFEST      a hash of each file; `sha256sum -c MANIFEST` "
		   "checks them\n\n"
		   "content id %s\ntilannekuva %s\n",
		   f->id, f->day, f->day, f->day, f->day, content_id,
		   TILANNEKUVA_VERSION);
	rc = put_text(f, "README.txt", &b, e);
	buf_clear(&b);
	if (rc == 0)
		rc = tree_hashes(&b, f->site, e);
	if (rc == 0)
		rc = buf_check(&b, "MANIFEST", e);
	if (rc == 0)
		rc = put_text(f, "MANIFEST", &b, e);
	buf_release(&b);
	return rc;
}

static int publish(struct freeze *f, const char *out, struct err *e)
{
	char *zip = xasprintf("%s.zip", out);
	char *top = xasprintf("%s-%s", f->id, f->day);
	char *above = xstrdup(out), *slash = strrchr(above, '/');
	int rc = 0;

	if (slash && slash > above) {
		*slash = '\0';
		rc = file_mkdirs(above, e);
	}
	if (rc == 0)
		rc = tree_zip(f->site, top, f->day, zip, e);
	if (rc == 0)
		rc = file_exchange_dir(f->site, out, e);
	free(above);
	free(top);
	free(zip);
	return rc;
}

static int check_order(const struct freeze_order *o, int64_t *end,
		       struct err *e)
{
	if (!is_plain(o->negotiation))
		return err_set(e, ERR_USAGE,
			       "--negotiation '%s': an id such as PH-2025 is "
			       "expected",
			       o->negotiation);
	if (strlen(o->day) != 10 || !when_parse_until(o->day, end))
		return err_set(e, ERR_USAGE,
			       "--freeze '%s': a date such as 2026-03-02 is "
			       "expected",
			       o->day);
	return 0;
}

/* Only a bundle gives way to a bundle: what stands at OUT is removed. */
static int check_out(const char *out, struct err *e)
{
	char *manifest = xasprintf("%s/MANIFEST", out);
	char *zip = xasprintf("%s.zip", out);
	const char *taken = file_exists(manifest) ? NULL
			    : file_exists(out)    ? out
			    : file_exists(zip)    ? zip
						  : NULL;
	int rc = taken ? err_set(e, ERR_USAGE,
				 "--out %s: is there and is no bundle; name "
				 "another",
				 taken)
		       : 0;

	free(manifest);
	free(zip);
	return rc;
}

int freeze_make(struct app *app, const struct freeze_order *o, char **where,
		struct err *e)
{
	struct freeze f = {.app = *app,
			   .caller = app,
			   .id = o->negotiation,
			   .day = o->day};
	char *lock_path = app_var_path(app, "freeze.lock");
	char content_id[130] = "", *out;
	int lock = -1, rc = check_order(o, &f.app.now, e);

	out = o->out ? xstrdup(o->out)
		     : xasprintf("%s/freeze/%s-%s", app->var_dir,
				 o->negotiation, o->day);
	f.scratch = app_var_path(app, "freeze.new");
	f.site = xasprintf("%s/site", f.scratch);
	f.config = xasprintf("%s/negotiations/%s", app->config_dir,
			     o->negotiation);
	f.app.var_dir = f.scratch;
	f.app.now_fixed = true;
	if (rc < 0)
		goto out;
	rc = -1;
	if (o->out && check_out(out, e) < 0)
		goto out;
	(void)when_text(f.until, f.app.now);
	lock = file_lock(lock_path, e);
	if (lock == -2)
		(void)err_set(e, ERR_IO, "%s: another bundle is being made",
			      lock_path);
	if (lock < 0 || choose_county(&f, e) < 0 || make_scratch(&f, e) < 0 ||
	    make_pages(&f, e) < 0 || put_tables(&f, content_id, e) < 0 ||
	    put_kept_tables(&f, e) < 0 || put_manifest(&f, content_id, e) < 0 ||
	    publish(&f, out, e) < 0)
		goto out;
	*where = out;
	out = NULL;
	rc = 0;
out:
	if (lock >= 0) {
		struct err none = {0};

		/* made again from the archive at any time */
		if (file_remove_tree(f.scratch, &none) < 0)
			log_warn(&app->log, "%s", none.msg);
		(void)close(lock);
	}
	free(out);
	free(f.scratch);
	free(f.site);
	free(f.config);
	free(lock_path);
	return rc;
}
