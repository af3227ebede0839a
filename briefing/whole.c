/*
 * See whole.h.
 */
#include "lib/base.h"

#include "briefing/whole.h"

enum {
	Q_LATEST,
	Q_TREND,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_LATEST] = "SELECT source, indicator, year, value, status,"
		     "  country_value FROM v_latest"
		     " WHERE area_kind = 'hyvinvointialue' AND area_code = ?1"
		     "   AND sex = 'total'",
	[Q_TREND] = "SELECT source, indicator, verdict, direction, note, q,"
		    "  slope, slope_low, slope_high, first_year, last_year, n"
		    " FROM v_trend WHERE area_kind = 'hyvinvointialue'"
		    "   AND area_code = ?1 AND sex = 'total'"
		    "   AND kind = 'long'",
};
const struct sql_set briefing_whole_sql = {"briefing/whole", sql, Q_COUNT};

/* The row of the indicator that columns 0 and 1 name; NULL: not followed. */
static struct meter *row_of(struct whole *w, struct stmt *q)
{
	char *source = xstrdup(stmt_col_text(q, 0));
	size_t i = catalog_find(w->cat, source, stmt_col_text(q, 1));

	free(source);
	return i < w->cat->n ? &w->rows[i] : NULL;
}

static int read_latest(struct whole *w, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_LATEST);
	int rc;

	stmt_text(q, 1, w->county->code);
	while ((rc = stmt_step(q, e)) > 0) {
		struct meter *m = row_of(w, q);

		if (!m)
			continue;
		m->year = (int)stmt_col_int(q, 2);
		m->value = meter_number(q, 3);
		m->state = isfinite(m->value)
				   ? STATE_VALUE
				   : state_parse(stmt_col_text(q, 4));
		m->country = meter_number(q, 5);
		m->old = m->year <= w->cat->old_year;
		w->own += m->state == STATE_VALUE && !m->old;
	}
	return rc;
}

static int read_trends(struct whole *w, struct stmts *set, struct err *e)
{
	struct stmt *q = stmts_at(set, Q_TREND);
	int rc;

	stmt_text(q, 1, w->county->code);
	while ((rc = stmt_step(q, e)) > 0) {
		struct meter *m = row_of(w, q);

		if (m)
			meter_trend(m, q);
	}
	return rc;
}

int whole_read(struct whole **out, struct stmts *set, struct stmts *levels,
	       const struct catalog *c, const struct county *county,
	       struct err *e)
{
	struct whole *w = xcalloc(1, sizeof(*w));

	*w = (struct whole){.cat = c, .county = county};
	w->rows = xcalloc(c->n + 1, sizeof(*w->rows));
	for (size_t i = 0; i < c->n; i++)
		meter_init(&w->rows[i], &c->list[i]);
	if (read_latest(w, set, e) < 0 || read_trends(w, set, e) < 0 ||
	    against_read(&w->levels, levels, c, "hyvinvointialue", county->code,
			 e) < 0) {
		whole_free(w);
		return err_wrap(e, "hyvinvointialue %s", county->code);
	}
	*out = w;
	return 0;
}

void whole_free(struct whole *w)
{
	if (!w)
		return;
	free(w->rows);
	free(w->levels);
	free(w);
}
