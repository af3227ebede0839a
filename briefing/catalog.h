/*
 * What is the same for every municipality: the indicators that we follow, the
 * counties that are shown, and what names the picture.
 */
#ifndef BRIEFING_CATALOG_H
#define BRIEFING_CATALOG_H

#include "briefing/round.h"
#include "briefing/sentence.h"
#include "lib/db.h"

/* An indicator that we follow. Strings are owned. */
struct indicator {
	char *source, *code;
	char *title, *theme, *unit, *class;
	char *title_fi; /* orders the same in every language */
	char *organisation, *licence;
	char *definition; /* as the source says it; "" where not known */
	char *polarity;   /* lower_better, higher_better, neutral */
	char *data_updated, *fetched_at; /* "" where not known */
	struct measure measure;          /* borrows unit and class */
	int last_year;                   /* of the figures held; 0: none */
	int span;                        /* years that a figure covers */
	bool shown; /* a shown county has figures: it has a page */
};

/* A followed indicator of which nothing could be loaded. */
struct absent {
	char *source, *code;
	char *title; /* that we expected; "" where we did not say */
};

struct place { /* a municipality */
	char *code, *name;
};

struct talks { /* a negotiation that has a page */
	char *id, *title, *date;
	struct round_list rounds; /* that have pages of their own */
};

struct county {
	char *code, *name;
	struct talks *talks; /* the newest first */
	size_t talks_n;
	bool paper; /* set when its briefing was printed: the PDF is there */
	struct place *places; /* in the order of the alphabet */
	size_t n;
};

struct catalog {
	enum lang lang;
	const char *up; /* from the front page of this language to the top of
			   the site, where what all languages share lies */
	bool langs[LANG_N]; /* that have pages */
	char content_id[130];
	char data_date[40];
	int old_year;           /* figures of this year and before are old */
	struct indicator *list; /* by theme and title */
	size_t n;
	size_t *by_code; /* indices of list by source and code */
	struct absent *absent;
	size_t absent_n;
	struct county *counties;
	size_t county_n;
};

extern const struct sql_set briefing_catalog_sql;

/* this_year: of the run. The result is the caller's to catalog_free(). */
int catalog_read(struct catalog **out, struct db *db, int this_year,
		 enum lang lang, struct err *e) MUST_USE;
void catalog_free(struct catalog *c);
/* Whether a county's code can name its documents. */
bool catalog_has_briefing(const struct county *k);
/* How many rounds have pages. */
size_t catalog_rounds(const struct catalog *c);
/* Whether another indicator has the same title. */
bool catalog_is_twin(const struct catalog *c, const struct indicator *ind);
/* Index into c->list; c->n where it is not there. */
size_t catalog_find(const struct catalog *c, const char *source,
		    const char *code);

#endif
