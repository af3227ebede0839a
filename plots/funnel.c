/*
 * The funnel chart: value against size. Small municipalities differ much by
 * chance alone; what lies outside the limits differs by more. Spiegelhalter
 * 2005; the limits are analysis' (funnel_limit).
 */
#include <math.h>

#include "lib/csv.h"
#include "lib/embedded.h"
#include "lib/num.h"
#include "plots/funnel.h"
#include "plots/kind.h"
#include "plots/legend.h"
#include "plots/names.h"

enum {
	SIZE = 11,
	PLOT_HIGH = 380,
	LABEL_WIDE = 120,
	LABEL_GAP = 10,
	TICK_ROOM = 46,
	BESIDE = 6,    /* between points of a line that names avoid */
	AXIS_HIGH = 46 /* sizes and what they are of */
};

struct drawing {
	const struct funnel *f;
	struct picture p;
	struct canvas c;
	double least, most; /* log10 of the denominators at both ends */
};

/* --- where things stand -----------------------------------------------------
 */

static void find_values(struct drawing *d)
{
	const struct funnel *f = d->f;
	struct axis_in in = {.low = f->target, .high = f->target};
	/* Where they are narrow the limits must be seen; in the smallest
	 * municipality they may reach further than any figure. */
	const struct funnel_limit *l = &f->limits[f->limits_n / 4];

	in.low = fmin(in.low, l->low998);
	in.high = fmax(in.high, l->high998);
	d->least = f->limits[0].denominator;
	d->most = f->limits[f->limits_n - 1].denominator;
	for (size_t i = 0; i < f->n; i++) {
		in.low = fmin(in.low, f->points[i].value);
		in.high = fmax(in.high, f->points[i].value);
		d->least = fmin(d->least, f->points[i].denominator);
		d->most = fmax(d->most, f->points[i].denominator);
	}
	in.unit = pow(10, -f->g.decimals);
	/* what matters is how far they lie apart; it is said */
	in.zero = false;
	in.percent = gauge_is_percent(&f->g);
	d->p.y = axis_values(&in);
	d->least = log10(d->least) - 0.04;
	d->most = log10(d->most) + 0.04;
}

static double at(const struct drawing *d, double denominator)
{
	return d->p.left + (log10(denominator) - d->least) /
				   (d->most - d->least) *
				   (d->p.right - d->p.left);
}

static void add_label(struct drawing *d, const char *text, double value,
		      int role)
{
	struct picture *p = &d->p;
	struct label *l;

	if (value < p->y.low || value > p->y.high)
		return;
	l = picture_label(p, text, SIZE, fmin(LABEL_WIDE, p->width / 5), role);
	l->value = value;
}

/* The limits are named where they end. */
static void add_labels(struct drawing *d)
{
	const struct funnel *f = d->f;
	const struct funnel_limit *l = &f->limits[f->limits_n - 1];
	enum lang lang = d->p.lang;
	char value[GAUGE_VALUE], *text;

	text = xasprintf("%s %s", text_get(TEXT_CHART_FUNNEL_TARGET, lang),
			 gauge_value(value, &f->g, f->target));
	add_label(d, text_get(TEXT_CHART_FUNNEL_998, lang), l->high998,
		  ROLE_AXIS);
	add_label(d, text_get(TEXT_CHART_FUNNEL_95, lang), l->high95,
		  ROLE_AXIS);
	add_label(d, text, f->target, ROLE_LABEL + 2);
	add_label(d, text_get(TEXT_CHART_FUNNEL_95, lang), l->low95, ROLE_AXIS);
	add_label(d, text_get(TEXT_CHART_FUNNEL_998, lang), l->low998,
		  ROLE_AXIS);
	free(text);
}

static enum mark mark_of(const struct funnel_point *q)
{
	static const enum mark marks[] = {
		[LEVEL_NONE] = MARK_NONE,     [LEVEL_SIMILAR] = MARK_AREA,
		[LEVEL_BETTER] = MARK_BETTER, [LEVEL_WORSE] = MARK_WORSE,
		[LEVEL_HIGHER] = MARK_HIGHER, [LEVEL_LOWER] = MARK_LOWER,
	};

