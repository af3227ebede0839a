/*
 * Having, loving, doing, being in one area: what people feel beside what
 * registers see. A part of `negotiation show --area`.
 */
#include "etl/area_figures.h"
#include "lib/word.h"

static const struct {
	const char *name;
	enum text heading;
} dimensions[] = {{"having", TEXT_AREA_HAVING},
		  {"loving", TEXT_AREA_LOVING},
		  {"doing", TEXT_AREA_DOING},
		  {"being", TEXT_AREA_BEING}};

/* Columns of the query. */
enum {
	C_TITLE,
	C_FELT,
	C_LEVEL,
	C_STANDING,
	C_FIGURE,
	C_TREND = C_FIGURE + 8
};

/* The rows of one dimension of v_dimension, with what the figures need. */
static const char rows_query[] = "SELECT " AREA_TITLE(
	"v") ", v.felt = 'survey',"
	     "  v.level_class, v.standing, " AREA_COLUMNS("v") ", " AREA_TREND(
		     "v") " FROM v_dimension AS v"
			  "  WHERE v.dimension = ?3"
			  "    AND v.area_kind = ?4"
			  "    AND v.area_code = ?5"
			  "  ORDER BY v.felt <> 'survey',"
			  "    v.position";

static int figure_row(const struct area_showing *a, struct stmt *q,
		      struct err *e)
{
	const struct paper *p = &a->s->paper;
	struct figure_trend t = area_trend(q, C_TREND);
	char *value = NULL, *change, *level, *text;

	if (area_value(a, q, C_FIGURE, &value, e) < 0)
		return -1;
	change = trend_word(p, &t);
	level = level_words(stmt_col_text(q, C_LEVEL),
			    stmt_col_text(q, C_STANDING), p->lang);
	paper_item(p, "    – ", stmt_col_text(q, C_TITLE));
	text = xasprintf("%s; %s%s%s", value, change, level[0] ? "; " : "",
			 level);
	paper_item(p, "      ", text);
	free(text);
	free(level);
	free(change);
	free(value);
	return 0;
}

struct side {
	int all, recent;
};

/* How many indicators either side has, and of how many a recent figure. */
static int count_sides(const struct area_showing *a, const char *dimension,
		       struct side side[2], struct err *e)
{
	struct stmt *q = NULL;
	int got;

	if (area_ask(a,
		     "SELECT felt = 'survey', year, value FROM v_dimension"
		     "  WHERE dimension = ?3 AND area_kind = ?4"
		     "  AND area_code = ?5",
		     dimension, &q, e) < 0)
		return -1;
	while ((got = stmt_step(q, e)) == 1) {
		struct side *s = &side[stmt_col_int(q, 0) ? 0 : 1];

		s->all++;
		s->recent += !stmt_col_null(q, 2) &&
			     area_is_recent(a, (int)stmt_col_int(q, 1));
	}
	stmt_free(q);
	return got;
}

/* "  koettu: tuoreita lukuja 0/13 mittarista" */
static void side_heading(const struct paper *p, enum text which,
			 const struct side *s)
{
	char recent[24], all[24], *text;
	const char *const with[] = {text_get(which, p->lang), recent, all};

	(void)snprintf(recent, sizeof(recent), "%d", s->recent);
	(void)snprintf(all, sizeof(all), "%d", s->all);
	text = paper_fill(p, TEXT_AREA_RECENT_OF, 3, with);
	paper_item(p, "  ", text);
	free(text);
}

static int dimension_part(const struct area_showing *a, size_t d, struct err *e)
{
	static const enum text sides[] = {TEXT_AREA_FELT, TEXT_AREA_OBSERVED};
	const struct paper *p = &a->s->paper;
	struct side side[2] = {{0}};
	struct stmt *q = NULL;
	int shown = -1, got;

	if (count_sides(a, dimensions[d].name, side, e) < 0 ||
	    area_ask(a, rows_query, dimensions[d].name, &q, e) < 0)
		return -1;
	fprintf(p->out, "\n%s\n", text_get(dimensions[d].heading, p->lang));
	while ((got = stmt_step(q, e)) == 1) {
		int at = stmt_col_int(q, C_FELT) ? 0 : 1;

		if (stmt_col_null(q, C_FIGURE + 4) ||
		    !area_is_recent(a, (int)stmt_col_int(q, C_FIGURE + 3)))
			continue;
		while (shown < at) {
			shown++;
			side_heading(p, sides[shown], &side[shown]);
		}
		if (figure_row(a, q, e) < 0) {
			got = -1;
			break;
		}
	}
	while (got == 0 && shown < 1) {
		shown++;
		side_heading(p, sides[shown], &side[shown]);
	}
	stmt_free(q);
	return got;
}

int area_show_dimensions(const struct area_showing *a, struct err *e)
{
	const struct paper *p = &a->s->paper;
	size_t d;

	paper_heading(p, 2, text_get(TEXT_AREA_DIMENSIONS, p->lang));
	paper_text(p, 0, text_get(TEXT_AREA_DIMENSIONS_NOTE, p->lang));
	for (d = 0; d < ARRAY_LEN(dimensions); d++)
		if (dimension_part(a, d, e) < 0)
			return -1;
	return 0;
}
