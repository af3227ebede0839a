/*
 * Two areas that stand in each other's place for one year. Neither figure tells
 * it alone: what tells is how much more likely both are the other way round,
 * seen from the years around, in the order of size of what each row usually
 * does, and that neither row was ever so far out of line before.
 */
#include "etl/quality_grid.h"

enum {
	REACH = 3,        /* years */
	POINTS_MIN = 10,  /* of a row that is judged */
	CANDIDATES = 256, /* rows out of line in a year: more is no exchange */
	SHIFT_MIN = 20,   /* rows that tell what all did */
	SAMPLE = 100,     /* rows that stand for all */
	STEPS_MIN = 10,   /* of rounding between the two */
	DEGREES = 3       /* of freedom: changes have long tails */
};

/* How much more likely the exchange must be, as a logarithm and beyond what the
 * number of pairs of odd rows gives it a chance to be, where both rows are so
 * many times as far out of line as they ever were. In the 19 000 series that
 * the project has as they were published one pair goes so far. */
static const struct {
	double wilder, proof;
} needed[] = {{2, 6}, {1.5, 8.5}, {1, 10}, {0, 13}};

static const double odd = 4;     /* times the usual */
static const double suspect = 2; /* the same, by all years */
static const double doubt = 2;   /* of one partner against another */
static const double nearer = 2;  /* in the other's place */

struct exchange {
	const struct grid *g;
	const struct channel *c;
	struct flaws *out;
	double rounding; /* see channel_make() */
	double *x;       /* the figures; nothing at all is half a step */
	double *off;     /* of each cell: how far it is out of line */
	double *scale; /* of each row: how far it usually is; NaN: not known */
	double *shift; /* [sex][year]: how far all rows were */
	int *gap;      /* of each year, to the nearest that there is */
	double least;  /* a quarter of the usual scale */
	size_t sex, year;
	struct candidate {
		size_t row;
		double x, expected;
		double scale;   /* as above, by the other years alone */
		double wildest; /* the farthest it was out of line in those */
	} list[CANDIDATES];     /* the rows out of line in this year */
	size_t n;
};

/* Logarithms leave out what is nothing, which may stand in the place of much.
 */
static double *fill(const struct grid *g, const struct channel *c)
{
	size_t i, n = SEX_N * g->n_areas * g->n_years;
	double *x = xcalloc(n, sizeof(*x));

	for (i = 0; i < n; i++)
		x[i] = c->x == g->level && g->is_log && g->value[i] == 0
			       ? log(g->step / 2)
			       : c->x[i];
	return x;
}

static int *find_gaps(const struct grid *g)
{
	int *gap = xcalloc(g->n_years, sizeof(*gap));
	size_t y;

	for (y = 0; y < g->n_years; y++) {
		int before = y ? g->years[y] - g->years[y - 1] : YEARS;
		int after = y + 1 < g->n_years ? g->years[y + 1] - g->years[y]
					       : YEARS;

		gap[y] = before < after ? before : after;
	}
	return gap;
}

static double least(double a, double b)
{
	return a < b ? a : b;
}

static double most(double a, double b)
{
	return a > b ? a : b;
}

/* median_of() two, three or four, without a branch that nobody can foresee. */
static double median_of_few(const double *x, size_t n)
{
	double lo = least(x[0], x[1]), hi = most(x[0], x[1]);

	if (n == 3)
		return most(lo, least(hi, x[2]));
	if (n == 4) {
		lo = most(lo, least(x[2], x[3]));
		hi = least(hi, most(x[2], x[3]));
	}
	return (lo + hi) / 2;
}

/* What a row's two nearest figures on either side expect of a cell; `but` is a
 * column that does not count. NaN where there are fewer than two. */
static double expect(const struct exchange *e, size_t row, size_t y, size_t but)
{
	const struct grid *g = e->g;
	const double *x = &e->x[row * g->n_years];
	double near[4] = {0}, trend = e->c->trend[row];
	size_t i, n = 0, last;

	for (i = y; i-- > 0 && n < 2;) {
		if (g->years[y] - g->years[i] >= REACH + e->gap[y])
			break;
		if (i != but && !isnan(x[i]))
			near[n++] = x[i] + (g->years[y] - g->years[i]) * trend;
	}
	for (i = y + 1, last = n + 2; i < g->n_years && n < last; i++) {
		if (g->years[i] - g->years[y] >= REACH + e->gap[y])
			break;
		if (i != but && !isnan(x[i]))
			near[n++] = x[i] - (g->years[i] - g->years[y]) * trend;
	}
	return n < 2 ? (double)NAN : median_of_few(near, n);
}

