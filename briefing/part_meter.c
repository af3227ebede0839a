/*
 * The barometer: every indicator with a figure, under its theme, and the old
 * figures apart from it. What is missing is told in words, never with a sign
 * that could be taken for zero.
 */
#include "lib/base.h"

#include "briefing/part.h"
#include "lib/theme.h"

void part_none(struct buf *b, enum lang lang, enum text t)
{
	buf_puts(b, "<span class=\"none\">");
	part_text(b, lang, t);
	buf_puts(b, "</span>");
}

void part_value(struct buf *b, const struct measure *m, double v,
		enum lang lang)
{
	struct buf plain;

	buf_init(&plain, 200);
	measure_value(&plain, m, v, lang);
	text_html(b, buf_str(&plain));
	buf_release(&plain);
}

void part_cell(struct buf *b, const char *class, const char *label)
{
	buf_printf(b, "<td class=\"%s\" data-l=\"", class);
	text_html(b, label);
	buf_puts(b, "\">");
}

static void figure_cell(struct buf *b, const struct meter *m, const char *class,
			const char *label, double v, bool median,
			enum lang lang)
{
	part_cell(b, class, label);
	buf_puts(b, "<span>");
	if (!isfinite(v)) {
		part_none(b, lang, TEXT_BRIEF_MISSING);
	} else {
		part_value(b, &m->ind->measure, v, lang);
		if (median) {
			buf_puts(b, " <span class=\"tag\">");
			part_text(b, lang, TEXT_BRIEF_MEDIAN);
			buf_puts(b, "</span>");
		}
	}
	buf_puts(b, "</span></td>\n");
}

static const char *verdict_class(const struct meter *m)
{
	switch (finding_group(&m->finding)) {
	case GROUP_WORSE:
		return "v clear worse";
	case GROUP_BETTER:
		return "v clear better";
	case GROUP_OTHER:
		return "v clear other";
	case GROUP_SMALL:
		if (m->finding.sense == SENSE_NONE)
			return "v other";
		return m->finding.sense == SENSE_WORSE ? "v worse" : "v better";
	case GROUP_NONE:
	case GROUP_HINT:
	case GROUP_N:
		break;
	}
	return "v";
}

void part_change(struct buf *b, const struct meter *m, enum lang lang)
{
	const char *side = finding_side(&m->finding, lang);
	const char *note = finding_note(&m->finding, lang);
	struct buf word;

	buf_init(&word, 400);
	finding_word(&word, &m->finding, lang);
	buf_printf(b,
		   "<span class=\"%s\"><span class=\"sign\" "
		   "aria-hidden=\"true\">%s</span>",
		   verdict_class(m), finding_sign(&m->finding));
	text_html(b, buf_str(&word));
	if (side) {
		buf_puts(b, "<span class=\"hidden\">, ");
		text_html(b, side);
		buf_puts(b, "</span>");
	}
	buf_puts(b, "</span>");
	if (note) {
		buf_puts(b, " <span class=\"tag\">");
		text_html(b, note);
		buf_puts(b, "</span>");
	}
	buf_release(&word);
}

static void title_cell(struct buf *b, const struct meter *m, enum lang lang)
{
	buf_puts(b, "<tr id=\"");
	part_id(b, 'm', m->ind);
	buf_puts(b, "\"><th scope=\"row\">");
	if (m->chart.name) {
		buf_puts(b, "<a href=\"#");
		part_id(b, 'k', m->ind);
		buf_puts(b, "\">");
	}
	text_html(b, m->ind->title);
	if (m->chart.name)
		buf_puts(b, "</a>");
	if (m->ind->shown) {
		buf_puts(b, " <a class=\"to\" href=\"../mittari/");
		part_id(b, '\0', m->ind);
		buf_puts(b, ".html\">");
		part_text(b, lang, TEXT_BRIEF_TO_INDICATOR);
		buf_puts(b, "<span class=\"hidden\">: ");
		text_html(b, m->ind->title);
		buf_puts(b, "</span></a>");
	}
	if (m->ind->measure.survey) {
		buf_puts(b, " <span class=\"tag\">");
		part_text(b, lang, TEXT_BRIEF_SURVEY);
		buf_puts(b, "</span>");
	}
	buf_puts(b, "</th>\n");
}

static void row(struct buf *b, const struct profile *p, const struct meter *m)
{
	enum lang lang = p->cat->lang;

	title_cell(b, m, lang);
	part_cell(b, "n", text_get(TEXT_BRIEF_COL_YEAR, lang));
	buf_printf(b, "%d</td>\n", m->year);
	if (m->state == STATE_VALUE) {
		figure_cell(b, m, "n own", p->place->name, m->value, false,
			    lang);
	} else {
		part_cell(b, "n own", p->place->name);
		part_none(b, lang, state_text(m->state));
		buf_puts(b, "</td>\n");
	}
	figure_cell(b, m, "n", text_get(TEXT_BRIEF_COL_COUNTY, lang), m->county,
		    false, lang);
	figure_cell(b, m, "n", text_get(TEXT_BRIEF_COL_COUNTRY, lang),
		    m->country, m->median, lang);
	if (!m->old) {
		part_cell(b, "trend", text_get(TEXT_BRIEF_COL_TREND, lang));
		part_change(b, m, lang);
		buf_puts(b, "</td>\n");
		part_cell(b, "n", text_get(TEXT_BRIEF_N_HELP, lang));
		if (m->finding.verdict == VERDICT_NONE)
			part_none(b, lang, TEXT_BRIEF_T_NOT_TESTED);
		else
			buf_printf(b, "%d", m->finding.n);
		buf_puts(b, "</td>\n");
	}
	buf_puts(b, "</tr>\n");
}

