/*
 * The places of an answer by kind and code, however many there are: a search in
 * a row for each of a million would never end.
 */
#ifndef ETL_PLACE_INDEX_H
#define ETL_PLACE_INDEX_H

#include "etl/source.h"

struct place_index {
	const struct place **sorted; /* owned; the places are the answer's */
	size_t n;
};

/* Of an answer whose places all have a code and index `places`, and which gets
 * no more while the index is used. Release with place_index_release(). */
void place_index_make(struct place_index *x, const struct answer *a);
void place_index_release(struct place_index *x);
/* The first place of that kind and code, texts without an end; NULL: none. */
const struct place *place_index_find(const struct place_index *x,
				     const char *kind, size_t kind_len,
				     const char *code, size_t code_len);
/* Figures of places that are the same become figures of the first of them. */
void place_index_unite(const struct place_index *x, struct answer *a);

#endif
