/*
 * What the page of a negotiation says of figures: from a store to the site and
 * back.
 */
#include "tests/unit/test_brief_fixture.h"

#include "briefing/accord.h"

/*
 * P1 is told by an indicator with all there is, P2 by a weak one, P3 by old
 * figures and by one that nobody knows, P4 by nothing; M1 by that of P1, M2 by
 * the weak one, M3 by what was not known then.
 */
static const char talks_rows[] =
	"INSERT INTO negotiation (negotiation, position, id, status, county,"
	"  date, title) VALUES ('N-1', 0, 'N-1', 'agreed',"
	"  'hyvinvointialue:09', '2022-05-02', 'Neuvottelu');"
	"INSERT INTO negotiation_priority (negotiation, position, id, kind,"
	"  text) VALUES ('N-1', 0, 'P1', 'topic', 'Yksi'), ('N-1', 1, 'P2',"
	"  'topic', 'Kaksi'), ('N-1', 2, 'P3', 'topic', 'Kolme'), ('N-1', 3,"
	"  'P4', 'topic', 'Neljä');"
	"INSERT INTO negotiation_link VALUES"
	" ('N-1', 0, 'P1', 'sotkanet:102', 'outcome', 'direct', 'mittaa', 'x'),"
	" ('N-1', 1, 'P1', 'sotkanet:103', 'outcome', 'proxy', 'lähes', 'x'),"
	" ('N-1', 2, 'P2', 'sotkanet:101', 'outcome', 'weak', 'vähän', 'x'),"
	" ('N-1', 3, 'P3', 'sotkanet:105', 'outcome', 'direct', 'ennen', 'x'),"
	" ('N-1', 4, 'P3', 'sotkanet:999', 'context', 'context', 'joku', 'x');"
	"INSERT INTO negotiation_item VALUES ('N-1', 0, 'I1', 'P3', 'Sovittu?',"
	"  'x');"
	"INSERT INTO negotiation_measure (negotiation, position, id, text)"
	"  VALUES ('N-1', 0, 'M1', 'Tehdään'), ('N-1', 1, 'M2', 'Jatketaan'),"
	"  ('N-1', 2, 'M3', 'Aloitetaan');"
	"INSERT INTO negotiation_tie (negotiation, measure, position, priority,"
	"  indicator) VALUES ('N-1', 'M1', 0, 'P1', NULL), ('N-1', 'M2', 0,"
	"  'P2', NULL), ('N-1', 'M3', 0, NULL, 'sotkanet:104');"
	/* of 102 the county worsened, Lahti improved, of Ähtäri nothing clear,
	 * Öja's figure is old */
	"INSERT INTO trend (indicator, area, sex, kind, first_year, last_year,"
	"  n, q, slope, slope_low, slope_high, verdict, direction, note)"
	" VALUES (2,3,0,'long',2014,2023,10,.01,.5,.4,.6,'up','worsening',''),"
	" (2,11,0,'long',2014,2023,10,.2,.5,.4,.6,'up_small','worsening',''),"
	/* without a side */
	" (3,3,0,'long',2014,2023,10,.9,0,0,0,'no_clear_trend',NULL,'');"
	"INSERT INTO observation VALUES (2, 11, 0, 2023, 4, NULL),"
	"  (2, 13, 0, 2017, 5, NULL), (1, 11, 0, 2023, 1.5, NULL),"
	"  (5, 3, 0, 2017, 9, NULL);"
	"INSERT INTO series VALUES (2, 11, 0, 2023), (2, 13, 0, 2017),"
	"  (1, 11, 0, 2023), (5, 3, 0, 2017);"
	"INSERT INTO position (indicator, area, sex, year, value, level_class,"
	"  slight, standing, county_class, unstable, rank_uncertain,"
	"  by_shrunken, note, benchmark) VALUES"
	" (2, 3, 0, 2023, 20.375, 'much_higher', 0, 'much_worse',"
	"  'not_compared', 0, 0, 0, '', 2),"
	" (2, 11, 0, 2023, 4, 'lower', 0, 'better', 'not_compared', 0, 0, 0,"
	"  '', 2), (2, 12, 0, 2023, 21.5, 'higher', 0, 'worse', "
	"'not_compared', 0,"
	"  0, 0, '', 2), (2, 13, 0, 2017, 5, 'higher', 0, 'worse',"
	"  'not_compared', 0, 0, 0, '', 2);"
	"UPDATE followed SET polarity = 'neutral' WHERE code = '103';"
	"INSERT INTO agreed_figure VALUES"
	" ('N-1', 'sotkanet', '102', 3, 0, 2021, 19.5, NULL),"
	" ('N-1', 'sotkanet', '102', 12, 0, 2021, 23, NULL),"
	" ('N-1', 'sotkanet', '101', 3, 0, 2021, 8, NULL),"
	" ('N-1', 'sotkanet', '104', 3, 0, NULL, NULL, 'nothing_known'),"
	" ('N-1', 'sotkanet', '105', 3, 0, 2017, 9, NULL);"
	"INSERT INTO agreement (negotiation, measure, source, code, area, sex,"
	"  priority, role, strength, revised, current, current_year, verdict,"
	"  note, first_year) VALUES"
	" ('N-1', 'M1', 'sotkanet', '102', 3, 0, 'P1', 'outcome', 'direct',"
	"  19.75, 20.375, 2023, 'worsened', '', 2023),"
	" ('N-1', 'M1', 'sotkanet', '102', 12, 0, 'P1', 'outcome', 'direct',"
	"  23, 21.5, 2023, 'improved', '', 2023),"
	" ('N-1', 'M1', 'sotkanet', '102', 11, 0, 'P1', 'outcome', 'direct',"
	"  NULL, 4, 2023, 'not_measurable', 'no_figure', 2023),"
	" ('N-1', 'M2', 'sotkanet', '101', 3, 0, 'P2', 'outcome', 'weak', 8,"
	"  10.375, 2023, 'value_only', '', 2023),"
	" ('N-1', 'M3', 'sotkanet', '104', 3, 0, NULL, 'outcome', 'direct',"
	"  NULL, NULL, NULL, 'not_measurable', 'nothing_known', 2023),"
	" ('N-1', '', 'sotkanet', '103', 3, 0, 'P1', 'outcome', 'proxy', 30,"
	"  30.375, 2023, 'no_detectable_change', '', 2023);"
	"INSERT INTO agreed_figure VALUES ('N-1', 'sotkanet', '103', 3, 0,"
	"  2021, 30, NULL);";

