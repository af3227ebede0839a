#include "plots/picture.h"

#include <math.h>

#include "lib/num.h"

enum {
	TITLE_SIZE = 17,
	TITLE_LEADING = 22,
	TITLE_LINES =
		3, /* of the large size; longer titles get the small one */
	TITLE_SMALL = 14,
	TITLE_SMALL_LEADING = 18,
	FOOT_SIZE = 11,
	FOOT_LEADING = 15,
};

void picture_release(struct picture *p)
{
	size_t i;

	for (i = 0; i < p->texts_n; i++)
		free(p->texts[i].s);
	free(p->texts);
	for (i = 0; i < p->labels_n; i++)
		lines_release(&p->labels[i].text);
	*p = (struct picture){0};
}

double picture_edge(const struct picture *p)
{
	return p->width - PICTURE_MARGIN;
}

bool picture_is_narrow(const struct picture *p)
{
	return p->width < PICTURE_NARROW;
}

static double text_wide(const struct picture *p)
{
	return p->width - 2.0 * PICTURE_MARGIN;
}

/* --- texts ------------------------------------------------------------------
 */

void picture_text(struct picture *p, const char *s, double x, double y,
		  double size, int role)
{
	p->texts = xreallocarray(p->texts, p->texts_n + 1, sizeof(*p->texts));
	p->texts[p->texts_n++] = (struct text_at){xstrdup(s), x, y, size, role};
}

/* The templates make these two bold. */
static struct font font_of(double size, int role)
{
	return (struct font){size, role == ROLE_TITLE || role == ROLE_LABEL};
}

double picture_text_width(const char *s, double size, int role)
{
	return letters_width(s, font_of(size, role));
}

static void put_lines(struct picture *p, const struct lines *l, double size,
		      double leading, int role)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		picture_text(p, l->line[i], PICTURE_MARGIN,
			     p->cursor + leading / 2, size, role);
		p->cursor += leading;
	}
}

void picture_block(struct picture *p, const char *s, double size,
		   double leading, int role)
{
	struct lines l = {0};

	lines_wrap(&l, s, font_of(size, role), text_wide(p));
	put_lines(p, &l, size, leading, role);
	lines_release(&l);
}

void picture_head(struct picture *p, const struct caption *c)
{
	struct lines l = {0};

	lines_wrap(&l, c->title, font_of(TITLE_SIZE, ROLE_TITLE), text_wide(p));
	if (l.n <= TITLE_LINES)
		put_lines(p, &l, TITLE_SIZE, TITLE_LEADING, ROLE_TITLE);
	else
		picture_block(p, c->title, TITLE_SMALL, TITLE_SMALL_LEADING,
			      ROLE_TITLE);
	lines_release(&l);
	picture_block(p, c->subtitle, 13, 19, ROLE_SUBTITLE);
}

static void foot_lines(const struct picture *p, const struct caption *c,
		       struct lines *l)
{
	lines_wrap(l, c->source, font_of(FOOT_SIZE, ROLE_FOOT), text_wide(p));
	lines_wrap(l, c->terms, font_of(FOOT_SIZE, ROLE_FOOT), text_wide(p));
}

double picture_foot_height(const struct picture *p, const struct caption *c)
{
	struct lines l = {0};
	double height;

	foot_lines(p, c, &l);
	height = (double)l.n * FOOT_LEADING;
	lines_release(&l);
	return height;
}

void picture_foot(struct picture *p, const struct caption *c)
{
	struct lines l = {0};

	foot_lines(p, c, &l);
	p->cursor = p->height - 10 - (double)l.n * FOOT_LEADING;
	put_lines(p, &l, FOOT_SIZE, FOOT_LEADING, ROLE_FOOT);
	lines_release(&l);
}

/* --- labels -----------------------------------------------------------------
 */

struct label *picture_label(struct picture *p, const char *s, double size,
			    double width, int role)
{
	struct label *l = &p->labels[p->labels_n++];

	*l = (struct label){
		.size = size, .leading = size + 3, .weight = 1, .role = role};
	lines_wrap(&l->text, s, font_of(size, role), width);
	l->height = (double)l->text.n * l->leading + 3;
	return l;
}

