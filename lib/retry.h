/*
 * When to ask again: a pure function, tested as a table.
 */
#ifndef LIB_RETRY_H
#define LIB_RETRY_H

#include "lib/base.h"

struct retry {
	int attempt; /* the one that just went wrong, from 1 */
	int attempts_max;
	long status;        /* 0: no answer (timeout, cut, refused, dropped) */
	long retry_after_s; /* the server's wish, 0 or less: none */
	int64_t left_ms;    /* of the request's budget */
	int busy_s;         /* least wait after a 429 without a wish */
};

/*
 * Milliseconds to wait before the next attempt, or -1: give up. Retried are no
 * answer and 408, 429, 500, 502, 503, 504. Back-off 1 s doubling to at most
 * 30 s; Retry-After wins where it is longer, and so does busy_s after a 429
 * without one; a wait that would use up what is
 * left of the budget gives up at once: the next night will ask.
 */
int64_t retry_wait_ms(const struct retry *r);

#endif
