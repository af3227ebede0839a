/*
 * The study of trends. Series of followed indicators that can be tested wait
 * until the end, when their families are complete; all others are put at once.
 */
#include <math.h>

#include "analysis/break_test.h"
#include "analysis/finding_table.h"
#include "analysis/gap_trend.h"
#include "analysis/recent_trend.h"
#include "analysis/study.h"
#include "analysis/undefined.h"

enum {
	BATCH = 1024, /* of those that waited, to be put at once */
};

enum {
	Q_CLEAR,
	Q_PUT,
	Q_DONE,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_CLEAR] = "DELETE FROM trend WHERE indicator = ?1",
	[Q_PUT] = "INSERT INTO trend (indicator, area, sex, kind, first_year,"
		  "    last_year, n, s, p, p_adj, q, q_by, family, f, slope,"
		  "    slope_low, slope_high, verdict, direction, note,"
		  "    suppressed, missing)"
		  "  SELECT indicator, area, sex, kind, first_year,"
		  "    last_year, n, s, p, p_adj, q, q_by, family, f, slope,"
		  "    slope_low, slope_high, verdict, direction, note,"
		  "    suppressed, missing FROM finding(?1)",
	[Q_DONE] = "UPDATE analysed SET series = series + ?2,"
		   "    clear = clear + ?3"
		   "  WHERE indicator = ?1",
};
static const struct sql_set trend_sql = {"analysis/study_trend", sql, Q_COUNT};

/* Of the long trends. */
struct tally {
	int64_t series, clear;
};

static void *begin(void)
{
	return xcalloc(1, sizeof(struct waiting_findings));
}

static void forget(void *kept)
{
	waiting_findings_release(kept);
	free(kept);
}

/* What was found of one indicator. */
struct trends {
	struct findings now;   /* judged */
	struct findings later; /* with their families */
};

static void release(void *found)
{
	struct trends *t = found;

	findings_release(&t->now);
	findings_release(&t->later);
	free(t);
}

static struct finding begun(const struct sheet *s,
			    const struct sheet_series *one,
			    enum trend_kind kind)
{
	return (struct finding){.indicator = s->about.id,
				.area = one->place->id,
				.sex = one->sex,
				.kind = kind,
				.polarity = s->about.polarity,
				.q = UNDEFINED,
				.q_by = UNDEFINED};
}

/* One step inside the window is no gradual change: it is remarked. */
static void remark_step(const struct sheet *s, const struct sheet_series *one,
			struct trend *t)
{
	struct break_test b;
	int year;

	if (!t->tested || !s->about.followed || s->about.span > 1)
		return;
	break_test_of(s->years + one->from, s->values + one->from, one->n, &b);
	if (!b.found)
		return;
	year = s->years[one->from + b.at];
	if (year > t->first_year && year <= t->last_year)
		t->notes |= NOTE_STEP;
}

static void find_long(const struct sheet *s, const struct sheet_series *one,
		      struct mk_cache *cache, struct findings *out)
{
	struct trend_series series = sheet_trend_series(s, one);
	struct trend_indicator rules = sheet_trend_rules(s, one->sex);
	struct finding f = begun(s, one, KIND_LONG);

	trend_assess(&rules, &series, cache, &f.trend);
	remark_step(s, one, &f.trend);
	findings_add(out, &f);
}

static void find_gap(const struct sheet *s, const struct sheet_series *one,
		     const struct sheet_series *country, struct mk_cache *cache,
		     struct findings *out)
{
	struct finding f = begun(s, one, KIND_GAP);

	if (country && country != one &&
	    gap_trend_assess(s, one, country, cache, &f.trend, &f.course))
		findings_add(out, &f);
}

/* Kept under the total; no direction of it is good. */
static void find_sexes(const struct sheet *s, const struct sheet_series *men,
		       struct mk_cache *cache, struct findings *out)
{
	const struct sheet_series *women;
	struct finding f = begun(s, men, KIND_SEXES);

	if (men->sex != SEX_MALE)
		return;
	women = sheet_find(s, men->place->id, SEX_FEMALE);
	f.sex = SEX_TOTAL;
	f.polarity = POLARITY_NEUTRAL;
	if (women &&
	    sexes_trend_assess(s, men, women, cache, &f.trend, &f.course))
		findings_add(out, &f);
}

