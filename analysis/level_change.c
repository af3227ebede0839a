/*
 * Common level changes; see level_change.h.
 */
#include "analysis/level_change.h"

#include <float.h>
#include <math.h>

#include "analysis/order.h"
#include "analysis/undefined.h"

#define MAD_TO_SD  1.4826 /* R: mad() */
#define SPREAD_MIN 0.15   /* a quieter country than this is not trusted */
#define Z_MIN      4.0
#define SHARE_MIN  0.75

/* A year as all areas together show it. */
struct movement {
	double m;     /* median of D/s; NAN: too few areas */
	double share; /* of the areas with s > 0 */
	size_t areas;
};

/* 1.4826 MAD about the median, NAN for n = 0; reorders and overwrites a. */
static double spread(double *a, size_t n)
{
	double middle = order_median(a, n);

	for (size_t i = 0; i < n; i++)
		a[i] = fabs(a[i] - middle);
	return MAD_TO_SD * order_median(a, n);
}

static const double *row_of(const struct level_grid *g, size_t area)
{
	return g->values + area * g->years;
}

/* The change of `year` from the one before; NAN where one has no figure. */
static double change_of(const double *row, size_t year)
{
	return year > 0 ? row[year] - row[year - 1] : UNDEFINED;
}

/* How much an area moves in a usual year; 0 where that is nothing but the
 * rounding of decimals as large as its figures. work: g->years places. */
static double unrest(const struct level_grid *g, size_t area, double *work)
{
	const double *row = row_of(g, area);
	double largest = 0.0, s;
	size_t n = 0;

	for (size_t y = 0; y < g->years; y++) {
		double d = change_of(row, y);

		/* fmax passes over a NAN */
		largest = fmax(largest, fabs(row[y]));
		if (!isnan(d))
			work[n++] = d;
	}
	s = spread(work, n);
	return s > 8.0 * DBL_EPSILON * largest ? s : 0.0;
}

/* s: of each area. work: g->areas places. */
static struct movement move(const struct level_grid *g, size_t year,
			    const double *s, double *work)
{
	struct movement out = {.m = UNDEFINED};
	size_t up = 0, down = 0;

	for (size_t a = 0; a < g->areas; a++) {
		double d = change_of(row_of(g, a), year);

		if (isnan(d) || s[a] <= 0.0)
			continue;
		work[out.areas++] = d / s[a];
		up += d > 0.0;
		down += d < 0.0;
	}
	if (out.areas < LEVEL_AREAS_MIN)
		return out;
	out.m = order_median(work, out.areas);
	out.share = (double)(up > down ? up : down) / (double)out.areas;
	return out;
}

/* The newest flag before out[n] that a reverse one can still take back. */
static void settle_shock(struct level_change *out, size_t n)
{
	const struct level_change *last = &out[n];

	for (size_t i = n; i > 0; i--) {
		struct level_change *c = &out[i - 1];

		if (last->year - c->year > LEVEL_SHOCK_YEARS)
			return;
		if (c->shock || c->direction == last->direction)
			continue;
		c->shock = true;
		out[n].shock = true;
		return;
	}
}

static size_t flag_years(const struct level_grid *g,
			 const struct movement *moves, double *work,
			 struct level_change *out)
{
	double middle, width;
	size_t n = 0, k = 0;

	for (size_t y = 1; y < g->years; y++)
		if (!isnan(moves[y].m))
			work[k++] = moves[y].m;
	middle = order_median(work, k);
	width = fmax(spread(work, k), SPREAD_MIN);
	for (size_t y = 1; y < g->years; y++) {
		double off = moves[y].m - middle;

		/* NAN is no flag */
		if (!(fabs(off) / width >= Z_MIN) || moves[y].share < SHARE_MIN)
			continue;
		out[n] = (struct level_change){
			.year = g->first_year + (int)y,
			.direction = off > 0.0 ? 1 : -1,
			.z = fabs(off) / width,
			.share = moves[y].share,
			.areas = moves[y].areas,
		};
		settle_shock(out, n++);
	}
	return n;
}

size_t level_changes(const struct level_grid *grid, struct level_change *out)
{
	size_t most = grid->areas > grid->years ? grid->areas : grid->years;
	struct movement *moves = xmalloc(grid->years * sizeof(*moves));
	double *s = xmalloc(grid->areas * sizeof(*s));
	double *work = xmalloc(most * sizeof(*work));
	size_t n;

	for (size_t a = 0; a < grid->areas; a++)
		s[a] = unrest(grid, a, work);
	/* from the second year on there is a change */
	for (size_t y = 1; y < grid->years; y++)
		moves[y] = move(grid, y, s, work);
	n = flag_years(grid, moves, work, out);
	free(moves);
	free(s);
	free(work);
	return n;
}
