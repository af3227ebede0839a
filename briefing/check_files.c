/*
 * The files beside the pages, read back: the index of the search, the tables of
 * figures, and the rugs of the front page. See checking.h.
 */
#include "lib/base.h"

#include <jansson.h>
#include <math.h>
#include <sys/stat.h>

#include "briefing/checking.h"
#include "briefing/part.h"
#include "briefing/tidy.h"
#include "lib/csv.h"
#include "lib/file.h"
#include "lib/num.h"

enum {
	Q_PLACE,
	Q_INDICATOR,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_PLACE] = "WITH i AS (SELECT i.id FROM followed AS f"
		    "  JOIN source AS s ON s.name = f.source"
		    "  JOIN indicator AS i ON i.source = s.id"
		    "   AND i.code = f.code),"
		    " a AS (SELECT id FROM area WHERE kind = 'kunta'"
		    "   AND code = ?1)"
		    " SELECT count(*), total(value) FROM ("
		    "  SELECT o.value FROM i, a CROSS JOIN observation AS o"
		    "   ON o.indicator = i.id AND o.area = a.id"
		    "  UNION ALL SELECT NULL FROM i, a CROSS JOIN absence AS o"
		    "   ON o.indicator = i.id AND o.area = a.id)",
	[Q_INDICATOR] =
		"WITH i AS (SELECT i.id FROM indicator AS i JOIN source AS s"
		"   ON s.id = i.source WHERE s.name = ?1 AND i.code = ?2),"
		" a AS (SELECT x.id FROM v_area AS v JOIN area AS x"
		"   ON x.kind = v.kind AND x.code = v.code"
		"  WHERE v.kind = 'maa' OR (v.kind = 'nuts1' AND v.code = '1')"
		"  OR (v.kind = 'hyvinvointialue' AND v.code IN"
		"    (SELECT code FROM shown_county))"
		"  OR (v.kind = 'kunta' AND v.valid_to IS NULL"
		"    AND v.hva_code IN (SELECT code FROM shown_county)))"
		" SELECT count(*), total(value) FROM ("
		"  SELECT o.value FROM i, a CROSS JOIN observation AS o"
		"   ON o.indicator = i.id AND o.area = a.id"
		"  UNION ALL SELECT NULL FROM i, a CROSS JOIN absence AS o"
		"   ON o.indicator = i.id AND o.area = a.id)",
};
const struct sql_set briefing_check_files_sql = {"briefing/check_files", sql,
						 Q_COUNT};

/* --- tables --- */

struct counted {
	size_t rows;
	double sum;
};

static int count_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct counted *n = ctx;
	double v;

	(void)e;
	n->rows++;
	if (num_double(row->cells[0], strlen(row->cells[0]), &v))
		n->sum += v;
	return 0;
}

/* As many rows as the store has, and as much in them. */
static int check_table(struct check *c, const char *kind, const char *name,
		       struct stmt *q, struct err *e)
{
	static const struct csv_column columns[] = {{"value", true},
						    {"licence", true},
						    {"data_date", true},
						    {"content_id", true},
						    {"source", true}};
	char *page = xasprintf("luvut/%s-%s.csv", kind, name);
	char *path = xasprintf("%s/site/%s", c->app->var_dir, page);
	const struct csv_spec spec = {page, columns, ARRAY_LEN(columns), true};
	struct counted n = {.rows = 0};
	struct err why = {0};
	int rc = stmt_step(q, e);

	c->page = page;
	c->sum->figures++;
	if (csv_read_file(path, &spec, count_row, &n, &why) < 0)
		check_fault(c, "%s", why.msg);
	else if (rc > 0 && (n.rows != (size_t)stmt_col_int(q, 0) ||
			    fabs(n.sum - stmt_col_double(q, 1)) >
				    1e-9 * (1 + fabs(n.sum))))
		check_fault(c,
			    "%zu rows with %.6g in all, there should be %lld "
			    "with %.6g",
			    n.rows, n.sum, (long long)stmt_col_int(q, 0),
			    stmt_col_double(q, 1));
	stmt_reset(q);
	free(path);
	free(page);
	return rc < 0 ? -1 : 0;
}

