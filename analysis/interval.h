/*
 * How sure is one figure? Intervals of a proportion, a count, a ratio of two
 * rates and a difference of two proportions. Pure functions; `level` is a
 * fraction such as 0.95 or 0.998.
 */
#ifndef ANALYSIS_INTERVAL_H
#define ANALYSIS_INTERVAL_H

#include "lib/base.h"

struct interval {
	double low, high; /* both NAN: none can be given */
};

enum interval_method {
	INTERVAL_NONE,
	INTERVAL_WILSON,
	INTERVAL_EXACT,
	INTERVAL_BYAR,
};

/* "Wilson", "Exact", "Byars", as PHEindicatormethods names them; "" for none.
 */
const char *interval_method_name(enum interval_method m);
bool interval_known(struct interval i);
/* Both limits times k, k > 0. */
struct interval interval_scaled(struct interval i, double k);

/*
 * A proportion of n persons of whom x have it (whole or not): Wilson's score
 * interval, within 0..1. None for n <= 0, x < 0 or x > n.
 * Wilson 1927; R: PHEindicatormethods' wilson_lower and wilson_upper,
 * prop.test(correct = FALSE)$conf.int.
 */
struct interval interval_proportion(double x, double n, double level);

/* From this count on Byar's approximation is as good as the exact interval. */
enum {
	INTERVAL_BYAR_FROM = 10
};

/* The mean of a count of o events: exact below ten of them, Byar from ten on
 * (PHE's technical guide; R: PHEindicatormethods::phe_rate). None for o < 0. */
struct interval interval_count(double o, double level);
enum interval_method interval_count_method(double o);
/* Garwood 1936, R: poisson.test(o)$conf.int. */
struct interval interval_count_exact(double o, double level);
/* Breslow and Day 1987; the lower limit is at least 0. */
struct interval interval_count_byar(double o, double level);

/*
 * The ratio (x1/t1) / (x2/t2) of two rates: conditional exact, from the beta
 * distribution. low 0 where x1 = 0, high INFINITY where x2 = 0; none where
 * both are, or for t <= 0. R: poisson.test(c(x1, x2), c(t1, t2))$conf.int.
 */
struct interval interval_rate_ratio(double x1, double t1, double x2, double t2,
				    double level);

/* The difference x1/n1 - x2/n2 of two proportions: Newcombe's hybrid of two
 * score intervals (1998, his method 10). None where one of the two has none.
 * R: DescTools::BinomDiffCI(method = "score"). */
struct interval interval_difference(double x1, double n1, double x2, double n2,
				    double level);

#endif
