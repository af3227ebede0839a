/*
 * The sheets of what was negotiated: priorities with their figures, measures,
 * figures of what was agreed, and its follow-up.
 */
#include "etl/area_figures.h"
#include "etl/export_sheet.h"
#include "etl/export_words.h"
#include "lib/word.h"

/* Rows of a query without bindings, each put by a function. */
static int fill(const struct edition *x, struct sheet *s, const char *query,
		void (*put)(const struct edition *x, struct sheet *s,
			    struct stmt *q),
		struct err *e)
{
	struct stmt *q = NULL;
	int rc;

	if (stmt_new(&q, x->choice->db, query, e) < 0)
		return -1;
	while ((rc = stmt_step(q, e)) > 0) {
		put(x, s, q);
		sheet_end_row(s);
	}
	stmt_free(q);
	return rc;
}

static const char *word(const struct edition *x, enum text t)
{
	return text_get(t, x->choice->lang);
}

#define OF_TALKS(v) v ".negotiation IN (SELECT id FROM temp.chosen_talks)"
#define OF_AREA(v)                                                             \
	"EXISTS (SELECT 1 FROM area AS a JOIN temp.chosen_area AS c"           \
	"  ON c.id = a.id WHERE a.kind = " v ".area_kind"                      \
	"  AND a.code = " v ".area_code)"
#define TITLES(v)                                                              \
	"coalesce(" v ".title_fi, ''), coalesce(i.title_sv, ''),"              \
	"  coalesce(i.title_en, '')"
#define OF_INDICATOR(v)                                                        \
	" LEFT JOIN v_indicator AS i ON i.source = " v ".source"               \
	"   AND i.indicator = " v ".indicator"
#define AREA_NAMES(v)                                                          \
	"coalesce(" v ".area_fi, ''), coalesce((SELECT name_sv FROM area AS"   \
	"  a WHERE a.kind = " v ".area_kind AND a.code = " v                   \
	".area_code), ''),"                                                    \
	"  coalesce((SELECT name_en FROM area AS a WHERE a.kind = " v          \
	".area_kind AND a.code = " v ".area_code), '')"

/* --- priorities ------------------------------------------------------------
 */

static const char priorities_query
	[] = "SELECT v.negotiation, v.priority, p.text_fi, coalesce(p.text_sv, "
	     "''),"
	     "  coalesce(p.text_en, ''), v.votes, " AREA_NAMES("v") ", " TITLES(
		     "v") ", v.source, v.indicator, v.strength, v.unit, v.year,"
			  "  v.value, v.status, v.country_value, v.level_class,"
			  "  v.standing, v.trend_verdict, v.direction,"
			  "  v.trend_note, v.q, v.slope, v.slope_low, "
			  "v.slope_high,"
			  "  v.first_year, v.last_year, v.n, v.cell, v.apart,"
			  "  v.decimals, v.why, v.years_behind"
			  "  FROM v_priority AS v"
			  "  JOIN v_negotiation_priority AS p"
			  "    ON p.negotiation = v.negotiation"
			  "    AND p.priority = v.priority" OF_INDICATOR("v") " WHERE " OF_TALKS(
				  "v") " AND " OF_AREA("v") "  ORDER BY "
							    "v.negotiation, "
							    "v.position,"
							    "    CASE "
							    "v.area_kind WHEN "
							    "'hyvinvointialue' "
							    "THEN 1"
							    "      ELSE 2 END, "
							    "v.area_fi, "
							    "v.area_code,"
							    "    "
							    "v.link_position";

/* Why the area has no figure of it: never an empty cell. */
static enum text no_value(struct stmt *q)
{
	if (stmt_col_null(q, 13))
		return TEXT_XLSX_NO_INDICATOR;
	return TEXT_BRIEF_NO_YEAR;
}

static void put_priority_figure(const struct edition *x, struct sheet *s,
				struct stmt *q)
{
	const int decimals = (int)stmt_col_int(q, 34);
	const char *none = word(x, no_value(q));

