/*
 * What can be said of the years ahead of one series of an indicator: whether
 * anything, from which years, by each of the candidate methods, and how well
 * they would have done. Pure functions on arrays. Which candidate counts and
 * how wide the interval is follows from all series of the indicator
 * (conformal.h).
 */
#ifndef ANALYSIS_OUTLOOK_H
#define ANALYSIS_OUTLOOK_H

#include "analysis/conformal.h"
#include "analysis/trend.h"

enum outlook_refusal { /* the order of the rule: the first that holds */
	OUTLOOK_GIVEN,
	/* Overlapping means tell each change several times, and thinned there
	 * is hardly a series with six of them: nothing is forecast. */
	OUTLOOK_MOVING_AVERAGE,
	OUTLOOK_TOO_FEW_POINTS,
	/* The year after its last is hidden: a forecast would guess at it. */
	OUTLOOK_SUPPRESSED,
	/* Too few points since the newest break. */
	OUTLOOK_BREAK_IN_SERIES,
	/* Behind the newest year that was collected, or so old that the
	 * forecast would end before the run's year. */
	OUTLOOK_OUT_OF_DATE,
	OUTLOOK_N
};

const char *outlook_refusal_name(enum outlook_refusal r); /* "" for GIVEN */

enum {
	OUTLOOK_NOTES_TEXT = 200 /* bytes that outlook_notes() may need */
};

/* Remarks, a bit each. */
enum {
	OUTLOOK_CONSTANT = 1 << 0,    /* no interval can be given */
	OUTLOOK_AFTER_BREAK = 1 << 1, /* only the years after it count */
	OUTLOOK_FILLED = 1 << 2,      /* gaps, for the smoothers */
	OUTLOOK_LONG_GAP = 1 << 3     /* which they do not cross */
};

/* The phrases joined by "; ", "" for none. dst: OUTLOOK_NOTES_TEXT bytes. */
char *outlook_notes(char *dst, unsigned notes);

struct outlook {
	enum outlook_refusal refusal; /* what follows holds if GIVEN */
	size_t n;                     /* points that were used */
	int first_year, last_year;    /* of them */
	int horizon;
	double value[BACKTEST_CANDIDATES][FORECAST_HORIZON_MAX];
	enum forecast_method used[BACKTEST_CANDIDATES];
	double scale; /* of the interval: at least one printed unit */
	struct forecast_bounds bounds;
	unsigned notes;
};

/*
 * indicator and series as for trend_assess(); count: the values are counts.
 * backtest: written where the outlook is given. The years from the newest break
 * on are used.
 */
void outlook_assess(const struct trend_indicator *indicator,
		    const struct trend_series *series, bool count,
		    struct outlook *out, struct backtest *backtest);

struct outlook_interval {
	double low, high; /* inside the bounds; counts are whole: outwards */
};

/* value +/- width * scale. */
struct outlook_interval outlook_interval(const struct outlook *o, double value,
					 double width);

#endif
