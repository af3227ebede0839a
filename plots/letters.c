#include "plots/letters.h"

/*
 * Advance widths of Liberation Sans (metrics of Arial) in thousandths of the
 * size, regular and bold: U+0020..U+007E, then U+00A0..U+00FF.
 */
static const uint16_t ascii[2][95] = {
	{
		277, 277, 354, 556, 556, 889, 666, 190, 333,  333, 389, 583,
		277, 333, 277, 277, 556, 556, 556, 556, 556,  556, 556, 556,
		556, 556, 277, 277, 583, 583, 583, 556, 1015, 666, 666, 722,
		722, 666, 610, 777, 722, 277, 500, 666, 556,  833, 722, 777,
		666, 777, 722, 666, 610, 722, 666, 943, 666,  666, 610, 277,
		277, 277, 469, 556, 333, 556, 556, 500, 556,  556, 277, 556,
		556, 222, 222, 500, 222, 833, 556, 556, 556,  556, 333, 500,
		277, 556, 500, 722, 500, 500, 500, 333, 259,  333, 583,
	},
	{
		277, 333, 474, 556, 556, 889, 722, 237, 333, 333, 389, 583,
		277, 333, 277, 277, 556, 556, 556, 556, 556, 556, 556, 556,
		556, 556, 333, 333, 583, 583, 583, 610, 975, 722, 722, 722,
		722, 666, 610, 777, 722, 277, 556, 722, 610, 833, 722, 777,
		666, 777, 722, 666, 610, 722, 666, 943, 666, 666, 610, 333,
		277, 333, 583, 556, 333, 556, 610, 556, 610, 556, 333, 610,
		610, 277, 277, 556, 277, 889, 610, 610, 610, 610, 389, 556,
		333, 610, 556, 777, 556, 556, 500, 389, 279, 389, 583,
	}};
static const uint16_t latin1[2][96] = {
	{
		277, 333, 556,  556, 556, 556, 259, 556, 333, 736, 370, 556,
		583, 333, 736,  552, 399, 548, 333, 333, 333, 576, 537, 277,
		333, 333, 365,  556, 833, 833, 833, 610, 666, 666, 666, 666,
		666, 666, 1000, 722, 666, 666, 666, 666, 277, 277, 277, 277,
		722, 722, 777,  777, 777, 777, 777, 583, 777, 722, 722, 722,
		722, 666, 666,  610, 556, 556, 556, 556, 556, 556, 889, 500,
		556, 556, 556,  556, 277, 277, 277, 277, 556, 556, 556, 556,
		556, 556, 556,  548, 610, 556, 556, 556, 556, 500, 556, 500,
	},
	{
		277, 333, 556,  556, 556, 556, 279, 556, 333, 736, 370, 556,
		583, 333, 736,  552, 399, 548, 333, 333, 333, 576, 556, 277,
		333, 333, 365,  556, 833, 833, 833, 610, 722, 722, 722, 722,
		722, 722, 1000, 722, 666, 666, 666, 666, 277, 277, 277, 277,
		722, 722, 777,  777, 777, 777, 777, 583, 777, 722, 722, 722,
		722, 666, 666,  610, 556, 556, 556, 556, 556, 556, 889, 556,
		556, 556, 556,  556, 277, 277, 277, 277, 610, 610, 610, 610,
		610, 610, 610,  548, 610, 610, 610, 610, 610, 556, 610, 556,
	}};

enum {
	WIDTH_OTHER = 620,
	WIDTH_WIDE = 1000
};

/* The character at s and its length in bytes; UINT32_MAX and 1 for bytes that
 * are not UTF-8. n > 0. */
static uint32_t decode(const char *s, size_t n, size_t *len)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *p = (const unsigned char *)s;
	uint32_t c = p[0];
	size_t k, i;

	*len = 1;
	if (c < 0x80)
		return c;
	k = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
	if (c < 0xc0 || c > 0xf4 || k > n)
		return UINT32_MAX;
	c &= 0xffU >> (k + 1);
	for (i = 1; i < k; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return UINT32_MAX;
		c = c << 6 | (p[i] & 0x3fU);
	}
	if (c < least[k] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return UINT32_MAX;
	*len = k;
	return c;
}

/* Characters that have no business in a line of text; U+FFFE and U+FFFF are
 * not allowed in XML. */
static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xfffe ||
	       c == 0xffff;
}

char *letters_clean(const char *s)
{
	size_t left = strlen(s), len;
	char *dst = xmalloc(left + 1), *d = dst;
	uint32_t c;

	for (; left; s += len, left -= len) {
		c = decode(s, left, &len);
		if (c == UINT32_MAX) {
			*d++ = '?';
		} else if (is_control(c)) {
			*d++ = ' ';
		} else {
			memcpy(d, s, len);
			d += len;
		}
	}
	*d = '\0';
	return dst;
}

