/*
 * The page of an indicator: what it is, what to keep in mind, and every
 * municipality of the shown counties side by side.
 */
#include "lib/base.h"

#include "briefing/dossier.h"
#include "briefing/part.h"
#include "lib/theme.h"
#include "lib/word.h"

/* --- what it is --- */

static void term(struct buf *b, const struct dossier *d, enum text t,
		 const char *fact, const char *value)
{
	enum lang lang = d->cat->lang;

	buf_puts(b, "<div><dt>");
	part_text(b, lang, t);
	buf_printf(b, "</dt><dd data-fact=\"%s\">", fact);
	text_html(b, *value ? value : text_get(TEXT_BRIEF_UNKNOWN, lang));
	buf_puts(b, "</dd></div>\n");
}

static void terms(struct buf *b, const struct dossier *d)
{
	const struct indicator *ind = d->ind;
	enum lang lang = d->cat->lang;
	char date[TEXT_NUMBER],
		*id = xasprintf("%s %s", ind->source, ind->code);

	buf_puts(b, "<dl class=\"state\">\n");
	term(b, d, TEXT_BRIEF_COL_THEME, "theme",
	     theme_title(ind->theme, lang));
	term(b, d, TEXT_BRIEF_COL_UNIT, "unit", unit_words(ind->unit, lang));
	term(b, d, TEXT_BRIEF_COL_GOOD, "good",
	     polarity_words(ind->polarity, lang));
	term(b, d, TEXT_BRIEF_COL_PRODUCER, "producer", ind->organisation);
	term(b, d, TEXT_BRIEF_COL_LICENCE, "licence", ind->licence);
	term(b, d, TEXT_BRIEF_COL_ID, "id", id);
	term(b, d, TEXT_BRIEF_COL_UPDATED, "updated",
	     *ind->data_updated ? text_date(date, ind->data_updated, lang)
				: "");
	term(b, d, TEXT_BRIEF_COL_FETCHED, "fetched",
	     *ind->fetched_at ? text_date(date, ind->fetched_at, lang) : "");
	buf_puts(b, "</dl>\n");
	free(id);
}

static void remark(struct buf *b, enum lang lang, enum text t)
{
	buf_puts(b, "<li>");
	part_text(b, lang, t);
	buf_puts(b, "</li>\n");
}

static void remarks(struct buf *b, const struct dossier *d)
{
	const struct indicator *ind = d->ind;
	enum lang lang = d->cat->lang;
	bool money = strcmp(ind->class, "money") == 0;
	struct buf text;

	if (!ind->measure.survey && !money && ind->span < 2 && !d->break_n &&
	    ind->last_year > d->cat->old_year)
		return;
	buf_puts(b, "<h3>");
	part_text(b, lang, TEXT_BRIEF_REMARKS);
	buf_puts(b, "</h3>\n<ul class=\"remarks\">\n");
	if (ind->last_year <= d->cat->old_year)
		remark(b, lang, TEXT_BRIEF_REMARK_OLD);
	if (ind->measure.survey)
		remark(b, lang, TEXT_BRIEF_REMARK_SURVEY);
	if (money)
		remark(b, lang, TEXT_BRIEF_REMARK_PRICES);
	if (ind->span > 1) {
		buf_puts(b, "<li>");
		part_count(b, lang, TEXT_BRIEF_REMARK_SPAN, (size_t)ind->span);
		buf_puts(b, "</li>\n");
	}
	buf_init(&text, BUF_MAX);
	for (size_t i = 0; i < d->break_n; i++) {
		buf_clear(&text);
		level_break_sentence(&text, &d->breaks[i], lang);
		buf_printf(b, "<li data-fact=\"break %zu\">", i);
		text_html(b, buf_str(&text));
		buf_puts(b, "</li>\n");
	}
	buf_release(&text);
	buf_puts(b, "</ul>\n");
}

