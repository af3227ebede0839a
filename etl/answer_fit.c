#include "etl/answer_fit.h"

#include "lib/text.h"

static int text_fit(const char *what, const char *s, size_t most, struct err *e)
{
	char shown[TEXT_SHOWN];
	size_t len = s ? strlen(s) : 0, at, n;

	if (len > most)
		return err_set(e, ERR_DATA,
			       "%s: '%s': %zu bytes, at most %zu are taken",
			       what, text_shown(shown, s, len), len, most);
	for (at = 0; at < len; at += n) {
		n = text_utf8_char(s + at, len - at);
		if (n == 0 || !text_is_shown(s + at, n))
			return err_set(e, ERR_DATA,
				       "%s: '%s': expected text without "
				       "control characters",
				       what, text_shown(shown, s, len));
	}
	return 0;
}

/* NULL is no code, and well. */
static int code_fit(const char *what, const char *s, struct err *e)
{
	char shown[TEXT_SHOWN];
	size_t len = s ? strlen(s) : 0;

	if (!s || (len > 0 && len <= FIT_CODE && !strchr(".-", s[0]) &&
		   strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "abcdefghijklmnopqrstuvwxyz0123456789-_.") == len))
		return 0;
	return err_set(e, ERR_DATA,
		       "%s: '%s': expected a word of letters, digits and - _ .",
		       what, text_shown(shown, s, len));
}

/* own: of the source's register; elsewhere a code may be a name that is looked
 * up in ours. */
static int place_fit(const struct place *p, bool own, struct err *e)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(p->name); i++)
		if (text_fit("name of an area", p->name[i], FIT_WORDS, e) < 0)
			return -1;
	if (!own)
		return text_fit("kind of an area", p->kind, FIT_WORDS, e) < 0
			       ? -1
			       : text_fit("code of an area", p->code, FIT_WORDS,
					  e);
	return code_fit("kind of an area", p->kind, e) < 0
		       ? -1
		       : code_fit("code of an area", p->code, e);
}

static int meta_fit(const struct meta *m, struct err *e)
{
	size_t i;

	if (code_fit("indicator", m->code, e) < 0)
		return -1;
	for (i = 0; i < ARRAY_LEN(m->title); i++)
		if (text_fit("title", m->title[i], FIT_WORDS, e) < 0 ||
		    text_fit("description", m->definition[i], FIT_DEFINITION,
			     e) < 0)
			return -1;
	return text_fit("unit", m->unit, FIT_WORDS, e) < 0 ||
			       text_fit("organisation", m->organisation,
					FIT_WORDS, e) < 0 ||
			       text_fit("licence", m->licence, FIT_WORDS, e) < 0
		       ? -1
		       : 0;
}

int answer_fit(const struct answer *a, struct err *e)
{
	size_t i;

	for (i = 0; i < a->n_places; i++)
		if (place_fit(&a->places[i],
			      a->own_ids || a->kind == ANSWER_AREAS, e) < 0)
			return a->places[i].code ? err_wrap(e, "area %.60s",
							    a->places[i].code)
						 : -1;
	for (i = 0; i < a->n_metas; i++)
		if (meta_fit(&a->metas[i], e) < 0)
			return a->n_metas > 1 ? err_wrap(e, "indicator %.60s",
							 a->metas[i].code)
					      : -1;
	return 0;
}
