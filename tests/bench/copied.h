/*
 * The yardstick of pages: writing the same files.
 */
#ifndef TESTS_BENCH_COPIED_H
#define TESTS_BENCH_COPIED_H

#include "lib/base.h"

/* Seconds to write the files below `dir` once more, as the pages are published:
 * each under another name, synced and renamed. They are read before and removed
 * afterwards. *n: how many. */
double copied_seconds(const char *dir, size_t *n);

#endif
