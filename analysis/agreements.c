#include "analysis/agreements.h"

#include <math.h>

#include "analysis/agreement.h"
#include "analysis/dist.h"
#include "analysis/fdr.h"
#include "analysis/grown.h"
#include "analysis/recent_sheet.h"
#include "analysis/undefined.h"
#include "lib/hash.h"
#include "lib/num.h"
#include "lib/store.h"

/* Rises with every change of the method whose results differ. */
#define METHOD "agreements 1"

enum {
	Q_ANALYSED,
	Q_AGREED,
	Q_TIES,
	Q_SUBJECTS,
	Q_FIGURES,
	Q_CLEAR,
	Q_PUT,
	Q_COUNT
};

/* Every indicator that a measure is tied to, by its strongest link; and those
 * of priorities that no measure is tied to, under no measure. */
#define TIES                                                                   \
	"WITH linked AS ("                                                     \
	"  SELECT negotiation, measure, priority, source, indicator, role,"    \
	"    strength FROM v_tie"                                              \
	"  UNION ALL SELECT l.negotiation, '', l.priority, l.source,"          \
	"    l.indicator, l.role, l.strength FROM v_priority_link AS l"        \
	"    WHERE NOT EXISTS (SELECT 1 FROM v_tie AS t"                       \
	"      WHERE t.negotiation = l.negotiation"                            \
	"      AND t.source = l.source AND t.indicator = l.indicator)),"       \
	"ranked AS (SELECT *, row_number() OVER ("                             \
	"    PARTITION BY negotiation, measure, source, indicator"             \
	"    ORDER BY CASE strength WHEN 'direct' THEN 1 WHEN 'proxy' THEN 2"  \
	"      WHEN 'weak' THEN 3 ELSE 4 END, priority) AS place FROM linked)" \
	"SELECT r.negotiation, r.measure, r.source, r.indicator, r.strength,"  \
	"    r.role, coalesce(r.priority, ''),"                                \
	"    CAST(substr(coalesce(m.agreed, n.date), 1, 4) AS INTEGER) + 1"    \
	"      + coalesce(m.lag_years, 0)"                                     \
	"  FROM ranked AS r JOIN negotiation AS n"                             \
	"    ON n.negotiation = r.negotiation"                                 \
	"  LEFT JOIN negotiation_measure AS m"                                 \
	"    ON m.negotiation = r.negotiation AND m.id = r.measure"            \
	"  WHERE r.place = 1"

static const char *const sql[Q_COUNT] = {
	[Q_ANALYSED] = "SELECT DISTINCT g.source, g.code, d.key"
		       "  FROM agreed_figure AS g"
		       "  JOIN source AS s ON s.name = g.source"
		       "  JOIN indicator AS i"
		       "    ON i.source = s.id AND i.code = g.code"
		       "  JOIN analysed AS d ON d.indicator = i.id"
		       "  ORDER BY g.source, g.code",
	[Q_AGREED] = "SELECT g.negotiation, g.source, g.code, a.kind, a.code,"
		     "    g.sex, g.year, g.value, g.reason"
		     "  FROM agreed_figure AS g JOIN area AS a ON a.id = g.area"
		     "  ORDER BY 1, 2, 3, 4, 5, 6",
	[Q_TIES] = TIES " ORDER BY 1, 2, 3, 4",
	[Q_SUBJECTS] = "SELECT DISTINCT g.source, g.code, i.id"
		       "  FROM agreed_figure AS g"
		       "  LEFT JOIN source AS s ON s.name = g.source"
		       "  LEFT JOIN indicator AS i"
		       "    ON i.source = s.id AND i.code = g.code"
		       "  ORDER BY g.source, g.code",
	[Q_FIGURES] = "SELECT negotiation, area, sex, coalesce(year, 0),"
		      "    coalesce(reason, '')"
		      "  FROM agreed_figure WHERE source = ?1 AND code = ?2"
		      "  ORDER BY negotiation, area, sex",
	[Q_CLEAR] = "DELETE FROM agreement",
	[Q_PUT] = "INSERT INTO agreement (negotiation, measure, source, code,"
		  "    area, sex, priority, role, strength, revised, current,"
		  "    current_year, change, low, high, evidence, p, q, family,"
		  "    verdict, note, first_year)"
		  "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
		  "    ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
};
static const struct sql_set agreements_sql = {"analysis/agreements", sql,
					      Q_COUNT};