	return q->marked ? marks[q->level] : MARK_OTHER;
}

static void place_key(struct drawing *d)
{
	static const struct {
		enum level level;
		enum text text;
	} words[] = {
		{LEVEL_SIMILAR, TEXT_CHART_FUNNEL_INSIDE},
		{LEVEL_BETTER, TEXT_CHART_FUNNEL_BETTER},
		{LEVEL_WORSE, TEXT_CHART_FUNNEL_WORSE},
		{LEVEL_HIGHER, TEXT_CHART_FUNNEL_HIGHER},
		{LEVEL_LOWER, TEXT_CHART_FUNNEL_LOWER},
		{LEVEL_NONE, TEXT_CHART_FUNNEL_FEW},
	};
	const struct funnel *f = d->f;
	enum lang lang = d->p.lang;
	struct legend l;

	legend_begin(&l, &d->p, &d->c);
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		struct funnel_point one = {.level = words[i].level,
					   .marked = true};
		bool used = false;

		for (size_t k = 0; k < f->n; k++)
			used |= f->points[k].marked &&
				f->points[k].level == one.level;
		if (used)
			legend_mark(&l, mark_of(&one),
				    text_get(words[i].text, lang));
	}
	legend_mark(&l, MARK_OTHER, text_get(TEXT_CHART_FUNNEL_OTHER, lang));
	legend_end(&l);
}

static void put_axis_note(struct drawing *d)
{
	const struct gauge *g = &d->f->g;
	struct picture *p = &d->p;
	struct buf b;

	buf_init(&b, BUF_MAX);
	if (g->polarity)
		buf_puts(&b,
			 text_get(g->polarity < 0 ? TEXT_CHART_LOWER_BETTER
						  : TEXT_CHART_HIGHER_BETTER,
				  p->lang));
	if (gauge_from_zero(g) && (p->y.low > 0 || p->y.high < 0))
		buf_printf(&b, "%s%s", b.len ? " · " : "",
			   text_get(TEXT_CHART_NOT_FROM_ZERO, p->lang));
	picture_block(p, buf_str(&b), 12, 17, ROLE_AXIS);
	buf_release(&b);
}

static void place(struct drawing *d, const struct caption *caption)
{
	struct picture *p = &d->p;
	enum lang lang = p->lang;

	p->cursor = PICTURE_MARGIN - 4;
	picture_head(p, caption);
	picture_block(p, text_get(TEXT_CHART_FUNNEL_NOTE, lang), 12, 17,
		      ROLE_NOTE);
	find_values(d);
	put_axis_note(d);
	p->cursor += 4;
	place_key(d);
	add_labels(d);
	p->left = PICTURE_MARGIN + picture_ticks_width(p, SIZE) + 8;
	p->right = picture_edge(p) - LABEL_GAP - picture_labels_width(p);
	p->top = p->cursor + 12;
	p->bottom = p->top + PLOT_HIGH;
	p->height =
		p->bottom + AXIS_HIGH + picture_foot_height(p, caption) + 10;
	for (size_t i = 0; i < p->labels_n; i++)
		p->labels[i].y = picture_y(p, p->labels[i].value);
	picture_spread(p, p->top - 8, p->bottom + 8);
	picture_labels_done(p, p->right + LABEL_GAP);
	picture_foot(p, caption);
}

/* --- what is drawn ----------------------------------------------------------
 */

static void draw_values(struct drawing *d)
{
	struct picture *p = &d->p;
	char text[TEXT_NUMBER];

	for (size_t i = 0; i < p->y.ticks; i++) {
		double v = axis_tick(&p->y, i), y = picture_y(p, v);

		canvas_stroke(&d->c, STROKE_GRID, p->left, y, p->right, y);
		text_number(text, v, p->y.decimals, p->lang);
		canvas_text_right(p, text, p->left - 8, y, SIZE, ROLE_AXIS);
	}
}

