#include "tests/support/test.h"

#include <math.h>

#include "tests/unit/test_chart_fixture.h"

static const double own[] = {9.1, 9.3, 9.4, 9.6, 9.9};
static const double county[] = {9.5, 9.7, NO_FIGURE, 10.1, 10.4};
static const double country[] = {10, 10.3, 10.6, 10.8, 11.1};

static void usual(struct chart *c)
{
	fixture_chart(c, "Lasten pienituloisuusaste");
	fixture_line(c, LINE_AREA, "kunta", "Lahti", 2019, own, 5);
	fixture_line(c, LINE_COUNTY, "hyvinvointialue",
		     "Päijät-Hämeen hyvinvointialue", 2019, county, 5);
	fixture_line(c, LINE_COUNTRY, "maa", "Koko maa", 2019, country, 5);
	c->lines[LINE_AREA].points[0].has_cases = true;
	c->lines[LINE_AREA].points[0].cases = 489;
	c->lines[LINE_COUNTY].points[2].given = false;
	c->lines[LINE_COUNTY].points[2].year = 2021;
	c->lines[LINE_COUNTY].points[2].value = 0;
	c->lines[LINE_COUNTY].points[2].status = "suppressed";
	fixture_trend(c, "up", "worsening", 2019, 2023, 0.2);
}

static void test_csv(void **state)
{
#define TAIL                                                                   \
	",sotkanet,228,Lasten pienituloisuusaste,PROS,Tilastokeskus,"          \
	"CC BY 4.0,2024-08-29\n"
	static const char want[] =
		"line,year,area_kind,area_code,area,value,numerator,status,"
		"source,indicator,title,unit,organisation,licence,data_date\n"
		"area,2019,kunta,398,Lahti,9.1,489,value" TAIL
		"area,2020,kunta,398,Lahti,9.3,,value" TAIL
		"area,2021,kunta,398,Lahti,9.4,,value" TAIL
		"area,2022,kunta,398,Lahti,9.6,,value" TAIL
		"area,2023,kunta,398,Lahti,9.9,,value" TAIL
		"county,2019,hyvinvointialue,09,Päijät-Hämeen "
		"hyvinvointialue,9.5,,value" TAIL
		"county,2020,hyvinvointialue,09,Päijät-Hämeen "
		"hyvinvointialue,9.7,,value" TAIL
		"county,2021,hyvinvointialue,09,Päijät-Hämeen "
		"hyvinvointialue,,,suppressed" TAIL
		"county,2023,hyvinvointialue,09,Päijät-Hämeen "
		"hyvinvointialue,10.4,,value" TAIL
		"country,2019,maa,09,Koko maa,10,,value" TAIL
		"country,2020,maa,09,Koko maa,10.3,,value" TAIL
		"country,2021,maa,09,Koko maa,10.6,,value" TAIL
		"country,2022,maa,09,Koko maa,10.8,,value" TAIL
		"country,2023,maa,09,Koko maa,11.1,,value" TAIL
		"trend,2019,kunta,398,Lahti,9,,computed" TAIL
		"trend,2023,kunta,398,Lahti,9.8,,computed" TAIL;
#undef TAIL
	struct sketch s, again;
	struct chart c;

	(void)state;
	usual(&c);
	sketch_init(&s, &chart_trend, LANG_FI);
	sketch_init(&again, &chart_trend, LANG_FI);
	trend_sketch(&s, &c);
	assert_string_equal(buf_str(&s.csv), want);
	assert_int_equal(strlen(s.id), 12);
	c.lines[LINE_COUNTRY].points[0].value = 10.1;
	trend_sketch(&again, &c);
	assert_string_not_equal(s.id, again.id);
	sketch_release(&s);
	sketch_release(&again);
	chart_release(&c);
}

static void check_alt(const struct chart *c, const char *want)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	chart_alt(c, &b);
	assert_string_equal(buf_str(&b), want);
	buf_release(&b);
}

static void test_alt(void **state)
{
	struct chart c;

	(void)state;
	usual(&c);
	check_alt(&c, "Viivakuvio: Lasten pienituloisuusaste, Lahti, "
		      "2019–2023; luku oli 9,1\u00a0% vuonna 2019 ja "
		      "9,9\u00a0% vuonna 2023. Luku on noussut ja tilanne "
		      "heikentynyt vuosina "
		      "2019–2023 (keskimäärin 0,2 prosenttiyksikköä vuodessa, "
		      "95 %:n väli 0,1\u00a0–\u00a00,3).");
	c.m.lang = LANG_SV;
	check_alt(
		&c,
		"Linjediagram: Lasten pienituloisuusaste, Lahti, "
		"2019–2023; värdet var 9,1\u00a0% år 2019 och "
		"9,9\u00a0% år 2023. Värdet har ökat och läget försämrats åren "
		"2019–2023 (i genomsnitt 0,2 procentenheter per år, "
		"95 %-intervall 0,1\u00a0–\u00a00,3).");
	c.m.lang = LANG_EN;
	check_alt(&c, "Line chart: Lasten pienituloisuusaste, Lahti, "
		      "2019–2023; the figure was 9.1% in 2019 and "
		      "9.9% in 2023. The figure has risen and the situation "
		      "worsened in "
		      "2019–2023 (on average 0.2 percentage points a year, "
		      "95% interval 0.1\u00a0–\u00a00.3).");
	chart_release(&c);
}

