/*
 * The judgement of one series; see trend.h.
 */
#include "analysis/trend.h"

#include <math.h>

#include "analysis/order.h"
#include "analysis/theil_sen.h"
#include "analysis/undefined.h"

#define ALPHA 0.05

/* The points that are tested. */
struct window {
	int years[TREND_WINDOW];
	double values[TREND_WINDOW];
	size_t n;
	int step; /* years between two neighbours */
};

static bool on_grid(int year, int newest, int step)
{
	return (newest - year) % step == 0;
}

/* The newest points, from the back, those between the grid's years left out. */
static void window_take(const struct trend_indicator *ind,
			const struct trend_series *s, struct window *w)
{
	int newest = s->years[s->n - 1];
	size_t from = TREND_WINDOW;

	w->step = ind->span > 1 ? ind->span : 1;
	for (size_t i = s->n; i > 0 && from > 0; i--) {
		if (!on_grid(s->years[i - 1], newest, w->step))
			continue;
		from--;
		w->years[from] = s->years[i - 1];
		w->values[from] = s->values[i - 1];
	}
	w->n = TREND_WINDOW - from;
	memmove(w->years, w->years + from, w->n * sizeof(*w->years));
	memmove(w->values, w->values + from, w->n * sizeof(*w->values));
}

static bool window_has(const struct window *w, int year)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->years[i] == year)
			return true;
	return false;
}

static const struct trend_absence *absence_of(const struct trend_series *s,
					      int year)
{
	for (size_t i = 0; i < s->absent_n; i++)
		if (s->absent[i].year == year)
			return &s->absent[i];
	return NULL;
}

/* Suppressed years of the window, those after its last point included. */
static size_t count_suppressed(const struct window *w,
			       const struct trend_series *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->absent_n; i++)
		if (s->absent[i].why == ABSENCE_SUPPRESSED &&
		    s->absent[i].year > w->years[0] &&
		    on_grid(s->absent[i].year, w->years[w->n - 1], w->step))
			n++;
	return n;
}

/* Collected years inside the window without a figure or a reason. */
static size_t count_missing(const struct trend_indicator *ind,
			    const struct window *w,
			    const struct trend_series *s)
{
	int first = w->years[0], last = w->years[w->n - 1];
	size_t n = 0;

	for (size_t i = 0; i < ind->collected_n; i++) {
		int year = ind->collected[i];

		if (year > first && year < last &&
		    on_grid(year, last, w->step) && !window_has(w, year) &&
		    !absence_of(s, year))
			n++;
	}
	return n;
}

static void count_holes(const struct trend_indicator *ind,
			const struct window *w, const struct trend_series *s,
			struct trend *out)
{
	out->suppressed = count_suppressed(w, s);
	out->missing = count_missing(ind, w, s);
}

/* Too many holes, or no price to compare by: sets the note. Whole numbers, so
 * that exactly 20 % is not more than 20 %. */
static bool is_dark(const struct trend_indicator *ind, const struct window *w,
		    struct trend *out)
{
	size_t all = w->n + out->suppressed + out->missing;

	if (5 * out->suppressed > all)
		out->notes |= NOTE_SUPPRESSED;
	if (5 * out->missing > 2 * all)
		out->notes |= NOTE_MISSING;
	if (ind->nominal)
		out->notes |= NOTE_NOMINAL;
	return (out->notes & (NOTE_SUPPRESSED | NOTE_MISSING | NOTE_NOMINAL)) !=
	       0;
}

static bool is_old(const struct trend_indicator *ind, int last,
		   struct trend *out)
{
	if (last < ind->newest_year - TREND_BEHIND_MAX)
		out->notes |= NOTE_BEHIND;
	if (last < ind->run_year - TREND_OLD_MAX)
		out->notes |= NOTE_OLD;
	return (out->notes & (NOTE_BEHIND | NOTE_OLD)) != 0;
}

/* Cuts the window at its newest break. false: too little is left, and the
 * window stays as it was. */
static bool cut_at_break(const struct trend_indicator *ind, struct window *w,
			 struct trend *out)
{
	size_t keep = 0;

	for (size_t i = 0; i < ind->breaks_n; i++) {
		size_t before = 0;

		while (before < w->n &&
		       w->years[before] < ind->breaks[i] + w->step - 1)
			before++;
		if (before < w->n && before > keep)
			keep = before;
	}
	if (keep == 0)
		return true;
	out->notes |= NOTE_AFTER_BREAK;
	if (w->n - keep < TREND_POINTS_MIN)
		return false;
	w->n -= keep;
	memmove(w->years, w->years + keep, w->n * sizeof(*w->years));
	memmove(w->values, w->values + keep, w->n * sizeof(*w->values));
	return true;
}

