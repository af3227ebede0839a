/*
 * A sheet of twenty municipalities that grow alike.
 */
#ifndef TEST_SPREAD_FIXTURE_H
#define TEST_SPREAD_FIXTURE_H

#include "tests/support/test.h"

#include <math.h>

#include "analysis/spread.h"
#include "analysis/undefined.h"

enum {
	TOWNS = 20,
	YEARS = 12,
	FIRST = 2009
};

/* Twenty towns of two counties, the country, and a figure for each year. Town i
 * has 1000 (i + 1) inhabitants, known until 2019. */
struct made {
	struct country country;
	struct sheet sheet;
	double value[TOWNS][YEARS];   /* NAN: no figure */
	double persons[TOWNS][YEARS]; /* denominators; NAN: not known */
	double *denominators;
	struct mk_cache *cache;
};

static void add_persons(struct country *c, int64_t area, int year, double n)
{
	c->persons[c->persons_n++] = (struct persons){area, 0, year, n};
}

static int setup_made(void **state)
{
	struct made *f = xcalloc(1, sizeof(*f));
	struct country *c = &f->country;

	c->places = xcalloc(TOWNS + 1, sizeof(*c->places));
	c->persons = xcalloc((size_t)TOWNS * YEARS, sizeof(*c->persons));
	for (int i = 0; i < TOWNS; i++) {
		c->places[c->places_n++] = (struct place){
			.id = 100 + i,
			.kind = AREA_TOWN,
			.county = i < 8 ? 1 : 2,
		};
		for (int y = FIRST; y < 2020; y++)
			add_persons(c, 100 + i, y, 1000.0 * (i + 1));
		for (int k = 0; k < YEARS; k++) {
			f->value[i][k] = 50 + (i - 9.5) * (30 - k) / 10;
			f->persons[i][k] = UNDEFINED;
		}
	}
	c->places[c->places_n++] =
		(struct place){.id = 900, .kind = AREA_COUNTRY};
	f->sheet = (struct sheet){
		.about = {.id = 1,
			  .followed = true,
			  .class = CLASS_RATE,
			  .span = 1,
			  .decimals = 1,
			  .unit = 1000},
		.country = c,
		.run_year = 2021,
	};
	f->cache = mk_cache_new();
	*state = f;
	return 0;
}

static int teardown_made(void **state)
{
	struct made *f = *state;

	sheet_release(&f->sheet);
	free(f->country.places);
	free(f->country.persons);
	free(f->denominators);
	mk_cache_free(f->cache);
	free(f);
	return 0;
}

/* The figures as the sheet has them. */
static void fill(struct made *f)
{
	struct sheet *s = &f->sheet;
	size_t room = (size_t)TOWNS * YEARS;

	s->years = xcalloc(room, sizeof(*s->years));
	s->values = xcalloc(room, sizeof(*s->values));
	s->series = xcalloc(TOWNS, sizeof(*s->series));
	f->denominators = xcalloc(room, sizeof(*f->denominators));
	for (int i = 0; i < TOWNS; i++) {
		struct sheet_series *one = &s->series[s->series_n++];

		*one = (struct sheet_series){.place = &f->country.places[i],
					     .from = s->figures_n};
		for (int k = 0; k < YEARS; k++) {
			if (isnan(f->value[i][k]))
				continue;
			s->years[s->figures_n] = FIRST + k;
			s->values[s->figures_n] = f->value[i][k];
			f->denominators[s->figures_n] = f->persons[i][k];
			s->figures_n++;
			one->n++;
		}
	}
	sheet_complete(s);
}

#endif
