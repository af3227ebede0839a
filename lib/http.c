/*
 * HTTP on libcurl. Redirects are followed by hand, so that each hop is held
 * against the rules before it is asked; bodies are kept as they were sent.
 */
#include "lib/base.h"

#include <errno.h>
#include <strings.h>

#include <curl/curl.h>

#include "lib/http.h"
#include "lib/origin.h"
#include "lib/retry.h"
#include "lib/text.h"

enum {
	HOPS_MAX = 5,
	HEADERS_MAX = 256 * 1024, /* bytes of all header lines of an answer */
	LOW_SPEED_S = 30,         /* so long without a byte is no answer */
	TOO_LARGE = 100,          /* CURLE_TOO_LARGE, since libcurl 8.6 */
};

struct http {
	CURL *curl;             /* of one transfer: see renew() */
	CURLSH *shared;         /* connections, which last */
	struct http_settings s; /* contact is not kept */
	bool has_contact;
	int64_t last_ms; /* when the last request ended; -1: none was made */
	char user_agent[300];
	char why[CURL_ERROR_SIZE]; /* libcurl's own words */
};

/* One request with all its attempts. */
struct exchange {
	struct http *h;
	const struct http_request *q; /* borrowed from the caller */
	struct curl_slist *headers;
	bool conditional;
	struct http_answer *a; /* the caller's */
	int64_t deadline_ms;   /* end of the budget */
	long retry_after_s;
	bool final; /* asking again would change nothing */
	/* of the transfer that is going on */
	size_t header_bytes;
	bool head_whole; /* the empty line behind the headers came */
	bool too_large;
	bool head_too_large;
};

static int64_t clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void wait_ms(struct http *h, int64_t ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};

	if (h->s.wait) {
		h->s.wait(h->s.wait_ctx, ms);
		return;
	}
	while (clock_nanosleep(CLOCK_MONOTONIC, 0, &t, &t) == EINTR)
		;
}

static bool has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

/* --- the client ----------------------------------------------------------- */

static size_t take_body(char *p, size_t size, size_t n, void *ctx)
{
	struct exchange *x = ctx;
	struct buf *b = &x->a->body;

	if (b->len + size * n > x->h->s.body_max) {
		x->too_large = true;
		return 0;
	}
	buf_add(b, p, size * n);
	x->too_large = b->full;
	return b->full ? 0 : size * n;
}

static size_t take_header(char *p, size_t size, size_t n, void *ctx)
{
	struct exchange *x = ctx;

	n *= size;
	x->header_bytes += n;
	if (n >= 5 && memcmp(p, "HTTP/", 5) == 0)
		x->head_whole = false;
	else if (n > 0 && (p[0] == '\r' || p[0] == '\n'))
		x->head_whole = true;
	x->head_too_large = x->header_bytes > HEADERS_MAX;
	return x->head_too_large ? 0 : n;
}

