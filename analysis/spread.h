/*
 * How unlike are the municipalities in an indicator, year by year, and do they
 * grow more alike? Pure functions on a sheet.
 *
 * Each municipality counts with its inhabitants (of the series' sex, at the end
 * of that year; of up to three years before where they are not known yet).
 */
#ifndef ANALYSIS_SPREAD_H
#define ANALYSIS_SPREAD_H

#include "analysis/inequality.h"
#include "analysis/sheet.h"

enum {
	SPREAD_TOWNS_MIN = 10,  /* fewer have no spread worth a figure */
	SPREAD_NOTES_TEXT = 400 /* bytes that spread_notes() may need */
};

/* Remarks, a bit each; spread_notes() has the phrases. */
enum {
	SPREAD_AMOUNT = 1 << 0,      /* it adds up over areas: no measures */
	SPREAD_PARTIAL = 1 << 1,     /* under 90 % of the municipalities */
	SPREAD_UNWEIGHTED = 1 << 2,  /* inhabitants are not known */
	SPREAD_OLD_WEIGHTS = 1 << 3, /* inhabitants of an earlier year */
	SPREAD_NEGATIVE = 1 << 4,    /* no cv, ratio, gini, theil */
	SPREAD_ZERO = 1 << 5,        /* no theil */
	SPREAD_ALL_ZERO = 1 << 6,    /* no cv, gini */
	SPREAD_LOW_ZERO = 1 << 7,    /* no ratio */
	SPREAD_NO_COUNTS = 1 << 8,   /* no tau: counts are not known */
	SPREAD_CHANCE = 1 << 9       /* tau is 0 */
};

struct spread {
	int sex, year;
	/* All NAN for an amount, but n. The mean is the municipalities'
	 * weighted one, not the country's figure. */
	struct inequality q;
	struct inequality_split split; /* by today's counties */
	/* The spread that chance leaves, in the figure's units: of a rate
	 * Marshall's, weighted by the denominators; of a proportion the
	 * beta-binomial's, of areas that count once each. NAN: counts are not
	 * known. */
	double tau;
	unsigned notes;
};

enum spread_measure {
	SPREAD_CV, /* relative: sd / mean */
	SPREAD_SD  /* in units; of proportions, and where there is no cv */
};

struct spread_trend {
	int sex;
	enum spread_measure measure; /* where towns > 0 */
	size_t towns;       /* the same ones in all years; 0: no such set */
	struct trend trend; /* of the measure; n = 0: no years to judge */
	unsigned notes;     /* beside the trend's: SPREAD_PARTIAL (no years to
			       judge), SPREAD_AMOUNT, SPREAD_UNWEIGHTED */
};

struct spreads {
	struct spread *list; /* by sex, year */
	size_t n, cap;
	struct spread_trend trends[SEXES]; /* of sexes with any spread */
	size_t trends_n;
};

/*
 * Every sex and year in which SPREAD_TOWNS_MIN municipalities have a figure.
 *
 * The trend is that of yearly measures over one set of municipalities: years
 * are taken, newest first, in which 90 % of the municipalities report (of those
 * with inhabitants then, or of the most that ever do), as many as a trend's
 * window holds; the set are those with a figure in all of them. Where the set
 * is less than 90 % of those that report in some year, the year with the fewest
 * is dropped, and so on. trend_assess() judges what is left; material is a
 * change of 5 % of the measure's median.
 *
 * s: completed. denominators: by figure of the sheet, NAN: not known; NULL:
 * none are. The caller's to spreads_release().
 */
void spreads_find(const struct sheet *s, const double *denominators,
		  struct mk_cache *cache, struct spreads *out);
void spreads_release(struct spreads *l);

const char *spread_measure_name(enum spread_measure m); /* "cv", "sd" */
/* "widening", "narrowing"; NULL unless up or down. */
const char *spread_direction(enum verdict v);
/* The phrases joined by "; ", "" for none. dst: SPREAD_NOTES_TEXT bytes. */
char *spread_notes(char *dst, unsigned notes);

#endif
