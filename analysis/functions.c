/*
 * SQL aggregates over the pure functions; see functions.h. SQLite keeps a
 * struct sample for each group while its rows are stepped through, and hands it
 * to the final function once, also after an error: that is where its memory is
 * freed.
 */
#include "analysis/functions.h"

#include <math.h>

#include "analysis/grown.h"
#include "analysis/inequality.h"
#include "analysis/mann_kendall.h"
#include "analysis/quantile.h"
#include "analysis/theil_sen.h"
#include "analysis/trend_stats.h"
#include "analysis/undefined.h"

enum {
	VALUES_MAX = 1 << 24, /* in one group: 256 MB of pairs */
	YEAR_MAX = 1000000,
	SERIES_MIN = 3 /* two points are no tendency */
};

struct pair {
	double a, b; /* the arguments; b is 1 where there is one only */
};

struct sample { /* zeroed by SQLite */
	struct pair *list;
	size_t n, cap;
	double part; /* percentile: 0 to 1 */
	bool has_part, failed;
};

enum second {
	SECOND_NONE,
	SECOND_PART,   /* from 0 to 100, the same in all rows */
	SECOND_WEIGHT, /* 0 or more */
	SECOND_VALUE,  /* the first is a year */
};

struct use;

struct aggregate {
	const char *name;
	int args;
	enum second second;
	bool whole; /* the result is a whole number */
	/* NAN: NULL. s->n > 0, years ascending and distinct. */
	double (*result)(struct use *u, const struct sample *s);
};

/* An aggregate on a connection: its user data. */
struct use {
	const struct aggregate *what;
	struct mk_cache *cache; /* made when it is needed */
};

/* --- arguments ------------------------------------------------------------ */

static void fail(sqlite3_context *c, struct sample *s, const struct err *why)
{
	sqlite3_result_error(c, why->msg, -1);
	s->failed = true;
}

static void fail_value(sqlite3_context *c, struct sample *s,
		       const char *expected, sqlite3_value *got)
{
	const struct use *u = sqlite3_user_data(c);
	const unsigned char *text = sqlite3_value_text(got);
	struct err e = {0}; /* cleans the text */

	(void)err_set(&e, ERR_DB, "%s: '%.40s': %s is expected", u->what->name,
		      text ? (const char *)text : "", expected);
	fail(c, s, &e);
}

static void fail_many(sqlite3_context *c, struct sample *s)
{
	const struct use *u = sqlite3_user_data(c);
	struct err e = {0};

	(void)err_set(&e, ERR_DB, "%s: more than %zu values in one group",
		      u->what->name, s->n);
	fail(c, s, &e);
}

/* false: no finite number, and the query fails. */
static bool take_number(sqlite3_context *c, struct sample *s, sqlite3_value *v,
			double lo, double hi, const char *expected, double *out)
{
	int type = sqlite3_value_numeric_type(v);
	double number = sqlite3_value_double(v);

	if ((type == SQLITE_INTEGER || type == SQLITE_FLOAT) &&
	    isfinite(number) && number >= lo && number <= hi) {
		*out = number;
		return true;
	}
	fail_value(c, s, expected, v);
	return false;
}

/* Also where the row's value is NULL, as in SQLite's own extension. */
static bool take_part(sqlite3_context *c, struct sample *s, sqlite3_value *v)
{
	double part;

	if (!take_number(c, s, v, 0, 100, "a number from 0 to 100", &part))
		return false;
	if (s->has_part && part / 100 != s->part) {
		fail_value(c, s, "the same share in all rows", v);
		return false;
	}
	s->has_part = true;
	s->part = part / 100;
	return true;
}

static bool take_year(sqlite3_context *c, struct sample *s, sqlite3_value *v,
		      double *out)
{
	const char *expected = "a year such as 2014";

	if (!take_number(c, s, v, -YEAR_MAX, YEAR_MAX, expected, out))
		return false;
	if (floor(*out) == *out)
		return true;
	fail_value(c, s, expected, v);
	return false;
}

