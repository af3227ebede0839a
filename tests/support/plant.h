/*
 * Errors planted at random places of clean figures, and whether they can be
 * told from the figures: by the clean ones alone, in other words than the
 * checks use.
 */
#ifndef TESTS_SUPPORT_PLANT_H
#define TESTS_SUPPORT_PLANT_H

#include "etl/quality_grid.h"

enum fault {
	COUNTY,   /* a county one in a hundred too high */
	SWAPPED,  /* two municipalities in each other's place */
	DECIMAL,  /* a decimal sign lost */
	DOUBLED,  /* a year twice what it is */
	REPEATED, /* a year that gives the year before */
	SHIFTED,  /* a year's figures one area further */
	LATER,    /* all from some year on a year too late */
	FAULTS
};

enum when {
	FIRST,  /* in an answer to which nothing is held */
	SECOND, /* in one behind the clean one */
	NEXT,   /* in the year that the clean one does not have yet */
	WHENS
};

/* One indicator. */
struct clean {
	const struct quality_register *reg;
	struct figures f, before; /* all, and all but the newest year */
	struct flaws found;
	struct grid g;
	double *usual;  /* of each row, the median change; NaN: too few */
	double *unrest; /* of each year: how much more than usual was moved */
	double least;   /* a quarter of the usual one */
	char code[40];
};

/* What was planted. */
struct plant {
	struct figures f;
	int year;
	bool tells;
};

/* c: reg, f, g are set. Learns what is usual; the caller's to
 * clean_release(). */
void clean_learn(struct clean *c);
void clean_release(struct clean *c);
/* Plants one into p->f, a copy of c->f. false: it does not fit there. */
bool plant_one(const struct clean *c, enum fault fault, enum when when,
	       uint64_t *seed, struct plant *p);

#endif
