/*
 * The spine chart: one area, many indicators. The country stands in the middle
 * of each row, the worst of all municipalities on the left, the best on the
 * right; half of the municipalities lie in the box.
 */
#include <math.h>

#include "lib/csv.h"
#include "lib/embedded.h"
#include "lib/num.h"
#include "lib/theme.h"
#include "plots/legend.h"
#include "plots/spine.h"

enum {
	SIZE = 11,
	LINE = 14,   /* height of a line of text */
	ROW_PAD = 8, /* above and below the texts of a row, together */
	THEME_HIGH = 24,
	VALUE_LEAST = 62,
	SPINE_WIDE = 220,
	SPINE_HIGH = 22, /* where it stands below its title */
	GAP = 10,
	BAR = 4, /* half of the height */
	BOX = 6,
};

struct drawing {
	const struct spine *s;
	struct picture p;
	struct canvas c;
	double title_wide, value_x, spine_left, spine_right, country_x;
};

/* --- where things stand -----------------------------------------------------
 */

static double at(const struct drawing *d, const struct spine_row *r,
		 double value)
{
	double middle = (d->spine_left + d->spine_right) / 2;
	double half = (d->spine_right - d->spine_left) / 2;
	double reach = fmax(r->country - r->q[0],
			    r->q[SPINE_QUARTILES - 1] - r->country);
	double way = reach > 0.0 ? (value - r->country) / reach : 0.0;

	way = fmin(1.0, fmax(-1.0, way));
	return middle + (r->g.polarity < 0 ? -way : way) * half;
}

static void wrap_title(const struct drawing *d, const struct spine_row *r,
		       struct lines *l)
{
	char *text = xasprintf("%s (%d)", r->g.title, r->year);

	lines_wrap(l, text, (struct font){SIZE, false}, d->title_wide);
	free(text);
}

static double row_height(const struct drawing *d, const struct spine_row *r)
{
	struct lines l = {0};
	double high;

	wrap_title(d, r, &l);
	high = (double)l.n * LINE + ROW_PAD;
	lines_release(&l);
	return high + (picture_is_narrow(&d->p) ? SPINE_HIGH : 0);
}

static bool opens_theme(const struct spine *s, size_t i)
{
	return i == 0 || strcmp(s->rows[i].theme, s->rows[i - 1].theme) != 0;
}

static enum mark mark_of(const struct spine_row *r)
{
	static const enum mark marks[] = {
		[LEVEL_NONE] = MARK_AREA,     [LEVEL_SIMILAR] = MARK_SIMILAR,
		[LEVEL_BETTER] = MARK_BETTER, [LEVEL_WORSE] = MARK_WORSE,
		[LEVEL_HIGHER] = MARK_HIGHER, [LEVEL_LOWER] = MARK_LOWER,
	};

	return r->level == LEVEL_NONE && !r->g.polarity ? MARK_NEUTRAL
							: marks[r->level];
}

/* Only the signs that there are. */
static void draw_key(struct drawing *d)
{
	static const struct {
		enum mark mark;
		enum text text;
	} signs[] = {
		{MARK_AREA, TEXT_CHART_SPINE_TOWN},
		{MARK_BETTER, TEXT_CHART_RUG_BETTER},
		{MARK_WORSE, TEXT_CHART_RUG_WORSE},
		{MARK_SIMILAR, TEXT_CHART_RUG_SIMILAR},
		{MARK_HIGHER, TEXT_CHART_RUG_HIGHER},
		{MARK_LOWER, TEXT_CHART_RUG_LOWER},
		{MARK_NEUTRAL, TEXT_CHART_SPINE_NEUTRAL},
	};
	enum lang lang = d->p.lang;
	bool county = false;
	struct legend l;

	legend_begin(&l, &d->p, &d->c);
	for (size_t i = 0; i < d->s->n; i++)
		county |= d->s->rows[i].has_county;
	for (size_t k = 0; k < ARRAY_LEN(signs); k++) {
		bool used = false;

		for (size_t i = 0; i < d->s->n; i++)
			used |= mark_of(&d->s->rows[i]) == signs[k].mark;
		if (used)
			legend_mark(&l, signs[k].mark,
				    text_get(signs[k].text, lang));
	}
	if (county)
		legend_mark(&l, MARK_COUNTY,
			    text_get(TEXT_CHART_SPINE_COUNTY, lang));
	legend_line(&l, STROKE_AXIS, text_get(TEXT_CHART_SPINE_MIDDLE, lang));
	legend_bar(&l, PAINT_SIMILAR, text_get(TEXT_CHART_SPINE_BOX, lang));
	legend_bar(&l, PAINT_REACH, text_get(TEXT_CHART_SPINE_REACH, lang));
	legend_end(&l);
}

