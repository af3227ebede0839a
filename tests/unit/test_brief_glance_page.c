/*
 * At a glance on the page of a municipality: sentences, boxes, what is new
 * since the negotiation and what was agreed, made from a store, read back and
 * spoilt.
 */
#include "tests/unit/test_brief_fixture.h"

#include "briefing/known.h"

/*
 * Of Lahti: 101 worse and worsened, 102 improved and similar, 103 without a
 * side, higher; 110 worse, of more persons; 104 worse on few cases, out of what
 * is judged; 111 hidden since. The negotiation knew 102 of 2022, 103 and 110 as
 * they are, 106 of 2021 and a figure of 112 that its source hides since.
 */
static const char glance_rows[] =
	"UPDATE followed SET polarity = 'neutral' WHERE code = '103';"
	"INSERT INTO position (indicator, area, sex, year, value, low, high,"
	"  numerator, benchmark, level_class, slight, standing,"
	"  county_benchmark, county_class, county_standing, unstable,"
	"  rank_uncertain, by_shrunken, excess, note) VALUES"
	" (1, 12, 0, 2023, 11.5, 11, 12, 900, 1, 'much_higher', 0,"
	"  'much_worse', 10.375, 'higher', 'worse', 0, 0, 0, 10, ''),"
	" (2, 12, 0, 2023, 21.5, 20, 22, 900, 2, 'similar', 0, 'similar',"
	"  20.4, 'not_compared', NULL, 0, 0, 0, 1, ''),"
	" (3, 12, 0, 2023, 31.5, 31, 32, 900, 3, 'higher', 0, NULL, 30,"
	"  'lower', NULL, 0, 0, 0, 1, ''),"
	" (4, 12, 0, 2023, 41.5, 41, 42, 19, 4, 'much_higher', 0,"
	"  'much_worse', 40, 'higher', 'worse', 1, 0, 0, 99, ''),"
	" (10, 12, 0, 2023, 101.5, 91, 92, 900, 10, 'higher', 0, 'worse', "
	"100.375,"
	"  'similar', 'similar', 0, 0, 0, 5000, '');"
	"INSERT INTO negotiation (negotiation, position, id, status, county,"
	"  date, target_year, title) VALUES ('N-1', 0, 'N-1', 'agreed',"
	"  'hyvinvointialue:09', '2024-05-02', 2025, 'Neuvottelu'),"
	"  ('N-0', 1, 'N-0', 'agreed', 'hyvinvointialue:09', '2020-05-02',"
	"  2021, 'Vanha');"
	"INSERT INTO negotiation_measure (negotiation, position, id, text)"
	"  VALUES ('N-1', 0, 'M1', 'Tehdään'), ('N-1', 1, 'M2', 'Jatketaan');"
	"INSERT INTO negotiation_tie VALUES ('N-1', 'M1', 0, NULL,"
	"  'sotkanet:101');"
	"INSERT INTO agreed_figure VALUES"
	" ('N-1', 'sotkanet', '102', 12, 0, 2022, 20, NULL),"
	" ('N-1', 'sotkanet', '103', 12, 0, 2022, 30.5, NULL),"
	" ('N-1', 'sotkanet', '106', 12, 0, 2021, 2.5, NULL),"
	" ('N-1', 'sotkanet', '110', 12, 0, 2023, 101.5, NULL),"
	" ('N-1', 'sotkanet', '111', 12, 0, 2023, 111, NULL),"
	" ('N-1', 'sotkanet', '112', 12, 0, 2022, 12345, NULL),"
	" ('N-1', 'sotkanet', '104', 12, 0, NULL, NULL,"
	"  'nothing_known');"
	"INSERT INTO absence VALUES (12, 12, 0, 2022, 2);"
	"INSERT INTO agreement (negotiation, measure, source, code, area, sex,"
	"  role, strength, verdict, note, first_year) SELECT 'N-1', '',"
	"  'sotkanet', value, 12, 0, 'outcome', 'direct', CASE value"
	"    WHEN '102' THEN 'improved' WHEN '103' THEN 'risen'"
	"    WHEN '110' THEN 'too_early' WHEN '111' THEN 'value_only'"
	"    ELSE 'not_measurable' END, '', 2024 FROM"
	"  json_each('[\"102\",\"103\",\"104\",\"106\",\"110\",\"111\","
	"    \"112\"]');"
	"INSERT INTO agreement (negotiation, measure, source, code, area, sex,"
	"  role, strength, verdict, note, first_year) VALUES ('N-1', 'M1',"
	"  'sotkanet', '101', 12, 0, 'outcome', 'direct', 'worsened', '',"
	"  2024), ('N-1', 'M1', 'sotkanet', '101', 12, 1, 'outcome', 'direct',"
	"  'improved', '', 2024), ('N-1', 'M1', 'sotkanet', '101', 11, 0,"
	"  'outcome', 'direct', 'improved', '', 2024);"
	"INSERT INTO answer VALUES (1, 11, 'u', '2024-05-02T20:00:00Z', 'x', "
	"1),"
	"  (2, 11, 'u', '2024-05-03T00:00:00Z', 'y', 1);"
	"INSERT INTO revision VALUES"
	"  (11, 12, 0, 2022, 1, 'changed', 1, 2, 0, 0,"
	"   '2024-05-02T20:00:00Z'),"
	"  (11, 12, 0, 2021, 2, 'changed', 110, 111, 0, 0,"
	"   '2024-05-03T00:00:00Z');";

