#include "etl/dataset.h"

#include "etl/dataset_digest.h"
#include "etl/dataset_table.h"

struct dataset_writer {
	struct stmts *q;
	struct digester *digester;
	struct figure_table *given; /* the connection's */
};

struct dataset {
	struct dataset_writer *w; /* borrowed */
	int64_t indicator;
	struct figures held; /* in the store */
	struct figures now;  /* after the answers; VAL_GONE: vanished */
};

enum {
	Q_HELD,
	Q_GONE,
	Q_PUT,
	Q_DROP,
	Q_ABSENT_PUT,
	Q_ABSENT_DROP,
	Q_REVISION,
	Q_REVISIONS_CLEAR,
	Q_REVISIONS_HIDE,
	Q_ANSWERS_HIDE,
	Q_ANSWERS_CLEAR,
	Q_ANSWER,
	Q_SCOPE,
	Q_SERIES_CLEAR,
	Q_SERIES,
	Q_INDICATOR,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_HELD] = "SELECT area, sex, year, 0, value, numerator"
		   "  FROM observation WHERE indicator = ?1 UNION ALL"
		   "  SELECT area, sex, year, reason, NULL, NULL"
		   "  FROM absence WHERE indicator = ?1",
	/* The newest word on a key was that it vanished. */
	[Q_GONE] = "SELECT area, sex, year FROM revision AS r"
		   "  WHERE indicator = ?1 AND kind = 'vanished'"
		   "  AND NOT EXISTS (SELECT 1 FROM observation AS o"
		   "    WHERE o.indicator = ?1 AND o.area = r.area"
		   "    AND o.sex = r.sex AND o.year = r.year)"
		   "  AND NOT EXISTS (SELECT 1 FROM absence AS o"
		   "    WHERE o.indicator = ?1 AND o.area = r.area"
		   "    AND o.sex = r.sex AND o.year = r.year)"
		   "  GROUP BY area, sex, year",
	[Q_PUT] = "INSERT INTO observation SELECT indicator, area, sex, year,"
		  "    value, numerator FROM given WHERE true"
		  "  ON CONFLICT DO UPDATE SET value = excluded.value,"
		  "    numerator = excluded.numerator",
	[Q_DROP] = "DELETE FROM observation WHERE indicator = ?1"
		   "  AND area = ?2 AND sex = ?3 AND year = ?4",
	[Q_ABSENT_PUT] = "INSERT INTO absence VALUES (?1, ?2, ?3, ?4, ?5)"
			 "  ON CONFLICT DO UPDATE SET reason = excluded.reason",
	[Q_ABSENT_DROP] = "DELETE FROM absence WHERE indicator = ?1"
			  "  AND area = ?2 AND sex = ?3 AND year = ?4",
	[Q_REVISION] = "INSERT INTO revision VALUES"
		       "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
	[Q_REVISIONS_CLEAR] = "DELETE FROM revision WHERE indicator = ?1",
	[Q_REVISIONS_HIDE] = "UPDATE revision SET old_value = NULL,"
			     "    new_value = NULL WHERE indicator = ?1"
			     "  AND area = ?2 AND sex = ?3 AND year = ?4",
	/* whoever knows all of a body but one number tries them all */
	[Q_ANSWERS_HIDE] =
		"UPDATE answer SET sha256 = '' WHERE indicator = ?1"
		"  AND sha256 <> '' AND id <> ?2 AND EXISTS (SELECT 1"
		"    FROM scope AS c WHERE c.answer = answer.id AND c.sex = ?3"
		"    AND ?4 BETWEEN c.first_year AND c.last_year)",
	[Q_ANSWERS_CLEAR] = "DELETE FROM answer WHERE indicator = ?1",
	[Q_ANSWER] = "INSERT INTO answer VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[Q_SCOPE] = "INSERT INTO scope VALUES (?1, ?2, ?3, ?4)",
	[Q_SERIES_CLEAR] = "DELETE FROM series WHERE indicator = ?1",
	[Q_SERIES] = "INSERT INTO series"
		     "  SELECT indicator, area, sex, year FROM given",
	[Q_INDICATOR] = "UPDATE indicator SET first_year = ?2, last_year = ?3,"
			"  figures = ?4, digest = ?5, fetched_at ="
			"    (SELECT max(fetched_at) FROM answer"
			"      WHERE indicator = ?1)"
			"  WHERE id = ?1",
};

static const struct sql_set dataset_sql = {"etl/dataset", sql, Q_COUNT};

int dataset_writer_new(struct dataset_writer **out, struct db *db,
		       struct err *e)
{
	struct dataset_writer *w = xcalloc(1, sizeof(*w));

	if (figure_table_new(&w->given, db, e) < 0 ||
	    digester_new(&w->digester, db, e) < 0 ||
	    stmts_new(&w->q, db, &dataset_sql, e) < 0) {
		dataset_writer_free(w);
		return -1;
	}
	*out = w;
	return 0;
}

