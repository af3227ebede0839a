/*
 * The recent figures of one indicator: what municipalities of both sexes
 * together report in the newest years. Studies that set municipalities beside
 * one another keep it of every followed indicator until all of them are there.
 */
#ifndef ANALYSIS_RECENT_H
#define ANALYSIS_RECENT_H

#include "analysis/sheet.h"

enum {
	RECENT_YEARS = 5
};

struct recent_town {
	int64_t area;
	double values[RECENT_YEARS]; /* of last_year, the year before ...; NAN
				      */
};

struct recent {
	int64_t indicator;
	int last_year; /* the newest in which a municipality reports */
	/* The newest in which at least nine tenths as many municipalities
	 * report as in the fullest of the years. */
	int common_year;
	struct recent_town *towns; /* by area; with at least one value */
	size_t n;
};

/* Pure; recent_release() afterwards. n = 0: no municipality reports. */
void recent_of(const struct sheet *s, struct recent *out);
void recent_release(struct recent *r);

/* In the form of struct study: find() and release(). NULL: none reports. */
void *recent_find(const struct sheet *s, struct mk_cache *cache);
void recent_free(void *found);

/* Those of many indicators; recents_free() frees the list itself too. */
struct recents { /* from xcalloc() */
	struct recent *list;
	size_t n, cap;
};

void recents_add(struct recents *all, const struct recent *r); /* copies */
/* NULL: not there. */
const struct recent *recents_at(const struct recents *all, int64_t indicator);
void recents_free(void *all);

/* NAN: no figure, or the year is not among the recent. */
double recent_value(const struct recent *r, int64_t area, int year);
/* The newest year of a municipality's own; 0: none. */
int recent_year(const struct recent *r, int64_t area);

#endif
