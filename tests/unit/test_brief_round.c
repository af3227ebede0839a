/*
 * The documents of rounds and counties: from a store to the site and back, how
 * they are counted, put into words and put onto sheets.
 */
#include "tests/unit/test_brief_fixture.h"

#include "briefing/checking_round.h"
#include "briefing/count.h"
#include "briefing/overview.h"
#include "briefing/pager.h"

/* Three rounds: of two municipalities (one of another county) and a group, of
 * nobody in particular, of a group alone; and some whose names clash. */
static const char talks_rows[] =
	"INSERT INTO negotiation (negotiation, position, id, status, county,"
	"  date, title) VALUES ('N', 0, 'N', 'agreed', 'hyvinvointialue:09',"
	"  '2024-05-02', 'Alueen <neuvottelu>'), ('N-A', 1, 'N-A', 'agreed',"
	"  'hyvinvointialue:09', '2024-05-01', 'Toinen'), ('hva', 2, 'hva',"
	"  'agreed', 'hyvinvointialue:09', '2024-04-01', 'Kolmas');"
	"INSERT INTO negotiation_round (negotiation, position, id, date)"
	"  VALUES ('N', 0, 'R1', '2024-05-02'), ('N', 1, 'R2', '2024-05-03'),"
	"  ('N', 2, 'R3', '2024-05-04'), ('N', 3, '../x', '2024-05-05'),"
	"  ('N', 4, 'A-B', '2024-05-06'), ('N-A', 0, 'B', '2024-05-07'),"
	"  ('hva', 0, '09', '2024-05-08');"
	"INSERT INTO negotiation_party VALUES ('N', 'R1', 0, 'kunta:398',"
	"  NULL), ('N', 'R1', 1, 'kunta:837', NULL), ('N', 'R1', 2, NULL,"
	"  'Järjestöt <1>'), ('N', 'R3', 0, NULL, 'Järjestöt'),"
	"  ('N', 'R1', 3, 'kunta:989', NULL), ('N-A', 'B', 0, 'kunta:398',"
	"  NULL), ('N', 'A-B', 0, 'kunta:398', NULL);"
	"INSERT INTO negotiation_priority (negotiation, position, id, kind,"
	"  text, votes, rank) VALUES ('N', 0, 'P1', 'challenge', 'Eka <b>', 5,"
	"  '1'), ('N', 1, 'P2', 'topic', 'Toinen', NULL, NULL);"
	"INSERT INTO negotiation_link VALUES ('N', 0, 'P1', 'sotkanet:101',"
	"  'outcome', 'direct', 'y', 'x'), ('N', 1, 'P1', 'sotkanet:105',"
	"  'outcome', 'proxy', 'y', 'x');"
	"INSERT INTO negotiation_measure (negotiation, position, id, text, due,"
	"  responsible) VALUES ('N', 0, 'M1', 'Tehdään <i>', '2024-08', NULL);"
	"INSERT INTO negotiation_point VALUES ('N', 0, 'H1', 'point_raised',"
	"  'Huomio </li>'), ('N', 1, 'H2', 'ngo_strength', 'Vahvuus');"
	"INSERT INTO negotiation_practice VALUES ('N', 0, 'K1', 'kunta:398',"
	"  'Lahden tapa'), ('N', 1, 'K2', 'kunta:599', 'Öjan tapa'),"
	"  ('N', 2, 'K3', NULL, 'Usean tapa');"
	"INSERT INTO agreed_figure (negotiation, source, code, area, sex, year,"
	"  value) VALUES ('N', 'sotkanet', '101', 12, 0, 2022, 10.5);"
	"INSERT INTO agreement (negotiation, measure, source, code, area, sex,"
	"  priority, role, strength, revised, current, current_year, verdict,"
	"  note, first_year) VALUES ('N', 'M1', 'sotkanet', '101', 12, 0, 'P1',"
	"  'outcome', 'direct', 10.7, 11.5, 2023, 'worsened', '', 2023);"
	"INSERT INTO position (indicator, area, sex, year, value, level_class,"
	"  slight, standing, county_class, unstable, rank_uncertain,"
	"  by_shrunken, note, benchmark) VALUES (1, 12, 0, 2023, 1, "
	"'much_higher', 0,"
	"  'much_worse', 'similar', 0, 0, 0, '', 1), (2, 12, 0, 2023, 1, "
	"'below',"
	"  0, NULL, 'similar', 0, 0, 0, '', 1), (5, 12, 0, 2017, 1, 'higher', "
	"0,"
	"  'worse', 'similar', 0, 0, 0, '', 1);";