static void column(struct buf *b, const char *class, const char *title)
{
	buf_printf(b, "<th scope=\"col\" class=\"%s\">", class);
	text_html(b, title);
	buf_puts(b, "</th>");
}

/* The opening of a table up to its rows. */
static void table_open(struct buf *b, const struct profile *p,
		       const char *caption, bool old)
{
	enum lang lang = p->cat->lang;

	buf_printf(b, "<table class=\"meter cards%s\">\n<caption><h3>",
		   old ? " old" : "");
	text_html(b, caption);
	buf_puts(b, "</h3></caption>\n<colgroup><col class=\"c-name\">"
		    "<col class=\"c-year\"><col class=\"c-value\">"
		    "<col class=\"c-value\"><col class=\"c-country\">");
	if (!old)
		buf_puts(b, "<col class=\"c-trend\"><col class=\"c-n\">");
	buf_puts(b, "</colgroup>\n<thead><tr>");
	column(b, "name", text_get(TEXT_BRIEF_COL_INDICATOR, lang));
	column(b, "n", text_get(TEXT_BRIEF_COL_YEAR, lang));
	column(b, "n", p->place->name);
	column(b, "n", text_get(TEXT_BRIEF_COL_COUNTY, lang));
	column(b, "n", text_get(TEXT_BRIEF_COL_COUNTRY, lang));
	if (!old) {
		column(b, "trend", text_get(TEXT_BRIEF_COL_TREND, lang));
		column(b, "n", text_get(TEXT_BRIEF_COL_N, lang));
	}
	buf_puts(b, "</tr></thead>\n<tbody>\n");
}

static const char table_end[] = "</tbody>\n</table>\n";

void part_meters(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	const char *theme = NULL;

	part_section(b, lang, TEXT_BRIEF_METER);
	buf_puts(b, "<p class=\"note\">");
	phrase_html(b, lang, TEXT_BRIEF_METER_NOTE,
		    text_get(TEXT_BRIEF_LEGEND, lang), NULL, NULL);
	buf_puts(b, "</p>\n");
	if (p->spine.name)
		part_figure(b, p->cat, &p->spine, "selkaranka", "wide",
			    p->spine.title);
	for (size_t i = 0; i < p->n; i++) {
		const struct meter *m = &p->rows[i];

		if (m->old || m->state == STATE_NONE)
			continue;
		if (!theme || strcmp(theme, m->ind->theme) != 0) {
			if (theme)
				buf_puts(b, table_end);
			theme = m->ind->theme;
			table_open(b, p, theme_title(theme, lang), false);
		}
		row(b, p, m);
	}
	if (theme) {
		buf_puts(b, table_end);
	} else {
		buf_puts(b, "<p>");
		part_text(b, lang, TEXT_BRIEF_NO_INDICATORS);
		buf_puts(b, "</p>\n");
	}
	buf_puts(b, "</section>\n");
}

static void old_charts(struct buf *b, const struct profile *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += p->rows[i].old && p->rows[i].chart.name;
	if (n == 0)
		return;
	buf_puts(b, "<details class=\"more\"><summary>");
	part_count(b, p->cat->lang, TEXT_BRIEF_OLD_CHARTS, n);
	buf_puts(b, "</summary>\n");
	part_figures(b, p, 0, p->n, true);
	buf_puts(b, "</details>\n");
}

void part_old(struct buf *b, const struct profile *p)
{
	enum lang lang = p->cat->lang;
	char year[PHRASE_INT];
	size_t n = 0;

	part_section(b, lang, TEXT_BRIEF_OLD);
	for (size_t i = 0; i < p->n; i++)
		n += p->rows[i].old;
	buf_puts(b, "<p class=\"note\">");
	if (n > 0)
		phrase_html(b, lang, TEXT_BRIEF_OLD_NOTE,
			    phrase_int(year, p->cat->old_year), NULL, NULL);
	else
		part_text(b, lang, TEXT_BRIEF_OLD_NONE);
	buf_puts(b, "</p>\n");
	if (n > 0) {
		table_open(b, p, text_get(TEXT_BRIEF_OLD_TABLE, lang), true);
		for (size_t i = 0; i < p->n; i++)
			if (p->rows[i].old)
				row(b, p, &p->rows[i]);
		buf_puts(b, table_end);
	}
	old_charts(b, p);
	buf_puts(b, "</section>\n");
}
