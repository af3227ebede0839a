/*
 * The judgements of a day, kept in VAR/verdicts/NAME.csv under a key of all
 * that they follow from; see judgements.h.
 */
#include "etl/archive.h"
#include "etl/gate.h"
#include "etl/judgements.h"
#include "lib/csv.h"
#include "lib/file.h"
#include "lib/hash.h"

enum {
	PROGRAM_MAX = 1 << 28, /* bytes; with sanitizers it is large */
	KEPT_MAX = 1 << 26
};

struct asking {
	struct app *app;
	const char *negotiation, *until;
};

/* --- the key ---------------------------------------------------------------
 */

/* The lists of areas hold for every day: no time for them. */
static int hash_answers(struct hash *h, const struct asking *a, struct err *e)
{
	static const char sql[] =
		"SELECT source, topic, scope, request, fetched_at, body"
		"  FROM fetch WHERE verdict <> 'refused'"
		"    AND (fetched_at <= ?1 OR topic = 'areas')"
		"  ORDER BY fetched_at, id";
	struct archive *archive = NULL;
	struct stmt *q = NULL;
	int got = -1, i;

	if (archive_open_read(&archive, a->app, e) < 0)
		return -1;
	if (stmt_new(&q, archive_db(archive), sql, e) == 0) {
		stmt_text(q, 1, a->until);
		while ((got = stmt_step(q, e)) == 1)
			for (i = 0; i < stmt_columns(q); i++)
				hash_text(h, stmt_col_text(q, i));
	}
	stmt_free(q);
	archive_close(archive);
	return got;
}

static int hash_file(struct hash *h, const char *path, size_t max,
		     struct err *e)
{
	struct buf b;
	int rc;

	buf_init(&b, max);
	rc = file_read(path, &b, e);
	hash_text(h, path);
	if (rc == 0)
		hash_add(h, buf_str(&b), b.len);
	buf_release(&b);
	return rc;
}

struct folder {
	struct hash *h;
	const char *path;
};

static int hash_table(void *ctx, const char *name, struct err *e)
{
	struct folder *f = ctx;
	const char *dot = strrchr(name, '.');
	char *path;
	int rc = 0;

	if (!dot || strcmp(dot, ".csv") != 0)
		return 0;
	path = xasprintf("%s/%s", f->path, name);
	rc = hash_file(f->h, path, BUF_MAX, e);
	free(path);
	return rc;
}

static int hash_folder(struct hash *h, char *path, struct err *e)
{
	struct folder f = {h, path};
	int rc = file_list(path, hash_table, &f, e);

	free(path);
	return rc;
}

static int hash_settings(struct hash *h, const struct asking *a, struct err *e)
{
	char *of = xasprintf("negotiations/%s", a->negotiation);
	char settings[HASH_HEX];
	int rc = hash_folder(h, app_config_path(a->app, "."), e);

	if (rc == 0)
		rc = hash_folder(h, app_config_path(a->app, of), e);
	if (rc == 0)
		rc = gate_settings(a->app, settings, e);
	if (rc == 0) {
		hash_text(h, settings);
		hash_text(h, conf_text(a->app->conf, "analysis.population"));
	}
	free(of);
	return rc;
}

/* Methods and words are the program's: another program, another key. */
static int make_key(const struct asking *a, char out[HASH_HEX], struct err *e)
{
	struct hash *h = hash_new();
	int rc;

	hash_text(h, a->negotiation);
	hash_text(h, a->until);
	rc = hash_file(h, "/proc/self/exe", PROGRAM_MAX, e) < 0 ||
			     hash_settings(h, a, e) < 0
		     ? -1
		     : hash_answers(h, a, e);
	(void)hash_end(h, out);
	return rc;
}

/* --- kept ------------------------------------------------------------------
 */

static const struct csv_column columns[J_COLUMNS] = {
	[J_ITEM] = {"item", true},
	[J_SOURCE] = {"source", true},
	[J_INDICATOR] = {"indicator", true},
	[J_FIELD] = {"field", true},
	[J_AREA] = {"area", true},
	[J_TITLE] = {"title", true},
	[J_AREA_NAME] = {"area_fi", true},
	[J_VERDICT] = {"verdict", true},
	[J_WORDS] = {"words", true},
	[J_FIRST_YEAR] = {"first_year", true},
	[J_LAST_YEAR] = {"last_year", true},
};

static int take_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct judgements *j = ctx;
	char *cells[J_COLUMNS];
	int c;

	(void)e;
	for (c = 0; c < J_COLUMNS; c++)
		cells[c] = xstrdup(row->cells[c]);
	judgements_add(j, cells);
	return 0;
}

