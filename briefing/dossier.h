/*
 * What the page of one indicator shows: what its figures are, what to keep in
 * mind, and how they stand in the municipalities of each shown county.
 */
#ifndef BRIEFING_DOSSIER_H
#define BRIEFING_DOSSIER_H

#include "briefing/profile.h"

enum {
	DOSSIER_CHARTS = 5
};
/* The kinds of chart that a county has of an indicator, in their order. */
extern const char *const dossier_charts[DOSSIER_CHARTS];

/* A year at which the figures changed for other reasons than what they
 * measure, or seem to. */
struct level_break {
	int year;     /* the first after it */
	bool known;   /* somebody says so; else nearly all figures moved at once
		       */
	bool up;      /* of no meaning where known */
	double share; /* of the municipalities, that moved so */
	char *said_by;
};

/* The newest figure of an area, or the reason why there is none. */
struct newest {
	enum state state;
	int year;
	double value; /* NO_FIGURE unless state is STATE_VALUE */
};

struct dossier_county {
	const struct county *county;
	struct profile *const *profiles; /* of its places, in their order */
	struct newest newest; /* the source's own row of the county */
	struct exhibit charts[DOSSIER_CHARTS];
};

struct dossier {
	const struct catalog *cat;
	const struct indicator *ind;
	size_t row; /* of the indicator in each profile */
	struct level_break *breaks;
	size_t break_n;
	struct newest country;
	struct dossier_county *counties; /* one per county of the catalog */
};

extern const struct sql_set briefing_dossier_sql;

/* profiles: one per place, in the order of the counties. set: of
 * briefing_dossier_sql. The result is the caller's to dossier_free() and
 * borrows the rest. */
int dossier_read(struct dossier **out, struct stmts *set,
		 const struct catalog *c, const struct indicator *ind,
		 struct profile *const *profiles, struct err *e) MUST_USE;
void dossier_free(struct dossier *d);

/* The breaks alone; the caller's to level_breaks_free(). */
int level_breaks_read(struct level_break **out, size_t *n, struct stmts *set,
		      const struct indicator *ind, struct err *e) MUST_USE;
void level_breaks_free(struct level_break *list, size_t n);
/* A break as a sentence. Plain text. */
void level_break_sentence(struct buf *b, const struct level_break *x,
			  enum lang lang);

#endif
