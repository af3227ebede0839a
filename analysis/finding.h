/*
 * What was found about a series, and the families in which false discoveries
 * are controlled. Pure functions on arrays.
 */
#ifndef ANALYSIS_FINDING_H
#define ANALYSIS_FINDING_H

#include "analysis/trend.h"

struct finding {
	int64_t indicator, area;
	int sex;
	enum polarity polarity;
	double q, q_by; /* NAN: in no family */
	size_t family;  /* hypotheses tested together, 0: in no family */
	struct trend trend;
};

struct findings { /* initialise with {0} */
	struct finding *list;
	size_t n, cap;
};

void findings_release(struct findings *f);
void findings_add(struct findings *f, const struct finding *one);

/*
 * Gives every finding its q. All in the list are hypotheses of followed
 * indicators (trend_is_hypothesis) and of one kind of trend; a family is those
 * of one area and sex. Leaves the list in the order of (indicator, area, sex).
 * The order in which they were added does not matter.
 */
void findings_adjust(struct findings *f);

#endif
