/*
 * The sheets of what to keep in mind: what is missing, breaks, corrections and
 * revisions; and where each indicator comes from.
 */
#include "etl/export_sheet.h"
#include "etl/export_words.h"
#include "lib/word.h"

/* --- notes -----------------------------------------------------------------
 */

/*
 * Columns: what it is, source, id, titles, area's names and code, year, sex,
 * words of the source, before and its status, after and its status, day,
 * decimals. A revision matters where the figure is another as it is printed.
 */
#define CHOSEN_INDICATOR(v)                                                    \
	" JOIN source AS s ON s.name = " v ".source"                           \
	" JOIN indicator AS i ON i.source = s.id AND i.code = " v ".indicator" \
	" JOIN temp.chosen_indicator AS d ON d.id = i.id "
#define CHOSEN_AREA(v)                                                         \
	" JOIN area AS a ON a.kind = " v ".area_kind AND a.code = " v          \
	".area_code JOIN temp.chosen_area AS c ON c.id = a.id "
#define TITLES                                                                 \
	"coalesce(nullif(i.title_fi, ''), f.title, ''), i.title_sv, "          \
	"i.title_en"
#define FOLLOWED                                                               \
	" LEFT JOIN followed AS f ON f.source = s.name AND f.code = i.code "
#define AREA "a.name_fi, a.name_sv, a.name_en, a.code"

static const char *const notes[] = {
	/* followed, and its source gives nothing */
	"SELECT 'missing', f.source, f.code, f.title, '', '', '', '', '', '',"
	"  NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, 0 FROM followed AS f"
	"  WHERE NOT EXISTS (SELECT 1 FROM source AS s JOIN indicator AS i"
	"    ON i.source = s.id WHERE s.name = f.source AND i.code = f.code"
	"      AND i.last_year IS NOT NULL) ORDER BY f.position",
	/* it has figures, but none of this municipality or county */
	"SELECT 'none', s.name, i.code, " TITLES ", " AREA ","
	"  NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, 0"
	"  FROM temp.chosen_area AS c CROSS JOIN area AS a ON a.id = c.id"
	"  CROSS JOIN temp.chosen_indicator AS d"
	"  CROSS JOIN indicator AS i ON i.id = d.id"
	"  CROSS JOIN source AS s ON s.id = i.source" FOLLOWED
	"  WHERE a.kind IN ('kunta', 'hyvinvointialue') AND a.valid_to IS NULL"
	"    AND NOT EXISTS (SELECT 1 FROM series AS k WHERE k.indicator = i.id"
	"      AND k.area = a.id) ORDER BY c.place, d.place",
	"SELECT v.kind, s.name, i.code, " TITLES ", '', '', '', '', v.year,"
	"  NULL,"
	"  coalesce(v.said_by, ''), NULL, NULL, NULL, NULL, NULL, i.decimals"
	"  FROM v_break AS v" CHOSEN_INDICATOR("v") FOLLOWED
	"  WHERE v.kind IN ('config', 'common', 'shock')"
	"  GROUP BY d.place, v.year, v.kind ORDER BY d.place, v.year, v.kind",
	"SELECT v.kind, s.name, i.code, " TITLES ", " AREA ", v.year, v.sex,"
	"  '', v.before, NULL, v.after, NULL, NULL, i.decimals"
	"  FROM v_break AS v" CHOSEN_INDICATOR("v") CHOSEN_AREA("v") FOLLOWED
	"  WHERE v.kind = 'single' ORDER BY c.place, d.place, v.year, v.sex",
	"SELECT 'correction', s.name, i.code, " TITLES ", " AREA ", v.year,"
	"  v.sex, v.reason, v.source_value, NULL, v.value, 'missing', v.date,"
	"  i.decimals FROM v_correction AS v" CHOSEN_INDICATOR("v")
		CHOSEN_AREA("v") FOLLOWED
	"  ORDER BY c.place, d.place, v.year, v.sex",
	"SELECT v.kind, s.name, i.code, " TITLES ", " AREA ", v.year, v.sex,"
	"  '', v.old_value, v.old_status, v.new_value, v.new_status,"
	"  substr(v.seen_at, 1, 10), i.decimals"
	"  FROM v_revision AS v" CHOSEN_INDICATOR("v") CHOSEN_AREA("v") FOLLOWED
	"  WHERE v.kind <> 'changed' OR v.old_value IS NULL"
	"    OR v.new_value IS NULL"
	"    OR round(v.old_value, i.decimals) <> round(v.new_value, "
	"i.decimals)"
	"  ORDER BY c.place, d.place, v.year, v.sex, v.seen_at",
};

