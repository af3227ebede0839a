/*
 * Findings in words: what may be said of which verdict, with which figures, in
 * all three languages.
 */
#include "tests/support/test.h"

#include <math.h>

#include "etl/figure_words.h"
#include "lib/word.h"

#define NBSP "\u00a0"

static const struct figure_form percent = {"PROS", "proportion", 1};
static const struct figure_form euros = {"EUROA", "money", 0};
static const struct figure_form people = {"LKM", "count", 0};

static const struct paper fi = {NULL, LANG_FI};

static void test_values(void **state)
{
	const struct {
		struct figure_form form;
		double v;
		const char *fi, *en;
	} c[] = {
		{{"PROS", "proportion", 1}, 15.63, "15,6" NBSP "%", "15.6%"},
		{{"EUROA", "money", 0},
		 1234.4,
		 "1\u202f234" NBSP "€",
		 "1,234" NBSP "€"},
		{{"INDEKSI", "index", 1}, -1.25, "−1,2", "−1.2"},
		{{"PER1000", "rate", -3},
		 0,
		 "0 /" NBSP "1\u202f000",
		 "0 per 1,000"},
		{{"", "", 12}, 0.5, "0,500000000", "0.500000000"},
	};
	const struct paper en = {NULL, LANG_EN};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		char *a = figure_words(&fi, &c[i].form, c[i].v);
		char *b = figure_words(&en, &c[i].form, c[i].v);

		assert_string_equal(a, c[i].fi);
		assert_string_equal(b, c[i].en);
		free(a);
		free(b);
	}
}

