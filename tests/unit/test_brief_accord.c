/*
 * The page of a negotiation: from a store to the site and back.
 */
#include "tests/unit/test_brief_fixture.h"

#include "briefing/accord.h"
#include "briefing/stated.h"

static const char talks_rows[] =
	"INSERT INTO negotiation (negotiation, position, id, status, county,"
	"  date, target_year, title, purpose, source, votes_total) VALUES"
	"  ('N-1', 0, 'N-1', 'agreed', 'hyvinvointialue:09', '2024-05-02', "
	"2025,"
	"  'Alueen <neuvottelu>', 'Sopia.', 'pöytäkirja', 9);"
	"INSERT INTO negotiation_round (negotiation, position, id, date, time)"
	"  VALUES ('N-1', 0, 'R1', '2024-05-02', '9.00');"
	"INSERT INTO negotiation_party VALUES ('N-1', 'R1', 0, 'kunta:398',"
	"  NULL), ('N-1', 'R1', 1, 'kunta:837', NULL), ('N-1', 'R1', 2, NULL,"
	"  'Järjestöt');"
	"INSERT INTO negotiation_priority (negotiation, position, id, kind,"
	"  text, votes, rank) VALUES ('N-1', 0, 'P1', 'challenge', 'Toinen', 2,"
	"  '2='), ('N-1', 1, 'P2', 'challenge', 'Eka <b>', 5, '1'),"
	"  ('N-1', 2, 'P3', 'challenge', 'Kolmas', 2, '2='),"
	"  ('N-1', 3, 'P4', 'topic', 'Teema', NULL, NULL);"
	"INSERT INTO negotiation_resource VALUES ('N-1', 0, 'V1', 'P2',"
	"  'resource', 'all', 'Voimavara');"
	"INSERT INTO negotiation_link VALUES ('N-1', 0, 'P2', 'sotkanet:101',"
	"  'outcome', 'weak', 'kertoo vähän', 'own reading'), ('N-1', 1, 'P2',"
	"  'sotkanet:999', 'context', 'context', 'taustaa', 'x');"
	"INSERT INTO negotiation_item VALUES ('N-1', 0, 'I1', 'P1', 'Sovittu?',"
	"  'own reading');"
	"INSERT INTO negotiation_measure (negotiation, position, id, text, due,"
	"  responsible) VALUES ('N-1', 0, 'M1', 'Tehdään', '2024-08', NULL),"
	"  ('N-1', 1, 'M2', 'Jatketaan', '2024-09', 'alue');"
	"INSERT INTO negotiation_followup VALUES ('N-1', 0, 'M2', '2024-06-01',"
	"  'planned', NULL, NULL, 'alue'), ('N-1', 1, 'M2', '2024-08-02',"
	"  'ongoing', '3', 'hyvin', 'alue');"
	"INSERT INTO negotiation_point VALUES ('N-1', 0, 'H1', 'finding',"
	"  'Havainto');"
	"INSERT INTO negotiation_practice VALUES ('N-1', 0, 'K1', NULL, "
	"'Tapa');"
	"INSERT INTO negotiation_feedback VALUES ('N-1', 0, 'F1', 'Hyöty',"
	"  '3.50', 3, NULL);";

static void test_page(void **state)
{
	static const char *const wanted[] = {
		"<a href=\"../index.html#hva-09\">Päijät-Häme</a>",
		"<h1>Alueen &lt;neuvottelu&gt; N-1</h1>",
		"2.5.2024, tavoitevuosi 2025",
		"<h3>Äänestetyt haasteet</h3>",
		"data-fact=\"P2 text\">Eka &lt;b&gt;<",
		"data-fact=\"V1 text\">Voimavara<",
		"koskee kaikkia haasteita",
		"data-fact=\"P2 rank\">1<",
		"data-fact=\"P2 votes\">5<",
		"data-fact=\"P1 rank\">2=<",
		"data-fact=\"P3 rank\">2=<",
		"9 ääntä, 3 haastetta: eniten 5 (56 %), vähiten 2 (22 %).",
		"Äänet osapuolittain: ei tietoa",
		"<h3>Esiin nousseet teemat</h3>",
		"<a href=\"../kunta/398.html\">Lahti</a>, Tampere, Järjestöt",
		"kello\u00a09.00",
		"Mukana on 2 alueen 3 kunnasta.",
		"data-fact=\"M1 text\">Tehdään<",
		"data-fact=\"M1 responsible\">ei mainittu<",
		"data-fact=\"M1 due\">8/2024<",
		"ei tietoa; määräaika (8/2024) on ohi",
		"data-fact=\"M2 state\">käynnissä 2.8.2024 (alue): 3 – hyvin<",
		"luenta (1/2)",
		"P2 fresh\">Tuore luku on 1/2 kytketystä mittarista.<",
		"<a href=\"../mittari/sotkanet-101.html\">Mittari 1</a>",
		"[heikko] kertoo vähän",
		">mittari 999 <span class=\"tag\">[taustaksi] taustaa<",
		"data-fact=\"I1 state\">ei tietoa<",
		"data-fact=\"P3 fresh\">Tähän ei ole kytketty mittaria.<",
		"mikään ei vielä kerro tästä",
		"data-fact=\"H1 text\">Havainto<",
		"data-fact=\"K1 text\">Tapa<",
		"data-fact=\"F1 mean\">3,50<",
		"Vastaajia on ilmoitettu 3. Asteikkoa ei mainita.",
		"Kokonaislukuvastauksista 3,50 syntyy vasta 2 vastauksella",
		"<dd>Sopia.</dd>",
	};
	struct fixture *f = *state;
	struct err e = {0};
	char *s;

	assert_ok(db_script(f->db, talks_rows, &e));
	assert_true(make(f).pages > 20);
	assert_true(site_has(f, "neuvottelu/N-1.html"));
	s = site_file(f, "neuvottelu/N-1.html");
	assert_in_order(s, wanted, ARRAY_LEN(wanted));
	free(s);
	s = site_file(f, "index.html");
	assert_non_null(strstr(s, "href=\"neuvottelu/N-1.html\">Alueen &lt;"));
	free(s);
	s = site_file(f, "kunta/599.html");
	assert_non_null(strstr(s, "href=\"../neuvottelu/N-1.html\">"));
	free(s);
	assert_int_equal(check(f).faults, 0);
}

