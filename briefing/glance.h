/*
 * What is said of a municipality at a glance: which findings, in which order,
 * in which box. Pure.
 */
#ifndef BRIEFING_GLANCE_H
#define BRIEFING_GLANCE_H

#include "briefing/profile.h"

enum {
	GLANCE_SENTENCES = 6,
	GLANCE_BOX = 4 /* indicators that a box names */
};

/* The rules by which a finding is told; see their table. */
enum rule {
	RULE_WORSE_AND_WORSENING,
	RULE_WORSENING,
	RULE_WORSE,
	RULE_IMPROVING,
	RULE_BETTER,
	RULE_OTHER,
	RULE_SLIGHT,
	RULE_NONE, /* nothing conclusive */
};

/* What fills the sentences up: counts over all followed indicators. */
enum filler {
	FILLER_LEVEL,      /* no difference from country or county */
	FILLER_TREND,      /* no clear change */
	FILLER_NO_LEVEL,   /* the level could not be judged */
	FILLER_NO_TREND,   /* the change could not be assessed */
	FILLER_FEW_CASES,  /* too few cases for the level to be judged */
	FILLER_OLD,        /* figures too old for findings */
	FILLER_NO_FIGURES, /* none of this municipality */
	FILLER_N,
};

enum box {
	BOX_CONCERN,
	BOX_STRENGTH,
	BOX_NEWS,
	BOX_NONE,
	BOX_N = BOX_NONE,
};

struct pick {
	const struct meter *m;
	enum rule rule;
};

struct glance {
	/* all that is conclusive, in the order in which it is told; the first
	 * GLANCE_SENTENCES are */
	struct pick *picks;
	size_t n;
	enum filler fillers[GLANCE_SENTENCES]; /* that follow them */
	size_t filler_n;
	struct share {
		size_t n, of;
	} counts[FILLER_N];
	struct pick *boxes[BOX_N]; /* all of each, in the same order */
	size_t box_n[BOX_N];
	size_t news_known, news_unknown; /* indicators of the negotiation */
};

/* The rule that a row falls under. */
enum rule glance_rule(const struct meter *m);
/* The box of a rule; BOX_NONE: none. */
enum box glance_box(enum rule rule);
/* Whether the trend of a row may be told. */
bool glance_tells_change(const struct meter *m);
/* Borrows the rows of p; released by glance_release(). */
void glance_make(struct glance *g, const struct profile *p);
void glance_release(struct glance *g);

#endif
