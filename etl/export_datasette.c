/*
 * See export.h. The keys are those of Datasette 0.6x's documentation: Metadata,
 * Facets, and Canned queries in Running SQL queries (docs.datasette.io).
 *
 * A sort or a facet is given to views that stay small alone: Datasette ends a
 * query after a second, and sorting all figures takes longer.
 */
#include "lib/base.h"

#include "etl/export.h"
#include "etl/query_text.h"
#include "etl/view_text.h"
#include "lib/embedded.h"
#include "lib/file.h"
#include "lib/json.h"
#include "lib/text.h"

enum {
	Q_TABLES,
	Q_SOURCES,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_TABLES] = "SELECT name, type = 'view' AND substr(name, 1, 2) = 'v_'"
		     " FROM sqlite_schema WHERE type IN ('table', 'view')"
		     " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
		     " ORDER BY name",
	[Q_SOURCES] = "SELECT organisation, licence, count(*) FROM v_indicator"
		      " WHERE organisation <> '' AND last_year IS NOT NULL"
		      " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
};
static const struct sql_set datasette_sql = {"etl/export_datasette", sql,
					     Q_COUNT};

enum {
	FACETS = 4,
	WHOLE = 1000 /* rows on a page: the most that Datasette gives */
};

/* How a view opens. */
static const struct opening {
	const char *view, *sort, *sort_desc;
	const char *facets[FACETS]; /* NULL behind the last */
	int size;                   /* rows on a page, 0: Datasette's 100 */
} openings[] = {
	{"v_area", "name_fi", NULL, {"kind"}, 0},
	{"v_calendar", "position", NULL, {"kind"}, 0},
	{"v_data_need", NULL, NULL, {"kind", "need"}, 0},
	{"v_forecast_method", NULL, NULL, {"accepted", "chosen"}, WHOLE},
	{"v_freshness", "last_year", NULL, {"years_behind"}, WHOLE},
	{"v_gap", NULL, NULL, {"stage"}, 0},
	{"v_indicator",
	 "title_fi",
	 NULL,
	 {"theme", "unit", "organisation", "licence"},
	 0},
	{"v_link", NULL, NULL, {"kind"}, 0},
	{"v_matrix", NULL, NULL, {"cell", "direction", "standing"}, 0},
	{"v_measure", "position", NULL, {"negotiation", "state"}, WHOLE},
	{"v_merger", NULL, "date", {"kind"}, 0},
	{"v_negotiation", NULL, "date", {NULL}, WHOLE},
	{"v_negotiation_priority",
	 "position",
	 NULL,
	 {"negotiation", "kind"},
	 WHOLE},
	{"v_priority_link", NULL, NULL, {"negotiation", "strength"}, WHOLE},
	{"v_quality", NULL, NULL, {"severity", "check_name", "held"}, 0},
	{"v_run", NULL, "run", {"command", "state"}, 0},
};

/* Columns that are of one unit in every row, by the names that Pint, which
 * Datasette asks, has for them. */
static const struct {
	const char *view, *column, *unit;
} units[] = {
	{"v_run", "bytes", "byte"},
	{"v_run", "seconds", "second"},
	{"v_run", "fetch_seconds", "second"},
	{"v_run", "load_seconds", "second"},
	{"v_run", "analyse_seconds", "second"},
	{"v_run", "plot_seconds", "second"},
	{"v_run", "brief_seconds", "second"},
	{"v_freshness", "years_behind", "year"},
};

/* Columns whose unit is that of the row's indicator. */
static const char *const in_its_unit[] = {
	"value",         "country_value", "county_value", "agreed_value",
	"revised_value", "current_value", "old_value",    "new_value",
	"source_value",  "benchmark",     "median",       "low80",
	"high80"};

struct site {
	const struct app *app;
	struct db *db;
	struct stmts *set;
	char content_id[130], date[40], program[80];
};

static json_t *part(struct query_part p)
{
	return json_stringn(p.n ? p.s : "", p.n);
}

static void put_html(struct buf *b, struct query_part p)
{
	char *s = xasprintf("%.*s", (int)p.n, p.n ? p.s : "");

	text_html(b, s);
	free(s);
}

/* What it tells, and the same page with the examples filled in. */
static void put_about(struct buf *b, const struct query *q, enum lang lang)
{
	put_html(b, q->about[lang]);
	if (q->n_params == 0)
		return;
	buf_puts(b, " <a href=\"");
	for (size_t i = 0; i < q->n_params; i++) {
		buf_puts(b, i ? "&amp;" : "?");
		put_html(b, q->params[i].name);
		buf_putc(b, '=');
		put_html(b, q->params[i].example);
	}
	buf_printf(b, "\">%s</a>", text_get(TEXT_DATASETTE_EXAMPLE, lang));
}

