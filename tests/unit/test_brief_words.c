/*
 * The judge of generated sentences: what it counts as words, and that each kind
 * of fault is found, in each language.
 */
#include "tests/support/test.h"

#include "briefing/words.h"

static void test_count(void **state)
{
	const struct {
		const char *s;
		size_t want;
	} c[] = {
		{"", 0},
		{" ", 0},
		{"yksi", 1},
		{" yksi  kaksi\u00a0kolme ", 3},
		{"12\u202f345,6\u00a0%", 1}, /* a number is one, a sign none */
		{"2014–2023", 1},
		{"a – b", 2},
		{"0 - 17-vuotiaat", 2},
		{"5 /\u00a01\u202f000", 2},
		{"ä ö å", 3},
		{"…", 0},
		{"\u22122", 1},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++)
		if (words_count(c[i].s) != c[i].want)
			fail_msg("%zu words in '%s'", words_count(c[i].s),
				 c[i].s);
}

static void test_said(void **state)
{
	(void)state;
	assert_int_equal(words_said(": 1 %, selvästi heikompi kuin", LANG_FI),
			 SAYS_CLEARLY | SAYS_WORSE);
	assert_int_equal(words_said("; luku on noussut hieman", LANG_FI),
			 SAYS_RISEN);
	assert_int_equal(words_said("Ei selvää muutosta", LANG_FI), 0);
	assert_int_equal(words_said("läget har förbättrats", LANG_SV),
			 SAYS_IMPROVED);
	assert_int_equal(words_said("bygger på 12 fall", LANG_SV), 0);
	assert_int_equal(words_said("the situation has worsened", LANG_EN),
			 SAYS_WORSENED);
	assert_int_equal(words_said("slightly worse than", LANG_EN),
			 SAYS_WORSE);
	/* inside a word is not a word */
	assert_int_equal(words_said("kalasku enhancement", LANG_FI), 0);
}

static void judged(enum lang lang, const char *title, const char *rest,
		   unsigned allowed, unsigned wanted, const char *want)
{
	const char *why = words_fault(title, rest, lang, allowed, wanted);

	if (!want && why)
		fail_msg("'%s%s': %s", title, rest, why);
	if (want && (!why || strcmp(why, want) != 0))
		fail_msg("'%s%s': '%s', not '%s'", title, rest,
			 why ? why : "nothing", want);
}

static void test_good(void **state)
{
	(void)state;
	judged(LANG_FI, "Työttömyyden vuoksi", ": 5\u00a0% vuonna 2023.", 0, 0,
	       NULL);
	judged(LANG_FI, "T", ": 5 vuonna 2023; luku on noussut.", SAYS_RISEN,
	       SAYS_RISEN, NULL);
	judged(LANG_SV, "På grund av", ": 5 år 2023.", 0, 0, NULL);
	judged(LANG_EN, "Best of all", ": 5 in 2023.", 0, 0, NULL);
	judged(LANG_EN, "Finance", ": information 5.", 0, 0, NULL);
}

#define TWENTY "a b c d e f g h i j k l m n o p q r s t"

static void test_faults(void **state)
{
	static const char *const forbidden[LANG_N][6] = {
		{"vakaa", "ei muutosta", "johtuu", "ansiosta", "paras",
		 "merkitsevästi"},
		{"stabil", "ingen förändring", "beror på", "tack vare", "bäst",
		 "signifikant"},
		{"stable", "no change", "because", "thanks to", "best",
		 "significantly"},
	};
	static const char *const beginnings[LANG_N][6] = {
		{"vakaa", "ei muutosta", "johtu", "ansiosta", "paras",
		 "merkitsev"},
		{"stabil", "ingen förändring", "beror", "tack vare", "bäst",
		 "signifika"},
		{"stable", "no change", "because", "thanks to", "best",
		 "significan"},
	};
	static const char *const grown[LANG_N] = {
		"luku on noussut", "värdet har ökat", "the figure has risen"};

	(void)state;
	for (int lang = 0; lang < LANG_N; lang++) {
		enum lang l = (enum lang)lang;

		for (size_t i = 0; i < ARRAY_LEN(forbidden[0]); i++) {
			char *s = xasprintf(": 5 x %s.", forbidden[l][i]);

			judged(l, "T", s, ~0u, 0, beginnings[l][i]);
			free(s);
		}
		char *s = xasprintf(": 5 x; %s.", grown[l]);

		judged(l, "T", s, SAYS_RISEN, SAYS_RISEN, NULL);
		judged(l, "T", s, SAYS_FALLEN | SAYS_WORSENED, 0,
		       "a verdict that the figures do not give");
		judged(l, "T", s, SAYS_RISEN | SAYS_WORSE, SAYS_WORSE,
		       "a verdict of the figures is not told");
		free(s);
		judged(l, TWENTY, ": 5 b c d e.", 0, 0, NULL);
		judged(l, TWENTY, ": 5 b c d e f.", 0, 0, "more than 25 words");
		judged(l, "T", ": 5", 0, 0, "does not end with one full stop");
		judged(l, "T", ": 5..", 0, 0,
		       "does not end with one full stop");
		judged(l, "T", "", 0, 0, "does not end with one full stop");
		judged(l, "T", ": 5  x.", 0, 0, "a blank too many");
		judged(l, "T", ": 5 \u00a0x.", 0, 0, "a blank too many");
		judged(l, "T", ": 5 , x.", 0, 0, "a blank too many");
		judged(l, "T  T", ": 5.", 0, 0, "a blank too many");
		judged(l, "T", ": x.", 0, 0, "neither a number nor a reason");
		judged(l, "T", ": nan 5.", 0, 0, "nan");
		judged(l, "T", ": -inf\u00a0% 5.", 0, 0, "inf");
		judged(l, "T", ": (null) 5.", 0, 0, "(null)");
		judged(l, "T", ": {2} 5.", 0, 0, "a hole that was not filled");
	}
	judged(LANG_FI, "T", ": 5 VAKAA.", 0, 0, "vakaa");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_said),
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
