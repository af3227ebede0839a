#include "etl/cube_request.h"

#include <ctype.h>

bool cube_code_is_fit(const char *s, size_t len)
{
	size_t i;

	if (len < 1 || len >= INDICATOR_TEXT || s[0] == '.')
		return false;
	for (i = 0; i < len; i++)
		if (!isalnum((unsigned char)s[i]) && !strchr("._-", s[i]))
			return false;
	return true;
}

/* One NAME=VALUE of the fragment. */
struct part {
	const char *value;
	size_t len;
};

static bool part_is(const char *s, size_t len, const char *name,
		    struct part *out)
{
	size_t n = strlen(name);

	if (len < n || memcmp(s, name, n) != 0)
		return false;
	*out = (struct part){s + n, len - n};
	return true;
}

static bool read_code(struct request *r, const struct part *p)
{
	if (r->indicator[0] || !cube_code_is_fit(p->value, p->len))
		return false;
	memcpy(r->indicator, p->value, p->len);
	return true;
}

static bool read_scope(struct request *r, const struct part *years,
		       const struct part *sexes)
{
	static const struct part any_year = {"1900-2199", 9};
	static const struct part any_sex = {"total,male,female", 17};
	const struct part *y = years->value ? years : &any_year;
	const struct part *s = sexes->value ? sexes : &any_sex;
	char *text = xasprintf("%.*s %.*s", (int)y->len, y->value, (int)s->len,
			       s->value);
	bool ok = request_scope_parse(text, r);

	free(text);
	return ok;
}

static bool read_fragment(const char *s, size_t n, struct request *r)
{
	struct part p, years = {0}, sexes = {0};
	bool figures = false, note = false;
	size_t len;

	for (;; s += len + 1, n -= len + 1) {
		for (len = 0; len < n && s[len] != '&'; len++)
			;
		if (part_is(s, len, "indicator=", &p)) {
			if (!read_code(r, &p))
				return false;
			figures = true;
		} else if (part_is(s, len, "note=", &p)) {
			if (!read_code(r, &p))
				return false;
			note = true;
		} else if (part_is(s, len, "years=", &p))
			years = p;
		else if (part_is(s, len, "sexes=", &p))
			sexes = p;
		else if (len == 10 && memcmp(s, "areas=some", 10) == 0)
			r->part = true;
		else
			return false;
		if (len == n)
			break;
	}
	if (!figures && !note)
		return false;
	r->kind = figures ? ANSWER_FIGURES : ANSWER_NOTE;
	if (note)
		return !years.value && !sexes.value && !r->part;
	return read_scope(r, &years, &sexes);
}

int cube_request_parse(const char *text, struct request *out, struct err *e)
{
	const char *hash = strchr(text, '#');
	struct request r = {0};

	if (!hash || !read_fragment(hash + 1, strcspn(hash + 1, " "), &r))
		return err_set(e, ERR_USAGE,
			       "'%.200s' does not say what it asks for: "
			       "ADDRESS#indicator=CODE&years=1990-2023&"
			       "sexes=total is expected",
			       text);
	*out = r;
	return 0;
}

void cube_request_write(struct buf *b, const struct request *r)
{
	struct buf scope;
	const char *s, *blank;

	buf_printf(b, "%s#%s=%s", r->url ? r->url : "",
		   r->kind == ANSWER_NOTE ? "note" : "indicator", r->indicator);
	if (r->kind == ANSWER_FIGURES) {
		buf_init(&scope, 100000);
		request_scope(&scope, r);
		s = buf_str(&scope);
		blank = strchr(s, ' ');
		if (blank)
			buf_printf(b, "&years=%.*s&sexes=%s", (int)(blank - s),
				   s, blank + 1);
		buf_release(&scope);
		if (r->part)
			buf_puts(b, "&areas=some");
	}
	if (r->body)
		buf_printf(b, " %s", r->body);
}

/* Statistics Finland, THL and Eurostat let everybody use their open data, named
 * (CC BY 4.0); another producer keeps its own terms. */
const char *cube_licence_of(const char *organisation)
{
	static const char *const cc_by[] = {"Tilastokeskus",
					    "Statistikcentralen",
					    "Statistics Finland",
					    "Eurostat",
					    "THL",
					    "Terveyden ja hyvinvoinnin"};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cc_by); i++)
		if (strstr(organisation, cc_by[i]))
			return "CC BY 4.0";
	return "tuottajan omat ehdot";
}
