/*
 * `export FORM`: `csv`, the views as tables; `xlsx`, a workbook; `json-stat`,
 * data sets; `datasette`, what describes the views to Datasette; `exchange`,
 * the archive's lists of areas and figures in exchange form, a file each. The
 * shipped snapshot was written by the latter.
 */
#include "etl/archive.h"
#include "etl/areas.h"
#include "etl/etl.h"
#include "etl/exchange.h"
#include "etl/export.h"
#include "etl/left_out.h"
#include "lib/file.h"
#include "lib/num.h"

struct exporter {
	struct app *app;
	struct archive *archive;
	struct db *store;
	struct areas *areas;
	struct left_out *left_out;
	const char *dir;
	size_t files;
};

/* Places by our numbers become places of this answer: by official code. */
static int name_places(struct exporter *x, struct answer *a, struct err *e)
{
	struct stmt *q = NULL;
	int64_t last = -1;
	size_t i;
	int rc = 0;

	if (stmt_new(&q, x->store, "SELECT kind, code FROM area WHERE id = ?1",
		     e) < 0)
		return -1;
	for (i = 0; i < a->figures.n; i++) {
		struct figure *f = &a->figures.list[i];

		if (f->area != last) {
			struct place *p;

			last = f->area;
			stmt_reset(q);
			stmt_int(q, 1, last);
			rc = stmt_step(q, e);
			if (rc < 0)
				break;
			p = answer_add_place(a);
			p->id = (int64_t)a->n_places - 1;
			p->kind = xstrdup(stmt_col_text(q, 0));
			p->code = xstrdup(stmt_col_text(q, 1));
			rc = 0;
		}
		f->area = (int64_t)a->n_places - 1;
	}
	stmt_free(q);
	return rc;
}

/* What the store knows of the indicator. */
static int name_indicator(struct exporter *x, const struct record *r,
			  struct answer *a, struct err *e)
{
	struct stmt *q = NULL;
	struct meta *m;
	int got, i;

	if (a->n_metas) /* the answer was in exchange form */
		return 0;
	if (stmt_new(&q, x->store,
		     "SELECT title_fi, title_sv, title_en, unit, organisation,"
		     "  decimals, data_updated, definition_fi, definition_sv,"
		     "  definition_en FROM v_indicator"
		     "  WHERE source = ?1 AND indicator = ?2",
		     e) < 0)
		return -1;
	stmt_text(q, 1, r->source);
	stmt_text(q, 2, strchr(r->topic, ':') + 1);
	got = stmt_step(q, e);
	m = answer_add_meta(a);
	for (i = 0; i < 3; i++) {
		m->title[i] = xstrdup(stmt_col_text(q, i));
		if (got > 0 && !stmt_col_null(q, 7 + i))
			m->definition[i] = xstrdup(stmt_col_text(q, 7 + i));
	}
	m->unit = xstrdup(stmt_col_text(q, 3));
	m->organisation = xstrdup(stmt_col_text(q, 4));
	m->decimals = (int)stmt_col_int(q, 5);
	(void)snprintf(m->updated, sizeof(m->updated), "%s",
		       stmt_col_text(q, 6));
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

/* Members by the source's own numbers become indices of the list. */
static void number_places(struct answer *a)
{
	size_t i, j, k, kept;

	for (i = 0; a->own_ids && i < a->n_places; i++) {
		struct place *p = &a->places[i];

		for (j = kept = 0; j < p->n_members; j++) {
			for (k = 0; k < a->n_places; k++)
				if (a->places[k].id == p->members[j])
					break;
			if (k < a->n_places)
				p->members[kept++] = (int64_t)k;
		}
		p->n_members = kept;
	}
}

static int write_file(struct exporter *x, const struct record *r,
		      const struct exchange_head *h, const struct answer *a,
		      struct err *e)
{
	const char *colon = strchr(r->topic, ':');
	/* Of a query that took several calls each answer has its own file. */
	char *call = strchr(r->request, '#')
			     ? xasprintf("-%lld", (long long)r->id)
			     : xstrdup("");
	char *path =
		xasprintf("%s/%.10s-%s-%s%s.exchange", x->dir, r->fetched_at,
			  r->source, colon ? colon + 1 : r->topic, call);
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	exchange_write(&b, h, a);
	rc = buf_check(&b, path, e);
	if (rc == 0)
		rc = file_publish(path, buf_str(&b), b.len, e);
	x->files += rc == 0;
	buf_release(&b);
	free(path);
	free(call);
	return rc;
}

static int parse_record(struct exporter *x, const struct record *r,
			const struct request *asks, struct answer *a,
			struct err *e)
{
	struct buf body;
	int rc;

