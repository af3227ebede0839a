/*
 * What a PxWeb host says of itself, and how a table is cut into calls. Shapes
 * are those of Statistics Finland's host, 2017-2026.
 */
#include "tests/support/test.h"

#include "etl/pxweb.h"
#include "lib/file.h"

static void test_limits(void **state)
{
	static const struct {
		const char *text;
		struct px_limits want;
	} c[] = {
		{"{\"maxValues\":120000,\"maxCells\":1000,\"maxCalls\":30,"
		 "\"timeWindow\":10,\"CORS\":true}",
		 {1000, 30, 10}},
		{"{\"maxValues\":120000,\"maxCalls\":30}", {120000, 2, 3}},
		{"{\"maxCells\":-1,\"maxCalls\":0,\"timeWindow\":10}",
		 {1, 2, 3}},
		{"{\"maxCells\":\"9\"}", {1, 2, 3}},
		{"{}", {1, 2, 3}},
	};
	struct err e = {0};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct px_limits got = {1, 2, 3};

		assert_ok(px_limits_parse(c[i].text, strlen(c[i].text), &got,
					  &e));
		assert_memory_equal(&got, &c[i].want, sizeof(got));
	}
	assert_error(px_limits_parse("[]", 2, &(struct px_limits){0}, &e),
		     ERR_DATA, "limits: an object is expected");
}

static void test_folder(void **state)
{
	static const char text[] =
		"[{\"id\":\"a\",\"type\":\"l\",\"text\":\"A\"},"
		"{\"id\":\"t.px\",\"type\":\"t\",\"text\":\"T\","
		"\"updated\":\"2018-02-22T10:35:41\"}]";
	static const struct {
		const char *table, *updated;
		bool found;
	} c[] = {
		{"t.px", "2018-02-22T10:35:41", true},
		{"a", "", true},
		{"u.px", "", false},
	};
	char updated[PX_TIME_TEXT];
	struct err e = {0};
	static const char endless[] =
		"[{\"id\":\"t\",\"updated\":\"2025-10-01T00:00:00 and so on, "
		"and on, and on\"}]";
	bool found;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		updated[0] = '\0';
		assert_ok(px_folder_parse(text, strlen(text), c[i].table,
					  updated, &found, &e));
		assert_int_equal(found, c[i].found);
		assert_string_equal(updated, c[i].updated);
	}
	assert_ok(px_folder_parse(endless, strlen(endless), "t", updated,
				  &found, &e));
	assert_true(found);
	assert_string_equal(updated, "");
	assert_error(px_folder_parse("{}", 2, "t", updated, &found, &e),
		     ERR_DATA, "folder: an array is expected");
	assert_error(px_folder_parse("[{}]", 4, "t", updated, &found, &e),
		     ERR_DATA, "folder: [0].id: a text is expected");
}

#define V(code, values) "{\"code\":\"" code "\",\"values\":[" values "]}"
#define TABLE(list)     "{\"title\":\"x\",\"variables\":[" list "]}"

/* One letter a variable: time, area, sex, metric, none. */
static void assert_roles(const struct cube *c, const char *want)
{
	static const char letter[] = "-tasm";
	char got[40] = "";
	size_t i;

	for (i = 0; i < c->n && i < sizeof(got) - 1; i++) {
		got[i] = letter[c->list[i].role];
		got[i + 1] = '\0';
	}
	assert_string_equal(got, want);
}

