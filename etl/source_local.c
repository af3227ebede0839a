/*
 * Tables of one's own: CSV files in a folder, each with a mapping beside it. A
 * table is kept with its mapping, as an answer to one request an indicator, so
 * that a later mapping does not change what an earlier day knew.
 *
 * A request is "NAME.csv?indicator=CODE&years=2018-2023&genders=total". A table
 * speaks for all its indicators' years: also for those that an earlier answer
 * had and it has no more.
 */
#include "etl/local_table.h"
#include "etl/named.h"
#include "etl/turn.h"
#include "lib/file.h"

enum {
	TABLE_MAX = 64 << 20,
	MAP_MAX = 1 << 20
};

/* --- requests ------------------------------------------------------------- */

/* "NAME=VALUE" of the query; NULL where it is not there. The caller's. */
static char *query_value(const char *query, const char *name)
{
	size_t n = strlen(name), len;

	for (;; query += len + 1) {
		len = strcspn(query, "&");
		if (len > n && query[n] == '=' && memcmp(query, name, n) == 0)
			return xstrndup(query + n + 1, len - n - 1);
		if (query[len] == '\0')
			return NULL;
	}
}

static int local_request_parse(const char *url, struct request *out,
			       struct err *e)
{
	const char *query = strrchr(url, '?');
	struct request r = {.kind = ANSWER_FIGURES};
	char *code, *years, *sexes, *scope;
	bool good;

	query = query ? query + 1 : "";
	code = query_value(query, "indicator");
	years = query_value(query, "years");
	sexes = query_value(query, "genders");
	scope = xasprintf("%s %s", years ? years : "", sexes ? sexes : "");
	good = code && code[0] && strlen(code) < sizeof(r.indicator) &&
	       request_scope_parse(scope, &r);
	if (good)
		(void)snprintf(r.indicator, sizeof(r.indicator), "%s", code);
	free(code);
	free(years);
	free(sexes);
	free(scope);
	if (!good)
		return err_set(e, ERR_USAGE,
			       "'%s' is no address of a local table: "
			       "NAME.csv?indicator=CODE&years=2018-2023&"
			       "genders=total is expected",
			       url);
	*out = r;
	return 0;
}

static void local_request_write(struct buf *b, const struct request *r)
{
	struct buf scope;
	const char *s;
	size_t years;

	buf_init(&scope, 8000);
	request_scope(&scope, r);
	s = buf_str(&scope);
	years = strcspn(s, " ");
	buf_printf(b, "?indicator=%s&years=%.*s&genders=%s", r->indicator,
		   (int)years, s, s[years] ? s + years + 1 : "");
	buf_release(&scope);
}

static int local_parse(const struct request *r, const char *bytes, size_t len,
		       struct answer *out, struct err *e)
{
	struct local_body body = {0};
	struct local_map map = {0};
	const struct local_indicator *t;
	size_t left_out;
	int rc = -1;

	answer_init(out);
	if (local_body_parse(bytes, len, &body, e) < 0 ||
	    local_map_parse(body.map_name, body.map_text, body.map_len, &map,
			    e) < 0)
		goto out;
	t = local_map_find(&map, r->indicator);
	rc = t ? local_table_read(&map, t, &body, out, &left_out, e)
	       : err_set(e, ERR_DATA, "%s: no [indicator %s]", body.map_name,
			 r->indicator);
out:
	local_map_release(&map);
	local_body_release(&body);
	return rc;
}

/* --- reading the folder --------------------------------------------------- */

struct names {
	char **list; /* owned */
	size_t n;
};

static void names_add(struct names *f, const char *name)
{
	f->list = xreallocarray(f->list, f->n + 1, sizeof(*f->list));
	f->list[f->n++] = xstrdup(name);
}

static bool names_have(const struct names *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->list[i], name) == 0)
			return true;
	return false;
}

static void names_release(struct names *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		free(f->list[i]);
	free(f->list);
}

/* What one visit carries along. */
struct visit {
	struct turn *t;
	char *dir;               /* owned */
	struct names files;      /* of the folder */
	struct names indicators; /* that its tables have */
	bool whole;              /* every mapping could be read */
};

static int take_file(void *ctx, const char *name, struct err *e)
{
	(void)e;
	names_add(ctx, name);
	return 0;
}

static void complain(struct visit *v, const char *what)
{
	log_error(&v->t->app->log, "local: %s", what);
	v->t->out->failed++;
}

/* One table with its mapping. */
struct table {
	const char *name; /* borrowed */
	struct buf bytes; /* both in one: local_table.h */
	struct local_body body;
	struct local_map map;
};

/* What the request for that indicator is: what the table has of it and what an
 * earlier answer had. err *why: the table is refused. -1: the archive failed.
 */
