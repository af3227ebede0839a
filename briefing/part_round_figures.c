/*
 * What was agreed, in figures: when it was agreed, the same year's as it is
 * now, and the newest; of the county and the municipalities of the round.
 */
#include "lib/base.h"

#include "briefing/part_round.h"
#include "lib/word.h"

enum {
	ONE_BY_ONE = 5 /* municipalities; of more only verdicts are counted */
};

static const char *cell(const struct gathering *g, size_t i, size_t column)
{
	return gathering_cell(g, GATHERING_FIGURES, i, column);
}

static const char *const verdicts[] = {"improved",
				       "worsened",
				       "risen",
				       "fallen",
				       "no_detectable_change",
				       "too_early",
				       "value_only",
				       "not_measurable"};

/* Whether rows i and j are of one thing that was agreed. */
static bool is_same(const struct gathering *g, size_t i, size_t j)
{
	return strcmp(cell(g, i, GFIGURE_MEASURE),
		      cell(g, j, GFIGURE_MEASURE)) == 0 &&
	       strcmp(cell(g, i, GFIGURE_PRIORITY),
		      cell(g, j, GFIGURE_PRIORITY)) == 0 &&
	       strcmp(cell(g, i, GFIGURE_SOURCE), cell(g, j, GFIGURE_SOURCE)) ==
		       0 &&
	       strcmp(cell(g, i, GFIGURE_CODE), cell(g, j, GFIGURE_CODE)) == 0;
}

static const char *area_name(const struct gathering *g, size_t i)
{
	if (strcmp(cell(g, i, GFIGURE_KIND), "kunta") != 0)
		return g->county->name;
	return g->profiles[gathering_find(g, cell(g, i, GFIGURE_AREA))]
		->place->name;
}

/* "M1 P1 sotkanet-228 398": what the facts of a row begin with. */
static void row_key(struct buf *b, const struct gathering *g, size_t i)
{
	buf_printf(b, "%s %s %s-%s %s", cell(g, i, GFIGURE_MEASURE),
		   cell(g, i, GFIGURE_PRIORITY), cell(g, i, GFIGURE_SOURCE),
		   cell(g, i, GFIGURE_CODE), cell(g, i, GFIGURE_AREA));
}

/* "12,3 % (2023)" */
static void value_cell(struct buf *b, const struct gathering *g,
		       const struct indicator *ind, size_t i, const char *key,
		       const char *word, size_t value, size_t year)
{
	struct buf text;

	buf_init(&text, BUF_MAX);
	round_figure(&text, ind, cell(g, i, value), g->cat->lang);
	if (*cell(g, i, value))
		buf_printf(&text, " (%s)", cell(g, i, year));
	buf_puts(b, "<td class=\"n\">");
	round_fact(b, "span", *cell(g, i, value) ? "" : "none", key, word,
		   buf_str(&text));
	buf_puts(b, "</td>");
	buf_release(&text);
}

static void area_row(struct pager *p, const struct gathering *g,
		     const struct indicator *ind, size_t i)
{
	struct buf *b = pager_block(p, 6.2, PAGER_ALONE), key;

	buf_init(&key, BUF_MAX);
	row_key(&key, g, i);
	buf_puts(b, "<tr><th scope=\"row\">");
	text_html(b, area_name(g, i));
	buf_puts(b, "</th>");
	value_cell(b, g, ind, i, buf_str(&key), "agreed", GFIGURE_AGREED,
		   GFIGURE_AGREED_YEAR);
	value_cell(b, g, ind, i, buf_str(&key), "revised", GFIGURE_REVISED,
		   GFIGURE_AGREED_YEAR);
	value_cell(b, g, ind, i, buf_str(&key), "current", GFIGURE_CURRENT,
		   GFIGURE_CURRENT_YEAR);
	buf_puts(b, "<td>");
	round_fact(b, "span", "", buf_str(&key), "verdict",
		   agreement_word(cell(g, i, GFIGURE_VERDICT), g->cat->lang));
	buf_puts(b, "</td></tr>\n");
	buf_release(&key);
}

