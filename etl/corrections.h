/*
 * config/corrections.csv: what people decided about a source's errors. A row
 * corrects one figure, confirms it (what is corrected is what is expected), or
 * (with `answer`) accepts an answer that the checks hold back.
 */
#ifndef ETL_CORRECTIONS_H
#define ETL_CORRECTIONS_H

#include "etl/figure.h"
#include "lib/app.h"

struct correction {
	char *source, *indicator;
	char *kind, *area; /* "kunta", "398" */
	char *answer;      /* first digits of the accepted answer's SHA-256;
			      "" where a figure is corrected */
	char *reason, *by, *date;
	enum sex sex;
	int year;
	double expected;      /* what the source says, wrongly */
	struct val corrected; /* VAL_MISSING: no figure at all */
	size_t row;           /* of the file */
};

struct corrections {
	struct correction *list;
	size_t n;
	char *file; /* for messages */
};

/* No file, no corrections. A wrong cell is ERR_CONFIG with file, row and
 * column. Rows dated after `until` (ISO time) were not known then and are left
 * out. */
int corrections_read(struct app *app, const char *until,
		     struct corrections *out, struct err *e) MUST_USE;
void corrections_release(struct corrections *c);
/* Whether the row says that the figure, odd as it looks, stands. */
bool correction_confirms(const struct correction *c);
bool corrections_accept(const struct corrections *c, const char *source,
			const char *indicator, const char *sha256);

#endif