	put_whole(s, q, 16, none);
	if (!stmt_col_null(q, 17) || !stmt_col_null(q, 18))
		put_figure(s, q, 17, 18, decimals, x->choice->lang);
	else
		sheet_reason(s, none);
	put_number(s, q, 19, decimals,
		   stmt_col_null(q, 16) ? none : word(x, TEXT_BRIEF_MISSING));
}

/* A weak or context link has a figure and no verdict, and neither has an old
 * figure. */
static void put_priority_words(const struct edition *x, struct sheet *s,
			       struct stmt *q)
{
	const char *strength = stmt_col_text(q, 14);
	bool told = strcmp(strength, "direct") == 0 ||
		    strcmp(strength, "proxy") == 0;
	bool old = stmt_col_int(q, 36) > RECENT_YEARS;
	const char *none = stmt_col_null(q, 17) ? word(x, no_value(q))
			   : told               ? NULL
				  : word(x, TEXT_NEG_VERDICT_VALUE_ONLY);
	struct figure_trend t = area_trend(q, 22);
	char *words = trend_word(&x->paper, &t);
	char *level = level_words(old ? "" : stmt_col_text(q, 20),
				  stmt_col_text(q, 21), x->paper.lang);

	put_text(s, none ? none : level, word(x, TEXT_AREA_NOT_COMPARED));
	put_text(s, none ? none : words, word(x, TEXT_BRIEF_T_NOT_TESTED));
	if (stmt_col_null(q, 32) || !stmt_col_null(q, 33) || old)
		sheet_reason(s, none ? none : word(x, TEXT_XLSX_NOT_ORDERED));
	else
		sheet_whole(s, stmt_col_int(q, 32));
	free(words);
	free(level);
}

static void put_priority(const struct edition *x, struct sheet *s,
			 struct stmt *q)
{
	const enum lang lang = x->choice->lang;
	const char *none = word(x, TEXT_XLSX_NO_INDICATOR);

	sheet_text(s, stmt_col_text(q, 0));
	sheet_text(s, stmt_col_text(q, 1));
	sheet_text(s, choice_text(q, 2, lang));
	put_whole(s, q, 5, word(x, TEXT_XLSX_NO_VOTE));
	sheet_text(s, choice_text(q, 6, lang));
	if (stmt_col_null(q, 13)) {
		for (int i = 0; i < 4; i++)
			sheet_text(s, none);
	} else {
		put_text(s, choice_text(q, 9, lang), stmt_col_text(q, 13));
		put_id(s, stmt_col_text(q, 12), stmt_col_text(q, 13));
		sheet_text(s, agreed_word(stmt_col_text(q, 14), lang));
		sheet_text(s, unit_words(stmt_col_text(q, 15), lang));
	}
	put_priority_figure(x, s, q);
	put_priority_words(x, s, q);
	put_text(s, stmt_col_text(q, 35), none);
}

static int fill_priorities(const struct edition *x, struct sheet *s,
			   struct err *e)
{
	return fill(x, s, priorities_query, put_priority, e);
}

static const struct column priorities_columns[] = {
	{TEXT_XLSX_COL_TALKS, 12, COLUMN_KEY},
	{TEXT_XLSX_COL_PRIORITY_ID, 12, COLUMN_KEY},
	{TEXT_XLSX_COL_PRIORITY, 28, 0},
	{TEXT_XLSX_COL_VOTES, 10, COLUMN_NUMBER},
	{TEXT_XLSX_COL_AREA, 17, COLUMN_KEY},
	{TEXT_XLSX_COL_INDICATOR, 34, 0},
	{TEXT_XLSX_COL_ID, 13, COLUMN_KEY},
	{TEXT_XLSX_COL_STRENGTH, 10, 0},
	{TEXT_XLSX_COL_UNIT, 11, 0},
	{TEXT_XLSX_COL_YEAR, 7, COLUMN_NUMBER},
	{TEXT_XLSX_COL_VALUE, 11, COLUMN_NUMBER},
	{TEXT_XLSX_COL_COUNTRY, 11, COLUMN_NUMBER},
	{TEXT_XLSX_COL_LEVEL, 24, 0},
	{TEXT_XLSX_COL_CHANGE, 16, 0},
	{TEXT_XLSX_COL_CELL, 14, COLUMN_NUMBER},
	{TEXT_XLSX_COL_NOTE, 30, 0},
};