static void put_note(struct drawing *d)
{
	bool median = false;

	for (size_t i = 0; i < d->s->n; i++)
		median |= d->s->rows[i].median;
	if (median)
		picture_block(&d->p,
			      text_get(TEXT_CHART_SPINE_MEDIAN, d->p.lang), 12,
			      17, ROLE_NOTE);
}

static char *country_text(const struct spine_row *r)
{
	char value[GAUGE_VALUE];

	return xasprintf("%s%s", gauge_value(value, &r->g, r->country),
			 r->median ? " *" : "");
}

static double value_width(const struct drawing *d)
{
	double wide = picture_text_width(
		text_get(TEXT_CHART_WHOLE_COUNTRY, d->p.lang), SIZE,
		ROLE_LABEL + 2);

	wide = fmax(wide, VALUE_LEAST);
	for (size_t i = 0; i < d->s->n; i++) {
		const struct spine_row *r = &d->s->rows[i];
		char value[GAUGE_VALUE], *country = country_text(r);

		gauge_value(value, &r->g, r->value);
		wide = fmax(wide, picture_text_width(value, SIZE, ROLE_LABEL));
		wide = fmax(wide,
			    picture_text_width(country, SIZE, ROLE_LABEL + 2));
		free(country);
	}
	return wide;
}

/* In a narrow picture the titles stand over the figures, not beside them. */
static void place_columns(struct drawing *d)
{
	bool narrow = picture_is_narrow(&d->p);
	double value_wide = value_width(d);

	d->country_x = picture_edge(&d->p);
	d->spine_right = d->country_x - value_wide - GAP;
	d->spine_left = narrow ? PICTURE_MARGIN + value_wide + GAP
			       : d->spine_right - SPINE_WIDE;
	d->value_x = d->spine_left - GAP;
	d->title_wide = narrow ? d->country_x - PICTURE_MARGIN
			       : d->value_x - value_wide - GAP - PICTURE_MARGIN;
}

static void place(struct drawing *d, const struct caption *caption)
{
	struct picture *p = &d->p;
	double high = 0.0;

	p->cursor = PICTURE_MARGIN - 4;
	picture_head(p, caption);
	put_note(d);
	p->cursor += 4;
	draw_key(d);
	place_columns(d);
	p->top = p->cursor + (picture_is_narrow(p) ? 44 : 30);
	for (size_t i = 0; i < d->s->n; i++)
		high += row_height(d, &d->s->rows[i]) +
			(opens_theme(d->s, i) ? THEME_HIGH : 0);
	p->bottom = p->top + high;
	p->height = p->bottom + 12 + picture_foot_height(p, caption) + 10;
	picture_foot(p, caption);
}

/* --- what is drawn ----------------------------------------------------------
 */

