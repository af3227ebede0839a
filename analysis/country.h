/*
 * The areas as analysis needs them: what each is, whose part it is, and how
 * many people live there.
 */
#ifndef ANALYSIS_COUNTRY_H
#define ANALYSIS_COUNTRY_H

#include "lib/db.h"

enum area_kind {
	AREA_OTHER,
	AREA_TOWN,     /* kunta */
	AREA_COUNTY,   /* hyvinvointialue */
	AREA_COUNTRY,  /* maa */
	AREA_MAINLAND, /* nuts1 1: the national row of surveys */
};

struct place {
	int64_t id;
	enum area_kind kind;
	int64_t county; /* today's, of a municipality; 0: none */
	char code[16];  /* official, unique within its kind */
};

struct persons {
	int64_t area;
	int sex, year;
	double n;
};

struct country {              /* initialise with {0} */
	struct place *places; /* by id */
	size_t places_n, places_cap;
	struct persons *persons; /* by area, sex and year */
	size_t persons_n, persons_cap;
};

/* population: "[SOURCE:]ID" of the indicator that counts the inhabitants at the
 * end of the year; "" or one that is not there: their numbers are not known. */
int country_read(struct country *out, struct db *db, const char *population,
		 struct err *e) MUST_USE;
void country_release(struct country *c);
const struct place *country_find(const struct country *c, int64_t area);
/* Inhabitants at the end of the year; NAN: not known. */
double country_persons(const struct country *c, int64_t area, int sex,
		       int year);

#endif
