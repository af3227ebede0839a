/*
 * What stands around the lines of a trend chart, each where there is such a
 * thing: breaks of the series, what similar municipalities have, a projection,
 * and the negotiations that the indicator was linked to.
 */
#ifndef PLOTS_AROUND_H
#define PLOTS_AROUND_H

#include "lib/buf.h"
#include "lib/db.h"

struct around_break {
	int year;   /* the first that is counted in the new way */
	bool known; /* somebody says so; else nearly all municipalities moved */
};

/* Quartiles of the similar municipalities with a figure of the year. */
struct around_peers {
	int year;
	double low, high;
};

/* Never a figure: what would come if it goes on as it did. */
struct around_ahead {
	int year;
	double value;
	bool has_interval;
	double low, high; /* 80 % */
};

struct around_agreement {
	int year;
	char *id; /* owned */
};

struct around {
	struct around_break *breaks; /* by year, as the others; owned */
	size_t breaks_n;
	struct around_peers *peers;
	size_t peers_n;
	int peers_most; /* how many municipalities in the best year */
	struct around_ahead *ahead; /* the years after the newest figure */
	size_t ahead_n;
	struct around_agreement *agreements;
	size_t agreements_n;
};

void around_release(struct around *a);
/* A deep copy over what dst held, which is not released. */
void around_copy(struct around *dst, const struct around *src);

extern const struct sql_set around_sql;

/* What there is of the indicator alone: its breaks. q: of around_sql. */
int around_read_indicator(struct stmts *q, int64_t indicator,
			  struct around *out, struct err *e) MUST_USE;
/* Adds what there is of the area too. last: the year of its newest figure; a
 * projection from another year is none. */
int around_read_area(struct stmts *q, int64_t indicator, int64_t area, int last,
		     struct around *out, struct err *e) MUST_USE;

struct chart;
struct picture;
struct axis_in;

/* The last year of the axis: further than `last` for a projection, and for a
 * negotiation that is not much later than the figures. */
int around_last(const struct around *a, int last);
/* Stretches the values of an axis that begins in year `first`. */
void around_values(const struct around *a, int first, struct axis_in *in);
/* Words above the plot and below the years: how many rows they take, and then
 * where, once top and bottom of the plot are known. */
int around_rows_above(const struct chart *c, const struct picture *p);
int around_rows_below(const struct chart *c, const struct picture *p);
void around_put_words(const struct chart *c, struct picture *p);
/* What must be known to read the marks: parts joined by " · ". */
void around_notes(const struct chart *c, const struct picture *p,
		  struct buf *out);
/* Figures of the bands and the projection for trend.gp, "" for none. */
void around_band_peers(const struct around *a, int first, struct buf *out);
void around_band_ahead(const struct chart *c, struct buf *out);
void around_ahead_line(const struct chart *c, struct buf *out);
void around_break_lines(const struct around *a, const struct picture *p,
			struct buf *out);
void around_edge_line(const struct chart *c, const struct picture *p,
		      struct buf *out);
/* Sentences for the text alternative, each with a blank before it. */
void around_alt(const struct chart *c, struct buf *out);

#endif
