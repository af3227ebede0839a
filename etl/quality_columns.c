/*
 * Whole years: how many areas report, and whether a year's figures are its own.
 */
#include "etl/quality_grid.h"

enum {
	AREAS_MIN = 10,   /* fewer say nothing of a year */
	COVERED_MIN = 20, /* of a year whose areas may go */
	PAIRS_MIN = 3,    /* other years that say what is usual */
	STILL_MIN = 5,    /* years in which a figure does not move */
	SAMPLE = 100      /* areas that stand for all */
};

/* One year beside another: y and the one before it. */
struct pair {
	size_t n;      /* areas with both */
	double same;   /* share of identical ones, zeros apart */
	double shift;  /* median change */
	double spread; /* of the changes around it */
};

struct columns {
	const struct grid *g;
	struct flaws *out;
	struct pair *next; /* [y]: y - 1 to y; [0] unused */
	double *work;
	int sex;
};

/* Keeps a sample of x[0..n) where a sample tells the median as well; its size.
 */
static size_t sample(double *x, size_t n)
{
	size_t i, every = n / SAMPLE;

	if (every < 2)
		return n;
	for (i = 0; i * every < n; i++)
		x[i] = x[i * every];
	return i;
}

static struct pair compare(const struct columns *c, size_t from, size_t to)
{
	const struct grid *g = c->g;
	struct pair p = {0};
	size_t a, n = 0, same = 0, numbers = 0;

	for (a = 0; a < g->n_areas; a++) {
		size_t i = grid_at(g, c->sex, a, from);
		size_t j = grid_at(g, c->sex, a, to);

		if (isnan(g->value[i]) || isnan(g->value[j]))
			continue;
		p.n++;
		if (g->value[i] != 0 || g->value[j] != 0) {
			numbers++;
			same += g->value[i] == g->value[j] &&
				(!g->numer || isnan(g->numer[i]) ||
				 g->numer[i] == g->numer[j]);
		}
		if (!isnan(g->level[i]) && !isnan(g->level[j]))
			c->work[n++] = g->level[j] - g->level[i];
	}
	p.same = numbers >= AREAS_MIN ? (double)same / (double)numbers : 0;
	n = sample(c->work, n);
	p.shift = n >= AREAS_MIN ? median_of(c->work, n) : (double)NAN;
	p.spread =
		n >= AREAS_MIN ? spread_of(c->work, n, p.shift) : (double)NAN;
	return p;
}

/* How far apart the areas are in one year. */
static double width(const struct columns *c, size_t y)
{
	size_t a, n = 0;

	for (a = 0; a < c->g->n_areas; a++) {
		double x = c->g->level[grid_at(c->g, c->sex, a, y)];

		if (!isnan(x))
			c->work[n++] = x;
	}
	return n < AREAS_MIN ? (double)NAN
			     : spread_of(c->work, n, median_of(c->work, n));
}

static double same_of(const struct pair *p)
{
	return p->same;
}

static double spread_around(const struct pair *p)
{
	return p->spread;
}

/* The median of one member over all pairs but those of `but`; NaN where too
 * few are left. */
static double usual(const struct columns *c, double (*of)(const struct pair *),
		    size_t but)
{
	size_t y, n = 0;

	for (y = 1; y < c->g->n_years; y++) {
		double x = of(&c->next[y]);

		if (y != but && y != but + 1 && !isnan(x) &&
		    c->next[y].n >= AREAS_MIN)
			c->work[n++] = x;
	}
	return n < PAIRS_MIN ? (double)NAN : median_of(c->work, n);
}

static struct flaw about(const struct columns *c, enum quality_check check,
			 enum severity severity, size_t y)
{
	return (struct flaw){.check = check,
			     .severity = severity,
			     .year = c->g->years[y],
			     .sex = c->sex};
}

/* A year that gives what the year before gave. Where few values are possible
 * many stay as they are, so a copy must stand out from the other years. */
static void repeated(const struct columns *c, size_t y)
{
	const struct pair *p = &c->next[y];
	double others = usual(c, same_of, y);
	struct flaw f = about(c, QUALITY_REPEATED, SEVERITY_ERROR, y);

	if (p->n < AREAS_MIN || p->same < 0.9 ||
	    (isnan(others) ? p->same < 0.98 : others > 0.6))
		return;
	flaws_add(c->out, &f,
		  "%.0f %% of %zu areas repeat their figure of %d; "
		  "%.0f %% do in other years",
		  100 * p->same, p->n, c->g->years[y - 1],
		  isnan(others) ? 0 : 100 * others);
}

/* The farthest that the areas moved from one year to the next, but for one. */
static double widest(const struct columns *c, size_t but)
{
	double most = 0;
	size_t y;

	for (y = 1; y < c->g->n_years; y++)
		if (y != but)
			most = fmax(most, fabs(c->next[y].shift));
	return most;
}

