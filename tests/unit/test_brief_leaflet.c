/*
 * The printed briefing of a municipality: four sheets from a store, read back,
 * spoilt; and what a sheet has no room for.
 */
#include "tests/unit/test_brief_fixture.h"

#include "briefing/leaflet.h"
#include "briefing/stated.h"

static const char talks_rows[] =
	"INSERT INTO negotiation (negotiation, position, id, status, county,"
	"  date, target_year, title, purpose, source, votes_total) VALUES"
	"  ('N-1', 0, 'N-1', 'agreed', 'hyvinvointialue:09', '2024-05-02', "
	"2025,"
	"  'Alueen <neuvottelu>', 'Sopia.', 'pöytäkirja', 9);"
	"INSERT INTO negotiation_priority (negotiation, position, id, kind,"
	"  text, votes, rank) VALUES ('N-1', 0, 'P1', 'challenge', 'Eka <b>',"
	"  5, '1'), ('N-1', 1, 'P2', 'challenge', 'Toinen', 2, '2'),"
	"  ('N-1', 2, 'P3', 'topic', 'Teema', NULL, NULL),"
	"  ('N-1', 3, 'P4', 'topic', 'Heikko', NULL, NULL);"
	"INSERT INTO negotiation_link VALUES ('N-1', 0, 'P1', 'sotkanet:101',"
	"  'outcome', 'direct', 'suora', 'own reading'), ('N-1', 1, 'P4',"
	"  'sotkanet:102', 'context', 'weak', 'heikko', 'own reading');"
	"INSERT INTO negotiation_item VALUES ('N-1', 0, 'I1', 'P2', 'Sovittu?',"
	"  'own reading');"
	"INSERT INTO negotiation_measure (negotiation, position, id, text, due,"
	"  responsible) VALUES ('N-1', 0, 'M1', 'Tehdään', '2024-08', NULL),"
	"  ('N-1', 1, 'M2', 'Jatketaan <i>', '2024-09', 'alue');"
	"INSERT INTO negotiation_followup VALUES ('N-1', 0, 'M2', '2024-08-02',"
	"  'ongoing', '3', 'hyvin', 'alue');"
	/* women and men of the same year, and of one that is not both's */
	"INSERT INTO observation VALUES (2, 12, 1, 2023, 30, NULL),"
	"  (2, 12, 2, 2023, 20, NULL), (3, 12, 2, 2023, 5, NULL),"
	"  (3, 12, 1, 2022, 5, NULL), (1, 12, 0, 2020, 9, NULL),"
	"  (1, 12, 0, 2021, 8, NULL), (1, 1, 0, 2021, 2, NULL);"
	"INSERT INTO series VALUES (2, 12, 1, 2023), (2, 12, 2, 2023),"
	"  (3, 12, 2, 2023), (3, 12, 1, 2022);";

static void prepare(struct fixture *f)
{
	struct err e = {0};

	assert_ok(db_script(f->db, talks_rows, &e));
	(void)make(f);
}

