/*
 * What a reader of a written page sees: its parts, read back from the HTML.
 * Knows nothing of the store.
 */
#ifndef BRIEFING_SEEN_H
#define BRIEFING_SEEN_H

#include "lib/buf.h"

enum {
	SEEN_CELLS = 6,
	SEEN_TALLY = 5
};

enum seen_cell {
	SEEN_YEAR,
	SEEN_OWN,
	SEEN_COUNTY,
	SEEN_COUNTRY,
	SEEN_TREND,
	SEEN_N,
};

struct seen_row { /* of the barometer or the old figures */
	char *id; /* "m-sotkanet-228" */
	char *title;
	char *cell[SEEN_CELLS]; /* NULL where the row has no such cell */
	bool median;            /* the country cell is marked as a median */
};

struct seen_find {    /* a sentence of "at a glance" */
	char *target; /* "#k-sotkanet-228" */
	char *class;  /* of its box */
	char *text;
};

struct seen_place { /* a row of the front page */
	char *href, *name;
	char *count[4]; /* worse, better, other, assessed; NULL: not there */
};

struct seen_link {
	char *address; /* href or src */
	bool image, script;
	char *alt; /* NULL: it has no text alternative */
};

struct seen_fact { /* what carries data-fact="NAME" */
	char *name, *text;
};

struct seen {
	char *lang, *h1, *title, *date, *content_id; /* NULL: not there */
	size_t h1_n;
	char *tally[SEEN_TALLY]; /* NULL: not there */
	size_t tally_n;
	struct seen_row *rows;
	size_t row_n;
	struct seen_find *finds;
	size_t find_n;
	struct seen_place *places;
	size_t place_n;
	struct seen_link *links;
	size_t link_n;
	struct seen_fact *facts;
	size_t fact_n;
	char **ids;
	size_t id_n;
	size_t inline_n; /* scripts and handlers that stand in the page itself
			  */
	char *junk; /* the first word that no reader should see; NULL: none */
};

/* The bytes are read to their end whatever they are. The caller's to
 * seen_free(). */
struct seen *seen_read(const char *bytes, size_t n);
void seen_free(struct seen *s);
/* The text of the first fact of that name; NULL: there is none. */
const char *seen_fact(const struct seen *s, const char *name);
bool seen_has_id(const struct seen *s, const char *id);

#endif
