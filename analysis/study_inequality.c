/*
 * The study of inequality between municipalities. A trend that can be tested is
 * put with the verdict that one without a family may have; it is judged again
 * at the end, when its family is complete: one sex, all followed indicators.
 */
#include <math.h>

#include "analysis/denominator.h"
#include "analysis/fdr.h"
#include "analysis/grown.h"
#include "analysis/spread.h"
#include "analysis/study.h"
#include "analysis/undefined.h"

enum {
	Q_CLEAR,
	Q_PUT_TREND,
	Q_PUT,
	Q_JUDGE,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	/* the years go with it */
	[Q_CLEAR] = "DELETE FROM inequality_trend WHERE indicator = ?1",
	[Q_PUT_TREND] =
		"INSERT INTO inequality_trend (indicator, sex, measure, towns,"
		"    first_year, last_year, n, s, p, p_adj, f, slope,"
		"    slope_low, slope_high, verdict, direction, note)"
		"  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
		"    ?13, ?14, ?15, ?16, ?17)",
	[Q_PUT] = "INSERT INTO inequality (indicator, sex, year, n, mean, sd,"
		  "    cv, p10, p90, ratio, p10_people, p90_people, gini,"
		  "    theil, theil_between, theil_within, county_part, tau,"
		  "    note)"
		  "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
		  "    ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
	[Q_JUDGE] = "UPDATE inequality_trend SET q = ?3, q_by = ?4,"
		    "    family = ?5, verdict = ?6, direction = ?7, note = ?8"
		    "  WHERE indicator = ?1 AND sex = ?2",
};
static const struct sql_set inequality_sql = {"analysis/study_inequality", sql,
					      Q_COUNT};

/* Trends that can be tested, by indicator and sex as they were put. */
struct waiting {
	int64_t indicator;
	struct spread_trend one;
};

struct kept {
	struct waiting *list;
	size_t n, cap;
};

static void *begin(void)
{
	return xcalloc(1, sizeof(struct kept));
}

static void forget(void *p)
{
	struct kept *k = p;

	free(k->list);
	free(k);
}

static void keep(struct kept *k, int64_t indicator,
		 const struct spread_trend *one)
{
	k->list = grown(k->list, k->n, &k->cap, sizeof(*k->list));
	k->list[k->n++] = (struct waiting){indicator, *one};
}

static void *find(const struct sheet *s, struct mk_cache *cache)
{
	struct spreads *out = xcalloc(1, sizeof(*out));
	struct denominators d;

	denominators_find(s, &d);
	spreads_find(s, d.d, cache, out);
	denominators_release(&d);
	return out;
}

static void release(void *found)
{
	spreads_release(found);
	free(found);
}

static void bind_real(struct stmt *q, int i, double v)
{
	if (isfinite(v))
		stmt_double(q, i, v);
	else
		stmt_null(q, i);
}

/* The trend's remarks and, before them, those of the spread. */
static void bind_notes(struct stmt *q, int i, unsigned spread, unsigned trend)
{
	char a[SPREAD_NOTES_TEXT], b[TREND_NOTES_TEXT];
	char *both;

	(void)spread_notes(a, spread);
	(void)trend_notes(b, trend);
	both = xasprintf("%s%s%s", a, a[0] && b[0] ? "; " : "", b);
	stmt_text(q, i, both);
	free(both);
}

static int put_trend(struct study_run *run, int64_t indicator,
		     const struct spread_trend *one, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_PUT_TREND);
	struct trend t = one->trend;
	enum verdict v = trend_judge(&t, UNDEFINED);

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, one->sex);
	stmt_text(q, 3, one->towns ? spread_measure_name(one->measure) : NULL);
	stmt_int(q, 4, (int64_t)one->towns);
	if (t.n > 0) {
		stmt_int(q, 5, t.first_year);
		stmt_int(q, 6, t.last_year);
	}
	stmt_int(q, 7, (int64_t)t.n);
	if (t.tested)
		stmt_int(q, 8, t.stats.mk.s);
	bind_real(q, 9, t.tested ? t.stats.mk.p : UNDEFINED);
	bind_real(q, 10, t.tested ? t.stats.p_adj : UNDEFINED);
	bind_real(q, 11, t.tested ? t.stats.persistence.f : UNDEFINED);
	bind_real(q, 12, t.stats.slope);
	bind_real(q, 13, t.stats.low);
	bind_real(q, 14, t.stats.high);
	stmt_text(q, 15, trend_verdict_name(v));
	stmt_text(q, 16, spread_direction(v));
	bind_notes(q, 17, one->notes, t.notes);
	return stmt_run(q, e);
}