enum {
	ID_TEXT = 200
};

struct tie {
	char negotiation[ID_TEXT], measure[ID_TEXT], priority[ID_TEXT];
	char source[ID_TEXT], code[ID_TEXT], role[20], strength[20];
	bool told;
	int first_year;
};

/* One figure of one negotiation. */
struct figure {
	char negotiation[ID_TEXT];
	size_t subject;
	int64_t area;
	int sex;
	double revised, current;
	int current_year;
	struct agreement_change change;
	bool in_family;
	double q;      /* NAN: in no family */
	size_t family; /* hypotheses in it */
};

struct subject_name {
	char source[ID_TEXT], code[ID_TEXT];
	int64_t id; /* 0: nothing is known of it */
	enum polarity polarity;
};

struct work {
	struct stmts *q;
	struct country country;
	struct sheet_reader *reader;
	struct mk_cache *cache;
	struct tie *ties;
	size_t ties_n, ties_cap;
	struct subject_name *subjects;
	size_t subjects_n, subjects_cap;
	struct figure *figures;
	size_t figures_n, figures_cap;
};

static void copy(char *dst, size_t n, struct stmt *q, int column)
{
	(void)snprintf(dst, n, "%s", stmt_col_text(q, column));
}

/* --- whether there is anything to do -------------------------------------- */

static int make_key(struct work *w, int run_year, char out[HASH_HEX],
		    struct err *e)
{
	static const int from[] = {Q_ANALYSED, Q_AGREED, Q_TIES};
	struct hash *h = hash_new();
	char year[NUM_TEXT];
	int got = 0;

	hash_text(h, METHOD);
	hash_text(h, num_text(year, run_year));
	for (size_t i = 0; got == 0 && i < ARRAY_LEN(from); i++) {
		struct stmt *q = stmts_at(w->q, (size_t)from[i]);

		hash_text(h, "");
		while ((got = stmt_step(q, e)) > 0)
			for (int c = 0; c < stmt_columns(q); c++)
				hash_text(h, stmt_col_text(q, c));
	}
	(void)hash_end(h, out);
	return got;
}

/* --- reading -------------------------------------------------------------- */

static int read_ties(struct work *w, struct err *e)
{
	struct stmt *q = stmts_at(w->q, Q_TIES);
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		struct tie *t;

		w->ties = grown(w->ties, w->ties_n, &w->ties_cap,
				sizeof(*w->ties));
		t = &w->ties[w->ties_n++];
		copy(t->negotiation, sizeof(t->negotiation), q, 0);
		copy(t->measure, sizeof(t->measure), q, 1);
		copy(t->source, sizeof(t->source), q, 2);
		copy(t->code, sizeof(t->code), q, 3);
		copy(t->strength, sizeof(t->strength), q, 4);
		copy(t->role, sizeof(t->role), q, 5);
		copy(t->priority, sizeof(t->priority), q, 6);
		t->first_year = (int)stmt_col_int(q, 7);
		t->told = strcmp(t->strength, "direct") == 0 ||
			  strcmp(t->strength, "proxy") == 0;
	}
	return got;
}

static int read_subjects(struct work *w, struct err *e)
{
	struct stmt *q = stmts_at(w->q, Q_SUBJECTS);
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		struct subject_name *s;

		w->subjects = grown(w->subjects, w->subjects_n,
				    &w->subjects_cap, sizeof(*w->subjects));
		s = &w->subjects[w->subjects_n++];
		*s = (struct subject_name){.id = stmt_col_int(q, 2)};
		copy(s->source, sizeof(s->source), q, 0);
		copy(s->code, sizeof(s->code), q, 1);
	}
	return got;
}

