/*
 * The follow-up is written once. What was loaded before stands in archive.db,
 * so that a row that was changed or taken away afterwards is noticed.
 */
#include "etl/archive.h"
#include "etl/negotiation.h"

enum {
	DAY = 86400
};

enum {
	Q_ALL,
	Q_HELD,
	Q_PUT,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_ALL] = "SELECT item, date, state, value, note, by,"
		  "  substr(seen_at, 1, 10) FROM followup_row"
		  "  WHERE negotiation = ?1 ORDER BY id",
	[Q_HELD] = "SELECT 1 FROM followup_row WHERE negotiation = ?1"
		   "  AND (item, date, state, value, note, by) ="
		   "    (?2, ?3, ?4, ?5, ?6, ?7)",
	[Q_PUT] = "INSERT OR IGNORE INTO followup_row"
		  "  (negotiation, item, date, state, value, note, by, seen_at)"
		  "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
};

static const struct sql_set followup_sql = {"etl/followup", sql, Q_COUNT};

/* How many columns of a row are those that were loaded, from the first on;
 * F_COLUMNS: all. */
static size_t alike(struct stmt *q, const struct kept *k, size_t row)
{
	size_t c;

	for (c = 0; c < F_COLUMNS; c++)
		if (strcmp(stmt_col_text(q, (int)c), kept_cell(k, row, c)) != 0)
			break;
	return c;
}

static void bind_row(struct stmt *q, const struct negotiation *n, size_t row)
{
	size_t c;

	stmt_text(q, 1, n->id);
	for (c = 0; c < F_COLUMNS; c++)
		stmt_text(q, (int)c + 2,
			  kept_cell(&n->table[TABLE_FOLLOWUP], row, c));
}

/* 1: that row of the file was loaded as it is. */
static int was_loaded(struct stmts *s, const struct negotiation *n, size_t row,
		      struct err *e)
{
	struct stmt *q = stmts_at(s, Q_HELD);
	int got;

	bind_row(q, n, row);
	got = stmt_step(q, e);
	stmt_reset(q);
	return got;
}

/* The row at hand of q was loaded; it must still be there. What is nearest to
 * it among the rows that were not loaded is what became of it. */
static int still_there(struct stmts *s, struct stmt *q,
		       const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_FOLLOWUP];
	size_t i, changed = k->n, most = 0;

	for (i = 0; i < k->n; i++)
		if (alike(q, k, i) == F_COLUMNS)
			return 0;
	for (i = 0; i < k->n; i++) {
		size_t same = alike(q, k, i);
		int held = same > most ? was_loaded(s, n, i, e) : 1;

		if (held < 0)
			return -1;
		if (held == 0) {
			most = same;
			changed = i;
		}
	}
	if (changed < k->n)
		return kept_error(k, changed, most, e,
				  "it was '%s' when it was loaded on %s; a "
				  "follow-up is not changed: put that back and "
				  "add a row for what is new",
				  stmt_col_text(q, (int)most),
				  stmt_col_text(q, F_COLUMNS));
	return err_set(e, ERR_CONFIG,
		       "%s: the row of %s and %s (%s) that was loaded on %s is "
		       "not there any more; a follow-up is not taken away: put "
		       "it back and add a row for what is new",
		       k->file, stmt_col_text(q, F_ITEM),
		       stmt_col_text(q, F_DATE), stmt_col_text(q, F_STATE),
		       stmt_col_text(q, F_COLUMNS));
}

static int check_one(const struct negotiation *n, struct stmts *q,
		     const char *today, struct err *e)
{
	const struct kept *k = &n->table[TABLE_FOLLOWUP];
	struct stmt *all = stmts_at(q, Q_ALL);
	size_t i;
	int got, rc = 0;

	for (i = 0; i < k->n; i++)
		if (strncmp(kept_cell(k, i, F_DATE), today, 10) > 0)
			return kept_error(k, i, F_DATE, e,
					  "a day that has not come yet (today "
					  "is %.10s): a row is written once, "
					  "so mend it now",
					  today);
	stmt_text(all, 1, n->id);
	while (rc == 0 && (got = stmt_step(all, e)) != 0)
		rc = got < 0 ? -1 : still_there(q, all, n, e);
	stmt_reset(all);
	return rc;
}

int followup_check(const struct negotiations *n, struct archive *a, int64_t now,
		   struct err *e)
{
	struct stmts *q = NULL;
	char today[WHEN_TEXT];
	size_t i;
	int rc = stmts_new(&q, archive_db(a), &followup_sql, e);

	(void)when_text(today, now + DAY); /* it may be tomorrow in Finland */
	for (i = 0; rc == 0 && i < n->n; i++)
		rc = check_one(&n->list[i], q, today, e);
	stmts_free(q);
	return rc;
}

int followup_remember(struct db *db, struct archive *a, int64_t now,
		      struct err *e)
{
	struct stmts *s = NULL;
	struct stmt *q = NULL;
	char at[WHEN_TEXT];
	int got = -1, i;

	/* who only looks makes no memories */
	if (sqlite3_db_readonly(db_handle(archive_db(a)), "main") == 1)
		return 0;
	(void)when_text(at, now);
	if (stmts_new(&s, archive_db(a), &followup_sql, e) < 0 ||
	    stmt_new(&q, db,
		     "SELECT negotiation, item, date, state, value, note, by"
		     "  FROM negotiation_followup ORDER BY negotiation, "
		     "position",
		     e) < 0)
		goto out;
	while ((got = stmt_step(q, e)) == 1) {
		struct stmt *put = stmts_at(s, Q_PUT);

		for (i = 0; i <= F_COLUMNS; i++)
			stmt_text(put, i + 1, stmt_col_text(q, i));
		stmt_text(put, F_COLUMNS + 2, at);
		got = stmt_run(put, e);
		if (got < 0)
			break;
	}
out:
	stmt_free(q);
	stmts_free(s);
	return got;
}
