/*
 * The slope chart: then and now, all municipalities of a county. Two years are
 * no trend: nothing is judged here.
 */
#include <math.h>

#include "lib/embedded.h"
#include "lib/num.h"
#include "plots/canvas.h"
#include "plots/group.h"
#include "plots/kind.h"

enum {
	ROW = 15,
	PLOT_LEAST = 260, /* height */
	LINES_LEAST = 90, /* width */
	SIZE = 11,
	YEARS_MOST = 10, /* between then and now */
};

enum end {
	THEN,
	NOW
};

struct line {
	const struct member *m;
	double value[2], y[2]; /* where the line ends */
	enum stroke stroke;
	int role;
};

struct slope {
	const struct group *g;
	int year[2];
	struct line *lines; /* those that have both figures */
	size_t n;
	struct picture p;
	struct canvas c;
};

/* The oldest year, at most ten back, in which three quarters of those report
 * that report now; 0: none. */
static int then_of(const struct group *g)
{
	for (int y = g->year - YEARS_MOST; y < g->year; y++) {
		size_t now = 0, both = 0;

		for (size_t i = 0; i < g->n; i++) {
			if (!member_at(&g->members[i], g->year))
				continue;
			now++;
			both += member_at(&g->members[i], y) != NULL;
		}
		if (now > 0 && 4 * both >= 3 * now)
			return y;
	}
	return 0;
}

static void add_line(struct slope *s, const struct member *m, enum stroke k,
		     int role)
{
	const struct group_point *a = member_at(m, s->year[THEN]);
	const struct group_point *b = member_at(m, s->year[NOW]);

	if (a && b)
		s->lines[s->n++] = (struct line){.m = m,
						 .value = {a->value, b->value},
						 .stroke = k,
						 .role = role};
}

static void find_lines(struct slope *s)
{
	const struct group *g = s->g;

	s->lines = xcalloc(g->n + 2, sizeof(*s->lines));
	for (size_t i = 0; i < g->n; i++)
		add_line(s, &g->members[i], STROKE_OTHER, ROLE_LABEL + 3);
	if (g->county.name)
		add_line(s, &g->county, STROKE_COUNTY, ROLE_LABEL + 1);
	if (g->country.name)
		add_line(s, &g->country, STROKE_COUNTRY, ROLE_LABEL + 2);
}

/* --- where things stand -----------------------------------------------------
 */

static void find_values(struct slope *s)
{
	struct picture *p = &s->p;
	double low = HUGE_VAL, high = -HUGE_VAL;

	for (size_t i = 0; i < s->n; i++)
		for (int e = THEN; e <= NOW; e++) {
			low = fmin(low, s->lines[i].value[e]);
			high = fmax(high, s->lines[i].value[e]);
		}
	/* no ticks: the labels tell the figures */
	p->y = high > low ? (struct axis){.low = low, .high = high}
			  : (struct axis){.low = low - 1.0, .high = low + 1.0};
}

static char *label(const struct slope *s, const struct line *l, enum end e)
{
	char value[GAUGE_VALUE];

	gauge_value(value, &s->g->g, l->value[e]);
	return e == THEN ? xasprintf("%s  %s", l->m->name, value)
			 : xasprintf("%s  %s", value, l->m->name);
}

static double labels_width(const struct slope *s, enum end e)
{
	double wide = 0;

	for (size_t i = 0; i < s->n; i++) {
		char *text = label(s, &s->lines[i], e);

		wide = fmax(wide,
			    picture_text_width(text, SIZE, s->lines[i].role));
		free(text);
	}
	return wide;
}

/* Who lacks one of the two figures. */
static void put_left_out(struct slope *s)
{
	const struct group *g = s->g;
	const char *arg;
	struct buf names, b;

	buf_init(&names, BUF_MAX);
	buf_init(&b, BUF_MAX);
	for (size_t i = 0; i < g->n; i++)
		if (!member_at(&g->members[i], s->year[THEN]) ||
		    !member_at(&g->members[i], s->year[NOW]))
			buf_printf(&names, "%s%s", names.len ? ", " : "",
				   g->members[i].name);
	arg = buf_str(&names);
	if (names.len)
		words_fill(&b, TEXT_CHART_SLOPE_WITHOUT, s->p.lang, &arg, 1);
	picture_block(&s->p, buf_str(&b), 12, 17, ROLE_NOTE);
	buf_release(&names);
	buf_release(&b);
}

