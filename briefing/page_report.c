/*
 * What a municipality's yearly wellbeing report (hyvinvointiraportti) needs of
 * us: paragraphs, tables and charts that a word processor takes as they are.
 * A document of its own, without navigation: all of it is selected and copied.
 * The charts are PNG, which every word processor takes.
 */
#include "lib/base.h"

#include "briefing/dossier.h"
#include "briefing/part.h"
#include "lib/csv.h"
#include "lib/theme.h"
#include "lib/word.h"

/* Pictures are as wide as the text of a portrait A4 page, in CSS pixels. */
enum {
	TEXT_WIDTH = 600
};

static bool is_current(const struct meter *m)
{
	return !m->old && m->state != STATE_NONE;
}

static bool is_clear(const struct meter *m)
{
	enum group g = finding_group(&m->finding);

	return g == GROUP_WORSE || g == GROUP_BETTER || g == GROUP_OTHER;
}

/* The end of the run of rows with the theme of row i; *n: of them current. */
static size_t theme_end(const struct profile *p, size_t i, size_t *n)
{
	const char *theme = p->rows[i].ind->theme;

	*n = 0;
	for (; i < p->n && strcmp(p->rows[i].ind->theme, theme) == 0; i++)
		*n += is_current(&p->rows[i]);
	return i;
}

/* `<ELEMENT data-fact="sotkanet-228 WORD">`; the reader does not see it. */
static void open_fact(struct buf *b, const char *element, const char *class,
		      const struct meter *m, const char *word)
{
	buf_printf(b, "<%s%s data-fact=\"", element, class);
	part_id(b, '\0', m->ind);
	buf_printf(b, " %s\">", word);
}

/* --- paragraphs --- */

static void sentence(struct buf *b, const struct meter *m, enum lang lang)
{
	struct buf plain;

	buf_init(&plain, BUF_MAX);
	buf_puts(&plain, m->ind->title);
	sentence_add(&plain, &m->finding, &m->ind->measure, lang);
	buf_puts(b, "<p>");
	open_fact(b, "span", "", m, "sentence");
	text_html(b, buf_str(&plain));
	buf_puts(b, "</span></p>\n");
	buf_release(&plain);
}

/* The titles of current rows that `is` picks, behind the words of t. */
static void titles(struct buf *b, const struct profile *p, size_t from,
		   size_t to, enum text t, bool (*is)(const struct meter *))
{
	const char *before = "", *last = "";

	for (size_t i = from; i < to; i++) {
		const struct meter *m = &p->rows[i];

		if (!is_current(m) || !is(m))
			continue;
		if (!*before) {
			buf_puts(b, "<p>");
			part_text(b, p->cat->lang, t);
			before = ": ";
		}
		buf_puts(b, before);
		last = m->ind->title;
		text_html(b, last);
		before = "; ";
	}
	if (*before) /* a title may bring its own full stop */
		buf_puts(b, last[0] && last[strlen(last) - 1] == '.'
				    ? "</p>\n"
				    : ".</p>\n");
}

static bool shows_nothing(const struct meter *m)
{
	return finding_group(&m->finding) == GROUP_NONE &&
	       finding_assessed(&m->finding);
}

static bool is_hint(const struct meter *m)
{
	return finding_group(&m->finding) == GROUP_HINT;
}

static bool is_unassessed(const struct meter *m)
{
	return finding_group(&m->finding) == GROUP_NONE &&
	       !finding_assessed(&m->finding);
}

static void paragraphs(struct buf *b, const struct profile *p, size_t from,
		       size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct meter *m = &p->rows[i];

		if (is_current(m) &&
		    (is_clear(m) || finding_group(&m->finding) == GROUP_SMALL))
			sentence(b, m, p->cat->lang);
	}
	titles(b, p, from, to, TEXT_REPORT_HINTS, is_hint);
	titles(b, p, from, to, TEXT_REPORT_NO_CHANGE, shows_nothing);
	titles(b, p, from, to, TEXT_REPORT_UNASSESSED, is_unassessed);
}

/* --- the table --- */

static void figure_cell(struct buf *b, const struct meter *m, const char *word,
			double v, enum text none, bool median, enum lang lang)
{
	open_fact(b, "td", " class=\"n\"", m, word);
	if (isfinite(v))
		part_value(b, &m->ind->measure, v, lang);
	else
		part_text(b, lang, none);
	if (median && isfinite(v)) {
		buf_puts(b, " (");
		part_text(b, lang, TEXT_BRIEF_MEDIAN);
		buf_putc(b, ')');
	}
	buf_puts(b, "</td>");
}

