/*
 * Indicators that speak of the same thing; see related.h.
 */
#include "analysis/related.h"

enum {
	TITLE_MAX = 400,
	WORD_LETTERS = 8
};

struct title {
	char text[TITLE_MAX]; /* lower case; the stem, a NUL, the base */
	const char *base;     /* "": none */
};

/* ASCII, and the letters Ä, Ö and Å in UTF-8. */
static void lower(char *dst, const char *src)
{
	size_t n = 0;

	for (; src[n] && n + 1 < TITLE_MAX; n++) {
		char c = src[n];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		else if (n > 0 && src[n - 1] == '\xc3' &&
			 (c == '\x84' || c == '\x85' || c == '\x96'))
			c = (char)(c + 0x20);
		dst[n] = c;
	}
	dst[n] = '\0';
}

static void title_read(struct title *t, const char *title)
{
	char *mark = NULL;

	lower(t->text, title);
	t->base = "";
	for (char *p = t->text; *p; p++)
		if (*p == '%' || (*p == '/' && p[1] == ' '))
			mark = p;
	if (!mark)
		return;
	*mark++ = '\0';
	while (*mark == ' ' || *mark == ')')
		mark++;
	t->base = mark;
}

static bool refers(const char *base)
{
	return strstr(base, "vastaavan") != NULL;
}

static bool shares_base(const struct title *a, const struct title *b)
{
	return a->base[0] && !refers(a->base) && strcmp(a->base, b->base) == 0;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static size_t letters(const char *word, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += ((unsigned char)word[i] & 0xc0) != 0x80;
	return count;
}

/* "vuotiaat", "täyttäneillä" ...: who, not what. */
static bool is_age(const char *word)
{
	static const char *const starts[] = {"vuotia", "täyttän",
					     "ikävakioitu"};

	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (strncmp(word, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

/* Whether a long word of a's stem is somewhere in b's. */
static bool shares_word(const struct title *a, const struct title *b)
{
	const char *p = a->text;

	while (*p) {
		char word[TITLE_MAX];
		size_t n = 0;

		while (*p && !is_letter(*p))
			p++;
		while (is_letter(p[n])) {
			word[n] = p[n];
			n++;
		}
		word[n] = '\0';
		p += n;
		if (letters(word, n) >= WORD_LETTERS && !is_age(word) &&
		    strstr(b->text, word))
			return true;
	}
	return false;
}

bool indicators_related(const char *theme_a, const char *title_a,
			const char *theme_b, const char *title_b)
{
	struct title a, b;

	if (strcmp(theme_a, theme_b) == 0)
		return true;
	title_read(&a, title_a);
	title_read(&b, title_b);
	return shares_base(&a, &b) || shares_word(&a, &b) ||
	       shares_word(&b, &a);
}

bool indicator_is_amount(const char *class, const char *title)
{
	struct title t;

	if (strcmp(class, "count") == 0)
		return true;
	title_read(&t, title);
	return strcmp(class, "money") == 0 && !t.base[0];
}
