/*
 * At a glance: what holds of every sentence about random findings, with a fixed
 * seed, judged by leave that is worked out here from the words of the store.
 */
#include "tests/support/draw.h"
#include "tests/unit/test_brief_made.h"

static uint64_t seed;

static uint64_t any(uint64_t n)
{
	return draw(&seed, n);
}

#define DRAW(list) list[any(ARRAY_LEN(list))]

static const char *const titles[] = {
	"Lasten pienituloisuusaste",
	"Toimeentulotuki, euroa / asukas",
	"Huostassa tai kiireellisesti sijoitettuna olleet 0 - 17-vuotiaat "
	"viimeisimmän sijoitustiedon mukaan, % vastaavanikäisestä väestöstä "
	"(THL)",
	("Net operating costs on other non-institutional services for children "
	 "and families, total, euro per capita (up to 2022)"),
	"Vakaa, paras ja ennallaan johtuu nan (null) noussut heikompi",
	"a b c d e f g h i j k l m n o p q r s t u v w x y z å ä ö a b c d e f",
	"(THL)",
	"%",
	"",
	"x (y)",
};

static void draw_change(struct made *x, bool neutral)
{
	static const char *const verdicts[] = {
		"up",
		"up",
		"down",
		"down",
		"up_small",
		"down_small",
		"up_indicative",
		"down_indicative",
		"no_clear_trend",
		"too_few_points",
		"out_of_date",
		"break_in_series",
		"not_assessable",
		"",
	};
	static const double qs[] = {0.001, 0.05, 0.0500001, 0.4, NO_FIGURE};
	bool up;

	x->verdict = DRAW(verdicts);
	up = strncmp(x->verdict, "up", 2) == 0;
	x->q = DRAW(qs);
	if (neutral)
		x->direction = up ? "rising" : "falling";
	else
		x->direction = any(2) ? "improving" : "worsening";
}

static const char *draw_level(const char **standing, bool neutral, bool placed)
{
	static const char *const classes[] = {"much_lower",  "lower",
					      "similar",     "higher",
					      "much_higher", "not_compared"};
	static const char *const places[] = {"below", "same", "above",
					     "not_compared"};
	static const char *const sides[2][2] = {{"worse", "much_worse"},
						{"better", "much_better"}};
	const char *class = placed ? DRAW(places) : DRAW(classes);
	bool much = strncmp(class, "much_", 5) == 0;

	*standing = "";
	if (!neutral && (strstr(class, "low") || strstr(class, "high")) &&
	    !placed)
		*standing = sides[any(2)][much];
	return class;
}

static void draw_row(struct made *x)
{
	static const struct {
		const char *unit, *class;
		int decimals;
		bool survey;
	} units[] = {
		{"PROS", "proportion", 1, false},
		{"PROS", "score", 0, true},
		{"PER1000", "rate", 1, false},
		{"PER100000", "rate", 2, false},
		{"EUROA", "money", 1, false},
		{"INDEKSI", "index", 1, false},
		{"LKM", "count", 0, false},
		{"1 000 euroa", "money", 0, false},
		{"suhdeluku", "ratio", 9, false},
	};
	static const double values[] = {0,     1e-9, 0.04,   7.25, 15.6,
					99.95, 1234, 123456, 1e9,  -3.5};
	static const double cases[] = {NO_FIGURE, NO_FIGURE, 0,  4,
				       5,         19,        20, 7788};
	static const char *const notes[] = {"", "", "",
					    "benchmark_without_the_area",
					    "no_denominator; out_of_date"};
	static const enum state states[] = {STATE_VALUE,         STATE_VALUE,
					    STATE_VALUE,         STATE_MISSING,
					    STATE_SUPPRESSED,    STATE_NOT_YET,
					    STATE_NOT_APPLICABLE};
	size_t u = any(ARRAY_LEN(units));
	bool neutral = any(2) != 0, placed = units[u].survey || any(4) == 0;

	make_indicator(x, DRAW(titles), units[u].unit, units[u].class,
		       units[u].decimals, units[u].survey,
		       neutral ? "neutral" : "lower_better");
	draw_change(x, neutral);
	x->m.state = DRAW(states);
	x->m.value = x->m.state == STATE_VALUE ? DRAW(values) : NO_FIGURE;
	x->m.country = any(2) ? DRAW(values) : NO_FIGURE;
	x->m.county = any(2) ? DRAW(values) : NO_FIGURE;
	x->m.median = any(2) != 0;
	x->m.old = any(10) == 0;
	x->w.year = any(8) ? 2023 : 2022;
	x->w.level_class = draw_level(&x->w.standing, neutral, placed);
	x->w.county_class = draw_level(&x->w.county_standing, neutral, placed);
	x->w.slight = any(2) != 0;
	x->w.benchmark = any(8) ? DRAW(values) : NO_FIGURE;
	x->w.county_benchmark = any(8) ? DRAW(values) : NO_FIGURE;
	x->w.cases = DRAW(cases);
	x->w.note = DRAW(notes);
	x->w.excess = any(2) ? DRAW(values) : NO_FIGURE;
}

