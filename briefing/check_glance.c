/*
 * "At a glance", read back: the same choice from what known.c asks of the
 * store, and each sentence before the judge of words, with leave to say no more
 * than the analysis' own words give. See checking.h.
 */
#include "lib/base.h"

#include "briefing/checking.h"
#include "briefing/phrase.h"
#include "briefing/remark.h"
#include "briefing/words.h"

enum {
	FACT = 300
};

/* --- what a sentence may say --- */

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* The trend: direction words need a clear or small change and q <= 0.05. */
static unsigned change_words(const struct known *k)
{
	bool small = strcmp(k->verdict, "up_small") == 0 ||
		     strcmp(k->verdict, "down_small") == 0;
	bool up = strcmp(k->verdict, "up") == 0, down;

	up = up || strcmp(k->verdict, "up_small") == 0;
	down = strcmp(k->verdict, "down") == 0 ||
	       strcmp(k->verdict, "down_small") == 0;
	if (!(up || down || small) || !(k->finding.q <= 0.05))
		return 0;
	if (strcmp(k->direction, "improving") == 0)
		return SAYS_IMPROVED;
	if (strcmp(k->direction, "worsening") == 0)
		return SAYS_WORSENED;
	return up ? SAYS_RISEN : SAYS_FALLEN;
}

/* The level: only where the interval tells the two apart. Better and worse only
 * where a side is agreed good. */
static unsigned level_words(const char *class, const char *standing,
			    const char *polarity)
{
	bool much = starts(class, "much_");
	const char *side = much ? class + 5 : class;
	unsigned set = SAYS_STATISTICS | (much ? SAYS_CLEARLY : 0);

	if (strcmp(side, "lower") != 0 && strcmp(side, "higher") != 0)
		return 0;
	if (strcmp(polarity, "neutral") == 0)
		return set | (*side == 'l' ? SAYS_LOWER : SAYS_HIGHER);
	return set | (strstr(standing, "worse") ? SAYS_WORSE : SAYS_BETTER);
}

static unsigned leave(const struct known *k, const struct known_glance *g)
{
	unsigned set = change_words(k);

	if (k->ind->measure.survey)
		set |= SAYS_SAMPLE;
	if (g->year != k->year || !isfinite(k->own) || g->cases < 20 ||
	    strstr(g->note, "out_of_date"))
		return set;
	return set |
	       level_words(g->level_class, g->standing, k->ind->polarity) |
	       level_words(g->county_class, g->county_standing,
			   k->ind->polarity);
}

/* The change and the country's level are never left out, nor that it is a
 * sample. */
static unsigned must(const struct known *k, const struct known_glance *g)
{
	unsigned set = change_words(k);

	if (k->ind->measure.survey && isfinite(k->own))
		set |= SAYS_SAMPLE;
	if (leave(k, g) &
	    level_words(g->level_class, g->standing, k->ind->polarity))
		set |= level_words(g->level_class, g->standing,
				   k->ind->polarity) &
		       ~(unsigned)(SAYS_CLEARLY | SAYS_STATISTICS);
	return set;
}

static void judge(struct check *c, const char *fact, const char *title,
		  const char *text, unsigned allowed, unsigned wanted)
{
	const char *rest = text, *why;

	if (!text)
		return;
	if (starts(text, title))
		rest = text + strlen(title);
	else
		check_fault(c, "%s: does not begin with '%s'", fact, title);
	why = words_fault(title, rest, c->cat->lang, allowed, wanted);
	c->sum->figures++;
	if (why)
		check_fault(c, "%s: '%s': %s", fact, text, why);
}

/* --- the parts --- */

struct look {
	struct check *c;
	const struct visit *v;
	const struct known_glance *known; /* one per indicator */
	struct glance glance;
	struct profile p;
	size_t facts; /* that there should be */
};

static void expect(struct look *l, const char *fact, const char *want)
{
	check_fact(l->c, l->v->seen, fact, want);
	l->facts++;
}

static void expect_n(struct look *l, const char *fact, size_t n)
{
	char text[PHRASE_INT];

	expect(l, fact, phrase_int(text, (int64_t)n));
}

