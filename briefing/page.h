/*
 * The pages of the site as HTML. Pure: structs in, bytes out. Everything that
 * comes from the store passes text_html() on its way.
 */
#ifndef BRIEFING_PAGE_H
#define BRIEFING_PAGE_H

#include "briefing/doc.h"
#include "briefing/profile.h"
#include "lib/buf.h"

/* The page of one municipality, kunta/CODE.html. */
void page_profile(struct buf *b, const struct profile *p);

/* The pieces of its yearly wellbeing report, raportti/CODE.html, and the same
 * as a table, raportti/CODE.csv. */
void page_report(struct buf *b, const struct profile *p);
void csv_report(struct buf *b, const struct profile *p);

/* What the front page says of a municipality. */
struct line {
	size_t tally[GROUP_N];
};

/* The front page, index.html; lines in the order of the counties and their
 * places, a rug (or an empty exhibit) per county. */
void page_index(struct buf *b, const struct catalog *c,
		const struct line *lines, const struct exhibit *rugs);

struct dossier; /* briefing/dossier.h */

/* The page of one indicator, mittari/SOURCE-CODE.html. */
void page_indicator(struct buf *b, const struct dossier *d);

struct accord; /* briefing/accord.h */

/* The page of one negotiation, neuvottelu/ID.html. */
void page_accord(struct buf *b, const struct accord *a);

struct year; /* briefing/year.h */

/* The page of a county's year clock, vuosikello/CODE.html. */
void page_year(struct buf *b, const struct year *y);

struct changes; /* briefing/changes.h */

/* What changed, muutokset.html. */
void page_changes(struct buf *b, const struct changes *c);

/* A long text about the site; contact: "" where nobody said. */
void page_doc(struct buf *b, const struct catalog *c, enum doc d,
	      const char *contact);
const char *page_doc_name(enum doc d);
struct leaflet; /* briefing/leaflet.h */

/* The printed briefing of one municipality, katsaus/kunta-CODE.html. */
void page_leaflet(struct buf *b, const struct leaflet *l);

struct gathering; /* briefing/gathering.h */

/* The printed briefing of a round, katsaus/STEM.html. */
void page_round(struct buf *b, const struct gathering *g);

/* Its comparison sheet, katsaus/vertailu-STEM.html. */
void page_compare(struct buf *b, const struct gathering *g);

struct overview; /* briefing/overview.h */

/* The printed briefing of a county, katsaus/hva-CODE.html. */
void page_county(struct buf *b, const struct overview *o);

#endif
