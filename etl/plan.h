/*
 * What a source is asked for tonight, and why: descriptions of what we follow
 * each night, of the rest spread over days, figures only where the source's own
 * date or range says that they changed.
 */
#ifndef ETL_PLAN_H
#define ETL_PLAN_H

#include "etl/turn.h"

/* One indicator that something is to be asked about. */
struct want {
	char *code;      /* owned */
	const char *why; /* for people; static */
	bool asked_for;  /* followed, named or --all: a failure counts */
	bool figures;    /* to be had even where none are held */
	bool described;  /* its description is recent: only figures are due */
};

struct plan {
	struct want *list; /* owned */
	size_t n;
	size_t held; /* --all: those that nothing is due for */
};

/* list: what the source offers, NULL where that is not known. What is followed
 * but not offered is left out with a warning. Release with plan_release(). */
int plan_make(const struct turn *t, const struct answer *list, struct plan *out,
	      struct err *e) MUST_USE;
void plan_release(struct plan *plan);

/*
 * Whether the figures of an indicator that is described so are due: 1: *r is
 * the request, basis what it rests on (the archive keeps it), why the reason;
 * 0: those held rest on the same, or none are held and `figures` is false.
 */
int plan_figures(const struct turn *t, const struct meta *m, bool figures,
		 struct request *r, struct buf *basis, struct buf *why,
		 struct err *e) MUST_USE;

#endif
