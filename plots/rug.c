/*
 * The tartan rug: rows are indicators, columns the municipalities of a county.
 * A cell's colour and sign say how it stands against the country, its arrow
 * which way the figure is going.
 */
#include <math.h>

#include "lib/embedded.h"
#include "lib/num.h"
#include "lib/theme.h"
#include "plots/legend.h"
#include "plots/rug.h"

enum {
	SIZE = 11,
	LINE = 14,
	ROW_PAD = 6,
	CELL_LEAST = 17,  /* width; the titles get the rest */
	CELL_NARROW = 15, /* where titles stand over the cells */
	CELL_HIGH = 20,   /* there */
	CELL_MOST = 44,
	TITLE_LEAST = 270,
	THEME_HIGH = 24,
	STAIR = 13, /* from one name above the columns to the next */
	KEY_CELL = 17
};

/* A name above its column. */
struct head {
	double from, to;
	size_t step; /* 0: the highest */
};

struct drawing {
	const struct rug *r;
	struct head *heads; /* owned, as the towns */
	struct picture p;
	struct canvas c;
	double cell; /* width */
	double left; /* of the cells */
	size_t stairs;
};

static const struct {
	enum paint paint;
	const char *sign;
	int role;
	enum text text;
} levels[] = {
	[LEVEL_NONE] = {PAINT_NONE, "", ROLE_AXIS, TEXT_CHART_RUG_NONE},
	[LEVEL_SIMILAR] = {PAINT_SIMILAR, "=", ROLE_TITLE,
			   TEXT_CHART_RUG_SIMILAR},
	[LEVEL_BETTER] = {PAINT_BETTER, "+", ROLE_LABEL + 4,
			  TEXT_CHART_RUG_BETTER},
	[LEVEL_WORSE] = {PAINT_WORSE, "−", ROLE_TITLE, TEXT_CHART_RUG_WORSE},
	[LEVEL_HIGHER] = {PAINT_HIGHER, ">", ROLE_LABEL + 4,
			  TEXT_CHART_RUG_HIGHER},
	[LEVEL_LOWER] = {PAINT_LOWER, "<", ROLE_TITLE, TEXT_CHART_RUG_LOWER},
};

/* --- where things stand -----------------------------------------------------
 */

static double title_wide(const struct drawing *d)
{
	if (picture_is_narrow(&d->p))
		return picture_edge(&d->p) - PICTURE_MARGIN;
	return d->left - PICTURE_MARGIN - 10;
}

/* "Title (2024), pienempi parempi" */
static void wrap_title(const struct drawing *d, const struct rug_row *row,
		       struct lines *l)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	buf_printf(&b, "%s (%d", row->g.title, row->year);
	if (row->g.polarity)
		buf_printf(&b, "; %s",
			   text_get(row->g.polarity < 0 ? TEXT_CHART_RUG_LESS
							: TEXT_CHART_RUG_MORE,
				    d->p.lang));
	buf_putc(&b, ')');
	lines_wrap(l, buf_str(&b), (struct font){SIZE, false}, title_wide(d));
	buf_release(&b);
}

static double row_height(const struct drawing *d, const struct rug_row *row)
{
	struct lines l = {0};
	double high;

	wrap_title(d, row, &l);
	high = (double)l.n * LINE + ROW_PAD;
	lines_release(&l);
	return high + (picture_is_narrow(&d->p) ? CELL_HIGH : 0);
}

static bool opens_theme(const struct rug *r, size_t i)
{
	return i == 0 || strcmp(r->rows[i].theme, r->rows[i - 1].theme) != 0;
}

static double column_x(const struct drawing *d, size_t i)
{
	return d->left + ((double)i + 0.5) * d->cell;
}

static bool meets_head(const struct drawing *d, size_t i)
{
	const struct head *h = &d->heads[i];

	for (size_t k = 0; k < i; k++)
		if (d->heads[k].step == h->step &&
		    d->heads[k].from < h->to + 6 &&
		    h->from < d->heads[k].to + 6)
			return true;
	return false;
}

/* Names stand above the columns as a staircase that goes down to the right; a
 * name that would meet another goes to the next step. */
static void find_stairs(struct drawing *d)
{
	size_t step = 0;

	d->stairs = 1;
	for (size_t i = 0; i < d->r->towns_n; i++) {
		struct head *h = &d->heads[i];
		double wide = picture_text_width(d->r->towns[i].name, SIZE,
						 ROLE_AXIS);
		size_t tries = 0;

		h->from = column_x(d, i) + 3;
		if (h->from + wide > d->p.right)
			h->from = column_x(d, i) - 3 - wide;
		h->to = h->from + wide;
		for (h->step = step; meets_head(d, i);) {
			h->step = (h->step + 1) % d->stairs;
			if (++tries > d->stairs)
				h->step = d->stairs++;
		}
		step = (h->step + 1) % d->stairs;
	}
}

