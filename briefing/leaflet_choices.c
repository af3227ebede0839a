/*
 * Sheet 3: women and men, what might be agreed next with what speaks for it,
 * the county's municipalities beside each other, and what was left out.
 */
#include "lib/base.h"

#include "briefing/part_accord.h"
#include "briefing/part_leaflet.h"

enum {
	NEEDS = 3,
	TITLE_LINES = 2,
	NEED_LINES = 3,
};

static const struct fit pair_fit = {7.2, 66, false};
static const struct fit need_fit = {8.6, 168, true};
static const struct fit text_fit = {8, 168, false};
#define LINE_MM     2.95
#define PAIRS_MM    62.0 /* that women and men may take, heading and all */
#define PAIRS_HEAD  16.0
#define NEED_MM     3.8
#define NEEDS_HEAD  19.0
#define COUNTY_HEAD 17.0 /* above and below the chart */
#define WIDE_MM     150.0
#define STACKED_MM  50.0 /* that is left below a wide chart */

static void heading(struct buf *b, enum lang lang, enum text t)
{
	buf_puts(b, "<h3>");
	part_text(b, lang, t);
	buf_puts(b, "</h3>\n");
}

static void paragraph(struct buf *b, enum lang lang, const char *class,
		      enum text t)
{
	buf_printf(b, "<p class=\"%s\">", class);
	part_text(b, lang, t);
	buf_puts(b, "</p>\n");
}

/* --- women and men --- */

static enum text gap_text(const struct pair *x)
{
	switch (x->gap) {
	case GAP_NARROWED:
		return TEXT_SHEET_GAP_NARROWED;
	case GAP_WIDENED:
		return TEXT_SHEET_GAP_WIDENED;
	case GAP_NO_CHANGE:
		break;
	}
	return TEXT_SHEET_GAP_NONE;
}

/* Two dots on one scale from zero to the greater of them. */
static void dumbbell(struct buf *b, const struct pair *x)
{
	double most = fmax(fabs(x->female), fabs(x->male));
	double from, to;

	if (!(most > 0) || x->female < 0 || x->male < 0)
		return;
	from = 12 + 276 * x->female / most;
	to = 12 + 276 * x->male / most;
	buf_puts(b, "<svg class=\"pair\" viewBox=\"0 0 300 26\" "
		    "aria-hidden=\"true\"><path class=\"all\" "
		    "d=\"M12 13L288 13\"/>");
	buf_printf(b, "<path class=\"half\" d=\"M%.1f 13L%.1f 13\"/>", from,
		   to);
	buf_printf(b,
		   "<circle class=\"female\" cx=\"%.1f\" cy=\"13\" "
		   "r=\"8\"/>",
		   from);
	buf_printf(b,
		   "<rect class=\"male\" x=\"%.1f\" y=\"6\" width=\"14\" "
		   "height=\"14\"/></svg>",
		   to - 7);
}

static void pair_figure(struct buf *b, const struct pair *x, const char *word,
			double v, enum lang lang)
{
	buf_printf(b, "<td class=\"n\"><span data-fact=\"%s-%s %s\">",
		   x->ind->source, x->ind->code, word);
	part_value(b, &x->ind->measure, v, lang);
	buf_puts(b, "</span></td>");
}

static void pair_row(struct buf *b, const struct pair *x, enum lang lang)
{
	struct buf title;

	buf_init(&title, BUF_MAX);
	(void)fit_cut(&title, &pair_fit, x->ind->title, TITLE_LINES, NULL);
	buf_puts(b, "<tr><th scope=\"row\">");
	text_html(b, buf_str(&title));
	buf_printf(b, "</th><td class=\"n\">%d</td>", x->year);
	pair_figure(b, x, "female", x->female, lang);
	pair_figure(b, x, "male", x->male, lang);
	buf_puts(b, "<td class=\"s\">");
	dumbbell(b, x);
	buf_puts(b, "</td><td>");
	part_text(b, lang, gap_text(x));
	buf_puts(b, "</td></tr>\n");
	buf_release(&title);
}

