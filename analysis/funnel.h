/*
 * Which areas are unusual, given their size? A funnel: limits around a target
 * that widen where the denominator is small, and widen further where the areas
 * differ more than chance (overdispersion). Pure functions on arrays.
 * Spiegelhalter 2005, Stat Med 24:1185 and QSHC 14:347.
 */
#ifndef ANALYSIS_FUNNEL_H
#define ANALYSIS_FUNNEL_H

#include "analysis/interval.h"

enum funnel_kind {
	FUNNEL_PROPORTION, /* persons of persons; target: the pooled one */
	FUNNEL_RATE,       /* events of a population; target: the pooled rate */
	FUNNEL_RATIO,      /* events of those expected; target 1 */
};

/* Up to this many areas say too little about overdispersion. */
enum {
	FUNNEL_AREAS_FEW = 20
};

struct funnel {
	enum funnel_kind kind;
	double target; /* per one of the denominator; NAN: no area */
	double phi;    /* mean squared winsorised z; NAN: too few areas */
	double tau2;   /* variance between areas on the scale of z; 0: none
			  needed; NAN: too few areas */
	size_t areas;  /* that could be used */
};

/* Is it a figure that a funnel takes? d > 0, a >= 0, a <= d for a proportion.
 */
bool funnel_usable(enum funnel_kind kind, double a, double d);
/*
 * The target and the overdispersion of n areas with a events of d; areas that
 * are not usable are passed over. z are on the arcsine scale (proportion) or
 * square root scale (rate, ratio); winsorised at their 10 % and 90 % quantiles
 * (type 7). R: FunnelPlotR::funnel_plot, data_type "PR", or "SR" with
 * sr_method "CQC"; phi and tau2 are its. The order of the areas does not
 * change a bit.
 */
void funnel_fit(enum funnel_kind kind, const double *a, const double *d,
		size_t n, struct funnel *out);
/* How many standard errors an area lies from the target, not adjusted. NAN:
 * not usable. */
double funnel_z(const struct funnel *f, double a, double d);
/*
 * Limits of a / d for an area of this denominator. tau2 > 0: target +- z *
 * sqrt(s^2 + tau2) on the scale of z, turned back into a figure. Otherwise: the
 * figures at which Wilson's interval would just exclude the target
 * (proportion; R: PHEindicatormethods' funnel limits), or the exact Poisson
 * interval of the expected events (rate, ratio). A limit below 0 is 0, of a
 * proportion above 1 it is 1. None without a target or for d <= 0.
 */
struct interval funnel_limits(const struct funnel *f, double d, double level);

#endif
