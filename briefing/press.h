/*
 * The PDFs of a run. A document whose HTML, style sheet and pictures are those
 * of a document printed before is not printed again: PDFs are kept in
 * VAR/papers under the hash of what they were made of.
 */
#ifndef BRIEFING_PRESS_H
#define BRIEFING_PRESS_H

#include "lib/app.h"

struct press;

/* Whether documents are printed at all: as site.pdf wants it and where a
 * Chromium is there. */
bool press_works(const struct conf *conf);
/* Starts nothing yet. NULL is allowed for all that follows: nothing works. */
struct press *press_new(struct app *app);
/* Ends Chromium. whole: every document was asked for, so that the kept PDFs
 * that none of them wanted are removed. */
void press_free(struct press *p, bool whole);

/*
 * Puts the PDF of html at pdf (both paths); *made: it is there. One that cannot
 * be printed, or whose text does not fit its sheets, is told in the log and
 * counted by press_lost(). Only a disk that takes nothing is an error.
 * date: of the data, "2025-10-01".
 */
int press_print(struct press *p, const char *html, const char *pdf,
		const char *date, bool *made, struct err *e) MUST_USE;
/* Documents of this run that could not be printed, or not well. */
size_t press_lost(const struct press *p);
/* Of this run: printed anew. */
size_t press_printed(const struct press *p);

#endif
