/*
 * JSON-stat 2.0, a file an indicator: see export.h. One indicator at a time is
 * in memory.
 */
#include "lib/base.h"

#include <jansson.h>

#include "etl/choice.h"
#include "etl/cube.h"
#include "etl/export_words.h"
#include "lib/file.h"
#include "lib/word.h"

enum {
	Q_INDICATORS,
	Q_AREAS,
	Q_YEARS,
	Q_SEXES,
	Q_FIGURES,
	Q_BREAKS,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_INDICATORS] =
		"SELECT i.id, v.source, v.indicator, v.title_fi, v.title_sv,"
		"  v.title_en, v.unit, v.decimals, v.organisation, v.licence,"
		"  coalesce(v.data_updated, ''), coalesce(v.fetched_at, ''),"
		"  coalesce(v.definition_fi, ''), coalesce(v.definition_sv, "
		"''),"
		"  coalesce(v.definition_en, '')"
		"  FROM source AS s JOIN indicator AS i ON i.source = s.id"
		"  JOIN v_indicator AS v ON v.source = s.name"
		"    AND v.indicator = i.code"
		"  WHERE (?1 IS NULL OR s.name = ?1) AND (?2 IS NULL OR i.code "
		"="
		"    ?2) AND EXISTS (SELECT 1 FROM series WHERE indicator = "
		"i.id)"
		"  ORDER BY s.name, i.code",
	[Q_AREAS] = "SELECT DISTINCT a.id, a.kind, a.code, a.name_fi,"
		    "  a.name_sv, a.name_en FROM series AS s"
		    "  JOIN area AS a ON a.id = s.area WHERE s.indicator = ?1"
		    "  ORDER BY CASE a.kind WHEN 'maa' THEN 1"
		    "    WHEN 'hyvinvointialue' THEN 2 WHEN 'kunta' THEN 3"
		    "    ELSE 4 END, a.kind, a.code",
	[Q_YEARS] = "SELECT year FROM observation WHERE indicator = ?1"
		    "  UNION SELECT year FROM absence WHERE indicator = ?1"
		    "  ORDER BY 1",
	[Q_SEXES] =
		"SELECT DISTINCT x.id, x.name FROM series AS s JOIN sex AS x"
		"  ON x.id = s.sex WHERE s.indicator = ?1 ORDER BY x.id",
	[Q_FIGURES] = "SELECT area, sex, year, value, 0 FROM observation"
		      "  WHERE indicator = ?1 UNION ALL"
		      "  SELECT area, sex, year, NULL, reason FROM absence"
		      "  WHERE indicator = ?1",
	[Q_BREAKS] = "SELECT year, said_by FROM v_break WHERE source = ?1"
		     "  AND indicator = ?2 AND kind = 'config' ORDER BY year",
};
static const struct sql_set jsonstat_sql = {"etl/export_jsonstat", sql,
					    Q_COUNT};

/* In the order of `status` in the store. */
static const char *const statuses[] = {"value", "missing", "suppressed",
				       "not_applicable", "not_yet_published"};

enum {
	STATUSES = ARRAY_LEN(statuses),
	SEXES = 3
};

/* What an indicator's cube is made of; ids and years in their order. */
struct cube_out {
	int64_t indicator;
	int64_t *areas;
	size_t n_areas;
	int *years;
	size_t n_years;
	int sexes[SEXES];
	size_t n_sexes;
	double *values;        /* row-major: area, year, sex */
	unsigned char *status; /* of each, as in `statuses` */
};

struct exporting {
	struct stmts *set;
	const struct export_wish *w;
	const char *dir;
	char content_id[130], date[40];
	json_t *items; /* of the collection */
	size_t files;
};

/* Of a text that may not be UTF-8 to the last byte; never NULL. */
static json_t *string(const char *s)
{
	struct buf b;
	json_t *j;

	buf_init(&b, BUF_MAX);
	text_visible(&b, s, '?');
	j = json_string(buf_str(&b));
	buf_release(&b);
	return j ? j : json_string("");
}

