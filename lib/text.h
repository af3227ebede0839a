/*
 * What readers see, in the languages of langs.def. texts.def is the one table
 * of texts: TEXT(NAME, "fi", "sv", "en"); a missing language does not compile.
 * Further languages have theirs in further.def. plots/ and briefing/ both read
 * it, so that a chart and the page around it use the same words.
 */
#ifndef LIB_TEXT_H
#define LIB_TEXT_H

#include "lib/buf.h"

enum lang {
#define LANGUAGE(name, code, folder, own) LANG_##name,
#include "lib/langs.def"
#undef LANGUAGE
	LANG_N
};

enum text {
#define TEXT(name, fi, sv, en) TEXT_##name,
#include "lib/texts.def"
#undef TEXT
	TEXT_N
};

/* In a further language that lacks it, the Finnish one. */
const char *text_get(enum text t, enum lang lang);
/* Whether it has words of its own: a page in it is whole only then. */
bool text_has(enum text t, enum lang lang);
const char *lang_name(enum lang lang);   /* "fi", "sv", "en" */
const char *lang_folder(enum lang lang); /* "", "sv/", "en/" */
const char *lang_own(enum lang lang);    /* "Suomeksi" */
/* Which of three names (fi, sv, en) a reader of it is shown: 0, 1 or 2. */
int lang_column(enum lang lang);
bool lang_parse(const char *s, enum lang *out);

enum {
	TEXT_NUMBER = 64
};
/* v with so many decimals (0-9) as the language writes it: 12 345,6 with thin
 * spaces (U+202F) and a comma, 12,345.6 in English, a real minus sign U+2212.
 * Never "-0"; "" for what is not finite; from 1e15 on in powers of ten. Returns
 * dst, TEXT_NUMBER bytes at least. */
char *text_number(char *dst, double v, int decimals, enum lang lang);
/* "29.8.2024" (fi, sv), "29 August 2024" (en) from "2024-08-29..."; the text
 * itself where it is no date. dst: TEXT_NUMBER bytes. */
char *text_date(char *dst, const char *iso, enum lang lang);
/* Appends s with & < > " ' as entities: for HTML and SVG text and attributes.
 * What text_is_shown() refuses becomes a blank (line ends and tabs stay), a
 * byte that is not UTF-8 U+FFFD. */
void text_html(struct buf *b, const char *s);
/* Evens out a text of a source: HTML entities decoded (once), tags dropped,
 * runs of white space one blank, ends cut, U+FFFD for bytes that are not UTF-8,
 * nothing for what text_is_shown() refuses. The caller's to free(). */
char *text_plain(const char *s);

/* For comparing names and words: s in lower case, as far as Finnish and Swedish
 * need it (ASCII and the letters of Latin-1), in place of what b holds. Returns
 * its text. */
const char *text_folded(struct buf *b, const char *s);

/* The length of the UTF-8 character at s, of at most len bytes; 0 where it is
 * none (also for surrogates, overlong forms and len 0). */
size_t text_utf8_char(const char *s, size_t len);
bool text_is_utf8(const char *s, size_t len);
/* Whether the character at s, of len bytes as text_utf8_char() gives them,
 * stands for itself and nothing else. Not so control characters (a terminal
 * obeys them, U+0080 to U+009F too), marks that turn the direction of writing
 * (a name that reads as another), line and paragraph separators, tags and what
 * Unicode says is no character. */
bool text_is_shown(const char *s, size_t len);
/* Appends s with `instead` for each character that text_is_shown() refuses and
 * each byte that is not UTF-8: for terminals and lists of cells. */
void text_visible(struct buf *b, const char *s, char instead);

enum {
	TEXT_SHOWN = 80
};
/* What a message shows of bytes from outside: one line, cut where it is long,
 * "?" for what is not UTF-8. Returns dst, TEXT_SHOWN bytes at least. */
char *text_shown(char *dst, const char *s, size_t len);

#endif
