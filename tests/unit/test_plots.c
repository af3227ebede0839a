/*
 * From a store to var/charts/ and the chart table.
 */
#include "tests/support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "lib/embedded.h"
#include "lib/file.h"
#include "plots/chart.h"
#include "plots/plots.h"
#include "plots/sql.h"

static const struct schema etl = {.room = "etl",
				  .tables = text_etl_schema_sql,
				  .views = text_etl_views_sql};
static const struct schema analysis = {.room = "analysis",
				       .tables = text_analysis_schema_sql,
				       .views = text_analysis_views_sql};
static const struct schema *const rooms[] = {&etl, &analysis, &plots_schema};
static const struct store_schemas schemas = {rooms, ARRAY_LEN(rooms)};

/*
 * Areas 1 the country, 2 Mainland Finland, 3 and 4 two counties of which 3 is
 * shown, 11..22 municipalities: 11 and 12 belong to county 3, 13 to county 4.
 * Indicators: 1 (228) with county and country, 2 (683) without a country row,
 * 3 (127) a count, 4 (3126) with its national row in Mainland Finland.
 */
static const char rows[] =
	"INSERT INTO source VALUES"
	" (1, 'sotkanet', 'Sotkanet.fi (THL)', 'CC BY 4.0');"
	"INSERT INTO area (id, kind, code, name_fi, name_sv, name_en) VALUES"
	" (1, 'maa', '358', 'Koko Suomi', 'Hela Finland', 'All Finland'),"
	" (2, 'nuts1', '1', 'Manner-Suomi', 'Fasta Finland', ''),"
	" (3, 'hyvinvointialue', '09', 'Päijät-Häme', '', ''),"
	" (4, 'hyvinvointialue', '08', 'Pirkanmaa', '', ''),"
	" (11, 'kunta', '398', 'Lahti', 'Lahtis', 'Lahti'),"
	" (12, 'kunta', '016', 'Asikkala', '', ''),"
	" (13, 'kunta', '837', 'Tampere', 'Tammerfors', '');"
	"INSERT INTO area (id, kind, code, name_fi, name_sv, name_en)"
	" SELECT value, 'kunta', 'x' || value, 'K', '', ''"
	" FROM json_each('[14,15,16,17,18,19,20,21,22]');"
	"INSERT INTO area_member VALUES (11, 3), (12, 3), (13, 4);"
	"INSERT INTO shown_county VALUES (1, '09');"
	"INSERT INTO indicator (id, source, code, title_fi, title_sv, title_en,"
	"  unit, decimals, organisation, licence, data_updated) VALUES"
	" (1, 1, '228', 'Pienituloisuusaste', 'Risk', 'Rate', 'PROS', 1,"
	"  'Tilastokeskus', 'CC BY 4.0', '2024-08-29'),"
	" (2, 1, '683', 'Diabetes', '', '', 'PROS', 1, 'Kela', '', NULL),"
	" (3, 1, '127', 'Väestö', '', '', 'LKM', 0, 'Tilastokeskus', '',"
	"  '2024-08-29'),"
	" (4, 1, '3126', 'Kysely', '', '', 'PROS', 1, 'THL', '', NULL);"
	"INSERT INTO followed (source, code, title, class, polarity,"
	"  polarity_source, theme, span, dimension, felt, position) VALUES"
	" ('sotkanet', '228', 'Pienituloisuusaste', 'proportion',"
	"  'lower_better', 'x', 'y', 1, '', 'register', 1),"
	" ('sotkanet', '127', 'Väestö', 'count', 'neutral', '', 'y', 1, '',"
	"  'register', 2);"
	"INSERT INTO observation"
	" SELECT 1, a.value, 0, y.value, a.value + (y.value - 2019) / 2.0, NULL"
	" FROM json_each('[1,3,11,12,13]') AS a,"
	"  json_each('[2019,2020,2022,2023]') AS y;"
	"INSERT INTO observation VALUES (1, 1, 0, 2021, 9, NULL),"
	"  (1, 11, 1, 2023, 1, NULL);"
	"INSERT INTO absence VALUES (1, 11, 0, 2021, 2);"
	"INSERT INTO observation"
	" SELECT 2, a.value, 0, y.value, a.value, a.value * 100"
	" FROM json_each('[11,12,13,14,15,16,17,18,19,20,21,22]') AS a,"
	"  json_each('[2021,2022,2023]') AS y"
	" WHERE y.value > 2021 OR a.value < 15;"
	"INSERT INTO observation SELECT 3, id, 0, 2023, id * 1000, NULL"
	" FROM area WHERE id <> 2;"
	"INSERT INTO observation SELECT 4, id, 0, 2023, id, NULL FROM area"
	" WHERE id IN (2, 11);"
	"INSERT INTO trend (indicator, area, sex, kind, first_year, last_year,"
	"  n, slope, slope_low, slope_high, verdict, direction, note) VALUES"
	" (1, 11, 0, 'long', 2019, 2023, 5, 0.5, 0.4, 0.6, 'up', 'worsening',"
	"  ''), (2, 11, 0, 'long', NULL, NULL, 3, NULL, NULL, NULL,"
	"  'too_few_points', NULL, '');";

