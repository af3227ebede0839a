#include "etl/local_map.h"

#include "etl/figure.h"
#include "etl/followed.h"
#include "lib/ini.h"
#include "lib/num.h"
#include "lib/text.h"

struct setting {
	const char *name;
	const char *words;   /* what it may be; NULL: see below */
	int lo, hi;          /* a whole number, where they differ */
	const char *initial; /* NULL: none */
};

static const struct setting settings[LOCAL_KEYS] = {
	[LOCAL_DELIMITER] = {"delimiter", "comma semicolon tab bar", 0, 0,
			     "comma"},
	[LOCAL_ENCODING] = {"encoding", "utf-8 latin-1 windows-1252", 0, 0,
			    "utf-8"},
	[LOCAL_SKIP_LINES] = {"skip_lines", NULL, 0, 1000, "0"},
	[LOCAL_HEADER] = {"header", "yes no", 0, 0, "yes"},
	[LOCAL_DECIMAL] = {"decimal", "either comma point", 0, 0, "either"},
	[LOCAL_AREA] = {"area", NULL, 0, 0, NULL},
	[LOCAL_AREA_BY] = {"area_by", "code name", 0, 0, "code"},
	[LOCAL_AREA_KIND] = {"area_kind", NULL, 0, 0, "kunta"},
	[LOCAL_YEAR] = {"year", NULL, 0, 0, NULL},
	[LOCAL_FIXED_YEAR] = {"fixed_year", NULL, YEAR_MIN, YEAR_MAX, NULL},
	[LOCAL_ADD_TO_YEAR] = {"add_to_year", NULL, -10, 10, "0"},
	[LOCAL_SEX] = {"sex", NULL, 0, 0, NULL},
	[LOCAL_DIVISION] = {"division", "now then", 0, 0, "now"},
	[LOCAL_PRODUCER] = {"producer", NULL, 0, 0, NULL},
	[LOCAL_LICENCE] = {"licence", NULL, 0, 0, NULL},
};

static const struct setting indicator_settings[LOCAL_INDICATOR_KEYS] = {
	[LOCAL_TITLE_FI] = {"title_fi", NULL, 0, 0, NULL},
	[LOCAL_TITLE_SV] = {"title_sv", NULL, 0, 0, NULL},
	[LOCAL_TITLE_EN] = {"title_en", NULL, 0, 0, NULL},
	[LOCAL_UNIT] = {"unit", NULL, 0, 0, NULL},
	[LOCAL_DECIMALS] = {"decimals", NULL, 0, 9, NULL},
	[LOCAL_CLASS] = {"class", followed_classes, 0, 0, NULL},
	[LOCAL_VALUE] = {"value", NULL, 0, 0, NULL},
	[LOCAL_NUMERATOR] = {"numerator", NULL, 0, 0, NULL},
};

/* "only.COLUMN = CELL" and its like; NULL: any meaning. */
static const struct setting rule_settings[LOCAL_RULES] = {
	[LOCAL_ONLY] = {"only.", NULL, 0, 0, NULL},
	[LOCAL_CELL] = {"cell.",
			"missing suppressed not_applicable not_yet_published "
			"zero nothing",
			0, 0, NULL},
	[LOCAL_AREA_RULE] = {"area.", NULL, 0, 0, NULL},
	[LOCAL_SEX_RULE] = {"sex.", "total male female", 0, 0, NULL},
};

static int check_value(const struct setting *s, const char *value,
		       struct err *e)
{
	char shown[TEXT_SHOWN];
	int64_t n;

	(void)text_shown(shown, value, strlen(value));
	if (!value[0])
		return err_set(e, ERR_CONFIG, "%s: expected a value", s->name);
	if (s->words && !followed_in_words(s->words, value))
		return err_set(e, ERR_CONFIG, "%s: '%s': expected one of %s",
			       s->name, shown, s->words);
	if (s->lo != s->hi && !num_int(value, strlen(value), s->lo, s->hi, &n))
		return err_set(e, ERR_CONFIG,
			       "%s: '%s': expected a whole number from %d to "
			       "%d",
			       s->name, shown, s->lo, s->hi);
	return 0;
}

