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

	gauge_release(&c->m);
	free(c->collected);
	around_release(&c->around);
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
	gauge_copy(&dst->m, &src->m);
	dst->collected = copy(src->collected, src->collected_n, sizeof(int));
	around_copy(&dst->around, &src->around);
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
		    (c->m.span > 1 && (t->last - q->year) % c->m.span))
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