/* --- comparing ------------------------------------------------------------ */

/* What comparing needs of an indicator. */
struct ground {
	struct sheet sheet;
	struct denominators d;
	struct recents recents;
};

static int ground_read(struct work *w, struct subject_name *s, struct ground *g,
		       struct err *e)
{
	if (sheet_read(w->reader, s->id, &g->sheet, e) < 0)
		return -1;
	sheet_complete(&g->sheet);
	denominators_find(&g->sheet, &g->d);
	if (g->d.why == LIMITS_GIVEN)
		recents_find(&g->sheet, &g->d, &g->recents);
	s->polarity = g->sheet.about.followed ? g->sheet.about.polarity
					      : POLARITY_NEUTRAL;
	return 0;
}

static void ground_forget(struct ground *g)
{
	recents_release(&g->recents);
	denominators_release(&g->d);
}

/* By how much the series varies more than chance. A municipality's is that of
 * its band; an area's own hangs on three degrees of freedom, so that the limits
 * of t take the place of the normal ones. */
static double phi_of(const struct ground *g, const struct sheet_series *one)
{
	const size_t i = (size_t)(one - g->sheet.series);
	const struct recent_series *r;
	double wider;

	if (i >= g->recents.n)
		return UNDEFINED;
	r = &g->recents.list[i];
	if (r->reason[0])
		return UNDEFINED;
	if (!isnan(r->phi))
		return r->phi;
	wider = dist_t_quantile(0.975, RECENT_POINTS - 2) /
		dist_normal_quantile(0.975);
	return fmax(1, r->fit.q / (RECENT_POINTS - 2)) * wider * wider;
}

static void take_counts(const struct ground *g, const struct sheet_series *one,
			struct agreement_figures *f)
{
	enum limits_why why = denominators_counts(&g->sheet, &g->d, one,
						  f->agreed_year, &f->then);

	if (why == LIMITS_GIVEN)
		why = denominators_counts(&g->sheet, &g->d, one,
					  f->current_year, &f->now);
	f->why = why == LIMITS_GIVEN ? NULL : limits_why_name(why);
}

/* The series from the year after `year` on. */
static struct trend_series later_than(struct trend_series t, int year)
{
	while (t.n > 0 && t.years[0] <= year) {
		t.years++;
		t.values++;
		t.n--;
	}
	while (t.absent_n > 0 && t.absent[0].year <= year) {
		t.absent++;
		t.absent_n--;
	}
	return t;
}

static void take_series(const struct ground *g, const struct sheet_series *one,
			struct agreement_figures *f)
{
	const struct sheet *s = &g->sheet;

	f->current_year = s->years[one->from + one->n - 1];
	f->current = s->values[one->from + one->n - 1];
	f->revised = sheet_value(s, one, f->agreed_year);
	f->proportion = s->about.class == CLASS_PROPORTION;
	f->unit = s->about.unit;
	f->rules = sheet_trend_rules(s, one->sex);
	f->phi = phi_of(g, one);
	f->after = later_than(sheet_trend_series(s, one), f->agreed_year);
	for (size_t i = 0; i < s->breaks_n[one->sex]; i++)
		f->broken |= s->breaks[one->sex][i] > f->agreed_year &&
			     s->breaks[one->sex][i] <= f->current_year;
	take_counts(g, one, f);
}

static void compare(struct work *w, const struct ground *g, struct figure *out,
		    int agreed_year, const char *reason)
{
	const struct sheet_series *one =
		g ? sheet_find(&g->sheet, out->area, out->sex) : NULL;
	struct agreement_figures f = {.agreed_year = agreed_year,
				      .revised = UNDEFINED,
				      .current = UNDEFINED,
				      .phi = UNDEFINED,
				      .why = "no_figure"};

	/* of constant text: the row is gone when the note is made */
	if (agreed_year == 0)
		f.reason = agreement_reason(reason);
	if (one && one->n > 0)
		take_series(g, one, &f);
	agreement_compare(&f, w->cache, &out->change);
	out->revised = f.revised;
	out->current = f.current;
	out->current_year = f.current_year;
}

