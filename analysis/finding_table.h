/*
 * Findings as a table that SQL can read: one INSERT ... SELECT from it for all
 * findings of an indicator takes two fifths fewer instructions than a statement
 * per row.
 */
#ifndef ANALYSIS_FINDING_TABLE_H
#define ANALYSIS_FINDING_TABLE_H

#include "analysis/finding.h"
#include "lib/db.h"

/* What stmt_pointer() gives to `finding(?1)`: a const struct findings, judged,
 * borrowed until the statement has run. */
#define FINDINGS_POINTER "findings"

/* Makes `finding(?1)` on this connection: a row per finding, with the columns
 * of the table `trend`. */
int finding_table_register(struct db *db, struct err *e) MUST_USE;

#endif