void dataset_writer_free(struct dataset_writer *w)
{
	if (!w)
		return;
	digester_free(w->digester);
	stmts_free(w->q);
	free(w);
}

static struct val read_value(struct stmt *q, int i, enum val_state state)
{
	return state == VAL_NUMBER && !stmt_col_null(q, i)
		       ? val_number(stmt_col_double(q, i))
		       : val_absent(state == VAL_NUMBER ? VAL_MISSING : state);
}

static int read_rows(struct stmt *q, bool gone, struct figures *out,
		     struct err *e)
{
	int got;

	while ((got = stmt_step(q, e)) == 1) {
		struct figure f = {
			.area = stmt_col_int(q, 0),
			.sex = (enum sex)stmt_col_int(q, 1),
			.year = (int)stmt_col_int(q, 2),
		};

		if (gone) {
			f.value = val_absent(VAL_GONE);
			f.numerator = val_absent(VAL_MISSING);
		} else {
			f.value = read_value(
				q, 4, (enum val_state)stmt_col_int(q, 3));
			f.numerator = read_value(q, 5, VAL_NUMBER);
		}
		figures_add(out, &f);
	}
	return got;
}

int dataset_open(struct dataset **out, struct dataset_writer *w,
		 int64_t indicator, struct err *e)
{
	struct dataset *d = xcalloc(1, sizeof(*d));
	struct stmt *q = stmts_at(w->q, Q_HELD);
	int rc;

	d->w = w;
	d->indicator = indicator;
	stmt_int(q, 1, indicator);
	rc = read_rows(q, false, &d->held, e);
	if (rc == 0) {
		figures_sort(&d->held);
		figures_copy(&d->now, &d->held);
		q = stmts_at(w->q, Q_GONE);
		stmt_int(q, 1, indicator);
		rc = read_rows(q, true, &d->now, e);
	}
	if (rc < 0) {
		dataset_free(d);
		return -1;
	}
	figures_sort(&d->now);
	*out = d;
	return 0;
}

void dataset_free(struct dataset *d)
{
	if (!d)
		return;
	figures_release(&d->held);
	figures_release(&d->now);
	free(d);
}

int dataset_restart(struct dataset *d, struct err *e)
{
	static const int clear[] = {Q_REVISIONS_CLEAR, Q_ANSWERS_CLEAR};
	size_t i;

	for (i = 0; i < ARRAY_LEN(clear); i++) {
		struct stmt *q = stmts_at(d->w->q, (size_t)clear[i]);

		stmt_int(q, 1, d->indicator);
		if (stmt_run(q, e) < 0)
			return -1;
	}
	figures_release(&d->now);
	return 0;
}

static void bind_key(struct stmt *q, const struct dataset *d,
		     const struct figure *f)
{
	stmt_int(q, 1, d->indicator);
	stmt_int(q, 2, f->area);
	stmt_int(q, 3, (int64_t)f->sex);
	stmt_int(q, 4, f->year);
}

static void bind_value(struct stmt *q, int i, struct val v)
{
	double num;

	if (val_get(v, &num))
		stmt_double(q, i, num);
	else
		stmt_null(q, i);
}

/* What a source hides, or leaves out as some do to hide it, its history does
 * not tell either. It stays so when a figure comes back: what was hidden is not
 * the source's word any more, and a store brought along equals one made anew.
 */
static int hide_history(struct dataset *d, const struct figure *f,
			const struct loaded_answer *by, struct err *e)
{
	struct stmt *q = stmts_at(d->w->q, Q_REVISIONS_HIDE);

	bind_key(q, d, f);
	if (stmt_run(q, e) < 0)
		return -1;
	q = stmts_at(d->w->q, Q_ANSWERS_HIDE);
	stmt_int(q, 1, d->indicator);
	stmt_int(q, 2, by->id);
	stmt_int(q, 3, (int64_t)f->sex);
	stmt_int(q, 4, f->year);
	return stmt_run(q, e);
}

static int put_revision(struct dataset *d, const struct figure *was,
			const struct figure *is, const struct loaded_answer *a,
			struct err *e)
{
	struct stmt *q = stmts_at(d->w->q, Q_REVISION);
	bool shown = is->value.state == VAL_NUMBER;
	const char *kind = is->value.state == VAL_GONE    ? "vanished"
			   : was->value.state == VAL_GONE ? "returned"
							  : "changed";
	/* A figure that is gone is `missing` to those who ask. */
	enum val_state old = was->value.state, new = is->value.state;

