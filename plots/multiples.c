/*
 * Small multiples: one indicator, all municipalities of a county as small
 * panels laid out as they lie on the map, all on one scale.
 */
#include <math.h>

#include "lib/embedded.h"
#include "lib/num.h"
#include "plots/canvas.h"
#include "plots/group.h"
#include "plots/outline.h"

enum {
	PANEL_HIGH = 104,
	PANEL_LEAST = 84, /* width, gap included */
	GAP = 8,
	NAME_HIGH = 32,
	SIZE = 11,
	YEARS_MOST = 15,
};

struct multiples {
	const struct group *g;
	struct tile *tiles; /* by member */
	int columns, rows;
	int first, last; /* years */
	struct picture p;
	struct canvas c;
	double wide; /* of a panel with its gap */
};

/* --- where things stand -----------------------------------------------------
 */

static void lay_out(struct multiples *m, const struct outlines *o)
{
	const char **codes = xcalloc(m->g->n + 1, sizeof(*codes));

	m->tiles = xcalloc(m->g->n + 1, sizeof(*m->tiles));
	for (size_t i = 0; i < m->g->n; i++)
		codes[i] = m->g->members[i].code;
	m->columns = outlines_tiles(o, codes, m->g->n, m->tiles);
	for (size_t i = 0; i < m->g->n; i++)
		if (m->tiles[i].row >= m->rows)
			m->rows = m->tiles[i].row + 1;
	free(codes);
}

/* The panels have no ticks: their scale need not end on one. */
static void tighten(struct axis *a, double high)
{
	double step = a->step / 5;
	double end = ceil(high / step - 1e-9) * step;

	if (end > a->low && end < a->high)
		a->high = end;
}

static void find_values(struct multiples *m)
{
	struct axis_in in = {.low = HUGE_VAL, .high = -HUGE_VAL};

	m->last = m->g->year;
	m->first = m->last - 1;
	for (size_t i = 0; i < m->g->n; i++)
		for (size_t k = 0; k < m->g->members[i].n; k++) {
			const struct group_point *q =
				&m->g->members[i].points[k];

			if (q->year < m->last - YEARS_MOST)
				continue;
			m->first = q->year < m->first ? q->year : m->first;
			m->last = q->year > m->last ? q->year : m->last;
			in.low = fmin(in.low, q->value);
			in.high = fmax(in.high, q->value);
		}
	in.unit = pow(10, -m->g->g.decimals);
	in.zero = gauge_from_zero(&m->g->g);
	in.percent = gauge_is_percent(&m->g->g);
	m->p.y = axis_values(&in);
	tighten(&m->p.y, in.high);
}

/* That both ends of the scale need. */
static int scale_decimals(const struct axis *a)
{
	int n = 0;

	while (n < 6 &&
	       (fabs(a->high * pow(10, n) - round(a->high * pow(10, n))) >
			1e-6 ||
		fabs(a->low * pow(10, n) - round(a->low * pow(10, n))) > 1e-6))
		n++;
	return n;
}

/* "0–22 %" */
static void put_scale(const struct multiples *m, struct buf *out)
{
	const struct axis *a = &m->p.y;
	struct gauge g = m->g->g; /* borrows its texts */
	char low[TEXT_NUMBER], high[GAUGE_VALUE];

	g.decimals = scale_decimals(a);
	buf_printf(out, "%s%s%s",
		   text_number(low, a->low, g.decimals, m->p.lang),
		   a->low < 0 ? " – " : "–", gauge_value(high, &g, a->high));
}

