/*
 * `stat quantile`: quantiles of the values of a set, type 7. A row with an
 * empty value is passed over.
 */
#include <math.h>

#include "analysis/quantile.h"
#include "analysis/stat.h"

enum {
	COL_SET,
	COL_VALUE
};

static const struct stat_column in[] = {
	[COL_SET] = {"set_id", STAT_ID, 0, 0, "a name for the set", NULL},
	[COL_VALUE] = {"value", STAT_NUMBER, -1e300, 1e300,
		       "a number such as 12.5, or nothing", NULL},
};

static const double parts[] = {0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0};

static const char *const columns[] = {"set_id", "q0",  "q10", "q25",
				      "q50",    "q75", "q90", "q100"};

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	double *value = xmalloc((t->n + 1) * sizeof(*value));

	(void)e;
	for (size_t g = 0; g < t->groups; g++) {
		size_t n = 0;

		for (size_t i = t->starts[g]; i < t->starts[g + 1]; i++) {
			double v = t->rows[t->members[i]].v[COL_VALUE];

			if (!isnan(v))
				value[n++] = v;
		}
		csv_put(out, t->rows[t->members[t->starts[g]]].id);
		for (size_t i = 0; i < ARRAY_LEN(parts); i++)
			csv_put_double(out, quantile(value, n, parts[i]));
		csv_end(out);
	}
	free(value);
	return 0;
}

const struct method method_quantile = {
	.name = "quantile",
	.title = "quantiles, type 7",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
