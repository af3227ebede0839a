/*
 * gnuplot: scripts in, pictures out.
 */
#ifndef PLOTS_DRAW_H
#define PLOTS_DRAW_H

#include "plots/kind.h"

/* Fonts as the SVG names them. */
#define DRAW_FAMILY "Liberation Sans, Arial, Helvetica, sans-serif"

enum draw_format {
	DRAW_SVG,
	DRAW_PNG,
	DRAW_CSV,
	DRAW_N
};

const char *draw_format_name(enum draw_format f); /* "svg", "png", "csv" */
bool draw_format_parse(const char *s, enum draw_format *out);

/* Appends what draws the sketch into file `name`, "" for standard output. */
void draw_script(const struct sketch *s, enum draw_format f, const char *name,
		 struct buf *out);

/*
 * Runs n scripts with gnuplot in directory dir (NULL: ours), two at a time. The
 * standard output of script i goes to outs[i] (outs may be NULL). A gnuplot
 * that is not there or fails is an error.
 */
int draw_run(const struct buf *scripts, size_t n, const char *dir,
	     struct buf *const *outs, struct err *e) MUST_USE;

/* Appends gnuplot's SVG with real title and description, a language, a role
 * and fonts that browsers have. ERR_DATA where it is not gnuplot's SVG. */
int draw_finish_svg(const struct buf *svg, const char *title, const char *desc,
		    enum lang lang, struct buf *out, struct err *e) MUST_USE;

#endif