static void place(struct multiples *m, const struct caption *caption)
{
	struct picture *p = &m->p;
	char first[NUM_TEXT], last[NUM_TEXT];
	const char *args[] = {NULL, first, last, NULL};
	struct buf b, scale;

	p->cursor = PICTURE_MARGIN - 4;
	picture_head(p, caption);
	find_values(m);
	buf_init(&scale, BUF_MAX);
	put_scale(m, &scale);
	args[0] = buf_str(&scale);
	args[3] = m->g->country.n ? group_reference(m->g) : "";
	num_text(first, m->first);
	num_text(last, m->last);
	buf_init(&b, BUF_MAX);
	words_fill(&b,
		   m->g->country.n ? TEXT_CHART_MULTIPLES_NOTE
				   : TEXT_CHART_MULTIPLES_ALONE,
		   p->lang, args, ARRAY_LEN(args));
	buf_release(&scale);
	if (m->g->g.polarity)
		buf_printf(&b, " · %s",
			   text_get(m->g->g.polarity < 0
					    ? TEXT_CHART_LOWER_BETTER
					    : TEXT_CHART_HIGHER_BETTER,
				    p->lang));
	picture_block(p, buf_str(&b), 12, 17, ROLE_AXIS);
	buf_release(&b);
	p->top = p->cursor + 10;
	m->wide = (p->width - 2 * PICTURE_MARGIN + GAP) / (double)m->columns;
	p->bottom = p->top + m->rows * (PANEL_HIGH + GAP);
	p->height = p->bottom + 8 + picture_foot_height(p, caption) + 10;
	picture_foot(p, caption);
}

/* --- a panel ----------------------------------------------------------------
 */

struct panel {
	double left, top, right, bottom; /* of its plot */
};

static double panel_x(const struct multiples *m, const struct panel *n,
		      int year)
{
	return n->left + (double)(year - m->first) /
				 (double)(m->last - m->first) *
				 (n->right - n->left);
}

static double panel_y(const struct multiples *m, const struct panel *n,
		      double value)
{
	const struct axis *a = &m->p.y;

	return n->bottom -
	       (value - a->low) / (a->high - a->low) * (n->bottom - n->top);
}

/* Neighbouring years are joined, gaps stay gaps. */
static void draw_series(struct multiples *m, const struct panel *n,
			const struct member *one, enum stroke s)
{
	double *xy;
	size_t k = 0;
	int before = 0;

	if (!one->points)
		return;
	xy = xcalloc(2 * one->n + 2, sizeof(*xy));
	for (size_t i = 0; i < one->n; i++) {
		const struct group_point *q = &one->points[i];

		if (q->year < m->first)
			continue;
		if (k > 0 && q->year - before > 1) {
			canvas_line(&m->c, s, xy, k);
			k = 0;
		}
		xy[2 * k] = panel_x(m, n, q->year);
		xy[2 * k++ + 1] = panel_y(m, n, q->value);
		before = q->year;
	}
	if (k > 0)
		canvas_line(&m->c, s, xy, k);
	free(xy);
}

/* Names that do not fit end with three dots; the CSV and the text alternative
 * have them whole. */
static void put_name(struct multiples *m, const char *name, double x, double y,
		     double room)
{
	char *text = xstrdup(name);
	size_t len = strlen(text);

	while (len > 1 && picture_text_width(text, SIZE, ROLE_LABEL) > room) {
		char *cut;

		while (len > 1 && ((unsigned char)text[len - 1] & 0xc0) == 0x80)
			len--;
		cut = xasprintf("%.*s…", (int)--len, name);
		free(text);
		text = cut;
	}
	picture_text(&m->p, text, x, y, SIZE, ROLE_LABEL);
	free(text);
}

/* The newest figure, with its year where that is not the last of the panel. */
static void put_value(const struct multiples *m, const struct member *one,
		      char dst[GAUGE_VALUE + 16])
{
	const struct group_point *last =
		one->n ? &one->points[one->n - 1] : NULL;
	char value[GAUGE_VALUE];

	if (!last)
		(void)snprintf(dst, GAUGE_VALUE, "%s",
			       gauge_status(one->status, m->p.lang));
	else if (last->year == m->last)
		gauge_value(dst, &m->g->g, last->value);
	else
		(void)snprintf(dst, GAUGE_VALUE + 16, "%s (%d)",
			       gauge_value(value, &m->g->g, last->value),
			       last->year);
}

