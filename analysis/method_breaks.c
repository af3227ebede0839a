/*
 * `stat breaks`: one step in a yearly series, over all years given; see
 * break_test.h. The years are the first of the later part.
 */
#include "analysis/break_test.h"
#include "analysis/stat_series.h"

static const char *const columns[] = {
	"series_id", "n",         "found",        "year",    "before",
	"after",     "rss",       "bic_none",     "bic_one", "bic_line",
	"pettitt_k", "pettitt_p", "pettitt_year",
};

static void put_year(struct buf *out, const struct stat_series *s, size_t at)
{
	if (at > 0)
		csv_put_int(out, s->years[at]);
	else
		csv_put(out, "");
}

static void put_series(const struct stat_series *s, struct buf *out)
{
	struct break_test b;
	struct pettitt p;

	break_test_of(s->years, s->values, s->n, &b);
	pettitt_of(s->values, s->n, &p);
	csv_put(out, s->id);
	csv_put_int(out, (int64_t)s->n);
	csv_put_int(out, b.found);
	put_year(out, s, b.at);
	csv_put_double(out, b.before);
	csv_put_double(out, b.after);
	csv_put_double(out, b.rss);
	csv_put_double(out, b.bic_none);
	csv_put_double(out, b.bic_one);
	csv_put_double(out, b.bic_line);
	csv_put_double(out, p.k);
	csv_put_double(out, p.p);
	put_year(out, s, p.at);
	csv_end(out);
}

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	struct stat_series s = {0};
	int rc = -1;

	for (size_t g = 0; g < t->groups; g++) {
		if (stat_series_read(&s, t, g, e) < 0)
			goto out;
		put_series(&s, out);
	}
	rc = 0;
out:
	stat_series_release(&s);
	return rc;
}

const struct method method_breaks = {
	.name = "breaks",
	.title = "one step in a series: the best split of the mean by BIC, "
		 "Pettitt's test",
	.in = stat_series_in,
	.in_n = SERIES_COLUMNS,
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
