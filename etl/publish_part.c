#include "etl/publish_part.h"

#include "lib/num.h"

enum {
	Q_AREAS,
	Q_MEMBERS,
	Q_INDICATORS,
	Q_COUNT
};

/* Titles, spans and areas are named in the rows, and say which county's figure
 * stands beside an area's. */
static const char *const sql[Q_COUNT] = {
	[Q_AREAS] = "SELECT kind, code, name_fi, valid_to FROM area"
		    "  ORDER BY kind, code",
	[Q_MEMBERS] = "SELECT a.kind, a.code, p.kind, p.code"
		      "  FROM area_member AS m JOIN area AS a ON a.id = m.area"
		      "  JOIN area AS p ON p.id = m.parent"
		      "  ORDER BY 1, 2, 3, 4",
	[Q_INDICATORS] = "SELECT n.source, n.indicator, n.title_fi, n.span,"
			 "  i.digest FROM named AS n"
			 "  JOIN indicator AS i ON i.id = n.id",
};
static const struct sql_set part_sql = {"etl/publish_part", sql, Q_COUNT};

static struct part *add(struct parts *p, const char *source,
			const char *indicator)
{
	struct part *one;

	/* sizes 1, 2, 4 ... */
	if ((p->n & (p->n - 1)) == 0)
		p->list = xreallocarray(p->list, p->n ? 2 * p->n : 1,
					sizeof(*p->list));
	one = &p->list[p->n++];
	*one = (struct part){.source = xstrdup(source),
			     .indicator = xstrdup(indicator)};
	return one;
}

static int by_name(const void *x, const void *y)
{
	const struct part *a = x, *b = y;
	int order = strcmp(a->source, b->source);

	return order ? order : strcmp(a->indicator, b->indicator);
}

static void sort(struct parts *p)
{
	if (p->n)
		qsort(p->list, p->n, sizeof(*p->list), by_name);
}

static void hash_row(struct hash *h, struct stmt *q)
{
	for (int i = 0; i < stmt_columns(q); i++)
		hash_text(h, stmt_col_null(q, i) ? "\1" : stmt_col_text(q, i));
}

/* Areas and their membership, and the program: another view of the same figures
 * may say something else of them. */
static int hash_frame(char out[HASH_HEX], struct stmts *set, struct db *db,
		      struct err *e)
{
	static const int of[] = {Q_AREAS, Q_MEMBERS};
	struct hash *h = hash_new();
	char schema[HASH_HEX + 1];
	int rc = store_get(db, "schema", schema, sizeof(schema), e);

	for (size_t i = 0; rc == 0 && i < ARRAY_LEN(of); i++) {
		struct stmt *q = stmts_at(set, (size_t)of[i]);

		while ((rc = stmt_step(q, e)) > 0)
			hash_row(h, q);
		hash_text(h, "\2");
	}
	if (rc == 0)
		hash_text(h, schema);
	(void)hash_end(h, out);
	return rc;
}

int parts_figures(struct parts *out, struct db *db, struct err *e)
{
	struct parts p = {0};
	struct stmts *set = NULL;
	char frame[HASH_HEX];
	struct stmt *q;
	int rc = -1;

	if (stmts_new(&set, db, &part_sql, e) < 0 ||
	    hash_frame(frame, set, db, e) < 0)
		goto out;
	q = stmts_at(set, Q_INDICATORS);
	while ((rc = stmt_step(q, e)) > 0) {
		struct part *one =
			add(&p, stmt_col_text(q, 0), stmt_col_text(q, 1));
		struct hash *h = hash_new();

		hash_text(h, frame);
		hash_row(h, q);
		(void)hash_end(h, one->hash);
	}
	sort(&p);
out:
	stmts_free(set);
	if (rc < 0)
		parts_release(&p);
	else
		*out = p;
	return rc;
}

void parts_of(struct parts *out, const struct publish_table *t,
	      const struct parts *figures)
{
	*out = (struct parts){0};
	if (t->parts == PARTS_NONE) {
		(void)add(out, "", "");
		return;
	}
	for (size_t i = 0; i < figures->n; i++) {
		const struct part *f = &figures->list[i];
		struct part *one = add(out, f->source, f->indicator);

		if (t->parts == PARTS_FIGURES)
			memcpy(one->hash, f->hash, sizeof(one->hash));
	}
}

int parts_read(struct parts *out, struct pg *pg, const char *schema,
	       const char *table, struct err *e)
{
	const char *const values[] = {table};
	struct pg_rows *rows = NULL;
	struct buf b;
	int rc;

	buf_init(&b, BUF_MAX);
	pg_format(&b, pg,
		  "SELECT source, indicator, hash, rows FROM %I.published_part"
		  " WHERE name = $1",
		  schema);
	rc = pg_ask(&rows, pg, buf_str(&b), values, 1, e);
	buf_release(&b);
	if (rc < 0)
		return -1;
	*out = (struct parts){0};
	for (size_t i = 0; i < pg_rows_n(rows); i++) {
		struct part *one =
			add(out, pg_cell(rows, i, 0), pg_cell(rows, i, 1));

		(void)snprintf(one->hash, sizeof(one->hash), "%s",
			       pg_cell(rows, i, 2));
		(void)num_int(pg_cell(rows, i, 3), strlen(pg_cell(rows, i, 3)),
			      0, INT64_MAX, &one->rows);
	}
	pg_rows_free(rows);
	sort(out);
	return 0;
}

