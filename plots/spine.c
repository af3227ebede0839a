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
#include "plots/canvas.h"
#include "plots/spine.h"

enum {
	SIZE = 11,
	LINE = 14,   /* height of a line of text */
	ROW_PAD = 8, /* above and below the texts of a row, together */
	THEME_HIGH = 24,
	VALUE_WIDE = 62,
	SPINE_WIDE = 220,
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
	return high;
}

static bool opens_theme(const struct spine *s, size_t i)
{
	return i == 0 || strcmp(s->rows[i].theme, s->rows[i - 1].theme) != 0;
}

static void place(struct drawing *d, const struct caption *caption)
{
	struct picture *p = &d->p;
	double high = 0.0;

	p->cursor = PICTURE_MARGIN - 4;
	picture_head(p, caption);
	picture_block(p, text_get(TEXT_CHART_SPINE_NOTE, p->lang), 12, 17,
		      ROLE_NOTE);
	d->country_x = PICTURE_WIDTH - PICTURE_MARGIN;
	d->spine_right = d->country_x - VALUE_WIDE - GAP;
	d->spine_left = d->spine_right - SPINE_WIDE;
	d->value_x = d->spine_left - GAP;
	d->title_wide = d->value_x - VALUE_WIDE - GAP - PICTURE_MARGIN;
	p->top = p->cursor + 34;
	for (size_t i = 0; i < d->s->n; i++)
		high += row_height(d, &d->s->rows[i]) +
			(opens_theme(d->s, i) ? THEME_HIGH : 0);
	p->bottom = p->top + high;
	p->height = p->bottom + 12 + picture_foot_height(caption) + 10;
	picture_foot(p, caption);
}

/* --- what is drawn ----------------------------------------------------------
 */

static void draw_heads(struct drawing *d)
{
	enum lang lang = d->p.lang;
	double y = d->p.top - 14;

	canvas_text_right(&d->p, d->s->name, d->value_x, y, SIZE, ROLE_LABEL);
	picture_text(&d->p, text_get(TEXT_CHART_SPINE_WORSE, lang),
		     d->spine_left, y, SIZE, ROLE_AXIS);
	canvas_text_right(&d->p, text_get(TEXT_CHART_SPINE_BETTER, lang),
			  d->spine_right, y, SIZE, ROLE_AXIS);
	canvas_text_right(&d->p, text_get(TEXT_CHART_WHOLE_COUNTRY, lang),
			  d->country_x, y, SIZE, ROLE_LABEL + 2);
}

static enum mark mark_of(enum level l)
{
	static const enum mark marks[] = {
		[LEVEL_NONE] = MARK_AREA,     [LEVEL_SIMILAR] = MARK_SIMILAR,
		[LEVEL_BETTER] = MARK_BETTER, [LEVEL_WORSE] = MARK_WORSE,
		[LEVEL_HIGHER] = MARK_HIGHER, [LEVEL_LOWER] = MARK_LOWER,
	};

	return marks[l];
}

static void draw_spine(struct drawing *d, const struct spine_row *r, double y)
{
	double a = at(d, r, r->q[0]), b = at(d, r, r->q[3]);
	double c = at(d, r, r->q[1]), e = at(d, r, r->q[2]);
	double middle = (d->spine_left + d->spine_right) / 2;

	canvas_rectangle(&d->c, PAINT_BAND, fmin(a, b), y - BAR, fmax(a, b),
			 y + BAR);
	canvas_rectangle(&d->c, PAINT_SIMILAR, fmin(c, e), y - BOX, fmax(c, e),
			 y + BOX);
	canvas_stroke(&d->c, STROKE_AXIS, middle, y - BOX - 3, middle,
		      y + BOX + 3);
	if (r->has_county)
		canvas_mark(&d->c, MARK_COUNTY, at(d, r, r->county), y);
	canvas_mark(&d->c, mark_of(r->level), at(d, r, r->value), y);
}

