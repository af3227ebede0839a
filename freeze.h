/*
 * The bundle of a meeting: what was known on a day, in one folder.
 */
#ifndef FREEZE_H
#define FREEZE_H

#include "lib/app.h"

struct freeze_order {
	const char *negotiation; /* its id */
	const char *day;         /* "2026-03-02", of the picture and in every
				    date that the bundle tells */
	const char *out; /* the folder to be made, which must not be there
			    unless it is a bundle; NULL: VAR/freeze/ID-DAY */
};

/*
 * Makes the picture as it was known at the end of the day from the archive,
 * beside the published one, and of it the charts, pages and briefings of the
 * negotiation's county, its tables and figures, and a list of hashes; OUT.zip
 * holds the same. The same archive, config/ and day give the same bytes.
 * ERR_USAGE where the negotiation or the day is none. *where: the folder; the
 * caller's to free().
 */
int freeze_make(struct app *app, const struct freeze_order *o, char **where,
		struct err *e) MUST_USE;

#endif
