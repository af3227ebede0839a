/*
 * Words, numbers and dates for readers, and the cleaning of text that others
 * wrote. Pure; independent of the locale.
 */
#include "lib/base.h"

#include <math.h>
#include <strings.h>

#include "lib/num.h"
#include "lib/text.h"

static const char *const texts[TEXT_N][LANG_N] = {
#define TEXT(name, fi, sv, en) [TEXT_##name] = {fi, sv, en},
#include "lib/texts.def"
#undef TEXT
};

static const char *const further[LANG_N][TEXT_N] = {
	{NULL},
#define FURTHER(lang, name, text) [LANG_##lang][TEXT_##name] = (text),
#include "lib/further.def"
#undef FURTHER
};

static const struct {
	const char *name, *folder, *own;
} langs[LANG_N] = {
#define LANGUAGE(name, code, folder, own) {#code, folder, own},
#include "lib/langs.def"
#undef LANGUAGE
};

static void lang_known(enum lang lang)
{
	if ((unsigned)lang >= LANG_N)
		die("no language %d", (int)lang);
}

bool text_has(enum text t, enum lang lang)
{
	if ((unsigned)t >= TEXT_N)
		die("no text %d", (int)t);
	lang_known(lang);
	return texts[t][lang] || further[lang][t];
}

const char *text_get(enum text t, enum lang lang)
{
	if (!text_has(t, lang))
		return texts[t][LANG_FI];
	return texts[t][lang] ? texts[t][lang] : further[lang][t];
}

const char *lang_name(enum lang lang)
{
	lang_known(lang);
	return langs[lang].name;
}

const char *lang_folder(enum lang lang)
{
	lang_known(lang);
	return langs[lang].folder;
}

const char *lang_own(enum lang lang)
{
	lang_known(lang);
	return langs[lang].own;
}

int lang_column(enum lang lang)
{
	return lang <= LANG_EN ? (int)lang : (int)LANG_FI;
}

bool lang_parse(const char *s, enum lang *out)
{
	int i;

	for (i = 0; i < LANG_N; i++) {
		if (strcmp(s, langs[i].name) == 0) {
			*out = (enum lang)i;
			return true;
		}
	}
	return false;
}

/* --- numbers and dates ---------------------------------------------------- */

#define THIN_SPACE "\xe2\x80\xaf" /* U+202F, does not break */
#define MINUS      "\xe2\x88\x92" /* U+2212 */

/* The point of an English number as the language writes it. */
static const char *point(enum lang lang)
{
	return lang == LANG_EN ? "." : ",";
}

/* "1e+20" and the like: no groups, only the point and the sign differ. */
static void number_long(struct buf *b, double v, enum lang lang)
{
	char plain[NUM_TEXT];
	const char *p;

	for (p = num_text(plain, v); *p; p++) {
		if (*p == '.')
			buf_puts(b, point(lang));
		else if (*p == '-')
			buf_puts(b, MINUS);
		else
			buf_putc(b, *p);
	}
}

static void number_grouped(struct buf *b, double v, int decimals,
			   enum lang lang)
{
	char plain[40];
	size_t whole, i;

	(void)snprintf(plain, sizeof(plain), "%.*f", decimals, fabs(v));
	if (v < 0 && strspn(plain, "0.") != strlen(plain))
		buf_puts(b, MINUS);
	whole = strcspn(plain, ".");
	for (i = 0; i < whole; i++) {
		if (i && (whole - i) % 3 == 0)
			buf_puts(b, lang == LANG_EN ? "," : THIN_SPACE);
		buf_putc(b, plain[i]);
	}
	if (plain[whole]) {
		buf_puts(b, point(lang));
		buf_puts(b, plain + whole + 1);
	}
}

char *text_number(char *dst, double v, int decimals, enum lang lang)
{
	struct buf b;

	if (decimals < 0 || decimals > 9)
		decimals = decimals < 0 ? 0 : 9;
	buf_init(&b, TEXT_NUMBER - 1);
	if (isfinite(v) && fabs(v) < 1e15)
		number_grouped(&b, v, decimals, lang);
	else if (isfinite(v))
		number_long(&b, v, lang);
	(void)snprintf(dst, TEXT_NUMBER, "%s", buf_str(&b));
	buf_release(&b);
	return dst;
}

