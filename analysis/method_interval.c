/*
 * `stat interval`: the interval of a proportion (x of n), a count (x) or a rate
 * (x in a population of n, per one of it). The level is a fraction such as
 * 0.95, or in percent such as 99.8.
 */
#include <math.h>

#include "analysis/interval.h"
#include "analysis/stat.h"
#include "analysis/undefined.h"

enum {
	COL_CASE,
	COL_KIND,
	COL_X,
	COL_N,
	COL_LEVEL
};

enum {
	KIND_PROPORTION,
	KIND_COUNT
};

static const char *const kinds[] = {
	[KIND_PROPORTION] = "proportion", [KIND_COUNT] = "count", NULL};

static const struct stat_column in[] = {
	[COL_CASE] = {"case_id", STAT_ID, 0, 0, "a name for the case", NULL},
	[COL_KIND] = {"kind", STAT_WORD, 0, 0, "proportion or count", kinds},
	[COL_X] = {"x", STAT_NUMBER, 0, 1e300, "cases, or nothing", NULL},
	[COL_N] = {"n", STAT_NUMBER, 0, 1e300,
		   "of how many, or nothing for a count alone", NULL},
	[COL_LEVEL] = {"level", STAT_NUMBER, 0, 100,
		       "a level such as 0.95 or 95", NULL},
};

static const char *const columns[] = {"case_id", "low", "high", "method"};

static struct interval interval_of(const double *v, double level,
				   enum interval_method *method)
{
	struct interval i;

	if (v[COL_KIND] == KIND_PROPORTION) {
		*method = INTERVAL_WILSON;
		i = interval_proportion(v[COL_X], v[COL_N], level);
	} else {
		*method = interval_count_method(v[COL_X]);
		i = interval_count(v[COL_X], level);
		if (v[COL_N] > 0)
			i = interval_scaled(i, 1 / v[COL_N]);
		else if (!isnan(v[COL_N]))
			i.low = i.high = UNDEFINED;
	}
	if (!interval_known(i))
		*method = INTERVAL_NONE;
	return i;
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct stat_row *r = &t->rows[i];
		double level = r->v[COL_LEVEL];
		enum interval_method method;
		struct interval ci;

		level = level > 1 ? level / 100 : level;
		if (!(level > 0 && level < 1))
			return err_set(e, ERR_USAGE,
				       "standard input: row %zu, column level: "
				       "a level such as 0.95 or 95 is expected",
				       r->line);
		ci = interval_of(r->v, level, &method);
		csv_put(out, r->id);
		csv_put_double(out, ci.low);
		csv_put_double(out, ci.high);
		csv_put(out, interval_method_name(method));
		csv_end(out);
	}
	return 0;
}

const struct method method_interval = {
	.name = "interval",
	.title = "interval of a proportion (Wilson) or a count (exact, Byar)",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