static int ask(struct visit *v, const struct table *t,
	       const struct local_indicator *i, struct request *r,
	       size_t *left_out, struct err *why, struct err *e)
{
	char topic[TOPIC_TEXT];
	struct answer a = {0};
	struct known known;
	size_t k;

	*r = (struct request){.kind = ANSWER_FIGURES};
	(void)snprintf(r->indicator, sizeof(r->indicator), "%s", i->code);
	if (archive_known(v->t->archive, v->t->source, request_topic(topic, r),
			  &known, e) < 0)
		return -1;
	if (known.scope[0] && !request_scope_parse(known.scope, r))
		die("the archive's scope '%s'", known.scope);
	known_release(&known);
	if (why->code != ERR_NONE ||
	    local_table_read(&t->map, i, &t->body, &a, left_out, why) < 0)
		a.figures.n = 0; /* refused: as far as anybody knew */
	for (k = 0; k < a.figures.n; k++) {
		r->year[a.figures.list[k].year - YEAR_MIN] = true;
		r->sex[a.figures.list[k].sex] = true;
	}
	answer_release(&a);
	return 0;
}

static int keep(struct visit *v, const struct table *t, const struct request *r,
		const struct err *why, struct err *e)
{
	char at[WHEN_TEXT];
	struct buf request;
	enum verdict verdict;
	struct arrival in = {
		.source = v->t->source,
		.asks = r,
		.fetched_at = when_text(
			at, v->t->app->now_fixed ? v->t->app->now : when_now()),
		.status = 200,
		.etag = "",
		.last_modified = "",
		.encoding = "",
		.body = buf_str(&t->bytes),
		.len = t->bytes.len,
		.refused = why->code != ERR_NONE ? why->msg : NULL,
	};
	int rc;

	buf_init(&request, 8000);
	buf_puts(&request, t->name);
	local_request_write(&request, r);
	in.request = buf_str(&request);
	rc = archive_put(v->t->archive, &in, &verdict, e);
	if (rc == 0 && verdict == VERDICT_NEW)
		log_debug(&v->t->app->log, "local %s: new", in.request);
	buf_release(&request);
	if (rc < 0)
		return -1;
	v->t->out->new += verdict == VERDICT_NEW;
	v->t->out->same += verdict == VERDICT_SAME;
	v->t->out->refused += verdict == VERDICT_REFUSED;
	return 0;
}

/* All its indicators or none: what is wrong with one is wrong with the table.
 */
static int keep_table(struct visit *v, const struct table *t, struct err *e)
{
	struct request *asks = xcalloc(t->map.n, sizeof(*asks));
	struct err why = {0};
	size_t i, left_out = 0;
	int rc = 0;

	for (i = 0; rc == 0 && i < t->map.n; i++)
		rc = ask(v, t, &t->map.indicators[i], &asks[i], &left_out, &why,
			 e);
	if (why.code != ERR_NONE)
		complain(v, why.msg);
	else if (left_out)
		log_debug(&v->t->app->log,
			  "local %s: %zu rows are of no area, as the mapping "
			  "says",
			  t->name, left_out);
	for (i = 0; rc == 0 && i < t->map.n; i++)
		if (named_has(v->t->o->indicators, v->t->source->name,
			      asks[i].indicator))
			rc = keep(v, t, &asks[i], &why, e);
	free(asks);
	return rc;
}

/* Its indicators, which no other table has. */
static int claim(struct visit *v, const struct table *t, struct err *e)
{
	size_t i;

	for (i = 0; i < t->map.n; i++)
		if (names_have(&v->indicators, t->map.indicators[i].code))
			return err_set(e, ERR_CONFIG,
				       "%s: another table has indicator '%s' "
				       "already",
				       t->body.map_name,
				       t->map.indicators[i].code);
	for (i = 0; i < t->map.n; i++)
		names_add(&v->indicators, t->map.indicators[i].code);
	return 0;
}

/* Both files into t; what is wrong with them is told in e. */
static int read_table(struct visit *v, struct table *t, struct err *e)
{
	char *map_name =
		xasprintf("%.*s.ini", (int)strlen(t->name) - 4, t->name);
	char *path = xasprintf("%s/%s", v->dir, t->name);
	char *map_path = xasprintf("%s/%s", v->dir, map_name);
	struct buf table, map;
	int rc = -1;

	buf_init(&table, TABLE_MAX);
	buf_init(&map, MAP_MAX);
	if (!file_exists(map_path)) {
		(void)err_set(e, ERR_CONFIG,
			      "%s: no mapping %s beside it, see the manual, "
			      "LOCAL TABLES",
			      t->name, map_name);
		goto out;
	}
	if (file_read(path, &table, e) < 0 || file_read(map_path, &map, e) < 0)
		goto out;
	local_body_write(&t->bytes, map_name, buf_str(&map), map.len, t->name,
			 buf_str(&table), table.len);
	if (local_body_parse(buf_str(&t->bytes), t->bytes.len, &t->body, e) <
		    0 ||
	    local_map_parse(map_name, t->body.map_text, t->body.map_len,
			    &t->map, e) < 0)
		goto out;
	rc = 0;
out:
	buf_release(&table);
	buf_release(&map);
	free(path);
	free(map_path);
	free(map_name);
	return rc;
}

