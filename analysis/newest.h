/*
 * The newest figures of one indicator: what municipalities of both sexes
 * together report in the newest years. Studies that set municipalities beside
 * one another keep it of every followed indicator until all of them are there.
 */
#ifndef ANALYSIS_NEWEST_H
#define ANALYSIS_NEWEST_H

#include "analysis/sheet.h"

enum {
	NEWEST_YEARS = 5
};

struct newest_town {
	int64_t area;
	double values[NEWEST_YEARS]; /* of last_year, the year before ...; NAN
				      */
};

struct newest {
	int64_t indicator;
	int last_year; /* the newest in which a municipality reports */
	/* The newest in which at least nine tenths as many municipalities
	 * report as in the fullest of the years. */
	int common_year;
	struct newest_town *towns; /* by area; with at least one value */
	size_t n;
};

/* Pure; newest_release() afterwards. n = 0: no municipality reports. */
void newest_of(const struct sheet *s, struct newest *out);
void newest_release(struct newest *r);

/* Those of many indicators. */
struct newest_list {
	struct newest *list;
	size_t n, cap;
};

/* In the form of struct study: what is kept is a list, to which each
 * indicator's are added. newest_find(): NULL where none reports. */
struct study_run;
void *newest_list_new(void);
void *newest_find(const struct sheet *s, struct mk_cache *cache);
int newest_put(struct study_run *run, const struct sheet *s, const void *found,
	       struct err *e) MUST_USE;
void newest_free(void *found);
void newest_list_free(void *all);

/* NULL: not there. */
const struct newest *newest_list_at(const struct newest_list *all,
				    int64_t indicator);

/* NAN: no figure, or the year is not among the newest. */
double newest_value(const struct newest *r, int64_t area, int year);
/* The newest year of a municipality's own; 0: none. */
int newest_year(const struct newest *r, int64_t area);

#endif
