/*
 * See publish_schema.h, publish_schema_exchange().
 */
#include "lib/base.h"

#include <errno.h>

#include "etl/publish_schema.h"
#include "lib/num.h"

enum {
	TRIES = 40,
	PAUSE_MS = 1000, /* in which readers come through */
	WAIT_MS = 1500   /* for all locks, at most */
};

static void pause_a_while(void)
{
	struct timespec t = {.tv_sec = PAUSE_MS / 1000,
			     .tv_nsec = PAUSE_MS % 1000 * 1000000L};

	while (clock_nanosleep(CLOCK_MONOTONIC, 0, &t, &t) == EINTR)
		;
}

/* Three quarters of the time after which the server looks for deadlocks. */
static int patience(struct publish_schema *s, int64_t *ms, struct err *e)
{
	struct pg_rows *rows = NULL;

	if (pg_ask(&rows, s->pg,
		   "SELECT setting FROM pg_settings"
		   " WHERE name = 'deadlock_timeout'",
		   NULL, 0, e) < 0)
		return -1;
	*ms = 1000;
	if (pg_rows_n(rows))
		(void)num_int(pg_cell(rows, 0, 0), strlen(pg_cell(rows, 0, 0)),
			      1, 1000000, ms);
	*ms = *ms * 3 / 4 < WAIT_MS ? *ms * 3 / 4 : WAIT_MS;
	*ms += *ms == 0; /* 0 would be without end */
	pg_rows_free(rows);
	return 0;
}

/* Into old: the tables that go, quoted, commas between; into b: what brings the
 * staged ones. */
static int places(struct publish_schema *s, struct buf *old, struct buf *b,
		  struct err *e)
{
	const char *const values[] = {s->name, s->staging};
	struct pg_rows *rows = NULL;
	struct buf q;
	int rc;

	buf_init(&q, BUF_MAX);
	pg_format(&q, s->pg,
		  "WITH t AS (SELECT c.relname, n.nspname = $2 AS staged"
		  "   FROM pg_class AS c"
		  "   JOIN pg_namespace AS n ON n.oid = c.relnamespace"
		  "   WHERE n.nspname IN ($1, $2)"
		  "   AND c.relkind NOT IN ('i', 'I'))"
		  " SELECT relname, staged FROM t WHERE staged OR relname IN"
		  "  (SELECT name FROM %I.published_table"
		  "   UNION ALL SELECT relname FROM t WHERE staged)"
		  " ORDER BY 1",
		  s->name);
	rc = pg_ask(&rows, s->pg, buf_str(&q), values, 2, e);
	for (size_t i = 0; rc == 0 && i < pg_rows_n(rows); i++) {
		const char *table = pg_cell(rows, i, 0);

		if (pg_cell_true(rows, i, 1))
			pg_format(b, s->pg, "ALTER TABLE %I.%I SET SCHEMA %I;",
				  s->staging, table, s->name);
		else
			pg_format(old, s->pg, "%s%I.%I", old->len ? ", " : "",
				  s->name, table);
	}
	pg_rows_free(rows);
	buf_release(&q);
	return rc;
}

/* 1: somebody reads one of them. */
static int lock_once(struct publish_schema *s, const char *tables, int64_t ms,
		     struct err *e)
{
	struct err why = {0};
	char limit[32];
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	(void)snprintf(limit, sizeof(limit), "%lld", (long long)ms);
	pg_format(&b, s->pg,
		  "SAVEPOINT exchange; SET LOCAL statement_timeout = %s",
		  limit);
	rc = pg_run_buf(s->pg, &b, e);
	pg_format(&b, s->pg, "LOCK TABLE %s IN ACCESS EXCLUSIVE MODE", tables);
	if (rc == 0 && pg_run_buf(s->pg, &b, &why) < 0) {
		/* cancelled for its time, no lock in time, a deadlock */
		bool busy = strcmp(pg_state(s->pg), "57014") == 0 ||
			    strcmp(pg_state(s->pg), "55P03") == 0 ||
			    strcmp(pg_state(s->pg), "40P01") == 0;

		rc = !busy ? err_set(e, why.code, "%s", why.msg)
		     : pg_run(s->pg, "ROLLBACK TO SAVEPOINT exchange", e) < 0
			     ? -1
			     : 1;
	}
	if (rc == 0)
		rc = pg_run(s->pg, "SET LOCAL statement_timeout = 0", e);
	buf_release(&b);
	return rc;
}

static int lock_all(struct publish_schema *s, const char *tables,
		    struct log *log, struct err *e)
{
	int64_t ms;
	int rc;

	if (patience(s, &ms, e) < 0)
		return -1;
	for (int i = 0; i < TRIES; i++) {
		rc = lock_once(s, tables, ms, e);
		if (rc <= 0)
			return rc;
		log_debug(log, "publish: tables are being read, attempt %d",
			  i + 1);
		pause_a_while();
	}
	return err_set(e, ERR_DB,
		       "%s: the tables, which have other columns now, were "
		       "read all the time: not replaced",
		       pg_place(s->pg));
}

int publish_schema_exchange(struct publish_schema *s, struct log *log,
			    struct err *e)
{
	struct buf old, drop, b;
	int rc;

	buf_init(&old, BUF_MAX);
	buf_init(&drop, BUF_MAX);
	buf_init(&b, BUF_MAX);
	pg_format(&b, s->pg,
		  "DELETE FROM %I.published_table WHERE name NOT IN"
		  " (SELECT c.relname FROM pg_class AS c"
		  "   JOIN pg_namespace AS n ON n.oid = c.relnamespace"
		  "   WHERE n.nspname = %L);",
		  s->name, s->staging);
	rc = places(s, &old, &b, e);
	if (rc == 0 && old.len)
		rc = lock_all(s, buf_str(&old), log, e);
	if (old.len)
		pg_format(&drop, s->pg, "DROP TABLE %s", buf_str(&old));
	if (s->staging_made)
		pg_format(&b, s->pg, "DROP SCHEMA %I", s->staging);
	if (rc == 0 && old.len)
		rc = pg_run_buf(s->pg, &drop, e);
	if (rc == 0)
		rc = pg_run_buf(s->pg, &b, e);
	buf_release(&old);
	buf_release(&drop);
	buf_release(&b);
	return rc;
}
