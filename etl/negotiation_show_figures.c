/*
 * The figures of what was agreed, as they were and as they are: a part of a
 * negotiation's paper. An indicator has a line for the county, one for each
 * municipality whose figure has changed, and one that counts the municipalities
 * by what became of theirs.
 */
#include "etl/figure_words.h"
#include "etl/negotiation_show.h"
#include "lib/word.h"

/* The rows of one indicator under one measure or priority. */
enum {
	C_ITEM,
	C_INDICATOR,
	C_SOURCE,
	C_TITLE,
	C_KIND,
	C_AREA,
	C_AGREED,
	C_AGREED_YEAR,
	C_REVISED,
	C_CURRENT,
	C_CURRENT_YEAR,
	C_DECIMALS,
	C_VERDICT,
	C_TOWNS
};

/* The county first, then those of its municipalities whose figure has changed,
 * and all of them by verdict. */
static const char rows_sql[] =
	"WITH v AS (SELECT *, coalesce(measure, priority) AS item"
	"  FROM v_agreement WHERE negotiation = ?1 AND sex = 'total'"
	"  AND agreed_value IS NOT NULL AND current_value IS NOT NULL)"
	"SELECT v.item, v.indicator, v.source, v.title_fi, v.area_kind,"
	"  CASE ?2 WHEN 'sv' THEN a.name_sv WHEN 'en' THEN a.name_en"
	"    ELSE a.name_fi END AS area, v.agreed_value, v.agreed_year,"
	"  v.revised_value, v.current_value, v.current_year, v.decimals,"
	"  v.verdict, 0 AS towns, 0 AS turn"
	"  FROM v JOIN area AS a ON a.kind = v.area_kind"
	"    AND a.code = v.area_code WHERE v.area_kind = 'hyvinvointialue'"
	"    OR (v.area_kind = 'kunta' AND v.verdict IN ('improved',"
	"      'worsened', 'risen', 'fallen'))"
	" UNION ALL SELECT v.item, v.indicator, v.source, v.title_fi, 'kunta',"
	"  '', NULL, NULL, NULL, NULL, NULL, NULL, v.verdict, count(*), 1"
	"  FROM v WHERE v.area_kind = 'kunta'"
	"  GROUP BY v.item, v.source, v.indicator, v.title_fi, v.verdict"
	" ORDER BY 1, 3, 2, 15, 5, 14 DESC, 13, 6";

static char *number(char *dst, struct stmt *q, int column, enum lang lang)
{
	return text_number(dst, stmt_col_double(q, column),
			   (int)stmt_col_int(q, C_DECIMALS), lang);
}

static void area_row(const struct paper *p, struct stmt *q)
{
	char agreed[TEXT_NUMBER], revised[TEXT_NUMBER], now[TEXT_NUMBER];
	const char *with[] = {
		stmt_col_text(q, C_AREA),
		number(agreed, q, C_AGREED, p->lang),
		stmt_col_text(q, C_AGREED_YEAR),
		number(now, q, C_CURRENT, p->lang),
		stmt_col_text(q, C_CURRENT_YEAR),
		agreement_word(stmt_col_text(q, C_VERDICT), p->lang),
		number(revised, q, C_REVISED, p->lang)};
	bool same = stmt_col_null(q, C_REVISED) || strcmp(agreed, revised) == 0;
	char *text =
		paper_fill(p, same ? TEXT_NEG_FIGURE : TEXT_NEG_FIGURE_REVISED,
			   same ? 6 : 7, with);

	paper_text(p, 8, text);
	free(text);
}

static void flush_towns(const struct paper *p, struct buf *towns)
{
	const char *const with[] = {buf_str(towns)};
	char *text;

	if (towns->len) {
		text = paper_fill(p, TEXT_NEG_FIGURE_TOWNS, 1, with);
		paper_text(p, 8, text);
		free(text);
	}
	buf_clear(towns);
}

static void figure_row(const struct paper *p, struct stmt *q, struct buf *last,
		       struct buf *towns)
{
	char key[400], first[120];

	(void)snprintf(key, sizeof(key), "%s %s %s", stmt_col_text(q, C_ITEM),
		       stmt_col_text(q, C_SOURCE),
		       stmt_col_text(q, C_INDICATOR));
	if (strcmp(key, buf_str(last)) != 0) {
		flush_towns(p, towns);
		buf_clear(last);
		buf_puts(last, key);
		(void)snprintf(first, sizeof(first), "%-8s",
			       stmt_col_text(q, C_ITEM));
		paper_item(p, first, stmt_col_text(q, C_TITLE));
	}
	if (stmt_col_int(q, C_TOWNS) > 0)
		buf_printf(towns, "%s%s %s", towns->len ? ", " : "",
			   agreement_word(stmt_col_text(q, C_VERDICT), p->lang),
			   stmt_col_text(q, C_TOWNS));
	else
		area_row(p, q);
}

/* A store of this room alone has no findings. */
static int has_findings(const struct showing *s, int64_t *out, struct err *e)
{
	return db_int(s->db,
		      "SELECT count(*) FROM sqlite_master"
		      "  WHERE name = 'v_agreement'",
		      0, out, e);
}

int show_figures(const struct showing *s, struct err *e)
{
	const struct paper *p = &s->paper;
	struct stmt *q = NULL;
	struct buf last, towns;
	int64_t there;
	bool any = false;
	int got;

	if (has_findings(s, &there, e) < 0)
		return -1;
	if (!there)
		return 0;
	if (show_ask(s, rows_sql, &q, e) < 0)
		return -1;
	buf_init(&last, 1000);
	buf_init(&towns, 1 << 16);
	while ((got = stmt_step(q, e)) == 1) {
		if (!any) {
			paper_heading(p, 2,
				      text_get(TEXT_NEG_FIGURES, p->lang));
			paper_text(p, 0,
				   text_get(TEXT_NEG_FIGURES_NOTE, p->lang));
			fputc('\n', p->out);
		}
		any = true;
		figure_row(p, q, &last, &towns);
	}
	flush_towns(p, &towns);
	buf_release(&towns);
	buf_release(&last);
	stmt_free(q);
	return got;
}