static void test_alt_one_figure(void **state)
{
	static const double v[] = {44};
	struct chart c;

	(void)state;
	fixture_chart(&c, "Osuus");
	fixture_line(&c, LINE_AREA, "kunta", "Lahti", 2021, v, 1);
	check_alt(&c, "Pistekuvio: Osuus, Lahti; luku oli 44,0\u00a0% vuonna "
		      "2021, muilta vuosilta ei ole lukua.");
	fixture_trend(&c, "too_few_points", "", 2021, 2021, 0);
	check_alt(&c, "Pistekuvio: Osuus, Lahti; luku oli 44,0\u00a0% vuonna "
		      "2021, muilta vuosilta ei ole lukua. Liian vähän vuosia "
		      "muutoksen arvioimiseen.");
	chart_release(&c);
}

/* Every verdict in its own words; what is not clear never sounds clear. */
static void test_verdicts(void **state)
{
	static const struct {
		const char *verdict, *direction, *want;
		bool line;
	} t[] = {
		{"up", "worsening",
		 "on noussut ja tilanne heikentynyt vuosina 2014–2023 "
		 "(keskimäärin 0,2 "
		 "prosenttiyksikköä vuodessa, 95 %:n väli "
		 "0,1\u00a0–\u00a00,4)",
		 true},
		{"down", "improving",
		 "on laskenut ja tilanne parantunut vuosina 2014–2023 "
		 "(keskimäärin 0,2 "
		 "prosenttiyksikköä vuodessa, 95 %:n väli "
		 "0,1\u00a0–\u00a00,4)",
		 true},
		{"up", "rising",
		 "on noussut vuosina 2014–2023 (keskimäärin 0,2 "
		 "prosenttiyksikköä vuodessa, 95 %:n väli "
		 "0,1\u00a0–\u00a00,4)",
		 true},
		{"down_small", "worsening",
		 "on laskenut hieman vuosina 2014–2023 (keskimäärin 0,2 "
		 "prosenttiyksikköä vuodessa, 95 %:n väli "
		 "0,1\u00a0–\u00a00,4)",
		 true},
		{"up_indicative", "worsening",
		 "viitteitä noususta vuosina 2014–2023; muutos voi olla myös "
		 "satunnaisvaihtelua",
		 false},
		{"down_indicative", "",
		 "viitteitä laskusta vuosina 2014–2023; muutos voi olla myös "
		 "satunnaisvaihtelua",
		 false},
		{"no_clear_trend", "", "ei selvää muutosta (10 vuotta)", false},
		{"too_few_points", "",
		 "liian vähän vuosia muutoksen arvioimiseen", false},
		{"out_of_date", "",
		 "uusin luku on liian vanha muutoksen arvioimiseen", false},
		{"not_assessable", "",
		 "muutosta ei voi arvioida, koska liian monelta vuodelta "
		 "puuttuu luku",
		 false},
		{"prices", "",
		 "muutosta ei arvioida, koska luvut ovat nimellisin hinnoin",
		 false},
		{"break_in_series", "",
		 "muutosta ei voi arvioida, koska aikasarjassa on katkos",
		 false},
		{"something_new", "", "", false},
	};
	static const double v[] = {9.1, 9.3, 9.4, 9.6, 9.9,
				   9.1, 9.3, 9.4, 9.6, 9.9};
	double a, z;
	struct chart c;
	struct buf b;
	size_t i;

	(void)state;
	fixture_chart(&c, "Osuus");
	fixture_line(&c, LINE_AREA, "kunta", "Lahti", 2014, v, 10);
	buf_init(&b, BUF_MAX);
	for (i = 0; i < ARRAY_LEN(t); i++) {
		fixture_trend(&c, t[i].verdict, t[i].direction, 2014, 2023,
			      0.23);
		buf_clear(&b);
		chart_verdict(&c, true, &b);
		assert_string_equal(buf_str(&b), t[i].want);
		assert_int_equal(chart_trend_line(&c, &a, &z), t[i].line);
	}
	buf_release(&b);
	chart_release(&c);
}

/* A yearly change that the printed decimals would hide is said for the whole
 * window. */
static void test_small_change(void **state)
{
	static const double v[] = {1.0, 1.0, 1.1, 1.1, 1.2, 1.2, 1.2, 1.3};
	struct chart c;
	struct buf b;

	(void)state;
	fixture_chart(&c, "Osuus");
	fixture_line(&c, LINE_AREA, "kunta", "Lahti", 2016, v, 8);
	fixture_trend(&c, "up", "rising", 2016, 2023, 0.04);
	c.trend.low = 0.03;
	c.trend.high = 0.06;
	buf_init(&b, BUF_MAX);
	chart_verdict(&c, true, &b);
	assert_string_equal(buf_str(&b),
			    "on noussut vuosina 2016–2023 (yhteensä noin 0,3 "
			    "prosenttiyksikköä, 95 %:n väli "
			    "0,2\u00a0–\u00a00,4)");
	buf_release(&b);
	chart_release(&c);
}

