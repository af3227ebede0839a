/*
 * What addresses mean and what Sotkanet's answers say: recorded shapes
 * (sotkanet.fi/rest/1.1, answers of 2009-2026), and what must be refused.
 */
#include "tests/support/test.h"

#include <math.h>

#include "etl/etl.h"
#include "etl/exchange.h"
#include "etl/source.h"

/* --- requests --------------------------------------------------------------*/

static void test_request_addresses(void **state)
{
	static const struct {
		const char *url, *topic, *scope, *error;
	} c[] = {
		{"/rest/1.1/regions", "areas", "", NULL},
		{"https://sotkanet.fi/rest/1.1/indicators", "list", "", NULL},
		{"indicators/228", "meta:228", "", NULL},
		{"json?indicator=127&years=2019&years=2023&genders=total",
		 "figures:127", "2019-2019,2023-2023 total", NULL},
		{"http://127.0.0.1:8080/rest/1.1/csv?indicator=4&years=2001"
		 "&years=2000&genders=female&genders=male",
		 "figures:4", "2000-2001 male,female", NULL},
		{"csv?indicator=4&years=2001", "figures:4", "2001-2001 total",
		 NULL},
		{"csv?indicator=4&years=2020,2021", NULL, NULL,
		 "'years=2020,2021' in the address: one year is expected "
		 "(years=2022&years=2023)"},
		{"csv?indicator=4", NULL, NULL,
		 "the address must name the indicator and the years that the "
		 "answer speaks for"},
		{"csv?indicator=4&indicator=5&years=2001", NULL, NULL,
		 "one indicator number is expected in the address, not '5'"},
		{"csv?indicator=4&years=2001&genders=all", NULL, NULL,
		 "'genders=all' in the address: total, male or female is "
		 "expected"},
		{"csv?indicator=4&years=2001&region=2", NULL, NULL,
		 "'region=2' in the address is unknown"},
		{"groups", NULL, NULL,
		 "'groups' is no address of Sotkanet: regions, indicators, "
		 "indicators/ID, json?... or csv?... is expected"},
	};
	const struct source *s = source_find("sotkanet");
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct request r, again = {0};
		struct err e = {0};
		char topic[TOPIC_TEXT];
		struct buf b;

		if (c[i].error) {
			assert_error(s->request_parse(c[i].url, &r, &e),
				     ERR_USAGE, c[i].error);
			continue;
		}
		buf_init(&b, 4000);
		assert_ok(s->request_parse(c[i].url, &r, &e));
		assert_string_equal(request_topic(topic, &r), c[i].topic);
		request_scope(&b, &r);
		assert_string_equal(buf_str(&b), c[i].scope);
		if (c[i].scope[0]) {
			assert_true(request_scope_parse(c[i].scope, &again));
			assert_memory_equal(again.year, r.year, sizeof(r.year));
			assert_memory_equal(again.sex, r.sex, sizeof(r.sex));
		}
		/* What is written is understood again. */
		buf_clear(&b);
		s->request_write(&b, &r);
		assert_ok(s->request_parse(buf_str(&b), &again, &e));
		assert_memory_equal(again.year, r.year, sizeof(r.year));
		buf_release(&b);
	}
}

static void test_scope_texts_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"2000",
		"2000-1999 total",
		"2000-2001",
		"2000-2001 ",
		"2000-2001 all",
		"2000-2001,total",
		"1899-1900 total",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		struct request r = {0};

		assert_false(request_scope_parse(bad[i], &r));
	}
}

/* --- figures ---------------------------------------------------------------*/

static int parse(const char *url, const char *text, struct answer *out,
		 struct err *e)
{
	const struct source *s = source_find("sotkanet");
	struct request r;

	if (s->request_parse(url, &r, e) < 0)
		return -1;
	return source_parse(s, &r, text, strlen(text), out, e);
}

