/*
 * What the figures were when it was agreed: of each negotiation, the newest
 * figure that was known at the end of its day (UTC, by the time at which
 * answers came), of every indicator that its priorities and measures are tied
 * to, for its county, the county's municipalities of today and the country.
 *
 * Computed from the archive (past_indicator()), never from the figures of
 * today: what came later cannot change it. Config, and so corrections and the
 * division of areas, is today's, as in `rebuild --as-of`.
 */
#ifndef ETL_AGREED_H
#define ETL_AGREED_H

#include "etl/load.h"

/*
 * Brings the table `agreed_figure` up to date with the archive and the tables
 * of negotiations in db, inside the caller's transaction. A negotiation is done
 * anew where its day, its ties, the county's areas or the answers of until then
 * are other than the last time; the others cost a look at the archive. until:
 * ISO time; nothing later is looked at.
 *
 * A figure that its source has no more (it hides it, or left it out) is taken
 * away: what is agreed on is not a way around that. Its year stays.
 *
 * Why there is no figure stands in its place: "not_held_yet" (the day is still
 * to come), "nothing_known" (no answer had come by then), "no_figure", or what
 * the source gave as the reason ("suppressed", ...).
 */
int agreed_store(struct app *app, struct archive *a, struct db *db,
		 const char *until, struct err *e) MUST_USE;

#endif
