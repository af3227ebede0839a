/*
 * From findings to words: exact sentences, and what no sentence may say.
 */
#include "tests/support/test.h"

#include "briefing/phrase.h"
#include "briefing/sentence.h"
#include "lib/theme.h"

static const struct measure percent = {"PROS", "proportion", 1, false};
static const struct measure whole = {"PROS", "proportion", 0, false};
static const struct measure survey = {"PROS", "score", 1, true};
static const struct measure rate = {"PER1000", "rate", 1, false};
static const struct measure wide = {"PER100000", "rate", 1, false};
static const struct measure money = {"EUROA", "money", 0, false};
static const struct measure index_ = {"INDEKSI", "index", 1, false};
static const struct measure heads = {"LKM", "count", 0, false};

static struct finding found(const char *verdict, const char *direction,
			    double slope, double low, double high)
{
	struct finding f = {.slope = slope,
			    .low = low,
			    .high = high,
			    .first_year = 2014,
			    .last_year = 2023,
			    .n = 10};

	finding_parse(&f, verdict, direction, "", 0.01);
	return f;
}

static void says(const struct finding *f, const struct measure *m,
		 const char *want)
{
	struct buf b;

	buf_init(&b, 4000);
	sentence_add(&b, f, m, LANG_FI);
	assert_string_equal(buf_str(&b), want);
	buf_release(&b);
}

