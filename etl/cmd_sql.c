/*
 * `sql`: a read-only query on tilannekuva.db.
 */
#include <jansson.h>

#include "etl/etl.h"
#include "etl/tsv.h"
#include "lib/csv.h"

enum {
	O_FORMAT,
	O_COUNT
};

struct format {
	const char *name;
	void (*head)(struct buf *b, struct stmt *q);
	void (*row)(struct buf *b, struct stmt *q, size_t n);
	const char *end;
};

static void tsv_head(struct buf *b, struct stmt *q)
{
	int i;

	for (i = 0; i < stmt_columns(q); i++) {
		buf_puts(b, i ? "\t" : "");
		tsv_cell(b, stmt_column_name(q, i));
	}
	buf_putc(b, '\n');
}

static void tsv_row(struct buf *b, struct stmt *q, size_t n)
{
	int i;

	(void)n;
	for (i = 0; i < stmt_columns(q); i++) {
		buf_puts(b, i ? "\t" : "");
		tsv_cell(b, stmt_col_text(q, i));
	}
	buf_putc(b, '\n');
}

static void csv_head(struct buf *b, struct stmt *q)
{
	int i;

	for (i = 0; i < stmt_columns(q); i++)
		csv_put_text(b, stmt_column_name(q, i));
	csv_end(b);
}

static void csv_one(struct buf *b, struct stmt *q, size_t n)
{
	int i;

	(void)n;
	for (i = 0; i < stmt_columns(q); i++)
		csv_put_text(b, stmt_col_text(q, i));
	csv_end(b);
}

static void json_head(struct buf *b, struct stmt *q)
{
	(void)q;
	buf_putc(b, '[');
}

static json_t *json_cell(struct stmt *q, int i)
{
	switch (stmt_col_type(q, i)) {
	case SQLITE_NULL:
		return json_null();
	case SQLITE_INTEGER:
		return json_integer(stmt_col_int(q, i));
	case SQLITE_FLOAT:
		return json_real(stmt_col_double(q, i));
	default:
		return json_string(stmt_col_text(q, i));
	}
}

static void json_one(struct buf *b, struct stmt *q, size_t n)
{
	json_t *row = json_object();
	char *text;
	int i;

	for (i = 0; i < stmt_columns(q); i++)
		(void)json_object_set_new(row, stmt_column_name(q, i),
					  json_cell(q, i));
	text = json_dumps(row, JSON_REAL_PRECISION(15));
	buf_printf(b, "%s%s", n ? ",\n" : "\n", text ? text : "null");
	free(text);
	json_decref(row);
}

static const struct format formats[] = {
	{"tsv", tsv_head, tsv_row, ""},
	{"csv", csv_head, csv_one, ""},
	{"json", json_head, json_one, "\n]\n"},
};

static const struct format *format_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(formats); i++)
		if (!name || strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

static int print_rows(struct db *db, const char *query, const struct format *f,
		      struct err *e)
{
	struct stmt *q = NULL;
	struct buf b;
	size_t n = 0;
	int got;

	if (stmt_new(&q, db, query, e) < 0)
		return -1;
	buf_init(&b, BUF_MAX);
	f->head(&b, q);
	while ((got = stmt_step(q, e)) == 1) {
		f->row(&b, q, n++);
		if (b.len > 1 << 16) {
			(void)fwrite(b.data, 1, b.len, stdout);
			buf_clear(&b);
		}
	}
	buf_puts(&b, f->end);
	(void)fwrite(buf_str(&b), 1, b.len, stdout);
	buf_release(&b);
	stmt_free(q);
	return got;
}

static int sql_main(struct app *app, int argc, char **argv)
{
	struct opt opts[O_COUNT] = {
		[O_FORMAT] = {.name = "format", .takes_value = true}};
	const struct format *f = format_find(NULL);
	struct db *db = NULL;
	struct err e = {0};
	int rc = opt_parse(opts, O_COUNT, &argc, argv, &e);

	if (rc == 0 && opts[O_FORMAT].given) {
		f = format_find(opts[O_FORMAT].value);
		if (!f)
			rc = err_set(&e, ERR_USAGE,
				     "--format '%s': tsv, csv or json is "
				     "expected",
				     opts[O_FORMAT].value);
	}
	if (rc == 0 && argc != 2)
		rc = err_set(&e, ERR_USAGE, "one QUERY is expected");
	if (rc == 0)
		rc = app_store_open(app, DB_READ, &db, &e);
	if (rc == 0 && f)
		rc = print_rows(db, argv[1], f, &e);
	db_close(db);
	return rc < 0 ? cmd_fail(app, &cmd_sql, &e) : EXIT_OK;
}

const struct cmd cmd_sql = {
	.name = "sql",
	.synopsis = "[--format tsv|csv|json] QUERY",
	.summary = "a read-only query on tilannekuva.db",
	.help = "  --format F   tsv (default), csv or json\n",
	.run = sql_main,
};
