/*
 * All figures of one trend; see trend_stats.h.
 */
#include "analysis/trend_stats.h"

#include "analysis/theil_sen.h"

enum {
	PAIRS_SMALL = MK_EXACT_MAX * (MK_EXACT_MAX - 1) / 2
};

void trend_stats(const int *years, const double *x, size_t n, int step,
		 struct mk_cache *cache, struct trend_stats *out)
{
	double small[PAIRS_SMALL];
	double *slopes = n <= MK_EXACT_MAX
				 ? small
				 : xmalloc(sen_pairs(n) * sizeof(*slopes));
	double c;

	if (n > TREND_POINTS_MAX)
		die("trend_stats: %zu points", n);
	mk_test(x, n, cache, &out->mk);
	sen_slopes(years, x, n, slopes);
	out->slope = sen_slope(slopes, x, n);
	out->intercept = sen_intercept(years, x, n, out->slope);
	persistence_of(years, x, n, out->slope, step, &out->persistence);
	out->p_adj = persistence_p(out->mk.p, out->mk.z, out->persistence.f);
	c = sen_c(mk_exact_c(cache, n), out->mk.var_s, out->persistence.f);
	(void)sen_interval(slopes, x, n, c, &out->low, &out->high);
	if (slopes != small)
		free(slopes);
}
