#include "etl/etl.h"

#include "etl/fetch.h"
#include "etl/load.h"
#include "lib/embedded.h"
#include "lib/num.h"

/* What of these tables names the picture: everything but the ledger. */
static const char *const content[] = {
	"SELECT * FROM v_area ORDER BY kind, code",
	"SELECT v.*, i.digest FROM v_indicator AS v"
	"  JOIN source AS s ON s.name = v.source"
	"  JOIN indicator AS i ON i.source = s.id AND i.code = v.indicator"
	"  ORDER BY v.source, v.indicator",
	"SELECT * FROM v_revision"
	"  ORDER BY source, indicator, area_kind, area_code, sex, year, "
	"seen_at",
	"SELECT * FROM v_provenance"
	"  ORDER BY source, indicator, fetched_at, sha256, sex, first_year",
	"SELECT * FROM gap ORDER BY source, code, reason",
	"SELECT * FROM shown_county ORDER BY position",
	NULL,
};

const struct schema etl_schema = {
	.room = "etl",
	.tables = text_etl_schema_sql,
	.views = text_etl_views_sql,
	.content = content,
};

int etl_run_begin(struct app *app, const char *command, int64_t *run,
		  struct err *e)
{
	struct archive *a = NULL;
	int rc = archive_open(&a, app, e);

	if (rc == 0)
		rc = archive_run_begin(a, command, app->now, e);
	if (rc == 0)
		*run = archive_run(a);
	archive_close(a);
	return rc;
}

int etl_run_end(struct app *app, int64_t run, const char *outcome,
		const char *message, const struct fetch_summary *did,
		struct err *e)
{
	const struct tally tally = {did->requests, did->bytes, did->new,
				    did->same, did->refused};
	struct archive *a = NULL;
	int rc = archive_open(&a, app, e);

	if (rc == 0)
		rc = archive_run_end(a, run,
				     app->now_fixed ? app->now : when_now(),
				     outcome, message, &tally, e);
	archive_close(a);
	return rc;
}

static bool is_chosen(const struct fetch_options *o, const char *name)
{
	size_t i;

	if (!o->sources)
		return true;
	for (i = 0; o->sources[i]; i++)
		if (strcmp(o->sources[i], name) == 0)
			return true;
	return false;
}

int etl_fetch(struct app *app, const struct fetch_options *o, int64_t run,
	      struct fetch_summary *out, struct err *e)
{
	struct archive *a = NULL;
	size_t i;
	int rc = -1;

	*out = (struct fetch_summary){0};
	for (i = 0; o->sources && o->sources[i]; i++)
		if (!source_find(o->sources[i]))
			return err_set(e, ERR_USAGE, "no source '%s'",
				       o->sources[i]);
	if (archive_open(&a, app, e) < 0)
		return -1;
	archive_run_use(a, run);
	for (i = 0; sources[i]; i++)
		if (is_chosen(o, sources[i]->name) &&
		    fetch_source(app, a, sources[i], o, out, e) < 0)
			goto out;
	rc = 0;
out:
	archive_close(a);
	return rc;
}

int etl_load_all(struct app *app, struct db *db, const char *until,
		 struct load_summary *out, struct err *e)
{
	struct archive *a = NULL;
	int rc = archive_open(&a, app, e);

	if (rc == 0)
		rc = load_all(app, a, db, until, out, e);
	archive_close(a);
	return rc;
}

int etl_load_new(struct app *app, struct db *db, struct load_summary *out,
		 struct err *e)
{
	struct archive *a = NULL;
	int rc = archive_open(&a, app, e);

	if (rc == 0)
		rc = load_new(app, a, db, out, e);
	archive_close(a);
	return rc;
}

int etl_load_way(struct app *app, struct db *db, enum load_way *out,
		 struct err *e)
{
	struct archive *a = NULL;
	int rc = archive_open(&a, app, e);

	if (rc == 0)
		rc = load_way(a, db, out, e);
	archive_close(a);
	return rc;
}

int etl_ledger_copy(struct app *app, struct db *db, struct err *e)
{
	struct archive *a = NULL;
	struct stmt *from = NULL, *to = NULL;
	int got = -1, i;

	if (archive_open(&a, app, e) < 0 ||
	    db_script(db, "DELETE FROM run", e) < 0 ||
	    stmt_new(&from, archive_db(a),
		     "SELECT id, command, version, started_at, ended_at,"
		     "  outcome, requests, bytes, new, same, refused, message"
		     "  FROM run LEFT JOIN run_end ON run = id ORDER BY id",
		     e) < 0 ||
	    stmt_new(&to, db,
		     "INSERT INTO run VALUES"
		     "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
		     e) < 0)
		goto out;
	while ((got = stmt_step(from, e)) == 1) {
		stmt_reset(to);
		for (i = 0; i < 12; i++) {
			bool text = (i >= 1 && i <= 5) || i == 11;

			if (stmt_col_null(from, i))
				stmt_null(to, i + 1);
			else if (text)
				stmt_text(to, i + 1, stmt_col_text(from, i));
			else
				stmt_int(to, i + 1, stmt_col_int(from, i));
		}
		if (stmt_run(to, e) < 0) {
			got = -1;
			break;
		}
	}
out:
	stmt_free(to);
	stmt_free(from);
	archive_close(a);
	return got;
}