/* --- dimensions ------------------------------------------------------------
 */

static void add_dimension(json_t *set, const char *name, json_t *label,
			  json_t *index, json_t *labels)
{
	json_array_append_new(json_object_get(set, "id"), json_string(name));
	json_array_append_new(json_object_get(set, "size"),
			      json_integer((json_int_t)json_array_size(index)));
	json_object_set_new(json_object_get(set, "dimension"), name,
			    json_pack("{s:o,s:{s:o,s:o}}", "label", label,
				      "category", "index", index, "label",
				      labels));
}

static json_t *word(const struct exporting *x, enum text t)
{
	return json_string(text_get(t, x->w->lang));
}

/* "kunta:398": codes are unique within a kind alone. */
static int add_areas(const struct exporting *x, struct cube_out *c, json_t *set,
		     struct err *e)
{
	json_t *index = json_array(), *labels = json_object();
	struct stmt *q = stmts_at(x->set, Q_AREAS);
	int rc;

	stmt_int(q, 1, c->indicator);
	while ((rc = stmt_step(q, e)) > 0) {
		char *raw = xasprintf("%s:%s", stmt_col_text(q, 1),
				      stmt_col_text(q, 2));
		json_t *id = string(raw);

		c->areas = xreallocarray(c->areas, c->n_areas + 1,
					 sizeof(*c->areas));
		c->areas[c->n_areas++] = stmt_col_int(q, 0);
		json_object_set_new(labels, json_string_value(id),
				    string(choice_text(q, 3, x->w->lang)));
		json_array_append_new(index, id);
		free(raw);
	}
	add_dimension(set, "area", word(x, TEXT_XLSX_COL_AREA), index, labels);
	return rc;
}

static int add_years(const struct exporting *x, struct cube_out *c, json_t *set,
		     struct err *e)
{
	json_t *index = json_array(), *labels = json_object();
	struct stmt *q = stmts_at(x->set, Q_YEARS);
	int rc;

	stmt_int(q, 1, c->indicator);
	while ((rc = stmt_step(q, e)) > 0) {
		const char *year = stmt_col_text(q, 0);

		json_array_append_new(index, json_string(year));
		json_object_set_new(labels, year, json_string(year));
		c->years = xreallocarray(c->years, c->n_years + 1,
					 sizeof(*c->years));
		c->years[c->n_years++] = (int)stmt_col_int(q, 0);
	}
	add_dimension(set, "year", word(x, TEXT_XLSX_COL_YEAR), index, labels);
	return rc;
}

/* The dimension is there where there is more than one, or one that is not the
 * total: without it nothing would say which. */
static int add_sexes(const struct exporting *x, struct cube_out *c, json_t *set,
		     struct err *e)
{
	json_t *index = json_array(), *labels = json_object();
	struct stmt *q = stmts_at(x->set, Q_SEXES);
	int rc;

	stmt_int(q, 1, c->indicator);
	while ((rc = stmt_step(q, e)) > 0 && c->n_sexes < SEXES) {
		const char *name = stmt_col_text(q, 1);

		json_array_append_new(index, json_string(name));
		json_object_set_new(labels, name,
				    json_string(sex_words(name, x->w->lang)));
		c->sexes[c->n_sexes++] = (int)stmt_col_int(q, 0);
	}
	if (c->n_sexes > 1 || c->sexes[0] != 0) {
		add_dimension(set, "sex", word(x, TEXT_XLSX_COL_SEX), index,
			      labels);
	} else {
		json_decref(index);
		json_decref(labels);
	}
	return rc < 0 ? -1 : 0;
}

