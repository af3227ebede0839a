/*
 * The agreements of all negotiations beside the figures: what each figure that
 * a measure or a priority is tied to has become since; see agreement.h.
 */
#ifndef ANALYSIS_AGREEMENTS_H
#define ANALYSIS_AGREEMENTS_H

#include "lib/db.h"

/*
 * Replaces the table `agreement`, inside the caller's transaction, from
 * `agreed_figure`, the ties, and the figures. population: as for
 * country_read(). *changed: false where all that it follows from is as the
 * last time; then nothing is done. After the studies: `analysed` must be up to
 * date.
 */
int agreements_run(struct db *db, const char *population, int run_year,
		   bool *changed, struct err *e) MUST_USE;

#endif