/* Under the middle of the plot as far as the canvas allows. */
static void put_size_name(struct picture *p)
{
	const char *text = text_get(TEXT_CHART_FUNNEL_SIZE, p->lang);
	double wide = picture_text_width(text, SIZE, ROLE_AXIS);
	double x = (p->left + p->right - wide) / 2;

	picture_text(p, text,
		     fmax(PICTURE_MARGIN, fmin(x, picture_edge(p) - wide)),
		     p->bottom + 30, SIZE, ROLE_AXIS);
}

/* 1, 2 and 5 times a power of ten, as far as they stand apart. */
static void draw_sizes(struct drawing *d)
{
	static const double steps[] = {1, 2, 5};
	struct picture *p = &d->p;
	double last = -HUGE_VAL;

	canvas_stroke(&d->c, STROKE_AXIS, p->left, p->bottom, p->right,
		      p->bottom);
	for (int k = (int)floor(d->least); k <= (int)ceil(d->most); k++)
		for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
			double v = steps[i] * pow(10, k), x;
			char text[TEXT_NUMBER];

			if (log10(v) < d->least || log10(v) > d->most)
				continue;
			x = at(d, v);
			if (x - last < TICK_ROOM)
				continue;
			last = x;
			canvas_stroke(&d->c, STROKE_AXIS, x, p->bottom, x,
				      p->bottom + 4);
			text_number(text, v, k < 0 ? -k : 0, p->lang);
			canvas_text_centre(p, text, x, p->bottom + 13, SIZE,
					   ROLE_AXIS);
		}
	put_size_name(p);
}

static double limit_of(const struct funnel_limit *l, int which)
{
	switch (which) {
	case 0:
		return l->low998;
	case 1:
		return l->low95;
	case 2:
		return l->high95;
	default:
		return l->high998;
	}
}

/* Where the segment from (x0, y0) leaves the plot at the height y. */
static double crossing(double x0, double y0, double x1, double y1, double y)
{
	return x0 + (x1 - x0) * (y - y0) / (y1 - y0);
}

/* A limit as far as it runs within the plot. */
static void draw_limit(struct drawing *d, int which, enum stroke s)
{
	const struct funnel *f = d->f;
	double *xy = xcalloc(2 * f->limits_n + 4, sizeof(*xy));
	double x0 = 0.0, v0 = 0.0;
	double edge = which < 2 ? d->p.y.low : d->p.y.high;
	size_t n = 0;

	for (size_t i = 0; i < f->limits_n; i++) {
		double v = limit_of(&f->limits[i], which);
		double x = at(d, f->limits[i].denominator);
		bool inside = which < 2 ? v >= edge : v <= edge;
		bool before = i > 0 && (which < 2 ? v0 >= edge : v0 <= edge);

		if (i > 0 && inside != before) {
			xy[2 * n] = crossing(x0, v0, x, v, edge);
			xy[2 * n++ + 1] = picture_y(&d->p, edge);
		}
		if (inside) {
			xy[2 * n] = x;
			xy[2 * n++ + 1] = picture_y(&d->p, v);
		}
		x0 = x;
		v0 = v;
	}
	if (n > 1)
		canvas_line(&d->c, s, xy, n);
	free(xy);
}

static void draw_limits(struct drawing *d)
{
	double y = picture_y(&d->p, d->f->target);

	draw_limit(d, 0, STROKE_OUTER);
	draw_limit(d, 3, STROKE_OUTER);
	draw_limit(d, 1, STROKE_LIMIT);
	draw_limit(d, 2, STROKE_LIMIT);
	canvas_stroke(&d->c, STROKE_COUNTRY, d->p.left, y, d->p.right, y);
}

/* Names should not lie on a line. */
static void avoid_line(struct names *n, double x0, double y0, double x1,
		       double y1)
{
	int steps = (int)((x1 - x0) / BESIDE) + 1;

	for (int i = 0; i < steps; i++) {
		double part = (double)i / steps;

		names_add(n, NULL, x0 + (x1 - x0) * part,
			  y0 + (y1 - y0) * part);
	}
}

static void avoid_limit(const struct drawing *d, int which, struct names *n)
{
	const struct funnel *f = d->f;

	for (size_t i = 0; i + 1 < f->limits_n; i++) {
		double x0 = at(d, f->limits[i].denominator);
		double x1 = at(d, f->limits[i + 1].denominator);
		double y0 = picture_y(&d->p, limit_of(&f->limits[i], which));
		double y1 =
			picture_y(&d->p, limit_of(&f->limits[i + 1], which));

		avoid_line(n, x0, y0, x1, y1);
	}
}