static char *page_of(struct fixture *f)
{
	struct err e = {0};

	assert_ok(db_script(f->db, glance_rows, &e));
	(void)make(f);
	return site_file(f, "kunta/398.html");
}

static void test_page(void **state)
{
	static const char *const wanted[] = {
		/* worse and worsened first, of however few persons */
		"<li data-fact=\"lause 1\"><a href=\"../mittari/sotkanet-101"
		".html\">Mittari 1</a>: 11,5\u00a0% vuonna 2023, selvästi "
		"heikompi kuin koko maassa (1,0\u00a0%), tilastollisesti "
		"heikompi kuin hyvinvointialueella (10,4\u00a0%); tilanne on "
		"heikentynyt vuosina 2014–2023.</li>",
		"<li data-fact=\"lause 2\"><a href=\"../mittari/sotkanet-110",
		">Mittari 10</a>: 101,5\u00a0% vuonna 2023, tilastollisesti "
		"heikompi kuin koko maassa (10,0\u00a0%), ei selvää eroa "
		"hyvinvointialueeseen (100,4\u00a0%).",
		"<li data-fact=\"lause 3\"><a href=\"../mittari/sotkanet-102",
		"ei selvää eroa koko maahan (2,0\u00a0%), hyvinvointialueella ",
		"; tilanne on parantunut vuosina 2014–2023.",
		/* the county without this municipality, and no side */
		"tilastollisesti korkeampi kuin koko maassa (3,0\u00a0%), "
		"hieman matalampi kuin muualla hyvinvointialueella "
		"(30,0\u00a0%); luku on noussut vuosina 2014–2023.",
		"Huolenaiheet</span> (<span data-fact=\"huoli n\">2</span>)",
		"<li data-fact=\"huoli sotkanet-101\">",
		"<li data-fact=\"huoli sotkanet-110\">",
		"Vahvuudet</span> (<span data-fact=\"vahvuus n\">2</span>)",
		/* 102 and 110 stand in their boxes */
		"Muuta uutta neuvottelun 2.5.2024 jälkeen</span> (<span "
		"data-fact=\""
		"uutta n\">2</span>)",
		"<li data-fact=\"uutta sotkanet-111\">",
		": vuoden 2021 luku korjattu lähteessä: oli 110,0\u00a0%, on "
		"nyt "
		"111,0\u00a0%",
		"<li data-fact=\"uutta sotkanet-103\">",
		(": vuonna 2023 31,5\u00a0%, neuvottelun aikaan 30,5\u00a0% "
		 "vuodelta 2022"),
		"neuvottelun aikaista lukua: 3.",
		"href=\"../neuvottelu/N-1.html\">Neuvottelussa 2.5.2024",
		"<b data-fact=\"sovittu 0\">1</b> parantunut",
		"<b data-fact=\"sovittu 1\">0</b> ei havaittavaa muutosta",
		"<b data-fact=\"sovittu 2\">1</b> heikentynyt",
		"<b data-fact=\"sovittu 3\">1</b> liian aikaista sanoa",
		/* three without a figure, one measure without an indicator */
		"<b data-fact=\"sovittu 4\">4</b> ei mitattavissa",
		"<b data-fact=\"sovittu 5\">1</b> noussut tai laskenut",
		"<b data-fact=\"sovittu 6\">1</b> vain taustaksi",
	};
	struct fixture *f = *state;
	struct check_summary sum;
	char *s = page_of(f), *end = strstr(s, "id=\"muutokset\"");

	assert_non_null(end);
	*end = '\0';
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
		if (!strstr(s, wanted[i]))
			fail_msg("not there: %s in %s", wanted[i],
				 strstr(s, "id=\"silmays\""));
	/* a hidden figure is not told, nor a level on few cases */
	assert_null(strstr(s, "12\u202f345"));
	assert_null(strstr(s, "huoli sotkanet-104"));
	free(s);
	sum = check(f);
	(void)fflush(f->log);
	if (sum.faults)
		fail_msg("%s", f->log_text);
}

