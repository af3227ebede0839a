/*
 * Reading HTML back: the tags and texts of a page that we wrote. Knows as much
 * of HTML as our own pages use; any bytes are safe.
 */
#ifndef BRIEFING_HTML_H
#define BRIEFING_HTML_H

#include "lib/buf.h"

enum html_kind {
	HTML_OPEN,
	HTML_CLOSE,
	HTML_TEXT,
	HTML_END
};

struct html {
	const char *p, *end; /* what is still to be read */
	enum html_kind kind; /* of the token that was read last */
	char name[16];       /* of a tag, in lower case */
	const char *attrs;   /* of an opening tag, up to attrs_end */
	const char *attrs_end;
	struct buf text; /* of a text, entities decoded */
};

/* The bytes must outlive h. */
void html_init(struct html *h, const char *bytes, size_t n);
void html_release(struct html *h);
/* Reads the next token; false at the end. Comments and the doctype are passed
 * over. */
bool html_next(struct html *h);
/* Whether the last token opens / closes a tag of this name. */
bool html_opens(const struct html *h, const char *name);
bool html_closes(const struct html *h, const char *name);
/* The decoded value of an attribute of the last opening tag; false where it has
 * none. value is cleared first. */
bool html_attr(const struct html *h, const char *name, struct buf *value);
/* Appends all text up to the end of the element that the last token opened,
 * blanks evened out, leaving out elements that have one of these classes (ends
 * with NULL; NULL: none). Stands on the closing tag afterwards. */
void html_inner(struct html *h, struct buf *out, const char *const *without);
/* Whether the last opening tag has an attribute that runs something: onclick
 * and its like. */
bool html_has_handler(const struct html *h);
/* Whether the last opening tag has this class. */
bool html_has_class(const struct html *h, const char *class);

/* A text as HTML shows it: each run of blanks as one, none at the ends. */
void html_even(char *s);

#endif
