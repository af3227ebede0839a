#include "etl/indicators.h"

struct indicators {
	struct db *db;
	struct stmts *q;
};

enum {
	Q_SOURCE_PUT,
	Q_SOURCE_ID,
	Q_ID,
	Q_NEW,
	Q_DESCRIBE,
	Q_DEFINE,
	Q_LIST,
	Q_LIST_TITLE,
	Q_UNINDEX,
	Q_INDEX,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_SOURCE_PUT] = "INSERT INTO source (name, title, licence)"
			 "  VALUES (?1, ?2, ?3)",
	[Q_SOURCE_ID] = "SELECT id FROM source WHERE name = ?1",
	[Q_ID] = "SELECT id FROM indicator WHERE source = ?1 AND code = ?2",
	/* A numeric code is its own number within its source's million. */
	[Q_NEW] = "INSERT INTO indicator (id, source, code, title_fi, title_sv,"
		  "  title_en, unit, decimals, organisation, licence)"
		  "  VALUES (coalesce(?3, (SELECT max(max(id) + 1,"
		  "      ?1 * 1000000 + 500000) FROM indicator"
		  "    WHERE id < (?1 + 1) * 1000000), ?1 * 1000000 + 500000),"
		  "  ?1, ?2, '', '', '', '', 1, '', '')",
	[Q_DESCRIBE] =
		"UPDATE indicator SET title_fi = ?2, title_sv = ?3,"
		"  title_en = ?4, organisation = ?5, licence = ?6, unit = ?7,"
		"  decimals = ?8, data_updated = ?9, described_at = ?10,"
		"  class = ?11"
		"  WHERE id = ?1 AND coalesce(described_at, '') <= ?10"
		"  RETURNING 1",
	[Q_DEFINE] = "INSERT OR REPLACE INTO definition VALUES"
		     "  (?1, ?2, ?3, ?4)",
	[Q_LIST] = "UPDATE indicator SET listed_at = ?2, listed_by = ?3"
		   "  WHERE id = ?1 AND (listed_at IS NULL"
		   "    OR (listed_at, listed_by) < (?2, ?3))",
	[Q_LIST_TITLE] =
		"UPDATE indicator SET title_fi = ?2, title_sv = ?3,"
		"  title_en = ?4, organisation = ?5, licence = ?6"
		"  WHERE id = ?1 AND described_at IS NULL AND listed_by = ?7",
	[Q_UNINDEX] =
		"DELETE FROM indicator_search WHERE rowid IN (SELECT x.rowid"
		"  FROM indicator_search AS x LEFT JOIN indicator AS i"
		"  ON i.id = x.rowid WHERE i.id IS NULL"
		"  OR (i.title_fi, i.title_sv, i.title_en)"
		"    IS NOT (x.title_fi, x.title_sv, x.title_en))",
	[Q_INDEX] =
		"INSERT INTO indicator_search (rowid, source, indicator,"
		"  title_fi, title_sv, title_en) SELECT i.id, s.name, i.code,"
		"  i.title_fi, i.title_sv, i.title_en FROM indicator AS i"
		"  JOIN source AS s ON s.id = i.source WHERE i.id NOT IN"
		"  (SELECT rowid FROM indicator_search) ORDER BY i.id",
};

static const struct sql_set indicators_sql = {"etl/indicators", sql, Q_COUNT};

int indicators_new(struct indicators **out, struct db *db, struct err *e)
{
	struct indicators *n = xcalloc(1, sizeof(*n));

	n->db = db;
	if (stmts_new(&n->q, db, &indicators_sql, e) < 0) {
		free(n);
		return -1;
	}
	*out = n;
	return 0;
}

void indicators_free(struct indicators *n)
{
	if (!n)
		return;
	stmts_free(n->q);
	free(n);
}

static int put_source(struct indicators *n, const struct source *s,
		      struct err *e)
{
	struct stmt *q = stmts_at(n->q, Q_SOURCE_PUT);

	stmt_text(q, 1, s->name);
	stmt_text(q, 2, s->title);
	stmt_text(q, 3, s->licence);
	return stmt_run(q, e);
}

int indicators_put_sources(struct indicators *n, struct err *e)
{
	size_t i;

	for (i = 0; sources[i]; i++)
		if (put_source(n, sources[i], e) < 0)
			return -1;
	return 0;
}

