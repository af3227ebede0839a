#include "lib/num.h"

#include <math.h>

/* The span of s that has the shape of a decimal number, 0 where it is none. */
static size_t number_shape(const char *s, size_t len)
{
	size_t i = 0, digits = 0;

	if (i < len && s[i] == '-')
		i++;
	for (; i < len && s[i] >= '0' && s[i] <= '9'; i++)
		digits++;
	if (digits == 0)
		return 0;
	if (i < len && s[i] == '.') {
		digits = 0;
		for (i++; i < len && s[i] >= '0' && s[i] <= '9'; i++)
			digits++;
		if (digits == 0)
			return 0;
	}
	if (i < len && (s[i] == 'e' || s[i] == 'E')) {
		i++;
		if (i < len && (s[i] == '-' || s[i] == '+'))
			i++;
		digits = 0;
		for (; i < len && s[i] >= '0' && s[i] <= '9'; i++)
			digits++;
		if (digits == 0)
			return 0;
	}
	return i;
}

bool num_double(const char *s, size_t len, double *out)
{
	static const double ten[] = {1e0, 1e1, 1e2, 1e3, 1e4,
				     1e5, 1e6, 1e7, 1e8, 1e9};
	char text[64];
	uint64_t whole = 0;
	size_t i, decimals = 0;
	bool point = false, neg = len > 0 && s[0] == '-';
	double v;

	if (len == 0 || len >= sizeof(text) || number_shape(s, len) != len)
		return false;
	/* Up to 15 digits and 9 decimals: two exact doubles, one division, so
	 * correctly rounded without strtod (most of Sotkanet's figures). */
	for (i = neg; i < len && len <= 16; i++) {
		if (s[i] == '.')
			point = true;
		else if (s[i] < '0' || s[i] > '9')
			break;
		else {
			whole = whole * 10 + (uint64_t)(s[i] - '0');
			decimals += point;
		}
	}
	if (i == len && decimals < ARRAY_LEN(ten)) {
		v = (double)whole / ten[decimals];
		*out = neg && v != 0 ? -v : v; /* no negative zero */
		return true;
	}
	memcpy(text, s, len);
	text[len] = '\0';
	v = strtod(text, NULL);
	if (!isfinite(v))
		return false;
	*out = v == 0 ? 0 : v;
	return true;
}

bool num_int(const char *s, size_t len, int64_t lo, int64_t hi, int64_t *out)
{
	bool neg = len > 0 && s[0] == '-';
	int64_t v = 0;
	size_t i;

	if (len == (size_t)neg || len - neg > 18)
		return false;
	for (i = neg; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		v = v * 10 + (s[i] - '0');
	}
	v = neg ? -v : v;
	if (v < lo || v > hi)
		return false;
	*out = v;
	return true;
}

char *num_text(char *dst, double v)
{
	int digits;

	if (!isfinite(v)) {
		dst[0] = '\0';
		return dst;
	}
	for (digits = 15; digits <= 17; digits++) {
		(void)snprintf(dst, NUM_TEXT, "%.*g", digits, v);
		if (strtod(dst, NULL) == v)
			break;
	}
	return dst;
}

bool when_parse(const char *s, int64_t *out)
{
	struct tm tm = {0};
	int64_t part[6] = {0};
	static const struct {
		size_t at, len;
		int64_t lo, hi;
		char after;
	} shape[6] = {{0, 4, 1900, 9999, '-'}, {5, 2, 1, 12, '-'},
		      {8, 2, 1, 31, 'T'},      {11, 2, 0, 23, ':'},
		      {14, 2, 0, 59, ':'},     {17, 2, 0, 59, 'Z'}};
	size_t len = strlen(s), i, n = len == 10 ? 3 : 6;
	time_t t;

	if (len != 10 && len != 20)
		return false;
	for (i = 0; i < n; i++) {
		char after = s[shape[i].at + shape[i].len];

		if (!num_int(s + shape[i].at, shape[i].len, shape[i].lo,
			     shape[i].hi, &part[i]))
			return false;
		if (after != (len == 10 && i == 2 ? '\0' : shape[i].after))
			return false;
	}
	tm.tm_year = (int)part[0] - 1900;
	tm.tm_mon = (int)part[1] - 1;
	tm.tm_mday = (int)part[2];
	tm.tm_hour = (int)part[3];
	tm.tm_min = (int)part[4];
	tm.tm_sec = (int)part[5];
	t = timegm(&tm);
	if (tm.tm_mday != (int)part[2]) /* 30 February became 2 March */
		return false;
	*out = t;
	return true;
}

bool when_parse_until(const char *s, int64_t *out)
{
	int64_t t;

	if (!when_parse(s, &t))
		return false;
	*out = strlen(s) == 10 ? t + 86399 : t;
	return true;
}

char *when_text(char *dst, int64_t t)
{
	struct tm tm;
	time_t tt = t;

	if (!gmtime_r(&tt, &tm) ||
	    strftime(dst, WHEN_TEXT, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		die("when_text: time %lld", (long long)t);
	return dst;
}

int when_year(int64_t t)
{
	struct tm tm;
	time_t tt = t;

	if (!gmtime_r(&tt, &tm))
		die("when_year: time %lld", (long long)t);
	return tm.tm_year + 1900;
}

int64_t when_now(void)
{
	return time(NULL);
}

double when_ticks(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}
