/*
 * The commands that cross rooms.
 */
#ifndef CMD_RUN_H
#define CMD_RUN_H

#include "etl/etl.h"

extern const struct cmd cmd_run, cmd_rebuild, cmd_brief, cmd_diff;

/* Loads and analyses, then publishes. run: whose entry of the ledger gets the
 * stages; 0: none. */
int make_picture(struct app *app, const struct picture *how, int64_t run,
		 struct load_summary *load, struct err *e) MUST_USE;
/* Charts and pages of the picture that is published. run: as above. */
int show_picture(struct app *app, int64_t run, struct err *e) MUST_USE;

#endif
