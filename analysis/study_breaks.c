/*
 * The study of breaks: the common level changes that the sheet has, and one
 * step in single series.
 */
#include <math.h>

#include "analysis/break_test.h"
#include "analysis/grown.h"
#include "analysis/study.h"

enum {
	Q_CLEAR,
	Q_PUT,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_CLEAR] = "DELETE FROM level_change WHERE indicator = ?1",
	[Q_PUT] = "INSERT INTO level_change (indicator, area, sex, year,"
		  "    direction, shock, strength, share, areas, before,"
		  "    after)"
		  "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
};
static const struct sql_set breaks_sql = {"analysis/study_breaks", sql,
					  Q_COUNT};

/* One step in one series. */
struct step {
	int64_t area;
	int sex, year;
	struct break_test test;
};

struct steps {
	struct step *list;
	size_t n, cap;
};

static void release(void *found)
{
	struct steps *f = found;

	free(f->list);
	free(f);
}

/* Of a moving average a step is a slope. */
static void *find(const struct sheet *s, struct mk_cache *cache)
{
	struct steps *out = xcalloc(1, sizeof(*out));

	(void)cache;
	for (size_t i = 0; s->about.span <= 1 && i < s->series_n; i++) {
		const struct sheet_series *one = &s->series[i];
		struct step step = {.area = one->place->id, .sex = one->sex};

		break_test_of(s->years + one->from, s->values + one->from,
			      one->n, &step.test);
		if (!step.test.found)
			continue;
		step.year = s->years[one->from + step.test.at];
		out->list =
			grown(out->list, out->n, &out->cap, sizeof(*out->list));
		out->list[out->n++] = step;
	}
	return out;
}

static struct stmt *start(struct study_run *run, int64_t indicator,
			  int64_t area, int sex, int year)
{
	struct stmt *q = stmts_at(run->q, Q_PUT);

	stmt_int(q, 1, indicator);
	stmt_int(q, 2, area);
	stmt_int(q, 3, sex);
	stmt_int(q, 4, year);
	return q;
}

static int put_change(struct study_run *run, int64_t indicator, int sex,
		      const struct level_change *c, struct err *e)
{
	struct stmt *q = start(run, indicator, 0, sex, c->year);

	stmt_int(q, 5, c->direction);
	stmt_int(q, 6, c->shock);
	stmt_double(q, 7, c->z);
	stmt_double(q, 8, c->share);
	stmt_int(q, 9, (int64_t)c->areas);
	return stmt_run(q, e);
}

/* An exact fit is infinitely better: the largest number stands for it. */
static int put_step(struct study_run *run, int64_t indicator,
		    const struct step *step, struct err *e)
{
	const struct break_test *t = &step->test;
	struct stmt *q =
		start(run, indicator, step->area, step->sex, step->year);

	stmt_int(q, 5, t->after > t->before ? 1 : -1);
	stmt_int(q, 6, 0);
	stmt_double(q, 7,
		    fmin(fmin(t->bic_none, t->bic_line) - t->bic_one, 1e9));
	stmt_double(q, 10, t->before);
	stmt_double(q, 11, t->after);
	return stmt_run(q, e);
}

static int put(struct study_run *run, const struct sheet *s, const void *found,
	       struct err *e)
{
	const struct steps *f = found;

	for (int sex = 0; sex < SEXES; sex++)
		for (size_t i = 0; i < s->changes_n[sex]; i++)
			if (put_change(run, s->about.id, sex,
				       &s->changes[sex][i], e) < 0)
				return -1;
	for (size_t i = 0; i < f->n; i++)
		if (put_step(run, s->about.id, &f->list[i], e) < 0)
			return -1;
	return 0;
}

const struct study study_breaks = {
	.name = "breaks",
	.sql = &breaks_sql,
	.apart = true,
	.find = find,
	.put = put,
	.release = release,
};
