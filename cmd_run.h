/*
 * The commands that cross rooms.
 */
#ifndef CMD_RUN_H
#define CMD_RUN_H

#include "lib/app.h"

extern const struct cmd cmd_run, cmd_rebuild, cmd_diff;

#endif