/* A long name begins at the margin in a row of its own. */
static void draw_heads(struct drawing *d)
{
	enum lang lang = d->p.lang;
	double y = d->p.top - 12;

	if (picture_is_narrow(&d->p))
		picture_text(&d->p, d->s->name, PICTURE_MARGIN, y - 15, SIZE,
			     ROLE_LABEL);
	else
		canvas_text_right(&d->p, d->s->name, d->value_x, y, SIZE,
				  ROLE_LABEL);
	picture_text(&d->p, text_get(TEXT_CHART_SPINE_WORSE, lang),
		     d->spine_left, y, SIZE, ROLE_AXIS);
	canvas_text_right(&d->p, text_get(TEXT_CHART_SPINE_BETTER, lang),
			  d->spine_right, y, SIZE, ROLE_AXIS);
	canvas_text_right(&d->p, text_get(TEXT_CHART_WHOLE_COUNTRY, lang),
			  d->country_x, picture_is_narrow(&d->p) ? y - 15 : y,
			  SIZE, ROLE_LABEL + 2);
}

static void draw_spine(struct drawing *d, const struct spine_row *r, double y)
{
	double a = at(d, r, r->q[0]), b = at(d, r, r->q[3]);
	double c = at(d, r, r->q[1]), e = at(d, r, r->q[2]);
	double middle = (d->spine_left + d->spine_right) / 2;

	canvas_rectangle(&d->c, PAINT_REACH, fmin(a, b), y - BAR, fmax(a, b),
			 y + BAR);
	canvas_rectangle(&d->c, PAINT_SIMILAR, fmin(c, e), y - BOX, fmax(c, e),
			 y + BOX);
	canvas_stroke(&d->c, STROKE_AXIS, middle, y - BOX - 3, middle,
		      y + BOX + 3);
	if (r->has_county)
		canvas_mark(&d->c, MARK_COUNTY, at(d, r, r->county), y);
	canvas_mark(&d->c, mark_of(r), at(d, r, r->value), y);
}

static void draw_row(struct drawing *d, const struct spine_row *r, double top)
{
	double high = row_height(d, r), y = top + high / 2;
	char value[GAUGE_VALUE], *country;
	struct lines l = {0};

	if (picture_is_narrow(&d->p))
		y = top + high - SPINE_HIGH / 2.0;

	canvas_stroke(&d->c, STROKE_GRID, PICTURE_MARGIN, top,
		      picture_edge(&d->p), top);
	wrap_title(d, r, &l);
	for (size_t i = 0; i < l.n; i++)
		picture_text(&d->p, l.line[i], PICTURE_MARGIN,
			     top + ROW_PAD / 2.0 + ((double)i + 0.5) * LINE,
			     SIZE, ROLE_AXIS);
	lines_release(&l);
	canvas_text_right(&d->p, gauge_value(value, &r->g, r->value),
			  d->value_x, y, SIZE, ROLE_LABEL);
	country = country_text(r);
	canvas_text_right(&d->p, country, d->country_x, y, SIZE,
			  ROLE_LABEL + 2);
	free(country);
	draw_spine(d, r, y);
}

static void draw_rows(struct drawing *d)
{
	double y = d->p.top;

	for (size_t i = 0; i < d->s->n; i++) {
		const struct spine_row *r = &d->s->rows[i];

		if (opens_theme(d->s, i)) {
			picture_text(&d->p, theme_title(r->theme, d->p.lang),
				     PICTURE_MARGIN, y + THEME_HIGH / 2.0 + 2,
				     12, ROLE_LABEL);
			y += THEME_HIGH;
		}
		draw_row(d, r, y);
		y += row_height(d, r);
	}
}

static void write_script(const void *of, const struct caption *caption,
			 double *width, struct buf *out)
{
	const struct spine *s = of;
	struct drawing d = {.s = s, .p = {.lang = s->lang, .width = *width}};

	canvas_init(&d.c);
	place(&d, caption);
	draw_heads(&d);
	draw_rows(&d);
	canvas_write(&d.c, &d.p, out);
	canvas_release(&d.c);
	picture_release(&d.p);
}

/* --- the twin and the words -------------------------------------------------
 */

