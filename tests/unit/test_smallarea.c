/*
 * With ORACLES=DIR, a folder of expected figures of other programs (smallarea/,
 * basic/, comparison/): ranks, groups by rank, and the priors that `stat` does
 * not show, over the whole files.
 */
#include "tests/support/test.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/quantile.h"
#include "analysis/rank.h"
#include "analysis/shrink.h"
#include "analysis/undefined.h"
#include "lib/csv.h"
#include "lib/num.h"

enum {
	ROWS = 1000,
	COLUMNS = 8
};

#define CLOSE     1e-9
#define ITERATIVE 1e-6

struct table { /* numbers; NAN: an empty cell, or a word */
	double v[ROWS][COLUMNS];
	char word[ROWS][16]; /* of the first column */
	size_t n;
};

static int take(void *ctx, const struct csv_row *row, struct err *e)
{
	struct table *t = ctx;

	(void)e;
	assert_true(t->n < ROWS);
	(void)snprintf(t->word[t->n], sizeof(t->word[0]), "%s", row->cells[0]);
	for (size_t i = 0; i < row->spec->n; i++) {
		size_t len = strlen(row->cells[i]);

		if (!num_double(row->cells[i], len, &t->v[t->n][i]))
			t->v[t->n][i] = UNDEFINED;
	}
	t->n++;
	return 0;
}

/* The columns that are named ("a b c"), the rows in their order; the caller's
 * to free(). Skips the test where there is no folder. */
static struct table *table_read(const char *file, const char *names)
{
	const char *dir = getenv("ORACLES");
	struct csv_column columns[COLUMNS];
	struct csv_spec spec = {file, columns, 0, true};
	struct table *t;
	struct err e = {0};
	char *path, *list, *at;

	if (!dir)
		skip();
	t = xcalloc(1, sizeof(*t));
	list = xstrdup(names);
	path = xasprintf("%s/%s", dir, file);
	at = list;
	while (at) {
		char *end = strchr(at, ' ');

		if (end)
			*end++ = '\0';
		columns[spec.n++] = (struct csv_column){at, true};
		at = end;
	}
	assert_ok(csv_read_file(path, &spec, take, t, &e));
	free(path);
	free(list);
	return t;
}

/* The end of the rows that have the same word as `from`. */
static size_t set_end(const struct table *t, size_t from)
{
	size_t end = from + 1;

	while (end < t->n && strcmp(t->word[end], t->word[from]) == 0)
		end++;
	return end;
}

static void ranks(void **state)
{
	struct table *t =
		table_read("basic/ranks.csv", "set_id value rank_min robust_z");
	double *x = xcalloc(ROWS, sizeof(*x));
	double *work = xcalloc(ROWS, sizeof(*work));
	size_t *rank = xcalloc(ROWS, sizeof(*rank));

	(void)state;
	for (size_t from = 0, end; from < t->n; from = end) {
		struct robust r;

		end = set_end(t, from);
		for (size_t i = from; i < end; i++)
			work[i - from] = x[i - from] = t->v[i][1];
		r = robust_of(work, end - from);
		(void)rank_all(x, end - from, RANK_LOWEST, rank);
		for (size_t i = from; i < end; i++) {
			assert_near((double)rank[i - from], t->v[i][2], 0);
			assert_near(robust_z(&r, t->v[i][1]), t->v[i][3],
				    CLOSE);
		}
	}
	free(x);
	free(work);
	free(rank);
	free(t);
}

static void groups(void **state)
{
	const struct {
		const char *name;
		unsigned groups;
	} c[] = {{"Quartile", 4}, {"Septile", 7}, {"Decile", 10}};
	struct table *t =
		table_read("comparison/phe_quantiles.csv",
			   "QuantileNm RankinGrp RowsInGrp QuantileInGrp");
	size_t seen = 0;

	(void)state;
	for (size_t i = 0; i < t->n; i++) {
		unsigned n = 0;

		for (size_t k = 0; k < ARRAY_LEN(c); k++)
			if (strcmp(c[k].name, t->word[i]) == 0)
				n = c[k].groups;
		if (n == 0 || isnan(t->v[i][1]))
			continue;
		assert_int_equal(
			rank_group((size_t)t->v[i][1], (size_t)t->v[i][2], n),
			isnan(t->v[i][3]) ? 0 : (int)t->v[i][3]);
		seen++;
	}
	assert_true(seen > 500);
	free(t);
}

