/*
 * See publish.h. Rows pass through one by one: a table may be larger than
 * memory.
 */
#include "etl/publish.h"

#include "etl/publish_part.h"
#include "etl/publish_row.h"
#include "etl/publish_schema.h"

enum {
	CHUNK = 1 << 18 /* bytes on their way at once */
};

struct publisher {
	struct app *app;
	struct db *db;
	struct pg *pg;
	struct publish_schema schema;
	struct parts figures;
	struct publish_summary *did;
	struct buf b; /* rows on their way */
};

static int flush(struct publisher *p, struct err *e)
{
	int rc = buf_check(&p->b, "rows", e);

	if (rc == 0)
		rc = pg_copy_put(p->pg, buf_str(&p->b), p->b.len, e);
	buf_clear(&p->b);
	return rc;
}

/* Reads a part's rows: counts them, and finds its hash where that is not known.
 * copy: a COPY takes them. */
static int pass_rows(struct publisher *p, struct publish_sheet *s,
		     struct part *part, bool copy, struct err *e)
{
	struct hash_set sum = {0};
	int rc;

	part->rows = 0;
	stmt_reset(s->q);
	if (s->t->parts != PARTS_NONE) {
		stmt_text(s->q, 1, part->source);
		stmt_text(s->q, 2, part->indicator);
	}
	while ((rc = stmt_step(s->q, e)) > 0) {
		size_t from = p->b.len;

		if (row_put(&p->b, s->q, s->types, e) < 0)
			return -1;
		if (!part->hash[0])
			hash_set_add(&sum, buf_str(&p->b) + from,
				     p->b.len - from);
		part->rows++;
		if (!copy)
			buf_clear(&p->b);
		else if (p->b.len >= CHUNK && flush(p, e) < 0)
			return -1;
	}
	if (rc == 0 && !part->hash[0])
		(void)hash_set_hex(part->hash, &sum);
	return rc;
}

/* The marked ones. fresh: the table was made a moment ago. */
static int copy_parts(struct publisher *p, struct publish_sheet *s,
		      struct parts *now, bool fresh, struct err *e)
{
	int rc;

	buf_clear(&p->b);
	/* Frozen rows are there for whoever comes to the table with an older
	 * view of the world too, who would see none of them otherwise. */
	pg_format(&p->b, p->pg, "COPY %I.%I FROM STDIN (FORMAT binary%s)",
		  fresh ? p->schema.staging : p->schema.name, s->t->name,
		  fresh ? ", FREEZE true" : "");
	rc = pg_copy_begin(p->pg, buf_str(&p->b), e);
	buf_clear(&p->b);
	row_head(&p->b);
	for (size_t i = 0; rc == 0 && i < now->n; i++) {
		if (!now->list[i].changed)
			continue;
		rc = pass_rows(p, s, &now->list[i], true, e);
		p->did->rows += now->list[i].rows;
	}
	row_tail(&p->b);
	if (rc == 0)
		rc = flush(p, e);
	return rc < 0 ? -1 : pg_copy_end(p->pg, e);
}

/* The table beside those that are read. */
static int make_table(struct publisher *p, struct publish_sheet *s,
		      struct parts *now, struct err *e)
{
	const char *staging = p->schema.staging;
	struct buf b;
	int rc;

	if (publish_schema_stage(&p->schema, s->t->name, e) < 0)
		return -1;
	buf_init(&b, BUF_MAX);
	publish_sheet_put_table(&b, p->pg, s, staging);
	rc = pg_run_buf(p->pg, &b, e);
	for (size_t i = 0; i < now->n; i++)
		now->list[i].changed = true;
	if (rc == 0)
		rc = copy_parts(p, s, now, true, e);
	publish_sheet_put_key(&b, p->pg, s, staging);
	publish_sheet_put_comments(&b, p->pg, s, p->app, staging);
	pg_format(&b, p->pg, "ANALYZE %I.%I", staging, s->t->name);
	if (rc == 0)
		rc = pg_run_buf(p->pg, &b, e);
	buf_release(&b);
	p->did->made++;
	return rc;
}

/* Rows in the place of those that were. *changed: there were any to replace. */
static int renew_table(struct publisher *p, struct publish_sheet *s,
		       struct parts *now, bool *changed, struct err *e)
{
	const char *schema = p->schema.name;
	struct parts was = {0};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < now->n; i++)
		if (!now->list[i].hash[0])
			rc = pass_rows(p, s, &now->list[i], false, e);
	if (rc < 0 || parts_read(&was, p->pg, schema, s->t->name, e) < 0)
		return -1;
	*changed = parts_compare(now, &was) > 0;
	if (*changed && (parts_remove(&was, s->t, p->pg, schema, e) < 0 ||
			 parts_remove(now, s->t, p->pg, schema, e) < 0 ||
			 copy_parts(p, s, now, false, e) < 0))
		rc = -1;
	parts_release(&was);
	return rc;
}

