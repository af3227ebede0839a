/*
 * What is exported as JSON-stat is read back by the parser of JSON-stat to the
 * same figures and the same reasons why there is none.
 */
#include "tests/support/test.h"

#include <math.h>

#include "analysis/analysis.h"
#include "etl/etl.h"
#include "etl/export.h"
#include "etl/jsonstat.h"
#include "lib/file.h"
#include "plots/plots.h"

static const struct schema *const rooms[] = {&etl_schema, &analysis_schema,
					     &plots_schema};
static const struct store_schemas schemas = {rooms, ARRAY_LEN(rooms)};

/* Indicator 1: both sexes and all, reasons, gaps, a code of two kinds; 2: the
 * total alone; 3: men alone, hostile; 4: its file would have 3's name. */
static const char rows[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', 'CC BY 4.0');"
	"INSERT INTO area (id, kind, code, name_fi, name_sv, name_en)"
	" VALUES (1, 'maa', '358', 'Koko maa', '', ''),"
	" (7, 'kunta', '020', 'Akaa', '', ''),"
	" (5, 'kunta', '398', 'Lahti \"x\"', 'Lahtis', ''),"
	" (6, 'maakunta', '020', 'Sama koodi', '', '');"
	"INSERT INTO indicator (id, source, code, title_fi, title_sv, title_en,"
	"  unit, decimals, organisation, licence, data_updated, fetched_at,"
	"  first_year, last_year) SELECT value, 1, CASE value WHEN 3 THEN"
	"  '../3 x' WHEN 4 THEN '.._3_x' ELSE 100 + value END, 'M ' || value,"
	"  CASE value WHEN 1 THEN 'S' ELSE '' END, '', 'PROS', 1, 'THL',"
	"  'CC BY 4.0', '2024-08-29', '2024-09-01T00:00:00Z', 2014, 2023"
	"  FROM json_each('[1,2,3,4]');"
	"UPDATE indicator SET title_fi = '<b>=1+1' || char(7) WHERE id = 3;"
	"INSERT INTO observation VALUES (1, 7, 0, 2019, 0.1, NULL),"
	" (1, 7, 1, 2019, -1e-9, NULL), (1, 7, 2, 2021, 123456789.125, NULL),"
	" (1, 5, 0, 2021, 0, NULL), (1, 6, 0, 2021, 7.3, NULL),"
	" (2, 1, 0, 2020, 5, NULL), (2, 5, 0, 2020, 6, NULL),"
	" (3, 5, 1, 2020, 2.5, NULL), (4, 5, 0, 2020, 8.5, NULL);"
	"INSERT INTO absence VALUES (1, 5, 0, 2019, 2), (1, 5, 1, 2021, 3),"
	" (1, 6, 0, 2019, 1), (2, 1, 0, 2019, 4);"
	"INSERT INTO series SELECT indicator, area, sex, max(year) FROM"
	" (SELECT indicator, area, sex, year FROM observation UNION"
	"  SELECT indicator, area, sex, year FROM absence) GROUP BY 1, 2, 3;"
	"INSERT INTO known_break VALUES ('sotkanet', '101', 2020, 'laki');"
	"INSERT INTO store_info VALUES ('content_id', 'abc') ON CONFLICT DO"
	"  UPDATE SET value = 'abc';"
	"INSERT INTO store_info VALUES ('data_date', '2026-03-01') ON CONFLICT"
	"  DO UPDATE SET value = '2026-03-01';";

struct fixture {
	char *dir, *out;
	struct app app;
	struct db *db;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));
	struct err e = {0};
	char *path;

	f->dir = temp_dir();
	f->out = xasprintf("%s/out", f->dir);
	f->app.var_dir = f->dir;
	f->app.schemas = &schemas;
	log_init(&f->app.log, NULL, LOG_ERROR);
	path = app_var_path(&f->app, "tilannekuva.db");
	assert_ok(store_create(&f->db, path, &schemas, &e));
	free(path);
	assert_ok(db_script(f->db, rows, &e));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	temp_dir_remove(f->dir);
	free(f->out);
	free(f);
	return 0;
}

static char kind_of[40];

static bool area_of(const char *id, const char **kind, const char **code)
{
	const char *colon = strchr(id, ':');

	assert_non_null(colon);
	(void)snprintf(kind_of, sizeof(kind_of), "%.*s", (int)(colon - id), id);
	*kind = kind_of;
	*code = colon + 1;
	return true;
}

static const struct symbol symbols[] = {
	{"missing", false, VAL_MISSING},
	{"suppressed", false, VAL_SUPPRESSED},
	{"not_applicable", false, VAL_NOT_APPLICABLE},
	{"not_yet_published", false, VAL_NOT_YET},
};
static const struct cube_terms terms = {.symbols = symbols,
					.n_symbols = ARRAY_LEN(symbols),
					.area = area_of,
					.kind = "?",
					.producer = "?"};

