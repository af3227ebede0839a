/*
 * HTTP for the etl: GET, and POST of a query in JSON. One client, one
 * connection per host, answers kept as they came (gzip stays gzip). https only,
 * loopback excepted; redirects are not followed to another host or scheme.
 */
#ifndef LIB_HTTP_H
#define LIB_HTTP_H

#include "lib/buf.h"

struct http_settings {
	const char *contact; /* goes into the User-Agent; "" allowed only
				towards loopback */
	int connect_timeout_s;
	int timeout_s;   /* for one attempt, redirects included */
	int budget_s;    /* for all attempts of one request together */
	int attempts;    /* at most so many */
	int pause_ms;    /* between two requests */
	int busy_s;      /* least wait after a 429 that names none */
	size_t body_max; /* bytes as received */
	/* How to wait; NULL: sleep. Tests count the waits instead. */
	void (*wait)(void *ctx, int64_t ms);
	void *wait_ctx;
};

struct http_answer {
	long status; /* 0: no whole answer came, and the body is empty */
	/* "" where there is none, it is longer or it is not plain text */
	char content_type[120];
	char encoding[16]; /* Content-Encoding: "" or "gzip"; another one, "?"
			      for what cannot be shown, where it is refused
			      or (304) there is nothing to unpack */
	char etag[200];
	char last_modified[64];
	struct buf body; /* as received */
	int attempts;    /* how many were made */
	double seconds;  /* that all of them took, with the waits */
};

struct http;

/* Settings are copied, wait_ctx borrowed. The client is the caller's to
 * http_free(). ERR_CONFIG for a limit that is not positive or a contact that
 * cannot stand in a header. */
struct http *http_new(const struct http_settings *s, struct err *e) MUST_USE;
void http_free(struct http *h);

void http_answer_init(struct http_answer *a, size_t body_max);
void http_answer_release(struct http_answer *a);

/*
 * GETs url, retrying by retry.h's policy within the budget; a partial body is
 * thrown away. etag and last_modified, where not NULL or "", make the request
 * conditional. 0 for status 200 and for a 304 that was asked for; -1 with
 * ERR_HTTP (a->status says which; the body is kept), ERR_NET (no answer, or one
 * larger than body_max), ERR_DATA (status 200 in an encoding that we did not
 * ask for; the body is kept) or ERR_CONFIG (the URL may not be asked). `a` is
 * filled as far as it came in every case.
 */
int http_get(struct http *h, const char *url, const char *etag,
	     const char *last_modified, struct http_answer *a,
	     struct err *e) MUST_USE;

/* What is asked. Texts are borrowed until the answer came. */
struct http_request {
	const char *url;
	const char *body; /* JSON, sent by POST; NULL: GET */
	const char *etag; /* these two make it conditional; NULL or "": none */
	const char *last_modified;
	/* A redirect is not followed, it is an answer that says where to: so it
	 * is with every POST. */
	bool stay;
};
/* http_get() of such a request. A POST is asked again by the same policy: it
 * carries a query, which changes nothing at the server. */
int http_ask(struct http *h, const struct http_request *q,
	     struct http_answer *a, struct err *e) MUST_USE;
/* Another pause between two requests, once the server said what it bears. */
void http_pace(struct http *h, int pause_ms);

/* Whether the URL may be asked at all: https, or http to a loopback address,
 * without a user name in it. ERR_CONFIG where not. */
int http_allowed(const char *url, struct err *e) MUST_USE;
bool http_is_loopback(const char *url);

#endif