static void about(struct buf *b, const struct dossier *d)
{
	enum lang lang = d->cat->lang;
	char *name;

	part_section(b, lang, TEXT_BRIEF_ABOUT);
	buf_puts(b, "<p data-fact=\"definition\">");
	text_html(b, *d->ind->definition
			     ? d->ind->definition
			     : text_get(TEXT_BRIEF_NO_DEFINITION, lang));
	buf_puts(b, "</p>\n");
	terms(b, d);
	remarks(b, d);
	name = xasprintf("%s-%s", d->ind->source, d->ind->code);
	part_twin(b, d->cat, "mittari", name);
	free(name);
	buf_puts(b, "</section>\n");
}

/* --- the municipalities --- */

/* The cells of the year and the figure. */
static void figure_cells(struct buf *b, const struct dossier *d,
			 const char *fact, const struct newest *w)
{
	enum lang lang = d->cat->lang;

	part_cell(b, "n", text_get(TEXT_BRIEF_COL_YEAR, lang));
	buf_printf(b, "<span data-fact=\"%s year\">", fact);
	if (w->year > 0)
		buf_printf(b, "%d", w->year);
	else
		part_none(b, lang, TEXT_BRIEF_NO_YEAR);
	buf_puts(b, "</span></td>\n");
	part_cell(b, "n own", text_get(TEXT_BRIEF_COL_FIGURE, lang));
	buf_printf(b, "<span data-fact=\"%s value\">", fact);
	if (w->state == STATE_VALUE)
		part_value(b, &d->ind->measure, w->value, lang);
	else
		part_none(b, lang, state_text(w->state));
	buf_puts(b, "</span></td>\n");
}

static void change_cells(struct buf *b, const struct meter *m, const char *code,
			 enum lang lang)
{
	part_cell(b, "trend", text_get(TEXT_BRIEF_COL_TREND, lang));
	buf_printf(b, "<span data-fact=\"%s change\">", code);
	if (m->old)
		part_none(b, lang, TEXT_BRIEF_T_OUT_OF_DATE);
	else
		part_change(b, m, lang);
	buf_puts(b, "</span></td>\n");
	part_cell(b, "n", text_get(TEXT_BRIEF_N_HELP, lang));
	buf_printf(b, "<span data-fact=\"%s years\">", code);
	if (m->old || m->finding.verdict == VERDICT_NONE)
		part_none(b, lang, TEXT_BRIEF_T_NOT_TESTED);
	else
		buf_printf(b, "%d", m->finding.n);
	buf_puts(b, "</span></td>\n");
}

static void place_row(struct buf *b, const struct dossier *d,
		      const struct profile *p)
{
	const struct meter *m = &p->rows[d->row];
	const struct newest w = {m->state, m->year, m->value};
	const char *code = p->place->code;
	enum lang lang = d->cat->lang;

	buf_printf(b,
		   "<tr><th scope=\"row\"><a data-fact=\"%s name\" "
		   "href=\"../kunta/%s.html\">",
		   code, code);
	text_html(b, p->place->name);
	buf_puts(b, "</a></th>\n");
	figure_cells(b, d, code, &w);
	change_cells(b, m, code, lang);
	part_cell(b, "course", text_get(TEXT_BRIEF_COL_COURSE, lang));
	if (m->chart.name && m->state != STATE_NONE) {
		buf_printf(b, "<a href=\"../kunta/%s.html#", code);
		part_id(b, 'k', d->ind);
		buf_puts(b, "\">");
		part_text(b, lang, TEXT_BRIEF_COURSE);
		buf_puts(b, "<span class=\"hidden\">: ");
		text_html(b, p->place->name);
		buf_puts(b, "</span></a>");
	} else {
		part_none(b, lang, TEXT_BRIEF_NO_CHART);
	}
	buf_puts(b, "</td></tr>\n");
}

/* The county or the country below its municipalities, where the source speaks
 * of it. */
