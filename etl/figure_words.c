#include "etl/figure_words.h"

#include <math.h>

#define Q_CLEAR 0.05

/* --- figures ---------------------------------------------------------------
 */

/* A unit that is not in the table is told by the indicator's title. */
static enum text unit_text(const struct figure_form *f)
{
	static const struct {
		const char *code;
		enum text text;
	} units[] = {{"PROS", TEXT_BRIEF_UNIT_PERCENT},
		     {"PER1000", TEXT_BRIEF_UNIT_PER1000},
		     {"PER10000", TEXT_BRIEF_UNIT_PER10000},
		     {"PER100000", TEXT_BRIEF_UNIT_PER100000},
		     {"EUROA", TEXT_BRIEF_UNIT_EURO}};

	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (strcmp(f->unit, units[i].code) == 0)
			return units[i].text;
	return TEXT_BRIEF_UNIT_NONE;
}

static int decimals_of(const struct figure_form *f)
{
	return f->decimals < 0 ? 0 : f->decimals > 9 ? 9 : f->decimals;
}

char *figure_words(const struct paper *p, const struct figure_form *f, double v)
{
	char number[TEXT_NUMBER];

	text_number(number, v, decimals_of(f), p->lang);
	return xasprintf("%s%s", number, text_get(unit_text(f), p->lang));
}

/* --- trends ----------------------------------------------------------------
 */

enum claim {
	CLAIM_NONE, /* nothing is said of a direction */
	CLAIM_CLEAR,
	CLAIM_SMALL,
	CLAIM_HINT
};

