/*
 * The years ahead of one series; see outlook.h.
 */
#include "analysis/outlook.h"

#include <math.h>

const char *outlook_refusal_name(enum outlook_refusal r)
{
	static const char *const names[OUTLOOK_N] = {
		[OUTLOOK_GIVEN] = "",
		[OUTLOOK_MOVING_AVERAGE] = "moving_average",
		[OUTLOOK_TOO_FEW_POINTS] = "too_few_points",
		[OUTLOOK_SUPPRESSED] = "suppressed",
		[OUTLOOK_OUT_OF_DATE] = "out_of_date",
		[OUTLOOK_BREAK_IN_SERIES] = "break_in_series",
	};

	return names[r];
}

char *outlook_notes(char *dst, unsigned notes)
{
	static const struct {
		unsigned note;
		const char *phrase;
	} phrases[] = {
		{OUTLOOK_CONSTANT, "unchanged: no interval"},
		{OUTLOOK_AFTER_BREAK, "years after a break"},
		{OUTLOOK_FILLED, "missing years filled"},
		{OUTLOOK_LONG_GAP, "long gap"},
	};
	size_t len = 0;

	dst[0] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(phrases); i++)
		if (notes & phrases[i].note)
			len += (size_t)snprintf(
				dst + len, OUTLOOK_NOTES_TEXT - len, "%s%s",
				len ? "; " : "", phrases[i].phrase);
	return dst;
}

/* --- which years ---------------------------------------------------------- */

static bool hidden_after(const struct trend_series *s, int year)
{
	for (size_t i = 0; i < s->absent_n; i++)
		if (s->absent[i].year > year &&
		    s->absent[i].why == ABSENCE_SUPPRESSED)
			return true;
	return false;
}

static bool is_old(const struct trend_indicator *ind, int last, int horizon)
{
	if (ind->collected_n > 0 && last < ind->collected[ind->collected_n - 1])
		return true;
	return last + horizon < ind->run_year;
}

/* How many of the years lie before the newest break. */
static size_t before_break(const struct trend_indicator *ind,
			   const struct trend_series *s)
{
	size_t n = 0;

	if (ind->breaks_n == 0)
		return 0;
	while (n < s->n && s->years[n] < ind->breaks[ind->breaks_n - 1])
		n++;
	return n;
}

static enum outlook_refusal refusal_of(const struct trend_indicator *ind,
				       const struct trend_series *s)
{
	size_t used = s->n - before_break(ind, s);

	if (ind->span > 1)
		return OUTLOOK_MOVING_AVERAGE;
	if (s->n < FORECAST_POINTS_MIN)
		return OUTLOOK_TOO_FEW_POINTS;
	if (hidden_after(s, s->years[s->n - 1]))
		return OUTLOOK_SUPPRESSED;
	if (used < FORECAST_POINTS_MIN)
		return OUTLOOK_BREAK_IN_SERIES;
	if (is_old(ind, s->years[s->n - 1], forecast_horizon(used)))
		return OUTLOOK_OUT_OF_DATE;
	return OUTLOOK_GIVEN;
}

/* --- forecasting ---------------------------------------------------------- */

static void look_ahead(const struct forecast *f, struct outlook *out)
{
	if (f->filled)
		out->notes |= OUTLOOK_FILLED;
	if (!f->smooth)
		out->notes |= OUTLOOK_LONG_GAP;
	for (int k = 0; k < BACKTEST_CANDIDATES; k++) {
		enum forecast_method m = (enum forecast_method)k;

		out->used[k] = forecast_possible(f, m);
		for (int h = 1; h <= out->horizon; h++)
			out->value[k][h - 1] = forecast_bound(
				&out->bounds, forecast_at(f, m, h));
	}
}

void outlook_assess(const struct trend_indicator *indicator,
		    const struct trend_series *series, bool count,
		    struct outlook *out, struct backtest *backtest)
{
	double unit = pow(10.0, -indicator->decimals);
	size_t from = before_break(indicator, series);
	const int *years = series->years + from;
	const double *values = series->values + from;
	struct forecast f;

	*out = (struct outlook){.refusal = refusal_of(indicator, series)};
	if (out->refusal != OUTLOOK_GIVEN)
		return;
	out->n = series->n - from;
	out->first_year = years[0];
	out->last_year = years[out->n - 1];
	out->horizon = forecast_horizon(out->n);
	out->bounds =
		forecast_bounds(indicator->proportion, count, values, out->n);
	if (from > 0)
		out->notes |= OUTLOOK_AFTER_BREAK;
	out->scale = backtest_scale(years, values, out->n);
	if (out->scale == 0.0)
		out->notes |= OUTLOOK_CONSTANT;
	out->scale = fmax(out->scale, unit);
	backtest_run(years, values, out->n, &out->bounds, unit, &f, backtest);
	look_ahead(&f, out);
}

struct outlook_interval outlook_interval(const struct outlook *o, double value,
					 double width)
{
	double low = value - width * o->scale;
	double high = value + width * o->scale;

	if (o->bounds.whole) {
		low = floor(low);
		high = ceil(high);
	}
	return (struct outlook_interval){fmax(low, o->bounds.lo),
					 fmin(high, o->bounds.hi)};
}
