/*
 * One pass over the indicators that are due, one in memory at a time; see
 * run.h. Series of indicators that are followed and can be
 * tested wait until the end, when their families are complete; all others are
 * written at once.
 */
#include <math.h>

#include "analysis/coverage.h"
#include "analysis/finding.h"
#include "analysis/run.h"
#include "analysis/undefined.h"

enum {
	Q_INDICATORS,
	Q_MUNICIPALITIES,
	Q_FIGURES,
	Q_ABSENCES,
	Q_CLEAR,
	Q_PUT,
	Q_DONE,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_INDICATORS] =
		"SELECT i.id, i.decimals, f.code IS NOT NULL,"
		"    f.class = 'proportion', f.polarity, coalesce(f.span, 1)"
		"  FROM indicator AS i JOIN source AS s ON s.id = i.source"
		"  LEFT JOIN followed AS f"
		"    ON f.source = s.name AND f.code = i.code"
		"  ORDER BY i.id",
	[Q_MUNICIPALITIES] =
		"SELECT id FROM area WHERE kind = 'kunta' ORDER BY id",
	[Q_FIGURES] = "SELECT area, sex, year, value FROM observation"
		      "  WHERE indicator = ?1 ORDER BY area, sex, year",
	[Q_ABSENCES] = "SELECT a.area, a.sex, a.year, t.name = 'suppressed'"
		       "  FROM absence AS a JOIN status AS t ON t.id = a.reason"
		       "  WHERE a.indicator = ?1 AND t.name IN"
		       "    ('suppressed', 'not_applicable',"
		       "     'not_yet_published')"
		       "  ORDER BY a.area, a.sex, a.year",
	[Q_CLEAR] = "DELETE FROM trend WHERE indicator = ?1",
	[Q_PUT] = "INSERT INTO trend (indicator, area, sex, kind, first_year,"
		  "    last_year, n, s, p, p_adj, q, q_by, family, f, slope,"
		  "    slope_low, slope_high, verdict, direction, note)"
		  "  VALUES (?1, ?2, ?3, 'long', ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
		  "    ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
	[Q_DONE] = "INSERT OR REPLACE INTO analysed VALUES"
		   "  (?1, ?2, ?3, ?4, ?5)",
};
static const struct sql_set pass_sql = {"analysis/pass", sql, Q_COUNT};

enum {
	SEXES = 3
};

/* What the pass knows of an indicator before it reads figures. */
struct known {
	int64_t id;
	bool followed;
	enum polarity polarity;
	struct trend_indicator rules; /* without years */
	int64_t series, clear;        /* that were written */
};

struct figure {
	int64_t area;
	int sex;
	int year;
	double value;
};

struct hole {
	int64_t area;
	int sex;
	struct trend_absence absence;
};

struct pass {
	struct stmts *q;
	struct mk_cache *cache;
	struct log *log;
	struct known *known; /* by id */
	size_t known_n, known_cap;
	int64_t *towns; /* area ids of municipalities, ascending */
	size_t towns_n, towns_cap;
	struct figure *figures; /* of one indicator */
	size_t figures_n, figures_cap;
	struct hole *holes; /* of one indicator */
	size_t holes_n, holes_cap;
	int *collected[SEXES]; /* years, of one indicator */
	size_t collected_n[SEXES];
	int *years; /* of one series */
	double *values;
	struct trend_absence *absent;
	size_t series_cap, absent_cap;
	struct findings waiting;
};

/* Room for one more in a growing array. */
static void *grown(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	*cap = *cap ? *cap * 2 : 1024;
	return xreallocarray(p, *cap, size);
}

static enum polarity polarity_of(const char *s)
{
	if (strcmp(s, "lower_better") == 0)
		return POLARITY_LOWER;
	if (strcmp(s, "higher_better") == 0)
		return POLARITY_HIGHER;
	return POLARITY_NEUTRAL;
}

