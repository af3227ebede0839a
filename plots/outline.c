/*
 * Outlines; see outline.h.
 */
#include "plots/outline.h"

#include <math.h>

#include "lib/csv.h"
#include "lib/embedded.h"
#include "lib/num.h"

enum {
	HEART_GRID = 24
};

/* --- rings ------------------------------------------------------------------
 */

static void set_code(char dst[4], const char *s)
{
	(void)snprintf(dst, 4, "%.3s", s);
}

static int visit_ring(void *ctx, const struct csv_row *row, struct err *e)
{
	struct outlines *o = ctx;
	const char *s = row->cells[1];
	struct ring r = {.n = 0};
	size_t numbers = 0;
	char *end;

	(void)e;
	set_code(r.code, row->cells[0]);
	/* a number takes two characters at least */
	r.xy = xcalloc(strlen(s) / 2 + 1, sizeof(*r.xy));
	for (double v = strtod(s, &end); end != s; v = strtod(s, &end)) {
		r.xy[numbers++] = v;
		s = end;
	}
	r.n = numbers / 2;
	o->rings = xreallocarray(o->rings, o->n + 1, sizeof(*o->rings));
	o->rings[o->n++] = r;
	return 0;
}

void outlines_read(struct outlines *out)
{
	static const struct csv_column columns[] = {{"code", true},
						    {"outline", true}};
	static const struct csv_spec spec = {"outlines.csv", columns,
					     ARRAY_LEN(columns), false};
	struct err e = {0};

	*out = (struct outlines){.n = 0};
	if (csv_read(&spec, text_plots_outlines_csv,
		     strlen(text_plots_outlines_csv), visit_ring, out, &e) < 0)
		die("%s", e.msg);
}

void outlines_release(struct outlines *o)
{
	for (size_t i = 0; i < o->n; i++)
		free(o->rings[i].xy);
	free(o->rings);
	*o = (struct outlines){.n = 0};
}

const struct ring *outlines_of(const struct outlines *o, const char *code,
			       size_t *n)
{
	const struct ring *first = NULL;

	*n = 0;
	for (size_t i = 0; i < o->n; i++) {
		if (strcmp(o->rings[i].code, code) != 0)
			continue;
		if (!first)
			first = &o->rings[i];
		(*n)++;
	}
	return first;
}

static double ring_area(const struct ring *r)
{
	double twice = 0.0;

	for (size_t i = 0; i < r->n; i++) {
		const double *a = r->xy + 2 * i;
		const double *b = r->xy + 2 * ((i + 1) % r->n);

		twice += a[0] * b[1] - b[0] * a[1];
	}
	return fabs(twice) / 2.0;
}

/* Distance of a point from the nearest edge, negative outside. Across counts
 * half: names are wide. */
