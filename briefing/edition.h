/*
 * The pages of one language on their way into a new site.
 */
#ifndef BRIEFING_EDITION_H
#define BRIEFING_EDITION_H

#include "briefing/page.h"
#include "lib/app.h"

struct edition {
	struct app *app;
	struct db *db;
	const struct catalog *cat;
	const char *dir;         /* where its front page goes */
	struct cartage *cartage; /* of the charts, for all languages */
	struct press *press;     /* NULL: nothing is printed */
	/* the rest is the edition's own */
	struct tongue *tongue; /* of an edition that is not in Finnish */
	size_t place_n;
	struct line *lines;        /* of the front page, one per place */
	struct profile **profiles; /* one per place, in its order */
	struct exhibit *rugs;      /* one per county */
};

/* How many pages a language has. */
size_t edition_pages(const struct catalog *c);
/* Writes them all, and brings the charts that they show. */
int edition_make(struct edition *s, struct err *e) MUST_USE;
/* Writes one page; name: as addressed from the front page. */
int edition_publish(struct edition *s, const char *name, const struct buf *b,
		    struct err *e) MUST_USE;

/* The documents of rounds and counties; edition_rounds.c. */
int edition_make_rounds(struct edition *s, struct err *e) MUST_USE;

/* Writes a document, NAME.html, and prints it as NAME.pdf; *printed: that is
 * there. The charts that it shows must have been brought before. */
int edition_print(struct edition *s, const char *name, const struct buf *b,
		  bool *printed, struct err *e) MUST_USE;

#endif
