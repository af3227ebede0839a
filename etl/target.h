/*
 * A target that a measure's expected effect states: "tavoite 25,0 vuonna 2027",
 * "mål 25,0 år 2027", "target 25.0 in 2027", anywhere in the text. Other words
 * are no target: they stay what they are.
 */
#ifndef ETL_TARGET_H
#define ETL_TARGET_H

#include "lib/base.h"

struct target {
	double value;
	int year;
};

/* The first one; false, *out untouched: there is none. Pure. */
bool target_parse(const char *text, struct target *out);

#endif
