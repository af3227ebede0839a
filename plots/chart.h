/*
 * What one chart shows, read from tilannekuva.db. Everything that is drawn or
 * said is made from this struct alone by pure functions, so that a chart can be
 * tested without a database and a database without a chart.
 */
#ifndef PLOTS_CHART_H
#define PLOTS_CHART_H

#include "plots/around.h"
#include "plots/gauge.h"

struct point {
	int year;
	bool given;   /* there is a figure */
	double value; /* 0 where not given */
	bool has_cases;
	double cases;       /* persons or cases behind the figure */
	const char *status; /* 'value', 'missing', 'suppressed' ... constant */
};

/* Whose figures. The order is that of the picture: first on top. */
enum line_role {
	LINE_AREA,
	LINE_COUNTY,
	LINE_COUNTRY,
	LINE_N
};

struct chart_line {
	bool median;          /* of the municipalities; has no code */
	char *kind, *code;    /* owned; NULL: there is no such line */
	char *name;           /* owned, in the language of the chart */
	struct point *points; /* owned, by year */
	size_t n;
};

struct chart_trend {
	bool there;
	char verdict[32], direction[32];
	int first, last; /* window that was tested */
	int n;
	bool has_slope, has_interval;
	double slope, low, high; /* units a year */
};

struct chart {
	struct gauge m;
	int64_t area_id;
	struct chart_line lines[LINE_N];
	int *collected; /* owned: years in which anybody has a figure */
	size_t collected_n;
	struct chart_trend trend;
	struct around around; /* breaks, peers, projection, agreements */
};

void chart_release(struct chart *c);
void line_release(struct chart_line *l);
/* Deep copies over what dst held, which is not released. */
void chart_copy(struct chart *dst, const struct chart *src);
void line_copy(struct chart_line *dst, const struct chart_line *src);

/* Reads charts one after the other. Indicator and comparators are kept from one
 * chart to the next: ask in the order of indicator and county. */
struct chart_reader;
int chart_reader_new(struct chart_reader **out, struct db *db, enum lang lang,
		     struct err *e) MUST_USE;
void chart_reader_free(struct chart_reader *r);
/* c is the caller's to chart_release(). */
int chart_read(struct chart_reader *r, int64_t indicator, int64_t area,
	       struct chart *c, struct err *e) MUST_USE;

/* The first and the last point with a figure; NULL where there is none. */
const struct point *line_first(const struct chart_line *l);
const struct point *line_last(const struct chart_line *l);
/* The point of this year if it has a figure. */
const struct point *line_at(const struct chart_line *l, int year);
/* Two neighbouring points of a line at most three years apart, and nobody has a
 * figure of the years between: the measure is not made every year. */
bool chart_is_bridge(const struct chart *c, int from, int to);
/* Whether a line has such a pair in `first` or later. */
bool chart_has_bridge(const struct chart *c, int first);

/* up, down and their small kin: the only verdicts that are drawn. */
bool chart_trend_clear(const struct chart *c);
/* Where the Theil-Sen line of the tested window begins and ends; false where
 * none may be drawn. */
bool chart_trend_line(const struct chart *c, double *at_first, double *at_last);

/* CSV twin: every figure in the picture. */
void chart_csv(const struct chart *c, struct buf *out);
/* The area's years whose figures are hidden, "salattu: 2019, 2023–2024"; ""
 * where there are none since `first`. */
void chart_hidden(const struct chart *c, int first, struct buf *out);
/* Text alternative: two sentences, and one for each thing around the lines. */
void chart_alt(const struct chart *c, struct buf *out);
/* The verdict in words and the size of the change, without a full stop; judged:
 * whether it is for better or worse too, where that is known (in a picture the
 * axis says what is good). */
void chart_verdict(const struct chart *c, bool judged, struct buf *out);

struct sketch;

/* Everything of a trend chart but its name. Pure. */
void trend_sketch(struct sketch *s, const struct chart *c);

#endif
