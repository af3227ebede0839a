/*
 * A table-valued function (https://www.sqlite.org/vtab.html): its one argument
 * is a hidden column, and SQLite asks table_next() and table_column() where it
 * would read a table's rows. See finding_table.h.
 */
#include "analysis/finding_table.h"

#include <math.h>

#include "analysis/undefined.h"

struct cursor {
	sqlite3_vtab_cursor base; /* first: SQLite's part */
	const struct findings *list;
	size_t at;
	/* The note that was written last, and what it says: */
	bool noted;
	unsigned notes;
	const char *remark;
	char note[TREND_NOTES_TEXT];
};

/* In groups of one type. */
enum column {
	COL_INDICATOR,
	COL_AREA,
	COL_SEX,
	COL_FIRST_YEAR,
	COL_LAST_YEAR,
	COL_N,
	COL_S,
	COL_FAMILY,
	COL_SUPPRESSED,
	COL_MISSING,

	COL_P,
	COL_P_ADJ,
	COL_Q,
	COL_Q_BY,
	COL_F,
	COL_SLOPE,
	COL_SLOPE_LOW,
	COL_SLOPE_HIGH,

	COL_KIND,
	COL_VERDICT,
	COL_DIRECTION,
	COL_NOTE,

	COL_LIST /* hidden: the argument */
};

static int table_connect(sqlite3 *db, void *ctx, int argc,
			 const char *const *argv, sqlite3_vtab **out,
			 char **err)
{
	(void)ctx;
	(void)argc;
	(void)argv;
	(void)err;
	*out = xcalloc(1, sizeof(**out));
	return sqlite3_declare_vtab(
		db, "CREATE TABLE x (indicator INTEGER, area INTEGER,"
		    "  sex INTEGER, first_year INTEGER, last_year INTEGER,"
		    "  n INTEGER, s INTEGER, family INTEGER,"
		    "  suppressed INTEGER, missing INTEGER, p REAL,"
		    "  p_adj REAL, q REAL, q_by REAL, f REAL, slope REAL,"
		    "  slope_low REAL, slope_high REAL, kind TEXT,"
		    "  verdict TEXT, direction TEXT, note TEXT, list HIDDEN)");
}

static int table_disconnect(sqlite3_vtab *v)
{
	free(v);
	return SQLITE_OK;
}

/* Without the argument there is no way to read it. */
static int table_plan(sqlite3_vtab *v, sqlite3_index_info *info)
{
	(void)v;
	for (int i = 0; i < info->nConstraint; i++) {
		if (info->aConstraint[i].iColumn != COL_LIST ||
		    info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ ||
		    !info->aConstraint[i].usable)
			continue;
		info->aConstraintUsage[i].argvIndex = 1;
		info->aConstraintUsage[i].omit = 1;
		return SQLITE_OK;
	}
	return SQLITE_CONSTRAINT;
}

static int table_open(sqlite3_vtab *v, sqlite3_vtab_cursor **out)
{
	struct cursor *c = xcalloc(1, sizeof(*c));

	(void)v;
	*out = &c->base;
	return SQLITE_OK;
}

static int table_close(sqlite3_vtab_cursor *c)
{
	free(c);
	return SQLITE_OK;
}

static int table_first(sqlite3_vtab_cursor *cursor, int index, const char *name,
		       int argc, sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)cursor;

	(void)index;
	(void)name;
	(void)argc;
	c->list = sqlite3_value_pointer(argv[0], FINDINGS_POINTER);
	c->at = 0;
	return SQLITE_OK;
}

static int table_next(sqlite3_vtab_cursor *c)
{
	((struct cursor *)c)->at++;
	return SQLITE_OK;
}

static int table_end(sqlite3_vtab_cursor *cursor)
{
	const struct cursor *c = (const struct cursor *)cursor;

	return !c->list || c->at >= c->list->n;
}

static int table_rowid(sqlite3_vtab_cursor *c, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((struct cursor *)c)->at;
	return SQLITE_OK;
}

/* --- columns: what has no result is NULL -----------------------------------
 */