static void draw_row(struct drawing *d, const struct spine_row *r, double top)
{
	double high = row_height(d, r), y = top + high / 2;
	char value[GAUGE_VALUE], *country;
	struct lines l = {0};

	canvas_stroke(&d->c, STROKE_GRID, PICTURE_MARGIN, top,
		      PICTURE_WIDTH - PICTURE_MARGIN, top);
	wrap_title(d, r, &l);
	for (size_t i = 0; i < l.n; i++)
		picture_text(&d->p, l.line[i], PICTURE_MARGIN,
			     top + ROW_PAD / 2.0 + ((double)i + 0.5) * LINE,
			     SIZE, ROLE_AXIS);
	lines_release(&l);
	canvas_text_right(&d->p, gauge_value(value, &r->g, r->value),
			  d->value_x, y, SIZE, ROLE_LABEL);
	country = xasprintf("%s%s", gauge_value(value, &r->g, r->country),
			    r->median ? " *" : "");
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

static void write_script(const struct spine *s, const struct caption *caption,
			 struct buf *out)
{
	struct drawing d = {.s = s, .p = {.lang = s->lang}};

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

static void put_csv(const struct spine *s, struct buf *out)
{
	static const char *const columns[] = {
		"area_kind", "area_code", "area",      "theme",
		"source",    "indicator", "title",     "unit",
		"year",      "value",     "country",   "country_is",
		"county",    "lowest",    "quartile1", "quartile3",
		"highest",   "reporting", "polarity",  "organisation",
		"licence",   "data_date"};

	for (size_t i = 0; i < ARRAY_LEN(columns); i++)
		csv_put(out, columns[i]);
	csv_end(out);
	for (size_t i = 0; i < s->n; i++) {
		const struct spine_row *r = &s->rows[i];
		const struct gauge *g = &r->g;

		csv_put(out, s->kind);
		csv_put(out, s->code);
		csv_put(out, s->name);
		csv_put(out, r->theme);
		csv_put(out, g->source);
		csv_put(out, g->indicator);
		csv_put(out, g->title);
		csv_put(out, g->unit);
		csv_put_int(out, r->year);
		csv_put_double(out, r->value);
		csv_put_double(out, r->country);
		csv_put(out, r->median ? "median" : "country");
		csv_put_double(out, r->has_county ? r->county : (double)NAN);
		for (size_t k = 0; k < SPINE_QUARTILES; k++)
			csv_put_double(out, r->q[k]);
		csv_put_int(out, (int64_t)r->reporting);
		csv_put_int(out, g->polarity);
		csv_put(out, g->organisation);
		csv_put(out, g->licence);
		csv_put(out, g->updated[0] ? g->updated : g->fetched);
		csv_end(out);
	}
}

/* How many of the rows with a polarity lie on the worse and the better side. */
static void put_alt(const struct spine *s, struct buf *out)
{
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

/* The producers, each once. */
static char *producers(const struct spine *s)
{
	struct buf b;
	char *text;

	buf_init(&b, BUF_MAX);
	for (size_t i = 0; i < s->n; i++) {
		const char *name = s->rows[i].g.organisation;

		if (!name[0] || strstr(buf_str(&b), name))
			continue;
		buf_printf(&b, "%s%s", b.len ? ", " : "", name);
	}
	text = xstrdup(buf_str(&b));
	buf_release(&b);
	return text;
}

static void make_caption(const struct spine *s, const char *id,
			 struct caption *out)
{
	const char *title[] = {s->name}, *source[] = {"Sotkanet.fi (THL)"};
	const char *newest = "";
	char *who = producers(s), date[TEXT_NUMBER];
	const char *arg = who;
	struct buf b;

	for (size_t i = 0; i < s->n; i++) {
		const struct gauge *g = &s->rows[i].g;
		const char *d = g->updated[0] ? g->updated : g->fetched;

		if (strcmp(d, newest) > 0)
			newest = d;
	}
	source[0] = s->n ? s->rows[0].g.source_title : "";
	buf_init(&b, BUF_MAX);
	words_fill(&b, TEXT_CHART_SPINE_TITLE, s->lang, title, 1);
	out->title = xstrdup(buf_str(&b));
	out->subtitle = xstrdup(s->county);
	buf_clear(&b);
	words_fill(&b, TEXT_CHART_SOURCE_ALONE, s->lang, source, 1);
	buf_puts(&b, " · ");
	words_fill(&b, TEXT_CHART_PRODUCER, s->lang, &arg, 1);
	out->source = xstrdup(buf_str(&b));
	buf_clear(&b);
	arg = text_date(date, newest, s->lang);
	words_fill(&b, TEXT_CHART_DATA_DATE, s->lang, &arg, 1);
	buf_puts(&b, " · ");
	words_fill(&b, TEXT_CHART_ID, s->lang, &id, 1);
	out->terms = xstrdup(buf_str(&b));
	buf_release(&b);
	free(who);
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
	struct caption caption = {0};
	struct spine s;
	int rc;

	if (spine_read(source, key->area, &s, e) < 0)
		return -1;
	rc = sketch_name(out, (const char *const[]){s.kind, s.code, NULL}, e);
	if (rc == 0) {
		put_csv(&s, &out->csv);
		sketch_identify(out);
		make_caption(&s, out->id, &caption);
		write_script(&s, &caption, &out->script);
		put_alt(&s, &out->alt);
		out->title = xstrdup(caption.title);
		buf_puts(&out->heading, caption.title);
		caption_release(&caption);
	}
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
