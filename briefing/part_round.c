/*
 * What a round's documents have in common, and at a glance: what is worse and
 * better in how many of its municipalities.
 */
#include "lib/base.h"

#include <math.h>

#include "briefing/part_round.h"

enum {
	BOX_WIDE = 81, /* mm, of a line in it */
	BOX_EDGES = 10 /* its heading and edges */
};

/* Measured in a browser: what a sheet has inside, less a line of slack. */
#define FIRST_HIGH 227.0
#define REST_HIGH  249.0
#define TITLE_LINE 11.5
#define FOOT_LINE  3.3

void round_sheets(struct pager *p, const char *name, const char *sources)
{
	double title = pager_text(pager_letters(name), 30, ROUND_WIDE);
	double foot = pager_text(pager_letters(sources), 6.6, ROUND_WIDE - 12);
	double title_more = ceil(title / 15 - 1.05) * TITLE_LINE;
	double foot_more = fmax(0, foot - 2 * FOOT_LINE);

	pager_init(p, FIRST_HIGH - title_more - foot_more,
		   REST_HIGH - foot_more);
}

void round_heading(struct pager *p, enum lang lang, enum text t)
{
	struct buf *b = pager_block(p, 12.6, PAGER_WITH_NEXT);

	buf_puts(b, "<h2>");
	part_text(b, lang, t);
	buf_puts(b, "</h2>\n");
}

void round_subheading(struct pager *p, enum lang lang, enum text t)
{
	struct buf *b = pager_block(p, 8.5, PAGER_WITH_NEXT);

	buf_puts(b, "<h3>");
	part_text(b, lang, t);
	buf_puts(b, "</h3>\n");
}

void round_text(struct pager *p, const char *class, const char *text)
{
	struct buf *b = pager_block(
		p, pager_text(pager_letters(text), 9, ROUND_WIDE) + 2,
		PAGER_ALONE);

	buf_printf(b, "<p class=\"%s\">", *class ? class : "said");
	text_html(b, text);
	buf_puts(b, "</p>\n");
}

void round_fact(struct buf *b, const char *element, const char *class,
		const char *id, const char *word, const char *text)
{
	buf_printf(b, "<%s", element);
	if (*class)
		buf_printf(b, " class=\"%s\"", class);
	buf_puts(b, " data-fact=\"");
	text_html(b, id);
	buf_printf(b, " %s\">", word);
	text_html(b, text);
	buf_printf(b, "</%s>", element);
}

void round_key(struct buf *b, const struct indicator *ind)
{
	part_id(b, '\0', ind);
}

void round_figure(struct buf *b, const struct indicator *ind, const char *cell,
		  enum lang lang)
{
	if (*cell)
		measure_value(b, &ind->measure, strtod(cell, NULL), lang);
	else
		buf_puts(b, text_get(TEXT_ROUND_NOT_KNOWN, lang));
}

/* --- at a glance --- */

/* "Hyvinvointialueen oma luku: 12,3 % (2023)."; nothing where there is none */
static void county_add(struct buf *b, const struct gathering *g, size_t ind)
{
	const struct meter *m = &g->whole->rows[ind];
	char year[PHRASE_INT];
	struct buf value;

	if (m->state != STATE_VALUE || m->old)
		return;
	buf_init(&value, BUF_MAX);
	measure_value(&value, &m->ind->measure, m->value, g->cat->lang);
	phrase_add(b, g->cat->lang, TEXT_COUNT_COUNTY, buf_str(&value),
		   phrase_int(year, m->year), NULL);
	buf_release(&value);
}

/* How high it is. */
static double item(struct buf *b, const struct gathering *g, size_t ind,
		   enum box box, double wide)
{
	const struct indicator *in = &g->cat->list[ind];
	struct buf text, key;
	double mm;

	buf_init(&text, BUF_MAX);
	buf_init(&key, BUF_MAX);
	round_key(&key, in);
	gathering_sentence(&text, g, ind);
	mm = pager_text(pager_letters(buf_str(&text)), 9, wide) + 2.2;
	buf_puts(b, "<li>");
	round_fact(b, "span", "", buf_str(&key), box_name(box), buf_str(&text));
	buf_clear(&text);
	county_add(&text, g, ind);
	if (text.len > 0) {
		mm += pager_text(pager_letters(buf_str(&text)), 8.5, wide);
		buf_putc(b, ' ');
		round_fact(b, "span", "of", buf_str(&key), "county",
			   buf_str(&text));
	}
	buf_puts(b, "</li>\n");
	buf_release(&key);
	buf_release(&text);
	return mm;
}

/* How many are not told here; a round has a sheet that tells them. */
static void more(struct buf *b, const struct gathering *g, size_t n)
{
	bool sheet = *g->round->id != '\0';

	buf_puts(b, "<p class=\"note\">");
	if (sheet)
		buf_printf(b, "<a href=\"vertailu-%s.html\">", g->round->stem);
	part_count(b, g->cat->lang,
		   sheet ? TEXT_COUNT_MORE : TEXT_COUNT_MORE_PAGES, n);
	buf_puts(b, sheet ? "</a></p>\n" : "</p>\n");
}

