/*
 * The trend chart: one indicator in one area over the years, beside its county
 * and the country. Decides what stands where; how it looks is trend.gp's.
 * Pure: bytes out, no I/O.
 */
#include <math.h>

#include "lib/embedded.h"
#include "lib/num.h"
#include "plots/chart.h"
#include "plots/kind.h"
#include "plots/picture.h"

enum {
	PLOT_LEAST = 215,
	LABEL_WIDE =
		150, /* of the column of labels at the line ends, at most */
	LABEL_GAP = 18,
	TICK_SIZE = 12,
	YEAR_ROOM = 38,
	YEARS_LEAST = 9, /* from the first to the last year, if possible */
	POINT_PAD = 9,
	YEARS_HIGH = 44, /* ticks and their labels */
	WORDS_HIGH = 16, /* a row of words above or below the plot */
};

/* The newest year that anybody has a figure of. */
static int newest_year(const struct chart *c)
{
	int newest = line_last(&c->lines[LINE_AREA])->year;

	for (int k = LINE_COUNTY; k < LINE_N; k++) {
		const struct point *q = line_last(&c->lines[k]);

		if (q && q->year > newest)
			newest = q->year;
	}
	return newest;
}

/* The area's own years, at least ten where the comparators have them, and
 * further on what is told of the years to come. */
static void find_years(struct picture *p, const struct chart *c)
{
	const struct chart_line *l;
	int k, least;

	p->first = line_first(&c->lines[LINE_AREA])->year;
	p->last = newest_year(c);
	least = p->first;
	for (k = LINE_COUNTY; k < LINE_N; k++) {
		l = &c->lines[k];
		if (!line_first(l))
			continue;
		if (line_first(l)->year < least)
			least = line_first(l)->year;
	}
	if (least < p->last - YEARS_LEAST)
		least = p->last - YEARS_LEAST;
	if (least < p->first)
		p->first = least;
	p->last = around_last(&c->around, p->last);
}

/* The point where the label of a line stands; NULL: the line has nothing in the
 * years that are shown. */
static const struct point *label_point(const struct picture *p,
				       const struct chart_line *l)
{
	const struct point *last = line_last(l);

	return last && last->year >= p->first ? last : NULL;
}

static void find_values(struct picture *p, const struct chart *c)
{
	struct axis_in in = {.low = HUGE_VAL, .high = -HUGE_VAL};
	const struct point *q;
	size_t i;
	int k;

	for (k = 0; k < LINE_N; k++) {
		for (i = 0; i < c->lines[k].n; i++) {
			q = &c->lines[k].points[i];
			if (!q->given || q->year < p->first)
				continue;
			in.low = fmin(in.low, q->value);
			in.high = fmax(in.high, q->value);
		}
	}
	around_values(&c->around, p->first, &in);
	in.unit = pow(10, -c->m.decimals);
	in.zero = gauge_from_zero(&c->m);
	in.percent = gauge_is_percent(&c->m);
	p->y = axis_values(&in);
}

static double label_wide(const struct picture *p)
{
	return fmin(LABEL_WIDE, p->width / 4);
}

static void add_ahead_label(struct picture *p, const struct chart *c)
{
	const struct around *a = &c->around;
	char value[GAUGE_VALUE], *text;
	const struct around_ahead *h;
	struct label *l;

	if (!a->ahead_n)
		return;
	h = &a->ahead[a->ahead_n - 1];
	text = xasprintf("%s %d: %s", text_get(TEXT_CHART_AHEAD, p->lang),
			 h->year, gauge_value(value, &c->m, h->value));
	l = picture_label(p, text, 12, label_wide(p), ROLE_LABEL + LINE_N);
	l->year = h->year;
	l->value = h->value;
	free(text);
}

static void add_labels(struct picture *p, const struct chart *c)
{
	char value[GAUGE_VALUE];
	const struct point *last;
	struct label *l;
	struct buf b;
	int k;

	buf_init(&b, BUF_MAX);
	for (k = 0; k < LINE_N; k++) {
		last = label_point(p, &c->lines[k]);
		if (!last)
			continue;
		buf_clear(&b);
		buf_printf(&b, "%s %s", c->lines[k].name,
			   gauge_value(value, &c->m, last->value));
		if (last->year != newest_year(c))
			buf_printf(&b, " (%d)", last->year);
		l = picture_label(p, buf_str(&b), k == LINE_AREA ? 13 : 12,
				  label_wide(p), ROLE_LABEL + k);
		l->year = last->year;
		l->value = last->value;
		if (k == LINE_AREA)
			l->weight = 3;
	}
	add_ahead_label(p, c);
	buf_release(&b);
}