static double depth(const struct ring *r, double x, double y)
{
	double best = HUGE_VAL;
	bool inside = false;

	for (size_t i = 0; i < r->n; i++) {
		const double *a = r->xy + 2 * i;
		const double *b = r->xy + 2 * ((i + 1) % r->n);
		double dx = (b[0] - a[0]) / 2.0, dy = b[1] - a[1];
		double px = (x - a[0]) / 2.0, py = y - a[1];
		double square = dx * dx + dy * dy;
		double t = square > 0.0 ? (px * dx + py * dy) / square : 0.0;

		t = fmin(1.0, fmax(0.0, t));
		best = fmin(best, hypot(px - t * dx, py - t * dy));
		if ((a[1] > y) != (b[1] > y) &&
		    x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
			inside = !inside;
	}
	return inside ? best : -best;
}

/* The place that is farthest from the edges, on a grid over the ring. */
static double ring_heart(const struct ring *r, double *x, double *y)
{
	double low[2] = {HUGE_VAL, HUGE_VAL}, high[2] = {-HUGE_VAL, -HUGE_VAL};
	double best = -HUGE_VAL;

	for (size_t i = 0; i < 2 * r->n; i++) {
		low[i % 2] = fmin(low[i % 2], r->xy[i]);
		high[i % 2] = fmax(high[i % 2], r->xy[i]);
	}
	for (int i = 1; i < HEART_GRID; i++)
		for (int k = 1; k < HEART_GRID; k++) {
			double px =
				low[0] + (high[0] - low[0]) * i / HEART_GRID;
			double py =
				low[1] + (high[1] - low[1]) * k / HEART_GRID;
			double d = depth(r, px, py);

			if (d > best) {
				best = d;
				*x = px;
				*y = py;
			}
		}
	return best;
}

double outlines_heart(const struct outlines *o, const char *code, double *x,
		      double *y)
{
	const struct ring *largest = NULL;
	double area = 0.0;
	size_t n;
	const struct ring *r = outlines_of(o, code, &n);

	for (size_t i = 0; i < n; i++) {
		double a = ring_area(&r[i]);

		if (a <= area)
			continue;
		area = a;
		largest = &r[i];
	}
	return largest ? 2.0 * ring_heart(largest, x, y) : 0.0;
}

bool outlines_hold(const struct outlines *o, const char *code, double x,
		   double y)
{
	size_t n;
	const struct ring *r = outlines_of(o, code, &n);

	for (size_t i = 0; i < n; i++)
		if (depth(&r[i], x, y) >= 0.0)
			return true;
	return false;
}

/* --- tiles ------------------------------------------------------------------
 */

struct grid {
	struct tile *tiles;
	size_t n;
	const char *const *codes; /* that are asked for */
	size_t codes_n;
};

static int visit_tile(void *ctx, const struct csv_row *row, struct err *e)
{
	struct grid *g = ctx;
	struct tile t;

	(void)e;
	set_code(t.code, row->cells[1]);
	t.row = (int)strtol(row->cells[2], NULL, 10);
	t.column = (int)strtol(row->cells[3], NULL, 10);
	for (size_t i = 0; i < g->codes_n; i++) {
		if (strcmp(g->codes[i], t.code) != 0)
			continue;
		g->tiles[i] = t;
		g->n++;
	}
	return 0;
}

/* Whether one grid has them all. */
static bool drawn_grid(const char *const *codes, size_t n, struct tile *out)
{
	static const struct csv_column columns[] = {{"county", true},
						    {"code", true},
						    {"row", true},
						    {"column", true}};
	static const struct csv_spec spec = {"tiles.csv", columns,
					     ARRAY_LEN(columns), false};
	struct grid g = {.tiles = out, .codes = codes, .codes_n = n};
	struct err e = {0};

	if (csv_read(&spec, text_plots_tiles_csv, strlen(text_plots_tiles_csv),
		     visit_tile, &g, &e) < 0)
		die("%s", e.msg);
	return g.n == n;
}

struct spot {
	size_t at; /* in codes */
	double x, y;
};

static int from_north(const void *a, const void *b)
{
	const struct spot *p = a, *q = b;

	if (p->y < q->y || p->y > q->y)
		return p->y > q->y ? -1 : 1;
	return (p->at > q->at) - (p->at < q->at);
}

static int from_west(const void *a, const void *b)
{
	const struct spot *p = a, *q = b;

	if (p->x < q->x || p->x > q->x)
		return p->x < q->x ? -1 : 1;
	return (p->at > q->at) - (p->at < q->at);
}

int outlines_tiles(const struct outlines *o, const char *const *codes, size_t n,
		   struct tile *out)
{
	int columns = 1;
	struct spot *spots;

	if (drawn_grid(codes, n, out)) {
		for (size_t i = 0; i < n; i++)
			columns = out[i].column >= columns ? out[i].column + 1
							   : columns;
		return columns;
	}
	columns = (int)ceil(sqrt((double)n));
	spots = xcalloc(n + 1, sizeof(*spots));
	for (size_t i = 0; i < n; i++) {
		spots[i].at = i;
		(void)outlines_heart(o, codes[i], &spots[i].x, &spots[i].y);
	}
	qsort(spots, n, sizeof(*spots), from_north);
	for (size_t i = 0; i < n; i += (size_t)columns)
		qsort(spots + i,
		      n - i < (size_t)columns ? n - i : (size_t)columns,
		      sizeof(*spots), from_west);
	for (size_t i = 0; i < n; i++) {
		struct tile *t = &out[spots[i].at];

		set_code(t->code, codes[spots[i].at]);
		t->row = (int)(i / (size_t)columns);
		t->column = (int)(i % (size_t)columns);
	}
	free(spots);
	return columns;
}

/* --- for the kinds ----------------------------------------------------------
 */

int outlines_prepare(struct chart_source *source, struct db *db, struct err *e)
{
	struct outlines *o = xcalloc(1, sizeof(*o));

	(void)db;
	(void)e;
	outlines_read(o);
	source->kept = o;
	return 0;
}

void outlines_forget(void *kept)
{
	outlines_release(kept);
	free(kept);
}
