/*
 * Room for one more in a growing array: p with a cap of more than n elements of
 * `size` bytes. The pointer that was is gone.
 */
#ifndef ANALYSIS_GROWN_H
#define ANALYSIS_GROWN_H

#include "lib/base.h"

void *grown(void *p, size_t n, size_t *cap, size_t size);

#endif
