/*
 * The sources' and indicators' rows in tilannekuva.db: their numbers, what
 * describes them, which list of indicators has them.
 */
#ifndef ETL_INDICATORS_H
#define ETL_INDICATORS_H

#include "etl/source.h"
#include "lib/db.h"
#include "lib/num.h"

struct indicators;

/* Over an open store. The caller's to indicators_free(). */
int indicators_new(struct indicators **out, struct db *db,
		   struct err *e) MUST_USE;
void indicators_free(struct indicators *n);
/* Every source that is known: first of all, once. */
int indicators_put_sources(struct indicators *n, struct err *e) MUST_USE;
/* indicator.id, made where there is none yet. */
int indicators_id(struct indicators *n, const char *source, const char *code,
		  int64_t *out, struct err *e) MUST_USE;
/* A description; the newest holds, whatever the order they come in. */
int indicators_describe(struct indicators *n, const char *source,
			const struct meta *m, const char *fetched_at,
			struct err *e) MUST_USE;
/* A row of the list of indicators that came as answer `by`; the newest list
 * that has the indicator holds, its title as long as nothing describes it. */
int indicators_list(struct indicators *n, const char *source,
		    const struct meta *m, const char *fetched_at, int64_t by,
		    struct err *e) MUST_USE;
/* Brings the full-text search up to the titles; writes only what differs. (By
 * hand, not by triggers: a store that may be handed around is opened with
 * trusted_schema off, where a trigger must not touch a virtual table.) */
int indicators_index(struct indicators *n, struct err *e) MUST_USE;

#endif
