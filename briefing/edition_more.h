/*
 * The pages of a language beside those of municipalities, indicators and
 * negotiations; for edition.c and site.c alone.
 */
#ifndef BRIEFING_EDITION_MORE_H
#define BRIEFING_EDITION_MORE_H

#include "briefing/edition.h"
#include "lib/hash.h"

/* How many pages these are. */
size_t edition_more_pages(const struct catalog *c);
/* Methods, data, accessibility. */
int make_docs(struct edition *s, struct err *e) MUST_USE;
/* What changed, as a page and as a feed. */
int make_changes(struct edition *s, struct err *e) MUST_USE;
/* The year clock of each county and its calendar file. */
int make_years(struct edition *s, struct err *e) MUST_USE;
/* The index that the search of the front page reads. */
int make_search(struct edition *s, struct err *e) MUST_USE;
/* The figures as CSV: once, for all languages. */
int make_tidy(struct edition *s, struct err *e) MUST_USE;
/* One rug per county, for the front page. */
int make_rugs(struct edition *s, struct err *e) MUST_USE;

/* Adds what of these pages hangs on more than the content id: their texts, the
 * settings, and what is behind on the year clocks at this hour. */
int edition_more_hash(struct hash *h, struct app *app, struct db *db,
		      const struct catalog *c, struct err *e) MUST_USE;

#endif
