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

/* Mann and Kendall have no S for the five newest figures. */
static void give_whole(sqlite3_context *out, const struct finding *f,
		       int column)
{
	const struct trend *t = &f->trend;
	const int64_t values[] = {
		[COL_INDICATOR] = f->indicator,
		[COL_AREA] = f->area,
		[COL_SEX] = f->sex,
		[COL_FIRST_YEAR] = t->first_year,
		[COL_LAST_YEAR] = t->last_year,
		[COL_N] = (int64_t)t->n,
		[COL_S] = t->stats.mk.s,
		[COL_FAMILY] = (int64_t)f->family,
		[COL_SUPPRESSED] = (int64_t)t->suppressed,
		[COL_MISSING] = (int64_t)t->missing,
	};

	if ((column == COL_S && (!t->tested || f->kind == KIND_RECENT)) ||
	    (column == COL_FAMILY && f->family == 0))
		return;
	sqlite3_result_int64(out, values[column]);
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

static void give_note(sqlite3_context *out, const struct finding *f)
{
	char note[TREND_NOTES_TEXT];
	size_t len = strlen(trend_notes(note, f->trend.notes));

	if (f->remark)
		(void)snprintf(note + len, sizeof(note) - len, "%s%s",
			       len ? "; " : "", f->remark);
	sqlite3_result_text(out, note, -1, SQLITE_TRANSIENT);
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
	const struct cursor *c = (const struct cursor *)cursor;
	const struct finding *f = &c->list->list[c->at];

	if (column <= COL_MISSING)
		give_whole(out, f, column);
	else if (column <= COL_SLOPE_HIGH)
		give_real(out, real_of(f, column));
	else if (column <= COL_DIRECTION)
		sqlite3_result_text(out, word_of(f, column), -1, SQLITE_STATIC);
	else if (column == COL_NOTE)
		give_note(out, f);
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
