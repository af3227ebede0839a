/*
 * The denominators of an indicator; see denominator.h.
 */
#include "analysis/denominator.h"

#include <math.h>

#include "analysis/undefined.h"

/* How far unit * a / d may lie from the value, beside the rounding. */
#define REPRODUCED 0.005
/* All numerators together must be known to this part from all values. */
#define TOGETHER 0.01
/* This part of the values, or of the wholes, must agree. */
#define NEARLY_ALL  0.95
#define OWN_KNOWN   0.01
#define OWN_ADDS_UP 0.02
/* Municipalities with a smaller part of the whole's population may lack. */
#define LACKING 0.01
/* In how many years of a whole its parts are added up. */
#define CHECKED_YEARS 5
/* Years to look back for a population that is not published yet. */
#define PERSONS_YEARS 3

const char *limits_why_name(enum limits_why why)
{
	static const char *const names[] = {
		[LIMITS_GIVEN] = "",
		[LIMITS_NO_FIGURE] = "no_figure",
		[LIMITS_SURVEY] = "survey",
		[LIMITS_CLASS] = "class_without_interval",
		[LIMITS_AVERAGE] = "moving_average",
		[LIMITS_NO_NUMERATOR] = "no_numerator",
		[LIMITS_NO_DENOMINATOR] = "no_denominator",
	};

	return names[why];
}

const char *denominator_from_name(enum denominator_from from)
{
	static const char *const names[] = {
		[DENOMINATOR_NONE] = "",
		[DENOMINATOR_POPULATION] = "population",
		[DENOMINATOR_OWN] = "own",
	};

	return names[from];
}

/* The place of a year among the sheet's figures; false: not of the series. */
static bool figure_at(const struct sheet *s, const struct sheet_series *one,
		      int year, size_t *at)
{
	size_t lo = one->from, hi = one->from + one->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->years[mid] < year)
			lo = mid + 1;
		else
			hi = mid;
	}
	*at = lo;
	return lo < one->from + one->n && s->years[lo] == year;
}

/* Half a unit of the last decimal that is printed. */
static double rounding_of(const struct sheet *s)
{
	return 0.5 * pow(10, -s->about.decimals);
}

/* --- the population ------------------------------------------------------- */

static bool reproduces(const struct sheet *s, size_t i, double persons)
{
	double v = s->values[i];

	return persons > 0 &&
	       fabs(v - s->about.unit * s->numerators[i] / persons) <=
		       rounding_of(s) + REPRODUCED * fabs(v);
}

static double persons_of(const struct sheet *s, const struct sheet_series *one,
			 size_t i)
{
	return country_persons(s->country, one->place->id, one->sex,
			       s->years[i]);
}

/* What the values and populations of all municipalities say of their cases. */
struct evidence {
	size_t told, fitting; /* figures, those that are reproduced */
	double cases;         /* counted */
	double said;          /* value * persons / unit */
	double var;           /* of `said`, from the rounding of the values */
};

static void weigh(const struct sheet *s, const struct sheet_series *one,
		  size_t i, struct evidence *e)
{
	double persons = persons_of(s, one, i), half;

	if (!(s->numerators[i] > 0) || isnan(persons))
		return;
	half = rounding_of(s) * persons / s->about.unit;
	e->told++;
	e->fitting += reproduces(s, i, persons);
	e->cases += s->numerators[i];
	e->said += s->values[i] * persons / s->about.unit;
	e->var += half * half / 3; /* uniform over +-half */
}

/* Is the population the denominator of this indicator? One value that is
 * printed coarsely cannot tell; all of them together can. */
static bool population_fits(const struct sheet *s)
{
	struct evidence e = {0};

	for (size_t k = 0; k < s->series_n; k++) {
		const struct sheet_series *one = &s->series[k];

		for (size_t i = one->from; i < one->from + one->n; i++)
			if (one->place->kind == AREA_TOWN)
				weigh(s, one, i, &e);
	}
	return e.told > 0 && (double)e.fitting >= NEARLY_ALL * (double)e.told &&
	       sqrt(e.var) <= TOGETHER * e.cases &&
	       fabs(e.said - e.cases) <= 2 * TOGETHER * e.cases;
}

/* --- their own ------------------------------------------------------------ */

/* NAN where the rounding of the value leaves it less sure than OWN_KNOWN. */
static double own_of(const struct sheet *s, size_t i)
{
	double v = s->values[i], a = s->numerators[i], d;

	if (!(a > 0) || rounding_of(s) > OWN_KNOWN * v)
		return UNDEFINED;
	d = s->about.unit * a / v;
	/* a value of 100 % may be rounded up */
	return s->about.class == CLASS_PROPORTION ? fmax(a, d) : d;
}

static double own_in(const struct sheet *s, const struct sheet_series *one,
		     int year)
{
	size_t i;

	return one && figure_at(s, one, year, &i) ? own_of(s, i) : UNDEFINED;
}

/* Inhabitants then, or a few years before where they are not known yet. */
static double persons_about(const struct sheet *s, int64_t area, int year)
{
	for (int back = 0; back <= PERSONS_YEARS; back++) {
		double n = country_persons(s->country, area, 0, year - back);

		if (!isnan(n))
			return n;
	}
	return UNDEFINED;
}

static bool is_part(const struct place *p, const struct place *whole)
{
	return p->kind == AREA_TOWN &&
	       (whole->kind != AREA_COUNTY || p->county == whole->id);
}

/*
 * The denominators of the whole's municipalities; NAN: those that are not known
 * are more than LACKING of its inhabitants. A municipality without inhabitants
 * and figures in that year has been merged before, or is still to be.
 */
