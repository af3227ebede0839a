/*
 * The rank chart: one indicator, the municipalities of a county sorted, with
 * their intervals where they exist, beside the county and the country.
 */
#include <math.h>

#include "lib/csv.h"
#include "lib/embedded.h"
#include "lib/num.h"
#include "plots/group.h"
#include "plots/kind.h"
#include "plots/legend.h"

enum {
	ROW = 19,
	NAMES_WIDE = 190,
	VALUE_GAP = 8,
	SIZE = 12,
	NAME_UP = 15, /* of the lines' names over the rows */
};

struct rank {
	const struct group *g;
	const struct member **sorted; /* from the lowest; borrowed members */
	size_t n;
	struct picture p;
	struct canvas c;
	double value_wide;
};

/* --- where things stand -----------------------------------------------------
 */

static void stretch(struct axis_in *in, double v)
{
	in->low = fmin(in->low, v);
	in->high = fmax(in->high, v);
}

static void find_values(struct rank *r)
{
	const struct group *g = r->g;
	struct axis_in in = {.low = HUGE_VAL, .high = -HUGE_VAL};
	const struct member *lines[] = {&g->county, &g->country};
	char text[GAUGE_VALUE];

	for (size_t i = 0; i < r->n; i++) {
		const struct member *m = r->sorted[i];
		double v = member_at(m, g->year)->value;

		stretch(&in, v);
		if (m->has_interval) {
			stretch(&in, m->low);
			stretch(&in, m->high);
		}
		gauge_value(text, &g->g, v);
		r->value_wide = fmax(r->value_wide,
				     picture_text_width(text, SIZE, ROLE_AXIS));
	}
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		if (member_at(lines[i], g->year))
			stretch(&in, member_at(lines[i], g->year)->value);
	in.unit = pow(10, -g->g.decimals);
	in.zero = gauge_from_zero(&g->g);
	in.percent = gauge_is_percent(&g->g);
	r->p.y = axis_values(&in);
}

static double at(const struct rank *r, double value)
{
	const struct axis *a = &r->p.y;

	return r->p.left +
	       (value - a->low) / (a->high - a->low) * (r->p.right - r->p.left);
}

static double row_y(const struct rank *r, size_t i)
{
	return r->p.top + ROW * ((double)i + 0.5);
}

static double names_width(const struct rank *r)
{
	double wide = 0;

	for (size_t i = 0; i < r->n; i++)
		wide = fmax(wide, picture_text_width(r->sorted[i]->name, SIZE,
						     ROLE_AXIS));
	return fmin(wide, NAMES_WIDE);
}

static enum mark mark_of(enum level l)
{
	switch (l) {
	case LEVEL_SIMILAR:
		return MARK_SIMILAR;
	case LEVEL_BETTER:
		return MARK_BETTER;
	case LEVEL_WORSE:
		return MARK_WORSE;
	case LEVEL_HIGHER:
		return MARK_HIGHER;
	case LEVEL_LOWER:
		return MARK_LOWER;
	case LEVEL_NONE:
		break;
	}
	return MARK_NONE;
}

/* Only the signs that there are. */
static void draw_key(struct rank *r)
{
	static const struct {
		enum level level;
		enum text text;
	} words[] = {
		{LEVEL_BETTER, TEXT_CHART_RUG_BETTER},
		{LEVEL_WORSE, TEXT_CHART_RUG_WORSE},
		{LEVEL_HIGHER, TEXT_CHART_RUG_HIGHER},
		{LEVEL_LOWER, TEXT_CHART_RUG_LOWER},
		{LEVEL_SIMILAR, TEXT_CHART_RUG_SIMILAR},
		{LEVEL_NONE, TEXT_CHART_RUG_NONE},
	};
	bool interval = false;
	struct legend l;

	legend_begin(&l, &r->p, &r->c);
	for (size_t k = 0; k < ARRAY_LEN(words); k++) {
		bool used = false;

		for (size_t i = 0; i < r->n; i++)
			used |= r->sorted[i]->level == words[k].level;
		if (used)
			legend_mark(&l, mark_of(words[k].level),
				    text_get(words[k].text, r->p.lang));
	}
	for (size_t i = 0; i < r->n; i++)
		interval |= r->sorted[i]->has_interval;
	if (interval)
		legend_line(&l, STROKE_SPREAD,
			    text_get(TEXT_CHART_INTERVAL, r->p.lang));
	legend_end(&l);
}