/* Those that can be tested go to `later`, the others are judged. */
static void part(struct trends *t, struct findings *all)
{
	for (size_t i = 0; i < all->n; i++) {
		struct finding *f = &all->list[i];

		if (trend_is_hypothesis(&f->trend)) {
			findings_add(&t->later, f);
			continue;
		}
		(void)finding_judge(f, &f->trend);
		findings_add(&t->now, f);
	}
}

static void find_followed(const struct sheet *s, struct mk_cache *cache,
			  struct trends *out)
{
	const struct sheet_series *country[SEXES];
	struct findings all = {0};

	for (int sex = 0; sex < SEXES; sex++)
		country[sex] = sheet_national(s, sex);
	for (size_t i = 0; i < s->series_n; i++) {
		const struct sheet_series *one = &s->series[i];

		find_long(s, one, cache, &all);
		find_gap(s, one, country[one->sex], cache, &all);
		find_sexes(s, one, cache, &all);
	}
	recent_trends_find(s, &all);
	part(out, &all);
	findings_release(&all);
}

static void *find(const struct sheet *s, struct mk_cache *cache)
{
	struct trends *out = xcalloc(1, sizeof(*out));

	if (s->about.followed) {
		find_followed(s, cache, out);
		return out;
	}
	for (size_t i = 0; i < s->series_n; i++)
		find_long(s, &s->series[i], cache, &out->now);
	for (size_t i = 0; i < out->now.n; i++) {
		struct finding *f = &out->now.list[i];

		(void)finding_judge(f, &f->trend);
	}
	return out;
}

static int put_all(struct study_run *run, const struct findings *f,
		   struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_PUT);

	stmt_pointer(q, 1, f, FINDINGS_POINTER);
	return stmt_run(q, e);
}

static void count(struct tally *c, const struct finding *f)
{
	c->series += f->kind == KIND_LONG;
	c->clear += f->kind == KIND_LONG && trend_is_clear(f->trend.verdict);
}

static int put_counts(struct study_run *run, int64_t indicator,
		      const struct tally *c, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_DONE);

	if (c->series == 0)
		return 0;
	stmt_int(q, 1, indicator);
	stmt_int(q, 2, c->series);
	stmt_int(q, 3, c->clear);
	return stmt_run(q, e);
}

static int put(struct study_run *run, const struct sheet *s, const void *found,
	       struct err *e)
{
	const struct trends *t = found;
	struct tally c = {0};

	for (size_t i = 0; i < t->later.n; i++)
		waiting_findings_add(run->kept, &t->later.list[i]);
	for (size_t i = 0; i < t->now.n; i++)
		count(&c, &t->now.list[i]);
	if (put_all(run, &t->now, e) < 0)
		return -1;
	return put_counts(run, s->about.id, &c, e);
}

/* Those that waited, from number `from` on: a batch, judged. */
static void take_batch(const struct waiting_findings *w, size_t from,
		       struct findings *out)
{
	struct finding f;

	out->n = 0;
	for (size_t i = from; i < w->n && out->n < BATCH; i++) {
		waiting_findings_get(w, i, &f);
		(void)finding_judge(&f, &f.trend);
		findings_add(out, &f);
	}
}

/* *c: what is known of the batch's first indicator; then of its last. */
static int count_batch(struct study_run *run, const struct findings *f,
		       int64_t *indicator, struct tally *c, struct err *e)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct finding *one = &f->list[i];

		if (one->indicator != *indicator) {
			if (put_counts(run, *indicator, c, e) < 0)
				return -1;
			*c = (struct tally){0};
			*indicator = one->indicator;
		}
		count(c, one);
	}
	return 0;
}

/* Those that waited, in the order of indicators again. */
static int end(struct study_run *run, bool followed, struct err *e)
{
	struct waiting_findings *w = run->kept;
	struct findings batch = {0};
	struct tally c = {0};
	int64_t indicator = 0;
	int rc = 0;

	(void)followed;
	waiting_findings_adjust(w);
	for (size_t i = 0; rc == 0 && i < w->n; i += batch.n) {
		take_batch(w, i, &batch);
		rc = count_batch(run, &batch, &indicator, &c, e);
		if (rc == 0)
			rc = put_all(run, &batch, e);
	}
	if (rc == 0)
		rc = put_counts(run, indicator, &c, e);
	findings_release(&batch);
	return rc;
}

const struct study study_trend = {
	.name = "trend",
	.sql = &trend_sql,
	.everything = true,
	.begin = begin,
	.find = find,
	.put = put,
	.release = release,
	.end = end,
	.free = forget,
};
