#include "lib/grain.h"

#include <math.h>

int decimals_shown(int decimals)
{
	return decimals < 0 ? 0 : decimals > 9 ? 9 : decimals;
}

struct grain grain_of(int decimals, double size)
{
	struct grain g = {decimals_shown(decimals), 0};
	int digits = size >= 1 ? (int)floor(log10(size)) + 1 : 1;

	if (digits + g.decimals > 3)
		g.decimals = digits >= 3 ? 0 : 3 - digits;
	g.step = pow(10, digits > 3 ? digits - 3 : -g.decimals);
	return g;
}

double grain_round(double v, struct grain g)
{
	return round(fabs(v) / g.step) * g.step;
}