	if (!shown && hide_history(d, is, a, e) < 0)
		return -1;
	bind_key(q, d, is);
	stmt_int(q, 5, a->id);
	stmt_text(q, 6, kind);
	bind_value(q, 7, shown ? was->value : is->value);
	bind_value(q, 8, is->value);
	stmt_int(q, 9, old == VAL_GONE ? VAL_MISSING : old);
	stmt_int(q, 10, new == VAL_GONE ? VAL_MISSING : new);
	stmt_text(q, 11, a->fetched_at);
	return stmt_run(q, e);
}

static int put_answer(struct dataset *d, const struct request *r, size_t n,
		      const struct loaded_answer *a, struct err *e)
{
	struct stmt *q = stmts_at(d->w->q, Q_ANSWER);
	int s, y, to;

	stmt_int(q, 1, a->id);
	stmt_int(q, 2, d->indicator);
	stmt_text(q, 3, a->request);
	stmt_text(q, 4, a->fetched_at);
	stmt_text(q, 5, a->sha256);
	stmt_int(q, 6, (int64_t)n);
	if (stmt_run(q, e) < 0)
		return -1;
	for (s = 0; s < SEX_N; s++) {
		for (y = 0; r->sex[s] && y < YEARS; y = to + 1) {
			for (to = y; to < YEARS && r->year[to]; to++)
				;
			if (to == y)
				continue;
			q = stmts_at(d->w->q, Q_SCOPE);
			stmt_int(q, 1, a->id);
			stmt_int(q, 2, s);
			stmt_int(q, 3, y + YEAR_MIN);
			stmt_int(q, 4, to - 1 + YEAR_MIN);
			if (stmt_run(q, e) < 0)
				return -1;
		}
	}
	return 0;
}

/* Whether sorted figures have any of an area. */
static bool has_area(const struct figures *f, int64_t area)
{
	size_t lo = 0, hi = f->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (f->list[mid].area < area)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < f->n && f->list[lo].area == area;
}

/* Whether an answer that does not give a key says that it is gone. */
static bool speaks_for(const struct request *scope, const struct figures *f,
		       const struct figure *was)
{
	return request_covers(scope, was->sex, was->year) &&
	       (!scope->part || has_area(f, was->area));
}

/* A key that was there, and what the answer gives for it (NULL: nothing). */
static int apply_old(struct dataset *d, const struct figure *was,
		     const struct figure *is, bool spoken_for,
		     const struct loaded_answer *a, struct figures *out,
		     struct err *e)
{
	struct figure gone = *was;

	if (!is) {
		if (was->value.state == VAL_GONE || !spoken_for) {
			figures_add(out, was);
			return 0;
		}
		gone.value = val_absent(VAL_GONE);
		gone.numerator = val_absent(VAL_MISSING);
		is = &gone;
	}
	figures_add(out, is);
	return val_equal(was->value, is->value)
		       ? 0
		       : put_revision(d, was, is, a, e);
}

struct figures *dataset_figures(struct dataset *d)
{
	return &d->now;
}

bool dataset_is_inside(const struct dataset *d, const struct request *scope)
{
	size_t i;

	for (i = 0; i < d->now.n; i++)
		if (!request_covers(scope, d->now.list[i].sex,
				    d->now.list[i].year))
			return false;
	return true;
}

void dataset_preview(const struct dataset *d, const struct request *scope,
		     const struct figures *f, struct figures *out)
{
	struct figures_walk w = {.old = &d->now, .new = f};

	while (figures_walk_next(&w)) {
		if (w.is)
			figures_add(out, w.is);
		else if (!request_covers(scope, w.was->sex, w.was->year))
			figures_add(out, w.was);
	}
}

int dataset_apply(struct dataset *d, const struct request *scope,
		  struct figures *f, const struct loaded_answer *a,
		  struct err *e)
{
	struct figures_walk w = {.old = &d->now, .new = f};
	struct figures out = {0};
	int rc = put_answer(d, scope, f->n, a, e);

	if (rc == 0 && d->now.n == 0) { /* nothing to compare with */
		out = *f;
		*f = d->now;
		d->now = out;
		return 0;
	}
	while (rc == 0 && figures_walk_next(&w)) {
		if (w.was)
			rc = apply_old(d, w.was, w.is,
				       speaks_for(scope, f, w.was), a, &out, e);
		else
			figures_add(&out, w.is);
	}
	if (rc < 0) {
		figures_release(&out);
		return -1;
	}
	figures_release(&d->now);
	d->now = out;
	return 0;
}

int dataset_hide(struct dataset *d, const struct figures *f,
		 const struct loaded_answer *a, struct err *e)
{
	size_t i;

	for (i = 0; i < f->n; i++) {
		const struct figure *is = &f->list[i];
		struct figure *held, hidden;

		if (is->value.state != VAL_SUPPRESSED)
			continue;
		held = figures_find(&d->now, is);
		if (!held || held->value.state != VAL_NUMBER)
			continue;
		hidden = *held;
		hidden.value = is->value;
		hidden.numerator = val_absent(VAL_MISSING);
		if (put_revision(d, held, &hidden, a, e) < 0)
			return -1;
		*held = hidden;
	}
	return 0;
}

