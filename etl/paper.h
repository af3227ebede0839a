/*
 * A paper for people, on standard output: headings, labelled facts, lists, all
 * within 80 columns of UTF-8, in one language.
 */
#ifndef ETL_PAPER_H
#define ETL_PAPER_H

#include "lib/text.h"

struct paper {
	FILE *out;
	enum lang lang;
};

/* How wide a text is: characters, not bytes. */
int paper_columns(const char *s);
/* A blank line, the text, a line under it. level 1: =, 2: - */
void paper_heading(const struct paper *p, int level, const char *text);
/* "label     text", the text wrapped beside the label; nothing where the text
 * is empty. */
void paper_fact(const struct paper *p, enum text label, const char *text);
/* The text wrapped behind `first`, later lines under it. */
void paper_item(const struct paper *p, const char *first, const char *text);
void paper_text(const struct paper *p, int indent, const char *text);

/* The text with {1} ... {n} filled in, n at most 9; the caller's to free(). */
char *paper_fill(const struct paper *p, enum text t, size_t n,
		 const char *const *with);
/* "29.8.2024", "12/2024", "2025" of what kept_when() reads. dst: TEXT_NUMBER
 * bytes; returns it. */
char *paper_when(const struct paper *p, char *dst, const char *when);

#endif
