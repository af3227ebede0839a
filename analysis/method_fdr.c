/*
 * `stat fdr`: false discovery control within sets of p. An empty p is no
 * hypothesis: it is not counted and gets nothing back.
 */
#include "analysis/fdr.h"
#include "analysis/stat.h"

enum {
	COL_SET,
	COL_P
};

static const struct stat_column in[] = {
	[COL_SET] = {"set_id", STAT_ID, 0, 0, "a name for the set", NULL},
	[COL_P] = {"p", STAT_NUMBER, 0, 1, "a number from 0 to 1, or nothing",
		   NULL},
};

static const char *const columns[] = {"set_id", "p", "bh", "by"};

static int run(const struct stat_table *t, struct buf *out, struct err *e)
{
	double *p = xmalloc((t->n + 1) * sizeof(*p));
	double *bh = xmalloc((t->n + 1) * sizeof(*bh));
	double *by = xmalloc((t->n + 1) * sizeof(*by));
	size_t *place = xmalloc((t->n + 1) * sizeof(*place));

	(void)e;
	for (size_t i = 0; i < t->n; i++) {
		p[i] = t->rows[t->members[i]].v[COL_P];
		place[t->members[i]] = i;
	}
	for (size_t g = 0; g < t->groups; g++) {
		size_t from = t->starts[g];

		(void)fdr_adjust(p + from, t->starts[g + 1] - from, bh + from,
				 by + from);
	}
	for (size_t i = 0; i < t->n; i++) {
		csv_put(out, t->rows[i].id);
		csv_put_double(out, p[place[i]]);
		csv_put_double(out, bh[place[i]]);
		csv_put_double(out, by[place[i]]);
		csv_end(out);
	}
	free(p);
	free(bh);
	free(by);
	free(place);
	return 0;
}

const struct method method_fdr = {
	.name = "fdr",
	.title = "false discovery control: Benjamini-Hochberg and "
		 "Benjamini-Yekutieli",
	.in = in,
	.in_n = ARRAY_LEN(in),
	.out = columns,
	.out_n = ARRAY_LEN(columns),
	.run = run,
};
