/* What Chromium writes otherwise from one printing of a page to the next. */
#ifndef BRIEFING_PDF_SETTLE_H
#define BRIEFING_PDF_SETTLE_H

#include "lib/buf.h"

/*
 * Makes the same bytes of all printings of one page, in their length. Its dates
 * become the midnight of date ("2025-10-01"; what is no date: 1970). The names
 * of its tags, numbers that go on from document to document and in which a tag
 * that was painted early may come too soon, become 1, 2 ... in the order of the
 * tags, and their index is sorted by them. What Skia's PDF backend does not
 * write is left as it is.
 */
void pdf_settle(struct buf *pdf, const char *date);

#endif