double picture_labels_width(const struct picture *p)
{
	const struct label *l;
	double width = 0;
	size_t i, k;

	for (i = 0; i < p->labels_n; i++) {
		l = &p->labels[i];
		for (k = 0; k < l->text.n; k++)
			width = fmax(width,
				     letters_width(l->text.line[k],
						   font_of(l->size, l->role)));
	}
	return width;
}

double picture_labels_height(const struct picture *p)
{
	double height = 0;
	size_t i;

	for (i = 0; i < p->labels_n; i++)
		height += p->labels[i].height;
	return height;
}

/* From top to bottom; equal ones stay in their order. */
static void sort_labels(struct picture *p)
{
	struct label t;
	size_t i, k;

	for (i = 1; i < p->labels_n; i++) {
		t = p->labels[i];
		for (k = i; k && p->labels[k - 1].y > t.y; k--)
			p->labels[k] = p->labels[k - 1];
		p->labels[k] = t;
	}
}

/*
 * With the room that those above take subtracted, this is a regression on
 * non-decreasing positions: neighbours in the wrong order are pooled.
 */
void spread_apart(struct spread *list, size_t n, double top, double bottom)
{
	double *want, *weight, *room, least, most;
	size_t *count, pools = 0, i, k, at = 0;

	if (!n)
		return;
	want = xcalloc(3 * n, sizeof(*want));
	weight = want + n;
	room = weight + n;
	count = xcalloc(n, sizeof(*count));
	for (i = 0; i < n; i++) {
		if (i)
			room[i] = room[i - 1] +
				  (list[i - 1].height + list[i].height) / 2;
		want[pools] = list[i].y - room[i];
		weight[pools] = list[i].weight;
		count[pools++] = 1;
		for (; pools > 1 && want[pools - 2] > want[pools - 1];
		     pools--) {
			k = pools - 2;
			want[k] = (want[k] * weight[k] +
				   want[k + 1] * weight[k + 1]) /
				  (weight[k] + weight[k + 1]);
			weight[k] += weight[k + 1];
			count[k] += count[k + 1];
		}
	}
	least = top + list[0].height / 2;
	most = bottom - list[n - 1].height / 2 - room[n - 1];
	for (k = 0; k < pools; k++)
		for (i = 0; i < count[k]; i++, at++)
			list[at].y =
				fmax(least, fmin(most, want[k])) + room[at];
	free(want);
	free(count);
}

void picture_spread(struct picture *p, double top, double bottom)
{
	struct spread list[PICTURE_LABELS];
	size_t i;

	sort_labels(p);
	for (i = 0; i < p->labels_n; i++)
		list[i] = (struct spread){p->labels[i].y, p->labels[i].height,
					  p->labels[i].weight};
	spread_apart(list, p->labels_n, top, bottom);
	for (i = 0; i < p->labels_n; i++)
		p->labels[i].y = list[i].y;
}

void picture_labels_done(struct picture *p, double x)
{
	const struct label *l;
	double y;
	size_t i, k;

	for (i = 0; i < p->labels_n; i++) {
		l = &p->labels[i];
		y = l->y - (double)l->text.n * l->leading / 2 + l->leading / 2;
		for (k = 0; k < l->text.n; k++, y += l->leading)
			picture_text(p, l->text.line[k], x, y, l->size,
				     l->role);
	}
}

/* --- axes -------------------------------------------------------------------
 */

double picture_x(const struct picture *p, double year)
{
	return p->left + (year - p->x_low) / (p->x_high - p->x_low) *
				 (p->right - p->left);
}

double picture_y(const struct picture *p, double value)
{
	return p->bottom - (value - p->y.low) / (p->y.high - p->y.low) *
				   (p->bottom - p->top);
}

static char *tick_text(char dst[TEXT_NUMBER], const struct picture *p, size_t i)
{
	return text_number(dst, axis_tick(&p->y, i), p->y.decimals, p->lang);
}

double picture_ticks_width(const struct picture *p, double size)
{
	char text[TEXT_NUMBER];
	double width = 0;
	size_t i;

	for (i = 0; i < p->y.ticks; i++) {
		tick_text(text, p, i);
		width = fmax(width,
			     letters_width(text, font_of(size, ROLE_AXIS)));
	}
	return width;
}

/* --- gnuplot ----------------------------------------------------------------
 */

void picture_number(struct buf *out, const char *name, double v)
{
	char text[NUM_TEXT];

	/* With a point, so that gnuplot never divides whole numbers. */
	buf_printf(out, "%s = real(%s)\n", name, num_text(text, v));
}

