/*
 * What the page does not tell, and why: nobody should take silence for "all
 * well".
 */
#include "lib/base.h"

#include "briefing/fit.h"
#include "briefing/part.h"

enum {
	SHORT_MOST = 12, /* titles of a reason, on a sheet */
	SHORT_LINES = 2  /* of one of them */
};

enum why {
	WHY_TOO_FEW,
	WHY_OUT_OF_DATE,
	WHY_NOT_ASSESSABLE,
	WHY_PRICES,
	WHY_BREAK,
	WHY_NOT_TESTED,
	WHY_NO_FIGURES,
	WHY_NOT_LOADED,
	WHY_N, /* not left out */
};

static enum why why_of(const struct meter *m)
{
	if (m->state == STATE_NONE)
		return m->ind->last_year ? WHY_NO_FIGURES : WHY_NOT_LOADED;
	if (m->old)
		return WHY_OUT_OF_DATE;
	switch (m->finding.verdict) {
	case VERDICT_NONE:
		return WHY_NOT_TESTED;
	case VERDICT_TOO_FEW:
		return WHY_TOO_FEW;
	case VERDICT_OUT_OF_DATE:
		return WHY_OUT_OF_DATE;
	case VERDICT_NOT_ASSESSABLE:
		return WHY_NOT_ASSESSABLE;
	case VERDICT_PRICES:
		return WHY_PRICES;
	case VERDICT_BREAK:
		return WHY_BREAK;
	case VERDICT_NO_CLEAR:
	case VERDICT_INDICATIVE:
	case VERDICT_SMALL:
	case VERDICT_CLEAR:
		break;
	}
	return WHY_N;
}

static size_t count(const struct profile *p, enum why why)
{
	size_t n = why == WHY_NOT_LOADED ? p->cat->absent_n : 0;

	for (size_t i = 0; i < p->n; i++)
		n += why_of(&p->rows[i]) == why;
	return n;
}

static void absent_item(struct buf *b, const struct absent *a)
{
	buf_puts(b, "<li>");
	if (*a->title) {
		text_html(b, a->title);
		buf_puts(b, " (");
	}
	text_html(b, a->source);
	buf_putc(b, ' ');
	text_html(b, a->code);
	buf_puts(b, *a->title ? ")</li>\n" : "</li>\n");
}

static void items(struct buf *b, const struct profile *p, enum why why)
{
	buf_puts(b, "<ul>\n");
	for (size_t i = 0; i < p->n; i++) {
		const struct meter *m = &p->rows[i];

		if (why_of(m) != why)
			continue;
		buf_puts(b, "<li>");
		text_html(b, m->ind->title);
		if (m->year > 0)
			buf_printf(b, " (%d)", m->year);
		buf_puts(b, "</li>\n");
	}
	for (size_t i = 0; why == WHY_NOT_LOADED && i < p->cat->absent_n; i++)
		absent_item(b, &p->cat->absent[i]);
	buf_puts(b, "</ul>\n");
}

static const enum text titles[WHY_N] = {
	[WHY_TOO_FEW] = TEXT_BRIEF_LEFT_TOO_FEW,
	[WHY_OUT_OF_DATE] = TEXT_BRIEF_LEFT_OUT_OF_DATE,
	[WHY_NOT_ASSESSABLE] = TEXT_BRIEF_LEFT_NOT_ASSESSABLE,
	[WHY_PRICES] = TEXT_BRIEF_LEFT_PRICES,
	[WHY_BREAK] = TEXT_BRIEF_LEFT_BREAK,
	[WHY_NOT_TESTED] = TEXT_BRIEF_LEFT_NOT_TESTED,
	[WHY_NO_FIGURES] = TEXT_BRIEF_LEFT_NO_FIGURES,
	[WHY_NOT_LOADED] = TEXT_BRIEF_LEFT_NOT_LOADED,
};

