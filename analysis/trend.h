/*
 * Has it changed? The judgement of one series: which years are tested, whether
 * they can be judged at all, and the verdict. Pure functions on arrays.
 *
 * In two steps, because the verdict needs q and q needs the other series of
 * the family: trend_assess() for each series, fdr over the family, then
 * trend_judge().
 */
#ifndef ANALYSIS_TREND_H
#define ANALYSIS_TREND_H

#include "analysis/trend_stats.h"

enum {
	TREND_WINDOW = 10,     /* data points, newest first */
	TREND_POINTS_MIN = 5,  /* fewer are not judged */
	TREND_BEHIND_MAX = 3,  /* years behind the indicator's newest */
	TREND_OLD_MAX = 5,     /* years behind the run */
	TREND_NOTES_TEXT = 600 /* bytes that trend_notes() may need */
};

enum verdict { /* the order of the rule: the first that holds */
	VERDICT_TOO_FEW_POINTS,
	VERDICT_OUT_OF_DATE,
	VERDICT_NOT_ASSESSABLE,
	VERDICT_BREAK_IN_SERIES,
	VERDICT_UP,
	VERDICT_DOWN,
	VERDICT_UP_SMALL, /* clear, but not material */
	VERDICT_DOWN_SMALL,
	VERDICT_UP_INDICATIVE, /* may also be chance */
	VERDICT_DOWN_INDICATIVE,
	VERDICT_NO_CLEAR_TREND,
	VERDICT_N
};

enum polarity {
	POLARITY_NEUTRAL,
	POLARITY_LOWER,
	POLARITY_HIGHER
};

/* Remarks, a bit each; trend_notes() has the phrases. */
enum {
	NOTE_UNCHANGED = 1 << 0,
	NOTE_ZERO_MEDIAN = 1 << 1,
	NOTE_NO_PERSISTENCE = 1 << 2,
	NOTE_NO_INTERVAL = 1 << 3,
	NOTE_HOLDS_ZERO = 1 << 4,
	NOTE_NOT_TESTABLE = 1 << 5,
	NOTE_BEHIND = 1 << 6,
	NOTE_OLD = 1 << 7,
	NOTE_SUPPRESSED = 1 << 8,
	NOTE_MISSING = 1 << 9,
	NOTE_THINNED = 1 << 10,
	NOTE_AFTER_BREAK = 1 << 11,
	NOTE_NOMINAL = 1 << 12,
	NOTE_SHOCK = 1 << 13,
	NOTE_STEP = 1 << 14,
	NOTE_NARROWS = 1 << 15,
	NOTE_WIDENS = 1 << 16,
	NOTE_TURNS = 1 << 17,
};

/* What all series of one indicator and sex share. */
struct trend_indicator {
	int span;        /* years of a moving average, 1: none */
	int decimals;    /* one printed unit is 10^-decimals */
	bool proportion; /* class proportion: percent */
	bool nominal;    /* class money: in the prices of each year */
	double level;    /* 5 % of it is material; 0: of the window's median */
	double printed;  /* one printed unit where it is not 10^-decimals, as in
			    a ratio; 0: it is */
	int newest_year; /* of the indicator, any area and sex */
	int run_year;
	const int *collected; /* ascending: years that municipalities report */
	size_t collected_n;
	const int *breaks; /* ascending: first year counted in a new way */
	size_t breaks_n;
	const int *shocks; /* ascending: years of a shock that passed */
	size_t shocks_n;
};

enum absence {
	ABSENCE_SUPPRESSED,
	ABSENCE_NOT_EXPECTED
};

/* A year without a figure whose reason is known. One that is missing for no
 * known reason is not listed. */
struct trend_absence {
	int year;
	enum absence why; /* not expected: not applicable, not yet published */
};

struct trend_series {
	const int *years;                   /* ascending, distinct */
	const double *values;               /* finite */
	size_t n;                           /* at least 1 */
	const struct trend_absence *absent; /* ascending, none of `years` */
	size_t absent_n;
};

struct trend {
	int first_year, last_year;  /* of the window */
	size_t n;                   /* points in it */
	size_t suppressed, missing; /* years of it */
	bool tested;                /* else verdict says why not */
	enum verdict verdict;       /* final where !tested */
	struct trend_stats stats; /* where tested; slope alone for n of 3, 4 */
	bool material;
	unsigned notes;
};

/*
 * The window, the four reasons not to judge in the order of the enum, then the
 * statistics.
 *
 * - A moving average of span k is thinned to its newest year, that less k,
 *   less 2k ... (years that overlap are one figure told twice); then two points
 *   are neighbours when they are k years apart.
 * - The window is the newest TREND_WINDOW points.
 * - The window's years, of which at most 20 % may be suppressed and at most
 *   40 % missing, run from its first point to its last, and on over
 *   suppressed years that follow the last: a town that fell below the limit
 *   of publication did not stop at its last figure. A year counts when
 *   it is collected (indicator->collected) or has a figure or a suppression
 *   here. Missing are those without either.
 * - Figures in the prices of each year are not assessable: without an index of
 *   prices a rise of them may be nothing but one of prices.
 * - Where a known break lies inside, the years from the newest break on are
 *   used if they are at least TREND_POINTS_MIN points. Of a moving average, the
 *   first that is all counted in the new way is span - 1 years later.
 * - A shock that passed is remarked, and changes nothing.
 * - Material: trend_is_material() of the total change over the window and the
 *   window's median.
 */
void trend_assess(const struct trend_indicator *indicator,
		  const struct trend_series *series, struct mk_cache *cache,
		  struct trend *out);

/* Whether a change matters at this level: at least 5 % of it and one printed
 * unit; in a proportion, at least 0.5 percentage points. */
bool trend_is_material(const struct trend_indicator *indicator, double change,
		       double level);

/*
 * Whether the series is a hypothesis of its family: it got as far as a test,
 * and its ties and number of points leave an exact p of 0.05 or less within
 * reach (Tarone 1990).
 */
bool trend_is_hypothesis(const struct trend *t);

/* The verdict given q (NAN: not in a family; then at most indicative). Adds
 * the remarks that come with it to t->notes. */
enum verdict trend_judge(struct trend *t, double q);

/* Whether it is a clear one: up or down, material or not. */
bool trend_is_clear(enum verdict v);
const char *trend_verdict_name(enum verdict v);
/* "improving", "worsening", "rising", "falling"; NULL unless up or down. */
const char *trend_direction(enum verdict v, enum polarity polarity);
/* The phrases joined by "; ", "" for none. dst: TREND_NOTES_TEXT bytes. */
char *trend_notes(char *dst, unsigned notes);

#endif
