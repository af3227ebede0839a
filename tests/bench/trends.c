#include "tests/bench/trends.h"

#include <pthread.h>

#include "analysis/trend.h"
#include "lib/db.h"
#include "lib/num.h"
#include "tests/bench/yardstick.h"

enum {
	THREADS_MAX = 8
};

struct one {
	size_t from, n;
};

struct series_set {
	int *years;
	double *values;
	size_t figures, figures_cap;
	struct one *list;
	size_t n, cap;
};

static void check(int rc, const struct err *e)
{
	if (rc < 0)
		die("%s", e->msg);
}

static void add(struct series_set *s, int year, double value)
{
	if (s->figures == s->figures_cap) {
		s->figures_cap = s->figures_cap ? 2 * s->figures_cap : 1 << 20;
		s->years = xreallocarray(s->years, s->figures_cap,
					 sizeof(*s->years));
		s->values = xreallocarray(s->values, s->figures_cap,
					  sizeof(*s->values));
	}
	s->years[s->figures] = year;
	s->values[s->figures++] = value;
	s->list[s->n - 1].n++;
}

static void open_series(struct series_set *s)
{
	if (s->n == s->cap) {
		s->cap = s->cap ? 2 * s->cap : 1 << 16;
		s->list = xreallocarray(s->list, s->cap, sizeof(*s->list));
	}
	s->list[s->n++] = (struct one){.from = s->figures};
}

struct series_set *series_set_read(const char *store)
{
	struct series_set *s = xcalloc(1, sizeof(*s));
	int64_t key[3] = {-1, -1, -1};
	struct db *db = NULL;
	struct stmt *q = NULL;
	struct err e = {0};
	int got;

	check(db_open(&db, store, DB_READ, &e), &e);
	check(stmt_new(&q, db,
		       "SELECT indicator, area, sex, year, value"
		       "  FROM observation"
		       "  ORDER BY indicator, area, sex, year",
		       &e),
	      &e);
	while ((got = stmt_step(q, &e)) > 0) {
		int64_t now[3] = {stmt_col_int(q, 0), stmt_col_int(q, 1),
				  stmt_col_int(q, 2)};

		if (memcmp(now, key, sizeof(key)) != 0)
			open_series(s);
		memcpy(key, now, sizeof(key));
		add(s, (int)stmt_col_int(q, 3), stmt_col_double(q, 4));
	}
	check(got, &e);
	stmt_free(q);
	db_close(db);
	return s;
}

void series_set_free(struct series_set *s)
{
	free(s->years);
	free(s->values);
	free(s->list);
	free(s);
}

size_t series_set_n(const struct series_set *s)
{
	return s->n;
}

struct share {
	const struct series_set *set;
	size_t from, to;
	pthread_t thread;
};

static void *work(void *ctx)
{
	struct share *w = ctx;
	struct mk_cache *cache = mk_cache_new();
	struct trend_indicator rules = {.span = 1, .decimals = 1};
	struct trend out;

	for (size_t i = w->from; i < w->to; i++) {
		const struct one *o = &w->set->list[i];
		struct trend_series series = {w->set->years + o->from,
					      w->set->values + o->from, o->n,
					      NULL, 0};

		rules.newest_year = series.years[series.n - 1];
		rules.run_year = rules.newest_year;
		trend_assess(&rules, &series, cache, &out);
	}
	mk_cache_free(cache);
	return NULL;
}

double series_set_trends(const struct series_set *s, size_t threads)
{
	struct share shares[THREADS_MAX];
	double start = seconds_now();
	size_t i;

	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	for (i = 0; i < threads; i++) {
		shares[i] = (struct share){.set = s,
					   .from = s->n * i / threads,
					   .to = s->n * (i + 1) / threads};
		if (pthread_create(&shares[i].thread, NULL, work, &shares[i]))
			die("no thread can be made");
	}
	for (i = 0; i < threads; i++)
		(void)pthread_join(shares[i].thread, NULL);
	return seconds_now() - start;
}

void series_set_csv(const struct series_set *s, size_t n, size_t least,
		    FILE *out)
{
	char text[NUM_TEXT];

	fputs("series_id,year,value\n", out);
	for (size_t i = 0; i < s->n && n > 0; i++) {
		const struct one *o = &s->list[i];

		if (o->n < least)
			continue;
		for (size_t k = o->from; k < o->from + o->n; k++)
			fprintf(out, "%zu,%d,%s\n", i, s->years[k],
				num_text(text, s->values[k]));
		n--;
	}
}