	buf_init(&body, BODY_MAX);
	rc = archive_body(x->archive, r->body, &body, e);
	if (rc == 0)
		rc = source_parse(source_find(r->source), asks, buf_str(&body),
				  body.len, a, e);
	buf_release(&body);
	return rc;
}

/* Figures by official codes, with what describes them. 1: load leaves the
 * answer out too, or there is nothing in it that is understood elsewhere. */
static int name_figures(struct exporter *x, const struct record *r,
			const struct request *asks, struct answer *a,
			struct err *e)
{
	struct err why = {0};

	if (left_out_take(x->left_out, r, asks, a, &why) < 0 ||
	    areas_resolve(x->areas, a, &why) < 0) {
		if (why.code != ERR_DATA)
			return err_set(e, why.code, "%s", why.msg);
		log_warn(&x->app->log, "answer %lld (%s %s): %s",
			 (long long)r->id, r->source, r->topic, why.msg);
		return 1;
	}
	if (a->figures.n == 0)
		return 1;
	return name_places(x, a, e) < 0 ? -1 : name_indicator(x, r, a, e);
}

static int export_record(void *ctx, const struct record *r, struct err *e)
{
	struct exporter *x = ctx;
	const struct source *s = source_find(r->source);
	struct exchange_head h = {.request = r->request};
	struct answer a = {0};
	int rc;

	if (!s)
		return err_set(e, ERR_DATA, "no source '%s'", r->source);
	(void)snprintf(h.source, sizeof(h.source), "%s", r->source);
	(void)snprintf(h.fetched_at, sizeof(h.fetched_at), "%s", r->fetched_at);
	if (s->request_parse(r->request, &h.asks, e) < 0 ||
	    parse_record(x, r, &h.asks, &a, e) < 0)
		return err_wrap(e, "answer %lld", (long long)r->id);
	if (a.kind == ANSWER_AREAS) {
		number_places(&a);
		rc = 0;
	} else {
		rc = name_figures(x, r, &h.asks, &a, e);
	}
	if (rc == 0)
		rc = write_file(x, r, &h, &a, e);
	answer_release(&a);
	return rc < 0 ? -1 : 0;
}

static int export_exchange(struct app *app, const char *dir,
			   const struct export_wish *w, size_t *files,
			   struct err *e)
{
	struct exporter x = {.app = app, .dir = dir};
	int rc = -1;

	(void)w;
	/* Opened for writing because the register may have to number a place
	 * that it has not met; rolled back. */
	if (file_mkdirs(dir, e) < 0 ||
	    app_store_open(app, DB_WRITE, &x.store, e) < 0 ||
	    archive_open(&x.archive, app, e) < 0 || db_begin(x.store, e) < 0 ||
	    areas_new(&x.areas, x.store, e) < 0 ||
	    left_out_new(&x.left_out, x.store, &app->log, e) < 0 ||
	    archive_each(x.archive, "areas", "9999", export_record, &x, e) < 0)
		goto out;
	rc = archive_each(x.archive, "figures:", "9999", export_record, &x, e);
	*files = x.files;
out:
	left_out_free(x.left_out);
	areas_free(x.areas);
	archive_close(x.archive);
	db_close(x.store);
	return rc;
}

/* VAR/export/2026-03-02, which `run` removes in time. The caller's to free().
 */
static char *dated_dir(const struct app *app)
{
	char at[WHEN_TEXT];

	return xasprintf("%s/export/%.10s", app->var_dir,
			 when_text(at, app->now));
}

/* The options, and which form takes which. */
enum {
	OPT_VIEW,
	OPT_AREA,
	OPT_NEGOTIATION,
	OPT_INDICATOR,
	OPT_LANG,
	OPT_N
};

static const struct form {
	const char *name;
	int (*make)(struct app *app, const char *dir,
		    const struct export_wish *w, size_t *files, struct err *e);
	bool takes[OPT_N];
} forms[] = {
	{"csv", export_csv, {[OPT_VIEW] = true}},
	{"xlsx",
	 export_xlsx,
	 {[OPT_AREA] = true, [OPT_NEGOTIATION] = true, [OPT_LANG] = true}},
	{"json-stat",
	 export_jsonstat,
	 {[OPT_INDICATOR] = true, [OPT_LANG] = true}},
	{"datasette", export_datasette, {false}},
	{"exchange", export_exchange, {false}},
};

static const struct form *form_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}