#define CSV_URL  "csv?indicator=683&years=2014&years=2015&genders=total"
#define JSON_URL "json?indicator=683&years=2014&years=2015&genders=total"
#define CSV_HEAD "indicator;region;year;gender;primary value;absolute value\r\n"

static void assert_figure(const struct answer *a, size_t i, int64_t region,
			  int year, double value, double numerator)
{
	const struct figure *f = &a->figures.list[i];
	double v = (double)NAN;

	assert_int_equal(f->area, region);
	assert_int_equal(f->year, year);
	assert_int_equal(f->sex, SEX_TOTAL);
	(void)val_get(f->value, &v);
	assert_near(v, value, 0);
	v = (double)NAN;
	(void)val_get(f->numerator, &v);
	assert_near(v, numerator, 0);
}

/* The rows are of indicator 683: Lahti's region 177, Päijät-Häme's 975. */
static void test_figures_in_both_forms(void **state)
{
	static const char *const text[][2] = {
		{CSV_URL, CSV_HEAD "683;975;2015;total;9.5;11420\r\n"
				   "683;9;2015;total;9.1;489\r\n"
				   "683;9;2014;total;13;\r\n"},
		{JSON_URL,
		 "[{\"indicator\" : 683,\"region\": 975,\"year\": 2015,"
		 "\"gender\": \"total\",\"value\": 9.5,\"absValue\": 11420},\n"
		 "{\"indicator\":683,\"region\":9,\"year\":2015,"
		 "\"gender\":\"total\",\"value\":9.1,\"absValue\":489},"
		 "{\"indicator\":683,\"region\":9,\"year\":2014,"
		 "\"gender\":\"total\",\"value\":13.0}]"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(text); i++) {
		struct answer a = {0};
		struct err e = {0};

		assert_ok(parse(text[i][0], text[i][1], &a, &e));
		assert_int_equal(a.figures.n, 3);
		assert_figure(&a, 0, 9, 2014, 13, (double)NAN);
		assert_figure(&a, 1, 9, 2015, 9.1, 489);
		assert_figure(&a, 2, 975, 2015, 9.5, 11420);
		assert_int_equal(a.odd, 0);
		answer_release(&a);
	}
}

#define ROW(region, year, value)                                               \
	"{\"indicator\":683,\"region\":" region ",\"year\":" year              \
	",\"gender\":\"total\"" value "}"

static void test_figures_refused(void **state)
{
	static const struct {
		const char *url, *text, *error;
	} c[] = {
		{CSV_URL, "", "an empty body"},
		{CSV_URL, CSV_HEAD, "no rows"},
		{JSON_URL, "[]", "no rows"},
		{CSV_URL, "<html><body>Huoltokatko</body></html>\n",
		 "line 1: the header "
		 "'indicator;region;year;gender;primary value;absolute value' "
		 "is expected"},
		{CSV_URL, CSV_HEAD "683;9;2015;total;9.1;489",
		 "line 2: cut short, no line end"},
		{CSV_URL, CSV_HEAD "683;9;2015;total;9.1\r\n",
		 "line 2: six fields are expected"},
		{CSV_URL, CSV_HEAD "684;9;2015;total;9.1;489\r\n",
		 "line 2: '684': the indicator that was asked for is expected"},
		{CSV_URL, CSV_HEAD "683;x;2015;total;9.1;489\r\n",
		 "line 2: 'x': a region id is expected"},
		{CSV_URL, CSV_HEAD "683;9;2015M01;total;9.1;489\r\n",
		 "line 2: '2015M01': a year is expected"},
		{CSV_URL, CSV_HEAD "683;9;2015;yhteensa;9.1;489\r\n",
		 "line 2: 'yhteensa': total, male or female is expected"},
		{CSV_URL, CSV_HEAD "683;9;2015;total;9,1;489\r\n",
		 "line 2: '9,1': a number is expected"},
		{CSV_URL, CSV_HEAD "683;9;2015;total;9.1;nan\r\n",
		 "line 2: 'nan': a number or nothing is expected"},
		{CSV_URL, CSV_HEAD "683;9;2013;total;9.1;489\r\n",
		 "a row of 2013, total, which the request does not name"},
		{CSV_URL, CSV_HEAD "683;9;2015;female;9.1;489\r\n",
		 "a row of 2015, female, which the request does not name"},
		{CSV_URL,
		 CSV_HEAD "683;9;2015;total;9.1;489\r\n"
			  "683;9;2015;total;9.2;489\r\n",
		 "two values for one area, total, 2015"},
		{JSON_URL, "[" ROW("9", "2015", ",\"value\":\"9.1\"") "]",
		 "[0]: value: a number is expected"},
		{JSON_URL, "[" ROW("\"9\"", "2015", "") "]",
		 "[0]: Expected integer, got string"},
		{JSON_URL, "[{\"indicator\":683,\"region\":9}]",
		 "[0]: Object item not found: year"},
		{JSON_URL, "[" ROW("9", "20155", ",\"value\":1") "]",
		 "[0]: year 20155"},
		{JSON_URL, "{\"error\":\"no\"}", "a JSON array is expected"},
		{JSON_URL, "[1]", "[0]: Expected object, got integer"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct answer a = {0};
		struct err e = {0};

		assert_error(parse(c[i].url, c[i].text, &a, &e), ERR_DATA,
			     c[i].error);
	}
}

static void test_json_cut_is_refused(void **state)
{
	struct answer a = {0};
	struct err e = {0};

	(void)state;
	assert_error_like(
		parse(JSON_URL, "[" ROW("9", "2015", ",\"value\":1"), &a, &e),
		ERR_DATA, "not JSON: line 1 column");
	assert_error_like(parse(JSON_URL, "<html>", &a, &e), ERR_DATA,
			  "not JSON: line 1 column");
	assert_error_like(parse(JSON_URL,
				"[" ROW("9", "2015", ",\"value\":1e999") "]",
				&a, &e),
			  ERR_DATA, "not JSON: line 1 column");
}

static void test_a_row_without_value_is_missing(void **state)
{
	struct answer a = {0};
	struct err e = {0};
	double v;

	(void)state;
	assert_ok(parse(JSON_URL, "[" ROW("9", "2015", ",\"absValue\":3") "]",
			&a, &e));
	assert_int_equal(a.figures.n, 1);
	assert_false(val_get(a.figures.list[0].value, &v));
	assert_int_equal(a.figures.list[0].value.state, VAL_MISSING);
	answer_release(&a);
}

static void test_an_extra_key_is_counted(void **state)
{
	struct answer a = {0};
	struct err e = {0};

	(void)state;
	assert_ok(parse(JSON_URL,
			"[" ROW("9", "2015", ",\"value\":1,\"flag\":2") "]", &a,
			&e));
	assert_int_equal(a.odd, 1);
	answer_release(&a);
}

/* --- descriptions ----------------------------------------------------------*/

static void test_regions(void **state)
{
	static const char text[] =
		"[{\"id\":378,\"code\":\"837\",\"category\":\"KUNTA\","
		"\"title\":{\"fi\":\"Tampere\",\"en\":\"Tampere\",\"sv\":"
		"\"Tammerfors\"},\"memberOf\":[970,658],"
		"\"uri\":\"http://www.yso.fi/onto/kunnat/k837\"},"
		"{\"id\":879,\"code\":\"08\",\"category\":\"HYVINVOINTIALUE\","
		"\"title\":{\"fi\":\"Etel\\u00e4-Savon hyvinvointialue\"},"
		"\"memberOf\":[]}]";
	struct answer a = {0};
	struct err e = {0};

	(void)state;
	assert_ok(parse("regions", text, &a, &e));
	assert_int_equal(a.n_places, 2);
	assert_int_equal(a.places[0].id, 378);
	assert_string_equal(a.places[0].kind, "kunta");
	assert_string_equal(a.places[0].code, "837");
	assert_string_equal(a.places[0].name[1], "Tammerfors");
	assert_int_equal(a.places[0].n_members, 2);
	/* 879 was Etelä-Savo's id of 2021-22 and its code 08; 08 is Pirkanmaa's
	 * today, Etelä-Savo's is 12. */
	assert_string_equal(a.places[1].code, "12");
	assert_string_equal(a.places[1].name[1], "");
	answer_release(&a);
	assert_error(parse("regions", "[]", &a, &e), ERR_DATA, "no regions");
	assert_error(parse("regions",
			   "[{\"id\":1,\"code\":\"1\",\"category\":\"MAA\","
			   "\"title\":{},\"memberOf\":[]}]",
			   &a, &e),
		     ERR_DATA, "[0]: region 1: title.fi is empty");
}

#define META(updated, range) META_AND(updated, range, "")
#define META_AND(updated, range, more)                                         \
	"{\"id\":186,\"data-updated\":" updated ",\"range\":" range            \
	",\"title\":{\"fi\":\"Kuolleisuus / 100&nbsp;000 asukasta \","         \
	"\"sv\":\"D\\u00f6dlighet\",\"en\":\"\"},"                             \
	"\"primaryValueType\":{\"code\":\"PER100000\",\"title\":{}},"          \
	"\"decimals\":1,\"classifications\":{\"sex\":{\"values\":"             \
	"[\"male\",\"female\",\"total\"]}},"                                   \
	"\"organization\":{\"id\":3,\"title\":{\"fi\":\"Tilastokeskus\"}"      \
	"}" more "}"

static void test_meta(void **state)
{
	struct answer a = {0};
	struct err e = {0};
	const struct meta *m;

	(void)state;
	assert_ok(parse("indicators/186",
			META("\"2025-04-29\"", "{\"start\":1990,\"end\":2024}"),
			&a, &e));
	assert_int_equal(a.n_metas, 1);
	m = &a.metas[0];
	assert_string_equal(m->code, "186");
	assert_string_equal(m->title[0], "Kuolleisuus / 100 000 asukasta");
	assert_string_equal(m->organisation, "Tilastokeskus");
	assert_string_equal(m->unit, "PER100000");
	assert_string_equal(m->updated, "2025-04-29");
	assert_int_equal(m->first, 1990);
	assert_int_equal(m->last, 2024);
	assert_true(m->sex[SEX_FEMALE]);
	answer_release(&a);
	assert_error(
		parse("indicators/186",
		      META("\"29.4.2025\"", "{\"start\":1990,\"end\":2024}"),
		      &a, &e),
		ERR_DATA, "data-updated: a date is expected");
	assert_error(parse("indicators/186",
			   META("null", "{\"start\":2024,\"end\":1990}"), &a,
			   &e),
		     ERR_DATA, "range: years from 1900 to 2199 are expected");
	assert_error(parse("indicators/187",
			   META("null", "{\"start\":1990,\"end\":2024}"), &a,
			   &e),
		     ERR_DATA, "indicator 186, asked was 187");
	assert_error(parse("indicators/186", "{\"id\":186}", &a, &e), ERR_DATA,
		     "Object item not found: title");
}

static void test_definition(void **state)
{
	static const struct {
		const char *more, *definition, *error;
	} c[] = {
		{"", NULL, NULL},
		{",\"description\":{\"fi\":\"<p>V&auml;est&ouml;:<br><br "
		 "/>keski"
		 "v\\u00e4kiluku.</p>\\n <p id=x>Osuus&nbsp;&lt; 5 "
		 "%</p>\",\"en\":\"\"}",
		 "Väestö: keskiväkiluku. Osuus < 5 %", NULL},
		{",\"description\":\"Teksti\"", NULL,
		 "description: an object is expected"},
		{",\"description\":{\"sv\":7}", NULL,
		 "description.sv: a text is expected"},
	};
	struct answer a = {0};
	struct err e = {0};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		char text[1000];

		(void)snprintf(
			text, sizeof(text),
			META_AND("null", "{\"start\":1990,\"end\":2024}", "%s"),
			c[i].more);
		if (c[i].error) {
			assert_error(parse("indicators/186", text, &a, &e),
				     ERR_DATA, c[i].error);
			continue;
		}
		assert_ok(parse("indicators/186", text, &a, &e));
		if (c[i].definition) {
			assert_string_equal(a.metas[0].definition[0],
					    c[i].definition);
			assert_string_equal(a.metas[0].definition[1], "");
			assert_string_equal(a.metas[0].definition[2], "");
		} else {
			assert_null(a.metas[0].definition[0]);
		}
		answer_release(&a);
	}
}

/* --- the exchange form
 * ------------------------------------------------------*/

#define HEAD HEAD_AND("")
#define HEAD_AND(more)                                                         \
	"tilannekuva-exchange 1\nkind figures\nsource sotkanet\n"              \
	"request csv?indicator=228&years=2020&years=2021&years=2022\n"         \
	"fetched_at 2025-10-01T00:00:00Z\nindicator 228\n"                     \
	"scope 2020-2022 total\ntitle_fi Lasten pienituloisuusaste\n"          \
	"title_sv \ntitle_en \nunit PROS\ndecimals 1\n"                        \
	"organisation Tilastokeskus\n" more "\n"

static void round_trip(const char *text)
{
	struct exchange_head h;
	struct answer a;
	struct err e = {0};
	struct buf b;

	buf_init(&b, BUF_MAX);
	assert_true(exchange_is(text, strlen(text)));
	assert_ok(exchange_head_parse(text, strlen(text), &h, &e));
	assert_ok(exchange_parse(text, strlen(text), &a, &e));
	assert_string_equal(h.source, "sotkanet");
	assert_int_equal(a.figures.n, 8);
	assert_int_equal(a.figures.list[2].value.state, VAL_SUPPRESSED);
	exchange_write(&b, &h, &a);
	assert_string_equal(buf_str(&b), text);
	exchange_head_release(&h);
	answer_release(&a);
	buf_release(&b);
}

#define ROWS                                                                   \
	"kunta 016 total 2020 15.4 . 11.2/489\n"                               \
	"kunta 398 total 2021 S -3\n"                                          \
	"unknown 455 total 2020 0 M A Y\n"

static void test_exchange_round_trip(void **state)
{
	(void)state;
	round_trip(HEAD ROWS);
	round_trip(HEAD_AND("definition_fi Osuus < 5 %\ndefinition_sv \n"
			    "definition_en Share\n") ROWS);
}

/* Rows of one area need not stand together: what they say of it is held against
 * each other, and it is one area. */
#define OTHERS                                                                 \
	"kunta 001 total 2020 1\nkunta 002 total 2020 1\n"                     \
	"kunta 003 total 2020 1\nkunta 004 total 2020 1\n"

static void test_exchange_rows_apart(void **state)
{
	struct answer a = {0};
	struct err e = {0};

	(void)state;
	assert_error(parse("csv?indicator=228&years=2020",
			   HEAD "kunta 016 total 2020 15.4\n" OTHERS
				"kunta 016 total 2020 15.5\n",
			   &a, &e),
		     ERR_DATA, "two values for one area, total, 2020");
	assert_ok(parse("csv?indicator=228&years=2020&years=2021",
			HEAD "kunta 016 total 2020 15.4\n" OTHERS
			     "kunta 016 total 2021 15.5\n",
			&a, &e));
	assert_int_equal(a.figures.n, 6);
	assert_int_equal(a.figures.list[0].area, a.figures.list[1].area);
	answer_release(&a);
}

/* A file in exchange form stands for the request it is given for, no other. */
static void test_exchange_of_another_indicator(void **state)
{
	struct answer a = {0};
	struct err e = {0};

	(void)state;
	assert_error(parse("csv?indicator=229&years=2020",
			   HEAD "kunta 016 total 2020 15.4\n", &a, &e),
		     ERR_DATA, "indicator 228, asked was 229");
	assert_error(
		parse("regions", HEAD "kunta 016 total 2020 15.4\n", &a, &e),
		ERR_DATA, "not what the request asks for");
}

static void test_exchange_refused(void **state)
{
	static const struct {
		const char *text, *error;
	} c[] = {
		{"tilannekuva-exchange 1\nkind tables\n",
		 "exchange form: line 2: 'kind' is not what it should be"},
		{"tilannekuva-exchange 1\nkind figures\n\n",
		 "exchange form: source, request and fetched_at must be given"},
		{"tilannekuva-exchange 1\nkind areas\nsource a\nrequest b\n"
		 "fetched_at yesterday\n\n",
		 "exchange form: line 5: 'fetched_at' is not what it should "
		 "be"},
		{HEAD "kunta 016 total\n",
		 "exchange form: line 15: kind, code, sex, year and values are "
		 "expected"},
		{HEAD "kunta 016 total 2020 1,5\n",
		 "exchange form: line 15: '1,5' is no value"},
		{HEAD "kunta 016 total 2020 1.5/x\n",
		 "exchange form: line 15: '1.5/x' is no value"},
		{HEAD "kunta 016 total 2199 1 2\n",
		 "exchange form: line 15: '2' is no value"},
		{"tilannekuva-exchange 1\nkind areas\nsource a\nrequest b\n"
		 "fetched_at 2025-10-01\n\nkunta\t016\tAsikkala\n",
		 "exchange form: line 7: kind, code and three names are "
		 "expected"},
		{"tilannekuva-exchange 1\nkind areas\nsource a\nrequest b\n"
		 "fetched_at 2025-10-01\n\nkunta\t016\ta\tb\tc\tmaa:358\n",
		 "exchange form: kunta:016 is part of 'maa:358', which is not "
		 "listed"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(c); i++) {
		struct answer a;
		struct err e = {0};

		assert_error(
			exchange_parse(c[i].text, strlen(c[i].text), &a, &e),
			ERR_DATA, c[i].error);
	}
}

/* What turn.h and `sources` read of each is among its settings. */
static void test_settings(void **state)
{
	struct conf *c = conf_new(NULL, 0);
	size_t i, j;

	(void)state;
	etl_settings(c);
	for (i = 0; sources[i]; i++) {
		const struct source *s = sources[i];
		char key[80];

		assert_ptr_equal(source_find(s->name), s);
		for (j = 0; j < s->n_settings; j++) {
			size_t n = strlen(s->name);

			assert_memory_equal(s->settings[j].key, s->name, n);
			assert_int_equal(s->settings[j].key[n], '.');
		}
		(void)snprintf(key, sizeof(key), "%s.%s", s->name,
			       s->here ? "dir" : "url");
		assert_true(conf_knows(c, key));
		(void)snprintf(key, sizeof(key), "%s.pause_ms", s->name);
		assert_int_equal(conf_knows(c, key), !s->here);
		/* What only its table turns on is not asked as shipped. */
		(void)snprintf(key, sizeof(key), "%s.url", s->name);
		if (s->table)
			assert_string_equal(conf_text(c, key), "");
	}
	conf_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_request_addresses),
		cmocka_unit_test(test_scope_texts_refused),
		cmocka_unit_test(test_figures_in_both_forms),
		cmocka_unit_test(test_figures_refused),
		cmocka_unit_test(test_json_cut_is_refused),
		cmocka_unit_test(test_a_row_without_value_is_missing),
		cmocka_unit_test(test_an_extra_key_is_counted),
		cmocka_unit_test(test_regions),
		cmocka_unit_test(test_meta),
		cmocka_unit_test(test_definition),
		cmocka_unit_test(test_exchange_round_trip),
		cmocka_unit_test(test_exchange_rows_apart),
		cmocka_unit_test(test_exchange_of_another_indicator),
		cmocka_unit_test(test_exchange_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
