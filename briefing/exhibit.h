/*
 * A drawn chart as a page shows it, and its files on their way into the site.
 */
#ifndef BRIEFING_EXHIBIT_H
#define BRIEFING_EXHIBIT_H

#include "lib/err.h"

struct indicator; /* briefing/catalog.h */

/* Zeroed: no chart. Strings are owned. */
struct exhibit {
	char *name; /* of the files; NULL: no chart */
	char *title, *alt;
	const struct indicator *ind; /* borrowed; NULL: of several */
	/* the rest is set by exhibit_bring() */
	int width, height;  /* of the picture, in CSS pixels */
	bool png, pdf, csv; /* which files the site has beside the SVG */
};

/* Takes a row of v_chart in, unless there is a chart already or the name could
 * lead elsewhere than to a file of its folder. The texts are copied. */
void exhibit_take(struct exhibit *c, const char *name, const char *title,
		  const char *alt);
void exhibit_release(struct exhibit *c);

/* From where to where charts are brought. */
struct cartage {
	const char *from, *to; /* VAR/charts, SITE/charts */
	size_t lost;           /* charts whose picture is not there */
};

/* Brings the files of a chart into the site and sees what there is. A chart
 * without its picture becomes no chart and is counted. */
int exhibit_bring(struct exhibit *c, struct cartage *k, struct err *e) MUST_USE;

#endif