/* What is measured, of which there is one: it carries the unit. */
static void add_metric(const struct exporting *x, struct stmt *ind, json_t *set)
{
	json_t *id = string(stmt_col_text(ind, 2));
	const char *key = json_string_value(id);
	json_t *labels = json_object(), *units = json_object(), *one;

	json_object_set_new(labels, key,
			    string(choice_text(ind, 3, x->w->lang)));
	json_object_set_new(
		units, key,
		json_pack("{s:o,s:o,s:I}", "label",
			  string(unit_words(stmt_col_text(ind, 6), x->w->lang)),
			  "base", string(stmt_col_text(ind, 6)), "decimals",
			  (json_int_t)stmt_col_int(ind, 7)));
	add_dimension(set, "indicator", word(x, TEXT_XLSX_COL_INDICATOR),
		      json_pack("[o]", id), labels);
	one = json_object_get(json_object_get(set, "dimension"), "indicator");
	json_object_set_new(json_object_get(one, "category"), "unit", units);
}

/* --- cells -----------------------------------------------------------------
 */

static int compare_areas(const void *a, const void *b)
{
	int64_t x = **(const int64_t *const *)a,
		y = **(const int64_t *const *)b;

	return (x > y) - (x < y);
}

static size_t find_year(const struct cube_out *c, int year)
{
	size_t low = 0, high = c->n_years;

	while (low + 1 < high) {
		size_t mid = (low + high) / 2;

		if (c->years[mid] <= year)
			low = mid;
		else
			high = mid;
	}
	return low;
}

static size_t find_area(const int64_t *const *sorted, size_t n,
			const struct cube_out *c, int64_t id)
{
	const int64_t *key = &id;
	const int64_t *const *at =
		bsearch(&key, sorted, n, sizeof(*sorted), compare_areas);

	if (at)
		return (size_t)(*at - c->areas);
	die("a figure of an area that has no series");
}

static void take_figure(struct cube_out *c, const int64_t *const *sorted,
			struct stmt *q)
{
	size_t area = find_area(sorted, c->n_areas, c, stmt_col_int(q, 0));
	size_t year = find_year(c, (int)stmt_col_int(q, 2)), sex = 0, at;
	int64_t status = stmt_col_int(q, 4);

	while (sex < c->n_sexes && c->sexes[sex] != stmt_col_int(q, 1))
		sex++;
	if (sex == c->n_sexes || status < 0 || status >= STATUSES)
		return;
	at = (area * c->n_years + year) * c->n_sexes + sex;
	c->status[at] = (unsigned char)status;
	if (status == 0)
		c->values[at] = stmt_col_double(q, 3);
}

static int read_cells(const struct exporting *x, struct cube_out *c, size_t n,
		      struct err *e)
{
	const int64_t **sorted = xcalloc(c->n_areas + 1, sizeof(*sorted));
	struct stmt *q = stmts_at(x->set, Q_FIGURES);
	int rc;

	c->values = xcalloc(n + 1, sizeof(*c->values));
	c->status = xmalloc(n + 1);
	memset(c->status, 1, n + 1); /* no row: missing */
	for (size_t i = 0; i < c->n_areas; i++)
		sorted[i] = &c->areas[i];
	qsort(sorted, c->n_areas, sizeof(*sorted), compare_areas);
	stmt_int(q, 1, c->indicator);
	while ((rc = stmt_step(q, e)) > 0)
		take_figure(c, sorted, q);
	free(sorted);
	return rc;
}

static int add_cells(const struct exporting *x, struct cube_out *c, json_t *set,
		     const char *name, struct err *e)
{
	size_t n = c->n_areas * c->n_years * c->n_sexes;
	json_t *value, *status;

	if (n > CUBE_CELLS)
		return err_set(e, ERR_DATA, "%s: more than %d cells", name,
			       CUBE_CELLS);
	if (read_cells(x, c, n, e) < 0)
		return -1;
	value = json_array();
	status = json_object();
	for (size_t i = 0; i < n; i++) {
		char at[24];

		if (c->status[i] == 0) {
			json_array_append_new(value, json_real(c->values[i]));
			continue;
		}
		json_array_append_new(value, json_null());
		(void)snprintf(at, sizeof(at), "%zu", i);
		json_object_set_new(status, at,
				    json_string(statuses[c->status[i]]));
	}
	json_object_set_new(set, "value", value);
	json_object_set_new(set, "status", status);
	return 0;
}

