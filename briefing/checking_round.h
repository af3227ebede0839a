/*
 * Reading back the documents of rounds and counties, in parts; for
 * check_round*.c and check_county.c alone. What they should say is asked anew,
 * figure by figure.
 */
#ifndef BRIEFING_CHECKING_ROUND_H
#define BRIEFING_CHECKING_ROUND_H

#include "briefing/accord.h"
#include "briefing/checking.h"
#include "briefing/count.h"

/* A round, or a whole county, as it should be shown. */
struct expected {
	struct check *c;
	struct stmts *set; /* of briefing_check_round_sql */
	const struct seen *seen;
	const struct county *county;
	const struct talks *talks;   /* NULL: a county without a negotiation */
	const char *round;           /* its id; "": all of the county */
	bool whole;                  /* nobody is named */
	const struct visit **visits; /* of its municipalities, in order */
	size_t n;
	enum against **levels; /* of each, one per indicator */
	struct count *counts;  /* one per indicator */
	struct known *own;     /* the county's figures, one per indicator */
	size_t own_n;          /* of those with one that is not old */
};

extern const struct sql_set briefing_check_round_sql;

enum {
	CR_PARTIES,
	CR_STANDING,
	CR_FACTS,
	CR_STATES,
	CR_NEEDS,
	CR_FIGURES,
	CR_COUNTRY,
	CR_COUNTY_TREND,
	CR_MATRIX,
	CR_NOTES,
	CR_SPREAD,
	CR_COUNT
};

/* Reads what is expected; also after a failure the caller's to
 * expected_release(). */
int expected_read(struct expected *x, struct err *e) MUST_USE;
void expected_release(struct expected *x);
/* Whether the figure of a place is one to be counted. */
bool expected_has(const struct expected *x, size_t place, size_t ind);
/* "sotkanet-228 WORD" */
char *expected_name(const struct indicator *ind, const char *word);

/* Both kinds of document of a round, and that of a county, share these. */
int check_agreed_facts(const struct expected *x, bool whole_text,
		       struct err *e) MUST_USE;
void check_counted(const struct expected *x);
int check_agreed_figures(const struct expected *x, struct err *e) MUST_USE;
void check_cover(const struct expected *x);
/* Each sheet says which it is, and of how many. */
void check_sheets(struct check *c, const struct seen *s);

void check_compare(const struct expected *x);
int check_overview(const struct expected *x, struct err *e) MUST_USE;

#endif
