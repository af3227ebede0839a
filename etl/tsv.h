/*
 * Tables on standard output: tab-separated, a header row, a line a row.
 */
#ifndef ETL_TSV_H
#define ETL_TSV_H

#include "lib/buf.h"

/* A cell; a tab or line end inside it would make it two, and is a blank. */
void tsv_cell(struct buf *b, const char *s);

#endif