const struct export_sheet export_priorities = {
	.name = TEXT_XLSX_PRIORITIES,
	.is = TEXT_XLSX_PRIORITIES_IS,
	.none = TEXT_XLSX_NO_TALKS,
	.columns = priorities_columns,
	.n = ARRAY_LEN(priorities_columns),
	.fill = fill_priorities,
};

/* --- measures --------------------------------------------------------------
 */

static const char measures_query[] =
	"SELECT v.negotiation, v.measure, v.text_fi, coalesce(v.text_sv, ''),"
	"  coalesce(v.text_en, ''), v.priorities, v.agreed, v.responsible,"
	"  v.co_parties, coalesce(nullif(v.due_text, ''), v.due), v.effect,"
	"  v.state, v.state_date, trim(coalesce(v.value, '') || ' '"
	"    || coalesce(v.note, ''))"
	"  FROM v_measure AS v WHERE " OF_TALKS(
		"v") " ORDER BY v.negotiation, v.position";

static void put_measure(const struct edition *x, struct sheet *s,
			struct stmt *q)
{
	const enum lang lang = x->choice->lang;
	const char *none = word(x, TEXT_NEG_NOT_STATED);
	const char *unknown = word(x, TEXT_NEG_NO_STATE);

	sheet_text(s, stmt_col_text(q, 0));
	sheet_text(s, stmt_col_text(q, 1));
	sheet_text(s, choice_text(q, 2, lang));
	put_text(s, stmt_col_text(q, 5), none);
	sheet_day(s, stmt_col_text(q, 6), none);
	put_text(s, stmt_col_text(q, 7), none);
	put_text(s, stmt_col_text(q, 8), none);
	sheet_day(s, stmt_col_text(q, 9), none);
	put_text(s, stmt_col_text(q, 10), none);
	put_text(s, agreed_word(stmt_col_text(q, 11), lang), unknown);
	sheet_day(s, stmt_col_text(q, 12), unknown);
	put_text(s, stmt_col_text(q, 13), unknown);
}

static int fill_measures(const struct edition *x, struct sheet *s,
			 struct err *e)
{
	return fill(x, s, measures_query, put_measure, e);
}

static const struct column measures_columns[] = {
	{TEXT_XLSX_COL_TALKS, 12, COLUMN_KEY},
	{TEXT_XLSX_COL_MEASURE_ID, 13, COLUMN_KEY},
	{TEXT_XLSX_COL_MEASURE, 52, 0},
	{TEXT_XLSX_COL_PRIORITY_ID, 13, 0},
	{TEXT_XLSX_COL_AGREED_ON, 11, 0},
	{TEXT_XLSX_COL_RESPONSIBLE, 18, 0},
	{TEXT_XLSX_COL_CO_PARTIES, 18, 0},
	{TEXT_XLSX_COL_DUE, 14, 0},
	{TEXT_XLSX_COL_EFFECT, 22, 0},
	{TEXT_XLSX_COL_STATE, 12, 0},
	{TEXT_XLSX_COL_STATE_DATE, 12, 0},
	{TEXT_XLSX_COL_NOTE, 24, 0},
};

const struct export_sheet export_measures = {
	.name = TEXT_XLSX_MEASURES,
	.is = TEXT_XLSX_MEASURES_IS,
	.none = TEXT_XLSX_NO_TALKS,
	.columns = measures_columns,
	.n = ARRAY_LEN(measures_columns),
	.fill = fill_measures,
};

/* --- figures of what was agreed --------------------------------------------
 */