/* Trends are the most; the other kinds come the same way. */
static const struct conf_default settings[] = {
	{"plot.kinds", CONF_TEXT, "trend", 0, 0, ""},
	{"plot.langs", CONF_TEXT, "fi", 0, 0, ""},
};

struct fixture {
	char *dir, *charts;
	struct app app;
	struct db *db;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));
	struct err e = {0};
	char *path;

	f->dir = temp_dir();
	f->charts = xasprintf("%s/charts", f->dir);
	f->app.var_dir = f->dir;
	f->app.schemas = &schemas;
	f->app.conf = conf_new(settings, ARRAY_LEN(settings));
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
	conf_free(f->app.conf);
	temp_dir_remove(f->dir);
	free(f->charts);
	free(f);
	return 0;
}

/* --- reading ----------------------------------------------------------------
 */

static void read_one(struct fixture *f, enum lang lang, int64_t indicator,
		     int64_t area, struct chart *c)
{
	struct chart_reader *r = NULL;
	struct err e = {0};

	assert_ok(chart_reader_new(&r, f->db, lang, &e));
	assert_ok(chart_read(r, indicator, area, c, &e));
	chart_reader_free(r);
}

static void test_read(void **state)
{
	struct chart c = {0};

	read_one(*state, LANG_FI, 1, 11, &c);
	assert_string_equal(c.m.title, "Pienituloisuusaste");
	assert_string_equal(c.m.updated, "2024-08-29");
	assert_int_equal(c.m.polarity, -1);
	assert_string_equal(c.lines[LINE_AREA].name, "Lahti");
	assert_int_equal(c.lines[LINE_AREA].n, 5);
	assert_false(c.lines[LINE_AREA].points[2].given);
	assert_string_equal(c.lines[LINE_AREA].points[2].status, "suppressed");
	assert_near(line_last(&c.lines[LINE_AREA])->value, 13, 0);
	assert_string_equal(c.lines[LINE_COUNTY].code, "09");
	assert_string_equal(c.lines[LINE_COUNTRY].name, "Koko maa");
	assert_int_equal(c.lines[LINE_COUNTRY].n, 5);
	assert_int_equal(c.collected_n, 5);
	assert_string_equal(c.trend.verdict, "up");
	assert_true(c.trend.has_interval);
	chart_release(&c);

	read_one(*state, LANG_SV, 1, 12, &c);
	assert_string_equal(c.m.title, "Risk");
	assert_string_equal(c.lines[LINE_AREA].name, "Asikkala");
	assert_string_equal(c.lines[LINE_COUNTRY].name, "Hela landet");
	assert_false(c.trend.there);
	chart_release(&c);
}

static void test_read_comparators(void **state)
{
	struct chart c = {0};

	/* No country row: the median, of years with ten municipalities. */
	read_one(*state, LANG_FI, 2, 11, &c);
	assert_null(c.lines[LINE_COUNTY].name);
	assert_true(c.lines[LINE_COUNTRY].median);
	assert_string_equal(c.lines[LINE_COUNTRY].name, "Kuntien mediaani");
	assert_string_equal(c.lines[LINE_COUNTRY].code, "");
	assert_int_equal(c.lines[LINE_COUNTRY].n, 2);
	assert_near(c.lines[LINE_COUNTRY].points[0].value, 16.5, 0);
	assert_true(c.lines[LINE_AREA].points[0].has_cases);
	assert_string_equal(c.m.licence, "CC BY 4.0");
	assert_false(c.trend.has_slope);
	chart_release(&c);

	/* A count stands alone. */
	read_one(*state, LANG_FI, 3, 11, &c);
	assert_null(c.lines[LINE_COUNTY].name);
	assert_null(c.lines[LINE_COUNTRY].name);
	chart_release(&c);

	/* Surveys have their national row in Mainland Finland. */
	read_one(*state, LANG_EN, 4, 11, &c);
	assert_string_equal(c.lines[LINE_COUNTRY].name, "Manner-Suomi");
	assert_false(c.lines[LINE_COUNTRY].median);
	chart_release(&c);

	/* The country is not compared with itself. */
	read_one(*state, LANG_FI, 1, 1, &c);
	assert_null(c.lines[LINE_COUNTRY].name);
	chart_release(&c);
}

