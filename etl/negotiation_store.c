/*
 * The tables of negotiations into the store, as they are kept; lists within a
 * cell become rows of their own besides.
 */
#include "etl/negotiation.h"

#include "etl/target.h"
#include "etl/votes.h"
#include "lib/db.h"
#include "lib/num.h"

enum {
	PART = 200
};

enum {
	Q_PARTY = NEGOTIATION_TABLES,
	Q_TIE,
	Q_TARGET,
	Q_CALENDAR,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[TABLE_NEGOTIATION] =
		"INSERT INTO negotiation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
		"  ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,"
		"  ?20)",
	[TABLE_ROUNDS] = "INSERT INTO negotiation_round VALUES"
			 "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[TABLE_PRIORITIES] = "INSERT INTO negotiation_priority VALUES"
			     "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
	[TABLE_RESOURCES] = "INSERT INTO negotiation_resource VALUES"
			    "  (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[TABLE_LINKS] = "INSERT INTO negotiation_link VALUES"
			"  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[TABLE_ITEMS] = "INSERT INTO negotiation_item VALUES"
			"  (?1, ?2, ?3, ?4, ?5, ?6)",
	[TABLE_MEASURES] = "INSERT INTO negotiation_measure VALUES"
			   "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
			   "  ?12, ?13, ?14, ?15)",
	[TABLE_FOLLOWUP] = "INSERT INTO negotiation_followup VALUES"
			   "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[TABLE_PRACTICES] = "INSERT INTO negotiation_practice VALUES"
			    "  (?1, ?2, ?3, ?4, ?5)",
	[TABLE_FEEDBACK] = "INSERT INTO negotiation_feedback VALUES"
			   "  (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	[TABLE_POINTS] = "INSERT INTO negotiation_point VALUES"
			 "  (?1, ?2, ?3, ?4, ?5)",
	[TABLE_WORRIES] = "INSERT INTO negotiation_worry VALUES"
			  "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[TABLE_VOTES] = "INSERT INTO negotiation_vote VALUES"
			"  (?1, ?2, ?3, ?4, ?5)",
	[TABLE_TEXTS] = "INSERT INTO negotiation_text VALUES"
			"  (?1, ?2, ?3, ?4, ?5, ?6)",
	[Q_PARTY] = "INSERT INTO negotiation_party VALUES"
		    "  (?1, ?2, ?3, ?4, ?5)",
	[Q_TIE] = "INSERT INTO negotiation_tie VALUES (?1, ?2, ?3, ?4, ?5)",
	[Q_TARGET] = "INSERT INTO negotiation_target VALUES (?1, ?2, ?3, ?4)",
	[Q_CALENDAR] = "INSERT INTO calendar VALUES"
		       "  (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
};

static const struct sql_set store_sql = {"etl/negotiation_store", sql, Q_COUNT};

static const char clear[] =
	"DELETE FROM negotiation; DELETE FROM negotiation_round;"
	"DELETE FROM negotiation_party; DELETE FROM negotiation_priority;"
	"DELETE FROM negotiation_resource; DELETE FROM negotiation_link;"
	"DELETE FROM negotiation_item; DELETE FROM negotiation_measure;"
	"DELETE FROM negotiation_tie; DELETE FROM negotiation_target;"
	"DELETE FROM negotiation_followup;"
	"DELETE FROM negotiation_practice; DELETE FROM negotiation_feedback;"
	"DELETE FROM negotiation_point; DELETE FROM negotiation_worry;"
	"DELETE FROM negotiation_vote; DELETE FROM negotiation_text;"
	"DELETE FROM calendar;";

/* The column that says from when on a row is known; 0: none does. */
static size_t day_column(enum negotiation_table t)
{
	switch (t) {
	case TABLE_NEGOTIATION:
		return N_DATE;
	case TABLE_MEASURES:
		return M_AGREED;
	case TABLE_FOLLOWUP:
		return F_DATE;
	case TABLE_WORRIES:
		return W_DATE;
	case TABLE_ROUNDS:
	case TABLE_PRIORITIES:
	case TABLE_RESOURCES:
	case TABLE_LINKS:
	case TABLE_ITEMS:
	case TABLE_PRACTICES:
	case TABLE_FEEDBACK:
	case TABLE_POINTS:
	case TABLE_VOTES:
	case TABLE_TEXTS:
	case NEGOTIATION_TABLES:
		break;
	}
	return 0;
}

/* Whether the day of that cell is after until. */
static bool is_later(const char *when, const char *until)
{
	char first[11], last[11];

	return kept_when(when, first, last) && strncmp(first, until, 10) > 0;
}

/* Cells from statement parameter `at` on. */
static void bind_cells(struct stmt *q, int at, const struct kept *k, size_t row)
{
	size_t c;

	for (c = 0; c < k->spec->n; c++) {
		const char *s = kept_cell(k, row, c);
		int64_t n;

		if (!s[0])
			stmt_null(q, at + (int)c);
		else if (k->spec->columns[c].kind == KEPT_INT &&
			 num_int(s, strlen(s), 0, INT64_MAX, &n))
			stmt_int(q, at + (int)c, n);
		else
			stmt_text(q, at + (int)c, s);
	}
}

static int put_table(struct stmts *q, const struct negotiation *n, size_t t,
		     const char *until, struct err *e)
{
	const struct kept *k = &n->table[t];
	size_t day = day_column((enum negotiation_table)t), i;

	for (i = 0; i < k->n; i++) {
		struct stmt *put = stmts_at(q, t);

		if (day && is_later(kept_cell(k, i, day), until))
			continue;
		stmt_text(put, 1, n->id);
		stmt_int(put, 2, (int64_t)i);
		bind_cells(put, 3, k, i);
		if (stmt_run(put, e) < 0)
			return -1;
	}
	return 0;
}