/* 1: *out is set, 0: the store does not know it. */
static int known_source(struct indicators *n, const char *name, int64_t *out,
			struct err *e)
{
	struct stmt *q = stmts_at(n->q, Q_SOURCE_ID);
	int rc;

	stmt_text(q, 1, name);
	rc = stmt_step(q, e);
	if (rc > 0)
		*out = stmt_col_int(q, 0);
	stmt_reset(q);
	return rc;
}

/* A source that the program has learned since the store was made is put into
 * it. */
static int source_id(struct indicators *n, const char *name, int64_t *out,
		     struct err *e)
{
	const struct source *s = source_find(name);
	int rc = known_source(n, name, out, e);

	if (rc == 0 && s)
		rc = put_source(n, s, e) < 0 ? -1
					     : known_source(n, name, out, e);
	if (rc == 0)
		return err_set(e, ERR_DATA, "'%s' is no source", name);
	return rc < 0 ? -1 : 0;
}

int indicators_id(struct indicators *n, const char *source, const char *code,
		  int64_t *out, struct err *e)
{
	struct stmt *q = stmts_at(n->q, Q_ID);
	int64_t src = 0, number;
	int got;

	if (source_id(n, source, &src, e) < 0)
		return -1;
	stmt_int(q, 1, src);
	stmt_text(q, 2, code);
	got = stmt_step(q, e);
	*out = got > 0 ? stmt_col_int(q, 0) : 0;
	stmt_reset(q);
	if (got != 0)
		return got < 0 ? -1 : 0;
	q = stmts_at(n->q, Q_NEW);
	stmt_int(q, 1, src);
	stmt_text(q, 2, code);
	if (num_int(code, strlen(code), 0, 499999, &number))
		stmt_int(q, 3, src * 1000000 + number);
	if (stmt_run(q, e) < 0)
		return -1;
	*out = db_last_id(n->db);
	return 0;
}

/* What a description and a list share: parameters 1 to 6. */
static void bind_titles(struct stmt *q, int64_t id, const char *source,
			const struct meta *m)
{
	int i;

	stmt_int(q, 1, id);
	for (i = 0; i < 3; i++)
		stmt_text(q, 2 + i, m->title[i]);
	stmt_text(q, 5, m->organisation);
	stmt_text(q, 6,
		  m->licence
			  ? m->licence
			  : source_find(source)->licence_of(m->organisation));
}

int indicators_describe(struct indicators *n, const char *source,
			const struct meta *m, const char *fetched_at,
			struct err *e)
{
	struct stmt *q;
	int64_t id;
	int i, newest;

	if (indicators_id(n, source, m->code, &id, e) < 0)
		return -1;
	q = stmts_at(n->q, Q_DESCRIBE);
	bind_titles(q, id, source, m);
	stmt_text(q, 7, m->unit);
	stmt_int(q, 8, m->decimals);
	stmt_text(q, 9, m->updated[0] ? m->updated : NULL);
	stmt_text(q, 10, fetched_at);
	stmt_text(q, 11, m->class ? m->class : "");
	newest = stmt_step(q, e);
	stmt_reset(q);
	if (newest <= 0)
		return newest;
	q = stmts_at(n->q, Q_DEFINE);
	stmt_int(q, 1, id);
	for (i = 0; i < 3; i++)
		stmt_text(q, 2 + i, m->definition[i]);
	return stmt_run(q, e);
}

int indicators_list(struct indicators *n, const char *source,
		    const struct meta *m, const char *fetched_at, int64_t by,
		    struct err *e)
{
	struct stmt *q;
	int64_t id;

	if (indicators_id(n, source, m->code, &id, e) < 0)
		return -1;
	q = stmts_at(n->q, Q_LIST);
	stmt_int(q, 1, id);
	stmt_text(q, 2, fetched_at);
	stmt_int(q, 3, by);
	if (stmt_run(q, e) < 0)
		return -1;
	q = stmts_at(n->q, Q_LIST_TITLE);
	bind_titles(q, id, source, m);
	stmt_int(q, 7, by);
	return stmt_run(q, e);
}

int indicators_index(struct indicators *n, struct err *e)
{
	static const int steps[] = {Q_UNINDEX, Q_INDEX};

	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		if (stmt_run(stmts_at(n->q, steps[i]), e) < 0)
			return -1;
	return 0;
}
