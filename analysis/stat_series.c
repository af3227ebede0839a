/*
 * Yearly series for the methods of `stat`; see stat_series.h.
 */
#include "analysis/stat_series.h"

#include <math.h>

#include "analysis/trend_stats.h"

const struct stat_column stat_series_in[SERIES_COLUMNS] = {
	[SERIES_COL_ID] = {"series_id", STAT_ID, 0, 0, "a name for the series",
			   NULL},
	[SERIES_COL_YEAR] = {"year", STAT_WHOLE, -1e6, 1e6,
			     "a year such as 2014", NULL},
	[SERIES_COL_VALUE] = {"value", STAT_NUMBER, -1e300, 1e300,
			      "a number such as 12.5, or nothing", NULL},
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

static int check(const struct point *p, size_t n, struct err *e)
{
	for (size_t i = 1; i < n; i++)
		if (p[i].year == p[i - 1].year)
			return err_set(
				e, ERR_USAGE,
				"standard input: row %zu, column year: '%d': "
				"row %zu has this year too",
				p[i].line, p[i].year, p[i - 1].line);
	if (n > TREND_POINTS_MAX)
		return err_set(e, ERR_USAGE,
			       "standard input: row %zu, column series_id: "
			       "more than %d points in a series",
			       p[TREND_POINTS_MAX].line, TREND_POINTS_MAX);
	return 0;
}

static void take(struct stat_series *s, const struct point *p, size_t n)
{
	if (n > s->cap) {
		s->cap = 2 * n;
		s->years = xreallocarray(s->years, s->cap, sizeof(*s->years));
		s->values =
			xreallocarray(s->values, s->cap, sizeof(*s->values));
	}
	for (size_t i = 0; i < n; i++) {
		s->years[i] = p[i].year;
		s->values[i] = p[i].value;
	}
	s->n = n;
}

int stat_series_read(struct stat_series *s, const struct stat_table *t,
		     size_t g, struct err *e)
{
	size_t from = t->starts[g], to = t->starts[g + 1], n = 0;
	struct point *p = xmalloc((to - from) * sizeof(*p));
	int rc;

	for (size_t i = from; i < to; i++) {
		const struct stat_row *r = &t->rows[t->members[i]];

		if (!isnan(r->v[SERIES_COL_VALUE]))
			p[n++] =
				(struct point){(int)r->v[SERIES_COL_YEAR],
					       r->v[SERIES_COL_VALUE], r->line};
	}
	qsort(p, n, sizeof(*p), compare_point);
	rc = check(p, n, e);
	if (rc == 0) {
		s->id = t->rows[t->members[from]].id;
		take(s, p, n);
	}
	free(p);
	return rc;
}

void stat_series_release(struct stat_series *s)
{
	free(s->years);
	free(s->values);
	*s = (struct stat_series){0};
}
