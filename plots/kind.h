/*
 * The kinds of chart: one `const struct chart_kind` per file NAME.c, its looks
 * in NAME.gp, listed in kind.c.
 */
#ifndef PLOTS_KIND_H
#define PLOTS_KIND_H

#include "plots/chart.h"

struct chart_kind {
	const char *name;  /* 'trend'; the first part of the files' names */
	const char *looks; /* text of the gnuplot template */
	/* What stands where, as a gnuplot script for the template. Pure. */
	void (*script)(const struct chart *c, const char *id, struct buf *out);
	/* The text alternative. Pure. */
	void (*alt)(const struct chart *c, struct buf *out);
};

extern const struct chart_kind chart_trend;

const struct chart_kind *chart_kind_find(const char *name);

#endif
