/*
 * See fit.h.
 */
#include "lib/base.h"

#include "briefing/fit.h"
#include "lib/text.h"

#define MM_PER_PT 0.352778

/* Widths in thousandths of the size, from ' ' to '~' (Arial; the same in
 * Liberation Sans and Helvetica). */
static const short widths[] = {
	278, 278, 355, 556, 556,  889, 667, 191, 333, 333, 389, 584, 278, 333,
	278, 278, 556, 556, 556,  556, 556, 556, 556, 556, 556, 556, 278, 278,
	584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
	500, 667, 556, 833, 722,  778, 667, 778, 722, 667, 611, 722, 667, 944,
	667, 667, 611, 278, 278,  278, 469, 556, 333, 556, 556, 500, 556, 556,
	278, 556, 556, 222, 222,  500, 222, 833, 556, 556, 556, 556, 333, 500,
	278, 556, 500, 722, 500,  500, 500, 334, 260, 334, 584,
};

enum {
	WIDE = 1000,  /* of a character that we know nothing of */
	LETTER = 667, /* of a letter with a mark */
	BOLD = 112,   /* percent: bold letters beside these */
	SLACK = 98    /* percent of a line that is counted on */
};

/* The width of the character at s, and in *n its bytes. */
static int width(const char *s, size_t *n)
{
	unsigned char c = (unsigned char)s[0];

	*n = text_utf8_char(s, strlen(s));
	if (*n == 0)
		*n = 1;
	if (c >= ' ' && c <= '~')
		return widths[c - ' '];
	if (*n == 2 && c == 0xc2) /* a hyphen that may stand, a blank */
		return (unsigned char)s[1] == 0xad   ? 0
		       : (unsigned char)s[1] == 0xa0 ? 278
						     : LETTER;
	return *n == 2 ? LETTER : WIDE;
}

/* The width of the word at s, up to a blank, in thousandths; *end: behind it.
 */
static int word(const char *s, const char **end)
{
	int sum = 0;
	size_t n;

	for (; *s && *s != ' '; s += n)
		sum += width(s, &n);
	*end = s;
	return sum;
}

struct setter {
	double room; /* of a line, in thousandths */
	double at;   /* what is on the last one */
	size_t lines;
};

/* Puts one more word down, breaking it where a line cannot hold it. */
static void set_word(struct setter *t, int w)
{
	double with = t->at > 0 ? t->at + widths[0] + w : w;

	if (t->lines > 0 && with <= t->room) {
		t->at = with;
		return;
	}
	t->lines++;
	for (t->at = w; t->at > t->room; t->at -= t->room)
		t->lines++;
}

static struct setter setter_new(const struct fit *f)
{
	double mm = f->mm * SLACK / 100 / (f->bold ? BOLD / 100.0 : 1);

	return (struct setter){.room = mm / MM_PER_PT / f->pt * 1000};
}

static const char *skip_blanks(const char *s)
{
	while (*s == ' ')
		s++;
	return s;
}

size_t fit_lines(const struct fit *f, const char *text)
{
	struct setter t = setter_new(f);
	const char *s = skip_blanks(text);

	while (*s) {
		set_word(&t, word(s, &s));
		s = skip_blanks(s);
	}
	return t.lines;
}

size_t fit_cut(struct buf *b, const struct fit *f, const char *text,
	       size_t lines, bool *cut)
{
	size_t n = fit_lines(f, text);
	struct setter t = setter_new(f);
	const char *s = skip_blanks(text), *kept = s;

	if (cut)
		*cut = n > lines;
	if (n <= lines) {
		buf_puts(b, text);
		return n;
	}
	while (*s) {
		struct setter with;

		set_word(&t, word(s, &s));
		with = t;
		set_word(&with, WIDE); /* the sign behind it */
		if (with.lines > lines)
			break;
		kept = s;
		s = skip_blanks(s);
	}
	buf_add(b, text, (size_t)(kept - text));
	buf_puts(b, kept == skip_blanks(text) ? "…" : " …");
	return lines;
}