static void row(struct buf *b, const struct meter *m, enum lang lang)
{
	struct buf word;

	buf_init(&word, 400);
	finding_word(&word, &m->finding, lang);
	buf_puts(b, "<tr><th scope=\"row\">");
	text_html(b, m->ind->title);
	if (m->ind->measure.survey) {
		buf_puts(b, " (");
		part_text(b, lang, TEXT_BRIEF_SURVEY);
		buf_putc(b, ')');
	}
	buf_puts(b, "</th>");
	open_fact(b, "td", " class=\"n\"", m, "year");
	buf_printf(b, "%d</td>", m->year);
	figure_cell(b, m, "own", m->value, state_text(m->state), false, lang);
	figure_cell(b, m, "county", m->county, TEXT_BRIEF_MISSING, false, lang);
	figure_cell(b, m, "country", m->country, TEXT_BRIEF_MISSING, m->median,
		    lang);
	open_fact(b, "td", "", m, "change");
	text_html(b, buf_str(&word));
	buf_puts(b, "</td></tr>\n");
	buf_release(&word);
}

static void table(struct buf *b, const struct profile *p, size_t from,
		  size_t to)
{
	enum lang lang = p->cat->lang;
	const char *heads[] = {
		text_get(TEXT_BRIEF_COL_INDICATOR, lang),
		text_get(TEXT_BRIEF_COL_YEAR, lang),
		p->place->name,
		text_get(TEXT_BRIEF_COL_COUNTY, lang),
		text_get(TEXT_BRIEF_COL_COUNTRY, lang),
		text_get(TEXT_BRIEF_COL_TREND, lang),
	};

	buf_puts(b, "<table>\n<caption>");
	phrase_html(b, lang, TEXT_REPORT_TABLE, p->place->name,
		    theme_title(p->rows[from].ind->theme, lang), NULL);
	buf_puts(b, "</caption>\n<thead><tr>");
	for (size_t i = 0; i < ARRAY_LEN(heads); i++) {
		buf_puts(b, "<th scope=\"col\">");
		text_html(b, heads[i]);
		buf_puts(b, "</th>");
	}
	buf_puts(b, "</tr></thead>\n<tbody>\n");
	for (size_t i = from; i < to; i++)
		if (is_current(&p->rows[i]))
			row(b, &p->rows[i], lang);
	buf_puts(b, "</tbody>\n</table>\n");
}

/* --- charts --- */

static void chart(struct buf *b, const struct profile *p, const struct meter *m)
{
	const struct exhibit *x = &m->chart;
	int height = x->width > 0 ? TEXT_WIDTH * x->height / x->width : 0;

	if (!x->name || !x->png || height == 0 || !is_clear(m))
		return;
	buf_printf(b,
		   "<p><img src=\"../%scharts/%s.png\" width=\"%d\" "
		   "height=\"%d\" alt=\"",
		   p->cat->up, x->name, TEXT_WIDTH, height);
	text_html(b, *x->alt ? x->alt : m->ind->title);
	buf_puts(b, "\"></p>\n");
}

/* --- what stands around them --- */

static void head(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	char day[TEXT_NUMBER];

	buf_printf(b, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n",
		   lang_name(lang));
	part_head(b, false);
	buf_puts(b, "<title>");
	phrase_html(b, lang, TEXT_REPORT_TITLE, p->place->name, NULL, NULL);
	buf_printf(b,
		   "</title>\n<link rel=\"stylesheet\" "
		   "href=\"../%sreport.css\">\n</head>\n<body>\n<main>\n<h1>",
		   p->cat->up);
	phrase_html(b, lang, TEXT_REPORT_TITLE, p->place->name, NULL, NULL);
	buf_puts(b, "</h1>\n<p>");
	part_text(b, lang, TEXT_REPORT_LEAD);
	buf_puts(b, "</p>\n<p>");
	phrase_html(b, lang, TEXT_REPORT_AS_OF,
		    *p->cat->data_date ? text_date(day, p->cat->data_date, lang)
				       : text_get(TEXT_BRIEF_UNKNOWN, lang),
		    NULL, NULL);
	buf_puts(b, "</p>\n");
}