static void place(struct slope *s, const struct caption *caption)
{
	struct picture *p = &s->p;
	struct buf b;

	p->cursor = PICTURE_MARGIN - 4;
	picture_head(p, caption);
	buf_init(&b, BUF_MAX);
	if (s->g->g.polarity)
		buf_printf(&b, "%s · ",
			   text_get(s->g->g.polarity < 0
					    ? TEXT_CHART_LOWER_BETTER
					    : TEXT_CHART_HIGHER_BETTER,
				    p->lang));
	buf_puts(&b, text_get(TEXT_CHART_SLOPE_NOTE, p->lang));
	picture_block(p, buf_str(&b), 12, 17, ROLE_NOTE);
	buf_release(&b);
	find_values(s);
	p->left = PICTURE_MARGIN + labels_width(s, THEN) + 14;
	p->right = picture_edge(p) - labels_width(s, NOW) - 14;
	p->top = p->cursor + 34;
	p->bottom = p->top + fmax(PLOT_LEAST, ROW * (double)s->n);
	p->cursor = p->bottom + 20;
	put_left_out(s);
	p->height = p->cursor + 8 + picture_foot_height(p, caption) + 10;
	picture_foot(p, caption);
}

/* --- what is drawn ----------------------------------------------------------
 */

struct placed {
	struct line *line;
	double y;
};

static int from_top(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->y < y->y || x->y > y->y)
		return x->y < y->y ? -1 : 1;
	return strcmp(x->line->m->name, y->line->m->name);
}

/* The labels of one end, apart from each other. */
static void draw_labels(struct slope *s, enum end e)
{
	struct placed *order = xcalloc(s->n + 1, sizeof(*order));
	struct spread *at = xcalloc(s->n + 1, sizeof(*at));
	double x = e == THEN ? s->p.left : s->p.right;
	double away = e == THEN ? -1 : 1;

	for (size_t i = 0; i < s->n; i++)
		order[i] = (struct placed){&s->lines[i], s->lines[i].y[e]};
	qsort(order, s->n, sizeof(*order), from_top);
	for (size_t i = 0; i < s->n; i++)
		at[i] = (struct spread){order[i].y, ROW - 1, 1};
	spread_apart(at, s->n, s->p.top - ROW, s->p.bottom + ROW);
	for (size_t i = 0; i < s->n; i++) {
		char *text = label(s, order[i].line, e);

		if (e == THEN)
			canvas_text_right(&s->p, text, x - 14, at[i].y, SIZE,
					  order[i].line->role);
		else
			picture_text(&s->p, text, x + 14, at[i].y, SIZE,
				     order[i].line->role);
		canvas_stroke(&s->c, STROKE_GRID, x + 4 * away, order[i].y,
			      x + 12 * away, at[i].y);
		free(text);
	}
	free(order);
	free(at);
}

static void draw_line(struct slope *s, struct line *l)
{
	enum mark mark = l->stroke == STROKE_COUNTY    ? MARK_COUNTY
			 : l->stroke == STROKE_COUNTRY ? MARK_COUNTRY
						       : MARK_SIMILAR;

	for (int e = THEN; e <= NOW; e++) {
		l->y[e] = picture_y(&s->p, l->value[e]);
		canvas_mark(&s->c, mark, e == THEN ? s->p.left : s->p.right,
			    l->y[e]);
	}
	canvas_stroke(&s->c, l->stroke, s->p.left, l->y[THEN], s->p.right,
		      l->y[NOW]);
}

/* Room for the lines between the labels. */
static double least_width(const struct slope *s)
{
	return 2.0 * PICTURE_MARGIN + labels_width(s, THEN) +
	       labels_width(s, NOW) + 28 + LINES_LEAST;
}

