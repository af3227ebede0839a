/*
 * Recent trends as findings; see recent_trend.h.
 */
#include "analysis/recent_trend.h"

#include <math.h>

#include "analysis/order.h"
#include "analysis/undefined.h"

enum {
	DF_REST = RECENT_POINTS - 2 /* five points, a line through them */
};

static enum verdict verdict_of(const char *reason)
{
	if (strcmp(reason, "too_few_points") == 0)
		return VERDICT_TOO_FEW_POINTS;
	if (strcmp(reason, "out_of_date") == 0)
		return VERDICT_OUT_OF_DATE;
	if (strcmp(reason, "break_in_series") == 0)
		return VERDICT_BREAK_IN_SERIES;
	return VERDICT_NOT_ASSESSABLE;
}

/* What the verdict does not say already. */
static const char *reason_remark(const char *reason)
{
	static const struct {
		const char *reason, *remark;
	} remarks[] = {
		{"years_far_apart", "the five newest years are far apart"},
		{"no_spread", "an interval without width"},
		{"no_numerator", "no number of cases"},
		{"no_denominator", "no denominator for an interval"},
		{"no_figure", "a figure is missing"},
	};

	for (size_t i = 0; i < ARRAY_LEN(remarks); i++)
		if (strcmp(reason, remarks[i].reason) == 0)
			return remarks[i].remark;
	return NULL;
}

static const char *marker_remark(enum recent_marker m)
{
	static const char *const remarks[] = {
		[RECENT_CANNOT] = NULL,
		[RECENT_NO_CHANGE] = "English Fingertips profiles: no change",
		[RECENT_INCREASING] = "English Fingertips profiles: increasing",
		[RECENT_DECREASING] = "English Fingertips profiles: decreasing",
	};

	return remarks[m];
}

static void take_fit(const struct recent_series *r, struct trend *t)
{
	double steps = (double)(RECENT_POINTS - 1);
	double a_year = steps / (double)(r->last_year - r->first_year);

	t->tested = true;
	t->verdict = VERDICT_NO_CLEAR_TREND;
	t->stats.slope = r->fit.slope * a_year;
	t->stats.low = r->low * a_year;
	t->stats.high = r->high * a_year;
	t->stats.mk.p = r->fit.p;
	t->stats.persistence.f =
		isnan(r->phi) ? fmax(1.0, r->fit.q / DF_REST) : r->phi;
	t->stats.p_adj = r->p;
}

static bool is_material(const struct sheet *s, const struct recent_series *r)
{
	struct trend_indicator rules = sheet_trend_rules(s, r->series->sex);
	double sorted[RECENT_POINTS];

	memcpy(sorted,
	       s->values + r->series->from + r->series->n - RECENT_POINTS,
	       sizeof(sorted));
	return trend_is_material(&rules, r->fit.slope * (RECENT_POINTS - 1),
				 order_median(sorted, RECENT_POINTS));
}

static struct finding finding_of(const struct sheet *s,
				 const struct recent_series *r)
{
	const struct sheet_series *one = r->series;
	struct finding f = {.indicator = s->about.id,
			    .area = one->place->id,
			    .sex = one->sex,
			    .kind = KIND_RECENT,
			    .polarity = s->about.polarity,
			    .q = UNDEFINED,
			    .q_by = UNDEFINED};

	f.trend.n = one->n < RECENT_POINTS ? one->n : RECENT_POINTS;
	f.trend.last_year = s->years[one->from + one->n - 1];
	f.trend.first_year = s->years[one->from + one->n - f.trend.n];
	f.trend.stats.slope = UNDEFINED;
	f.trend.stats.low = UNDEFINED;
	f.trend.stats.high = UNDEFINED;
	if (r->reason[0]) {
		f.trend.verdict = verdict_of(r->reason);
		f.remark = reason_remark(r->reason);
		return f;
	}
	take_fit(r, &f.trend);
	f.trend.material = is_material(s, r);
	f.moved = r->marker == RECENT_INCREASING ||
		  r->marker == RECENT_DECREASING;
	f.remark = marker_remark(r->peer_marker);
	return f;
}

/* Whether any figure can have an interval. */
static bool has_limits(const struct sheet *s, const struct denominators *d)
{
	if (d->why != LIMITS_GIVEN)
		return false;
	for (size_t i = 0; i < s->figures_n; i++)
		if (!isnan(d->d[i]))
			return true;
	return false;
}

void recent_trends_find(const struct sheet *s, struct findings *out)
{
	struct denominators d;
	struct recents r = {.list = NULL};

	denominators_find(s, &d);
	if (has_limits(s, &d))
		recents_find(s, &d, &r);
	for (size_t i = 0; i < r.n; i++) {
		struct finding f = finding_of(s, &r.list[i]);

		findings_add(out, &f);
	}
	recents_release(&r);
	denominators_release(&d);
}
