/*
 * Of how many? Sources print a figure and often how many persons or cases it
 * counts, but not of how many. Here the denominators are found, so that figures
 * get intervals; where one cannot be had there is a reason, never a guess. Pure
 * functions on a sheet.
 *
 * value = unit * numerator / denominator, the value rounded to the decimals
 * that are printed. Two denominators are accepted:
 *
 * The population of the area, sex and year, where it reproduces the value to
 * within half a printed unit and 0.5 %. A value that is printed coarsely would
 * be reproduced by many numbers, so first the population must reproduce nearly
 * all values of the municipalities, and from all values together the sum of
 * their numerators must follow to within 2 %, the rounding of the values
 * leaving that sum known to within 1 %.
 *
 * Otherwise the value's own: d = unit * numerator / value. That is sound
 * because it is no estimate of some population but the equation of the value
 * itself, solved for d; only the rounding of the value stands between. So it is
 * accepted only where the rounding leaves d known to within 1 %, and only for
 * an indicator whose numerators and values do belong together: the
 * denominators of a county's (the country's) municipalities must add up to that
 * of the county (the country) within 2 % in its five newest years, which they
 * would not if a numerator were of other persons than the value, or the value
 * were standardised. An interval is then as exact as the value that is printed.
 */
#ifndef ANALYSIS_DENOMINATOR_H
#define ANALYSIS_DENOMINATOR_H

#include "analysis/comparison.h"
#include "analysis/sheet.h"

enum limits_why {
	LIMITS_GIVEN,          /* there are limits */
	LIMITS_NO_FIGURE,      /* no value in that year */
	LIMITS_SURVEY,         /* a survey: its sampling error is not known */
	LIMITS_CLASS,          /* money, an index, a difference: nothing is
				  counted */
	LIMITS_AVERAGE,        /* an average of several years */
	LIMITS_NO_NUMERATOR,   /* not given by the source */
	LIMITS_NO_DENOMINATOR, /* neither of the two is accepted */
};

/* The word for notes: "survey", "class_without_interval", "moving_average",
 * "no_numerator", "no_denominator", "no_figure"; "" for LIMITS_GIVEN. */
const char *limits_why_name(enum limits_why why);

enum denominator_from {
	DENOMINATOR_NONE,
	DENOMINATOR_POPULATION,
	DENOMINATOR_OWN,
};

/* "population", "own", "" for none. */
const char *denominator_from_name(enum denominator_from from);

struct denominators {
	enum limits_why why;    /* for every figure; LIMITS_GIVEN: see d */
	double *d;              /* by figure of the sheet; NAN: none */
	bool population;        /* reproduces the values of the indicator */
	bool confirmed;         /* own ones add up */
	size_t checked, agreed; /* wholes whose parts were added up */
};

/* s: completed. The caller's to denominators_release(). */
void denominators_find(const struct sheet *s, struct denominators *out);
void denominators_release(struct denominators *d);

/* Numerator and denominator of a figure; NAN in both unless LIMITS_GIVEN. */
enum limits_why denominators_counts(const struct sheet *s,
				    const struct denominators *d,
				    const struct sheet_series *one, int year,
				    struct counts *out);
/* Where those that are given come from. */
enum denominator_from denominators_from(const struct denominators *d);
/*
 * The interval of a figure, in its own units: Wilson for a proportion, exact or
 * Byar for a rate (interval.h). NAN in both unless LIMITS_GIVEN. level: 0.95,
 * 0.998. Says nothing of whether so few cases should be shown.
 */
enum limits_why level_limits(const struct sheet *s,
			     const struct denominators *d,
			     const struct sheet_series *one, int year,
			     double level, struct interval *out);
/* The same from counts that are at hand. */
struct interval level_counts_limits(const struct sheet *s, struct counts c,
				    double level);

#endif
