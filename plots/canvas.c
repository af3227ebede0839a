/*
 * Canvases; see canvas.h. Each look is one section of figures for gnuplot's
 * `index`; its areas and lines are parted by empty rows.
 */
#include "plots/canvas.h"

#include "lib/num.h"

void canvas_init(struct canvas *c)
{
	for (size_t i = 0; i < PAINT_N; i++)
		buf_init(&c->paint[i], BUF_MAX);
	for (size_t i = 0; i < STROKE_N; i++)
		buf_init(&c->stroke[i], BUF_MAX);
	for (size_t i = 0; i < MARK_N; i++)
		buf_init(&c->mark[i], BUF_MAX);
}

void canvas_release(struct canvas *c)
{
	for (size_t i = 0; i < PAINT_N; i++)
		buf_release(&c->paint[i]);
	for (size_t i = 0; i < STROKE_N; i++)
		buf_release(&c->stroke[i]);
	for (size_t i = 0; i < MARK_N; i++)
		buf_release(&c->mark[i]);
}

static void put_points(struct buf *b, const double *xy, size_t n)
{
	if (b->len)
		buf_putc(b, '\n');
	for (size_t i = 0; i < n; i++)
		buf_printf(b, "%.2f %.2f\n", xy[2 * i], xy[2 * i + 1]);
}

void canvas_area(struct canvas *c, enum paint p, const double *xy, size_t n)
{
	put_points(&c->paint[p], xy, n);
	/* gnuplot closes with the first corner only where it is told */
	buf_printf(&c->paint[p], "%.2f %.2f\n", xy[0], xy[1]);
}

void canvas_rectangle(struct canvas *c, enum paint p, double left, double top,
		      double right, double bottom)
{
	const double xy[] = {left,  top,    right, top,
			     right, bottom, left,  bottom};

	canvas_area(c, p, xy, 4);
}

void canvas_line(struct canvas *c, enum stroke s, const double *xy, size_t n)
{
	put_points(&c->stroke[s], xy, n);
}

void canvas_stroke(struct canvas *c, enum stroke s, double x0, double y0,
		   double x1, double y1)
{
	const double xy[] = {x0, y0, x1, y1};

	canvas_line(c, s, xy, 2);
}

void canvas_mark(struct canvas *c, enum mark m, double x, double y)
{
	buf_printf(&c->mark[m], "%.2f %.2f\n", x, y);
}

void canvas_text_right(struct picture *p, const char *s, double x, double y,
		       double size, int role)
{
	picture_text(p, s, x - picture_text_width(s, size, role), y, size,
		     role);
}

void canvas_text_centre(struct picture *p, const char *s, double x, double y,
			double size, int role)
{
	picture_text(p, s, x - picture_text_width(s, size, role) / 2, y, size,
		     role);
}

/* The sections that are not empty, each with the number of its look. */
static void write_sections(const struct buf *looks, size_t n, const char *data,
			   const char *array, struct buf *out)
{
	struct buf numbers;
	size_t count = 0;

	buf_init(&numbers, BUF_MAX);
	buf_printf(out, "$%s << END\n", data);
	for (size_t i = 0; i < n; i++) {
		if (!looks[i].len)
			continue;
		buf_printf(&numbers, "%s%zu", count ? "," : "", i + 1);
		if (count++)
			buf_puts(out, "\n\n");
		buf_puts(out, buf_str(&looks[i]));
	}
	/* gnuplot has no arrays of nothing */
	if (count == 0) {
		buf_puts(out, "NaN NaN\n");
		buf_putc(&numbers, '1');
		count = 1;
	}
	buf_printf(out, "END\narray %s[%zu] = [%s]\n", array, count,
		   buf_str(&numbers));
	buf_release(&numbers);
}

void canvas_write(const struct canvas *c, const struct picture *p,
		  struct buf *out)
{
	picture_write_texts(p, out);
	write_sections(c->paint, PAINT_N, "paint", "PAINT", out);
	write_sections(c->stroke, STROKE_N, "stroke", "STROKE", out);
	write_sections(c->mark, MARK_N, "mark", "MARK", out);
}