static void test_sentences(void **state)
{
	const struct {
		const char *verdict, *direction;
		double slope, low, high;
		const struct measure *m;
		const char *want;
	} c[] = {
		{"down", "improving", -0.31, -0.42, -0.2, &percent,
		 ": tilanne on parantunut vuosina 2014–2023; luku on laskenut "
		 "keskimäärin 0,3 prosenttiyksikköä vuodessa "
		 "(95\u00a0%:n väli 0,2–0,4)."},
		{"up", "worsening", 1, 0.8, 1.6, &whole,
		 ": tilanne on heikentynyt vuosina 2014–2023; luku on noussut "
		 "keskimäärin 1 prosenttiyksikön vuodessa "
		 "(95\u00a0%:n väli 1–2)."},
		{"up", "rising", 5.34, 4.98, 5.51, &index_,
		 ": luku on noussut vuosina 2014–2023 keskimäärin 5,3 pistettä "
		 "vuodessa (95\u00a0%:n väli 5,0–5,5)."},
		{"down", "falling", -1.26, -2.04, -0.31, &rate,
		 ": luku on laskenut vuosina 2014–2023 keskimäärin 1,3 "
		 "/\u00a01\u202f000 vuodessa (95\u00a0%:n väli 0,3–2,0)."},
		/* a limit that would read zero: all the years together */
		{"down", "improving", -0.06, -0.1, -0.02, &percent,
		 ": tilanne on parantunut vuosina 2014–2023; luku on laskenut "
		 "yhteensä "
		 "noin 0,5 prosenttiyksikköä (95\u00a0%:n väli 0,2–0,9)."},
		/* and ends that would read the same */
		{"up", "rising", 0.1, 0.08, 0.12, &percent,
		 ": luku on noussut vuosina 2014–2023 yhteensä noin 0,9 "
		 "prosenttiyksikköä (95\u00a0%:n väli 0,7–1,1)."},
		{"up_small", "rising", 0.02, 0.002, 0.03, &percent,
		 ": luku on noussut hieman vuosina 2014–2023 yhteensä noin 0,2 "
		 "prosenttiyksikköä (95\u00a0%:n väli alle 0,1–0,3)."},
		{"up_small", "improving", 0.2, 0.1, 0.3, &percent,
		 ": tilanne on parantunut hieman vuosina 2014–2023; luku on "
		 "noussut "
		 "keskimäärin 0,2 prosenttiyksikköä vuodessa "
		 "(95\u00a0%:n väli 0,1–0,3)."},
		{"up", "rising", 12.4, 8.1, 16.9, &money,
		 ": luku on noussut vuosina 2014–2023 keskimäärin 12 euroa "
		 "vuodessa "
		 "(95\u00a0%:n väli 8–17, nimellisin hinnoin)."},
		/* three digits that count */
		{"up", "rising", 1234.4, 1001, 1466, &heads,
		 ": luku on noussut vuosina 2014–2023 keskimäärin 1\u202f230 "
		 "vuodessa (95\u00a0%:n väli 1\u202f000–1\u202f470)."},
		{"down", "falling", -123.44, -140.06, -101.2, &wide,
		 ": luku on laskenut vuosina 2014–2023 keskimäärin 123 "
		 "/\u00a0100\u202f000 vuodessa "
		 "(95\u00a0%:n väli 101–140)."},
		/* without an interval nothing is made up */
		{"up", "rising", 2, NO_FIGURE, NO_FIGURE, &heads,
		 ": luku on noussut vuosina 2014–2023 keskimäärin 2 vuodessa."},
		{"up_indicative", "worsening", 2, 1, 3, &percent,
		 ": viitteitä noususta vuosina 2014–2023; muutos voi olla "
		 "myös satunnaisvaihtelua."},
		{"down_indicative", "falling", -2, -3, -1, &percent,
		 ": viitteitä laskusta vuosina 2014–2023; muutos voi olla "
		 "myös satunnaisvaihtelua."},
		{"no_clear_trend", "", 1, 0, 2, &percent, ""},
		{"too_few_points", "", 1, 0, 2, &percent, ""},
		{"a word of tomorrow", "", 1, 0, 2, &percent, ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct finding f = found(c[i].verdict, c[i].direction,
					 c[i].slope, c[i].low, c[i].high);

		says(&f, c[i].m, c[i].want);
	}
}

static void test_values(void **state)
{
	const struct {
		const struct measure *m;
		double v, country;
		bool median;
		const char *want;
	} c[] = {
		{&percent, 12.34, 10.06, false,
		 "Vuonna 2023 luku oli 12,3\u00a0% (koko maa 10,1\u00a0%)."},
		{&percent, 12.34, 10.06, true,
		 "Vuonna 2023 luku oli 12,3\u00a0% "
		 "(kuntien mediaani 10,1\u00a0%)."},
		{&percent, -0.04, NO_FIGURE, false,
		 "Vuonna 2023 luku oli 0,0\u00a0%."},
		{&survey, 8, NO_FIGURE, false,
		 "Vuonna 2023 arvio otoksesta oli 8,0\u00a0%."},
		{&survey, 8, 9, false,
		 "Vuonna 2023 arvio otoksesta oli 8,0\u00a0% "
		 "(koko maa 9,0\u00a0%)."},
		{&heads, 120175, NO_FIGURE, false,
		 "Vuonna 2023 luku oli 120\u202f175."},
		{&heads, 120175, 5563970, false,
		 "Vuonna 2023 luku oli 120\u202f175."},
		{&money, 1234, NO_FIGURE, false,
		 "Vuonna 2023 luku oli 1\u202f234\u00a0€."},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct buf b;

		buf_init(&b, 4000);
		sentence_value(&b, c[i].m, 2023, c[i].v, c[i].country,
			       c[i].median, LANG_FI);
		assert_string_equal(buf_str(&b), c[i].want);
		buf_release(&b);
	}
}

/* --- what no page may say --- */

static const char *const forbidden[] = {
	"pysyn",    "ennallaan",  "vakaa",   "ei muutosta", "aiheut", "johtu",
	"vaikutta", "vaikuttanu", "selitt",  "ansiosta",    "takia",  "paras",
	"huonoin",  "merkitsev",  "todista", "(null)",      " nan",   " inf",
};

static void allowed(const char *s)
{
	for (size_t i = 0; i < ARRAY_LEN(forbidden); i++)
		if (strcasestr(s, forbidden[i]))
			fail_msg("'%s' in: %s", forbidden[i], s);
}

/* Words between blanks; a number and its unit count as what they are. */
static size_t words(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s != ' ' && (s[1] == ' ' || s[1] == '\0');
	return n;
}

static void check_sentence(const struct finding *f, const struct measure *m)
{
	for (int lang = 0; lang < LANG_N; lang++) {
		struct buf b;
		const char *s;

		buf_init(&b, 4000);
		sentence_add(&b, f, m, (enum lang)lang);
		s = buf_str(&b);
		if ((finding_group(f) == GROUP_NONE) != (*s == '\0'))
			fail_msg("group and sentence differ: '%s'", s);
		if (*s) {
			assert_true(s[strlen(s) - 1] == '.');
			assert_null(strchr(s, '{'));
			assert_non_null(strstr(s, "2014–2023"));
			if (words(s + 2) > 25)
				fail_msg("%zu words: %s", words(s + 2), s);
		}
		if (lang == LANG_FI)
			allowed(s);
		buf_release(&b);
	}
}

static void test_every_sentence(void **state)
{
	static const char *const verdicts[] = {"up",
					       "down",
					       "up_small",
					       "down_small",
					       "up_indicative",
					       "down_indicative",
					       "no_clear_trend",
					       "too_few_points",
					       "out_of_date",
					       "not_assessable",
					       "break_in_series",
					       ""};
	static const char *const directions[] = {"improving", "worsening",
						 "rising", "falling", ""};
	static const struct measure *const measures[] = {
		&percent, &whole, &survey, &rate,
		&wide,    &money, &index_, &heads};
	static const double sizes[] = {1e-9, 0.004, 0.05, 0.5,      1,
				       7.25, 1e3,   1e9,  NO_FIGURE};

	(void)state;
	for (size_t v = 0; v < ARRAY_LEN(verdicts); v++)
		for (size_t d = 0; d < ARRAY_LEN(directions); d++)
			for (size_t m = 0; m < ARRAY_LEN(measures); m++)
				for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
					double s = sizes[k];
					struct finding f = found(
						verdicts[v], directions[d], s,
						s / 2, s * 2);

					check_sentence(&f, measures[m]);
					f.slope = -s;
					check_sentence(&f, measures[m]);
				}
}