static void test_read_nothing(void **state)
{
	struct fixture *f = *state;
	struct chart_reader *r = NULL;
	struct chart c = {0};
	struct err e = {0};

	assert_ok(chart_reader_new(&r, f->db, LANG_FI, &e));
	assert_error(chart_read(r, 4, 13, &c, &e), ERR_DATA,
		     "indicator 3126 has no figures of Tampere");
	assert_error(chart_read(r, 99, 13, &c, &e), ERR_DATA,
		     "no indicator 99");
	assert_ok(chart_read(r, 1, 13, &c, &e));
	chart_release(&c);
	chart_reader_free(r);
}

static void test_statements(void **state)
{
	static const struct sql_set *const sets[] = {&chart_sql, &plots_run_sql,
						     &plots_find_sql};
	struct fixture *f = *state;
	struct stmts *q;
	struct err e = {0};
	size_t i;

	for (i = 0; i < ARRAY_LEN(sets); i++) {
		assert_ok(stmts_new(&q, f->db, sets[i], &e));
		stmts_free(q);
	}
}

/* --- all charts -------------------------------------------------------------
 */

static int add_name(void *ctx, const char *name, struct err *e)
{
	(void)e;
	buf_printf(ctx, "%s\n", name);
	return 0;
}

static void check_files(struct fixture *f, const char *want)
{
	struct err e = {0};
	struct buf b;

	buf_init(&b, BUF_MAX);
	assert_ok(file_list(f->charts, add_name, &b, &e));
	assert_string_equal(buf_str(&b), want);
	buf_release(&b);
}

static void check_run(struct fixture *f, size_t charts, size_t drawn)
{
	struct plots_summary s = {0};
	struct err e = {0};
	int64_t n = 0;
	char *tmp = xasprintf("%s.tmp", f->charts);

	assert_ok(plots_run(&f->app, f->db, &s, &e));
	assert_int_equal(s.charts, charts);
	assert_int_equal(s.drawn, drawn);
	assert_ok(db_int(f->db, "SELECT count(*) FROM v_chart", 0, &n, &e));
	assert_int_equal(n, charts);
	assert_false(file_exists(tmp));
	free(tmp);
}

#define FILES(name) name ".csv\n" name ".pdf\n" name ".png\n" name ".svg\n"
#define ASIKKALA                                                               \
	FILES("trend-kunta-016-sotkanet-127-fi")                               \
	FILES("trend-kunta-016-sotkanet-228-fi")                               \
	FILES("trend-kunta-016-sotkanet-683-fi")
#define LAHTI                                                                  \
	FILES("trend-kunta-398-sotkanet-127-fi")                               \
	FILES("trend-kunta-398-sotkanet-228-fi")                               \
	FILES("trend-kunta-398-sotkanet-3126-fi")                              \
	FILES("trend-kunta-398-sotkanet-683-fi")
#define ALL "MANIFEST\n" ASIKKALA LAHTI

static void test_run(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};
	char alt[500];
	struct stmt *q;

	check_run(f, 7, 7);
	check_files(f, ALL);
	check_run(f, 7, 0);
	check_files(f, ALL);
	assert_ok(stmt_new(&q, f->db,
			   "SELECT alt FROM v_chart WHERE area_code = '398'"
			   "  AND indicator = '228' AND lang = 'fi'"
			   "  AND title = 'Pienituloisuusaste'",
			   &e));
	assert_int_equal(stmt_step(q, &e), 1);
	(void)snprintf(alt, sizeof(alt), "%s", stmt_col_text(q, 0));
	stmt_free(q);
	assert_string_equal(
		alt, "Viivakuvio: Pienituloisuusaste, Lahti, 2019–2023; luku "
		     "oli 11,0\u00a0% vuonna 2019 ja 13,0\u00a0% vuonna 2023. "
		     "Luku on noussut ja tilanne heikentynyt vuosina 2019–2023 "
		     "(keskimäärin 0,5 "
		     "prosenttiyksikköä vuodessa, 95 %:n väli "
		     "0,4\u00a0–\u00a00,6). Salattu: 2021.");
}

