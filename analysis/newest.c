/*
 * The newest figures of an indicator; see newest.h.
 */
#include "analysis/newest.h"

#include <math.h>

#include "analysis/grown.h"
#include "analysis/study.h"
#include "analysis/undefined.h"

static bool counts(const struct sheet_series *one)
{
	return one->place->kind == AREA_TOWN && one->sex == 0 && one->n > 0;
}

static void take(const struct sheet *s, const struct sheet_series *one,
		 struct newest *out)
{
	struct newest_town *t = &out->towns[out->n];
	bool any = false;

	t->area = one->place->id;
	for (int k = 0; k < NEWEST_YEARS; k++) {
		t->values[k] = sheet_value(s, one, out->last_year - k);
		any = any || !isnan(t->values[k]);
	}
	out->n += any;
}

static int common_year(const struct newest *r)
{
	size_t counted[NEWEST_YEARS] = {0}, most = 0;

	for (int k = 0; k < NEWEST_YEARS; k++) {
		for (size_t i = 0; i < r->n; i++)
			counted[k] += !isnan(r->towns[i].values[k]);
		most = counted[k] > most ? counted[k] : most;
	}
	for (int k = 0; k < NEWEST_YEARS; k++)
		if (10 * counted[k] >= 9 * most)
			return r->last_year - k;
	return r->last_year;
}

void newest_of(const struct sheet *s, struct newest *out)
{
	size_t towns = 0;

	*out = (struct newest){.indicator = s->about.id};
	for (size_t i = 0; i < s->series_n; i++) {
		const struct sheet_series *one = &s->series[i];
		int last;

		if (!counts(one))
			continue;
		last = s->years[one->from + one->n - 1];
		if (towns++ == 0 || last > out->last_year)
			out->last_year = last;
	}
	out->towns = xmalloc((towns + 1) * sizeof(*out->towns));
	for (size_t i = 0; i < s->series_n; i++)
		if (counts(&s->series[i]))
			take(s, &s->series[i], out);
	out->common_year = common_year(out);
}

void newest_release(struct newest *r)
{
	free(r->towns);
	*r = (struct newest){0};
}

static const struct newest_town *town_at(const struct newest *r, int64_t area)
{
	size_t lo = 0, hi = r->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (r->towns[mid].area < area)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < r->n && r->towns[lo].area == area ? &r->towns[lo] : NULL;
}

double newest_value(const struct newest *r, int64_t area, int year)
{
	const struct newest_town *t = town_at(r, area);
	int back = r->last_year - year;

	return t && back >= 0 && back < NEWEST_YEARS ? t->values[back]
						     : UNDEFINED;
}

int newest_year(const struct newest *r, int64_t area)
{
	const struct newest_town *t = town_at(r, area);

	for (int k = 0; t && k < NEWEST_YEARS; k++)
		if (!isnan(t->values[k]))
			return r->last_year - k;
	return 0;
}

void *newest_find(const struct sheet *s, struct mk_cache *cache)
{
	struct newest *r = xmalloc(sizeof(*r));

	(void)cache;
	newest_of(s, r);
	if (r->n > 0)
		return r;
	newest_free(r);
	return NULL;
}

void newest_free(void *found)
{
	newest_release(found);
	free(found);
}

void *newest_list_new(void)
{
	return xcalloc(1, sizeof(struct newest_list));
}

int newest_put(struct study_run *run, const struct sheet *s, const void *found,
	       struct err *e)
{
	struct newest_list *all = run->kept;
	const struct newest *r = found;
	struct newest *own;

	(void)s;
	(void)e;
	all->list = grown(all->list, all->n, &all->cap, sizeof(*all->list));
	own = &all->list[all->n++];
	*own = *r;
	own->towns = xmalloc((r->n + 1) * sizeof(*own->towns));
	for (size_t i = 0; i < r->n; i++)
		own->towns[i] = r->towns[i];
	return 0;
}

const struct newest *newest_list_at(const struct newest_list *all,
				    int64_t indicator)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->list[i].indicator == indicator)
			return &all->list[i];
	return NULL;
}

void newest_list_free(void *all)
{
	struct newest_list *l = all;

	for (size_t i = 0; i < l->n; i++)
		newest_release(&l->list[i]);
	free(l->list);
	free(l);
}
