/*
 * Which indicators say what kind of municipality one is: config/background.csv,
 * kept in the store as the table `background`. Municipalities that resemble one
 * another by them are peers; so none of them is an outcome that anybody is
 * compared by.
 */
#ifndef ETL_BACKGROUND_H
#define ETL_BACKGROUND_H

#include "lib/app.h"

struct background {
	char *source, *code, *why; /* owned */
	bool log;                  /* natural logarithm, of skewed ones */
	bool links;                /* links between indicators are given it */
	double weight;             /* above 0, at most 100 */
};

struct background_list {
	struct background *list; /* in the order of the file */
	size_t n;
};

/* Reads and checks the table; none where there is no such file. A wrong cell is
 * ERR_CONFIG with file, row and column. */
int background_read(struct app *app, struct background_list *out,
		    struct err *e) MUST_USE;
void background_release(struct background_list *b);
/* Replaces the table `background`. */
int background_store(struct db *db, const struct background_list *b,
		     struct err *e) MUST_USE;

#endif
