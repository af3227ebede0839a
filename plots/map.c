/*
 * The map: one indicator over the municipalities of a county or the country, by
 * fifths of all municipalities.
 */
#include <math.h>

#include "lib/embedded.h"
#include "lib/num.h"
#include "plots/group.h"
#include "plots/kind.h"
#include "plots/legend.h"
#include "plots/outline.h"

enum {
	LEGEND_LEAST = 170,
	MAP_HIGH = 520,
	COUNTRY_HIGH = 760,
	BOX = 13,
	NAME_SIZE = 11,
	NAME_HIGH = 13, /* of a line */
	FIFTHS_LEAST = 10
};

struct map {
	const struct group *g;
	const struct outlines *o;
	struct picture p;
	struct canvas c;
	double legend;             /* its left edge */
	double west, north, scale; /* of the outlines; pixels a unit */
};

/* --- where things stand -----------------------------------------------------
 */

static bool is_country(const struct map *m)
{
	return strcmp(m->g->kind, "maa") == 0;
}

/* The frame around all rings; false: there is none. */
static bool find_frame(struct map *m, double *east, double *south)
{
	bool any = false;

	m->west = *south = HUGE_VAL;
	*east = m->north = -HUGE_VAL;
	for (size_t i = 0; i < m->g->n; i++) {
		size_t n;
		const struct ring *r =
			outlines_of(m->o, m->g->members[i].code, &n);

		for (size_t k = 0; k < n; k++)
			for (size_t c = 0; c < r[k].n; c++) {
				double x = r[k].xy[2 * c];
				double y = r[k].xy[2 * c + 1];

				m->west = fmin(m->west, x);
				*east = fmax(*east, x);
				*south = fmin(*south, y);
				m->north = fmax(m->north, y);
				any = true;
			}
	}
	return any;
}

/* Nobody lies between limits that are the same. */
static bool is_empty(const struct group *g, int k)
{
	return !g->smoothed && k > 0 && k < 4 &&
	       gauge_compare(&g->g, g->fifths[k - 1], g->fifths[k]) == 0;
}

static char *fifth_text(const struct group *g, int k)
{
	char a[GAUGE_VALUE], b[GAUGE_VALUE];

	if (g->smoothed)
		return xstrdup(text_get(
			k == 4   ? TEXT_CHART_FIFTH_HIGHEST
			: k == 0 ? TEXT_CHART_FIFTH_LOWEST
				 : (enum text)(TEXT_CHART_FIFTH_2 + k - 1),
			g->g.lang));
	gauge_value(a, &g->g, g->fifths[k > 0 ? k - 1 : 0]);
	gauge_value(b, &g->g, g->fifths[k < 4 ? k : 3]);
	if (k == 0)
		return xasprintf("≤ %s", b);
	return k == 4 ? xasprintf("> %s", a) : xasprintf("%s – %s", a, b);
}

/* As wide as the longest limits need. */
static double legend_left(const struct map *m)
{
	double wide = LEGEND_LEAST;

	for (int k = 0; k < 5; k++) {
		char *text = fifth_text(m->g, k);

		wide = fmax(wide,
			    picture_text_width(text, 12, ROLE_AXIS) + BOX + 8);
		free(text);
	}
	return picture_edge(&m->p) - wide;
}

static enum paint paint_of(const struct map *m, int fifth)
{
	int polarity = m->g->g.polarity;

	if (polarity == 0)
		return (enum paint)(PAINT_STEP_1 + fifth);
	return (enum paint)(PAINT_FIFTH_1 + (polarity < 0 ? fifth : 4 - fifth));
}

static bool is_hidden(const struct group *g)
{
	for (size_t i = 0; i < g->n; i++)
		if (!member_at(&g->members[i], g->year))
			return true;
	return false;
}

/* What the colours are fifths of. The caller's to free(). */
static char *fifths_text(const struct group *g)
{
	char n[NUM_TEXT], *text;
	const char *arg = num_text(n, (double)g->reporting);
	struct buf b;

	buf_init(&b, BUF_MAX);
	words_fill(&b, TEXT_CHART_FIFTHS, g->g.lang, &arg, 1);
	if (g->smoothed)
		buf_printf(&b, "; %s",
			   text_get(TEXT_CHART_SMOOTHED, g->g.lang));
	text = xstrdup(buf_str(&b));
	buf_release(&b);
	return text;
}

