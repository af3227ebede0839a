/*
 * Recent trends of an indicator; see recent_sheet.h.
 */
#include "analysis/recent_sheet.h"

#include <math.h>

#include "analysis/undefined.h"

static bool holds_break(const struct sheet *s, const struct recent_series *r)
{
	const int *breaks = s->breaks[r->series->sex];

	for (size_t i = 0; i < s->breaks_n[r->series->sex]; i++)
		if (breaks[i] > r->first_year && breaks[i] <= r->last_year)
			return true;
	return false;
}

/* The reason, or "" with the line in r->fit. */
static const char *fit(const struct sheet *s, const struct denominators *d,
		       struct recent_series *r)
{
	const struct sheet_series *one = r->series;
	double low[RECENT_POINTS], high[RECENT_POINTS];
	const int *years = s->years + one->from;
	size_t from;

	if (d->why != LIMITS_GIVEN)
		return limits_why_name(d->why);
	if (one->n < RECENT_POINTS)
		return "too_few_points";
	r->first_year = years[one->n - RECENT_POINTS];
	r->last_year = years[one->n - 1];
	if (r->last_year < s->newest_year - TREND_BEHIND_MAX)
		return "out_of_date";
	if (!recent_window(years, one->n, &from))
		return "years_far_apart";
	if (holds_break(s, r))
		return "break_in_series";
	for (size_t i = 0; i < RECENT_POINTS; i++) {
		struct interval l;
		enum limits_why why =
			level_limits(s, d, one, years[from + i], 0.95, &l);

		if (why != LIMITS_GIVEN)
			return limits_why_name(why);
		low[i] = l.low;
		high[i] = l.high;
	}
	return recent_fit(s->values + one->from + from, low, high, &r->fit)
		       ? ""
		       : "no_spread";
}

/* The municipalities of one sex, for the guard. */
static void find_bands(struct recents *all, int sex)
{
	double *se = xmalloc((all->n + 1) * sizeof(*se));
	double *q = xmalloc((all->n + 1) * sizeof(*q));
	double *phi = xmalloc((all->n + 1) * sizeof(*phi));
	struct recent_series **of = xcalloc(all->n + 1, sizeof(*of));
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct recent_series *r = &all->list[i];

		if (r->reason[0] || r->series->sex != sex ||
		    r->series->place->kind != AREA_TOWN)
			continue;
		se[n] = r->fit.se;
		q[n] = r->fit.q;
		of[n++] = r;
	}
	recent_bands(se, q, n, phi);
	for (size_t i = 0; i < n; i++)
		of[i]->phi = phi[i];
	free(se);
	free(q);
	free(phi);
	free(of);
}

void recents_find(const struct sheet *s, const struct denominators *d,
		  struct recents *out)
{
	out->n = s->series_n;
	out->list = xmalloc((out->n + 1) * sizeof(*out->list));
	for (size_t i = 0; i < out->n; i++) {
		struct recent_series *r = &out->list[i];

		*r = (struct recent_series){.series = &s->series[i],
					    .phi = UNDEFINED};
		r->reason = fit(s, d, r);
	}
	for (int sex = 0; sex < SEXES; sex++)
		find_bands(out, sex);
	for (size_t i = 0; i < out->n; i++) {
		struct recent_series *r = &out->list[i];

		if (r->reason[0])
			continue;
		r->marker = recent_marker(&r->fit, r->phi);
		r->peer_marker = recent_peer_marker(&r->fit);
		r->p = recent_p(&r->fit, r->phi);
		recent_interval(&r->fit, r->phi, &r->low, &r->high);
	}
}

void recents_release(struct recents *r)
{
	free(r->list);
	*r = (struct recents){.list = NULL};
}