/* A box with the first of its indicators; 0: it is empty. */
static double box_add(struct buf *b, const struct gathering *g, enum box box,
		      double wide)
{
	enum lang lang = g->cat->lang;
	double mm = BOX_EDGES;
	size_t most = box_most(box), n, *list = gathering_box(g, box, &n);

	if (n > 0) {
		buf_printf(b, "<div class=\"box %s\">\n<h3>", box_name(box));
		part_text(b, lang, box_title(box));
		buf_puts(b, " <span class=\"tag\">");
		buf_printf(b, "<span data-fact=\"box %s\">%zu</span></span>",
			   box_name(box), n);
		buf_puts(b, "</h3>\n<ul>\n");
		for (size_t i = 0; i < n && i < most; i++)
			mm += item(b, g, list[i], box, wide);
		buf_puts(b, "</ul>\n");
		if (n > most) {
			more(b, g, n - most);
			mm += 5;
		}
		buf_puts(b, "</div>\n");
	}
	free(list);
	return n ? mm : 0;
}

static bool is_empty(const struct gathering *g, enum box box)
{
	for (size_t i = 0; i < g->cat->n; i++)
		if (count_box(&g->counts[i]) == box)
			return false;
	return true;
}

/* Two boxes side by side. */
static void boxes(struct pager *p, const struct gathering *g, enum box one,
		  enum box other)
{
	struct buf inside;
	double wide, x, y;

	wide = is_empty(g, one) || is_empty(g, other) ? ROUND_WIDE - 10
						      : BOX_WIDE;
	buf_init(&inside, BUF_MAX);
	x = box_add(&inside, g, one, wide);
	y = box_add(&inside, g, other, wide);
	if (x > 0 || y > 0) {
		struct buf *b =
			pager_block(p, (x > y ? x : y) + 3, PAGER_ALONE);

		buf_puts(b, "<div class=\"boxes\">\n");
		buf_puts(b, buf_str(&inside));
		buf_puts(b, "</div>\n");
	}
	buf_release(&inside);
}

/* In how many indicators the direction was assessed, and how many of those say
 * nothing. */
static void quiet(struct pager *p, const struct gathering *g)
{
	enum lang lang = g->cat->lang;
	size_t assessed = 0, silent = 0, judged = 0, worse = 0, better = 0;
	char x[PHRASE_INT], y[PHRASE_INT], z[PHRASE_INT];
	struct buf *b, text;

	for (size_t i = 0; i < g->cat->n; i++) {
		const struct count *c = &g->counts[i];
		bool clear = c->change[SHIFT_WORSE] ||
			     c->change[SHIFT_BETTER] ||
			     c->change[SHIFT_RISEN] ||
			     c->change[SHIFT_FALLEN] || c->change[SHIFT_SLIGHT];

		assessed += count_assessed(c) > 0;
		silent += count_assessed(c) > 0 && !clear;
		judged += count_judged(c);
		worse += c->level[AGAINST_WORSE];
		better += c->level[AGAINST_BETTER];
	}
	buf_init(&text, BUF_MAX);
	phrase_add(&text, lang, assessed ? TEXT_COUNT_QUIET : TEXT_COUNT_NONE,
		   phrase_int(x, (int64_t)assessed),
		   phrase_int(y, (int64_t)silent), NULL);
	buf_putc(&text, ' ');
	phrase_add(&text, lang,
		   judged ? TEXT_COUNT_LEVEL_OF : TEXT_COUNT_LEVEL_NONE,
		   phrase_int(x, (int64_t)judged),
		   phrase_int(y, (int64_t)worse),
		   phrase_int(z, (int64_t)better));
	b = pager_block(
		p, pager_text(pager_letters(buf_str(&text)), 9, ROUND_WIDE) + 3,
		PAGER_ALONE);
	round_fact(b, "p", "quiet", "glance", "quiet", buf_str(&text));
	buf_putc(b, '\n');
	buf_release(&text);
}

/* Of how many indicators the county has a figure of its own. */
static void county_note(struct pager *p, const struct gathering *g)
{
	char own[PHRASE_INT], all[PHRASE_INT];
	struct buf text, *b;

	buf_init(&text, BUF_MAX);
	phrase_add(&text, g->cat->lang, TEXT_COUNT_COUNTY_OF,
		   phrase_int(own, (int64_t)g->whole->own),
		   phrase_int(all, (int64_t)g->cat->n), NULL);
	b = pager_block(
		p, pager_text(pager_letters(buf_str(&text)), 8, ROUND_WIDE) + 2,
		PAGER_ALONE);
	round_fact(b, "p", "note", "glance", "county", buf_str(&text));
	buf_putc(b, '\n');
	buf_release(&text);
}

void round_glance(struct pager *p, const struct gathering *g)
{
	round_heading(p, g->cat->lang, TEXT_BRIEF_GLANCE);
	quiet(p, g);
	boxes(p, g, BOX_WORSE, BOX_BETTER);
	boxes(p, g, BOX_BEHIND, BOX_AHEAD);
	boxes(p, g, BOX_MIXED, BOX_MOVED);
	county_note(p, g);
}