static void look_finding(struct look *l, const char *fact,
			 const struct meter *m)
{
	size_t i = (size_t)(m - l->p.rows);
	const struct known *k = &l->v->known[i];
	struct remark r;
	struct buf all;

	remark_init(&r);
	buf_init(&all, BUF_MAX);
	remark_make(&r, m, l->c->cat->lang);
	buf_printf(&all, "%s%s", buf_str(&r.title), buf_str(&r.rest));
	expect(l, fact, buf_str(&all));
	judge(l->c, fact, buf_str(&r.title), seen_fact(l->v->seen, fact),
	      leave(k, &l->known[i]), must(k, &l->known[i]));
	remark_release(&r);
	buf_release(&all);
}

static void look_sentences(struct look *l)
{
	const struct glance *g = &l->glance;
	size_t n = g->n < GLANCE_SENTENCES ? g->n : GLANCE_SENTENCES;
	char fact[FACT];

	for (size_t i = 0; i < n + g->filler_n; i++) {
		struct buf want;

		snprintf(fact, sizeof(fact), "lause %zu", i + 1);
		if (i < n) {
			look_finding(l, fact, g->picks[i].m);
			continue;
		}
		buf_init(&want, BUF_MAX);
		remark_filler(&want, g->fillers[i - n],
			      g->counts[g->fillers[i - n]], l->c->cat->old_year,
			      l->c->cat->lang);
		expect(l, fact, buf_str(&want));
		judge(l->c, fact, "", seen_fact(l->v->seen, fact), 0, 0);
		buf_release(&want);
	}
}

static void look_item(struct look *l, enum box box, const char *name,
		      const struct meter *m)
{
	char fact[FACT], id[CHECK_ID];
	struct buf want;

	buf_init(&want, BUF_MAX);
	check_id(id, m->ind);
	snprintf(fact, sizeof(fact), "%s %s", name, id);
	buf_printf(&want, "%s: ", m->ind->title);
	if (box == BOX_NEWS)
		remark_news(&want, m, l->c->cat->lang);
	else
		remark_brief(&want, m, l->c->cat->lang);
	expect(l, fact, buf_str(&want));
	buf_release(&want);
}

static void look_count(struct look *l, const char *fact, enum text t, size_t n)
{
	struct buf want;
	char text[PHRASE_INT];

	buf_init(&want, BUF_MAX);
	phrase_add(&want, l->c->cat->lang, t, phrase_int(text, (int64_t)n),
		   NULL, NULL);
	expect(l, fact, buf_str(&want));
	buf_release(&want);
}

/* A heading; with the day of the negotiation where it has one. */
static void look_heading(struct look *l, const char *name, enum text t,
			 const struct talks *talks)
{
	char fact[FACT], day[TEXT_NUMBER];
	struct buf want;

	buf_init(&want, BUF_MAX);
	snprintf(fact, sizeof(fact), "%s otsikko", name);
	phrase_add(&want, l->c->cat->lang, t,
		   talks ? text_date(day, talks->date, l->c->cat->lang) : NULL,
		   NULL, NULL);
	expect(l, fact, buf_str(&want));
	buf_release(&want);
}

static void look_boxes(struct look *l, const struct talks *talks)
{
	static const char *const names[BOX_N] = {
		[BOX_CONCERN] = "huoli",
		[BOX_STRENGTH] = "vahvuus",
		[BOX_NEWS] = "uutta",
	};
	static const enum text titles[BOX_N] = {
		[BOX_CONCERN] = TEXT_BRIEF_CONCERNS,
		[BOX_STRENGTH] = TEXT_BRIEF_STRENGTHS,
		[BOX_NEWS] = TEXT_BRIEF_NEWS,
	};
	const struct glance *g = &l->glance;
	char fact[FACT];

	for (int i = 0; i < BOX_N; i++) {
		size_t n = g->box_n[i], open;

		if (i == BOX_NEWS && !talks)
			continue;
		open = n > GLANCE_BOX + 1 ? GLANCE_BOX : n;
		look_heading(l, names[i], titles[i],
			     i == BOX_NEWS ? talks : NULL);
		snprintf(fact, sizeof(fact), "%s n", names[i]);
		expect_n(l, fact, n);
		for (size_t k = 0; k < open; k++)
			look_item(l, (enum box)i, names[i], g->boxes[i][k].m);
		snprintf(fact, sizeof(fact), "%s lisää", names[i]);
		if (n > open)
			look_count(l, fact, TEXT_BRIEF_MORE, n - open);
	}
	if (talks && g->box_n[BOX_NEWS] == 0 && g->news_known > 0)
		look_count(l, "uutta samat", TEXT_BRIEF_NO_NEWS, g->news_known);
	if (talks && g->news_unknown > 0)
		look_count(l, "uutta ei tiedossa", TEXT_BRIEF_NEWS_UNKNOWN,
			   g->news_unknown);
}

