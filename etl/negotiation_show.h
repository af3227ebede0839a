/*
 * A negotiation as a paper, from the store: what was voted on and agreed, how
 * it stands, who was there.
 */
#ifndef ETL_NEGOTIATION_SHOW_H
#define ETL_NEGOTIATION_SHOW_H

#include "etl/paper.h"
#include "lib/db.h"

/* What the parts of the paper need. */
struct showing {
	struct paper paper;
	struct db *db;
	const char *id;    /* the negotiation */
	const char *today; /* "2026-03-02..." */
};

/* ERR_USAGE where the store has no such negotiation. */
int negotiation_show(const struct showing *s, struct err *e) MUST_USE;

/* The priorities of one area with their figures, and how people feel beside
 * what registers see. area: "[KIND:]CODE" of the county or of one of its
 * municipalities, the county's code alone too. ERR_USAGE where the store has no
 * such negotiation, or the area is not one of its own. */
int negotiation_show_area(const struct showing *s, const char *area,
			  struct err *e) MUST_USE;

/* The parts, in files of their own. */
int show_votes(const struct showing *s, struct err *e) MUST_USE;
int show_measures(const struct showing *s, struct err *e) MUST_USE;
/* What became of the agreements' figures; nothing where there are none. */
int show_figures(const struct showing *s, struct err *e) MUST_USE;
int show_links(const struct showing *s, struct err *e) MUST_USE;
int show_points(const struct showing *s, struct err *e) MUST_USE;
int show_feedback(const struct showing *s, struct err *e) MUST_USE;
/* What is followed of a priority without figures, a line each; adds to rows. */
int show_items(const struct showing *s, const char *priority, size_t *rows,
	       struct err *e) MUST_USE;

/* A query whose ?1 is the negotiation and whose ?2, where it has one, is the
 * language of texts; the caller's to stmt_free(). */
int show_ask(const struct showing *s, const char *query, struct stmt **out,
	     struct err *e) MUST_USE;
/* The same with one more text, ?3. */
int show_ask_of(const struct showing *s, const char *query, const char *of,
		struct stmt **out, struct err *e) MUST_USE;

/* Picks a text in the paper's language among an expression's table t with the
 * columns negotiation and id; else t.text, which is Finnish. */
#define SHOW_TEXT(t)                                                           \
	"coalesce((SELECT text FROM negotiation_text AS x"                     \
	"  WHERE x.negotiation = " t ".negotiation AND x.id = " t ".id"        \
	"  AND x.lang = ?2), " t ".text)"

#endif
