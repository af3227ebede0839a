/*
 * Charts that tests make by hand.
 */
#ifndef TESTS_UNIT_TEST_CHART_FIXTURE_H
#define TESTS_UNIT_TEST_CHART_FIXTURE_H

#include <math.h>

#include "plots/chart.h"
#include "plots/kind.h"

/* A percentage of Sotkanet's without figures. */
static inline void fixture_chart(struct chart *c, const char *title)
{
	*c = (struct chart){.m = {.decimals = 1, .span = 1, .polarity = -1}};
	c->m.source = xstrdup("sotkanet");
	c->m.source_title = xstrdup("Sotkanet.fi (THL)");
	c->m.indicator = xstrdup("228");
	c->m.title = xstrdup(title);
	c->m.unit = xstrdup("PROS");
	c->m.klass = xstrdup("proportion");
	c->m.organisation = xstrdup("Tilastokeskus");
	c->m.licence = xstrdup("CC BY 4.0");
	c->m.updated = xstrdup("2024-08-29");
	c->m.fetched = xstrdup("2026-02-03T03:00:00Z");
}

static inline void fixture_text(char **text, const char *s)
{
	free(*text);
	*text = xstrdup(s);
}

static inline void fixture_collected(struct chart *c, int year)
{
	size_t i;

	for (i = 0; i < c->collected_n; i++)
		if (c->collected[i] == year)
			return;
	c->collected = xreallocarray(c->collected, c->collected_n + 1,
				     sizeof(*c->collected));
	c->collected[c->collected_n++] = year;
}

#define NO_FIGURE (-HUGE_VAL)

/* A line whose figures begin in `first`. */
static inline void fixture_line(struct chart *c, enum line_role role,
				const char *kind, const char *name, int first,
				const double *v, size_t n)
{
	struct chart_line *l = &c->lines[role];
	struct point *p;
	size_t i;

	l->kind = xstrdup(kind);
	l->code = xstrdup(role == LINE_AREA ? "398" : "09");
	l->name = xstrdup(name);
	l->points = xcalloc(n, sizeof(*l->points));
	for (i = 0; i < n; i++) {
		if (isinf(v[i]))
			continue;
		p = &l->points[l->n++];
		*p = (struct point){.year = first + (int)i,
				    .given = true,
				    .value = v[i],
				    .status = "value"};
		fixture_collected(c, p->year);
	}
}

static inline void fixture_trend(struct chart *c, const char *verdict,
				 const char *direction, int first, int last,
				 double slope)
{
	c->trend = (struct chart_trend){.there = true,
					.first = first,
					.last = last,
					.n = last - first + 1,
					.has_slope = true,
					.has_interval = true,
					.slope = slope,
					.low = slope - 0.15,
					.high = slope + 0.15};
	(void)snprintf(c->trend.verdict, sizeof(c->trend.verdict), "%s",
		       verdict);
	(void)snprintf(c->trend.direction, sizeof(c->trend.direction), "%s",
		       direction);
}

#endif
