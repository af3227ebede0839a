/*
 * What every kind of chart has: title, subtitle, notes, foot, axes, labels that
 * do not overlap. Pure. Lengths are pixels from the upper left corner; written
 * out they are counted from gnuplot's lower left corner.
 */
#ifndef PLOTS_PICTURE_H
#define PLOTS_PICTURE_H

#include "plots/axis.h"
#include "plots/gauge.h"
#include "plots/letters.h"

enum {
	PICTURE_WIDTH = 720,  /* for a page; less for a column or a telephone */
	PICTURE_NARROW = 560, /* below it, titles stand over their figures */
	PICTURE_LEAST = 400,
	PICTURE_HEIGHT = 430, /* more where long texts need it */
	PICTURE_MARGIN = 16,
	PICTURE_LABELS = 8, /* at line ends, at most */
};

/* What a text is: the templates give each its colour and weight. */
enum role {
	ROLE_TITLE = 1,
	ROLE_SUBTITLE,
	ROLE_NOTE,
	ROLE_AXIS,
	ROLE_FOOT,
	ROLE_LABEL, /* + the number of the line */
};

struct text_at {
	char *s;           /* owned */
	double x, y, size; /* left end and vertical centre */
	int role;
};

struct label {
	struct lines text; /* owned */
	double size, leading, height;
	double y;           /* its centre: where it should be, where it is */
	double weight;      /* against being moved */
	double year, value; /* what it labels; the kind's own */
	int role;
};

struct picture {
	enum lang lang;
	double width;
	struct text_at *texts; /* owned */
	size_t texts_n;
	double height;
	double left, right, top, bottom; /* of the plot */
	double cursor;   /* where the next line of text begins */
	double foot;     /* height of the foot */
	int first, last; /* years on the axis */
	double x_low, x_high;
	struct axis y;
	struct label
		labels[PICTURE_LABELS]; /* from top to bottom once spread */
	size_t labels_n;
};

void picture_release(struct picture *p);
/* Where texts and figures end on the right. */
double picture_edge(const struct picture *p);
bool picture_is_narrow(const struct picture *p);
void picture_text(struct picture *p, const char *s, double x, double y,
		  double size, int role);
double picture_text_width(const char *s, double size, int role);
/* Wraps s over the whole width below what is there. */
void picture_block(struct picture *p, const char *s, double size,
		   double leading, int role);
/* The texts above and below the plot: charts get cut out and pasted, so that
 * all of it stands inside the picture. */
struct caption {
	char *title, *subtitle; /* what is measured; where and in what unit */
	char *source, *terms;   /* who measured it; licence, data date and id */
};

/* Of one indicator; where: the areas that are shown, id: the picture's. */
void caption_gauge(struct caption *out, const struct gauge *m,
		   const char *where, const char *id);
/* Source and terms of many indicators; title and subtitle are the caller's. g:
 * n of them, as their ids are to be listed. */
void caption_gauges(struct caption *out, const struct gauge *const *g, size_t n,
		    const char *id);
void caption_release(struct caption *c);

/* Title and subtitle. */
void picture_head(struct picture *p, const struct caption *c);
/* Source and terms along the lower edge, once the height is known;
 * picture_foot_height says how much that will be. */
double picture_foot_height(const struct picture *p, const struct caption *c);
void picture_foot(struct picture *p, const struct caption *c);

/* Things that must not overlap. */
struct spread {
	double y, height; /* centre; where it should be, then where it is */
	double weight;    /* against being moved */
};
/* Moves them apart, as little as possible, between top and bottom; they come
 * and stay in their order. */
void spread_apart(struct spread *list, size_t n, double top, double bottom);

/* Adds a label at height y of the plot, wrapped to `width` pixels. */
struct label *picture_label(struct picture *p, const char *s, double size,
			    double width, int role);
double picture_labels_width(const struct picture *p);
double picture_labels_height(const struct picture *p);
/* Moves the labels apart, as little as possible, between top and bottom. */
void picture_spread(struct picture *p, double top, double bottom);
/* Makes texts of the labels, their left ends at x. */
void picture_labels_done(struct picture *p, double x);

double picture_x(const struct picture *p, double year);
double picture_y(const struct picture *p, double value);
/* The widest label of the value axis in pixels. */
double picture_ticks_width(const struct picture *p, double size);

/* Writes size, plot, ranges, ticks and texts as gnuplot variables and arrays:
 * W H LEFT RIGHT TOP BOTTOM X_LOW X_HIGH Y_LOW Y_HIGH; S SX SY SZ SR;
 * XT XV XN; YT YV. year_room: pixels that the label of a year takes. */
void picture_write(const struct picture *p, double year_room, struct buf *out);
/* W, H and the texts alone. */
void picture_write_texts(const struct picture *p, struct buf *out);
/* "NAME = 1.5" */
void picture_number(struct buf *out, const char *name, double v);

#endif
