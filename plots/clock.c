/*
 * The year clock of a county as a strip of twelve months: meetings, what is
 * due, and when fresh figures are expected. Nothing in it comes from today's
 * clock.
 */
#include <math.h>

#include "lib/csv.h"
#include "lib/embedded.h"
#include "lib/num.h"
#include "plots/clock.h"
#include "plots/legend.h"

enum {
	SIZE = 11,
	LINE = 14,
	LINES_MOST = 2, /* of a row's text; the CSV has the whole */
	ROW_PAD = 8,
	HEAD_HIGH = 24, /* a heading between rows */
	MONTHS_HIGH = 34,
	TEXT_WIDE = 262,
	BAR = 4,      /* half of the height */
	BAR_HIGH = 16 /* where it stands below its text */
};

struct drawing {
	const struct year_strip *s;
	struct picture p;
	struct canvas c;
};

/* --- where things stand -----------------------------------------------------
 */

/* Months from the beginning of the strip on; a day is a part of its month. end:
 * where a month or a year that is meant as a whole ends. */
static double months_of(const struct year_strip *s, const char *when, bool end)
{
	int year = strip_number(when, 0, s->year);
	int month = strip_number(when, 5, 1), day = strip_number(when, 8, 1);
	size_t len = strlen(when);
	double at;

	at = (year - s->year) * 12 + (month - s->month) + (day - 1) / 31.0;
	if (end)
		at += len >= 10 ? 1.0 / 31.0 : len >= 7 ? 1.0 : 12.0;
	return at;
}

static double at(const struct drawing *d, double months)
{
	months = fmax(0.0, fmin(CLOCK_MONTHS, months));
	return d->p.left + months / CLOCK_MONTHS * (d->p.right - d->p.left);
}

/* Two lines at most, the second one with three dots where there is more. */
static void wrap_text(const struct drawing *d, const struct clock_row *row,
		      struct lines *l)
{
	const struct font f = {SIZE, false};
	double wide = picture_is_narrow(&d->p)
			      ? picture_edge(&d->p) - PICTURE_MARGIN
			      : TEXT_WIDE;

	lines_wrap(l, row->text, f, wide);
	if (l->n > LINES_MOST) {
		struct lines cut = {0};
		char *last;

		lines_wrap(&cut, l->line[LINES_MOST - 1], f, wide - 12);
		last = xasprintf("%s…", cut.line[0]);
		lines_release(&cut);
		free(l->line[LINES_MOST - 1]);
		l->line[LINES_MOST - 1] = last;
		while (l->n > LINES_MOST)
			free(l->line[--l->n]);
	}
}

static double row_height(const struct drawing *d, const struct clock_row *row)
{
	struct lines l = {0};
	double high;

	wrap_text(d, row, &l);
	high = (double)l.n * LINE + ROW_PAD;
	lines_release(&l);
	return high + (picture_is_narrow(&d->p) ? BAR_HIGH : 0);
}

static bool opens_line(const struct year_strip *s, size_t i)
{
	return i == 0 || s->rows[i].line != s->rows[i - 1].line;
}

/* Only the signs that there are. */
static void draw_key(struct drawing *d)
{
	bool day = false, again = false, bar = false;
	enum lang lang = d->p.lang;
	struct legend l;

	for (size_t i = 0; i < d->s->n; i++) {
		const struct clock_row *row = &d->s->rows[i];

		again |= row->again;
		day |= row->day[0] && !row->again;
		bar |= strcmp(row->first, row->last) != 0 || !row->day[0];
	}
	legend_begin(&l, &d->p, &d->c);
	if (day)
		legend_mark(&l, MARK_DATE,
			    text_get(TEXT_CHART_CLOCK_DAY, lang));
	if (again)
		legend_mark(&l, MARK_AGAIN,
			    text_get(TEXT_CHART_CLOCK_AGAIN, lang));
	if (bar)
		legend_bar(&l, PAINT_SIMILAR,
			   text_get(TEXT_CHART_CLOCK_SPAN, lang));
	legend_end(&l);
}

static void add_count(struct buf *b, enum text t, enum lang lang, size_t n)
{
	char text[NUM_TEXT];
	const char *arg = num_text(text, (double)n);

	if (n == 0)
		return;
	if (b->len)
		buf_puts(b, " · ");
	words_fill(b, t, lang, &arg, 1);
}

