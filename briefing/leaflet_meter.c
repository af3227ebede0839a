/*
 * Sheet 4: the barometer. What there is no room for goes by rule: first what
 * the municipality has no figure of, then what could not be assessed, what
 * shows no clear change, what measures a priority, and of findings the least
 * certain. Old figures stand apart. Missing is told in words.
 */
#include "lib/base.h"

#include "briefing/part_leaflet.h"
#include "lib/theme.h"

static const struct fit title_fit = {6.8, 50, false};
static const struct fit change_fit = {6.8, 24.5, false};
static const struct fit old_fit = {6.8, 178, false};
enum {
	TITLE_LINES = 2, /* where there is no room for more */
	TITLE_MOST = 3,
	OLD_LINES = 5, /* the same of old figures */
	OLD_MOST = 16
};
#define LINE_MM     2.75
#define EDGE_MM     1.0 /* between two rows */
#define THEME_MM    4.3
#define HEAD_MM     26.0 /* the note with the legend, the head of the table */
#define OLD_MM      24.0 /* the old figures, when there are any */
#define OLD_LINE_MM 3.2

/* How much a row matters, the most first. */
enum rank {
	RANK_FINDING,
	RANK_AGREED,
	RANK_ASSESSED,
	RANK_VALUE,
	RANK_MISSING,
	RANK_N
};

static bool is_agreed(const struct leaflet *l, const struct meter *m)
{
	size_t n = l->accord ? accord_count(l->accord, ACCORD_LINKS) : 0;

	for (size_t i = 0; i < n; i++)
		if (strcmp(accord_cell(l->accord, ACCORD_LINKS, i, LINK_CODE),
			   m->ind->code) == 0 &&
		    strcmp(accord_cell(l->accord, ACCORD_LINKS, i, LINK_SOURCE),
			   m->ind->source) == 0)
			return true;
	return false;
}

static enum rank rank_of(const struct leaflet *l, const struct meter *m)
{
	if (m->state != STATE_VALUE)
		return RANK_MISSING;
	if (finding_group(&m->finding) != GROUP_NONE)
		return RANK_FINDING;
	if (is_agreed(l, m))
		return RANK_AGREED;
	return finding_assessed(&m->finding) ? RANK_ASSESSED : RANK_VALUE;
}

static double row_mm(const struct meter *m, size_t most, enum lang lang)
{
	struct buf word;
	size_t title = fit_lines(&title_fit, m->ind->title), change;

	buf_init(&word, 400);
	finding_word(&word, &m->finding, lang);
	change = fit_lines(&change_fit, buf_str(&word)) +
		 (finding_note(&m->finding, lang) ? 2 : 0);
	buf_release(&word);
	if (title > most)
		title = most;
	return LINE_MM * (double)(change > title ? change : title) + EDGE_MM;
}

static bool is_row(const struct meter *m)
{
	return m->state != STATE_NONE && !m->old;
}

/* The height of all that is chosen. */
static double total_mm(const struct leaflet *l, const bool *shown, size_t most)
{
	const struct profile *p = l->p;
	const char *theme = "";
	double mm = 0;

	for (size_t i = 0; i < p->n; i++) {
		if (!shown[i])
			continue;
		if (strcmp(theme, p->rows[i].ind->theme) != 0)
			mm += THEME_MM;
		theme = p->rows[i].ind->theme;
		mm += row_mm(&p->rows[i], most, p->cat->lang);
	}
	return mm;
}

/* How certain what is said of a row is: the smaller the more. */
static double doubt(const struct meter *m)
{
	return isfinite(m->finding.q) ? m->finding.q : 1;
}

/* The row that goes first; p->n: none is left. */
static size_t least(const struct leaflet *l, const bool *shown)
{
	const struct profile *p = l->p;
	size_t at = p->n;

	for (size_t i = 0; i < p->n; i++) {
		enum rank r, s;

		if (!shown[i])
			continue;
		r = rank_of(l, &p->rows[i]);
		s = at < p->n ? rank_of(l, &p->rows[at]) : RANK_FINDING;
		if (at == p->n || r > s ||
		    (r == s && doubt(&p->rows[i]) >= doubt(&p->rows[at])))
			at = i;
	}
	return at;
}

/* How many rows were left out for want of room. */
static size_t choose(const struct leaflet *l, bool *shown, double room)
{
	const struct profile *p = l->p;
	size_t left_out = 0;

	for (size_t i = 0; i < p->n; i++)
		shown[i] = is_row(&p->rows[i]);
	for (size_t i; total_mm(l, shown, TITLE_LINES) > room; left_out++) {
		i = least(l, shown);
		if (i == p->n)
			break;
		shown[i] = false;
	}
	return left_out;
}

/* --- the spine of a row --- */

/* In tenths of a millimetre: sheet.css gives the picture this size. */
enum {
	SPINE_W = 200,
	SPINE_H = 26,
	SPINE_EDGE = 8
};

static double spine_x(double at)
{
	return SPINE_EDGE + at * (SPINE_W - 2 * SPINE_EDGE);
}