static int export_parse(const struct form **form, struct export_wish *w,
			int *argc, char **argv, struct err *e)
{
	struct opt opts[OPT_N] = {
		[OPT_VIEW] = {.name = "view", .takes_value = true},
		[OPT_AREA] = {.name = "area", .takes_value = true},
		[OPT_NEGOTIATION] = {.name = "negotiation",
				     .takes_value = true},
		[OPT_INDICATOR] = {.name = "indicator", .takes_value = true},
		[OPT_LANG] = {.name = "lang", .takes_value = true},
	};

	if (opt_parse(opts, OPT_N, argc, argv, e) < 0)
		return -1;
	*form = *argc == 2 || *argc == 3 ? form_find(argv[1]) : NULL;
	if (!*form)
		return err_set(e, ERR_USAGE,
			       "`csv [DIR]`, `xlsx [DIR]`, `json-stat [DIR]`, "
			       "`datasette [DIR]` or `exchange [DIR]` is "
			       "expected");
	for (size_t i = 0; i < OPT_N; i++)
		if (opts[i].given && !(*form)->takes[i])
			return err_set(e, ERR_USAGE, "--%s is not for `%s`",
				       opts[i].name, (*form)->name);
	if (opts[OPT_AREA].given && opts[OPT_NEGOTIATION].given)
		return err_set(e, ERR_USAGE,
			       "--area or --negotiation, not both");
	if (app_lang_parse(opts[OPT_LANG].value, &w->lang, e) < 0)
		return -1;
	w->view = opts[OPT_VIEW].value;
	w->area = opts[OPT_AREA].value;
	w->negotiation = opts[OPT_NEGOTIATION].value;
	w->indicator = opts[OPT_INDICATOR].value;
	return 0;
}

static int export_main(struct app *app, int argc, char **argv)
{
	struct export_wish w = {.lang = LANG_FI};
	const struct form *form = NULL;
	struct err e = {0};
	char *dir;
	size_t files = 0;
	int rc = export_parse(&form, &w, &argc, argv, &e);

	if (rc < 0 || !form)
		return cmd_fail(app, &cmd_export, &e);
	dir = argc == 3 ? xstrdup(argv[2]) : dated_dir(app);
	rc = form->make(app, dir, &w, &files, &e);
	if (rc == 0)
		log_info(&app->log, "export: %zu files in %s", files, dir);
	free(dir);
	return rc < 0 ? cmd_fail(app, &cmd_export, &e) : EXIT_OK;
}

const struct cmd cmd_export = {
	.name = "export",
	.synopsis = "csv [--view VIEW] [DIR] | xlsx [--area CODE | "
		    "--negotiation ID] [--lang L] [DIR] | json-stat "
		    "[--indicator ID] [--lang L] [DIR] | datasette [DIR] | "
		    "exchange [DIR]",
	.summary = "tables for other programs",
	.help = "  csv [--view VIEW] [DIR]\n"
		"                  each view as a table, with a "
		"datapackage.json that tells\n"
		"                  its columns, sources, licences and the data "
		"date\n"
		"  xlsx [--area CODE | --negotiation ID] [--lang L] [DIR]\n"
		"                  a workbook of one area, of a negotiation's "
		"county and\n"
		"                  municipalities, or of all that is "
		"followed: figures, trends,\n"
		"                  barometer, agreements, notes, sources; L: "
		"fi, sv or en\n"
		"  json-stat [--indicator ID] [--lang L] [DIR]\n"
		"                  each indicator as a data set of JSON-stat "
		"2.0, and\n"
		"                  index.json, the collection of them\n"
		"  datasette [DIR] metadata.json for Datasette: what views "
		"and columns are,\n"
		"                  and ready queries\n"
		"  exchange [DIR]  the archive's answers as text, by official "
		"codes; a file\n"
		"                  per answer, which `import` reads\n"
		"Without DIR into VAR/export/DATE, which `run` removes after "
		"keep.exports_days.\n",
	.run = export_main,
	.writes = true,
};
