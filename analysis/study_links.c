/*
 * The study of links: which followed indicators go together over
 * municipalities, in their newest figures (levels) and in the slopes that the
 * study of trends has found. Shares and rates only, sex total. It comes after
 * the studies of trends and of levels, whose tables it reads.
 */
#include <math.h>

#include "analysis/grown.h"
#include "analysis/link.h"
#include "analysis/newest.h"
#include "analysis/related.h"
#include "analysis/study.h"
#include "analysis/undefined.h"

enum {
	Q_CLEAR,
	Q_TOWNS,
	Q_SUBJECTS,
	Q_SHRUNKEN,
	Q_SLOPES,
	Q_CLEAR_LINKS,
	Q_CLEAR_SUBJECTS,
	Q_PUT_SUBJECT,
	Q_PUT_LINK,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_CLEAR] = "DELETE FROM link WHERE a = ?1 OR b = ?1",
	/* regions are counted in the order of their codes */
	[Q_TOWNS] =
		"SELECT a.id, coalesce((SELECT p.code FROM area_member AS m"
		"      JOIN area AS p ON p.id = m.parent"
		"      WHERE m.area = a.id AND p.kind = 'hyvinvointialue'"
		"      ORDER BY p.code LIMIT 1), '') AS county"
		"  FROM area AS a WHERE a.kind = 'kunta' AND a.valid_to IS NULL"
		"  ORDER BY county, a.code",
	/* by what the source calls them: our own numbers decide nothing */
	[Q_SUBJECTS] =
		"SELECT i.id, f.theme, f.title, f.class, coalesce(b.links, 0)"
		"  FROM followed AS f JOIN source AS s ON s.name = f.source"
		"  JOIN indicator AS i ON i.source = s.id AND i.code = f.code"
		"  LEFT JOIN background AS b"
		"    ON b.source = f.source AND b.code = f.code"
		"  ORDER BY f.source, f.code",
	/* of small towns the figure without chance, where it is known */
	[Q_SHRUNKEN] = "SELECT area, shrunken FROM position"
		       "  WHERE indicator = ?1 AND sex = 0 AND year = ?2"
		       "  AND shrunken IS NOT NULL ORDER BY area",
	[Q_SLOPES] = "SELECT area, slope FROM trend WHERE indicator = ?1"
		     "  AND sex = 0 AND kind = 'long' AND p IS NOT NULL"
		     "  AND slope IS NOT NULL ORDER BY area",
	[Q_CLEAR_LINKS] = "DELETE FROM link",
	[Q_CLEAR_SUBJECTS] = "DELETE FROM link_subject",
	[Q_PUT_SUBJECT] = "INSERT INTO link_subject (indicator, kind, year,"
			  "    areas, note) VALUES (?1, ?2, ?3, ?4, ?5)",
	[Q_PUT_LINK] = "INSERT INTO link (kind, a, b, n, rho, p, q, family,"
		       "    rho_first, rho_second, partial, partial_p,"
		       "    partial_n) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
		       "    ?9, ?10, ?11, ?12, ?13)",
};
static const struct sql_set links_sql = {"analysis/study_links", sql, Q_COUNT};

enum kind {
	KIND_LEVEL,
	KIND_TREND,
	KINDS
};

static const char *const kind_names[KINDS] = {"level", "trend"};

struct subject_text {
	int64_t id;
	char *theme, *title;
	bool amount, given;
};

struct links {
	int64_t *towns; /* by county and code */
	int *regions;
	bool *second;
	size_t towns_n, towns_cap, regions_n, regions_cap;
	int region_count;
	struct subject_text *subjects;
	size_t n, cap;
	double *given;
	size_t given_n;
	double *x; /* subjects x towns */
	int *years;
};

/* --- what is known of areas and indicators ----------------------------------
 */

static int read_towns(struct study_run *run, struct links *l, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_TOWNS);
	char county[32] = "";
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		const char *code = stmt_col_text(q, 1);

		if (l->towns_n == 0 || strcmp(county, code) != 0) {
			(void)snprintf(county, sizeof(county), "%s", code);
			l->region_count++;
		}
		l->towns = grown(l->towns, l->towns_n, &l->towns_cap,
				 sizeof(*l->towns));
		l->regions = grown(l->regions, l->regions_n, &l->regions_cap,
				   sizeof(*l->regions));
		l->towns[l->towns_n++] = stmt_col_int(q, 0);
		l->regions[l->regions_n++] = l->region_count - 1;
	}
	l->second = xcalloc(l->towns_n + 1, sizeof(*l->second));
	link_halves(l->regions, l->towns_n, (size_t)l->region_count, l->second);
	return got;
}

