/*
 * The register of areas in tilannekuva.db: which area a source's own number
 * means. Made when a store is made, from every list of areas that the archive
 * holds (the newest names and membership win) and the ids that no list has any
 * more; a new list makes a new store.
 */
#ifndef ETL_AREAS_H
#define ETL_AREAS_H

#include "etl/source.h"
#include "lib/db.h"

struct areas;

/* Over an open store; reads what it holds. The caller's to areas_free(). */
int areas_new(struct areas **out, struct db *db, struct err *e) MUST_USE;
void areas_free(struct areas *a);
/* Merged municipalities and renumbered counties: first of all, once. */
int areas_add_retired(struct areas *a, struct err *e) MUST_USE;
/* One list of areas, older ones before newer ones. */
int areas_add_list(struct areas *a, const struct answer *list,
		   struct err *e) MUST_USE;
/* Puts area.id in the place of each figure's place id, and orders the figures
 * by it. A place that no list knows becomes an area of kind `unknown`; where a
 * retired id and its successor speak of one key, the successor is kept. */
int areas_resolve(struct areas *a, struct answer *figures,
		  struct err *e) MUST_USE;

#endif
