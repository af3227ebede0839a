#include "etl/cube.h"

#include <ctype.h>
#include <strings.h>

#include "lib/num.h"

struct variable *cube_add(struct cube *c, const char *code, const char *label,
			  size_t n)
{
	struct variable *v;

	c->list = xreallocarray(c->list, c->n + 1, sizeof(*c->list));
	v = &c->list[c->n++];
	*v = (struct variable){.code = xstrdup(code),
			       .label = xstrdup(label),
			       .ids = xcalloc(n + 1, sizeof(*v->ids)),
			       .labels = xcalloc(n + 1, sizeof(*v->labels)),
			       .n = n};
	return v;
}

void variable_set(struct variable *v, size_t i, const char *id,
		  const char *label)
{
	free(v->ids[i]);
	free(v->labels[i]);
	v->ids[i] = xstrdup(id);
	v->labels[i] = xstrdup(label);
}

void cube_release(struct cube *c)
{
	size_t i, j;

	for (i = 0; i < c->n; i++) {
		struct variable *v = &c->list[i];

		for (j = 0; j < v->n; j++) {
			free(v->ids[j]);
			free(v->labels[j]);
		}
		free(v->ids);
		free(v->labels);
		free(v->code);
		free(v->label);
	}
	free(c->list);
	*c = (struct cube){0};
}

const struct variable *cube_role(const struct cube *c, enum cube_role role)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (c->list[i].role == role)
			return &c->list[i];
	return NULL;
}

const struct symbol *symbol_find(const struct cube_terms *t, const char *text)
{
	size_t i;

	for (i = 0; i < t->n_symbols; i++)
		if (strcmp(t->symbols[i].text, text) == 0)
			return &t->symbols[i];
	return NULL;
}

/* --- what values mean -------------------------------------------------------
 */

bool variable_is_named(const struct variable *v, const char *start)
{
	size_t n = strlen(start);

	return n && (strncasecmp(v->code, start, n) == 0 ||
		     strncasecmp(v->label, start, n) == 0);
}

static bool is_any(const char *s, const char *const *words, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return false;
}

bool variable_is_total(const struct variable *v, size_t i)
{
	static const char *const ids[] = {"SSS", "TOTAL", "T"};
	static const char *const labels[] = {"Yhteensä", "Total", "Totalt"};

	return is_any(v->ids[i], ids, ARRAY_LEN(ids)) ||
	       is_any(v->labels[i], labels, ARRAY_LEN(labels)) ||
	       strncasecmp(v->labels[i], "Kaikki ", 7) == 0;
}

/* "2023", and "2023*" where the figures are preliminary. */
static bool is_year(const char *s, int *year)
{
	size_t n = strlen(s);
	int64_t y;

	if (n == 5 && s[4] == '*')
		n = 4;
	if (n != 4 || !num_int(s, 4, 1000, YEAR_MAX, &y))
		return false;
	*year = (int)y;
	return true;
}

/* Whether a text speaks of a time at all: "2026M01", "2024-2025". */
static bool is_time(const char *s)
{
	int64_t y;

	return strlen(s) >= 4 && num_int(s, 4, 1500, YEAR_MAX, &y) &&
	       !isdigit((unsigned char)s[4]);
}

int variable_year(const struct variable *v, size_t i, int *year, struct err *e)
{
	int y;

	if (is_year(v->ids[i], &y) || is_year(v->labels[i], &y)) {
		*year = y;
		return y >= YEAR_MIN;
	}
	if (variable_is_total(v, i))
		return 0;
	return err_set(e, ERR_DATA,
		       "%.60s: '%.60s' is no whole year: figures of other "
		       "times are not taken in",
		       v->label[0] ? v->label : v->code,
		       is_time(v->ids[i]) ? v->ids[i] : v->labels[i]);
}

