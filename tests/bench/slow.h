/*
 * A slow server: how much longer than downloading alone does fetching take,
 * when what is to be done fits into the waiting?
 */
#ifndef TESTS_BENCH_SLOW_H
#define TESTS_BENCH_SLOW_H

#include <stdio.h>

/*
 * Serves the 40 indicators of the short form, each answer after 50 ms, its
 * packed bodies kept in `dir`. fetch(ctx, url) empties what an earlier call
 * left, fetches all from `url` and returns the seconds of the fetching. Prints
 * the median of three rounds beside downloading, and a JSON line to `lines`.
 */
void slow_report(const char *size, const char *dir,
		 double (*fetch)(void *ctx, const char *url), void *ctx,
		 FILE *lines);

#endif
