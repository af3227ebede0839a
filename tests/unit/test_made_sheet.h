/*
 * A sheet made figure by figure. Each array ends where its last element does,
 * so that a sanitizer sees what is read beyond.
 */
#ifndef TESTS_UNIT_TEST_MADE_SHEET_H
#define TESTS_UNIT_TEST_MADE_SHEET_H

#include "tests/support/test.h"

#include <math.h>

#include "analysis/sheet.h"
#include "analysis/undefined.h"

struct made {
	struct country country;
	struct sheet s;
};

/* A followed indicator of this class, value = unit * numerator / denominator,
 * in one decimal. */
static inline struct made *made_new(enum figure_class class, double unit)
{
	struct made *m = xcalloc(1, sizeof(*m));

	m->s.about = (struct subject){.id = 1,
				      .followed = true,
				      .class = class,
				      .span = 1,
				      .decimals = 1,
				      .unit = unit};
	m->s.country = &m->country;
	m->s.run_year = 2021;
	return m;
}

static inline void made_free(struct made *m)
{
	sheet_release(&m->s);
	free(m->country.places);
	free(m->country.persons);
	free(m);
}

/* Places come by id. */
static inline void made_place(struct made *m, int64_t id, enum area_kind kind,
			      int64_t county)
{
	struct country *c = &m->country;
	struct place *old = c->places;
	struct place *p = xmalloc((c->places_n + 1) * sizeof(*p));

	for (size_t i = 0; i < c->places_n; i++)
		p[i] = old[i];
	for (size_t i = 0; i < m->s.series_n; i++)
		m->s.series[i].place = p + (m->s.series[i].place - old);
	free(old);
	c->places = p;
	p += c->places_n++;
	*p = (struct place){.id = id, .kind = kind, .county = county};
	(void)snprintf(p->code, sizeof(p->code), "%03d", (int)id);
}

/* Inhabitants come by place, sex and year. */
static inline void made_persons(struct made *m, int64_t area, int sex, int year,
				double n)
{
	struct country *c = &m->country;

	c->persons = xreallocarray(c->persons, c->persons_n + 1,
				   sizeof(*c->persons));
	c->persons[c->persons_n++] = (struct persons){area, sex, year, n};
}

/* Series come by place and sex, the figures of each after it by year. */
static inline void made_series(struct made *m, int64_t area, int sex)
{
	struct sheet *s = &m->s;

	s->series =
		xreallocarray(s->series, s->series_n + 1, sizeof(*s->series));
	s->series[s->series_n++] =
		(struct sheet_series){.place = country_find(&m->country, area),
				      .sex = sex,
				      .from = s->figures_n,
				      .absent_from = s->absent_n};
}

static inline void made_figure(struct made *m, int year, double value,
			       double numerator)
{
	struct sheet *s = &m->s;
	size_t n = s->figures_n + 1;

	s->years = xreallocarray(s->years, n, sizeof(*s->years));
	s->values = xreallocarray(s->values, n, sizeof(*s->values));
	s->numerators = xreallocarray(s->numerators, n, sizeof(*s->numerators));
	s->years[n - 1] = year;
	s->values[n - 1] = value;
	s->numerators[n - 1] = numerator;
	s->figures_n = n;
	s->series[s->series_n - 1].n++;
}

static inline void made_absence(struct made *m, int year, enum absence why)
{
	struct sheet *s = &m->s;

	s->absent =
		xreallocarray(s->absent, s->absent_n + 1, sizeof(*s->absent));
	s->absent[s->absent_n++] = (struct trend_absence){year, why};
	s->series[s->series_n - 1].absent_n++;
}

/* The series of a place; it must be there. */
static inline const struct sheet_series *made_find(const struct made *m,
						   int64_t area, int sex)
{
	const struct sheet_series *one = sheet_find(&m->s, area, sex);

	assert_non_null(one);
	return one;
}

#endif
