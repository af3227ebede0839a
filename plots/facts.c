/*
 * Questions to a chart's struct. Pure.
 */
#include <math.h>

#include "plots/chart.h"
#include "plots/letters.h"

enum {
	BRIDGE_MAX = 3
};

void line_release(struct chart_line *l)
{
	free(l->kind);
	free(l->code);
	free(l->name);
	free(l->points);
	*l = (struct chart_line){0};
}

void chart_release(struct chart *c)
{
	size_t i;

	free(c->source);
	free(c->source_title);
	free(c->indicator);
	free(c->title);
	free(c->unit);
	free(c->klass);
	free(c->organisation);
	free(c->licence);
	free(c->updated);
	free(c->fetched);
	free(c->collected);
	for (i = 0; i < LINE_N; i++)
		line_release(&c->lines[i]);
	*c = (struct chart){0};
}

static void *copy(const void *p, size_t n, size_t size)
{
	void *q;

	if (!n)
		return NULL;
	q = xcalloc(n, size);
	memcpy(q, p, n * size);
	return q;
}

void line_copy(struct chart_line *dst, const struct chart_line *src)
{
	*dst = *src;
	dst->kind = src->kind ? xstrdup(src->kind) : NULL;
	dst->code = src->code ? xstrdup(src->code) : NULL;
	dst->name = src->name ? xstrdup(src->name) : NULL;
	dst->points = copy(src->points, src->n, sizeof(*src->points));
}

void chart_copy(struct chart *dst, const struct chart *src)
{
	size_t i;

	*dst = *src;
	dst->source = xstrdup(src->source);
	dst->source_title = xstrdup(src->source_title);
	dst->indicator = xstrdup(src->indicator);
	dst->title = xstrdup(src->title);
	dst->unit = xstrdup(src->unit);
	dst->klass = xstrdup(src->klass);
	dst->organisation = xstrdup(src->organisation);
	dst->licence = xstrdup(src->licence);
	dst->updated = xstrdup(src->updated);
	dst->fetched = xstrdup(src->fetched);
	dst->collected = copy(src->collected, src->collected_n, sizeof(int));
	for (i = 0; i < LINE_N; i++)
		line_copy(&dst->lines[i], &src->lines[i]);
}

const struct point *line_first(const struct chart_line *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->points[i].given)
			return &l->points[i];
	return NULL;
}

const struct point *line_last(const struct chart_line *l)
{
	size_t i;

	for (i = l->n; i; i--)
		if (l->points[i - 1].given)
			return &l->points[i - 1];
	return NULL;
}

const struct point *line_at(const struct chart_line *l, int year)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->points[i].year == year && l->points[i].given)
			return &l->points[i];
	return NULL;
}

bool chart_is_bridge(const struct chart *c, int from, int to)
{
	size_t i;

	if (to - from < 2 || to - from > BRIDGE_MAX)
		return false;
	for (i = 0; i < c->collected_n; i++)
		if (c->collected[i] > from && c->collected[i] < to)
			return false;
	return true;
}

static bool line_has_bridge(const struct chart *c, const struct chart_line *l,
			    int first)
{
	const struct point *prev = NULL;
	size_t i;

	for (i = 0; i < l->n; i++) {
		if (!l->points[i].given || l->points[i].year < first)
			continue;
		if (prev && chart_is_bridge(c, prev->year, l->points[i].year))
			return true;
		prev = &l->points[i];
	}
	return false;
}

bool chart_has_bridge(const struct chart *c, int first)
{
	size_t i;

	for (i = 0; i < LINE_N; i++)
		if (line_has_bridge(c, &c->lines[i], first))
			return true;
	return false;
}

/* --- what kind of figure ----------------------------------------------------
 */

bool chart_is_percent(const struct chart *c)
{
	return strcmp(c->unit, "PROS") == 0;
}

bool chart_is_amount(const char *klass, const char *unit)
{
	static const char *const units[] = {"LKM", "1 000 euroa"};
	size_t i;

	if (strcmp(klass, "count") == 0)
		return true;
	for (i = 0; i < ARRAY_LEN(units); i++)
		if (strcmp(unit, units[i]) == 0)
			return true;
	return false;
}

bool chart_from_zero(const struct chart *c)
{
	return strcmp(c->klass, "index") != 0 &&
	       strcmp(c->klass, "mean") != 0 && strcmp(c->klass, "score") != 0;
}

char *chart_value(char *dst, const struct chart *c, double v)
{
	size_t n;

	text_number(dst, v, c->decimals, c->lang);
	n = strlen(dst);
	if (chart_is_percent(c))
		(void)snprintf(dst + n, CHART_VALUE - n, "%s%%",
			       c->lang == LANG_EN ? "" : "\u00a0");
	return dst;
}

