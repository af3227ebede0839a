#include "etl/kept_cell.h"

#include "etl/followed.h"
#include "etl/source.h"
#include "lib/num.h"

enum {
	PART = 200, /* of a list, in bytes */
	YEAR_FIRST = 1900,
	YEAR_LAST = 2200,
};

static const char too_long[] =
	"a part of the list is too long: commas are expected between its parts";

/* Whether kept_next() had no room for more of it. */
static bool is_cut(const char *part)
{
	return strlen(part) == PART - 1;
}

static bool all_digits(const char *s)
{
	return s[0] && s[strspn(s, "0123456789")] == '\0';
}

/* --- days ----------------------------------------------------------------- */

/* "29.8.2024" -> day, month, year; also "8/2024" with the sign '/'. Returns how
 * many numbers there are, 0 for anything else. */
static size_t numbers(const char *s, char sign, int64_t *out, size_t max)
{
	size_t n = 0;

	for (;;) {
		size_t len = strspn(s, "0123456789");

		if (n == max || len == 0 || len > 4 ||
		    !num_int(s, len, 0, 9999, &out[n]))
			return 0;
		n++;
		s += len;
		if (!*s)
			return n;
		if (*s != sign)
			return 0;
		s++;
	}
}

static bool day_write(int64_t year, int64_t month, int64_t day, struct buf *out)
{
	char iso[40];
	int64_t t;

	(void)snprintf(iso, sizeof(iso), "%04d-%02d-%02d", (int)year,
		       (int)month, (int)day);
	if (year < YEAR_FIRST || year > YEAR_LAST || strlen(iso) != 10 ||
	    !when_parse(iso, &t))
		return false;
	buf_puts(out, iso);
	return true;
}

static bool day_take(const char *s, struct buf *out)
{
	int64_t n[3];

	if (numbers(s, '.', n, 3) == 3)
		return strlen(s) >= 8 && n[2] >= YEAR_FIRST &&
		       day_write(n[2], n[1], n[0], out);
	return strlen(s) == 10 && numbers(s, '-', n, 3) == 3 &&
	       day_write(n[0], n[1], n[2], out);
}

static bool month_take(const char *s, struct buf *out)
{
	int64_t n[2], year, month;

	if (numbers(s, '/', n, 2) == 2 || numbers(s, '.', n, 2) == 2) {
		month = n[0];
		year = n[1];
	} else if (strlen(s) == 7 && numbers(s, '-', n, 2) == 2) {
		year = n[0];
		month = n[1];
	} else {
		return false;
	}
	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12)
		return false;
	buf_printf(out, "%04d-%02d", (int)year, (int)month);
	return true;
}

static bool when_take(const char *s, struct buf *out)
{
	int64_t year;

	if (day_take(s, out) || month_take(s, out))
		return true;
	if (!num_int(s, strlen(s), YEAR_FIRST, YEAR_LAST, &year))
		return false;
	buf_puts(out, s);
	return true;
}

/* --- numbers -------------------------------------------------------------- */

static bool number_take(const char *s, struct buf *out)
{
	size_t at = out->len;
	const char *p;
	double v;

	for (p = s; *p; p++)
		buf_putc(out, *p == ',' ? '.' : *p);
	return strcspn(s, "eE") == strlen(s) &&
	       num_double(buf_str(out) + at, out->len - at, &v);
}

/* --- areas ---------------------------------------------------------------- */

static size_t code_digits(const char *kind)
{
	return strcmp(kind, "kunta") == 0 || strcmp(kind, "maa") == 0 ||
			       strcmp(kind, "seutukunta") == 0
		       ? 3
	       : strcmp(kind, "hyvinvointialue") == 0 ||
			       strcmp(kind, "maakunta") == 0
		       ? 2
		       : 0;
}

static const char *area_put(const char *kind, const char *code, struct buf *out)
{
	size_t want = code_digits(kind), len = strlen(code);

	if (all_digits(code) && want && len > want)
		return "a code has two digits (hyvinvointialue) or three "
		       "(kunta); where a spreadsheet ran several together, "
		       "write them with commas and blanks: 108, 143, 581";
	buf_printf(out, "%s:", kind);
	for (; all_digits(code) && len < want; len++)
		buf_putc(out, '0'); /* a spreadsheet took them away */
	buf_puts(out, code);
	return NULL;
}

static const char *area_take(const char *s, const char *bare, struct buf *out)
{
	const char *colon = strchr(s, ':');
	char kind[PART];

	if (!bare)
		bare = "kunta";
	if (all_digits(s))
		return area_put(bare, s, out);
	if (!colon) {
		buf_puts(out, s); /* a name: looked up in the register */
		return NULL;
	}
	(void)snprintf(kind, sizeof(kind), "%.*s", (int)(colon - s), s);
	if (!kind[0] || strpbrk(kind, " ,") || !colon[1] ||
	    strpbrk(colon + 1, " ,:"))
		return "an area is expected: 398, hyvinvointialue:09 or Lahti";
	return area_put(kind, colon + 1, out);
}

/* Each line end becomes a comma, and so do the blanks of what is codes up to
 * the next comma: no name is made of digits and blanks alone. */
