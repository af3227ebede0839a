/*
 * One indicator in the municipalities of a county or of the whole country: what
 * the kinds of chart show that set municipalities beside each other.
 */
#ifndef PLOTS_GROUP_H
#define PLOTS_GROUP_H

#include "plots/gauge.h"
#include "plots/kind.h"

struct group_point {
	int year;
	double value;
};

/* How a figure stands against the country's. */
enum level {
	LEVEL_NONE, /* not compared */
	LEVEL_SIMILAR,
	LEVEL_BETTER,
	LEVEL_WORSE,
	LEVEL_HIGHER, /* of an indicator that is neither good nor bad */
	LEVEL_LOWER,
};

/* As v_position names it, by its standing, or where it has none its level. */
enum level level_parse(const char *standing, const char *level_class);

struct member {
	char *code, *name;          /* owned */
	struct group_point *points; /* owned; those with a figure, by year */
	size_t n;
	/* of group.year: */
	const char *status; /* "value" or why there is none */
	enum level level;
	bool has_interval;
	double low, high; /* 95 % */
	int fifth; /* of all municipalities, from 0 for the lowest; -1: no
		      figure or no limits */
};

struct group {
	struct gauge g;
	char *kind, *code, *name; /* the county or country; owned */
	struct member *members;   /* by code; owned */
	size_t n;
	struct member county, country; /* n 0: no figures. The country's name is
					  "Koko maa", or the median's */
	bool median;      /* country is the median of all municipalities */
	double fifths[4]; /* of all municipalities in `year`: their limits */
	size_t reporting; /* how many they are of; below 10 no limits */
	bool smoothed;    /* the fifths are of figures that chance was taken out
			     of: their limits are not those of the figures */
	int year; /* the newest in which half of those report that ever do;
		     0: nobody does */
};

extern const struct sql_set group_sql;
/* area: a county, or the whole country. The caller's to group_release().
 * ERR_DATA: no figures of its municipalities, or fewer than two of them. */
int group_read(struct chart_source *r, int64_t indicator, int64_t area,
	       struct group *out, struct err *e) MUST_USE;
void group_release(struct group *g);

/* The figure of a year; NULL: none. */
const struct group_point *member_at(const struct member *m, int year);
/* Members with a figure of the year, from the lowest value; equal ones by name.
 * out: g->n places. Returns how many. */
size_t group_sorted(const struct group *g, int year, const struct member **out);

/* The CSV twin of years_n years; of all years for 0. */
void group_csv(const struct group *g, const int *years, size_t years_n,
	       struct buf *out);
/* "Lahti and the others 2023": the group's name, its municipalities, and the
 * years. last 0: one year. Owned by the caller. */
char *group_where(const struct group *g, int first, int last);
/* The country's name, or the median's, as it stands within a sentence; ""
 * where there is neither. Borrowed. */
const char *group_reference(const struct group *g);
/* One sentence of what stands out in g->year: lowest, highest, the country.
 * year: whether it is said, as other years are shown too. */
void group_alt(const struct group *g, bool year, struct buf *out);

/* Who has no figure of g->year, by reason: "salattu: Hartola"; "" where all
 * have one. */
void group_without(const struct group *g, struct buf *out);

/* For struct chart_kind. */
int group_name(const struct group *g, struct sketch *out,
	       struct err *e) MUST_USE;
/* Rows of followed indicators and shown counties. */
extern const char group_wanted[];

#endif
