/*
 * The charts of a municipality with their text alternatives.
 */
#include "lib/base.h"

#include "briefing/part.h"
#include "lib/theme.h"

/* Most charts have this size; the others get theirs when they are loaded. */
enum {
	WIDTH = 720,
	HEIGHT = 430
};

static bool shown(const struct meter *m, bool old)
{
	return m->chart.name && m->old == old && m->state != STATE_NONE;
}

static void file_link_add(struct buf *b, const struct meter *m, const char *end,
			  enum text t, enum lang lang)
{
	buf_printf(b, "<a href=\"../charts/%s.%s\">", m->chart.name, end);
	part_text(b, lang, t);
	buf_puts(b, "<span class=\"hidden\">: ");
	text_html(b, m->ind->title);
	buf_puts(b, "</span></a>");
}

static void links(struct buf *b, const struct meter *m, enum lang lang)
{
	if (!m->chart.png && !m->chart.csv)
		return;
	buf_puts(b, "<p class=\"links\">");
	if (m->chart.png)
		file_link_add(b, m, "png", TEXT_BRIEF_PNG, lang);
	if (m->chart.png && m->chart.csv)
		buf_puts(b, " · ");
	if (m->chart.csv)
		file_link_add(b, m, "csv", TEXT_BRIEF_CSV, lang);
	buf_puts(b, "</p>\n");
}

static bool is_clear(const struct meter *m)
{
	return !m->old && m->finding.verdict == VERDICT_CLEAR;
}

static void figure(struct buf *b, const struct meter *m, enum lang lang)
{
	buf_puts(b, "<figure id=\"");
	part_id(b, 'k', m->ind);
	buf_printf(b,
		   "\"%s>\n<img src=\"../charts/%s.svg\" width=\"%d\" "
		   "height=\"%d\" loading=\"lazy\" alt=\"",
		   is_clear(m) ? " class=\"clear\"" : "", m->chart.name, WIDTH,
		   HEIGHT);
	/* a chart without words is still a chart of something */
	text_html(b, *m->chart.alt ? m->chart.alt : m->ind->title);
	buf_puts(b, "\">\n<figcaption><span class=\"small\">");
	text_html(b, m->ind->title);
	buf_puts(b, "</span>\n");
	links(b, m, lang);
	if (*m->chart.alt) {
		buf_puts(b, "<details><summary>");
		part_text(b, lang, TEXT_BRIEF_IN_WORDS);
		buf_puts(b, "<span class=\"hidden\">: ");
		text_html(b, m->ind->title);
		buf_puts(b, "</span></summary><p>");
		text_html(b, m->chart.alt);
		buf_puts(b, "</p></details>\n");
	}
	buf_puts(b, "</figcaption>\n</figure>\n");
}

void part_figures(struct buf *b, const struct profile *p, size_t from,
		  size_t to, bool old)
{
	bool printed = false;

	for (size_t i = from; i < to; i++)
		printed |= shown(&p->rows[i], old) && is_clear(&p->rows[i]);
	buf_printf(b, "<div class=\"charts%s\">\n", printed ? "" : " screen");
	for (size_t i = from; i < to; i++)
		if (shown(&p->rows[i], old))
			figure(b, &p->rows[i], p->cat->lang);
	buf_puts(b, "</div>\n");
}

/* The end of the run of rows with the theme of row i; *n: charts in it, *clear:
 * those that are printed. */
static size_t theme_end(const struct profile *p, size_t i, size_t *n,
			size_t *clear)
{
	const char *theme = p->rows[i].ind->theme;

	*n = *clear = 0;
	for (; i < p->n && strcmp(p->rows[i].ind->theme, theme) == 0; i++) {
		bool is = shown(&p->rows[i], false);

		*n += is;
		*clear += is && is_clear(&p->rows[i]);
	}
	return i;
}

void part_charts(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	size_t total = 0;

	part_section(b, lang, TEXT_BRIEF_CHARTS);
	for (size_t i = 0; i < p->n; i++)
		total += shown(&p->rows[i], false);
	buf_puts(b, "<p class=\"note screen\">");
	part_text(b, lang,
		  total ? TEXT_BRIEF_CHARTS_NOTE : TEXT_BRIEF_NO_CHARTS);
	buf_puts(b, "</p>\n<p class=\"note paper\">");
	part_text(b, lang, TEXT_BRIEF_PRINT_CHARTS);
	buf_puts(b, "</p>\n");
	for (size_t i = 0, end; i < p->n; i = end) {
		size_t n, clear;

		end = theme_end(p, i, &n, &clear);
		if (n == 0)
			continue;
		buf_printf(b, "<h3%s>", clear ? "" : " class=\"screen\"");
		text_html(b, theme_title(p->rows[i].ind->theme, lang));
		buf_puts(b, "</h3>\n");
		part_figures(b, p, i, end, false);
	}
	buf_puts(b, "</section>\n");
}
