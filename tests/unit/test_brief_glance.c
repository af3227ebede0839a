/*
 * At a glance: exact sentences in three languages, which are chosen and in
 * which box, and what holds of every sentence about random findings.
 */
#include "tests/support/test.h"

#include "briefing/remark.h"
#include "briefing/words.h"

/* A row with all that it needs, in the words of the store. */
struct made {
	struct indicator ind;
	struct meter m;
	const char *verdict, *direction;
	double q;
	struct place_words w;
};

static void make_indicator(struct made *x, const char *title, const char *unit,
			   const char *class, int decimals, bool survey,
			   const char *polarity)
{
	*x = (struct made){.verdict = "no_clear_trend",
			   .direction = "",
			   .q = NO_FIGURE,
			   .w = {.level_class = "not_compared",
				 .standing = "",
				 .county_class = "not_compared",
				 .county_standing = "",
				 .note = "",
				 .benchmark = NO_FIGURE,
				 .county_benchmark = NO_FIGURE,
				 .cases = NO_FIGURE,
				 .excess = NO_FIGURE}};
	x->ind = (struct indicator){.source = xstrdup("s"),
				    .code = xstrdup("1"),
				    .title = xstrdup(title),
				    .title_fi = xstrdup(title),
				    .theme = xstrdup("elintavat"),
				    .unit = xstrdup(unit),
				    .class = xstrdup(class),
				    .polarity = xstrdup(polarity)};
	x->ind.measure =
		(struct measure){x->ind.unit, x->ind.class, decimals, survey};
	meter_init(&x->m, &x->ind);
	x->m.state = STATE_VALUE;
	x->m.year = x->w.year = 2023;
	x->m.value = 15.6;
}

static void make_percent(struct made *x, const char *polarity)
{
	make_indicator(x, "Lasten köyhyys", "PROS", "proportion", 1, false,
		       polarity);
}

static void made_free(struct made *x)
{
	free(x->ind.source);
	free(x->ind.code);
	free(x->ind.title);
	free(x->ind.title_fi);
	free(x->ind.theme);
	free(x->ind.unit);
	free(x->ind.class);
	free(x->ind.polarity);
}

/* Takes the words in, as a page does. */
static void settle(struct made *x)
{
	finding_parse(&x->m.finding, x->verdict, x->direction, "", x->q);
	x->m.finding.first_year = 2014;
	x->m.finding.last_year = 2023;
	meter_place(&x->m, &x->w);
	meter_beside(&x->m);
}

static void change(struct made *x, const char *verdict, const char *direction)
{
	x->verdict = verdict;
	x->direction = direction;
	x->q = 0.01;
}

static void level(struct made *x, const char *class, const char *standing,
		  double benchmark)
{
	x->w.level_class = class;
	x->w.standing = standing;
	x->w.benchmark = benchmark;
	x->w.cases = 500;
}

static void says(const struct made *x, enum lang lang, const char *want)
{
	struct remark r;
	char *all;

	remark_init(&r);
	remark_make(&r, &x->m, lang);
	all = xasprintf("%s%s", buf_str(&r.title), buf_str(&r.rest));
	assert_string_equal(all, want);
	free(all);
	remark_release(&r);
}

/* --- exact sentences --- */

static void test_judged(void **state)
{
	struct made x;

	(void)state;
	make_percent(&x, "lower_better");
	change(&x, "up", "worsening");
	level(&x, "much_higher", "much_worse", 12.1);
	x.w.county_class = "higher";
	x.w.county_standing = "worse";
	x.w.county_benchmark = 13.3;
	x.m.county = 14;
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_WORSE_AND_WORSENING);
	says(&x, LANG_FI,
	     "Lasten köyhyys: 15,6\u00a0% vuonna 2023, selvästi heikompi kuin "
	     "koko maassa (12,1\u00a0%), tilastollisesti heikompi kuin muualla "
	     "hyvinvointialueella (13,3\u00a0%); tilanne on heikentynyt "
	     "vuosina "
	     "2014–2023.");
	says(&x, LANG_SV,
	     "Lasten köyhyys: 15,6\u00a0% år 2023, tydligt sämre än i hela "
	     "landet (12,1\u00a0%), statistiskt sämre än i övriga "
	     "välfärdsområdet (13,3\u00a0%); läget har försämrats åren "
	     "2014–2023.");
	/* one word more: the year shorter, then without the county */
	says(&x, LANG_EN,
	     "Lasten köyhyys: 15.6% (2023), clearly worse than in the whole "
	     "country (12.1%); the situation has worsened in 2014–2023.");
	made_free(&x);
}

