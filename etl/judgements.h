/*
 * What the analysis says, as of a day, of the indicators that tell of a
 * negotiation: in its county and in each of the county's municipalities, both
 * sexes together. For those who compare two days.
 *
 * The verdicts of a past day are not remembered, they are found again: the
 * picture of that day is made of what the archive had by then, and analysed
 * (etl_picture_private()). So they can be had of any day, also of one on which
 * nobody ran this program, and whoever has the archive finds the same. Both
 * days are judged by today's methods, config/ and links: what is another is so
 * because the figures are, or because time went on ("out of date"), never
 * because the program changed. The price is that this is not what somebody read
 * on that day: that stands on the pages of that day, if anybody kept them. A
 * memory in archive.db would tell that, but no more than what nights happened
 * to see, and would mix changes of figures with changes of methods for good.
 *
 * A picture costs seconds to minutes, so its judgements are kept in
 * VAR/verdicts until something that they follow from is another. What is kept
 * may be thrown away at any time.
 */
#ifndef ETL_JUDGEMENTS_H
#define ETL_JUDGEMENTS_H

#include "etl/etl.h"

/* The columns of one; the first five name it. */
enum {
	J_ITEM, /* the priority or measure */
	J_SOURCE,
	J_INDICATOR,
	J_FIELD, /* trend, level, agreement */
	J_AREA,  /* "kunta:398" */
	J_TITLE,
	J_AREA_NAME,
	J_VERDICT, /* as the views have it: what is compared */
	J_WORDS,   /* the same in Finnish */
	J_FIRST_YEAR,
	J_LAST_YEAR, /* that it rests on; "": not told */
	J_COLUMNS
};

struct judgement {
	char *cells[J_COLUMNS]; /* owned */
};

struct judgements {
	struct judgement *list; /* by name */
	size_t n;
	size_t refused; /* accepted answers that this program cannot read */
};

/* Of an analysed store as of `until`. A weak or context link gives no verdict,
 * and before the negotiation's day nothing was agreed. The caller's to
 * judgements_release() in any case. */
int judgements_read(struct judgements *out, struct db *db,
		    const char *negotiation, const char *until,
		    struct err *e) MUST_USE;
/* As of `until` (ISO time, inclusive). analyse: what follows the load. name:
 * under which they are kept, of one's own choice. The archive is only read; a
 * VAR that cannot be written costs time, no more. As judgements_read(). */
int judgements_of_day(struct judgements *out, struct app *app,
		      const struct picture *analyse, const char *negotiation,
		      const char *until, const char *name,
		      struct err *e) MUST_USE;
void judgements_release(struct judgements *j);
/* Takes the cells over. */
void judgements_add(struct judgements *j, char *cells[J_COLUMNS]);
/* Brings them into the order of their names. */
void judgements_sort(struct judgements *j);
/* The order of names. */
int judgement_compare(const struct judgement *a, const struct judgement *b);

#endif
