/*
 * See export.h. A table is written row by row: it may be larger than memory.
 */
#include "lib/base.h"

#include <errno.h>
#include <unistd.h>

#include "etl/export.h"
#include "etl/view_text.h"
#include "lib/csv.h"
#include "lib/file.h"
#include "lib/hash.h"
#include "lib/json.h"

enum {
	CHUNK = 1 << 20 /* bytes between two writes */
};

enum {
	Q_VIEWS,
	Q_SOURCES,
	Q_LICENCES,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_VIEWS] = "SELECT name FROM sqlite_schema WHERE type = 'view'"
		    " AND substr(name, 1, 2) = 'v_' AND (?1 IS NULL OR name = "
		    "?1)"
		    " ORDER BY name",
	[Q_SOURCES] = "SELECT organisation, licence, count(*) FROM v_indicator"
		      " WHERE organisation <> '' AND last_year IS NOT NULL"
		      " GROUP BY 1, 2 ORDER BY 1, 2",
	[Q_LICENCES] = "SELECT DISTINCT licence FROM v_indicator"
		       " WHERE licence <> '' AND last_year IS NOT NULL"
		       " ORDER BY 1",
};
static const struct sql_set export_sql = {"etl/export", sql, Q_COUNT};

/* What a column holds, seen from its cells. */
enum {
	HOLDS_INT = 1,
	HOLDS_REAL = 2,
	HOLDS_TEXT = 4
};

struct table {
	const char *view;
	char *path;
	FILE *f;
	struct hash *hash;
	unsigned *holds; /* one per column */
	long long bytes, rows;
};

static const char *type_of(unsigned holds)
{
	if (holds & HOLDS_TEXT || holds == 0)
		return "string";
	return holds & HOLDS_REAL ? "number" : "integer";
}

static int flush(struct table *t, struct buf *b, struct err *e)
{
	if (buf_check(b, t->path, e) < 0)
		return -1;
	if (fwrite(buf_str(b), 1, b->len, t->f) != b->len)
		return err_errno(e, ERR_IO, "%s", t->path);
	hash_add(t->hash, buf_str(b), b->len);
	t->bytes += (long long)b->len;
	buf_clear(b);
	return 0;
}

static void put_row(struct table *t, struct buf *b, struct stmt *q)
{
	for (int i = 0; i < stmt_columns(q); i++) {
		int type = stmt_col_type(q, i);

		if (type != SQLITE_NULL)
			t->holds[i] |= type == SQLITE_INTEGER ? HOLDS_INT
				       : type == SQLITE_FLOAT ? HOLDS_REAL
							      : HOLDS_TEXT;
		if (type == SQLITE_FLOAT)
			csv_put_double(b, stmt_col_double(q, i));
		else
			csv_put_text(b, stmt_col_text(q, i));
	}
	csv_end(b);
	t->rows++;
}

static int put_rows(struct table *t, struct stmt *q, struct err *e)
{
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	for (int i = 0; i < stmt_columns(q); i++)
		csv_put_text(&b, stmt_column_name(q, i));
	csv_end(&b);
	while ((rc = stmt_step(q, e)) > 0) {
		put_row(t, &b, q);
		if (b.len >= CHUNK && flush(t, &b, e) < 0) {
			rc = -1;
			break;
		}
	}
	if (rc == 0)
		rc = flush(t, &b, e);
	buf_release(&b);
	return rc;
}

static json_t *fields(const struct table *t, struct stmt *q, const char *text)
{
	json_t *list = json_array();
	struct buf b;

	buf_init(&b, BUF_MAX);
	for (int i = 0; i < stmt_columns(q); i++) {
		const char *name = stmt_column_name(q, i);
		json_t *f = json_pack("{s:s,s:s}", "name", name, "type",
				      type_of(t->holds[i]));

		if (text && view_text_column(&b, text, t->view, name))
			json_object_set_new(f, "description",
					    json_plain(buf_str(&b)));
		json_array_append_new(list, f);
	}
	buf_release(&b);
	return list;
}

static json_t *resource(const struct app *app, const struct table *t,
			struct stmt *q, const char *hex)
{
	struct buf about;
	const char *text;
	json_t *r;

	buf_init(&about, BUF_MAX);
	text = view_text_find(&about, app->schemas, t->view);
	r = json_pack("{s:s,s:o,s:s,s:s,s:s,s:s,s:I,s:o,s:I,s:{s:o,s:[s]}}",
		      "name", t->view, "path", json_sprintf("%s.csv", t->view),
		      "profile", "tabular-data-resource", "format", "csv",
		      "mediatype", "text/csv", "encoding", "utf-8", "bytes",
		      (json_int_t)t->bytes, "hash",
		      json_sprintf("sha256:%s", hex), "rows",
		      (json_int_t)t->rows, "schema", "fields",
		      fields(t, q, text), "missingValues", "");
	json_object_set_new(r, "description", json_plain(buf_str(&about)));
	buf_release(&about);
	return r;
}

