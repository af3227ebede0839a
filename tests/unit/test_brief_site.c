/*
 * From a store to var/site and back: pages, their words, what makes them anew,
 * and that reading back finds every planted error.
 */
#include "tests/support/test.h"

#include <sys/stat.h>
#include <unistd.h>

#include "briefing/briefing.h"
#include "briefing/checking.h"
#include "briefing/dossier.h"
#include "briefing/known.h"
#include "briefing/profile.h"
#include "lib/embedded.h"
#include "lib/file.h"
#include "lib/num.h"

static const struct schema etl = {.room = "etl",
				  .tables = text_etl_schema_sql,
				  .views = text_etl_views_sql};
static const struct schema analysis = {.room = "analysis",
				       .tables = text_analysis_schema_sql,
				       .views = text_analysis_views_sql};
static const struct schema plots = {.room = "plots",
				    .tables = text_plots_schema_sql,
				    .views = text_plots_views_sql};
static const struct schema *const rooms[] = {&etl, &analysis, &plots,
					     &briefing_schema};
static const struct store_schemas schemas = {rooms, ARRAY_LEN(rooms)};

/*
 * Areas 1 the country, 2 Mainland Finland, 3 a shown county, 4 one that is not;
 * 11 Ähtäri, 12 Lahti, 13 Öja in it, 14 retired, 15 in the other; 21.. others
 * for medians. Indicators: 1 worsened, 2 improved, 3 risen without a side, 4
 * indicative, 5 old, 6 suppressed, 7 no figures here, 8 a survey with a
 * national row in Mainland Finland, 9 hostile, 10 too few years, 11 small, 12 a
 * count.
 */
static const char rows[] =
	"INSERT INTO source VALUES (1, 'sotkanet', 'Sotkanet', 'CC BY 4.0');"
	"INSERT INTO area (id, kind, code, name_fi, name_sv, name_en, valid_to)"
	" VALUES (1, 'maa', '358', 'Koko maa', '', '', NULL),"
	" (2, 'nuts1', '1', 'Manner-Suomi', '', '', NULL),"
	" (3, 'hyvinvointialue', '09', 'Päijät-Häme', '', '', NULL),"
	" (4, 'hyvinvointialue', '08', 'Pirkanmaa', '', '', NULL),"
	" (11, 'kunta', '989', 'Ähtäri', '', '', NULL),"
	" (12, 'kunta', '398', 'Lahti', 'Lahtis', '', NULL),"
	" (13, 'kunta', '599', 'Öja', '', '', NULL),"
	" (14, 'kunta', '532', 'Nastola', '', '', '2015-12-31'),"
	" (15, 'kunta', '837', 'Tampere', '', '', NULL);"
	"INSERT INTO area (id, kind, code, name_fi, name_sv, name_en)"
	" SELECT value, 'kunta', 'x' || value, 'K', '', '' FROM"
	" json_each('[21,22,23,24,25,26,27,28,29]');"
	"INSERT INTO area_member VALUES (11,3),(12,3),(13,3),(14,3),(15,4);"
	"INSERT INTO shown_county VALUES (1, '09');"
	"INSERT INTO indicator (id, source, code, title_fi, title_sv, title_en,"
	"  unit, decimals, organisation, licence, data_updated, fetched_at,"
	"  first_year, last_year) SELECT value, 1, 100 + value,"
	"  'Mittari ' || value, '', '', 'PROS', 1, 'THL', 'CC BY 4.0',"
	"  '2024-08-29', '2024-09-01T00:00:00Z', 2014, 2023 FROM"
	"  json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13]');"
	"UPDATE indicator SET title_fi ="
	"  '<script>alert(\"1\")</script> & ''x''' WHERE id = 9;"
	"UPDATE indicator SET unit = 'LKM', decimals = 0 WHERE id = 12;"
	"UPDATE indicator SET organisation = 'Kela', licence = '',"
	"  data_updated = NULL WHERE id = 2;"
	"UPDATE indicator SET first_year = NULL, last_year = NULL WHERE id = "
	"13;"
	"INSERT INTO followed SELECT 'sotkanet', code, '', CASE id WHEN 12 THEN"
	"  'count' ELSE 'proportion' END, 'lower_better', '', CASE id"
	"  WHEN 9 THEN '<b>' WHEN 3 THEN 'tyollisyys' ELSE 'elintavat' END, 1,"
	"  '', CASE id WHEN 8 THEN 'survey' ELSE 'register' END, id"
	"  FROM indicator;"
	"INSERT INTO gap VALUES ('sotkanet', '999', 'not offered'),"
	"  ('sotkanet', '101', 'nothing to say of one that has figures');"
	/* Lahti and the county; the country for all but 9 and 12 */
	"INSERT INTO observation SELECT i.value, a.value, 0, 2023,"
	"  i.value * 10 + a.value / 8.0, NULL FROM"
	"  json_each('[1,2,3,4,9,10,11,12]') AS i, json_each('[3,12]') AS a;"
	"INSERT INTO observation SELECT value, 1, 0, 2023, value, NULL FROM"
	"  json_each('[1,2,3,4,6,10,11]');"
	"INSERT INTO observation SELECT 9, value, 0, 2023, value, NULL FROM"
	"  json_each('[11,13,15,21,22,23,24,25,26,27,28,29]');"
	"INSERT INTO observation VALUES (5, 12, 0, 2017, 7.5, NULL),"
	"  (6, 12, 0, 2022, 3, NULL), (8, 12, 0, 2023, 8.25, NULL),"
	"  (8, 2, 0, 2023, 9, NULL), (7, 13, 0, 2023, 1, NULL),"
	"  (1, 12, 1, 2024, 99, NULL);"
	"INSERT INTO absence VALUES (6, 12, 0, 2023, 2);"
	"INSERT INTO series SELECT indicator, area, sex, max(year) FROM"
	" (SELECT indicator, area, sex, year FROM observation UNION ALL"
	"  SELECT indicator, area, sex, year FROM absence) GROUP BY 1, 2, 3;"
	"INSERT INTO trend (indicator, area, sex, kind, first_year, last_year,"
	"  n, q, slope, slope_low, slope_high, verdict, direction, note)"
	" VALUES (1,12,0,'long',2014,2023,10,.01,.5,.4,.6,'up','worsening',''),"
	" (2,12,0,'long',2014,2023,10,.01,-.5,-.6,-.4,'down','improving',''),"
	" (3,12,0,'long',2014,2023,10,.01,.5,.4,.6,'up','rising',''),"
	" (4,12,0,'long',2014,2023,9,.2,.5,.1,.6,'up_indicative','worsening',"
	"  ''),"
	" (5,12,0,'long',2008,2017,10,NULL,.5,.4,.6,'out_of_date',NULL,''),"
	" (6,12,0,'long',2014,2022,8,.9,0,0,0,'no_clear_trend',NULL,"
	"  'unchanged'),"
	" (8,12,0,'long',2014,2023,5,.9,.1,0,.2,'no_clear_trend',NULL,''),"
	" (9,12,0,'long',2014,2023,10,.02,-.5,-.6,-.4,'down','improving',''),"
	" (10,12,0,'long',2020,2023,4,NULL,.1,0,.2,'too_few_points',NULL,''),"
	" (11,12,0,'long',2014,2023,10,.01,.1,.1,.2,'up_small','worsening',"
	"  ''),"
	" (1,12,1,'long',2014,2023,10,.01,.5,.4,.6,'down','improving','');";