static json_t *queries(enum lang lang)
{
	const char *at = text_etl_queries_sql;
	json_t *all = json_object();
	struct query q;
	struct buf b;

	buf_init(&b, BUF_MAX);
	while (query_text_next(&at, &q)) {
		json_t *one = json_object(), *params = json_array();
		char *name = xasprintf("%.*s", (int)q.name.n, q.name.s);

		for (size_t i = 0; i < q.n_params; i++)
			json_array_append_new(params, part(q.params[i].name));
		buf_clear(&b);
		put_about(&b, &q, lang);
		json_object_set_new(one, "title", part(q.title[lang]));
		json_object_set_new(one, "description_html",
				    json_plain(buf_str(&b)));
		json_object_set_new(one, "sql", part(q.sql));
		json_object_set_new(one, "params", params);
		json_object_set_new(all, name, one);
		free(name);
	}
	buf_release(&b);
	return all;
}

/* "v_trend: Has it changed?", and all of the comment where there is more. */
static void set_title(json_t *table, const char *view, const char *about)
{
	const char *end = about;

	while (*end && !(strchr(".:?", *end) && (end[1] == ' ' || !end[1])))
		end++;
	json_object_set_new(table, "title",
			    json_sprintf("%s: %.*s", view,
					 (int)(end - about) + (*end == '?'),
					 about));
	if (*end && end[1])
		json_object_set_new(table, "description", json_plain(about));
}

static void set_opening(json_t *table, const char *view)
{
	for (size_t i = 0; i < ARRAY_LEN(openings); i++) {
		const struct opening *o = &openings[i];
		json_t *facets;

		if (strcmp(o->view, view) != 0)
			continue;
		if (o->sort)
			json_object_set_new(table, "sort", json_plain(o->sort));
		if (o->sort_desc)
			json_object_set_new(table, "sort_desc",
					    json_plain(o->sort_desc));
		if (o->size)
			json_object_set_new(table, "size",
					    json_integer(o->size));
		facets = json_array();
		for (size_t k = 0; k < FACETS && o->facets[k]; k++)
			json_array_append_new(facets, json_plain(o->facets[k]));
		if (json_array_size(facets))
			json_object_set(table, "facets", facets);
		json_decref(facets);
	}
}

static bool is_in_its_unit(const char *column)
{
	for (size_t i = 0; i < ARRAY_LEN(in_its_unit); i++)
		if (strcmp(in_its_unit[i], column) == 0)
			return true;
	return false;
}

static void set_columns(json_t *table, const char *view, struct stmt *q,
			const char *text)
{
	json_t *columns = json_object(), *of = json_object();
	bool of_indicator = false;
	struct buf b;

	buf_init(&b, BUF_MAX);
	for (int i = 0; i < stmt_columns(q); i++)
		if (strcmp(stmt_column_name(q, i), "indicator") == 0)
			of_indicator = true;
	for (int i = 0; i < stmt_columns(q); i++) {
		const char *name = stmt_column_name(q, i);

		buf_clear(&b);
		if (text)
			(void)view_text_column(&b, text, view, name);
		if (of_indicator && is_in_its_unit(name))
			buf_printf(&b, "%sin the unit that v_indicator gives",
				   b.len ? "; " : "");
		if (b.len)
			json_object_set_new(columns, name,
					    json_plain(buf_str(&b)));
		for (size_t k = 0; k < ARRAY_LEN(units); k++)
			if (strcmp(units[k].view, view) == 0 &&
			    strcmp(units[k].column, name) == 0)
				json_object_set_new(of, name,
						    json_plain(units[k].unit));
	}
	if (json_object_size(columns))
		json_object_set(table, "columns", columns);
	if (json_object_size(of))
		json_object_set(table, "units", of);
	json_decref(columns);
	json_decref(of);
	buf_release(&b);
}

static int set_view(json_t *tables, struct site *s, const char *view,
		    struct err *e)
{
	struct stmt *q = NULL;
	struct buf about;
	const char *text;
	json_t *table;

	if (stmt_new_all(&q, s->db, view, e) < 0)
		return -1;
	buf_init(&about, BUF_MAX);
	table = json_object();
	text = view_text_find(&about, s->app->schemas, view);
	set_title(table, view, buf_str(&about));
	set_columns(table, view, q, text);
	set_opening(table, view);
	json_object_set_new(tables, view, table);
	buf_release(&about);
	stmt_free(q);
	return 0;
}

