/*
 * How a figure stands beside that of its county and of the country, as the
 * analysis says it, and on how many cases it rests. Pure.
 */
#ifndef BRIEFING_STANDING_H
#define BRIEFING_STANDING_H

#include "briefing/sentence.h"

enum relation {
	RELATION_NONE,   /* there is nothing to hold it against */
	RELATION_BESIDE, /* both figures are known, nothing is judged */
	RELATION_BELOW,  /* placed without an interval: never a verdict */
	RELATION_SAME,
	RELATION_ABOVE,
	RELATION_SIMILAR, /* judged by the interval */
	RELATION_LOWER,
	RELATION_HIGHER,
};

/* Against one other area. */
struct beside {
	enum relation relation;
	bool much;        /* by the 99.8 % interval too */
	bool slight;      /* by less than a tenth */
	enum sense sense; /* of lower and higher; NONE: no side is agreed good
			   */
	double value;     /* that it is held against; NO_FIGURE: none */
	bool median;      /* the median municipality */
	bool rest;        /* the other area without this one */
};

struct standing {
	struct beside country, county;
	double cases;   /* NO_FIGURE: not known, or nothing that has cases */
	double persons; /* more or fewer than at the country's level; NO_FIGURE:
			   not known */
};

enum {
	CASES_FEW = 5,      /* below it no figure of one year is shown */
	CASES_UNSTABLE = 20 /* below it the level is not judged */
};

/* Nothing is known. */
void standing_init(struct standing *s);
/* Takes the analysis' words in: level_class and standing as v_position has
 * them. Anything else leaves the relation as it is. `value`: the benchmark. */
void beside_parse(struct beside *b, const char *level_class,
		  const char *standing, bool slight, double value);
/* Two figures side by side, of which nothing was judged. */
void beside_figure(struct beside *b, double value, bool median);
/* Whether a side was found: lower or higher by its interval. */
bool beside_differs(const struct beside *b);
bool beside_judged(const struct beside *b);
/* Whether the figure rests on so few cases that nothing is said of it, or only
 * nothing of its level. */
bool standing_few(const struct standing *s);
bool standing_unstable(const struct standing *s);

#endif
