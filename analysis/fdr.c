/*
 * False discovery control; see fdr.h.
 */
#include "analysis/fdr.h"

#include <math.h>

#include "analysis/order.h"
#include "analysis/undefined.h"

struct hypothesis {
	double p;
	size_t at;
};

size_t fdr_adjust(const double *p, size_t n, double *bh, double *by)
{
	struct hypothesis *h = xmalloc(n * sizeof(*h));
	double factor = 0.0, best_bh = 1.0, best_by = 1.0;
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		bh[i] = UNDEFINED;
		by[i] = UNDEFINED;
		if (!isnan(p[i])) {
			h[m].p = p[i];
			h[m].at = i;
			m++;
			factor += 1.0 / (double)m;
		}
	}
	qsort(h, m, sizeof(*h), order_compare);
	for (size_t i = m; i > 0; i--) {
		/* m / i first: the last of them is exactly 1, so q >= p */
		double q = (double)m / (double)i * h[i - 1].p;

		best_bh = fmin(best_bh, q);
		best_by = fmin(best_by, factor * q);
		bh[h[i - 1].at] = best_bh;
		by[h[i - 1].at] = best_by;
	}
	free(h);
	return m;
}