static const char chart_rows[] =
	"INSERT INTO chart VALUES"
	" ('trend-kunta-398-sotkanet-101-fi', 'trend', 12, 1, 'fi', 'T',"
	"  'Viivakuvio: \"Mittari 1\".', 'd1'),"
	" ('trend-kunta-398-sotkanet-105-fi', 'trend', 12, 5, 'fi', 'T', 'V.',"
	"  'd2'),"
	" ('spine-kunta-398-fi', 'spine', 12, 0, 'fi', 'Lahti: mittarit',"
	"  'Selkärankakuvio: Lahti.', 'd4'),"
	" ('spine-kunta-989-fi', 'spine', 11, 0, 'fi', 'Ähtäri', 'S.', 'd5'),"
	" ('../../etc/passwd', 'trend', 12, 2, 'fi', 'T', 'A', 'd3'),"
	" ('map-hyvinvointialue-09-sotkanet-101-fi', 'map', 3, 1, 'fi', 'K',"
	"  'Kartta: 1.', 'd7'),"
	" ('rank-hyvinvointialue-09-sotkanet-101-fi', 'rank', 3, 1, 'fi', 'J',"
	"  'Järjestys: 1.', 'd8'),"
	" ('funnel-hyvinvointialue-09-sotkanet-101-fi', 'funnel', 3, 1, 'fi',"
	"  'F', 'Suppilo.', 'd9'),"
	" ('../spine', 'spine', 13, 0, 'fi', 'T', 'A', 'd6');";

struct fixture {
	char *dir, *log_text;
	size_t log_len;
	FILE *log;
	struct app app;
	struct db *db;
};

