/*
 * Position among others: rank, quintile, and how sure a rank is. Pure
 * functions on arrays. A NAN among the values is one that does not report: it
 * has no rank (0) and is not counted.
 */
#ifndef ANALYSIS_RANK_H
#define ANALYSIS_RANK_H

#include "analysis/random.h"

enum rank_first {
	RANK_LOWEST,  /* the lowest value has rank 1 */
	RANK_HIGHEST, /* the highest */
};

/*
 * Competition ranks (1, 2, 2, 4): ties share the best. Returns how many
 * report, the k of "rank of k". R: rank(x, ties.method = "min", na.last =
 * "keep"), of -x for RANK_HIGHEST.
 */
size_t rank_all(const double *x, size_t n, enum rank_first first, size_t *rank);

/*
 * The group, 1 to groups, of rank r of n: max(1, groups + 1 -
 * ceil((n + 1 - r) groups / n)), group 1 holds rank 1. 0: no rank (r = 0), or
 * n < groups. R: PHEindicatormethods::phe_quantile.
 */
unsigned rank_group(size_t r, size_t n, unsigned groups);
/* groups = 5. */
unsigned rank_quintile(size_t r, size_t n);

enum {
	RANK_DRAWS = 2000
};

struct rank_interval {
	double low, high; /* 90 % of the draws; 1 <= low <= high <= k */
	bool uncertain;   /* it spans more than two quintiles */
};

/*
 * What is known of each value is a distribution (post[i]; POSTERIOR_NONE: does
 * not report). RANK_DRAWS times one value is drawn of each and the ranks are
 * taken (rank_all); the interval holds the middle 90 % of the ranks of i, its
 * ends the order statistics at 5 % and 95 % (type 7) rounded outwards, so that
 * they are whole ranks (Goldstein & Spiegelhalter 1996). NAN for who does not
 * report. With fewer than five that report nothing is uncertain: there are no
 * quintiles.
 *
 * The same for the same seed. It does not depend on the order of the areas if
 * key[i] is a number of area i's own (its id, its code): area i draws from a
 * sequence of its own. key NULL: the place i takes its part.
 */
void rank_intervals(const struct posterior *post, const int64_t *key, size_t n,
		    enum rank_first first, uint64_t seed,
		    struct rank_interval *out);

#endif