/* The n-th title of a reason; NULL: there are fewer. */
static const char *title_at(const struct profile *p, enum why why, size_t n)
{
	for (size_t i = 0; i < p->n; i++)
		if (why_of(&p->rows[i]) == why && n-- == 0)
			return p->rows[i].ind->title;
	if (why != WHY_NOT_LOADED || n >= p->cat->absent_n)
		return NULL;
	return *p->cat->absent[n].title ? p->cat->absent[n].title
					: p->cat->absent[n].code;
}

/* The first titles of a reason, at most `most`, and how many more. Plain text.
 */
static void first_titles(struct buf *b, const struct profile *p, enum why why,
			 const struct fit *f, size_t most)
{
	size_t n = count(p, why), done = 0;
	const char *title;

	while (done < most && (title = title_at(p, why, done))) {
		buf_puts(b, done++ ? "; " : "");
		(void)fit_cut(b, f, title, SHORT_LINES, NULL);
	}
	if (done > 0 && n > done) {
		buf_putc(b, ' ');
		phrase_add(
			b, p->cat->lang, TEXT_SHEET_AND_MORE,
			phrase_int((char[PHRASE_INT]){0}, (int64_t)(n - done)),
			NULL, NULL);
	}
}

/* As HTML; returns its height in lines, counting a little for the space between
 * reasons. */
static double short_list(struct buf *b, const struct profile *p,
			 const struct fit *f, size_t most)
{
	const struct fit bold = {f->pt, f->mm, true};
	enum lang lang = p->cat->lang;
	char number[PHRASE_INT];
	struct buf text;
	double lines = 0;

	buf_init(&text, BUF_MAX);
	for (int w = 0; w < WHY_N; w++) {
		size_t n = count(p, (enum why)w);

		if (n == 0)
			continue;
		buf_clear(&text);
		phrase_add(&text, lang, titles[w],
			   phrase_int(number, (int64_t)n), NULL, NULL);
		lines += (double)fit_lines(&bold, buf_str(&text)) + .6;
		buf_printf(b, "<dt data-fact=\"left %d\">", w);
		text_html(b, buf_str(&text));
		buf_puts(b, "</dt>\n<dd>");
		buf_clear(&text);
		first_titles(&text, p, (enum why)w, f, most);
		lines += (double)fit_lines(f, buf_str(&text));
		text_html(b, buf_str(&text));
		buf_puts(b, "</dd>\n");
	}
	buf_release(&text);
	return lines;
}

void part_left_short(struct buf *b, const struct profile *p,
		     const struct fit *f, double mm)
{
	enum lang lang = p->cat->lang;
	size_t most = SHORT_MOST, total = 0;
	struct buf list;
	double lines;

	for (int w = 0; w < WHY_N; w++)
		total += count(p, (enum why)w);
	buf_puts(b, "<p class=\"note\">");
	part_text(b, lang,
		  total ? TEXT_SHEET_LEFT_NOTE : TEXT_BRIEF_LEFT_NOTHING);
	buf_puts(b, "</p>\n<dl>\n");
	buf_init(&list, BUF_MAX);
	do {
		buf_clear(&list);
		lines = short_list(&list, p, f, most);
		/* letters stand on lines 1.3 times as high */
	} while (most-- > 0 && lines * f->pt * .3528 * 1.3 > mm);
	buf_puts(b, buf_str(&list));
	buf_puts(b, "</dl>\n");
	buf_release(&list);
}

void part_left_out(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	size_t total = 0;

	for (int w = 0; w < WHY_N; w++)
		total += count(p, (enum why)w);
	part_section(b, lang, TEXT_BRIEF_LEFT_OUT);
	buf_puts(b, "<p class=\"note\">");
	part_text(b, lang,
		  total ? TEXT_BRIEF_LEFT_NOTE : TEXT_BRIEF_LEFT_NOTHING);
	buf_puts(b, "</p>\n");
	for (int w = 0; w < WHY_N; w++) {
		size_t n = count(p, (enum why)w);

		if (n == 0)
			continue;
		buf_puts(b, "<details class=\"more\"><summary>");
		part_count(b, lang, titles[w], n);
		buf_puts(b, "</summary>\n");
		items(b, p, (enum why)w);
		buf_puts(b, "</details>\n");
	}
	buf_puts(b, "</section>\n");
}