/* METHODS' rules of wording, a case a rule. */
static void test_trends(void **state)
{
	const struct {
		const struct figure_form *form;
		struct figure_trend t;
		const char *words, *word;
	} c[] = {
		{&percent,
		 {"up", "worsening", "", 0.01, 0.31, 0.2, 0.42, 2014, 2023, 10},
		 "tilanne on heikentynyt vuosina 2014–2023; luku on noussut "
		 "keskimäärin 0,3 prosenttiyksikköä vuodessa (95" NBSP
		 "%:n väli 0,2–0,4)",
		 "heikentynyt"},
		/* no side is good: the figure is all */
		{&percent,
		 {"down", "falling", "", 0.01, -0.31, -0.42, -0.2, 2014, 2023,
		  10},
		 "luku on laskenut vuosina 2014–2023 keskimäärin 0,3 "
		 "prosenttiyksikköä vuodessa (95" NBSP "%:n väli 0,2–0,4)",
		 "laskenut"},
		{&percent,
		 {"up_small", "rising", "", 0.01, 0.11, (double)NAN,
		  (double)NAN, 2014, 2023, 10},
		 "luku on noussut hieman vuosina 2014–2023 keskimäärin 0,1 "
		 "prosenttiyksikköä vuodessa",
		 "noussut hieman"},
		/* both ends would read the same: over all the years */
		{&percent,
		 {"down", "improving", "", 0.01, -0.1, -0.12, -0.08, 2013, 2023,
		  10},
		 "tilanne on parantunut vuosina 2013–2023; luku on laskenut "
		 "yhteensä noin 1,0 prosenttiyksikköä (95" NBSP
		 "%:n väli 0,8–1,2)",
		 "parantunut"},
		/* too fine even then: no size */
		{&percent,
		 {"up", "rising", "", 0.01, 0.001, (double)NAN, (double)NAN,
		  2013, 2023, 10},
		 "luku on noussut vuosina 2013–2023",
		 "noussut"},
		/* an interval that holds zero is not written */
		{&percent,
		 {"up", "rising", "", 0.01, 0.3, -0.1, 0.7, 2014, 2023, 10},
		 "luku on noussut vuosina 2014–2023 keskimäärin 0,3 "
		 "prosenttiyksikköä vuodessa",
		 "noussut"},
		/* at most three digits that count */
		{&people,
		 {"up", "rising", "", 0.01, 4584, 4522, 4982, 2013, 2022, 10},
		 "luku on noussut vuosina 2013–2022 keskimäärin 4\u202f580 "
		 "vuodessa (95" NBSP "%:n väli 4\u202f520–4\u202f980)",
		 "noussut"},
		{&euros,
		 {"up", "rising", "", 0.01, 12, 8, 15, 2014, 2023, 10},
		 "luku on noussut vuosina 2014–2023 keskimäärin 12 euroa "
		 "vuodessa (95" NBSP "%:n väli 8–15, nimellisin hinnoin)",
		 "noussut"},
		/* signs are signs, and clear without q is signs */
		{&percent,
		 {"up_indicative", "worsening", "", (double)NAN, 0.3, 0.1, 0.5,
		  2014, 2023, 10},
		 "viitteitä noususta vuosina 2014–2023; muutos voi olla myös "
		 "satunnaisvaihtelua",
		 "viitteitä noususta"},
		{&percent,
		 {"down", "worsening", "", (double)NAN, -0.3, -0.5, -0.1, 2014,
		  2023, 10},
		 "viitteitä laskusta vuosina 2014–2023; muutos voi olla myös "
		 "satunnaisvaihtelua",
		 "viitteitä laskusta"},
		{&percent,
		 {"down", "worsening", "", 0.051, -0.3, -0.5, -0.1, 2014, 2023,
		  10},
		 "viitteitä laskusta vuosina 2014–2023; muutos voi olla myös "
		 "satunnaisvaihtelua",
		 "viitteitä laskusta"},
		/* no word of a direction */
		{&percent,
		 {"no_clear_trend", "", "", 0.5, 0.1, (double)NAN, (double)NAN,
		  2014, 2023, 9},
		 "ei selvää muutosta (9 vuotta)",
		 "ei selvää muutosta"},
		{&percent,
		 {"too_few_points", "", "", (double)NAN, (double)NAN,
		  (double)NAN, (double)NAN, 0, 0, 2},
		 "liian vähän vuosia muutoksen arvioimiseen",
		 "liian vähän vuosia"},
		{&percent,
		 {"break_in_series", "", "", (double)NAN, (double)NAN,
		  (double)NAN, (double)NAN, 0, 0, 4},
		 "muutosta ei voi arvioida, koska aikasarjassa on katkos",
		 "katkos aikasarjassa"},
		{&euros,
		 {"not_assessable", "", "in prices of each year", (double)NAN,
		  (double)NAN, (double)NAN, (double)NAN, 0, 0, 10},
		 "muutosta ei arvioida, koska luvut ovat nimellisin hinnoin",
		 "nimellisin hinnoin, ei arvioida"},
		{&percent,
		 {"", "", "", (double)NAN, (double)NAN, (double)NAN,
		  (double)NAN, 0, 0, 0},
		 "ei arvioitu",
		 "ei arvioitu"},
		{&percent,
		 {"sideways", "", "", 0.01, 1, 1, 1, 0, 0, 0},
		 "ei arvioitu",
		 "ei arvioitu"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		char *whole = trend_words(&fi, c[i].form, &c[i].t);
		char *brief = trend_word(&fi, &c[i].t);

		assert_string_equal(whole, c[i].words);
		assert_string_equal(brief, c[i].word);
		free(whole);
		free(brief);
	}
}

static void test_levels(void **state)
{
	const struct {
		const char *level, *standing, *fi;
	} c[] = {
		{"much_higher", "much_worse",
		 "tilastollisesti selvästi suurempi kuin koko maassa; tilanne "
		 "heikompi"},
		{"lower", "better",
		 "tilastollisesti pienempi kuin koko maassa; tilanne parempi"},
		{"higher", "", "tilastollisesti suurempi kuin koko maassa"},
		{"similar", "similar",
		 "ero koko maahan voi olla satunnaisvaihtelua"},
		/* without an interval nothing is statistical */
		{"above", "", "yli koko maan luvun"},
		{"below", "", "alle koko maan luvun"},
		{"same", "", "sama kuin koko maan luku"},
		{"not_compared", "", ""},
		{"", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		char *words = level_words(c[i].level, c[i].standing, LANG_FI);

		assert_string_equal(words, c[i].fi);
		free(words);
	}
}

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/* Whatever comes: no number that is none, no size beside mere signs, no
 * "clear" without q. */
static void test_hostile(void **state)
{
	static const char *const verdicts[] = {"up",
					       "down",
					       "up_small",
					       "down_small",
					       "up_indicative",
					       "down_x",
					       "no_clear_trend",
					       "out_of_date",
					       "break_in_series",
					       "updown",
					       ""};
	static const char *const directions[] = {"improving", "worsening",
						 "rising", "falling", ""};
	static const double odd[] = {0,        -0.0,     1e-300, 1e300,
				     -5,       0.05,     12.5,   (double)NAN,
				     HUGE_VAL, -HUGE_VAL};
	uint32_t seed = 14;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct paper p = {NULL, (enum lang)(next(&seed) % LANG_N)};
		struct figure_form f = {"PROS", "proportion",
					(int)(next(&seed) % 13) - 2};
		struct figure_trend t = {
			.verdict = verdicts[next(&seed) % ARRAY_LEN(verdicts)],
			.direction =
				directions[next(&seed) % ARRAY_LEN(directions)],
			.note = "",
			.q = odd[next(&seed) % ARRAY_LEN(odd)],
			.slope = odd[next(&seed) % ARRAY_LEN(odd)],
			.low = odd[next(&seed) % ARRAY_LEN(odd)],
			.high = odd[next(&seed) % ARRAY_LEN(odd)],
			.first_year = 2010,
			.last_year = 2010 + (int)(next(&seed) % 3),
			.n = 10};
		char *words = trend_words(&p, &f, &t);
		char *word = trend_word(&p, &t);

		assert_true(words[0] && word[0]);
		assert_null(strstr(words, "nan"));
		assert_null(strstr(words, "inf"));
		assert_null(strchr(words, '{'));
		if (!(t.q <= 0.05) && p.lang == LANG_FI) {
			assert_null(strstr(words, "keskimäärin"));
			assert_null(strstr(words, "tilanne"));
		}
		free(words);
		free(word);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values), cmocka_unit_test(test_trends),
		cmocka_unit_test(test_levels), cmocka_unit_test(test_hostile)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