static void write_numbers(struct buf *out, const char *name,
			  const struct picture *p,
			  double (*get)(const struct picture *p, size_t i),
			  size_t n)
{
	char text[NUM_TEXT];
	size_t i;

	buf_printf(out, "array %s[%zu] = [", name, n);
	for (i = 0; i < n; i++)
		buf_printf(out, "%s%s", i ? "," : "",
			   num_text(text, get(p, i)));
	buf_puts(out, "]\n");
}

static double text_x(const struct picture *p, size_t i)
{
	return p->texts[i].x;
}

static double text_y(const struct picture *p, size_t i)
{
	return p->height - p->texts[i].y;
}

static double text_size(const struct picture *p, size_t i)
{
	return p->texts[i].size;
}

static double text_role(const struct picture *p, size_t i)
{
	return p->texts[i].role;
}

static double tick_value(const struct picture *p, size_t i)
{
	return axis_tick(&p->y, i);
}

static void write_texts(const struct picture *p, struct buf *out)
{
	size_t i;

	buf_printf(out, "array S[%zu] = [", p->texts_n);
	for (i = 0; i < p->texts_n; i++) {
		if (i)
			buf_putc(out, ',');
		letters_quote(out, p->texts[i].s);
	}
	buf_puts(out, "]\n");
	write_numbers(out, "SX", p, text_x, p->texts_n);
	write_numbers(out, "SY", p, text_y, p->texts_n);
	write_numbers(out, "SZ", p, text_size, p->texts_n);
	write_numbers(out, "SR", p, text_role, p->texts_n);
}

/* A tick for every year as long as they stand apart; labels on whole steps
 * counted from the last year when every second is labelled, else round years.
 */
static void write_years(const struct picture *p, double room, struct buf *out)
{
	int step = axis_year_step(p->first, p->last, p->right - p->left, room);
	int every = axis_year_step(p->first, p->last, p->right - p->left, 6);
	int offset = step == 2 ? p->last % 2 : 0, y;
	const char *comma = "";
	struct buf texts, levels;

	buf_init(&texts, BUF_MAX);
	buf_init(&levels, BUF_MAX);
	buf_printf(out, "array XV[%d] = [", p->last - p->first + 1);
	for (y = p->first; y <= p->last; y++, comma = ",") {
		bool label = (y - offset) % step == 0;

		buf_printf(out, "%s%d", comma, y);
		buf_printf(&texts, "%s'", comma);
		if (label)
			buf_printf(&texts, "%d", y);
		buf_putc(&texts, '\'');
		buf_printf(&levels, "%s%d", comma,
			   label            ? 0
			   : y % every == 0 ? 1
					    : -1);
	}
	buf_printf(out, "]\narray XT[%d] = [%s]\narray XN[%d] = [%s]\n",
		   p->last - p->first + 1, buf_str(&texts),
		   p->last - p->first + 1, buf_str(&levels));
	buf_release(&texts);
	buf_release(&levels);
}

static void write_values(const struct picture *p, struct buf *out)
{
	char text[TEXT_NUMBER];
	size_t i;

	write_numbers(out, "YV", p, tick_value, p->y.ticks);
	buf_printf(out, "array YT[%zu] = [", p->y.ticks);
	for (i = 0; i < p->y.ticks; i++)
		buf_printf(out, "%s'%s'", i ? "," : "", tick_text(text, p, i));
	buf_puts(out, "]\n");
}

void picture_write(const struct picture *p, double year_room, struct buf *out)
{
	picture_number(out, "W", p->width);
	picture_number(out, "H", p->height);
	picture_number(out, "LEFT", p->left);
	picture_number(out, "RIGHT", p->right);
	picture_number(out, "TOP", p->height - p->top);
	picture_number(out, "BOTTOM", p->height - p->bottom);
	picture_number(out, "X_LOW", p->x_low);
	picture_number(out, "X_HIGH", p->x_high);
	picture_number(out, "Y_LOW", p->y.low);
	picture_number(out, "Y_HIGH", p->y.high);
	write_years(p, year_room, out);
	write_values(p, out);
	write_texts(p, out);
}

void picture_write_texts(const struct picture *p, struct buf *out)
{
	picture_number(out, "W", p->width);
	picture_number(out, "H", p->height);
	write_texts(p, out);
}