static void with_talks(struct fixture *f)
{
	struct err e = {0};

	assert_ok(db_script(f->db, talks_rows, &e));
}

/* --- which documents --- */

static void test_which(void **state)
{
	static const char *const there[] = {
		"katsaus/N-R1.html",   "katsaus/vertailu-N-R1.html",
		"katsaus/N-R2.html",   "katsaus/vertailu-N-R2.html",
		"katsaus/N-A-B.html",  "katsaus/vertailu-N-A-B.html",
		"katsaus/hva-09.html",
	};
	struct fixture *f = *state;
	struct check_summary back;
	char *s;

	with_talks(f);
	(void)make(f);
	for (size_t i = 0; i < ARRAY_LEN(there); i++)
		if (!site_has(f, there[i]))
			fail_msg("%s is not there", there[i]);
	/* a round of a group alone */
	assert_false(site_has(f, "katsaus/N-R3.html"));
	/* of two with one name the newer negotiation's */
	s = site_file(f, "katsaus/N-A-B.html");
	assert_non_null(strstr(s, "Alueen &lt;neuvottelu&gt; N, kierros A-B"));
	free(s);
	/* not a round that would be called like a county's */
	s = site_file(f, "katsaus/hva-09.html");
	assert_non_null(strstr(s, "Aluekatsaus"));
	free(s);
	s = site_file(f, "neuvottelu/N.html");
	assert_non_null(strstr(s, "href=\"../katsaus/N-R1.html\">Kierrosk"));
	assert_non_null(strstr(s, "href=\"../katsaus/vertailu-N-R2.html\">"));
	assert_null(strstr(s, "katsaus/N-R3.html"));
	free(s);
	s = site_file(f, "index.html");
	assert_non_null(strstr(s, "href=\"katsaus/hva-09.html\">Aluekatsaus"));
	free(s);
	back = check(f);
	(void)fflush(f->log);
	if (back.faults)
		fail_msg("%s", f->log_text);
}

static void test_briefing(void **state)
{
	static const char *const wanted[] = {
		"Alueen &lt;neuvottelu&gt; N, kierros R1, 2.5.2024",
		"<h1>Lahti, Ähtäri</h1>",
		"Kunnat: Lahti, Ähtäri.",
		"Ilman lukuja tässä katsauksessa: Tampere, Järjestöt "
		"&lt;1&gt;.",
		"<h2>Yhdellä silmäyksellä</h2>",
		"heikompia 1, parempia 0.",
		"<h3>Heikentynyt",
		"data-fact=\"sotkanet-101 worse\">Mittari 1: tilanne on "
		"heikentynyt 1/1 arvioidussa kunnassa (Lahti).<",
		"data-fact=\"sotkanet-101 county\">Hyvinvointialueen oma luku: "
		"10,4\u00a0% (2023).<",
		"<h3>Parantunut",
		"<h3>Noussut tai laskenut",
		"data-fact=\"P1 text\">Eka &lt;b&gt;<",
		"data-fact=\"P1 votes\">5<",
		"data-fact=\"sotkanet-101 counts\">heikentynyt 1 (arvioitu 1/2",
		"Muita mittareita ilman tuoretta lukua: 1.",
		"mikään ei vielä kerro tästä",
		"data-fact=\"M1 text\">Tehdään &lt;i&gt;<",
		"data-fact=\"M1 responsible\">ei mainittu<",
		"ei tietoa; määräaika (8/2024) on ohi",
		"data-fact=\"M1 P1 sotkanet-101 398 agreed\">10,5\u00a0% "
		"(2022)",
		"398 revised\">10,7\u00a0% (2022)<",
		"398 current\">11,5\u00a0% (2023)<",
		"398 verdict\">heikentynyt<",
		"Yhteenveto ei kerro, millä kierroksella",
		"data-fact=\"H1 text\">Huomio &lt;/li&gt;<",
		"data-fact=\"K1 text\">Lahden tapa<",
		"data-fact=\"K3 text\">Usean tapa<",
		"data-fact=\"398 followed\">13<",
	};
	static const char *const unwanted[] = {"Öjan tapa", "<script", "<b>\"",
					       "Vahvuus", "(null)"};
	struct fixture *f = *state;
	char *s;

	with_talks(f);
	(void)make(f);
	s = site_file(f, "katsaus/N-R1.html");
	assert_in_order(s, wanted, ARRAY_LEN(wanted));
	for (size_t i = 0; i < ARRAY_LEN(unwanted); i++)
		if (strstr(s, unwanted[i]))
			fail_msg("there: %s", unwanted[i]);
	free(s);
	s = site_file(f, "katsaus/N-R2.html");
	assert_non_null(strstr(s, "kattaa kaikki alueen 3 kuntaa"));
	assert_non_null(strstr(s, "<h1>Päijät-Häme</h1>"));
	assert_non_null(strstr(s, "Öjan tapa"));
	free(s);
}

