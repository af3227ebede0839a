/*
 * A server that gives canned answers on 127.0.0.1, in a process of its own that
 * ends with the test, after a minute, or after a thousand requests.
 */
#ifndef TESTS_SUPPORT_HTTPD_H
#define TESTS_SUPPORT_HTTPD_H

#include "lib/base.h"

#include <sys/types.h>

enum httpd_kind {
	HTTPD_TEXT,  /* sends the text as it is and closes the connection */
	HTTPD_ECHO,  /* 200, the body is the request as it came */
	HTTPD_HANG,  /* sends the text, then nothing, until the client goes */
	HTTPD_DRIP,  /* sends the text, then a byte now and then, for ever */
	HTTPD_FLOOD, /* sends the text again and again, for ever */
};

/* The first row that fits a request answers it; 404 where none does. */
struct httpd_reply {
	const char *path;
	const char *text; /* the whole answer; "{port}" becomes the port */
	enum httpd_kind kind;
	int times;        /* answers so many requests; 0: any number */
	const char *when; /* only requests that contain this; NULL: all */
	size_t len;       /* of text; 0: up to its NUL */
};

struct httpd {
	pid_t pid;
	int port;
	unsigned *hits; /* per row, shared with the server */
	size_t n;
};

/* The rows must outlive the server. */
void httpd_start(struct httpd *h, const struct httpd_reply *rows, size_t n);
void httpd_stop(struct httpd *h);
/* "http://127.0.0.1:PORT/PATH"; the caller's to free(). */
char *httpd_url(const struct httpd *h, const char *path);
/* How many requests row i has answered. */
unsigned httpd_hits(const struct httpd *h, size_t i);

#endif