static int check_tables(struct check *c, struct stmts *set, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < c->visit_n; i++) {
		struct stmt *q = stmts_at(set, Q_PLACE);

		stmt_text(q, 1, c->visits[i].place->code);
		rc = check_table(c, "kunta", c->visits[i].place->code, q, e);
	}
	for (size_t i = 0; rc == 0 && i < c->cat->n; i++) {
		const struct indicator *ind = &c->cat->list[i];
		struct stmt *q = stmts_at(set, Q_INDICATOR);
		char *name;

		if (!ind->shown)
			continue;
		stmt_text(q, 1, ind->source);
		stmt_text(q, 2, ind->code);
		name = xasprintf("%s-%s", ind->source, ind->code);
		rc = check_table(c, "mittari", name, q, e);
		free(name);
	}
	return rc;
}

/* --- the index of the search --- */

static const char *cell(const json_t *row, size_t i)
{
	const char *s = json_string_value(json_array_get(row, i));

	return s ? s : "";
}

/* The row of an address; NULL: none. */
static const json_t *row_of(const json_t *rows, const char *address)
{
	for (size_t i = 0; i < json_array_size(rows); i++) {
		const json_t *row = json_array_get(rows, i);

		if (strcmp(cell(row, 1), address) == 0)
			return row;
	}
	return NULL;
}

static void check_found(struct check *c, const json_t *rows, char *address,
			const char *title)
{
	const json_t *row = row_of(rows, address);

	check_same(c, address, "title", row ? cell(row, 2) : NULL, title);
	free(address);
}

static void check_addresses(struct check *c, const json_t *rows)
{
	for (size_t i = 0; i < json_array_size(rows); i++) {
		const char *address = cell(json_array_get(rows, i), 1);
		char *path = xasprintf("%s/site/%s%.*s", c->app->var_dir,
				       lang_folder(c->cat->lang),
				       (int)strcspn(address, "#"), address);
		struct stat st;

		if (strstr(address, "..") || strchr(address, ':') ||
		    stat(path, &st) < 0)
			check_fault(c, "'%s' is not there", address);
		free(path);
	}
}

static void check_rows(struct check *c, const json_t *rows)
{
	for (size_t i = 0; i < c->visit_n; i++)
		check_found(
			c, rows,
			xasprintf("kunta/%s.html", c->visits[i].place->code),
			c->visits[i].place->name);
	for (size_t i = 0; i < c->cat->n; i++)
		if (c->cat->list[i].shown)
			check_found(c, rows,
				    xasprintf("mittari/%s-%s.html",
					      c->cat->list[i].source,
					      c->cat->list[i].code),
				    c->cat->list[i].title);
	for (size_t i = 0; i < c->cat->county_n; i++)
		for (size_t k = 0; k < c->cat->counties[i].talks_n; k++)
			check_found(c, rows,
				    xasprintf("neuvottelu/%s.html",
					      c->cat->counties[i].talks[k].id),
				    c->cat->counties[i].talks[k].title);
	check_addresses(c, rows);
}

static void check_index(struct check *c)
{
	static const char before[] = "window.tilannekuvaHaku = ";
	char *path = xasprintf("%s/site/%shaku.js", c->app->var_dir,
			       lang_folder(c->cat->lang));
	struct err why = {0};
	json_t *rows = NULL;
	struct buf b;

	c->page = "haku.js";
	buf_init(&b, BUF_MAX);
	if (file_read(path, &b, &why) < 0)
		check_fault(c, "%s", why.msg);
	else if (strncmp(buf_str(&b), before, strlen(before)) == 0)
		rows = json_loadb(b.data + strlen(before),
				  b.len - strlen(before),
				  JSON_DISABLE_EOF_CHECK, NULL);
	if (rows)
		check_rows(c, rows);
	else
		check_fault(c, "no index that could be read");
	json_decref(rows);
	buf_release(&b);
	free(path);
}

/* --- rugs --- */

static bool is_rug(const struct check *c, const char *kind,
		   const struct indicator *ind, const void *ctx)
{
	(void)c;
	(void)ctx;
	return !ind && strcmp(kind, "rug") == 0;
}

static int check_rugs(struct check *c, struct err *e)
{
	int rc = 0;

	c->page = "index.html";
	for (size_t i = 0; rc == 0 && c->front && i < c->cat->county_n; i++)
		rc = check_charts(c, c->front, "hyvinvointialue",
				  c->cat->counties[i].code, is_rug, NULL, e);
	return rc;
}

int check_files(struct check *c, struct db *db, struct err *e)
{
	struct stmts *set;
	int rc;

	if (check_rugs(c, e) < 0)
		return -1;
	check_index(c);
	/* the tables lie once, for all languages */
	if (c->cat->lang != LANG_FI)
		return 0;
	if (stmts_new(&set, db, &briefing_check_files_sql, e) < 0)
		return -1;
	rc = check_tables(c, set, e);
	stmts_free(set);
	return rc;
}
