/*
 * What is wrong with an indicator's figures, as far as the figures themselves
 * can tell. Pure: arrays in, findings out; no database, settings or clock.
 *
 * Two states are looked at: what was held, and what an answer makes of it. A
 * finding that the held state has already is not the answer's doing.
 */
#ifndef ETL_QUALITY_H
#define ETL_QUALITY_H

#include "etl/figure.h"

enum severity {
	SEVERITY_NOTE,    /* worth knowing */
	SEVERITY_WARNING, /* worth looking at */
	SEVERITY_ERROR,   /* cannot be so */
	SEVERITY_N
};

enum quality_check {
	QUALITY_AREAS,       /* a list of areas that lost many */
	QUALITY_COVERAGE,    /* far fewer or more areas than a year before */
	QUALITY_VANISHED,    /* an answer that leaves out what was held */
	QUALITY_REVISED,     /* an answer that changes much of it */
	QUALITY_REPEATED,    /* a year that says what the year before said */
	QUALITY_SHIFTED,     /* figures that moved to other years or areas */
	QUALITY_SCALED,      /* a year that is a multiple of its neighbours */
	QUALITY_DECIMAL,     /* ten or a hundred times too much or little */
	QUALITY_JUMP,        /* a change beyond a series' own history */
	QUALITY_SWAPPED,     /* two areas that changed places */
	QUALITY_SUM,         /* parts that do not make the whole */
	QUALITY_DENOMINATOR, /* value against numerator */
	QUALITY_SEXES,       /* men and women against all */
	QUALITY_FROZEN,      /* figures that stopped to move */
	QUALITY_ENDED,       /* no new year for long */
	QUALITY_TITLE,       /* another title than expected */
	QUALITY_CLASS,       /* a unit that does not fit the class */
	QUALITY_N
};

const char *severity_name(enum severity s);
const char *quality_name(enum quality_check c);
/* false: no check has this name. */
bool quality_parse(const char *s, size_t len, enum quality_check *out);

enum {
	FLAW_TEXT = 200
};

struct flaw {
	enum quality_check check;
	enum severity severity;
	int64_t area;         /* area.id, 0: no single one */
	int year;             /* 0: no single one */
	int sex;              /* enum sex, -1: no single one */
	char text[FLAW_TEXT]; /* what was found and what was expected */
};

struct flaws {
	struct flaw *list;
	size_t n, cap;
};

void flaws_release(struct flaws *f);
/* text is made as by printf, cut where it is too long. */
void flaws_add(struct flaws *f, const struct flaw *about, const char *text, ...)
	PRINTF(3, 4);
/* In the order of check, severity, sex, year and area. */
void flaws_sort(struct flaws *f);
/* Whether a sorted list says the same of the same place, whatever the words. */
bool flaws_have(const struct flaws *f, const struct flaw *one);
/* Of a sorted list: many of one kind in one year become one. */
void flaws_fold(struct flaws *f);

/* The kinds of areas that the checks tell apart. */
enum level {
	LEVEL_OTHER,
	LEVEL_KUNTA,
	LEVEL_COUNTY, /* hyvinvointialue */
	LEVEL_REGION, /* maakunta */
	LEVEL_COUNTRY
};

struct quality_area {
	int64_t id;
	enum level level;
	char *name;     /* "kunta 398", for messages */
	size_t from, n; /* its wholes: register->parents[from .. from+n) */
};

/* The areas and what they are parts of. */
struct quality_register {
	struct quality_area *areas; /* sorted by id */
	size_t n;
	size_t *parents; /* indexes into areas */
};

/* Figures in key order, every area in the register. Adds what was found. */
void quality_check_state(const struct quality_register *r,
			 const struct figures *f, struct flaws *out);
/* What an answer did to the figures that were held. */
void quality_check_change(const struct quality_register *r,
			  const struct figures *was, const struct figures *is,
			  struct flaws *out);

/* "" or 0 for what is not known. */
struct quality_description {
	const char *title, *unit;
	const char *expected_title, *class; /* config/indicators.csv */
	int last_year;                      /* of the figures */
	int seen_year;                      /* of the newest answer */
};

void quality_check_description(const struct quality_description *d,
			       struct flaws *out);

#endif
