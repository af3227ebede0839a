/*
 * The sheets of figures and of their trends: a row an area, indicator and sex,
 * and year.
 */
#include "etl/area_figures.h"
#include "etl/export_sheet.h"
#include "etl/export_words.h"
#include "lib/word.h"

/* A sheet that is being filled, row by row of the pairs. */
struct filling {
	const struct edition *x;
	struct sheet *s;
	struct stmt *q;
};

/* What each row begins with. */
static void put_pair(struct sheet *s, const struct pair *p, enum lang lang)
{
	sheet_text(s, p->name);
	sheet_text(s, kind_words(p->kind, lang));
	sheet_text(s, p->code);
	put_id(s, p->source, p->id);
	put_text(s, p->title, p->id);
	sheet_text(s, unit_words(p->unit, lang));
}

#define PAIR_COLUMNS                                                           \
	{TEXT_XLSX_COL_AREA, 17, COLUMN_KEY},                                  \
		{TEXT_XLSX_COL_KIND, 15, COLUMN_KEY},                          \
		{TEXT_XLSX_COL_CODE, 9, COLUMN_KEY},                           \
		{TEXT_XLSX_COL_ID, 13, COLUMN_KEY},                            \
		{TEXT_XLSX_COL_INDICATOR, 42, COLUMN_KEY},                     \
	{                                                                      \
		TEXT_XLSX_COL_UNIT, 15, 0                                      \
	}

static int fill(const struct edition *x, struct sheet *s, const char *query,
		int (*visit)(void *ctx, const struct pair *p, struct err *e),
		struct err *e)
{
	struct filling f = {.x = x, .s = s};
	int rc;

	if (stmt_new(&f.q, x->choice->db, query, e) < 0)
		return -1;
	rc = choice_each(x->choice, visit, &f, e);
	stmt_free(f.q);
	return rc;
}

/* --- figures ---------------------------------------------------------------
 */

static const char figures_query[] = "SELECT o.year, x.name, " BESIDE_COLUMNS(
	"o") " FROM (SELECT year, sex, value, NULL AS reason"
	     "    FROM observation WHERE indicator = ?1 AND area = ?2"
	     "  UNION ALL SELECT year, sex, NULL, reason FROM absence"
	     "    WHERE indicator = ?1 AND area = ?2) AS o"
	     "  JOIN sex AS x ON x.id = o.sex"
	     "  ORDER BY o.sex, o.year";

static int put_figures(void *ctx, const struct pair *p, struct err *e)
{
	struct filling *f = ctx;
	const struct choice *c = f->x->choice;
	int rc;

	stmt_reset(f->q);
	beside_ask(f->q, c, p);
	while ((rc = stmt_step(f->q, e)) > 0) {
		put_pair(f->s, p, c->lang);
		sheet_whole(f->s, stmt_col_int(f->q, 0));
		sheet_text(f->s, sex_words(stmt_col_text(f->q, 1), c->lang));
		put_beside(f->s, f->q, 2, c, p);
		sheet_end_row(f->s);
	}
	return rc;
}

static int fill_figures(const struct edition *x, struct sheet *s, struct err *e)
{
	return fill(x, s, figures_query, put_figures, e);
}

static const struct column figures_columns[] = {
	PAIR_COLUMNS,
	{TEXT_XLSX_COL_YEAR, 7, COLUMN_KEY | COLUMN_NUMBER},
	{TEXT_XLSX_COL_SEX, 11, COLUMN_KEY},
	{TEXT_XLSX_COL_VALUE, 12, COLUMN_NUMBER},
	{TEXT_XLSX_COL_COUNTY, 16, COLUMN_NUMBER},
	{TEXT_XLSX_COL_COUNTRY, 12, COLUMN_NUMBER},
};

const struct export_sheet export_figures = {
	.name = TEXT_XLSX_FIGURES,
	.is = TEXT_XLSX_FIGURES_IS,
	.none = TEXT_BRIEF_NO_INDICATORS,
	.columns = figures_columns,
	.n = ARRAY_LEN(figures_columns),
	.fill = fill_figures,
};

/* --- trends ----------------------------------------------------------------
 */

static const char trends_query[] =
	"SELECT verdict, direction, note, q, slope, slope_low, slope_high,"
	"  first_year, last_year, n, sex FROM v_trend"
	"  WHERE source = ?1 AND indicator = ?2 AND area_kind = ?3"
	"    AND area_code = ?4 AND kind = 'long'"
	"  ORDER BY CASE sex WHEN 'total' THEN 0 WHEN 'male' THEN 1 ELSE 2 END";

static void put_trend(struct filling *f, const struct pair *p)
{
	const enum lang lang = f->x->choice->lang;
	const struct figure_form form = {
		.unit = p->unit, .class = p->class, .decimals = p->decimals};
	const char *none = text_get(TEXT_BRIEF_T_NOT_TESTED, lang);
	const char *unbound = text_get(TEXT_XLSX_NO_INTERVAL, lang);
	struct stmt *q = f->q;
	struct figure_trend t = area_trend(q, 0);
	char *words = trend_words(&f->x->paper, &form, &t);
	/* a year's change is smaller than the figure */
	int decimals = p->decimals + 2;

	put_pair(f->s, p, lang);
	sheet_text(f->s, sex_words(stmt_col_text(q, 10), lang));
	sheet_text(f->s, words);
	put_number(f->s, q, 4, decimals, none);
	put_number(f->s, q, 5, decimals, stmt_col_null(q, 4) ? none : unbound);
	put_number(f->s, q, 6, decimals, stmt_col_null(q, 4) ? none : unbound);
	put_whole(f->s, q, 7, none);
	put_whole(f->s, q, 8, none);
	put_whole(f->s, q, 9, none);
	sheet_end_row(f->s);
	free(words);
}

static int put_trends(void *ctx, const struct pair *p, struct err *e)
{
	struct filling *f = ctx;
	int rc;

	stmt_reset(f->q);
	stmt_text(f->q, 1, p->source);
	stmt_text(f->q, 2, p->id);
	stmt_text(f->q, 3, p->kind);
	stmt_text(f->q, 4, p->code);
	while ((rc = stmt_step(f->q, e)) > 0)
		put_trend(f, p);
	return rc;
}

static int fill_trends(const struct edition *x, struct sheet *s, struct err *e)
{
	return fill(x, s, trends_query, put_trends, e);
}

static const struct column trends_columns[] = {
	PAIR_COLUMNS,
	{TEXT_XLSX_COL_SEX, 11, COLUMN_KEY},
	{TEXT_XLSX_COL_VERDICT, 52, 0},
	{TEXT_XLSX_COL_SLOPE, 11, COLUMN_NUMBER},
	{TEXT_XLSX_COL_LOW, 11, COLUMN_NUMBER},
	{TEXT_XLSX_COL_HIGH, 11, COLUMN_NUMBER},
	{TEXT_XLSX_COL_FIRST, 13, COLUMN_NUMBER},
	{TEXT_XLSX_COL_LAST, 10, COLUMN_NUMBER},
	{TEXT_XLSX_COL_N, 10, COLUMN_NUMBER},
};

const struct export_sheet export_trends = {
	.name = TEXT_XLSX_TRENDS,
	.is = TEXT_XLSX_TRENDS_IS,
	.none = TEXT_XLSX_NO_ROWS,
	.columns = trends_columns,
	.n = ARRAY_LEN(trends_columns),
	.fill = fill_trends,
};