/* Every option must be taken: some of them keep us safe. */
static void configure(struct http *h)
{
	CURL *c = h->curl;
	bool ok = true;

#define SET(option, value)                                                     \
	(ok = curl_easy_setopt(c, CURLOPT_##option, value) == CURLE_OK && ok)
	SET(PROTOCOLS_STR, "http,https");
	SET(FOLLOWLOCATION, 0L);
	SET(SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(NOSIGNAL, 1L);
	SET(USERAGENT, h->user_agent);
	SET(ERRORBUFFER, h->why);
	SET(HTTP_CONTENT_DECODING, 0L);
	SET(CONNECTTIMEOUT, (long)h->s.connect_timeout_s);
	SET(LOW_SPEED_LIMIT, 1L);
	SET(LOW_SPEED_TIME, (long)LOW_SPEED_S);
	SET(MAXFILESIZE_LARGE, (curl_off_t)h->s.body_max);
	SET(MAXCONNECTS, 2L);
	SET(SHARE, h->shared);
	SET(WRITEFUNCTION, take_body);
	SET(HEADERFUNCTION, take_header);
#undef SET
	if (!ok)
		die("libcurl does not know an option that we need");
}

/* A handle that has seen no answer yet: libcurl before 8.1.1, Debian 12's too,
 * adds a first header line that begins with a blank to one that it freed with
 * the answer before (curl's pull request 11103). */
static void renew(struct http *h)
{
	curl_easy_cleanup(h->curl);
	h->curl = curl_easy_init();
	if (!h->curl)
		die_of_memory();
	configure(h);
}

static CURLSH *share_connections(void)
{
	CURLSH *s = curl_share_init();

	if (!s || curl_share_setopt(s, CURLSHOPT_SHARE,
				    CURL_LOCK_DATA_CONNECT) != CURLSHE_OK)
		die("libcurl cannot share connections");
	return s;
}

static void *xrealloc(void *p, size_t n)
{
	return xreallocarray(p, n, 1);
}

struct http *http_new(const struct http_settings *s, struct err *e)
{
	struct http *h;

	if (s->connect_timeout_s < 1 || s->timeout_s < 1 || s->budget_s < 1 ||
	    s->attempts < 1 || s->pause_ms < 0 || s->body_max < 1) {
		(void)err_set(e, ERR_CONFIG,
			      "http: timeouts, budget, attempts and size must "
			      "be at least 1");
		return NULL;
	}
	if (has_control(s->contact) || strlen(s->contact) > 200) {
		(void)err_set(e, ERR_CONFIG,
			      "http: the contact must be one line of at most "
			      "200 bytes");
		return NULL;
	}
	if (curl_global_init_mem(CURL_GLOBAL_DEFAULT, xmalloc, free, xrealloc,
				 xstrdup, xcalloc) != CURLE_OK)
		die("libcurl does not start");
	h = xcalloc(1, sizeof(*h));
	h->shared = share_connections();
	h->s = *s;
	h->s.contact = NULL;
	h->has_contact = s->contact[0] != '\0';
	h->last_ms = -1;
	(void)snprintf(h->user_agent, sizeof(h->user_agent),
		       h->has_contact ? "tilannekuva/%s (+%s)"
				      : "tilannekuva/%s%s",
		       TILANNEKUVA_VERSION, s->contact);
	return h;
}

void http_free(struct http *h)
{
	if (!h)
		return;
	curl_easy_cleanup(h->curl);
	(void)curl_share_cleanup(h->shared);
	free(h);
	curl_global_cleanup();
}

void http_answer_init(struct http_answer *a, size_t body_max)
{
	memset(a, 0, sizeof(*a));
	buf_init(&a->body, body_max);
}

void http_answer_release(struct http_answer *a)
{
	buf_release(&a->body);
}

/* --- one transfer --------------------------------------------------------- */

/* Forgets what an earlier answer said. */
static void answer_clear(struct http_answer *a)
{
	a->status = 0;
	a->content_type[0] = '\0';
	a->encoding[0] = '\0';
	a->etag[0] = '\0';
	a->last_modified[0] = '\0';
	buf_clear(&a->body);
}

/* Text on one line: what is kept goes into tables and logs. */
static bool is_plain(const char *s)
{
	return !has_control(s) && text_is_utf8(s, strlen(s));
}

/* A header that does not fit is as good as none: half a validator is wrong. */
static void take_field(CURL *c, const char *name, char *dst, size_t n)
{
	struct curl_header *f;

	dst[0] = '\0';
	if (curl_easy_header(c, name, 0, CURLH_HEADER, -1, &f) != CURLHE_OK)
		return;
	if (strlen(f->value) < n && is_plain(f->value))
		(void)snprintf(dst, n, "%s", f->value);
}

static void take_fields(struct exchange *x)
{
	CURL *c = x->h->curl;
	struct http_answer *a = x->a;
	struct curl_header *f;
	curl_off_t after = 0;

	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &a->status);
	(void)curl_easy_getinfo(c, CURLINFO_RETRY_AFTER, &after);
	x->retry_after_s = (long)after;
	take_field(c, "Content-Type", a->content_type, sizeof(a->content_type));
	take_field(c, "ETag", a->etag, sizeof(a->etag));
	take_field(c, "Last-Modified", a->last_modified,
		   sizeof(a->last_modified));
	/* Marked rather than dropped: an unknown encoding must not look like
	 * none. */
	if (curl_easy_header(c, "Content-Encoding", 0, CURLH_HEADER, -1, &f) ==
	    CURLHE_OK)
		(void)snprintf(a->encoding, sizeof(a->encoding), "%s",
			       strlen(f->value) < sizeof(a->encoding) &&
					       is_plain(f->value)
				       ? f->value
				       : "?");
	if (strcasecmp(a->encoding, "identity") == 0)
		a->encoding[0] = '\0';
	else if (strcasecmp(a->encoding, "gzip") == 0 ||
		 strcasecmp(a->encoding, "x-gzip") == 0)
		(void)snprintf(a->encoding, sizeof(a->encoding), "gzip");
}

/* Being polite counts for each transfer: attempts and redirects too. */
static void pause_between(struct http *h)
{
	int64_t ms;

	if (h->last_ms < 0)
		return;
	ms = h->last_ms + h->s.pause_ms - clock_ms();
	if (ms > 0)
		wait_ms(h, ms);
}

/* Whether libcurl would only say the same again. */
static bool is_lasting(CURLcode code)
{
	return code == CURLE_URL_MALFORMAT || code == CURLE_FILESIZE_EXCEEDED ||
	       code == CURLE_UNSUPPORTED_PROTOCOL ||
	       code == CURLE_PEER_FAILED_VERIFICATION;
}

/* Says why nothing whole came. */
static int no_answer(struct exchange *x, const char *url, CURLcode code,
		     struct err *e)
{
	buf_clear(&x->a->body);
	if (x->too_large || code == CURLE_FILESIZE_EXCEEDED) {
		x->final = true;
		return err_set(e, ERR_NET,
			       "%.*s: the answer is larger than %zu bytes",
			       URL_SHOWN, url, x->h->s.body_max);
	}
	/* libcurl calls a header line without end "out of memory" */
	if (x->head_too_large ||
	    (code == CURLE_OUT_OF_MEMORY && !x->head_whole) ||
	    (int)code == TOO_LARGE) {
		x->final = true;
		return err_set(e, ERR_NET,
			       "%.*s: the headers are larger than %d bytes, or "
			       "a line of them than libcurl takes",
			       URL_SHOWN, url, (int)HEADERS_MAX);
	}
	x->final = is_lasting(code);
	return err_set(e, ERR_NET, "%.*s: %s", URL_SHOWN, url,
		       x->h->why[0] ? x->h->why : curl_easy_strerror(code));
}

/* Asks url once and takes the answer whole, or leaves a->status 0. */
static int transfer(struct exchange *x, const char *url, int64_t end_ms,
		    struct err *e)
{
	struct http *h = x->h;
	CURL *c;
	int64_t left;
	CURLcode code;

	renew(h);
	c = h->curl;
	answer_clear(x->a);
	x->header_bytes = 0;
	x->head_whole = false;
	x->too_large = false;
	x->head_too_large = false;
	x->retry_after_s = 0;
	h->why[0] = '\0';
	pause_between(h);
	left = end_ms - clock_ms();
	(void)curl_easy_setopt(c, CURLOPT_TIMEOUT_MS,
			       (long)(left > 0 ? left : 1));
	(void)curl_easy_setopt(c, CURLOPT_HTTPHEADER, x->headers);
	(void)curl_easy_setopt(c, CURLOPT_HTTPGET, 1L);
	if (x->q->body)
		(void)curl_easy_setopt(c, CURLOPT_POSTFIELDS, x->q->body);
	(void)curl_easy_setopt(c, CURLOPT_WRITEDATA, x);
	(void)curl_easy_setopt(c, CURLOPT_HEADERDATA, x);
	(void)curl_easy_setopt(c, CURLOPT_PROXY,
			       http_is_loopback(url) ? "" : NULL);
	if (curl_easy_setopt(c, CURLOPT_URL, url) != CURLE_OK)
		die_of_memory();
	code = curl_easy_perform(c);
	h->last_ms = clock_ms();
	if (code == CURLE_OK && x->head_whole) {
		take_fields(x);
		if (x->a->status > 0)
			return 0;
		/* "HTTP/2 0": without a status it is none */
		answer_clear(x->a);
		code = CURLE_WEIRD_SERVER_REPLY;
	}
	/* libcurl is content with headers that end in the middle. */
	return no_answer(x, url, code == CURLE_OK ? CURLE_PARTIAL_FILE : code,
			 e);
}

/* --- one attempt: a transfer and the redirects that it meets ---------------
 */

static bool is_redirect(long status)
{
	return (status >= 301 && status <= 303) || status == 307 ||
	       status == 308;
}

/* The address that the answer points to, the caller's to free(); NULL where it
 * is not to be followed. */
static char *redirect_target(struct exchange *x, const char *url, struct err *e)
{
	struct origin from, to;
	char *target = NULL;

	(void)curl_easy_getinfo(x->h->curl, CURLINFO_REDIRECT_URL, &target);
	if (!target || origin_parse(target, &to, NULL) < 0) {
		(void)err_set(e, ERR_HTTP,
			      "%.*s: status %ld that leads nowhere", URL_SHOWN,
			      url, x->a->status);
		return NULL;
	}
	if (origin_parse(url, &from, e) < 0)
		return NULL;
	if (x->q->stay || x->q->body) {
		(void)err_set(e, ERR_HTTP, "%.*s: status %ld: moved to %.*s",
			      URL_SHOWN / 2, url, x->a->status, URL_SHOWN / 2,
			      target);
		return NULL;
	}
	if (!origin_same(&from, &to) || to.user) {
		(void)err_set(e, ERR_HTTP,
			      "%.*s: redirect to another server refused: %.*s",
			      URL_SHOWN / 2, url, URL_SHOWN / 2, target);
		return NULL;
	}
	return xstrdup(target);
}

static int judge(struct exchange *x, struct err *e)
{
	struct http_answer *a = x->a;

	if (a->status == 304 && x->conditional)
		return 0;
	if (a->status != 200)
		return err_set(e, ERR_HTTP, "%.*s: status %ld", URL_SHOWN,
			       x->q->url, a->status);
	if (a->encoding[0] && strcmp(a->encoding, "gzip") != 0) {
		x->final = true;
		return err_set(e, ERR_DATA,
			       "%.*s: encoding '%s' was not asked for",
			       URL_SHOWN, x->q->url, a->encoding);
	}
	return 0;
}

static int attempt(struct exchange *x, struct err *e)
{
	int64_t end = clock_ms() + (int64_t)x->h->s.timeout_s * 1000;
	char *url = xstrdup(x->q->url), *next;
	int hop, rc = -1;

	if (end > x->deadline_ms)
		end = x->deadline_ms;
	for (hop = 0; hop <= HOPS_MAX; hop++) {
		if (transfer(x, url, end, e) < 0)
			goto out;
		if (!is_redirect(x->a->status)) {
			rc = judge(x, e);
			goto out;
		}
		next = redirect_target(x, url, e);
		if (!next) {
			x->final = true;
			goto out;
		}
		free(url);
		url = next;
	}
	x->final = true;
	(void)err_set(e, ERR_HTTP, "%.*s: more than %d redirects", URL_SHOWN,
		      x->q->url, HOPS_MAX);
out:
	free(url);
	return rc;
}

/* --- one request ---------------------------------------------------------- */

static struct curl_slist *add_header(struct curl_slist *list, const char *name,
				     const char *value)
{
	char *line = xasprintf("%s: %s", name, value);

	list = curl_slist_append(list, line);
	free(line);
	if (!list)
		die_of_memory();
	return list;
}

static void add_condition(struct exchange *x, const char *name,
			  const char *value)
{
	if (!value || !value[0] || has_control(value))
		return;
	x->headers = add_header(x->headers, name, value);
	x->conditional = true;
}

static int ask(struct exchange *x, struct err *e)
{
	struct retry r = {.attempts_max = x->h->s.attempts,
			  .busy_s = x->h->s.busy_s};
	int64_t ms;
	int rc;

	for (;;) {
		x->a->attempts++;
		x->final = false;
		err_clear(e);
		rc = attempt(x, e);
		if (rc == 0 || x->final)
			return rc;
		r.attempt = x->a->attempts;
		r.status = x->a->status;
		r.retry_after_s = x->retry_after_s;
		r.left_ms = x->deadline_ms - clock_ms();
		ms = retry_wait_ms(&r);
		if (ms < 0)
			return rc;
		wait_ms(x->h, ms);
	}
}

void http_pace(struct http *h, int pause_ms)
{
	h->s.pause_ms = pause_ms;
}

int http_ask(struct http *h, const struct http_request *q,
	     struct http_answer *a, struct err *e)
{
	struct exchange x = {.h = h, .q = q, .a = a};
	struct err own = {0};
	int64_t start;
	int rc;

	answer_clear(a);
	a->attempts = 0;
	a->seconds = 0;
	if (http_allowed(q->url, e) < 0)
		return -1;
	if (!h->has_contact && !http_is_loopback(q->url))
		return err_set(e, ERR_CONFIG,
			       "%.*s: not asked, the settings name no contact",
			       URL_SHOWN, q->url);
	x.headers = add_header(NULL, "Accept-Encoding", "gzip");
	if (q->body)
		x.headers = add_header(x.headers, "Content-Type",
				       "application/json");
	add_condition(&x, "If-None-Match", q->etag);
	add_condition(&x, "If-Modified-Since", q->last_modified);
	pause_between(h);
	start = clock_ms();
	x.deadline_ms = start + (int64_t)h->s.budget_s * 1000;
	rc = ask(&x, &own);
	a->seconds = (double)(clock_ms() - start) / 1000;
	/* libcurl must not keep what ends with this call */
	curl_easy_cleanup(h->curl);
	h->curl = NULL;
	curl_slist_free_all(x.headers);
	if (rc == 0)
		return 0;
	if (a->attempts > 1)
		return err_set(e, own.code, "%s (%d attempts)", own.msg,
			       a->attempts);
	return err_set(e, own.code, "%s", own.msg);
}

int http_get(struct http *h, const char *url, const char *etag,
	     const char *last_modified, struct http_answer *a, struct err *e)
{
	const struct http_request q = {
		.url = url, .etag = etag, .last_modified = last_modified};

	return http_ask(h, &q, a, e);
}
