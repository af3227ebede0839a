/*
 * What sources and people have said in Finnish alone: on a page in another
 * language it is marked as Finnish, so that it is read aloud as such (WCAG
 * 3.1.2). Works on finished pages, whatever made them.
 */
#ifndef BRIEFING_TONGUE_H
#define BRIEFING_TONGUE_H

#include "lib/db.h"
#include "lib/text.h"

extern const struct sql_set briefing_tongue_sql;

struct tongue; /* Finnish texts of the store */

/* For pages in a language, not Finnish: texts that have a translation into it
 * are not among them. The caller's to tongue_free(). */
int tongue_read(struct tongue **out, struct db *db, enum lang lang,
		struct err *e) MUST_USE;
void tongue_free(struct tongue *t);
/* Appends the page with `<span lang="fi">` around those texts. What stands in
 * its head, or where no element may stand, stays as it is. */
void tongue_mark(const struct tongue *t, struct buf *out, const char *page,
		 size_t n);

#endif