static void test_beside(void **state)
{
	struct made x;

	(void)state;
	/* nothing is judged: both figures, no verdict */
	make_percent(&x, "lower_better");
	change(&x, "down", "improving");
	x.m.country = 12.3;
	x.m.county = 15.6;
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_IMPROVING);
	says(&x, LANG_FI,
	     "Lasten köyhyys: 15,6\u00a0% vuonna 2023, koko maassa "
	     "12,3\u00a0%, "
	     "hyvinvointialueella 15,6\u00a0%; tilanne on parantunut vuosina "
	     "2014–2023.");
	says(&x, LANG_SV,
	     "Lasten köyhyys: 15,6\u00a0% år 2023, i hela landet 12,3\u00a0%, "
	     "i "
	     "välfärdsområdet 15,6\u00a0%; läget har förbättrats åren "
	     "2014–2023.");
	says(&x, LANG_EN,
	     "Lasten köyhyys: 15.6% in 2023, in the whole country 12.3%, in "
	     "the county 15.6%; the situation has improved in 2014–2023.");
	made_free(&x);
	/* without a country the median, said so */
	make_percent(&x, "neutral");
	change(&x, "up", "rising");
	x.m.country = 12.3;
	x.m.median = true;
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_OTHER);
	says(&x, LANG_FI,
	     "Lasten köyhyys: 15,6\u00a0% vuonna 2023, kuntien mediaani "
	     "12,3\u00a0%; luku on noussut vuosina 2014–2023.");
	says(&x, LANG_EN,
	     "Lasten köyhyys: 15.6% in 2023, median of municipalities 12.3%; "
	     "the figure has risen in 2014–2023.");
	made_free(&x);
	/* a survey: a sample, placed and never judged */
	make_indicator(&x, "Kokee", "PROS", "score", 1, true, "lower_better");
	change(&x, "up_small", "worsening");
	level(&x, "above", "", 12.1);
	x.w.cases = NO_FIGURE;
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_SLIGHT);
	says(&x, LANG_FI,
	     "Kokee: arvio otoksesta 15,6\u00a0% vuonna 2023, yli koko maan "
	     "luvun (12,1\u00a0%); tilanne on heikentynyt hieman vuosina "
	     "2014–2023.");
	made_free(&x);
}

static void test_others(void **state)
{
	struct made x;

	(void)state;
	/* no polarity: higher and lower; less than a tenth: slightly */
	make_percent(&x, "neutral");
	level(&x, "much_lower", "", 16);
	x.w.slight = true;
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_OTHER);
	says(&x, LANG_SV,
	     "Lasten köyhyys: 15,6\u00a0% år 2023, något lägre än i hela "
	     "landet "
	     "(16,0\u00a0%).");
	made_free(&x);
	/* a hidden figure is a reason, the change of the years before stays */
	make_percent(&x, "lower_better");
	change(&x, "up", "worsening");
	x.m.state = STATE_SUPPRESSED;
	x.m.value = NO_FIGURE;
	settle(&x);
	says(&x, LANG_FI,
	     "Lasten köyhyys: ei lukua vuodelta 2023 (salattu); tilanne on "
	     "heikentynyt vuosina 2014–2023.");
	made_free(&x);
	/* few cases: told, and the level is not judged by them */
	make_percent(&x, "lower_better");
	change(&x, "up", "worsening");
	level(&x, "much_higher", "much_worse", 3);
	x.w.cases = 12;
	x.m.country = 3;
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_WORSENING);
	says(&x, LANG_FI,
	     "Lasten köyhyys: 15,6\u00a0% vuonna 2023, koko maassa 3,0\u00a0%; "
	     "tilanne on heikentynyt vuosina 2014–2023; perustuu 12 "
	     "tapaukseen, yksi tapaus muuttaa lukua 1,3 prosenttiyksikköä.");
	says(&x, LANG_SV,
	     "Lasten köyhyys: 15,6\u00a0% år 2023, i hela landet 3,0\u00a0%; "
	     "läget har försämrats åren 2014–2023; bygger på 12 fall, ett fall "
	     "ändrar värdet med 1,3 procentenheter.");
	made_free(&x);
	make_percent(&x, "lower_better");
	change(&x, "up", "worsening");
	x.w.cases = 4;
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_NONE);
	made_free(&x);
}

