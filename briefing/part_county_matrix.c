/*
 * The matrix of level and trend: nine cells, and who stands in them; where
 * there is none, why.
 */
#include "lib/base.h"

#include "briefing/part_county.h"
#include "lib/num.h"

enum {
	CELL_MOST = 6, /* entries; the others are counted */
	CELL_WIDE = 52 /* mm, of a line */
};

/* As v_matrix numbers them; rows: worsening, no clear trend, improving. */
static const int order[3][3] = {{1, 2, 3}, {4, 6, 7}, {5, 8, 9}};
static const enum text levels[3] = {
	TEXT_CHART_RUG_WORSE, TEXT_CHART_RUG_SIMILAR, TEXT_CHART_RUG_BETTER};
static const enum text trends[3] = {TEXT_BRIEF_T_WORSENED, TEXT_TREND_NO_CLEAR,
				    TEXT_BRIEF_T_IMPROVED};

static const char *at(const struct overview *o, size_t i, size_t column)
{
	return rows_cell(&o->matrix, i, column);
}

/* "Heinola: Lasten pienituloisuusaste (noin 120)" */
static void entry_add(struct buf *b, const struct overview *o, size_t i)
{
	const struct gathering *g = o->g;
	size_t k = gathering_find(g, at(o, i, MATRIX_AREA));
	size_t ind = catalog_find(g->cat, at(o, i, MATRIX_SOURCE),
				  at(o, i, MATRIX_CODE));
	double persons = strtod(at(o, i, MATRIX_PERSONS), NULL);
	char n[TEXT_NUMBER];

	buf_puts(b, k < g->n ? g->profiles[k]->place->name
			     : at(o, i, MATRIX_AREA));
	buf_puts(b, ": ");
	buf_puts(b, ind < g->cat->n ? g->cat->list[ind].title
				    : at(o, i, MATRIX_CODE));
	if (*at(o, i, MATRIX_PERSONS) && persons >= 1) {
		buf_putc(b, ' ');
		phrase_add(b, g->cat->lang, TEXT_COUNTY_PERSONS,
			   text_number(n, persons, 0, g->cat->lang), NULL,
			   NULL);
	}
}

static double cell(struct buf *b, const struct overview *o, int number)
{
	char wanted[PHRASE_INT], key[40];
	size_t n = 0;
	double mm = 6;
	struct buf text;

	phrase_int(wanted, number);
	buf_init(&text, BUF_MAX);
	buf_printf(b, "<td class=\"m%d\"><ul>\n", number);
	for (size_t i = 0; i < o->matrix.n; i++) {
		if (strcmp(at(o, i, MATRIX_CELL), wanted) != 0 ||
		    n++ >= CELL_MOST)
			continue;
		buf_clear(&text);
		entry_add(&text, o, i);
		snprintf(key, sizeof(key), "matrix %d", number);
		buf_puts(b, "<li>");
		snprintf(wanted, sizeof(wanted), "%zu", n);
		round_fact(b, "span", "", key, wanted, buf_str(&text));
		phrase_int(wanted, number);
		buf_puts(b, "</li>\n");
		mm += pager_text(pager_letters(buf_str(&text)), 8, CELL_WIDE) +
		      .6;
	}
	buf_puts(b, "</ul>\n<p class=\"note\">");
	snprintf(key, sizeof(key), "matrix %d", number);
	round_fact(b, "span", "", key, "n", phrase_int(wanted, (int64_t)n));
	if (n > CELL_MOST) {
		buf_putc(b, ' ');
		part_text(b, o->g->cat->lang, TEXT_COUNTY_IN_ALL);
	}
	buf_puts(b, "</p></td>");
	buf_release(&text);
	return mm;
}