static void test_every_text(void **state)
{
	(void)state;
	for (int t = 0; t < TEXT_N; t++)
		allowed(text_get((enum text)t, LANG_FI));
}

/* --- taking the analysis' words in --- */

static void test_parse(void **state)
{
	struct finding f = {.n = 1};

	(void)state;
	finding_parse(&f, "up", "rising", "", 0.05);
	assert_int_equal(finding_group(&f), GROUP_OTHER);
	finding_parse(&f, "down", "worsening", "", 0);
	assert_int_equal(finding_group(&f), GROUP_WORSE);
	finding_parse(&f, "up", "improving", "", 0.05);
	assert_int_equal(finding_group(&f), GROUP_BETTER);
	/* clear needs q <= 0.05, whatever the store calls it */
	finding_parse(&f, "up", "improving", "", 0.0501);
	assert_int_equal(finding_group(&f), GROUP_HINT);
	finding_parse(&f, "up_small", "improving", "", NO_FIGURE);
	assert_int_equal(finding_group(&f), GROUP_HINT);
	finding_parse(&f, "up_small", "improving", "", 0.01);
	assert_int_equal(finding_group(&f), GROUP_SMALL);
	finding_parse(&f, "too_few_points", "", "", NO_FIGURE);
	assert_int_equal(finding_group(&f), GROUP_NONE);
	assert_false(finding_assessed(&f));
	finding_parse(&f, "no_clear_trend", "", "", 0.5);
	assert_true(finding_assessed(&f));
	finding_parse(&f, "steady", "", "", 0.01);
	assert_int_equal(f.verdict, VERDICT_NONE);
}

