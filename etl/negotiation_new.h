/*
 * The next negotiation from the last one: its texts stay, its days, votes,
 * states and answers go.
 */
#ifndef ETL_NEGOTIATION_NEW_H
#define ETL_NEGOTIATION_NEW_H

#include "lib/err.h"

/* Copies the folder `from` into the folder `to`, which must not be there yet,
 * as a draft with that id, and tells on out what is to be filled in. ERR_CONFIG
 * where `from` is wrong. */
int negotiation_new(const char *from, const char *to, const char *id, FILE *out,
		    struct err *e) MUST_USE;

#endif