static const char *month_en(int64_t month)
{
	static const char *const names[] = {"January", "February", "March",
					    "April",   "May",      "June",
					    "July",    "August",   "September",
					    "October", "November", "December"};

	return names[month - 1];
}

char *text_date(char *dst, const char *iso, enum lang lang)
{
	int64_t t, year, month, day;
	char date[11];
	size_t n = 0, k;

	(void)snprintf(date, sizeof(date), "%.10s", iso);
	if (when_parse(date, &t) && !(iso[10] >= '0' && iso[10] <= '9') &&
	    num_int(date, 4, 0, 9999, &year) &&
	    num_int(date + 5, 2, 1, 12, &month) &&
	    num_int(date + 8, 2, 1, 31, &day)) {
		if (lang == LANG_EN)
			(void)snprintf(dst, TEXT_NUMBER, "%d %s %d", (int)day,
				       month_en(month), (int)year);
		else
			(void)snprintf(dst, TEXT_NUMBER, "%d.%d.%d", (int)day,
				       (int)month, (int)year);
		return dst;
	}
	/* Cut between characters, not within one. */
	while (iso[n]) {
		k = text_utf8_char(iso + n, strlen(iso + n));
		k = k ? k : 1;
		if (n + k >= TEXT_NUMBER)
			break;
		n += k;
	}
	memcpy(dst, iso, n);
	dst[n] = '\0';
	return dst;
}

/* --- bytes from outside --------------------------------------------------- */

size_t text_utf8_char(const char *s, size_t len)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned char lo = 0x80, hi = 0xbf; /* what the second byte may be */
	size_t n, i;

	if (len == 0)
		return 0;
	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (len < n)
		return 0;
	if (p[0] == 0xe0)
		lo = 0xa0;
	else if (p[0] == 0xf0)
		lo = 0x90;
	else if (p[0] == 0xed)
		hi = 0x9f; /* surrogates begin */
	else if (p[0] == 0xf4)
		hi = 0x8f; /* U+10FFFF is the last */
	if (p[1] < lo || p[1] > hi)
		return 0;
	for (i = 2; i < n; i++)
		if (p[i] >> 6 != 2)
			return 0;
	return n;
}

bool text_is_utf8(const char *s, size_t len)
{
	while (len) {
		size_t n = text_utf8_char(s, len);

		if (!n)
			return false;
		s += n;
		len -= n;
	}
	return true;
}

static uint32_t utf8_decode(const char *s, size_t len)
{
	static const unsigned char first[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
	uint32_t c = (unsigned char)s[0] & first[len];
	size_t i;

	for (i = 1; i < len; i++)
		c = c << 6 | ((unsigned char)s[i] & 0x3f);
	return c;
}

/* In the order of Unicode; each plane ends with two that are none. */
static bool is_shown(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} hidden[] = {
		{0, 0x1f},          {0x7f, 0x9f},     {0x61c, 0x61c},
		{0x200e, 0x200f},   {0x2028, 0x202e}, {0x2060, 0x206f},
		{0xfdd0, 0xfdef},   {0xfeff, 0xfeff}, {0xfff9, 0xfffb},
		{0xe0000, 0xe007f},
	};
	size_t i;

	if ((c & 0xfffe) == 0xfffe)
		return false;
	for (i = 0; i < ARRAY_LEN(hidden) && c >= hidden[i].first; i++)
		if (c <= hidden[i].last)
			return false;
	return true;
}

bool text_is_shown(const char *s, size_t len)
{
	if (len == 1)
		return (unsigned char)*s >= ' ' && *s != 0x7f;
	return is_shown(utf8_decode(s, len));
}

void text_visible(struct buf *b, const char *s, char instead)
{
	const char *end = s + strlen(s), *from = s; /* not yet appended */
	size_t n;

	for (; s < end; s += n ? n : 1) {
		n = text_utf8_char(s, (size_t)(end - s));
		if (n && text_is_shown(s, n))
			continue;
		buf_add(b, from, (size_t)(s - from));
		buf_putc(b, instead);
		from = s + (n ? n : 1);
	}
	buf_add(b, from, (size_t)(end - from));
}