static double pair_mm(const struct pair *x)
{
	size_t lines = fit_lines(&pair_fit, x->ind->title);

	/* the words on the gap may take a second line */
	return LINE_MM * (double)(lines < TITLE_LINES ? lines : TITLE_LINES) +
	       1.2;
}

/* Returns the height that it takes, as the next two do. */
static double pairs(struct buf *b, const struct leaflet *l)
{
	static const struct {
		const char *class;
		enum text text;
	} columns[] = {{"name", TEXT_BRIEF_COL_INDICATOR},
		       {"n", TEXT_BRIEF_COL_YEAR},
		       {"n", TEXT_SHEET_WOMEN},
		       {"n", TEXT_SHEET_MEN},
		       {"s", TEXT_SHEET_COL_PAIR},
		       {"gap", TEXT_SHEET_COL_GAP}};
	enum lang lang = l->p->cat->lang;
	double mm = PAIRS_HEAD;
	size_t i;

	heading(b, lang, TEXT_SHEET_SEXES);
	if (l->pair_n == 0) {
		paragraph(b, lang, "", TEXT_SHEET_NO_SEXES);
		return PAIRS_HEAD;
	}
	buf_puts(b, "<table class=\"pairs\">\n<thead><tr>");
	for (i = 0; i < ARRAY_LEN(columns); i++) {
		buf_printf(b, "<th scope=\"col\" class=\"%s\">",
			   columns[i].class);
		part_text(b, lang, columns[i].text);
		buf_puts(b, "</th>");
	}
	buf_puts(b, "</tr></thead>\n<tbody>\n");
	for (i = 0; i < l->pair_n; i++) {
		if (mm + pair_mm(&l->pairs[i]) > PAIRS_MM)
			break;
		mm += pair_mm(&l->pairs[i]);
		pair_row(b, &l->pairs[i], lang);
	}
	buf_puts(b, "</tbody>\n</table>\n");
	leaflet_rest(b, lang, "sexes", l->pair_n - i);
	return mm + LINE_MM * (i < l->pair_n);
}

/* --- what might be agreed next --- */

/* The priorities that an indicator is linked to directly or by proxy. */
static void current(struct buf *b, const struct leaflet *l,
		    const struct meter *m)
{
	size_t n = l->accord ? accord_count(l->accord, ACCORD_LINKS) : 0;
	struct buf list;

	buf_init(&list, BUF_MAX);
	for (size_t i = 0; i < n; i++) {
		const struct meter *of;

		(void)leaflet_is_shown(l, i, &of);
		if (of != m)
			continue;
		buf_puts(&list, list.len ? ", " : "");
		buf_puts(&list, accord_cell(l->accord, ACCORD_LINKS, i,
					    LINK_PRIORITY));
	}
	if (list.len)
		phrase_add(b, l->p->cat->lang, TEXT_SHEET_NEED_OF,
			   buf_str(&list), NULL, NULL);
	else
		buf_puts(b, text_get(TEXT_SHEET_NEED_NEW, l->p->cat->lang));
	buf_release(&list);
}

static enum text cell_text(int cell)
{
	static const enum text texts[] = {TEXT_SHEET_CELL_0, TEXT_SHEET_CELL_1,
					  TEXT_SHEET_CELL_2, TEXT_SHEET_CELL_3,
					  TEXT_SHEET_CELL_4};

	return texts[cell >= 0 && cell <= 4 ? cell : 0];
}

/* What speaks for it, as plain text. */
static void evidence(struct buf *b, const struct leaflet *l,
		     const struct need *x)
{
	const struct meter *m = x->m;
	enum lang lang = l->p->cat->lang;
	size_t before;

	buf_puts(b, text_get(cell_text(x->cell), lang));
	before = b->len;
	sentence_add(b, &m->finding, &m->ind->measure, lang);
	buf_puts(b, b->len == before ? ". " : " ");
	sentence_value(b, &m->ind->measure, m->year, m->value, m->country,
		       m->median, lang);
	buf_putc(b, ' ');
	current(b, l, m);
}

