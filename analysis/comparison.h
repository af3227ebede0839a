/*
 * Is one area's figure different from that of its county or the country? Pure
 * functions. After the comparison of the English Fingertips profiles: the 95 %
 * (and 99.8 %) interval of the area against the value of the reference.
 */
#ifndef ANALYSIS_COMPARISON_H
#define ANALYSIS_COMPARISON_H

#include "analysis/interval.h"
#include "analysis/trend.h"

enum level {
	LEVEL_NOT_COMPARED,
	LEVEL_MUCH_LOWER, /* the 99.8 % interval excludes the benchmark too */
	LEVEL_LOWER,
	LEVEL_SIMILAR,
	LEVEL_HIGHER,
	LEVEL_MUCH_HIGHER,
	/* where no interval can be given: where the figure lies, no judgement
	 */
	LEVEL_BELOW,
	LEVEL_SAME,
	LEVEL_ABOVE,
};

enum standing {
	STANDING_NONE, /* no polarity, or no judgement */
	STANDING_MUCH_WORSE,
	STANDING_WORSE,
	STANDING_SIMILAR,
	STANDING_BETTER,
	STANDING_MUCH_BETTER,
};

/* "not_compared", "much_lower", ..., "below", "same", "above". */
const char *level_name(enum level l);
/* "much_worse", ..., "" for none. */
const char *standing_name(enum standing s);
/* What the level means where lower, or higher, is better. */
enum standing standing_of(enum level l, enum polarity p);

/*
 * The class of a figure with this 95 % interval: a limit that equals the
 * benchmark does not exclude it. Without a 99.8 % interval there is no `much`.
 * Not compared: an interval or the benchmark is missing (NAN).
 * The peer: Fingertips' SingleOverlappingCIsForOneCILevelComparer and
 * ...ForTwoCILevelsComparer.
 */
enum level level_judge(struct interval ci95, struct interval ci998,
		       double benchmark);
/* Below, same or above; not compared where one of the two is missing. */
enum level level_place(double value, double benchmark);
/* The judged class says more than a tenth of the benchmark (NCI State Cancer
 * Profiles: a ratio above 1.10 or below 0.90); otherwise "slightly".
 * false where the benchmark is not positive. */
bool level_is_material(double value, double benchmark);

/* Counts behind a figure: numerator a of denominator d. NAN: not known. */
struct counts {
	double a, d;
};

/* An area with a larger share of the reference's denominator than this is
 * compared with the rest of it. */
#define COMPARISON_SHARE_MAX 0.1
/* Fewer cases than this, in the area or in the rest, and no rest is computed:
 * it would show what the source may have hidden. */
#define COMPARISON_REST_MIN 5
/* Nor where a municipality of the rest has no figure, unless this many have:
 * the rest of two municipalities is the other one. */
#define COMPARISON_REST_SHOWN 5

/* Does the rest have to be taken? false too where counts are not known. */
bool comparison_own_share(struct counts own, struct counts reference);
/* The rest of the reference, (A - a) / (D - d), times unit; NAN: it cannot be
 * had or may not be shown (COMPARISON_REST_MIN). */
double comparison_rest(struct counts own, struct counts reference, double unit);

#endif
