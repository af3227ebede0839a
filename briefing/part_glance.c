/*
 * "At a glance": six sentences, three boxes and the state of what was agreed.
 * Compact: it is half of a printed page too. What is chosen and how it is said
 * is in glance.c and remark.c.
 */
#include "lib/base.h"

#include "briefing/part.h"
#include "briefing/remark.h"

/* --- sentences --- */

static void title_add(struct buf *b, const struct indicator *ind,
		      const char *title)
{
	if (ind->shown) {
		buf_puts(b, "<a href=\"../mittari/");
		part_id(b, 0, ind);
		buf_puts(b, ".html\">");
	}
	text_html(b, title);
	if (ind->shown)
		buf_puts(b, "</a>");
}

static void sentence_item(struct buf *b, const struct pick *pick,
			  enum lang lang)
{
	struct remark r;

	remark_init(&r);
	remark_make(&r, pick->m, lang);
	title_add(b, pick->m->ind, buf_str(&r.title));
	text_html(b, buf_str(&r.rest));
	remark_release(&r);
}

static void filler_item(struct buf *b, const struct glance *g, enum filler f,
			const struct catalog *c)
{
	struct buf plain;

	buf_init(&plain, BUF_MAX);
	remark_filler(&plain, f, g->counts[f], c->old_year, c->lang);
	text_html(b, buf_str(&plain));
	buf_release(&plain);
}

static void sentences(struct buf *b, const struct glance *g,
		      const struct catalog *c)
{
	size_t n = g->n < GLANCE_SENTENCES ? g->n : GLANCE_SENTENCES;

	if (n + g->filler_n == 0) {
		buf_puts(b, "<p>");
		part_text(b, c->lang, TEXT_BRIEF_NO_INDICATORS);
		buf_puts(b, "</p>\n");
		return;
	}
	buf_puts(b, "<ol class=\"six\">\n");
	for (size_t i = 0; i < n + g->filler_n; i++) {
		buf_printf(b, "<li%s data-fact=\"lause %zu\">",
			   i < n ? "" : " class=\"filler\"", i + 1);
		if (i < n)
			sentence_item(b, &g->picks[i], c->lang);
		else
			filler_item(b, g, g->fillers[i - n], c);
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, "</ol>\n");
}

/* --- boxes --- */

static const struct {
	enum text title;
	enum text none; /* TEXT_N: see news_none() */
	const char *class, *fact;
} boxes[BOX_N] = {
	[BOX_CONCERN] = {TEXT_BRIEF_CONCERNS, TEXT_BRIEF_NO_CONCERNS, "worse",
			 "huoli"},
	[BOX_STRENGTH] = {TEXT_BRIEF_STRENGTHS, TEXT_BRIEF_NO_STRENGTHS,
			  "better", "vahvuus"},
	[BOX_NEWS] = {TEXT_BRIEF_NEWS, TEXT_N, "news", "uutta"},
};

/* Why the box of news is empty, and of how many indicators nothing was known.
 */
static void news_none(struct buf *b, const struct glance *g, bool empty,
		      enum lang lang)
{
	if (empty && g->news_known + g->news_unknown == 0) {
		buf_puts(b, "<p>");
		part_text(b, lang, TEXT_BRIEF_NEWS_NONE);
		buf_puts(b, "</p>\n");
	}
	if (empty && g->news_known > 0) {
		buf_puts(b, "<p data-fact=\"uutta samat\">");
		part_count(b, lang, TEXT_BRIEF_NO_NEWS, g->news_known);
		buf_puts(b, "</p>\n");
	}
	if (g->news_unknown > 0) {
		buf_puts(b, "<p data-fact=\"uutta ei tiedossa\">");
		part_count(b, lang, TEXT_BRIEF_NEWS_UNKNOWN, g->news_unknown);
		buf_puts(b, "</p>\n");
	}
}

/* Whether anything could be a concern or a strength. */
static bool any_judged(const struct glance *g)
{
	return g->n || g->counts[FILLER_TREND].of || g->counts[FILLER_LEVEL].of;
}

static void box_item(struct buf *b, enum box box, const struct meter *m,
		     enum lang lang)
{
	struct buf plain;

	buf_init(&plain, BUF_MAX);
	if (box == BOX_NEWS)
		remark_news(&plain, m, lang);
	else
		remark_brief(&plain, m, lang);
	buf_printf(b, "<li data-fact=\"%s ", boxes[box].fact);
	part_id(b, 0, m->ind);
	buf_puts(b, "\">");
	title_add(b, m->ind, m->ind->title);
	buf_puts(b, ": ");
	text_html(b, buf_str(&plain));
	buf_puts(b, "</li>\n");
	buf_release(&plain);
}

