#include "lib/feedback.h"

#include "lib/num.h"

/* The quoted digits as a whole number and its scale: "3.22" is 322 and 100. */
static bool quoted(const char *mean, int64_t *digits, int64_t *scale)
{
	const char *point = strchr(mean, '.');
	size_t whole = point ? (size_t)(point - mean) : strlen(mean);
	int64_t a, b = 0;
	size_t i, decimals = point ? strlen(point + 1) : 0;

	if (decimals > 6 || !num_int(mean, whole, 0, 1000000, &a) ||
	    (decimals && !num_int(point + 1, decimals, 0, 999999, &b)))
		return false;
	*scale = 1;
	for (i = 0; i < decimals; i++)
		*scale *= 10;
	*digits = a * *scale + b;
	return true;
}

/* Some whole sum k has k / n within half a unit of the last digit: the sum
 * nearest to n * mean is the one to try. */
static bool fits(int64_t digits, int64_t scale, int64_t n)
{
	int64_t k = (2 * digits * n + scale) / (2 * scale);
	int64_t off = k * scale - digits * n;

	return 2 * (off < 0 ? -off : off) <= n;
}

bool feedback_possible(const char *mean, int n)
{
	int64_t digits, scale;

	return n > 0 && quoted(mean, &digits, &scale) && fits(digits, scale, n);
}

int feedback_fewest(const char *mean)
{
	int64_t digits, scale;
	int n;

	if (!quoted(mean, &digits, &scale))
		return 0;
	for (n = 1; n <= FEEDBACK_MAX; n++)
		if (fits(digits, scale, n))
			return n;
	return 0;
}