static double parts_of(const struct sheet *s, const struct sheet_series *whole,
		       int year)
{
	double sum = 0, persons = 0, lacking = 0;

	for (size_t k = 0; k < s->country->places_n; k++) {
		const struct place *p = &s->country->places[k];
		const struct sheet_series *one;
		double d, n;

		if (!is_part(p, whole->place))
			continue;
		one = sheet_find(s, p->id, whole->sex);
		d = own_in(s, one, year);
		n = persons_about(s, p->id, year);
		persons += isnan(n) ? 0 : n;
		if (!isnan(d))
			sum += d;
		else if (!isnan(n))
			lacking += n;
		else if (one && !isnan(sheet_value(s, one, year)))
			return UNDEFINED;
	}
	return lacking <= LACKING * persons ? sum : UNDEFINED;
}

/* The newest years: every municipality is looked up for each of them. */
static void check_whole(const struct sheet *s, const struct sheet_series *whole,
			struct denominators *out)
{
	size_t end = whole->from + whole->n;

	for (size_t i = whole->n > CHECKED_YEARS ? end - CHECKED_YEARS
						 : whole->from;
	     i < end; i++) {
		double d = own_of(s, i), parts;

		if (isnan(d))
			continue;
		parts = parts_of(s, whole, s->years[i]);
		if (isnan(parts))
			continue;
		out->checked++;
		out->agreed += fabs(parts - d) <= OWN_ADDS_UP * d;
	}
}

/* Do the municipalities' add up to the counties' and the country's? */
static bool own_add_up(const struct sheet *s, struct denominators *out)
{
	for (size_t k = 0; k < s->series_n; k++)
		if (s->series[k].place->kind == AREA_COUNTY ||
		    s->series[k].place->kind == AREA_COUNTRY)
			check_whole(s, &s->series[k], out);
	return out->checked > 0 &&
	       (double)out->agreed >= NEARLY_ALL * (double)out->checked;
}

/* --- both ----------------------------------------------------------------- */

static enum limits_why why_none(const struct subject *a)
{
	if (a->survey)
		return LIMITS_SURVEY;
	if ((a->class != CLASS_PROPORTION && a->class != CLASS_RATE) ||
	    isnan(a->unit))
		return LIMITS_CLASS;
	return a->span > 1 ? LIMITS_AVERAGE : LIMITS_GIVEN;
}

static double accepted(const struct sheet *s, const struct denominators *out,
		       const struct sheet_series *one, size_t i)
{
	double d = UNDEFINED;

	if (out->population) {
		double persons = persons_of(s, one, i);

		if (reproduces(s, i, persons))
			d = persons;
	} else if (out->confirmed) {
		d = own_of(s, i);
	}
	return s->about.class == CLASS_PROPORTION && s->numerators[i] > d
		       ? UNDEFINED
		       : d;
}

/* A figure below zero is a difference (arrivals less departures): its chance
 * is that of both counts, which are not known. */
static bool holds_negative(const struct sheet *s)
{
	for (size_t i = 0; i < s->figures_n; i++)
		if (s->values[i] < 0 || s->numerators[i] < 0)
			return true;
	return false;
}

void denominators_find(const struct sheet *s, struct denominators *out)
{
	*out = (struct denominators){.why = why_none(&s->about)};
	if (out->why == LIMITS_GIVEN && holds_negative(s))
		out->why = LIMITS_CLASS;
	if (out->why != LIMITS_GIVEN)
		return;
	out->population = population_fits(s);
	if (!out->population)
		out->confirmed = own_add_up(s, out);
	out->d = xmalloc((s->figures_n + 1) * sizeof(*out->d));
	for (size_t k = 0; k < s->series_n; k++)
		for (size_t i = s->series[k].from;
		     i < s->series[k].from + s->series[k].n; i++)
			out->d[i] = accepted(s, out, &s->series[k], i);
}

void denominators_release(struct denominators *d)
{
	free(d->d);
	*d = (struct denominators){.d = NULL};
}

enum limits_why denominators_counts(const struct sheet *s,
				    const struct denominators *d,
				    const struct sheet_series *one, int year,
				    struct counts *out)
{
	size_t i;

	*out = (struct counts){UNDEFINED, UNDEFINED};
	if (!figure_at(s, one, year, &i))
		return LIMITS_NO_FIGURE;
	if (d->why != LIMITS_GIVEN)
		return d->why;
	if (isnan(s->numerators[i]))
		return LIMITS_NO_NUMERATOR;
	if (isnan(d->d[i]))
		return LIMITS_NO_DENOMINATOR;
	*out = (struct counts){s->numerators[i], d->d[i]};
	return LIMITS_GIVEN;
}

enum denominator_from denominators_from(const struct denominators *d)
{
	return d->population ? DENOMINATOR_POPULATION : DENOMINATOR_OWN;
}

struct interval level_counts_limits(const struct sheet *s, struct counts c,
				    double level)
{
	if (s->about.class == CLASS_PROPORTION)
		return interval_scaled(interval_proportion(c.a, c.d, level),
				       s->about.unit);
	return interval_scaled(interval_count(c.a, level), s->about.unit / c.d);
}

enum limits_why level_limits(const struct sheet *s,
			     const struct denominators *d,
			     const struct sheet_series *one, int year,
			     double level, struct interval *out)
{
	struct counts c;
	enum limits_why why = denominators_counts(s, d, one, year, &c);

	*out = (struct interval){UNDEFINED, UNDEFINED};
	if (why == LIMITS_GIVEN)
		*out = level_counts_limits(s, c, level);
	return why;
}
