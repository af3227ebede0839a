/*
 * A finding as one sentence of at most 25 words: the indicator, its figure with
 * unit and year, how it stands beside country and county, how it has changed.
 * Pure; plain text.
 */
#ifndef BRIEFING_REMARK_H
#define BRIEFING_REMARK_H

#include "briefing/glance.h"

struct remark {
	struct buf title; /* the indicator's, shortened where it must be */
	struct buf rest;  /* with the colon before and the full stop behind */
};

void remark_init(struct remark *r);
void remark_release(struct remark *r);
/* m: with a rule of its own (glance_rule() is not RULE_NONE). */
void remark_make(struct remark *r, const struct meter *m, enum lang lang);

/* What fills up, as a sentence. old_year: that figures are old from. */
void remark_filler(struct buf *b, enum filler f, struct share s, int old_year,
		   enum lang lang);
/* A line of a box behind the title: "17,3 % (2023): heikentynyt". */
void remark_brief(struct buf *b, const struct meter *m, enum lang lang);
/* What is new of an indicator, behind its title. */
void remark_news(struct buf *b, const struct meter *m, enum lang lang);

#endif