/* The first line: the key, a blank, the hash of what follows. */
enum {
	HEAD = 2 * HASH_HEX
};

static void make_head(char dst[HEAD + 1], const char *key, const char *rows,
		      size_t n)
{
	char digest[HASH_HEX];

	(void)snprintf(dst, HEAD + 1, "%s %s\n", key,
		       hash_hex(digest, rows, n));
}

static bool is_whole(const struct buf *b, const char *key)
{
	char head[HEAD + 1];

	if (b->len < HEAD)
		return false;
	make_head(head, key, buf_str(b) + HEAD, b->len - HEAD);
	return memcmp(buf_str(b), head, HEAD) == 0;
}

/* false: there is none, of another key, or damaged: then they are found again.
 */
static bool take_kept(struct judgements *out, const char *path, const char *key)
{
	const struct csv_spec spec = {path, columns, J_COLUMNS, false};
	struct err none = {0};
	struct buf b;
	bool ok;

	buf_init(&b, KEPT_MAX);
	ok = file_exists(path) && file_read(path, &b, &none) == 0 &&
	     is_whole(&b, key) &&
	     csv_read(&spec, buf_str(&b) + HEAD, b.len - HEAD, take_row, out,
		      &none) == 0;
	buf_release(&b);
	if (!ok)
		judgements_release(out);
	return ok;
}

static void rows_add(struct buf *b, const struct judgements *j)
{
	size_t i;
	int c;

	for (c = 0; c < J_COLUMNS; c++)
		csv_put(b, columns[c].name);
	csv_end(b);
	for (i = 0; i < j->n; i++) {
		for (c = 0; c < J_COLUMNS; c++)
			csv_put(b, j->list[i].cells[c]);
		csv_end(b);
	}
}

static int keep(const struct judgements *j, const char *dir, const char *path,
		const char *key, struct err *e)
{
	char head[HEAD + 1];
	struct buf rows, b;
	int rc;

	buf_init(&rows, KEPT_MAX - HEAD);
	buf_init(&b, KEPT_MAX);
	rows_add(&rows, j);
	make_head(head, key, buf_str(&rows), rows.len);
	buf_puts(&b, head);
	buf_add(&b, buf_str(&rows), rows.len);
	rc = buf_check(&rows, path, e) < 0 || file_mkdirs(dir, e) < 0
		     ? -1
		     : file_publish(path, buf_str(&b), b.len, e);
	buf_release(&rows);
	buf_release(&b);
	return rc;
}

/* --- found -----------------------------------------------------------------
 */

/* An indicator that the picture could not read is told by who compares figures;
 * the picture's own bars are drawn. */
static int find(struct judgements *out, const struct asking *a,
		const struct picture *analyse, struct err *e)
{
	struct picture p = *analyse;
	struct app quiet = *a->app;
	struct load_summary did = {0};
	struct db *db = NULL;
	int rc;

	quiet.log.level = LOG_ERROR;
	p.as_of = a->until;
	rc = etl_picture_private(&quiet, &p, &db, &did, e);
	if (rc == 0)
		rc = judgements_read(out, db, a->negotiation, a->until, e);
	out->refused = did.refused;
	db_close(db);
	return rc;
}

int judgements_of_day(struct judgements *out, struct app *app,
		      const struct picture *analyse, const char *negotiation,
		      const char *until, const char *name, struct err *e)
{
	struct asking a = {app, negotiation, until};
	char *dir = app_var_path(app, "verdicts");
	char *path = xasprintf("%s/%s.csv", dir, name);
	char before[HASH_HEX] = "", after[HASH_HEX] = "";
	struct err none = {0};
	int rc;

	*out = (struct judgements){0};
	rc = make_key(&a, before, e);
	if (rc < 0 || take_kept(out, path, before))
		goto out;
	log_info(&app->log, "verdicts as of %.10s", until);
	rc = find(out, &a, analyse, e);
	if (rc < 0)
		goto out;
	/* Not of an archive to which something came meanwhile, and not without
	 * what could not be read. */
	if (out->refused == 0 && make_key(&a, after, &none) == 0 &&
	    strcmp(before, after) == 0 &&
	    keep(out, dir, path, before, &none) < 0)
		log_debug(&app->log, "%s", none.msg);
out:
	free(path);
	free(dir);
	return rc < 0 ? err_wrap(e, "verdicts as of %.10s", until) : 0;
}
