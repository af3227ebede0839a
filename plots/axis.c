#include "plots/axis.h"

#include <math.h>

#define ZERO_SHARE 0.3 /* of the height, left to the figures above zero */
#define LEVEL_SPAN 0.125
#define PAD        0.04
#define INTERVALS  5

static double nice_step(double raw, int *decimals)
{
	static const double nice[] = {1, 2, 5, 10};
	double power = floor(log10(raw)), base = pow(10, power);
	size_t i = 0;

	while (i < ARRAY_LEN(nice) - 1 && raw > nice[i] * base * 1.0000001)
		i++;
	if (i == ARRAY_LEN(nice) - 1)
		power += 1;
	*decimals = power < 0 ? (int)-power : 0;
	return nice[i] * base;
}

/* Makes room around figures that lie close together. */
static bool widen(double *low, double *high, double unit)
{
	double level = fmax(fabs(*low), fabs(*high));
	double more;

	more = (fmax(4 * unit, LEVEL_SPAN * level) - (*high - *low)) / 2;
	if (more <= 0)
		return false;
	*low -= more;
	*high += more;
	return true;
}

/* Whether zero belongs on an axis of figures that all lie on one side of it,
 * `near` being the nearer end. */
static bool takes_zero(const struct axis_in *in, double near, double far)
{
	return in->zero && near > 0 &&
	       (far <= near || far - near >= ZERO_SHARE * far);
}

struct axis axis_values(const struct axis_in *in)
{
	double low = in->low, high = in->high, pad;
	struct axis a = {0};

	if (takes_zero(in, low, high))
		low = 0;
	if (takes_zero(in, -high, -low))
		high = 0;
	pad = widen(&low, &high, in->unit) ? 0 : PAD * (high - low);
	if (in->low >= 0 && low < 0) {
		high -= low;
		low = 0;
	}
	a.step = nice_step((high - low) / INTERVALS, &a.decimals);
	if (a.step < in->unit)
		a.step = nice_step(in->unit, &a.decimals);
	if (low < 0 || low > 0)
		low = floor((low - pad) / a.step);
	if (high < 0 || high > 0)
		high = ceil((high + pad) / a.step);
	if (in->low >= 0)
		low = fmax(low, 0);
	if (in->percent && in->high <= 100)
		high = fmin(high, ceil(100 / a.step));
	a.low = low * a.step;
	a.high = high * a.step;
	a.ticks = (size_t)(high - low + 0.5) + 1;
	return a;
}

double axis_tick(const struct axis *a, size_t i)
{
	/* Counted from zero: 0 comes out as 0, not as 1e-17. */
	return (floor(a->low / a->step + 0.5) + (double)i) * a->step;
}

int axis_year_step(int first, int last, double width, double room)
{
	static const int steps[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
	size_t i;

	for (i = 0; i < ARRAY_LEN(steps) - 1; i++)
		if ((last - first) / (double)steps[i] * room <= width)
			break;
	return steps[i];
}