bool variable_sex(const struct variable *v, size_t i, enum sex *out)
{
	static const struct {
		const char *word;
		enum sex sex;
		bool id;
	} t[] = {
		{"Miehet", SEX_MALE, false},
		{"Mies", SEX_MALE, false},
		{"Pojat", SEX_MALE, false},
		{"Males", SEX_MALE, false},
		{"Male", SEX_MALE, false},
		{"Men", SEX_MALE, false},
		{"Män", SEX_MALE, false},
		{"Naiset", SEX_FEMALE, false},
		{"Nainen", SEX_FEMALE, false},
		{"Tytöt", SEX_FEMALE, false},
		{"Females", SEX_FEMALE, false},
		{"Female", SEX_FEMALE, false},
		{"Women", SEX_FEMALE, false},
		{"Kvinnor", SEX_FEMALE, false},
		{"Sukupuolet yhteensä", SEX_TOTAL, false},
		{"Molemmat sukupuolet", SEX_TOTAL, false},
		{"Both sexes", SEX_TOTAL, false},
		{"1", SEX_MALE, true},
		{"M", SEX_MALE, true},
		{"2", SEX_FEMALE, true},
		{"F", SEX_FEMALE, true},
	};
	int by_id;
	size_t j;

	for (by_id = 0; by_id < 2; by_id++) {
		const char *s = by_id ? v->ids[i] : v->labels[i];

		for (j = 0; j < ARRAY_LEN(t); j++) {
			if (t[j].id == (by_id > 0) &&
			    strcasecmp(s, t[j].word) == 0) {
				*out = t[j].sex;
				return true;
			}
		}
	}
	if (!variable_is_total(v, i))
		return false;
	*out = SEX_TOTAL;
	return true;
}

/* --- roles ------------------------------------------------------------------
 */

/* How well a variable's values and name fit a role; 0: not at all. */
typedef int fit_of(const struct variable *v, const struct cube_terms *t);

static bool is_named_any(const struct variable *v, const char *const *names,
			 size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (variable_is_named(v, names[i]))
			return true;
	return false;
}

static int fit_time(const struct variable *v, const struct cube_terms *t)
{
	static const char *const names[] = {
		"vuosi",          "time", "aika", "kuukausi",
		"vuosineljännes", "year", "år"};
	size_t i, times = 0, totals = 0;

	(void)t;
	for (i = 0; i < v->n; i++) {
		bool time = is_time(v->ids[i]) || is_time(v->labels[i]);

		times += time;
		totals += !time && variable_is_total(v, i);
	}
	if (is_named_any(v, names, ARRAY_LEN(names)))
		return times && times + totals == v->n ? 3 : 2;
	return times && times == v->n;
}

/* "SSS" alone says nothing: ages and crimes have a total too. */
static int fit_area(const struct variable *v, const struct cube_terms *t)
{
	static const char *const names[] = {
		"alue",     "kunta",  "area",  "region",       "geo",
		"maakunta", "område", "seutu", "municipality", "hyvinvointi"};
	bool named = is_named_any(v, names, ARRAY_LEN(names));
	size_t i, known = 0, telling = 0;

	for (i = 0; i < v->n; i++) {
		const char *kind, *code;

		if (t->area && !t->area(v->ids[i], &kind, &code))
			continue;
		known++;
		telling += t->area && isalpha((unsigned char)v->ids[i][0]) &&
			   !variable_is_total(v, i);
	}
	if (named && known)
		return 3;
	/* A few values may be of a division that we do not know. */
	return telling && known * 2 > v->n ? 2 : 0;
}

static int fit_sex(const struct variable *v, const struct cube_terms *t)
{
	static const char *const names[] = {"sukupuol", "sex", "gender", "kön"};
	bool told = false;
	enum sex sex;
	size_t i;

	(void)t;
	for (i = 0; i < v->n; i++) {
		if (!variable_sex(v, i, &sex))
			return 0;
		told = told || (sex != SEX_TOTAL &&
				!isdigit((unsigned char)v->labels[i][0]) &&
				strlen(v->labels[i]) > 1);
	}
	if (v->n == 0)
		return 0;
	return is_named_any(v, names, ARRAY_LEN(names)) ? 2 : told;
}

static int fit_metric(const struct variable *v, const struct cube_terms *t)
{
	static const char *const names[] = {
		"tiedot", "contents", "tunnusluku", "uppgifter",
		"indic",  "measure",  "information"};

	(void)t;
	return is_named_any(v, names, ARRAY_LEN(names));
}

void cube_find_roles(struct cube *c, const struct cube_terms *t)
{
	static const struct {
		enum cube_role role;
		fit_of *fit;
	} open[] = {{ROLE_METRIC, fit_metric},
		    {ROLE_AREA, fit_area},
		    {ROLE_TIME, fit_time},
		    {ROLE_SEX, fit_sex}};
	size_t i, j;

	for (j = 0; j < ARRAY_LEN(open); j++) {
		struct variable *best = NULL;
		int most = 0;

		if (cube_role(c, open[j].role))
			continue;
		for (i = 0; i < c->n; i++) {
			struct variable *v = &c->list[i];
			int fit = v->role ? 0 : open[j].fit(v, t);

			if (fit > most) {
				most = fit;
				best = v;
			}
		}
		if (best)
			best->role = open[j].role;
	}
}
