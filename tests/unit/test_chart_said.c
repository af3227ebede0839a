/*
 * What each kind of chart says: its figures, its words, and what it refuses.
 */
#include "tests/unit/test_chart_store.h"

static void test_rank(void **state)
{
	struct sketch s;

	assert_true(make(*state, "rank", LANG_FI, 1, 2, &s));
	assert_string_equal(s.name, "rank-hyvinvointialue-09-sotkanet-101-fi");
	/* header, ten municipalities, county, country */
	assert_int_equal(lines_of(&s), 13);
	assert_non_null(strstr(
		buf_str(&s.csv),
		"area,2024,kunta,081,Hartola,,,,,suppressed,sotkanet,101,"));
	assert_string_equal(
		buf_str(&s.alt),
		"Pistekuvio: Mittari 1, Päijät-Hämeen hyvinvointialue, kunnat "
		"luvun mukaan järjestettyinä vuonna 2024. Pienin luku on "
		"10,5\u00a0% (Hollola), suurin 16,5\u00a0% (Asikkala). "
		"Vertailuluku (koko maa) on 13,0\u00a0%: kunnista 7 on sen "
		"yläpuolella ja 2 alapuolella. Salattu: Hartola.");
	assert_text(&s, "salattu: Hartola");
	assert_text(&s, "parempi kuin koko maa");
	assert_text(&s, "ei selvää eroa");
	sketch_release(&s);
	/* of one municipality nothing can be ranked */
	assert_false(make(*state, "rank", LANG_FI, 5, 2, &s));
	sketch_release(&s);
}

static void test_map(void **state)
{
	struct sketch s;

	assert_true(make(*state, "map", LANG_SV, 1, 2, &s));
	assert_non_null(strstr(buf_str(&s.script), "sekretessbelagd"));
	sketch_release(&s);
	/* fifths of figures that are all alike would colour them all */
	assert_false(make(*state, "map", LANG_FI, 3, 2, &s));
	sketch_release(&s);
	/* nobody knows where they are */
	assert_false(make(*state, "map", LANG_FI, 1, 3, &s));
	sketch_release(&s);
	/* too few for fifths */
	assert_false(make(*state, "map", LANG_FI, 5, 2, &s));
	sketch_release(&s);
	assert_true(make(*state, "map", LANG_EN, 1, 1, &s));
	assert_string_equal(s.name, "map-maa-358-sotkanet-101-en");
	sketch_release(&s);
}

/* Each says of what year its figure is, where that is not the last one. */
static void test_multiples(void **state)
{
	struct sketch s;

	assert_true(make(*state, "multiples", LANG_FI, 1, 2, &s));
	assert_text(&s, "Joka ruudussa sama asteikko 0–18\u00a0% ja vuodet "
			"2012–2024; pisteviiva: koko maa · ↓ pienempi on "
			"parempi");
	assert_text(&s, "18,0\u00a0% (2023)");
	sketch_release(&s);
	assert_true(make(*state, "multiples", LANG_EN, 4, 2, &s));
	sketch_release(&s);
	assert_false(make(*state, "multiples", LANG_FI, 1, 1, &s));
	sketch_release(&s);
}

static void test_slope(void **state)
{
	struct sketch s;

	assert_true(make(*state, "slope", LANG_FI, 1, 2, &s));
	assert_string_equal(
		buf_str(&s.heading),
		"Mittari 1, Päijät-Hämeen hyvinvointialue, kunnat 2014–2024");
	assert_text(&s, "puuttuvan luvun vuoksi ei mukana: Hartola");
	assert_text(&s, "↓ pienempi on parempi · Kaksi vuotta ei vielä kerro "
			"suuntaa.");
	sketch_release(&s);
	/* there is no earlier year */
	assert_false(make(*state, "slope", LANG_FI, 5, 2, &s));
	sketch_release(&s);
}

/* The count of a municipality stands beside no other's: there is no country. */
static void test_counts(void **state)
{
	static const char *const kinds[] = {"rank", "map", "slope",
					    "multiples"};
	struct fixture *f = *state;
	struct err e = {0};

	assert_ok(db_script(f->db,
			    "UPDATE followed SET class = 'count'"
			    "  WHERE code = '102';"
			    "UPDATE indicator SET unit = 'LKM' WHERE id = 2",
			    &e));
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct sketch s;

		assert_true(make(f, kinds[i], LANG_FI, 2, 2, &s));
		check_sketch(&s);
		assert_null(strstr(buf_str(&s.alt), "Vertailuluku"));
		assert_null(strstr(buf_str(&s.csv), "\ncountry,"));
		assert_null(strstr(buf_str(&s.csv), "\nmedian,"));
		sketch_release(&s);
	}
}