/* Runs a statement over a list. */
static int run_given(struct dataset *d, size_t statement,
		     const struct figures *f, struct err *e)
{
	int rc;

	figure_table_show(d->w->given, d->indicator, f);
	rc = stmt_run(stmts_at(d->w->q, statement), e);
	figure_table_show(d->w->given, 0, NULL);
	return rc;
}

static int put_absence(struct dataset *d, const struct figure *f, struct err *e)
{
	struct stmt *q = stmts_at(d->w->q, Q_ABSENT_PUT);

	bind_key(q, d, f);
	stmt_int(q, 5, (int64_t)f->value.state);
	return stmt_run(q, e);
}

static int drop_figure(struct dataset *d, const struct figure *f, struct err *e)
{
	bool number = f->value.state == VAL_NUMBER;
	struct stmt *q = stmts_at(d->w->q, number ? Q_DROP : Q_ABSENT_DROP);

	bind_key(q, d, f);
	return stmt_run(q, e);
}

void dataset_take(struct dataset *d, struct figures *out)
{
	*out = d->now;
	figures_init(&d->now);
}

/* One key: drops what has to go, puts a reason; a number goes into *put. */
static int write_difference(struct dataset *d, const struct figure *was,
			    const struct figure *is, struct figures *put,
			    struct err *e)
{
	/* A number that becomes a reason moves to another table. */
	if (was && (!is || was->value.state != is->value.state) &&
	    drop_figure(d, was, e) < 0)
		return -1;
	if (is && is->value.state != VAL_NUMBER)
		return put_absence(d, is, e);
	if (is)
		figures_add(put, is);
	return 0;
}

static bool all_numbers(const struct figures *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->list[i].value.state != VAL_NUMBER)
			return false;
	return true;
}

/* From what the store holds to what it shall hold, in key order. */
static int write_differences(struct dataset *d, size_t *changed, struct err *e)
{
	struct figures_walk w = {.old = &d->held, .new = &d->now};
	struct figures put = {0};
	int rc = 0;

	if (d->held.n == 0 && d->now.n && all_numbers(&d->now)) {
		*changed += d->now.n;
		return run_given(d, Q_PUT, &d->now, e);
	}
	while (rc == 0 && figures_walk_next(&w)) {
		const struct figure *was = w.was, *is = w.is;

		if (is && is->value.state == VAL_GONE)
			is = NULL;
		if ((!was && !is) ||
		    (was && is && val_equal(was->value, is->value) &&
		     val_equal(was->numerator, is->numerator)))
			continue;
		rc = write_difference(d, was, is, &put, e);
		++*changed;
	}
	if (rc == 0 && put.n)
		rc = run_given(d, Q_PUT, &put, e);
	figures_release(&put);
	return rc;
}

/* The newest year of each series. */
static int write_series(struct dataset *d, struct err *e)
{
	struct stmt *q = stmts_at(d->w->q, Q_SERIES_CLEAR);
	const struct figure *newest = NULL;
	struct figures last = {0};
	size_t i;
	int rc;

	for (i = 0; i < d->now.n; i++) {
		const struct figure *f = &d->now.list[i];
		const struct figure *next = i + 1 < d->now.n ? f + 1 : NULL;

		if (f->value.state != VAL_GONE)
			newest = f;
		if (!newest ||
		    (next && next->area == f->area && next->sex == f->sex))
			continue;
		figures_add(&last, newest);
		newest = NULL;
	}
	stmt_int(q, 1, d->indicator);
	rc = stmt_run(q, e);
	if (rc == 0)
		rc = run_given(d, Q_SERIES, &last, e);
	figures_release(&last);
	return rc;
}

int dataset_write(struct dataset *d, size_t *changed, struct err *e)
{
	struct stmt *q;
	char hash[HASH_HEX];
	int first = YEAR_MAX + 1, last = 0;
	size_t i, n = 0;

	if (write_differences(d, changed, e) < 0 || write_series(d, e) < 0 ||
	    digester_figures(d->w->digester, &d->now, hash, e) < 0)
		return -1;
	for (i = 0; i < d->now.n; i++) {
		const struct figure *f = &d->now.list[i];

		if (f->value.state != VAL_NUMBER)
			continue;
		first = f->year < first ? f->year : first;
		last = f->year > last ? f->year : last;
		n++;
	}
	q = stmts_at(d->w->q, Q_INDICATOR);
	stmt_int(q, 1, d->indicator);
	if (n) {
		stmt_int(q, 2, first);
		stmt_int(q, 3, last);
	}
	stmt_int(q, 4, (int64_t)n);
	stmt_text(q, 5, hash);
	return stmt_run(q, e);
}