static void foot(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	size_t old = 0;

	for (size_t i = 0; i < p->n; i++)
		old += p->rows[i].old;
	buf_puts(b, "<h2>");
	part_text(b, lang, TEXT_REPORT_SOURCES);
	buf_puts(b, "</h2>\n");
	part_producers(b, p);
	if (old > 0) {
		char year[PHRASE_INT], n[PHRASE_INT];

		buf_puts(b, "<p>");
		phrase_html(b, lang, TEXT_REPORT_OLD,
			    phrase_int(n, (int64_t)old),
			    phrase_int(year, p->cat->old_year), NULL);
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "<p><span id=\"paiva\">");
	part_as_of(b, p->cat);
	buf_puts(b, "</span>. ");
	part_text(b, lang, TEXT_BRIEF_CONTENT_ID);
	buf_puts(b, " <span id=\"tunnus\">");
	text_html(b, p->cat->content_id);
	buf_puts(b, "</span>.</p>\n</main>\n</body>\n</html>\n");
}

void page_report(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	bool any = false;

	head(b, p);
	for (size_t i = 0, end, n; i < p->n; i = end) {
		end = theme_end(p, i, &n);
		if (n == 0)
			continue;
		any = true;
		buf_puts(b, "<h2>");
		text_html(b, theme_title(p->rows[i].ind->theme, lang));
		buf_puts(b, "</h2>\n");
		paragraphs(b, p, i, end);
		table(b, p, i, end);
		for (size_t k = i; k < end; k++)
			if (is_current(&p->rows[k]))
				chart(b, p, &p->rows[k]);
	}
	if (!any) {
		buf_puts(b, "<p>");
		part_text(b, lang, TEXT_BRIEF_NO_INDICATORS);
		buf_puts(b, "</p>\n");
	}
	foot(b, p);
}

/* --- as a table for a spreadsheet --- */

static void put_number(struct buf *b, double v, int decimals)
{
	double unit = pow(10, decimals);

	csv_put_double(b, isfinite(v) ? round(v * unit) / unit : v);
}

static void csv_row(struct buf *b, const struct profile *p,
		    const struct meter *m)
{
	const struct indicator *ind = m->ind;
	const struct finding *f = &m->finding;
	struct buf word;

	buf_init(&word, 400);
	finding_word(&word, f, p->cat->lang);
	csv_put_text(b, p->place->code);
	csv_put_text(b, p->place->name);
	csv_put_text(b, theme_title(ind->theme, p->cat->lang));
	csv_put_text(b, ind->source);
	csv_put_text(b, ind->code);
	csv_put_text(b, ind->title);
	csv_put_text(b, unit_words(ind->unit, p->cat->lang));
	csv_put_int(b, m->year);
	put_number(b, m->value, ind->measure.decimals);
	csv_put_text(b, m->state == STATE_VALUE
				? ""
				: text_get(state_text(m->state), p->cat->lang));
	put_number(b, m->county, ind->measure.decimals);
	put_number(b, m->country, ind->measure.decimals);
	csv_put_text(b, m->median ? text_get(TEXT_BRIEF_MEDIAN, p->cat->lang)
				  : "");
	csv_put_text(b,
		     m->old ? text_get(TEXT_BRIEF_T_OUT_OF_DATE, p->cat->lang)
			    : buf_str(&word));
	if (!m->old && finding_assessed(f)) {
		csv_put_int(b, f->first_year);
		csv_put_int(b, f->last_year);
		put_number(b, f->slope, ind->measure.decimals + 2);
		put_number(b, f->q, 4);
	} else {
		for (int i = 0; i < 4; i++)
			csv_put_text(b, "");
	}
	csv_put_text(b, ind->organisation);
	csv_put_text(b, ind->licence);
	csv_put_text(b, ind->data_updated);
	csv_put_text(b, p->cat->content_id);
	csv_end(b);
	buf_release(&word);
}

void csv_report(struct buf *b, const struct profile *p)
{
	static const char *const names[] = {
		"area_code",    "area",
		"theme",        "source",
		"indicator",    "title",
		"unit",         "year",
		"value",        "missing_because",
		"county_value", "country_value",
		"compared",     "change",
		"first_year",   "last_year",
		"slope",        "q",
		"organisation", "licence",
		"data_updated", "content_id",
	};

	csv_put_head(b, names, ARRAY_LEN(names));
	for (size_t i = 0; i < p->n; i++)
		if (p->rows[i].state != STATE_NONE)
			csv_row(b, p, &p->rows[i]);
}