static bool mark(struct part *p, bool changed)
{
	p->changed = changed;
	return changed;
}

size_t parts_compare(struct parts *now, struct parts *was)
{
	size_t i = 0, j = 0, marked = 0;

	while (i < now->n && j < was->n) {
		struct part *a = &now->list[i], *b = &was->list[j];
		int order = by_name(a, b);

		if (order == 0) {
			marked += mark(a, strcmp(a->hash, b->hash) != 0);
			if (!a->changed)
				a->rows = b->rows;
		} else {
			marked += mark(order < 0 ? a : b, true);
		}
		i += order <= 0;
		j += order >= 0;
	}
	for (; i < now->n; i++)
		marked += mark(&now->list[i], true);
	for (; j < was->n; j++)
		marked += mark(&was->list[j], true);
	return marked;
}

/* An element of an array as text: "a \"b\"". */
static void put_element(struct buf *b, const char *s)
{
	buf_puts(b, b->len > 1 ? ",\"" : "\"");
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(b, '\\');
		buf_putc(b, *s);
	}
	buf_putc(b, '"');
}

/* The marked ones of the source of list[i]; *i goes on to the next source. */
static void put_indicators(struct buf *b, const struct parts *p, size_t *i)
{
	const char *source = p->list[*i].source;

	buf_clear(b);
	buf_putc(b, '{');
	for (; *i < p->n && strcmp(p->list[*i].source, source) == 0; (*i)++)
		if (p->list[*i].changed)
			put_element(b, p->list[*i].indicator);
	buf_putc(b, '}');
}

int parts_remove(const struct parts *p, const struct publish_table *t,
		 struct pg *pg, const char *schema, struct err *e)
{
	struct buf text, array;
	size_t i = 0;
	int rc = 0;

	buf_init(&text, BUF_MAX);
	buf_init(&array, BUF_MAX);
	pg_format(&text, pg, "DELETE FROM %I.%I", schema, t->name);
	if (t->parts == PARTS_NONE) {
		rc = p->n && p->list[0].changed ? pg_run(pg, buf_str(&text), e)
						: 0;
		goto out;
	}
	/* a source at a time: its index leads there, on Citus too */
	buf_puts(&text, " WHERE source = $1 AND indicator = ANY ($2::text[])");
	while (rc == 0 && i < p->n) {
		const char *values[2] = {p->list[i].source, NULL};

		put_indicators(&array, p, &i);
		values[1] = buf_str(&array);
		if (array.len > 2)
			rc = pg_ask(NULL, pg, buf_str(&text), values, 2, e);
	}
out:
	buf_release(&text);
	buf_release(&array);
	return rc;
}

int parts_write(const struct parts *p, struct pg *pg, const char *schema,
		const char *table, struct err *e)
{
	struct buf text, columns[4];
	const char *values[5] = {table};
	int rc;

	buf_init(&text, BUF_MAX);
	for (size_t k = 0; k < ARRAY_LEN(columns); k++) {
		buf_init(&columns[k], BUF_MAX);
		buf_putc(&columns[k], '{');
	}
	for (size_t i = 0; i < p->n; i++) {
		const struct part *one = &p->list[i];
		char rows[32];

		(void)snprintf(rows, sizeof(rows), "%lld",
			       (long long)one->rows);
		put_element(&columns[0], one->source);
		put_element(&columns[1], one->indicator);
		put_element(&columns[2], one->hash);
		put_element(&columns[3], rows);
	}
	for (size_t k = 0; k < ARRAY_LEN(columns); k++) {
		buf_putc(&columns[k], '}');
		values[k + 1] = buf_str(&columns[k]);
	}
	pg_format(&text, pg, "DELETE FROM %I.published_part WHERE name = %L",
		  schema, table);
	rc = pg_run_buf(pg, &text, e);
	pg_format(&text, pg,
		  "INSERT INTO %I.published_part"
		  " SELECT $1, p.* FROM unnest($2::text[], $3::text[],"
		  "  $4::text[], $5::bigint[]) AS p",
		  schema);
	if (rc == 0)
		rc = pg_ask(NULL, pg, buf_str(&text), values, 5, e);
	for (size_t k = 0; k < ARRAY_LEN(columns); k++)
		buf_release(&columns[k]);
	buf_release(&text);
	return rc;
}

void parts_release(struct parts *p)
{
	for (size_t i = 0; i < p->n; i++) {
		free(p->list[i].source);
		free(p->list[i].indicator);
	}
	free(p->list);
	*p = (struct parts){0};
}