static bool starts(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

static bool rises(const struct figure_trend *t)
{
	return starts(t->verdict, "up");
}

static enum claim claim_of(const struct figure_trend *t)
{
	const char *tail;

	if (!rises(t) && !starts(t->verdict, "down"))
		return CLAIM_NONE;
	tail = strchr(t->verdict, '_');
	/* claimed is no more than the rule allows, whatever the verdict says */
	if ((tail && strcmp(tail, "_indicative") == 0) || !(t->q <= Q_CLEAR))
		return CLAIM_HINT;
	return tail ? CLAIM_SMALL : CLAIM_CLEAR;
}

static bool is_priced(const struct figure_trend *t)
{
	return strcmp(t->verdict, "not_assessable") == 0 &&
	       strstr(t->note, "prices of each year") &&
	       !strstr(t->note, "of the years");
}

/* Why no direction is told, short (for a table) and long. */
static enum text silence(const struct figure_trend *t, bool brief)
{
	static const struct {
		const char *verdict;
		enum text brief, whole;
	} why[] = {{"no_clear_trend", TEXT_TREND_NO_CLEAR, TEXT_TREND_NO_CLEAR},
		   {"too_few_points", TEXT_BRIEF_T_TOO_FEW, TEXT_CHART_TOO_FEW},
		   {"out_of_date", TEXT_BRIEF_T_OUT_OF_DATE,
		    TEXT_CHART_OUT_OF_DATE},
		   {"not_assessable", TEXT_BRIEF_T_NOT_ASSESSABLE,
		    TEXT_CHART_NOT_ASSESSABLE},
		   {"break_in_series", TEXT_BRIEF_T_BREAK, TEXT_CHART_BREAK}};

	if (is_priced(t))
		return brief ? TEXT_BRIEF_T_PRICES : TEXT_CHART_PRICES;
	for (size_t i = 0; i < ARRAY_LEN(why); i++)
		if (strcmp(t->verdict, why[i].verdict) == 0)
			return brief ? why[i].brief : why[i].whole;
	return TEXT_BRIEF_T_NOT_TESTED;
}

/* Words of a change: for better or worse where a side is agreed good. */
static enum text change(const struct figure_trend *t, bool brief)
{
	if (strcmp(t->direction, "improving") == 0)
		return brief ? TEXT_BRIEF_T_IMPROVED : TEXT_TREND_IMPROVED;
	if (strcmp(t->direction, "worsening") == 0)
		return brief ? TEXT_BRIEF_T_WORSENED : TEXT_TREND_WORSENED;
	if (rises(t))
		return brief ? TEXT_BRIEF_T_RISEN : TEXT_TREND_RISEN;
	return brief ? TEXT_BRIEF_T_FALLEN : TEXT_TREND_FALLEN;
}

char *trend_word(const struct paper *p, const struct figure_trend *t)
{
	const char *const with[] = {text_get(change(t, true), p->lang)};

	switch (claim_of(t)) {
	case CLAIM_CLEAR:
		return xstrdup(with[0]);
	case CLAIM_SMALL:
		return paper_fill(p, TEXT_BRIEF_SMALLER, 1, with);
	case CLAIM_HINT:
		return xstrdup(text_get(rises(t) ? TEXT_BRIEF_T_HINT_UP
						 : TEXT_BRIEF_T_HINT_DOWN,
					p->lang));
	case CLAIM_NONE:
		break;
	}
	return xstrdup(text_get(silence(t, true), p->lang));
}

/* The size of a yearly change as a number; "" where it would read zero. */
static const char *size_text(char *dst, const struct paper *p,
			     const struct figure_form *f, double v)
{
	double unit = pow(10, -decimals_of(f));

	if (!(fabs(v) >= unit / 2))
		return "";
	return text_number(dst, fabs(v), decimals_of(f), p->lang);
}

static char *with_unit(const struct paper *p, const struct figure_form *f,
		       const char *number)
{
	const char *const with[] = {number};
	enum text unit = unit_text(f);

	if (unit == TEXT_BRIEF_UNIT_PERCENT)
		return paper_fill(p, TEXT_BRIEF_POINTS, 1, with);
	if (unit == TEXT_BRIEF_UNIT_EURO)
		return paper_fill(p, TEXT_BRIEF_EUROS, 1, with);
	if (strcmp(f->class, "index") == 0 || strcmp(f->class, "score") == 0)
		return paper_fill(p, TEXT_BRIEF_SCORE, 1, with);
	return xasprintf("%s%s", number, text_get(unit, p->lang));
}

/* " (95 %:n väli 0,2–0,4)"; "" where there is none or it says nothing. */
static char *interval(const struct paper *p, const struct figure_form *f,
		      const struct figure_trend *t)
{
	double near = fmin(fabs(t->low), fabs(t->high));
	double far = fmax(fabs(t->low), fabs(t->high));
	char from[TEXT_NUMBER], to[TEXT_NUMBER], *words, *out;
	const char *const with[] = {size_text(from, p, f, near),
				    size_text(to, p, f, far)};

	if (!(t->low * t->high > 0) || !with[0][0] || !with[1][0])
		return xstrdup("");
	words = paper_fill(p, TEXT_BRIEF_INTERVAL, 2, with);
	out = xasprintf(" (%s%s%s)", words,
			strcmp(f->class, "money") == 0 ? ", " : "",
			strcmp(f->class, "money") == 0
				? text_get(TEXT_BRIEF_NOMINAL, p->lang)
				: "");
	free(words);
	return out;
}

/* ": luku on noussut keskimäärin 0,3 ... vuodessa (95 %:n väli ...)"; "" where
 * the change is too fine for the source's decimals. */
static char *amount(const struct paper *p, const struct figure_form *f,
		    const struct figure_trend *t)
{
	char number[TEXT_NUMBER];
	const char *with[1] = {size_text(number, p, f, t->slope)};
	char *size, *yearly, *figure, *within, *out;

	if (!with[0][0])
		return xstrdup("");
	size = with_unit(p, f, number);
	with[0] = size;
	yearly = paper_fill(p, TEXT_BRIEF_YEARLY, 1, with);
	with[0] = text_get(rises(t) ? TEXT_TREND_RISEN : TEXT_TREND_FALLEN,
			   p->lang);
	figure = paper_fill(p, TEXT_BRIEF_THE_FIGURE, 1, with);
	within = interval(p, f, t);
	out = xasprintf("%s %s%s", figure, yearly, within);
	free(within);
	free(figure);
	free(yearly);
	free(size);
	return out;
}

static char *claim_words(const struct paper *p, const struct figure_form *f,
			 const struct figure_trend *t, bool small)
{
	bool judged = strcmp(t->direction, "improving") == 0 ||
		      strcmp(t->direction, "worsening") == 0;
	char first[24], last[24], *word, *subject, *claim, *size, *out;
	const char *with[] = {text_get(change(t, false), p->lang), first, last};

	(void)snprintf(first, sizeof(first), "%d", t->first_year);
	(void)snprintf(last, sizeof(last), "%d", t->last_year);
	word = small ? paper_fill(p, TEXT_BRIEF_SMALLER, 1, with)
		     : xstrdup(with[0]);
	with[0] = word;
	subject = paper_fill(
		p, judged ? TEXT_BRIEF_THE_STATE : TEXT_BRIEF_THE_FIGURE, 1,
		with);
	with[0] = subject;
	claim = paper_fill(p, TEXT_BRIEF_YEARS, 3, with);
	size = amount(p, f, t);
	out = xasprintf("%s%s%s", claim, size[0] ? "; " : "", size);
	free(size);
	free(claim);
	free(subject);
	free(word);
	return out;
}

char *trend_words(const struct paper *p, const struct figure_form *f,
		  const struct figure_trend *t)
{
	enum claim c = claim_of(t);
	char first[24], last[24], n[24];
	const char *years[] = {first, last};
	const char *quiet[] = {text_get(silence(t, false), p->lang), n};

	(void)snprintf(first, sizeof(first), "%d", t->first_year);
	(void)snprintf(last, sizeof(last), "%d", t->last_year);
	(void)snprintf(n, sizeof(n), "%d", t->n);
	if (c == CLAIM_HINT)
		return paper_fill(
			p, rises(t) ? TEXT_BRIEF_HINT_UP : TEXT_BRIEF_HINT_DOWN,
			2, years);
	if (c != CLAIM_NONE)
		return claim_words(p, f, t, c == CLAIM_SMALL);
	if (strcmp(t->verdict, "no_clear_trend") == 0)
		return paper_fill(p, TEXT_CHART_NO_CLEAR, 2, quiet);
	return xstrdup(quiet[0]);
}

/* --- levels ----------------------------------------------------------------
 */

char *level_words(const struct paper *p, const char *level_class,
		  const char *standing)
{
	static const struct {
		const char *word;
		enum text text;
	} levels[] = {{"much_higher", TEXT_LEVEL_MUCH_HIGHER},
		      {"higher", TEXT_LEVEL_HIGHER},
		      {"similar", TEXT_LEVEL_SIMILAR},
		      {"lower", TEXT_LEVEL_LOWER},
		      {"much_lower", TEXT_LEVEL_MUCH_LOWER},
		      {"above", TEXT_LEVEL_ABOVE},
		      {"same", TEXT_LEVEL_SAME},
		      {"below", TEXT_LEVEL_BELOW}};
	const char *side = "";
	size_t i;

	if (strstr(standing, "worse"))
		side = text_get(TEXT_LEVEL_WORSE, p->lang);
	else if (strstr(standing, "better"))
		side = text_get(TEXT_LEVEL_BETTER, p->lang);
	for (i = 0; i < ARRAY_LEN(levels); i++)
		if (strcmp(level_class, levels[i].word) == 0)
			return xasprintf("%s%s%s",
					 text_get(levels[i].text, p->lang),
					 side[0] ? "; " : "", side);
	return xstrdup("");
}
