/*
 * The barometer's sheet: the newest figure of each indicator, how it stands and
 * how it has changed. A row for a municipality or a county and an indicator.
 */
#include "etl/area_figures.h"
#include "etl/export_sheet.h"
#include "etl/export_words.h"
#include "lib/theme.h"
#include "lib/word.h"

enum {
	Q_NEWEST,
	Q_LEVEL,
	Q_TREND,
	Q_CELLS,
	Q_COUNT
};

#define OF_PAIR                                                                \
	"WHERE source = ?1 AND indicator = ?2 AND area_kind = ?3"              \
	"  AND area_code = ?4 AND sex = 'total'"

static const char *const sql[Q_COUNT] = {
	[Q_NEWEST] = "SELECT o.year, " BESIDE_COLUMNS(
		"o") " FROM (SELECT k.last_year AS year, k.sex,"
		     "    (SELECT value FROM observation AS n"
		     "       WHERE n.indicator = ?1 AND n.area = ?2"
		     "         AND n.sex = 0 AND n.year = k.last_year)"
		     "      AS value,"
		     "    (SELECT reason FROM absence AS n"
		     "       WHERE n.indicator = ?1 AND n.area = ?2"
		     "         AND n.sex = 0 AND n.year = k.last_year)"
		     "      AS reason"
		     "    FROM series AS k WHERE k.indicator = ?1"
		     "      AND k.area = ?2 AND k.sex = 0) AS o",
	/* no level of an old figure, nor of one of fewer than 20 cases */
	[Q_LEVEL] = "SELECT level_class, coalesce(standing, '')"
		    "  FROM v_position " OF_PAIR " AND year = ?5"
		    "    AND note NOT LIKE '%out_of_date%'"
		    "    AND coalesce(unstable, 0) = 0",
	[Q_TREND] = "SELECT verdict, direction, note, q, slope, slope_low,"
		    "  slope_high, first_year, last_year, n"
		    "  FROM v_trend " OF_PAIR " AND kind = 'long'",
	/* of an area at once: the view orders all of it */
	[Q_CELLS] = "SELECT source, indicator, cell, coalesce(apart, '')"
		    "  FROM v_matrix WHERE area_kind = ?1 AND area_code = ?2"
		    "    AND cell IS NOT NULL",
};
static const struct sql_set meter_sql = {"etl/export_meter", sql, Q_COUNT};

struct urgency {
	char *source, *id; /* owned */
	int cell;          /* 0: set apart, not ordered */
};

struct meter {
	const struct edition *x;
	struct sheet *s;
	struct stmts *set;
	int64_t area; /* whose cells these are */
	struct urgency *cells;
	size_t n;
};

static void forget_cells(struct meter *m)
{
	for (size_t i = 0; i < m->n; i++) {
		free(m->cells[i].source);
		free(m->cells[i].id);
	}
	free(m->cells);
	m->cells = NULL;
	m->n = 0;
}

static int read_cells(struct meter *m, const struct pair *p, struct err *e)
{
	struct stmt *q = stmts_at(m->set, Q_CELLS);
	int rc;

	if (m->area == p->area)
		return 0;
	forget_cells(m);
	m->area = p->area;
	stmt_text(q, 1, p->kind);
	stmt_text(q, 2, p->code);
	while ((rc = stmt_step(q, e)) > 0) {
		m->cells = xreallocarray(m->cells, m->n + 1, sizeof(*m->cells));
		m->cells[m->n++] = (struct urgency){
			.source = xstrdup(stmt_col_text(q, 0)),
			.id = xstrdup(stmt_col_text(q, 1)),
			.cell = *stmt_col_text(q, 3) ? 0
						     : (int)stmt_col_int(q, 2)};
	}
	return rc;
}

static void put_cell(struct meter *m, const struct pair *p)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->cells[i].cell > 0 &&
		    strcmp(m->cells[i].source, p->source) == 0 &&
		    strcmp(m->cells[i].id, p->id) == 0) {
			sheet_whole(m->s, m->cells[i].cell);
			return;
		}
	sheet_reason(m->s, text_get(TEXT_XLSX_NOT_ORDERED, m->x->choice->lang));
}

static struct stmt *ask(struct meter *m, int query, const struct pair *p)
{
	struct stmt *q = stmts_at(m->set, (size_t)query);

	stmt_text(q, 1, p->source);
	stmt_text(q, 2, p->id);
	stmt_text(q, 3, p->kind);
	stmt_text(q, 4, p->code);
	return q;
}

/* year 0: there is no figure. */
static int put_level(struct meter *m, const struct pair *p, int64_t year,
		     struct err *e)
{
	const enum lang lang = m->x->choice->lang;
	struct stmt *q = ask(m, Q_LEVEL, p);
	char *words = NULL;
	int got;

