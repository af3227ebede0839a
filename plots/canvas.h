/*
 * A canvas: areas, strokes and marks in pixels from the upper left corner,
 * gathered by how they look. What a look is like, canvas.gp says. Pure.
 */
#ifndef PLOTS_CANVAS_H
#define PLOTS_CANVAS_H

#include "plots/picture.h"

/* In the order in which they are painted. canvas.gp has a colour for each. */
enum paint {
	PAINT_BAND,  /* behind everything */
	PAINT_REACH, /* from the lowest to the highest */
	PAINT_NONE,  /* not compared, no figure */
	PAINT_SIMILAR,
	PAINT_BETTER,
	PAINT_WORSE,
	PAINT_HIGHER, /* of an indicator that is neither good nor bad */
	PAINT_LOWER,
	PAINT_STEP_1, /* a scale from low to high */
	PAINT_STEP_2,
	PAINT_STEP_3,
	PAINT_STEP_4,
	PAINT_STEP_5,
	PAINT_FIFTH_1, /* a scale from good to bad */
	PAINT_FIFTH_2,
	PAINT_FIFTH_3,
	PAINT_FIFTH_4,
	PAINT_FIFTH_5,
	PAINT_N
};

enum stroke {
	STROKE_GRID,
	STROKE_AXIS,
	STROKE_LEADER, /* from a mark to its name */
	STROKE_BORDER, /* between areas of a map */
	STROKE_LIMIT,  /* limits of what is usual */
	STROKE_OUTER,  /* the wider ones */
	STROKE_SPREAD, /* an interval */
	STROKE_COUNTRY,
	STROKE_COUNTY,
	STROKE_OTHER, /* one of many areas */
	STROKE_BETTER,
	STROKE_WORSE,
	STROKE_AREA,  /* the one that matters */
	STROKE_PLATE, /* ground for a text that lies over lines */
	STROKE_N
};

enum mark {
	MARK_OTHER, /* one of many, small */
	MARK_DATE,  /* a day */
	MARK_AGAIN, /* a day of another year */
	MARK_COUNTRY,
	MARK_COUNTY,
	MARK_NONE,
	MARK_NEUTRAL, /* of an indicator that is neither good nor bad */
	MARK_SIMILAR,
	MARK_BETTER,
	MARK_WORSE,
	MARK_HIGHER,
	MARK_LOWER,
	MARK_AREA,
	MARK_N
};

struct canvas { /* canvas_init() */
	struct buf paint[PAINT_N], stroke[STROKE_N], mark[MARK_N];
};

void canvas_init(struct canvas *c);
void canvas_release(struct canvas *c);
/* A closed area of n corners: x0 y0 x1 y1 ... */
void canvas_area(struct canvas *c, enum paint p, const double *xy, size_t n);
void canvas_rectangle(struct canvas *c, enum paint p, double left, double top,
		      double right, double bottom);
/* A line over n points; further ones are not joined to it. */
void canvas_line(struct canvas *c, enum stroke s, const double *xy, size_t n);
void canvas_stroke(struct canvas *c, enum stroke s, double x0, double y0,
		   double x1, double y1);
void canvas_mark(struct canvas *c, enum mark m, double x, double y);

/* Texts of the picture that end, or are centred, at x. */
void canvas_text_right(struct picture *p, const char *s, double x, double y,
		       double size, int role);
void canvas_text_centre(struct picture *p, const char *s, double x, double y,
			double size, int role);

/* The whole picture for canvas.gp. */
void canvas_write(const struct canvas *c, const struct picture *p,
		  struct buf *out);

#endif