static int read_subjects(struct study_run *run, struct links *l, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_SUBJECTS);
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		l->subjects =
			grown(l->subjects, l->n, &l->cap, sizeof(*l->subjects));
		l->subjects[l->n++] = (struct subject_text){
			.id = stmt_col_int(q, 0),
			.theme = xstrdup(stmt_col_text(q, 1)),
			.title = xstrdup(stmt_col_text(q, 2)),
			.amount = indicator_is_amount(stmt_col_text(q, 3),
						      stmt_col_text(q, 2)),
			.given = stmt_col_int(q, 4) != 0,
		};
	}
	return got;
}

static void links_release(struct links *l)
{
	for (size_t i = 0; l->subjects && i < l->n; i++) {
		free(l->subjects[i].theme);
		free(l->subjects[i].title);
	}
	free(l->subjects);
	free(l->towns);
	free(l->regions);
	free(l->second);
	free(l->given);
	free(l->x);
	free(l->years);
}

/* --- values -----------------------------------------------------------------
 */

/* Returns in how many towns there is one. */
static size_t take_levels(const struct links *l, const struct newest *r,
			  double *x)
{
	size_t n = 0;

	for (size_t i = 0; i < l->towns_n; i++) {
		x[i] = r ? newest_value(r, l->towns[i], r->common_year)
			 : UNDEFINED;
		n += !isnan(x[i]);
	}
	return n;
}

/* The background that is there for enough municipalities. Ranks are compared,
 * so a logarithm would change nothing. */
static void take_given(struct links *l, const struct newest_list *kept)
{
	l->given = xmalloc((l->n * l->towns_n + 1) * sizeof(*l->given));
	for (size_t i = 0; i < l->n; i++) {
		double *x = l->given + l->given_n * l->towns_n;

		if (l->subjects[i].given &&
		    take_levels(l, newest_list_at(kept, l->subjects[i].id),
				x) >= LINK_AREAS_MIN)
			l->given_n++;
	}
}

/* The rows (area, value) of q into x. */
static int take_rows(const struct links *l, struct stmt *q, double *x,
		     struct err *e)
{
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		int64_t area = stmt_col_int(q, 0);

		for (size_t i = 0; i < l->towns_n; i++)
			if (l->towns[i] == area)
				x[i] = stmt_col_double(q, 1);
	}
	return got;
}

static int take_shrunken(struct study_run *run, const struct links *l,
			 const struct newest *r, double *x, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_SHRUNKEN);

	if (!r)
		return 0;
	stmt_int(q, 1, r->indicator);
	stmt_int(q, 2, r->common_year);
	return take_rows(l, q, x, e);
}

static int take_slopes(struct study_run *run, const struct links *l,
		       int64_t indicator, double *x, size_t *n, struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_SLOPES);

	for (size_t i = 0; i < l->towns_n; i++)
		x[i] = UNDEFINED;
	stmt_int(q, 1, indicator);
	if (take_rows(l, q, x, e) < 0)
		return -1;
	*n = 0;
	for (size_t i = 0; i < l->towns_n; i++)
		*n += !isnan(x[i]);
	return 0;
}

static int put_subject(struct study_run *run, const struct links *l, size_t i,
		       enum kind kind, size_t areas, const char *note,
		       struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_PUT_SUBJECT);

	stmt_int(q, 1, l->subjects[i].id);
	stmt_text(q, 2, kind_names[kind]);
	if (l->years[i])
		stmt_int(q, 3, l->years[i]);
	stmt_int(q, 4, (int64_t)areas);
	stmt_text(q, 5, note);
	return stmt_run(q, e);
}

/* Why an indicator is not looked at; "": it is. */
static const char *left_out(const struct subject_text *s, size_t areas)
{
	if (s->given)
		return "background: links are given it";
	if (s->amount)
		return "an amount, no share or rate";
	return areas < LINK_AREAS_MIN ? "fewer than 100 municipalities" : "";
}