static void test_words(void **state)
{
	const struct {
		const char *verdict, *direction, *note;
		const char *word, *sign, *side, *remark;
	} c[] = {
		{"down", "improving", "", "parantunut", "▼", "luku laskenut",
		 NULL},
		{"up", "worsening", "", "heikentynyt", "▲", "luku noussut",
		 NULL},
		{"up", "rising", "", "noussut", "▲", NULL, NULL},
		{"down_small", "falling", "", "laskenut hieman", "▼", NULL,
		 NULL},
		{"up_indicative", "worsening", "", "viitteitä noususta", "△",
		 NULL, NULL},
		{"down_indicative", "falling", "persistence not assessable",
		 "viitteitä laskusta", "▽", NULL, NULL},
		{"no_clear_trend", "", "unchanged", "ei selvää muutosta", "○",
		 NULL, "sama luku kaikkina vuosina"},
		{"no_clear_trend", "",
		 "persistence not assessable; tendency but median yearly "
		 "change is zero",
		 "ei selvää muutosta", "○", NULL,
		 "viitteitä suunnasta, mutta tyypillinen vuosimuutos on nolla"},
		{"up", "rising", "years after a break", "noussut", "▲", NULL,
		 "vain aikasarjan katkoksen jälkeiset vuodet"},
		{"too_few_points", "", "a new remark", "liian vähän vuosia",
		 "□", NULL, NULL},
		{"out_of_date", "", "", "uusin luku liian vanha", "□", NULL,
		 NULL},
		{"not_assessable", "", "prices of each year",
		 "nimellisin hinnoin, ei arvioida", "□", NULL, NULL},
		{"not_assessable", "",
		 "more than 20 % of the years suppressed; prices of each year",
		 "liikaa puuttuvia vuosia", "□", NULL, NULL},
		{"not_assessable", "", "", "liikaa puuttuvia vuosia", "□", NULL,
		 NULL},
		{"break_in_series", "", "", "katkos aikasarjassa", "□", NULL,
		 NULL},
		{"", "", "", "ei arvioitu", "□", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct finding f = {.n = 1};
		const char *side, *remark;
		struct buf b;

		finding_parse(&f, c[i].verdict, c[i].direction, c[i].note,
			      0.01);
		buf_init(&b, 400);
		finding_word(&b, &f, LANG_FI);
		assert_string_equal(buf_str(&b), c[i].word);
		assert_string_equal(finding_sign(&f), c[i].sign);
		side = finding_side(&f, LANG_FI);
		remark = finding_note(&f, LANG_FI);
		assert_string_equal(side ? side : "-",
				    c[i].side ? c[i].side : "-");
		assert_string_equal(remark ? remark : "-",
				    c[i].remark ? c[i].remark : "-");
		buf_release(&b);
	}
}

/* --- names and phrases --- */

static void test_alphabet(void **state)
{
	static const char *const order[] = {
		"",        "aho",      "Asikkala", "Hattula", "Hämeenkyrö",
		"Iitti",   "Zeta",     "Åbo",      "Ähtäri",  "Öja",
		"Öjakylä", "\xc4\x80", /* a letter of no place of its own */
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(order); i++)
		for (size_t k = 0; k < ARRAY_LEN(order); k++) {
			int d = phrase_compare(order[i], order[k]);

			if ((d < 0) != (i < k) || (d > 0) != (i > k))
				fail_msg("'%s' and '%s': %d", order[i],
					 order[k], d);
		}
	/* the same letters in other cases have an order of their own */
	assert_true(phrase_compare("AHO", "aho") != 0);
	assert_true(phrase_compare("Ahö", "AHO") > 0);
	/* bytes that are no UTF-8 are no trap */
	assert_true(phrase_compare("\xff\xc3", "\xff\xc3\xa4") != 0);
}

static void test_phrase(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 400);
	phrase_add(&b, LANG_FI, TEXT_BRIEF_INTERVAL, "{2}", "<&>", NULL);
	assert_string_equal(buf_str(&b), "95\u00a0%:n väli {2}–<&>");
	buf_clear(&b);
	phrase_html(&b, LANG_FI, TEXT_BRIEF_INTERVAL, "{2}", "<&>", NULL);
	assert_string_equal(buf_str(&b), "95\u00a0%:n väli {2}–&lt;&amp;&gt;");
	buf_clear(&b);
	/* too few arguments: the hole stays to be seen */
	phrase_add(&b, LANG_FI, TEXT_BRIEF_INTERVAL, "1", NULL, NULL);
	assert_string_equal(buf_str(&b), "95\u00a0%:n väli 1–{2}");
	buf_release(&b);
}

static void test_plain(void **state)
{
	static const char *const good[] = {"398", "a", "A-b_9"};
	static const char *const bad[] = {"",  "..",  "a/b", "a b",
					  "ä", "a.b", "a\n", "%2e"};
	char *longest = xmalloc(202);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		assert_true(phrase_is_plain(good[i]));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_false(phrase_is_plain(bad[i]));
	memset(longest, 'a', 201);
	longest[201] = '\0';
	assert_false(phrase_is_plain(longest));
	longest[200] = '\0';
	assert_true(phrase_is_plain(longest));
	free(longest);
}

static void test_themes(void **state)
{
	(void)state;
	assert_string_equal(theme_title("tyollisyys", LANG_FI), "Työllisyys");
	assert_string_equal(theme_title("tyollisyys", LANG_SV),
			    "Sysselsättning");
	assert_string_equal(theme_title("jokin uusi", LANG_FI), "jokin uusi");
	assert_string_equal(theme_title("", LANG_FI), "Muut mittarit");
	assert_true(theme_rank("vaesto") < theme_rank("kuntatalous"));
	assert_true(theme_rank("kuntatalous") < theme_rank("jokin uusi"));
}

static void test_sizes_stand_alone(void **state)
{
	static const struct {
		struct measure m;
		bool size;
	} c[] = {
		{{.unit = "LKM", .class = "count"}, true},
		{{.unit = "1 000 euroa", .class = "money"}, true},
		{{.unit = "EUROA", .class = "money"}, false},
		{{.unit = "PROS", .class = "proportion"}, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		assert_int_equal(measure_is_size(&c[i].m), c[i].size);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes_stand_alone),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_every_sentence),
		cmocka_unit_test(test_every_text),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_alphabet),
		cmocka_unit_test(test_phrase),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_themes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
