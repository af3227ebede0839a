/*
 * Intervals of one figure; see interval.h.
 */
#include "analysis/interval.h"

#include <math.h>

#include "analysis/dist.h"
#include "analysis/undefined.h"

static const struct interval none = {UNDEFINED, UNDEFINED};

const char *interval_method_name(enum interval_method m)
{
	switch (m) {
	case INTERVAL_NONE:
		return "";
	case INTERVAL_WILSON:
		return "Wilson";
	case INTERVAL_EXACT:
		return "Exact";
	case INTERVAL_BYAR:
		return "Byars";
	}
	die("interval method %d", (int)m);
}

bool interval_known(struct interval i)
{
	return !isnan(i.low) && !isnan(i.high);
}

struct interval interval_scaled(struct interval i, double k)
{
	return (struct interval){i.low * k, i.high * k};
}

/* The z with `level` of the standard normal within +-z. */
static double level_z(double level)
{
	if (!(level > 0 && level < 1))
		die("interval: level %g", level);
	return -dist_normal_quantile((1 - level) / 2);
}

struct interval interval_proportion(double x, double n, double level)
{
	double z = level_z(level), half, low, high;

	if (!(n > 0 && x >= 0 && x <= n) || isinf(n))
		return none;
	half = z * sqrt(z * z + 4 * x * (1 - x / n));
	low = (2 * x + z * z - half) / (2 * (n + z * z));
	high = (2 * x + z * z + half) / (2 * (n + z * z));
	/* what rounding leaves beside the ends */
	return (struct interval){x == 0 ? 0 : fmax(0, low),
				 x == n ? 1 : fmin(1, high)};
}

struct interval interval_count_exact(double o, double level)
{
	double tail = (1 - level) / 2;

	if (!(o >= 0) || isinf(o))
		return none;
	return (struct interval){o == 0 ? 0
					: dist_chi2_quantile(tail, 2 * o) / 2,
				 dist_chi2_quantile(1 - tail, 2 * o + 2) / 2};
}

static double cube(double x)
{
	return x * x * x;
}

struct interval interval_count_byar(double o, double level)
{
	double z = level_z(level), p = o + 1, low;

	if (!(o >= 0) || isinf(o))
		return none;
	/* no event: minus infinity, and 0 */
	low = 1 - 1 / (9 * o) - z / (3 * sqrt(o));
	return (struct interval){o * cube(fmax(0, low)),
				 p * cube(1 - 1 / (9 * p) + z / (3 * sqrt(p)))};
}

enum interval_method interval_count_method(double o)
{
	if (!(o >= 0) || isinf(o))
		return INTERVAL_NONE;
	return o < INTERVAL_BYAR_FROM ? INTERVAL_EXACT : INTERVAL_BYAR;
}

struct interval interval_count(double o, double level)
{
	return o < INTERVAL_BYAR_FROM ? interval_count_exact(o, level)
				      : interval_count_byar(o, level);
}

/* p / (1 - p), the ratio of the two counts where p is the share of the first */
static double odds(double p)
{
	return p / (1 - p);
}

struct interval interval_rate_ratio(double x1, double t1, double x2, double t2,
				    double level)
{
	double tail = (1 - level) / 2, k = t2 / t1;

	if (!(t1 > 0 && t2 > 0 && x1 >= 0 && x2 >= 0) || x1 + x2 == 0 ||
	    isinf(x1 + x2 + t1 + t2))
		return none;
	return (struct interval){
		x1 == 0 ? 0 : k * odds(dist_beta_quantile(tail, x1, x2 + 1)),
		x2 == 0 ? (double)INFINITY
			: k * odds(dist_beta_quantile(1 - tail, x1 + 1, x2))};
}

struct interval interval_difference(double x1, double n1, double x2, double n2,
				    double level)
{
	struct interval a = interval_proportion(x1, n1, level);
	struct interval b = interval_proportion(x2, n2, level);
	double p1 = x1 / n1, p2 = x2 / n2;

	/* NAN where one of them has no interval */
	return (struct interval){p1 - p2 - hypot(p1 - a.low, b.high - p2),
				 p1 - p2 + hypot(a.high - p1, p2 - b.low)};
}
