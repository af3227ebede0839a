#include "etl/left_out.h"

struct left_out {
	struct stmts *q;
	struct log *log; /* borrowed */
};

enum {
	Q_FIND,
	Q_CLEAR,
	Q_PUT,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_FIND] = "SELECT 1 FROM area WHERE kind = ?1 AND code = ?2",
	[Q_CLEAR] = "DELETE FROM left_out WHERE source = ?1 AND code = ?2",
	[Q_PUT] = ("INSERT OR IGNORE INTO left_out VALUES (?1, ?2, ?3, ?4)"
		   "  RETURNING 1"),
};

static const struct sql_set left_out_sql = {"etl/left_out", sql, Q_COUNT};

int left_out_new(struct left_out **out, struct db *db, struct log *log,
		 struct err *e)
{
	struct left_out *l = xcalloc(1, sizeof(*l));

	l->log = log;
	if (stmts_new(&l->q, db, &left_out_sql, e) < 0) {
		left_out_free(l);
		return -1;
	}
	*out = l;
	return 0;
}

void left_out_free(struct left_out *l)
{
	if (!l)
		return;
	stmts_free(l->q);
	free(l);
}

int left_out_forget(struct left_out *l, const char *source, const char *topic,
		    struct err *e)
{
	struct stmt *q = stmts_at(l->q, Q_CLEAR);

	stmt_text(q, 1, source);
	stmt_text(q, 2, strchr(topic, ':') + 1);
	return stmt_run(q, e);
}

/* A place without a code, or of kind `unknown`, is for areas.c to judge. */
static int is_known(struct left_out *l, const struct place *p, bool *known,
		    struct err *e)
{
	struct stmt *q = stmts_at(l->q, Q_FIND);
	int got;

	*known = !p->code || strcmp(p->kind, "unknown") == 0;
	if (*known)
		return 0;
	stmt_text(q, 1, p->kind);
	stmt_text(q, 2, p->code);
	got = stmt_step(q, e);
	stmt_reset(q);
	*known = got > 0;
	return got < 0 ? -1 : 0;
}

/* Notes it; its name goes to names where it is news: of the answers to the
 * calls of one query it is said once. */
static int note(struct left_out *l, const struct record *r,
		const struct place *p, struct buf *names, struct err *e)
{
	struct stmt *q = stmts_at(l->q, Q_PUT);
	int got;

	stmt_text(q, 1, r->source);
	stmt_text(q, 2, strchr(r->topic, ':') + 1);
	stmt_text(q, 3, p->kind);
	stmt_text(q, 4, p->code);
	got = stmt_step(q, e);
	stmt_reset(q);
	if (got > 0)
		buf_printf(names, "%s%s %s", names->len ? ", " : "", p->kind,
			   p->code);
	return got < 0 ? -1 : 0;
}

/* known[i] of each place; 1: some are not. */
static int find_unknown(struct left_out *l, const struct record *r,
			const struct answer *a, bool *known, struct err *e)
{
	struct buf names;
	size_t i;
	int rc = 0;

	buf_init(&names, 300);
	for (i = 0; rc >= 0 && i < a->n_places; i++) {
		const struct place *p = &a->places[i];

		if (is_known(l, p, &known[i], e) < 0 ||
		    (!known[i] && note(l, r, p, &names, e) < 0))
			rc = -1;
		else if (!known[i])
			rc = 1;
	}
	if (rc > 0 && names.len)
		log_warn(l->log,
			 "answer %lld (%s %s): figures left out, there is no "
			 "such area: %s%s",
			 (long long)r->id, r->source, r->topic, buf_str(&names),
			 names.full ? " ..." : "");
	buf_release(&names);
	return rc;
}

int left_out_take(struct left_out *l, const struct record *r,
		  const struct request *asks, struct answer *a, struct err *e)
{
	bool *known = xcalloc(a->n_places + 1, sizeof(*known));
	struct figures *f = &a->figures;
	size_t i, n = 0;
	int rc = a->own_ids ? 0 : find_unknown(l, r, a, known, e);

	if (rc > 0) {
		for (i = 0; i < f->n; i++)
			if (known[f->list[i].area])
				f->list[n++] = f->list[i];
		f->n = n;
		rc = n || asks->part ? 0
				     : err_set(e, ERR_DATA,
					       "none of its areas is known");
	}
	free(known);
	return rc;
}
