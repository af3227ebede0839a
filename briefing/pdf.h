/*
 * From HTML to PDF, by one headless Chromium that is kept running and driven
 * over pipes (the Chrome DevTools Protocol): starting one takes longer than
 * printing a document. It has a profile of its own, nothing of the user's, and
 * reaches no network.
 */
#ifndef BRIEFING_PDF_H
#define BRIEFING_PDF_H

#include "lib/buf.h"

struct printer;

/* program: as proc_exists() finds it. home: a folder that is made, given to
 * Chromium, and removed by printer_close(). */
int printer_open(struct printer **out, const char *program, const char *home,
		 struct err *e) MUST_USE;
void printer_close(struct printer *p); /* NULL is allowed */

/*
 * Appends the PDF of an HTML file (an absolute path): tagged, with an outline,
 * in the page size of its style sheet. date: "2025-10-01", written in the place
 * of the time of printing, so that the same input gives the same bytes. What
 * does not fit into an element of class `fit`, and pictures that did not load,
 * are named in misfits ("": all well).
 */
int printer_print(struct printer *p, const char *path, const char *date,
		  struct buf *pdf, struct buf *misfits, struct err *e) MUST_USE;

/* Only what does not fit, of the same file. */
int printer_look(struct printer *p, const char *path, struct buf *misfits,
		 struct err *e) MUST_USE;

#endif