/* --- what is chosen --- */

static void test_rules(void **state)
{
	const struct {
		const char *verdict, *direction, *class, *standing, *polarity;
		bool old;
		enum rule rule;
		enum box box;
	} c[] = {
		{"up", "worsening", "higher", "worse", "lower_better", false,
		 RULE_WORSE_AND_WORSENING, BOX_CONCERN},
		{"up_small", "worsening", "higher", "worse", "lower_better",
		 false, RULE_WORSE_AND_WORSENING, BOX_CONCERN},
		{"up", "worsening", "lower", "better", "lower_better", false,
		 RULE_WORSENING, BOX_CONCERN},
		{"down", "improving", "higher", "worse", "lower_better", false,
		 RULE_WORSE, BOX_CONCERN},
		{"up_indicative", "worsening", "higher", "worse",
		 "lower_better", false, RULE_WORSE, BOX_CONCERN},
		{"no_clear_trend", "", "higher", "worse", "lower_better", false,
		 RULE_WORSE, BOX_CONCERN},
		{"down", "improving", "similar", "similar", "lower_better",
		 false, RULE_IMPROVING, BOX_STRENGTH},
		{"no_clear_trend", "", "lower", "better", "lower_better", false,
		 RULE_BETTER, BOX_STRENGTH},
		{"up_small", "worsening", "lower", "better", "lower_better",
		 false, RULE_OTHER, BOX_NONE},
		{"up", "rising", "not_compared", "", "neutral", false,
		 RULE_OTHER, BOX_NONE},
		{"no_clear_trend", "", "much_higher", "", "neutral", false,
		 RULE_OTHER, BOX_NONE},
		{"down_small", "improving", "similar", "similar",
		 "lower_better", false, RULE_SLIGHT, BOX_NONE},
		{"up_indicative", "worsening", "similar", "similar",
		 "lower_better", false, RULE_NONE, BOX_NONE},
		{"too_few_points", "", "above", "", "lower_better", false,
		 RULE_NONE, BOX_NONE},
		/* older than five years: never */
		{"up", "worsening", "higher", "worse", "lower_better", true,
		 RULE_NONE, BOX_NONE},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct made x;

		make_percent(&x, c[i].polarity);
		change(&x, c[i].verdict, c[i].direction);
		level(&x, c[i].class, c[i].standing, 12);
		x.m.old = c[i].old;
		settle(&x);
		if (glance_rule(&x.m) != c[i].rule)
			fail_msg("%zu: rule %d, not %d", i,
				 (int)glance_rule(&x.m), (int)c[i].rule);
		assert_int_equal(glance_box(c[i].rule), c[i].box);
		made_free(&x);
	}
}

/* A change that the analysis calls clear without q <= 0.05 is none; a level out
 * of date is not judged; nor is that of another year. */
static void test_gates(void **state)
{
	struct made x;

	(void)state;
	make_percent(&x, "lower_better");
	change(&x, "up", "worsening");
	x.q = 0.0501;
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_NONE);
	made_free(&x);
	make_percent(&x, "lower_better");
	level(&x, "much_higher", "much_worse", 3);
	x.w.note = "no_denominator; out_of_date";
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_NONE);
	made_free(&x);
	make_percent(&x, "lower_better");
	level(&x, "much_higher", "much_worse", 3);
	x.w.year = 2022;
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_NONE);
	made_free(&x);
	/* a number of people is held against nobody */
	make_indicator(&x, "Väestö", "LKM", "count", 0, false, "neutral");
	level(&x, "much_higher", "", 3);
	settle(&x);
	assert_int_equal(glance_rule(&x.m), RULE_NONE);
	made_free(&x);
}

