/*
 * An indicator's figures as a table, sex by area by year, for the checks of
 * etl/quality.h, and the robust statistics that they use. Pure.
 */
#ifndef ETL_QUALITY_GRID_H
#define ETL_QUALITY_GRID_H

#include <math.h>

#include "etl/quality.h"

/* A cell without a number is NaN. */
struct grid {
	const struct quality_register *reg;
	const struct quality_area **areas; /* rows, sorted by id; in reg */
	size_t n_areas;
	bool sexes[SEX_N]; /* that have a figure */
	int *years;        /* columns, ascending: those that have a figure */
	size_t n_years;
	double *value;
	double *numer; /* numerators; NULL where none is given */
	double step;   /* to which values are rounded: 1, 0.1 ... */
	bool is_log;   /* nothing is negative: ratios are compared */
	double *level; /* log of value, or value where !is_log */
	double *work;  /* as many as rows or columns, for medians */
};

/* A table of the grid's shape with what each row usually does. */
struct channel {
	const double *x;
	double *trend; /* per row: the median change from column to column */
	double *noise; /* per row: the spread of the changes around it; NaN
			  where no row has enough of them */
};

/* false where the figures are too few, or too scattered for a table. */
bool grid_make(struct grid *g, const struct quality_register *r,
	       const struct figures *f);
void grid_release(struct grid *g);

static inline size_t grid_at(const struct grid *g, int sex, size_t area,
			     size_t year)
{
	return ((size_t)sex * g->n_areas + area) * g->n_years + year;
}

/* x is borrowed; `rounding` is what rounding alone moves a value by, divided
 * by the value where the table holds logarithms. */
void channel_make(struct channel *c, const struct grid *g, const double *x,
		  double rounding);
void channel_release(struct channel *c);
/* What a row's nearest neighbours, two on either side within three columns,
 * expect of a cell; NaN where there are fewer than two. */
double channel_expect(const struct channel *c, const struct grid *g, size_t row,
		      size_t year);

/* `step` (1, 0.1 ... 0.0001), made finer until v is a multiple of it. */
double quality_step(double step, double v);
/* Of x[0..n), which is left in another order; NaN where n is 0. */
double median_of(double *x, size_t n);
/* Median of the distances from `centre`, times 1.4826. */
double spread_of(double *x, size_t n, double centre);

/* The families of checks. */
void quality_columns(const struct grid *g, struct flaws *out);
void quality_cells(const struct grid *g, struct flaws *out);
/* Exchanges of two rows of one sex, by what c tells; `rounding` as c's. */
void quality_pairs(const struct grid *g, const struct channel *c,
		   double rounding, struct flaws *out);
void quality_sums(const struct grid *g, struct flaws *out);
void quality_sexes(const struct grid *g, struct flaws *out);

#endif
