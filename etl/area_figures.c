#include "etl/area_figures.h"

#include <math.h>

/* A median of fewer municipalities says too little to stand beside one. */
enum {
	MEDIAN_MIN = 10
};

int area_ask(const struct area_showing *a, const char *query, const char *of,
	     struct stmt **out, struct err *e)
{
	if (show_ask_of(a->s, query, of, out, e) < 0)
		return -1;
	stmt_text(*out, 4, a->kind);
	stmt_text(*out, 5, a->code);
	return 0;
}

bool area_is_recent(const struct area_showing *a, int year)
{
	return year > 0 && a->year - year <= RECENT_YEARS;
}

/* --- columns ---------------------------------------------------------------
 */

static double number(struct stmt *q, int i)
{
	return stmt_col_null(q, i) ? (double)NAN : stmt_col_double(q, i);
}

struct figure_form area_form(struct stmt *q, int at)
{
	return (struct figure_form){.unit = stmt_col_text(q, at),
				    .class = stmt_col_text(q, at + 1),
				    .decimals = (int)stmt_col_int(q, at + 2)};
}

struct figure_trend area_trend(struct stmt *q, int at)
{
	return (struct figure_trend){.verdict = stmt_col_text(q, at),
				     .direction = stmt_col_text(q, at + 1),
				     .note = stmt_col_text(q, at + 2),
				     .q = number(q, at + 3),
				     .slope = number(q, at + 4),
				     .low = number(q, at + 5),
				     .high = number(q, at + 6),
				     .first_year = (int)stmt_col_int(q, at + 7),
				     .last_year = (int)stmt_col_int(q, at + 8),
				     .n = (int)stmt_col_int(q, at + 9)};
}

/* --- a value beside the country's ------------------------------------------
 */

/* The median of today's municipalities in a year; NAN: fewer than ten have a
 * figure. */
static int median(const struct area_showing *a, struct stmt *row, int at,
		  double *out, struct err *e)
{
	static const char query[] =
		"WITH f AS (SELECT o.value, row_number() OVER (ORDER BY"
		"    o.value) AS k, count(*) OVER () AS n FROM source AS s"
		"  CROSS JOIN indicator AS i ON i.source = s.id AND i.code = ?2"
		"  CROSS JOIN area AS a ON a.kind = 'kunta'"
		"    AND a.valid_to IS NULL"
		"  CROSS JOIN observation AS o ON o.indicator = i.id"
		"    AND o.area = a.id AND o.sex = 0 AND o.year = ?3"
		"  WHERE s.name = ?1)"
		"SELECT avg(value), max(n) FROM f"
		"  WHERE k IN ((n + 1) / 2, n / 2 + 1)";
	struct stmt *q = NULL;
	int got;

	*out = (double)NAN;
	if (stmt_new(&q, a->s->db, query, e) < 0)
		return -1;
	stmt_text(q, 1, stmt_col_text(row, at + 6));
	stmt_text(q, 2, stmt_col_text(row, at + 7));
	stmt_int(q, 3, stmt_col_int(row, at + 3));
	got = stmt_step(q, e);
	if (got == 1 && stmt_col_int(q, 1) >= MEDIAN_MIN)
		*out = number(q, 0);
	stmt_free(q);
	return got < 0 ? -1 : 0;
}

/* A number of people or of euros in all has nothing to be held against. */
static bool is_size(const struct figure_form *f)
{
	return strcmp(f->class, "count") == 0 ||
	       strcmp(f->unit, "1 000 euroa") == 0;
}

/* " (koko maa 12,1 %)", " (kuntien mediaani 12,1 %)" or "". */
static int beside(const struct area_showing *a, struct stmt *q, int at,
		  char **out, struct err *e)
{
	const struct paper *p = &a->s->paper;
	struct figure_form f = area_form(q, at);
	double v = number(q, at + 5);
	enum text whose = TEXT_BRIEF_IN_COUNTRY;
	char *figure;

	*out = xstrdup("");
	if (is_size(&f))
		return 0;
	if (!isfinite(v)) {
		if (median(a, q, at, &v, e) < 0)
			return -1;
		whose = TEXT_BRIEF_MEDIAN;
	}
	if (!isfinite(v))
		return 0;
	figure = figure_words(p, &f, v);
	free(*out);
	*out = xasprintf(" (%s %s)", text_get(whose, p->lang), figure);
	free(figure);
	return 0;
}

int area_value(const struct area_showing *a, struct stmt *q, int at, char **out,
	       struct err *e)
{
	const struct paper *p = &a->s->paper;
	struct figure_form f = area_form(q, at);
	int year = (int)stmt_col_int(q, at + 3), age = a->year - year;
	char year_text[24], age_text[24], *other = NULL, *figure, *old, *value;
	const char *with[] = {NULL, year_text};
	const char *const years[] = {age_text};

	if (beside(a, q, at, &other, e) < 0) {
		free(other);
		return -1;
	}
	(void)snprintf(year_text, sizeof(year_text), "%d", year);
	(void)snprintf(age_text, sizeof(age_text), "%d", age);
	figure = figure_words(p, &f, stmt_col_double(q, at + 4));
	with[0] = figure;
	value = paper_fill(p, TEXT_AREA_VALUE, 2, with);
	old = paper_fill(p, TEXT_AREA_AGE, 1, years);
	*out = xasprintf("%s%s%s%s", value, other, age > 1 ? ", " : "",
			 age > 1 ? old : "");
	free(old);
	free(value);
	free(figure);
	free(other);
	return 0;
}