/* A shock is not the window's first year: then it is its level. */
static bool has_shock(const struct trend_indicator *ind, const struct window *w)
{
	for (size_t i = 0; i < ind->shocks_n; i++)
		if (ind->shocks[i] > w->years[0] &&
		    ind->shocks[i] <= w->years[w->n - 1])
			return true;
	return false;
}

/* A comparison that the rounding of decimals does not decide. */
static bool at_least(double v, double limit)
{
	return v >= limit * (1.0 - 1e-9);
}

bool trend_is_material(const struct trend_indicator *ind, double change,
		       double level)
{
	double of = ind->level == 0.0 ? fabs(level) : ind->level;
	double printed =
		ind->printed == 0.0 ? pow(10.0, -ind->decimals) : ind->printed;

	change = fabs(change);
	if (ind->proportion)
		return at_least(change, 0.5);
	return at_least(change, 0.05 * of) && at_least(change, printed);
}

static bool is_material(const struct trend_indicator *ind,
			const struct window *w, double slope)
{
	int years = w->years[w->n - 1] - w->years[0];
	double sorted[TREND_WINDOW];

	memcpy(sorted, w->values, w->n * sizeof(*sorted));
	return trend_is_material(ind, slope * (double)years,
				 order_median(sorted, w->n));
}

/* Three or four points: their slope, and nothing else. */
static void slope_alone(const struct window *w, struct trend_stats *out)
{
	double slopes[TREND_POINTS_MIN * TREND_POINTS_MIN];

	if (w->n < 3)
		return;
	sen_slopes(w->years, w->values, w->n, slopes);
	out->slope = sen_slope(slopes, w->values, w->n);
}

static void refuse(struct trend *out, enum verdict why)
{
	out->tested = false;
	out->verdict = why;
}

static void test(const struct trend_indicator *ind, const struct window *w,
		 struct mk_cache *cache, struct trend *out)
{
	struct trend_stats *st = &out->stats;

	trend_stats(w->years, w->values, w->n, w->step, cache, st);
	out->tested = true;
	out->verdict = VERDICT_NO_CLEAR_TREND;
	out->material = is_material(ind, w, st->slope);
	if (isnan(st->mk.tau_b)) {
		out->notes |= NOTE_UNCHANGED;
		return;
	}
	if (!st->persistence.assessed)
		out->notes |= NOTE_NO_PERSISTENCE;
	if (isnan(st->low))
		out->notes |= NOTE_NO_INTERVAL;
	if (st->mk.p_min > ALPHA)
		out->notes |= NOTE_NOT_TESTABLE;
	if (has_shock(ind, w))
		out->notes |= NOTE_SHOCK;
}

void trend_assess(const struct trend_indicator *indicator,
		  const struct trend_series *series, struct mk_cache *cache,
		  struct trend *out)
{
	struct window w = {.n = 0};

	*out = (struct trend){.stats = {.slope = UNDEFINED,
					.low = UNDEFINED,
					.high = UNDEFINED}};
	window_take(indicator, series, &w);
	if (w.step > 1)
		out->notes |= NOTE_THINNED;
	count_holes(indicator, &w, series, out);
	if (w.n < TREND_POINTS_MIN) {
		slope_alone(&w, &out->stats);
		refuse(out, VERDICT_TOO_FEW_POINTS);
	} else if (is_old(indicator, w.years[w.n - 1], out)) {
		refuse(out, VERDICT_OUT_OF_DATE);
	} else if (is_dark(indicator, &w, out)) {
		refuse(out, VERDICT_NOT_ASSESSABLE);
	} else if (!cut_at_break(indicator, &w, out)) {
		out->notes &= ~(unsigned)NOTE_AFTER_BREAK;
		refuse(out, VERDICT_BREAK_IN_SERIES);
	} else {
		count_holes(indicator, &w, series, out);
		test(indicator, &w, cache, out);
	}
	out->n = w.n;
	out->first_year = w.years[0];
	out->last_year = w.years[w.n - 1];
}

bool trend_is_clear(enum verdict v)
{
	return v == VERDICT_UP || v == VERDICT_DOWN || v == VERDICT_UP_SMALL ||
	       v == VERDICT_DOWN_SMALL;
}

bool trend_is_hypothesis(const struct trend *t)
{
	return t->tested && t->stats.mk.p_min <= ALPHA;
}

