/*
 * Sotkanet's answers, each a pure function of its bytes. On failure `out` may
 * be half filled: the caller releases it.
 */
#ifndef ETL_SOTKANET_H
#define ETL_SOTKANET_H

#include "etl/source.h"

int sotkanet_parse_regions(const char *bytes, size_t len, struct answer *out,
			   struct err *e) MUST_USE;
int sotkanet_parse_list(const char *bytes, size_t len, struct answer *out,
			struct err *e) MUST_USE;
int sotkanet_parse_meta(const char *bytes, size_t len, struct answer *out,
			struct err *e) MUST_USE;
int sotkanet_parse_json(const struct request *r, const char *bytes, size_t len,
			struct answer *out, struct err *e) MUST_USE;
/* The same for rows in the usual form, much faster. false: they are not, or
 * something is wrong with them; what `out` has got by then means nothing. */
bool sotkanet_rows(const struct request *r, const char *bytes, size_t len,
		   struct figures *out) MUST_USE;
/* jansson's reading of them, of any form. */
int sotkanet_rows_any(const struct request *r, const char *bytes, size_t len,
		      struct answer *out, struct err *e) MUST_USE;
int sotkanet_parse_csv(const struct request *r, const char *bytes, size_t len,
		       struct answer *out, struct err *e) MUST_USE;

#endif
