#include "etl/own_areas.h"

#include "lib/csv.h"
#include "lib/file.h"
#include "lib/num.h"

enum {
	C_KIND,
	C_CODE,
	C_FI,
	C_SV,
	C_EN,
	C_PARTS,
	C_FROM,
	C_TO,
	C_COUNT
};

static const struct csv_column columns[C_COUNT] = {
	[C_KIND] = {"kind", true},       [C_CODE] = {"code", true},
	[C_FI] = {"name_fi", true},      [C_SV] = {"name_sv", true},
	[C_EN] = {"name_en", true},      [C_PARTS] = {"parts", true},
	[C_FROM] = {"parts_from", true}, [C_TO] = {"parts_to", true},
};

static int check_row(const struct csv_row *row, struct err *e)
{
	size_t i;
	int64_t t;
	const char *p = row->cells[C_PARTS];

	for (i = C_KIND; i <= C_CODE; i++)
		if (!row->cells[i][0] || strpbrk(row->cells[i], " :"))
			return csv_cell_error(row, i, "a word is expected", e);
	for (i = C_FROM; i <= C_TO; i++)
		if (row->cells[i][0] && (strlen(row->cells[i]) != 10 ||
					 !when_parse(row->cells[i], &t)))
			return csv_cell_error(row, i,
					      "a day such as 2021-01-01, or "
					      "nothing, is expected",
					      e);
	for (; *(p += strspn(p, " ")); p += 3)
		if (strcspn(p, " ") != 3 || !num_int(p, 3, 1, 999, &t))
			return csv_cell_error(row, C_PARTS,
					      "codes of municipalities (020 "
					      "108) are expected",
					      e);
	if (!row->cells[C_FI][0] && !row->cells[C_PARTS][0])
		return csv_cell_error(row, C_FI,
				      "a name, or parts, are expected", e);
	return 0;
}

static int take_row(void *ctx, const struct csv_row *row, struct err *e)
{
	struct own_areas *o = ctx;
	struct own_area *t;
	int i;

	if (check_row(row, e) < 0)
		return -1;
	o->list = xreallocarray(o->list, o->n + 1, sizeof(*o->list));
	t = &o->list[o->n++];
	t->kind = xstrdup(row->cells[C_KIND]);
	t->code = xstrdup(row->cells[C_CODE]);
	for (i = 0; i < 3; i++)
		t->name[i] = xstrdup(row->cells[C_FI + i]);
	t->parts = xstrdup(row->cells[C_PARTS]);
	(void)snprintf(t->from, sizeof(t->from), "%s", row->cells[C_FROM]);
	(void)snprintf(t->to, sizeof(t->to), "%s", row->cells[C_TO]);
	return 0;
}

int own_areas_read(struct app *app, struct own_areas *out, struct err *e)
{
	char *path = app_config_path(app, "areas.csv");
	const struct csv_spec spec = {
		.file = path, .columns = columns, .n = C_COUNT};
	struct own_areas o = {0};
	int rc = 0;

	if (file_exists(path))
		rc = csv_read_file(path, &spec, take_row, &o, e);
	free(path);
	if (rc < 0) {
		if (e)
			e->code = ERR_CONFIG;
		own_areas_release(&o);
		return -1;
	}
	*out = o;
	return 0;
}

void own_areas_release(struct own_areas *o)
{
	size_t i, j;

	for (i = 0; i < o->n; i++) {
		struct own_area *t = &o->list[i];

		free(t->kind);
		free(t->code);
		for (j = 0; j < 3; j++)
			free(t->name[j]);
		free(t->parts);
	}
	free(o->list);
	*o = (struct own_areas){0};
}

enum {
	Q_NAME,
	Q_MEMBER,
	Q_SPAN,
	Q_COUNT
};

static const char *const sql[Q_COUNT] = {
	[Q_NAME] = "INSERT OR IGNORE INTO area_name VALUES (?1, ?2)",
	[Q_MEMBER] = "INSERT OR IGNORE INTO area_member VALUES (?1, ?2)",
	[Q_SPAN] = "INSERT INTO area_span VALUES (?1, ?2, ?3, ?4)",
};

static const struct sql_set own_sql = {"etl/own_areas", sql, Q_COUNT};

static int put_names(struct stmts *q, const struct own_area *o, int64_t id,
		     struct err *e)
{
	struct stmt *put = stmts_at(q, Q_NAME);
	int i;

	for (i = 0; i < 3; i++) {
		if (!o->name[i][0])
			continue;
		stmt_int(put, 1, id);
		stmt_text(put, 2, o->name[i]);
		if (stmt_run(put, e) < 0)
			return -1;
	}
	return 0;
}

/* ours: no source lists the whole, so its parts are those of this table. */
static int put_part(struct stmts *q, const struct own_area *o, int64_t part,
		    int64_t whole, bool ours, struct err *e)
{
	struct stmt *span = stmts_at(q, Q_SPAN), *now = stmts_at(q, Q_MEMBER);

	stmt_int(span, 1, part);
	stmt_int(span, 2, whole);
	stmt_text(span, 3, o->from[0] ? o->from : NULL);
	stmt_text(span, 4, o->to[0] ? o->to : NULL);
	if (stmt_run(span, e) < 0)
		return -1;
	if (!ours || o->to[0])
		return 0;
	stmt_int(now, 1, part);
	stmt_int(now, 2, whole);
	return stmt_run(now, e);
}

static int put_one(struct stmts *q, struct areas *a, const struct own_area *o,
		   struct err *e)
{
	const char *p = o->parts;
	char code[4];
	int64_t whole, part;
	bool ours;

	if (areas_find(a, o->kind, o->code, &whole, e) < 0)
		return -1;
	ours = whole == 0;
	if (ours && !o->name[0][0])
		return 0;
	if (ours && areas_add(a, o->kind, o->code, (const char *const *)o->name,
			      &whole, e) < 0)
		return -1;
	if (put_names(q, o, whole, e) < 0)
		return -1;
	for (; *(p += strspn(p, " ")); p += 3) {
		(void)snprintf(code, sizeof(code), "%.3s", p);
		if (areas_find(a, "kunta", code, &part, e) < 0 ||
		    (part && put_part(q, o, part, whole, ours, e) < 0))
			return -1;
	}
	return 0;
}

int own_areas_store(const struct own_areas *o, struct db *db, struct areas *a,
		    struct err *e)
{
	struct stmts *q = NULL;
	size_t i;
	int rc = stmts_new(&q, db, &own_sql, e);

	for (i = 0; rc == 0 && i < o->n; i++)
		rc = put_one(q, a, &o->list[i], e);
	stmts_free(q);
	return rc;
}