static void draw_panel(struct multiples *m, size_t i)
{
	const struct member *one = &m->g->members[i];
	const struct group_point *last =
		one->n ? &one->points[one->n - 1] : NULL;
	double left = PICTURE_MARGIN + m->tiles[i].column * m->wide;
	double top = m->p.top + m->tiles[i].row * (PANEL_HIGH + GAP);
	double right = left + m->wide - GAP, bottom = top + PANEL_HIGH;
	struct panel n = {left + 4, top + NAME_HIGH + 4, right - 4, bottom - 6};
	char value[GAUGE_VALUE + 16];

	canvas_rectangle(&m->c, PAINT_BAND, left, top, right, bottom);
	put_value(m, one, value);
	put_name(m, one->name, left + 5, top + 11, right - left - 8);
	picture_text(&m->p, value, left + 5, top + 26, SIZE, ROLE_AXIS);
	if (m->g->country.n)
		draw_series(m, &n, &m->g->country, STROKE_COUNTRY);
	draw_series(m, &n, one, STROKE_AREA);
	if (last && last->year >= m->first)
		canvas_mark(&m->c, MARK_AREA, panel_x(m, &n, last->year),
			    panel_y(m, &n, last->value));
}

static void write_script(const struct group *g, const struct outlines *o,
			 struct multiples *m, char **where, struct sketch *out)
{
	struct caption caption = {0};

	*m = (struct multiples){.g = g, .p = {.lang = g->g.lang}};
	canvas_init(&m->c);
	lay_out(m, o);
	out->width = fmax(out->width, 2.0 * PICTURE_MARGIN +
					      (double)m->columns * PANEL_LEAST);
	m->p.width = out->width;
	find_values(m);
	*where = group_where(g, m->first, m->last);
	caption_gauge(&caption, &g->g, *where, out->id);
	place(m, &caption);
	for (size_t i = 0; i < g->n; i++)
		draw_panel(m, i);
	canvas_write(&m->c, &m->p, &out->script);
	caption_release(&caption);
	canvas_release(&m->c);
	picture_release(&m->p);
	free(m->tiles);
}

/* --- the kind ---------------------------------------------------------------
 */

static void sketch(const struct group *g, const struct outlines *o,
		   struct sketch *s)
{
	char *where = NULL, first[NUM_TEXT], last[NUM_TEXT];
	struct multiples m;
	const char *args[] = {g->g.title, g->name, first, last};

	s->title = xstrdup(g->g.title);
	group_csv(g, NULL, 0, &s->csv);
	sketch_identify(s);
	write_script(g, o, &m, &where, s);
	num_text(first, m.first);
	num_text(last, m.last);
	buf_printf(&s->heading, "%s, %s", g->g.title, where);
	words_fill(&s->alt, TEXT_CHART_MULTIPLES_SHOWS, g->g.lang, args,
		   ARRAY_LEN(args));
	group_alt(g, true, &s->alt);
	free(where);
}

static int multiples_read(struct chart_source *source,
			  const struct chart_key *key, struct sketch *out,
			  struct err *e)
{
	struct group g;
	int rc;

	if (group_read(source, key->indicator, key->area, &g, e) < 0)
		return -1;
	rc = strcmp(g.kind, "maa") == 0
		     ? err_set(e, ERR_DATA, "small multiples are of one county")
		     : group_name(&g, out, e);
	if (rc == 0)
		sketch(&g, source->kept, out);
	group_release(&g);
	return rc;
}

const struct chart_kind chart_multiples = {
	.name = "multiples",
	.looks = text_plots_canvas_gp,
	.wanted = group_wanted,
	.of_area = true,
	.of_indicator = true,
	.sql = &group_sql,
	.prepare = outlines_prepare,
	.forget = outlines_forget,
	.sketch = multiples_read,
};