/* What the subtitle says of each of the source's unit codes; others, which the
 * title explains, say nothing. */
static bool unit_text(const struct chart *c, enum text *out)
{
	static const struct {
		const char *code;
		enum text text;
	} units[] = {
		{"PROS", TEXT_CHART_UNIT_PERCENT},
		{"PER1000", TEXT_CHART_UNIT_PER1000},
		{"PER10000", TEXT_CHART_UNIT_PER10000},
		{"PER100000", TEXT_CHART_UNIT_PER100000},
		{"LKM", TEXT_CHART_UNIT_NUMBER},
		{"EUROA", TEXT_CHART_UNIT_EURO},
		{"1 000 euroa", TEXT_CHART_UNIT_KILOEURO},
		{"INDEKSI", TEXT_CHART_UNIT_INDEX},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(units); i++) {
		if (strcmp(c->unit, units[i].code) != 0)
			continue;
		*out = units[i].text;
		return true;
	}
	return false;
}

/* PER1000, INDEKSI: codes are capitals and digits; else it is Finnish text. */
static bool is_code(const char *s)
{
	return s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] == '\0';
}

void chart_unit(const struct chart *c, struct buf *out)
{
	char years[12];
	const char *arg = years;
	enum text unit;

	if (unit_text(c, &unit))
		buf_printf(out, " · %s", text_get(unit, c->lang));
	else if (c->lang == LANG_FI && !is_code(c->unit))
		buf_printf(out, " · %s", c->unit);
	if (c->span > 1) {
		(void)snprintf(years, sizeof(years), "%d", c->span);
		buf_puts(out, " · ");
		words_fill(out, TEXT_CHART_SPAN, c->lang, &arg, 1);
	}
	if (strcmp(c->klass, "money") == 0)
		buf_printf(out, " · %s", text_get(TEXT_CHART_NOMINAL, c->lang));
	if (c->survey)
		buf_printf(out, " · %s", text_get(TEXT_CHART_SURVEY, c->lang));
}

/* --- trend ------------------------------------------------------------------
 */

bool chart_trend_clear(const struct chart *c)
{
	static const char *const clear[] = {"up", "down", "up_small",
					    "down_small"};
	size_t i;

	for (i = 0; c->trend.there && i < ARRAY_LEN(clear); i++)
		if (strcmp(c->trend.verdict, clear[i]) == 0)
			return c->trend.has_slope;
	return false;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), by_value);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/* The intercept is Conover's: median(x) - slope * median(t) over the points
 * that were tested, of a moving average every span-th, counted from the last.
 */
bool chart_trend_line(const struct chart *c, double *at_first, double *at_last)
{
	const struct chart_line *l = &c->lines[LINE_AREA];
	const struct chart_trend *t = &c->trend;
	double *x, *year, at;
	const struct point *q;
	size_t i, n = 0;

	if (!chart_trend_clear(c))
		return false;
	x = xcalloc(l->n + 1, sizeof(*x));
	year = xcalloc(l->n + 1, sizeof(*year));
	for (i = 0; i < l->n; i++) {
		q = &l->points[i];
		if (!q->given || q->year < t->first || q->year > t->last ||
		    (c->span > 1 && (t->last - q->year) % c->span))
			continue;
		x[n] = q->value;
		year[n++] = q->year;
	}
	if (n) {
		at = median(x, n) - t->slope * median(year, n);
		*at_first = at + t->slope * t->first;
		*at_last = at + t->slope * t->last;
	}
	free(x);
	free(year);
	return n > 1;
}

/* --- names ------------------------------------------------------------------
 */

static bool is_safe(const char *s)
{
	return s[0] && s[strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "abcdefghijklmnopqrstuvwxyz"
				   "0123456789_-")] == '\0';
}

int chart_name(const char *kind, const struct chart *c, char **out,
	       struct err *e)
{
	const char *parts[] = {c->lines[LINE_AREA].kind,
			       c->lines[LINE_AREA].code, c->source,
			       c->indicator};
	size_t i;

	for (i = 0; i < ARRAY_LEN(parts); i++)
		if (!is_safe(parts[i]))
			return err_set(e, ERR_DATA,
				       "chart of %s in %s: '%s' cannot be part "
				       "of a file name",
				       c->indicator, c->lines[LINE_AREA].name,
				       parts[i]);
	*out = xasprintf("%s-%s-%s-%s-%s-%s", kind, parts[0], parts[1],
			 parts[2], parts[3], lang_name(c->lang));
	return 0;
}