/* From the worst to the best of all municipalities, their middle half as a box,
 * the country in the middle, a diamond for the county, a dot for this one. */
static void spine(struct buf *b, const struct meter *m, const struct spread *s)
{
	double q[4], own, county;
	double mid = SPINE_H / 2.0;

	if (!leaflet_place(m, s, m->value, &own))
		return;
	for (size_t i = 0; i < ARRAY_LEN(q); i++) {
		(void)leaflet_place(m, s, s->q[i], &q[i]);
		q[i] = spine_x(q[i]);
	}
	buf_printf(b,
		   "<svg class=\"spine\" viewBox=\"0 0 %d %d\" "
		   "aria-hidden=\"true\">",
		   SPINE_W, SPINE_H);
	buf_printf(b, "<path class=\"all\" d=\"M%.1f %.1fL%.1f %.1f\"/>", q[0],
		   mid, q[3], mid);
	buf_printf(b, "<path class=\"half\" d=\"M%.1f %.1fL%.1f %.1f\"/>", q[1],
		   mid, q[2], mid);
	buf_printf(b, "<path class=\"maa\" d=\"M%.1f 0L%.1f %d\"/>",
		   spine_x(.5), spine_x(.5), SPINE_H);
	if (leaflet_place(m, s, m->county, &county)) {
		double x = spine_x(county);

		buf_printf(b,
			   "<path class=\"hva\" d=\"M%.1f %.1fL%.1f "
			   "%.1fL%.1f %.1fL%.1f %.1fZ\"/>",
			   x - 7, mid, x, mid - 9, x + 7, mid, x, mid + 9);
	}
	buf_printf(b,
		   "<circle class=\"own\" cx=\"%.1f\" cy=\"%.1f\" "
		   "r=\"7.5\"/></svg>",
		   spine_x(own), mid);
}

/* --- rows --- */

static void figure_cell(struct buf *b, const struct meter *m, double v,
			bool median, enum lang lang)
{
	buf_puts(b, "<td class=\"n\">");
	if (!isfinite(v)) {
		part_none(b, lang, TEXT_BRIEF_MISSING);
	} else {
		part_value(b, &m->ind->measure, v, lang);
		/* the legend says what the sign means */
		buf_puts(b, median ? "<span class=\"tag\">*</span>" : "");
	}
	buf_puts(b, "</td>");
}

static void row(struct buf *b, const struct leaflet *l, size_t i, size_t most)
{
	const struct meter *m = &l->p->rows[i];
	enum lang lang = l->p->cat->lang;
	char text[TEXT_NUMBER];
	struct buf title;
	bool cut;

	buf_init(&title, BUF_MAX);
	(void)fit_cut(&title, &title_fit, m->ind->title, most, &cut);
	buf_puts(b, "<tr id=\"");
	part_id(b, 'm', m->ind);
	buf_printf(b, "\"%s><th scope=\"row\">", cut ? " class=\"cut\"" : "");
	text_html(b, buf_str(&title));
	buf_printf(b, "</th><td class=\"n\">%d</td>", m->year);
	if (m->state == STATE_VALUE) {
		buf_puts(b, "<td class=\"n own\">");
		part_value(b, &m->ind->measure, m->value, lang);
	} else {
		buf_puts(b, "<td class=\"n own\">");
		part_none(b, lang, state_text(m->state));
	}
	buf_puts(b, "</td>");
	figure_cell(b, m, m->county, false, lang);
	figure_cell(b, m, m->country, m->median, lang);
	buf_puts(b, "<td>");
	part_change(b, m, lang);
	buf_puts(b, "</td><td class=\"n\">");
	if (m->finding.verdict == VERDICT_NONE)
		part_none(b, lang, TEXT_BRIEF_T_NOT_TESTED);
	else
		buf_printf(b, "%d", m->finding.n);
	buf_puts(b, "</td><td class=\"n\">");
	if (isfinite(l->counts[i]) && m->state == STATE_VALUE)
		text_html(b, text_number(text, l->counts[i], 0, lang));
	buf_puts(b, "</td><td class=\"s\">");
	spine(b, m, &l->spreads[i]);
	buf_puts(b, "</td></tr>\n");
	buf_release(&title);
}

static void head(struct buf *b, const struct profile *p)
{
	static const struct {
		const char *class;
		enum text text; /* TEXT_N: the municipality's name */
	} columns[] = {
		{"name", TEXT_BRIEF_COL_INDICATOR},
		{"n year", TEXT_BRIEF_COL_YEAR},
		{"n value", TEXT_N},
		{"n value", TEXT_SHEET_COL_COUNTY},
		{"n value", TEXT_BRIEF_COL_COUNTRY},
		{"change", TEXT_BRIEF_COL_TREND},
		{"n years", TEXT_BRIEF_COL_N},
		{"n count", TEXT_SHEET_COL_COUNT},
		{"s", TEXT_SHEET_COL_SPINE},
	};

	buf_puts(b, "<table class=\"meter\">\n<thead><tr>");
	for (size_t i = 0; i < ARRAY_LEN(columns); i++) {
		buf_printf(b, "<th scope=\"col\" class=\"%s\">",
			   columns[i].class);
		if (columns[i].text == TEXT_N)
			text_html(b, p->place->name);
		else
			part_text(b, p->cat->lang, columns[i].text);
		buf_puts(b, "</th>");
	}
	buf_puts(b, "</tr></thead>\n");
}