static void box_items(struct buf *b, const struct glance *g, enum box box,
		      enum lang lang)
{
	size_t n = g->box_n[box];
	/* one more line takes no more room than the words that hide it */
	size_t open = n <= GLANCE_BOX + 1 ? n : GLANCE_BOX;

	buf_puts(b, "<ul>\n");
	for (size_t i = 0; i < open; i++)
		box_item(b, box, g->boxes[box][i].m, lang);
	if (n > open) {
		buf_printf(b, "<li class=\"rest\" data-fact=\"%s lisää\">",
			   boxes[box].fact);
		part_count(b, lang, TEXT_BRIEF_MORE, n - open);
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, "</ul>\n");
}

static void box_add(struct buf *b, const struct glance *g, enum box box,
		    const struct profile *p)
{
	enum lang lang = p->cat->lang;
	size_t n = g->box_n[box];
	char day[TEXT_NUMBER];

	buf_printf(b,
		   "<section class=\"brief %s\">\n<h3><span data-fact=\"%s "
		   "otsikko\">",
		   boxes[box].class, boxes[box].fact);
	phrase_html(b, lang, boxes[box].title,
		    box == BOX_NEWS
			    ? text_date(day, p->county->talks[0].date, lang)
			    : NULL,
		    NULL, NULL);
	buf_printf(b, "</span> (<span data-fact=\"%s n\">%zu</span>)</h3>\n",
		   boxes[box].fact, n);
	if (n > 0) {
		box_items(b, g, box, lang);
	} else if (boxes[box].none != TEXT_N) {
		buf_puts(b, "<p>");
		part_text(b, lang,
			  any_judged(g) ? boxes[box].none
					: TEXT_BRIEF_NONE_JUDGED);
		buf_puts(b, "</p>\n");
	}
	if (box == BOX_NEWS)
		news_none(b, g, n == 0, lang);
	buf_puts(b, "</section>\n");
}

/* --- what was agreed --- */

static const struct {
	const char *class;
	enum text text;
	bool always; /* told though there is none */
} states[AGREED_N] = {
	[AGREED_IMPROVED] = {"better", TEXT_NEG_VERDICT_IMPROVED, true},
	[AGREED_NO_CHANGE] = {"rest", TEXT_NEG_VERDICT_NO_CHANGE, true},
	[AGREED_WORSENED] = {"worse", TEXT_NEG_VERDICT_WORSENED, true},
	[AGREED_TOO_EARLY] = {"rest", TEXT_NEG_VERDICT_TOO_EARLY, true},
	[AGREED_NO_DATA] = {"rest", TEXT_BRIEF_AGREED_NO_DATA, true},
	[AGREED_CHANGED] = {"other", TEXT_BRIEF_AGREED_CHANGED, false},
	[AGREED_VALUE_ONLY] = {"rest", TEXT_NEG_VERDICT_VALUE_ONLY, false},
};

static void strip(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	const struct talks *t = p->county->talks;
	char day[TEXT_NUMBER];

	buf_printf(
		b,
		"<div class=\"strip\">\n<h3><a data-fact=\"sovittu otsikko\" "
		"href=\"../neuvottelu/%s.html\">",
		t->id);
	phrase_html(b, lang, TEXT_BRIEF_AGREED, text_date(day, t->date, lang),
		    NULL, NULL);
	buf_puts(b, "</a></h3>\n<ul>\n");
	for (int i = 0; i < AGREED_N; i++) {
		if (p->agreed[i] == 0 && !states[i].always)
			continue;
		buf_printf(b,
			   "<li class=\"%s\"><b data-fact=\"sovittu "
			   "%d\">%zu</b> ",
			   states[i].class, i, p->agreed[i]);
		part_text(b, lang, states[i].text);
		buf_puts(b, "</li>\n");
	}
	buf_puts(b, "</ul>\n</div>\n");
}

void part_glance(struct buf *b, const struct profile *p)
{
	struct glance g;
	bool talks = p->county->talks_n > 0;

	glance_make(&g, p);
	part_section(b, p->cat->lang, TEXT_BRIEF_GLANCE);
	sentences(b, &g, p->cat);
	buf_puts(b, "<div class=\"briefs\">\n");
	for (int i = 0; i < BOX_N; i++)
		if (talks || i != BOX_NEWS)
			box_add(b, &g, (enum box)i, p);
	buf_puts(b, "</div>\n");
	if (talks) {
		strip(b, p);
	} else {
		buf_puts(b, "<p class=\"note\">");
		part_text(b, p->cat->lang, TEXT_BRIEF_AGREED_NONE);
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "</section>\n");
	glance_release(&g);
}
