/*
 * All 645 yearly series of the M3 competition, and all series that R was asked
 * about, where ORACLES=DIR names the folder that holds them: what the forecasts
 * and their intervals are worth.
 */
#include "tests/support/test.h"

#include <math.h>

#include "analysis/conformal.h"
#include "lib/csv.h"
#include "lib/num.h"

enum {
	SERIES_MAX = 700,
	POINTS_MAX = 50,
	CAME = 6
};

struct series {
	char id[16];
	size_t n, came_n;
	double x[POINTS_MAX], came[CAME];
};

struct set {
	struct series list[SERIES_MAX];
	size_t n;
};

static int years[POINTS_MAX]; /* 1, 2, 3 ... */

static struct series *series_of(struct set *set, const char *id)
{
	struct series *s;

	for (size_t i = set->n; i > 0; i--)
		if (strcmp(set->list[i - 1].id, id) == 0)
			return &set->list[i - 1];
	assert_true(set->n < SERIES_MAX);
	s = &set->list[set->n++];
	(void)snprintf(s->id, sizeof(s->id), "%s", id);
	return s;
}

static double number(const char *cell)
{
	double v = (double)NAN;

	(void)num_double(cell, strlen(cell), &v);
	return v;
}

/* series_id, t, value, part; rows stand in the order of t. */
static int visit_point(void *ctx, const struct csv_row *row, struct err *e)
{
	struct series *s = series_of(ctx, row->cells[0]);
	bool came = strcmp(row->cells[3], "test") == 0;

	(void)e;
	assert_true(came ? s->came_n < CAME : s->n < POINTS_MAX);
	if (came)
		s->came[s->came_n++] = number(row->cells[2]);
	else
		s->x[s->n++] = number(row->cells[2]);
	return 0;
}

static void read_file(const char *name, const struct csv_column *columns,
		      size_t n, csv_visit *visit, void *ctx)
{
	char *path = xasprintf("%s/forecast/%s", getenv("ORACLES"), name);
	const struct csv_spec spec = {path, columns, n, true};
	struct err e = {0};

	assert_ok(csv_read_file(path, &spec, visit, ctx, &e));
	free(path);
}

static void read_set(const char *name, struct set *set)
{
	static const struct csv_column columns[] = {{"series_id", true},
						    {"t", true},
						    {"value", true},
						    {"part", false}};

	read_file(name, columns, ARRAY_LEN(columns), visit_point, set);
	for (size_t i = 0; i < POINTS_MAX; i++)
		years[i] = (int)i + 1;
}

/* The newest `last` values, or all for 0. */
static const double *newest(const struct series *s, size_t last, size_t *n)
{
	*n = last > 0 && last < s->n ? last : s->n;
	return s->x + (s->n - *n);
}

/* --- accuracy ------------------------------------------------------------- */

struct accuracy {
	double smape, mase;
};

static struct accuracy accuracy_of(const struct set *set, size_t last,
				   enum forecast_method m)
{
	struct accuracy a = {0};

	for (size_t i = 0; i < set->n; i++) {
		const struct series *s = &set->list[i];
		struct forecast f;
		size_t n;
		const double *x = newest(s, last, &n);

		forecast_fit(years, x, n, &f);
		for (int h = 1; h <= CAME; h++) {
			double v = forecast_at(&f, m, h), y = s->came[h - 1];
			double e = fabs(y - v);

			a.smape += 200.0 * e / (fabs(y) + fabs(v));
			a.mase += e / backtest_scale(years, x, n);
		}
	}
	a.smape /= (double)(CAME * set->n);
	a.mase /= (double)(CAME * set->n);
	return a;
}

/* R forecast 8.20 over the same series; 0.1 and 0.02 are what another way of
 * searching the weights may lose. Eight points are too few for R's own. */
static void test_accuracy(void **state)
{
	static const struct {
		size_t last;
		enum forecast_method m;
		double smape, mase;
	} c[] = {
		{0, FORECAST_LAST, 17.8799, 3.1717},
		{0, FORECAST_MEAN3, 16.5398, 2.7598},
		{0, FORECAST_MEDIAN4, 16.1732, 2.6632},
		{10, FORECAST_LAST, 17.8799, 2.8606},
		{10, FORECAST_MEAN3, 17.3241, 2.4488},
		{8, FORECAST_MEAN3, 17.7915, 2.6074},
		{6, FORECAST_MEAN3, 17.9711, 2.6123},
	};
	struct set *set;

	(void)state;
	if (!getenv("ORACLES"))
		skip();
	set = xcalloc(1, sizeof(*set));
	read_set("m3_yearly.csv", set);
	assert_int_equal(set->n, 645);
	for (size_t i = 0; i < ARRAY_LEN(c); i++) {
		struct accuracy a = accuracy_of(set, c[i].last, c[i].m);

		if (a.smape > c[i].smape + 0.1 || a.mase > c[i].mase + 0.02 ||
		    a.smape < c[i].smape - 0.3 || a.mase < c[i].mase - 0.06)
			fail_msg("%s, last %zu: %.4f/%.4f, R %.4f/%.4f",
				 forecast_method_name(c[i].m), c[i].last,
				 a.smape, a.mase, c[i].smape, c[i].mase);
	}
	free(set);
}