static void put_file(const struct fixture *f, const char *name, const char *s)
{
	char *path = xasprintf("%s/%s", f->dir, name);
	struct err e = {0};

	assert_ok(file_publish(path, s, strlen(s), &e));
	free(path);
}

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof(*f));
	struct err e = {0};
	char *path;

	f->dir = temp_dir();
	f->log = open_memstream(&f->log_text, &f->log_len);
	f->app.var_dir = f->dir;
	f->app.schemas = &schemas;
	assert_true(when_parse("2024-09-01", &f->app.now));
	log_init(&f->app.log, f->log, LOG_INFO);
	path = xasprintf("%s/charts", f->dir);
	assert_ok(file_mkdirs(path, &e));
	free(path);
	put_file(f, "charts/trend-kunta-398-sotkanet-101-fi.svg", "<svg/>");
	put_file(f, "charts/trend-kunta-398-sotkanet-101-fi.png", "png");
	put_file(f, "charts/trend-kunta-398-sotkanet-105-fi.svg", "<svg/>");
	put_file(f, "charts/spine-kunta-398-fi.svg",
		 "<svg role=\"img\"\n width=\"700\" height=\"615\">");
	put_file(f, "charts/spine-kunta-398-fi.pdf", "pdf");
	put_file(f, "charts/spine-kunta-989-fi.svg", "<svg width=\"-7\"/>");
	put_file(f, "charts/map-hyvinvointialue-09-sotkanet-101-fi.svg", "m");
	put_file(f, "charts/map-hyvinvointialue-09-sotkanet-101-fi.pdf", "m");
	put_file(f, "charts/rank-hyvinvointialue-09-sotkanet-101-fi.svg", "r");
	path = xasprintf("%s/tilannekuva.db", f->dir);
	assert_ok(store_create(&f->db, path, &schemas, &e));
	free(path);
	assert_ok(db_script(f->db, rows, &e));
	assert_ok(db_script(f->db, chart_rows, &e));
	assert_ok(store_put(f->db, "content_id", "abc<123>", &e));
	assert_ok(store_put(f->db, "data_date", "2024-09-01", &e));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	(void)fclose(f->log);
	free(f->log_text);
	temp_dir_remove(f->dir);
	free(f);
	return 0;
}

static struct briefing_summary make(struct fixture *f)
{
	struct briefing_summary sum = {0};
	struct err e = {0};

	assert_ok(briefing_run(&f->app, f->db, &sum, &e));
	return sum;
}

/* The bytes of a file of the site; the caller's to free(). */
static char *site_file(const struct fixture *f, const char *name)
{
	char *path = xasprintf("%s/site/%s", f->dir, name), *s;
	struct err e = {0};
	struct buf b;

	buf_init(&b, BUF_MAX);
	assert_ok(file_read(path, &b, &e));
	s = xstrdup(buf_str(&b));
	buf_release(&b);
	free(path);
	return s;
}

static bool site_has(const struct fixture *f, const char *name)
{
	char *path = xasprintf("%s/site/%s", f->dir, name);
	bool there = file_exists(path);

	free(path);
	return there;
}

static struct check_summary check(struct fixture *f)
{
	struct check_summary sum = {0};
	struct err e = {0};

	assert_ok(check_site(&f->app, f->db, &sum, &e));
	return sum;
}

/* The next run makes the site anew. */
static void forget_key(const struct fixture *f)
{
	char *key = xasprintf("%s/site/.key", f->dir);

	(void)unlink(key);
	free(key);
}

static void test_pages(void **state)
{
	struct fixture *f = *state;
	struct briefing_summary sum = make(f);
	struct check_summary back;

	/* the front page, three places, twelve indicators */
	assert_int_equal(sum.pages, 16);
	assert_int_equal(sum.written, 16);
	assert_true(site_has(f, "kunta/398.html"));
	assert_true(site_has(f, "kunta/989.html"));
	assert_true(site_has(f, "mittari/sotkanet-101.html"));
	/* without a figure in a shown county */
	assert_false(site_has(f, "mittari/sotkanet-113.html"));
	assert_false(site_has(f, "mittari/sotkanet-113.html"));
	assert_true(site_has(f, "style.css"));
	assert_true(site_has(f, "charts/trend-kunta-398-sotkanet-101-fi.svg"));
	/* retired, of another county */
	assert_false(site_has(f, "kunta/532.html"));
	assert_false(site_has(f, "kunta/837.html"));
	assert_int_equal(f->app.log.warnings, 0);
	back = check(f);
	(void)fflush(f->log);
	if (back.faults)
		fail_msg("%s", f->log_text);
	assert_int_equal(back.pages, 16);
	assert_true(back.figures > 60);
}

