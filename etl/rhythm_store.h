/*
 * The rhythm of what is followed, from the loaded answers into the store.
 */
#ifndef ETL_RHYTHM_STORE_H
#define ETL_RHYTHM_STORE_H

#include "etl/archive.h"

/* Replaces the tables `release` and `rhythm`: of each indicator of the table
 * `followed` that has figures. a: says what the source's own day was when each
 * answer was asked for. */
int rhythm_store(struct archive *a, struct db *db, struct err *e) MUST_USE;

#endif