static void test_comparison(void **state)
{
	static const struct {
		const char *kind, *name;
		bool median;
		double value;
		const char *want;
	} t[] = {
		{"maa", "Koko maa", false, 8,
		 "vuonna 2021 luku oli yli koko maan luvun (8,0\u00a0%)."},
		{"maa", "Koko maa", false, 9,
		 "vuonna 2021 luku oli alle koko maan luvun (9,0\u00a0%)."},
		{"maa", "Koko maa", false, 8.21,
		 "vuonna 2021 luku oli sama kuin koko maan luku (8,2\u00a0%)."},
		{"kunta", "Kuntien mediaani", true, 8,
		 "vuonna 2021 luku oli yli kuntien mediaanin (8,0\u00a0%)."},
		{"nuts1", "Manner-Suomi", false, 9,
		 "vuonna 2021 luku oli alle vertailuluvun (Manner-Suomi "
		 "9,0\u00a0%)."},
	};
	static const double v[] = {7, 8, 8.2};
	const char *second;
	struct chart c;
	struct buf b;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(t); i++) {
		fixture_chart(&c, "Osuus");
		fixture_line(&c, LINE_AREA, "kunta", "Lahti", 2019, v, 3);
		fixture_line(&c, LINE_COUNTRY, t[i].kind, t[i].name, 2021,
			     &t[i].value, 1);
		c.lines[LINE_COUNTRY].median = t[i].median;
		fixture_trend(&c, "no_clear_trend", "", 2019, 2021, 0.1);
		buf_init(&b, BUF_MAX);
		chart_alt(&c, &b);
		second = strstr(buf_str(&b), "Ei selvää muutosta (3 vuotta); ");
		assert_non_null(second);
		assert_string_equal(strstr(second, "vuonna"), t[i].want);
		buf_release(&b);
		chart_release(&c);
	}
}

static void test_name(void **state)
{
	static const char *const bad[] = {"", "../x", "a/b", "a.b", "ä", "a b"};
	const char *parts[] = {"kunta", "398", "sotkanet", "228", NULL};
	struct sketch s;
	struct err e = {0};
	size_t i;

	(void)state;
	sketch_init(&s, &chart_trend, LANG_FI);
	assert_ok(sketch_name(&s, parts, &e));
	assert_string_equal(s.name, "trend-kunta-398-sotkanet-228-fi");
	sketch_release(&s);
	sketch_init(&s, &chart_trend, LANG_FI);
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		parts[3] = bad[i];
		assert_error_like(sketch_name(&s, parts, &e), ERR_CONFIG,
				  "cannot be part of a file name");
	}
	assert_null(s.name);
	sketch_release(&s);
}

static void test_bridges(void **state)
{
	static const double v[] = {5,         NO_FIGURE, 6,         NO_FIGURE,
				   NO_FIGURE, 7,         NO_FIGURE, NO_FIGURE,
				   NO_FIGURE, 8};
	struct chart c;

	(void)state;
	fixture_chart(&c, "Osuus");
	fixture_line(&c, LINE_AREA, "kunta", "Lahti", 2010, v, 10);
	assert_true(chart_is_bridge(&c, 2010, 2012));
	assert_true(chart_is_bridge(&c, 2012, 2015));
	assert_false(chart_is_bridge(&c, 2015, 2019));
	assert_true(chart_has_bridge(&c, 2012));
	assert_false(chart_has_bridge(&c, 2015));
	/* Others have a figure of 2011: ours is missing, not unmeasured. */
	fixture_collected(&c, 2011);
	assert_false(chart_is_bridge(&c, 2010, 2012));
	chart_release(&c);
}

/* Of a moving average only every span-th year was tested. */
static void test_trend_line_span(void **state)
{
	static const double v[] = {1, 9, 9, 2, 9, 9, 3, 9, 9, 4};
	struct chart c;
	double a, z;

	(void)state;
	fixture_chart(&c, "Osuus");
	fixture_line(&c, LINE_AREA, "kunta", "Lahti", 2014, v, 10);
	fixture_trend(&c, "up", "rising", 2014, 2023, 1.0 / 3);
	c.m.span = 3;
	assert_true(chart_trend_line(&c, &a, &z));
	assert_near(a, 1, 1e-9);
	assert_near(z, 4, 1e-9);
	chart_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_alt),
		cmocka_unit_test(test_alt_one_figure),
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_small_change),
		cmocka_unit_test(test_comparison),
		cmocka_unit_test(test_name),
		cmocka_unit_test(test_bridges),
		cmocka_unit_test(test_trend_line_span),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