static void test_order_of_places(void **state)
{
	struct fixture *f = *state;
	char *s, *a, *b, *c;

	(void)make(f);
	s = site_file(f, "index.html");
	a = strstr(s, ">Lahti<");
	b = strstr(s, ">Ähtäri<");
	c = strstr(s, ">Öja<");
	assert_true(a && b && c && a < b && b < c);
	free(s);
}

static void test_words_of_a_page(void **state)
{
	static const char *const wanted[] = {
		/* the total, not the men's newer figure or their trend */
		"Mittari 1</a></strong>: tilanne on heikentynyt vuosina 2014–",
		"2023; luku on noussut keskimäärin 0,5 prosenttiyksikköä vuo",
		"Vuonna 2023 luku oli 11,5\u00a0% (koko maa 1,0\u00a0%).",
		"Selvästi heikentynyt (1)",
		"Selvästi parantunut (2)",
		"Selvästi noussut tai laskenut (1)",
		"Hieman muuttunut (1)",
		"Viitteitä muutoksesta (1)",
		"on heikentynyt hieman vuosina",
		"; muutos voi olla myös satunnaisvaihtelua.",
		">salattu<",
		"sama luku kaikkina vuosina",
		"kyselytieto, otos",
		"kuntien mediaani",
		"Liian vähän vuosia muutoksen arvioimiseen (1)",
		"Tästä kunnasta ei ole julkaistu lukuja (1)",
		"Seurannassa, mutta lähteestä ei saatu lukuja (2)",
		"sotkanet 999",
		"tiedot päivältä 1.9.2024",
		"abc&lt;123&gt;",
		"&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; ",
		"<h3>&lt;b&gt;</h3>",
		"alt=\"Viivakuvio: &quot;Mittari 1&quot;.\"",
		"lang=\"fi\"",
		"default-src 'none'",
		"<td data-l=\"Käyttöehdot\"><span>ei tiedossa</span>",
	};
	static const char *const unwanted[] = {
		"<script", "alert(\"", "ei muutosta", "pysyn",
		"vakaa",   "passwd",   "99,0",        "(null)",
		">nan",    "style=",   "<b>&lt;",     "http-equiv=\"refresh\"",
	};
	struct fixture *f = *state;
	char *s;

	(void)make(f);
	s = site_file(f, "kunta/398.html");
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
		if (!strstr(s, wanted[i]))
			fail_msg("not there: %s", wanted[i]);
	for (size_t i = 0; i < ARRAY_LEN(unwanted); i++)
		if (strstr(s, unwanted[i]))
			fail_msg("there: %s", unwanted[i]);
	free(s);
}

/* The old figure stands apart: after the heading, not among the findings. */
static void test_old_figures(void **state)
{
	struct fixture *f = *state;
	char *s, *heading, *row;

	(void)make(f);
	s = site_file(f, "kunta/398.html");
	heading = strstr(s, "<h2 id=\"vanhat-h\">");
	row = strstr(s, "<tr id=\"m-sotkanet-105\">");
	assert_true(heading && row && heading < row);
	assert_non_null(strstr(s, "vuodelta 2018 tai sitä vanhempi"));
	assert_non_null(strstr(row, "7,5\u00a0%"));
	free(s);
}

/* The spine stands in the barometer, in its own size, with the files that are
 * there and no others. */
static void test_spine(void **state)
{
	static const char figure[] =
		"<figure id=\"selkaranka\" class=\"wide\">\n"
		"<img src=\"../charts/spine-kunta-398-fi.svg\" width=\"700\""
		" height=\"615\" loading=\"lazy\""
		" alt=\"Selkärankakuvio: Lahti.\">";
	struct fixture *f = *state;
	char *s, *at, *end;

	(void)make(f);
	s = site_file(f, "kunta/398.html");
	at = strstr(s, figure);
	assert_non_null(at);
	assert_true(strstr(s, "<h2 id=\"mittaristo-h\">") < at);
	assert_true(at < strstr(s, "<h2 id=\"kuvat-h\">"));
	end = strstr(at, "</figure>");
	*end = '\0';
	assert_non_null(strstr(at, "spine-kunta-398-fi.pdf\">Paperille (PDF)"));
	assert_null(strstr(at, "spine-kunta-398-fi.png"));
	assert_null(strstr(at, "spine-kunta-398-fi.csv"));
	assert_non_null(strstr(at, "<p>Selkärankakuvio: Lahti.</p></details>"));
	assert_true(site_has(f, "charts/spine-kunta-398-fi.pdf"));
	free(s);
	s = site_file(f, "kunta/989.html");
	/* a size that cannot be */
	assert_non_null(strstr(s, "spine-kunta-989-fi.svg\" width=\"720\""));
	free(s);
	s = site_file(f, "kunta/599.html");
	assert_null(strstr(s, "selkaranka"));
	free(s);
}

