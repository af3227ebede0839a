/*
 * What is said and written of a group beside its picture; see group.h. Pure.
 */
#include <math.h>

#include "lib/csv.h"
#include "lib/num.h"
#include "plots/group.h"
#include "plots/letters.h"

/* --- the CSV twin -----------------------------------------------------------
 */

static const char *level_name(enum level l)
{
	static const char *const names[] = {
		[LEVEL_NONE] = "",         [LEVEL_SIMILAR] = "similar",
		[LEVEL_BETTER] = "better", [LEVEL_WORSE] = "worse",
		[LEVEL_HIGHER] = "higher", [LEVEL_LOWER] = "lower",
	};

	return names[l];
}

static void put_terms(const struct gauge *g, struct buf *out)
{
	csv_put_text(out, g->source);
	csv_put_text(out, g->indicator);
	csv_put_text(out, g->title);
	csv_put_text(out, g->unit);
	csv_put_text(out, g->organisation);
	csv_put_text(out, g->licence);
	csv_put_text(out, g->updated[0] ? g->updated : g->fetched);
	csv_end(out);
}

static void put_row(const struct group *g, const char *line, const char *kind,
		    const struct member *m, int year,
		    const struct group_point *q, struct buf *out)
{
	bool newest = year == g->year;

	csv_put_text(out, line);
	csv_put_int(out, year);
	csv_put_text(out, kind);
	csv_put_text(out, m->code ? m->code : "");
	csv_put_text(out, m->name);
	csv_put_double(out, q ? q->value : (double)NAN);
	csv_put_double(out, newest && m->has_interval ? m->low : (double)NAN);
	csv_put_double(out, newest && m->has_interval ? m->high : (double)NAN);
	csv_put_text(out, newest ? level_name(m->level) : "");
	csv_put_text(out, q                     ? "value"
			  : newest && m->status ? m->status
						: "missing");
	put_terms(&g->g, out);
}

static bool wanted(const int *years, size_t n, int year)
{
	for (size_t i = 0; i < n; i++)
		if (years[i] == year)
			return true;
	return n == 0;
}

static void put_member(const struct group *g, const char *line,
		       const char *kind, const struct member *m,
		       const int *years, size_t n, struct buf *out)
{
	for (size_t i = 0; i < m->n; i++)
		if (wanted(years, n, m->points[i].year))
			put_row(g, line, kind, m, m->points[i].year,
				&m->points[i], out);
	if (m->status && !member_at(m, g->year) && wanted(years, n, g->year))
		put_row(g, line, kind, m, g->year, NULL, out);
}

void group_csv(const struct group *g, const int *years, size_t years_n,
	       struct buf *out)
{
	static const char *const columns[] = {
		"line",     "year",   "area_kind",    "area_code",
		"area",     "value",  "low95",        "high95",
		"level",    "status", "source",       "indicator",
		"title",    "unit",   "organisation", "licence",
		"data_date"};

	csv_put_head(out, columns, ARRAY_LEN(columns));
	for (size_t i = 0; i < g->n; i++)
		put_member(g, "area", "kunta", &g->members[i], years, years_n,
			   out);
	if (g->county.name)
		put_member(g, "county", g->kind, &g->county, years, years_n,
			   out);
	if (g->country.name)
		put_member(g, g->median ? "median" : "country",
			   g->median ? "kunta" : "maa", &g->country, years,
			   years_n, out);
}

/* --- words ------------------------------------------------------------------
 */

char *group_where(const struct group *g, int first, int last)
{
	const char *name = g->name;

	if (strcmp(g->kind, "maa") == 0)
		name = text_get(TEXT_CHART_WHOLE_COUNTRY, g->g.lang);
	if (last)
		return xasprintf("%s, %s %d–%d", name,
				 text_get(TEXT_CHART_TOWNS, g->g.lang), first,
				 last);
	return xasprintf("%s, %s %d", name,
			 text_get(TEXT_CHART_TOWNS, g->g.lang), first);
}

static void put_ends(const struct group *g, const struct member *const *sorted,
		     size_t n, bool say_year, struct buf *out)
{
	char low[GAUGE_VALUE], high[GAUGE_VALUE];
	char year[NUM_TEXT];
	const char *args[] = {low, sorted[0]->name, high, sorted[n - 1]->name,
			      num_text(year, g->year)};

	gauge_value(low, &g->g, member_at(sorted[0], g->year)->value);
	gauge_value(high, &g->g, member_at(sorted[n - 1], g->year)->value);
	buf_putc(out, ' ');
	words_fill(out,
		   say_year ? TEXT_CHART_GROUP_ENDS_IN : TEXT_CHART_GROUP_ENDS,
		   g->g.lang, args, ARRAY_LEN(args));
}

const char *group_reference(const struct group *g)
{
	enum lang lang = g->g.lang;

	if (!g->country.name)
		return "";
	if (g->median)
		return text_get(TEXT_CHART_MEDIAN_INNER, lang);
	if (strcmp(g->country.name, text_get(TEXT_CHART_WHOLE_COUNTRY, lang)) ==
	    0)
		return text_get(TEXT_CHART_WHOLE_INNER, lang);
	return g->country.name;
}

static void put_country(const struct group *g,
			const struct member *const *sorted, size_t n,
			struct buf *out)
{
	const struct group_point *q = member_at(&g->country, g->year);
	char value[GAUGE_VALUE], above[NUM_TEXT], below[NUM_TEXT];
	const char *args[] = {group_reference(g), value, above, below};
	int over = 0, under = 0;

	if (!q)
		return;
	for (size_t i = 0; i < n; i++) {
		int c = gauge_compare(
			&g->g, member_at(sorted[i], g->year)->value, q->value);

		over += c > 0;
		under += c < 0;
	}
	gauge_value(value, &g->g, q->value);
	num_text(above, over);
	num_text(below, under);
	buf_putc(out, ' ');
	words_fill(out, TEXT_CHART_GROUP_COUNTRY, g->g.lang, args,
		   ARRAY_LEN(args));
}

void group_alt(const struct group *g, bool year, struct buf *out)
{
	const struct member **sorted = xcalloc(g->n + 1, sizeof(*sorted));
	size_t n = group_sorted(g, g->year, sorted);

	if (n > 0) {
		put_ends(g, sorted, n, year, out);
		put_country(g, sorted, n, out);
	}
	free(sorted);
}

/* The first of the words is that of every other reason. */
static const char *const reasons[] = {"missing", "suppressed",
				      "not_applicable"};

static size_t reason_of(const struct member *m)
{
	for (size_t k = 1; k < ARRAY_LEN(reasons); k++)
		if (m->status && strcmp(m->status, reasons[k]) == 0)
			return k;
	return 0;
}

void group_without(const struct group *g, struct buf *out)
{
	for (size_t k = ARRAY_LEN(reasons); k-- > 0;) {
		size_t n = 0;

		for (size_t i = 0; i < g->n; i++) {
			const struct member *m = &g->members[i];

			if (member_at(m, g->year) || reason_of(m) != k)
				continue;
			if (n++)
				buf_puts(out, ", ");
			else
				buf_printf(out, "%s%s: ", out->len ? " · " : "",
					   gauge_status(reasons[k], g->g.lang));
			buf_puts(out, m->name);
		}
	}
}
