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
	DRAW_PDF,
	DRAW_CSV,
	DRAW_N
};

const char *draw_format_name(enum draw_format f); /* "svg" */
bool draw_format_parse(const char *s, enum draw_format *out);

/* How large: SVG and PDF are 19.05 cm wide at 1, PNG is 720 pixels. */
#define DRAW_WIDE_CM 19.05
double draw_usual_scale(enum draw_format f); /* PNG: 2 */

/* Appends what draws the sketch into file `name`, "" for standard output. */
void draw_script(const struct sketch *s, enum draw_format f, double scale,
		 const char *name, struct buf *out);

/*
 * Runs n scripts with gnuplot in directory dir (NULL: ours), two at a time. The
 * standard output of script i goes to outs[i] (outs may be NULL). A gnuplot
 * that is not there or fails is an error.
 */
int draw_run(const struct buf *scripts, size_t n, const char *dir,
	     struct buf *const *outs, struct err *e) MUST_USE;

/* Appends gnuplot's SVG with real title and description, a language, a role
 * and fonts that browsers have. ERR_DATA where it is not gnuplot's SVG. */
/* width_cm: 0 for as drawn. */
int draw_finish_svg(const struct buf *svg, const char *title, const char *desc,
		    enum lang lang, double width_cm, struct buf *out,
		    struct err *e) MUST_USE;
/* Appends gnuplot's PDF without the time when it was made, so that the same
 * chart is the same file. */
int draw_finish_pdf(const struct buf *pdf, struct buf *out,
		    struct err *e) MUST_USE;
/* Appends gnuplot's PNG with the density that makes it so wide on paper. */
int draw_finish_png(const struct buf *png, double width_cm, struct buf *out,
		    struct err *e) MUST_USE;

#endif
