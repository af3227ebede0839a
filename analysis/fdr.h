/*
 * False discovery control: of everything that is called a change, how much
 * may be chance? Pure function on arrays.
 */
#ifndef ANALYSIS_FDR_H
#define ANALYSIS_FDR_H

#include "lib/base.h"

/*
 * Benjamini & Hochberg (1995) and Benjamini & Yekutieli (2001): for the i-th
 * smallest of m values of p, q = min over j >= i of min(1, m p_j / j), times
 * sum 1/k for BY. A NAN in p is no hypothesis: not counted in m, NAN in bh and
 * by. Returns m. bh and by may not overlap p.
 * R: p.adjust(p, "BH"), p.adjust(p, "BY").
 */
size_t fdr_adjust(const double *p, size_t n, double *bh, double *by);

#endif
