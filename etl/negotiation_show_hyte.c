/*
 * What an area does for wellbeing, the published coefficient, and its money
 * beside the outcomes of the same theme. A part of `negotiation show --area`.
 */
#include "etl/area_figures.h"

static const struct {
	const char *part;
	enum text heading;
} parts[] = {{"capacity", TEXT_AREA_CAPACITY},
	     {"coefficient", TEXT_AREA_COEFFICIENT},
	     {"money", TEXT_AREA_MONEY},
	     {"outcome", TEXT_AREA_OUTCOMES}};

/* Columns of the query. */
enum {
	C_TITLE,
	C_FIGURE,
	C_TREND = C_FIGURE + 8
};

/* Outcomes only of themes in which there is money of a recent year. */
static const char rows_query[] = "SELECT " AREA_TITLE("v") ", " AREA_COLUMNS(
	"v") ", " AREA_TREND("v") " FROM v_hyte AS v"
				  "  WHERE v.part = ?3"
				  "    AND v.area_kind = ?4"
				  "    AND v.area_code = ?5"
				  "    AND (v.part <> 'outcome' OR"
				  "      v.theme IN (SELECT m.theme"
				  "      FROM v_hyte AS m"
				  "      WHERE m.part = 'money'"
				  "      AND m.area_kind = ?4"
				  "      AND m.area_code = ?5"
				  "      AND m.value IS NOT NULL"
				  "      AND m.year >= ?6))"
				  "  ORDER BY v.theme, v.position";

static int figure_row(const struct area_showing *a, struct stmt *q,
		      struct err *e)
{
	const struct paper *p = &a->s->paper;
	struct figure_trend t = area_trend(q, C_TREND);
	char *value = NULL, *change, *text;

	if (area_value(a, q, C_FIGURE, &value, e) < 0)
		return -1;
	change = trend_word(p, &t);
	text = xasprintf("%s%s%s", value, t.verdict[0] ? "; " : "",
			 t.verdict[0] ? change : "");
	paper_item(p, "    – ", stmt_col_text(q, C_TITLE));
	paper_item(p, "      ", text);
	free(text);
	free(change);
	free(value);
	return 0;
}

/* What has no recent figure: by name where it is of the first two parts. */
static void missing(const struct paper *p, size_t part, const struct buf *names,
		    size_t n, bool any)
{
	char *text;

	if (n > 0 && part < 2) {
		text = xasprintf("%s: %s.",
				 text_get(TEXT_AREA_NOT_RECENT, p->lang),
				 buf_str(names));
		paper_item(p, "    ", text);
		free(text);
	} else if (!any) {
		paper_item(p, "    ",
			   text_get(part == 1 ? TEXT_AREA_NO_COEFFICIENT
					      : TEXT_AREA_NOT_RECENT,
				    p->lang));
	}
}

static int part_rows(const struct area_showing *a, size_t k, struct err *e)
{
	const struct paper *p = &a->s->paper;
	struct stmt *q = NULL;
	struct buf names;
	size_t n = 0;
	bool any = false;
	int got;

	if (area_ask(a, rows_query, parts[k].part, &q, e) < 0)
		return -1;
	stmt_int(q, 6, a->year - RECENT_YEARS);
	fprintf(p->out, "\n");
	paper_item(p, "  ", text_get(parts[k].heading, p->lang));
	buf_init(&names, 1 << 20);
	while ((got = stmt_step(q, e)) == 1) {
		int year = (int)stmt_col_int(q, C_FIGURE + 3);

		if (stmt_col_null(q, C_FIGURE + 4) ||
		    !area_is_recent(a, year)) {
			buf_printf(&names, "%s%s", n++ ? "; " : "",
				   stmt_col_text(q, C_TITLE));
			continue;
		}
		any = true;
		if (figure_row(a, q, e) < 0) {
			got = -1;
			break;
		}
	}
	if (got == 0)
		missing(p, k, &names, n, any);
	buf_release(&names);
	stmt_free(q);
	return got;
}

int area_show_hyte(const struct area_showing *a, struct err *e)
{
	const struct paper *p = &a->s->paper;
	size_t k;

	paper_heading(p, 2, text_get(TEXT_AREA_HYTE, p->lang));
	paper_text(p, 0, text_get(TEXT_AREA_HYTE_NOTE, p->lang));
	for (k = 0; k < ARRAY_LEN(parts); k++)
		if (part_rows(a, k, e) < 0)
			return -1;
	return 0;
}