static void test_wall(void **state)
{
	static const char *const wanted[] = {
		"class=\"sheet wall\"",
		"data-fact=\"398 name\">Lahti<",
		"data-fact=\"989 name\">Ähtäri<",
		"<td class=\"worse\"><b data-fact=\"398 sotkanet-101 value\">"
		"11,5<",
		"<i class=\"lv worse\">−</i><i class=\"ch worse\">▲</i>",
		"398 sotkanet-101 verdict\">heikentynyt; heikompi kuin koko "
		"maa<",
		"data-fact=\"398 concern\">Mittari 1: heikentynyt; heikompi "
		"kuin"
		" koko maa<",
		"Ähtäri (0).",
		"data-fact=\"M1 told\">Vastuutaho: ei mainittu. Määräaika: "
		"8/20",
	};
	struct fixture *f = *state;
	char *s;

	with_talks(f);
	(void)make(f);
	s = site_file(f, "katsaus/vertailu-N-R1.html");
	assert_in_order(s, wanted, ARRAY_LEN(wanted));
	/* neither an old figure nor a level without an interval is judged */
	assert_null(strstr(s, "398 sotkanet-105 verdict"));
	assert_non_null(
		strstr(s, "sotkanet-102 verdict\">parantunut; ei verr"));
	free(s);
}

static void test_county(void **state)
{
	static const char *const wanted[] = {
		"<h1>Päijät-Häme</h1>",
		"<h2>Alueen omat luvut</h2>",
		"data-fact=\"sotkanet-101 own\">10,4\u00a0%<",
		"data-fact=\"sotkanet-101 country\">1,0\u00a0%<",
		"<h2>Mistä on puhuttava</h2>",
		"data-fact=\"matrix 1 1\">Lahti: Mittari 1<",
		"data-fact=\"matrix 1 n\">1<",
		"Uusin neuvottelu: Alueen &lt;neuvottelu&gt; N, 2.5.2024.",
		"<h2>Mistä tietoa puuttuu</h2>",
	};
	struct fixture *f = *state;
	char *s;

	with_talks(f);
	(void)make(f);
	s = site_file(f, "katsaus/hva-09.html");
	assert_in_order(s, wanted, ARRAY_LEN(wanted));
	free(s);
}

