/*
 * One cell of a table that people keep: what it may hold, and the one form of
 * what means the same. Pure.
 */
#ifndef ETL_KEPT_CELL_H
#define ETL_KEPT_CELL_H

#include "etl/kept.h"

/* Appends the canonical form of a cell, which is not empty, to out; of a text,
 * its lines as one with single blanks. Returns NULL, or what is expected and
 * what to do; borrowed, constant. */
const char *kept_cell_take(const struct kept_column *c, const char *cell,
			   struct buf *out);

#endif
