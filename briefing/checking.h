/*
 * Reading pages back, in parts; for check*.c alone.
 */
#ifndef BRIEFING_CHECKING_H
#define BRIEFING_CHECKING_H

#include "briefing/check.h"
#include "briefing/known.h"
#include "briefing/reread.h"
#include "briefing/seen.h"

enum {
	CHECK_ID = 200
};

/* A municipality whose page was read. */
struct visit {
	const struct county *county;
	const struct place *place;
	struct known *known; /* one per indicator of the catalog */
	struct seen *seen;   /* NULL: could not be read */
};

/* Of the pages of one language. */
struct check {
	struct app *app;
	struct stmts *known_set, *set; /* of known.c and check_page.c */
	struct stmts *glance_set;      /* of known_glance.c */
	struct catalog *cat;
	struct seen *front;   /* the front page; NULL: could not be read */
	const char *page;     /* that is being read, as addressed from the front
				 page of its language: "kunta/398.html" */
	struct visit *visits; /* in the order of the catalog */
	size_t visit_n;
	struct check_summary *sum;
};

extern const struct sql_set briefing_check_sql, briefing_check_told_sql,
	briefing_check_changes_sql, briefing_check_year_sql,
	briefing_check_files_sql, briefing_check_doc_sql,
	briefing_check_leaflet_sql;

/* Says what differs on the page that is being read, and counts it. */
void check_fault(struct check *c, const char *fmt, ...) PRINTF(2, 3);
/* `where` is part of the page; it says `seen` and should say `want`. */
void check_same(struct check *c, const char *where, const char *what,
		const char *seen, const char *want);
void check_same_int(struct check *c, const char *where, const char *what,
		    const char *seen, size_t want);
/* "sotkanet-228" as it stands in the ids of a page. */
void check_id(char dst[CHECK_ID], const struct indicator *ind);

/* Reads c->page; NULL, and a fault, where that cannot be done. The caller's to
 * seen_free(). */
struct seen *check_read(struct check *c);
/* Heading, language, date, ids, and words that nobody should see. */
void check_frame(struct check *c, const struct seen *s, const char *name);
/* Each address leads somewhere inside the site, each image has words. */
void check_links(struct check *c, const struct seen *s);

/* Whether there is a reason to show this chart; `ind` is NULL where it is of no
 * single indicator. */
typedef bool check_wanted(const struct check *c, const char *kind,
			  const struct indicator *ind, const void *ctx);
/* The charts of an area that are wanted and drawn stand on the page, with the
 * words of the store and links to what there is of them. */
int check_charts(struct check *c, const struct seen *s, const char *area_kind,
		 const char *area_code, check_wanted *wanted, const void *ctx,
		 struct err *e) MUST_USE;

/* What the page marks as this fact is this text. */
void check_fact(struct check *c, const struct seen *s, const char *name,
		const char *want);

/* Why there is no figure of its own. */
enum text check_reason(const struct known *k);
/* A row of a barometer. */
void check_place_row(struct check *c, const struct seen_row *r, const char *id,
		     const struct known *k);
/* The words and figure that a row shows of what is known. */
void check_figure(struct check *c, const char *id, const char *what,
		  const char *seen, const struct known *k, double v);
void check_change(struct check *c, const char *id, const char *seen,
		  const char *seen_n, const struct known *k);

/* The page of v->place and its line on the front page; fills v->known and
 * v->seen. */
int check_place(struct check *c, struct visit *v, struct err *e) MUST_USE;

/* The pieces of its yearly report; after check_place(). */
void check_report(struct check *c, const struct visit *v);
/* "At a glance" of v->place: each sentence, box and count; v->known is there.
 */
int check_glance(struct check *c, const struct visit *v,
		 struct err *e) MUST_USE;

/* The page of each indicator and its entry on the front page; after all places
 * were visited. */
int check_indicators(struct check *c, struct db *db, struct err *e) MUST_USE;
/* What the page s of a negotiation says of figures; set: of
 * briefing_check_told_sql. */
int check_told(struct check *c, const struct seen *s, const struct county *k,
	       const struct talks *t, struct stmts *set,
	       struct err *e) MUST_USE;
/* The printed briefing of each municipality; after all places were visited. */
int check_leaflets(struct check *c, struct db *db, struct reread *paper,
		   struct err *e) MUST_USE;
/* The documents of each round and county; after all places were visited. */
int check_rounds(struct check *c, struct db *db, struct err *e) MUST_USE;
/* The same of each negotiation. */
int check_accords(struct check *c, struct db *db, struct err *e) MUST_USE;

/* The pages about the site, what changed, the year clocks, and the files beside
 * them. */
int check_more(struct check *c, struct db *db, struct err *e) MUST_USE;
int check_changes(struct check *c, struct db *db, struct err *e) MUST_USE;
int check_years(struct check *c, struct db *db, struct err *e) MUST_USE;
int check_files(struct check *c, struct db *db, struct err *e) MUST_USE;

#endif
