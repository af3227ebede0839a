/*
 * `stat recent`: the trend of the five newest figures of a series, with their
 * 95 % limits, and the marker of the English Fingertips profiles. All cases
 * stand alone here: the guard that borrows from other areas (recent.h) needs
 * them all. Years need not be consecutive, however far apart.
 */
#include <math.h>

#include "analysis/recent.h"
#include "analysis/stat.h"

enum {
	COL_CASE,
	COL_YEAR,
	COL_VALUE,
	COL_LOW,
	COL_HIGH
};

static const struct stat_column in[] = {
	[COL_CASE] = {"case_id", STAT_ID, 0, 0, "a name for the series", NULL},
	[COL_YEAR] = {"year", STAT_WHOLE, -1e6, 1e6, "a year such as 2014",
		      NULL},
	[COL_VALUE] = {"value", STAT_NUMBER, -1e300, 1e300,
		       "a number such as 12.5, or nothing", NULL},
	[COL_LOW] = {"lo95", STAT_NUMBER, -1e300, 1e300,
		     "a number such as 12.5, or nothing", NULL},
	[COL_HIGH] = {"up95", STAT_NUMBER, -1e300, 1e300,
		      "a number such as 12.5, or nothing", NULL},
};

static const char *const columns[] = {
	"case_id", "slope", "chi2", "p", "same_sign", "marker",
};

static int compare_row(const void *a, const void *b)
{
	const struct stat_row *const *x = a, *const *y = b;
	double s = (*x)->v[COL_YEAR], t = (*y)->v[COL_YEAR];

	if (s != t)
		return s < t ? -1 : 1;
	return ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

/* The rows of group g that have a figure, by year; *n of them, the caller's to
 * free(). NULL with e set: a year is there twice. */
static const struct stat_row **figures_of(const struct stat_table *t, size_t g,
					  size_t *n, struct err *e)
{
	size_t from = t->starts[g], to = t->starts[g + 1];
	const struct stat_row **p = xmalloc((to - from + 1) * sizeof(*p));

	*n = 0;
	for (size_t i = from; i < to; i++)
		if (!isnan(t->rows[t->members[i]].v[COL_VALUE]))
			p[(*n)++] = &t->rows[t->members[i]];
	qsort(p, *n, sizeof(*p), compare_row);
	for (size_t i = 1; i < *n; i++) {
		if (p[i]->v[COL_YEAR] != p[i - 1]->v[COL_YEAR])
			continue;
		(void)err_set(e, ERR_USAGE,
			      "standard input: row %zu, column year: '%d': "
			      "row %zu has this year too",
			      p[i]->line, (int)p[i]->v[COL_YEAR],
			      p[i - 1]->line);
		free(p);
		return NULL;
	}
	return p;
}

static bool fit(const struct stat_row *const *newest, struct recent *r)
{
	double x[RECENT_POINTS], low[RECENT_POINTS], high[RECENT_POINTS];

	for (size_t i = 0; i < RECENT_POINTS; i++) {
		x[i] = newest[i]->v[COL_VALUE];
		low[i] = newest[i]->v[COL_LOW];
		high[i] = newest[i]->v[COL_HIGH];
	}
	return recent_fit(x, low, high, r);
}

static void put(const struct stat_row *const *p, size_t n, struct buf *out)
{
	struct recent r;

	if (n < RECENT_POINTS || !fit(p + n - RECENT_POINTS, &r)) {
		for (size_t i = 2; i < ARRAY_LEN(columns); i++)
			csv_put(out, "");
		csv_put(out, recent_marker_name(RECENT_CANNOT));
		return;
	}
	csv_put_double(out, r.slope);
	csv_put_double(out, r.chi2);
	csv_put_double(out, r.p);
	csv_put_int(out, r.same_sign);
	csv_put(out, recent_marker_name(recent_peer_marker(&r)));
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	for (size_t g = 0; g < t->groups; g++) {
		size_t n;
		const struct stat_row **p = figures_of(t, g, &n, e);

		if (!p)
			return -1;
		csv_put(out, t->rows[t->members[t->starts[g]]].id);
		put(p, n, out);
		csv_end(out);
		free(p);
	}
	return 0;
}

const struct method method_recent = {
	.name = "recent",
	.title = "trend of the five newest figures with 95 % limits "
		 "(Fingertips)",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