/* NULL: neither. */
static const char *good_text(const struct group *g)
{
	if (!g->g.polarity)
		return NULL;
	return text_get(g->g.polarity < 0 ? TEXT_CHART_LOWER_BETTER
					  : TEXT_CHART_HIGHER_BETTER,
			g->g.lang);
}

/* The legend of a narrow picture, above the map. */
static void draw_key(struct map *m)
{
	struct legend l;
	char *text = fifths_text(m->g);
	const char *good = good_text(m->g);

	picture_block(&m->p, text, 12, 16, ROLE_AXIS);
	free(text);
	if (good)
		picture_block(&m->p, good, 12, 16, ROLE_AXIS);
	m->p.cursor += 4;
	legend_begin(&l, &m->p, &m->c);
	for (int k = 4; k >= 0; k--) {
		if (is_empty(m->g, k))
			continue;
		text = fifth_text(m->g, k);
		legend_bar(&l, paint_of(m, k), text);
		free(text);
	}
	if (is_hidden(m->g))
		legend_bar(&l, PAINT_NONE,
			   text_get(TEXT_CHART_NO_FIGURE, m->p.lang));
	legend_end(&l);
}

static bool place(struct map *m, const struct caption *caption)
{
	struct picture *p = &m->p;
	double east, south, wide, high, room;

	p->cursor = PICTURE_MARGIN - 4;
	picture_head(p, caption);
	if (!find_frame(m, &east, &south))
		return false;
	p->left = PICTURE_MARGIN;
	m->legend = legend_left(m);
	p->right = m->legend - 12;
	if (picture_is_narrow(p)) {
		draw_key(m);
		p->right = picture_edge(p);
	}
	p->top = p->cursor + 12;
	room = is_country(m) ? COUNTRY_HIGH : MAP_HIGH;
	wide = east - m->west;
	high = m->north - south;
	m->scale = fmin((p->right - p->left) / wide, room / high);
	p->bottom = p->top + high * m->scale;
	p->left += (p->right - p->left - wide * m->scale) / 2;
	p->height = p->bottom + 14 + picture_foot_height(p, caption) + 10;
	picture_foot(p, caption);
	return true;
}

static double map_x(const struct map *m, double x)
{
	return m->p.left + (x - m->west) * m->scale;
}

static double map_y(const struct map *m, double y)
{
	return m->p.top + (m->north - y) * m->scale;
}

static double unmap_x(const struct map *m, double x)
{
	return m->west + (x - m->p.left) / m->scale;
}

static double unmap_y(const struct map *m, double y)
{
	return m->north - (y - m->p.top) / m->scale;
}

/* --- what is drawn ----------------------------------------------------------
 */

static bool is_dark(enum paint p)
{
	return p == PAINT_STEP_4 || p == PAINT_STEP_5 || p == PAINT_FIFTH_1 ||
	       p == PAINT_FIFTH_5;
}

static enum paint member_paint(const struct map *m, const struct member *one)
{
	return one->fifth < 0 ? PAINT_NONE : paint_of(m, one->fifth);
}

static void draw_member(struct map *m, const struct member *one)
{
	enum paint paint = member_paint(m, one);
	size_t n;
	const struct ring *r = outlines_of(m->o, one->code, &n);

	for (size_t k = 0; k < n; k++) {
		double *xy = xcalloc(2 * r[k].n + 2, sizeof(*xy));

		for (size_t c = 0; c <= r[k].n; c++) {
			xy[2 * c] = map_x(m, r[k].xy[2 * (c % r[k].n)]);
			xy[2 * c + 1] = map_y(m, r[k].xy[2 * (c % r[k].n) + 1]);
		}
		canvas_area(&m->c, paint, xy, r[k].n);
		canvas_line(&m->c, STROKE_BORDER, xy, r[k].n + 1);
		free(xy);
	}
}

/* A name in one or two parts, and its figure. */
struct name {
	char *line[3]; /* owned */
	size_t n;
	double x, y; /* middle of the first line */
};