/* Fails unless all of them stand in the page, in this order. */
static void assert_in_order(const char *page, const char *const *list, size_t n)
{
	const char *at = page;

	for (size_t i = 0; i < n; i++) {
		at = strstr(at, list[i]);
		if (!at)
			fail_msg("not there, or not there yet: %s", list[i]);
	}
}

static void test_indicator(void **state)
{
	static const char *const wanted[] = {
		"<title>Mittari 1 – hyvinvoinnin",
		"<a href=\"../index.html#mittarit\">Mittarit</a>",
		"<h1>Mittari 1</h1>",
		"<h2 id=\"mittari-h\">",
		">Osuus &lt;kaikista&gt;.</p>",
		"<dd data-fact=\"unit\">prosenttia</dd>",
		"<dd data-fact=\"good\">pienempi on parempi</dd>",
		"<dd data-fact=\"producer\">THL</dd>",
		"<dd data-fact=\"licence\">CC BY 4.0</dd>",
		"<dd data-fact=\"id\">sotkanet 101</dd>",
		"<dd data-fact=\"updated\">29.8.2024</dd>",
		"<h3>Huomattavaa</h3>",
		"Luku on 3 vuoden liukuva keskiarvo",
		"vuonna 2020 luku laski yhtä aikaa lähes kaikissa kunnissa "
		"(93\u00a0%)",
		"luvut vuodesta 2019 eivät ole vertailukelpoisia aiempiin "
		"(laki &lt;1&gt;)",
		"<h2 id=\"hva-09-h\">Päijät-Häme</h2>",
		"<a data-fact=\"398 name\" href=\"../kunta/398.html\">Lahti",
		"<span data-fact=\"398 year\">2023</span>",
		"<span data-fact=\"398 value\">11,5\u00a0%</span>",
		"</span>heikentynyt",
		"<a href=\"../kunta/398.html#k-sotkanet-101\">",
		"href=\"../kunta/989.html\">Ähtäri",
		"<span data-fact=\"989 value\"><span class=\"none\">ei julk",
		"ei kuvaa",
		"<th scope=\"row\">Päijät-Häme</th>",
		"<span data-fact=\"hva 09 value\">10,4\u00a0%</span>",
		"<th scope=\"row\">Koko maa</th>",
		"<span data-fact=\"maa value\">1,0\u00a0%</span>",
		"alt=\"Kartta: 1.\"",
		"map-hyvinvointialue-09-sotkanet-101-fi.pdf\">",
		"alt=\"Järjestys: 1.\"",
	};
	struct fixture *f = *state;
	struct err e = {0};
	char *s;

	assert_ok(db_script(
		f->db,
		"UPDATE indicator SET definition_fi = 'Osuus <kaikista>.'"
		" WHERE id = 1; UPDATE followed SET span = 3 WHERE code = "
		"'101';"
		"INSERT INTO known_break (source, code, year, said_by) VALUES"
		" ('sotkanet', '101', 2019, 'laki <1>');"
		"INSERT INTO level_change (indicator, area, sex, year, shock,"
		" direction, strength, share, areas) VALUES"
		" (1, 0, 0, 2020, 0, -1, 5, 0.93, 300),"
		" (1, 12, 0, 2018, 0, -1, 7, NULL, NULL);",
		&e));
	(void)make(f);
	s = site_file(f, "mittari/sotkanet-101.html");
	assert_in_order(s, wanted, ARRAY_LEN(wanted));
	assert_null(strstr(s, "funnel"));
	assert_null(strstr(s, "2018"));
	assert_null(strstr(s, "<script"));
	free(s);
	assert_int_equal(check(f).faults, 0);
}

/* What to keep in mind differs; an old figure has no change; a survey has its
 * national row in Mainland Finland. */
static void test_indicator_kinds(void **state)
{
	struct fixture *f = *state;
	char *s;

	(void)make(f);
	s = site_file(f, "mittari/sotkanet-105.html");
	assert_non_null(strstr(s, "Lähteen määritelmää ei ole haettu."));
	assert_non_null(strstr(s, "data-fact=\"398 value\">7,5\u00a0%"));
	assert_non_null(strstr(s, "398 change\"><span class=\"none\">"
				  "uusin luku liian vanha"));
	free(s);
	s = site_file(f, "mittari/sotkanet-108.html");
	assert_non_null(strstr(s, "Kyselytieto: luku on arvio otoksesta"));
	assert_non_null(strstr(s, "data-fact=\"maa value\""));
	free(s);
	s = site_file(f, "mittari/sotkanet-112.html");
	assert_non_null(strstr(s, ">lukumäärä<"));
	/* no row of the country, so none is shown */
	assert_null(strstr(s, "Koko maa"));
	assert_null(strstr(s, "Huomattavaa"));
	free(s);
	s = site_file(f, "kunta/398.html");
	assert_non_null(strstr(s, "<a class=\"to\" "
				  "href=\"../mittari/sotkanet-101.html\">"));
	free(s);
	s = site_file(f, "index.html");
	assert_non_null(strstr(s, "<h3>Työllisyys</h3>\n<ul class=\"pages\">"
				  "\n<li><a data-fact=\"mittari sotkanet-103"));
	assert_null(strstr(s, "sotkanet-113"));
	free(s);
}

