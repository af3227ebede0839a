/*
 * The methods of `stat`: a statistical method on plain CSV. A method is a
 * `const struct method`, one file each, listed in methods.def; it is pure: a
 * table in, CSV text out.
 */
#ifndef ANALYSIS_STAT_H
#define ANALYSIS_STAT_H

#include "lib/buf.h"
#include "lib/csv.h"

enum {
	STAT_COLUMNS_MAX = 8
};

enum stat_kind {
	STAT_ID,     /* a name; rows with the same one belong together */
	STAT_NAME,   /* a name within the set; at most one column */
	STAT_WORD,   /* one of `words`; its value is the place in them */
	STAT_WHOLE,  /* a whole number */
	STAT_NUMBER, /* a number, or empty: no value */
};

struct stat_column {
	const char *name;
	enum stat_kind kind;
	double lo, hi;            /* allowed range, both ends included */
	const char *expected;     /* for the message about a wrong cell */
	const char *const *words; /* STAT_WORD: NULL at the end */
};

struct stat_row {
	char *id;        /* owned by the table */
	char *name;      /* of the STAT_NAME column; owned; NULL: has none */
	size_t line;     /* of the input, the header is line 1 */
	const double *v; /* by column, then by further column; NAN: no value */
};

struct stat_table {
	struct stat_row *rows; /* in input order */
	size_t n;
	size_t cap;
	size_t *members; /* row numbers, group after group, in a group as in
			    the input; groups by first appearance */
	size_t *starts;  /* groups + 1 places in members */
	size_t groups;
	char **more; /* names of the further columns, where the method reads
			them; owned */
	size_t more_n;
	double *values; /* what the rows' v point into */
	size_t values_n, values_cap;
	const struct method *method; /* borrowed */
	int horizon;                 /* --horizon; 0: not given */
};

struct method {
	const char *name;
	const char *title;
	const struct stat_column *in; /* the first is the STAT_ID */
	size_t in_n;
	const char *const *out;
	size_t out_n;
	bool more;    /* further columns are read, as STAT_NUMBER */
	bool horizon; /* --horizon is understood */
	/* Appends the output rows, without the header. */
	int (*run)(const struct stat_table *t, struct buf *out, struct err *e);
};

#define METHOD(name) extern const struct method method_##name;
#include "analysis/methods.def"
#undef METHOD

/* All methods, in the order of the manual; NULL at the end. */
extern const struct method *const stat_methods[];
const struct method *stat_find(const char *name); /* NULL: none */

/*
 * Reads CSV with a header row, appends CSV with a header row. Other columns
 * than the method's are passed over, unless it reads them too. A wrong cell is
 * ERR_USAGE and named with row and column. horizon: years, 0: the method's own.
 */
int stat_run(const struct method *m, int horizon, const char *bytes, size_t len,
	     struct buf *out, struct err *e) MUST_USE;

#endif