static void whole_row(struct buf *b, const struct dossier *d, const char *fact,
		      const char *name, const struct newest *w)
{
	if (w->state == STATE_NONE)
		return;
	buf_puts(b, "<tr class=\"whole\"><th scope=\"row\">");
	text_html(b, name);
	buf_puts(b, "</th>\n");
	figure_cells(b, d, fact, w);
	buf_puts(b, "<td class=\"blank\" colspan=\"3\"></td></tr>\n");
}

static void table(struct buf *b, const struct dossier *d,
		  const struct dossier_county *k)
{
	static const struct {
		enum text title;
		const char *class;
	} columns[] = {
		{TEXT_BRIEF_COL_PLACE, "name"},
		{TEXT_BRIEF_COL_YEAR, "n"},
		{TEXT_BRIEF_COL_FIGURE, "n"},
		{TEXT_BRIEF_COL_TREND, "trend"},
		{TEXT_BRIEF_COL_N, "n"},
		{TEXT_BRIEF_COL_COURSE, "course"},
	};
	enum lang lang = d->cat->lang;
	char *fact = xasprintf("hva %s", k->county->code);

	buf_puts(b, "<table class=\"byplace cards\">\n<caption>");
	part_text(b, lang, TEXT_BRIEF_BY_PLACE);
	buf_puts(b, "</caption>\n<thead><tr>");
	for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
		buf_printf(b, "<th scope=\"col\" class=\"%s\">",
			   columns[i].class);
		part_text(b, lang, columns[i].title);
		buf_puts(b, "</th>");
	}
	buf_puts(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < k->county->n; i++)
		place_row(b, d, k->profiles[i]);
	if (phrase_is_plain(k->county->code))
		whole_row(b, d, fact, k->county->name, &k->newest);
	whole_row(b, d, "maa", text_get(TEXT_BRIEF_WHOLE_COUNTRY, lang),
		  &d->country);
	buf_puts(b, "</tbody>\n</table>\n");
	free(fact);
}

static void charts(struct buf *b, const struct dossier *d,
		   const struct dossier_county *k)
{
	size_t n = 0;

	for (size_t i = 0; i < DOSSIER_CHARTS; i++)
		n += k->charts[i].name != NULL;
	if (n == 0)
		return;
	buf_puts(b, "<div class=\"charts all\">\n");
	for (size_t i = 0; i < DOSSIER_CHARTS; i++) {
		const struct exhibit *c = &k->charts[i];

		if (c->name)
			part_figure(b, d->cat, c, c->name, "", c->title);
	}
	buf_puts(b, "</div>\n");
}

static void county(struct buf *b, const struct dossier *d,
		   const struct dossier_county *k)
{
	buf_puts(b, "<section id=\"");
	part_county_id(b, k->county);
	buf_puts(b, "\" aria-labelledby=\"");
	part_county_id(b, k->county);
	buf_puts(b, "-h\">\n<h2 id=\"");
	part_county_id(b, k->county);
	buf_puts(b, "-h\">");
	text_html(b, k->county->name);
	buf_puts(b, "</h2>\n");
	table(b, d, k);
	charts(b, d, k);
	buf_puts(b, "</section>\n");
}

void page_indicator(struct buf *b, const struct dossier *d)
{
	static const enum text sections[] = {TEXT_BRIEF_ABOUT};
	char *self =
		xasprintf("mittari/%s-%s.html", d->ind->source, d->ind->code);
	char *id = xasprintf("%s %s", d->ind->source, d->ind->code);
	const struct frame f = {
		.cat = d->cat,
		.root = "../",
		.self = self,
		.name = d->ind->title,
		.apart = catalog_is_twin(d->cat, d->ind) ? id : NULL,
		.lead = text_get(TEXT_BRIEF_INDICATOR_LEAD, d->cat->lang),
		.toc = sections,
		.toc_n = ARRAY_LEN(sections),
		.toc_counties = true,
	};

	part_open(b, &f);
	about(b, d);
	for (size_t i = 0; i < d->cat->county_n; i++)
		county(b, d, &d->counties[i]);
	part_close(b, &f);
	free(id);
	free(self);
}