static void test_empty_municipality(void **state)
{
	struct fixture *f = *state;
	char *s;

	(void)make(f);
	s = site_file(f, "kunta/989.html");
	/* one figure, no trend */
	assert_non_null(strstr(s, "Muutoksen suuntaa ei voitu arvioida "
				  "yhdestäkään mittarista."));
	assert_null(strstr(s, "class=\"tally\""));
	assert_non_null(strstr(s, "Muutosta ei ole laskettu (1)"));
	free(s);
}

static void test_nothing_clear(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};
	char *s;

	assert_ok(db_script(f->db,
			    "UPDATE trend SET q = 0.06, verdict ="
			    " 'no_clear_trend', direction = NULL"
			    " WHERE q <= 0.05 OR verdict LIKE '%indicative'",
			    &e));
	(void)make(f);
	s = site_file(f, "kunta/398.html");
	assert_non_null(strstr(s, "Selvää muutosta ei näy yhdessäkään 8 "
				  "arvioidusta mittarista."));
	assert_int_equal(check(f).faults, 0);
	free(s);
}

/* --- when it is made anew --- */

static void test_left_alone(void **state)
{
	const struct {
		const char *change;
		bool anew;
	} c[] = {
		{"SELECT 1", false},
		{"UPDATE store_info SET value = '2024-09-02'"
		 " WHERE key = 'data_date'",
		 true},
		{"UPDATE store_info SET value = 'x' WHERE key = 'content_id'",
		 true},
		{"UPDATE chart SET digest = 'x' WHERE indicator = 1", true},
		{"UPDATE chart SET alt = 'x' WHERE indicator = 1", true},
		{"UPDATE chart SET digest = 'x' WHERE kind = 'spine'", true},
		{"INSERT INTO run (id, command, version, started_at)"
		 " VALUES (1, 'run', '1', '2024-09-02')",
		 false},
		{"INSERT INTO shown_county VALUES (2, '08')", true},
	};
	struct fixture *f = *state;

	assert_true(make(f).written > 0);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct err e = {0};

		assert_ok(db_script(f->db, c[i].change, &e));
		if ((make(f).written > 0) != c[i].anew)
			fail_msg("%s", c[i].change);
	}
	assert_true(site_has(f, "kunta/837.html"));
	/* another year: another border of what is old */
	assert_true(when_parse("2025-01-01", &f->app.now));
	assert_true(make(f).written > 0);
}

static void test_same_bytes(void **state)
{
	struct fixture *f = *state;
	char *first, *second;

	(void)make(f);
	first = site_file(f, "kunta/398.html");
	forget_key(f);
	assert_true(make(f).written > 0);
	second = site_file(f, "kunta/398.html");
	assert_string_equal(first, second);
	free(first);
	free(second);
}

/* A lost picture: said, left out of the page, tried again. */
static void test_lost_chart(void **state)
{
	struct fixture *f = *state;
	char *path = xasprintf("%s/charts/trend-kunta-398-sotkanet-101-fi.svg",
			       f->dir);

	assert_int_equal(unlink(path), 0);
	assert_true(make(f).written > 0);
	assert_int_equal(f->app.log.warnings, 1);
	assert_int_equal(check(f).faults, 0);
	put_file(f, "charts/trend-kunta-398-sotkanet-101-fi.svg", "<svg/>");
	assert_true(make(f).written > 0);
	assert_true(site_has(f, "charts/trend-kunta-398-sotkanet-101-fi.svg"));
	assert_int_equal(make(f).written, 0);
	free(path);
}

/* A code that could lead out of the folder names no page. */
static void test_bad_codes(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};

	assert_ok(db_script(f->db,
			    "UPDATE area SET code = '../../x'"
			    " WHERE id = 13;"
			    "UPDATE area SET code = '\"0 9' WHERE"
			    " id = 3; UPDATE shown_county SET code ="
			    " '\"0 9'",
			    &e));
	assert_int_equal(make(f).pages, 15);
	assert_int_equal(f->app.log.warnings, 1);
	assert_int_equal(check(f).faults, 0);
}