static int read_known(struct pass *p, int run_year, struct err *e)
{
	struct stmt *q = stmts_at(p->q, Q_INDICATORS);
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		struct known *k;

		p->known = grown(p->known, p->known_n, &p->known_cap,
				 sizeof(*p->known));
		k = &p->known[p->known_n++];
		*k = (struct known){
			.id = stmt_col_int(q, 0),
			.followed = stmt_col_int(q, 2) != 0,
			.polarity = polarity_of(stmt_col_text(q, 4)),
			.rules = {.span = (int)stmt_col_int(q, 5),
				  .decimals = (int)stmt_col_int(q, 1),
				  .proportion = stmt_col_int(q, 3) != 0,
				  .run_year = run_year},
		};
	}
	return got;
}

static int read_towns(struct pass *p, struct err *e)
{
	struct stmt *q = stmts_at(p->q, Q_MUNICIPALITIES);
	int got;

	while ((got = stmt_step(q, e)) > 0) {
		p->towns = grown(p->towns, p->towns_n, &p->towns_cap,
				 sizeof(*p->towns));
		p->towns[p->towns_n++] = stmt_col_int(q, 0);
	}
	return got;
}

static int read_holes(struct pass *p, int64_t indicator, struct err *e)
{
	struct stmt *q = stmts_at(p->q, Q_ABSENCES);
	int got;

	p->holes_n = 0;
	stmt_int(q, 1, indicator);
	while ((got = stmt_step(q, e)) > 0) {
		p->holes = grown(p->holes, p->holes_n, &p->holes_cap,
				 sizeof(*p->holes));
		p->holes[p->holes_n++] = (struct hole){
			.area = stmt_col_int(q, 0),
			.sex = (int)stmt_col_int(q, 1),
			.absence = {(int)stmt_col_int(q, 2),
				    stmt_col_int(q, 3) ? ABSENCE_SUPPRESSED
						       : ABSENCE_NOT_EXPECTED},
		};
	}
	return got;
}

static int compare_id(const void *a, const void *b)
{
	int64_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x > y) - (x < y);
}

static bool is_town(const struct pass *p, int64_t area)
{
	return p->towns_n > 0 && bsearch(&area, p->towns, p->towns_n,
					 sizeof(*p->towns), compare_id);
}

/* The end of the series that starts at i. */
static size_t series_end(const struct pass *p, size_t i)
{
	size_t j = i + 1;

	while (j < p->figures_n && p->figures[j].area == p->figures[i].area &&
	       p->figures[j].sex == p->figures[i].sex)
		j++;
	return j;
}

/* Counts one sex: the municipalities, or all areas where none of them reports
 * (some surveys have figures for counties only). */
static void find_collected(struct pass *p, int sex)
{
	struct coverage towns = {0}, all = {0};
	const struct coverage *c;

	for (size_t i = 0, end; i < p->figures_n; i = end) {
		bool town = is_town(p, p->figures[i].area);

		end = series_end(p, i);
		if (p->figures[i].sex != sex)
			continue;
		towns.areas += town;
		all.areas++;
		for (size_t j = i; j < end; j++) {
			coverage_add(&all, p->figures[j].year);
			if (town)
				coverage_add(&towns, p->figures[j].year);
		}
	}
	c = towns.areas > 0 ? &towns : &all;
	p->collected[sex] = xreallocarray(p->collected[sex], c->n + 1,
					  sizeof(*p->collected[sex]));
	p->collected_n[sex] = coverage_collected(c, p->collected[sex]);
	coverage_release(&towns);
	coverage_release(&all);
}

static void bind_real(struct stmt *q, int i, double v)
{
	if (isfinite(v))
		stmt_double(q, i, v);
	else
		stmt_null(q, i);
}

static int put(struct pass *p, struct known *k, struct finding *f,
	       struct err *e)
{
	struct stmt *q = stmts_at(p->q, Q_PUT);
	const struct trend_stats *st = &f->trend.stats;
	enum verdict v = trend_judge(&f->trend, f->q);
	bool tested = f->trend.tested;
	char note[TREND_NOTES_TEXT];