/* Nothing is known: each document says so in words. */
static void test_nothing(void **state)
{
	static const char *const county[] = {
		"Lähteissä ei ole tuoreita lukuja",
		"Muutoksen suuntaa ei voitu arvioida yhdestäkään",
		"Yhtään lukua ei voitu sijoittaa ruudukkoon",
		"Painopisteitä ei ole kirjattu.",
		"Toimenpiteitä ei ole kirjattu.",
		"Sovituista asioista ei ole lukuja",
		"Kunnista ei ole vertailukelpoisia",
	};
	struct fixture *f = *state;
	struct err e = {0};
	char *s;

	assert_ok(db_script(
		f->db,
		"DELETE FROM observation; DELETE FROM trend;"
		"DELETE FROM series; DELETE FROM absence;"
		"INSERT INTO negotiation (negotiation, position, id, status,"
		"  county, date, title) VALUES ('N', 0, 'N', 'agreed',"
		"  'hyvinvointialue:09', '2024-05-02', 'N');"
		"INSERT INTO negotiation_round (negotiation, position, id,"
		"  date) VALUES ('N', 0, 'R', '2024-05-02');",
		&e));
	(void)make(f);
	s = site_file(f, "katsaus/hva-09.html");
	assert_in_order(s, county, ARRAY_LEN(county));
	free(s);
	s = site_file(f, "katsaus/vertailu-N-R.html");
	assert_non_null(strstr(s, "Näistä kunnista ei ole tuoreita lukuja."));
	free(s);
	s = site_file(f, "katsaus/N-R.html");
	assert_non_null(strstr(s, "Huomioita ei ole kirjattu."));
	assert_non_null(strstr(s, "Käytäntöjä ei ole kirjattu"));
	free(s);
	assert_int_equal(check(f).faults, 0);
	assert_ok(db_script(f->db,
			    "DELETE FROM negotiation_round;"
			    "DELETE FROM negotiation;",
			    &e));
	forget_key(f);
	(void)make(f);
	s = site_file(f, "katsaus/hva-09.html");
	assert_non_null(strstr(s, "Alueen neuvotteluja ei ole kirjattu."));
	free(s);
	assert_int_equal(check(f).faults, 0);
}

static void test_planted(void **state)
{
	static const struct {
		const char *page, *from, *to, *message;
	} c[] = {
		{"N-R1", "heikentynyt 1/1 arv", "heikentynyt 2/2 arv",
		 "sotkanet-101 worse: text is"},
		{"N-R1", "sotkanet-101 worse\"", "sotkanet-101 better\"",
		 "sotkanet-101 better: stands in the wrong box"},
		{"N-R1", "oma luku: 10,4", "oma luku: 10,5",
		 "sotkanet-101 county: text is"},
		{"N-R1", "box worse\">1", "box worse\">2",
		 "box worse: count is '2'"},
		{"N-R1", "heikompia 1", "heikompia 2", "glance quiet: text"},
		{"N-R1", "P1 votes\">5", "P1 votes\">6", "P1 votes: text"},
		{"N-R1", "counts\">heikentynyt 1", "counts\">heikentynyt 2",
		 "sotkanet-101 counts: text is"},
		{"N-R1", "M1 responsible\">ei", "M1 responsible\">on",
		 "M1 responsible: text"},
		{"N-R1", "agreed\">10,5", "agreed\">10,6", "398 agreed: text"},
		{"N-R1", "revised\">10,7", "revised\">10,6",
		 "398 revised: text"},
		{"N-R1", "current\">11,5", "current\">11,6",
		 "398 current: text"},
		{"N-R1", "H1 text\">Huomio", "H1 text\">Havainto",
		 "H1 text: text"},
		{"N-R1", "398 followed\">13", "398 followed\">14",
		 "398 followed: count is '14'"},
		{"N-R1", "sheet 1\">1/", "sheet 1\">2/", "sheet 1: text is"},
		{"N-R1", "<h1>Lahti", "<h1>Lahtis", "heading is 'Lahtis"},
		{"N-R1", "Lahden tapa", "Muu tapa", "K1 text: text"},
		{"vertailu-N-R1", "101 value\">11,5", "101 value\">11,6",
		 "398 sotkanet-101 value: text is '11,6'"},
		{"vertailu-N-R1", "verdict\">heikentynyt; heik",
		 "verdict\">parantunut; heik", "398 sotkanet-101 verdict: t"},
		{"vertailu-N-R1", "concern\">Mittari 1: heik",
		 "concern\">Mittari 1: par", "is none of its concerns"},
		{"vertailu-N-R1", "398 name\">Lahti", "398 name\">Öja",
		 "398 name: text is 'Öja'"},
		{"vertailu-N-R1", "Ähtäri (0)", "Ähtäri (1)",
		 "round no-concern: text is"},
		{"hva-09", "101 own\">10,4", "101 own\">10,5",
		 "sotkanet-101 own: text is '10,5"},
		{"hva-09", "101 year\">2023", "101 year\">2022",
		 "year is '2022'"},
		{"hva-09", "101 country\">1,0", "101 country\">1,1",
		 "sotkanet-101 country: text is"},
		{"hva-09", "matrix 1 n\">1", "matrix 1 n\">2",
		 "matrix 1 n: count is '2'"},
	};
	struct fixture *f = *state;

	with_talks(f);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		char *page = xasprintf("katsaus/%s.html", c[i].page);

		expect_found(f, page, c[i].from, c[i].to, c[i].message);
		free(page);
	}
}

