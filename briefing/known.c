/*
 * See known.h.
 */
#include "lib/base.h"

#include "briefing/known.h"

enum {
	Q_YEAR,
	Q_FIGURE,
	Q_REASON,
	Q_MEDIAN,
	Q_TREND,
	Q_WHOLE,
	Q_COUNT
};

#define IS_TOTAL_OF                                                            \
	"  indicator = (SELECT i.id FROM indicator AS i JOIN source AS s"      \
	"    ON s.id = i.source WHERE s.name = ?1 AND i.code = ?2)"            \
	"  AND sex = 0"
#define IN_PLACE                                                               \
	"  AND area = (SELECT id FROM area WHERE kind = 'kunta'"               \
	"    AND code = ?3)"

#define IN_WHOLE                                                               \
	"  AND area = (SELECT id FROM area WHERE kind = ?3 AND code = ?4)"

static const char *const sql[Q_COUNT] = {
	[Q_YEAR] = "SELECT max(year) FROM ("
		   "  SELECT year FROM observation WHERE" IS_TOTAL_OF IN_PLACE
		   "  UNION ALL"
		   "  SELECT year FROM absence WHERE" IS_TOTAL_OF IN_PLACE ")",
	/* ?4 NULL: the one area of its kind */
	[Q_FIGURE] = "SELECT value FROM observation WHERE" IS_TOTAL_OF
		     "  AND area = (SELECT id FROM area WHERE kind = ?3"
		     "    AND (?4 IS NULL OR code = ?4)) AND year = ?5",
	[Q_REASON] =
		"SELECT t.name FROM absence JOIN status AS t ON t.id = reason"
		" WHERE" IS_TOTAL_OF IN_PLACE "  AND year = ?4",
	[Q_MEDIAN] =
		"WITH v AS (SELECT value, row_number() OVER (ORDER BY value)"
		"    AS k, count(*) OVER () AS n"
		"  FROM observation WHERE" IS_TOTAL_OF "  AND year = ?3"
		"  AND area IN (SELECT id FROM area WHERE kind = 'kunta'))"
		" SELECT avg(value) FROM v"
		" WHERE n >= 10 AND k IN ((n + 1) / 2, (n + 2) / 2)",
	[Q_TREND] = "SELECT verdict, direction, note, q, slope, slope_low,"
		    "  slope_high, first_year, last_year, n FROM trend"
		    " WHERE" IS_TOTAL_OF IN_PLACE "  AND kind = 'long'",
	[Q_WHOLE] = "SELECT year, value, NULL FROM observation"
		    " WHERE" IS_TOTAL_OF IN_WHOLE
		    " UNION ALL SELECT year, NULL, t.name FROM absence"
		    "   JOIN status AS t ON t.id = reason"
		    " WHERE" IS_TOTAL_OF IN_WHOLE " ORDER BY year DESC LIMIT 1",
};
const struct sql_set briefing_known_sql = {"briefing/known", sql, Q_COUNT};

static struct stmt *asked(struct stmts *set, size_t i,
			  const struct indicator *ind)
{
	struct stmt *q = stmts_at(set, i);

	stmt_text(q, 1, ind->source);
	stmt_text(q, 2, ind->code);
	return q;
}

static double number(struct stmt *q, int i)
{
	return stmt_col_null(q, i) ? NO_FIGURE : stmt_col_double(q, i);
}

