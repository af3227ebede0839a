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

/* Those that stand where a staged one goes, and those that go; quoted, commas
 * between. */
static int standing(struct publish_schema *s, struct buf *out, struct err *e)
{
	struct pg_rows *rows = NULL;
	const char *values[2] = {s->name, NULL};
	struct buf array;
	int rc;

	buf_init(&array, BUF_MAX);
	buf_putc(&array, '{');
	for (size_t i = 0; i < s->n_fresh; i++)
		buf_printf(&array, "%s%s", array.len > 1 ? "," : "",
			   s->fresh[i]);
	for (size_t i = 0; i < s->n_gone; i++)
		buf_printf(&array, "%s%s", array.len > 1 ? "," : "",
			   s->gone[i]);
	buf_putc(&array, '}');
	values[1] = buf_str(&array);
	rc = pg_ask(&rows, s->pg,
		    "SELECT c.relname FROM pg_class AS c"
		    " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
		    " WHERE n.nspname = $1 AND c.relname = ANY ($2::text[])"
		    " ORDER BY 1",
		    values, 2, e);
	for (size_t i = 0; rc == 0 && i < pg_rows_n(rows); i++)
		pg_format(out, s->pg, "%s%I.%I", i ? ", " : "", s->name,
			  pg_cell(rows, i, 0));
	pg_rows_free(rows);
	buf_release(&array);
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
		       "%s: tables that have other columns now were read all "
		       "the time: not replaced",
		       pg_place(s->pg));
}

int publish_schema_exchange(struct publish_schema *s, struct log *log,
			    struct err *e)
{
	struct buf old, b;
	int rc;

	buf_init(&old, BUF_MAX);
	buf_init(&b, BUF_MAX);
	rc = s->n_fresh + s->n_gone ? standing(s, &old, e) : 0;
	if (rc == 0 && old.len)
		rc = lock_all(s, buf_str(&old), log, e);
	if (old.len)
		pg_format(&b, s->pg, "DROP TABLE %s;", buf_str(&old));
	for (size_t i = 0; i < s->n_fresh; i++)
		pg_format(&b, s->pg, "ALTER TABLE %I.%I SET SCHEMA %I;",
			  s->staging, s->fresh[i], s->name);
	for (size_t i = 0; i < s->n_gone; i++)
		pg_format(&b, s->pg,
			  "DELETE FROM %I.published_table WHERE name = %L;"
			  "DELETE FROM %I.published_part WHERE name = %L;",
			  s->name, s->gone[i], s->name, s->gone[i]);
	if (s->staging_made)
		pg_format(&b, s->pg, "DROP SCHEMA %I;", s->staging);
	if (rc == 0 && b.len)
		rc = pg_run_buf(s->pg, &b, e);
	buf_release(&old);
	buf_release(&b);
	return rc;
}