static const char agreed_query[] =
	"SELECT v.negotiation, v.measure, "
	"v.priority, " AREA_NAMES("v") ", " TITLES(
		"v") ", v.source, v.indicator, v.sex,"
		     "  v.unit, v.decimals, v.agreed_year,"
		     "  v.agreed_value, v.revised_value,"
		     "  v.current_year, v.current_value,"
		     "  v.verdict"
		     "  FROM v_agreement AS v" OF_INDICATOR(
			     "v") " WHERE " OF_TALKS("v") " AND (v.area_code "
							  "IS NULL "
							  "OR " OF_AREA(
								  "v") ") "
								       "ORDER "
								       "BY "
								       "v."
								       "negotia"
								       "ti"
								       "on,"
								       "  "
								       "v."
								       "measure"
								       " "
								       "IS "
								       "NULL, "
								       "v."
								       "measure"
								       ", "
								       "v."
								       "priorit"
								       "y,"
								       "  "
								       "v."
								       "indicat"
								       "or"
								       " IS "
								       "NOT "
								       "NULL, "
								       "v."
								       "source,"
								       " v."
								       "indicat"
								       "or"
								       ","
								       "  CASE "
								       "v.area_"
								       "kind "
								       "WHEN "
								       "'hyvinv"
								       "oi"
								       "ntialue"
								       "' "
								       "THEN 1"
								       "    "
								       "WHEN "
								       "'kunta'"
								       " "
								       "THEN 2 "
								       "ELSE 3 "
								       "END, "
								       "v.area_"
								       "fi,"
								       "  CASE "
								       "v.sex "
								       "WHEN "
								       "'total'"
								       " "
								       "THEN 0 "
								       "WHEN "
								       "'male' "
								       "THEN 1"
								       "    "
								       "ELSE "
								       "2 END";

static void put_agreed(const struct edition *x, struct sheet *s, struct stmt *q)
{
	const enum lang lang = x->choice->lang;
	const char *none = word(x, TEXT_XLSX_NO_INDICATOR);
	const char *unknown = word(x, TEXT_BRIEF_UNKNOWN);
	const char *same = word(x, TEXT_XLSX_GONE);
	bool linked = !stmt_col_null(q, 10);
	int decimals = (int)stmt_col_int(q, 13);

	sheet_text(s, stmt_col_text(q, 0));
	put_text(s, stmt_col_text(q, 1), word(x, TEXT_NEG_NOT_STATED));
	put_text(s, stmt_col_text(q, 2), word(x, TEXT_NEG_NOT_STATED));
	put_text(s, choice_text(q, 3, lang), none);
	put_text(s, choice_text(q, 6, lang),
		 linked ? stmt_col_text(q, 10) : none);
	if (linked)
		put_id(s, stmt_col_text(q, 9), stmt_col_text(q, 10));
	else
		sheet_text(s, none);
	sheet_text(s, linked ? sex_words(stmt_col_text(q, 11), lang) : none);
	sheet_text(s, linked ? unit_words(stmt_col_text(q, 12), lang) : none);
	put_whole(s, q, 14, linked ? unknown : none);
	/* the year was known, its figure is hidden or left out since */
	put_number(s, q, 15, decimals,
		   !linked                ? none
		   : stmt_col_null(q, 14) ? unknown
					  : same);
	put_number(s, q, 16, decimals, linked ? unknown : none);
	put_whole(s, q, 17, linked ? unknown : none);
	put_number(s, q, 18, decimals, linked ? unknown : none);
	sheet_text(s, agreement_word(stmt_col_text(q, 19), x->paper.lang));
}

static int fill_agreed(const struct edition *x, struct sheet *s, struct err *e)
{
	return fill(x, s, agreed_query, put_agreed, e);
}