static void split_name(const char *name, double room, struct name *out)
{
	const char *dash = strchr(name, '-');

	if (dash && picture_text_width(name, NAME_SIZE, ROLE_LABEL) > room) {
		out->line[out->n++] = xstrndup(name, (size_t)(dash - name) + 1);
		name = dash + 1;
	}
	out->line[out->n++] = xstrdup(name);
}

/* Whether all of it lies over the municipality itself. */
static bool fits(const struct map *m, const struct member *one,
		 const struct name *name, int role)
{
	for (size_t i = 0; i < name->n; i++) {
		double half =
			picture_text_width(name->line[i], NAME_SIZE, role) / 2;

		for (int k = -2; k <= 2; k++)
			for (int up = -1; up <= 1; up += 2) {
				double x = name->x + half * k / 2;
				double y = name->y + NAME_HIGH * (double)i +
					   up * NAME_SIZE / 2.6;

				if (!outlines_hold(m->o, one->code,
						   unmap_x(m, x),
						   unmap_y(m, y)))
					return false;
			}
	}
	return true;
}

/* On a plate of its own where it does not fit, as its colour is chosen for the
 * ground of its municipality. */
static void put_name(struct map *m, const struct member *one,
		     const struct name *name)
{
	int role =
		is_dark(member_paint(m, one)) ? ROLE_LABEL + 4 : ROLE_LABEL + 3;
	bool plate = !fits(m, one, name, role);

	if (plate)
		role = ROLE_LABEL + 3;
	for (size_t i = 0; i < name->n; i++) {
		double y = name->y + NAME_HIGH * (double)i;
		double half =
			picture_text_width(name->line[i], NAME_SIZE, role) / 2 +
			2;

		if (plate)
			canvas_stroke(&m->c, STROKE_PLATE, name->x - half, y,
				      name->x + half, y);
		canvas_text_centre(&m->p, name->line[i], name->x, y, NAME_SIZE,
				   role);
	}
}

/* Name and figure, or why there is none. */
static void draw_name(struct map *m, const struct member *one)
{
	const struct group_point *q = member_at(one, m->g->year);
	struct name name = {.n = 0};
	double x = 0.0, y = 0.0, room;
	char value[GAUGE_VALUE];

	room = outlines_heart(m->o, one->code, &x, &y) * m->scale * 2.0;
	if (room <= 0.0)
		return;
	if (q)
		gauge_value(value, &m->g->g, q->value);
	else
		(void)snprintf(value, sizeof(value), "%s",
			       gauge_status(one->status, m->g->g.lang));
	split_name(one->name, room, &name);
	name.line[name.n++] = xstrdup(value);
	name.x = map_x(m, x);
	name.y = map_y(m, y) - NAME_HIGH * (double)(name.n - 1) / 2;
	put_name(m, one, &name);
	for (size_t i = 0; i < name.n; i++)
		free(name.line[i]);
}

static void legend_row(struct map *m, enum paint p, const char *text, double y)
{
	double x = m->legend;

	canvas_rectangle(&m->c, p, x, y - BOX / 2.0, x + BOX, y + BOX / 2.0);
	if (p == PAINT_NONE)
		canvas_rectangle(&m->c, PAINT_NONE, x, y - BOX / 2.0, x + BOX,
				 y + BOX / 2.0);
	picture_text(&m->p, text, x + BOX + 8, y, 12, ROLE_AXIS);
}

static void legend_notes(struct map *m, double *y)
{
	struct font f = {12, false};
	double wide = picture_edge(&m->p) - m->legend;
	char *fifths = fifths_text(m->g);
	const char *good = good_text(m->g);
	struct lines l = {0};

	lines_wrap(&l, fifths, f, wide);
	if (good)
		lines_wrap(&l, good, f, wide);
	for (size_t i = 0; i < l.n; i++, *y += 16)
		picture_text(&m->p, l.line[i], m->legend, *y, 12, ROLE_AXIS);
	lines_release(&l);
	free(fifths);
}