/* The variables of one kind into l->x; one that is left out has no value. */
static int take_kind(struct study_run *run, struct links *l, enum kind kind,
		     struct err *e)
{
	for (size_t i = 0; i < l->n; i++) {
		double *x = l->x + i * l->towns_n;
		const struct newest *r =
			newest_list_at(run->kept, l->subjects[i].id);
		const char *note;
		size_t areas;

		l->years[i] = 0;
		if (kind == KIND_LEVEL) {
			areas = take_levels(l, r, x);
			l->years[i] = r ? r->common_year : 0;
			if (take_shrunken(run, l, r, x, e) < 0)
				return -1;
		} else if (take_slopes(run, l, l->subjects[i].id, x, &areas,
				       e) < 0) {
			return -1;
		}
		note = left_out(&l->subjects[i], areas);
		if (put_subject(run, l, i, kind, areas, note, e) < 0)
			return -1;
		for (size_t k = 0; note[0] && k < l->towns_n; k++)
			x[k] = UNDEFINED;
	}
	return 0;
}

/* --- links ------------------------------------------------------------------
 */

static void bind_real(struct stmt *q, int i, double v)
{
	if (isfinite(v))
		stmt_double(q, i, v);
	else
		stmt_null(q, i);
}

static int put_link(struct study_run *run, const struct links *all,
		    enum kind kind, const struct link *l, size_t family,
		    struct err *e)
{
	struct stmt *q = stmts_at(run->q, Q_PUT_LINK);

	stmt_text(q, 1, kind_names[kind]);
	stmt_int(q, 2, all->subjects[l->a].id);
	stmt_int(q, 3, all->subjects[l->b].id);
	stmt_int(q, 4, (int64_t)l->n);
	stmt_double(q, 5, l->rho);
	stmt_double(q, 6, l->p);
	stmt_double(q, 7, l->q);
	stmt_int(q, 8, (int64_t)family);
	stmt_double(q, 9, l->half[0]);
	stmt_double(q, 10, l->half[1]);
	bind_real(q, 11, l->partial);
	bind_real(q, 12, l->partial_p);
	stmt_int(q, 13, (int64_t)l->partial_n);
	return stmt_run(q, e);
}

static int do_kind(struct study_run *run, struct links *l, enum kind kind,
		   struct err *e)
{
	struct link_areas areas = {
		l->towns_n, l->regions, (size_t)l->region_count,
		l->second,  l->given,   l->given_n};
	struct link_variable *v = xcalloc(l->n + 1, sizeof(*v));
	struct link *found = NULL;
	size_t n, family;
	int rc = -1;

	if (take_kind(run, l, kind, e) < 0)
		goto out;
	for (size_t i = 0; i < l->n; i++)
		v[i] = (struct link_variable){l->subjects[i].theme,
					      l->subjects[i].title, l->years[i],
					      l->x + i * l->towns_n};
	n = links_find(v, l->n, &areas, &found, &family);
	for (size_t i = 0; i < n; i++)
		if (put_link(run, l, kind, &found[i], family, e) < 0)
			goto out;
	rc = 0;
out:
	free(found);
	free(v);
	return rc;
}

static int end(struct study_run *run, bool followed, struct err *e)
{
	struct links l = {0};
	int rc = -1;

	if (!followed)
		return 0;
	if (stmt_run(stmts_at(run->q, Q_CLEAR_LINKS), e) < 0 ||
	    stmt_run(stmts_at(run->q, Q_CLEAR_SUBJECTS), e) < 0 ||
	    read_towns(run, &l, e) < 0 || read_subjects(run, &l, e) < 0)
		goto out;
	rc = 0;
	if (!l.subjects)
		goto out;
	take_given(&l, run->kept);
	l.x = xmalloc((l.n * l.towns_n + 1) * sizeof(*l.x));
	l.years = xcalloc(l.n + 1, sizeof(*l.years));
	for (int kind = 0; rc == 0 && kind < KINDS; kind++)
		rc = do_kind(run, &l, (enum kind)kind, e);
out:
	links_release(&l);
	return rc;
}

const struct study study_links = {
	.name = "links",
	.sql = &links_sql,
	.begin = newest_list_new,
	.find = newest_find,
	.put = newest_put,
	.release = newest_free,
	.end = end,
	.free = newest_list_free,
};