static void test_empty_store(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};

	assert_ok(db_script(f->db,
			    "DELETE FROM observation; DELETE FROM absence;"
			    "DELETE FROM series;"
			    "DELETE FROM trend; DELETE FROM chart;"
			    "DELETE FROM followed; DELETE FROM indicator;"
			    "DELETE FROM gap; DELETE FROM store_info"
			    " WHERE key IN ('content_id', 'data_date')",
			    &e));
	assert_int_equal(make(f).written, 4);
	assert_int_equal(check(f).faults, 0);
	assert_ok(db_script(f->db, "DELETE FROM shown_county", &e));
	assert_int_equal(make(f).written, 1);
	assert_int_equal(check(f).faults, 0);
}

/* The old site stays while a new one cannot be made. */
static void test_failure_keeps_the_old(void **state)
{
	struct fixture *f = *state;
	struct briefing_summary sum;
	struct err e = {0};

	(void)make(f);
	assert_ok(db_script(f->db,
			    "UPDATE store_info SET value = 'x'"
			    " WHERE key = 'content_id'; DROP VIEW v_trend",
			    &e));
	assert_int_equal(briefing_run(&f->app, f->db, &sum, &e), -1);
	assert_int_equal(e.code, ERR_DB);
	assert_true(site_has(f, "kunta/398.html"));
}

/* --- planted errors --- */

static void replace(const struct fixture *f, const char *name, const char *from,
		    const char *to)
{
	char *s = site_file(f, name), *at = strstr(s, from);
	char *path = xasprintf("site/%s", name), *changed;

	if (!at)
		fail_msg("'%s' is not in %s", from, name);
	changed =
		xasprintf("%.*s%s%s", (int)(at - s), s, to, at + strlen(from));
	put_file(f, path, changed);
	free(s);
	free(path);
	free(changed);
}

