/*
 * What changed in the figures since the negotiations: new years, figures that
 * the sources revised, took away or brought back, and corrections of ours.
 */
#ifndef BRIEFING_CHANGES_H
#define BRIEFING_CHANGES_H

#include "briefing/catalog.h"

enum change_kind {
	CHANGE_NEW_YEAR,
	CHANGE_REVISED,
	CHANGE_VANISHED,
	CHANGE_RETURNED,
	CHANGE_CORRECTED,
	CHANGE_KINDS
};

/* How a new year's day is known. */
enum change_evidence {
	CHANGE_DATED, /* the source says it */
	CHANGE_SEEN,  /* between two questions of ours */
	CHANGE_LATEST /* it was there by then */
};

struct change {
	enum change_kind kind;
	enum change_evidence evidence; /* of a new year */
	const struct indicator *ind;
	char day[11];
	int first_year, last_year;   /* of the figures */
	size_t figures;              /* 0: of a new year */
	size_t here;                 /* of them, in shown municipalities */
	const struct place **places; /* those municipalities; owned */
	size_t place_n;
	char id[46]; /* urn:uuid:..., the same for the same change */
};

struct changes {
	const struct catalog *cat;
	char since[11];      /* the first day that counts */
	bool negotiated;     /* since a negotiation; else since a year or so */
	struct change *list; /* the newest first */
	size_t n;
};

extern const struct sql_set briefing_changes_sql;

/* set: of briefing_changes_sql. The result is the caller's to changes_free()
 * and borrows the catalog. */
int changes_read(struct changes **out, struct stmts *set,
		 const struct catalog *c, struct err *e) MUST_USE;
void changes_free(struct changes *c);

/* A change as a sentence without its indicator. Plain text. */
void change_sentence(struct buf *b, const struct change *x, enum lang lang);
/* Since when, as a sentence. Plain text. */
void changes_since(struct buf *b, const struct changes *c);
/* The feed, Atom 1.0 (RFC 4287); see changes_feed.c. */
void changes_feed(struct buf *b, const struct changes *c);

#endif
