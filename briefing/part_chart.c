/*
 * The charts of a municipality with their text alternatives.
 */
#include "lib/base.h"

#include "briefing/part.h"
#include "lib/theme.h"

static bool shown(const struct meter *m, bool old)
{
	return m->chart.name && m->old == old && m->state != STATE_NONE;
}

static bool is_clear(const struct meter *m)
{
	return !m->old && m->finding.verdict == VERDICT_CLEAR;
}

static void figure(struct buf *b, const struct catalog *cat,
		   const struct meter *m)
{
	struct buf id;

	buf_init(&id, BUF_MAX);
	part_id(&id, 'k', m->ind);
	part_figure(b, cat, &m->chart, buf_str(&id), is_clear(m) ? "clear" : "",
		    m->ind->title);
	buf_release(&id);
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
			figure(b, p->cat, &p->rows[i]);
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
