/*
 * What a machine reads of a run: a file of JSON lines, an object each with
 * time, level and event first and the event's own fields behind them. Written
 * through lib/log.h; each line is one write at the end of the file, so that
 * lines of two programs never mix.
 */
#ifndef LIB_JOURNAL_H
#define LIB_JOURNAL_H

#include "lib/err.h"

struct journal;

/* Opens VAR/log/DAY.jsonl or the like to append to, making the folder. A line
 * that a full disk cut short is ended first. fixed: the time of every line, or
 * NULL for the clock; borrowed while the journal is open. */
int journal_open(struct journal **out, const char *path, const int64_t *fixed,
		 struct err *e) MUST_USE;
void journal_close(struct journal *j);

/* One line. fmt and ap are jansson's: "{s:s,s:I}", "url", url, "bytes",
 * (json_int_t)n; a wrong fmt is a bug and dies. Text that is not UTF-8 costs
 * the event its fields, which `lost` then explains. */
int journal_vput(struct journal *j, const char *level, const char *event,
		 const char *fmt, va_list ap, struct err *e) MUST_USE;
/* What was said to people; U+FFFD for bytes that are not UTF-8. */
int journal_message(struct journal *j, const char *level, const char *text,
		    struct err *e) MUST_USE;

#endif
