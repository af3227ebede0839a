/*
 * Where the figures of a sheet are counted in another way; see sheet.h.
 */
#include "analysis/sheet.h"
#include "analysis/undefined.h"

/* A span of more years than this is a slip in a year, and not worth a table. */
enum {
	SPAN_MAX = 300
};

static bool is_town(const struct sheet_series *one, int sex)
{
	return one->place->kind == AREA_TOWN && one->sex == sex && one->n > 0;
}

/* The years that the municipalities' figures span; returns how many
 * municipalities. */
static size_t measure(const struct sheet *s, int sex, int *first, int *last)
{
	size_t towns = 0;

	for (size_t i = 0; i < s->series_n; i++) {
		const struct sheet_series *one = &s->series[i];

		if (!is_town(one, sex))
			continue;
		if (towns == 0 || s->years[one->from] < *first)
			*first = s->years[one->from];
		if (towns == 0 || s->years[one->from + one->n - 1] > *last)
			*last = s->years[one->from + one->n - 1];
		towns++;
	}
	return towns;
}

static double *spread_out(const struct sheet *s, int sex,
			  const struct level_grid *g)
{
	size_t cells = g->areas * g->years, area = 0;
	double *values = xmalloc((cells + 1) * sizeof(*values));

	for (size_t i = 0; i < cells; i++)
		values[i] = UNDEFINED;
	for (size_t i = 0; i < s->series_n; i++) {
		const struct sheet_series *one = &s->series[i];
		double *row = values + area * g->years;

		if (!is_town(one, sex))
			continue;
		for (size_t j = one->from; j < one->from + one->n; j++)
			row[s->years[j] - g->first_year] = s->values[j];
		area++;
	}
	return values;
}

/* Years that overlap change little by little: a moving average has none. */
static void find_changes(struct sheet *s, int sex)
{
	int first = 0, last = 0;
	struct level_grid g;
	double *values;

	s->changes_n[sex] = 0;
	if (!s->about.followed || s->about.span > 1)
		return;
	g.areas = measure(s, sex, &first, &last);
	if (g.areas < LEVEL_AREAS_MIN || last - first >= SPAN_MAX)
		return;
	g.first_year = first;
	g.years = (size_t)(last - first) + 1;
	values = spread_out(s, sex, &g);
	g.values = values;
	s->changes[sex] = xreallocarray(s->changes[sex], g.years,
					sizeof(*s->changes[sex]));
	s->changes_n[sex] = level_changes(&g, s->changes[sex]);
	free(values);
}

/* Puts a year in its place of an ascending list that has room; once. */
static void put_year(int *years, size_t *n, int year)
{
	size_t i = *n;

	while (i > 0 && years[i - 1] > year)
		i--;
	if (i > 0 && years[i - 1] == year)
		return;
	memmove(years + i + 1, years + i, (*n - i) * sizeof(*years));
	years[i] = year;
	(*n)++;
}

void sheet_find_breaks(struct sheet *s, int sex)
{
	size_t most;

	find_changes(s, sex);
	most = s->known_n + s->changes_n[sex];
	s->breaks_n[sex] = 0;
	s->shocks_n[sex] = 0;
	s->breaks[sex] = xreallocarray(s->breaks[sex], most + 1,
				       sizeof(*s->breaks[sex]));
	s->shocks[sex] = xreallocarray(s->shocks[sex], most + 1,
				       sizeof(*s->shocks[sex]));
	for (size_t i = 0; i < s->known_n; i++)
		put_year(s->breaks[sex], &s->breaks_n[sex], s->known[i]);
	for (size_t i = 0; i < s->changes_n[sex]; i++) {
		const struct level_change *c = &s->changes[sex][i];

		if (c->shock)
			put_year(s->shocks[sex], &s->shocks_n[sex], c->year);
		else
			put_year(s->breaks[sex], &s->breaks_n[sex], c->year);
	}
}