static int tell(struct publisher *p, struct publish_sheet *s, struct err *e)
{
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	publish_sheet_put_comments(&b, p->pg, s, p->app, p->schema.name);
	rc = pg_run_buf(p->pg, &b, e);
	buf_release(&b);
	return rc;
}

static int publish_one(struct publisher *p, struct publish_sheet *s,
		       struct err *e)
{
	const char *name = s->t->name;
	bool there, changed = true, told_again = false;
	char told[HASH_HEX];
	struct parts now;
	int rc = -1;

	if (publish_schema_has(&p->schema, name, s->shape, &there, told,
			       sizeof(told), e) < 0)
		return -1;
	parts_of(&now, s->t, &p->figures);
	if (!there) {
		rc = make_table(p, s, &now, e);
	} else {
		told_again = strcmp(told, s->told) != 0;
		rc = renew_table(p, s, &now, &changed, e);
		if (rc == 0 && told_again)
			rc = tell(p, s, e);
	}
	if (rc == 0 && changed)
		rc = parts_write(&now, p->pg, p->schema.name, name, e);
	if (rc == 0 && (!there || told_again))
		rc = publish_schema_remember(&p->schema, name, s->shape,
					     s->told, e);
	p->did->changed += changed;
	parts_release(&now);
	return rc;
}

static int publish_tables(struct publisher *p, struct err *e)
{
	const struct publish_table *t;
	size_t n = 0;

	while (publish_table_at(n))
		n++;
	for (size_t i = 0; (t = publish_table_at(i)); i++) {
		struct publish_sheet s = {0};
		int rc;

		log_progress(&p->app->log, "publish", i, n);
		rc = publish_sheet_open(&s, t, p->app, p->db, e);
		if (rc == 0)
			rc = publish_one(p, &s, e);
		publish_sheet_close(&s);
		if (rc < 0)
			return err_wrap(e, "%s", t->name);
	}
	log_progress(&p->app->log, "publish", n, n);
	p->did->tables = n;
	return 0;
}

/* Tables of a contract that this program no longer knows. */
static int drop_others(struct publisher *p, struct err *e)
{
	struct pg_rows *rows = NULL;
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	pg_format(&b, p->pg, "SELECT name FROM %I.published_table",
		  p->schema.name);
	rc = pg_ask(&rows, p->pg, buf_str(&b), NULL, 0, e);
	buf_release(&b);
	if (rc < 0)
		return -1;
	for (size_t i = 0; i < pg_rows_n(rows); i++)
		if (!publish_table_find(pg_cell(rows, i, 0)))
			publish_schema_drop(&p->schema, pg_cell(rows, i, 0));
	pg_rows_free(rows);
	return 0;
}

/* From BEGIN to COMMIT. */
static int publish_all(struct publisher *p, const char *schema, struct err *e)
{
	if (pg_run(p->pg, "BEGIN", e) < 0 ||
	    publish_schema_take(&p->schema, p->pg, schema, e) < 0 ||
	    parts_figures(&p->figures, p->db, e) < 0 ||
	    publish_tables(p, e) < 0 || drop_others(p, e) < 0 ||
	    publish_schema_meta(&p->schema, p->app, p->db, e) < 0 ||
	    publish_schema_exchange(&p->schema, &p->app->log, e) < 0 ||
	    publish_schema_grant(&p->schema, &p->app->log, e) < 0)
		return -1;
	return pg_run(p->pg, "COMMIT", e);
}

int publish(struct app *app, const char *url, const char *schema,
	    struct publish_summary *did, struct err *e)
{
	struct publish_summary none = {0};
	struct publisher p = {.app = app, .did = &none};
	int rc = -1;

	buf_init(&p.b, BUF_MAX);
	if (publish_schema_check(schema, e) < 0 ||
	    app_store_open(app, DB_READ, &p.db, e) < 0 ||
	    db_script(p.db, "BEGIN", e) < 0 || pg_open(&p.pg, url, e) < 0)
		goto out;
	rc = publish_all(&p, schema, e);
	if (rc == 0)
		*did = none;
out:
	pg_close(p.pg);
	publish_schema_release(&p.schema);
	parts_release(&p.figures);
	buf_release(&p.b);
	if (p.db)
		db_rollback(p.db);
	db_close(p.db);
	return rc;
}
