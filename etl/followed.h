/*
 * What people keep in config/ for the etl: the indicators that we follow and
 * the counties that are shown.
 */
#ifndef ETL_FOLLOWED_H
#define ETL_FOLLOWED_H

#include "lib/app.h"

struct followed {
	char *source, *code, *title, *class, *polarity, *polarity_source,
		*theme, *dimension, *felt, *breaks_source; /* owned */
	int span;
	int *breaks; /* owned; first years counted in a new way, ascending */
	size_t breaks_n;
};

struct followed_list {
	struct followed *list;
	size_t n;
};

/* What kind of figure it is decides what may be computed of it: the words of
 * the column `class`. */
extern const char followed_classes[];
/* Whether w is one of those words, which blanks separate. */
bool followed_in_words(const char *words, const char *w);

/* Reads and checks config/indicators.csv and the tables of the sources that are
 * turned on (struct source). A wrong cell is ERR_CONFIG with file, row and
 * column. */
int followed_read(struct app *app, struct followed_list *out,
		  struct err *e) MUST_USE;
void followed_release(struct followed_list *f);
/* Replaces the tables `followed`, `known_break` and `shown_county`. */
int followed_store(struct app *app, struct db *db,
		   const struct followed_list *f, struct err *e) MUST_USE;

#endif