/* The views; what is not of the contract is hidden. */
static int set_tables(json_t *db, struct site *s, struct err *e)
{
	json_t *tables = json_object();
	struct stmt *q = stmts_at(s->set, Q_TABLES);
	int rc;

	json_object_set_new(db, "tables", tables);
	while ((rc = stmt_step(q, e)) > 0) {
		const char *name = stmt_col_text(q, 0);

		if (!stmt_col_int(q, 1))
			json_object_set_new(tables, name,
					    json_pack("{s:b}", "hidden", 1));
		else if (set_view(tables, s, name, e) < 0)
			return -1;
	}
	return rc;
}

static const char *terms_in(const char *licence, enum lang lang)
{
	return strcmp(licence, text_get(TEXT_CHART_OWN_TERMS, LANG_FI)) == 0
		       ? text_get(TEXT_CHART_OWN_TERMS, lang)
		       : licence;
}

/* Producers with their terms, those of most indicators first. */
static int set_sources(json_t *o, struct site *s, enum lang lang, struct err *e)
{
	static const char cc_by[] = "CC BY 4.0";
	struct stmt *q = stmts_at(s->set, Q_SOURCES);
	struct buf source, licence;
	int rc;

	buf_init(&source, BUF_MAX);
	buf_init(&licence, BUF_MAX);
	while ((rc = stmt_step(q, e)) > 0) {
		const char *terms = terms_in(stmt_col_text(q, 1), lang);

		buf_printf(&source, "%s%s (%s)", source.len ? ", " : "",
			   stmt_col_text(q, 0), terms);
		if (!strstr(buf_str(&licence), terms))
			buf_printf(&licence, "%s%s", licence.len ? "; " : "",
				   terms);
	}
	json_object_set_new(o, "source", json_plain(buf_str(&source)));
	json_object_set_new(o, "license", json_plain(buf_str(&licence)));
	if (strcmp(buf_str(&licence), cc_by) == 0)
		json_object_set_new(o, "license_url",
				    json_plain("https://creativecommons.org/"
					       "licenses/by/4.0/"));
	buf_release(&source);
	buf_release(&licence);
	return rc;
}

/* Of the whole and, as Datasette 1.0 wants it, of the database once more. */
static int set_whole(json_t *o, struct site *s, enum lang lang, struct err *e)
{
	char day[TEXT_NUMBER];

	json_object_set_new(o, "title",
			    json_plain(text_get(TEXT_DATASETTE_TITLE, lang)));
	json_object_set_new(o, "description",
			    json_sprintf("%s %s: %s. %s: %.12s.",
					 text_get(TEXT_DATASETTE_ABOUT, lang),
					 text_get(TEXT_DATASETTE_DAY, lang),
					 text_date(day, s->date, lang),
					 text_get(TEXT_BRIEF_CONTENT_ID, lang),
					 s->content_id));
	json_object_set_new(o, "about", json_plain(s->program));
	return set_sources(o, s, lang, e);
}

static int put_metadata(struct site *s, const char *dir, enum lang lang,
			struct err *e)
{
	json_t *root = json_object(), *db = json_object();
	char *path = NULL, *text = NULL;
	int rc = -1;

	json_object_set_new(root, "databases",
			    json_pack("{s:o}", "tilannekuva", db));
	if (set_whole(root, s, lang, e) < 0 || set_whole(db, s, lang, e) < 0)
		goto out;
	json_object_set_new(db, "queries", queries(lang));
	if (set_tables(db, s, e) < 0)
		goto out;
	path = lang == LANG_FI
		       ? xasprintf("%s/metadata.json", dir)
		       : xasprintf("%s/metadata.%s.json", dir, lang_name(lang));
	text = json_dumps(root, JSON_INDENT(1));
	rc = file_publish(path, text, strlen(text), e);
out:
	free(text);
	free(path);
	json_decref(root);
	return rc;
}

int export_datasette(struct app *app, const char *dir,
		     const struct export_wish *w, size_t *files, struct err *e)
{
	struct site s = {.app = app};
	int rc = -1;

	(void)w;
	if (app_store_open(app, DB_READ, &s.db, e) < 0 ||
	    db_script(s.db, "BEGIN", e) < 0 || file_mkdirs(dir, e) < 0 ||
	    stmts_new(&s.set, s.db, &datasette_sql, e) < 0 ||
	    store_get(s.db, "content_id", s.content_id, sizeof(s.content_id),
		      e) < 0 ||
	    store_get(s.db, "data_date", s.date, sizeof(s.date), e) < 0 ||
	    store_get(s.db, "program", s.program, sizeof(s.program), e) < 0)
		goto out;
	rc = 0;
	for (int lang = 0; lang < LANG_N && rc == 0; lang++) {
		rc = put_metadata(&s, dir, (enum lang)lang, e);
		*files += rc == 0;
	}
out:
	stmts_free(s.set);
	if (s.db)
		db_rollback(s.db);
	db_close(s.db);
	return rc;
}