static int look_agreed(struct look *l, const struct talks *t, struct err *e)
{
	size_t agreed[AGREED_N];
	char fact[FACT];

	if (known_agreed_read(agreed, l->c->glance_set, l->v->place->code, t,
			      e) < 0)
		return -1;
	look_heading(l, "sovittu", TEXT_BRIEF_AGREED, t);
	for (int i = 0; i < AGREED_N; i++) {
		snprintf(fact, sizeof(fact), "sovittu %d", i);
		if (agreed[i] > 0 || i <= AGREED_NO_DATA)
			expect_n(l, fact, agreed[i]);
	}
	return 0;
}

/* Nothing stands there that should not. */
static void look_facts(struct look *l)
{
	static const char *const ours[] = {"lause ", "huoli ", "vahvuus ",
					   "uutta ", "sovittu "};
	const struct seen *s = l->v->seen;
	size_t n = 0;

	for (size_t i = 0; i < s->fact_n; i++)
		for (size_t k = 0; k < ARRAY_LEN(ours); k++)
			n += starts(s->facts[i].name, ours[k]);
	if (n != l->facts)
		check_fault(l->c,
			    "at a glance: %zu things told, there should "
			    "be %zu",
			    n, l->facts);
}

/* --- the whole --- */

static enum state state_of(const struct known *k)
{
	if (isfinite(k->own))
		return STATE_VALUE;
	return k->year == 0 ? STATE_NONE : state_parse(k->reason);
}

static void fill(struct meter *m, const struct check *c, const struct known *k,
		 const struct known_glance *g)
{
	const struct place_words w = {
		.year = g->year,
		.level_class = g->level_class,
		.standing = g->standing,
		.county_class = g->county_class,
		.county_standing = g->county_standing,
		.note = g->note,
		.slight = g->slight,
		.benchmark = g->benchmark,
		.county_benchmark = g->county_benchmark,
		.cases = g->cases,
		.excess = g->excess,
	};

	meter_init(m, k->ind);
	m->state = state_of(k);
	m->year = k->year;
	m->value = k->own;
	m->county = k->county;
	m->country = k->country;
	m->median = k->median;
	m->old = k->year > 0 && k->year <= c->cat->old_year;
	m->finding = k->finding;
	m->news = g->news;
	meter_place(m, &w);
	meter_beside(m);
}

int check_glance(struct check *c, const struct visit *v, struct err *e)
{
	const struct county *county = v->county;
	const struct talks *t = county->talks_n > 0 ? county->talks : NULL;
	struct known_glance *known = xcalloc(c->cat->n + 1, sizeof(*known));
	struct look l = {.c = c,
			 .v = v,
			 .known = known,
			 .p = {.cat = c->cat,
			       .county = county,
			       .place = v->place,
			       .n = c->cat->n}};
	int rc = 0;

	l.p.rows = xcalloc(c->cat->n + 1, sizeof(*l.p.rows));
	for (size_t i = 0; rc == 0 && i < c->cat->n; i++) {
		rc = known_glance_read(&known[i], c->glance_set, &v->known[i],
				       v->place->code, t, e);
		if (rc == 0)
			fill(&l.p.rows[i], c, &v->known[i], &known[i]);
	}
	if (rc == 0) {
		glance_make(&l.glance, &l.p);
		look_sentences(&l);
		look_boxes(&l, t);
		if (t)
			rc = look_agreed(&l, t, e);
		look_facts(&l);
		glance_release(&l.glance);
	}
	free(l.p.rows);
	free(known);
	return rc;
}
