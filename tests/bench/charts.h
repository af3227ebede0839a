/*
 * Charts: what they cost beside gnuplot alone on the same scripts.
 */
#ifndef TESTS_BENCH_CHARTS_H
#define TESTS_BENCH_CHARTS_H

#include "lib/base.h"

/* A table of every kind of chart of the store in folder var, at most `most` of
 * each: milliseconds a chart for reading and sketching, for gnuplot (SVG, PNG
 * and PDF, two at a time) and for what is mended afterwards, and all of it
 * beside gnuplot alone. Pictures go to a folder that is removed. */
void charts_report(const char *var, size_t most);
/* Seconds that gnuplot alone takes for the scripts of every chart of these
 * kinds
 * ("spine, map") in Finnish: SVG, PNG and PDF, two processes at a time. *n: how
 * many charts. */
double charts_bare(const char *var, const char *kinds, size_t *n);

#endif