/* One number, NO_FIGURE where there is no row. */
static int one(struct stmt *q, double *out, struct err *e)
{
	int rc = stmt_step(q, e);

	*out = rc > 0 ? number(q, 0) : NO_FIGURE;
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

static int figure(struct stmts *set, const struct known *k, const char *kind,
		  const char *code, double *out, struct err *e)
{
	struct stmt *q = asked(set, Q_FIGURE, k->ind);

	stmt_text(q, 3, kind);
	stmt_text(q, 4, code);
	stmt_int(q, 5, k->year);
	return one(q, out, e);
}

static int country(struct known *k, struct stmts *set, struct err *e)
{
	struct stmt *q;

	if (figure(set, k, "maa", NULL, &k->country, e) < 0)
		return -1;
	if (!isfinite(k->country) &&
	    figure(set, k, "nuts1", "1", &k->country, e) < 0)
		return -1;
	if (isfinite(k->country) || measure_is_size(&k->ind->measure))
		return 0;
	q = asked(set, Q_MEDIAN, k->ind);
	stmt_int(q, 3, k->year);
	if (one(q, &k->country, e) < 0)
		return -1;
	k->median = isfinite(k->country);
	return 0;
}

static int reason(struct known *k, struct stmts *set, const char *place,
		  struct err *e)
{
	struct stmt *q = asked(set, Q_REASON, k->ind);
	int rc;

	stmt_text(q, 3, place);
	stmt_int(q, 4, k->year);
	rc = stmt_step(q, e);
	if (rc > 0)
		snprintf(k->reason, sizeof(k->reason), "%s",
			 stmt_col_text(q, 0));
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

static int trend(struct known *k, struct stmts *set, const char *place,
		 struct err *e)
{
	struct stmt *q = asked(set, Q_TREND, k->ind);
	int rc;

	stmt_text(q, 3, place);
	rc = stmt_step(q, e);
	if (rc > 0) {
		snprintf(k->verdict, sizeof(k->verdict), "%s",
			 stmt_col_text(q, 0));
		snprintf(k->direction, sizeof(k->direction), "%s",
			 stmt_col_text(q, 1));
		finding_parse(&k->finding, k->verdict, k->direction,
			      stmt_col_text(q, 2), number(q, 3));
		k->finding.slope = number(q, 4);
		k->finding.low = number(q, 5);
		k->finding.high = number(q, 6);
		k->finding.first_year = (int)stmt_col_int(q, 7);
		k->finding.last_year = (int)stmt_col_int(q, 8);
		k->finding.n = (int)stmt_col_int(q, 9);
	}
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

int known_read(struct known *k, struct stmts *set, const struct indicator *ind,
	       const char *county, const char *place, struct err *e)
{
	struct stmt *q = asked(set, Q_YEAR, ind);
	double year;

	*k = (struct known){.ind = ind, .own = NO_FIGURE};
	stmt_text(q, 3, place);
	if (one(q, &year, e) < 0)
		return -1;
	if (!isfinite(year))
		return 0;
	k->year = (int)year;
	if (figure(set, k, "kunta", place, &k->own, e) < 0 ||
	    figure(set, k, "hyvinvointialue", county, &k->county, e) < 0 ||
	    country(k, set, e) < 0 || trend(k, set, place, e) < 0)
		return -1;
	return isfinite(k->own) ? 0 : reason(k, set, place, e);
}

int known_whole(struct known *k, struct stmts *set, const struct indicator *ind,
		const char *kind, const char *code, struct err *e)
{
	struct stmt *q = asked(set, Q_WHOLE, ind);
	int rc;

	*k = (struct known){.ind = ind, .own = NO_FIGURE};
	stmt_text(q, 3, kind);
	stmt_text(q, 4, code);
	rc = stmt_step(q, e);
	if (rc > 0) {
		k->year = (int)stmt_col_int(q, 0);
		k->own = number(q, 1);
		snprintf(k->reason, sizeof(k->reason), "%s",
			 stmt_col_text(q, 2));
	}
	stmt_reset(q);
	return rc < 0 ? -1 : 0;
}

int known_country(struct known *k, struct stmts *set,
		  const struct indicator *ind, struct err *e)
{
	if (known_whole(k, set, ind, "maa", "358", e) < 0)
		return -1;
	return isfinite(k->own) ? 0 : known_whole(k, set, ind, "nuts1", "1", e);
}