enum {
	MANY = 9
};

/* Worse and worsening first, then whoever concerns the most, then the title. */
static void test_order(void **state)
{
	static const struct {
		const char *title, *verdict, *direction, *class, *standing;
		double excess;
		size_t at; /* in the order */
	} c[MANY] = {
		{"Ö", "up", "worsening", "not_compared", "", 0, 6},
		{"A", "up", "worsening", "not_compared", "", 0, 5},
		{"B", "up", "rising", "not_compared", "", 0, 7},
		{"C", "no_clear_trend", "", "higher", "worse", 10, 4},
		{"D", "no_clear_trend", "", "lower", "better", -200, 2},
		{"E", "up", "worsening", "higher", "worse", 1, 1},
		{"F", "up", "worsening", "higher", "worse", 2, 0},
		{"G", "up_small", "worsening", "similar", "similar", 0, 8},
		{"H", "down", "improving", "higher", "worse", 11, 3},
	};
	struct made x[MANY];
	struct meter rows[MANY];
	struct profile p = {.rows = rows, .n = MANY};
	struct glance g;

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		make_indicator(&x[i], c[i].title, "PROS", "proportion", 1,
			       false, i == 2 ? "neutral" : "lower_better");
		change(&x[i], c[i].verdict, c[i].direction);
		level(&x[i], c[i].class, c[i].standing, 12);
		x[i].w.excess = c[i].excess;
		settle(&x[i]);
		rows[i] = x[i].m;
	}
	glance_make(&g, &p);
	assert_int_equal(g.n, MANY);
	assert_int_equal(g.filler_n, 0);
	for (size_t i = 0; i < MANY; i++)
		if (g.picks[c[i].at].m != &rows[i])
			fail_msg("%s is not in place %zu", c[i].title, c[i].at);
	assert_int_equal(g.box_n[BOX_CONCERN], 6);
	assert_ptr_equal(g.boxes[BOX_CONCERN][0].m, &rows[6]);
	assert_int_equal(g.box_n[BOX_STRENGTH], 1);
	glance_release(&g);
	for (size_t i = 0; i < MANY; i++)
		made_free(&x[i]);
}

/* What is new stands apart only where no other box has it. */
static void test_news(void **state)
{
	static const char *const want[LANG_N] = {
		"vuonna 2023 15,6\u00a0%, neuvottelun aikaan 14,0\u00a0% "
		"vuodelta 2021",
		"år 2023 15,6\u00a0%, vid förhandlingen 14,0\u00a0% för år "
		"2021",
		"15.6% in 2023, at the negotiation 14.0% for 2021"};
	struct made x;
	struct news n = {.kind = NEWS_UNKNOWN, .value = NO_FIGURE};
	struct meter rows[2];
	struct profile p = {.rows = rows, .n = 2};
	struct glance g;

	(void)state;
	make_percent(&x, "lower_better");
	x.m.news = (struct news){.old_year = 2021, .old = 14};
	news_compare(&x.m.news, 2023, 15.6);
	settle(&x);
	for (int lang = 0; lang < LANG_N; lang++) {
		struct buf b;

		buf_init(&b, 4000);
		remark_news(&b, &x.m, (enum lang)lang);
		assert_string_equal(buf_str(&b), want[lang]);
		buf_release(&b);
	}
	rows[0] = x.m;
	change(&x, "up", "worsening");
	settle(&x);
	rows[1] = x.m;
	glance_make(&g, &p);
	assert_int_equal(g.box_n[BOX_CONCERN], 1);
	assert_int_equal(g.box_n[BOX_NEWS], 1);
	assert_ptr_equal(g.boxes[BOX_NEWS][0].m, &rows[0]);
	assert_int_equal(g.news_known, 2);
	glance_release(&g);
	made_free(&x);
	/* a revision: the first and the last figure of the newest year */
	news_revise(&n, 2020, 1, 2);
	news_revise(&n, 2021, 3, 4);
	news_revise(&n, 2021, 4, 5);
	assert_int_equal(n.kind, NEWS_REVISED);
	assert_int_equal(n.year, 2021);
	assert_near(n.old, 3, 0);
	assert_near(n.value, 5, 0);
	news_revise(&n, 2021, 5, NO_FIGURE);
	assert_int_equal(n.kind, NEWS_VANISHED);
	n = (struct news){.kind = NEWS_NONE};
	news_revise(&n, 2021, 3, 4);
	assert_int_equal(n.kind, NEWS_NONE);
	n = (struct news){.kind = NEWS_YEAR, .year = 2023};
	news_revise(&n, 2021, 3, 4);
	assert_int_equal(n.kind, NEWS_YEAR);
}

