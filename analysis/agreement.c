#include "analysis/agreement.h"

#include <math.h>

#include "analysis/undefined.h"

#define LEVEL 0.95
#define Q_MAX 0.05
/* Smaller p are told as this: they make no difference. */
#define P_MIN 1e-12

enum {
	HALVINGS = 40
};

const char *agreement_verdict_name(enum agreement_verdict v)
{
	static const char *const names[] = {
		[AGREEMENT_NOT_MEASURABLE] = "not_measurable",
		[AGREEMENT_VALUE_ONLY] = "value_only",
		[AGREEMENT_TOO_EARLY] = "too_early",
		[AGREEMENT_IMPROVED] = "improved",
		[AGREEMENT_WORSENED] = "worsened",
		[AGREEMENT_RISEN] = "risen",
		[AGREEMENT_FALLEN] = "fallen",
		[AGREEMENT_NO_DETECTABLE_CHANGE] = "no_detectable_change",
	};

	return names[v];
}

const char *agreement_evidence_name(enum agreement_evidence v)
{
	static const char *const names[] = {
		[EVIDENCE_NONE] = "",
		[EVIDENCE_INTERVAL] = "interval",
		[EVIDENCE_TREND] = "trend",
	};

	return names[v];
}

const char *agreement_reason(const char *s)
{
	static const char *const known[] = {
		"not_held_yet", "nothing_known",  "missing",
		"suppressed",   "not_applicable", "not_yet_published"};

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcmp(s, known[i]) == 0)
			return known[i];
	return "no_figure";
}

/* --- the test of two figures ---------------------------------------------- */

/* The interval of the change in the figure's units. */
static struct interval change_at(const struct agreement_figures *f,
				 double level)
{
	double k = f->phi;
	struct counts a = {f->then.a / k, f->then.d / k};
	struct counts b = {f->now.a / k, f->now.d / k};
	struct interval r;

	if (f->proportion)
		return interval_scaled(
			interval_difference(b.a, b.d, a.a, a.d, level),
			f->unit);
	r = interval_rate_ratio(b.a, b.d, a.a, a.d, level);
	/* From nothing there is no ratio. */
	if (isinf(r.high) || !(f->revised > 0))
		return (struct interval){UNDEFINED, UNDEFINED};
	return (struct interval){(r.low - 1) * f->revised,
				 (r.high - 1) * f->revised};
}

static bool excludes_zero(struct interval i)
{
	return i.low > 0 || i.high < 0;
}

