#include "etl/figure_words.h"

#include "lib/grain.h"
#include "lib/word.h"

#include <math.h>

#define Q_CLEAR 0.05

/* --- figures ---------------------------------------------------------------
 */

char *figure_words(const struct paper *p, const struct figure_form *f, double v)
{
	char number[TEXT_NUMBER];

	text_number(number, v, decimals_shown(f->decimals), p->lang);
	return xasprintf("%s%s", number, text_get(unit_sign(f->unit), p->lang));
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

/* Whether a change so fine can be told: it does not read zero, and neither do
 * the ends of its interval, which differ. */
static bool is_telling(const struct figure_trend *t, double times,
		       struct grain g)
{
	double near = fmin(fabs(t->low), fabs(t->high)) * times;
	double far = fmax(fabs(t->low), fabs(t->high)) * times;

	if (!(grain_round(t->slope * times, g) > 0))
		return false;
	if (!(t->low * t->high > 0))
		return true; /* no interval is written */
	return grain_round(near, g) > 0 &&
	       grain_round(near, g) < grain_round(far, g);
}

static char *with_unit(const struct paper *p, const struct figure_form *f,
		       const char *number)
{
	const char *const with[] = {number};
	enum text unit = unit_sign(f->unit);

	if (unit == TEXT_BRIEF_UNIT_PERCENT)
		return paper_fill(p, TEXT_BRIEF_POINTS, 1, with);
	if (unit == TEXT_BRIEF_UNIT_EURO)
		return paper_fill(p, TEXT_BRIEF_EUROS, 1, with);
	if (strcmp(f->class, "index") == 0 || strcmp(f->class, "score") == 0)
		return paper_fill(p, TEXT_BRIEF_SCORE, 1, with);
	return xasprintf("%s%s", number, text_get(unit, p->lang));
}

/* " (95 %:n väli 0,2–0,4, nimellisin hinnoin)", or less, or "". */
static char *bracket(const struct paper *p, const struct figure_form *f,
		     const struct figure_trend *t, double times, struct grain g)
{
	double near = grain_round(fmin(fabs(t->low), fabs(t->high)) * times, g);
	double far = grain_round(fmax(fabs(t->low), fabs(t->high)) * times, g);
	bool money = strcmp(f->class, "money") == 0, known;
	char from[TEXT_NUMBER], to[TEXT_NUMBER], *words, *out;
	const char *const with[] = {
		text_number(from, near, g.decimals, p->lang),
		text_number(to, far, g.decimals, p->lang)};

	known = t->low * t->high > 0 && near > 0 && near < far && isfinite(far);
	if (!known && !money)
		return xstrdup("");
	words = known ? paper_fill(p, TEXT_BRIEF_INTERVAL, 2, with)
		      : xstrdup("");
	out = xasprintf(" (%s%s%s)", words, known && money ? ", " : "",
			money ? text_get(TEXT_BRIEF_NOMINAL, p->lang) : "");
	free(words);
	return out;
}

/* "keskimäärin 0,3 ... vuodessa (95 %:n väli ...)". Where the yearly change is
 * too fine for the source's decimals, that over all the years is told; "" where
 * that is too. */
static char *amount(const struct paper *p, const struct figure_form *f,
		    const struct figure_trend *t)
{
	double times = 1, years = t->last_year - t->first_year;
	char number[TEXT_NUMBER], *size, *how, *within, *out;
	const char *with[1];
	struct grain g;

	if (!isfinite(t->slope))
		return xstrdup("");
	g = grain_of(f->decimals, fabs(t->slope));
	if (!is_telling(t, 1, g) && years > 1) {
		times = years;
		g = grain_of(f->decimals, fabs(t->slope) * times);
	}
	if (!(grain_round(t->slope * times, g) > 0))
		return xstrdup("");
	text_number(number, grain_round(t->slope * times, g), g.decimals,
		    p->lang);
	size = with_unit(p, f, number);
	with[0] = size;
	how = paper_fill(p, times > 1 ? TEXT_BRIEF_TOTAL : TEXT_BRIEF_YEARLY, 1,
			 with);
	within = bracket(p, f, t, times, g);
	out = xasprintf("%s%s", how, within);
	free(within);
	free(how);
	free(size);
	return out;
}

static char *claim_words(const struct paper *p, const struct figure_form *f,
			 const struct figure_trend *t, bool small)
{
	bool judged = strcmp(t->direction, "improving") == 0 ||
		      strcmp(t->direction, "worsening") == 0;
	char first[24], last[24], *word, *subject, *claim, *figure, *size;
	char *out;
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
	/* "the situation has worsened" leaves open where the figure went */
	with[0] = text_get(rises(t) ? TEXT_TREND_RISEN : TEXT_TREND_FALLEN,
			   p->lang);
	figure = paper_fill(p, TEXT_BRIEF_THE_FIGURE, 1, with);
	out = xasprintf("%s%s%s%s%s", claim, judged ? "; " : "",
			judged ? figure : "", size[0] ? " " : "", size);
	free(figure);
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
