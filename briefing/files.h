/*
 * Which files of the site are an area's or a negotiation's: to be taken along.
 */
#ifndef BRIEFING_FILES_H
#define BRIEFING_FILES_H

#include "lib/app.h"
#include "lib/buf.h"
#include "lib/db.h"
#include "lib/text.h"

/* Neither an area nor a negotiation: the front pages. */
struct files_wish {
	const char *area;        /* "[KIND:]CODE"; NULL: none is asked for */
	const char *negotiation; /* its id; NULL: none is asked for */
	const char *lang;        /* one language; NULL: all that have pages */
};

/* Appends the paths that such files have in VAR/site, a NUL behind each; what
 * was not made is not there. ERR_USAGE where the area, the negotiation or the
 * language has no pages. */
int files_list(struct buf *out, struct app *app, struct db *db,
	       const struct files_wish *wish, struct err *e) MUST_USE;

#endif