	stmt_int(q, 1, f->indicator);
	stmt_int(q, 2, f->area);
	stmt_int(q, 3, f->sex);
	stmt_int(q, 4, f->trend.first_year);
	stmt_int(q, 5, f->trend.last_year);
	stmt_int(q, 6, (int64_t)f->trend.n);
	if (tested)
		stmt_int(q, 7, st->mk.s);
	bind_real(q, 8, tested ? st->mk.p : UNDEFINED);
	bind_real(q, 9, tested ? st->p_adj : UNDEFINED);
	bind_real(q, 10, f->q);
	bind_real(q, 11, f->q_by);
	if (f->family > 0)
		stmt_int(q, 12, (int64_t)f->family);
	bind_real(q, 13, tested ? st->persistence.f : UNDEFINED);
	bind_real(q, 14, st->slope);
	bind_real(q, 15, st->low);
	bind_real(q, 16, st->high);
	stmt_text(q, 17, trend_verdict_name(v));
	stmt_text(q, 18, trend_direction(v, f->polarity));
	stmt_text(q, 19, trend_notes(note, f->trend.notes));
	k->series++;
	k->clear += v == VERDICT_UP || v == VERDICT_DOWN ||
		    v == VERDICT_UP_SMALL || v == VERDICT_DOWN_SMALL;
	return stmt_run(q, e);
}

static bool has_year(const struct trend_series *s, int year)
{
	size_t lo = 0, hi = s->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->years[mid] < year)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->n && s->years[lo] == year;
}

/* The absences of one series; *next walks through the indicator's. */
static void take_absences(struct pass *p, const struct figure *first,
			  size_t *next, struct trend_series *s)
{
	size_t i = *next, n = 0;

	while (i < p->holes_n && (p->holes[i].area < first->area ||
				  (p->holes[i].area == first->area &&
				   p->holes[i].sex < first->sex)))
		i++;
	for (; i < p->holes_n && p->holes[i].area == first->area &&
	       p->holes[i].sex == first->sex;
	     i++) {
		if (has_year(s, p->holes[i].absence.year))
			continue;
		p->absent =
			grown(p->absent, n, &p->absent_cap, sizeof(*p->absent));
		p->absent[n++] = p->holes[i].absence;
	}
	s->absent = p->absent;
	s->absent_n = n;
	*next = i;
}

static void take_series(struct pass *p, size_t from, size_t end,
			struct trend_series *s)
{
	size_t n = end - from;

	if (n > p->series_cap) {
		p->series_cap = n * 2;
		p->years = xreallocarray(p->years, p->series_cap,
					 sizeof(*p->years));
		p->values = xreallocarray(p->values, p->series_cap,
					  sizeof(*p->values));
	}
	for (size_t i = 0; i < n; i++) {
		p->years[i] = p->figures[from + i].year;
		p->values[i] = p->figures[from + i].value;
	}
	*s = (struct trend_series){p->years, p->values, n, NULL, 0};
}

static int newest_of(const struct pass *p)
{
	int newest = p->figures[0].year;

	for (size_t i = 1; i < p->figures_n; i++)
		if (p->figures[i].year > newest)
			newest = p->figures[i].year;
	return newest;
}

/* All series of the indicator whose figures are in memory. */
static int do_indicator(struct pass *p, struct known *k, struct err *e)
{
	struct trend_indicator rules = k->rules;
	size_t next_hole = 0;

	if (p->figures_n == 0)
		return 0;
	if (read_holes(p, k->id, e) < 0)
		return -1;
	for (int sex = 0; sex < SEXES; sex++)
		find_collected(p, sex);
	rules.newest_year = newest_of(p);
	for (size_t i = 0, end; i < p->figures_n; i = end) {
		const struct figure *first = &p->figures[i];
		struct finding f = {.indicator = k->id,
				    .area = first->area,
				    .sex = first->sex,
				    .polarity = k->polarity,
				    .q = UNDEFINED,
				    .q_by = UNDEFINED};
		struct trend_series s;

		end = series_end(p, i);
		take_series(p, i, end, &s);
		take_absences(p, first, &next_hole, &s);
		rules.collected = p->collected[first->sex];
		rules.collected_n = p->collected_n[first->sex];
		trend_assess(&rules, &s, p->cache, &f.trend);
		if (k->followed && trend_is_hypothesis(&f.trend))
			findings_add(&p->waiting, &f);
		else if (put(p, k, &f, e) < 0)
			return -1;
	}
	return 0;
}