static void put_axis_note(struct rank *r)
{
	const struct gauge *g = &r->g->g;
	struct picture *p = &r->p;
	struct buf b;

	buf_init(&b, BUF_MAX);
	if (g->polarity)
		buf_puts(&b, text_get(g->polarity < 0 ? TEXT_CHART_LEFT_BETTER
						      : TEXT_CHART_RIGHT_BETTER,
				      p->lang));
	if (gauge_from_zero(g) && (p->y.low > 0 || p->y.high < 0))
		buf_printf(&b, "%s%s", b.len ? " · " : "",
			   text_get(TEXT_CHART_NOT_FROM_ZERO, p->lang));
	picture_block(p, buf_str(&b), 12, 17, ROLE_AXIS);
	buf_release(&b);
}

static void place(struct rank *r, const struct caption *caption)
{
	const struct group *g = r->g;
	struct picture *p = &r->p;
	struct buf b;

	p->cursor = PICTURE_MARGIN - 4;
	picture_head(p, caption);
	find_values(r);
	put_axis_note(r);
	p->cursor += 4;
	draw_key(r);
	p->left = PICTURE_MARGIN + names_width(r) + 12;
	p->right = picture_edge(p) - r->value_wide - 14;
	p->top = p->cursor + 6 + 2 * NAME_UP;
	p->bottom = p->top + ROW * (double)r->n;
	p->cursor = p->bottom + 24;
	buf_init(&b, BUF_MAX);
	group_without(g, &b);
	picture_block(p, buf_str(&b), 12, 17, ROLE_NOTE);
	buf_release(&b);
	p->height = p->cursor + 8 + picture_foot_height(p, caption) + 10;
	picture_foot(p, caption);
}

/* --- what is drawn ----------------------------------------------------------
 */

/* Every how many ticks a label stands, so that they keep apart. */
static size_t label_step(const struct rank *r)
{
	const struct axis *a = &r->p.y;
	double apart = at(r, axis_tick(a, 1)) - at(r, axis_tick(a, 0));

	return (size_t)ceil((picture_ticks_width(&r->p, SIZE) + 10) / apart);
}

static void draw_axis(struct rank *r)
{
	struct picture *p = &r->p;
	size_t step = label_step(r);
	char text[TEXT_NUMBER];

	for (size_t i = 0; i < p->y.ticks; i++) {
		double v = axis_tick(&p->y, i);

		canvas_stroke(&r->c, STROKE_GRID, at(r, v), p->top, at(r, v),
			      p->bottom);
		if (i % step)
			continue;
		text_number(text, v, p->y.decimals, p->lang);
		canvas_text_centre(p, text, at(r, v), p->bottom + 10, SIZE,
				   ROLE_AXIS);
	}
}

/* A line over all rows with its name above. */
struct reference {
	const struct member *m;
	enum stroke stroke;
	int role;
	char *text; /* owned; NULL: there is none */
	double x, from, to;
};

/* Its name ends at the line or begins there, as far as the canvas allows. */
static void place_name(const struct rank *r, struct reference *f, bool left)
{
	const struct group_point *q = member_at(f->m, r->g->year);
	char value[GAUGE_VALUE];
	double wide;

	if (!q)
		return;
	f->text = xasprintf("%s %s", f->m->name,
			    gauge_value(value, &r->g->g, q->value));
	wide = picture_text_width(f->text, SIZE, f->role);
	f->x = at(r, q->value);
	f->from = fmax(PICTURE_MARGIN, fmin(left ? f->x - 5 - wide : f->x + 5,
					    picture_edge(&r->p) - wide));
	f->to = f->from + wide;
}

static bool covers(const struct reference *f, double x)
{
	return f->text && f->from < x && x < f->to;
}

/* The line ends below a name that lies over it. */
static void draw_reference(struct rank *r, const struct reference *f,
			   const struct reference *other, double up)
{
	struct picture *p = &r->p;
	bool hidden = covers(f, f->x) || covers(other, f->x);

	if (!f->text)
		return;
	canvas_stroke(&r->c, f->stroke, f->x, p->top - (hidden ? 7 : 20), f->x,
		      p->bottom);
	picture_text(p, f->text, f->from, p->top - up, SIZE, f->role);
}

/* The one with the lower figure on the left, so that their names do not meet;
 * one above the other where they do. */