static int compare_rows(struct work *w, size_t subject, const struct ground *g,
			struct err *e)
{
	struct stmt *q = stmts_at(w->q, Q_FIGURES);
	int got;

	stmt_text(q, 1, w->subjects[subject].source);
	stmt_text(q, 2, w->subjects[subject].code);
	while ((got = stmt_step(q, e)) > 0) {
		struct figure *f;

		w->figures = grown(w->figures, w->figures_n, &w->figures_cap,
				   sizeof(*w->figures));
		f = &w->figures[w->figures_n++];
		*f = (struct figure){.subject = subject,
				     .area = stmt_col_int(q, 1),
				     .sex = (int)stmt_col_int(q, 2),
				     .q = UNDEFINED};
		copy(f->negotiation, sizeof(f->negotiation), q, 0);
		compare(w, g, f, (int)stmt_col_int(q, 3), stmt_col_text(q, 4));
	}
	return got;
}

static int compare_all(struct work *w, struct err *e)
{
	struct ground g = {.recents = {.list = NULL}};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < w->subjects_n; i++) {
		bool known = w->subjects[i].id != 0;

		if (known && ground_read(w, &w->subjects[i], &g, e) < 0) {
			rc = -1;
			break;
		}
		rc = compare_rows(w, i, known ? &g : NULL, e);
		if (known)
			ground_forget(&g);
	}
	sheet_release(&g.sheet);
	return rc;
}

/* --- families ------------------------------------------------------------- */

static bool is_tie_of(const struct work *w, const struct tie *t,
		      const struct figure *f)
{
	const struct subject_name *s = &w->subjects[f->subject];

	return strcmp(t->negotiation, f->negotiation) == 0 &&
	       strcmp(t->source, s->source) == 0 &&
	       strcmp(t->code, s->code) == 0;
}

/* A change that no measure can be judged by yet is no hypothesis. */
static void find_hypotheses(struct work *w)
{
	for (size_t i = 0; i < w->figures_n; i++) {
		struct figure *f = &w->figures[i];

		for (size_t j = 0; f->change.hypothesis && j < w->ties_n; j++)
			f->in_family |=
				w->ties[j].told &&
				is_tie_of(w, &w->ties[j], f) &&
				!agreement_is_early(&f->change,
						    w->ties[j].first_year);
	}
}

static int by_family(const void *x, const void *y)
{
	const struct figure *a = x, *b = y;
	int d = strcmp(a->negotiation, b->negotiation);

	if (d == 0)
		d = (a->area > b->area) - (a->area < b->area);
	if (d == 0)
		d = a->sex - b->sex;
	return d ? d : (a->subject > b->subject) - (a->subject < b->subject);
}

static bool same_family(const struct figure *a, const struct figure *b)
{
	return a->area == b->area && a->sex == b->sex &&
	       strcmp(a->negotiation, b->negotiation) == 0;
}

/* A family is what one negotiation asks of one area and sex. */
static void adjust(struct work *w)
{
	double *p = xmalloc((w->figures_n + 1) * sizeof(*p));
	double *bh = xmalloc((w->figures_n + 1) * sizeof(*bh));
	double *by = xmalloc((w->figures_n + 1) * sizeof(*by));
	size_t from = 0;

	find_hypotheses(w);
	if (w->figures_n)
		qsort(w->figures, w->figures_n, sizeof(*w->figures), by_family);
	while (from < w->figures_n) {
		struct figure *f = &w->figures[from];
		size_t n = 0, m;

		while (from + n < w->figures_n && same_family(f, &f[n])) {
			p[n] = f[n].in_family ? f[n].change.p : UNDEFINED;
			n++;
		}
		m = fdr_adjust(p, n, bh, by);
		for (size_t i = 0; i < n; i++) {
			f[i].q = bh[i];
			f[i].family = f[i].in_family ? m : 0;
		}
		from += n;
	}
	free(p);
	free(bh);
	free(by);
}

