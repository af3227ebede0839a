/*
 * A sheet: all figures of one indicator in memory, series after series, with
 * what is known of the indicator. Studies (study.h) read it and nothing else.
 */
#ifndef ANALYSIS_SHEET_H
#define ANALYSIS_SHEET_H

#include "analysis/country.h"
#include "analysis/level_change.h"
#include "analysis/trend.h"

enum sex { /* as in the table sex */
	SEX_TOTAL,
	SEX_MALE,
	SEX_FEMALE,
	SEXES
};

enum figure_class {
	CLASS_UNKNOWN,
	CLASS_PROPORTION, /* percent */
	CLASS_RATE,       /* per 1 000, 10 000, 100 000 */
	CLASS_COUNT,
	CLASS_MONEY,
	CLASS_INDEX,
	CLASS_MEAN,
	CLASS_SCORE,
	CLASS_RATIO,
	CLASS_SHARE_OF_MONEY, /* percent of an amount of money */
	CLASS_N
};

/* What is known of an indicator. */
struct subject {
	int64_t id;
	bool followed; /* the fields below are curated then */
	enum polarity polarity;
	enum figure_class class;
	bool survey;  /* a sample's estimate */
	int span;     /* years of a moving average, 1: none */
	int decimals; /* one printed unit is 10^-decimals */
	double unit;  /* value = unit * events / persons: 100, 1000 ...; NAN:
			 the unit is no such number */
};

struct sheet_series {
	const struct place *place;
	int sex;
	size_t from, n; /* its figures: years[from .. from + n), ascending */
	size_t absent_from, absent_n;
};

struct sheet {
	struct subject about;
	const struct country *country; /* borrowed */
	int run_year;
	bool own;        /* it is due for itself, see due.h */
	int newest_year; /* of any figure */
	int *years;
	double *values;     /* finite */
	double *numerators; /* NAN: not given; of a followed indicator alone */
	size_t figures_n, figures_cap;
	struct trend_absence *absent; /* where and why there is no figure */
	size_t absent_n, absent_cap;
	struct sheet_series *series; /* by area id, then sex */
	size_t series_n, series_cap;
	int *collected[SEXES]; /* years in which it was collected, ascending */
	size_t collected_n[SEXES];
	int *known; /* first years counted in a new way as people say, ascending
		     */
	size_t known_n, known_cap;
	struct level_change *changes[SEXES]; /* as the figures say, ascending */
	size_t changes_n[SEXES];
	int *breaks[SEXES]; /* those known and the lasting changes, ascending */
	size_t breaks_n[SEXES];
	int *shocks[SEXES]; /* changes that did not last, ascending */
	size_t shocks_n[SEXES];
};

/* --- reading, on the database's thread ------------------------------------ */

struct sheet_reader;

/* country is borrowed for as long as the reader and its sheets live. */
int sheet_reader_new(struct sheet_reader **out, struct db *db,
		     const struct country *country, int run_year,
		     struct err *e) MUST_USE;
void sheet_reader_free(struct sheet_reader *r);
/* Replaces what s held. s: initialised with {0}; its memory is used again. */
int sheet_read(struct sheet_reader *r, int64_t indicator, struct sheet *s,
	       struct err *e) MUST_USE;
void sheet_release(struct sheet *s);

/* --- pure ----------------------------------------------------------------- */

/* What follows from the figures: newest_year, collected, changes, breaks,
 * shocks. Called once, before any study. */
void sheet_complete(struct sheet *s);
/* The part of it about breaks (sheet_breaks.c): level changes are looked for in
 * the municipalities' yearly figures of a followed indicator. */
void sheet_find_breaks(struct sheet *s, int sex);
/* NULL: no figures. */
const struct sheet_series *sheet_find(const struct sheet *s, int64_t area,
				      int sex);
/* The whole country's: of `maa`, or of Mainland Finland where the indicator has
 * its national row there. NULL: neither. */
const struct sheet_series *sheet_national(const struct sheet *s, int sex);
/* The figure of a year; NAN: none. */
double sheet_value(const struct sheet *s, const struct sheet_series *series,
		   int year);
double sheet_numerator(const struct sheet *s, const struct sheet_series *series,
		       int year);
/* A series and its indicator in the form that trend_assess() takes. */
struct trend_series sheet_trend_series(const struct sheet *s,
				       const struct sheet_series *series);
struct trend_indicator sheet_trend_rules(const struct sheet *s, int sex);

#endif
