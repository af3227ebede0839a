/*
 * Which years were collected; see coverage.h.
 */
#include "analysis/coverage.h"

void coverage_release(struct coverage *c)
{
	free(c->years);
	free(c->counts);
	*c = (struct coverage){.n = 0};
}

/* The first place whose year is not before `year`. */
static size_t place_of(const struct coverage *c, int year)
{
	size_t lo = 0, hi = c->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->years[mid] < year)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void insert_at(struct coverage *c, size_t i, int year)
{
	if (c->n == c->cap) {
		c->cap = c->cap ? c->cap * 2 : 64;
		c->years = xreallocarray(c->years, c->cap, sizeof(*c->years));
		c->counts =
			xreallocarray(c->counts, c->cap, sizeof(*c->counts));
	}
	memmove(c->years + i + 1, c->years + i, (c->n - i) * sizeof(*c->years));
	memmove(c->counts + i + 1, c->counts + i,
		(c->n - i) * sizeof(*c->counts));
	c->years[i] = year;
	c->counts[i] = 0;
	c->n++;
}

void coverage_add(struct coverage *c, int year)
{
	size_t i = c->hint + 1;

	/* an area's years come in order: mostly it is the next place */
	if (i >= c->n || c->years[i] != year) {
		i = place_of(c, year);
		if (i == c->n || c->years[i] != year)
			insert_at(c, i, year);
	}
	c->counts[i]++;
	c->hint = i;
}

size_t coverage_collected(const struct coverage *c, int *out)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (10 * c->counts[i] >= c->areas)
			out[n++] = c->years[i];
	return n;
}
