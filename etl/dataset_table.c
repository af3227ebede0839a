/*
 * An eponymous virtual table (https://www.sqlite.org/vtab.html): SQLite calls
 * given_next() and given_column() where it would read a table's rows.
 */
#include "etl/dataset_table.h"

struct figure_table {
	int64_t indicator;
	const struct figures *figures; /* borrowed */
};

struct given_vtab {
	sqlite3_vtab base; /* first: SQLite's part */
	const struct figure_table *t;
};

struct given_cursor {
	sqlite3_vtab_cursor base;
	const struct figure_table *t;
	size_t at;
};

enum column {
	COL_INDICATOR,
	COL_AREA,
	COL_SEX,
	COL_YEAR,
	COL_VALUE,
	COL_NUMERATOR
};

static int given_connect(sqlite3 *db, void *ctx, int argc,
			 const char *const *argv, sqlite3_vtab **out,
			 char **err)
{
	struct given_vtab *v = xcalloc(1, sizeof(*v));

	(void)argc;
	(void)argv;
	(void)err;
	v->t = ctx;
	*out = &v->base;
	return sqlite3_declare_vtab(db, "CREATE TABLE x (indicator INTEGER,"
					"  area INTEGER, sex INTEGER,"
					"  year INTEGER, value REAL,"
					"  numerator REAL)");
}

static int given_disconnect(sqlite3_vtab *v)
{
	free(v);
	return SQLITE_OK;
}

static int given_plan(sqlite3_vtab *v, sqlite3_index_info *info)
{
	(void)v;
	info->estimatedCost = 1e6;
	return SQLITE_OK;
}

static int given_open(sqlite3_vtab *v, sqlite3_vtab_cursor **out)
{
	struct given_cursor *c = xcalloc(1, sizeof(*c));

	c->t = ((struct given_vtab *)v)->t;
	*out = &c->base;
	return SQLITE_OK;
}

static int given_close(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static int given_first(sqlite3_vtab_cursor *c, int index, const char *name,
		       int argc, sqlite3_value **argv)
{
	(void)index;
	(void)name;
	(void)argc;
	(void)argv;
	((struct given_cursor *)c)->at = 0;
	return SQLITE_OK;
}

static int given_next(sqlite3_vtab_cursor *c)
{
	((struct given_cursor *)c)->at++;
	return SQLITE_OK;
}

static int given_end(sqlite3_vtab_cursor *cursor)
{
	const struct given_cursor *c = (const struct given_cursor *)cursor;

	return !c->t->figures || c->at >= c->t->figures->n;
}

static void give(sqlite3_context *out, struct val v)
{
	double num;

	if (val_get(v, &num))
		sqlite3_result_double(out, num);
}

static int given_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out,
			int column)
{
	const struct given_cursor *c = (const struct given_cursor *)cursor;
	const struct figure *f = &c->t->figures->list[c->at];

	switch ((enum column)column) {
	case COL_INDICATOR:
		sqlite3_result_int64(out, c->t->indicator);
		break;
	case COL_AREA:
		sqlite3_result_int64(out, f->area);
		break;
	case COL_SEX:
		sqlite3_result_int(out, (int)f->sex);
		break;
	case COL_YEAR:
		sqlite3_result_int(out, f->year);
		break;
	case COL_VALUE:
		give(out, f->value);
		break;
	case COL_NUMERATOR:
		give(out, f->numerator);
		break;
	}
	return SQLITE_OK;
}

static int given_rowid(sqlite3_vtab_cursor *c, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((struct given_cursor *)c)->at;
	return SQLITE_OK;
}

static const sqlite3_module module = {
	.xConnect =
		given_connect, /* without xCreate: it is there by its name */
	.xBestIndex = given_plan,
	.xDisconnect = given_disconnect,
	.xOpen = given_open,
	.xClose = given_close,
	.xFilter = given_first,
	.xNext = given_next,
	.xEof = given_end,
	.xColumn = given_column,
	.xRowid = given_rowid,
};

int figure_table_new(struct figure_table **out, struct db *db, struct err *e)
{
	struct figure_table *t = xcalloc(1, sizeof(*t));

	/* SQLite frees it, where this call does not succeed too. */
	if (sqlite3_create_module_v2(db_handle(db), "given", &module, t,
				     free) != SQLITE_OK)
		return err_set(e, ERR_DB, "%s: %s", db_path(db),
			       sqlite3_errmsg(db_handle(db)));
	*out = t;
	return 0;
}

void figure_table_show(struct figure_table *t, int64_t indicator,
		       const struct figures *f)
{
	t->indicator = indicator;
	t->figures = f;
}
