/*
 * What the briefing and the comparison sheet of one round show: its
 * municipalities side by side, and what was said and agreed.
 */
#ifndef BRIEFING_GATHERING_H
#define BRIEFING_GATHERING_H

#include "briefing/accord.h"
#include "briefing/count.h"
#include "briefing/rows.h"
#include "briefing/whole.h"

/* The tables; the columns of each are named below. */
enum gathering_table {
	GATHERING_HEAD,
	GATHERING_PARTIES,
	GATHERING_FIGURES,
	GATHERING_PRACTICES,
	GATHERING_NEEDS,
	GATHERING_CHARTS,
	GATHERING_N
};
enum {
	GHEAD_DATE,
	GHEAD_TIME,
	GHEAD_PLACE,
	GHEAD_TEXT,
	GHEAD_NOTE,
	GHEAD_ROUNDS, /* of the negotiation */
	GHEAD_GROUPS, /* of those, of groups alone */
};
enum {
	GPARTY_KIND,
	GPARTY_CODE,
	GPARTY_NAME,
};
enum { /* what was agreed, in figures: of the county and its municipalities */
	GFIGURE_MEASURE, /* "": a priority's that no measure is tied to */
	GFIGURE_PRIORITY,
	GFIGURE_SOURCE,
	GFIGURE_CODE,
	GFIGURE_KIND,
	GFIGURE_AREA,
	GFIGURE_AGREED, /* "": not known then */
	GFIGURE_AGREED_YEAR,
	GFIGURE_REVISED,
	GFIGURE_CURRENT,
	GFIGURE_CURRENT_YEAR,
	GFIGURE_VERDICT,
};
enum {
	GPRACTICE_ID,
	GPRACTICE_AREA, /* a municipality's code; "": of several */
	GPRACTICE_TEXT,
};
enum {
	GNEED_KIND,
	GNEED_ITEM,
	GNEED_TEXT,
	GNEED_WORD,
};

enum {
	GATHERING_SLOPES = 6 /* charts that are kept in hand */
};

struct gathering {
	const struct catalog *cat;
	const struct county *county;
	const struct talks *talks;
	const struct round *round;
	const struct accord *accord;     /* the negotiation */
	const struct whole *whole;       /* the county */
	const struct profile **profiles; /* of its municipalities that have a
					    page, in the alphabet's order */
	enum against **levels;           /* of each, one per indicator */
	size_t n;
	struct count *counts; /* one per indicator */
	/* of the county, then and now: of what tells most here first */
	struct exhibit slopes[GATHERING_SLOPES];
	struct rows tables[GATHERING_N];
};

extern const struct sql_set briefing_gathering_sql;

enum {
	GCHART_SOURCE,
	GCHART_CODE,
	GCHART_NAME,
	GCHART_TITLE,
	GCHART_ALT,
};

struct gathering_in {
	const struct catalog *cat;
	const struct county *county;
	const struct talks *talks;
	const struct round *round;
	const struct accord *accord;
	const struct whole *whole;
	struct profile *const *profiles; /* of the county's places, in their
					    order */
	struct cartage *cartage;         /* of charts; NULL: none are shown */
	struct stmts *set, *beside;      /* of briefing_gathering_sql and
					    briefing_against_sql */
};

/* The result is the caller's to gathering_free() and borrows the rest. */
int gathering_read(struct gathering **out, const struct gathering_in *in,
		   struct err *e) MUST_USE;
void gathering_free(struct gathering *g);

const char *gathering_cell(const struct gathering *g, enum gathering_table t,
			   size_t row, size_t column);
/* The municipality of that code; g->n where it has no page. */
size_t gathering_find(const struct gathering *g, const char *code);
/* The newest year in which one of the municipalities has a figure of the
 * indicator that is not old; 0: none. */
int gathering_year(const struct gathering *g, size_t ind);
/* "Hämeenkyrö, Ikaalinen, Parkano": all of them. Plain text. */
void gathering_names(struct buf *b, const struct gathering *g);
/* The indicators of a box, the most telling first, and in *n how many; the
 * caller's to free(). */
size_t *gathering_box(const struct gathering *g, enum box box, size_t *n);
/* What the briefing says of an indicator: its title, what is claimed and of
 * which municipalities. Plain text. */
void gathering_sentence(struct buf *b, const struct gathering *g, size_t ind);
/* Whether a figure of the table stands where the page shows it: of the county,
 * or of one of its municipalities. */
bool gathering_has_area(const struct gathering *g, size_t figure);

#endif