static void put_commas(char *s)
{
	char *p;

	for (p = s; *p; p++) {
		if (*p == '\r' || *p == '\n')
			*p = ',';
		else if (*p == '\t')
			*p = ' ';
		else if (p[0] == '\xc2' && p[1] == '\xa0')
			p[0] = p[1] = ' ';
	}
	while (*s) {
		char *end = s + strcspn(s, ",;");

		if (s + strspn(s, "0123456789 ") == end)
			for (p = s; p < end; p++)
				if (*p == ' ')
					*p = ',';
		s = *end ? end + 1 : end;
	}
}

/* "108, 143", "108 143", or a line of the cell for each. */
static const char *areas_take(const char *s, const char *bare, struct buf *out)
{
	char *list = xstrdup(s), part[PART];
	const char *p = list, *wrong = NULL;
	bool first = true;

	put_commas(list);
	while (!wrong && kept_next(&p, ",;", part, sizeof(part))) {
		if (!first)
			buf_puts(out, ", ");
		first = false;
		wrong = is_cut(part) ? too_long : area_take(part, bare, out);
	}
	free(list);
	return wrong;
}

/* --- lists ---------------------------------------------------------------- */

static const char *list_take(const char *s, struct buf *out)
{
	const char *p = s;
	char part[PART];

	while (kept_next(&p, ",;", part, sizeof(part))) {
		if (is_cut(part))
			return too_long;
		buf_printf(out, "%s%s", out->len ? ", " : "", part);
	}
	return NULL;
}

static const char *refs_take(const char *s, struct buf *out)
{
	const char *p = s;
	char part[PART];

	while (kept_next(&p, ",; \t\r\n", part, sizeof(part))) {
		if (is_cut(part))
			return too_long;
		buf_printf(out, "%s%s", out->len ? " " : "", part);
	}
	return NULL;
}

static const char *indicators_take(const char *s, struct buf *out)
{
	const char *p = s;
	char part[PART];

	while (kept_next(&p, ",; \t\r\n", part, sizeof(part))) {
		const char *colon = strchr(part, ':');
		char source[PART];

		if (is_cut(part))
			return too_long;
		(void)snprintf(source, sizeof(source), "%.*s",
			       colon ? (int)(colon - part) : 8,
			       colon ? part : "sotkanet");
		if (!source_find(source) || (colon && !colon[1]) ||
		    strlen(colon ? colon + 1 : part) >= INDICATOR_TEXT)
			return "[SOURCE:]ID is expected, such as 228 or "
			       "local:kirjasto (see `tilannekuva sources`)";
		buf_printf(out, "%s%s:%s", out->len ? " " : "", source,
			   colon ? colon + 1 : part);
	}
	return out->len ? NULL : "[SOURCE:]ID is expected, such as 228";
}

static const char *id_take(const char *s, struct buf *out)
{
	if (strpbrk(s, " ,;:/\\\"'\t\r\n") || strlen(s) > 40)
		return "a short word is expected, without blanks and "
		       "punctuation other than - . _";
	buf_puts(out, s);
	return NULL;
}

static const char *party_take(const char *s, struct buf *out)
{
	if (all_digits(s))
		return area_put("kunta", s, out);
	buf_puts(out, s);
	return NULL;
}

static const char *take(const struct kept_column *c, const char *cell,
			struct buf *out)
{
	int64_t n;

	switch (c->kind) {
	case KEPT_ID:
	case KEPT_REF:
		return id_take(cell, out);
	case KEPT_REFS:
		return refs_take(cell, out);
	case KEPT_WORD:
		buf_puts(out, cell);
		return followed_in_words(c->words, cell) ? NULL : c->words;
	case KEPT_DAY:
		return day_take(cell, out)
			       ? NULL
			       : "a day is expected: 29.8.2024 or 2024-08-29";
	case KEPT_WHEN:
		return when_take(cell, out) ? NULL
					    : "a day, a month or a year is "
					      "expected: 29.8.2024, 12/2024, "
					      "2025";
	case KEPT_INT:
		buf_puts(out, cell);
		return num_int(cell, strlen(cell), 0, 1000000, &n)
			       ? NULL
			       : "a whole number is expected, or nothing where "
				 "it is not known";
	case KEPT_NUMBER:
		return number_take(cell, out)
			       ? NULL
			       : "a number is expected, such as 3,22 or 3.22";
	case KEPT_AREA:
		return area_take(cell, c->words, out);
	case KEPT_AREAS:
		return areas_take(cell, c->words, out);
	case KEPT_PARTY:
		return party_take(cell, out);
	case KEPT_LIST:
		return list_take(cell, out);
	case KEPT_INDICATORS:
		return indicators_take(cell, out);
	case KEPT_TEXT:
		break;
	}
	buf_puts(out, cell);
	return NULL;
}

/* In a spreadsheet a cell may have several lines; here each is one, with one
 * blank between words. */
static void even_out(struct buf *b, const char *cell)
{
	bool blank = false;

	for (; *cell; cell++) {
		if (strchr(" \t\r\n", *cell)) {
			blank = true;
			continue;
		}
		if (blank && b->len)
			buf_putc(b, ' ');
		blank = false;
		buf_putc(b, *cell);
	}
}

const char *kept_cell_take(const struct kept_column *c, const char *cell,
			   struct buf *out)
{
	struct buf even;
	const char *wrong;

	if (c->kind != KEPT_TEXT && c->kind != KEPT_LIST &&
	    c->kind != KEPT_PARTY)
		return take(c, cell, out);
	buf_init(&even, BUF_MAX);
	even_out(&even, cell);
	wrong = take(c, buf_str(&even), out);
	buf_release(&even);
	return wrong;
}
