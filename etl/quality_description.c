/*
 * What an indicator's description says against what is expected of it.
 */
#include <ctype.h>

#include "etl/quality.h"
#include "lib/buf.h"

enum {
	OLD_YEARS = 5
};

/* Letters and digits alone, in lower case as far as Finnish needs it: blanks,
 * dashes and quotes are written this way and that. */
static void bare(struct buf *b, const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	for (; *p; p++) {
		if (*p == 0xc3 && p[1] >= 0x80 && p[1] <= 0x9e) {
			buf_putc(b, (char)0xc3);
			buf_putc(b, (char)(*++p + 0x20));
		} else if (*p == 0xe2 && p[1] && p[2]) {
			p += 2; /* U+2000 to U+2FFF: dashes, quotes, signs */
		} else if (*p >= 0x80 || *p == '%') {
			buf_putc(b, (char)*p);
		} else if (isalnum(*p)) {
			buf_putc(b, (char)tolower(*p));
		}
	}
}

static bool same_title(const char *a, const char *b)
{
	struct buf x, y;
	bool same;

	buf_init(&x, BUF_MAX);
	buf_init(&y, BUF_MAX);
	bare(&x, a);
	bare(&y, b);
	same = strcmp(buf_str(&x), buf_str(&y)) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* Units that leave no doubt about the class. */
static const char *class_of(const char *unit)
{
	static const struct {
		const char *unit, *class;
	} sure[] = {{"PER1000", "rate"},
		    {"PER10000", "rate"},
		    {"PER100000", "rate"},
		    {"LKM", "count"},
		    {"EUROA", "money"}};
	size_t i;

	for (i = 0; i < ARRAY_LEN(sure); i++)
		if (strcmp(sure[i].unit, unit) == 0)
			return sure[i].class;
	return NULL;
}

void quality_check_description(const struct quality_description *d,
			       struct flaws *out)
{
	struct flaw f = {.check = QUALITY_TITLE,
			 .severity = SEVERITY_WARNING,
			 .sex = -1};
	const char *class = class_of(d->unit);

	if (d->title[0] && d->expected_title[0] &&
	    !same_title(d->title, d->expected_title))
		flaws_add(out, &f, "'%.80s', but '%.80s' is expected", d->title,
			  d->expected_title);
	f.check = QUALITY_CLASS;
	if (class && d->class[0] && strcmp(d->class, "unknown") != 0 &&
	    strcmp(d->class, class) != 0)
		flaws_add(out, &f, "unit %s, but class %s", d->unit, d->class);
	f.check = QUALITY_ENDED;
	f.severity = SEVERITY_NOTE;
	f.year = d->last_year;
	if (d->last_year && d->seen_year - d->last_year > OLD_YEARS)
		flaws_add(out, &f, "no newer year in the answer of %d",
			  d->seen_year);
}