static void put_csv(const void *of, struct buf *out)
{
	const struct spine *s = of;
	static const char *const columns[] = {
		"area_kind", "area_code", "area",      "theme",
		"source",    "indicator", "title",     "unit",
		"year",      "value",     "country",   "country_is",
		"county",    "lowest",    "quartile1", "quartile3",
		"highest",   "reporting", "polarity",  "organisation",
		"licence",   "data_date"};

	csv_put_head(out, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < s->n; i++) {
		const struct spine_row *r = &s->rows[i];
		const struct gauge *g = &r->g;

		csv_put_text(out, s->kind);
		csv_put_text(out, s->code);
		csv_put_text(out, s->name);
		csv_put_text(out, r->theme);
		csv_put_text(out, g->source);
		csv_put_text(out, g->indicator);
		csv_put_text(out, g->title);
		csv_put_text(out, g->unit);
		csv_put_int(out, r->year);
		csv_put_double(out, r->value);
		csv_put_double(out, r->country);
		csv_put_text(out, r->median ? "median" : "country");
		csv_put_double(out, r->has_county ? r->county : (double)NAN);
		for (size_t k = 0; k < SPINE_QUARTILES; k++)
			csv_put_double(out, r->q[k]);
		csv_put_int(out, (int64_t)r->reporting);
		csv_put_int(out, g->polarity);
		csv_put_text(out, g->organisation);
		csv_put_text(out, g->licence);
		csv_put_text(out, g->updated[0] ? g->updated : g->fetched);
		csv_end(out);
	}
}

/* How many of the rows with a polarity lie on the worse and the better side. */
static void put_alt(const void *of, struct buf *out)
{
	const struct spine *s = of;
	char rows[NUM_TEXT], worse[NUM_TEXT], better[NUM_TEXT];
	const char *shows[] = {s->name, rows}, *sides[] = {worse, better};
	int left = 0, right = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct spine_row *r = &s->rows[i];
		double d = (r->value - r->country) * r->g.polarity;

		left += d < 0.0;
		right += d > 0.0;
	}
	num_text(rows, (double)s->n);
	num_text(worse, left);
	num_text(better, right);
	words_fill(out, TEXT_CHART_SPINE_SHOWS, s->lang, shows,
		   ARRAY_LEN(shows));
	buf_putc(out, ' ');
	words_fill(out, TEXT_CHART_SPINE_SIDES, s->lang, sides,
		   ARRAY_LEN(sides));
}

static void make_caption(const void *of, const char *id, struct caption *out)
{
	const struct spine *s = of;
	const struct gauge **g = xcalloc(s->n + 1, sizeof(*g));

	for (size_t i = 0; i < s->n; i++)
		g[i] = &s->rows[i].g;
	caption_gauges(out, g, s->n, id);
	out->title = words_filled(TEXT_CHART_SPINE_TITLE, s->lang, s->name);
	out->subtitle = xstrdup(s->county);
	free(g);
}

/* --- the kind ---------------------------------------------------------------
 */

static const char wanted[] =
	"SELECT 0, a.id FROM area AS a WHERE a.kind = 'kunta' AND a.id IN"
	"   (SELECT m.area FROM area_member AS m"
	"    JOIN area AS h ON h.id = m.parent"
	"    JOIN shown_county AS s ON s.code = h.code"
	"    WHERE h.kind = 'hyvinvointialue')"
	" ORDER BY a.code";

static int sketch(struct chart_source *source, const struct chart_key *key,
		  struct sketch *out, struct err *e)
{
	struct spine s;
	int rc;

	if (spine_read(source, key->area, &s, e) < 0)
		return -1;
	rc = sketch_make(out,
			 &(struct sketch_parts){s.kind, s.code, put_csv,
						make_caption, write_script,
						put_alt},
			 &s, e);
	spine_release(&s);
	return rc;
}

const struct chart_kind chart_spine = {
	.name = "spine",
	.looks = text_plots_canvas_gp,
	.wanted = wanted,
	.of_area = true,
	.sql = &spine_sql,
	.sketch = sketch,
};