/* --- counting --- */

static struct finding found(const char *verdict, const char *direction)
{
	struct finding f = {.verdict = VERDICT_NONE};

	finding_parse(&f, verdict, direction, "", 0.01);
	return f;
}

static void test_count(void **state)
{
	const struct {
		const char *verdict, *direction;
		bool figure;
		enum against level;
	} places[] = {
		{"up", "worsening", true, AGAINST_WORSE},
		{"down", "improving", true, AGAINST_SIMILAR},
		{"up", "worsening", false, AGAINST_WORSE}, /* no figure */
		{"no_clear_trend", "", true, AGAINST_NONE},
		{"too_few_points", "", true, AGAINST_BETTER},
		{"up_small", "worsening", true, AGAINST_NONE},
	};
	struct count c = {.places = 0};
	struct buf b;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		struct finding f =
			found(places[i].verdict, places[i].direction);

		count_add(&c, places[i].figure, &f, places[i].level);
	}
	assert_int_equal(c.places, 6);
	assert_int_equal(c.figures, 5);
	assert_int_equal(count_assessed(&c), 4);
	assert_int_equal(count_judged(&c), 3);
	assert_int_equal(count_box(&c), BOX_MIXED);
	buf_init(&b, 1000);
	count_words(&b, &c, LANG_FI);
	assert_string_equal(buf_str(&b),
			    "heikentynyt 1, parantunut 1, hieman muuttunut 1, "
			    "ei selvää muutosta 1 (arvioitu 4/6 kuntaa)");
	buf_clear(&b);
	count_sentence(&b, &c, BOX_MIXED, "", LANG_FI);
	assert_string_equal(buf_str(&b),
			    ": tilanne on heikentynyt 1/4 arvioidussa kunnassa,"
			    " parantunut 1/4.");
	buf_release(&b);
}