/* A no-break space, as it stands before a number and a unit. */
#define NB "\u00a0"

static void test_page(void **state)
{
	static const char *const wanted[] = {
		/* as agreed, as revised since, now; then municipalities */
		">luvut<",
		"<a href=\"../mittari/sotkanet-102.html\">Mittari 2</a> "
		"<span class=\"tag\">[suora]<",
		"data-fact=\"M1:sotkanet:102 change\">Päijät-Häme: sovittaessa "
		"19,5" NB "% (2021), tarkistettu 19,8" NB "%, nyt 20,4" NB
		"% (2023): heikentynyt<",
		"data-fact=\"M1:sotkanet:102 towns\">kunnat: parantunut" NB
		"1, ei voida verrata" NB "1<",
		"data-fact=\"M2:sotkanet:101 change\">Päijät-Häme: sovittaessa "
		"8,0" NB "% (2021), nyt 10,4" NB "% (2023): vain taustaksi<",
		"data-fact=\"M3:sotkanet:104 change\">ei voida verrata: ",
		/* the links: direct before proxy */
		"data-fact=\"P1 fresh\">Tuore luku on 2/2 ",
		"[suora] mittaa",
		"data-fact=\"P1:sotkanet:102 value\">20,4" NB "%<",
		">2023<",
		"data-fact=\"P1:sotkanet:102 change\"><span class=\"v clear "
		"worse\">",
		">heikentynyt<",
		"data-fact=\"P1:sotkanet:102 level\">tilastollisesti selvästi "
		"suurempi kuin koko maassa; tilanne heikompi<",
		"data-fact=\"P1:sotkanet:102 cell\">kiireellisyys 1/9<",
		"data-fact=\"P1:sotkanet:102 towns\">parantunut" NB
		"1, viitteitä muutoksesta" NB "1, ei tuoretta lukua" NB "1<",
		"data-fact=\"P1:sotkanet:102 stands\">heikompi kuin koko "
		"maassa" NB "1, parempi kuin koko maassa" NB "1<",
		"[välillinen] lähes",
		"ei selvää muutosta<",
		"data-fact=\"P1:sotkanet:103 since\">sovittaessa 30,0" NB
		"% (2021): ei havaittavaa muutosta<",
		/* of a weak one the figure alone */
		"Kytketyt mittarit ovat vain heikkoja tai taustaksi.",
		"data-fact=\"P2:sotkanet:101 value\">10,4" NB "%<",
		"vain luku, ei arviota",
		"data-fact=\"P2:sotkanet:101 towns\">luku 2/3 kunnasta: 1,5" NB
		"%" NB "… 11,5" NB "%<",
		/* nothing recent */
		"data-fact=\"P3 fresh\">Tästä painopisteestä ei ole tuoretta "
		"lukua yhdestäkään 2 kytketystä mittarista.<",
		"Mittarit ilman tuoretta lukua (2)",
		"Mittari 5</a> <span class=\"tag\">[suora] ennen; uusin luku "
		"2017<",
		"mittari 999 <span class=\"tag\">[taustaksi] joku<",
		"<table class=\"items cards\">",
		"data-fact=\"I1 state\">ei tietoa<",
		"data-fact=\"P4 fresh\">Tähän ei ole kytketty mittaria.<",
		"mikään ei vielä kerro tästä",
	};
	struct fixture *f = *state;
	struct err e = {0};
	char *s;

	assert_ok(db_script(f->db, talks_rows, &e));
	(void)make(f);
	s = site_file(f, "neuvottelu/N-1.html");
	assert_in_order(s, wanted, ARRAY_LEN(wanted));
	/* a weak link never gets a verdict, an old figure no row */
	assert_null(strstr(s, "P2:sotkanet:101 change"));
	assert_null(strstr(s, "P2:sotkanet:101 level"));
	assert_null(strstr(s, "P3:sotkanet:105 "));
	free(s);
	assert_int_equal(check(f).faults, 0);
}