char *text_shown(char *dst, const char *s, size_t len)
{
	const size_t room = TEXT_SHOWN - sizeof("...");
	size_t n = 0;

	while (len) {
		size_t k = text_utf8_char(s, len), step = k ? k : 1;

		if (n + step > room) {
			memcpy(dst + n, "...", 3);
			n += 3;
			break;
		}
		if (!k)
			dst[n] = '?';
		else if (!text_is_shown(s, k))
			memset(dst + n, ' ', k);
		else
			memcpy(dst + n, s, k);
		n += step;
		s += step;
		len -= step;
	}
	dst[n] = '\0';
	return dst;
}

/* One that is markup, or that may not stand in a page; its length. */
static size_t html_char(struct buf *b, const char *s, size_t left)
{
	size_t n = text_utf8_char(s, left);

	if (*s == '&')
		buf_puts(b, "&amp;");
	else if (*s == '<')
		buf_puts(b, "&lt;");
	else if (*s == '>')
		buf_puts(b, "&gt;");
	else if (*s == '"')
		buf_puts(b, "&quot;");
	else if (*s == '\'')
		buf_puts(b, "&#39;");
	else if (n == 0)
		buf_puts(b, "\xef\xbf\xbd");
	else if (text_is_shown(s, n) || strchr("\n\r\t", *s))
		buf_add(b, s, n);
	else
		buf_putc(b, ' ');
	return n ? n : 1;
}

/* What most of a text is, and stands as it is. */
static bool is_letters(char c)
{
	return c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>' &&
	       c != '"' && c != '\'';
}

void text_html(struct buf *b, const char *s)
{
	const char *end = s + strlen(s), *from;

	while (s < end) {
		for (from = s; is_letters(*s); s++)
			;
		buf_add(b, from, (size_t)(s - from));
		if (s < end)
			s += html_char(b, s, (size_t)(end - s));
	}
}

/* --- plain text out of HTML ----------------------------------------------- */

struct entity {
	const char *name;
	uint32_t code;
};

static const struct entity entities[] = {
#define ENTITY(name, code) {name, code},
#include "lib/entities.def"
#undef ENTITY
};

static int by_name(const void *key, const void *entry)
{
	return strcmp(key, ((const struct entity *)entry)->name);
}

/* What &#128; to &#159; mean in practice: Windows-1252, as the HTML standard
 * has it. 0: nothing else than the code itself. */