static int visit_table(struct visit *v, const char *name, struct err *e)
{
	struct table t = {.name = name};
	struct err why = {0};
	int rc = 0;

	buf_init(&t.bytes, BUF_MAX);
	if (read_table(v, &t, &why) < 0 || claim(v, &t, &why) < 0) {
		complain(v, why.msg);
		v->whole = false;
	} else {
		rc = keep_table(v, &t, e);
	}
	local_map_release(&t.map);
	local_body_release(&t.body);
	buf_release(&t.bytes);
	return rc;
}

/* Figures whose table is gone stay, which is said. */
static int say_gone(struct visit *v, struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (!v->whole || v->t->o->indicators)
		return 0;
	if (stmt_new(&q, archive_db(v->t->archive),
		     "SELECT DISTINCT substr(topic, 9) FROM fetch"
		     "  WHERE source = ?1 AND verdict <> 'refused' ORDER BY 1",
		     e) < 0)
		return -1;
	stmt_text(q, 1, v->t->source->name);
	while ((got = stmt_step(q, e)) == 1)
		if (!names_have(&v->indicators, stmt_col_text(q, 0)))
			log_warn(&v->t->app->log,
				 "local: no table has indicator '%s' any more; "
				 "its figures stay as they were",
				 stmt_col_text(q, 0));
	stmt_free(q);
	return got;
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n > m && strcmp(s + n - m, end) == 0;
}

/* What people keep in a spreadsheet is read from the CSV that they saved of it;
 * what an open one leaves beside it ("~$x.xlsx") is none of ours. */
static bool is_workbook(const char *name)
{
	return name[0] != '~' && name[0] != '.' &&
	       (ends_with(name, ".xlsx") || ends_with(name, ".xls") ||
		ends_with(name, ".ods"));
}

static void say_unread(struct visit *v, const char *name)
{
	char *table =
		xasprintf("%.*s.csv", (int)(strrchr(name, '.') - name), name);
	char *text = NULL;

	if (!names_have(&v->files, table) && is_workbook(name)) {
		text = xasprintf("%s: a workbook is not read; save its sheet "
				 "as %s beside it",
				 name, table);
		complain(v, text);
	} else if (!names_have(&v->files, table)) {
		log_warn(&v->t->app->log, "local: %s has no %s beside it", name,
			 table);
	}
	free(text);
	free(table);
}

static int visit_folder(struct visit *v, struct err *e)
{
	struct err why = {0};
	size_t i;

	if (file_exists(v->dir) &&
	    file_list(v->dir, take_file, &v->files, &why) < 0) {
		complain(v, why.msg);
		return 0;
	}
	for (i = 0; i < v->files.n; i++) {
		const char *name = v->files.list[i];

		if (ends_with(name, ".csv") && visit_table(v, name, e) < 0)
			return -1;
		if (ends_with(name, ".ini") || is_workbook(name))
			say_unread(v, name);
	}
	return say_gone(v, e);
}

static int local_visit(struct turn *t, struct err *e)
{
	const char *dir = conf_text(t->app->conf, "local.dir");
	struct visit v = {.t = t, .whole = true};
	int rc = 0;

	/* Reading a file is no request. */
	if (t->o->dry_run)
		return 0;
	v.dir = dir[0] ? xstrdup(dir) : app_config_path(t->app, "tables");
	if (dir[0] && !file_exists(dir))
		complain(&v, "setting local.dir: there is no such folder");
	else
		rc = visit_folder(&v, e);
	names_release(&v.files);
	names_release(&v.indicators);
	free(v.dir);
	return rc;
}

static const char *local_licence_of(const char *organisation)
{
	(void)organisation;
	return "tuottajan omat ehdot";
}

static const struct conf_default settings[] = {
	{"local.dir", CONF_TEXT, "", 0, 0,
	 "folder of tables of one's own; empty: tables/ beside the settings"},
};

const struct source source_local = {
	.name = "local",
	.title = "Omat taulukot",
	.licence = "taulukkojen omat ehdot",
	.here = true,
	.licence_of = local_licence_of,
	.settings = settings,
	.n_settings = ARRAY_LEN(settings),
	.request_parse = local_request_parse,
	.request_write = local_request_write,
	.visit = local_visit,
	.parse = local_parse,
};
