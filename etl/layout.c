#include "lib/base.h"

#include <math.h>

#include "etl/layout.h"
#include "lib/num.h"

char *layout_when(char *dst, const char *iso)
{
	int64_t t;

	if (!when_parse(iso, &t) || strlen(iso) < 16)
		(void)snprintf(dst, LAYOUT_TEXT, "%.20s", iso[0] ? iso : "-");
	else
		(void)snprintf(dst, LAYOUT_TEXT, "%.10s %.5s", iso, iso + 11);
	return dst;
}

char *layout_span(char *dst, double seconds)
{
	long long s = llround(seconds);

	if (!(seconds >= 0))
		(void)snprintf(dst, LAYOUT_TEXT, "-");
	else if (seconds < 9.95)
		(void)snprintf(dst, LAYOUT_TEXT, "%.1f s", seconds);
	else if (s < 60)
		(void)snprintf(dst, LAYOUT_TEXT, "%lld s", s);
	else if (s < 3600)
		(void)snprintf(dst, LAYOUT_TEXT, "%lld min %02lld s", s / 60,
			       s % 60);
	else
		(void)snprintf(dst, LAYOUT_TEXT, "%lld h %02lld min", s / 3600,
			       s / 60 % 60);
	return dst;
}

char *layout_ago(char *dst, const char *iso, int64_t now)
{
	static const struct {
		int64_t seconds;
		const char *one, *many;
	} unit[] = {{86400, "day", "days"},
		    {3600, "hour", "hours"},
		    {60, "minute", "minutes"}};
	int64_t t, age;
	size_t i;

	dst[0] = '\0';
	if (!when_parse(iso, &t))
		return dst;
	age = now - t;
	for (i = 0; i < ARRAY_LEN(unit); i++) {
		int64_t n = age / unit[i].seconds;

		/* 36 hours say more than a day. */
		if (n < (unit[i].seconds == 60 ? 1 : 2))
			continue;
		(void)snprintf(dst, LAYOUT_TEXT, "%lld %s ago", (long long)n,
			       n == 1 ? unit[i].one : unit[i].many);
		return dst;
	}
	(void)snprintf(dst, LAYOUT_TEXT, "now");
	return dst;
}

char *layout_bytes(char *dst, int64_t n)
{
	static const char *const unit[] = {"kB", "MB", "GB", "TB", "PB"};
	double v = (double)n / 1000;
	size_t i;

	if (n < 0) {
		(void)snprintf(dst, LAYOUT_TEXT, "not there");
		return dst;
	}
	for (i = 0; v >= 999.95 && i + 1 < ARRAY_LEN(unit); i++)
		v /= 1000;
	(void)snprintf(dst, LAYOUT_TEXT, "%.1f %s", v, unit[i]);
	return dst;
}

static bool is_blank(char c)
{
	return (unsigned char)c <= ' ' || c == 127;
}

/* Columns of n bytes of UTF-8: every byte that does not continue a character.
 */
static int columns(const char *s, size_t n)
{
	size_t i;
	int c = 0;

	for (i = 0; i < n; i++)
		c += ((unsigned char)s[i] & 0xc0) != 0x80;
	return c;
}

void layout_wrap(FILE *out, const char *first, int indent, const char *text,
		 int max)
{
	int at = columns(first, strlen(first)), lines = 1;
	bool fresh = true; /* no word stands on this line yet */

	fputs(first, out);
	for (;;) {
		size_t n = 0;
		int width;

		while (*text && is_blank(*text))
			text++;
		while (text[n] && !is_blank(text[n]))
			n++;
		if (n == 0)
			break;
		width = columns(text, n);
		if (!fresh && at + 1 + width > LAYOUT_WIDTH - 4 && max &&
		    lines == max) {
			fputs(" ...", out);
			break;
		}
		if (!fresh && at + 1 + width > LAYOUT_WIDTH) {
			fprintf(out, "\n%*s", indent, "");
			at = indent;
			fresh = true;
			lines++;
		}
		fprintf(out, "%s%.*s", fresh ? "" : " ", (int)n, text);
		at += width + (fresh ? 0 : 1);
		fresh = false;
		text += n;
	}
	fputc('\n', out);
}
