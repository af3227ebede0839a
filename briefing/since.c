/*
 * See since.h.
 */
#include "lib/base.h"

#include "briefing/profile.h"

enum {
	Q_KNOWN,
	Q_REVISED,
	Q_AGREED,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	/* without what its source hides since */
	[Q_KNOWN] = "SELECT DISTINCT source, indicator,"
		    "  iif(agreed_value IS NULL, NULL, agreed_year),"
		    "  agreed_value FROM v_agreement WHERE negotiation = ?1"
		    "   AND area_kind = 'kunta' AND area_code = ?2"
		    "   AND sex = 'total'",
	/* the newest year of each indicator that was changed since */
	[Q_REVISED] = "SELECT source, indicator, year, old_value, new_value"
		      " FROM v_revision"
		      " WHERE area_kind = 'kunta' AND area_code = ?1"
		      "   AND sex = 'total' AND substr(seen_at, 1, 10) > ?2"
		      " ORDER BY source, indicator, year, seen_at",
	[Q_AGREED] = "SELECT verdict, count(*) FROM v_agreement"
		     " WHERE negotiation = ?1 AND (area_code IS NULL"
		     "   OR area_kind = 'kunta' AND area_code = ?2"
		     "     AND sex = 'total') GROUP BY verdict",
};
const struct sql_set briefing_since_sql = {"briefing/since", sql, Q_COUNT};

enum agreed agreed_parse(const char *verdict)
{
	static const struct {
		const char *word;
		enum agreed agreed;
	} words[] = {
		{"improved", AGREED_IMPROVED},
		{"no_detectable_change", AGREED_NO_CHANGE},
		{"worsened", AGREED_WORSENED},
		{"too_early", AGREED_TOO_EARLY},
		{"risen", AGREED_CHANGED},
		{"fallen", AGREED_CHANGED},
		{"value_only", AGREED_VALUE_ONLY},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(verdict, words[i].word) == 0)
			return words[i].agreed;
	return AGREED_NO_DATA;
}

void news_compare(struct news *n, int year, double value)
{
	if (n->old_year == 0) {
		n->kind = NEWS_UNKNOWN;
		return;
	}
	n->kind = NEWS_NOTHING;
	n->year = year;
	n->value = value;
	if (year > n->old_year && isfinite(value))
		n->kind = NEWS_YEAR;
}

static struct meter *row_of(struct profile *p, struct stmt *q)
{
	char *source = xstrdup(stmt_col_text(q, 0));
	size_t i = catalog_find(p->cat, source, stmt_col_text(q, 1));

	free(source);
	return i < p->n ? &p->rows[i] : NULL;
}

static int read_known(struct profile *p, struct stmts *set, const char *id,
		      struct err *e)
{
	struct stmt *q = stmts_at(set, Q_KNOWN);
	int rc;

	stmt_text(q, 1, id);
	stmt_text(q, 2, p->place->code);
	while ((rc = stmt_step(q, e)) > 0) {
		struct meter *m = row_of(p, q);

		if (!m)
			continue;
		m->news.old_year = (int)stmt_col_int(q, 2);
		m->news.old = meter_number(q, 3);
		news_compare(&m->news, m->year, m->value);
	}
	return rc;
}

void news_revise(struct news *n, int year, double old, double value)
{
	bool again = year == n->year &&
		     (n->kind == NEWS_REVISED || n->kind == NEWS_VANISHED);

	/* a new year says more than a change of an old one */
	if (n->kind == NEWS_NONE || n->kind == NEWS_YEAR)
		return;
	*n = (struct news){
		.kind = isfinite(value) ? NEWS_REVISED : NEWS_VANISHED,
		.year = year,
		.old_year = year,
		.value = value,
		.old = again ? n->old : old,
	};
}

static int read_revised(struct profile *p, struct stmts *set, const char *date,
			struct err *e)
{
	struct stmt *q = stmts_at(set, Q_REVISED);
	int rc;

	stmt_text(q, 1, p->place->code);
	stmt_text(q, 2, date);
	while ((rc = stmt_step(q, e)) > 0) {
		struct meter *m = row_of(p, q);

		if (m)
			news_revise(&m->news, (int)stmt_col_int(q, 2),
				    meter_number(q, 3), meter_number(q, 4));
	}
	return rc;
}

static int read_agreed(struct profile *p, struct stmts *set, const char *id,
		       struct err *e)
{
	struct stmt *q = stmts_at(set, Q_AGREED);
	int rc;

	stmt_text(q, 1, id);
	stmt_text(q, 2, p->place->code);
	while ((rc = stmt_step(q, e)) > 0)
		p->agreed[agreed_parse(stmt_col_text(q, 0))] +=
			(size_t)stmt_col_int(q, 1);
	return rc;
}

int since_read(struct profile *p, struct stmts *set, struct err *e)
{
	const struct talks *t;

	if (p->county->talks_n == 0)
		return 0;
	t = &p->county->talks[0];
	if (read_known(p, set, t->id, e) < 0 ||
	    read_revised(p, set, t->date, e) < 0)
		return -1;
	return read_agreed(p, set, t->id, e);
}