static void test_planted(void **state)
{
	static const struct {
		const char *from, *to, *message;
	} c[] = {
		{"P1:sotkanet:102 value\">20,4", "P1:sotkanet:102 value\">20,5",
		 "P1:sotkanet:102 value: text is '20,5"},
		{"</span>heikentynyt<", "</span>parantunut<",
		 "P1:sotkanet:102 change: text is 'parantunut'"},
		{"selvästi suurempi", "suurempi",
		 "P1:sotkanet:102 level: text"},
		{"kiireellisyys 1/9", "kiireellisyys 2/9",
		 "P1:sotkanet:102 cell: text is 'kiireellisyys 2/9'"},
		{"parantunut" NB "1, viitteitä", "parantunut" NB "2, viitteitä",
		 "P1:sotkanet:102 towns: text is 'parantunut" NB "2"},
		{"heikompi kuin koko maassa" NB "1",
		 "heikompi kuin koko maassa" NB "3",
		 "P1:sotkanet:102 stands: text"},
		{"sovittaessa 30,0", "sovittaessa 31,0",
		 "P1:sotkanet:103 since: text"},
		{"luku 2/3 kunnasta", "luku 3/3 kunnasta",
		 "P2:sotkanet:101 towns: text"},
		{"on 2/2 kytketystä", "on 1/2 kytketystä", "P1 fresh: text"},
		{"tarkistettu 19,8", "tarkistettu 19,9",
		 "M1:sotkanet:102 change: text"},
		{"kunnat: parantunut" NB "1", "kunnat: parantunut" NB "2",
		 "M1:sotkanet:102 towns: text"},
		{"P1:sotkanet:102 cell", "P1:sotkanet:102 cel",
		 "P1:sotkanet:102 cell: no text"},
	};
	struct fixture *f = *state;
	struct err e = {0};

	assert_ok(db_script(f->db, talks_rows, &e));
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		expect_found(f, "neuvottelu/N-1.html", c[i].from, c[i].to,
			     c[i].message);
	}
}

/* A change that is called clear without the q for it is not counted as one. */
static void test_no_claim(void **state)
{
	struct fixture *f = *state;
	struct err e = {0};
	char *s;

	assert_ok(db_script(f->db, talks_rows, &e));
	assert_ok(db_script(f->db,
			    "UPDATE trend SET q = 0.06 WHERE indicator = 2;"
			    "UPDATE position SET standing = NULL,"
			    "  level_class = 'above' WHERE indicator = 2",
			    &e));
	(void)make(f);
	s = site_file(f, "neuvottelu/N-1.html");
	assert_non_null(strstr(s, "P1:sotkanet:102 towns\">viitteitä "
				  "muutoksesta" NB "2, ei tuoretta"));
	assert_non_null(strstr(s, "level\">yli koko maan luvun<"));
	assert_null(strstr(s, "P1:sotkanet:102 stands"));
	assert_null(strstr(s, "P1:sotkanet:102 cell"));
	free(s);
	assert_int_equal(check(f).faults, 0);
}

static void test_statements(void **state)
{
	struct fixture *f = *state;
	struct stmts *set;
	struct err e = {0};

	assert_ok(stmts_new(&set, f->db, &briefing_check_told_sql, &e));
	stmts_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STORE(test_page),
		WITH_STORE(test_planted),
		WITH_STORE(test_no_claim),
		WITH_STORE(test_statements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
