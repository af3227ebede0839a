/*
 * The long texts of the site. Each is a file per language,
 * briefing/NAME.LANG.html: a fragment of HTML whose sections have the same ids
 * in all of them, with holes such as {{contact}} for what the store or the
 * settings say. A language that lacks its file does not link.
 */
#ifndef BRIEFING_DOC_H
#define BRIEFING_DOC_H

#include "lib/text.h"

enum doc {
	DOC_HELP,
	DOC_METHODS,
	DOC_DATA,
	DOC_ACCESS,
	DOC_N
};

const char *doc_text(enum doc d, enum lang lang);

/* What stands in the place of {{name}}: HTML. */
struct doc_slot {
	const char *name, *html;
};
/* Appends the text with its holes filled; one that has no slot is a bug. */
void doc_add(struct buf *b, const char *text, const struct doc_slot *slots,
	     size_t n);

/* A section: its id and its <h2>. */
struct doc_heading {
	char *id, *title;
};
/* In their order; the caller's to doc_headings_free(). */
struct doc_heading *doc_headings(const char *text, size_t *n);
void doc_headings_free(struct doc_heading *list, size_t n);

#endif