/* A row for each part of a list. column: 4 or 5, where the part goes. */
static int put_parts(struct stmt *q, const struct negotiation *n,
		     const char *id, const char *list, const char *separator,
		     int column, int64_t *position, struct err *e)
{
	char part[PART];

	while (kept_next(&list, separator, part, sizeof(part))) {
		stmt_text(q, 1, n->id);
		stmt_text(q, 2, id);
		stmt_int(q, 3, (*position)++);
		stmt_null(q, column == 4 ? 5 : 4);
		stmt_text(q, column, part);
		if (stmt_run(q, e) < 0)
			return -1;
	}
	return 0;
}

/* What the measure in this row states to reach, if it does. */
static int put_target(struct stmts *q, const struct negotiation *n, size_t row,
		      struct err *e)
{
	const struct kept *m = &n->table[TABLE_MEASURES];
	struct stmt *put = stmts_at(q, Q_TARGET);
	struct target t;

	if (!target_parse(kept_cell(m, row, M_EFFECT), &t))
		return 0;
	stmt_text(put, 1, n->id);
	stmt_text(put, 2, kept_cell(m, row, M_ID));
	stmt_double(put, 3, t.value);
	stmt_int(put, 4, t.year);
	return stmt_run(put, e);
}

static int put_lists(struct stmts *q, const struct negotiation *n,
		     const char *until, struct err *e)
{
	const struct kept *r = &n->table[TABLE_ROUNDS];
	const struct kept *m = &n->table[TABLE_MEASURES];
	int64_t at;
	size_t i;

	for (i = 0; i < r->n; i++) {
		const char *id = kept_cell(r, i, R_ID);
		struct stmt *put = stmts_at(q, Q_PARTY);

		at = 0;
		if (put_parts(put, n, id, kept_cell(r, i, R_PARTIES), ",", 4,
			      &at, e) < 0 ||
		    put_parts(put, n, id, kept_cell(r, i, R_GROUPS), ",", 5,
			      &at, e) < 0)
			return -1;
	}
	for (i = 0; i < m->n; i++) {
		const char *id = kept_cell(m, i, M_ID);
		struct stmt *put = stmts_at(q, Q_TIE);

		at = 0;
		if (is_later(kept_cell(m, i, M_AGREED), until))
			continue;
		if (put_parts(put, n, id, kept_cell(m, i, M_PRIORITIES), " ", 4,
			      &at, e) < 0 ||
		    put_parts(put, n, id, kept_cell(m, i, M_INDICATORS), " ", 5,
			      &at, e) < 0 ||
		    put_target(q, n, i, e) < 0)
			return -1;
	}
	return 0;
}

/* Ranks are those that the votes give, also where none is written. */
static int put_ranks(struct db *db, const struct negotiation *n, struct err *e)
{
	const struct kept *k = &n->table[TABLE_PRIORITIES];
	int64_t *votes = xcalloc(k->n + 1, sizeof(*votes));
	int *rank = xcalloc(k->n + 1, sizeof(*rank));
	struct stmt *q = NULL;
	char text[40];
	size_t i;
	int rc = stmt_new(&q, db,
			  "UPDATE negotiation_priority SET rank = ?3"
			  "  WHERE negotiation = ?1 AND id = ?2",
			  e);

	for (i = 0; i < k->n; i++) {
		const char *s = kept_cell(k, i, P_VOTES);

		if (!num_int(s, strlen(s), 0, INT64_MAX, &votes[i]))
			votes[i] = -1;
	}
	votes_rank(votes, k->n, rank);
	for (i = 0; rc == 0 && i < k->n; i++) {
		if (rank[i] == 0)
			continue;
		(void)snprintf(text, sizeof(text), "%d%s", rank[i],
			       votes_tied(votes, k->n, i) ? "=" : "");
		stmt_reset(q);
		stmt_text(q, 1, n->id);
		stmt_text(q, 2, kept_cell(k, i, P_ID));
		stmt_text(q, 3, text);
		rc = stmt_run(q, e);
	}
	stmt_free(q);
	free(votes);
	free(rank);
	return rc;
}

static int put_one(struct db *db, struct stmts *q, const struct negotiation *n,
		   const char *until, struct err *e)
{
	size_t t;

	if (is_later(kept_cell(&n->table[TABLE_NEGOTIATION], 0, N_DATE), until))
		return 0;
	for (t = 0; t < NEGOTIATION_TABLES; t++)
		if (put_table(q, n, t, until, e) < 0)
			return -1;
	if (put_lists(q, n, until, e) < 0)
		return -1;
	return put_ranks(db, n, e);
}

int negotiations_store(const struct negotiations *n, struct db *db,
		       const char *until, struct err *e)
{
	struct stmts *q = NULL;
	size_t i;
	int rc = -1;

	if (db_script(db, clear, e) < 0 || stmts_new(&q, db, &store_sql, e) < 0)
		goto out;
	for (i = 0; i < n->n; i++)
		if (put_one(db, q, &n->list[i], until, e) < 0)
			goto out;
	for (i = 0; i < n->calendar.n; i++) {
		struct stmt *put = stmts_at(q, Q_CALENDAR);

		stmt_int(put, 1, (int64_t)i);
		bind_cells(put, 2, &n->calendar, i);
		if (stmt_run(put, e) < 0)
			goto out;
	}
	rc = 0;
out:
	stmts_free(q);
	return rc;
}
