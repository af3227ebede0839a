/*
 * `stat inequality`: how unequal the areas of a set are, each counting with its
 * population. A row without a value is passed over. A set in which no row has a
 * population counts all rows the same; otherwise a row without one is passed
 * over. p10 and p90 are of the areas, each counting once. A measure that its
 * values do not allow (negative ones, a zero in a logarithm) is empty.
 */
#include <math.h>

#include "analysis/inequality.h"
#include "analysis/stat.h"

enum {
	COL_SET,
	COL_VALUE,
	COL_POPULATION
};

static const struct stat_column in[] = {
	[COL_SET] = {"set_id", STAT_ID, 0, 0, "a name for the set", NULL},
	[COL_VALUE] = {"value", STAT_NUMBER, -1e300, 1e300,
		       "a number such as 12.5, or nothing", NULL},
	[COL_POPULATION] = {"population", STAT_NUMBER, 0, 1e300,
			    "a number of 0 or more, or nothing", NULL},
};

static const char *const columns[] = {"set_id", "mean", "sd", "gini",
				      "theil",  "p10",  "p90"};

static void put_set(const struct stat_table *t, size_t g, double *value,
		    double *population, struct buf *out)
{
	size_t from = t->starts[g], n = t->starts[g + 1] - from;
	struct inequality q;
	bool weighted = false;

	for (size_t i = 0; i < n; i++) {
		const double *v = t->rows[t->members[from + i]].v;

		value[i] = v[COL_VALUE];
		population[i] = v[COL_POPULATION];
		weighted = weighted || !isnan(population[i]);
	}
	inequality_of(value, weighted ? population : NULL, n, &q);
	csv_put(out, t->rows[t->members[from]].id);
	csv_put_double(out, q.mean);
	csv_put_double(out, q.sd);
	csv_put_double(out, q.gini);
	csv_put_double(out, q.theil);
	csv_put_double(out, q.p10);
	csv_put_double(out, q.p90);
	csv_end(out);
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	double *value = xmalloc((t->n + 1) * sizeof(*value));
	double *population = xmalloc((t->n + 1) * sizeof(*population));

	(void)e;
	for (size_t g = 0; g < t->groups; g++)
		put_set(t, g, value, population, out);
	free(value);
	free(population);
	return 0;
}

const struct method method_inequality = {
	.name = "inequality",
	.title = "inequality between areas: weighted spread, Gini, Theil",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