static void test_spine(void **state)
{
	struct sketch s;

	assert_true(make(*state, "spine", LANG_FI, 0, 11, &s));
	assert_string_equal(s.name, "spine-kunta-398-fi");
	/* 3 is all alike, 5 is reported by one */
	assert_int_equal(lines_of(&s), 6);
	assert_null(strstr(buf_str(&s.csv), ",103,"));
	assert_null(strstr(buf_str(&s.csv), ",105,"));
	/* what the picture is of can be found again */
	assert_text(&s,
		    "Lähde: Sotkanet.fi (THL), indikaattorit 101, 102, 104, "
		    "106, 107 · Tuottaja: THL");
	assert_text(&s, "kunta, mittarilla ei hyvää suuntaa: vasemmalla "
			"matalampi");
	sketch_release(&s);
}

/* What stands around a trend, each told from a figure. */
static void test_around(void **state)
{
	struct sketch s;

	assert_true(make(*state, "trend", LANG_FI, 1, 11, &s));
	assert_line(&s, "\nforecast,2026,kunta,398,Lahti,14.6,,forecast,");
	assert_line(&s,
		    "\nforecast_low80,2026,kunta,398,Lahti,13.1,,forecast,");
	assert_line(&s, "\nforecast_high80,2025,kunta,398,Lahti,15.5,,");
	assert_line(&s, "\nbreak,2016,kunta,398,Lahti,,,config,");
	assert_line(&s, "\nbreak,2017,kunta,398,Lahti,,,common,");
	assert_line(&s, "\nagreement,2024,kunta,398,Lahti,,,PH-2024,");
	assert_line(&s, "\npeers_quartile1,2024,kunta,,Samankaltaiset kunnat,");
	/* a shock and a step of its own are remarks, no breaks */
	assert_null(strstr(buf_str(&s.csv), "break,2020"));
	assert_null(strstr(buf_str(&s.csv), "break,2021"));
	assert_null(strstr(buf_str(&s.csv), "area,2025"));
	assert_non_null(strstr(
		buf_str(&s.alt),
		" Ennuste vuodelle 2026 on 14,6\u00a0% (80 %:n väli "
		"13,1\u00a0%\u00a0–\u00a016,2\u00a0%). Vuodesta 2016 alkaen "
		"luvut eivät ole vertailukelpoisia aiempien kanssa. Vuonna "
		"2017 lähes kaikkien kuntien taso muuttui samaan suuntaan. "
		"Mittari liittyy vuoden 2024 neuvotteluun PH-2024."));
	assert_text(&s, "katkos 2016");
	assert_text(&s, "tasomuutos 2017");
	assert_text(&s, "ennuste →");
	assert_text(&s, "▲ PH-2024");
	sketch_release(&s);
	/* a projection from another year than the newest is none; a link that
	 * gives background is no mark */
	assert_true(make(*state, "trend", LANG_EN, 1, 14, &s));
	assert_null(strstr(buf_str(&s.csv), "forecast"));
	sketch_release(&s);
	assert_true(make(*state, "trend", LANG_EN, 2, 14, &s));
	assert_null(strstr(buf_str(&s.csv), "agreement"));
	assert_null(strstr(buf_str(&s.script), "BANDS = 1"));
	sketch_release(&s);
}

static void test_rug(void **state)
{
	struct sketch s;

	assert_true(make(*state, "rug", LANG_FI, 0, 2, &s));
	assert_string_equal(s.name, "rug-hyvinvointialue-09-fi");
	/* six indicators of ten municipalities; of 5 nothing is told */
	assert_int_equal(lines_of(&s), 61);
	assert_line(&s, "\nkunta,398,Lahti,tyollisyys,sotkanet,101,Mittari 1,"
			"PROS,2024,16,better,down,value,-1,");
	assert_line(&s, "\nkunta,081,Hartola,tyollisyys,sotkanet,101,Mittari "
			"1,PROS,2024,,,up,suppressed,");
	/* eleven years old */
	assert_line(&s, "\nkunta,016,Asikkala,tyollisyys,sotkanet,102,Mittari "
			"2,PROS,,,,,missing,");
	assert_string_equal(
		buf_str(&s.alt),
		"Tilkkutäkki: Päijät-Hämeen hyvinvointialue, 6 mittaria 10 "
		"kunnassa. Koko maahan verrattuja lukuja on 41: parempia 6, "
		"heikompia 4, korkeampia 8, matalampia 12, ilman selvää eroa "
		"11. Selvästi nousseita sarjoja on 9 ja selvästi laskeneita "
		"12.");
	assert_text(&s, "Mittari 1 (2024; pienempi parempi)");
	assert_text(&s, "+↓");
	assert_text(&s, "..");
	assert_text(&s, "Orimattila");
	sketch_release(&s);
	assert_true(make(*state, "rug", LANG_EN, 0, 3, &s));
	assert_text(&s, "Mänttä-Vilppula");
	assert_text(&s, "<b>&\"'`{}_^@");
	sketch_release(&s);
	assert_false(make(*state, "rug", LANG_FI, 0, 1, &s));
	sketch_release(&s);
}

