/*
 * What was found about a series, and the families in which false discoveries
 * are controlled. Pure functions on arrays.
 */
#ifndef ANALYSIS_FINDING_H
#define ANALYSIS_FINDING_H

#include "analysis/trend.h"

enum trend_kind {
	KIND_LONG,   /* the last ten data years */
	KIND_RECENT, /* the five newest figures, by their intervals */
	KIND_GAP,    /* the last ten data years against the country */
	KIND_SEXES,  /* men's less women's */
	KIND_N
};

struct finding {
	int64_t indicator, area;
	int sex;
	enum trend_kind kind;
	enum polarity polarity;
	double q, q_by;  /* NAN: in no family */
	size_t family;   /* hypotheses tested together, 0: in no family */
	unsigned course; /* note of a gap's way, where it is clear; 0: none */
	bool moved; /* KIND_RECENT: by the rule of the five newest figures */
	const char *remark; /* one more, a constant text; NULL: none */
	struct trend trend;
};

struct findings { /* initialise with {0} */
	struct finding *list;
	size_t n, cap;
};

void findings_release(struct findings *f);
void findings_add(struct findings *f, const struct finding *one);

const char *trend_kind_name(enum trend_kind k);

/*
 * Findings that wait for their families: hypotheses of followed indicators
 * (trend_is_hypothesis). There are 200 000 of 128 indicators, so that each is
 * kept in half the room: without trend.stats.intercept, .persistence but f, and
 * .mk but s and p, which are 0 when it comes back.
 */
struct packed_finding;

struct waiting_findings { /* initialise with {0} */
	struct packed_finding *list;
	size_t n, cap;
};

void waiting_findings_release(struct waiting_findings *w);
void waiting_findings_add(struct waiting_findings *w,
			  const struct finding *one);
/*
 * Gives every finding its q, from its trend.stats.p_adj; a family is those of
 * one area, sex and kind. Leaves the list in the order of (indicator, area,
 * sex, kind). The order in which they were added does not matter.
 */
void waiting_findings_adjust(struct waiting_findings *w);
/* i < n */
void waiting_findings_get(const struct waiting_findings *w, size_t i,
			  struct finding *out);

/*
 * The verdict now that q is known. KIND_RECENT: clear where the rule says so
 * and q <= 0.05, indicative where q is larger or not known; else trend_judge().
 * t: a copy of the finding's trend, which gets the remarks that come with it.
 */
enum verdict finding_judge(const struct finding *f, struct trend *t);

#endif
