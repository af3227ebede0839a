/*
 * What a statistic is where it has no value. It lives inside analysis/ only:
 * in a table it becomes NULL, in CSV an empty cell.
 */
#ifndef ANALYSIS_UNDEFINED_H
#define ANALYSIS_UNDEFINED_H

#include <math.h>

#define UNDEFINED ((double)NAN)

#endif