static int read_figures(struct pass *p, int64_t indicator, struct err *e)
{
	struct stmt *q = stmts_at(p->q, Q_FIGURES);
	int got;

	p->figures_n = 0;
	stmt_int(q, 1, indicator);
	while ((got = stmt_step(q, e)) > 0) {
		struct figure f = {.area = stmt_col_int(q, 0),
				   .sex = (int)stmt_col_int(q, 1),
				   .year = (int)stmt_col_int(q, 2),
				   .value = stmt_col_double(q, 3)};

		if (!isfinite(f.value) || f.sex < 0 || f.sex >= SEXES)
			continue;
		p->figures = grown(p->figures, p->figures_n, &p->figures_cap,
				   sizeof(*p->figures));
		p->figures[p->figures_n++] = f;
	}
	return got;
}

static int clear(struct pass *p, int64_t indicator, struct err *e)
{
	struct stmt *q = stmts_at(p->q, Q_CLEAR);

	stmt_int(q, 1, indicator);
	return stmt_run(q, e);
}

/* Both lists hold every indicator, by id. */
static int do_due(struct pass *p, const struct due_list *due, struct err *e)
{
	size_t done = 0;

	for (size_t i = 0; i < due->n; i++) {
		if (!due->list[i].now)
			continue;
		if (clear(p, p->known[i].id, e) < 0 ||
		    read_figures(p, p->known[i].id, e) < 0 ||
		    do_indicator(p, &p->known[i], e) < 0)
			return -1;
		log_progress(p->log, "analyse", ++done, due->now);
	}
	return 0;
}

/* Those that waited are in the order of indicators again. */
static int put_waiting(struct pass *p, struct err *e)
{
	struct known *k = p->known;

	findings_adjust(&p->waiting);
	for (size_t i = 0; i < p->waiting.n; i++) {
		while (k->id != p->waiting.list[i].indicator)
			k++;
		if (put(p, k, &p->waiting.list[i], e) < 0)
			return -1;
	}
	return 0;
}

static int put_done(struct pass *p, const struct due_list *due, struct err *e)
{
	for (size_t i = 0; i < due->n; i++) {
		struct stmt *q = stmts_at(p->q, Q_DONE);

		if (!due->list[i].now)
			continue;
		stmt_int(q, 1, p->known[i].id);
		stmt_text(q, 2, due->list[i].key);
		stmt_int(q, 3, due->list[i].followed);
		stmt_int(q, 4, p->known[i].series);
		stmt_int(q, 5, p->known[i].clear);
		if (stmt_run(q, e) < 0)
			return -1;
	}
	return 0;
}

static void pass_release(struct pass *p)
{
	stmts_free(p->q);
	mk_cache_free(p->cache);
	free(p->known);
	free(p->towns);
	free(p->figures);
	free(p->holes);
	for (size_t i = 0; i < SEXES; i++)
		free(p->collected[i]);
	free(p->years);
	free(p->values);
	free(p->absent);
	findings_release(&p->waiting);
}

int pass_run(struct db *db, int run_year, const struct due_list *due,
	     struct log *log, struct err *e)
{
	struct pass p = {.log = log};
	int rc = -1;

	if (stmts_new(&p.q, db, &pass_sql, e) < 0)
		return -1;
	p.cache = mk_cache_new();
	if (read_known(&p, run_year, e) < 0 || read_towns(&p, e) < 0)
		goto out;
	if (p.known_n != due->n)
		die("%zu indicators, %zu of them known", due->n, p.known_n);
	if (do_due(&p, due, e) < 0 || put_waiting(&p, e) < 0 ||
	    put_done(&p, due, e) < 0)
		goto out;
	rc = 0;
out:
	pass_release(&p);
	return rc;
}
