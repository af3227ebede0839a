/*
 * Printed documents, read back as a reader has them: the browser says whether
 * each text fits its sheet, poppler's tools what the PDF holds. What is not
 * installed is said once and left out.
 */
#ifndef BRIEFING_REREAD_H
#define BRIEFING_REREAD_H

#include "briefing/seen.h"
#include "lib/app.h"

struct check; /* briefing/checking.h */
struct reread;

struct reread *reread_new(struct app *app);
void reread_free(struct reread *r);

/*
 * The PDF of a document, `name` as addressed from the front page without its
 * end ("katsaus/kunta-398"), whose HTML was read as s: so many pages of A4,
 * tagged, with title and language, all fonts embedded, no page blank, each with
 * its number, each fact of the HTML in its text. A PDF that should be there and
 * is not is a fault; -1 only where a tool cannot be run.
 */
int reread_check(struct reread *r, struct check *c, const char *name,
		 const struct seen *s, size_t pages, struct err *e) MUST_USE;

#endif
