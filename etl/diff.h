/*
 * What changed between two times, as the program knew it then: computed from
 * the archive by loading twice what came between the two, an indicator at a
 * time.
 */
#ifndef ETL_DIFF_H
#define ETL_DIFF_H

#include "etl/judgements.h"
#include "etl/load.h"

/* In the order in which an indicator's findings stand. */
enum diff_kind {
	DIFF_AREA_NEW,
	DIFF_AREA_GONE,
	DIFF_AREA_RENAMED,
	DIFF_AREA_MOVED,
	DIFF_OFFERED,
	DIFF_ENDED,
	DIFF_TITLE,
	DIFF_DEFINITION,
	DIFF_UNIT,
	DIFF_PRODUCER,
	DIFF_FIRST_HELD,
	DIFF_NEW_YEAR,
	DIFF_NEW_FIGURE,
	DIFF_RETURNED,
	DIFF_REVISED,
	DIFF_NUMERATOR,
	DIFF_VANISHED,
	DIFF_VERDICT,
	DIFF_KINDS
};

const char *diff_kind_name(enum diff_kind k);
bool diff_kind_parse(const char *s, size_t len, enum diff_kind *out);

/* Texts are borrowed; "" where a finding has none. */
struct finding {
	enum diff_kind kind;
	const char *source, *indicator, *title;
	const char *field; /* the column that changed: "title_sv" */
	const char *area, *area_name, *sex;
	int first_year, last_year; /* 0: none */
	size_t figures;
	const char *old, *new;
	const char *item; /* the priority or measure that alone it tells of;
			     NULL: each that its indicator tells of */
};

struct diff_options {
	const char *until[2]; /* ISO times, inclusive; the older one first */
	bool figures;         /* each figure, not one row a kind and year */
	bool kinds[DIFF_KINDS];
	const char *indicators; /* "127,sotkanet:228"; NULL: all, and areas */
	void (*put)(void *ctx, const struct finding *f);
	void *ctx;
};

/* Calls put for each finding: areas first, then by source and indicator; the
 * order hangs on nothing but what is found. ERR_USAGE where nothing was known
 * at the first time. *refused: accepted answers that cannot be read any more.
 * After a failure a is good for closing only. */
int diff_run(struct app *app, struct archive *a, const struct diff_options *o,
	     size_t *refused, struct err *e) MUST_USE;

/* --- its parts ----------------------------------------------------------- */

/* One source's lists of areas; nothing where either time has none. */
int diff_areas(struct archive *a, const struct source *s,
	       const struct diff_options *o, struct err *e) MUST_USE;
/* One indicator's figures; labels come from the table `area` of db. */
int diff_figures(struct db *db, const struct finding *about,
		 const struct figures *was, const struct figures *is,
		 const struct diff_options *o, struct err *e) MUST_USE;
/* The verdicts of two days. Those of one alone are findings too: that the other
 * is "" says that there was none. */
void diff_judgements(const struct judgements *was, const struct judgements *is,
		     const struct diff_options *o);
/* Calls o->put where the kind is asked for. */
void diff_put(const struct diff_options *o, const struct finding *f);

#endif
