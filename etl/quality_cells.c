/*
 * Single figures against their own series: a lost decimal, a jump, a value that
 * does not fit its numerator.
 */
#include "etl/quality_grid.h"

enum {
	CANDIDATES = 256, /* cells out of line in a year that are kept */
	MANY = 64,        /* more is another fault */
	EDGE_POINTS = 10  /* of a series whose first or last year is judged */
};

/* A change of five in a hundred is no fault, however steady the series. */
static const double small = 0.05;
static const double ln10 = 2.302585092994046;

/* A cell that is out of line with its neighbours. */
struct odd {
	size_t row; /* sex and area */
	double x, expected;
	bool inner;     /* it has neighbours on both sides */
	double scatter; /* how far the nearest are from what is expected: where
			   they agree, it stands alone */
};

static struct flaw about(const struct grid *g, size_t row, size_t y,
			 enum quality_check check, enum severity severity)
{
	return (struct flaw){.check = check,
			     .severity = severity,
			     .area = g->areas[row % g->n_areas]->id,
			     .year = g->years[y],
			     .sex = (int)(row / g->n_areas)};
}

/* How many of what is counted stands behind a cell and its neighbours; a large
 * number where no numerators are given. */
static double counted(const struct grid *g, size_t row, size_t y)
{
	const double *x;
	double least = 1e9;
	size_t i, from = y >= 2 ? y - 2 : 0;

	if (!g->numer)
		return least;
	x = &g->numer[row * g->n_years];
	for (i = from; i < g->n_years && i <= y + 2; i++)
		if (x[i] < least)
			least = x[i];
	return least;
}

static size_t row_points(const struct grid *g, size_t row)
{
	const double *x = &g->level[row * g->n_years];
	size_t y, n = 0;

	for (y = 0; y < g->n_years; y++)
		n += !isnan(x[y]);
	return n;
}

/* Whether the year beside it has nothing at all: then much is possible. */
static bool beside_zero(const struct grid *g, size_t row, size_t y)
{
	const double *x = &g->value[row * g->n_years];

	return (y && x[y - 1] == 0) || (y + 1 < g->n_years && x[y + 1] == 0);
}

/* The largest change of a row in the other years. */
static double widest(const struct grid *g, const struct channel *c, size_t row,
		     size_t but)
{
	const double *x = &c->x[row * g->n_years];
	double last = (double)NAN, most = 0;
	size_t y;

	for (y = 0; y < g->n_years; y++) {
		if (y == but || isnan(x[y]))
			continue;
		most = fmax(most, fabs(x[y] - last));
		last = x[y];
	}
	return most;
}

/* Ten, a hundred or a thousand times what is expected. Few cases may well be
 * ten times as many the year after. */
static bool is_decimal(const struct grid *g, const struct channel *c,
		       const struct odd *o, size_t y)
{
	const double *x = &c->x[o->row * g->n_years];
	double off = o->x - o->expected;
	double power = nearbyint(off / ln10), rest = fabs(off - power * ln10);
	double beside = o->x - (y ? x[y - 1] : x[y + 1]) - power * ln10;

	if (!g->is_log || o->scatter > fabs(off) / 4 || fabs(power) < 1 ||
	    fabs(power) > 3 || (rest > 0.35 && !(fabs(beside) < 0.35)) ||
	    fabs(off) < 8 * c->noise[o->row] ||
	    exp(o->expected) < 9.5 * g->step || counted(g, o->row, y) < 10 ||
	    beside_zero(g, o->row, y))
		return false;
	/* At either end the series may have taken another course. */
	return o->inner || (row_points(g, o->row) >= EDGE_POINTS &&
			    (c->noise[o->row] < 0.1 ||
			     fabs(off) > 3 * widest(g, c, o->row, y)));
}

static void single(const struct grid *g, const struct channel *c,
		   const struct odd *o, size_t y, struct flaws *out)
{
	double off = o->x - o->expected;
	double x = g->is_log ? exp(o->x) : o->x;
	double expected = g->is_log ? exp(o->expected) : o->expected;
	struct flaw f = about(g, o->row, y, QUALITY_DECIMAL, SEVERITY_ERROR);

	if (is_decimal(g, c, o, y)) {
		flaws_add(out, &f,
			  "%.6g where the years around it expect %.3g: a "
			  "decimal lost?",
			  x, expected);
		return;
	}
	f.check = QUALITY_JUMP;
	f.severity = SEVERITY_NOTE;
	if (fabs(off) > 12 * c->noise[o->row] && counted(g, o->row, y) >= 20)
		flaws_add(out, &f,
			  "%.6g where the years around it expect %.3g, %.0f "
			  "times its usual change",
			  x, expected, fabs(off) / c->noise[o->row]);
}

/* What else tells of a cell: the nearest figure on either side, or the two
 * nearest where it is the first or last. */
static void look_around(const struct grid *g, const struct channel *c, size_t y,
			struct odd *o)
{
	const double *x = &c->x[o->row * g->n_years];
	double near[4];
	size_t i, n = 0, before = 0, after = 0;