static unsigned width_of(uint32_t c, bool bold)
{
	if (c >= 0x20 && c < 0x20 + ARRAY_LEN(ascii[0]))
		return ascii[bold][c - 0x20];
	if (c >= 0xa0 && c < 0xa0 + ARRAY_LEN(latin1[0]))
		return latin1[bold][c - 0xa0];
	if (c == 0x202f || c == 0x2009)
		return latin1[bold][0];
	return c >= 0x1100 && (c < 0x2000 || c > 0x22ff) ? WIDTH_WIDE
							 : WIDTH_OTHER;
}

double letters_width(const char *s, struct font f)
{
	size_t i, len, n = strlen(s);
	unsigned long sum = 0;

	for (i = 0; i < n; i += len)
		sum += width_of(decode(s + i, n - i, &len), f.bold);
	return (double)sum * f.size / 1000;
}

static void lines_add(struct lines *l, const char *s, size_t n)
{
	l->line = xreallocarray(l->line, l->n + 1, sizeof(*l->line));
	l->line[l->n++] = xstrndup(s, n);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether the blank s[i] holds together what belongs together: "0 - 17",
 * "euros / inhabitant", ", % of all". i > 0; s goes on behind it. */
static bool binds(const char *s, size_t i)
{
	const char *next = s + i + 1;

	if (*next == '/')
		return true;
	if (*next == '%' && is_digit(s[i - 1]))
		return true;
	if (s[i - 1] == '%')
		return i < 3 || (s[i - 2] == ' ' && !is_digit(s[i - 3]));
	if (next[0] == '-' && next[1] == ' ')
		return is_digit(s[i - 1]);
	return i > 2 && s[i - 1] == '-' && s[i - 2] == ' ' &&
	       is_digit(s[i - 3]) && is_digit(*next);
}

/* How many bytes of s go into one line: up to the last blank that fits, or as
 * many characters as fit, at least one. */
static size_t line_end(const char *s, size_t n, struct font f, double width)
{
	double max = width * 1000 / f.size, sum = 0;
	size_t i, len, blank = 0, bound = 0;

	for (i = 0; i < n; i += len) {
		sum += width_of(decode(s + i, n - i, &len), f.bold);
		if (s[i] == ' ' && binds(s, i))
			bound = i;
		else if (s[i] == ' ')
			blank = i;
		else if (i && sum > max)
			return blank ? blank : bound ? bound : i;
	}
	return n;
}

void lines_wrap(struct lines *l, const char *s, struct font f, double width)
{
	size_t left, n;

	for (;;) {
		s += strspn(s, " ");
		left = strlen(s);
		while (left && s[left - 1] == ' ')
			left--;
		if (!left)
			return;
		n = line_end(s, left, f, width);
		lines_add(l, s, n);
		s += n;
		if (n == left)
			return;
	}
}

void lines_release(struct lines *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		free(l->line[i]);
	free(l->line);
	*l = (struct lines){0};
}

/* Quotes of the text stand between double ones: gnuplot reads '' at the
 * beginning as a whole, empty text, and stumbles over two doubled ones. */
void letters_quote(struct buf *b, const char *text)
{
	const char *s;
	struct buf line;
	size_t n;

	/* a line end within quotes ends the command for gnuplot */
	buf_init(&line, BUF_MAX);
	text_visible(&line, text, ' ');
	s = buf_str(&line);
	for (bool first = true; first || *s; first = false) {
		n = strspn(s, "'");
		if (!first)
			buf_putc(b, '.');
		if (n) {
			buf_putc(b, '"');
			buf_add(b, s, n);
			buf_putc(b, '"');
		} else {
			n = strcspn(s, "'");
			buf_putc(b, '\'');
			buf_add(b, s, n);
			buf_putc(b, '\'');
		}
		s += n;
	}
	buf_release(&line);
}

void words_fill(struct buf *b, enum text t, enum lang lang,
		const char *const *args, size_t n)
{
	const char *s = text_get(t, lang);
	size_t i;

	for (; *s; s++) {
		if (s[0] != '{' || s[1] < '1' || s[1] > '9' || s[2] != '}') {
			buf_putc(b, *s);
			continue;
		}
		i = (size_t)(s[1] - '1');
		if (i >= n)
			die("text %d: no argument %zu", (int)t, i + 1);
		buf_puts(b, args[i]);
		s += 2;
	}
}

char *words_filled(enum text t, enum lang lang, const char *arg)
{
	struct buf b;
	char *text;

	buf_init(&b, BUF_MAX);
	words_fill(&b, t, lang, &arg, 1);
	text = xstrdup(buf_str(&b));
	buf_release(&b);
	return text;
}

void words_capital(struct buf *b, size_t at)
{
	unsigned char *p = (unsigned char *)b->data + at;

	if (p[0] >= 'a' && p[0] <= 'z')
		p[0] -= 'a' - 'A';
	else if (p[0] == 0xc3 && p[1] >= 0xa0)
		p[1] -= 0x20;
}
