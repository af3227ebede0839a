/*
 * What became of what was agreed: a figure as it was when it was agreed, beside
 * the newest one. Pure functions on a few figures. A change is claimed only
 * where it is more than chance: never because two figures are unlike.
 *
 * In two steps, as in trend.h: agreement_compare() for each figure, fdr over
 * the family (one negotiation, area and sex), then agreement_judge() for each
 * measure that the figure is tied to.
 */
#ifndef ANALYSIS_AGREEMENT_H
#define ANALYSIS_AGREEMENT_H

#include "analysis/comparison.h"

enum agreement_verdict { /* the order of the rule: the first that holds */
	AGREEMENT_NOT_MEASURABLE, /* no indicator, no figure, no comparison */
	AGREEMENT_VALUE_ONLY,     /* a weak link: figures, no judgement */
	AGREEMENT_TOO_EARLY,
	AGREEMENT_IMPROVED,
	AGREEMENT_WORSENED,
	AGREEMENT_RISEN, /* no side is agreed to be the better one */
	AGREEMENT_FALLEN,
	AGREEMENT_NO_DETECTABLE_CHANGE,
};

/* "not_measurable", "value_only", "too_early", "improved" ... */
const char *agreement_verdict_name(enum agreement_verdict v);

/* What the figures are. NAN, 0: not known. */
struct agreement_figures {
	int agreed_year;    /* of the figure as agreed; 0: there was none */
	const char *reason; /* why there was none; NULL: not told */
	double revised;     /* the same year's figure, as its source has it now;
			       NAN: it has been withdrawn */
	double current;     /* the newest figure */
	int current_year;
	bool broken;        /* between the two the way of counting changed */
	const char *why;    /* no counts: why, as in limits_why_name() */
	bool proportion;    /* else a rate */
	double unit;        /* value = unit * a / d */
	struct counts then; /* of revised */
	struct counts now;  /* of current */
	double phi;         /* by how much the figures vary more than chance
			       does, as a factor of the variance; NAN: not known */
	struct trend_indicator rules;
	struct trend_series after; /* later than agreed_year; n may be 0 */
};

enum agreement_evidence {
	EVIDENCE_NONE,
	EVIDENCE_INTERVAL, /* of the change between the two years */
	EVIDENCE_TREND,    /* of the years after the agreement */
};

/* "interval", "trend", "" for none. */
const char *agreement_evidence_name(enum agreement_evidence v);

struct agreement_change {
	int agreed_year, current_year; /* 0: none */
	const char *bar; /* why nothing can be said; NULL: it can */
	const char *why; /* as in agreement_figures */
	enum agreement_evidence evidence;
	bool hypothesis; /* in its family */
	double p;        /* NAN: no test */
	double size;     /* change between the two years, in units */
	struct interval
		change;     /* 95 %: of that, or of the trend's; NAN: none */
	bool material;      /* else a clear change is a slight one */
	struct trend trend; /* EVIDENCE_TREND */
	int span;
};

/*
 * revised to current: what the source revised since is no change. Where both
 * have counts and phi is known, the test is that of the difference of two
 * proportions (Newcombe 1998, his method 10) or of the ratio of two rates
 * (conditional exact; interval.h), all counts divided by phi (quasi-likelihood:
 * McCullagh and Nelder 1989, chapter 4.5); p is the largest one whose interval
 * holds no change. change of a rate: that of the ratio times revised.
 * Otherwise, where at least TREND_POINTS_MIN figures came after: their trend
 * (trend_assess()), which must lead away from revised.
 */
void agreement_compare(const struct agreement_figures *f,
		       struct mk_cache *cache, struct agreement_change *out);

/* Of a reason that the store gives, the same as constant text. */
const char *agreement_reason(const char *s);

enum {
	AGREEMENT_NOTE = 160 /* bytes */
};

/*
 * The verdict for a measure. first_year: the first year of data that lies
 * wholly after its start and the lag of what is expected of it. told: the link
 * is direct or a proxy. q: of p in its family, NAN: in none. note gets
 * AGREEMENT_NOTE bytes: words joined by "; ", "" for none.
 */
enum agreement_verdict agreement_judge(const struct agreement_change *c,
				       double q, enum polarity polarity,
				       bool told, int first_year, char *note);
/* Nothing of the years that a measure may be judged by is there yet. */
bool agreement_is_early(const struct agreement_change *c, int first_year);

#endif