static void check_part(const struct shrink_parts *prior, const double *row)
{
	struct posterior p = shrink_part_posterior(prior, row[1], row[2]);

	assert_near(shrink_part(prior, row[1], row[2]), row[3], ITERATIVE);
	assert_near(dist_beta_quantile(0.025, p.a, p.b), row[4], ITERATIVE);
	assert_near(dist_beta_quantile(0.975, p.a, p.b), row[5], ITERATIVE);
}

static void proportions(void **state)
{
	struct table *t = table_read("smallarea/eb_betabinomial.csv",
				     "set_id x n post_mean post_lo95 "
				     "post_up95");
	struct table *want = table_read("smallarea/eb_betabinomial_params.csv",
					"set_id mu rho alpha beta loglik");
	double *x = xcalloc(ROWS, sizeof(*x)), *n = xcalloc(ROWS, sizeof(*n));
	size_t set = 0;

	(void)state;
	for (size_t from = 0, end; from < t->n; from = end, set++) {
		struct shrink_parts prior;

		end = set_end(t, from);
		for (size_t i = from; i < end; i++) {
			x[i - from] = t->v[i][1];
			n[i - from] = t->v[i][2];
		}
		shrink_parts(x, n, end - from, &prior);
		assert_string_equal(want->word[set], t->word[from]);
		assert_near(prior.mean, want->v[set][1], ITERATIVE);
		assert_near(prior.rho, want->v[set][2], ITERATIVE);
		assert_near(prior.a, want->v[set][3], ITERATIVE);
		assert_near(prior.b, want->v[set][4], ITERATIVE);
		assert_near(prior.loglik, want->v[set][5], CLOSE);
		for (size_t i = from; i < end; i++)
			check_part(&prior, t->v[i]);
	}
	assert_int_equal(set, want->n);
	free(x);
	free(n);
	free(t);
	free(want);
}

/* The files have other methods too, which are not ours. */
static void keep_dersimonian_laird(struct table *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		if (strcmp(t->word[i], "DL") != 0)
			continue;
		memmove(t->v[n++], t->v[i], sizeof(t->v[0]));
	}
	t->n = n;
}

static void values(void **state)
{
	struct table *t = table_read("smallarea/eb_normal_blup.csv",
				     "method area y v blup blup_se");
	struct table *want = table_read("smallarea/eb_normal_params.csv",
					"method k mu mu_se tau2 Q");
	double *y = xcalloc(ROWS, sizeof(*y)), *v = xcalloc(ROWS, sizeof(*v));
	size_t from = 0;

	(void)state;
	keep_dersimonian_laird(t);
	keep_dersimonian_laird(want);
	for (size_t set = 0; set < want->n; set++) {
		size_t k = (size_t)want->v[set][1];
		struct shrink_values prior;

		assert_true(from + k <= t->n);
		for (size_t i = 0; i < k; i++) {
			y[i] = t->v[from + i][2];
			v[i] = t->v[from + i][3];
		}
		shrink_values(y, v, k, &prior);
		assert_near(prior.mean, want->v[set][2], CLOSE);
		assert_near(prior.mean_se, want->v[set][3], CLOSE);
		assert_near(prior.tau2, want->v[set][4], CLOSE);
		assert_near(prior.q, want->v[set][5], CLOSE);
		for (size_t i = 0; i < k; i++, from++) {
			struct posterior p = shrink_value(&prior, y[i], v[i]);

			assert_near(p.a, t->v[from][4], CLOSE);
			assert_near(p.b, t->v[from][5], CLOSE);
		}
	}
	assert_int_equal(from, t->n);
	free(y);
	free(v);
	free(t);
	free(want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranks),
		cmocka_unit_test(groups),
		cmocka_unit_test(proportions),
		cmocka_unit_test(values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
