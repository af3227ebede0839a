/*
 * From a store to var/site and back: pages, their words, what makes them anew,
 * and that reading back finds every planted error.
 */
#include "tests/unit/test_brief_fixture.h"

#include "briefing/dossier.h"
#include "briefing/known.h"

static void test_pages(void **state)
{
	struct fixture *f = *state;
	struct briefing_summary sum = make(f);
	struct check_summary back;

	assert_true(sum.pages > 20);
	assert_int_equal(sum.written, sum.pages);
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
	assert_int_equal(back.pages, sum.pages);
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
		"<script>", "alert(\"", "ei muutosta", "pysyn",
		"vakaa",    "passwd",   "99,0",        "(null)",
		">nan",     "style=",   "<b>&lt;",     "http-equiv=\"refresh\"",
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
		"INSERT OR REPLACE INTO definition (indicator, fi)"
		" VALUES (1, 'Osuus <kaikista>.'); UPDATE followed SET span = "
		"3 WHERE code = "
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
	assert_null(strstr(s, "rug-hyvinvointialue"));
	assert_null(strstr(s, "2018"));
	assert_null(strstr(s, "<script>"));
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
	assert_true(make(f).pages > 15);
	assert_int_equal(f->app.log.warnings, 1);
	assert_int_equal(check(f).faults, 0);
}

static void test_empty_store(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};
	size_t written;

	assert_ok(db_script(f->db,
			    "DELETE FROM observation; DELETE FROM absence;"
			    "DELETE FROM series;"
			    "DELETE FROM trend; DELETE FROM chart;"
			    "DELETE FROM followed; DELETE FROM indicator;"
			    "DELETE FROM gap; DELETE FROM store_info"
			    " WHERE key IN ('content_id', 'data_date')",
			    &e));
	written = make(f).written;
	assert_int_equal(check(f).pages, written);
	assert_int_equal(check(f).faults, 0);
	assert_ok(db_script(f->db, "DELETE FROM shown_county", &e));
	assert_true(make(f).written < written);
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
		{page, "<code id=\"tunnus\">abc", "<code id=\"tunnus\">abd",
		 "content id is 'abd"},
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
		expect_found(f, c[i].file, c[i].from, c[i].to, c[i].message);
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

	assert_statements(f, sets, ARRAY_LEN(sets));
}

/* Each language has the whole site; what they share lies once, at its top. */
static void test_languages(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};
	struct briefing_summary one = make(f), three;
	char *page;

	assert_ok(conf_set(f->app.conf, "site.langs=en,sv", &e));
	three = make(f);
	assert_int_equal(three.pages, 3 * one.pages);
	assert_int_equal(three.written, three.pages);
	assert_int_equal(check(f).faults, 0);
	assert_false(site_has(f, "sv/charts"));
	assert_false(site_has(f, "sv/style.css"));
	page = site_file(f, "sv/kunta/398.html");
	assert_non_null(strstr(page, "<html lang=\"sv\">"));
	assert_non_null(strstr(page, "<h1>Lahtis</h1>"));
	assert_non_null(strstr(page, "href=\"../../kunta/398.html\""));
	assert_non_null(strstr(page, "href=\"../../en/kunta/398.html\""));
	assert_non_null(strstr(page, "href=\"../../style.css\""));
	free(page);
	page = site_file(f, "index.html");
	assert_non_null(strstr(page, "href=\"sv/index.html\""));
	free(page);
	/* a language that is not wanted any more leaves no pages behind */
	assert_ok(conf_set(f->app.conf, "site.langs=", &e));
	assert_int_equal(make(f).pages, one.pages);
	assert_false(site_has(f, "sv/index.html"));
}

/* The pieces of a report: the page's figures and sentences, as a document
 * without navigation and as a table. */
static void test_report(void **state)
{
	struct fixture *f = *state;
	static const char *const parts[] = {
		"<h1>Lahti: aineistoa hyvinvointiraporttiin</h1>",
		"<h2>",
		"Mittari 1: ",
		"heikentynyt",
		"<table>",
		"trend-kunta-398-sotkanet-101-fi.png",
		"<h2>Lähteet</h2>",
		"THL (CC BY 4.0)",
	};
	char *page, *csv;

	put_file(f, "charts/trend-kunta-398-sotkanet-101-fi.svg",
		 "<svg role=\"img\" width=\"700\" height=\"350\">");
	(void)make(f);
	page = site_file(f, "raportti/398.html");
	assert_in_order(page, parts, ARRAY_LEN(parts));
	/* nothing to click away before it is copied */
	assert_null(strstr(page, "<nav"));
	assert_null(strstr(page, "<a "));
	assert_non_null(strstr(page, "&lt;script&gt;"));
	assert_null(strstr(page, "<script"));
	csv = site_file(f, "raportti/398.csv");
	if (!strstr(csv, ",2023,11.5,,"))
		fail_msg("%s", csv);
	assert_non_null(strstr(csv, "\n398,Lahti,"));
	assert_non_null(strstr(csv, ",sotkanet,101,Mittari 1,"));
	free(page);
	free(csv);
	replace(f, "raportti/398.csv", ",2023,11.5,,", ",2023,11.7,,");
	assert_int_equal(check(f).faults, 1);
	forget_key(f);
	(void)make(f);
	replace(f, "raportti/398.html", "11,5", "11,6");
	assert_int_equal(check(f).faults, 1);
}

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
		WITH_STORE(test_languages),
		WITH_STORE(test_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