enum {
	N_KIND,
	N_SOURCE,
	N_ID,
	N_TITLE,
	N_AREA = N_TITLE + 3,
	N_CODE = N_AREA + 3,
	N_YEAR,
	N_SEX,
	N_WORDS,
	N_BEFORE,
	N_BEFORE_STATUS,
	N_AFTER,
	N_AFTER_STATUS,
	N_DAY,
	N_DECIMALS
};

/* What a note is called, what it says, and whether figures belong to it. */
static const struct remark {
	const char *kind;
	enum text name, text;
	bool figures;
} remarks[] = {
	{"missing", TEXT_XLSX_NOTE_MISSING, TEXT_XLSX_MISSING_ALL, false},
	{"none", TEXT_XLSX_NOTE_MISSING, TEXT_XLSX_MISSING_AREA, false},
	{"config", TEXT_XLSX_NOTE_BREAK, TEXT_XLSX_BREAK_CONFIG, false},
	{"common", TEXT_XLSX_NOTE_BREAK, TEXT_XLSX_BREAK_COMMON, false},
	{"shock", TEXT_XLSX_NOTE_BREAK, TEXT_XLSX_BREAK_SHOCK, false},
	{"single", TEXT_XLSX_NOTE_STEP, TEXT_XLSX_BREAK_SINGLE, true},
	{"correction", TEXT_XLSX_NOTE_CORRECTION, TEXT_XLSX_CORRECTED, true},
	{"changed", TEXT_XLSX_NOTE_REVISION, TEXT_XLSX_REVISED, true},
	{"vanished", TEXT_XLSX_NOTE_REVISION, TEXT_XLSX_VANISHED, true},
	{"returned", TEXT_XLSX_NOTE_REVISION, TEXT_XLSX_RETURNED, true},
};

static const struct remark *remark_of(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(remarks); i++)
		if (strcmp(remarks[i].kind, kind) == 0)
			return &remarks[i];
	return &remarks[0];
}

/* Before or after; hidden since, where there was a figure and it is not told.
 */
static void put_side(struct sheet *s, struct stmt *q, int value,
		     const struct remark *r, enum lang lang)
{
	const char *status = stmt_col_text(q, value + 1);
	const char *none =
		!r->figures ? text_get(TEXT_BRIEF_NOT_APPLICABLE, lang)
		: strcmp(status, "value") == 0 ? text_get(TEXT_XLSX_GONE, lang)
					       : reason_words(status, lang);

	put_number(s, q, value, (int)stmt_col_int(q, N_DECIMALS), none);
}

static void put_note(const struct edition *x, struct sheet *s, struct stmt *q)
{
	const enum lang lang = x->choice->lang;
	const struct remark *r = remark_of(stmt_col_text(q, N_KIND));
	const char *with[] = {stmt_col_text(q, N_WORDS)};
	const char *every = text_get(TEXT_XLSX_EVERY, lang);
	char *text = paper_fill(&x->paper, r->text, 1, with);

	sheet_text(s, text_get(r->name, lang));
	put_text(s, choice_text(q, N_TITLE, lang), stmt_col_text(q, N_ID));
	put_id(s, stmt_col_text(q, N_SOURCE), stmt_col_text(q, N_ID));
	put_text(s, choice_text(q, N_AREA, lang),
		 text_get(TEXT_XLSX_EVERY_AREA, lang));
	put_text(s, stmt_col_text(q, N_CODE), every);
	put_whole(s, q, N_YEAR, every);
	sheet_text(s, stmt_col_null(q, N_SEX)
			      ? every
			      : sex_words(stmt_col_text(q, N_SEX), lang));
	sheet_text(s, text);
	put_side(s, q, N_BEFORE, r, lang);
	put_side(s, q, N_AFTER, r, lang);
	sheet_day(s, stmt_col_text(q, N_DAY),
		  text_get(TEXT_BRIEF_NOT_APPLICABLE, lang));
	free(text);
}

static int fill_notes(const struct edition *x, struct sheet *s, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < ARRAY_LEN(notes); i++) {
		struct stmt *q = NULL;

		if (stmt_new(&q, x->choice->db, notes[i], e) < 0)
			return -1;
		while ((rc = stmt_step(q, e)) > 0) {
			put_note(x, s, q);
			sheet_end_row(s);
		}
		stmt_free(q);
	}
	return rc;
}

