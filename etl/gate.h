/*
 * What may become visible. Each answer's effect on an indicator is checked
 * against the last accepted state; an answer whose faults are of the kinds that
 * the setting quality.hold names is held back: it stays in the archive, the
 * figures stay as they were. A row of config/corrections.csv releases it.
 *
 * The verdict hangs on the answers before it in time, the register of areas and
 * config/ alone, so that a store brought along equals one made anew.
 */
#ifndef ETL_GATE_H
#define ETL_GATE_H

#include "etl/archive.h"
#include "etl/quality.h"
#include "etl/source.h"
#include "lib/hash.h"

struct gate;

/* Reads what config/ says as of `until` (ISO time). Borrows app and db. */
int gate_new(struct gate **out, struct app *app, struct db *db,
	     const char *until, struct err *e) MUST_USE;
void gate_free(struct gate *g);
/* Names what config/ says; a store made under another is made anew. */
int gate_settings(struct app *app, char out[HASH_HEX], struct err *e) MUST_USE;

/* Begins with an indicator whose figures are as the store holds them: where a
 * correction was applied, the source's own figure comes back, so that the next
 * answer is compared with what the source said. */
int gate_begin(struct gate *g, const char *source, const char *code,
	       int64_t indicator, struct figures *now, struct err *e) MUST_USE;
/* What an answer would make of the figures that are there. */
struct gate_step {
	const struct figures *was, *next;
	/* What quality_check_state() finds in `next`, taken over; NULL: it has
	 * not been asked. */
	struct flaws *found;
};

/* *held: that must not be; `why` (FLAW_TEXT bytes) is the first reason. */
int gate_judge(struct gate *g, const struct record *r,
	       const struct request *scope, const struct gate_step *step,
	       bool *held, char *why, struct err *e) MUST_USE;
/* Ends with it: corrects the figures and notes what was found. A figure that
 * is not what a correction expects any more is ERR_CONFIG. */
int gate_end(struct gate *g, struct figures *now, struct err *e) MUST_USE;
/* The same for a list of areas beside the last accepted one of its source. */
int gate_judge_areas(struct gate *g, const struct record *r,
		     const struct answer *list, bool *held, char *why,
		     struct err *e) MUST_USE;
/* When all is loaded: what the descriptions say (titles, units, series that
 * ended), and the gaps that held answers leave. *held: how many are held back
 * of what is followed, lists of areas among them. */
int gate_finish(struct gate *g, size_t *held, struct err *e) MUST_USE;

#endif
