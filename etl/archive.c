#include "etl/archive.h"

#include <errno.h>
#include <unistd.h>

#include "lib/embedded.h"
#include "lib/file.h"
#include "lib/hash.h"
#include "lib/num.h"
#include "lib/pack.h"

struct archive {
	struct db *db;
	struct stmts *q;
	int64_t run; /* 0: no run has begun */
};

enum {
	Q_RUN_BEGIN,
	Q_RUN_END,
	Q_RUN_STAGE,
	Q_BODY_THERE,
	Q_BODY_PUT,
	Q_BODY_GET,
	Q_LAST,
	Q_ASKED,
	Q_FETCH_PUT,
	Q_GET,
	Q_MIGRATED,
	Q_BACKUP,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_RUN_BEGIN] = "INSERT INTO run (command, version, started_at)"
			"  VALUES (?1, ?2, ?3)",
	[Q_RUN_END] = "INSERT INTO run_end VALUES"
		      "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
	[Q_RUN_STAGE] = "INSERT INTO run_stage VALUES (?1, ?2, ?3, ?4)",
	[Q_BODY_THERE] = "SELECT 1 FROM body WHERE sha256 = ?1",
	[Q_BODY_PUT] = "INSERT INTO body VALUES (?1, ?2, ?3, ?4, ?5)",
	[Q_BODY_GET] = "SELECT encoding, packed, bytes FROM body"
		       "  WHERE sha256 = ?1",
	[Q_LAST] = "SELECT scope, basis, fetched_at, etag, last_modified, body"
		   "  FROM fetch WHERE source = ?1 AND topic = ?2"
		   "  AND verdict <> 'refused'"
		   "  ORDER BY fetched_at DESC, id DESC LIMIT 1",
	[Q_ASKED] = "SELECT max(fetched_at) FROM fetch"
		    "  WHERE source = ?1 AND topic = ?2",
	[Q_FETCH_PUT] = "INSERT INTO fetch (run, source, topic, scope, request,"
			"  basis, fetched_at, status, etag, last_modified,"
			"  body, verdict, reason) VALUES (?1, ?2, ?3, ?4, ?5,"
			"  ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
	[Q_GET] = "SELECT id, source, topic, scope, request, fetched_at, body"
		  "  FROM fetch WHERE id = ?1",
	[Q_MIGRATED] = "INSERT INTO migration VALUES (?1, ?2, ?3)",
	[Q_BACKUP] = "VACUUM INTO ?1",
};

static const struct sql_set archive_sql = {"etl/archive", sql, Q_COUNT};

/* Step i brings version i to i + 1. */
static const char *const migrations[] = {
	text_etl_archive_sql, text_etl_archive_2_sql, text_etl_archive_3_sql};

static int read_version(struct db *db, int64_t *version, struct err *e)
{
	if (db_int(db, "PRAGMA user_version", 0, version, e) < 0)
		return -1;
	if (*version > (int64_t)ARRAY_LEN(migrations))
		return err_set(e, ERR_DB,
			       "%s: version %lld is from a newer program, this "
			       "one knows %zu",
			       db_path(db), (long long)*version,
			       ARRAY_LEN(migrations));
	return 0;
}

/* A database without a version of ours must be empty: else it is somebody
 * else's, who would lose it to us. What hinders the look is told by who opens
 * it next. */
static int refuse_foreign(const char *path, struct err *e)
{
	struct err none = {0};
	struct db *db = NULL;
	int64_t version = 1, tables = 0;

	if (!file_exists(path) || db_open(&db, path, DB_READ, &none) < 0)
		return 0;
	if (db_int(db, "PRAGMA user_version", 0, &version, &none) < 0 ||
	    db_int(db, "SELECT count(*) FROM sqlite_schema", 0, &tables,
		   &none) < 0)
		tables = 0;
	db_close(db);
	return version == 0 && tables > 0
		       ? err_set(e, ERR_DB,
				 "%s: the database of another program", path)
		       : 0;
}