	stmt_int(q, 5, year);
	got = stmt_step(q, e);
	if (got > 0)
		words = level_words(stmt_col_text(q, 0), stmt_col_text(q, 1),
				    lang);
	put_text(m->s, words ? words : "",
		 text_get(year ? TEXT_AREA_NOT_COMPARED : TEXT_BRIEF_NO_YEAR,
			  lang));
	free(words);
	return got < 0 ? -1 : 0;
}

static int put_change(struct meter *m, const struct pair *p, int64_t year,
		      struct err *e)
{
	struct stmt *q = ask(m, Q_TREND, p);
	int got = stmt_step(q, e);
	struct figure_trend t;
	char *words;

	if (got > 0) {
		t = area_trend(q, 0);
		words = trend_word(&m->x->paper, &t);
		sheet_text(m->s, words);
		free(words);
	} else {
		sheet_text(m->s, text_get(year ? TEXT_BRIEF_T_NOT_TESTED
					       : TEXT_BRIEF_NO_YEAR,
					  m->x->choice->lang));
	}
	return got < 0 ? -1 : 0;
}

/* Year and figures; the year is 0 where the area has none at all. */
static int put_newest(struct meter *m, const struct pair *p, int64_t *year,
		      struct err *e)
{
	const struct choice *c = m->x->choice;
	const char *none = text_get(TEXT_BRIEF_NO_YEAR, c->lang);
	struct stmt *q = stmts_at(m->set, Q_NEWEST);
	int got;

	beside_ask(q, c, p);
	got = stmt_step(q, e);
	*year = got > 0 ? stmt_col_int(q, 0) : 0;
	if (got > 0) {
		sheet_whole(m->s, *year);
		put_beside(m->s, q, 1, c, p);
		if (stmt_col_null(q, 1))
			*year = 0; /* nothing is said of a figure */
	} else {
		for (int i = 0; i < 4; i++)
			sheet_reason(m->s, none);
	}
	return got < 0 ? -1 : 0;
}

static int put_meter(void *ctx, const struct pair *p, struct err *e)
{
	struct meter *m = ctx;
	const enum lang lang = m->x->choice->lang;
	int64_t year = 0;

	/* the others have no level */
	if (m->x->choice->all &&
	    (p->past || (strcmp(p->kind, "kunta") != 0 &&
			 strcmp(p->kind, "hyvinvointialue") != 0)))
		return 0;
	if (read_cells(m, p, e) < 0)
		return -1;
	sheet_text(m->s, p->name);
	sheet_text(m->s, p->code);
	sheet_text(m->s, *p->theme ? theme_title(p->theme, lang)
				   : text_get(TEXT_THEME_NONE, lang));
	put_text(m->s, p->title, p->id);
	put_id(m->s, p->source, p->id);
	sheet_text(m->s, unit_words(p->unit, lang));
	sheet_text(m->s, polarity_words(p->polarity, lang));
	if (put_newest(m, p, &year, e) < 0 || put_level(m, p, year, e) < 0 ||
	    put_change(m, p, year, e) < 0)
		return -1;
	put_cell(m, p);
	sheet_end_row(m->s);
	return 0;
}

static int fill_meter(const struct edition *x, struct sheet *s, struct err *e)
{
	struct meter m = {.x = x, .s = s, .area = -1};
	int rc;

	if (stmts_new(&m.set, x->choice->db, &meter_sql, e) < 0)
		return -1;
	rc = choice_each(x->choice, put_meter, &m, e);
	forget_cells(&m);
	stmts_free(m.set);
	return rc;
}

static const struct column meter_columns[] = {
	{TEXT_XLSX_COL_AREA, 17, COLUMN_KEY},
	{TEXT_XLSX_COL_CODE, 9, COLUMN_KEY},
	{TEXT_XLSX_COL_THEME, 18, 0},
	{TEXT_XLSX_COL_INDICATOR, 42, COLUMN_KEY},
	{TEXT_XLSX_COL_ID, 13, COLUMN_KEY},
	{TEXT_XLSX_COL_UNIT, 12, 0},
	{TEXT_XLSX_COL_GOOD, 13, 0},
	{TEXT_XLSX_COL_YEAR, 7, COLUMN_KEY | COLUMN_NUMBER},
	{TEXT_XLSX_COL_VALUE, 11, COLUMN_NUMBER},
	{TEXT_XLSX_COL_COUNTY, 16, COLUMN_NUMBER},
	{TEXT_XLSX_COL_COUNTRY, 12, COLUMN_NUMBER},
	{TEXT_XLSX_COL_LEVEL, 26, 0},
	{TEXT_XLSX_COL_CHANGE, 17, 0},
	{TEXT_XLSX_COL_CELL, 14, COLUMN_NUMBER},
};

const struct export_sheet export_meter = {
	.name = TEXT_XLSX_METER,
	.is = TEXT_XLSX_METER_IS,
	.none = TEXT_BRIEF_NO_INDICATORS,
	.columns = meter_columns,
	.n = ARRAY_LEN(meter_columns),
	.fill = fill_meter,
};