/* The largest p whose interval, at the level 1 - p, holds no change. */
static double change_p(const struct agreement_figures *f)
{
	double low = P_MIN, high = 1 - 1e-9;

	if (!excludes_zero(change_at(f, 1 - high)))
		return 1;
	if (excludes_zero(change_at(f, 1 - low)))
		return P_MIN;
	for (int i = 0; i < HALVINGS; i++) {
		double middle = sqrt(low * high);

		if (excludes_zero(change_at(f, 1 - middle)))
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* --- comparing ------------------------------------------------------------ */

static const char *bar_of(const struct agreement_figures *f)
{
	if (f->agreed_year == 0)
		return f->reason ? f->reason : "no_figure";
	if (isnan(f->revised) || isnan(f->current))
		return "figure_withdrawn";
	if (f->rules.nominal)
		return "nominal_prices";
	return f->broken ? "break_in_series" : NULL;
}

static void compare_counts(const struct agreement_figures *f,
			   struct agreement_change *out)
{
	struct interval change = change_at(f, LEVEL);

	if (!interval_known(change)) {
		out->why = "no_ratio";
		return;
	}
	out->evidence = EVIDENCE_INTERVAL;
	out->change = change;
	out->p = change_p(f);
	out->hypothesis = true;
	out->material = trend_is_material(&f->rules, out->size, f->revised);
}

static void compare_trend(const struct agreement_figures *f,
			  struct mk_cache *cache, struct agreement_change *out)
{
	const struct trend *t = &out->trend;
	double years;

	trend_assess(&f->rules, &f->after, cache, &out->trend);
	if (!t->tested)
		return;
	years = t->last_year - t->first_year;
	out->evidence = EVIDENCE_TREND;
	out->p = t->stats.p_adj;
	out->hypothesis = trend_is_hypothesis(t);
	out->change =
		(struct interval){t->stats.low * years, t->stats.high * years};
	out->material = t->material;
}

void agreement_compare(const struct agreement_figures *f,
		       struct mk_cache *cache, struct agreement_change *out)
{
	*out = (struct agreement_change){
		.agreed_year = f->agreed_year,
		.current_year = f->current_year,
		.bar = bar_of(f),
		.why = f->why,
		.p = UNDEFINED,
		.size = UNDEFINED,
		.change = {UNDEFINED, UNDEFINED},
		.trend = {.verdict = VERDICT_TOO_FEW_POINTS},
		.span = f->rules.span > 1 ? f->rules.span : 1};
	if (f->agreed_year)
		out->size = f->current - f->revised;
	if (out->bar || f->current_year <= f->agreed_year)
		return;
	if (!f->why && isnan(f->phi))
		out->why = "variation_not_known";
	else if (!f->why)
		compare_counts(f, out);
	if (out->evidence == EVIDENCE_NONE && f->after.n > 0)
		compare_trend(f, cache, out);
}

/* --- judging -------------------------------------------------------------- */

bool agreement_is_early(const struct agreement_change *c, int first_year)
{
	return c->current_year <= c->agreed_year ||
	       c->current_year - (c->span - 1) < first_year;
}

static enum agreement_verdict claimed(bool up, enum polarity polarity)
{
	if (polarity == POLARITY_NEUTRAL)
		return up ? AGREEMENT_RISEN : AGREEMENT_FALLEN;
	return up == (polarity == POLARITY_HIGHER) ? AGREEMENT_IMPROVED
						   : AGREEMENT_WORSENED;
}

static void say(char *note, const char *word)
{
	size_t len = strlen(note);

	if (word && word[0])
		(void)snprintf(note + len, AGREEMENT_NOTE - len, "%s%s",
			       len ? "; " : "", word);
}

/* 1 up, -1 down, 0: no change can be told. */
static int direction(const struct agreement_change *c, double q)
{
	struct trend t = c->trend;
	enum verdict v;

	switch (c->evidence) {
	case EVIDENCE_INTERVAL:
		if (!(q <= Q_MAX && excludes_zero(c->change)))
			return 0;
		return c->change.low > 0 ? 1 : -1;
	case EVIDENCE_TREND:
		v = trend_judge(&t, q);
		if (!trend_is_clear(v))
			return 0;
		return v == VERDICT_UP || v == VERDICT_UP_SMALL ? 1 : -1;
	case EVIDENCE_NONE:
		break;
	}
	return 0;
}

enum agreement_verdict agreement_judge(const struct agreement_change *c,
				       double q, enum polarity polarity,
				       bool told, int first_year, char *note)
{
	int way;

	note[0] = '\0';
	say(note, c->bar);
	if (c->agreed_year == 0)
		return AGREEMENT_NOT_MEASURABLE;
	if (!told)
		return AGREEMENT_VALUE_ONLY;
	if (c->current_year > 0 && agreement_is_early(c, first_year) &&
	    !(c->bar && strcmp(c->bar, "figure_withdrawn") == 0))
		return AGREEMENT_TOO_EARLY;
	if (c->bar)
		return AGREEMENT_NOT_MEASURABLE;
	if (c->evidence != EVIDENCE_INTERVAL)
		say(note, c->why);
	way = direction(c, q);
	/* Up at first and back again since: no change from what was agreed. */
	if (way * c->size <= 0 && way != 0) {
		say(note, "trend_against_change");
		return AGREEMENT_NO_DETECTABLE_CHANGE;
	}
	if (way != 0) {
		say(note, c->material ? NULL : "slight");
		return claimed(way > 0, polarity);
	}
	if (c->evidence == EVIDENCE_NONE)
		say(note, trend_verdict_name(c->trend.verdict));
	else if (c->p <= Q_MAX)
		say(note, "one_of_many");
	return AGREEMENT_NO_DETECTABLE_CHANGE;
}