static void test_planted(void **state)
{
	static const char page[] = "kunta/398.html", front[] = "index.html",
			  ind[] = "mittari/sotkanet-101.html";
	const struct {
		const char *file, *from, *to, *message;
	} c[] = {
		{page, "<h1>Lahti", "<h1>Lahtis", "heading is 'Lahtis'"},
		{page, "<span>11,5\u00a0%", "<span>11,6\u00a0%",
		 "value is '11,6"},
		{page, "<span>1,0\u00a0%", "<span>1,1\u00a0%",
		 "country is '1,1"},
		{page, ">salattu<", ">0,0\u00a0%<", "value is '0,0"},
		{page, "Vuosi\">2023", "Vuosi\">2022", "year is '2022'"},
		{page, "luku on noussut keskimäärin 0,5",
		 "luku on noussut keskimäärin 0,7", "sentence is"},
		{page, "</span>heikentynyt<", "</span>parantunut<",
		 "change is 'parantunut'"},
		{page, "Arvioituja vuosia\">9", "Arvioituja vuosia\">8",
		 "years is '8'"},
		{page, "<tr id=\"m-sotkanet-102\">", "<tr id=\"m-sotkanet-9\">",
		 "sotkanet-102: not in the barometer"},
		{page, "\"find worse\"", "\"find better\"",
		 "stands in the wrong box"},
		{page, "<b>2</b>", "<b>3</b>", "count is '3'"},
		{page, "alt=\"Viivakuvio", "alt=\"\" title=\"", "no text alt"},
		{page, "-101-fi.svg\"", "-102-fi.svg\"", "-102-fi.svg' is not"},
		{page, "alt=\"Selkäranka", "alt=\"Ranka",
		 "spine-kunta-398-fi: text alternative is 'Ranka"},
		{page, "src=\"../charts/spine-kunta-398-fi.svg",
		 "src=\"../charts/trend-kunta-398-sotkanet-101-fi.svg",
		 "spine-kunta-398-fi: the chart is not on the page"},
		{page, "charts/spine-kunta-398-fi.pdf",
		 "charts/spine-kunta-398-fi.svg", "no link to its pdf"},
		{page, "#k-sotkanet-101", "#k-sotkanet-1",
		 "where there is noth"},
		{page, "#hva-09", "#hva-08",
		 "#hva-08', where there is nothing"},
		{page, "id=\"vanhat\"", "id=\"kuvat\"", "the id 'kuvat' twice"},
		{page, "Selväksi muutos", "nan muutos", "the word 'nan'"},
		{page, "lang=\"fi\"", "lang=\"sv\"", "language is 'sv'"},
		{page, "abc&lt;123", "abd&lt;123", "content id is 'abd"},
		{page, "<span id=\"paiva\">tiedot päivältä 1.9.2024",
		 "<span id=\"paiva\">tiedot päivältä 2.9.2024", "date is 'ti"},
		{page, "href=\"../style.css", "href=\"https://x.invalid/s.css",
		 "a link out of the site"},
		{page, " <span class=\"tag\">kuntien mediaani</span>", "",
		 "not marked as a median"},
		{ind, "<h1>Mittari 1", "<h1>Mittari 2", "heading is 'Mit"},
		{ind, "398 value\">11,5", "398 value\">11,6",
		 "398: value is '11,6"},
		{ind, "398 year\">2023", "398 year\">2022",
		 "398: year is '2022'"},
		{ind, "</span>heikentynyt", "</span>parantunut",
		 "398: change is 'parantunut'"},
		{ind, "398 years\">10", "398 years\">11", "398: years is '11'"},
		{ind, "hva 09 value\">10,4", "hva 09 value\">10,5",
		 "hva 09: value is '10,5"},
		{ind, "maa value\">1,0", "maa value\">1,1",
		 "maa: value is '1,1"},
		{ind, "\"producer\">THL", "\"producer\">Kela",
		 "producer: text is 'Kela'"},
		{ind, "ei ole haettu", "on haettu", "definition: text is"},
		{ind, "#k-sotkanet-101", "#k-sotkanet-7",
		 "#k-sotkanet-7', where there is nothing"},
		{ind, "alt=\"Kartta", "alt=\"Kuva",
		 "-101-fi: text alternative is 'Kuva"},
		{ind, "09-sotkanet-101-fi.pdf", "09-sotkanet-101-fi.svg",
		 "no link to its pdf"},
		{front, "mittari sotkanet-101\" href=\"mittari/sotkanet-101",
		 "mittari sotkanet-101\" href=\"mittari/sotkanet-113",
		 "'mittari/sotkanet-113.html' is not there"},
		{front, "mittari sotkanet-103", "mittari sotkanet-1030",
		 "mittari sotkanet-103: no text"},
		{front, "kunta/989.html", "kunta/990.html",
		 "kunta/989.html: no link to it"},
		{front, ">Ähtäri<", ">Ähtärin<", "name is 'Ähtärin'"},
		{front, "parantunut\">2<", "parantunut\">1<", "count is '1'"},
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		forget_key(f);
		assert_true(make(f).written > 0);
		replace(f, c[i].file, c[i].from, c[i].to);
		rewind(f->log);
		if (check(f).faults == 0)
			fail_msg("not found: %s", c[i].message);
		(void)fflush(f->log);
		if (!strstr(f->log_text, c[i].message))
			fail_msg("'%s' is not in: %s", c[i].message,
				 f->log_text);
	}
}

static void test_missing_files(void **state)
{
	static const char *const names[] = {
		"index.html", "kunta/398.html", "style.css",
		"charts/trend-kunta-398-sotkanet-101-fi.png"};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = xasprintf("%s/site/%s", f->dir, names[i]);

		forget_key(f);
		(void)make(f);
		assert_int_equal(check(f).faults, 0);
		assert_int_equal(unlink(path), 0);
		assert_true(check(f).faults > 0);
		free(path);
	}
}

static void test_statements(void **state)
{
	static const struct sql_set *const sets[] = {
		&briefing_catalog_sql, &briefing_profile_sql,
		&briefing_site_sql,    &briefing_known_sql,
		&briefing_check_sql,   &briefing_dossier_sql};
	struct fixture *f = *state;

	for (size_t i = 0; i < ARRAY_LEN(sets); i++) {
		struct stmts *set;
		struct err e = {0};

		assert_ok(stmts_new(&set, f->db, sets[i], &e));
		stmts_free(set);
	}
}

#define WITH_STORE(t) cmocka_unit_test_setup_teardown(t, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(test_pages),
		WITH_STORE(test_order_of_places),
		WITH_STORE(test_words_of_a_page),
		WITH_STORE(test_old_figures),
		WITH_STORE(test_spine),
		WITH_STORE(test_indicator),
		WITH_STORE(test_indicator_kinds),
		WITH_STORE(test_empty_municipality),
		WITH_STORE(test_nothing_clear),
		WITH_STORE(test_left_alone),
		WITH_STORE(test_same_bytes),
		WITH_STORE(test_lost_chart),
		WITH_STORE(test_bad_codes),
		WITH_STORE(test_empty_store),
		WITH_STORE(test_failure_keeps_the_old),
		WITH_STORE(test_planted),
		WITH_STORE(test_missing_files),
		WITH_STORE(test_statements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