static void draw_points(struct drawing *d)
{
	const struct funnel *f = d->f;
	struct names *n =
		names_new(d->p.left, d->p.top, d->p.right, d->p.bottom);

	for (size_t i = 0; i < f->n; i++) {
		const struct funnel_point *q = &f->points[i];
		double x = at(d, q->denominator);
		double y = picture_y(&d->p, q->value);

		canvas_mark(&d->c, mark_of(q), x, y);
		names_add(n, q->marked ? q->name : NULL, x, y);
	}
	for (int k = 0; k < 4; k++)
		avoid_limit(d, k, n);
	avoid_line(n, d->p.left, picture_y(&d->p, f->target), d->p.right,
		   picture_y(&d->p, f->target));
	names_write(n, &d->p, &d->c, SIZE, ROLE_AXIS);
	names_free(n);
}

static void write_script(const struct funnel *f, const char *where,
			 struct sketch *out)
{
	struct drawing d = {.f = f,
			    .p = {.lang = f->g.lang, .width = out->width}};
	struct caption caption = {0};

	canvas_init(&d.c);
	caption_gauge(&caption, &f->g, where, out->id);
	place(&d, &caption);
	draw_values(&d);
	draw_sizes(&d);
	draw_limits(&d);
	draw_points(&d);
	canvas_write(&d.c, &d.p, &out->script);
	caption_release(&caption);
	canvas_release(&d.c);
	picture_release(&d.p);
}

/* --- the twin and the words -------------------------------------------------
 */

static const char *level_word(enum level l)
{
	static const char *const words[] = {
		[LEVEL_NONE] = "",         [LEVEL_SIMILAR] = "usual",
		[LEVEL_BETTER] = "better", [LEVEL_WORSE] = "worse",
		[LEVEL_HIGHER] = "higher", [LEVEL_LOWER] = "lower",
	};

	return words[l];
}

static void put_terms(const struct funnel *f, struct buf *out)
{
	const struct gauge *g = &f->g;

	csv_put_text(out, g->source);
	csv_put_text(out, g->indicator);
	csv_put_text(out, g->title);
	csv_put_text(out, g->unit);
	csv_put_text(out, g->organisation);
	csv_put_text(out, g->licence);
	csv_put_text(out, g->updated[0] ? g->updated : g->fetched);
	csv_end(out);
}

static void put_limit(const struct funnel *f, double denominator,
		      const struct funnel_limit *l, struct buf *out)
{
	csv_put_text(out, l ? "limit" : "target");
	csv_put_int(out, f->year);
	csv_put_text(out, "");
	csv_put_text(out, "");
	csv_put_double(out, l ? (double)NAN : f->target);
	csv_put_double(out, denominator);
	csv_put_double(out, l ? l->low95 : (double)NAN);
	csv_put_double(out, l ? l->high95 : (double)NAN);
	csv_put_double(out, l ? l->low998 : (double)NAN);
	csv_put_double(out, l ? l->high998 : (double)NAN);
	csv_put_text(out, "");
	put_terms(f, out);
}

static void put_csv(const struct funnel *f, struct buf *out)
{
	static const char *const columns[] = {
		"line",         "year",    "area_code", "area",   "value",
		"size",         "low95",   "high95",    "low998", "high998",
		"level",        "source",  "indicator", "title",  "unit",
		"organisation", "licence", "data_date"};

	csv_put_head(out, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < f->n; i++) {
		const struct funnel_point *q = &f->points[i];

		csv_put_text(out, q->marked ? "area" : "other");
		csv_put_int(out, f->year);
		csv_put_text(out, q->code);
		csv_put_text(out, q->name);
		csv_put_double(out, q->value);
		csv_put_double(out, q->denominator);
		for (int k = 0; k < 4; k++)
			csv_put_text(out, "");
		csv_put_text(out, level_word(q->level));
		put_terms(f, out);
	}
	for (size_t i = 0; i < f->limits_n; i++)
		put_limit(f, f->limits[i].denominator, &f->limits[i], out);
	put_limit(f, (double)NAN, NULL, out);
}