static void test_boxes(void **state)
{
	const struct {
		struct count count;
		enum box box;
	} c[] = {
		{{.change = {[SHIFT_WORSE] = 1}}, BOX_WORSE},
		{{.change = {[SHIFT_BETTER] = 2}}, BOX_BETTER},
		{{.change = {[SHIFT_WORSE] = 1, [SHIFT_BETTER] = 1}},
		 BOX_MIXED},
		{{.change = {[SHIFT_NO_CLEAR] = 1},
		  .level = {[AGAINST_WORSE] = 1}},
		 BOX_BEHIND},
		{{.level = {[AGAINST_BETTER] = 1}}, BOX_AHEAD},
		{{.change = {[SHIFT_RISEN] = 1}}, BOX_MOVED},
		{{.change = {[SHIFT_HINT] = 3, [SHIFT_SLIGHT] = 1}}, BOX_N},
		{{.level = {[AGAINST_HIGHER] = 3}}, BOX_N},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		if (count_box(&c[i].count) != c[i].box)
			fail_msg("case %zu", i);
}

static void test_beside(void **state)
{
	(void)state;
	assert_int_equal(against_parse("much_worse", "higher"), AGAINST_WORSE);
	assert_int_equal(against_parse("", "much_lower"), AGAINST_LOWER);
	/* placed without an interval: no judgement */
	assert_int_equal(against_parse("", "above"), AGAINST_NONE);
	assert_int_equal(against_parse("", "not_compared"), AGAINST_NONE);
	assert_int_equal(against_parse("", ""), AGAINST_NONE);
}

/* --- sheets --- */

static void block(struct pager *p, double mm, enum pager_keep keep,
		  const char *text)
{
	buf_puts(pager_block(p, mm, keep), text);
}

static char *sheet(const struct pager *p, size_t i)
{
	struct buf b;
	char *s;

	buf_init(&b, 1000);
	pager_put(&b, p, i);
	s = xstrdup(buf_str(&b));
	buf_release(&b);
	return s;
}

static void test_pager(void **state)
{
	static const char *const wanted[] = {"a[rs]", "h[t]b", "c"};
	struct pager p;

	(void)state;
	pager_init(&p, 40, 60);
	block(&p, 10, PAGER_ALONE, "a");
	pager_table(&p, 5, "[", "]");
	block(&p, 10, PAGER_ALONE, "r");
	block(&p, 10, PAGER_ALONE, "s"); /* 35 of 40 */
	pager_table_end(&p);
	block(&p, 4, PAGER_WITH_NEXT, "h"); /* would stand there alone */
	pager_table(&p, 5, "[", "]");
	block(&p, 20, PAGER_ALONE, "t");
	pager_table_end(&p);
	block(&p, 31, PAGER_ALONE, "b");  /* 60 of 60 */
	block(&p, 500, PAGER_ALONE, "c"); /* higher than any sheet */
	assert_int_equal(pager_lay(&p), ARRAY_LEN(wanted));
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
		char *s = sheet(&p, i);

		assert_string_equal(s, wanted[i]);
		free(s);
	}
	pager_release(&p);
	pager_init(&p, 10, 10);
	assert_int_equal(pager_lay(&p), 1);
	pager_release(&p);
}

/* A table that goes on has its head on each sheet. */
static void test_pager_table(void **state)
{
	struct pager p;
	char *s;

	(void)state;
	pager_init(&p, 20, 20);
	pager_table(&p, 5, "[", "]");
	for (int i = 0; i < 4; i++)
		block(&p, 6, PAGER_ALONE, "r");
	pager_table_end(&p);
	assert_int_equal(pager_lay(&p), 2);
	s = sheet(&p, 1);
	assert_string_equal(s, "[rr]");
	free(s);
	pager_release(&p);
}

static void test_heights(void **state)
{
	(void)state;
	assert_int_equal(pager_letters("Ähtäri"), 6);
	assert_int_equal(pager_letters(""), 0);
	/* never less than a line; more letters, more lines */
	assert_true(pager_text(0, 10, 100) > 4 && pager_text(0, 10, 100) < 6);
	assert_true(pager_text(500, 10, 100) > pager_text(400, 10, 100));
	assert_true(pager_text(50, 10, 20) > pager_text(50, 10, 100));
}

static void test_statements(void **state)
{
	static const struct sql_set *const sets[] = {
		&briefing_round_sql,    &briefing_against_sql,
		&briefing_whole_sql,    &briefing_gathering_sql,
		&briefing_overview_sql, &briefing_check_round_sql};
	struct fixture *f = *state;

	assert_statements(f, sets, ARRAY_LEN(sets));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(test_which),
		WITH_STORE(test_briefing),
		WITH_STORE(test_wall),
		WITH_STORE(test_county),
		WITH_STORE(test_nothing),
		WITH_STORE(test_planted),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_boxes),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_pager),
		cmocka_unit_test(test_pager_table),
		cmocka_unit_test(test_heights),
		WITH_STORE(test_statements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