static int put_year(struct study_run *run, int64_t indicator,
		    const struct spread *one, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_PUT);
	const struct inequality *v = &one->q;
	char note[SPREAD_NOTES_TEXT];
	const double reals[] = {
		v->mean,
		v->sd,
		v->cv,
		v->p10,
		v->p90,
		v->ratio,
		v->p10_w,
		v->p90_w,
		v->gini,
		v->theil,
		one->split.theil_between,
		one->split.theil_within,
		one->split.var_between /
			(one->split.var_between + one->split.var_within),
		one->tau,
	};

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, one->sex);
	stmt_int(q, 3, one->year);
	stmt_int(q, 4, (int64_t)v->n);
	for (size_t i = 0; i < ARRAY_LEN(reals); i++)
		bind_real(q, 5 + (int)i, reals[i]);
	stmt_text(q, 19, spread_notes(note, one->notes));
	return stmt_run(q, e);
}

static int put(struct study_run *run, const struct sheet *s, const void *found,
	       struct err *e)
{
	const struct spreads *l = found;
	int64_t indicator = s->about.id;

	for (size_t i = 0; i < l->trends_n; i++) {
		const struct spread_trend *one = &l->trends[i];

		if (put_trend(run, indicator, one, e) < 0)
			return -1;
		if (trend_is_hypothesis(&one->trend))
			keep(run->kept, indicator, one);
	}
	for (size_t i = 0; i < l->n; i++)
		if (put_year(run, indicator, &l->list[i], e) < 0)
			return -1;
	return 0;
}

static int judge(struct study_run *run, const struct waiting *w, double q_bh,
		 double q_by, size_t family, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_JUDGE);
	struct trend t = w->one.trend;
	enum verdict v = trend_judge(&t, q_bh);

	stmt_int(q, 1, w->indicator);
	stmt_int(q, 2, w->one.sex);
	bind_real(q, 3, q_bh);
	bind_real(q, 4, q_by);
	stmt_int(q, 5, (int64_t)family);
	stmt_text(q, 6, trend_verdict_name(v));
	stmt_text(q, 7, spread_direction(v));
	bind_notes(q, 8, w->one.notes, t.notes);
	return stmt_run(q, e);
}

/* The family of one sex. p, bh and by have room for all that wait. */
static int judge_sex(struct study_run *run, int sex, double *p, double *bh,
		     double *by, struct err *e)
{
	const struct kept *k = run->kept;
	size_t family;

	for (size_t i = 0; i < k->n; i++)
		p[i] = k->list[i].one.sex == sex
			       ? k->list[i].one.trend.stats.p_adj
			       : UNDEFINED;
	family = fdr_adjust(p, k->n, bh, by);
	for (size_t i = 0; i < k->n; i++)
		if (k->list[i].one.sex == sex &&
		    judge(run, &k->list[i], bh[i], by[i], family, e) < 0)
			return -1;
	return 0;
}

static int end(struct study_run *run, bool followed, struct err *e)
{
	const struct kept *k = run->kept;
	double *work = xmalloc((3 * k->n + 1) * sizeof(*work));
	int rc = 0;

	(void)followed;
	for (int sex = 0; rc == 0 && sex < SEXES; sex++)
		rc = judge_sex(run, sex, work, work + k->n, work + 2 * k->n, e);
	free(work);
	return rc;
}

const struct study study_inequality = {
	.name = "inequality",
	.sql = &inequality_sql,
	.begin = begin,
	.find = find,
	.put = put,
	.release = release,
	.end = end,
	.free = forget,
};