static void head(struct pager *p, enum lang lang)
{
	struct buf b;

	buf_init(&b, BUF_MAX);
	buf_puts(&b, "<table class=\"matrix\">\n<thead><tr><th scope=\"col\">");
	part_text(&b, lang, TEXT_COUNTY_MATRIX_HEAD);
	buf_puts(&b, "</th>");
	for (size_t i = 0; i < 3; i++) {
		buf_puts(&b, "<th scope=\"col\">");
		part_text(&b, lang, levels[i]);
		buf_puts(&b, "</th>");
	}
	buf_puts(&b, "</tr></thead>\n<tbody>\n");
	pager_table(p, 9, buf_str(&b), "</tbody>\n</table>\n");
	buf_release(&b);
}

static void table(struct pager *p, const struct overview *o)
{
	head(p, o->g->cat->lang);
	for (size_t r = 0; r < 3; r++) {
		struct buf *b = pager_block(p, 0, PAGER_ALONE);
		double most = 0;

		buf_puts(b, "<tr><th scope=\"row\">");
		part_text(b, o->g->cat->lang, trends[r]);
		buf_puts(b, "</th>\n");
		for (size_t k = 0; k < 3; k++) {
			double mm = cell(b, o, order[r][k]);

			most = mm > most ? mm : most;
		}
		buf_puts(b, "</tr>\n");
		pager_height(p, most + 2.5);
	}
	pager_table_end(p);
	round_text(p, "note",
		   text_get(TEXT_COUNTY_MATRIX_NOTE, o->g->cat->lang));
}

/* --- why there is none --- */

static const char *why(const char *note, enum lang lang)
{
	static const struct {
		const char *end;
		enum text text;
	} whys[] = {
		{"no_benchmark", TEXT_COUNTY_WHY_BENCHMARK},
		{"no_denominator", TEXT_COUNTY_WHY_DENOMINATOR},
		{"no_numerator", TEXT_COUNTY_WHY_NUMERATOR},
		{"amount", TEXT_COUNTY_WHY_AMOUNT},
		{"no interval", TEXT_COUNTY_WHY_INTERVAL},
		{"no_trend", TEXT_BRIEF_T_NOT_TESTED},
		{"too_few_points", TEXT_BRIEF_T_TOO_FEW},
		{"out_of_date", TEXT_BRIEF_T_OUT_OF_DATE},
		{"not_assessable", TEXT_BRIEF_T_NOT_ASSESSABLE},
		{"break_in_series", TEXT_BRIEF_T_BREAK},
	};
	size_t n = strlen(note);

	for (size_t i = 0; i < ARRAY_LEN(whys); i++) {
		size_t k = strlen(whys[i].end);

		if (n >= k && strcmp(note + n - k, whys[i].end) == 0)
			return text_get(whys[i].text, lang);
	}
	return text_get(TEXT_COUNTY_WHY_OTHER, lang);
}

static void reasons(struct pager *p, const struct overview *o)
{
	enum lang lang = o->g->cat->lang;

	if (o->notes.n == 0)
		return;
	pager_table(p, 3, "<ul class=\"remarks\">\n", "</ul>\n");
	for (size_t i = 0; i < o->notes.n; i++) {
		struct buf *b = pager_block(p, 5.5, PAGER_ALONE), text;
		const char *note = rows_cell(&o->notes, i, NOTE_WORD);

		buf_init(&text, BUF_MAX);
		phrase_add(&text, lang, TEXT_COUNTY_WHY, why(note, lang),
			   rows_cell(&o->notes, i, NOTE_COUNT), NULL);
		buf_puts(b, "<li>");
		round_fact(b, "span", "", "why", note, buf_str(&text));
		buf_puts(b, "</li>\n");
		buf_release(&text);
	}
	pager_table_end(p);
}

void county_matrix(struct pager *p, const struct overview *o)
{
	enum lang lang = o->g->cat->lang;

	round_heading(p, lang, TEXT_COUNTY_MATRIX);
	if (o->matrix.n > 0)
		table(p, o);
	else
		round_text(p, "none", text_get(TEXT_COUNTY_MATRIX_NONE, lang));
	if (o->notes.n > 0)
		round_text(p, "", text_get(TEXT_COUNTY_MATRIX_WHY, lang));
	reasons(p, o);
}