static void note(const struct drawing *d, struct buf *b)
{
	char shown[NUM_TEXT], recent[NUM_TEXT];
	const char *args[] = {num_text(shown, (double)d->r->n),
			      num_text(recent, (double)d->r->recent)};

	words_fill(b,
		   d->r->n < d->r->recent ? TEXT_CHART_RUG_CHOSEN
					  : TEXT_CHART_RUG_ALL,
		   d->p.lang, args, ARRAY_LEN(args));
}

static double cells_height(const struct drawing *d)
{
	double high = 0;

	for (size_t i = 0; i < d->r->n; i++)
		high += row_height(d, &d->r->rows[i]) +
			(opens_theme(d->r, i) ? THEME_HIGH : 0);
	return high;
}

static void draw_key(struct drawing *d);

static void place(struct drawing *d, const struct caption *caption)
{
	struct picture *p = &d->p;
	struct buf b;

	p->cursor = PICTURE_MARGIN - 4;
	picture_head(p, caption);
	buf_init(&b, BUF_MAX);
	note(d, &b);
	picture_block(p, buf_str(&b), 12, 17, ROLE_NOTE);
	buf_release(&b);
	p->right = picture_edge(p);
	d->cell = p->right - PICTURE_MARGIN;
	if (!picture_is_narrow(p))
		d->cell -= TITLE_LEAST;
	d->cell = floor(d->cell / (double)d->r->towns_n);
	d->cell = fmax(picture_is_narrow(p) ? CELL_NARROW : CELL_LEAST,
		       fmin(CELL_MOST, d->cell));
	d->left = p->right - d->cell * (double)d->r->towns_n;
	p->cursor += 6;
	draw_key(d);
	find_stairs(d);
	p->top = p->cursor + 10 + (double)d->stairs * STAIR + 4;
	p->bottom = p->top + cells_height(d);
	p->height = p->bottom + 12 + picture_foot_height(p, caption) + 10;
	picture_foot(p, caption);
}

/* --- what is drawn ----------------------------------------------------------
 */

static void draw_cell(struct drawing *d, const struct rug_cell *cell, double x,
		      double top, double wide, double high)
{
	static const char *const ways[] = {"↓", "", "↑"};
	const char *way = ways[cell->way + 1];
	double y = top + high / 2;
	int role = levels[cell->level].role;
	char *text;

	if (!cell->there)
		return;
	canvas_rectangle(&d->c, levels[cell->level].paint, x + 1, top + 1,
			 x + wide - 1, top + high - 1);
	text = cell->suppressed
		       ? xstrdup("..")
		       : xasprintf("%s%s", levels[cell->level].sign, way);
	if (text[0])
		canvas_text_centre(&d->p, text, x + wide / 2, y, SIZE, role);
	free(text);
}

static void put_key(struct drawing *d, struct legend *l,
		    const struct rug_cell *cell, const char *text)
{
	double y, x = legend_slot(l, KEY_CELL, text, &y);

	draw_cell(d, cell, x, y - KEY_CELL / 2.0, KEY_CELL, KEY_CELL);
}

static bool any(const struct rug *r, bool (*is)(const struct rug_cell *, int),
		int what)
{
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->towns_n; k++)
			if (is(&r->rows[i].cells[k], what))
				return true;
	return false;
}

static bool is_level(const struct rug_cell *c, int level)
{
	return c->there && !c->suppressed && (int)c->level == level;
}

static bool is_way(const struct rug_cell *c, int way)
{
	return c->there && c->way == way;
}

static bool is_hidden(const struct rug_cell *c, int unused)
{
	(void)unused;
	return c->suppressed;
}

static bool is_empty(const struct rug_cell *c, int unused)
{
	(void)unused;
	return !c->there;
}

/* Only the signs that there are. */
static void draw_key(struct drawing *d)
{
	static const enum level order[] = {LEVEL_BETTER, LEVEL_SIMILAR,
					   LEVEL_WORSE,  LEVEL_HIGHER,
					   LEVEL_LOWER,  LEVEL_NONE};
	enum lang lang = d->p.lang;
	struct legend l;

	legend_begin(&l, &d->p, &d->c);
	for (size_t i = 0; i < ARRAY_LEN(order); i++)
		if (any(d->r, is_level, (int)order[i]))
			put_key(d, &l,
				&(struct rug_cell){.there = true,
						   .level = order[i]},
				text_get(levels[order[i]].text, lang));
	if (any(d->r, is_hidden, 0))
		put_key(d, &l,
			&(struct rug_cell){.there = true, .suppressed = true},
			text_get(TEXT_BRIEF_SUPPRESSED, lang));
	for (int way = 1; way >= -1; way -= 2)
		if (any(d->r, is_way, way))
			put_key(d, &l,
				&(struct rug_cell){.there = true, .way = way},
				text_get(way > 0 ? TEXT_CHART_RUG_RISEN
						 : TEXT_CHART_RUG_FALLEN,
					 lang));
	if (any(d->r, is_empty, 0))
		(void)legend_slot(&l, 0, text_get(TEXT_CHART_RUG_EMPTY, lang),
				  &(double){0});
	legend_end(&l);
}