static void put_notes(struct drawing *d, struct buf *b)
{
	const struct year_strip *s = d->s;
	const char *arg = s->undated;

	add_count(b, TEXT_CHART_CLOCK_OVERDUE, s->lang, s->overdue);
	add_count(b, TEXT_CHART_CLOCK_LATER, s->lang, s->later);
	add_count(b, TEXT_CHART_CLOCK_UNKNOWN, s->lang, s->unknown);
	if (arg[0]) {
		if (b->len)
			buf_puts(b, " · ");
		words_fill(b, TEXT_CHART_CLOCK_UNDATED, s->lang, &arg, 1);
	}
}

static void place(struct drawing *d, const struct caption *caption)
{
	struct picture *p = &d->p;
	struct buf b;

	p->cursor = PICTURE_MARGIN - 4;
	picture_head(p, caption);
	p->cursor += 4;
	draw_key(d);
	p->left = PICTURE_MARGIN;
	if (!picture_is_narrow(p))
		p->left += TEXT_WIDE + 12;
	p->right = picture_edge(p);
	p->top = p->cursor + 8 + MONTHS_HIGH;
	p->bottom = p->top;
	for (size_t i = 0; i < d->s->n; i++)
		p->bottom += row_height(d, &d->s->rows[i]) +
			     (opens_line(d->s, i) ? HEAD_HIGH : 0);
	buf_init(&b, BUF_MAX);
	put_notes(d, &b);
	p->cursor = p->bottom + 10;
	picture_block(p, buf_str(&b), 12, 17, ROLE_NOTE);
	buf_release(&b);
	p->height = p->cursor + 12 + picture_foot_height(p, caption) + 10;
	picture_foot(p, caption);
}

/* --- what is drawn ----------------------------------------------------------
 */

/* "tammi helmi ...": the name of month m, from 1. */
static char *month_name(int m, enum lang lang)
{
	const char *s = text_get(TEXT_CHART_MONTHS, lang);

	while (--m > 0)
		s += strcspn(s, " ") + 1;
	return xstrndup(s, strcspn(s, " "));
}

static void draw_months(struct drawing *d)
{
	const struct year_strip *s = d->s;
	struct picture *p = &d->p;
	char text[NUM_TEXT];
	int year;

	for (int i = 0; i < CLOCK_MONTHS; i++) {
		int m = (s->month - 1 + i) % 12 + 1;
		double x = at(d, i), to = at(d, i + 1);
		char *name = month_name(m, s->lang);

		if (i % 2 == 0)
			canvas_rectangle(&d->c, PAINT_BAND, x, p->top, to,
					 p->bottom);
		canvas_text_centre(p, name, (x + to) / 2, p->top - 9, 10,
				   ROLE_AXIS);
		free(name);
		if (i > 0 && m > 1)
			continue;
		year = s->year + (s->month - 1 + i) / 12;
		num_text(text, year);
		picture_text(p, text, x + 2, p->top - 25, SIZE, ROLE_LABEL);
		if (i > 0)
			canvas_stroke(&d->c, STROKE_AXIS, x, p->top - 32, x,
				      p->bottom);
	}
	canvas_stroke(&d->c, STROKE_AXIS, p->left, p->top, p->right, p->top);
	canvas_stroke(&d->c, STROKE_AXIS, p->left, p->bottom, p->right,
		      p->bottom);
}

static void draw_row(struct drawing *d, const struct clock_row *row, double top)
{
	double high = row_height(d, row), y = top + high / 2, from, to;
	struct lines l = {0};

	if (picture_is_narrow(&d->p))
		y = top + high - BAR_HIGH / 2.0 - 2;

	canvas_stroke(&d->c, STROKE_GRID, PICTURE_MARGIN, top, d->p.right, top);
	wrap_text(d, row, &l);
	for (size_t i = 0; i < l.n; i++)
		picture_text(&d->p, l.line[i], PICTURE_MARGIN,
			     top + ROW_PAD / 2.0 + ((double)i + 0.5) * LINE,
			     SIZE, ROLE_AXIS);
	lines_release(&l);
	from = at(d, months_of(d->s, row->first, false));
	to = at(d, months_of(d->s, row->last, true));
	if (strcmp(row->first, row->last) != 0 || !row->day[0])
		canvas_rectangle(&d->c, PAINT_SIMILAR, from, y - BAR, to,
				 y + BAR);
	if (row->day[0])
		canvas_mark(&d->c, row->again ? MARK_AGAIN : MARK_DATE,
			    at(d, months_of(d->s, row->day, false)), y);
}

