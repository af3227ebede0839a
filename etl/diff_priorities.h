/*
 * What changed, by the priorities of a negotiation: which indicators tell of
 * them, and the lines of a diff kept until they can be printed in that order.
 */
#ifndef ETL_DIFF_PRIORITIES_H
#define ETL_DIFF_PRIORITIES_H

#include "etl/diff.h"
#include "lib/app.h"

struct diff_priorities;

/* From config/negotiations/ID, a draft too. ERR_USAGE where there is none;
 * ERR_CONFIG where it is wrong or names no indicator. The caller's to
 * diff_priorities_free(). */
int diff_priorities_new(struct diff_priorities **out, struct app *app,
			const char *id, struct err *e) MUST_USE;
void diff_priorities_free(struct diff_priorities *d);
const char *diff_priorities_id(const struct diff_priorities *d); /* borrowed */
/* The negotiation's (first) day, "" for a draft without; borrowed. */
const char *diff_priorities_day(const struct diff_priorities *d);
/* "sotkanet:284,sotkanet:423": for struct diff_options; borrowed. */
const char *diff_priorities_indicators(const struct diff_priorities *d);
/* Keeps a line (with its end) about f's indicator, or of its item alone. */
void diff_priorities_keep(struct diff_priorities *d, const struct finding *f,
			  const char *line);
/* Each priority's lines in the order in which they were kept, the priority and
 * a tab before each; then those of measures: all of an indicator that a measure
 * names itself, its own of one that its priorities bring. A line stands under
 * each that it tells of. */
void diff_priorities_print(const struct diff_priorities *d, FILE *out);

#endif
