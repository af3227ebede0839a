/*
 * Which areas, indicators and negotiations an export is of: kept in temporary
 * tables of the connection, so that every question of it asks the same.
 *
 *	temp.chosen_area (place, id)       county first, then by name
 *	temp.chosen_indicator (place, id)  those followed, in their order, then
 *	                                   those that the negotiation names
 *	temp.chosen_talks (id)             negotiations
 */
#ifndef ETL_CHOICE_H
#define ETL_CHOICE_H

#include "etl/export.h"

struct choice {
	struct db *db; /* borrowed */
	enum lang lang;
	bool all;           /* no area and no negotiation was named */
	char *name;         /* of what it is, for people: "Lahti" */
	char *file;         /* the same in a file's name; "" for all */
	int64_t maa, nuts1; /* the country; 0: the store has none */
	char content_id[130], date[40];
};

/* An area and an indicator; texts are borrowed for the visit. */
struct pair {
	int64_t area, county; /* county 0: none */
	const char *kind, *code, *name;
	int64_t indicator;
	const char *source, *id, *title, *unit, *class, *theme, *polarity;
	int decimals;
	bool past; /* the area is no more */
};

/* Begins a transaction that is the caller's to end: all that is asked is of one
 * moment. ERR_USAGE where the store has no such area or negotiation. The
 * caller's to choice_release(), also after a failure. */
int choice_make(struct choice *c, struct db *db, const struct export_wish *w,
		struct err *e) MUST_USE;
void choice_release(struct choice *c);
/* -1 where there are more figures than `most`. */
int choice_check(const struct choice *c, size_t most, struct err *e) MUST_USE;
/* Each area with each indicator, in their order; a visit that returns -1 ends
 * it. */
int choice_each(const struct choice *c,
		int (*visit)(void *ctx, const struct pair *p, struct err *e),
		void *ctx, struct err *e) MUST_USE;

/* The text of columns at (fi), at + 1 (sv), at + 2 (en) in the language, or in
 * Finnish. Borrowed. */
const char *choice_text(struct stmt *q, int at, enum lang lang);

#endif