static void test_sheets(void **state)
{
	static const char *const wanted[] = {
		"<html lang=\"fi\">",
		"<title>Lahti – Neljän sivun katsaus hyte-neuvotteluun</title>",
		"sheet.css",
		"<a href=\"../kunta/398.html\">",
		"<h1>Lahti</h1>",
		"id=\"sivu-1\"",
		"id=\"silmays-h\">Yhdellä silmäyksellä<",
		"data-fact=\"sheet 1\">1/4<",
		"kunta 398",
		"<code id=\"tunnus\">abc&lt;123&gt;</code>",
		"Lähteet ja käyttöehdot: Kela (ei tiedossa); THL (CC BY 4.0)",
		"<h2 id=\"sivu-2-h\">Sovitut painopisteet</h2>",
		"data-fact=\"P1 votes\">5<",
		"data-fact=\"P1 text\">Eka &lt;b&gt;<",
		"data-fact=\"sotkanet-101 title\">Mittari 1<",
		"aria-label=\"2020–2023\"",
		"data-fact=\"sotkanet-101 own\">11,5\u00a0%<",
		"data-fact=\"sotkanet-101 country\">1,0\u00a0%<",
		"heikentynyt",
		"data-fact=\"P2 text\">Toinen<",
		"Mikään mittari ei kerro tästä. Seurataan:",
		"data-fact=\"I1 text\">Sovittu?<",
		"data-fact=\"I1 state\">ei tietoa<",
		"data-fact=\"P3 text\">Teema<",
		"mikään ei vielä kerro tästä",
		"Ei suoraa mittaria. Muut:",
		"data-fact=\"sotkanet-102 own\">",
		"[heikko]",
		"data-fact=\"M1 text\">Tehdään<",
		"data-fact=\"M1 responsible\">ei mainittu<",
		"data-fact=\"M1 due\">8/2024<",
		"data-fact=\"M1 state\">ei tietoa; määräaika (8/2024) on ohi<",
		"data-fact=\"M2 text\">Jatketaan &lt;i&gt;<",
		"data-fact=\"M2 state\">käynnissä 2.8.2024 (alue): 3 – hyvin<",
		"data-fact=\"sheet 2\">2/4<",
		"<h2 id=\"sivu-3-h\">Erot ja valinnat</h2>",
		"data-fact=\"sotkanet-102 female\">20,0\u00a0%<",
		"data-fact=\"sotkanet-102 male\">30,0\u00a0%<",
		"Luonnos painopisteiksi",
		"Mitä jäi pois ja miksi",
		"data-fact=\"sheet 3\">3/4<",
		"<h2 id=\"sivu-4-h\">Mittaristo</h2>",
		"<tr id=\"m-sotkanet-101\">",
		"&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;",
		"data-fact=\"old sotkanet-105\">Mittari 5 7,5\u00a0% (2017)<",
		"data-fact=\"sheet 4\">4/4<",
	};
	static const char *const unwanted[] = {
		"<script", "style=",  ">nan", "(null)", "http:",
		"https:",  "<b>&lt;", ">-<",  "99,0",   "sotkanet-103 female",
		"5/4"};
	struct fixture *f = *state;
	char *s;

	prepare(f);
	s = site_file(f, "katsaus/kunta-398.html");
	assert_in_order(s, wanted, ARRAY_LEN(wanted));
	for (size_t i = 0; i < ARRAY_LEN(unwanted); i++)
		if (strstr(s, unwanted[i]))
			fail_msg("there: %s", unwanted[i]);
	free(s);
	assert_int_equal(f->app.log.warnings, 0);
}

/* The same sheets for each, also without any figure; no PDF, no link to one. */
static void test_each(void **state)
{
	static const char *const sheets[] = {"id=\"sivu-1\"", "id=\"sivu-2\"",
					     "id=\"sivu-3\"", "id=\"sivu-4\"",
					     "data-fact=\"sheet 4\">4/4<"};
	struct fixture *f = *state;
	char *s;

	(void)make(f);
	s = site_file(f, "katsaus/kunta-989.html");
	assert_in_order(s, sheets, ARRAY_LEN(sheets));
	assert_non_null(strstr(s, "neuvottelua ei ole kirjattu"));
	free(s);
	s = site_file(f, "kunta/398.html");
	assert_non_null(strstr(s, "../katsaus/kunta-398.html"));
	assert_null(strstr(s, ".pdf\">Tulosta"));
	free(s);
	assert_false(site_has(f, "katsaus/kunta-398.pdf"));
	assert_true(site_has(f, "sheet.css"));
}

static void test_read_back(void **state)
{
	static const struct {
		const char *from, *to;
	} c[] = {
		{"P1 votes\">5", "P1 votes\">6"},
		{"P1 text\">Eka", "P1 text\">Joka"},
		{"sotkanet-101 own\">11,5", "sotkanet-101 own\">11,6"},
		{"sotkanet-101 country\">1,0", "sotkanet-101 country\">1,1"},
		{"sotkanet-102 own\">", "sotkanet-102 own\">9"},
		{"M2 state\">käynnissä", "M2 state\">tehty"},
		{"M1 due\">8/2024", "M1 due\">9/2024"},
		{"I1 state\">ei tietoa", "I1 state\">tehty"},
		{"female\">20,0", "female\">21,0"},
		{"male\">30,0", "male\">20,0"},
		{"7,5\u00a0% (2017)", "7,5\u00a0% (2018)"},
		{"sheet 3\">3/4", "sheet 3\">3/5"},
		{"<tr id=\"m-sotkanet-104\">", "<tr id=\"x-sotkanet-104\">"},
		{"<tr id=\"m-sotkanet-104\">", "<tr id=\"m-sotkanet-105\">"},
		{"data-fact=\"P3 text\"", "data-fact=\"P9 text\""},
		{"data-fact=\"M1 text\"", "data-fact=\"lisä\""},
		{"<h1>Lahti", "<h1>Lohti"},
		{"abc&lt;123", "abc&lt;124"},
		{"tiedot päivältä 1.9.2024</span>", "eilen</span>"},
		{"kunta/398.html", "kunta/397.html"},
		{"Mitä jäi pois", "nan"},
	};
	struct fixture *f = *state;

	prepare(f);
	assert_int_equal(check(f).faults, 0);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		char *was = site_file(f, "katsaus/kunta-398.html");

		replace(f, "katsaus/kunta-398.html", c[i].from, c[i].to);
		if (check(f).faults == 0)
			fail_msg("not found: %s", c[i].to);
		put_file(f, "site/katsaus/kunta-398.html", was);
		free(was);
	}
	assert_int_equal(check(f).faults, 0);
}