/* Which of the county's lie outside; those with one word of a side. */
static void put_outside(const struct funnel *f, bool high, struct buf *out)
{
	enum text t = high ? TEXT_CHART_FUNNEL_ABOVE : TEXT_CHART_FUNNEL_BELOW;
	const char *arg;
	struct buf b;

	buf_init(&b, BUF_MAX);
	for (size_t i = 0; i < f->n; i++) {
		const struct funnel_point *q = &f->points[i];

		if (q->marked && q->level > LEVEL_SIMILAR &&
		    (q->value > f->target) == high)
			buf_printf(&b, "%s%s", b.len ? ", " : "", q->name);
	}
	if (b.len) {
		arg = buf_str(&b);
		buf_putc(out, ' ');
		words_fill(out, t, f->g.lang, &arg, 1);
	}
	buf_release(&b);
}

static void put_alt(const struct funnel *f, struct buf *out)
{
	char year[NUM_TEXT], n[NUM_TEXT], marked[NUM_TEXT], value[GAUGE_VALUE];
	const char *shows[] = {f->g.title, num_text(year, f->year),
			       num_text(n, (double)f->n), f->name, value};
	const char *inside[] = {marked, f->name};
	size_t members = 0, outside = 0;

	gauge_value(value, &f->g, f->target);
	for (size_t i = 0; i < f->n; i++) {
		members += f->points[i].marked;
		outside += f->points[i].marked &&
			   f->points[i].level > LEVEL_SIMILAR;
	}
	words_fill(out, TEXT_CHART_FUNNEL_SHOWS, f->g.lang, shows,
		   ARRAY_LEN(shows));
	num_text(marked, (double)members);
	if (!outside) {
		buf_putc(out, ' ');
		words_fill(out, TEXT_CHART_FUNNEL_ALL_IN, f->g.lang, inside,
			   ARRAY_LEN(inside));
	}
	put_outside(f, true, out);
	put_outside(f, false, out);
}

/* --- the kind ---------------------------------------------------------------
 */

static const char wanted[] =
	"SELECT i.id, h.id FROM indicator AS i JOIN area AS h"
	" JOIN shown_county AS s ON s.code = h.code"
	" WHERE h.kind = 'hyvinvointialue' AND EXISTS (SELECT 1"
	"   FROM funnel_limit AS f WHERE f.indicator = i.id AND f.sex = 0)"
	" ORDER BY i.source, i.code, h.code";

static void fill(const struct funnel *f, struct sketch *out)
{
	char n[NUM_TEXT], year[NUM_TEXT], *where;
	const char *args[] = {num_text(n, (double)f->n),
			      num_text(year, f->year)};
	struct buf b;

	buf_init(&b, BUF_MAX);
	buf_printf(&b, "%s, ", f->name);
	words_fill(&b, TEXT_CHART_FUNNEL_AMONG, f->g.lang, args,
		   ARRAY_LEN(args));
	where = xstrdup(buf_str(&b));
	buf_release(&b);

	out->title = xstrdup(f->g.title);
	put_csv(f, &out->csv);
	sketch_identify(out);
	write_script(f, where, out);
	buf_printf(&out->heading, "%s, %s", f->g.title, where);
	put_alt(f, &out->alt);
	free(where);
}

static int sketch(struct chart_source *source, const struct chart_key *key,
		  struct sketch *out, struct err *e)
{
	struct funnel f;
	int rc;

	if (funnel_read(source, key->indicator, key->area, &f, e) < 0)
		return -1;
	rc = sketch_name(out,
			 (const char *const[]){f.kind, f.code, f.g.source,
					       f.g.indicator, NULL},
			 e);
	if (rc == 0)
		fill(&f, out);
	funnel_release(&f);
	return rc;
}

const struct chart_kind chart_funnel = {
	.name = "funnel",
	.looks = text_plots_canvas_gp,
	.wanted = wanted,
	.of_area = true,
	.of_indicator = true,
	.sql = &funnel_sql,
	.sketch = sketch,
};