static double need(struct buf *b, const struct leaflet *l, const struct need *x)
{
	const struct indicator *ind = x->m->ind;
	struct buf text;
	char id[200];
	double mm;

	buf_init(&text, BUF_MAX);
	snprintf(id, sizeof(id), "%s-%s", ind->source, ind->code);
	buf_puts(b, "<li><h4>");
	(void)leaflet_fact(b, id, "title", ind->title, &need_fit, 1);
	buf_puts(b, "</h4>\n<p>");
	evidence(&text, l, x);
	mm = NEED_MM *
	     (1 + (double)leaflet_fact(b, id, "evidence", buf_str(&text),
				       &text_fit, NEED_LINES));
	buf_puts(b, "</p></li>\n");
	buf_release(&text);
	return mm + 2;
}

static double needs(struct buf *b, const struct leaflet *l)
{
	enum lang lang = l->p->cat->lang;
	size_t n = l->need_n < NEEDS ? l->need_n : NEEDS;
	double mm = NEEDS_HEAD;

	heading(b, lang, TEXT_SHEET_NEEDS);
	if (n == 0) {
		paragraph(b, lang, "", TEXT_SHEET_NO_NEEDS);
		return mm;
	}
	paragraph(b, lang, "note", TEXT_SHEET_NEEDS_NOTE);
	buf_puts(b, "<ol class=\"needs\">\n");
	for (size_t i = 0; i < n; i++)
		mm += need(b, l, &l->needs[i]);
	buf_puts(b, "</ol>\n");
	leaflet_rest(b, lang, "needs", l->need_n - n);
	return mm + LINE_MM * (n < l->need_n);
}

/* --- the county and what was left out --- */

static void picture(struct buf *b, const struct leaflet *l)
{
	const struct exhibit *x = &l->multiples;

	buf_printf(b,
		   "<img src=\"../%scharts/%s.svg\" width=\"%d\" "
		   "height=\"%d\" alt=\"",
		   l->p->cat->up, x->name, x->width, x->height);
	text_html(b, *x->alt ? x->alt : x->title);
	buf_puts(b, "\">\n");
}

static void county(struct buf *b, const struct leaflet *l)
{
	enum lang lang = l->p->cat->lang;

	buf_puts(b, "<div class=\"county\">\n");
	heading(b, lang, TEXT_SHEET_COUNTY);
	if (!l->top) {
		paragraph(b, lang, "", TEXT_SHEET_NO_TOP);
	} else if (!l->multiples.name) {
		paragraph(b, lang, "", TEXT_SHEET_NO_MULTIPLES);
	} else {
		paragraph(b, lang, "note",
			  l->need_n ? TEXT_SHEET_TOP_NEED
				    : TEXT_SHEET_TOP_AGREED);
		picture(b, l);
	}
	buf_puts(b, "</div>\n");
}

static double picture_mm(const struct leaflet *l, double width)
{
	return l->multiples.name ? width * l->multiples.height /
						   (l->multiples.width
							    ? l->multiples.width
							    : 1) +
					   COUNTY_HEAD
				 : COUNTY_HEAD;
}

/* The chart as wide as there is room for: beside what was left out, or above
 * it. A chart that would still be too high is made narrower by the style sheet.
 */
void leaflet_choices(struct buf *b, const struct leaflet *l)
{
	static const struct fit narrow = {6.8, 56, false},
				wide = {6.8, 86, false};
	double room = LEAFLET_ROOM + 8, above, high;
	bool stacked;

	room -= pairs(b, l);
	room -= needs(b, l);
	high = picture_mm(l, WIDE_MM);
	stacked = room - high >= STACKED_MM;
	above = stacked ? high : 0;
	buf_printf(b, "<div class=\"%s\">\n", stacked ? "above" : "beside");
	county(b, l);
	buf_puts(b, "<div class=\"left-out\">\n");
	heading(b, l->p->cat->lang, TEXT_BRIEF_LEFT_OUT);
	/* two columns hold twice as much, less what does not divide */
	part_left_short(b, l->p, stacked ? &wide : &narrow,
			stacked ? (room - above - 12) * 1.7 : room - 12);
	buf_puts(b, "</div>\n</div>\n");
}