static void table(struct buf *b, const struct leaflet *l, const bool *shown,
		  size_t most)
{
	const struct profile *p = l->p;
	const char *theme = NULL;

	head(b, p);
	for (size_t i = 0; i < p->n; i++) {
		if (!shown[i])
			continue;
		if (!theme || strcmp(theme, p->rows[i].ind->theme) != 0) {
			buf_puts(b, theme ? "</tbody>\n" : "");
			theme = p->rows[i].ind->theme;
			buf_puts(b, "<tbody>\n<tr><th class=\"theme\" "
				    "scope=\"rowgroup\" colspan=\"9\">");
			text_html(b, theme_title(theme, p->cat->lang));
			buf_puts(b, "</th></tr>\n");
		}
		row(b, l, i, most);
	}
	buf_puts(b, "</tbody>\n</table>\n");
}

/* --- old figures --- */

/* "Title 12,3 % (2011)" */
static void old_item(struct buf *b, const struct meter *m, enum lang lang)
{
	buf_puts(b, m->ind->title);
	buf_putc(b, ' ');
	if (m->state == STATE_VALUE)
		measure_value(b, &m->ind->measure, m->value, lang);
	else
		buf_puts(b, text_get(state_text(m->state), lang));
	buf_printf(b, " (%d)", m->year);
}

/* As many as fill the lines; returns how many. */
static size_t old_items(struct buf *b, const struct profile *p, size_t lines)
{
	struct buf so_far, item;
	size_t done = 0;

	buf_init(&so_far, BUF_MAX);
	buf_init(&item, BUF_MAX);
	for (size_t i = 0; i < p->n; i++) {
		if (!p->rows[i].old)
			continue;
		buf_clear(&item);
		old_item(&item, &p->rows[i], p->cat->lang);
		buf_puts(&so_far, buf_str(&item));
		buf_puts(&so_far, "; ");
		/* one line for the words around them */
		if (fit_lines(&old_fit, buf_str(&so_far)) > lines - 1)
			break;
		buf_printf(b, "%s<span data-fact=\"old ", done++ ? "; " : "");
		part_id(b, '\0', p->rows[i].ind);
		buf_puts(b, "\">");
		text_html(b, buf_str(&item));
		buf_puts(b, "</span>");
	}
	buf_release(&so_far);
	buf_release(&item);
	return done;
}

static void old(struct buf *b, const struct profile *p, size_t lines)
{
	enum lang lang = p->cat->lang;
	char year[PHRASE_INT];
	size_t n = 0, done;

	for (size_t i = 0; i < p->n; i++)
		n += p->rows[i].old;
	if (n == 0)
		return;
	buf_puts(b, "<h3>");
	part_text(b, lang, TEXT_BRIEF_OLD);
	buf_puts(b, "</h3>\n<p class=\"old\"><span class=\"tag\">");
	phrase_html(b, lang, TEXT_SHEET_OLD, phrase_int(year, p->cat->old_year),
		    NULL, NULL);
	buf_puts(b, "</span> ");
	done = old_items(b, p, lines);
	buf_puts(b, ".");
	if (n > done) {
		buf_puts(b, " <span data-fact=\"old rest\">");
		part_count(b, lang, TEXT_SHEET_REST, n - done);
		buf_puts(b, "</span>");
	}
	buf_puts(b, "</p>\n");
}

void leaflet_meter(struct buf *b, const struct leaflet *l)
{
	const struct profile *p = l->p;
	bool *shown = xcalloc(p->n + 1, sizeof(*shown)), any = false;
	size_t left_out, most = TITLE_LINES, lines = OLD_LINES;
	double room = LEAFLET_ROOM - HEAD_MM, mm;

	for (size_t i = 0; i < p->n; i++)
		if (p->rows[i].old) {
			room -= OLD_MM;
			break;
		}
	left_out = choose(l, shown, room);
	if (left_out == 0 && total_mm(l, shown, TITLE_MOST) <= room)
		most = TITLE_MOST;
	mm = total_mm(l, shown, most);
	while (lines < OLD_MOST && mm + OLD_LINE_MM <= room) {
		mm += OLD_LINE_MM;
		lines++;
	}
	buf_puts(b, "<p class=\"note\">");
	part_text(b, p->cat->lang, TEXT_SHEET_METER_NOTE);
	buf_puts(b, "</p>\n");
	for (size_t i = 0; i < p->n; i++)
		any |= shown[i];
	if (any) {
		table(b, l, shown, most);
	} else {
		buf_puts(b, "<p>");
		part_text(b, p->cat->lang, TEXT_BRIEF_NO_INDICATORS);
		buf_puts(b, "</p>\n");
	}
	leaflet_rest(b, p->cat->lang, "meter", left_out);
	old(b, p, lines);
	free(shown);
}
