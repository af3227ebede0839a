/*
 * Where does each municipality and county stand? Of one indicator: the newest
 * figure of every one of them with its interval, against the country and the
 * county, and its place among the others. Pure functions on a sheet.
 */
#ifndef ANALYSIS_POSITION_H
#define ANALYSIS_POSITION_H

#include "analysis/denominator.h"
#include "analysis/funnel.h"

enum {
	POSITION_CASES_MIN = 5,     /* fewer: pooled years alone are judged */
	POSITION_CASES_STABLE = 20, /* fewer: unstable, and pooled */
	POSITION_BEHIND_MAX = 3,    /* years behind the indicator's newest */
	POSITION_NOTES_TEXT = 400   /* bytes that position_notes() may need */
};

/* Remarks, a bit each, beside what `why` tells. */
enum {
	POSITION_SUPPRESSED = 1 << 0,   /* the newest figure is hidden */
	POSITION_FEW_CASES = 1 << 1,    /* fewer than POSITION_CASES_MIN */
	POSITION_NO_BENCHMARK = 1 << 2, /* the country has no figure then */
	POSITION_AMOUNT = 1 << 3,       /* it adds up over areas: a large area
					   has a large one */
	POSITION_REST = 1 << 4,         /* the benchmark is the country without
					   the area */
	POSITION_REST_UNKNOWN = 1 << 5, /* it should be, and cannot be had */
	POSITION_OUT_OF_DATE = 1 << 6,  /* older than others' figures */
	POSITION_SEXES_DISAGREE = 1 << 7, /* men and women are not the total */
	POSITION_CHANCE = 1 << 8 /* the areas differ no more than by chance */
};

/* The figures of several years as one. */
struct pooled {
	int first_year; /* 0: not pooled */
	struct counts counts;
	double value;
	struct interval ci95;
	enum level level; /* against the country's of the same years */
};

struct position {
	const struct sheet_series *series; /* of the sheet */
	int year;
	double value; /* NAN: suppressed */
	double numerator;
	struct counts counts; /* NAN: no interval can be given */
	enum limits_why why;
	enum denominator_from from;
	enum interval_method method;
	struct interval ci95, ci998;
	double benchmark, difference, percent; /* NAN: not to be compared */
	enum level level;
	bool slight; /* judged lower or higher, by less than a tenth */
	double county_benchmark;
	enum level county_level;
	bool unstable;
	struct pooled pooled;
	/* Among municipalities, or counties, that have a figure in that year.
	 */
	size_t rank, ranked; /* 1: the highest; 0: no figure */
	unsigned quintile;   /* 1: the lowest fifth; 0: fewer than five */
	double z;            /* distance from the median, robust */
	double rank_low,
		rank_high;   /* 90 % of what the rank may be; NAN: none */
	bool rank_uncertain; /* that is more than two fifths of the ranks */
	bool by_shrunken;    /* rank and quintile are of `shrunken` */
	double shrunken;     /* empirical Bayes; NAN: counts are not known */
	double excess;       /* persons or cases more than at the benchmark's
				level, of the shrunken figure */
	enum level unusual;  /* LEVEL_MUCH_LOWER, _HIGHER: outside the 99.8 %
				funnel limits; LEVEL_SIMILAR: inside;
				LEVEL_NOT_COMPARED: no funnel */
	double phi;          /* overdispersion of that funnel */
	unsigned notes;
};

/* The funnel that `unusual` is judged by: one for each sex and year in which
 * enough municipalities have their newest figure. */
struct position_funnel {
	int sex, year;
	struct funnel f;
	double least, most; /* denominators of those it was fitted to */
};

struct positions {
	struct position *list; /* in the order of the sheet's series */
	size_t n;
	struct position_funnel *funnels;
	size_t funnels_n;
};

/* s: completed. One for every series of a municipality or county. The caller's
 * to positions_release(). */
void positions_find(const struct sheet *s, struct positions *out);
void positions_release(struct positions *p);

/* All remarks, and the reason for no interval, in words joined by "; ". dst:
 * POSITION_NOTES_TEXT bytes. */
char *position_notes(char *dst, const struct position *p);

/* Why it was not compared, in one of those words; "" where it was. */
const char *position_reason(const struct position *p);

/* Fills what stands by the others: rank to phi. positions_find() does so. */
void positions_compare(const struct sheet *s, const struct denominators *d,
		       struct positions *p);

#endif
