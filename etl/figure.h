/*
 * A published figure and a list of them.
 *
 * A figure is not just a number: "0", "not collected" and "hidden to protect
 * privacy" are different facts. Read .num only through val_get(); `make policy`
 * enforces it.
 */
#ifndef ETL_FIGURE_H
#define ETL_FIGURE_H

#include "lib/err.h"

/* The order is that of the table `status` in etl/schema.sql. */
enum val_state {
	VAL_NUMBER,
	VAL_MISSING,
	VAL_SUPPRESSED,
	VAL_NOT_APPLICABLE,
	VAL_NOT_YET,
	VAL_STATES,
	VAL_GONE = VAL_STATES, /* an earlier answer gave it, a later one did
				  not: kept in memory only, never stored */
};

struct val {
	double num;
	enum val_state state;
};

struct val val_number(double v);
struct val val_absent(enum val_state why);
/* false, *num untouched, unless v is a number. */
bool val_get(struct val v, double *num);
bool val_equal(struct val a, struct val b);
/* "value", "missing", "suppressed" ... as in the table `status`. */
const char *val_state_name(enum val_state s);

/* The order is that of the table `sex`. */
enum sex {
	SEX_TOTAL,
	SEX_MALE,
	SEX_FEMALE,
	SEX_N
};

const char *sex_name(enum sex s);
bool sex_parse(const char *s, size_t len, enum sex *out);

enum {
	YEAR_MIN = 1900,
	YEAR_MAX = 2199,
	YEARS = YEAR_MAX - YEAR_MIN + 1
};

struct figure {
	int64_t area; /* while parsing: a place's id; once resolved: area.id */
	int year;
	enum sex sex;
	bool past; /* its source named the area by an id of the past */
	struct val value;
	struct val numerator; /* persons, cases; VAL_MISSING: not given */
};

struct figures {
	struct figure *list;
	size_t n, cap;
};

void figures_init(struct figures *f);
void figures_release(struct figures *f);
void figures_add(struct figures *f, const struct figure *one);
/* Order of the key (area, sex, year). */
int figure_compare(const void *a, const void *b);
void figures_sort(struct figures *f);
void figures_copy(struct figures *to, const struct figures *from); /* appends */
/* The figure with key's area, sex and year in sorted figures, or NULL. */
struct figure *figures_find(struct figures *f, const struct figure *key);
/* Sorted figures: drops repetitions of the same fact; where an id of the past
 * and today's speak of one key, today's is kept. Two different values for one
 * key are an error that names the key's year and sex. */
int figures_unique(struct figures *f, struct err *e) MUST_USE;

/* Two lists in key order, walked together: each step gives one key, and what
 * either list has of it (NULL: nothing). Starts with old and new set. */
struct figures_walk {
	const struct figures *old, *new;
	size_t i, j;
	const struct figure *was, *is;
};

bool figures_walk_next(struct figures_walk *w);

#endif