/* The table appears by rename, whole. */
static int put_view(struct app *app, struct db *db, const char *dir,
		    const char *view, json_t *resources, struct err *e)
{
	char *path = xasprintf("%s/%s.csv", dir, view);
	struct table t = {.view = view, .path = xasprintf("%s.tmp", path)};
	struct stmt *q = NULL;
	char hex[HASH_HEX];
	int rc = stmt_new_all(&q, db, view, e);

	if (rc < 0)
		goto out;
	t.holds = xcalloc((size_t)stmt_columns(q) + 1, sizeof(*t.holds));
	t.hash = hash_new();
	(void)unlink(t.path); /* of a killed run, or a link laid there */
	t.f = fopen(t.path, "wx");
	rc = t.f ? put_rows(&t, q, e) : err_errno(e, ERR_IO, "%s", t.path);
	(void)hash_end(t.hash, hex);
	if (rc == 0 && (fflush(t.f) != 0 || fsync(fileno(t.f)) < 0))
		rc = err_errno(e, ERR_IO, "%s", t.path);
	if (t.f && fclose(t.f) != 0 && rc == 0)
		rc = err_errno(e, ERR_IO, "%s", t.path);
	if (rc == 0 && rename(t.path, path) < 0)
		rc = err_errno(e, ERR_IO, "%s", path);
	if (rc == 0)
		json_array_append_new(resources, resource(app, &t, q, hex));
	else
		(void)unlink(t.path);
out:
	stmt_free(q);
	free(t.holds);
	free(t.path);
	free(path);
	return rc;
}

static int put_sources(struct stmts *set, json_t *package, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_SOURCES);
	json_t *list = json_array();
	int rc;

	while ((rc = stmt_step(q, e)) > 0)
		json_array_append_new(
			list,
			json_pack("{s:o,s:o,s:I}", "title",
				  json_plain(stmt_col_text(q, 0)), "licence",
				  json_plain(stmt_col_text(q, 1)), "indicators",
				  (json_int_t)stmt_col_int(q, 2)));
	json_object_set_new(package, "sources", list);
	return rc;
}

/* A licence as Frictionless wants it: a name of opendefinition.org. */
static json_t *licence_of(const char *text)
{
	static const struct {
		const char *text, *name, *path;
	} known[] = {
		{"CC BY 4.0", "CC-BY-4.0",
		 "https://creativecommons.org/licenses/by/4.0/"},
		{"CC0 1.0", "CC0-1.0",
		 "https://creativecommons.org/publicdomain/zero/1.0/"},
	};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcmp(known[i].text, text) == 0)
			return json_pack("{s:s,s:s,s:s}", "name", known[i].name,
					 "path", known[i].path, "title", text);
	return json_pack("{s:s,s:o}", "name", "notspecified", "title",
			 json_plain(text));
}

static int put_licences(struct stmts *set, json_t *package, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_LICENCES);
	json_t *list = json_array();
	int rc;

	while ((rc = stmt_step(q, e)) > 0)
		json_array_append_new(list, licence_of(stmt_col_text(q, 0)));
	/* an empty list says nothing, and is not allowed */
	if (json_array_size(list) > 0)
		json_object_set_new(package, "licenses", list);
	else
		json_decref(list);
	return rc;
}

static int put_package(const char *dir, const json_t *package, struct err *e)
{
	char *path = xasprintf("%s/datapackage.json", dir);
	char *text = json_dumps(package, JSON_INDENT(1));
	int rc = file_publish(path, text, strlen(text), e);

	free(text);
	free(path);
	return rc;
}

static int put_all(struct app *app, struct db *db, const char *dir,
		   const char *only, json_t *package, struct err *e)
{
	json_t *resources = json_array();
	char content_id[130], date[40];
	struct stmts *set = NULL;
	struct stmt *q;
	int rc = -1;

	json_object_set_new(package, "resources", resources);
	if (stmts_new(&set, db, &export_sql, e) < 0 ||
	    store_get(db, "content_id", content_id, sizeof(content_id), e) <
		    0 ||
	    store_get(db, "data_date", date, sizeof(date), e) < 0)
		goto out;
	json_object_set_new(package, "version", json_plain(content_id));
	json_object_set_new(package, "created", json_plain(date));
	q = stmts_at(set, Q_VIEWS);
	if (only)
		stmt_text(q, 1, only);
	else
		stmt_null(q, 1);
	while ((rc = stmt_step(q, e)) > 0) {
		char *view = xstrdup(stmt_col_text(q, 0));

		rc = put_view(app, db, dir, view, resources, e);
		free(view);
		if (rc < 0)
			goto out;
	}
	if (rc == 0)
		rc = put_sources(set, package, e);
	if (rc == 0)
		rc = put_licences(set, package, e);
	if (rc == 0 && json_array_size(resources) == 0)
		rc = err_set(e, ERR_USAGE,
			     "'%s': a view such as v_trend is expected", only);
out:
	stmts_free(set);
	return rc;
}

int export_csv(struct app *app, const char *dir, const struct export_wish *w,
	       size_t *files, struct err *e)
{
	json_t *package =
		json_pack("{s:s,s:s,s:s}", "profile", "tabular-data-package",
			  "name", "tilannekuva", "title",
			  "Tilannekuva: welfare indicators by area");
	struct db *db = NULL;
	int rc = -1;

	if (app_store_open(app, DB_READ, &db, e) < 0 ||
	    db_script(db, "BEGIN", e) < 0 || file_mkdirs(dir, e) < 0 ||
	    put_all(app, db, dir, w->view, package, e) < 0)
		goto out;
	rc = put_package(dir, package, e);
	*files = json_array_size(json_object_get(package, "resources"));
out:
	if (db)
		db_rollback(db);
	db_close(db);
	json_decref(package);
	return rc;
}