/* Words of any length, in any number: what is cut is counted, and what is shown
 * is a beginning of what was said. */
static void test_cut(void **state)
{
	static const char many[] =
		"WITH RECURSIVE n(i) AS (VALUES(10) UNION ALL SELECT i + 1"
		"  FROM n WHERE i < 60) INSERT INTO negotiation_priority"
		"  (negotiation, position, id, kind, text) SELECT 'N-1', i,"
		"  'Q' || i, 'topic', replace(hex(zeroblob(200)), '00',"
		"  'sana ') FROM n;"
		"WITH RECURSIVE n(i) AS (VALUES(10) UNION ALL SELECT i + 1"
		"  FROM n WHERE i < 60) INSERT INTO negotiation_measure"
		"  (negotiation, position, id, text, responsible) SELECT 'N-1',"
		"  i, 'T' || i, replace(hex(zeroblob(300)), '00', 'teko '),"
		"  replace(hex(zeroblob(90)), '00', 'x') FROM n;";
	struct fixture *f = *state;
	struct err e = {0};
	char *s;

	assert_ok(db_script(f->db, talks_rows, &e));
	assert_ok(db_script(f->db, many, &e));
	(void)make(f);
	s = site_file(f, "katsaus/kunta-398.html");
	assert_non_null(strstr(s, "data-fact=\"priorities rest\">ja "));
	assert_non_null(strstr(s, "data-fact=\"measures rest\">ja "));
	assert_non_null(strstr(s, " text-begin\">sana sana"));
	assert_non_null(strstr(s, "muuta, ks. sivusto"));
	assert_null(strstr(s, "Q60 text"));
	free(s);
	if (check(f).faults) {
		(void)fflush(f->log);
		fail_msg("%s", f->log_text);
	}
	replace(f, "katsaus/kunta-398.html", "priorities rest\">ja ",
		"priorities rest\">ja 9");
	assert_true(check(f).faults > 0);
}

/* Where a figure stands between the worst and the best. */
static void test_place(void **state)
{
	struct indicator ind = {.source = (char[]){"s"}, .polarity = NULL};
	struct spread s = {.known = true, .q = {0, 2, 6, 10}};
	struct meter m = {.ind = &ind, .country = 4};
	char lower[] = "lower_better", higher[] = "higher_better";
	double at = -1;

	(void)state;
	ind.polarity = higher;
	assert_true(leaflet_place(&m, &s, 10, &at));
	assert_near(at, 1, 1e-12);
	assert_true(leaflet_place(&m, &s, 4, &at));
	assert_near(at, .5, 1e-12);
	assert_true(leaflet_place(&m, &s, 0, &at));
	assert_near(at, 1.0 / 6, 1e-12);
	ind.polarity = lower;
	assert_true(leaflet_place(&m, &s, 10, &at));
	assert_near(at, 0, 1e-12);
	assert_false(leaflet_place(&m, &s, NO_FIGURE, &at));
	m.country = NO_FIGURE;
	assert_false(leaflet_place(&m, &s, 1, &at));
	s.known = false;
	m.country = 4;
	assert_false(leaflet_place(&m, &s, 1, &at));
}

static void test_statements(void **state)
{
	static const struct sql_set *const sets[] = {
		&briefing_leaflet_sql, &briefing_stated_sql,
		&briefing_check_leaflet_sql};
	struct fixture *f = *state;

	assert_statements(f, sets, ARRAY_LEN(sets));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_sheets, setup, teardown),
		cmocka_unit_test_setup_teardown(test_each, setup, teardown),
		cmocka_unit_test_setup_teardown(test_read_back, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_cut, setup, teardown),
		cmocka_unit_test(test_place),
		cmocka_unit_test_setup_teardown(test_statements, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