static int set_text(const struct setting *s, size_t n, char **text,
		    const struct ini_item *item, struct err *e)
{
	char shown[TEXT_SHOWN];
	size_t i;

	for (i = 0; i < n; i++) {
		if (strcmp(s[i].name, item->key) != 0)
			continue;
		if (text[i])
			return err_set(e, ERR_CONFIG, "%s: already set",
				       s[i].name);
		if (check_value(&s[i], item->value, e) < 0)
			return -1;
		text[i] = xstrdup(item->value);
		return 0;
	}
	return err_set(e, ERR_CONFIG, "unknown setting '%s'",
		       text_shown(shown, item->key, strlen(item->key)));
}

/* "none", or an area of that kind and code. */
static int check_area_rule(const char *s, struct err *e)
{
	const char *colon = strchr(s, ':');
	char shown[TEXT_SHOWN];

	if (strcmp(s, "none") == 0 ||
	    (colon && colon > s && colon[1] && !strchr(colon + 1, ':')))
		return 0;
	return err_set(e, ERR_CONFIG,
		       "'%s': expected an area such as maa:358, or none",
		       text_shown(shown, s, strlen(s)));
}

/* 1: it was a rule, 0: it is none. */
static int take_rule(struct local_rules *r, const struct ini_item *item,
		     struct err *e)
{
	struct local_rule *t;
	size_t i, len = 0;

	for (i = 0; i < LOCAL_RULES; i++) {
		len = strlen(rule_settings[i].name);
		if (strncmp(item->key, rule_settings[i].name, len) == 0)
			break;
	}
	if (i == LOCAL_RULES)
		return 0;
	if (!item->key[len])
		return err_set(e, ERR_CONFIG, "'%s': expected a name behind it",
			       item->key);
	if ((i != LOCAL_ONLY &&
	     check_value(&rule_settings[i], item->value, e) < 0) ||
	    (i == LOCAL_AREA_RULE && check_area_rule(item->value, e) < 0))
		return -1;
	r->list = xreallocarray(r->list, r->n + 1, sizeof(*r->list));
	t = &r->list[r->n++];
	t->kind = (enum local_rule_kind)i;
	t->subject = xstrdup(item->key + len);
	t->meaning = xstrdup(item->value);
	return 1;
}

static int begin_indicator(struct local_map *m, const char *code, struct err *e)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789_-";
	struct local_indicator *t;
	char shown[TEXT_SHOWN];
	size_t len = strlen(code);

	(void)text_shown(shown, code, len);
	if (len == 0 || len >= sizeof(t->code) || strspn(code, letters) != len)
		return err_set(e, ERR_CONFIG,
			       "indicator '%s': expected letters, digits, _ "
			       "and -, at most %zu",
			       shown, sizeof(t->code) - 1);
	if (local_map_find(m, code))
		return err_set(e, ERR_CONFIG,
			       "indicator '%s' stands above already", shown);
	m->indicators =
		xreallocarray(m->indicators, m->n + 1, sizeof(*m->indicators));
	t = &m->indicators[m->n++];
	*t = (struct local_indicator){0};
	(void)snprintf(t->code, sizeof(t->code), "%s", code);
	return 0;
}

static int take(void *ctx, const struct ini_item *item, struct err *e)
{
	static const char indicator[] = "indicator ";
	struct local_map *m = ctx;
	struct local_indicator *t = m->n ? &m->indicators[m->n - 1] : NULL;
	bool table = strcmp(item->section, "table") == 0;
	char shown[TEXT_SHOWN];
	int rule;

	if (!table &&
	    strncmp(item->section, indicator, sizeof(indicator) - 1) != 0)
		return err_set(e, ERR_CONFIG,
			       "section '%s': expected [table] or "
			       "[indicator CODE]",
			       text_shown(shown, item->section,
					  strlen(item->section)));
	if (!item->key)
		return table ? 0
			     : begin_indicator(
				       m, item->section + sizeof(indicator) - 1,
				       e);
	rule = take_rule(table || !t ? &m->rules : &t->rules, item, e);
	if (rule != 0)
		return rule < 0 ? -1 : 0;
	return table || !t ? set_text(settings, LOCAL_KEYS, m->text, item, e)
			   : set_text(indicator_settings, LOCAL_INDICATOR_KEYS,
				      t->text, item, e);
}

static int missing(const char *file, const char *section, const char *key,
		   struct err *e)
{
	return err_set(e, ERR_CONFIG, "%s: [%s] has no %s", file, section, key);
}