static const struct column notes_columns[] = {
	{TEXT_XLSX_COL_REMARK, 13, COLUMN_KEY},
	{TEXT_XLSX_COL_INDICATOR, 40, 0},
	{TEXT_XLSX_COL_ID, 13, COLUMN_KEY},
	{TEXT_XLSX_COL_AREA, 18, COLUMN_KEY},
	{TEXT_XLSX_COL_CODE, 9, COLUMN_KEY},
	{TEXT_XLSX_COL_YEAR, 8, COLUMN_KEY | COLUMN_NUMBER},
	{TEXT_XLSX_COL_SEX, 11, COLUMN_KEY},
	{TEXT_XLSX_COL_TEXT, 46, 0},
	{TEXT_XLSX_COL_BEFORE, 11, COLUMN_NUMBER},
	{TEXT_XLSX_COL_AFTER, 11, COLUMN_NUMBER},
	{TEXT_XLSX_COL_DAY, 11, COLUMN_KEY},
};

const struct export_sheet export_notes = {
	.name = TEXT_XLSX_NOTES,
	.is = TEXT_XLSX_NOTES_IS,
	.none = TEXT_XLSX_NO_ROWS,
	.columns = notes_columns,
	.n = ARRAY_LEN(notes_columns),
	.fill = fill_notes,
};

/* --- sources ---------------------------------------------------------------
 */

static const char sources_query[] =
	"SELECT v.source, v.indicator, v.title_fi, v.title_sv, v.title_en,"
	"  v.organisation, v.licence, v.unit, v.polarity, v.data_updated,"
	"  v.fetched_at, v.first_year, v.last_year,"
	"  coalesce(v.definition_fi, ''), coalesce(v.definition_sv, ''),"
	"  coalesce(v.definition_en, ''), s.title"
	"  FROM temp.chosen_indicator AS d"
	"  CROSS JOIN indicator AS i ON i.id = d.id"
	"  CROSS JOIN source AS s ON s.id = i.source"
	"  CROSS JOIN v_indicator AS v ON v.source = s.name"
	"    AND v.indicator = i.code ORDER BY d.place";

static void put_source(const struct edition *x, struct sheet *s, struct stmt *q)
{
	const enum lang lang = x->choice->lang;
	const char *unknown = text_get(TEXT_BRIEF_UNKNOWN, lang);

	put_text(s, choice_text(q, 2, lang), stmt_col_text(q, 1));
	put_id(s, stmt_col_text(q, 0), stmt_col_text(q, 1));
	put_text(s, stmt_col_text(q, 5), unknown);
	put_text(s, stmt_col_text(q, 16), stmt_col_text(q, 0));
	sheet_text(s, licence_words(stmt_col_text(q, 6), lang));
	sheet_text(s, unit_words(stmt_col_text(q, 7), lang));
	sheet_text(s, polarity_words(stmt_col_text(q, 8), lang));
	sheet_day(s, stmt_col_text(q, 9), unknown);
	sheet_day(s, stmt_col_text(q, 10), unknown);
	put_whole(s, q, 11, unknown);
	put_whole(s, q, 12, unknown);
	put_text(s, choice_text(q, 13, lang), unknown);
}

static int fill_sources(const struct edition *x, struct sheet *s, struct err *e)
{
	struct stmt *q = NULL;
	int rc;

	if (stmt_new(&q, x->choice->db, sources_query, e) < 0)
		return -1;
	while ((rc = stmt_step(q, e)) > 0) {
		put_source(x, s, q);
		sheet_end_row(s);
	}
	stmt_free(q);
	return rc;
}

static const struct column sources_columns[] = {
	{TEXT_XLSX_COL_INDICATOR, 38, COLUMN_KEY},
	{TEXT_XLSX_COL_ID, 13, COLUMN_KEY},
	{TEXT_XLSX_COL_PRODUCER, 22, 0},
	{TEXT_XLSX_COL_SOURCE, 17, 0},
	{TEXT_XLSX_COL_LICENCE, 16, 0},
	{TEXT_XLSX_COL_UNIT, 12, 0},
	{TEXT_XLSX_COL_GOOD, 13, 0},
	{TEXT_XLSX_COL_UPDATED, 12, 0},
	{TEXT_XLSX_COL_FETCHED, 11, 0},
	{TEXT_XLSX_COL_FIRST, 13, COLUMN_NUMBER},
	{TEXT_XLSX_COL_LAST, 10, COLUMN_NUMBER},
	{TEXT_XLSX_COL_DEFINITION, 70, 0},
};

const struct export_sheet export_sources = {
	.name = TEXT_XLSX_SOURCES,
	.is = TEXT_XLSX_SOURCES_IS,
	.none = TEXT_BRIEF_NO_INDICATORS,
	.columns = sources_columns,
	.n = ARRAY_LEN(sources_columns),
	.fill = fill_sources,
};
