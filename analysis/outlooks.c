/*
 * The years ahead of an indicator's series; see outlooks.h.
 */
#include "analysis/outlooks.h"

#include <math.h>

#include "analysis/undefined.h"

static bool is_wanted(const struct sheet *s, const struct sheet_series *one,
		      int sex)
{
	if (one->sex != sex || one->n == 0)
		return false;
	switch (one->place->kind) {
	case AREA_TOWN:
	case AREA_COUNTY:
	case AREA_COUNTRY:
		return true;
	case AREA_MAINLAND:
		return one == sheet_national(s, sex);
	case AREA_OTHER:
		break;
	}
	return false;
}

/* One series, and what its past would have made of it. */
struct tested {
	bool given, town;
	struct backtest backtest;
};

static void assess_all(struct outlooks *out, const struct sheet *s,
		       struct tested *tested)
{
	struct trend_indicator rules = sheet_trend_rules(s, out->sex);
	bool count = s->about.class == CLASS_COUNT;

	for (size_t i = 0; i < s->series_n; i++) {
		const struct sheet_series *one = &s->series[i];
		struct trend_series series = sheet_trend_series(s, one);
		struct outlooks_series *to = &out->list[out->n];
		struct tested *t = &tested[out->n];

		if (!is_wanted(s, one, out->sex))
			continue;
		out->n++;
		to->area = one->place->id;
		outlook_assess(&rules, &series, count, &to->outlook,
			       &t->backtest);
		t->given = to->outlook.refusal == OUTLOOK_GIVEN;
		t->town = one->place->kind == AREA_TOWN;
		out->given += t->given;
	}
}

static bool any_town(const struct tested *tested, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (tested[i].given && tested[i].town)
			return true;
	return false;
}

void outlooks_find(struct outlooks *out, const struct sheet *s, int sex)
{
	struct tested *tested = xmalloc(s->series_n * sizeof(*tested));
	bool towns;

	*out = (struct outlooks){
		.indicator = s->about.id, .sex = sex, .class = s->about.class};
	out->list = xmalloc((s->series_n + 1) * sizeof(*out->list));
	assess_all(out, s, tested);
	towns = any_town(tested, out->n);
	for (size_t i = 0; i < out->n; i++)
		if (tested[i].given && tested[i].town == towns)
			backtest_add(&out->sum, &tested[i].backtest);
	out->chosen = backtest_choose(&out->sum);
	for (size_t i = 0; i < out->n; i++)
		if (tested[i].given && tested[i].town == towns)
			conformal_add(&out->pool, &tested[i].backtest,
				      out->chosen);
	free(tested);
}

void outlooks_copy(struct outlooks *out, const struct outlooks *o)
{
	*out = *o;
	out->list = xmalloc((o->n + 1) * sizeof(*out->list));
	memcpy(out->list, o->list, o->n * sizeof(*out->list));
	out->pool = (struct conformal_pool){.series = 0};
	conformal_add_all(&out->pool, &o->pool);
}

void outlooks_release(struct outlooks *o)
{
	free(o->list);
	conformal_release(&o->pool);
	*o = (struct outlooks){.n = 0};
}

const char *outlooks_refusal_name(enum outlooks_refusal r)
{
	static const char *const names[OUTLOOKS_N] = {
		[OUTLOOKS_ACCEPTED] = "",
		[OUTLOOKS_NO_SERIES] = "no_series",
		[OUTLOOKS_TOO_FEW_SERIES] = "too_few_series",
		[OUTLOOKS_COVERAGE] = "coverage",
	};

	return names[r];
}

bool outlooks_self_sufficient(const struct outlooks *o)
{
	return o->pool.series >= CONFORMAL_SERIES_MIN;
}

void outlooks_judge(const struct outlooks *o,
		    const struct conformal_pool *class,
		    struct outlooks_verdict *out)
{
	const struct conformal_pool *pool = class ? class : &o->pool;
	double known[FORECAST_HORIZON_MAX];

	*out = (struct outlooks_verdict){.refusal = OUTLOOKS_NO_SERIES,
					 .by_class = class != NULL};
	if (o->given == 0)
		return;
	out->refusal = OUTLOOKS_TOO_FEW_SERIES;
	if (pool->series < CONFORMAL_SERIES_MIN)
		return;
	out->pool_series = pool->series;
	conformal_widths(pool, 0.80, true, out->width80);
	conformal_widths(pool, 0.95, true, out->width95);
	conformal_widths(pool, 0.80, false, known);
	out->check = conformal_check(&o->pool, known);
	if (out->check.n < CONFORMAL_CHECK_MIN)
		return;
	out->refusal = conformal_accepts(&out->check) ? OUTLOOKS_ACCEPTED
						      : OUTLOOKS_COVERAGE;
}