/* A year that is a multiple of its neighbours everywhere alike. */
static bool scaled(const struct columns *c, size_t y, bool first)
{
	const struct pair *p = &c->next[first ? y + 1 : y];
	const struct pair *q =
		first || y + 1 == c->g->n_years ? NULL : &c->next[y + 1];
	double shift = first ? -p->shift : p->shift;
	double size = q && !isnan(q->shift) ? (fabs(shift) + fabs(q->shift)) / 2
					    : fabs(shift);
	double others = usual(c, spread_around, y), alike;
	struct flaw f = about(c, QUALITY_SCALED, SEVERITY_ERROR, y);

	if (!c->g->is_log || !(size > 0.5) || isnan(others))
		return false;
	/* It goes back the year after, or every area moves alike, or nearly so
	 * and four times as far as all of them ever did. */
	alike = fabs(shift) > 4 * widest(c, first ? y + 1 : y) ? 0.6 : 0.2;
	if (q && !isnan(q->shift)
		    ? fabs(p->shift + q->shift) > 0.6 * size
		    : p->spread > fmax(1.5 * others, alike * fabs(shift)))
		return false;
	flaws_add(c->out, &f,
		  "the figures are %.3g times those of %d in %zu areas alike",
		  exp(shift), c->g->years[first ? y + 1 : y - 1], p->n);
	return true;
}

/* A year in which the areas stand in another order than before and after. */
static void mixed(const struct columns *c, size_t y, bool first)
{
	const struct pair *p = &c->next[first ? y + 1 : y];
	bool inner = !first && y + 1 < c->g->n_years;
	double others = usual(c, spread_around, y);
	struct flaw f = about(c, QUALITY_SHIFTED, SEVERITY_ERROR, y);

	if (isnan(others) || !(p->spread > 3 * others) ||
	    !(p->spread > 0.6 * width(c, y)))
		return;
	if (inner && (!(c->next[y + 1].spread > 3 * others) ||
		      !(compare(c, y - 1, y + 1).spread < 0.5 * p->spread)))
		return;
	flaws_add(c->out, &f,
		  "the figures do not belong to their areas: they differ "
		  "from those of %d %.1f times as much as usual",
		  c->g->years[first ? y + 1 : y - 1], p->spread / others);
}

static void coverage(const struct columns *c, size_t y)
{
	const struct grid *g = c->g;
	size_t a, now = 0, before = 0, after = 0;
	struct flaw f = about(c, QUALITY_COVERAGE, SEVERITY_WARNING, y);
	bool last = y + 1 == g->n_years;

	for (a = 0; a < g->n_areas; a++) {
		size_t i = grid_at(g, c->sex, a, y);

		now += !isnan(g->value[i]);
		before += !isnan(g->value[i - 1]);
		after += !last && !isnan(g->value[i + 1]);
	}
	if (before < COVERED_MIN || now * 2 >= before)
		return;
	/* A level that stays is how the source counts; a hole is not. */
	if (!last && after * 2 < before)
		f.severity = SEVERITY_NOTE;
	flaws_add(c->out, &f, "%zu areas have a figure; in %d it was %zu", now,
		  g->years[y - 1], before);
}

/* Since which column a row says the same; n_years where it does not. */
static size_t still_since(const struct columns *c, size_t row)
{
	const double *x = &c->g->value[grid_at(c->g, c->sex, row, 0)];
	size_t y = c->g->n_years - 1;

	if (isnan(x[y]) || fabs(x[y]) < 10 * c->g->step)
		return c->g->n_years;
	while (y > 0 && x[y - 1] == x[y])
		y--;
	return y;
}

/* Series that stopped to move, where figures are fine enough to tell. */
static void frozen(const struct columns *c)
{
	const struct grid *g = c->g;
	size_t row, n = 0, still = 0;
	struct flaw f = {.check = QUALITY_FROZEN,
			 .severity = SEVERITY_NOTE,
			 .year = g->years[g->n_years - 1],
			 .sex = c->sex};

	for (row = 0; row < g->n_areas; row++) {
		n += !isnan(g->value[grid_at(g, c->sex, row, g->n_years - 1)]);
		still += still_since(c, row) + STILL_MIN <= g->n_years;
	}
	if (still && still * 20 >= n)
		flaws_add(c->out, &f,
			  "%zu of %zu areas repeat their figure for %d years "
			  "or more",
			  still, n, STILL_MIN);
}

static void check_sex(struct columns *c)
{
	const struct grid *g = c->g;
	size_t y;

	for (y = 1; y < g->n_years; y++)
		c->next[y] = compare(c, y - 1, y);
	for (y = 1; y < g->n_years; y++) {
		coverage(c, y);
		repeated(c, y);
		if (!scaled(c, y, false))
			mixed(c, y, false);
	}
	if (!scaled(c, 0, true))
		mixed(c, 0, true);
	frozen(c);
}

void quality_columns(const struct grid *g, struct flaws *out)
{
	struct columns c = {.g = g, .out = out, .work = g->work};

	if (g->n_years < 2)
		return;
	c.next = xcalloc(g->n_years + 1, sizeof(*c.next));
	for (c.sex = 0; c.sex < SEX_N; c.sex++)
		if (g->sexes[c.sex])
			check_sex(&c);
	free(c.next);
}
