/*
 * The table `gap`: what is followed and not here, and why.
 */
#ifndef ETL_GAPS_H
#define ETL_GAPS_H

#include "lib/db.h"

/* Replaces what stands there by the followed indicators without figures. Only a
 * list of what a source offers can say that it does not offer one. */
int gaps_put(struct db *db, struct db *archive, struct err *e) MUST_USE;

#endif
