/*
 * Links: which variables go together over municipalities? A few strong ones out
 * of many pairs; what they have to do with one another is not said, and what
 * holds for municipalities need not hold for people (Robinson 1950). Pure
 * functions on arrays.
 */
#ifndef ANALYSIS_LINK_H
#define ANALYSIS_LINK_H

#include "lib/base.h"

enum {
	LINK_AREAS_MIN = 100,
	LINK_YEARS_MAX = 5 /* that two levels may lie apart */
};

#define LINK_RHO_MIN 0.3
#define LINK_Q_MAX   0.01

struct link_variable {
	const char *theme; /* borrowed, as the title: see related.h */
	const char *title;
	int year;        /* of the values; 0: they are not of one year */
	const double *x; /* of each area; NAN: none. Borrowed */
};

struct link_areas {
	size_t n;
	const int *region; /* of each area: 0, 1 ... */
	size_t regions;
	const bool *second;  /* whether it lies in the second half */
	const double *given; /* background: column after column, NAN: none */
	size_t given_n;
};

struct link {
	size_t a, b;    /* a < b, places among the variables */
	size_t n;       /* areas that have both */
	double rho;     /* Spearman */
	double p, q;    /* by t; after Benjamini-Hochberg over the family */
	double half[2]; /* rho in either half of the country */
	double partial; /* rank correlation given the background and the
			   regions; NAN: cannot be told */
	double partial_p;
	size_t partial_n; /* areas that have the background too */
};

/*
 * The links of `count` variables, strongest first (of two as strong the one
 * with the lower places): |rho| at least LINK_RHO_MIN, q at most LINK_Q_MAX, at
 * least LINK_AREAS_MIN areas, and rho of the same sign in both halves. The
 * family of q, whose size is returned in `family`, are all pairs that are not
 * related (related.h), lie at most LINK_YEARS_MAX years apart and have enough
 * areas. *out: the caller's to free().
 * Returns how many.
 */
size_t links_find(const struct link_variable *v, size_t count,
		  const struct link_areas *areas, struct link **out,
		  size_t *family);

/*
 * The two halves: regions in the order of their numbers until half of the areas
 * are in the first. second: n places.
 */
void link_halves(const int *region, size_t n, size_t regions, bool *second);

#endif