static void test_tables(void **state)
{
	static const struct {
		const char *text, *roles, *error;
	} c[] = {
		{TABLE(V("Alue 2017", "\"SSS\",\"020\"") "," V(
			 "Tiedot", "\"M1\"") "," V("Vuosi",
						   "\"1987\",\"1988\"")),
		 "amt", NULL},
		{TABLE(V("alue_23_20260101", "\"SSS\",\"KU049\"") "," V(
			 "ikaryhma",
			 "\"SSS\",\"15-\"") ","
					    "{\"code\":\"s\",\"text\":"
					    "\"Sukupuoli\",\"values\":"
					    "[\"SSS\",\"1\",\"2\"],"
					    "\"elimination\":true},"
					    "{\"code\":\"t\",\"values\":["
					    "\"2020\"],\"time\":true}," V(
						    "contentscode", "\"x\"")),
		 "a-stm", NULL},
		/* a code of four digits is not a year where one is named */
		{TABLE(V("Toimiala", "\"1910\",\"1920\"") "," V(
			 "Vuosi", "\"2020\"") "," V("Kunta", "\"KU049\"")),
		 "-ta", NULL},
		{"{}", NULL, "variables: an array of them is expected"},
		{TABLE(""), NULL, "variables: an array of them is expected"},
		{TABLE("{\"code\":\"x\"}"), NULL,
		 "variables[0]: Object item not found: values"},
		{TABLE("{\"code\":\"x\",\"values\":[\"1\"],"
		       "\"valueTexts\":[]}"),
		 NULL,
		 "variables[0]: values and valueTexts: arrays of one length "
		 "are expected"},
		{TABLE(V("x", "1")), NULL,
		 "variables[0]: values[0]: a text is expected"},
	};
	struct err e = {0};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct cube cube = {0};
		size_t n = strlen(c[i].text);

		if (c[i].error) {
			assert_error(px_table_parse(c[i].text, n, &cube, &e),
				     ERR_DATA, c[i].error);
			continue;
		}
		assert_ok(px_table_parse(c[i].text, n, &cube, &e));
		assert_roles(&cube, c[i].roles);
		cube_release(&cube);
	}
}

static const char cut_table[] = TABLE(V(
	"Alue",
	"\"SSS\",\"KU001\",\"KU002\",\"KU003\",\"MAN\","
	"\"KU004\"") ","
		     "{\"code\":\"Sukupuoli\",\"values\":["
		     "\"SSS\",\"1\",\"2\"]}," V(
			     "Vuosi",
			     "\"1890\",\"2001\",\"2002\","
			     "\"2003\",\"2004\",\"2005\","
			     "\"2006\",\"2007\"") ","
						  "{\"code\":"
						  "\"Ikä\","
						  "\"values\":["
						  "\"0\",\"1\"]"
						  ",\"eliminati"
						  "on\":true}"
						  "," V("Laji", "\"A\",\"B\"") "," V(
							  "Tied"
							  "ot",
							  "\"x"
							  "\","
							  "\"y"
							  "\""));

/* Whatever the limit, the cuts give every year of every area once. */
static void test_cuts(void **state)
{
	char metric[] = "y", fixed[] = "laji=B", id[] = "a", url[] = "u";
	const struct cube_row row = {id, url, metric, fixed};
	struct cube cube = {0};
	struct px_query q;
	struct err e = {0};
	int64_t cells;

	(void)state;
	assert_ok(px_table_parse(cut_table, strlen(cut_table), &cube, &e));
	assert_ok(px_query_make(&cube, &row, &q, &e));
	for (cells = 1; cells <= 120; cells++) {
		int seen[7][5] = {{0}}, calls = 0;
		struct px_cut cut = {0};
		bool last = false;
		size_t y, a;

		while (px_query_next(&q, cells, &cut)) {
			struct request r = {0};

			assert_false(last);
			last = px_query_is_last(&q, &cut);
			calls++;
			assert_true(px_query_cells(&q, &cut) <= cells ||
				    (cut.years == 1 && cut.areas == 1));
			px_query_scope(&q, &cut, &r);
			assert_int_equal(r.part, cut.areas < 5);
			assert_true(request_covers(&r, SEX_FEMALE,
						   2001 + (int)cut.year));
			for (y = cut.year; y < cut.year + cut.years; y++)
				for (a = cut.area; a < cut.area + cut.areas;
				     a++)
					seen[y][a]++;
		}
		assert_true(last);
		for (y = 0; y < 7; y++)
			for (a = 0; a < 5; a++)
				assert_int_equal(seen[y][a], 1);
		if (cells >= 105)
			assert_int_equal(calls, 1);
	}
	px_query_release(&q);
	cube_release(&cube);
}

