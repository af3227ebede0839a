/*
 * `stat apc`: by how many percent a year a series changes. Counts of events
 * with their persons (rate, proportion) by quasi-Poisson regression, or
 * quasi-binomial for a proportion above a tenth, where the percent are of the
 * odds; figures without counts (value) by a line through their logarithms.
 */
#include <math.h>

#include "analysis/count_trend.h"
#include "analysis/stat.h"
#include "analysis/undefined.h"

enum {
	COL_SERIES,
	COL_YEAR,
	COL_KIND,
	COL_X,
	COL_N
};

enum kind {
	KIND_RATE,
	KIND_PROPORTION,
	KIND_VALUE
};

static const char *const kinds[] = {"rate", "proportion", "value", NULL};

static const struct stat_column in[] = {
	[COL_SERIES] = {"series_id", STAT_ID, 0, 0, "a name for the series",
			NULL},
	[COL_YEAR] = {"year", STAT_WHOLE, -1e6, 1e6, "a year such as 2014",
		      NULL},
	[COL_KIND] = {"kind", STAT_WORD, 0, 0, "rate, proportion or value",
		      kinds},
	[COL_X] = {"x", STAT_NUMBER, -1e300, 1e300,
		   "a number such as 12.5, or nothing", NULL},
	[COL_N] = {"n", STAT_NUMBER, 0, 1e300,
		   "a number such as 1200, or nothing", NULL},
};

static const char *const columns[] = {
	"series_id", "points", "model",      "apc",
	"low95",     "high95", "dispersion", "p",
};

struct series {
	enum kind kind;
	double *years, *x, *d;
	size_t n;
};

static int compare_row(const void *a, const void *b)
{
	const struct stat_row *const *x = a, *const *y = b;
	double s = (*x)->v[COL_YEAR], t = (*y)->v[COL_YEAR];

	if (s != t)
		return s < t ? -1 : 1;
	return ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

static int check_rows(const struct stat_row *const *r, size_t n, struct err *e)
{
	for (size_t i = 1; i < n; i++) {
		if (r[i]->v[COL_YEAR] == r[i - 1]->v[COL_YEAR])
			return err_set(e, ERR_USAGE,
				       "standard input: row %zu, column year: "
				       "'%d': row %zu has this year too",
				       r[i]->line, (int)r[i]->v[COL_YEAR],
				       r[i - 1]->line);
		if (r[i]->v[COL_KIND] != r[0]->v[COL_KIND])
			return err_set(
				e, ERR_USAGE,
				"standard input: row %zu, column kind: "
				"'%s': row %zu of the series has '%s'",
				r[i]->line, kinds[(size_t)r[i]->v[COL_KIND]],
				r[0]->line, kinds[(size_t)r[0]->v[COL_KIND]]);
	}
	return 0;
}

/* The points of group g by year: those with all that their kind needs. */
static int series_read(struct series *s, const struct stat_table *t, size_t g,
		       struct err *e)
{
	size_t from = t->starts[g], rows = t->starts[g + 1] - from;
	const struct stat_row **r = xcalloc(rows + 1, sizeof(*r));
	int rc;

	for (size_t i = 0; i < rows; i++)
		r[i] = &t->rows[t->members[from + i]];
	qsort(r, rows, sizeof(*r), compare_row);
	rc = check_rows(r, rows, e);
	*s = (struct series){.kind = (enum kind)r[0]->v[COL_KIND],
			     .years = xcalloc(rows, sizeof(*s->years)),
			     .x = xcalloc(rows, sizeof(*s->x)),
			     .d = xcalloc(rows, sizeof(*s->d))};
	for (size_t i = 0; rc == 0 && i < rows; i++) {
		if (isnan(r[i]->v[COL_X]) ||
		    (s->kind != KIND_VALUE && isnan(r[i]->v[COL_N])))
			continue;
		s->years[s->n] = r[i]->v[COL_YEAR];
		s->x[s->n] = r[i]->v[COL_X];
		s->d[s->n++] = r[i]->v[COL_N];
	}
	free(r);
	return rc;
}

static void series_release(struct series *s)
{
	free(s->years);
	free(s->x);
	free(s->d);
}

static bool is_large(const struct series *s)
{
	double events = 0.0, persons = 0.0;

	for (size_t i = 0; i < s->n; i++) {
		events += s->x[i];
		persons += s->d[i];
	}
	return events > COUNT_BINOMIAL_FROM * persons;
}

/* The model's name; NULL: none can be fitted. */
static const char *fit(const struct series *s, struct count_trend *out)
{
	if (s->kind == KIND_VALUE)
		return count_trend_loglinear(s->years, s->x, s->n, out)
			       ? "loglinear"
			       : NULL;
	if (s->kind == KIND_PROPORTION && is_large(s))
		return count_trend_fit(COUNT_BINOMIAL, s->years, s->x, s->d,
				       s->n, out)
			       ? "quasibinomial"
			       : NULL;
	return count_trend_fit(COUNT_POISSON, s->years, s->x, s->d, s->n, out)
		       ? "quasipoisson"
		       : NULL;
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	for (size_t g = 0; g < t->groups; g++) {
		struct count_trend c = {.apc = UNDEFINED,
					.apc_low = UNDEFINED,
					.apc_high = UNDEFINED,
					.dispersion = UNDEFINED,
					.p = UNDEFINED};
		struct series s;
		int rc = series_read(&s, t, g, e);

		if (rc == 0) {
			const char *model = fit(&s, &c);

			csv_put(out, t->rows[t->members[t->starts[g]]].id);
			csv_put_int(out, (int64_t)s.n);
			csv_put(out, model ? model : "");
			csv_put_double(out, c.apc);
			csv_put_double(out, c.apc_low);
			csv_put_double(out, c.apc_high);
			csv_put_double(out, c.dispersion);
			csv_put_double(out, c.p);
			csv_end(out);
		}
		series_release(&s);
		if (rc < 0)
			return -1;
	}
	return 0;
}

const struct method method_apc = {
	.name = "apc",
	.title = "annual percent change: quasi-Poisson, quasi-binomial, "
		 "log-linear",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