static void add_part(struct buf *b, const char *s)
{
	if (b->len)
		buf_puts(b, " · ");
	buf_puts(b, s);
}

/* What must be known to read the axes. */
static void axis_text(const struct picture *p, const struct chart *c,
		      struct buf *b)
{
	struct buf hidden;

	if (c->m.polarity)
		add_part(b,
			 text_get(c->m.polarity < 0 ? TEXT_CHART_LOWER_BETTER
						    : TEXT_CHART_HIGHER_BETTER,
				  c->m.lang));
	if (gauge_from_zero(&c->m) && (p->y.low > 0 || p->y.high < 0))
		add_part(b, text_get(TEXT_CHART_NOT_FROM_ZERO, c->m.lang));
	if (chart_has_bridge(c, p->first))
		add_part(b, text_get(TEXT_CHART_NOT_COLLECTED, c->m.lang));
	buf_init(&hidden, BUF_MAX);
	chart_hidden(c, p->first, &hidden);
	if (hidden.len)
		add_part(b, buf_str(&hidden));
	buf_release(&hidden);
	around_notes(c, p, b);
}

static void place_head(struct picture *p, const struct chart *c,
		       const struct caption *caption)
{
	double at_first, at_last;
	struct buf b, verdict;
	const char *arg;

	buf_init(&b, BUF_MAX);
	buf_init(&verdict, BUF_MAX);
	p->cursor = PICTURE_MARGIN - 4;
	picture_head(p, caption);
	if (chart_trend_line(c, &at_first, &at_last)) {
		chart_verdict(c, false, &verdict);
		arg = buf_str(&verdict);
		words_fill(&b, TEXT_CHART_TREND_LINE, c->m.lang, &arg, 1);
		picture_block(p, buf_str(&b), 12, 17, ROLE_NOTE);
		buf_clear(&b);
	}
	axis_text(p, c, &b);
	p->cursor += 8;
	picture_block(p, buf_str(&b), 12, 17, ROLE_AXIS);
	buf_release(&b);
	buf_release(&verdict);
}

static void place(struct picture *p, const struct chart *c, const char *id)
{
	struct caption caption = {0};
	double foot, least, years, pad = 1;
	size_t i;

	find_years(p, c);
	find_values(p, c);
	caption_gauge(&caption, &c->m, c->lines[LINE_AREA].name, id);
	foot = picture_foot_height(p, &caption);
	place_head(p, c, &caption);
	add_labels(p, c);
	p->left = PICTURE_MARGIN + picture_ticks_width(p, TICK_SIZE) + 8;
	p->right = picture_edge(p) - LABEL_GAP - picture_labels_width(p);
	if (p->last > p->first)
		pad = (p->last - p->first) * POINT_PAD /
		      (p->right - p->left - 2 * POINT_PAD);
	p->x_low = p->first - pad;
	p->x_high = p->last + pad;
	p->top = p->cursor + 8 + WORDS_HIGH * around_rows_above(c, p);
	years = YEARS_HIGH + WORDS_HIGH * around_rows_below(c, p);
	least = fmax(PLOT_LEAST, picture_labels_height(p));
	p->height = fmax(PICTURE_HEIGHT, p->top + least + years + foot);
	p->bottom = p->height - years - foot;
	around_put_words(c, p);
	picture_foot(p, &caption);
	caption_release(&caption);
	for (i = 0; i < p->labels_n; i++)
		p->labels[i].y = picture_y(p, p->labels[i].value);
	picture_spread(p, p->top - 8, p->bottom + 8);
	picture_labels_done(p, p->right + LABEL_GAP);
}

/* --- figures ----------------------------------------------------------------
 */

static void put_point(struct buf *out, double year, double value)
{
	char text[NUM_TEXT];

	buf_printf(out, "%d ", (int)year);
	buf_printf(out, "%s\n", num_text(text, value));
}

/* The solid parts of a line, an empty row between them. */
static void put_solid(struct buf *out, const struct picture *p,
		      const struct chart_line *l)
{
	const struct point *q, *prev = NULL;
	size_t i;

	for (i = 0; i < l->n; i++) {
		q = &l->points[i];
		if (!q->given || q->year < p->first)
			continue;
		if (prev && q->year - prev->year > 1)
			buf_putc(out, '\n');
		put_point(out, q->year, q->value);
		prev = q;
	}
}