static void test_query(void **state)
{
	char id[] = "a", url[] = "u", metric[] = "y";
	static const struct {
		const char *fixed, *error;
	} bad[] = {
		{"", "'Laji' has 2 values and none for all: column fixed must "
		     "name one"},
		{"A; C", "no variable has the value 'C' of column fixed"},
		{"ikä=B", "'Laji' has 2 values and none for all: column fixed "
			  "must name one"},
	};
	char fixed[100] = "A; ikä=1";
	struct cube_row row = {id, url, metric, fixed};
	struct px_cut cut = {0};
	struct cube cube = {0};
	struct px_query q;
	struct err e = {0};
	char *body;
	size_t i;

	(void)state;
	assert_ok(px_table_parse(cut_table, strlen(cut_table), &cube, &e));
	assert_ok(px_query_make(&cube, &row, &q, &e));
	assert_true(px_query_next(&q, 6, &cut));
	body = px_query_body(&q, &cut);
	assert_string_equal(
		body,
		"{\"query\":["
		"{\"code\":\"Alue\",\"selection\":{\"filter\":\"item\","
		"\"values\":[\"SSS\",\"KU001\"]}},"
		"{\"code\":\"Sukupuoli\",\"selection\":{\"filter\":\"item\","
		"\"values\":[\"SSS\",\"1\",\"2\"]}},"
		"{\"code\":\"Vuosi\",\"selection\":{\"filter\":\"item\","
		"\"values\":[\"2001\"]}},"
		"{\"code\":\"Ikä\",\"selection\":{\"filter\":\"item\","
		"\"values\":[\"1\"]}},"
		"{\"code\":\"Laji\",\"selection\":{\"filter\":\"item\","
		"\"values\":[\"A\"]}},"
		"{\"code\":\"Tiedot\",\"selection\":{\"filter\":\"item\","
		"\"values\":[\"y\"]}}],"
		"\"response\":{\"format\":\"json-stat2\"}}");
	free(body);
	px_query_release(&q);
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		(void)snprintf(fixed, sizeof(fixed), "%s", bad[i].fixed);
		assert_error(px_query_make(&cube, &row, &q, &e), ERR_DATA,
			     bad[i].error);
	}
	(void)snprintf(fixed, sizeof(fixed), "A");
	metric[0] = 'z';
	assert_error(px_query_make(&cube, &row, &q, &e), ERR_DATA,
		     "'Tiedot' has no value 'z' (column metric)");
	cube_release(&cube);
}

/* Recorded tables, where the folder that holds them is at hand. */
static void test_recordings(void **state)
{
	static const struct {
		const char *file, *roles, *metric, *error;
		int64_t cells;
	} c[] = {
		{"meta-kuntien_avainluvut_2017_aikasarja.json", "amt", "M408",
		 NULL, 401 * 30},
		{"meta-kuntien_avainluvut_2017_viimeisin.json", "am", "M408",
		 "no variable is of time", 0},
		{"meta-tyti-monthly-2026.json", "ts-m", "tyti-Vaesto",
		 "no variable is of areas", 0},
	};
	const char *dir = getenv("RECORDINGS");
	size_t i;

	(void)state;
	if (!dir)
		skip();
	for (i = 0; i < ARRAY_LEN(c); i++) {
		char *path = xasprintf("%s/statfin-pxweb/%s", dir, c[i].file);
		char *metric = xstrdup(c[i].metric), none[] = "";
		const struct cube_row row = {none, none, metric, none};
		struct px_cut cut = {0};
		struct cube cube = {0};
		struct px_query q;
		struct err e = {0};
		struct buf b;

		buf_init(&b, 1000000);
		assert_ok(file_read(path, &b, &e));
		assert_ok(px_table_parse(buf_str(&b), b.len, &cube, &e));
		assert_roles(&cube, c[i].roles);
		if (c[i].error) {
			assert_error(px_query_make(&cube, &row, &q, &e),
				     ERR_DATA, c[i].error);
		} else {
			assert_ok(px_query_make(&cube, &row, &q, &e));
			assert_true(px_query_next(&q, 120000, &cut));
			assert_true(px_query_is_last(&q, &cut));
			assert_int_equal(px_query_cells(&q, &cut), c[i].cells);
			px_query_release(&q);
		}
		cube_release(&cube);
		buf_release(&b);
		free(metric);
		free(path);
	}
}

/* A variable of sexes that has none is no reason to divide by them. */
static void test_no_sexes(void **state)
{
	static const char text[] = TABLE(V("Alue", "\"SSS\",\"KU020\"") "," V(
		"Sukupuoli", "") "," V("Vuosi", "\"2015\",\"2016\""));
	char none[] = "";
	const struct cube_row row = {none, none, none, none};
	struct cube cube = {0};
	struct px_query q;
	struct err e = {0};

	(void)state;
	assert_ok(px_table_parse(text, strlen(text), &cube, &e));
	assert_error(px_query_make(&cube, &row, &q, &e), ERR_DATA,
		     "'Sukupuoli' has 0 values and none for all: column fixed "
		     "must name one");
	cube_release(&cube);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_folder),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_no_sexes),
		cmocka_unit_test(test_query),
		cmocka_unit_test(test_recordings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
