/*
 * Small things that the sheets of a printed briefing share. See part_leaflet.h.
 */
#include "lib/base.h"

#include "briefing/part_leaflet.h"

size_t leaflet_fact(struct buf *b, const char *id, const char *word,
		    const char *text, const struct fit *f, size_t lines)
{
	struct buf shown;
	bool cut;
	size_t n;

	buf_init(&shown, BUF_MAX);
	n = fit_cut(&shown, f, text, lines, &cut);
	buf_puts(b, "<span data-fact=\"");
	text_html(b, id);
	buf_printf(b, " %s%s\">", word, cut ? "-begin" : "");
	text_html(b, buf_str(&shown));
	buf_puts(b, "</span>");
	buf_release(&shown);
	return n;
}

void leaflet_rest(struct buf *b, enum lang lang, const char *id, size_t n)
{
	if (n == 0)
		return;
	buf_puts(b, "<p class=\"rest\" data-fact=\"");
	text_html(b, id);
	buf_puts(b, " rest\">");
	part_count(b, lang, TEXT_SHEET_REST, n);
	buf_puts(b, "</p>\n");
}

/* --- the course of a row --- */

/* In tenths of a millimetre; sheet.css gives the picture this size. */
enum {
	WIDTH = 380,
	HEIGHT = 130,
	LEFT = 10,
	RIGHT = 366,
	TOP = 12,
	BOTTOM = 92,
	YEARS = 124 /* the line on which the years stand */
};

struct frame_of {
	int first, last;  /* years */
	int step;         /* between figures that follow each other */
	double low, high; /* values */
};

static double x_of(const struct frame_of *f, int year)
{
	if (f->first == f->last)
		return (LEFT + RIGHT) / 2.0;
	return LEFT + (double)(RIGHT - LEFT) * (year - f->first) /
			      (f->last - f->first);
}

static double y_of(const struct frame_of *f, double v)
{
	if (!(f->high > f->low))
		return (TOP + BOTTOM) / 2.0;
	return BOTTOM - (BOTTOM - TOP) * (v - f->low) / (f->high - f->low);
}

static void take(struct frame_of *f, const struct course_year *y, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (y[i].year < f->first || y[i].year > f->last)
			continue;
		f->low = y[i].value < f->low ? y[i].value : f->low;
		f->high = y[i].value > f->high ? y[i].value : f->high;
	}
}

static struct frame_of frame_new(const struct course *c)
{
	struct frame_of f = {.first = c->own[0].year,
			     .last = c->own[c->own_n - 1].year,
			     .low = c->own[0].value,
			     .high = c->own[0].value};

	f.step = f.last - f.first;
	for (size_t i = 1; i < c->own_n; i++)
		if (c->own[i].year - c->own[i - 1].year < f.step)
			f.step = c->own[i].year - c->own[i - 1].year;
	take(&f, c->own, c->own_n);
	take(&f, c->country, c->country_n);
	return f;
}

/* A line with a gap where a figure is missing. */
static void line(struct buf *b, const struct frame_of *f, const char *class,
		 const struct course_year *y, size_t n)
{
	int before = 0;

	buf_printf(b, "<path class=\"%s\" d=\"", class);
	for (size_t i = 0; i < n; i++) {
		bool on = before && y[i].year - before <= f->step;

		if (y[i].year < f->first || y[i].year > f->last)
			continue;
		buf_printf(b, "%s%.1f %.1f", on ? "L" : "M", x_of(f, y[i].year),
			   y_of(f, y[i].value));
		before = y[i].year;
	}
	buf_puts(b, "\"/>");
}

void leaflet_course(struct buf *b, const struct course *c, const char *label)
{
	struct frame_of f;

	if (c->own_n == 0)
		return;
	f = frame_new(c);
	buf_printf(b,
		   "<svg class=\"line\" viewBox=\"0 0 %d %d\" role=\"img\" "
		   "aria-label=\"",
		   WIDTH, HEIGHT);
	text_html(b, label);
	buf_printf(b, "\"><path class=\"base\" d=\"M%d %dL%d %d\"/>", LEFT,
		   BOTTOM + 8, RIGHT, BOTTOM + 8);
	if (c->country_n > 0)
		line(b, &f, "maa", c->country, c->country_n);
	line(b, &f, "own", c->own, c->own_n);
	for (size_t i = 0; i < c->own_n; i++)
		buf_printf(b,
			   "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" "
			   "r=\"%s\"/>",
			   i + 1 == c->own_n ? "last" : "dot",
			   x_of(&f, c->own[i].year), y_of(&f, c->own[i].value),
			   i + 1 == c->own_n ? "8" : "3.5");
	if (f.first < f.last)
		buf_printf(b, "<text x=\"%d\" y=\"%d\">%d</text>", LEFT - 6,
			   YEARS, f.first);
	buf_printf(b, "<text class=\"end\" x=\"%d\" y=\"%d\">%d</text></svg>\n",
		   RIGHT + 8, YEARS, f.last);
}