/* What all areas did in a year is no one's oddity. */
static double common_shift(const struct exchange *e, size_t y)
{
	const struct grid *g = e->g;
	size_t every = g->n_areas / SAMPLE + 1, a, n = 0;

	for (a = 0; a < g->n_areas; a += every) {
		double off = e->off[grid_at(g, (int)e->sex, a, y)];

		if (!isnan(off))
			g->work[n++] = off;
	}
	return n < SHIFT_MIN ? 0 : median_of(g->work, n);
}

static double shift_of(const struct exchange *e, size_t y)
{
	return e->shift[e->sex * e->g->n_years + y];
}

/* What is far after one year is not after seven. */
static double stretch(const struct exchange *e, size_t y)
{
	return sqrt((double)e->gap[y]);
}

/* Of n distances around a row's mean level: at least what rounding does. */
static double scale_of(const struct exchange *e, double *far, size_t n,
		       double mean)
{
	double least = e->g->is_log ? e->rounding / exp(mean) : e->rounding;
	double spread = 1.4826 * median_of(far, n);

	return spread > least ? spread : least;
}

/* How far a row usually is out of line. */
static double usual(const struct exchange *e, size_t row)
{
	const struct grid *g = e->g;
	const double *off = &e->off[row * g->n_years];
	const double *x = &e->x[row * g->n_years];
	double sum = 0;
	size_t y, n = 0;

	for (y = 0; y < g->n_years; y++) {
		if (isnan(off[y]))
			continue;
		g->work[n++] = fabs(off[y] - shift_of(e, y)) / stretch(e, y);
		sum += x[y];
	}
	return n < POINTS_MIN ? (double)NAN
			      : scale_of(e, g->work, n, sum / (double)n);
}

/* The same and the farthest, as if the row had no figure of the year. */
static void look_closer(const struct exchange *e, struct candidate *o)
{
	const struct grid *g = e->g;
	const double *x = &e->x[o->row * g->n_years];
	double sum = 0;
	size_t y, n = 0;

	o->wildest = 0;
	for (y = 0; y < g->n_years; y++) {
		double off;

		if (y == e->year || isnan(x[y]))
			continue;
		off = fabs(x[y] - expect(e, o->row, y, e->year) -
			   shift_of(e, y));
		if (isnan(off))
			continue;
		off /= stretch(e, y);
		o->wildest = off > o->wildest ? off : o->wildest;
		g->work[n++] = off;
		sum += x[y];
	}
	o->scale = fmax(scale_of(e, g->work, n, sum / (double)n), e->least) *
		   stretch(e, e->year);
	o->wildest *= stretch(e, e->year);
}

static void look_once(const struct exchange *e, struct candidate *o)
{
	if (isnan(o->scale))
		look_closer(e, o);
}

/* The rows of one sex: what they do, and what is usual for each. */
static void learn(struct exchange *e)
{
	const struct grid *g = e->g;
	size_t from = e->sex * g->n_areas, row, y, n = 0;

	for (row = from; row < from + g->n_areas; row++)
		for (y = 0; y < g->n_years; y++) {
			double x = e->x[row * g->n_years + y];

			if (!isnan(x))
				x -= expect(e, row, y, y);
			e->off[row * g->n_years + y] = x;
		}
	for (y = 0; y < g->n_years; y++)
		e->shift[e->sex * g->n_years + y] = common_shift(e, y);
	for (row = from; row < from + g->n_areas; row++)
		e->scale[row] = usual(e, row);
	for (row = from; row < from + g->n_areas; row++)
		if (!isnan(e->scale[row]))
			g->work[n++] = e->scale[row];
	e->least = median_of(g->work, n) / 4;
	for (row = from; row < from + g->n_areas; row++)
		if (e->scale[row] < e->least)
			e->scale[row] = e->least;
}

/* The rows out of line in a year; false where they are too many. */
static bool find_odd(struct exchange *e)
{
	const struct grid *g = e->g;
	double shift = shift_of(e, e->year);
	size_t a, present = 0;

	e->n = 0;
	for (a = 0; a < g->n_areas; a++) {
		size_t row = e->sex * g->n_areas + a;
		size_t at = row * g->n_years + e->year;
		double off = e->off[at];

		if (isnan(off))
			continue;
		present++;
		if (!(fabs(off - shift) >
		      suspect * e->scale[row] * stretch(e, e->year)))
			continue;
		if (e->n == CANDIDATES)
			return false;
		e->list[e->n++] =
			(struct candidate){.row = row,
					   .x = e->x[at],
					   .expected = e->x[at] - off + shift,
					   .scale = (double)NAN};
	}
	return e->n >= 2 && e->n * 2 < present;
}

/* Whether x is much nearer to what is expected than the row's own figure. */
static bool fits(const struct candidate *o, double x)
{
	return fabs(x - o->expected) * nearer < fabs(o->x - o->expected);
}

/* Whether two rows of one level stand much nearer to each other's place. */
static bool may_be(const struct exchange *e, const struct candidate *a,
		   const struct candidate *b)
{
	const struct grid *g = e->g;

	return fits(a, b->x) && fits(b, a->x) &&
	       g->areas[a->row % g->n_areas]->level ==
		       g->areas[b->row % g->n_areas]->level;
}