	for (i = y; i-- > 0 && before < 2;)
		if (!isnan(x[i]) && ++before)
			near[n++] = x[i] + (double)(y - i) * c->trend[o->row];
	for (i = y + 1; i < g->n_years && after < 2; i++)
		if (!isnan(x[i]) && ++after)
			near[n++] = x[i] - (double)(i - y) * c->trend[o->row];
	o->inner = before && after;
	o->scatter = 0;
	for (i = 0; i < n; i++) {
		/* The farther ones of an inner cell need not agree. */
		if (o->inner &&
		    ((before == 2 && i == 1) || (after == 2 && i == n - 1)))
			continue;
		o->scatter = fmax(o->scatter, fabs(near[i] - o->expected));
	}
}

/* The cells of one column that are out of line; how many there are. */
static size_t find_odd(const struct grid *g, const struct channel *c, size_t y,
		       struct odd out[CANDIDATES], size_t *present)
{
	size_t row, n = 0, rows = SEX_N * g->n_areas;

	*present = 0;
	for (row = 0; row < rows; row++) {
		const double *x = &c->x[row * g->n_years];
		double expected, beside;
		double limit = fmax(5 * c->noise[row], g->is_log ? small : 0);

		if (isnan(x[y]))
			continue;
		++*present;
		/* The neighbour alone clears nearly all of them. */
		beside = y ? x[y - 1] + c->trend[row]
			   : (g->n_years > 1 ? x[1] - c->trend[row]
					     : (double)NAN);
		if (isnan(c->noise[row]) || fabs(x[y] - beside) < limit / 2)
			continue;
		expected = channel_expect(c, g, row, y);
		if (!(fabs(x[y] - expected) > limit))
			continue;
		if (n < CANDIDATES) {
			out[n] = (struct odd){
				.row = row, .x = x[y], .expected = expected};
			look_around(g, c, y, &out[n]);
		}
		n++;
	}
	return n;
}

static void values(const struct grid *g, struct flaws *out)
{
	struct odd odds[CANDIDATES];
	struct channel c;
	size_t y, i, present;

	channel_make(&c, g, g->level, 0.4 * g->step);
	for (y = 0; y < g->n_years; y++) {
		size_t n = find_odd(g, &c, y, odds, &present);

		/* The whole year: see quality_columns.c. A decimal that is lost
		 * stands out even then. */
		bool all = n > MANY || n * 5 > present;

		for (i = 0; i < n && i < CANDIDATES; i++)
			if (!all || is_decimal(g, &c, &odds[i], y))
				single(g, &c, &odds[i], y, out);
	}
	quality_pairs(g, &c, 0.4 * g->step, out);
	channel_release(&c);
}

/* Numerator by value: the denominator, in an unknown unit. It moves slowly, so
 * it tells more than the figures do. */
static double *denominators(const struct grid *g)
{
	size_t i, n = SEX_N * g->n_areas * g->n_years;
	double *d = xcalloc(n, sizeof(*d));
	bool differs = false;

	for (i = 0; i < n; i++) {
		double v = g->value[i], x = g->numer[i];

		d[i] = v >= 10 * g->step && x >= 10 ? log(x / v) : (double)NAN;
		differs = differs || (!isnan(d[i]) && fabs(d[i]) > 1e-9);
	}
	if (!differs) { /* a count is its own numerator */
		free(d);
		return NULL;
	}
	return d;
}

static void one_denominator(const struct grid *g, const struct channel *c,
			    const struct odd *o, size_t y, struct flaws *out)
{
	double rounding = 2 * g->step / g->value[o->row * g->n_years + y];
	double off = fabs(o->x - o->expected);
	struct flaw f =
		about(g, o->row, y, QUALITY_DENOMINATOR, SEVERITY_ERROR);

	if (off < 8 * c->noise[o->row] || off < 0.05 + rounding)
		return;
	if (off < 10 * c->noise[o->row] || off < 0.2 + rounding)
		f.severity = SEVERITY_WARNING;
	flaws_add(out, &f,
		  "%.6g with a numerator of %.6g makes a denominator %.3g "
		  "times that of the years around it",
		  g->value[o->row * g->n_years + y],
		  g->numer[o->row * g->n_years + y], exp(o->x - o->expected));
}

static void numerators(const struct grid *g, struct flaws *out)
{
	struct odd odds[CANDIDATES];
	double *d = denominators(g);
	struct channel c;
	size_t y, i, present;

	if (!d)
		return;
	channel_make(&c, g, d, 0.001);
	for (y = 0; y < g->n_years; y++) {
		size_t n = find_odd(g, &c, y, odds, &present);

		if (n > MANY || n * 5 > present)
			continue;
		for (i = 0; i < n; i++)
			one_denominator(g, &c, &odds[i], y, out);
	}
	quality_pairs(g, &c, 0.001, out);
	channel_release(&c);
	free(d);
}

void quality_cells(const struct grid *g, struct flaws *out)
{
	values(g, out);
	if (g->numer && g->is_log)
		numerators(g, out);
}