/* A place without anything, and a county that never negotiated. */
static void test_empty(void **state)
{
	struct fixture *f = *state;
	char *s;

	(void)make(f);
	s = site_file(f, "kunta/989.html");
	assert_non_null(strstr(s, "Hyvinvointialueelta ei ole neuvottelua."));
	assert_non_null(strstr(s, "Tästä kunnasta ei ole lukuja 1"));
	assert_non_null(strstr(s, "<span data-fact=\"huoli n\">0</span>"));
	assert_null(strstr(s, "data-fact=\"sovittu"));
	assert_null(strstr(s, "data-fact=\"uutta"));
	free(s);
	assert_int_equal(check(f).faults, 0);
}

static void test_planted(void **state)
{
	static const struct {
		const char *from, *to, *message;
	} c[] = {
		{"11,5\u00a0% vuonna", "11,6\u00a0% vuonna",
		 "lause 1: text is"},
		{"% vuonna 2023, sel", "% vuonna 2022, sel",
		 "lause 1: text is"},
		{"maassa (1,0\u00a0%), til", "maassa (1,1\u00a0%), til",
		 "lause 1: text is"},
		{".html\">Mittari 1</a>: 11", ".html\">Mittari 7</a>: 11",
		 "lause 1: does not begin with 'Mittari 1'"},
		{"selvästi heikompi kuin", "selvästi parempi kuin",
		 "a verdict that the figures do not give"},
		{"ei selvää eroa koko maahan", "ei muutosta koko maahan",
		 ": ei muutosta"},
		{"; tilanne on heikentynyt vuosina 2014–2023.</li>", ".</li>",
		 "a verdict of the figures is not told"},
		{"2014–2023.</li>", "2014–2023</li>",
		 "does not end with one full stop"},
		{"kuin koko maassa (1,0", "kuin \u00a0koko maassa (1,0",
		 "a blank too many"},
		{"kuin koko maassa (1,0", "kuin nan koko maassa (1,0",
		 "': nan"},
		{"kuin koko maassa (1,0",
		 "kuin a b c d e f g h i j k koko maassa (1,0",
		 "more than 25 words"},
		{"\"huoli sotkanet-101\"", "\"vahvuus sotkanet-101\"",
		 "huoli sotkanet-101: no text"},
		{"\"huoli n\">2", "\"huoli n\">3", "huoli n: text is '3'"},
		{"on nyt 111,0", "on nyt 112,0", "uutta sotkanet-111: text"},
		{"neuvottelun aikaan 30,5", "neuvottelun aikaan 30,6",
		 "uutta sotkanet-103: text"},
		{"\"sovittu 0\">1", "\"sovittu 0\">2", "sovittu 0: text is"},
		{"\"sovittu 6\"", "\"sovittu 7\"", "sovittu 6: no text"},
		{"<b data-fact=\"sovittu 5\">1</b>",
		 "<b data-fact=\"sovittu 5\">1</b>"
		 "<b data-fact=\"sovittu 9\">1</b>",
		 "things told, there should be"},
		{"neuvottelu/N-1.html", "neuvottelu/N-2.html", "is not there"},
	};
	struct fixture *f = *state;
	struct err e = {0};

	assert_ok(db_script(f->db, glance_rows, &e));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		expect_found(f, "kunta/398.html", c[i].from, c[i].to,
			     c[i].message);
	}
}

static void test_statements(void **state)
{
	static const struct sql_set *const sets[] = {
		&briefing_since_sql, &briefing_known_glance_sql};
	struct fixture *f = *state;

	assert_statements(f, sets, ARRAY_LEN(sets));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(test_page),
		WITH_STORE(test_empty),
		WITH_STORE(test_planted),
		WITH_STORE(test_statements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
