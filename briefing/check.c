/*
 * See check.h. The store is asked anew, figure by figure and in other words
 * than when the pages were made, so that a slip there is not repeated here.
 */
#include "lib/base.h"

#include <sys/stat.h>

#include "briefing/check.h"
#include "briefing/phrase.h"
#include "briefing/seen.h"
#include "lib/file.h"

enum { PAGE_MAX = 64 << 20, FAULTS_SHOWN = 200 };

enum { Q_YEAR, Q_FIGURE, Q_REASON, Q_MEDIAN, Q_TREND, Q_COUNT };

#define KEY                                                                    \
	"  indicator = (SELECT i.id FROM indicator AS i JOIN source AS s"      \
	"    ON s.id = i.source WHERE s.name = ?1 AND i.code = ?2) AND sex = 0"

static const char *const sql[Q_COUNT] = {
	[Q_YEAR] = "SELECT max(year) FROM ("
		   " SELECT year FROM observation WHERE" KEY
		   "  AND area = (SELECT id FROM area"
		   "    WHERE kind = 'kunta' AND code = ?3)"
		   " UNION ALL"
		   " SELECT year FROM absence WHERE" KEY
		   "  AND area = (SELECT id FROM area"
		   "    WHERE kind = 'kunta' AND code = ?3))",
	[Q_FIGURE] = "SELECT value FROM observation WHERE" KEY
		     " AND area = (SELECT id FROM area"
		     "   WHERE kind = ?3 AND code = ?4) AND year = ?5",
	[Q_REASON] = "SELECT t.name FROM absence JOIN status AS t"
		     "   ON t.id = reason WHERE" KEY
		     " AND area = (SELECT id FROM area"
		     "   WHERE kind = 'kunta' AND code = ?3) AND year = ?4",
	[Q_MEDIAN] = "WITH v AS (SELECT value, row_number() OVER"
		     "   (ORDER BY value) AS k, count(*) OVER () AS n"
		     "  FROM observation WHERE" KEY
		     "  AND area IN (SELECT id FROM area WHERE kind = 'kunta')"
		     "  AND year = ?3)"
		     " SELECT avg(value) FROM v"
		     " WHERE n >= 10 AND k IN ((n + 1) / 2, (n + 2) / 2)",
	[Q_TREND] = "SELECT verdict, direction, note, q, slope, slope_low,"
		    "  slope_high, first_year, last_year, n FROM v_trend"
		    " WHERE source = ?1 AND indicator = ?2"
		    "   AND area_kind = 'kunta' AND area_code = ?3"
		    "   AND sex = 'total' AND kind = 'long'",
};
const struct sql_set briefing_check_sql = {"briefing/check", sql, Q_COUNT};

struct check {
	struct app *app;
	struct stmts *set;
	struct catalog *cat;
	struct seen *front; /* NULL: could not be read */
	const char *page;   /* that is being read, for messages */
	const struct county *county;
	const struct place *place;
	size_t tally[GROUP_N];
	struct check_summary sum;
};

static void fault(struct check *c, const char *fmt, ...) PRINTF(2, 3);

static void fault(struct check *c, const char *fmt, ...)
{
	char text[500];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (++c->sum.faults <= FAULTS_SHOWN)
		log_error(&c->app->log, "site/%s: %s", c->page, text);
	else if (c->sum.faults == FAULTS_SHOWN + 1)
		log_error(&c->app->log, "site: more than %d differences",
			  FAULTS_SHOWN);
}

/* The page says `seen`; it should say `want`. */
static void same(struct check *c, const char *where, const char *what,
		 const char *seen, const char *want)
{
	c->sum.figures++;
	if (!seen)
		fault(c, "%s: no %s; it should be '%s'", where, what, want);
	else if (strcmp(seen, want) != 0)
		fault(c, "%s: %s is '%s'; it should be '%s'", where, what, seen,
		      want);
}

static void same_int(struct check *c, const char *where, const char *what,
		     const char *seen, int64_t want)
{
	char text[PHRASE_INT];

	same(c, where, what, seen, phrase_int(text, want));
}

static void same_text(struct check *c, const char *where, const char *what,
		      const char *seen, enum text want)
{
	same(c, where, what, seen, text_get(want, c->cat->lang));
}

/* --- what the store says --- */

struct known { /* of one indicator in one municipality */
	const struct indicator *ind;
	char id[200];
	int year; /* 0: there is nothing */
	double own, county, country;
	bool median;
	char status[40];
	struct finding finding;
	bool has_trend;
};

static void bind_key(struct stmt *q, const struct indicator *ind)
{
	stmt_text(q, 1, ind->source);
	stmt_text(q, 2, ind->code);
}

static double number(struct stmt *q, int i)
{
	return stmt_col_null(q, i) ? NO_FIGURE : stmt_col_double(q, i);
}

static int ask_figure(struct check *c, const struct indicator *ind,
		      const char *kind, const char *code, int year, double *out,
		      struct err *e)
{
	struct stmt *q = stmts_at(c->set, Q_FIGURE);
	int rc;

	bind_key(q, ind);
	stmt_text(q, 3, kind);
	stmt_text(q, 4, code);
	stmt_int(q, 5, year);
	rc = stmt_step(q, e);
	*out = rc > 0 ? number(q, 0) : NO_FIGURE;
	if (rc > 0)
		stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

static int ask_country(struct check *c, struct known *k, struct err *e)
{
	static const char *const areas[][2] = {{"maa", "358"}, {"nuts1", "1"}};
	struct stmt *q;
	int rc;

	(void)areas;
	q = stmts_at(c->set, Q_MEDIAN);
	bind_key(q, k->ind);
	stmt_int(q, 3, k->year);
	rc = stmt_step(q, e);
	k->country = rc > 0 ? number(q, 0) : NO_FIGURE;
	k->median = isfinite(k->country);
	if (rc > 0)
		stmt_reset(q);
	return rc < 0 ? -1 : 0;
}