static int migrate(struct db *db, int64_t now, struct err *e)
{
	char program[64], at[WHEN_TEXT], pragma[64];
	struct stmt *q = NULL;
	int64_t version;
	int rc = -1;

	if (read_version(db, &version, e) < 0)
		return -1;
	(void)snprintf(program, sizeof(program), "tilannekuva %s",
		       TILANNEKUVA_VERSION);
	for (; version < (int64_t)ARRAY_LEN(migrations); version++) {
		/* A pragma takes no bound value; this one is our own number. */
		(void)snprintf(pragma, sizeof(pragma),
			       "PRAGMA user_version = %d", (int)version + 1);
		if (db_begin(db, e) < 0 ||
		    db_script(db, migrations[version], e) < 0 ||
		    stmt_new(&q, db, sql[Q_MIGRATED], e) < 0)
			goto out;
		stmt_int(q, 1, version + 1);
		stmt_text(q, 2, program);
		stmt_text(q, 3, when_text(at, now));
		if (stmt_run(q, e) < 0 || db_script(db, pragma, e) < 0)
			goto out;
		stmt_free(q);
		q = NULL;
		if (db_commit(db, e) < 0)
			goto out;
	}
	rc = 0;
out:
	stmt_free(q);
	if (rc < 0)
		db_rollback(db);
	return rc;
}

/*
 * A new file gets smaller pages than SQLite's own 4096 bytes: half a page is
 * lost with each answer, which made the archive 2.8 % larger than what came
 * over the wire; now 1.9 %. Smaller ones yet gain nothing: each page has its
 * own head. Archives that are there keep the pages they were made with.
 */
static int choose_page(struct db *db, struct err *e)
{
	int64_t version, schema;

	if (db_int(db, "PRAGMA user_version", 0, &version, e) < 0 ||
	    db_int(db, "PRAGMA schema_version", 0, &schema, e) < 0)
		return -1;
	if (version || schema)
		return 0;
	/* in a WAL pages keep their size */
	return db_script(db,
			 "PRAGMA journal_mode = DELETE;"
			 "PRAGMA page_size = 2048; VACUUM;"
			 "PRAGMA journal_mode = WAL;",
			 e);
}

int archive_open(struct archive **out, struct app *app, struct err *e)
{
	char *path = app_var_path(app, "archive.db");
	struct archive *a = xcalloc(1, sizeof(*a));
	int rc = -1;

	if (file_mkdirs(app->var_dir, e) < 0 || refuse_foreign(path, e) < 0 ||
	    /* the folder may be as new as the archive */
	    (!file_exists(path) && file_sync_dir(app->var_dir, e) < 0) ||
	    db_open(&a->db, path, DB_CREATE, e) < 0 ||
	    choose_page(a->db, e) < 0 || migrate(a->db, app->now, e) < 0 ||
	    stmts_new(&a->q, a->db, &archive_sql, e) < 0)
		goto out;
	/* What is reported as stored survives a power cut. Bodies are read
	 * once: there is nothing to keep in memory. */
	rc = db_script(a->db,
		       "PRAGMA synchronous = FULL; PRAGMA cache_size = -4000",
		       e);
out:
	free(path);
	if (rc < 0) {
		archive_close(a);
		return -1;
	}
	*out = a;
	return 0;
}

int archive_open_read(struct archive **out, struct app *app, struct err *e)
{
	char *path = app_var_path(app, "archive.db");
	struct archive *a = xcalloc(1, sizeof(*a));
	int64_t version = 0;
	int rc = -1;

	if (!file_exists(path)) {
		(void)err_set(e, ERR_IO, "%s: not there", path);
		goto out;
	}
	if (db_open(&a->db, path, DB_READ, e) < 0 ||
	    read_version(a->db, &version, e) < 0)
		goto out;
	if (version == 0) {
		(void)err_set(e, ERR_DB, "%s: no archive", path);
		goto out;
	}
	/* The file is opened for reading, which suffices: a backup writes
	 * another one, and a table may stand in memory. */
	if (db_script(a->db,
		      "PRAGMA query_only = OFF; PRAGMA temp_store = MEMORY",
		      e) < 0 ||
	    (version < 2 && db_script(a->db,
				      "CREATE TEMP TABLE run_stage"
				      "  (run, stage, seconds, changed)",
				      e) < 0) ||
	    (version < 3 && db_script(a->db,
				      "CREATE TEMP TABLE followup_row"
				      "  (id, negotiation, item, date, state,"
				      "   value, note, by, seen_at)",
				      e) < 0))
		goto out;
	rc = stmts_new(&a->q, a->db, &archive_sql, e);
out:
	free(path);
	if (rc < 0) {
		archive_close(a);
		return -1;
	}
	*out = a;
	return 0;
}

