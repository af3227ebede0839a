/*
 * What the hardware and the libraries allow, for the same rows and answers.
 */
#ifndef TESTS_BENCH_YARDSTICK_H
#define TESTS_BENCH_YARDSTICK_H

#include "tests/bench/synth.h"

double seconds_now(void);

/* Seconds to GET every answer over one connection and throw it away. */
double yardstick_download(const struct synth *s, const char *url);

/* Seconds to read each row of STORE's observation in the order of its key. */
double yardstick_read(const char *store, int64_t *rows);

/* Seconds to put STORE's rows into a new store at `path`: INSERT ... SELECT
 * from an eponymous virtual table over an array, in key order, a transaction
 * per indicator, WAL and NORMAL. Reading them first is not counted. */
double yardstick_insert(const char *store, const char *path);

#endif