/* "Kunnista: parantunut 2, liian aikaista sanoa 5" */
static void counted_row(struct pager *p, const struct gathering *g, size_t from,
			size_t to)
{
	struct buf *b = pager_block(p, 6.2, PAGER_ALONE), text;
	const char *before = "";

	buf_init(&text, BUF_MAX);
	for (size_t v = 0; v < ARRAY_LEN(verdicts); v++) {
		size_t n = 0;

		for (size_t i = from; i < to; i++)
			n += strcmp(cell(g, i, GFIGURE_KIND), "kunta") == 0 &&
			     gathering_has_area(g, i) &&
			     strcmp(cell(g, i, GFIGURE_VERDICT), verdicts[v]) ==
				     0;
		if (n == 0)
			continue;
		buf_printf(&text, "%s%s %zu", before,
			   agreement_word(verdicts[v], g->cat->lang), n);
		before = ", ";
	}
	buf_puts(b, "<tr><th scope=\"row\">");
	part_text(b, g->cat->lang, TEXT_ROUND_PLACES_ALL);
	buf_puts(b, "</th><td colspan=\"4\">");
	text_html(b, buf_str(&text));
	buf_puts(b, "</td></tr>\n");
	buf_release(&text);
}

/* All of one thing: its heading, then the rows of areas. */
static void group(struct pager *p, const struct gathering *g, size_t from,
		  size_t to, const struct indicator *ind)
{
	struct buf *b = pager_block(p, 0, PAGER_WITH_NEXT);
	const char *measure = cell(g, from, GFIGURE_MEASURE);
	const char *priority = cell(g, from, GFIGURE_PRIORITY);
	bool one_by_one = g->n <= ONE_BY_ONE, counted = false;

	buf_puts(b, "<tr class=\"over\"><th scope=\"rowgroup\" colspan=\"5\">");
	text_html(b, ind->title);
	buf_puts(b, " <span class=\"tag\">");
	text_html(b, measure);
	buf_puts(b, *measure && *priority ? ", " : "");
	text_html(b, priority);
	buf_puts(b, "</span></th></tr>\n");
	pager_height(p, pager_text(pager_letters(ind->title) + 14, 8.5,
				   ROUND_WIDE - 6) +
				2.4);
	for (size_t i = from; i < to; i++) {
		bool town = strcmp(cell(g, i, GFIGURE_KIND), "kunta") == 0;

		if (!gathering_has_area(g, i))
			continue;
		if (!town || one_by_one)
			area_row(p, g, ind, i);
		counted |= town;
	}
	if (counted && !one_by_one)
		counted_row(p, g, from, to);
}

static bool has_any(const struct gathering *g, size_t from, size_t to)
{
	for (; from < to; from++)
		if (gathering_has_area(g, from))
			return true;
	return false;
}

static void open_table(struct pager *p, enum lang lang)
{
	static const enum text heads[] = {TEXT_ROUND_AGREED, TEXT_ROUND_REVISED,
					  TEXT_ROUND_NOW};
	struct buf b;

	buf_init(&b, BUF_MAX);
	buf_puts(&b, "<table class=\"figures\">\n<thead><tr>"
		     "<th scope=\"col\">");
	part_text(&b, lang, TEXT_ROUND_AREA);
	buf_puts(&b, "</th>");
	for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
		buf_puts(&b, "<th scope=\"col\" class=\"n\">");
		part_text(&b, lang, heads[i]);
		buf_puts(&b, "</th>");
	}
	buf_puts(&b, "<th scope=\"col\">");
	part_text(&b, lang, TEXT_ROUND_RESULT);
	buf_puts(&b, "</th></tr></thead>\n<tbody>\n");
	pager_table(p, 8, buf_str(&b), "</tbody>\n</table>\n");
	buf_release(&b);
}

void round_figures(struct pager *p, const struct gathering *g)
{
	size_t n = g->tables[GATHERING_FIGURES].n, shown = 0;
	enum lang lang = g->cat->lang;

	round_subheading(p, lang, TEXT_ROUND_FIGURES);
	for (size_t from = 0, to; from < n; from = to) {
		size_t k = catalog_find(g->cat, cell(g, from, GFIGURE_SOURCE),
					cell(g, from, GFIGURE_CODE));

		for (to = from + 1; to < n && is_same(g, from, to);)
			to++;
		if (k >= g->cat->n || !has_any(g, from, to))
			continue;
		if (shown++ == 0)
			open_table(p, lang);
		group(p, g, from, to, &g->cat->list[k]);
	}
	pager_table_end(p);
	round_text(p, shown ? "note" : "none",
		   text_get(shown ? TEXT_ROUND_FIGURES_NOTE
				  : TEXT_ROUND_FIGURES_NONE,
			    lang));
}
