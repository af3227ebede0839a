/*
 * See profile.h.
 */
#include "lib/base.h"

#include "briefing/profile.h"

enum {
	Q_LATEST,
	Q_SPREAD,
	Q_TREND,
	Q_POSITION,
	Q_CHART,
	Q_COUNT
};

/* A median of fewer municipalities says too little to stand beside one. */
enum {
	MEDIAN_MIN = 10
};

static const char *const sql[Q_COUNT] = {
	[Q_LATEST] = "SELECT source, indicator, year, value, status,"
		     "  country_value, county_value FROM v_latest"
		     " WHERE area_kind = 'kunta' AND area_code = ?1"
		     "   AND sex = 'total'",
	[Q_SPREAD] = "SELECT value FROM v_observation"
		     " WHERE source = ?1 AND indicator = ?2"
		     "   AND area_kind = 'kunta' AND sex = 'total'"
		     "   AND year = ?3 AND value IS NOT NULL ORDER BY value",
	[Q_TREND] = "SELECT source, indicator, verdict, direction, note, q,"
		    "  slope, slope_low, slope_high, first_year, last_year, n"
		    " FROM v_trend WHERE area_kind = 'kunta'"
		    "   AND area_code = ?1 AND sex = 'total'"
		    "   AND kind = 'long'",
	[Q_POSITION] =
		"SELECT source, indicator, year, coalesce(level_class, ''),"
		"  coalesce(standing, ''), county_class,"
		"  coalesce(county_standing, ''), note, slight,"
		"  benchmark, county_benchmark, numerator, excess"
		" FROM v_position WHERE area_kind = 'kunta'"
		"   AND area_code = ?1 AND sex = 'total'",
	[Q_CHART] = "SELECT source, indicator, name, title, alt, kind = 'spine'"
		    " FROM v_chart"
		    " WHERE area_kind = 'kunta' AND area_code = ?1"
		    "   AND kind IN ('trend', 'spine') AND lang = ?2"
		    " ORDER BY name",
};
const struct sql_set briefing_profile_sql = {"briefing/profile", sql, Q_COUNT};

struct median {
	const struct indicator *ind;
	int year;
	double value; /* NO_FIGURE: too few municipalities */
};

struct reader {
	struct stmts *set, *since;
	struct median *medians;
	size_t n, cap;
};

int reader_new(struct reader **out, struct db *db, struct err *e)
{
	struct reader *r = xcalloc(1, sizeof(*r));

	if (stmts_new(&r->set, db, &briefing_profile_sql, e) < 0 ||
	    stmts_new(&r->since, db, &briefing_since_sql, e) < 0) {
		reader_free(r);
		return -1;
	}
	*out = r;
	return 0;
}

void reader_free(struct reader *r)
{
	if (!r)
		return;
	stmts_free(r->set);
	stmts_free(r->since);
	free(r->medians);
	free(r);
}

/* --- medians --- */

static int ask_median(struct reader *r, struct median *m, struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_SPREAD);
	double *v = NULL;
	size_t n = 0, cap = 0;
	int rc;

	stmt_text(q, 1, m->ind->source);
	stmt_text(q, 2, m->ind->code);
	stmt_int(q, 3, m->year);
	while ((rc = stmt_step(q, e)) > 0) {
		if (n == cap) {
			cap = cap ? cap * 2 : 512;
			v = xreallocarray(v, cap, sizeof(*v));
		}
		v[n++] = stmt_col_double(q, 0);
	}
	if (rc == 0 && n >= MEDIAN_MIN)
		m->value = (v[(n - 1) / 2] + v[n / 2]) / 2;
	free(v);
	return rc;
}

