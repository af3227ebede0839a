/*
 * Printed documents: a page of HTML that is made of A4 sheets, each a box of
 * fixed size with a head, a part that the text must fit into, and a foot. The
 * same file is read on the screen and printed as PDF.
 *
 *	sheet_document_open(b, &d);
 *	sheet_open(b, &d, 1, NULL);   ... the first has the heading itself
 *	sheet_close(b, &d, 1);
 *	sheet_open(b, &d, 2, TEXT_...);
 *	sheet_close(b, &d, 2);
 *	sheet_document_close(b, &d);
 */
#ifndef BRIEFING_SHEET_H
#define BRIEFING_SHEET_H

#include "briefing/catalog.h"

struct sheet_document {
	const struct catalog *cat;
	const char *root;    /* "../": the way to the front page */
	const char *self;    /* as addressed from the front page:
				"katsaus/kunta-398.html" */
	const char *name;    /* "Lahti": the heading */
	const char *lead;    /* below it: what document this is */
	const char *over;    /* above it, and in the head of each sheet */
	const char *code;    /* "kunta 398" */
	const char *sources; /* producers and their terms, one plain line */
	const char *back;    /* the page of the site that tells more, as self */
	enum text back_text;
	const char *class; /* of its sheets, for the style sheet: "flow": one
				after the other, "wall": A3; NULL: none */
	size_t n;          /* of its sheets */
};

/* From the doctype to the first sheet, and from the last to the end. */
void sheet_document_open(struct buf *b, const struct sheet_document *d);
void sheet_document_close(struct buf *b, const struct sheet_document *d);
/* number: from 1. title: TEXT_N where the sheet's first section brings its
 * own. */
void sheet_open(struct buf *b, const struct sheet_document *d, size_t number,
		enum text title);
void sheet_close(struct buf *b, const struct sheet_document *d, size_t number);
/* "Lahti – neljän sivun katsaus": the title of the HTML and the PDF. */
void sheet_title(struct buf *b, const struct sheet_document *d);

#endif