/* What the words of the store allow; written again, from the rules. */
static unsigned of_change(const struct made *x)
{
	static const char *const clear[] = {"up", "down", "up_small",
					    "down_small"};
	bool is = false;

	for (size_t i = 0; i < ARRAY_LEN(clear); i++)
		is = is || strcmp(x->verdict, clear[i]) == 0;
	if (!is || isnan(x->q) || x->q > 0.05)
		return 0;
	switch (x->direction[0]) {
	case 'i':
		return SAYS_IMPROVED;
	case 'w':
		return SAYS_WORSENED;
	case 'r':
		return SAYS_RISEN;
	default:
		return SAYS_FALLEN;
	}
}

static unsigned of_level(const struct made *x, const char *class,
			 const char *standing, double benchmark)
{
	bool size = strcmp(x->ind.class, "count") == 0 ||
		    strcmp(x->ind.unit, "1 000 euroa") == 0;

	if (x->m.state != STATE_VALUE || x->w.year != 2023 || size ||
	    x->w.cases < 20 || strstr(x->w.note, "out_of_date") ||
	    isnan(benchmark))
		return 0;
	if (strcmp(x->ind.polarity, "neutral") != 0)
		return strstr(standing, "worse")    ? SAYS_WORSE
		       : strstr(standing, "better") ? SAYS_BETTER
						    : 0;
	return strstr(class, "lower")    ? SAYS_LOWER
	       : strstr(class, "higher") ? SAYS_HIGHER
					 : 0;
}

static void check_row(const struct made *x)
{
	unsigned change = of_change(x);
	unsigned country =
		of_level(x, x->w.level_class, x->w.standing, x->w.benchmark);
	unsigned county = of_level(x, x->w.county_class, x->w.county_standing,
				   x->w.county_benchmark);
	unsigned sample = x->ind.measure.survey && x->m.state == STATE_VALUE
				  ? SAYS_SAMPLE
				  : 0;
	unsigned must = change | sample | (country ? country : county);
	unsigned may = must | county;
	bool open = !x->m.old &&
		    !(x->m.state == STATE_VALUE && x->w.year == 2023 &&
		      x->w.cases < 5 && !measure_is_size(&x->ind.measure));
	enum box box = glance_box(glance_rule(&x->m));

	if (country | county)
		may |= SAYS_STATISTICS;
	if (strstr(x->w.level_class, "much") ||
	    strstr(x->w.county_class, "much"))
		may |= country | county ? SAYS_CLEARLY : 0;
	if ((glance_rule(&x->m) != RULE_NONE) !=
	    (open && (change | country | county)))
		fail_msg("rule %d of a change %u, a level %u, %u",
			 (int)glance_rule(&x->m), change, country, county);
	if (box != BOX_NONE && strcmp(x->ind.polarity, "neutral") == 0)
		fail_msg("a box without a polarity");
	if (glance_rule(&x->m) == RULE_NONE)
		return;
	for (int lang = 0; lang < LANG_N; lang++) {
		struct remark r;
		const char *why;

		remark_init(&r);
		remark_make(&r, &x->m, (enum lang)lang);
		why = words_fault(buf_str(&r.title), buf_str(&r.rest),
				  (enum lang)lang, may, must);
		if (why)
			fail_msg("'%s%s': %s", buf_str(&r.title),
				 buf_str(&r.rest), why);
		if (!strstr(buf_str(&r.rest), "2023"))
			fail_msg("no year: %s", buf_str(&r.rest));
		remark_release(&r);
	}
}

static void test_every_sentence(void **state)
{
	size_t told = 0;

	(void)state;
	seed = 20260302;
	for (size_t i = 0; i < 40000; i++) {
		struct made x;

		draw_row(&x);
		settle(&x);
		told += glance_rule(&x.m) != RULE_NONE;
		check_row(&x);
		made_free(&x);
	}
	/* the draws reach what they are for */
	if (told < 7000)
		fail_msg("%zu told", told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
