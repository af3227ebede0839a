/*
 * A calendar file, RFC 5545: CRLF, lines of at most 75 octets, texts escaped.
 */
#ifndef LIB_ICS_H
#define LIB_ICS_H

#include "lib/buf.h"

struct ics_event {
	const char *uid;          /* stable: the same event keeps it */
	const char *first, *last; /* whole days, ISO; last is within */
	const char *summary;
	const char *description; /* "" : none */
	bool yearly;             /* again on that day of each year */
};

/* name: of the calendar; now: seconds since 1970, of its making. */
void ics_begin(struct buf *b, const char *name);
void ics_add(struct buf *b, const struct ics_event *v, int64_t now);
void ics_end(struct buf *b);

#endif