static void test_run_again(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};
	char *path;

	check_run(f, 7, 7);
	/* A figure that one chart shows. */
	assert_ok(db_script(f->db,
			    "UPDATE observation SET value = 5 WHERE"
			    "  indicator = 3 AND area = 12",
			    &e));
	check_run(f, 7, 1);
	/* One that its county's two charts show. */
	assert_ok(db_script(f->db,
			    "UPDATE observation SET value = 5 WHERE"
			    "  indicator = 1 AND area = 3 AND year = 2020",
			    &e));
	check_run(f, 7, 2);
	/* A picture that somebody removed. */
	path = xasprintf("%s/trend-kunta-016-sotkanet-127-fi.png", f->charts);
	assert_int_equal(unlink(path), 0);
	check_run(f, 7, 1);
	/* The table of a store that was made anew. */
	assert_ok(db_script(f->db, "DELETE FROM chart", &e));
	check_run(f, 7, 0);
	/* A municipality that left; a file that is not ours stays. */
	free(path);
	path = xasprintf("%s/notes.txt", f->charts);
	assert_ok(file_publish(path, "x", 1, &e));
	assert_ok(db_script(f->db, "DELETE FROM area_member WHERE area = 11",
			    &e));
	check_run(f, 3, 0);
	check_files(f, "MANIFEST\nnotes.txt\n" ASIKKALA);
	free(path);
}

static void test_manifest(void **state)
{
	static const char *const damaged[] = {"", "garbage\n\n \n", "\xff"};
	struct fixture *f = *state;
	struct err e = {0};
	char *path = xasprintf("%s/MANIFEST", f->charts);
	size_t i;

	check_run(f, 7, 7);
	for (i = 0; i < ARRAY_LEN(damaged); i++) {
		assert_ok(
			file_publish(path, damaged[i], strlen(damaged[i]), &e));
		check_run(f, 7, 7);
		check_run(f, 7, 0);
	}
	free(path);
}

static void test_codes(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};

	assert_ok(db_script(f->db,
			    "UPDATE indicator SET code = '../../x'"
			    "  WHERE code = '683'",
			    &e));
	check_run(f, 5, 5);
	assert_int_equal(f->app.log.warnings, 2);
}

/* --- gnuplot fails ----------------------------------------------------------
 */

static void test_no_gnuplot(void **state)
{
	struct fixture *f = *state;
	struct plots_summary s = {0};
	char *path = xstrdup(getenv("PATH"));
	struct err e = {0};

	assert_int_equal(setenv("PATH", f->dir, 1), 0);
	assert_error(plots_run(&f->app, f->db, &s, &e), ERR_CONFIG,
		     "gnuplot is not installed (Debian: gnuplot-nox)");
	assert_int_equal(setenv("PATH", path, 1), 0);
	free(path);
}

static void test_failing_gnuplot(void **state)
{
	static const char script[] = "#!/bin/sh\necho out of ink >&2\nexit 3\n";
	struct fixture *f = *state;
	struct plots_summary s = {0};
	char *path = xstrdup(getenv("PATH")), *with, *fake;
	struct err e = {0};
	int64_t n = 0;

	check_run(f, 7, 7);
	assert_ok(db_script(f->db,
			    "UPDATE observation SET value = 5 WHERE"
			    "  indicator = 3 AND area = 12",
			    &e));
	fake = temp_file(f->dir, "gnuplot", script, sizeof(script) - 1);
	assert_int_equal(chmod(fake, 0755), 0);
	with = xasprintf("%s:%s", f->dir, path);
	assert_int_equal(setenv("PATH", with, 1), 0);
	assert_error_like(plots_run(&f->app, f->db, &s, &e), ERR_IO,
			  "out of ink");
	assert_int_equal(setenv("PATH", path, 1), 0);
	/* The old charts and their rows still stand. */
	check_files(f, ALL);
	assert_ok(db_int(f->db, "SELECT count(*) FROM chart", 0, &n, &e));
	assert_int_equal(n, 7);
	check_run(f, 7, 1);
	free(fake);
	free(with);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(test_read),         TEST(test_read_comparators),
		TEST(test_read_nothing), TEST(test_statements),
		TEST(test_run),          TEST(test_run_again),
		TEST(test_manifest),     TEST(test_codes),
		TEST(test_no_gnuplot),   TEST(test_failing_gnuplot),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
