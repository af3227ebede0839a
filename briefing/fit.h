/*
 * How much room a text takes on paper, without asking a browser: the widths of
 * Liberation Sans (which are Arial's), broken at blanks. Counts a line more
 * rather than a line less. Pure.
 */
#ifndef BRIEFING_FIT_H
#define BRIEFING_FIT_H

#include "lib/buf.h"

struct fit {
	double pt; /* size of the letters */
	double mm; /* width of the column */
	bool bold;
};

/* Lines that a text takes; 0 of "". */
size_t fit_lines(const struct fit *f, const char *text);
/* Appends the text, where it takes more lines than these as much of it as they
 * hold, ended at a blank and by "…". Returns the lines that it takes; *cut
 * (NULL: nobody asks): it was cut. */
size_t fit_cut(struct buf *b, const struct fit *f, const char *text,
	       size_t lines, bool *cut);

#endif