static bool take_pair(sqlite3_context *c, struct sample *s,
		      const struct aggregate *what, sqlite3_value **v,
		      struct pair *out)
{
	const double hi = 1e300;

	out->b = 1.0;
	switch (what->second) {
	case SECOND_NONE:
	case SECOND_PART:
		break;
	case SECOND_WEIGHT:
		if (what->args > 1 &&
		    !take_number(c, s, v[1], 0, hi, "a weight of 0 or more",
				 &out->b))
			return false;
		break;
	case SECOND_VALUE:
		return take_year(c, s, v[0], &out->a) &&
		       take_number(c, s, v[1], -hi, hi, "a number", &out->b);
	}
	return take_number(c, s, v[0], -hi, hi, "a number", &out->a);
}

static void step(sqlite3_context *c, int n, sqlite3_value **v)
{
	const struct use *u = sqlite3_user_data(c);
	struct sample *s = sqlite3_aggregate_context(c, (int)sizeof(*s));
	size_t max =
		u->what->second == SECOND_VALUE ? TREND_POINTS_MAX : VALUES_MAX;
	struct pair p;

	if (!s) {
		sqlite3_result_error_nomem(c);
		return;
	}
	if (u->what->second == SECOND_PART && !take_part(c, s, v[1]))
		return;
	for (int i = 0; i < n; i++)
		if (sqlite3_value_type(v[i]) == SQLITE_NULL)
			return;
	if (!take_pair(c, s, u->what, v, &p))
		return;
	if (s->n == max) {
		fail_many(c, s);
		return;
	}
	s->list = grown(s->list, s->n, &s->cap, sizeof(*s->list));
	s->list[s->n++] = p;
}

/* --- results -------------------------------------------------------------- */

/* The arguments as arrays; each the caller's to free(). */
static double *firsts(const struct sample *s)
{
	double *x = xmalloc(s->n * sizeof(*x));

	for (size_t i = 0; i < s->n; i++)
		x[i] = s->list[i].a;
	return x;
}

static double *seconds(const struct sample *s)
{
	double *x = xmalloc(s->n * sizeof(*x));

	for (size_t i = 0; i < s->n; i++)
		x[i] = s->list[i].b;
	return x;
}

static double quantile_at(const struct sample *s, double part)
{
	double *x = firsts(s), q = quantile(x, s->n, part);

	free(x);
	return q;
}

static double result_median(struct use *u, const struct sample *s)
{
	(void)u;
	return quantile_at(s, 0.5);
}

static double result_percentile(struct use *u, const struct sample *s)
{
	(void)u;
	return quantile_at(s, s->part);
}

static struct inequality measures(const struct sample *s)
{
	double *x = firsts(s), *w = seconds(s);
	struct inequality q;

	inequality_of(x, w, s->n, &q);
	free(x);
	free(w);
	return q;
}

static double result_stddev(struct use *u, const struct sample *s)
{
	double n = (double)s->n;

	(void)u;
	return s->n < 2 ? UNDEFINED : measures(s).sd * sqrt(n / (n - 1.0));
}

static double result_weighted_mean(struct use *u, const struct sample *s)
{
	(void)u;
	return measures(s).mean;
}

static double result_weighted_sd(struct use *u, const struct sample *s)
{
	(void)u;
	return measures(s).sd;
}

static double result_gini(struct use *u, const struct sample *s)
{
	(void)u;
	return measures(s).gini;
}

static double result_theil_sen(struct use *u, const struct sample *s)
{
	double *x = seconds(s), *slopes, slope;
	int *t = xmalloc(s->n * sizeof(*t));

	(void)u;
	for (size_t i = 0; i < s->n; i++)
		t[i] = (int)s->list[i].a;
	slopes = xmalloc((sen_pairs(s->n) + 1) * sizeof(*slopes));
	sen_slopes(t, x, s->n, slopes);
	slope = sen_slope(slopes, x, s->n);
	free(slopes);
	free(x);
	free(t);
	return s->n < SERIES_MIN ? UNDEFINED : slope;
}