static void write_script(const struct group *g, int then, const char *where,
			 struct sketch *out)
{
	struct slope s = {.g = g,
			  .year = {then, g->year},
			  .p = {.lang = g->g.lang, .width = out->width}};
	struct caption caption = {0};

	canvas_init(&s.c);
	find_lines(&s);
	s.p.width = fmax(s.p.width, least_width(&s));
	out->width = s.p.width;
	caption_gauge(&caption, &g->g, where, out->id);
	place(&s, &caption);
	for (int e = THEN; e <= NOW; e++) {
		double x = e == THEN ? s.p.left : s.p.right;
		char year[NUM_TEXT];

		canvas_text_centre(&s.p, num_text(year, s.year[e]), x,
				   s.p.top - 24, 13, ROLE_LABEL);
		canvas_stroke(&s.c, STROKE_AXIS, x, s.p.top - 8, x,
			      s.p.bottom + 8);
	}
	for (size_t i = 0; i < s.n; i++)
		draw_line(&s, &s.lines[i]);
	draw_labels(&s, THEN);
	draw_labels(&s, NOW);
	canvas_write(&s.c, &s.p, &out->script);
	caption_release(&caption);
	canvas_release(&s.c);
	picture_release(&s.p);
	free(s.lines);
}

/* --- the kind ---------------------------------------------------------------
 */

/* How many have more and less now, as printed; no judgement. */
static void put_moves(const struct group *g, int then, struct buf *out)
{
	char last[NUM_TEXT], first[NUM_TEXT], more[NUM_TEXT], less[NUM_TEXT],
		same[NUM_TEXT];
	const char *args[] = {num_text(last, g->year), num_text(first, then),
			      more, less, same};
	int up = 0, down = 0, level = 0;

	for (size_t i = 0; i < g->n; i++) {
		const struct group_point *a = member_at(&g->members[i], then);
		const struct group_point *b =
			member_at(&g->members[i], g->year);
		int c;

		if (!a || !b)
			continue;
		c = gauge_compare(&g->g, b->value, a->value);
		up += c > 0;
		down += c < 0;
		level += c == 0;
	}
	num_text(more, up);
	num_text(less, down);
	num_text(same, level);
	buf_putc(out, ' ');
	words_fill(out, TEXT_CHART_SLOPE_MOVES, g->g.lang, args,
		   ARRAY_LEN(args));
}

static void sketch(const struct group *g, int then, struct sketch *s)
{
	char *where = group_where(g, then, g->year);
	char first[NUM_TEXT], last[NUM_TEXT];
	const char *args[] = {g->g.title, g->name, num_text(first, then),
			      num_text(last, g->year)};
	const int years[] = {then, g->year};

	s->title = xstrdup(g->g.title);
	group_csv(g, years, ARRAY_LEN(years), &s->csv);
	sketch_identify(s);
	write_script(g, then, where, s);
	buf_printf(&s->heading, "%s, %s", g->g.title, where);
	words_fill(&s->alt, TEXT_CHART_SLOPE_SHOWS, g->g.lang, args,
		   ARRAY_LEN(args));
	group_alt(g, true, &s->alt);
	put_moves(g, then, &s->alt);
	free(where);
}

static int slope_read(struct chart_source *source, const struct chart_key *key,
		      struct sketch *out, struct err *e)
{
	struct group g;
	int rc, then;

	if (group_read(source, key->indicator, key->area, &g, e) < 0)
		return -1;
	then = then_of(&g);
	if (!then)
		rc = err_set(e, ERR_DATA,
			     "indicator %s: no earlier year with figures of "
			     "most municipalities of %s",
			     g.g.indicator, g.name);
	else
		rc = group_name(&g, out, e);
	if (rc == 0)
		sketch(&g, then, out);
	group_release(&g);
	return rc;
}

const struct chart_kind chart_slope = {
	.name = "slope",
	.looks = text_plots_canvas_gp,
	.wanted = group_wanted,
	.of_area = true,
	.of_indicator = true,
	.sql = &group_sql,
	.sketch = slope_read,
};