static uint32_t from_windows(uint32_t code)
{
	static const uint16_t map[32] = {
		0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
		0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

	if (code >= 128 && code < 160 && map[code - 128])
		return map[code - 128];
	return code;
}

/* The character of "#228" or "#xe4" (len bytes), false if it is neither. */
static bool numeric_entity(const char *s, size_t len, uint32_t *code)
{
	bool hex = len > 2 && (s[1] == 'x' || s[1] == 'X');
	size_t i = hex ? 2 : 1;
	uint32_t c = 0;

	if (i >= len)
		return false;
	for (; i < len; i++) {
		uint32_t digit;

		if (s[i] >= '0' && s[i] <= '9')
			digit = (uint32_t)(s[i] - '0');
		else if (hex && (s[i] | 32) >= 'a' && (s[i] | 32) <= 'f')
			digit = (uint32_t)((s[i] | 32) - 'a' + 10);
		else
			return false;
		/* Stops growing once it is too large: digits may follow. */
		if (c <= 0x10ffff)
			c = c * (hex ? 16 : 10) + digit;
	}
	c = from_windows(c);
	if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	*code = c;
	return true;
}

/* The length of the entity at s ("&auml;") and its character; 0: it is none. */
static size_t entity_at(const char *s, uint32_t *code)
{
	const struct entity *found;
	size_t len;
	char name[12];

	if (s[0] != '&')
		return 0;
	len = strcspn(s + 1, "; <&");
	if (s[1 + len] != ';' || len == 0)
		return 0;
	if (s[1] == '#')
		return numeric_entity(s + 1, len, code) ? len + 2 : 0;
	if (len >= sizeof(name))
		return 0;
	memcpy(name, s + 1, len);
	name[len] = '\0';
	if (strcmp(name, "apos") == 0) { /* XML's, HTML 4 lacks it */
		*code = '\'';
		return len + 2;
	}
	found = bsearch(name, entities, ARRAY_LEN(entities),
			sizeof(entities[0]), by_name);
	if (!found)
		return 0;
	*code = found->code;
	return len + 2;
}

/* Whether a tag only marks up the words around it, without parting them. */
static bool is_inline_tag(const char *name, size_t len)
{
	static const char *const inlines[] = {
		"a",    "abbr",   "b",   "em",  "font", "i",  "small",
		"span", "strong", "sub", "sup", "u",    "wbr"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(inlines); i++)
		if (strlen(inlines[i]) == len &&
		    strncasecmp(inlines[i], name, len) == 0)
			return true;
	return false;
}

enum {
	TAG_MAX = 4000
}; /* so that a text full of "<" costs no more than it */

/* The length of the tag or comment at s, 0 where "<" is only a sign;
 * *parts says whether it parts words. */
static size_t tag_at(const char *s, size_t len, bool *parts)
{
	const char *name = s + 1, *end;

	*parts = true;
	if (s[0] != '<')
		return 0;
	if (len > TAG_MAX)
		len = TAG_MAX;
	if (strncmp(s, "<!--", 4) == 0) {
		end = memmem(s + 4, len - 4, "-->", 3);
		return end ? (size_t)(end - s) + 3 : 0;
	}
	if (*name == '/')
		name++;
	if ((*name | 32) < 'a' || (*name | 32) > 'z')
		return 0;
	end = memchr(s, '>', len);
	if (!end)
		return 0;
	*parts = !is_inline_tag(name, strspn(name, "abcdefghijklmnopqrstuvwxyz"
						   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
						   "0123456789"));
	return (size_t)(end - s) + 1;
}

static bool is_blank(uint32_t c)
{
	return c <= ' ' || (c >= 0x7f && c <= 0xa0) ||
	       (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Soft hyphen, zero-width space and what is not to be shown. */
static bool is_invisible(uint32_t c)
{
	return c == 0xad || c == 0x200b || !is_shown(c);
}

static void utf8_put(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_putc(b, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_putc(b, (char)(0xc0 | c >> 6));
	} else {
		if (c < 0x10000) {
			buf_putc(b, (char)(0xe0 | c >> 12));
		} else {
			buf_putc(b, (char)(0xf0 | c >> 18));
			buf_putc(b, (char)(0x80 | (c >> 12 & 0x3f)));
		}
		buf_putc(b, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_putc(b, (char)(0x80 | (c & 0x3f)));
}

/* The character at s (0xfffd for a byte that is none) and its length. */
static size_t next_char(const char *s, const char *end, uint32_t *c)
{
	size_t len = entity_at(s, c);

	if (len)
		return len;
	len = text_utf8_char(s, (size_t)(end - s));
	*c = len ? utf8_decode(s, len) : 0xfffd;
	return len ? len : 1;
}

char *text_plain(const char *s)
{
	const char *end = s + strlen(s);
	bool blank = false, parts;
	struct buf b;
	uint32_t c;
	size_t n;

	buf_init(&b, BUF_MAX);
	while (s < end) {
		n = tag_at(s, (size_t)(end - s), &parts);
		if (n) {
			blank = blank || parts;
			s += n;
			continue;
		}
		s += next_char(s, end, &c);
		if (is_blank(c)) {
			blank = true;
		} else if (!is_invisible(c)) {
			if (blank && b.len)
				buf_putc(&b, ' ');
			blank = false;
			utf8_put(&b, c);
		}
	}
	return b.data ? b.data : xstrdup("");
}

const char *text_folded(struct buf *b, const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	buf_clear(b);
	for (; *p; p++) {
		/* A with ring, A, O with dots and their like: U+00C0-U+00DE */
		if (*p == 0xc3 && p[1] >= 0x80 && p[1] <= 0x9e) {
			buf_putc(b, (char)0xc3);
			buf_putc(b, (char)(p[1] + 0x20));
			p++;
		} else {
			buf_putc(b, *p >= 'A' && *p <= 'Z' ? (char)(*p + 32)
							   : (char)*p);
		}
	}
	return buf_str(b);
}
