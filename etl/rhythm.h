/*
 * The rhythm of an indicator: when in the year a new year's figures appear, as
 * far as the answers so far tell, and so when the next are expected. Pure.
 */
#ifndef ETL_RHYTHM_H
#define ETL_RHYTHM_H

#include "lib/base.h"

/* How well it is known when a year's figures appeared. */
enum evidence {
	EVIDENCE_DATED, /* the source's own day, which an earlier answer lacked
			   or which lies soon after the year */
	EVIDENCE_SEEN,  /* between two looks, at most six weeks apart */
	EVIDENCE_LATEST /* they were there by that day; no more is known */
};

const char *evidence_name(enum evidence v); /* "dated", "seen", "latest" */

/* An answer that held figures, as it came. Days are counted from 1970-01-01. */
struct sighting {
	int last_year;   /* of its figures */
	int64_t day;     /* when it came */
	int64_t updated; /* the source's own day; 0: not known */
	int64_t looked; /* when the source was asked before, and told of nothing
			   new; 0: never */
};

struct release {
	int year;
	int64_t day;
	enum evidence evidence;
};

struct expectation {
	int last_year, next_year;
	size_t releases;
	enum evidence evidence;   /* the weakest that it rests on */
	int64_t first, day, last; /* expected between; most likely on */
};

enum {
	RELEASES_MAX = 12 /* the newest are enough */
};

/* When each newest year appeared, from the answers in the order of their days;
 * step: years from one figure to the next. A year whose first sight says
 * nothing of when it appeared (a first answer long after it) is left out.
 * Returns how many, at most RELEASES_MAX, oldest first. */
size_t rhythm_releases(const struct sighting *s, size_t n, int step,
		       struct release *out);
/* When the year after last_year is expected. Rests on dated and seen releases
 * where there are any. false: nothing is known. */
bool rhythm_expect(const struct release *r, size_t n, int last_year, int step,
		   struct expectation *out);

/* The first and last day of a year as days since 1970. */
int64_t rhythm_year_end(int year);

#endif
