/*
 * Sheets, what is pure of them; see sheet.h.
 */
#include "analysis/sheet.h"

#include "analysis/coverage.h"
#include "analysis/undefined.h"

void sheet_release(struct sheet *s)
{
	free(s->years);
	free(s->values);
	free(s->numerators);
	free(s->absent);
	free(s->series);
	free(s->known);
	for (size_t i = 0; i < SEXES; i++) {
		free(s->collected[i]);
		free(s->changes[i]);
		free(s->breaks[i]);
		free(s->shocks[i]);
	}
	*s = (struct sheet){.figures_n = 0};
}

/* Counts one sex: the municipalities, or all areas where none of them reports
 * (some surveys have figures for counties only). */
static void find_collected(struct sheet *s, int sex)
{
	struct coverage towns = {0}, all = {0};
	const struct coverage *c;

	for (size_t i = 0; i < s->series_n; i++) {
		const struct sheet_series *one = &s->series[i];
		bool town = one->place->kind == AREA_TOWN;

		if (one->sex != sex || one->n == 0)
			continue;
		towns.areas += town;
		all.areas++;
		for (size_t j = one->from; j < one->from + one->n; j++) {
			coverage_add(&all, s->years[j]);
			if (town)
				coverage_add(&towns, s->years[j]);
		}
	}
	c = towns.areas > 0 ? &towns : &all;
	s->collected[sex] = xreallocarray(s->collected[sex], c->n + 1,
					  sizeof(*s->collected[sex]));
	s->collected_n[sex] = coverage_collected(c, s->collected[sex]);
	coverage_release(&towns);
	coverage_release(&all);
}

void sheet_complete(struct sheet *s)
{
	s->newest_year = s->figures_n ? s->years[0] : 0;
	for (size_t i = 1; i < s->figures_n; i++)
		if (s->years[i] > s->newest_year)
			s->newest_year = s->years[i];
	for (int sex = 0; sex < SEXES; sex++) {
		find_collected(s, sex);
		sheet_find_breaks(s, sex);
	}
}

const struct sheet_series *sheet_find(const struct sheet *s, int64_t area,
				      int sex)
{
	size_t lo = 0, hi = s->series_n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct sheet_series *one = &s->series[mid];

		if (one->place->id < area ||
		    (one->place->id == area && one->sex < sex))
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < s->series_n && s->series[lo].place->id == area &&
	    s->series[lo].sex == sex)
		return &s->series[lo];
	return NULL;
}

const struct sheet_series *sheet_national(const struct sheet *s, int sex)
{
	const struct sheet_series *mainland = NULL;

	for (size_t i = 0; i < s->series_n; i++) {
		const struct sheet_series *one = &s->series[i];

		if (one->sex != sex || one->n == 0)
			continue;
		if (one->place->kind == AREA_COUNTRY)
			return one;
		if (one->place->kind == AREA_MAINLAND)
			mainland = one;
	}
	return mainland;
}

/* The place of a year's figure; SIZE_MAX: none. */
static size_t place_of(const struct sheet *s, const struct sheet_series *series,
		       int year)
{
	size_t lo = series->from, hi = series->from + series->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->years[mid] < year)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < series->from + series->n && s->years[lo] == year ? lo
								     : SIZE_MAX;
}

double sheet_value(const struct sheet *s, const struct sheet_series *series,
		   int year)
{
	size_t i = place_of(s, series, year);

	return i == SIZE_MAX ? UNDEFINED : s->values[i];
}

double sheet_numerator(const struct sheet *s, const struct sheet_series *series,
		       int year)
{
	size_t i = place_of(s, series, year);

	return i == SIZE_MAX ? UNDEFINED : s->numerators[i];
}

struct trend_series sheet_trend_series(const struct sheet *s,
				       const struct sheet_series *series)
{
	return (struct trend_series){
		.years = s->years + series->from,
		.values = s->values + series->from,
		.n = series->n,
		.absent = s->absent + series->absent_from,
		.absent_n = series->absent_n,
	};
}

struct trend_indicator sheet_trend_rules(const struct sheet *s, int sex)
{
	return (struct trend_indicator){
		.span = s->about.span,
		.decimals = s->about.decimals,
		.proportion = s->about.class == CLASS_PROPORTION,
		.nominal = s->about.class == CLASS_MONEY,
		.newest_year = s->newest_year,
		.run_year = s->run_year,
		.collected = s->collected[sex],
		.collected_n = s->collected_n[sex],
		.breaks = s->breaks[sex],
		.breaks_n = s->breaks_n[sex],
		.shocks = s->shocks[sex],
		.shocks_n = s->shocks_n[sex],
	};
}
