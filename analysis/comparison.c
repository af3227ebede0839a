/*
 * An area's figure against its reference; see comparison.h.
 */
#include "analysis/comparison.h"

#include <math.h>

#include "analysis/undefined.h"

const char *level_name(enum level l)
{
	static const char *const names[] = {
		[LEVEL_NOT_COMPARED] = "not_compared",
		[LEVEL_MUCH_LOWER] = "much_lower",
		[LEVEL_LOWER] = "lower",
		[LEVEL_SIMILAR] = "similar",
		[LEVEL_HIGHER] = "higher",
		[LEVEL_MUCH_HIGHER] = "much_higher",
		[LEVEL_BELOW] = "below",
		[LEVEL_SAME] = "same",
		[LEVEL_ABOVE] = "above",
	};

	return names[l];
}

const char *standing_name(enum standing s)
{
	static const char *const names[] = {
		[STANDING_NONE] = "",
		[STANDING_MUCH_WORSE] = "much_worse",
		[STANDING_WORSE] = "worse",
		[STANDING_SIMILAR] = "similar",
		[STANDING_BETTER] = "better",
		[STANDING_MUCH_BETTER] = "much_better",
	};

	return names[s];
}

enum standing standing_of(enum level l, enum polarity p)
{
	bool low_is_good = p == POLARITY_LOWER;

	if (p == POLARITY_NEUTRAL)
		return STANDING_NONE;
	switch (l) {
	case LEVEL_MUCH_LOWER:
		return low_is_good ? STANDING_MUCH_BETTER : STANDING_MUCH_WORSE;
	case LEVEL_LOWER:
		return low_is_good ? STANDING_BETTER : STANDING_WORSE;
	case LEVEL_SIMILAR:
		return STANDING_SIMILAR;
	case LEVEL_HIGHER:
		return low_is_good ? STANDING_WORSE : STANDING_BETTER;
	case LEVEL_MUCH_HIGHER:
		return low_is_good ? STANDING_MUCH_WORSE : STANDING_MUCH_BETTER;
	case LEVEL_NOT_COMPARED:
	case LEVEL_BELOW:
	case LEVEL_SAME:
	case LEVEL_ABOVE:
		break;
	}
	return STANDING_NONE;
}

enum level level_judge(struct interval ci95, struct interval ci998,
		       double benchmark)
{
	if (!interval_known(ci95) || isnan(benchmark))
		return LEVEL_NOT_COMPARED;
	if (ci95.high < benchmark)
		return ci998.high < benchmark ? LEVEL_MUCH_LOWER : LEVEL_LOWER;
	if (ci95.low > benchmark)
		return ci998.low > benchmark ? LEVEL_MUCH_HIGHER : LEVEL_HIGHER;
	return LEVEL_SIMILAR;
}

enum level level_place(double value, double benchmark)
{
	if (isnan(value) || isnan(benchmark))
		return LEVEL_NOT_COMPARED;
	if (value < benchmark)
		return LEVEL_BELOW;
	return value > benchmark ? LEVEL_ABOVE : LEVEL_SAME;
}

bool level_is_material(double value, double benchmark)
{
	return benchmark > 0 &&
	       (value > 1.1 * benchmark || value < 0.9 * benchmark);
}

bool comparison_own_share(struct counts own, struct counts reference)
{
	return own.d > COMPARISON_SHARE_MAX * reference.d;
}

double comparison_rest(struct counts own, struct counts reference, double unit)
{
	double a = reference.a - own.a, d = reference.d - own.d;

	if (!(d > 0 && own.a >= COMPARISON_REST_MIN &&
	      a >= COMPARISON_REST_MIN))
		return UNDEFINED;
	return unit * a / d;
}
