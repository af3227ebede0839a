/*
 * What readers see, in three languages. texts.def is the one table of texts:
 * TEXT(NAME, "fi", "sv", "en"); a missing language does not compile. plots/ and
 * briefing/ both read it, so that a chart and the page around it use the same
 * words.
 */
#ifndef LIB_TEXT_H
#define LIB_TEXT_H

#include "lib/buf.h"

enum lang { LANG_FI, LANG_SV, LANG_EN, LANG_N };

enum text {
#define TEXT(name, fi, sv, en) TEXT_##name,
#include "lib/texts.def"
#undef TEXT
	TEXT_N
};

const char *text_get(enum text t, enum lang lang);
const char *lang_name(enum lang lang); /* "fi", "sv", "en" */
bool lang_parse(const char *s, enum lang *out);

enum { TEXT_NUMBER = 64 };
/* v with so many decimals (0-9) as the language writes it: 12 345,6 with thin
 * spaces (U+202F) and a comma, 12,345.6 in English, a real minus sign U+2212.
 * Never "-0". Returns dst, TEXT_NUMBER bytes at least. */
char *text_number(char *dst, double v, int decimals, enum lang lang);
/* "29.8.2024" (fi, sv), "29 August 2024" (en) from "2024-08-29..."; the text
 * itself where it is no date. dst: TEXT_NUMBER bytes. */
char *text_date(char *dst, const char *iso, enum lang lang);
/* Appends s with & < > " ' as entities: for HTML and SVG text and attributes. */
void text_html(struct buf *b, const char *s);
/* Evens out a text of a source: HTML entities decoded, tags dropped, runs of
 * white space one blank, ends cut. The caller's to free(). */
char *text_plain(const char *s);

#endif