void archive_close(struct archive *a)
{
	if (!a)
		return;
	stmts_free(a->q);
	db_close(a->db);
	free(a);
}

struct db *archive_db(struct archive *a)
{
	return a->db;
}

int archive_run_begin(struct archive *a, const char *command, int64_t now,
		      struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_RUN_BEGIN);
	char at[WHEN_TEXT];

	stmt_text(q, 1, command);
	stmt_text(q, 2, TILANNEKUVA_VERSION);
	stmt_text(q, 3, when_text(at, now));
	if (stmt_run(q, e) < 0)
		return -1;
	a->run = db_last_id(a->db);
	return 0;
}

void archive_run_use(struct archive *a, int64_t run)
{
	a->run = run;
}

int64_t archive_run(const struct archive *a)
{
	return a->run;
}

int archive_run_end(struct archive *a, int64_t run, int64_t now,
		    const char *outcome, const char *message,
		    const struct tally *did, struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_RUN_END);
	char at[WHEN_TEXT];

	stmt_int(q, 1, run);
	stmt_text(q, 2, when_text(at, now));
	stmt_text(q, 3, outcome);
	stmt_int(q, 4, did->requests);
	stmt_int(q, 5, did->bytes);
	stmt_int(q, 6, did->new);
	stmt_int(q, 7, did->same);
	stmt_int(q, 8, did->refused);
	stmt_text(q, 9, message);
	return stmt_run(q, e);
}

int archive_run_stage(struct archive *a, int64_t run, const char *stage,
		      double seconds, int64_t changed, struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_RUN_STAGE);

	stmt_int(q, 1, run);
	stmt_text(q, 2, stage);
	stmt_double(q, 3, seconds);
	if (changed < 0)
		stmt_null(q, 4);
	else
		stmt_int(q, 4, changed);
	return stmt_run(q, e);
}

/* Keeps the bytes, packed by us where the server did not. */
static int body_put(struct archive *a, const struct arrival *in,
		    const char *sha256, struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_BODY_THERE);
	bool pack = in->encoding[0] == '\0';
	struct buf packed;
	int got, rc = -1;

	stmt_text(q, 1, sha256);
	got = stmt_step(q, e);
	stmt_reset(q);
	if (got != 0)
		return got < 0 ? -1 : 0;
	buf_init(&packed, BODY_MAX);
	if (pack && pack_deflate(in->body, in->len, &packed, e) < 0)
		goto out;
	q = stmts_at(a->q, Q_BODY_PUT);
	stmt_text(q, 1, sha256);
	stmt_text(q, 2, in->encoding);
	stmt_int(q, 3, pack);
	stmt_int(q, 4, (int64_t)in->len);
	stmt_blob(q, 5, pack ? packed.data : in->body,
		  pack ? packed.len : in->len);
	rc = stmt_run(q, e);
out:
	buf_release(&packed);
	return rc;
}

int archive_known(struct archive *a, const struct source *s, const char *topic,
		  struct known *out, struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_LAST);
	char **const texts[] = {&out->scope,         &out->basis,
				&out->fetched_at,    &out->etag,
				&out->last_modified, &out->body};
	size_t i;
	int got;

	stmt_text(q, 1, s->name);
	stmt_text(q, 2, topic);
	got = stmt_step(q, e);
	if (got < 0)
		return -1;
	for (i = 0; i < ARRAY_LEN(texts); i++)
		*texts[i] = xstrdup(got ? stmt_col_text(q, (int)i) : "");
	stmt_reset(q);
	return 0;
}

