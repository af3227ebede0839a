/*
 * `stat trend`: Mann-Kendall, Theil-Sen and the adjustment for persistence of
 * yearly series, over all years given. Years may be missing.
 */
#include "analysis/stat_series.h"
#include "analysis/trend_stats.h"

static const char *const columns[] = {
	"series_id", "n",         "s",     "var_s",  "tau_b", "z", "p_exact",
	"slope",     "intercept", "low95", "high95", "r1",    "f", "p_adj",
};

enum {
	COLUMNS_ALWAYS = 2,
	POINTS_MIN = 3
};

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

static void put_series(const struct stat_series *s, struct mk_cache *cache,
		       struct buf *out)
{
	struct trend_stats st;

	csv_put(out, s->id);
	csv_put_int(out, (int64_t)s->n);
	if (s->n >= POINTS_MIN) {
		trend_stats(s->years, s->values, s->n, 1, cache, &st);
		put_stats(out, &st);
	} else {
		for (size_t i = COLUMNS_ALWAYS; i < ARRAY_LEN(columns); i++)
			csv_put(out, "");
	}
	csv_end(out);
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	struct mk_cache *cache = mk_cache_new();
	struct stat_series s = {0};
	int rc = -1;

	for (size_t g = 0; g < t->groups; g++) {
		if (stat_series_read(&s, t, g, e) < 0)
			goto out;
		put_series(&s, cache, out);
	}
	rc = 0;
out:
	stat_series_release(&s);
	mk_cache_free(cache);
	return rc;
}

const struct method method_trend = {
	.name = "trend",
	.title = "Mann-Kendall test (exact p), Theil-Sen slope, persistence",
	.in = stat_series_in,
	.in_n = SERIES_COLUMNS,
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
