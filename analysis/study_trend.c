/*
 * The study of trends. Series of followed indicators that can be tested wait
 * until the end, when their families are complete; all others are put at once.
 */
#include <math.h>

#include "analysis/break_test.h"
#include "analysis/finding.h"
#include "analysis/gap_trend.h"
#include "analysis/recent_trend.h"
#include "analysis/study.h"
#include "analysis/undefined.h"

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
		  "  VALUES (?1, ?2, ?3, ?20, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
		  "    ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?21, ?22)",
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
	return xcalloc(1, sizeof(struct findings));
}

static void release(void *found)
{
	findings_release(found);
	free(found);
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

	if (!s->about.followed || men->sex != SEX_MALE)
		return;
	women = sheet_find(s, men->place->id, SEX_FEMALE);
	f.sex = SEX_TOTAL;
	f.polarity = POLARITY_NEUTRAL;
	if (women &&
	    sexes_trend_assess(s, men, women, cache, &f.trend, &f.course))
		findings_add(out, &f);
}

static void *find(const struct sheet *s, struct mk_cache *cache)
{
	struct findings *out = xcalloc(1, sizeof(*out));
	const struct sheet_series *country[SEXES];

	for (int sex = 0; sex < SEXES; sex++)
		country[sex] =
			s->about.followed ? sheet_national(s, sex) : NULL;
	for (size_t i = 0; i < s->series_n; i++) {
		const struct sheet_series *one = &s->series[i];

		find_long(s, one, cache, out);
		find_gap(s, one, country[one->sex], cache, out);
		find_sexes(s, one, cache, out);
	}
	if (s->about.followed)
		recent_trends_find(s, out);
	return out;
}

static void bind_real(struct stmt *q, int i, double v)
{
	if (isfinite(v))
		stmt_double(q, i, v);
	else
		stmt_null(q, i);
}

/* What the test says; nothing where there was none. Mann and Kendall have no S
 * for the five newest figures. */
static void bind_test(struct stmt *q, const struct finding *found)
{
	const struct trend_stats *st = &found->trend.stats;
	bool tested = found->trend.tested;

	if (tested && found->kind != KIND_RECENT)
		stmt_int(q, 7, st->mk.s);
	bind_real(q, 8, tested ? st->mk.p : UNDEFINED);
	bind_real(q, 9, tested ? st->p_adj : UNDEFINED);
	bind_real(q, 10, found->q);
	bind_real(q, 11, found->q_by);
	if (found->family > 0)
		stmt_int(q, 12, (int64_t)found->family);
	bind_real(q, 13, tested ? st->persistence.f : UNDEFINED);
	bind_real(q, 14, st->slope);
	bind_real(q, 15, st->low);
	bind_real(q, 16, st->high);
}

/* note: TREND_NOTES_TEXT bytes. */
static void write_note(char *note, const struct finding *found,
		       const struct trend *t)
{
	size_t len = strlen(trend_notes(note, t->notes));

	if (found->remark)
		(void)snprintf(note + len, TREND_NOTES_TEXT - len, "%s%s",
			       len ? "; " : "", found->remark);
}

static int put_one(struct study_run *run, const struct finding *found,
		   struct tally *c, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_PUT);
	struct trend t = found->trend;
	enum verdict v = finding_judge(found, &t);
	char note[TREND_NOTES_TEXT];

	write_note(note, found, &t);
	stmt_int(q, 1, found->indicator);
	stmt_int(q, 2, found->area);
	stmt_int(q, 3, found->sex);
	stmt_int(q, 4, t.first_year);
	stmt_int(q, 5, t.last_year);
	stmt_int(q, 6, (int64_t)t.n);
	bind_test(q, found);
	stmt_text(q, 17, trend_verdict_name(v));
	stmt_text(q, 18, trend_direction(v, found->polarity));
	stmt_text(q, 19, note);
	stmt_text(q, 20, trend_kind_name(found->kind));
	stmt_int(q, 21, (int64_t)t.suppressed);
	stmt_int(q, 22, (int64_t)t.missing);
	c->series += found->kind == KIND_LONG;
	c->clear += found->kind == KIND_LONG && trend_is_clear(v);
	return stmt_run(q, e);
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
	const struct findings *f = found;
	struct tally c = {0};

	for (size_t i = 0; i < f->n; i++)
		if (s->about.followed && trend_is_hypothesis(&f->list[i].trend))
			findings_add(run->kept, &f->list[i]);
		else if (put_one(run, &f->list[i], &c, e) < 0)
			return -1;
	return put_counts(run, s->about.id, &c, e);
}

/* Those that waited, in the order of indicators again. */
static int end(struct study_run *run, bool followed, struct err *e)
{
	struct findings *f = run->kept;
	struct tally c = {0};

	(void)followed;
	findings_adjust(f);
	for (size_t i = 0; i < f->n; i++) {
		int64_t indicator = f->list[i].indicator;

		if (put_one(run, &f->list[i], &c, e) < 0)
			return -1;
		if (i + 1 < f->n && f->list[i + 1].indicator == indicator)
			continue;
		if (put_counts(run, indicator, &c, e) < 0)
			return -1;
		c = (struct tally){0};
	}
	return 0;
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
	.free = release,
};