/* Asked once per indicator and year: most municipalities share the year. */
static int median(struct reader *r, const struct indicator *ind, int year,
		  double *out, struct err *e)
{
	struct median m = {ind, year, NO_FIGURE};

	for (size_t i = 0; i < r->n; i++)
		if (r->medians[i].ind == ind && r->medians[i].year == year) {
			*out = r->medians[i].value;
			return 0;
		}
	if (ask_median(r, &m, e) < 0)
		return -1;
	if (r->n == r->cap) {
		r->cap = r->cap ? r->cap * 2 : 64;
		r->medians =
			xreallocarray(r->medians, r->cap, sizeof(*r->medians));
	}
	r->medians[r->n++] = m;
	*out = m.value;
	return 0;
}

/* --- reading --- */

/* The row of the indicator that columns 0 and 1 name; NULL: not followed. */
static struct meter *row_of(struct profile *p, struct stmt *q)
{
	char *source = xstrdup(stmt_col_text(q, 0));
	size_t i = catalog_find(p->cat, source, stmt_col_text(q, 1));

	free(source);
	return i < p->n ? &p->rows[i] : NULL;
}

enum state state_parse(const char *s)
{
	static const struct {
		const char *name;
		enum state state;
	} states[] = {
		{"suppressed", STATE_SUPPRESSED},
		{"not_applicable", STATE_NOT_APPLICABLE},
		{"not_yet_published", STATE_NOT_YET},
	};

	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (strcmp(s, states[i].name) == 0)
			return states[i].state;
	return STATE_MISSING;
}

enum text state_text(enum state s)
{
	switch (s) {
	case STATE_SUPPRESSED:
		return TEXT_BRIEF_SUPPRESSED;
	case STATE_NOT_APPLICABLE:
		return TEXT_BRIEF_NOT_APPLICABLE;
	case STATE_NOT_YET:
		return TEXT_BRIEF_NOT_YET;
	case STATE_NONE:
	case STATE_VALUE:
	case STATE_MISSING:
		break;
	}
	return TEXT_BRIEF_MISSING;
}

static int take_latest(struct profile *p, struct reader *r, struct stmt *q,
		       struct err *e)
{
	struct meter *m = row_of(p, q);

	if (!m)
		return 0;
	m->year = (int)stmt_col_int(q, 2);
	m->value = meter_number(q, 3);
	m->state = isfinite(m->value) ? STATE_VALUE
				      : state_parse(stmt_col_text(q, 4));
	m->country = meter_number(q, 5);
	m->county = meter_number(q, 6);
	m->old = m->year <= p->cat->old_year;
	/* the median of sizes says nothing about one municipality's */
	if (isfinite(m->country) || measure_is_size(&m->ind->measure))
		return 0;
	if (median(r, m->ind, m->year, &m->country, e) < 0)
		return -1;
	m->median = isfinite(m->country);
	return 0;
}

static int read_latest(struct profile *p, struct reader *r, struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_LATEST);
	int rc;

	stmt_text(q, 1, p->place->code);
	while ((rc = stmt_step(q, e)) > 0)
		if (take_latest(p, r, q, e) < 0)
			return -1;
	return rc;
}

static int read_trends(struct profile *p, struct reader *r, struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_TREND);
	int rc;

	stmt_text(q, 1, p->place->code);
	while ((rc = stmt_step(q, e)) > 0) {
		struct meter *m = row_of(p, q);

		if (m)
			meter_trend(m, q);
	}
	return rc;
}

static int read_positions(struct profile *p, struct reader *r, struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_POSITION);
	int rc;

	stmt_text(q, 1, p->place->code);
	while ((rc = stmt_step(q, e)) > 0) {
		struct meter *m = row_of(p, q);
		struct place_words w;
		char *text[5];

		if (!m)
			continue;
		for (int i = 0; i < 5; i++)
			text[i] = xstrdup(stmt_col_text(q, 3 + i));
		w = (struct place_words){.year = (int)stmt_col_int(q, 2),
					 .level_class = text[0],
					 .standing = text[1],
					 .county_class = text[2],
					 .county_standing = text[3],
					 .note = text[4],
					 .slight = stmt_col_int(q, 8) != 0,
					 .benchmark = meter_number(q, 9),
					 .county_benchmark =
						 meter_number(q, 10),
					 .cases = meter_number(q, 11),
					 .excess = meter_number(q, 12)};
		meter_place(m, &w);
		for (int i = 0; i < 5; i++)
			free(text[i]);
	}
	for (size_t i = 0; i < p->n; i++)
		meter_beside(&p->rows[i]);
	return rc;
}

