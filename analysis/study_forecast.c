/*
 * The study of forecasts. Indicators whose municipalities are too few for a
 * pool of errors of their own wait until the end, when those of their class are
 * complete; all others are put at once, and stand as they are where only other
 * indicators have changed.
 *
 * A row of forecast_choice owns the rows of the other two tables: they go with
 * it.
 */
#include <math.h>

#include "analysis/grown.h"
#include "analysis/outlooks.h"
#include "analysis/study.h"

enum {
	Q_CLEAR,
	Q_CLEAR_SEX,
	Q_CHOICE,
	Q_PUT,
	Q_REFUSE,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_CLEAR] = "DELETE FROM forecast_choice WHERE indicator = ?1",
	[Q_CLEAR_SEX] = "DELETE FROM forecast_choice WHERE indicator = ?1"
			"  AND sex = ?2",
	[Q_CHOICE] = "INSERT INTO forecast_choice (indicator, sex, series,"
		     "    scores, error_last, error_mean3, error_median4,"
		     "    chosen, pool, pool_series, checked, coverage80,"
		     "    accepted, reason)"
		     "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
		     "    ?12, ?13, ?14)",
	[Q_PUT] = "INSERT INTO forecast (indicator, area, sex, year, value,"
		  "    low80, high80, low95, high95, method, from_year, n,"
		  "    note)"
		  "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
		  "    ?12, ?13)",
	[Q_REFUSE] = "INSERT INTO forecast_refused (indicator, area, sex,"
		     "    reason)"
		     "  VALUES (?1, ?2, ?3, ?4)",
};
static const struct sql_set forecast_sql = {"analysis/study_forecast", sql,
					    Q_COUNT};

/* --- finding -------------------------------------------------------------- */

struct by_sex {
	struct outlooks of[SEXES];
	/* Of those whose own errors are enough. */
	struct outlooks_verdict verdicts[SEXES];
};

static void *find(const struct sheet *s, struct mk_cache *cache)
{
	struct by_sex *out = xcalloc(1, sizeof(*out));

	(void)cache;
	for (int sex = 0; sex < SEXES; sex++) {
		struct outlooks *o = &out->of[sex];

		outlooks_find(o, s, sex);
		if (outlooks_self_sufficient(o))
			outlooks_judge(o, NULL, &out->verdicts[sex]);
	}
	return out;
}

static void release(void *found)
{
	struct by_sex *f = found;

	for (int sex = 0; sex < SEXES; sex++)
		outlooks_release(&f->of[sex]);
	free(f);
}

/* --- putting -------------------------------------------------------------- */

static void bind_real(struct stmt *q, int i, double v)
{
	if (isfinite(v))
		stmt_double(q, i, v);
	else
		stmt_null(q, i);
}

static int put_choice(struct study_run *run, const struct outlooks *o,
		      const struct outlooks_verdict *v, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_CHOICE);

	stmt_int(q, 1, o->indicator);
	stmt_int(q, 2, o->sex);
	stmt_int(q, 3, (int64_t)o->pool.series);
	stmt_int(q, 4, (int64_t)o->sum.n);
	bind_real(q, 5, backtest_mean(&o->sum, FORECAST_LAST));
	bind_real(q, 6, backtest_mean(&o->sum, FORECAST_MEAN3));
	bind_real(q, 7, backtest_mean(&o->sum, FORECAST_MEDIAN4));
	stmt_text(q, 8, o->sum.n ? forecast_method_name(o->chosen) : NULL);
	if (v->pool_series > 0)
		stmt_text(q, 9, v->by_class ? "class" : "own");
	stmt_int(q, 10, (int64_t)v->pool_series);
	stmt_int(q, 11, (int64_t)v->check.n);
	if (v->check.n > 0)
		stmt_double(q, 12,
			    (double)v->check.covered / (double)v->check.n);
	stmt_int(q, 13, v->refusal == OUTLOOKS_ACCEPTED);
	if (v->refusal != OUTLOOKS_ACCEPTED)
		stmt_text(q, 14, outlooks_refusal_name(v->refusal));
	return stmt_run(q, e);
}

static int put_refusal(struct study_run *run, const struct outlooks *o,
		       const struct outlooks_series *s, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_REFUSE);

	stmt_int(q, 1, o->indicator);
	stmt_int(q, 2, s->area);
	stmt_int(q, 3, o->sex);
	stmt_text(q, 4, outlook_refusal_name(s->outlook.refusal));
	return stmt_run(q, e);
}

/* Of gaps that do not matter to the last value nothing is said. */
static unsigned notes_of(const struct outlooks *o, const struct outlook *one)
{
	unsigned gaps = OUTLOOK_FILLED | OUTLOOK_LONG_GAP;

	return o->chosen == FORECAST_LAST ? one->notes & ~gaps : one->notes;
}

