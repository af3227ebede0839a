/*
 * `stat correlation`: Pearson, Spearman and Kendall of the pairs of each set.
 * A row with an empty cell is no pair.
 */
#include <math.h>

#include "analysis/correlation.h"
#include "analysis/stat.h"

enum {
	COL_SET,
	COL_X,
	COL_Y,
	PAIRS_MAX = 20000 /* Kendall compares all with all */
};

static const struct stat_column in[] = {
	[COL_SET] = {"set_id", STAT_ID, 0, 0, "a name for the set", NULL},
	[COL_X] = {"x", STAT_NUMBER, -1e300, 1e300,
		   "a number such as 12.5, or nothing", NULL},
	[COL_Y] = {"y", STAT_NUMBER, -1e300, 1e300,
		   "a number such as 12.5, or nothing", NULL},
};

static const char *const columns[] = {
	"set_id",           "n",
	"pearson_r",        "pearson_p",
	"pearson_low95",    "pearson_high95",
	"spearman_rho",     "spearman_p",
	"spearman_p_exact", "kendall_tau_b",
	"kendall_p_exact",
};

static void put_set(const char *id, const double *x, const double *y, size_t n,
		    struct mk_cache *cache, struct buf *out)
{
	struct pearson p;
	struct spearman s;
	struct kendall k;

	pearson_of(x, y, n, &p);
	spearman_of(x, y, n, &s);
	kendall_of(x, y, n, cache, &k);
	csv_put(out, id);
	csv_put_int(out, (int64_t)n);
	csv_put_double(out, p.r);
	csv_put_double(out, p.p);
	csv_put_double(out, p.low);
	csv_put_double(out, p.high);
	csv_put_double(out, s.rho);
	csv_put_double(out, s.p);
	csv_put_double(out, s.p_exact);
	csv_put_double(out, k.tau_b);
	csv_put_double(out, k.p_exact);
	csv_end(out);
}

static int check_sizes(const struct stat_table *t, struct err *e)
{
	for (size_t g = 0; g < t->groups; g++)
		if (t->starts[g + 1] - t->starts[g] > PAIRS_MAX)
			return err_set(
				e, ERR_USAGE,
				"standard input: row %zu, column set_id: "
				"more than %d pairs in a set",
				t->rows[t->members[t->starts[g] + PAIRS_MAX]]
					.line,
				PAIRS_MAX);
	return 0;
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	struct mk_cache *cache;
	double *x, *y;

	if (check_sizes(t, e) < 0)
		return -1;
	cache = mk_cache_new();
	x = xmalloc((t->n + 1) * sizeof(*x));
	y = xmalloc((t->n + 1) * sizeof(*y));
	for (size_t g = 0; g < t->groups; g++) {
		size_t n = 0;

		for (size_t i = t->starts[g]; i < t->starts[g + 1]; i++) {
			const double *v = t->rows[t->members[i]].v;

			if (isnan(v[COL_X]) || isnan(v[COL_Y]))
				continue;
			x[n] = v[COL_X];
			y[n++] = v[COL_Y];
		}
		put_set(t->rows[t->members[t->starts[g]]].id, x, y, n, cache,
			out);
	}
	free(x);
	free(y);
	mk_cache_free(cache);
	return 0;
}

const struct method method_correlation = {
	.name = "correlation",
	.title = "Pearson, Spearman and Kendall of pairs",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
