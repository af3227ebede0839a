/*
 * See publish.h. Rows pass through one by one: a table may be larger than
 * memory.
 */
#include "etl/publish.h"

#include "etl/publish_part.h"
#include "etl/publish_row.h"
#include "etl/publish_schema.h"
#include "lib/num.h"

enum {
	CHUNK = 1 << 18 /* bytes on their way at once */
};

struct publisher {
	struct app *app;
	struct db *db;
	struct pg *pg;
	struct publish_schema schema;
	struct publish_sheet *sheets; /* of all tables */
	size_t n;
	bool anew; /* all tables are made */
	struct parts figures;
	struct publish_summary *did;
	struct buf b;       /* rows on their way */
	char at[WHEN_TEXT]; /* when */
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
	if (s->t->dated) {
		stmt_text(s->q, 1, p->at);
	} else if (s->t->parts != PARTS_NONE) {
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

/* The marked ones. */
static int copy_parts(struct publisher *p, struct publish_sheet *s,
		      struct parts *now, struct err *e)
{
	int rc;

	buf_clear(&p->b);
	/* Frozen rows are there for whoever comes to a new table with an older
	 * view of the world too, who would see none of them otherwise. */
	pg_format(&p->b, p->pg, "COPY %I.%I FROM STDIN (FORMAT binary%s)",
		  p->schema.into, s->t->name, p->anew ? ", FREEZE true" : "");
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
	const char *staging = p->schema.into;
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	publish_sheet_put_table(&b, p->pg, s, staging);
	rc = pg_run_buf(p->pg, &b, e);
	for (size_t i = 0; i < now->n; i++)
		now->list[i].changed = true;
	if (rc == 0)
		rc = copy_parts(p, s, now, e);
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
			 copy_parts(p, s, now, e) < 0))
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
	bool changed = true;
	struct parts now;
	int rc;

	parts_of(&now, s->t, &p->figures);
	rc = p->anew ? make_table(p, s, &now, e)
		     : renew_table(p, s, &now, &changed, e);
	if (rc == 0 && !p->anew && s->tell)
		rc = tell(p, s, e);
	if (rc == 0 && changed)
		rc = parts_write(&now, p->pg, p->schema.name, name, e);
	if (rc == 0 && (p->anew || s->tell))
		rc = publish_schema_remember(&p->schema, name, s->shape,
					     s->told, e);
	p->did->changed += changed;
	parts_release(&now);
	return rc < 0 ? err_wrap(e, "%s", name) : 0;
}

static int publish_tables(struct publisher *p, struct err *e)
{
	for (size_t i = 0; i < p->n; i++) {
		log_progress(&p->app->log, "publish", i, p->n);
		if (publish_one(p, &p->sheets[i], e) < 0)
			return -1;
	}
	log_progress(&p->app->log, "publish", p->n, p->n);
	p->did->tables = p->n;
	return 0;
}

static int open_sheets(struct publisher *p, struct err *e)
{
	const struct publish_table *t;

	while (publish_table_at(p->n))
		p->n++;
	p->sheets = xcalloc(p->n, sizeof(*p->sheets));
	for (size_t i = 0; (t = publish_table_at(i)); i++)
		if (publish_sheet_open(&p->sheets[i], t, p->app, p->db, e) < 0)
			return err_wrap(e, "%s", t->name);
	return 0;
}

/* Whether all tables stand as the program would make them now, and no other:
 * rows are those of publish_schema_tables(). */
static bool all_stand(struct publisher *p, const struct pg_rows *rows)
{
	size_t found = 0;

	for (size_t i = 0; i < pg_rows_n(rows); i++)
		for (size_t k = 0; k < p->n; k++) {
			struct publish_sheet *s = &p->sheets[k];

			if (strcmp(pg_cell(rows, i, 0), s->t->name) != 0 ||
			    strcmp(pg_cell(rows, i, 1), s->shape) != 0)
				continue;
			s->tell = strcmp(pg_cell(rows, i, 2), s->told) != 0;
			found++;
		}
	return found == p->n && found == pg_rows_n(rows);
}

/* One table that is to be another makes all of them new: whoever reads sees
 * them beside each other. */
static int choose(struct publisher *p, struct err *e)
{
	struct pg_rows *rows = NULL;

	if (publish_schema_tables(&p->schema, &rows, e) < 0)
		return -1;
	p->anew = !all_stand(p, rows);
	pg_rows_free(rows);
	return p->anew ? publish_schema_stage(&p->schema, e) : 0;
}

/* From BEGIN to COMMIT. */
static int publish_all(struct publisher *p, const char *schema, struct err *e)
{
	if (pg_run(p->pg, "BEGIN", e) < 0 ||
	    publish_schema_take(&p->schema, p->pg, schema, e) < 0 ||
	    open_sheets(p, e) < 0 || choose(p, e) < 0 ||
	    parts_figures(&p->figures, p->db, e) < 0 ||
	    publish_tables(p, e) < 0 ||
	    (p->anew &&
	     publish_schema_exchange(&p->schema, &p->app->log, e) < 0) ||
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
	(void)when_text(p.at, app->now);
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
	for (size_t i = 0; p.sheets && i < p.n; i++)
		publish_sheet_close(&p.sheets[i]);
	free(p.sheets);
	if (p.db)
		db_rollback(p.db);
	db_close(p.db);
	return rc;
}