/* --- intervals ------------------------------------------------------------ */

/* From the errors in the known parts alone, over the parts that came: the
 * intervals hold a little more than they promise. */
static void check_coverage(const struct set *set, size_t last,
			   enum forecast_method m, double p, double lo,
			   double hi)
{
	const struct forecast_bounds any = {-1e300, 1e300, false};
	struct conformal_pool pool = {0};
	double widths[FORECAST_HORIZON_MAX];
	double all = 0.0, held = 0.0;

	for (size_t i = 0; i < set->n; i++) {
		struct backtest b;
		struct forecast f;
		size_t n;
		const double *x = newest(&set->list[i], last, &n);

		backtest_run(years, x, n, &any, 0.0, &f, &b);
		conformal_add(&pool, &b, m);
	}
	conformal_widths(&pool, p, true, widths);
	for (size_t i = 0; i < set->n; i++) {
		struct forecast f;
		size_t n;
		const double *x = newest(&set->list[i], last, &n);
		double scale = backtest_scale(years, x, n);

		forecast_fit(years, x, n, &f);
		for (int h = 1; h <= forecast_horizon(n); h++) {
			double y = set->list[i].came[h - 1];

			all += 1.0;
			if (fabs(y - forecast_at(&f, m, h)) <=
			    scale * widths[h - 1])
				held += 1.0;
		}
	}
	if (held < lo * all || held > hi * all)
		fail_msg("%s, last %zu, %g: %.4f", forecast_method_name(m),
			 last, p, held / all);
	conformal_release(&pool);
}

static void test_coverage(void **state)
{
	static const size_t lasts[] = {0, 12, 10};
	struct set *set;

	(void)state;
	if (!getenv("ORACLES"))
		skip();
	set = xcalloc(1, sizeof(*set));
	read_set("m3_yearly.csv", set);
	for (size_t i = 0; i < ARRAY_LEN(lasts); i++)
		for (int k = 0; k < BACKTEST_CANDIDATES; k++) {
			enum forecast_method m = (enum forecast_method)k;

			check_coverage(set, lasts[i], m, 0.80, 0.80, 0.89);
			check_coverage(set, lasts[i], m, 0.95, 0.95, 0.99);
		}
	free(set);
}

/* --- each method against R ------------------------------------------------ */

struct against_r {
	struct set set;
	size_t ses, drift, theta; /* compared */
};

static void check_h(const struct csv_row *row, int h, double v, double rel)
{
	double want = number(row->cells[3 + h]);

	if (fabs(v - want) > rel * fmax(fabs(v), fabs(want)) + 1e-9)
		fail_msg("%s %s h%d: %g, R %g", row->cells[0], row->cells[1], h,
			 v, want);
}

static int visit_r(void *ctx, const struct csv_row *row, struct err *e)
{
	struct against_r *a = ctx;
	const struct series *s = series_of(&a->set, row->cells[0]);
	const char *method = row->cells[1];
	double alpha = number(row->cells[2]), sse = number(row->cells[3]);
	struct forecast f;
	struct ses ses;

	(void)e;
	if (s->n < FORECAST_POINTS_MIN)
		return 0;
	forecast_fit(years, s->x, s->n, &f);
	ses_fit(s->x, &s->n, 1, 0.0001, 0.9999, &ses);
	if (strcmp(method, "ses") == 0) {
		a->ses++;
		if (ses.sse > 1.001 * sse + 1e-12)
			fail_msg("%s: %g, R %g", s->id, ses.sse, sse);
		if (fabs(ses.alpha - alpha) <= 0.01)
			check_h(row, 1, ses.level, 0.005);
	}
	for (int h = 1; h <= 5; h++) {
		if (strcmp(method, "rwdrift") == 0) {
			a->drift++;
			check_h(row, h, forecast_drift(&f, h), 1e-9);
		}
		if (strcmp(method, "theta") == 0 &&
		    fabs(f.ses.alpha - alpha) <= 0.01) {
			a->theta++;
			/* ours ends at 0.99, R's at 0.9999 */
			check_h(row, h, forecast_theta(&f, h),
				alpha > 0.995 ? 0.01 : 0.005);
		}
	}
	return 0;
}

static void test_against_r(void **state)
{
	static const struct csv_column columns[] = {
		{"series_id", true}, {"method", true}, {"alpha", true},
		{"sse", true},       {"h1", true},     {"h2", true},
		{"h3", true},        {"h4", true},     {"h5", true},
	};
	struct against_r *a;

	(void)state;
	if (!getenv("ORACLES"))
		skip();
	a = xcalloc(1, sizeof(*a));
	read_set("forecast_input.csv", &a->set);
	read_file("forecast_R.csv", columns, ARRAY_LEN(columns), visit_r, a);
	assert_int_equal(a->ses, 155);
	assert_int_equal(a->drift, 5 * 155);
	assert_true(a->theta > 5 * 100);
	free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accuracy),
		cmocka_unit_test(test_coverage),
		cmocka_unit_test(test_against_r),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
