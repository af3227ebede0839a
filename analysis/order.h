/*
 * Order, and order statistics by selection: finding the middle of 435 slopes
 * costs a seventh of sorting them. Pure functions on arrays, which they
 * reorder. Values must not be NaN.
 */
#ifndef ANALYSIS_ORDER_H
#define ANALYSIS_ORDER_H

#include "lib/base.h"

/* For qsort() of doubles, or of structs that begin with one: ascending, equal
 * ones in any order. */
int order_compare(const void *a, const void *b);
/* Of structs that begin with two doubles: by the second where the first are
 * equal, so that equal pairs alone are in any order. */
int order_compare_two(const void *a, const void *b);
/* The k-th smallest (k from 0, k < n); afterwards a[0..k) <= a[k] <= a(k..n).
 * R: sort(a, partial = k + 1)[k + 1]. */
double order_select(double *a, size_t n, size_t k);
/* The middle value, the mean of the two middle ones where n is even; NAN for
 * n = 0. R: median(a). */
double order_median(double *a, size_t n);
/* The value at the fractional rank `rank` (from 1, 1 <= rank <= n), linear
 * between neighbours. */
double order_at(double *a, size_t n, double rank);

#endif