/* What lies between points whose years in between nobody has. */
static void put_bridges(struct buf *out, const struct picture *p,
			const struct chart *c, const struct chart_line *l)
{
	const struct point *q, *prev = NULL;
	size_t i;

	for (i = 0; i < l->n; i++) {
		q = &l->points[i];
		if (!q->given || q->year < p->first)
			continue;
		if (prev && chart_is_bridge(c, prev->year, q->year)) {
			put_point(out, prev->year, prev->value);
			put_point(out, q->year, q->value);
			buf_putc(out, '\n');
		}
		prev = q;
	}
}

/* Points to be marked: all of the area's, of the others the last one and those
 * without a neighbour. */
static void put_marks(struct buf *out, const struct picture *p,
		      const struct chart_line *l, bool all)
{
	const struct point *q, *last = line_last(l), *a, *b;
	size_t i;

	for (i = 0; i < l->n; i++) {
		q = &l->points[i];
		if (!q->given || q->year < p->first)
			continue;
		a = line_at(l, q->year - 1);
		b = line_at(l, q->year + 1);
		if (all || q == last || (!a && !b))
			put_point(out, q->year, q->value);
	}
}

/* Sections of figures for gnuplot's `index`, each with the number of its style
 * in trend.gp: 1, 2, 3 the lines; 11, 12, 13 their bridges; 21 the trend, 22
 * the projection; 31 breaks, 32 where the projection begins. */
struct sections {
	struct buf data, styles;
	size_t n;
};

static void section(struct sections *s, const struct buf *data, int style)
{
	if (!data->len)
		return;
	if (s->n++) {
		buf_puts(&s->data, "\n\n");
		buf_putc(&s->styles, ',');
	}
	buf_puts(&s->data, data->data);
	buf_printf(&s->styles, "%d", style);
}

static void write_sections(struct sections *s, const char *data,
			   const char *styles, struct buf *out)
{
	buf_printf(out, "$%s << END\n%sEND\n", data, buf_str(&s->data));
	buf_printf(out, "array %s[%zu] = [%s]\n", styles, s->n,
		   buf_str(&s->styles));
	buf_release(&s->data);
	buf_release(&s->styles);
}

static void write_lines(const struct picture *p, const struct chart *c,
			struct buf *out)
{
	struct sections s = {0};
	double at_first, at_last;
	struct buf b;
	int k;

	buf_init(&b, BUF_MAX);
	buf_init(&s.data, BUF_MAX);
	buf_init(&s.styles, BUF_MAX);
	around_break_lines(&c->around, p, &b);
	section(&s, &b, 31);
	buf_clear(&b);
	around_edge_line(c, p, &b);
	section(&s, &b, 32);
	buf_clear(&b);
	if (chart_trend_line(c, &at_first, &at_last)) {
		put_point(&b, c->trend.first, at_first);
		put_point(&b, c->trend.last, at_last);
		section(&s, &b, 21);
	}
	buf_clear(&b);
	around_ahead_line(c, &b);
	section(&s, &b, 22);
	for (k = LINE_N - 1; k >= 0; k--) {
		buf_clear(&b);
		put_bridges(&b, p, c, &c->lines[k]);
		section(&s, &b, 11 + k);
		buf_clear(&b);
		put_solid(&b, p, &c->lines[k]);
		section(&s, &b, 1 + k);
	}
	write_sections(&s, "line", "LINE", out);
	buf_release(&b);
}

static void put_ahead_marks(struct buf *out, const struct chart *c)
{
	for (size_t i = 0; i < c->around.ahead_n; i++)
		put_point(out, c->around.ahead[i].year,
			  c->around.ahead[i].value);
}

static void write_marks(const struct picture *p, const struct chart *c,
			struct buf *out)
{
	struct sections s = {0};
	struct buf b;
	int k;

	buf_init(&b, BUF_MAX);
	buf_init(&s.data, BUF_MAX);
	buf_init(&s.styles, BUF_MAX);
	for (k = LINE_N - 1; k >= 0; k--) {
		buf_clear(&b);
		put_marks(&b, p, &c->lines[k], k == LINE_AREA);
		section(&s, &b, 1 + k);
	}
	buf_clear(&b);
	put_ahead_marks(&b, c);
	section(&s, &b, 1 + LINE_N);
	write_sections(&s, "mark", "MARK", out);
	buf_release(&b);
}

