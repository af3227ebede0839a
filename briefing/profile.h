/*
 * What the page of one municipality shows: a row for each indicator that we
 * follow, read from tilannekuva.db.
 */
#ifndef BRIEFING_PROFILE_H
#define BRIEFING_PROFILE_H

#include "briefing/catalog.h"
#include "briefing/exhibit.h"
#include "briefing/since.h"
#include "briefing/standing.h"

enum state {
	STATE_NONE, /* no figure and no reason: the source left it out */
	STATE_VALUE,
	STATE_MISSING,
	STATE_SUPPRESSED,
	STATE_NOT_APPLICABLE,
	STATE_NOT_YET,
};

/* A row of the barometer: one indicator in one municipality. */
struct meter {
	const struct indicator *ind;
	enum state state;
	int year;               /* of the newest figure or reason; 0: none */
	double value;           /* NO_FIGURE unless state is STATE_VALUE */
	double county, country; /* of the same year; NO_FIGURE: none */
	bool median;            /* country is the median of municipalities */
	bool old;               /* too old for findings */
	struct finding finding;
	struct standing standing;
	struct news news; /* since the county's newest negotiation */
	struct exhibit chart;
};

struct profile {
	const struct catalog *cat;
	const struct county *county;
	const struct place *place;
	struct meter *rows; /* one per indicator, in the catalog's order */
	size_t n;
	size_t agreed[AGREED_N]; /* at that negotiation: how many stand where
				  */
	struct exhibit spine;    /* all of them in one picture */
	bool paper;              /* its printed briefing is there as PDF */
};

extern const struct sql_set briefing_profile_sql;

/* As v_latest names it; STATE_MISSING for any other word. */
enum state state_parse(const char *s);
/* Why there is no figure. */
enum text state_text(enum state s);

struct reader; /* the statements that read profiles, and the medians so far */

int reader_new(struct reader **out, struct db *db, struct err *e) MUST_USE;
void reader_free(struct reader *r);
/* The result is the caller's to profile_free() and borrows the rest. */
int profile_read(struct profile **out, struct reader *r,
		 const struct catalog *c, const struct county *county,
		 const struct place *place, struct err *e) MUST_USE;
void profile_free(struct profile *p);

/* What is known of a row before anything is read. */
void meter_init(struct meter *m, const struct indicator *ind);
/* A column of the row that q stands on; NO_FIGURE where it is NULL. */
double meter_number(struct stmt *q, int column);
/* Takes a row of v_trend in, from its column 2 on: verdict, direction, note, q,
 * slope, slope_low, slope_high, first_year, last_year, n. */
void meter_trend(struct meter *m, struct stmt *q);
/* Takes a row of v_position in: words as they stand there, `note` too; judged
 * only where the year is that of the newest figure. Levels that rest on few
 * cases or on a figure that is out of date are not judged. */
struct place_words {
	int year;
	const char *level_class, *standing, *county_class, *county_standing;
	const char *note;
	bool slight;
	double benchmark, county_benchmark, cases, excess;
};
void meter_place(struct meter *m, const struct place_words *w);
/* The figures of the country and the county beside, where nothing is judged. */
void meter_beside(struct meter *m);

/* The rows whose finding stands in this group, the most certain first, and in
 * *n how many; the array is the caller's to free(). */
const struct meter **profile_group(const struct profile *p, enum group g,
				   size_t *n);
/* How many rows stand in each group; [GROUP_NONE] counts those that were
 * assessed and show nothing. */
void profile_tally(const struct profile *p, size_t tally[GROUP_N]);
/* The sum over a tally: indicators that were assessed. */
size_t tally_total(const size_t tally[GROUP_N]);

#endif
