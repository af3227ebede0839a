/*
 * Rows of the barometer as the tests of "at a glance" need them.
 */
#ifndef TEST_BRIEF_MADE_H
#define TEST_BRIEF_MADE_H

#include "tests/support/test.h"

#include "briefing/remark.h"
#include "briefing/words.h"

/* A row with all that it needs, in the words of the store. */
struct made {
	struct indicator ind;
	struct meter m;
	const char *verdict, *direction;
	double q;
	struct place_words w;
};

static inline void make_indicator(struct made *x, const char *title,
				  const char *unit, const char *class,
				  int decimals, bool survey,
				  const char *polarity)
{
	*x = (struct made){.verdict = "no_clear_trend",
			   .direction = "",
			   .q = NO_FIGURE,
			   .w = {.level_class = "not_compared",
				 .standing = "",
				 .county_class = "not_compared",
				 .county_standing = "",
				 .note = "",
				 .benchmark = NO_FIGURE,
				 .county_benchmark = NO_FIGURE,
				 .cases = NO_FIGURE,
				 .excess = NO_FIGURE}};
	x->ind = (struct indicator){.source = xstrdup("s"),
				    .code = xstrdup("1"),
				    .title = xstrdup(title),
				    .title_fi = xstrdup(title),
				    .theme = xstrdup("elintavat"),
				    .unit = xstrdup(unit),
				    .class = xstrdup(class),
				    .polarity = xstrdup(polarity)};
	x->ind.measure =
		(struct measure){x->ind.unit, x->ind.class, decimals, survey};
	meter_init(&x->m, &x->ind);
	x->m.state = STATE_VALUE;
	x->m.year = x->w.year = 2023;
	x->m.value = 15.6;
}

static inline void made_free(struct made *x)
{
	free(x->ind.source);
	free(x->ind.code);
	free(x->ind.title);
	free(x->ind.title_fi);
	free(x->ind.theme);
	free(x->ind.unit);
	free(x->ind.class);
	free(x->ind.polarity);
}

/* Takes the words in, as a page does. */
static inline void settle(struct made *x)
{
	finding_parse(&x->m.finding, x->verdict, x->direction, "", x->q);
	x->m.finding.first_year = 2014;
	x->m.finding.last_year = 2023;
	meter_place(&x->m, &x->w);
	meter_beside(&x->m);
}

#endif