static struct mk test(struct use *u, const struct sample *s)
{
	double *x = seconds(s);
	struct mk mk;

	if (!u->cache)
		u->cache = mk_cache_new();
	mk_test(x, s->n, u->cache, &mk);
	free(x);
	return mk;
}

static double result_mann_kendall_s(struct use *u, const struct sample *s)
{
	return s->n < SERIES_MIN ? UNDEFINED : (double)test(u, s).s;
}

static double result_mann_kendall_p(struct use *u, const struct sample *s)
{
	return s->n < SERIES_MIN ? UNDEFINED : test(u, s).p;
}

static int compare_year(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return (x->a > y->a) - (x->a < y->a);
}

/* false: a year is there twice, and the query fails. */
static bool order_years(sqlite3_context *c, const struct use *u,
			struct sample *s)
{
	struct err e = {0};

	qsort(s->list, s->n, sizeof(*s->list), compare_year);
	for (size_t i = 1; i < s->n; i++) {
		if (s->list[i].a > s->list[i - 1].a)
			continue;
		(void)err_set(&e, ERR_DB,
			      "%s: two values for the year %d: a series is "
			      "expected, such as one area's and sex's",
			      u->what->name, (int)s->list[i].a);
		sqlite3_result_error(c, e.msg, -1);
		return false;
	}
	return true;
}

static void give(sqlite3_context *c, struct use *u, struct sample *s)
{
	double v;

	if (u->what->second == SECOND_VALUE && !order_years(c, u, s))
		return;
	v = u->what->result(u, s);
	if (!isfinite(v))
		sqlite3_result_null(c);
	else if (u->what->whole)
		sqlite3_result_int64(c, (int64_t)v);
	else
		sqlite3_result_double(c, v);
}

static void finish(sqlite3_context *c)
{
	/* 0: no row came, and there is no sample */
	struct sample *s = sqlite3_aggregate_context(c, 0);

	if (!s)
		return;
	if (s->n > 0 && !s->failed)
		give(c, sqlite3_user_data(c), s);
	free(s->list);
}

/* --- registering ---------------------------------------------------------- */

static const struct aggregate aggregates[] = {
	{"median", 1, SECOND_NONE, false, result_median},
	{"percentile", 2, SECOND_PART, false, result_percentile},
	{"stddev", 1, SECOND_NONE, false, result_stddev},
	{"weighted_mean", 2, SECOND_WEIGHT, false, result_weighted_mean},
	{"weighted_sd", 2, SECOND_WEIGHT, false, result_weighted_sd},
	{"gini", 1, SECOND_WEIGHT, false, result_gini},
	{"gini", 2, SECOND_WEIGHT, false, result_gini},
	{"theil_sen", 2, SECOND_VALUE, false, result_theil_sen},
	{"mann_kendall_s", 2, SECOND_VALUE, true, result_mann_kendall_s},
	{"mann_kendall_p", 2, SECOND_VALUE, false, result_mann_kendall_p},
};

static void use_free(void *p)
{
	struct use *u = p;

	mk_cache_free(u->cache);
	free(u);
}

int functions_register(struct db *db, struct err *e)
{
	const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

	for (size_t i = 0; i < ARRAY_LEN(aggregates); i++) {
		const struct aggregate *a = &aggregates[i];
		struct use *u = xcalloc(1, sizeof(*u));

		u->what = a;
		/* frees u, at once where it fails */
		if (sqlite3_create_function_v2(db_handle(db), a->name, a->args,
					       flags, u, NULL, step, finish,
					       use_free) != SQLITE_OK)
			return err_set(e, ERR_DB, "%s: %s: %s", db_path(db),
				       a->name, sqlite3_errmsg(db_handle(db)));
	}
	return 0;
}
