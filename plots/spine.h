/*
 * What a spine chart shows: one area, many indicators, each beside all
 * municipalities. Read by spine_read.c, drawn by spine.c.
 */
#ifndef PLOTS_SPINE_H
#define PLOTS_SPINE_H

#include "plots/group.h"

enum {
	SPINE_QUARTILES = 4 /* lowest, first and third quartile, highest */
};

struct spine_row {
	struct gauge g;
	char *theme; /* owned */
	int year;
	double value, country;
	bool has_county,
		median; /* median: the country is the municipalities' */
	double county;
	double q[SPINE_QUARTILES]; /* of the municipalities in `year` */
	size_t reporting;          /* municipalities */
	enum level level;
};

struct spine {
	enum lang lang;
	char *kind, *code, *name, *county; /* owned; county "": it has none */
	struct spine_row *rows; /* by theme, then as followed; owned */
	size_t n;
	size_t left_out; /* followed ones with a recent figure that cannot be
			    placed */
};

extern const struct sql_set spine_sql;
/* Rows are the followed indicators with a figure of the area not older than
 * five years, that at least ten municipalities report, not all alike, with a
 * country's or median figure. ERR_DATA: none. The caller's to spine_release().
 */
int spine_read(struct chart_source *r, int64_t area, struct spine *out,
	       struct err *e) MUST_USE;
void spine_release(struct spine *s);

#endif
