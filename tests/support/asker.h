/*
 * A loopback server and a client that asks it, whose waits are counted and not
 * waited.
 */
#ifndef TESTS_SUPPORT_ASKER_H
#define TESTS_SUPPORT_ASKER_H

#include "lib/http.h"
#include "tests/support/httpd.h"

enum {
	ASKER_BODY_MAX = 1000
};

struct asker {
	struct httpd server;
	struct http *client;
	struct http_settings settings; /* 4 attempts, 20 s, no pause */
	struct http_answer a;
	char *url; /* the one that was asked last */
	int64_t waits[16];
	size_t waits_n;
};

void asker_start(struct asker *f, const struct httpd_reply *rows, size_t n);
void asker_stop(struct asker *f);
/* Another client for the rest of the test, after a change of settings. */
void asker_renew(struct asker *f);
int asker_get(struct asker *f, const char *path, struct err *e);
/* asker_get() that must fail with "URL: REASON". */
void asker_refused(struct asker *f, const char *path, enum err_code code,
		   const char *reason);

#endif
