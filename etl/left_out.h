/*
 * What is left out of an answer because no list of areas knows its code: said
 * once in the log, and in the table `left_out` until the indicator is loaded
 * again.
 */
#ifndef ETL_LEFT_OUT_H
#define ETL_LEFT_OUT_H

#include "etl/archive.h"
#include "lib/db.h"

struct left_out;

/* Over an open store; log is borrowed. The caller's to left_out_free(). */
int left_out_new(struct left_out **out, struct db *db, struct log *log,
		 struct err *e) MUST_USE;
void left_out_free(struct left_out *l);
/* Before an indicator ("figures:CODE") is loaded. */
int left_out_forget(struct left_out *l, const char *source, const char *topic,
		    struct err *e) MUST_USE;
/* Takes those figures out of an answer. ERR_DATA where none would be left: that
 * all has vanished is not what the answer says. */
int left_out_take(struct left_out *l, const struct record *r,
		  const struct request *asks, struct answer *a,
		  struct err *e) MUST_USE;

#endif
