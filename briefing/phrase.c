/*
 * See phrase.h.
 */
#include "lib/base.h"

#include "briefing/phrase.h"

enum {
	PLAIN_MAX = 200
};

void phrase_fill(struct buf *b, enum lang lang, enum text t, size_t n,
		 const char *const *with)
{
	const char *s;

	for (s = text_get(t, lang); *s; s++) {
		size_t i = n;

		if (s[0] == '{' && s[1] >= '1' && s[1] <= '9' && s[2] == '}')
			i = (size_t)(s[1] - '1');
		if (i < n && with[i]) {
			buf_puts(b, with[i]);
			s += 2;
		} else {
			buf_putc(b, *s);
		}
	}
}

void phrase_add(struct buf *b, enum lang lang, enum text t, const char *one,
		const char *two, const char *three)
{
	const char *const with[] = {one, two, three};

	phrase_fill(b, lang, t, ARRAY_LEN(with), with);
}

void phrase_html(struct buf *b, enum lang lang, enum text t, const char *one,
		 const char *two, const char *three)
{
	struct buf plain;

	buf_init(&plain, BUF_MAX);
	phrase_add(&plain, lang, t, one, two, three);
	text_html(b, buf_str(&plain));
	buf_release(&plain);
}

char *phrase_int(char dst[PHRASE_INT], int64_t v)
{
	snprintf(dst, PHRASE_INT, "%lld", (long long)v);
	return dst;
}

/* The next character of UTF-8 text; bytes that are not UTF-8 stand for
 * themselves. */
static uint32_t next_char(const char **s)
{
	const unsigned char *p = (const unsigned char *)*s;
	uint32_t c = p[0];
	size_t n = 1;

	if (c >= 0xc2 && c < 0xe0 && (p[1] & 0xc0) == 0x80) {
		c = (c & 0x1f) << 6 | (p[1] & 0x3f);
		n = 2;
	} else if (c >= 0xe0 && c < 0xf0 && (p[1] & 0xc0) == 0x80 &&
		   (p[2] & 0xc0) == 0x80) {
		c = (c & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 |
		    (p[2] & 0x3f);
		n = 3;
	}
	*s += n;
	return c;
}

/* Where a character stands in the alphabet: A-Z and a-z as one, then the three
 * letters that Unicode orders otherwise. */
static uint32_t place(uint32_t c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 'a';
	switch (c) {
	case 0xc5:
	case 0xe5: /* å */
		return 'z' + 1;
	case 0xc4:
	case 0xe4: /* ä */
		return 'z' + 2;
	case 0xd6:
	case 0xf6: /* ö */
		return 'z' + 3;
	default:
		return c < 0x80 ? c : c + 'z';
	}
}

int phrase_compare(const char *a, const char *b)
{
	const char *x = a, *y = b;
	uint32_t p, q;

	while (*x && *y) {
		p = place(next_char(&x));
		q = place(next_char(&y));
		if (p != q)
			return p < q ? -1 : 1;
	}
	if (*x || *y)
		return *x ? 1 : -1;
	return strcmp(a, b);
}

bool phrase_is_plain(const char *s)
{
	size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return n > 0 && n <= PLAIN_MAX && !s[n];
}