/* Looks closer at those that have somebody to change places with; drops those
 * that are not so odd then. false: nobody has. */
static bool look_at_pairs(struct exchange *e)
{
	size_t i, j, kept = 0;
	bool any = false;

	for (i = 0; i < e->n; i++)
		for (j = i + 1; j < e->n; j++)
			if (may_be(e, &e->list[i], &e->list[j])) {
				look_once(e, &e->list[i]);
				look_once(e, &e->list[j]);
				any = true;
			}
	for (i = 0; any && i < e->n; i++) {
		struct candidate *o = &e->list[i];
		double scale = isnan(o->scale)
				       ? e->scale[o->row] * stretch(e, e->year)
				       : o->scale;

		if (fabs(o->x - o->expected) > odd * scale)
			e->list[kept++] = *o;
	}
	e->n = kept;
	return kept >= 2;
}

/* Of Student's distribution, as a logarithm, but for a constant. */
static double likely(const struct candidate *o, double x)
{
	double z = (x - o->expected) / o->scale;

	return -(DEGREES + 1) / 2.0 * log1p(z * z / DEGREES);
}

/* How much more likely two rows are the other way round; -INFINITY where they
 * cannot have changed places. */
static double score(const struct exchange *e, const struct candidate *a,
		    const struct candidate *b)
{
	if (!may_be(e, a, b))
		return (double)-INFINITY;
	return likely(a, b->x) + likely(b, a->x) - likely(a, a->x) -
	       likely(b, b->x);
}

/* The row that i most likely changed places with; i where there is none. */
static size_t partner(const struct exchange *e, size_t i, double *best)
{
	size_t j, at = i;

	*best = (double)-INFINITY;
	for (j = 0; j < e->n; j++) {
		double s = score(e, &e->list[i], &e->list[j]);

		if (j != i && s > *best) {
			*best = s;
			at = j;
		}
	}
	return at;
}

/* How much further out of line it is than it ever was. */
static double wilder(const struct candidate *o)
{
	return fabs(o->x - o->expected) / fmax(o->wildest, o->scale);
}

static double proof(const struct candidate *a, const struct candidate *b)
{
	double both = fmin(wilder(a), wilder(b));
	size_t i = 0;

	while (both < needed[i].wilder)
		i++;
	return needed[i].proof;
}

static bool apart(const struct exchange *e, const struct candidate *a,
		  const struct candidate *b)
{
	const double *v = e->g->value + e->year;
	size_t n = e->g->n_years;

	return fabs(v[a->row * n] - v[b->row * n]) >=
	       (STEPS_MIN - 0.5) * e->g->step;
}

static void judge(const struct exchange *e)
{
	const struct grid *g = e->g;
	double chances = log((double)e->n * (double)(e->n - 1) / 2);
	double best, back;
	size_t i, at;

	for (i = 0; i < e->n; i++) {
		size_t j = partner(e, i, &best);
		const struct candidate *a = &e->list[i], *b = &e->list[j];
		struct flaw f = {.check = QUALITY_SWAPPED,
				 .severity = SEVERITY_ERROR,
				 .area = g->areas[a->row % g->n_areas]->id,
				 .year = g->years[e->year],
				 .sex = (int)e->sex};

		if (!(best - chances > proof(a, b)) || !apart(e, a, b))
			continue;
		/* Told once, and where nobody else's place is as likely. */
		at = partner(e, j, &back);
		if (at == i ? j < i : back - best > doubt)
			continue;
		flaws_add(e->out, &f, "%s and %s changed places",
			  g->areas[a->row % g->n_areas]->name,
			  g->areas[b->row % g->n_areas]->name);
	}
}

void quality_pairs(const struct grid *g, const struct channel *c,
		   double rounding, struct flaws *out)
{
	struct exchange e = {.g = g, .c = c, .out = out, .rounding = rounding};
	size_t rows = SEX_N * g->n_areas;

	if (g->n_years < POINTS_MIN)
		return;
	e.x = fill(g, c);
	e.gap = find_gaps(g);
	e.off = xcalloc(rows * g->n_years, sizeof(*e.off));
	e.scale = xcalloc(rows, sizeof(*e.scale));
	e.shift = xcalloc(SEX_N * g->n_years, sizeof(*e.shift));
	for (e.sex = 0; e.sex < SEX_N; e.sex++) {
		if (!g->sexes[e.sex])
			continue;
		learn(&e);
		for (e.year = 0; e.year < g->n_years; e.year++)
			if (find_odd(&e) && look_at_pairs(&e))
				judge(&e);
	}
	free(e.x);
	free(e.gap);
	free(e.off);
	free(e.scale);
	free(e.shift);
}