/* --- data sets -------------------------------------------------------------
 */

static int add_notes(const struct exporting *x, struct stmt *ind, json_t *set,
		     struct err *e)
{
	struct stmt *q = stmts_at(x->set, Q_BREAKS);
	const char *definition = choice_text(ind, 12, x->w->lang);
	json_t *notes = json_array();
	int rc;

	if (*definition)
		json_array_append_new(notes, string(definition));
	stmt_text(q, 1, stmt_col_text(ind, 1));
	stmt_text(q, 2, stmt_col_text(ind, 2));
	while ((rc = stmt_step(q, e)) > 0) {
		char *text = xasprintf("%s: %s", stmt_col_text(q, 0),
				       stmt_col_text(q, 1));

		json_array_append_new(notes, string(text));
		free(text);
	}
	json_object_set_new(set, "note", notes);
	return rc;
}

static void add_extension(const struct exporting *x, struct stmt *ind,
			  json_t *set)
{
	json_t *labels = json_object();

	for (int i = 1; i < STATUSES; i++)
		json_object_set_new(
			labels, statuses[i],
			json_string(reason_words(statuses[i], x->w->lang)));
	json_object_set_new(
		set, "extension",
		json_pack("{s:o,s:s,s:s,s:o,s:o,s:s,s:{s:o}}", "licence",
			  string(licence_words(stmt_col_text(ind, 9),
					       x->w->lang)),
			  "contentId", x->content_id, "dataDate", x->date,
			  "provider", string(stmt_col_text(ind, 1)),
			  "indicator", string(stmt_col_text(ind, 2)),
			  "language", lang_name(x->w->lang), "status", "label",
			  labels));
}

static json_t *begin_set(const struct exporting *x, struct stmt *ind)
{
	const char *updated = stmt_col_text(ind, 10);
	json_t *set = json_pack(
		"{s:s,s:s,s:o,s:o,s:[],s:[],s:{s:[s],s:[s],s:[s]},s:{}}",
		"version", "2.0", "class", "dataset", "label",
		string(choice_text(ind, 3, x->w->lang)), "source",
		string(stmt_col_text(ind, 8)), "id", "size", "role", "geo",
		"area", "time", "year", "metric", "indicator", "dimension");

	if (!*updated)
		updated = stmt_col_text(ind, 11);
	if (*updated)
		json_object_set_new(set, "updated", string(updated));
	return set;
}

static int write_json(const char *path, const json_t *root, struct err *e)
{
	char *text = json_dumps(root, JSON_COMPACT | JSON_REAL_PRECISION(17));
	int rc = text ? file_publish(path, text, strlen(text), e)
		      : err_set(e, ERR_DATA, "%s: no JSON", path);

	free(text);
	return rc;
}

/* SOURCE-ID.json; where that is the name of another one, with a number. */
static char *file_of(const struct exporting *x, const char *source,
		     const char *id)
{
	char *raw = xasprintf("%s-%s", source, id), *name = export_name(raw);
	char *file = xasprintf("%s.json", name);

	for (size_t i = 0; i < json_array_size(x->items); i++) {
		json_t *href =
			json_object_get(json_array_get(x->items, i), "href");

		if (strcmp(json_string_value(href), file) == 0) {
			free(file);
			file = xasprintf("%s-%zu.json", name, x->files + 1);
			break;
		}
	}
	free(name);
	free(raw);
	return file;
}

static int write_set(struct exporting *x, struct stmt *ind, const json_t *set,
		     struct err *e)
{
	char *file = file_of(x, stmt_col_text(ind, 1), stmt_col_text(ind, 2));
	char *path = xasprintf("%s/%s", x->dir, file);
	int rc = write_json(path, set, e);

