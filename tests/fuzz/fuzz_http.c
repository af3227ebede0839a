/*
 * What a server may send: the bytes are the whole of its answer, given to a
 * real client over loopback. The first byte says what was asked (conditions, a
 * query), the first line behind it an address that is only judged.
 *
 * Files: lib/http.c lib/retry.c
 */
#include "tests/fuzz/scratch.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/http.h"
#include "lib/retry.h"
#include "lib/text.h"

enum {
	ATTEMPTS = 2,
	BUDGET_S = 20,
	BODY_MAX = 20000
};

/* The server: a thread that gives the answer at hand to whoever connects. The
 * client may be gone, and the answer another, before all of it was sent. */
static struct {
	int socket, port;
	pthread_mutex_t mutex;
	struct feed answer;
	int64_t waited_ms;
	struct http *client;
} at = {.mutex = PTHREAD_MUTEX_INITIALIZER};

/* To the end of the request's head: what is sent earlier would be cut off with
 * a reset. */
static void read_request(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	char b[4096];
	size_t had = 0;

	while (had < sizeof(b) && poll(&p, 1, 2000) == 1) {
		ssize_t n = read(fd, b + had, sizeof(b) - had);

		if (n <= 0)
			return;
		had += (size_t)n;
		if (memmem(b, had, "\r\n\r\n", 4))
			return;
	}
}

static void *serve(void *unused)
{
	for (;;) {
		int fd = accept(at.socket, NULL, NULL);
		struct buf b;
		size_t sent = 0;

		if (fd < 0)
			return unused;
		buf_init(&b, BUF_MAX);
		(void)pthread_mutex_lock(&at.mutex);
		buf_add(&b, at.answer.at, at.answer.left);
		(void)pthread_mutex_unlock(&at.mutex);
		read_request(fd);
		while (sent < b.len) {
			ssize_t n = send(fd, b.data + sent, b.len - sent,
					 MSG_NOSIGNAL);

			if (n <= 0)
				break;
			sent += (size_t)n;
		}
		buf_release(&b);
		(void)shutdown(fd, SHUT_WR);
		(void)close(fd);
	}
}

static void set_answer(struct feed f)
{
	(void)pthread_mutex_lock(&at.mutex);
	at.answer = f;
	(void)pthread_mutex_unlock(&at.mutex);
}

static void count_wait(void *ctx, int64_t ms)
{
	(void)ctx;
	PROMISE(ms > 0);
	at.waited_ms += ms;
}

static void start(void)
{
	static const struct http_settings s = {.contact = "",
					       .connect_timeout_s = 5,
					       .timeout_s = 5,
					       .budget_s = BUDGET_S,
					       .attempts = ATTEMPTS,
					       .busy_s = 7,
					       .body_max = BODY_MAX,
					       .wait = count_wait};
	struct sockaddr_in a = {.sin_family = AF_INET};
	socklen_t n = sizeof(a);
	struct err e = {0};
	pthread_t thread;

	if (at.client)
		return;
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	at.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (at.socket < 0 || bind(at.socket, (struct sockaddr *)&a, n) < 0 ||
	    listen(at.socket, 16) < 0 ||
	    getsockname(at.socket, (struct sockaddr *)&a, &n) < 0 ||
	    pthread_create(&thread, NULL, serve, NULL) != 0)
		die("no server");
	(void)pthread_detach(thread);
	at.port = ntohs(a.sin_port);
	at.client = http_new(&s, &e);
	if (!at.client)
		die("%s", e.msg);
}

static void check_address(const char *url)
{
	struct err e = {0};

	if (http_allowed(url, &e) < 0) {
		PROMISE(e.code == ERR_CONFIG && e.msg[0]);
		PROMISE(text_is_utf8(e.msg, strlen(e.msg)));
		return;
	}
	PROMISE(strncasecmp(url, "http", 4) == 0 || http_is_loopback(url) ||
		!strchr(url, ':'));
	PROMISE(!strcasestr(url, "file://") || strcasestr(url, "http"));
}

static void check_retry(struct feed *f)
{
	const struct retry r = {.attempt = 1 + (int)feed_below(f, 9),
				.attempts_max = (int)feed_below(f, 9),
				.status = (long)feed_byte(f) * 3,
				.retry_after_s = (long)feed_byte(f) *
						 feed_byte(f) * feed_byte(f),
				.left_ms = (int64_t)feed_byte(f) * 1000,
				.busy_s = (int)feed_byte(f)};
	int64_t ms = retry_wait_ms(&r);

	PROMISE(ms == -1 || (ms > 0 && ms < r.left_ms));
	PROMISE(ms == -1 || r.attempt < r.attempts_max);
	PROMISE(ms == -1 || ms / 1000 >= r.retry_after_s);
}

static void promise_field(const char *s)
{
	PROMISE(text_is_utf8(s, strlen(s)));
	for (; *s; s++)
		PROMISE((unsigned char)*s >= ' ' && *s != 0x7f);
}

static void check_answer(const struct http_answer *a, int rc, bool conditional,
			 const struct err *e)
{
	PROMISE(a->body.len <= BODY_MAX);
	PROMISE(a->attempts >= 1 && a->attempts <= ATTEMPTS);
	PROMISE(at.waited_ms <= BUDGET_S * 1000);
	promise_field(a->content_type);
	promise_field(a->etag);
	promise_field(a->last_modified);
	promise_field(a->encoding);
	if (rc == 0) {
		PROMISE(a->status == 200 || (conditional && a->status == 304));
		/* a 304 brings nothing that could be unpacked */
		PROMISE(a->status == 304 || !a->encoding[0] ||
			strcmp(a->encoding, "gzip") == 0);
		PROMISE(!e->msg[0]);
		return;
	}
	PROMISE(e->code == ERR_HTTP || e->code == ERR_NET ||
		e->code == ERR_DATA);
	PROMISE(e->msg[0] && text_is_utf8(e->msg, strlen(e->msg)));
	PROMISE(a->status || a->body.len == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = {data, size}, retry = f;
	unsigned choice = feed_byte(&f);
	struct http_answer a;
	struct err e = {0};
	struct http_request q = {0};
	char *url;
	int rc;

	start();
	check_retry(&retry);
	url = feed_line(&f);
	check_address(url);
	free(url);
	url = xasprintf("http://127.0.0.1:%d/a?b=c", at.port);
	q.url = url;
	q.body = choice & 1 ? "{\"query\": []}" : NULL;
	q.etag = choice & 2 ? "\"abc\"" : NULL;
	q.last_modified = choice & 4 ? "Wed, 01 Oct 2014 00:00:00 GMT" : NULL;
	q.stay = choice & 8;
	set_answer(f);
	at.waited_ms = 0;
	http_answer_init(&a, BODY_MAX);
	rc = http_ask(at.client, &q, &a, &e);
	check_answer(&a, rc, choice & 6, &e);
	set_answer((struct feed){NULL, 0});
	http_answer_release(&a);
	free(url);
	return 0;
}
