/*
 * The room that tells: reads tilannekuva.db and var/charts/, writes var/site/.
 */
#ifndef BRIEFING_BRIEFING_H
#define BRIEFING_BRIEFING_H

#include "lib/app.h"

extern const struct schema briefing_schema;
extern const struct cmd cmd_brief;

struct briefing_summary {
	size_t pages;   /* of the site */
	size_t written; /* 0: the site was up to date and was left alone */
	size_t printed; /* briefings printed anew as PDF */
};

/* Makes the site as a new directory and exchanges it with the old one. */
int briefing_run(struct app *app, struct db *db, struct briefing_summary *out,
		 struct err *e) MUST_USE;

#endif