static const struct column agreed_columns[] = {
	{TEXT_XLSX_COL_TALKS, 12, COLUMN_KEY},
	{TEXT_XLSX_COL_MEASURE_ID, 13, COLUMN_KEY},
	{TEXT_XLSX_COL_PRIORITY_ID, 13, COLUMN_KEY},
	{TEXT_XLSX_COL_AREA, 17, COLUMN_KEY},
	{TEXT_XLSX_COL_INDICATOR, 40, 0},
	{TEXT_XLSX_COL_ID, 13, COLUMN_KEY},
	{TEXT_XLSX_COL_SEX, 11, COLUMN_KEY},
	{TEXT_XLSX_COL_UNIT, 12, 0},
	{TEXT_XLSX_COL_THEN_YEAR, 12, COLUMN_NUMBER},
	{TEXT_XLSX_COL_THEN, 12, COLUMN_NUMBER},
	{TEXT_XLSX_COL_REVISED, 12, COLUMN_NUMBER},
	{TEXT_XLSX_COL_NOW_YEAR, 10, COLUMN_NUMBER},
	{TEXT_XLSX_COL_NOW, 11, COLUMN_NUMBER},
	{TEXT_XLSX_COL_VERDICT, 20, 0},
};

const struct export_sheet export_agreed = {
	.name = TEXT_XLSX_AGREED,
	.is = TEXT_XLSX_AGREED_IS,
	.none = TEXT_XLSX_NO_TALKS,
	.columns = agreed_columns,
	.n = ARRAY_LEN(agreed_columns),
	.fill = fill_agreed,
};

/* --- follow-up -------------------------------------------------------------
 */

/* What nobody has followed up yet has a row too: that is what to ask about. */
static const char followup_query[] =
	"WITH followed AS (SELECT negotiation, item AS id, text_fi,"
	"    coalesce(text_en, '') AS text_en, '' AS text_sv, 1 AS kind,"
	"    position FROM v_item"
	"  UNION ALL SELECT negotiation, measure, text_fi,"
	"    coalesce(text_en, ''), coalesce(text_sv, ''), 0, position"
	"    FROM v_measure)"
	"SELECT v.negotiation, v.id, v.text_fi, v.text_sv, v.text_en, f.date,"
	"  f.state, trim(coalesce(f.value, '') || ' ' || coalesce(f.note, '')),"
	"  f.by FROM followed AS v LEFT JOIN v_followup AS f"
	"    ON f.negotiation = v.negotiation AND f.item = v.id"
	"  WHERE " OF_TALKS("v") " ORDER BY v.negotiation, v.kind, v.position,"
				 "  f.date, f.position";

static void put_followup(const struct edition *x, struct sheet *s,
			 struct stmt *q)
{
	const enum lang lang = x->choice->lang;
	const char *none = word(x, TEXT_NEG_NO_STATE);

	sheet_text(s, stmt_col_text(q, 0));
	sheet_text(s, stmt_col_text(q, 1));
	sheet_text(s, choice_text(q, 2, lang));
	sheet_day(s, stmt_col_text(q, 5), none);
	put_text(s, agreed_word(stmt_col_text(q, 6), lang), none);
	put_text(s, stmt_col_text(q, 7), none);
	put_text(s, stmt_col_text(q, 8), none);
}

static int fill_followup(const struct edition *x, struct sheet *s,
			 struct err *e)
{
	return fill(x, s, followup_query, put_followup, e);
}

static const struct column followup_columns[] = {
	{TEXT_XLSX_COL_TALKS, 12, COLUMN_KEY},
	{TEXT_XLSX_COL_ITEM_ID, 12, COLUMN_KEY},
	{TEXT_XLSX_COL_ITEM, 70, 0},
	{TEXT_XLSX_COL_STATE_DATE, 13, COLUMN_KEY},
	{TEXT_XLSX_COL_STATE, 15, 0},
	{TEXT_XLSX_COL_NOTE, 40, 0},
	{TEXT_XLSX_COL_BY, 24, 0},
};

const struct export_sheet export_followup = {
	.name = TEXT_XLSX_FOLLOWUP,
	.is = TEXT_XLSX_FOLLOWUP_IS,
	.none = TEXT_XLSX_NO_TALKS,
	.columns = followup_columns,
	.n = ARRAY_LEN(followup_columns),
	.fill = fill_followup,
};