static void test_fillers(void **state)
{
	static const char *const want[LANG_N] = {
		"Ei selvää muutosta 4/9 mittarissa, joiden muutos arvioitiin.",
		"Ingen tydlig förändring i 4/9 mätare vars förändring "
		"bedömdes.",
		"No clear trend in 4/9 indicators whose change was assessed."};

	(void)state;
	for (int lang = 0; lang < LANG_N; lang++)
		for (int f = 0; f < FILLER_N; f++) {
			const struct share s = {4, 9};
			const char *why;
			struct buf b;

			buf_init(&b, 4000);
			remark_filler(&b, (enum filler)f, s, 2018,
				      (enum lang)lang);
			why = words_fault("", buf_str(&b), (enum lang)lang, 0,
					  0);
			if (why)
				fail_msg("%s: %s", buf_str(&b), why);
			if (f == FILLER_TREND)
				assert_string_equal(buf_str(&b), want[lang]);
			buf_release(&b);
		}
}

/* --- every sentence --- */

static uint64_t seed;

static uint64_t draw(uint64_t n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (seed >> 33) % n;
}

#define DRAW(list) list[draw(ARRAY_LEN(list))]

static const char *const titles[] = {
	"Lasten pienituloisuusaste",
	"Toimeentulotuki, euroa / asukas",
	"Huostassa tai kiireellisesti sijoitettuna olleet 0 - 17-vuotiaat "
	"viimeisimmän sijoitustiedon mukaan, % vastaavanikäisestä väestöstä "
	"(THL)",
	"Net operating costs on other non-institutional services for children "
	"and families, total, euro per capita (up to 2022)",
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
		x->direction = draw(2) ? "improving" : "worsening";
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
		*standing = sides[draw(2)][much];
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
	size_t u = draw(ARRAY_LEN(units));
	bool neutral = draw(2) != 0, placed = units[u].survey || draw(4) == 0;

	make_indicator(x, DRAW(titles), units[u].unit, units[u].class,
		       units[u].decimals, units[u].survey,
		       neutral ? "neutral" : "lower_better");
	draw_change(x, neutral);
	x->m.state = DRAW(states);
	x->m.value = x->m.state == STATE_VALUE ? DRAW(values) : NO_FIGURE;
	x->m.country = draw(2) ? DRAW(values) : NO_FIGURE;
	x->m.county = draw(2) ? DRAW(values) : NO_FIGURE;
	x->m.median = draw(2) != 0;
	x->m.old = draw(10) == 0;
	x->w.year = draw(8) ? 2023 : 2022;
	x->w.level_class = draw_level(&x->w.standing, neutral, placed);
	x->w.county_class = draw_level(&x->w.county_standing, neutral, placed);
	x->w.slight = draw(2) != 0;
	x->w.benchmark = draw(8) ? DRAW(values) : NO_FIGURE;
	x->w.county_benchmark = draw(8) ? DRAW(values) : NO_FIGURE;
	x->w.cases = DRAW(cases);
	x->w.note = DRAW(notes);
	x->w.excess = draw(2) ? DRAW(values) : NO_FIGURE;
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
	unsigned must = change | country | sample;
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
		cmocka_unit_test(test_judged),
		cmocka_unit_test(test_beside),
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_gates),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_news),
		cmocka_unit_test(test_fillers),
		cmocka_unit_test(test_every_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
