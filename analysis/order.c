/*
 * Order statistics by quickselect; see order.h.
 */
#include "analysis/order.h"

#include <math.h>

#include "analysis/undefined.h"

int order_compare(const void *a, const void *b)
{
	double x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x > y) - (x < y);
}

int order_compare_two(const void *a, const void *b)
{
	int c = order_compare(a, b);

	if (c != 0)
		return c;
	return order_compare((const double *)a + 1, (const double *)b + 1);
}

static void swap(double *a, double *b)
{
	double t = *a;

	*a = *b;
	*b = t;
}

/* Puts the median of the first, middle and last value in the middle: sorted
 * and reversed input, the usual slopes of a trend, stay linear. */
static double pivot_of(double *a, size_t lo, size_t hi)
{
	size_t mid = lo + (hi - lo) / 2;

	if (a[mid] < a[lo])
		swap(&a[mid], &a[lo]);
	if (a[hi] < a[lo])
		swap(&a[hi], &a[lo]);
	if (a[hi] < a[mid])
		swap(&a[hi], &a[mid]);
	return a[mid];
}

double order_select(double *a, size_t n, size_t k)
{
	size_t lo = 0, hi = n - 1;

	while (lo < hi) {
		double pivot = pivot_of(a, lo, hi);
		size_t i = lo, j = hi;

		for (;;) {
			while (a[i] < pivot)
				i++;
			while (pivot < a[j])
				j--;
			if (i >= j)
				break;
			swap(&a[i], &a[j]);
			i++;
			j--;
		}
		/* a[lo..i) <= pivot <= a(j..hi]; where both scans met on one
		 * value that is the pivot and stands in its place. Crossing
		 * needs a swap first, so either part is shorter than before. */
		if (i == j && k == i)
			return a[k];
		if (k < i)
			hi = i - 1;
		else
			lo = i == j ? i + 1 : i;
	}
	return a[k];
}

/* The smallest of a[from..n), from < n. */
static double smallest(const double *a, size_t from, size_t n)
{
	double v = a[from];

	for (size_t i = from + 1; i < n; i++)
		if (a[i] < v)
			v = a[i];
	return v;
}

double order_median(double *a, size_t n)
{
	double low;

	if (n == 0)
		return UNDEFINED;
	low = order_select(a, n, (n - 1) / 2);
	if (n % 2 == 1)
		return low;
	return 0.5 * (low + smallest(a, n / 2, n));
}

double order_at(double *a, size_t n, double rank)
{
	double whole = floor(rank), part = rank - whole;
	size_t k = (size_t)whole - 1;
	double low = order_select(a, n, k);

	if (part <= 0.0)
		return low;
	return low + part * (smallest(a, k + 1, n) - low);
}