static void test_funnel(void **state)
{
	struct sketch s;

	assert_true(make(*state, "funnel", LANG_SV, 1, 2, &s));
	assert_string_equal(s.name,
			    "funnel-hyvinvointialue-09-sotkanet-101-sv");
	/* nine of the county (one is hidden), four others, nine limits, target
	 */
	assert_int_equal(lines_of(&s), 24);
	assert_line(&s, "\narea,2024,398,Lahtis,16,40,,,,,usual,sotkanet,101,");
	assert_line(&s, "\nother,2024,996,Mänttä-Vilppula,");
	assert_line(&s, "\nlimit,2024,,,,320,8,18,3,23,,sotkanet,101,");
	assert_line(&s, "\ntarget,2024,,,13,,");
	assert_string_equal(
		buf_str(&s.alt),
		"Trattdiagram: Mittari 1, 13 kommuner efter storlek år 2024, "
		"framhävt: Päijät-Hämeen hyvinvointialue; kommunernas "
		"gemensamma värde är 13,0\u00a0%. Ovanför 99,8 %-gränserna: "
		"Asikkala. Under 99,8 %-gränserna: Hollola.");
	assert_text(&s, "utanför gränserna, bättre");
	assert_text(&s, "för få fall");
	assert_text(&s, "Lahtis");
	sketch_release(&s);
	assert_false(make(*state, "funnel", LANG_FI, 5, 2, &s));
	sketch_release(&s);
	assert_false(make(*state, "funnel", LANG_FI, 1, 1, &s));
	sketch_release(&s);
}

static void test_clock(void **state)
{
	struct sketch s;

	assert_true(make(*state, "clock", LANG_EN, 0, 2, &s));
	assert_string_equal(s.name, "clock-hyvinvointialue-09-en");
	assert_int_equal(lines_of(&s), 5);
	/* every year; not that of another county */
	assert_line(&s, "\nmeeting,K2,Valtuusto,2025-05-12,2025-05-12,");
	assert_null(strstr(buf_str(&s.csv), "Muualla"));
	assert_line(&s, "\nheld,PH-2024,Negotiation PH-2024 was held on 29 "
			"August 2024,2025-08-29,2025-08-29,2025-08-29,");
	assert_line(&s, "\ndue,PH-A1,PH-A1: Sovittu asia,2025-06,,2025-06,");
	assert_null(strstr(buf_str(&s.csv), "Mennyt"));
	assert_line(&s, "\nfigures,sotkanet:101,\"1 October 2025, figure for "
			"2025: Mittari 1\",2025-09-01,2025-10-01,2025-10-20,");
	assert_string_equal(
		buf_str(&s.alt),
		"Year clock: Päijät-Hämeen hyvinvointialue, twelve months from "
		"10 February 2025. Meetings and negotiations: 2, agreed "
		"deadlines: 1, releases of fresh figures expected: 1. "
		"Indicators whose time of publication is not known: 1.");
	assert_text(&s, "2026");
	assert_text(&s,
		    "indicators whose time of publication is not known: 1 · "
		    "without a date: Neuvottelu kerran vuodessa");
	sketch_release(&s);
	/* nothing was negotiated there */
	assert_false(make(*state, "clock", LANG_FI, 0, 3, &s));
	sketch_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_rank, setup, teardown),
		cmocka_unit_test_setup_teardown(test_map, setup, teardown),
		cmocka_unit_test_setup_teardown(test_multiples, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_slope, setup, teardown),
		cmocka_unit_test_setup_teardown(test_counts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_spine, setup, teardown),
		cmocka_unit_test_setup_teardown(test_around, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rug, setup, teardown),
		cmocka_unit_test_setup_teardown(test_funnel, setup, teardown),
		cmocka_unit_test_setup_teardown(test_clock, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
