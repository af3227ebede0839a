/*
 * The study of levels: where each municipality and county stands; see
 * position.h.
 */
#include <math.h>

#include "analysis/position.h"
#include "analysis/study.h"

enum {
	Q_CLEAR,
	Q_PUT,
	Q_PUT_LIMIT,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	/* funnel_limit goes with it, see schema.sql */
	[Q_CLEAR] = "DELETE FROM position WHERE indicator = ?1",
	[Q_PUT] = "INSERT INTO position (indicator, area, sex, year, value,"
		  "    low, high, low998, high998, method, numerator,"
		  "    denominator, denominator_from, benchmark, level_class,"
		  "    slight, standing, difference, percent, county_benchmark,"
		  "    county_class, county_standing, unstable, pooled_from,"
		  "    pooled_value, pooled_low, pooled_high, pooled_class,"
		  "    rank, ranked, quintile, rank_low, rank_high,"
		  "    rank_uncertain, by_shrunken, z, shrunken,"
		  "    excess, unusual, phi, reason, note)"
		  "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
		  "    ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,"
		  "    ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33,"
		  "    ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42)",
	[Q_PUT_LIMIT] = "INSERT INTO funnel_limit (indicator, sex, year,"
			"    denominator, target, low95, high95, low998,"
			"    high998, phi, tau2, areas)"
			"  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
			"    ?11, ?12)",
};
static const struct sql_set level_sql = {"analysis/study_level", sql, Q_COUNT};

static void *find(const struct sheet *s, struct mk_cache *cache)
{
	struct positions *out = xcalloc(1, sizeof(*out));

	(void)cache;
	positions_find(s, out);
	return out;
}

static void release(void *found)
{
	positions_release(found);
	free(found);
}

/* --- one row, column after column ----------------------------------------- */

struct row {
	struct stmt *q;
	int at; /* the last parameter that was bound */
};

static void put_int(struct row *r, int64_t v)
{
	stmt_int(r->q, ++r->at, v);
}

static void put_real(struct row *r, double v)
{
	++r->at;
	if (isfinite(v))
		stmt_double(r->q, r->at, v);
	else
		stmt_null(r->q, r->at);
}

/* Nothing where there is nothing to say. */
static void put_text(struct row *r, const char *s)
{
	++r->at;
	if (s && s[0])
		stmt_text(r->q, r->at, s);
	else
		stmt_null(r->q, r->at);
}

static void put_count(struct row *r, size_t n)
{
	++r->at;
	if (n > 0)
		stmt_int(r->q, r->at, (int64_t)n);
	else
		stmt_null(r->q, r->at);
}

static void put_figure(struct row *r, const struct position *p)
{
	put_int(r, p->year);
	put_real(r, p->value);
	put_real(r, p->ci95.low);
	put_real(r, p->ci95.high);
	put_real(r, p->ci998.low);
	put_real(r, p->ci998.high);
	put_text(r, interval_method_name(p->method));
	put_real(r, p->numerator);
	put_real(r, p->counts.d);
	put_text(r, denominator_from_name(p->from));
}

static void put_levels(struct row *r, const struct position *p,
		       enum polarity polarity)
{
	put_real(r, p->benchmark);
	put_text(r, level_name(p->level));
	put_int(r, p->slight);
	put_text(r, standing_name(standing_of(p->level, polarity)));
	put_real(r, p->difference);
	put_real(r, p->percent);
	put_real(r, p->county_benchmark);
	put_text(r, level_name(p->county_level));
	put_text(r, standing_name(standing_of(p->county_level, polarity)));
}

static void put_pooled(struct row *r, const struct position *p)
{
	const struct pooled *l = &p->pooled;
	bool given = l->first_year != 0;

	put_int(r, p->unstable);
	put_count(r, given ? (size_t)l->first_year : 0);
	put_real(r, given ? l->value : (double)NAN);
	put_real(r, given ? l->ci95.low : (double)NAN);
	put_real(r, given ? l->ci95.high : (double)NAN);
	put_text(r, given ? level_name(l->level) : NULL);
}

static void put_place(struct row *r, const struct position *p)
{
	put_count(r, p->rank);
	put_count(r, p->ranked);
	put_count(r, p->quintile);
	put_real(r, p->rank_low);
	put_real(r, p->rank_high);
	put_int(r, p->rank_uncertain);
	put_int(r, p->by_shrunken);
	put_real(r, p->z);
	put_real(r, p->shrunken);
	put_real(r, p->excess);
	put_text(r, p->unusual == LEVEL_NOT_COMPARED  ? NULL
		    : p->unusual == LEVEL_MUCH_LOWER  ? "low"
		    : p->unusual == LEVEL_MUCH_HIGHER ? "high"
						      : "usual");
	put_real(r, p->phi);
}

enum {
	LIMITS = 40 /* denominators of a funnel, evenly apart on a log scale */
};

static int put_limits(struct study_run *run, const struct sheet *s,
		      const struct position_funnel *one, struct err *e)
{
	double step = log(one->most / one->least) / (LIMITS - 1);
	double unit = s->about.unit;
	size_t n = step > 0 ? LIMITS : 1;

	for (size_t i = 0; i < n; i++) {
		double d = i + 1 < n ? one->least * exp(step * (double)i)
				     : one->most;
		struct interval l95 = funnel_limits(&one->f, d, 0.95);
		struct interval l998 = funnel_limits(&one->f, d, 0.998);
		struct row r = {stmts_at(run->q, Q_PUT_LIMIT), 0};

		put_int(&r, s->about.id);
		put_int(&r, one->sex);
		put_int(&r, one->year);
		put_real(&r, d);
		put_real(&r, unit * one->f.target);
		put_real(&r, unit * l95.low);
		put_real(&r, unit * l95.high);
		put_real(&r, unit * l998.low);
		put_real(&r, unit * l998.high);
		put_real(&r, one->f.phi);
		put_real(&r, one->f.tau2);
		put_int(&r, (int64_t)one->f.areas);
		if (stmt_run(r.q, e) < 0)
			return -1;
	}
	return 0;
}

static int put(struct study_run *run, const struct sheet *s, const void *found,
	       struct err *e)
{
	const struct positions *all = found;

	for (size_t i = 0; i < all->n; i++) {
		const struct position *p = &all->list[i];
		struct row r = {stmts_at(run->q, Q_PUT), 0};
		char note[POSITION_NOTES_TEXT];

		put_int(&r, s->about.id);
		put_int(&r, p->series->place->id);
		put_int(&r, p->series->sex);
		put_figure(&r, p);
		put_levels(&r, p, s->about.polarity);
		put_pooled(&r, p);
		put_place(&r, p);
		put_text(&r, position_reason(p));
		++r.at;
		stmt_text(r.q, r.at, position_notes(note, p));
		if (stmt_run(r.q, e) < 0)
			return -1;
	}
	for (size_t i = 0; i < all->funnels_n; i++)
		if (put_limits(run, s, &all->funnels[i], e) < 0)
			return -1;
	return 0;
}

const struct study study_level = {
	.name = "level",
	.sql = &level_sql,
	.apart = true,
	.find = find,
	.put = put,
	.release = release,
};
