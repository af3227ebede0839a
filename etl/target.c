#include "etl/target.h"

#include "etl/figure.h"
#include "lib/num.h"

enum {
	NUMBER = 40
};

static const char *skip_blanks(const char *p)
{
	while (*p == ' ')
		p++;
	return p;
}

/* "25,0" or "25.0", "-3" with what stands behind it; NULL: no number. */
static const char *number(const char *p, double *out)
{
	size_t len = strspn(p, "-0123456789.,");
	char text[NUMBER];

	while (len > 0 && (p[len - 1] == ',' || p[len - 1] == '.'))
		len--;
	if (len == 0 || len >= sizeof(text))
		return NULL;
	for (size_t i = 0; i < len; i++)
		text[i] = (char)(p[i] == ',' ? '.' : p[i]);
	return num_double(text, len, out) ? p + len : NULL;
}

/* What stands behind the word "tavoite": number, word, year. */
static bool parse_at(const char *p, const char *link, struct target *out)
{
	struct target t;
	int64_t year;

	p = number(skip_blanks(p), &t.value);
	if (!p)
		return false;
	p = skip_blanks(p);
	if (*p == '%')
		p = skip_blanks(p + 1);
	if (strncmp(p, link, strlen(link)) != 0)
		return false;
	p = skip_blanks(p + strlen(link));
	if (strspn(p, "0123456789") != 4 ||
	    !num_int(p, 4, YEAR_MIN, YEAR_MAX, &year))
		return false;
	t.year = (int)year;
	*out = t;
	return true;
}

bool target_parse(const char *text, struct target *out)
{
	static const struct {
		const char *word, *link;
	} forms[] = {
		{"tavoite ", "vuonna "}, {"mål ", "år "}, {"target ", "in "}};

	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		const char *p = text;

		while ((p = strstr(p, forms[i].word))) {
			p += strlen(forms[i].word);
			if (parse_at(p, forms[i].link, out))
				return true;
		}
	}
	return false;
}
