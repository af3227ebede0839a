/*
 * The register of areas in tilannekuva.db: which area a source's own number
 * means. Made when a store is made, from every list of areas that the archive
 * holds (the newest names and membership win) and the ids that no list has any
 * more; a new list makes a new store.
 */
#ifndef ETL_AREAS_H
#define ETL_AREAS_H

#include "etl/mergers.h"
#include "etl/source.h"
#include "lib/db.h"

struct areas;

/* Over an open store; reads what it holds. The caller's to areas_free(). */
int areas_new(struct areas **out, struct db *db, struct err *e) MUST_USE;
void areas_free(struct areas *a);
/* Merged municipalities and renumbered counties: first of all, once. */
int areas_add_retired(struct areas *a, struct err *e) MUST_USE;
/* Municipalities that merged, were split or renamed, with their names and the
 * days from and to which they were: after the retired, before the lists. */
int areas_add_past(struct areas *a, const struct mergers *m,
		   struct err *e) MUST_USE;
/* One list of areas, older ones before newer ones. */
int areas_add_list(struct areas *a, const struct answer *list,
		   struct err *e) MUST_USE;
/* area.id; 0 in *id where there is no such area. */
int areas_find(struct areas *a, const char *kind, const char *code, int64_t *id,
	       struct err *e) MUST_USE;
/* Adds an area, or gives it other names: fi, sv, en; "" takes the Finnish. */
int areas_add(struct areas *a, const char *kind, const char *code,
	      const char *const name[3], int64_t *id, struct err *e) MUST_USE;
/* Puts area.id in the place of each figure's place id, and orders the figures
 * by it. A place that no list knows becomes an area of kind `unknown`; where a
 * retired id and its successor speak of one key, the successor is kept. Where
 * a place has a name and no code, it is the area that had that name then.
 * Figures of the division of their time are brought to today's: see
 * areas_today.h. */
int areas_resolve(struct areas *a, struct answer *figures,
		  struct err *e) MUST_USE;

/* What the sources' own numbers mean, without the store: for another thread.
 * The caller's to areas_free(). */
struct areas *areas_numbers(const struct areas *a);
/* The same for answers that give such numbers, all of them known. 1: this one
 * is another, and was left as it is. */
int areas_resolve_numbers(const struct areas *numbers, struct answer *figures,
			  struct err *e) MUST_USE;

#endif