/* Where each year has a column, its name is a pattern: "osuus_*". */
static int check_pattern(const char *file, const struct local_indicator *t,
			 enum local_indicator_key k, struct err *e)
{
	const char *s = t->text[k], *star = s ? strchr(s, '*') : NULL;
	char shown[TEXT_SHOWN];

	if (!s || (star && !strchr(star + 1, '*')))
		return 0;
	return err_set(e, ERR_CONFIG,
		       "%s: [%s] %s: '%s': expected one * in the place of the "
		       "year, since year = header",
		       file, t->code, indicator_settings[k].name,
		       text_shown(shown, s, strlen(s)));
}

/* What only the whole can tell. */
static int check_map(const char *file, struct local_map *m, struct err *e)
{
	static const enum local_key needed[] = {LOCAL_AREA, LOCAL_PRODUCER,
						LOCAL_LICENCE};
	static const enum local_indicator_key each[] = {
		LOCAL_TITLE_FI, LOCAL_UNIT, LOCAL_DECIMALS, LOCAL_CLASS};
	size_t i, j;

	for (i = 0; i < ARRAY_LEN(needed); i++)
		if (!m->text[needed[i]])
			return missing(file, "table", settings[needed[i]].name,
				       e);
	if (!m->text[LOCAL_YEAR] == !m->text[LOCAL_FIXED_YEAR])
		return err_set(e, ERR_CONFIG,
			       "%s: [table] has %s year and fixed_year: "
			       "expected one of them",
			       file, m->text[LOCAL_YEAR] ? "both" : "neither");
	if (m->n == 0)
		return err_set(e, ERR_CONFIG, "%s: no [indicator CODE]", file);
	for (i = 0; i < m->n; i++) {
		const struct local_indicator *t = &m->indicators[i];
		bool wide = local_map_is(m, LOCAL_YEAR, "header");

		for (j = 0; j < ARRAY_LEN(each); j++)
			if (!t->text[each[j]])
				return missing(file, t->code,
					       indicator_settings[each[j]].name,
					       e);
		if (!t->text[LOCAL_VALUE] && !wide)
			return missing(file, t->code, "value", e);
		if (wide && (check_pattern(file, t, LOCAL_VALUE, e) < 0 ||
			     check_pattern(file, t, LOCAL_NUMERATOR, e) < 0))
			return -1;
	}
	return 0;
}

int local_map_parse(const char *file, const char *text, size_t len,
		    struct local_map *out, struct err *e)
{
	struct local_map m = {0};
	size_t i;

	if (ini_read(file, text, len, take, &m, e) < 0 ||
	    check_map(file, &m, e) < 0) {
		local_map_release(&m);
		return -1;
	}
	for (i = 0; i < LOCAL_KEYS; i++)
		if (!m.text[i] && settings[i].initial)
			m.text[i] = xstrdup(settings[i].initial);
	*out = m;
	return 0;
}

static void rules_release(struct local_rules *r)
{
	size_t i;

	for (i = 0; i < r->n; i++) {
		free(r->list[i].subject);
		free(r->list[i].meaning);
	}
	free(r->list);
}

void local_map_release(struct local_map *m)
{
	size_t i, j;

	for (i = 0; i < LOCAL_KEYS; i++)
		free(m->text[i]);
	rules_release(&m->rules);
	for (i = 0; i < m->n; i++) {
		for (j = 0; j < LOCAL_INDICATOR_KEYS; j++)
			free(m->indicators[i].text[j]);
		rules_release(&m->indicators[i].rules);
	}
	free(m->indicators);
	*m = (struct local_map){0};
}

const struct local_indicator *local_map_find(const struct local_map *m,
					     const char *code)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (strcmp(m->indicators[i].code, code) == 0)
			return &m->indicators[i];
	return NULL;
}

bool local_map_is(const struct local_map *m, enum local_key k,
		  const char *value)
{
	return m->text[k] && strcmp(m->text[k], value) == 0;
}

int local_map_int(const struct local_map *m, enum local_key k)
{
	int64_t n = 0;

	if (m->text[k])
		(void)num_int(m->text[k], strlen(m->text[k]), INT32_MIN,
			      INT32_MAX, &n);
	return (int)n;
}
