/*
 * What stands around a trend, as the picture has it; see around.h. Pure.
 */
#include <math.h>

#include "lib/num.h"
#include "plots/around.h"
#include "plots/chart.h"
#include "plots/picture.h"

enum {
	YEARS_LATER = 3, /* a negotiation, than the newest figure: at most */
	SIZE = 11,
	ROW = 15,
	UP = 10,    /* of the lowest row above the plot */
	DOWN = 38,  /* of the highest row below it */
	APART = 10, /* between two words of a row */
	WORDS = 32  /* more are not written */
};

int around_last(const struct around *a, int last)
{
	int out = last;

	for (size_t i = 0; i < a->ahead_n; i++)
		if (a->ahead[i].year > out)
			out = a->ahead[i].year;
	for (size_t i = 0; i < a->agreements_n; i++)
		if (a->agreements[i].year > out &&
		    a->agreements[i].year <= last + YEARS_LATER)
			out = a->agreements[i].year;
	return out;
}

static void stretch(struct axis_in *in, double low, double high)
{
	in->low = fmin(in->low, low);
	in->high = fmax(in->high, high);
}

void around_values(const struct around *a, int first, struct axis_in *in)
{
	for (size_t i = 0; i < a->peers_n; i++)
		if (a->peers[i].year >= first)
			stretch(in, a->peers[i].low, a->peers[i].high);
	for (size_t i = 0; i < a->ahead_n; i++) {
		const struct around_ahead *h = &a->ahead[i];

		stretch(in, h->has_interval ? h->low : h->value,
			h->has_interval ? h->high : h->value);
	}
}

static bool shown(const struct picture *p, int year)
{
	return year >= p->first && year <= p->last;
}

/* A line between two years is drawn for a break: none before the first. */
static bool shows_break(const struct picture *p, const struct around_break *b)
{
	return b->year > p->first && b->year <= p->last;
}

static double edge_year(const struct chart *c)
{
	return line_last(&c->lines[LINE_AREA])->year + 0.5;
}

/* --- words ------------------------------------------------------------------
 */

struct word {
	char *text; /* owned */
	double from, to;
	int row;
};

struct words {
	struct word list[WORDS];
	size_t n;
	int rows;
};

static void words_release(struct words *w)
{
	for (size_t i = 0; i < w->n; i++)
		free(w->list[i].text);
}

/* In the first row where it does not meet another one. Takes text. */
static void add_word(struct words *w, const struct picture *p, char *text,
		     double x, bool centre)
{
	double wide = picture_text_width(text, SIZE, ROLE_AXIS), most, from;
	struct word *one = &w->list[w->n];
	bool meets = true;

	if (w->n == WORDS) {
		free(text);
		return;
	}
	most = picture_edge(p) - wide;
	from = fmax(PICTURE_MARGIN, fmin(centre ? x - wide / 2 : x, most));
	*one = (struct word){text, from, from + wide, 0};
	for (; meets; one->row += meets) {
		meets = false;
		for (size_t i = 0; i < w->n; i++)
			meets |= w->list[i].row == one->row &&
				 w->list[i].from < one->to + APART &&
				 one->from < w->list[i].to + APART;
	}
	if (one->row >= w->rows)
		w->rows = one->row + 1;
	w->n++;
}

static char *year_words(enum text t, int year, enum lang lang)
{
	char text[NUM_TEXT], *out;
	const char *arg = num_text(text, year);
	struct buf b;

	buf_init(&b, BUF_MAX);
	words_fill(&b, t, lang, &arg, 1);
	out = xstrdup(buf_str(&b));
	buf_release(&b);
	return out;
}

static void words_above(const struct chart *c, const struct picture *p,
			struct words *w)
{
	const struct around *a = &c->around;

	*w = (struct words){.n = 0};
	for (size_t i = 0; i < a->breaks_n; i++)
		if (shows_break(p, &a->breaks[i]))
			add_word(w, p,
				 year_words(a->breaks[i].known
						    ? TEXT_CHART_BREAK_AT
						    : TEXT_CHART_STEP_AT,
					    a->breaks[i].year, p->lang),
				 picture_x(p, a->breaks[i].year - 0.5), true);
	if (a->ahead_n)
		add_word(w, p,
			 xasprintf("%s →", text_get(TEXT_CHART_AHEAD, p->lang)),
			 picture_x(p, edge_year(c)), false);
}

static void words_below(const struct chart *c, const struct picture *p,
			struct words *w)
{
	const struct around *a = &c->around;
	double half = picture_text_width("▲", SIZE, ROLE_AXIS) / 2;

	*w = (struct words){.n = 0};
	for (size_t i = 0; i < a->agreements_n; i++)
		if (shown(p, a->agreements[i].year))
			add_word(w, p, xasprintf("▲ %s", a->agreements[i].id),
				 picture_x(p, a->agreements[i].year) - half,
				 false);
}

int around_rows_above(const struct chart *c, const struct picture *p)
{
	struct words w;

	words_above(c, p, &w);
	words_release(&w);
	return w.rows;
}

int around_rows_below(const struct chart *c, const struct picture *p)
{
	struct words w;

	words_below(c, p, &w);
	words_release(&w);
	return w.rows;
}

void around_put_words(const struct chart *c, struct picture *p)
{
	struct words w;

	words_above(c, p, &w);
	for (size_t i = 0; i < w.n; i++)
		picture_text(p, w.list[i].text, w.list[i].from,
			     p->top - UP - ROW * w.list[i].row, SIZE,
			     ROLE_AXIS);
	words_release(&w);
	words_below(c, p, &w);
	for (size_t i = 0; i < w.n; i++)
		picture_text(p, w.list[i].text, w.list[i].from,
			     p->bottom + DOWN + ROW * w.list[i].row, SIZE,
			     ROLE_AXIS);
	words_release(&w);
}

