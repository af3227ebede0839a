/*
 * All against men and women: numbers of persons add up, a rate of all lies
 * between the two. Where an indicator does not keep to that as a rule (rates
 * made comparable by age, say), it is no rule for it.
 */
#include "etl/quality_grid.h"

enum {
	TRIPLES_MIN = 20
};

/* What is given for all, men and women in one area and year; `slack` is what
 * rounding may do to it. */
struct triple {
	double all, men, women, slack;
};

static bool read_triple(const struct grid *g, const double *x, size_t row,
			size_t y, struct triple *t)
{
	t->all = x[grid_at(g, SEX_TOTAL, row, y)];
	t->men = x[grid_at(g, SEX_MALE, row, y)];
	t->women = x[grid_at(g, SEX_FEMALE, row, y)];
	return !isnan(t->all) && !isnan(t->men) && !isnan(t->women);
}

static bool adds_up(const struct triple *t)
{
	return fabs(t->all - t->men - t->women) <=
	       1.6 * t->slack + 0.002 * fabs(t->all);
}

static bool lies_between(const struct triple *t)
{
	double lo = fmin(t->men, t->women), hi = fmax(t->men, t->women);

	return t->all >= lo - 1.1 * t->slack && t->all <= hi + 1.1 * t->slack;
}

/* Those who break the rule, where at least 19 in 20 keep it. */
static void hold_to(const struct grid *g, const double *x, double slack,
		    bool (*keeps)(const struct triple *), const char *rule,
		    struct flaws *out)
{
	struct triple t = {.slack = slack};
	size_t row, y, n = 0, broken = 0;
	int pass;

	for (pass = 0; pass < 2; pass++) {
		for (row = 0; row < g->n_areas; row++) {
			for (y = 0; y < g->n_years; y++) {
				struct flaw f = {
					QUALITY_SEXES,     SEVERITY_ERROR,
					g->areas[row]->id, g->years[y],
					SEX_TOTAL,         ""};

				if (!read_triple(g, x, row, y, &t))
					continue;
				n += pass == 0;
				if (keeps(&t))
					continue;
				broken += pass == 0;
				if (pass == 1)
					flaws_add(out, &f,
						  "%.6g of all, %.6g of men "
						  "and %.6g of women: %s",
						  t.all, t.men, t.women, rule);
			}
		}
		if (n < TRIPLES_MIN || broken == 0 || broken * 20 > n)
			return;
	}
}

/* Whether values are counts that add up, in most places. */
static bool values_add_up(const struct grid *g)
{
	struct triple t = {.slack = g->step};
	size_t row, y, n = 0, kept = 0;

	for (row = 0; row < g->n_areas; row++) {
		for (y = 0; y < g->n_years; y++) {
			if (!read_triple(g, g->value, row, y, &t))
				continue;
			n++;
			kept += adds_up(&t);
		}
	}
	return n > 0 && kept * 2 > n;
}

void quality_sexes(const struct grid *g, struct flaws *out)
{
	static const char sum[] = "they are expected to add up";
	static const char between[] = "all are expected to lie between";

	if (!g->sexes[SEX_TOTAL] || !g->sexes[SEX_MALE] ||
	    !g->sexes[SEX_FEMALE])
		return;
	if (g->numer)
		hold_to(g, g->numer, 1, adds_up, sum, out);
	if (values_add_up(g))
		hold_to(g, g->value, g->step, adds_up, sum, out);
	else
		hold_to(g, g->value, g->step, lies_between, between, out);
}