enum verdict trend_judge(struct trend *t, double q)
{
	const struct trend_stats *st = &t->stats;
	bool up = st->slope > 0.0;

	if (!t->tested)
		return t->verdict;
	t->verdict = VERDICT_NO_CLEAR_TREND;
	if (st->slope == 0.0) {
		if (st->mk.p <= ALPHA)
			t->notes |= NOTE_ZERO_MEDIAN;
		return t->verdict;
	}
	if (q <= ALPHA && (st->low > 0.0 || st->high < 0.0)) {
		if (t->material)
			t->verdict = up ? VERDICT_UP : VERDICT_DOWN;
		else
			t->verdict = up ? VERDICT_UP_SMALL : VERDICT_DOWN_SMALL;
	} else if (st->mk.p <= ALPHA) {
		t->verdict =
			up ? VERDICT_UP_INDICATIVE : VERDICT_DOWN_INDICATIVE;
		if (st->low <= 0.0 && st->high >= 0.0)
			t->notes |= NOTE_HOLDS_ZERO;
	}
	return t->verdict;
}

const char *trend_verdict_name(enum verdict v)
{
	static const char *const names[VERDICT_N] = {
		[VERDICT_TOO_FEW_POINTS] = "too_few_points",
		[VERDICT_OUT_OF_DATE] = "out_of_date",
		[VERDICT_NOT_ASSESSABLE] = "not_assessable",
		[VERDICT_BREAK_IN_SERIES] = "break_in_series",
		[VERDICT_UP] = "up",
		[VERDICT_DOWN] = "down",
		[VERDICT_UP_SMALL] = "up_small",
		[VERDICT_DOWN_SMALL] = "down_small",
		[VERDICT_UP_INDICATIVE] = "up_indicative",
		[VERDICT_DOWN_INDICATIVE] = "down_indicative",
		[VERDICT_NO_CLEAR_TREND] = "no_clear_trend",
	};

	return names[v];
}

static int sign_of(enum verdict v)
{
	switch (v) {
	case VERDICT_UP:
	case VERDICT_UP_SMALL:
	case VERDICT_UP_INDICATIVE:
		return 1;
	case VERDICT_DOWN:
	case VERDICT_DOWN_SMALL:
	case VERDICT_DOWN_INDICATIVE:
		return -1;
	case VERDICT_TOO_FEW_POINTS:
	case VERDICT_OUT_OF_DATE:
	case VERDICT_NOT_ASSESSABLE:
	case VERDICT_BREAK_IN_SERIES:
	case VERDICT_NO_CLEAR_TREND:
	case VERDICT_N:
		break;
	}
	return 0;
}

const char *trend_direction(enum verdict v, enum polarity polarity)
{
	int sign = sign_of(v);

	if (sign == 0)
		return NULL;
	if (polarity == POLARITY_NEUTRAL)
		return sign > 0 ? "rising" : "falling";
	return (sign > 0) == (polarity == POLARITY_HIGHER) ? "improving"
							   : "worsening";
}

char *trend_notes(char *dst, unsigned notes)
{
	static const struct {
		unsigned note;
		const char *phrase;
	} phrases[] = {
		{NOTE_UNCHANGED, "unchanged"},
		{NOTE_ZERO_MEDIAN, "tendency but median yearly change is zero"},
		{NOTE_NO_PERSISTENCE, "persistence not assessable"},
		{NOTE_NO_INTERVAL, "too few years for an interval"},
		{NOTE_HOLDS_ZERO, "interval contains zero"},
		{NOTE_NOT_TESTABLE, "not testable"},
		{NOTE_BEHIND, "more than 3 years behind the indicator"},
		{NOTE_OLD, "more than 5 years old"},
		{NOTE_SUPPRESSED, "more than 20 % of the years suppressed"},
		{NOTE_MISSING, "more than 40 % of the years missing"},
		{NOTE_THINNED, "moving average thinned"},
		{NOTE_AFTER_BREAK, "years after a break"},
		{NOTE_NOMINAL, "prices of each year"},
		{NOTE_SHOCK, "a temporary shock inside"},
		{NOTE_STEP, "one step fits better than a line"},
		{NOTE_NARROWS, "the gap has narrowed"},
		{NOTE_WIDENS, "the gap has widened"},
		{NOTE_TURNS, "the gap has changed sides"},
	};
	size_t len = 0;

	dst[0] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
		if (notes & phrases[i].note)
			len += (size_t)snprintf(
				dst + len, TREND_NOTES_TEXT - len, "%s%s",
				len ? "; " : "", phrases[i].phrase);
	return dst;
}
