/*
 * The exchange form: one answer as text, by official codes instead of a
 * source's own ids, with everything that is needed to put it into an archive.
 * The shipped snapshot is in it; `tilannekuva export exchange` writes it and
 * `tilannekuva import` reads it.
 *
 *	tilannekuva-exchange 1
 *	kind figures                     (or: areas)
 *	source sotkanet
 *	request https://...              what was asked
 *	fetched_at 2025-10-01T00:00:00Z
 *	indicator 228                    (figures only, as all of these)
 *	scope 1995-2023 total            years and sexes that were asked for
 *	title_fi ..., title_sv, title_en, unit, decimals, organisation,
 *	data_updated, definition_fi, definition_sv, definition_en
 *	                                 (an empty line)
 *	kunta 005 total 1995 13.5 12 . S 11.2/489
 *
 * The definitions are left out where nothing is known of them. A row of figures
 * is kind, code, sex, first year and then a token a year:
 * a number, number/numerator, "." where there is nothing, or why there is no
 * number: M missing, S suppressed, A not applicable, Y not yet published. A row
 * of areas is kind, code, the names in fi, sv, en, and the wholes it is part of
 * as kind:code separated by blanks; the fields are separated by tabs.
 */
#ifndef ETL_EXCHANGE_H
#define ETL_EXCHANGE_H

#include "etl/source.h"

struct exchange_head {
	char source[40];
	char fetched_at[32];
	char *request; /* owned */
	struct request asks;
};

bool exchange_is(const char *bytes, size_t len);
/* What stands above the rows. Release with exchange_head_release(). */
int exchange_head_parse(const char *bytes, size_t len,
			struct exchange_head *out, struct err *e) MUST_USE;
void exchange_head_release(struct exchange_head *h);
/* The whole: figures with one meta, or areas; place ids index `places`. */
int exchange_parse(const char *bytes, size_t len, struct answer *out,
		   struct err *e) MUST_USE;

/* Appends figures (sorted; area indexes places) or areas (members index
 * places) in this form. */
void exchange_write(struct buf *b, const struct exchange_head *h,
		    const struct answer *a);

#endif
