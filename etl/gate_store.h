/*
 * The gate's tables: what is held back, what was found, what was corrected, and
 * the register of areas as the checks want it.
 */
#ifndef ETL_GATE_STORE_H
#define ETL_GATE_STORE_H

#include "etl/archive.h"
#include "etl/corrections.h"
#include "etl/quality.h"
#include "etl/source.h"
#include "lib/db.h"

struct gate_store;

int gate_store_new(struct gate_store **out, struct db *db,
		   struct err *e) MUST_USE;
void gate_store_free(struct gate_store *s);

/* Makes the register anew where it lacks an area of f. */
int gate_register_update(struct quality_register *r, struct db *db,
			 const struct figures *f, struct err *e) MUST_USE;
/* Whether it has every area of f. */
bool gate_register_knows(const struct quality_register *r,
			 const struct figures *f);
void gate_register_release(struct quality_register *r);

/* area.id, 0 where there is no such area. */
int gate_area(struct gate_store *s, const char *kind, const char *code,
	      int64_t *area, struct err *e) MUST_USE;
/* Whether the store shows a corrected figure in the place of *f; *f becomes
 * the source's own. */
int gate_corrected(struct gate_store *s, int64_t indicator, struct figure *f,
		   bool *applied, struct err *e) MUST_USE;
int gate_clear_corrections(struct gate_store *s, int64_t indicator,
			   struct err *e) MUST_USE;
int gate_put_correction(struct gate_store *s, int64_t indicator,
			const struct figure *source,
			const struct correction *row, struct err *e) MUST_USE;

/* Notes the answer as held back, for these faults. */
int gate_hold(struct gate_store *s, int64_t indicator, const struct record *r,
	      const struct flaws *why, struct err *e) MUST_USE;
/* An answer was accepted: those held back whose scope it covers speak for
 * nothing any more. scope NULL: any of the source. */
int gate_supersede(struct gate_store *s, int64_t indicator, const char *source,
		   const struct request *scope, struct err *e) MUST_USE;
/* Replaces what was found; answer: see quality_finding in etl/schema.sql. */
int gate_put_flaws(struct gate_store *s, int64_t indicator, int64_t answer,
		   const struct flaws *f, struct err *e) MUST_USE;
/* The findings in descriptions, of every indicator anew. */
int gate_describe(struct gate_store *s, struct err *e) MUST_USE;

/* Puts the gaps of held answers behind the others; *held: how many answers are
 * held back of what is followed, and lists of areas. */
int gate_tell_held(struct gate_store *s, size_t *held, struct err *e) MUST_USE;

#endif
