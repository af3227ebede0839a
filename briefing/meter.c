/*
 * A row of the barometer, put together from what was read. See profile.h.
 */
#include "lib/base.h"

#include "briefing/profile.h"

void meter_init(struct meter *m, const struct indicator *ind)
{
	*m = (struct meter){
		.ind = ind,
		.value = NO_FIGURE,
		.county = NO_FIGURE,
		.country = NO_FIGURE,
		.finding = {.q = NO_FIGURE,
			    .slope = NO_FIGURE,
			    .low = NO_FIGURE,
			    .high = NO_FIGURE},
		.news = {.value = NO_FIGURE, .old = NO_FIGURE},
	};
	standing_init(&m->standing);
}

double meter_number(struct stmt *q, int column)
{
	return stmt_col_null(q, column) ? NO_FIGURE
					: stmt_col_double(q, column);
}

void meter_trend(struct meter *m, struct stmt *q)
{
	char *verdict = xstrdup(stmt_col_text(q, 2));
	char *direction = xstrdup(stmt_col_text(q, 3));

	finding_parse(&m->finding, verdict, direction, stmt_col_text(q, 4),
		      meter_number(q, 5));
	m->finding.slope = meter_number(q, 6);
	m->finding.low = meter_number(q, 7);
	m->finding.high = meter_number(q, 8);
	m->finding.first_year = (int)stmt_col_int(q, 9);
	m->finding.last_year = (int)stmt_col_int(q, 10);
	m->finding.n = (int)stmt_col_int(q, 11);
	free(verdict);
	free(direction);
}

/* Whether two figures of the same source are one: as they are printed. */
static bool same_figure(double a, double b, int decimals)
{
	return fabs(a - b) < pow(10, -decimals) / 100;
}

/* By less than a tenth: the analysis says it of the country's level alone. */
static bool is_slight(double ratio)
{
	return ratio >= 0.90 && ratio <= 1.10;
}

void meter_place(struct meter *m, const struct place_words *w)
{
	struct standing *s = &m->standing;
	int decimals = m->ind->measure.decimals;

	if (m->state != STATE_VALUE || w->year != m->year ||
	    measure_is_size(&m->ind->measure))
		return;
	s->cases = w->cases;
	if (standing_unstable(s) || strstr(w->note, "out_of_date"))
		return;
	beside_parse(&s->country, w->level_class, w->standing, w->slight,
		     w->benchmark);
	s->country.rest = strstr(w->note, "benchmark_without_the_area") != NULL;
	beside_parse(&s->county, w->county_class, w->county_standing,
		     is_slight(m->value / w->county_benchmark),
		     w->county_benchmark);
	s->county.rest = beside_judged(&s->county) &&
			 !same_figure(w->county_benchmark, m->county, decimals);
	if (beside_judged(&s->country))
		s->persons = fabs(w->excess);
}

void meter_beside(struct meter *m)
{
	if (m->state != STATE_VALUE || measure_is_size(&m->ind->measure))
		return;
	beside_figure(&m->standing.country, m->country, m->median);
	beside_figure(&m->standing.county, m->county, false);
}