void known_release(struct known *k)
{
	free(k->scope);
	free(k->basis);
	free(k->fetched_at);
	free(k->etag);
	free(k->last_modified);
	free(k->body);
	*k = (struct known){0};
}

int archive_asked(struct archive *a, const struct source *s, const char *topic,
		  char at[WHEN_TEXT], struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_ASKED);

	stmt_text(q, 1, s->name);
	stmt_text(q, 2, topic);
	if (stmt_step(q, e) < 0)
		return -1;
	(void)snprintf(at, WHEN_TEXT, "%s", stmt_col_text(q, 0));
	stmt_reset(q);
	return 0;
}

/* Whether the newest accepted answer of the topic says the same. One that comes
 * late is never the same: what holds between it and that one is news. */
static int is_same(struct archive *a, const struct arrival *in,
		   const char *topic, const char *scope, const char *sha256,
		   bool *same, struct err *e)
{
	struct known last;

	if (archive_known(a, in->source, topic, &last, e) < 0)
		return -1;
	*same = strcmp(last.scope, scope) == 0 &&
		strcmp(last.body, sha256) == 0 &&
		strcmp(last.fetched_at, in->fetched_at) <= 0;
	known_release(&last);
	return 0;
}

const char *verdict_name(enum verdict v)
{
	static const char *const name[] = {
		[VERDICT_NEW] = "new",
		[VERDICT_SAME] = "same",
		[VERDICT_REFUSED] = "refused",
	};

	return name[v];
}

static int fetch_put(struct archive *a, const struct arrival *in,
		     const char *topic, const char *scope, const char *sha256,
		     enum verdict v, struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_FETCH_PUT);

	stmt_int(q, 1, a->run);
	stmt_text(q, 2, in->source->name);
	stmt_text(q, 3, topic);
	stmt_text(q, 4, scope);
	stmt_text(q, 5, in->request);
	stmt_text(q, 6, in->basis);
	stmt_text(q, 7, in->fetched_at);
	stmt_int(q, 8, in->status);
	stmt_text(q, 9, in->etag[0] ? in->etag : NULL);
	stmt_text(q, 10, in->last_modified[0] ? in->last_modified : NULL);
	stmt_text(q, 11, sha256[0] ? sha256 : NULL);
	stmt_text(q, 12, verdict_name(v));
	stmt_text(q, 13, in->refused);
	return stmt_run(q, e);
}

/* What brings nothing new need not wait for the disk: all that a power cut can
 * take of it is that it was asked for. */
static int wait_for_disk(struct archive *a, bool wait, struct err *e)
{
	return db_script(a->db,
			 wait ? "PRAGMA synchronous = FULL"
			      : "PRAGMA synchronous = NORMAL",
			 e);
}

int archive_put(struct archive *a, const struct arrival *in, enum verdict *out,
		struct err *e)
{
	char topic[TOPIC_TEXT], sha256[HASH_HEX] = "";
	enum verdict v = in->refused ? VERDICT_REFUSED : VERDICT_NEW;
	struct buf scope;
	bool same = false;
	int rc = -1;

	buf_init(&scope, 4000);
	(void)request_topic(topic, in->asks);
	request_scope(&scope, in->asks);
	if (in->body)
		(void)hash_hex(sha256, in->body, in->len);
	else if (in->unchanged)
		(void)snprintf(sha256, sizeof(sha256), "%s", in->unchanged);
	if ((v == VERDICT_NEW &&
	     is_same(a, in, topic, buf_str(&scope), sha256, &same, e) < 0) ||
	    (same && wait_for_disk(a, false, e) < 0) || db_begin(a->db, e) < 0)
		goto out;
	if (same)
		v = VERDICT_SAME;
	if ((in->body && body_put(a, in, sha256, e) < 0) ||
	    fetch_put(a, in, topic, buf_str(&scope), sha256, v, e) < 0 ||
	    db_commit(a->db, e) < 0)
		goto out;
	*out = v;
	rc = 0;
out:
	if (rc < 0)
		db_rollback(a->db);
	if (same && wait_for_disk(a, true, e) < 0)
		rc = -1;
	buf_release(&scope);
	return rc;
}

