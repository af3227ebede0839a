/*
 * `stat trend`: Mann-Kendall, Theil-Sen and the adjustment for persistence of
 * yearly series, over all years given. Rows may come in any order and years
 * may be missing; a row with an empty value is no point.
 */
#include <math.h>

#include "analysis/stat.h"
#include "analysis/trend_stats.h"

enum {
	COL_SERIES,
	COL_YEAR,
	COL_VALUE
};

static const struct stat_column in[] = {
	[COL_SERIES] = {"series_id", STAT_ID, 0, 0, "a name for the series"},
	[COL_YEAR] = {"year", STAT_WHOLE, -1e6, 1e6, "a year such as 2014"},
	[COL_VALUE] = {"value", STAT_NUMBER, -1e300, 1e300,
		       "a number such as 12.5, or nothing"},
};

static const char *const columns[] = {
	"series_id", "n",         "s",     "var_s",  "tau_b", "z", "p_exact",
	"slope",     "intercept", "low95", "high95", "r1",    "f", "p_adj",
};

struct point {
	int year;
	double value;
	size_t line;
};

static int compare_point(const void *a, const void *b)
{
	const struct point *x = a, *y = b;

	if (x->year != y->year)
		return x->year < y->year ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* The points of group g by year; *n of them, the caller's to free(). NULL with
 * e set: a year is there twice, or they are too many. */
static struct point *points_of(const struct stat_table *t, size_t g, size_t *n,
			       struct err *e)
{
	size_t from = t->starts[g], to = t->starts[g + 1];
	struct point *p = xmalloc((to - from) * sizeof(*p));

	*n = 0;
	for (size_t i = from; i < to; i++) {
		const struct stat_row *r = &t->rows[t->members[i]];

		if (!isnan(r->v[COL_VALUE]))
			p[(*n)++] = (struct point){(int)r->v[COL_YEAR],
						   r->v[COL_VALUE], r->line};
	}
	qsort(p, *n, sizeof(*p), compare_point);
	for (size_t i = 1; i < *n; i++) {
		if (p[i].year != p[i - 1].year)
			continue;
		(void)err_set(e, ERR_USAGE,
			      "standard input: row %zu, column year: '%d': "
			      "row %zu has this year too",
			      p[i].line, p[i].year, p[i - 1].line);
		free(p);
		return NULL;
	}
	if (*n > TREND_POINTS_MAX) {
		(void)err_set(e, ERR_USAGE,
			      "standard input: row %zu, column series_id: "
			      "more than %d points in a series",
			      p[TREND_POINTS_MAX].line, TREND_POINTS_MAX);
		free(p);
		return NULL;
	}
	return p;
}

static void put_stats(struct buf *out, const struct trend_stats *st)
{
	csv_put_int(out, st->mk.s);
	csv_put_double(out, st->mk.var_s);
	csv_put_double(out, st->mk.tau_b);
	csv_put_double(out, st->mk.z);
	csv_put_double(out, st->mk.p);
	csv_put_double(out, st->slope);
	csv_put_double(out, st->intercept);
	csv_put_double(out, st->low);
	csv_put_double(out, st->high);
	csv_put_double(out, st->persistence.r1);
	csv_put_double(out, st->persistence.f);
	csv_put_double(out, st->p_adj);
}

static void put_series(const char *id, const struct point *p, size_t n,
		       struct mk_cache *cache, struct buf *out)
{
	int *years = xmalloc((n + 1) * sizeof(*years));
	double *values = xmalloc((n + 1) * sizeof(*values));
	struct trend_stats st;

	csv_put(out, id);
	csv_put_int(out, (int64_t)n);
	for (size_t i = 0; i < n; i++) {
		years[i] = p[i].year;
		values[i] = p[i].value;
	}
	if (n >= 3) {
		trend_stats(years, values, n, 1, cache, &st);
		put_stats(out, &st);
	} else {
		for (size_t i = 2; i < ARRAY_LEN(columns); i++)
			csv_put(out, "");
	}
	csv_end(out);
	free(years);
	free(values);
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	struct mk_cache *cache = mk_cache_new();
	int rc = -1;

	for (size_t g = 0; g < t->groups; g++) {
		size_t n;
		struct point *p = points_of(t, g, &n, e);

		if (!p)
			goto out;
		put_series(t->rows[t->members[t->starts[g]]].id, p, n, cache,
			   out);
		free(p);
	}
	rc = 0;
out:
	mk_cache_free(cache);
	return rc;
}

const struct method method_trend = {
	.name = "trend",
	.title = "Mann-Kendall test (exact p), Theil-Sen slope, persistence",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
