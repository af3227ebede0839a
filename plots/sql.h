/*
 * The statements of this room, so that a test can prepare them all.
 */
#ifndef PLOTS_SQL_H
#define PLOTS_SQL_H

#include "lib/db.h"

extern const struct sql_set chart_sql, plots_run_sql, plots_find_sql;

#endif