static void bind_interval(struct stmt *q, int i, const struct outlook *one,
			  double value, double width)
{
	struct outlook_interval in = outlook_interval(one, value, width);

	if (one->notes & OUTLOOK_CONSTANT)
		return;
	stmt_double(q, i, in.low);
	stmt_double(q, i + 1, in.high);
}

static int put_series(struct study_run *run, const struct outlooks *o,
		      const struct outlooks_series *s,
		      const struct outlooks_verdict *v, struct err *e)
{
	const struct outlook *one = &s->outlook;
	char notes[OUTLOOK_NOTES_TEXT];

	(void)outlook_notes(notes, notes_of(o, one));
	for (int h = 0; h < one->horizon; h++) {
		struct stmt *q = stmts_at(run->q, Q_PUT);
		double value = one->value[o->chosen][h];

		/* never an interval that nothing was compared with */
		if (isnan(v->width80[h]))
			continue;
		stmt_int(q, 1, o->indicator);
		stmt_int(q, 2, s->area);
		stmt_int(q, 3, o->sex);
		stmt_int(q, 4, one->last_year + 1 + h);
		stmt_double(q, 5, value);
		bind_interval(q, 6, one, value, v->width80[h]);
		bind_interval(q, 8, one, value, v->width95[h]);
		stmt_text(q, 10, forecast_method_name(one->used[o->chosen]));
		stmt_int(q, 11, one->last_year);
		stmt_int(q, 12, (int64_t)one->n);
		stmt_text(q, 13, notes);
		if (stmt_run(q, e) < 0)
			return -1;
	}
	return 0;
}

static int put_group(struct study_run *run, const struct outlooks *o,
		     const struct outlooks_verdict *v, struct err *e)
{
	if (put_choice(run, o, v, e) < 0)
		return -1;
	for (size_t i = 0; i < o->n; i++) {
		const struct outlooks_series *s = &o->list[i];
		int rc = 0;

		if (s->outlook.refusal != OUTLOOK_GIVEN)
			rc = put_refusal(run, o, s, e);
		else if (v->refusal == OUTLOOKS_ACCEPTED)
			rc = put_series(run, o, s, v, e);
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* Where the indicator is not due for itself, they stand there still. */
static int clear_group(struct study_run *run, const struct outlooks *o,
		       struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_CLEAR_SEX);

	stmt_int(q, 1, o->indicator);
	stmt_int(q, 2, o->sex);
	return stmt_run(q, e);
}

/* --- the whole ------------------------------------------------------------ */

struct kept {
	struct conformal_pool classes[CLASS_N];
	struct outlooks *waiting; /* in the order of indicators */
	size_t n, cap;
};

static void *begin(void)
{
	return xcalloc(1, sizeof(struct kept));
}

static void forget(void *kept)
{
	struct kept *k = kept;

	for (size_t i = 0; i < CLASS_N; i++)
		conformal_release(&k->classes[i]);
	for (size_t i = 0; i < k->n; i++)
		outlooks_release(&k->waiting[i]);
	free(k->waiting);
	free(k);
}

static int put(struct study_run *run, const struct sheet *s, const void *found,
	       struct err *e)
{
	const struct by_sex *f = found;
	struct kept *k = run->kept;

	for (int sex = 0; sex < SEXES; sex++) {
		const struct outlooks *o = &f->of[sex];

		if (o->n == 0)
			continue;
		conformal_add_all(&k->classes[s->about.class], &o->pool);
		if (outlooks_self_sufficient(o)) {
			if (s->own &&
			    put_group(run, o, &f->verdicts[sex], e) < 0)
				return -1;
			continue;
		}
		k->waiting =
			grown(k->waiting, k->n, &k->cap, sizeof(*k->waiting));
		outlooks_copy(&k->waiting[k->n++], o);
	}
	return 0;
}

static int end(struct study_run *run, bool followed, struct err *e)
{
	const struct kept *k = run->kept;

	(void)followed;
	for (size_t i = 0; i < k->n; i++) {
		const struct outlooks *o = &k->waiting[i];
		struct outlooks_verdict v;

		outlooks_judge(o, &k->classes[o->class], &v);
		if (clear_group(run, o, e) < 0 || put_group(run, o, &v, e) < 0)
			return -1;
	}
	return 0;
}

const struct study study_forecast = {
	.name = "forecast",
	.sql = &forecast_sql,
	.keeps = true,
	.begin = begin,
	.find = find,
	.put = put,
	.release = release,
	.end = end,
	.free = forget,
};