static void parse(const struct fixture *f, const char *file, struct answer *a)
{
	char *path = xasprintf("%s/%s", f->out, file);
	struct request r = {.kind = ANSWER_FIGURES};
	struct err e = {0};
	struct buf b;

	buf_init(&b, 1 << 20);
	(void)snprintf(r.indicator, sizeof(r.indicator), "x");
	assert_ok(file_read(path, &b, &e));
	answer_init(a);
	a->kind = ANSWER_FIGURES;
	assert_ok(jsonstat_parse(&terms, &r, buf_str(&b), b.len, a, &e));
	buf_release(&b);
	free(path);
}

/* What the store says of a parsed figure: 1 a number, else its reason; where it
 * says nothing, missing. */
static void same_figure(struct fixture *f, int64_t indicator,
			const struct answer *a, const struct figure *g,
			size_t *told)
{
	static const enum val_state states[] = {
		VAL_NUMBER, VAL_MISSING, VAL_SUPPRESSED, VAL_NOT_APPLICABLE,
		VAL_NOT_YET};
	const struct place *p = &a->places[g->area];
	struct err e = {0};
	struct stmt *q;
	int64_t reason = 1;
	double v = 0;
	int got;

	assert_ok(stmt_new(
		&q, f->db,
		"SELECT value, reason FROM (SELECT area, sex, year, value,"
		"    0 AS reason FROM observation WHERE indicator = ?1"
		"  UNION ALL SELECT area, sex, year, NULL, reason FROM absence"
		"    WHERE indicator = ?1) AS o JOIN area AS a ON a.id = o.area"
		"  WHERE a.kind = ?2 AND a.code = ?3 AND sex = ?4 AND year = "
		"?5",
		&e));
	stmt_int(q, 1, indicator);
	stmt_text(q, 2, p->kind);
	stmt_text(q, 3, p->code);
	stmt_int(q, 4, (int64_t)g->sex);
	stmt_int(q, 5, g->year);
	got = stmt_step(q, &e);
	assert_true(got >= 0);
	if (got) {
		reason = stmt_col_int(q, 1);
		(*told)++;
	}
	assert_int_equal(g->value.state, states[reason]);
	if (val_get(g->value, &v))
		assert_true(v == stmt_col_double(q, 0));
	stmt_free(q);
}

static void test_round_trip(void **state)
{
	static const struct {
		int64_t indicator;
		const char *file;
		size_t figures, told; /* cells; rows of the store */
	} c[] = {
		/* three areas, two years, three sexes */
		{1, "sotkanet-101.json", 18, 8},
		{2, "sotkanet-102.json", 4, 3},
		{3, "sotkanet-___3_x.json", 1, 1},
		{4, "sotkanet-___3_x-2.json", 1, 1},
	};
	struct fixture *f = *state;
	const struct export_wish w = {.lang = LANG_FI};
	struct err e = {0};
	size_t files = 0;

	assert_ok(export_jsonstat(&f->app, f->out, &w, &files, &e));
	assert_int_equal(files, ARRAY_LEN(c));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct answer a;
		size_t told = 0;

		parse(f, c[i].file, &a);
		assert_int_equal(a.figures.n, c[i].figures);
		for (size_t j = 0; j < a.figures.n; j++)
			same_figure(f, c[i].indicator, &a, &a.figures.list[j],
				    &told);
		assert_int_equal(told, c[i].told);
		assert_string_equal(a.metas[0].organisation, "THL");
		assert_string_equal(a.metas[0].unit, "PROS");
		assert_string_equal(a.metas[0].updated, "2024-08-29");
		assert_int_equal(a.metas[0].decimals, 1);
		answer_release(&a);
	}
}

static void test_one(void **state)
{
	struct fixture *f = *state;
	struct export_wish w = {.lang = LANG_SV, .indicator = "101"};
	char *path = xasprintf("%s/sotkanet-101.json", f->out);
	struct err e = {0};
	size_t files = 0;
	struct buf b;

	assert_ok(export_jsonstat(&f->app, f->out, &w, &files, &e));
	assert_int_equal(files, 1);
	buf_init(&b, 1 << 20);
	assert_ok(file_read(path, &b, &e));
	assert_non_null(strstr(buf_str(&b), "\"label\":\"S\""));
	assert_non_null(strstr(buf_str(&b), "Lahtis"));
	assert_non_null(strstr(buf_str(&b), "\"note\":[\"2020: laki\"]"));
	assert_non_null(strstr(buf_str(&b), "\"contentId\":\"abc\""));
	assert_non_null(strstr(buf_str(&b), "sekretessbelagd"));
	buf_release(&b);
	w.indicator = "999";
	assert_error(export_jsonstat(&f->app, f->out, &w, &files, &e),
		     ERR_USAGE,
		     "--indicator '999': the store has no figures of it; "
		     "`indicators` tells the ids");
	w.indicator = ":";
	assert_error(export_jsonstat(&f->app, f->out, &w, &files, &e),
		     ERR_USAGE,
		     "--indicator ':': [SOURCE:]ID is expected; `indicators` "
		     "tells the ids");
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_round_trip, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_one, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
