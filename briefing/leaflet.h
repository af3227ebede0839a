/*
 * What the printed briefing of a municipality shows beyond its page: what was
 * agreed last in its county and how that goes, women and men, what might be
 * agreed next, and where it stands among all municipalities.
 */
#ifndef BRIEFING_LEAFLET_H
#define BRIEFING_LEAFLET_H

#include "briefing/accord.h"
#include "briefing/profile.h"

enum {
	LEAFLET_SHEETS = 4
};

struct course_year {
	int year;
	double value;
};

/* Figures over time, in their order. */
struct course {
	struct course_year *own, *country;
	size_t own_n, country_n;
};

/* Women's and men's newest figures of the same year. */
struct pair {
	const struct indicator *ind;
	int year;
	double female, male;
	enum {
		GAP_NO_CHANGE, /* none that is clear */
		GAP_NARROWED,
		GAP_WIDENED
	} gap;
};

/* Where all municipalities stand: lowest, quartiles, highest. */
struct spread {
	const struct indicator *ind;
	int year;
	bool known; /* enough of them report, and they differ */
	double q[4];
};

/* A row that asks to be agreed on. */
struct need {
	const struct meter *m;
	int cell; /* of the matrix of trend and level, 1-4; 0: it has clearly
		     worsened, its level is not judged */
};

struct leaflet {
	const struct profile *p;
	const struct accord *accord; /* the county's newest; NULL: none */
	struct course *courses; /* one per row; read where a priority shows it
				 */
	double *counts;         /* persons or cases behind each row's figure;
				   NO_FIGURE: not given */
	struct spread *spreads; /* one per row */
	struct pair *pairs;     /* the widest apart first */
	size_t pair_n;
	struct need *needs; /* the most urgent first */
	size_t need_n;
	struct exhibit multiples; /* of the county, of the row `top` */
	const struct meter *top;  /* NULL: none */
};

extern const struct sql_set briefing_leaflet_sql;

struct leaflet_reader;
int leaflet_reader_new(struct leaflet_reader **out, struct db *db,
		       struct err *e) MUST_USE;
void leaflet_reader_free(struct leaflet_reader *r);
/* The result is the caller's to leaflet_free() and borrows the rest. Its chart
 * has still to be brought. */
int leaflet_read(struct leaflet **out, struct leaflet_reader *r,
		 const struct profile *p, const struct accord *a,
		 struct err *e) MUST_USE;
void leaflet_free(struct leaflet *l);

/* Whether a link may be shown as a chart: direct, with a figure that is not
 * old. Its row in *m, also where it may not; NULL: not followed. */
bool leaflet_is_shown(const struct leaflet *l, size_t link,
		      const struct meter **m);
/* Where v stands from the worst (0) to the best (1) of a row's spread around
 * its benchmark; neutral ones from low to high. false: nowhere. */
bool leaflet_place(const struct meter *m, const struct spread *s, double v,
		   double *at);

#endif
