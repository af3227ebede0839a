/*
 * SHA-256 over an indicator's figures in the order of official codes, so that
 * it does not hang on our own numbers for the areas.
 */
#ifndef ETL_DATASET_DIGEST_H
#define ETL_DATASET_DIGEST_H

#include "etl/figure.h"
#include "lib/db.h"
#include "lib/hash.h"

struct digester;

/* For any number of indicators over one store. */
int digester_new(struct digester **out, struct db *db, struct err *e) MUST_USE;
void digester_free(struct digester *d); /* NULL is allowed */
/* Sorted figures, those that are gone left out. */
int digester_figures(struct digester *d, const struct figures *f,
		     char out[HASH_HEX], struct err *e) MUST_USE;

#endif