/* Nothing changes but the day: the page stays until a time is over. */
static void test_time_is_over(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};
	char *s;

	assert_ok(db_script(f->db, talks_rows, &e));
	(void)make(f);
	assert_true(when_parse("2024-09-30", &f->app.now));
	assert_int_equal(make(f).written, 0);
	assert_int_equal(check(f).faults, 0);
	assert_true(when_parse("2024-10-01", &f->app.now));
	assert_true(make(f).written > 20);
	s = site_file(f, "neuvottelu/N-1.html");
	assert_non_null(strstr(s, "hyvin; määräaika (9/2024) on ohi"));
	free(s);
	assert_int_equal(check(f).faults, 0);
}

/* A negotiation of another county has no page, nor one whose id names no
 * file; one without anything has a short one. */
static void test_which(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};
	char *s;

	assert_ok(db_script(
		f->db,
		"INSERT INTO negotiation (negotiation, position, id, status,"
		"  county, date, title) VALUES ('A', 0, 'A', 'agreed',"
		"  'hyvinvointialue:08', '2024-05-02', 'A'), ('../B', 1, 'B',"
		"  'agreed', 'hyvinvointialue:09', '2024-05-02', 'B'), ('C', 2,"
		"  'C', 'agreed', 'hyvinvointialue:09', '2024-05-02', 'C')",
		&e));
	assert_true(make(f).pages > 20);
	assert_false(site_has(f, "neuvottelu/A.html"));
	s = site_file(f, "neuvottelu/C.html");
	assert_non_null(strstr(s, "Äänestystä ei pidetty."));
	assert_non_null(strstr(s, "Toimenpiteitä ei ole kirjattu."));
	assert_null(strstr(s, "palaute"));
	free(s);
	assert_int_equal(check(f).faults, 0);
}

static void test_overdue(void **state)
{
	static const struct {
		const char *due, *state, *today;
		bool over;
	} c[] = {
		{"", "", "2024-01-01", false},
		{"2024", "", "2024-12-31", false},
		{"2024", "", "2025-01-01", true},
		{"2024-02", "", "2024-02-29", false},
		{"2024-02", "", "2024-03-01", true},
		{"2024-12", "ongoing", "2025-01-01", true},
		{"2024-12", "done", "2025-01-01", false},
		{"2024-12", "dropped", "2025-01-01", false},
		{"2024-12", "not_done", "2025-01-01", true},
		{"2024-02-28", "", "2024-02-28", false},
		{"2024-02-28", "", "2024-02-29", true},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		if (accord_is_overdue(c[i].due, c[i].state, c[i].today) !=
		    c[i].over)
			fail_msg("%s %s %s", c[i].due, c[i].state, c[i].today);
}

static void test_planted(void **state)
{
	static const struct {
		const char *from, *to, *message;
	} c[] = {
		{"P2 votes\">5", "P2 votes\">6", "P2 votes: text is '6'"},
		{"P1 rank\">2=", "P1 rank\">2", "P1 rank: text is '2'"},
		{"P3 text\">Kolmas", "P3 text\">Neljäs", "P3 text: text is"},
		{"M2 responsible\">alue", "M2 responsible\">kunta",
		 "M2 responsible: text is 'kunta'"},
		{"M1 responsible\">ei mainittu", "M1 responsible\">kunta",
		 "M1 responsible: text is 'kunta'"},
		{"M1 state\">ei tietoa", "M1 state\">tehty", "M1 state: text"},
		{"käynnissä", "tehty", "M2 state: text is 'tehty"},
		{"F1 mean\">3,50", "F1 mean\">3,60", "F1 mean: text is '3,60'"},
		{"I1 state\">ei tietoa", "I1 state\">tehty", "I1 state: text"},
		{"V1 text\">", "V2 text\">", "V1 text: no text"},
		{"../kunta/398", "../kunta/837", "837.html' is not there"},
	};
	struct fixture *f = *state;
	struct err e = {0};

	assert_ok(db_script(f->db, talks_rows, &e));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		expect_found(f, "neuvottelu/N-1.html", c[i].from, c[i].to,
			     c[i].message);
	}
}

static void test_statements(void **state)
{
	static const struct sql_set *const sets[] = {&briefing_accord_sql,
						     &briefing_stated_sql};
	struct fixture *f = *state;

	assert_statements(f, sets, ARRAY_LEN(sets));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(test_page),    WITH_STORE(test_time_is_over),
		WITH_STORE(test_which),   cmocka_unit_test(test_overdue),
		WITH_STORE(test_planted), WITH_STORE(test_statements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