static void record_read(struct record *r, struct stmt *q)
{
	r->id = stmt_col_int(q, 0);
	r->source = xstrdup(stmt_col_text(q, 1));
	r->topic = xstrdup(stmt_col_text(q, 2));
	r->scope = xstrdup(stmt_col_text(q, 3));
	r->request = xstrdup(stmt_col_text(q, 4));
	r->fetched_at = xstrdup(stmt_col_text(q, 5));
	r->body = xstrdup(stmt_col_text(q, 6));
}

void record_release(struct record *r)
{
	free(r->source);
	free(r->topic);
	free(r->scope);
	free(r->request);
	free(r->fetched_at);
	free(r->body);
	*r = (struct record){0};
}

int archive_each(struct archive *a, const char *topic_prefix, const char *until,
		 int (*visit)(void *ctx, const struct record *r, struct err *e),
		 void *ctx, struct err *e)
{
	static const char text[] =
		"SELECT id, source, topic, scope, request, fetched_at, body"
		"  FROM " ARCHIVE_NEWS
		"  WHERE substr(topic, 1, length(?1)) = ?1 AND fetched_at <= ?2"
		"  ORDER BY fetched_at, id";
	struct stmt *q = NULL;
	int got, rc = 0;

	if (stmt_new(&q, a->db, text, e) < 0)
		return -1;
	stmt_text(q, 1, topic_prefix);
	stmt_text(q, 2, until);
	while (rc == 0 && (got = stmt_step(q, e)) != 0) {
		struct record r = {0};

		if (got < 0) {
			rc = -1;
			break;
		}
		record_read(&r, q);
		rc = visit(ctx, &r, e);
		record_release(&r);
	}
	stmt_free(q);
	return rc;
}

int archive_get(struct archive *a, int64_t id, struct record *out,
		struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_GET);
	int got;

	stmt_int(q, 1, id);
	got = stmt_step(q, e);
	if (got == 0)
		return err_set(e, ERR_DB, "%s: answer %lld is not there",
			       db_path(a->db), (long long)id);
	if (got < 0)
		return -1;
	record_read(out, q);
	stmt_reset(q);
	return 0;
}

int body_unpack(const char *encoding, const char *p, size_t n, struct buf *out,
		struct err *e)
{
	if (strcmp(encoding, "gzip") == 0)
		return pack_inflate(p, n, out, e);
	buf_add(out, p, n);
	return buf_check(out, "body", e);
}

int archive_body(struct archive *a, const char *sha256, struct buf *out,
		 struct err *e)
{
	struct stmt *q = stmts_at(a->q, Q_BODY_GET);
	const void *p;
	size_t n;
	bool gzip;
	int got, rc;

	stmt_text(q, 1, sha256);
	got = stmt_step(q, e);
	if (got <= 0)
		return got < 0 ? -1
			       : err_set(e, ERR_DB, "%s: body %s is not there",
					 db_path(a->db), sha256);
	gzip = stmt_col_text(q, 0)[0] || stmt_col_int(q, 1);
	p = stmt_col_blob(q, 2, &n);
	rc = body_unpack(gzip ? "gzip" : "", p, n, out, e);
	stmt_reset(q);
	return rc < 0 ? err_wrap(e, "body %s", sha256) : 0;
}

int archive_backup(struct archive *a, const char *file, struct err *e)
{
	char *tmp = xasprintf("%s.tmp", file);
	struct stmt *q = stmts_at(a->q, Q_BACKUP);
	int rc;

	(void)unlink(tmp);
	stmt_text(q, 1, tmp);
	rc = stmt_run(q, e);
	if (rc == 0 && rename(tmp, file) < 0)
		rc = err_errno(e, ERR_IO, "%s", file);
	if (rc == 0)
		rc = file_sync_dir(file, e);
	if (rc < 0)
		(void)unlink(tmp);
	free(tmp);
	return rc;
}
