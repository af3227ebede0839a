/*
 * Queries as analysts type them, on a store of any size.
 */
#ifndef TESTS_BENCH_QUERIES_H
#define TESTS_BENCH_QUERIES_H

#include "lib/base.h"

/* Runs each some times on a warm store; a table with the median milliseconds
 * and what is wanted goes to standard output, a JSON object per query to lines.
 */
void queries_report(const char *store, const char *size, FILE *lines);

#endif