/* The highest fifth on top; limits as the figures are printed. */
static void draw_legend(struct map *m)
{
	const struct group *g = m->g;
	double y = m->p.top + 10;

	if (picture_is_narrow(&m->p))
		return;
	legend_notes(m, &y);
	y += 8;
	for (int k = 4; k >= 0; k--) {
		char *text;

		if (is_empty(g, k))
			continue;
		text = fifth_text(g, k);
		legend_row(m, paint_of(m, k), text, y);
		free(text);
		y += 20;
	}
	if (is_hidden(g))
		legend_row(m, PAINT_NONE,
			   text_get(TEXT_CHART_NO_FIGURE, m->p.lang), y);
}

/* Whose lines they are has to be said wherever the map goes (CC BY). */
static void credit_outlines(struct caption *c, enum lang lang)
{
	char *source = xasprintf("%s · %s", c->source,
				 text_get(TEXT_CHART_OUTLINES, lang));

	free(c->source);
	c->source = source;
}

static int write_script(const struct group *g, const struct outlines *o,
			const char *where, struct sketch *out, struct err *e)
{
	struct map m = {
		.g = g, .o = o, .p = {.lang = g->g.lang, .width = out->width}};
	struct caption caption = {0};
	int rc = 0;

	canvas_init(&m.c);
	caption_gauge(&caption, &g->g, where, out->id);
	credit_outlines(&caption, g->g.lang);
	if (place(&m, &caption)) {
		for (size_t i = 0; i < g->n; i++)
			draw_member(&m, &g->members[i]);
		for (size_t i = 0; i < g->n && !is_country(&m); i++)
			draw_name(&m, &g->members[i]);
		draw_legend(&m);
		canvas_write(&m.c, &m.p, &out->script);
	} else {
		rc = err_set(e, ERR_DATA,
			     "no outlines of the municipalities "
			     "of %s",
			     g->name);
	}
	caption_release(&caption);
	canvas_release(&m.c);
	picture_release(&m.p);
	return rc;
}

/* --- the kind ---------------------------------------------------------------
 */

static int sketch(const struct group *g, const struct outlines *o,
		  struct sketch *s, struct err *e)
{
	char *where = group_where(g, g->year, 0), year[NUM_TEXT];
	const char *args[] = {g->g.title, g->name, num_text(year, g->year)};
	int rc;

	s->title = xstrdup(g->g.title);
	group_csv(g, &g->year, 1, &s->csv);
	sketch_identify(s);
	rc = write_script(g, o, where, s, e);
	buf_printf(&s->heading, "%s, %s", g->g.title, where);
	words_fill(&s->alt, TEXT_CHART_MAP_SHOWS, g->g.lang, args,
		   ARRAY_LEN(args));
	group_alt(g, false, &s->alt);
	free(where);
	return rc;
}

/* Whether the limits are all one, and nobody lies above. */
static bool is_alike(const struct group *g)
{
	if (gauge_compare(&g->g, g->fifths[0], g->fifths[3]) != 0)
		return false;
	for (size_t i = 0; i < g->n; i++)
		if (g->members[i].fifth == 4)
			return false;
	return true;
}

static int map_read(struct chart_source *source, const struct chart_key *key,
		    struct sketch *out, struct err *e)
{
	struct group g;
	int rc;

	if (group_read(source, key->indicator, key->area, &g, e) < 0)
		return -1;
	if (is_alike(&g))
		rc = err_set(e, ERR_DATA,
			     "indicator %s: the figures are too much alike for "
			     "a map by fifths",
			     g.g.indicator);
	else if (g.reporting < FIFTHS_LEAST)
		rc = err_set(e, ERR_DATA,
			     "indicator %s: fewer than %d municipalities "
			     "report, which is too few for a map by fifths",
			     g.g.indicator, FIFTHS_LEAST);
	else
		rc = group_name(&g, out, e);
	if (rc == 0)
		rc = sketch(&g, source->kept, out, e);
	group_release(&g);
	return rc;
}

const struct chart_kind chart_map = {
	.name = "map",
	.looks = text_plots_canvas_gp,
	.wanted = group_wanted,
	.of_area = true,
	.of_indicator = true,
	.sql = &group_sql,
	.prepare = outlines_prepare,
	.forget = outlines_forget,
	.sketch = map_read,
};