static void give_whole(sqlite3_context *out, const struct finding *f,
		       int column)
{
	const struct trend *t = &f->trend;
	int64_t v = 0;

	switch (column) {
	case COL_INDICATOR:
		v = f->indicator;
		break;
	case COL_AREA:
		v = f->area;
		break;
	case COL_SEX:
		v = f->sex;
		break;
	case COL_FIRST_YEAR:
		v = t->first_year;
		break;
	case COL_LAST_YEAR:
		v = t->last_year;
		break;
	case COL_N:
		v = (int64_t)t->n;
		break;
	case COL_S:
		/* Mann and Kendall have none for the five newest figures */
		if (!t->tested || f->kind == KIND_RECENT)
			return;
		v = t->stats.mk.s;
		break;
	case COL_FAMILY:
		if (f->family == 0)
			return;
		v = (int64_t)f->family;
		break;
	case COL_SUPPRESSED:
		v = (int64_t)t->suppressed;
		break;
	case COL_MISSING:
		v = (int64_t)t->missing;
		break;
	}
	sqlite3_result_int64(out, v);
}

/* What a test says; NAN where there was none. */
static double real_of(const struct finding *f, int column)
{
	const struct trend_stats *st = &f->trend.stats;
	bool tested = f->trend.tested;

	switch (column) {
	case COL_P:
		return tested ? st->mk.p : UNDEFINED;
	case COL_P_ADJ:
		return tested ? st->p_adj : UNDEFINED;
	case COL_Q:
		return f->q;
	case COL_Q_BY:
		return f->q_by;
	case COL_F:
		return tested ? st->persistence.f : UNDEFINED;
	case COL_SLOPE:
		return st->slope;
	case COL_SLOPE_LOW:
		return st->low;
	default:
		return st->high;
	}
}

static void give_real(sqlite3_context *out, double v)
{
	if (isfinite(v))
		sqlite3_result_double(out, v);
}

/* Many series in a row have the same to be remarked. */
static const char *note_of(struct cursor *c, const struct finding *f)
{
	size_t len;

	if (c->noted && c->notes == f->trend.notes && c->remark == f->remark)
		return c->note;
	c->noted = true;
	c->notes = f->trend.notes;
	c->remark = f->remark;
	len = strlen(trend_notes(c->note, c->notes));
	if (c->remark)
		(void)snprintf(c->note + len, sizeof(c->note) - len, "%s%s",
			       len ? "; " : "", c->remark);
	return c->note;
}

/* Constants, or NULL. */
static const char *word_of(const struct finding *f, int column)
{
	if (column == COL_KIND)
		return trend_kind_name(f->kind);
	if (column == COL_VERDICT)
		return trend_verdict_name(f->trend.verdict);
	return trend_direction(f->trend.verdict, f->polarity);
}

static int table_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out,
			int column)
{
	struct cursor *c = (struct cursor *)cursor;
	const struct finding *f = &c->list->list[c->at];

	if (column <= COL_MISSING)
		give_whole(out, f, column);
	else if (column <= COL_SLOPE_HIGH)
		give_real(out, real_of(f, column));
	else if (column <= COL_DIRECTION)
		sqlite3_result_text(out, word_of(f, column), -1, SQLITE_STATIC);
	else if (column == COL_NOTE)
		sqlite3_result_text(out, note_of(c, f), -1, SQLITE_TRANSIENT);
	return SQLITE_OK;
}

static const sqlite3_module module = {
	.xConnect =
		table_connect, /* without xCreate: it is there by its name */
	.xBestIndex = table_plan,
	.xDisconnect = table_disconnect,
	.xOpen = table_open,
	.xClose = table_close,
	.xFilter = table_first,
	.xNext = table_next,
	.xEof = table_end,
	.xColumn = table_column,
	.xRowid = table_rowid,
};

int finding_table_register(struct db *db, struct err *e)
{
	if (sqlite3_create_module_v2(db_handle(db), "finding", &module, NULL,
				     NULL) != SQLITE_OK)
		return err_set(e, ERR_DB, "%s: %s", db_path(db),
			       sqlite3_errmsg(db_handle(db)));
	return 0;
}
