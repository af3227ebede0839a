/*
 * Mann-Kendall: has a series tended to rise or to fall? The exact permutation
 * distribution of S, with ties, for every series that a yearly statistic can
 * have. Pure functions on arrays; the distributions are kept in a cache that
 * the caller owns, because a few thousand tie patterns serve millions of
 * series.
 *
 * Values are compared as they are: equal decimals are ties.
 */
#ifndef ANALYSIS_MANN_KENDALL_H
#define ANALYSIS_MANN_KENDALL_H

#include "lib/base.h"

/* Above so many points the normal approximation with the corrections for
 * continuity and ties takes the place of the exact distribution. */
enum {
	MK_EXACT_MAX = 60
};

/*
 * The null distribution of S for one n and one set of tie group sizes: all
 * arrangements of the values are equally likely. With u_1, u_2 ... the sizes
 * (ones included), N = n(n-1)/2, T = sum u(u-1)/2 and M = N - T, the number of
 * inversions I has the generating function prod_g binom(u_1+..+u_g, u_g)_q and
 * S = M - 2I (MacMahon; Kendall 1975; Panneton & Robillard 1972, AS 54). The
 * same as the exact Jonckheere-Terpstra distribution over the value groups.
 * R: cor.test(method = "kendall", exact = TRUE) without ties,
 * clinfun::jonckheere.test with them.
 */
struct mk_null;

/* One per thread. It holds at most about 64 MB and starts afresh above that. */
struct mk_cache;

struct mk_cache *mk_cache_new(void);
/* One that holds so many doubles instead, and one distribution more. */
struct mk_cache *mk_cache_sized(size_t doubles);
void mk_cache_free(struct mk_cache *c); /* NULL is allowed */

/*
 * The distribution for n <= MK_EXACT_MAX points. ties holds the sizes of the
 * tie groups in any order; sizes of 1 may be left out. Borrowed until the next
 * call with the same cache.
 */
const struct mk_null *mk_null_get(struct mk_cache *c, size_t n,
				  const size_t *ties, size_t ties_n);
int64_t mk_null_max(const struct mk_null *d); /* M, the largest |S| */
/* P(S >= s), for any s; relative error about 1e-14. */
double mk_null_upper(const struct mk_null *d, int64_t s);
/* Two-sided P(|S| >= |s|), in (0, 1] where |s| <= M. */
double mk_null_p(const struct mk_null *d, int64_t s);

struct mk {
	int64_t s;    /* sum over i < j of sign(x[j] - x[i]) */
	double var_s; /* under the null, with ties */
	double tau_b; /* NAN where constant or n < 2 */
	double z;     /* (S - sgn S) / sqrt(var_s), 0 where S = 0 */
	double p;     /* two-sided, exact for n <= MK_EXACT_MAX */
	double p_min; /* smallest p that n and the ties allow (Tarone 1990) */
};

/*
 * x in order of time, finite. Constant or n < 2: S = 0, z = 0, p = p_min = 1.
 * R: trend::mk.test for S, varS and z; scipy.stats.kendalltau for tau_b.
 */
void mk_test(const double *x, size_t n, struct mk_cache *c, struct mk *out);

/*
 * The constant C of the exact Hollander-Wolfe interval of the Theil-Sen slope
 * at 95 %: k - 2, k the smallest value that S can take without ties with
 * P(S >= k) <= 0.025. NAN where there is none (n < 5) and for
 * n > MK_EXACT_MAX. R: NSM3::theil.
 */
double mk_exact_c(struct mk_cache *c, size_t n);

#endif
