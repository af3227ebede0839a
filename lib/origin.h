/*
 * Which server an address names, and whether that may be asked.
 */
#ifndef LIB_ORIGIN_H
#define LIB_ORIGIN_H

#include "lib/err.h"

enum {
	URL_SHOWN = 300 /* of an address, in a message */
};

/* What decides whether two addresses are the same server. */
struct origin {
	char scheme[8];
	char host[256];
	char port[8];
	bool user; /* a user name stands in the address */
};

/* ERR_CONFIG: no address. A part that is missing or too long is "". */
int origin_parse(const char *url, struct origin *o, struct err *e) MUST_USE;
bool origin_same(const struct origin *a, const struct origin *b);
bool origin_is_loopback(const struct origin *o);
/* http_allowed() of an address that was parsed; url is for the message. */
int origin_allowed(const struct origin *o, const char *url,
		   struct err *e) MUST_USE;

#endif