/* --- writing -------------------------------------------------------------- */

static void bind_real(struct stmt *q, int at, double v)
{
	if (isfinite(v))
		stmt_double(q, at, v);
	else
		stmt_null(q, at);
}

static void bind_count(struct stmt *q, int at, int64_t n)
{
	if (n > 0)
		stmt_int(q, at, n);
	else
		stmt_null(q, at);
}

static void bind_text(struct stmt *q, int at, const char *s)
{
	stmt_text(q, at, s[0] ? s : NULL);
}

static int put(struct work *w, const struct tie *t, const struct figure *f,
	       struct err *e)
{
	const struct agreement_change *c = &f->change;
	struct stmt *q = stmts_at(w->q, Q_PUT);
	char note[AGREEMENT_NOTE];
	enum agreement_verdict v =
		agreement_judge(c, f->q, w->subjects[f->subject].polarity,
				t->told, t->first_year, note);

	stmt_text(q, 1, t->negotiation);
	stmt_text(q, 2, t->measure);
	stmt_text(q, 3, t->source);
	stmt_text(q, 4, t->code);
	stmt_int(q, 5, f->area);
	stmt_int(q, 6, f->sex);
	bind_text(q, 7, t->priority);
	stmt_text(q, 8, t->role);
	stmt_text(q, 9, t->strength);
	bind_real(q, 10, f->revised);
	bind_real(q, 11, f->current);
	bind_count(q, 12, f->current_year);
	bind_real(q, 13, c->size);
	bind_real(q, 14, c->change.low);
	bind_real(q, 15, c->change.high);
	bind_text(q, 16, agreement_evidence_name(c->evidence));
	bind_real(q, 17, c->p);
	bind_real(q, 18, f->q);
	bind_count(q, 19, (int64_t)f->family);
	stmt_text(q, 20, agreement_verdict_name(v));
	stmt_text(q, 21, note);
	stmt_int(q, 22, t->first_year);
	return stmt_run(q, e);
}

static int put_all(struct work *w, struct err *e)
{
	if (stmt_run(stmts_at(w->q, Q_CLEAR), e) < 0)
		return -1;
	for (size_t i = 0; i < w->figures_n; i++)
		for (size_t j = 0; j < w->ties_n; j++)
			if (is_tie_of(w, &w->ties[j], &w->figures[i]) &&
			    put(w, &w->ties[j], &w->figures[i], e) < 0)
				return -1;
	return 0;
}

static int run(struct work *w, struct db *db, const char *population,
	       int run_year, struct err *e)
{
	w->cache = mk_cache_new();
	if (country_read(&w->country, db, population, e) < 0 ||
	    sheet_reader_new(&w->reader, db, &w->country, run_year, e) < 0 ||
	    read_ties(w, e) < 0 || read_subjects(w, e) < 0 ||
	    compare_all(w, e) < 0)
		return -1;
	adjust(w);
	return put_all(w, e);
}

int agreements_run(struct db *db, const char *population, int run_year,
		   bool *changed, struct err *e)
{
	struct work w = {0};
	char key[HASH_HEX], last[HASH_HEX];
	int rc = -1;

	*changed = false;
	if (stmts_new(&w.q, db, &agreements_sql, e) < 0 ||
	    make_key(&w, run_year, key, e) < 0 ||
	    store_get(db, "agreements", last, sizeof(last), e) < 0)
		goto out;
	rc = 0;
	if (strcmp(key, last) != 0) {
		*changed = true;
		rc = run(&w, db, population, run_year, e);
		if (rc == 0)
			rc = store_put(db, "agreements", key, e);
	}
out:
	mk_cache_free(w.cache);
	sheet_reader_free(w.reader);
	country_release(&w.country);
	free(w.ties);
	free(w.subjects);
	free(w.figures);
	stmts_free(w.q);
	return rc;
}