/* Areas behind the lines: what similar municipalities have, 1, and how far the
 * projection may miss, 2. */
static void write_bands(const struct picture *p, const struct chart *c,
			struct buf *out)
{
	struct sections s = {0};
	struct buf b;

	buf_init(&b, BUF_MAX);
	buf_init(&s.data, BUF_MAX);
	buf_init(&s.styles, BUF_MAX);
	around_band_peers(&c->around, p->first, &b);
	section(&s, &b, 1);
	buf_clear(&b);
	around_band_ahead(c, &b);
	section(&s, &b, 2);
	buf_printf(out, "BANDS = %zu\n", s.n);
	/* gnuplot has no arrays of nothing */
	if (s.n == 0) {
		buf_puts(&s.data, "NaN NaN NaN\n");
		buf_putc(&s.styles, '1');
		s.n = 1;
	}
	write_sections(&s, "band", "BAND", out);
	buf_release(&b);
}

/* Thin lines from the line ends to their labels. */
static void write_leaders(const struct picture *p, struct buf *out)
{
	const struct label *l;
	size_t i;

	buf_printf(out, "array LEADER[%zu]\n", p->labels_n);
	for (i = 0; i < p->labels_n; i++) {
		l = &p->labels[i];
		buf_printf(out, "LEADER[%zu] = '%d %.2f %.2f %.2f %.2f'\n",
			   i + 1, l->role - ROLE_LABEL + 1,
			   picture_x(p, l->year) + 6,
			   p->height - picture_y(p, l->value),
			   p->right + LABEL_GAP - 4, p->height - l->y);
	}
}

static void write_script(const struct chart *c, const char *id, double width,
			 struct buf *out)
{
	struct picture p = {.lang = c->m.lang, .width = width};

	place(&p, c, id);
	picture_write(&p, YEAR_ROOM, out);
	write_bands(&p, c, out);
	write_lines(&p, c, out);
	write_marks(&p, c, out);
	write_leaders(&p, out);
	picture_release(&p);
}

void trend_sketch(struct sketch *s, const struct chart *c)
{
	s->title = xstrdup(c->m.title);
	chart_csv(c, &s->csv);
	sketch_identify(s);
	write_script(c, s->id, s->width, &s->script);
	chart_alt(c, &s->alt);
	buf_printf(&s->heading, "%s, %s", c->m.title, c->lines[LINE_AREA].name);
}

/* --- the kind ---------------------------------------------------------------
 */

/* Every series of the municipalities that belong to a shown county. */
static const char wanted[] =
	"SELECT i.id, a.id FROM indicator AS i JOIN area AS a"
	" WHERE a.kind = 'kunta' AND a.id IN"
	"   (SELECT m.area FROM area_member AS m"
	"    JOIN area AS h ON h.id = m.parent"
	"    JOIN shown_county AS s ON s.code = h.code"
	"    WHERE h.kind = 'hyvinvointialue')"
	" AND EXISTS (SELECT 1 FROM observation AS o"
	"   WHERE o.indicator = i.id AND o.area = a.id AND o.sex = 0)"
	" ORDER BY i.source, i.code,"
	"   (SELECT min(h.code) FROM area_member AS m"
	"    JOIN area AS h ON h.id = m.parent"
	"    WHERE m.area = a.id AND h.kind = 'hyvinvointialue'),"
	"   a.code";

static int prepare(struct chart_source *source, struct db *db, struct err *e)
{
	struct chart_reader *r;

	if (chart_reader_new(&r, db, source->lang, e) < 0)
		return -1;
	source->kept = r;
	return 0;
}

static void forget(void *kept)
{
	chart_reader_free(kept);
}

static int trend_read(struct chart_source *source, const struct chart_key *key,
		      struct sketch *out, struct err *e)
{
	struct chart c = {0};
	int rc;

	if (chart_read(source->kept, key->indicator, key->area, &c, e) < 0)
		return -1;
	rc = sketch_name(out,
			 (const char *const[]){c.lines[LINE_AREA].kind,
					       c.lines[LINE_AREA].code,
					       c.m.source, c.m.indicator, NULL},
			 e);
	if (rc == 0)
		trend_sketch(out, &c);
	chart_release(&c);
	return rc;
}

const struct chart_kind chart_trend = {
	.name = "trend",
	.looks = text_plots_trend_gp,
	.wanted = wanted,
	.of_area = true,
	.of_indicator = true,
	.prepare = prepare,
	.forget = forget,
	.sketch = trend_read,
};