static int read_charts(struct profile *p, struct reader *r, struct err *e)
{
	struct stmt *q = stmts_at(r->set, Q_CHART);
	int rc;

	stmt_text(q, 1, p->place->code);
	stmt_text(q, 2, lang_name(p->cat->lang));
	while ((rc = stmt_step(q, e)) > 0) {
		bool spine = stmt_col_int(q, 5) != 0;
		struct meter *m = spine ? NULL : row_of(p, q);

		if (spine || m)
			exhibit_take(spine ? &p->spine : &m->chart,
				     stmt_col_text(q, 2), stmt_col_text(q, 3),
				     stmt_col_text(q, 4));
		if (m)
			m->chart.ind = m->ind;
	}
	return rc;
}

int profile_read(struct profile **out, struct reader *r,
		 const struct catalog *c, const struct county *county,
		 const struct place *place, struct err *e)
{
	struct profile *p = xcalloc(1, sizeof(*p));

	*p = (struct profile){.cat = c, .county = county, .place = place};
	p->rows = xcalloc(c->n + 1, sizeof(*p->rows));
	p->n = c->n;
	for (size_t i = 0; i < p->n; i++)
		meter_init(&p->rows[i], &c->list[i]);
	if (read_latest(p, r, e) < 0 || read_trends(p, r, e) < 0 ||
	    read_positions(p, r, e) < 0 || read_charts(p, r, e) < 0 ||
	    since_read(p, r->since, e) < 0) {
		profile_free(p);
		return err_wrap(e, "kunta %s", place->code);
	}
	*out = p;
	return 0;
}

void profile_free(struct profile *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n; i++)
		exhibit_release(&p->rows[i].chart);
	exhibit_release(&p->spine);
	free(p->rows);
	free(p);
}

/* --- findings --- */

static enum group group_of(const struct meter *m)
{
	if (m->old || m->state == STATE_NONE)
		return GROUP_NONE;
	return finding_group(&m->finding);
}

/* Smaller q first; rows of the same q keep the order of the barometer. */
static int compare_certain(const void *a, const void *b)
{
	const struct meter *x = *(const struct meter *const *)a;
	const struct meter *y = *(const struct meter *const *)b;
	double p = isnan(x->finding.q) ? 1 : x->finding.q;
	double q = isnan(y->finding.q) ? 1 : y->finding.q;

	if (p < q || p > q)
		return p < q ? -1 : 1;
	return x < y ? -1 : x > y;
}

const struct meter **profile_group(const struct profile *p, enum group g,
				   size_t *n)
{
	const struct meter **list = xcalloc(p->n + 1, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < p->n; i++)
		if (group_of(&p->rows[i]) == g)
			list[(*n)++] = &p->rows[i];
	if (*n > 1)
		qsort(list, *n, sizeof(*list), compare_certain);
	return list;
}

void profile_tally(const struct profile *p, size_t tally[GROUP_N])
{
	memset(tally, 0, GROUP_N * sizeof(*tally));
	for (size_t i = 0; i < p->n; i++) {
		const struct meter *m = &p->rows[i];

		if (!m->old && m->state != STATE_NONE &&
		    finding_assessed(&m->finding))
			tally[group_of(m)]++;
	}
}

size_t tally_total(const size_t tally[GROUP_N])
{
	size_t n = 0;

	for (size_t g = 0; g < GROUP_N; g++)
		n += tally[g];
	return n;
}
