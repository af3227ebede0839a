#include "lib/base.h"

#include "lib/ics.h"

#include "lib/num.h"
#include "lib/text.h"

enum {
	LINE = 75, /* octets, CRLF not counted */
	DAY = 86400
};

/* "name:value" folded: a line that goes on begins with a blank, and no
 * character is cut in two. */
static void line(struct buf *b, const char *name, const char *value)
{
	char *whole = xasprintf("%s:%s", name, value);
	const char *s = whole;
	size_t left = strlen(s), room = LINE;

	while (left) {
		size_t n = 0, step;

		for (;;) {
			step = text_utf8_char(s + n, left - n);
			if (step == 0)
				step = n < left; /* no UTF-8: byte by byte */
			if (step == 0 || n + step > room)
				break;
			n += step;
		}
		buf_add(b, s, n);
		buf_puts(b, "\r\n");
		s += n;
		left -= n;
		room = LINE - 1;
		if (left)
			buf_putc(b, ' ');
	}
	free(whole);
}

/* A TEXT value: backslash, comma, semicolon and line ends are escaped, other
 * control characters are not allowed and dropped. */
static void text_line(struct buf *b, const char *name, const char *text)
{
	struct buf v;

	buf_init(&v, BUF_MAX);
	for (; *text; text++) {
		if (*text == '\n')
			buf_puts(&v, "\\n");
		else if (strchr("\\,;", *text))
			buf_printf(&v, "\\%c", *text);
		else if ((unsigned char)*text >= ' ' && *text != 127)
			buf_putc(&v, *text);
	}
	line(b, name, buf_str(&v));
	buf_release(&v);
}

static void day_line(struct buf *b, const char *name, const char *iso,
		     int64_t add)
{
	char at[WHEN_TEXT], value[20];
	int64_t t;

	if (!when_parse(iso, &t))
		die("ics: day '%s'", iso);
	(void)when_text(at, t + add * DAY);
	(void)snprintf(value, sizeof(value), "%.4s%.2s%.2s", at, at + 5,
		       at + 8);
	line(b, name, value);
}

void ics_begin(struct buf *b, const char *name)
{
	line(b, "BEGIN", "VCALENDAR");
	line(b, "VERSION", "2.0");
	line(b, "PRODID", "-//tilannekuva//" TILANNEKUVA_VERSION "//FI");
	line(b, "CALSCALE", "GREGORIAN");
	line(b, "METHOD", "PUBLISH");
	text_line(b, "X-WR-CALNAME", name);
}

void ics_add(struct buf *b, const struct ics_event *v, int64_t now)
{
	char at[WHEN_TEXT], stamp[24];

	(void)when_text(at, now);
	(void)snprintf(stamp, sizeof(stamp), "%.4s%.2s%.2sT%.2s%.2s%.2sZ", at,
		       at + 5, at + 8, at + 11, at + 14, at + 17);
	line(b, "BEGIN", "VEVENT");
	text_line(b, "UID", v->uid);
	line(b, "DTSTAMP", stamp);
	day_line(b, "DTSTART;VALUE=DATE", v->first, 0);
	day_line(b, "DTEND;VALUE=DATE", v->last, 1); /* the first day after */
	if (v->yearly)
		line(b, "RRULE", "FREQ=YEARLY");
	text_line(b, "SUMMARY", v->summary);
	if (v->description[0])
		text_line(b, "DESCRIPTION", v->description);
	line(b, "TRANSP", "TRANSPARENT"); /* nobody is busy on that account */
	line(b, "END", "VEVENT");
}

void ics_end(struct buf *b)
{
	line(b, "END", "VCALENDAR");
}