static void draw_rows(struct drawing *d)
{
	static const enum text heads[CLOCK_LINES] = {
		[CLOCK_MEETING] = TEXT_CHART_CLOCK_MEETINGS,
		[CLOCK_DUE] = TEXT_CHART_CLOCK_DUES,
		[CLOCK_FIGURES] = TEXT_CHART_CLOCK_FIGURES,
	};
	double y = d->p.top;

	for (size_t i = 0; i < d->s->n; i++) {
		const struct clock_row *row = &d->s->rows[i];

		if (opens_line(d->s, i)) {
			picture_text(&d->p,
				     text_get(heads[row->line], d->p.lang),
				     PICTURE_MARGIN, y + HEAD_HIGH / 2.0 + 2,
				     12, ROLE_LABEL);
			y += HEAD_HIGH;
		}
		draw_row(d, row, y);
		y += row_height(d, row);
	}
}

static void write_script(const void *of, const struct caption *caption,
			 double *width, struct buf *out)
{
	const struct year_strip *s = of;
	struct drawing d = {.s = s, .p = {.lang = s->lang, .width = *width}};

	canvas_init(&d.c);
	place(&d, caption);
	draw_months(&d);
	draw_rows(&d);
	canvas_write(&d.c, &d.p, out);
	canvas_release(&d.c);
	picture_release(&d.p);
}

/* --- the twin and the words -------------------------------------------------
 */

static void put_csv(const void *of, struct buf *out)
{
	const struct year_strip *s = of;
	static const char *const columns[] = {
		"line",     "id",        "text",      "first_day", "day",
		"last_day", "area_kind", "area_code", "area",      "as_of"};
	static const char *const lines[CLOCK_LINES] = {
		[CLOCK_MEETING] = "meeting",
		[CLOCK_DUE] = "due",
		[CLOCK_FIGURES] = "figures",
	};

	csv_put_head(out, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < s->n; i++) {
		const struct clock_row *row = &s->rows[i];

		csv_put_text(out, row->again ? "held" : lines[row->line]);
		csv_put_text(out, row->id);
		csv_put_text(out, row->text);
		csv_put_text(out, row->first);
		csv_put_text(out, row->day);
		csv_put_text(out, row->last);
		csv_put_text(out, s->kind);
		csv_put_text(out, s->code);
		csv_put_text(out, s->name);
		csv_put_text(out, s->as_of);
		csv_end(out);
	}
}

static void put_alt(const void *of, struct buf *out)
{
	const struct year_strip *s = of;
	size_t n[CLOCK_LINES] = {0};
	char meetings[NUM_TEXT], dues[NUM_TEXT], figures[NUM_TEXT],
		date[TEXT_NUMBER], unknown[NUM_TEXT];
	const char *shows[] = {s->name, text_date(date, s->as_of, s->lang)};
	const char *says[] = {meetings, dues, figures, unknown};

	for (size_t i = 0; i < s->n; i++)
		n[s->rows[i].line]++;
	num_text(meetings, (double)n[CLOCK_MEETING]);
	num_text(dues, (double)n[CLOCK_DUE]);
	num_text(figures, (double)n[CLOCK_FIGURES]);
	num_text(unknown, (double)s->unknown);
	words_fill(out, TEXT_CHART_CLOCK_SHOWS, s->lang, shows,
		   ARRAY_LEN(shows));
	buf_putc(out, ' ');
	words_fill(out, TEXT_CHART_CLOCK_SAYS, s->lang, says, ARRAY_LEN(says));
}

static void make_caption(const void *of, const char *id, struct caption *out)
{
	const struct year_strip *s = of;
	char date[TEXT_NUMBER], *part, *fetched;

	out->title = words_filled(TEXT_CHART_CLOCK_TITLE, s->lang, s->name);
	out->subtitle = words_filled(TEXT_CHART_CLOCK_SUB, s->lang,
				     text_date(date, s->as_of, s->lang));
	out->source = xstrdup(text_get(TEXT_CHART_CLOCK_SOURCE, s->lang));
	part = words_filled(TEXT_CHART_ID, s->lang, id);
	fetched = words_filled(TEXT_CHART_FETCHED, s->lang,
			       text_date(date, s->as_of, s->lang));
	out->terms = xasprintf("%s · %s", fetched, part);
	free(part);
	free(fetched);
}

/* --- the kind ---------------------------------------------------------------
 */

static int sketch(struct chart_source *source, const struct chart_key *key,
		  struct sketch *out, struct err *e)
{
	struct year_strip s;
	int rc;

	if (strip_read(source, key->area, &s, e) < 0)
		return -1;
	rc = sketch_make(out,
			 &(struct sketch_parts){s.kind, s.code, put_csv,
						make_caption, write_script,
						put_alt},
			 &s, e);
	strip_release(&s);
	return rc;
}

const struct chart_kind chart_clock = {
	.name = "clock",
	.looks = text_plots_canvas_gp,
	.wanted = counties_wanted,
	.of_area = true,
	.sql = &clock_sql,
	.sketch = sketch,
};
