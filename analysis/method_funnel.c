/*
 * `stat funnel`: which areas of a set lie outside what their size explains. All
 * rows of a set are of one kind: proportion (persons of persons), rate (events
 * of a population) or ratio (events of those expected; the target is 1); count
 * is another word for rate. z is not adjusted; limits are of numerator /
 * denominator and widened where the areas are overdispersed.
 */
#include <math.h>

#include "analysis/funnel.h"
#include "analysis/stat.h"

enum {
	COL_SET,
	COL_AREA,
	COL_NUMERATOR,
	COL_DENOMINATOR,
	COL_KIND
};

static const char *const kinds[] = {
	[FUNNEL_PROPORTION] = "proportion",
	[FUNNEL_RATE] = "rate",
	[FUNNEL_RATIO] = "ratio",
	"count",
	NULL,
};

static const struct stat_column in[] = {
	[COL_SET] = {"set_id", STAT_ID, 0, 0, "a name for the set", NULL},
	[COL_AREA] = {"area_id", STAT_NAME, 0, 0, "a name for the area", NULL},
	[COL_NUMERATOR] = {"numerator", STAT_NUMBER, 0, 1e300,
			   "cases, or nothing", NULL},
	[COL_DENOMINATOR] = {"denominator", STAT_NUMBER, 0, 1e300,
			     "of how many, or nothing", NULL},
	[COL_KIND] = {"kind", STAT_WORD, 0, 0,
		      "proportion, rate, ratio or count", kinds},
};

static const char *const columns[] = {
	"set_id", "area_id", "z",   "low95", "high95",
	"low998", "high998", "phi", "tau2",
};

static enum funnel_kind kind_of(const struct stat_row *r)
{
	size_t k = (size_t)r->v[COL_KIND];

	return k <= FUNNEL_RATIO ? (enum funnel_kind)k : FUNNEL_RATE;
}

static void put(const struct stat_row *r, const struct funnel *f,
		struct buf *out)
{
	double d = r->v[COL_DENOMINATOR];
	struct interval ci95 = funnel_limits(f, d, 0.95);
	struct interval ci998 = funnel_limits(f, d, 0.998);

	csv_put(out, r->id);
	csv_put(out, r->name);
	csv_put_double(out, funnel_z(f, r->v[COL_NUMERATOR], d));
	csv_put_double(out, ci95.low);
	csv_put_double(out, ci95.high);
	csv_put_double(out, ci998.low);
	csv_put_double(out, ci998.high);
	csv_put_double(out, f->phi);
	csv_put_double(out, f->tau2);
	csv_end(out);
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	double *a = xmalloc((t->n + 1) * sizeof(*a));
	double *d = xmalloc((t->n + 1) * sizeof(*d));
	int rc = -1;

	for (size_t g = 0; g < t->groups; g++) {
		size_t from = t->starts[g], to = t->starts[g + 1];
		const struct stat_row *first = &t->rows[t->members[from]];
		struct funnel f;

		for (size_t i = from; i < to; i++) {
			const struct stat_row *r = &t->rows[t->members[i]];

			a[i] = r->v[COL_NUMERATOR];
			d[i] = r->v[COL_DENOMINATOR];
			if (kind_of(r) == kind_of(first))
				continue;
			(void)err_set(e, ERR_USAGE,
				      "standard input: row %zu, column kind: "
				      "row %zu of this set is of another kind",
				      r->line, first->line);
			goto out;
		}
		funnel_fit(kind_of(first), a + from, d + from, to - from, &f);
		for (size_t i = from; i < to; i++)
			put(&t->rows[t->members[i]], &f, out);
	}
	rc = 0;
out:
	free(a);
	free(d);
	return rc;
}

const struct method method_funnel = {
	.name = "funnel",
	.title = "funnel limits with overdispersion (Spiegelhalter)",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