	if (rc == 0)
		json_array_append_new(
			x->items, json_pack("{s:s,s:s,s:O}", "class", "dataset",
					    "href", file, "label",
					    json_object_get(set, "label")));
	x->files += rc == 0;
	free(path);
	free(file);
	return rc;
}

static int export_indicator(struct exporting *x, struct stmt *ind,
			    struct err *e)
{
	struct cube_out c = {.indicator = stmt_col_int(ind, 0)};
	json_t *set = begin_set(x, ind);
	int rc = -1;

	add_metric(x, ind, set);
	if (add_areas(x, &c, set, e) < 0 || add_years(x, &c, set, e) < 0 ||
	    add_sexes(x, &c, set, e) < 0 ||
	    add_cells(x, &c, set, stmt_col_text(ind, 2), e) < 0 ||
	    add_notes(x, ind, set, e) < 0)
		goto out;
	add_extension(x, ind, set);
	rc = write_set(x, ind, set, e);
out:
	json_decref(set);
	free(c.areas);
	free(c.years);
	free(c.values);
	free(c.status);
	return rc;
}

/* --- all of them -----------------------------------------------------------
 */

static int write_index(const struct exporting *x, struct err *e)
{
	char *path = xasprintf("%s/index.json", x->dir);
	json_t *index =
		json_pack("{s:s,s:s,s:o,s:s,s:{s:O},s:{s:s,s:s,s:s}}",
			  "version", "2.0", "class", "collection", "label",
			  json_string(text_get(TEXT_BRIEF_SUBJECT, x->w->lang)),
			  "updated", x->date, "link", "item", x->items,
			  "extension", "contentId", x->content_id, "dataDate",
			  x->date, "language", lang_name(x->w->lang));
	int rc = write_json(path, index, e);

	json_decref(index);
	free(path);
	return rc;
}

static int each_indicator(struct exporting *x, struct err *e)
{
	struct stmt *q = stmts_at(x->set, Q_INDICATORS);
	char source[60], id[200];
	int rc;

	stmt_null(q, 1);
	stmt_null(q, 2);
	if (x->w->indicator) {
		if (app_indicator_option(x->w->indicator, source,
					 sizeof(source), id, sizeof(id), e) < 0)
			return -1;
		stmt_text(q, 1, source);
		stmt_text(q, 2, id);
	}
	while ((rc = stmt_step(q, e)) > 0) {
		if (x->files == 0 && file_mkdirs(x->dir, e) < 0)
			return -1;
		rc = export_indicator(x, q, e);
		if (rc < 0)
			return -1;
	}
	if (rc == 0 && x->files == 0 && x->w->indicator)
		return err_set(e, ERR_USAGE,
			       "--indicator '%s': the store has no figures of "
			       "it; `indicators` tells the ids",
			       x->w->indicator);
	if (rc == 0 && x->files == 0)
		return err_set(e, ERR_USAGE, "the store has no figures");
	return rc;
}

int export_jsonstat(struct app *app, const char *dir,
		    const struct export_wish *w, size_t *files, struct err *e)
{
	struct exporting x = {.w = w, .dir = dir, .items = json_array()};
	struct db *db = NULL;
	int rc = -1;

	if (app_store_open(app, DB_READ, &db, e) < 0 ||
	    db_script(db, "BEGIN", e) < 0 ||
	    stmts_new(&x.set, db, &jsonstat_sql, e) < 0 ||
	    store_get(db, "content_id", x.content_id, sizeof(x.content_id), e) <
		    0 ||
	    store_get(db, "data_date", x.date, sizeof(x.date), e) < 0 ||
	    each_indicator(&x, e) < 0)
		goto out;
	rc = write_index(&x, e);
	*files = x.files;
out:
	stmts_free(x.set);
	if (db)
		db_rollback(db);
	db_close(db);
	json_decref(x.items);
	return rc;
}
