#include "etl/publish_sheet.h"

#include "etl/view_text.h"

static const char *type_name(enum column_type t)
{
	static const char *const names[] = {
		[COLUMN_TEXT] = "text",
		[COLUMN_INTEGER] = "integer",
		[COLUMN_LONG] = "bigint",
		[COLUMN_REAL] = "double precision",
	};

	return names[t];
}

/* What these mean wherever an indicator is told of: the views explain them
 * where they first come. */
static const struct {
	const char *column, *text;
} common[] = {
	{"source", "who gives the figures: sotkanet, kela, local ..."},
	{"indicator", "the source's own id"},
	{"title_fi", "the indicator's title"},
	{"area_kind", "kunta, hyvinvointialue, maakunta, maa ..."},
	{"area_code", "official code, text with leading zeros; unique within "
		      "its kind"},
	{"area_fi", "the area's name"},
	{"sex", "total, male, female"},
};

static bool has_indicator(const struct publish_sheet *s)
{
	for (int i = 0; i < stmt_columns(s->q); i++)
		if (strcmp(stmt_column_name(s->q, i), "indicator") == 0)
			return true;
	return false;
}

/* The column's comment into b, which is cleared first. */
static bool column_told(struct buf *b, const char *views,
			const struct publish_sheet *s, const char *column)
{
	buf_clear(b);
	if (views && view_text_column(b, views, s->t->name, column))
		return true;
	if (!has_indicator(s))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(common); i++)
		if (strcmp(common[i].column, column) == 0)
			buf_puts(b, common[i].text);
	return b->len > 0;
}

static void hash_shape(struct publish_sheet *s)
{
	struct hash *h = hash_new();

	for (int i = 0; i < stmt_columns(s->q); i++) {
		hash_text(h, stmt_column_name(s->q, i));
		hash_text(h, type_name(s->types[i]));
	}
	hash_text(h, s->t->key ? s->t->key : "");
	hash_text(h, s->t->parts == PARTS_NONE ? "" : "by indicator");
	(void)hash_end(h, s->shape);
}

static void hash_comments(struct publish_sheet *s, const struct app *app)
{
	struct hash *h = hash_new();
	const char *text;
	struct buf b;

	buf_init(&b, BUF_MAX);
	text = view_text_find(&b, app->schemas, s->t->name);
	hash_text(h, s->t->about ? s->t->about : buf_str(&b));
	for (int i = 0; i < stmt_columns(s->q); i++) {
		(void)column_told(&b, text, s, stmt_column_name(s->q, i));
		hash_text(h, buf_str(&b));
	}
	(void)hash_end(h, s->told);
	buf_release(&b);
}

int publish_sheet_open(struct publish_sheet *s, const struct publish_table *t,
		       struct app *app, struct db *db, struct err *e)
{
	int rc = t->rows ? stmt_new(&s->q, db, t->rows, e)
			 : stmt_new_all(&s->q, db, t->name, e);
	int n;

	if (rc < 0)
		return -1;
	s->t = t;
	n = stmt_columns(s->q);
	s->types = xcalloc((size_t)n, sizeof(*s->types));
	for (int i = 0; i < n; i++)
		s->types[i] = publish_table_type(t, stmt_column_name(s->q, i));
	hash_shape(s);
	hash_comments(s, app);
	return 0;
}

void publish_sheet_close(struct publish_sheet *s)
{
	stmt_free(s->q);
	free(s->types);
	*s = (struct publish_sheet){0};
}

void publish_sheet_put_table(struct buf *b, struct pg *pg,
			     const struct publish_sheet *s, const char *schema)
{
	pg_format(b, pg, "CREATE TABLE %I.%I (", schema, s->t->name);
	for (int i = 0; i < stmt_columns(s->q); i++)
		pg_format(b, pg, "%s%I %s", i ? ", " : "",
			  stmt_column_name(s->q, i), type_name(s->types[i]));
	buf_puts(b, ");");
}

void publish_sheet_put_key(struct buf *b, struct pg *pg,
			   const struct publish_sheet *s, const char *schema)
{
	if (s->t->key)
		pg_format(b, pg, "ALTER TABLE %I.%I ADD PRIMARY KEY (%s);",
			  schema, s->t->name, s->t->key);
	else if (s->t->parts != PARTS_NONE)
		pg_format(b, pg, "CREATE INDEX ON %I.%I (source, indicator);",
			  schema, s->t->name);
}

void publish_sheet_put_comments(struct buf *b, struct pg *pg,
				const struct publish_sheet *s,
				const struct app *app, const char *schema)
{
	const char *text;
	struct buf told;

	buf_init(&told, BUF_MAX);
	text = view_text_find(&told, app->schemas, s->t->name);
	pg_format(b, pg, "COMMENT ON TABLE %I.%I IS %L;", schema, s->t->name,
		  s->t->about ? s->t->about : buf_str(&told));
	for (int i = 0; i < stmt_columns(s->q); i++) {
		const char *name = stmt_column_name(s->q, i);

		if (column_told(&told, text, s, name))
			pg_format(b, pg, "COMMENT ON COLUMN %I.%I.%I IS %L;",
				  schema, s->t->name, name, buf_str(&told));
		else
			pg_format(b, pg, "COMMENT ON COLUMN %I.%I.%I IS NULL;",
				  schema, s->t->name, name);
	}
	buf_release(&told);
}