static double step_y(const struct drawing *d, size_t step)
{
	return d->p.top - 4 - (double)(d->stairs - step) * STAIR;
}

/* From the name down to the column, not through names that lie in between. */
static void draw_leader(struct drawing *d, size_t i)
{
	double x = column_x(d, i), from = step_y(d, d->heads[i].step) + 2;

	for (size_t step = d->heads[i].step; step < d->stairs; step++) {
		bool hidden = false;

		for (size_t k = 0; k < d->r->towns_n; k++)
			hidden |= d->heads[k].step == step &&
				  d->heads[k].from < x + 1 &&
				  x - 1 < d->heads[k].to;
		if (hidden && step_y(d, step) > from)
			canvas_stroke(&d->c, STROKE_LEADER, x, from, x,
				      step_y(d, step));
		if (hidden)
			from = step_y(d, step + 1);
	}
	canvas_stroke(&d->c, STROKE_LEADER, x, from, x, d->p.top - 2);
}

static void draw_heads(struct drawing *d)
{
	for (size_t i = 0; i < d->r->towns_n; i++) {
		picture_text(&d->p, d->r->towns[i].name, d->heads[i].from,
			     step_y(d, d->heads[i].step) + STAIR / 2.0, SIZE,
			     ROLE_AXIS);
		draw_leader(d, i);
	}
}

static void draw_row(struct drawing *d, const struct rug_row *row, double top)
{
	double high = row_height(d, row), y = top + ROW_PAD / 2.0;
	struct lines l = {0};

	canvas_stroke(&d->c, STROKE_GRID, PICTURE_MARGIN, top, d->p.right, top);
	wrap_title(d, row, &l);
	for (size_t i = 0; i < l.n; i++)
		picture_text(&d->p, l.line[i], PICTURE_MARGIN,
			     y + ((double)i + 0.5) * LINE, SIZE, ROLE_AXIS);
	lines_release(&l);
	if (picture_is_narrow(&d->p)) {
		top += high - CELL_HIGH;
		high = CELL_HIGH;
	}
	for (size_t i = 0; i < d->r->towns_n; i++)
		draw_cell(d, &row->cells[i], d->left + (double)i * d->cell, top,
			  d->cell, high);
}

static void draw_rows(struct drawing *d)
{
	double y = d->p.top;

	for (size_t i = 0; i < d->r->n; i++) {
		const struct rug_row *row = &d->r->rows[i];

		if (opens_theme(d->r, i)) {
			picture_text(&d->p, theme_title(row->theme, d->p.lang),
				     PICTURE_MARGIN, y + THEME_HIGH / 2.0 + 2,
				     12, ROLE_LABEL);
			y += THEME_HIGH;
		}
		draw_row(d, row, y);
		y += row_height(d, row);
	}
}

/* As wide as the narrowest cells of all municipalities need. */
static double least_width(const struct rug *r)
{
	return 2.0 * PICTURE_MARGIN + CELL_NARROW * (double)r->towns_n;
}

static void write_script(const void *of, const struct caption *caption,
			 double *width, struct buf *out)
{
	const struct rug *r = of;
	struct drawing d = {.r = r, .p = {.lang = r->lang}};

	*width = fmax(*width, least_width(r));
	d.p.width = *width;
	d.heads = xcalloc(r->towns_n, sizeof(*d.heads));
	canvas_init(&d.c);
	place(&d, caption);
	draw_heads(&d);
	draw_rows(&d);
	canvas_write(&d.c, &d.p, out);
	canvas_release(&d.c);
	picture_release(&d.p);
	free(d.heads);
}

/* --- the kind ---------------------------------------------------------------
 */

static int sketch(struct chart_source *source, const struct chart_key *key,
		  struct sketch *out, struct err *e)
{
	struct rug r;
	int rc;

	if (rug_read(source, key->area, &r, e) < 0)
		return -1;
	rc = sketch_make(out,
			 &(struct sketch_parts){r.kind, r.code, rug_csv,
						rug_caption, write_script,
						rug_alt},
			 &r, e);
	rug_release(&r);
	return rc;
}

const struct chart_kind chart_rug = {
	.name = "rug",
	.looks = text_plots_canvas_gp,
	.wanted = counties_wanted,
	.of_area = true,
	.sql = &rug_sql,
	.sketch = sketch,
};