static void draw_references(struct rank *r)
{
	struct reference county = {.m = &r->g->county,
				   .stroke = STROKE_COUNTY,
				   .role = ROLE_LABEL + 1};
	struct reference country = {.m = &r->g->country,
				    .stroke = STROKE_COUNTRY,
				    .role = ROLE_LABEL + 2};
	const struct group_point *a = member_at(county.m, r->g->year);
	const struct group_point *b = member_at(country.m, r->g->year);
	bool left = a && b && a->value < b->value;
	bool meet;

	place_name(r, &county, left);
	place_name(r, &country, a && !left);
	meet = county.text && country.text && county.from < country.to + 8 &&
	       country.from < county.to + 8;
	draw_reference(r, &county, &country, NAME_UP);
	draw_reference(r, &country, &county, meet ? 2 * NAME_UP : NAME_UP);
	free(county.text);
	free(country.text);
}

static void draw_row(struct rank *r, size_t i)
{
	const struct member *m = r->sorted[i];
	double v = member_at(m, r->g->year)->value, y = row_y(r, i);
	struct picture *p = &r->p;
	char value[GAUGE_VALUE];

	canvas_text_right(p, m->name, p->left - 12, y, SIZE, ROLE_AXIS);
	canvas_stroke(&r->c, STROKE_GRID, p->left, y, p->right, y);
	if (m->has_interval)
		canvas_stroke(&r->c, STROKE_SPREAD, at(r, m->low), y,
			      at(r, m->high), y);
	canvas_mark(&r->c, mark_of(m->level), at(r, v), y);
	canvas_text_right(p, gauge_value(value, &r->g->g, v), picture_edge(p),
			  y, SIZE, ROLE_AXIS);
}

static void write_script(const struct group *g, const char *where,
			 struct sketch *s)
{
	struct rank r = {.g = g, .p = {.lang = g->g.lang, .width = s->width}};
	struct caption caption = {0};

	r.sorted = xcalloc(g->n + 1, sizeof(*r.sorted));
	r.n = group_sorted(g, g->year, r.sorted);
	canvas_init(&r.c);
	caption_gauge(&caption, &g->g, where, s->id);
	place(&r, &caption);
	draw_axis(&r);
	draw_references(&r);
	for (size_t i = 0; i < r.n; i++)
		draw_row(&r, i);
	canvas_write(&r.c, &r.p, &s->script);
	caption_release(&caption);
	canvas_release(&r.c);
	picture_release(&r.p);
	free(r.sorted);
}

/* --- the kind ---------------------------------------------------------------
 */

static void put_without(const struct group *g, struct buf *out)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	group_without(g, &b);
	if (b.len) {
		words_capital(&b, 0);
		buf_printf(out, " %s.", buf_str(&b));
	}
	buf_release(&b);
}

static void sketch(const struct group *g, struct sketch *s)
{
	char *where = group_where(g, g->year, 0), year[NUM_TEXT];
	const char *args[] = {g->g.title, g->name, num_text(year, g->year)};

	s->title = xstrdup(g->g.title);
	group_csv(g, &g->year, 1, &s->csv);
	sketch_identify(s);
	write_script(g, where, s);
	buf_printf(&s->heading, "%s, %s", g->g.title, where);
	words_fill(&s->alt, TEXT_CHART_RANK_SHOWS, g->g.lang, args,
		   ARRAY_LEN(args));
	group_alt(g, false, &s->alt);
	put_without(g, &s->alt);
	free(where);
}

static size_t reporting(const struct group *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->n; i++)
		n += member_at(&g->members[i], g->year) != NULL;
	return n;
}

static int rank_read(struct chart_source *source, const struct chart_key *key,
		     struct sketch *out, struct err *e)
{
	struct group g;
	int rc;

	if (group_read(source, key->indicator, key->area, &g, e) < 0)
		return -1;
	if (reporting(&g) < 2)
		rc = err_set(e, ERR_DATA,
			     "indicator %s: fewer than two municipalities of "
			     "%s report, which is nothing to rank",
			     g.g.indicator, g.name);
	else
		rc = group_name(&g, out, e);
	if (rc == 0)
		sketch(&g, out);
	group_release(&g);
	return rc;
}

const struct chart_kind chart_rank = {
	.name = "rank",
	.looks = text_plots_canvas_gp,
	.wanted = group_wanted,
	.of_area = true,
	.of_indicator = true,
	.sql = &group_sql,
	.sketch = rank_read,
};
