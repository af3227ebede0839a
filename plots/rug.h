/*
 * What a tartan rug shows: the municipalities of a county beside each other,
 * indicator by indicator: how each stands against the country and where it is
 * going. Read by rug_read.c, drawn by rug.c.
 */
#ifndef PLOTS_RUG_H
#define PLOTS_RUG_H

#include "plots/group.h"
#include "plots/picture.h"

enum {
	RUG_ROWS = 40 /* more are no picture any more */
};

struct rug_cell {
	bool there;      /* a figure not older than five years */
	bool suppressed; /* the newest one is hidden */
	int year;
	double value; /* NAN: hidden */
	enum level level;
	int way; /* of the figure, where it is clear: 1 up, -1 down */
};

struct rug_row {
	struct gauge g;
	char *theme;            /* owned */
	int position;           /* among the followed */
	int year;               /* the newest */
	struct rug_cell *cells; /* as the towns; owned */
	size_t told;            /* cells with a verdict or a clear trend */
};

struct rug_town {
	int64_t id;
	char *code, *name; /* owned */
};

struct rug {
	enum lang lang;
	char *kind, *code, *name; /* the county; owned */
	struct rug_town *towns;   /* by name; owned */
	size_t towns_n;
	struct rug_row *rows; /* by theme, then as followed; owned */
	size_t n;
	size_t recent; /* indicators with a recent figure, shown or not */
};

extern const struct sql_set rug_sql;
/* Followed indicators of which something can be told: those with a polarity
 * first, then those that tell of most municipalities; RUG_ROWS at most.
 * ERR_DATA: there is none. The caller's to rug_release(). */
int rug_read(struct chart_source *r, int64_t area, struct rug *out,
	     struct err *e) MUST_USE;
void rug_release(struct rug *r);

/* The CSV twin, the text alternative and the texts around the picture, of a
 * struct rug; for sketch_make(). */
void rug_csv(const void *rug, struct buf *out);
void rug_alt(const void *rug, struct buf *out);
void rug_caption(const void *rug, const char *id, struct caption *out);

#endif