static void add_note(struct buf *out, enum text t, enum lang lang,
		     const char *arg)
{
	if (out->len)
		buf_puts(out, " · ");
	words_fill(out, t, lang, &arg, 1);
}

static bool any_peers(const struct around *a, int first)
{
	return a->peers_n && a->peers[a->peers_n - 1].year >= first;
}

void around_notes(const struct chart *c, const struct picture *p,
		  struct buf *out)
{
	const struct around *a = &c->around;
	bool agreed = false;
	char n[NUM_TEXT];

	if (any_peers(a, p->first))
		add_note(out, TEXT_CHART_PEERS_NOTE, p->lang,
			 num_text(n, a->peers_most));
	if (a->ahead_n)
		add_note(out, TEXT_CHART_AHEAD_NOTE, p->lang, "");
	for (size_t i = 0; i < a->agreements_n; i++)
		agreed |= shown(p, a->agreements[i].year);
	if (agreed)
		add_note(out, TEXT_CHART_AGREED_NOTE, p->lang, "");
}

/* --- figures for gnuplot ----------------------------------------------------
 */

static void put(struct buf *out, double x, double a, double b)
{
	char text[NUM_TEXT];

	buf_printf(out, "%s ", num_text(text, x));
	buf_printf(out, "%s ", num_text(text, a));
	buf_printf(out, "%s\n", num_text(text, b));
}

/* A lone year is a little wide, so that it can be seen. */
void around_band_peers(const struct around *a, int first, struct buf *out)
{
	for (size_t i = 0; i < a->peers_n; i++) {
		const struct around_peers *q = &a->peers[i];
		bool before = i > 0 && q[-1].year == q->year - 1 &&
			      q[-1].year >= first;
		bool after = i + 1 < a->peers_n && q[1].year == q->year + 1;

		if (q->year < first)
			continue;
		if (!before && out->len)
			buf_putc(out, '\n');
		if (!before && !after)
			put(out, q->year - 0.2, q->low, q->high);
		put(out, q->year + (before || after ? 0.0 : 0.2), q->low,
		    q->high);
	}
}

void around_band_ahead(const struct chart *c, struct buf *out)
{
	const struct point *last = line_last(&c->lines[LINE_AREA]);
	const struct around *a = &c->around;

	for (size_t i = 0; i < a->ahead_n && a->ahead[i].has_interval; i++) {
		if (i == 0)
			put(out, last->year, last->value, last->value);
		put(out, a->ahead[i].year, a->ahead[i].low, a->ahead[i].high);
	}
}

void around_ahead_line(const struct chart *c, struct buf *out)
{
	const struct point *last = line_last(&c->lines[LINE_AREA]);
	const struct around *a = &c->around;

	for (size_t i = 0; i < a->ahead_n; i++) {
		if (i == 0)
			put(out, last->year, last->value, last->value);
		put(out, a->ahead[i].year, a->ahead[i].value,
		    a->ahead[i].value);
	}
}

static void put_upright(struct buf *out, const struct picture *p, double year)
{
	if (out->len)
		buf_putc(out, '\n');
	put(out, year, p->y.low, 0.0);
	put(out, year, p->y.high, 0.0);
}

void around_break_lines(const struct around *a, const struct picture *p,
			struct buf *out)
{
	for (size_t i = 0; i < a->breaks_n; i++)
		if (shows_break(p, &a->breaks[i]))
			put_upright(out, p, a->breaks[i].year - 0.5);
}

void around_edge_line(const struct chart *c, const struct picture *p,
		      struct buf *out)
{
	if (c->around.ahead_n)
		put_upright(out, p, edge_year(c));
}

/* --- the text alternative ---------------------------------------------------
 */

static void say_ahead(const struct chart *c, struct buf *out)
{
	const struct around *a = &c->around;
	const struct around_ahead *h;
	char year[NUM_TEXT], value[GAUGE_VALUE], low[GAUGE_VALUE],
		high[GAUGE_VALUE];
	const char *args[] = {year, value, low, high};

	if (!a->ahead_n)
		return;
	h = &a->ahead[a->ahead_n - 1];
	num_text(year, h->year);
	gauge_value(value, &c->m, h->value);
	gauge_value(low, &c->m, h->low);
	gauge_value(high, &c->m, h->high);
	buf_putc(out, ' ');
	words_fill(out,
		   h->has_interval ? TEXT_CHART_AHEAD_SAYS
				   : TEXT_CHART_AHEAD_BARE,
		   c->m.lang, args, ARRAY_LEN(args));
}

void around_alt(const struct chart *c, struct buf *out)
{
	const struct point *first = line_first(&c->lines[LINE_AREA]);
	const struct around *a = &c->around;

	say_ahead(c, out);
	for (size_t i = 0; i < a->breaks_n; i++) {
		char *text;

		if (!first || a->breaks[i].year <= first->year)
			continue;
		text = year_words(a->breaks[i].known ? TEXT_CHART_BREAK_SAYS
						     : TEXT_CHART_STEP_SAYS,
				  a->breaks[i].year, c->m.lang);
		buf_printf(out, " %s", text);
		free(text);
	}
	for (size_t i = 0; i < a->agreements_n; i++) {
		char year[NUM_TEXT];
		const char *args[] = {a->agreements[i].id,
				      num_text(year, a->agreements[i].year)};

		buf_putc(out, ' ');
		words_fill(out, TEXT_CHART_AGREED_SAYS, c->m.lang, args,
			   ARRAY_LEN(args));
	}
}
