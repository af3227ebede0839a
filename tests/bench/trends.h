/*
 * Trends alone, without the store: what P5's yardstick and the peers of other
 * languages are held against.
 */
#ifndef TESTS_BENCH_TRENDS_H
#define TESTS_BENCH_TRENDS_H

#include "lib/base.h"

struct series_set; /* every series of a store, in memory */

struct series_set *series_set_read(const char *store);
void series_set_free(struct series_set *s);
size_t series_set_n(const struct series_set *s);
/* Seconds for Mann-Kendall, Theil-Sen with its interval and the adjustment for
 * persistence of the window of each series, on so many threads. */
double series_set_trends(const struct series_set *s, size_t threads);
/* A CSV of the first n series of at least `least` years: series_id,year,value.
 */
void series_set_csv(const struct series_set *s, size_t n, size_t least,
		    FILE *out);

#endif
