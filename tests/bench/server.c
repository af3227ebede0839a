#include "tests/bench/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <sys/wait.h>

#include "lib/file.h"
#include "lib/hash.h"
#include "lib/pack.h"

enum {
	LIFE_S = 7200,
	REQUEST_MAX = 16384
};

/* One connection. */
struct visit {
	const struct synth *synth;
	const char *dir;
	struct server_board *board;
	int fd;
};

static bool send_all(int fd, const char *p, size_t n, int flags)
{
	while (n) {
		ssize_t k = send(fd, p, n, MSG_NOSIGNAL | flags);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		p += k;
		n -= (size_t)k;
	}
	return true;
}

static bool send_answer(const struct visit *v, const char *status,
			const char *header, const struct buf *body)
{
	struct buf head;
	bool sent;

	buf_init(&head, REQUEST_MAX);
	buf_printf(&head,
		   "HTTP/1.1 %s\r\nContent-Type: application/json;"
		   "charset=UTF-8\r\n%sContent-Length: %zu\r\n\r\n",
		   status, header, body->len);
	/* With the body in one packet: two would wait for each other. */
	sent = send_all(v->fd, buf_str(&head), head.len, MSG_MORE) &&
	       send_all(v->fd, buf_str(body), body->len, 0);
	buf_release(&head);
	atomic_fetch_add(&v->board->bytes, body->len);
	return sent;
}

/* The packed body, from the folder where it was asked for before. */
static void packed_body(const struct visit *v, const char *target,
			const struct request *r, int version, struct buf *out)
{
	char name[HASH_HEX], *path;
	struct err e = {0};
	struct buf plain;

	path = xasprintf("%s/%s-%d.gz", v->dir,
			 hash_hex(name, target, strlen(target)), version);
	buf_init(&plain, BUF_MAX);
	if (!file_exists(path)) {
		(void)synth_answer(v->synth, r, version, &plain);
		if (pack_deflate(buf_str(&plain), plain.len, out, &e) < 0 ||
		    file_publish(path, out->data, out->len, &e) < 0)
			die("%s", e.msg);
	} else if (file_read(path, out, &e) < 0) {
		die("%s", e.msg);
	}
	buf_release(&plain);
	free(path);
}

static void count(const struct visit *v, const struct request *r)
{
	struct server_board *b = v->board;

	atomic_fetch_add(r->kind == ANSWER_META      ? &b->meta
			 : r->kind == ANSWER_FIGURES ? &b->figures
						     : &b->other,
			 1);
}

static void wait_ms(unsigned ms)
{
	struct timespec t = {.tv_sec = ms / 1000,
			     .tv_nsec = (long)(ms % 1000) * 1000000};

	while (ms && nanosleep(&t, &t) < 0 && errno == EINTR)
		;
}

/* false: the connection has ended. */
static bool answer(const struct visit *v, const char *target,
		   const char *headers)
{
	struct request r;
	struct err why = {0};
	struct buf body;
	unsigned changed = atomic_load(&v->board->per_mille);
	int version;
	bool sent;

	wait_ms(atomic_load(&v->board->delay_ms));
	buf_init(&body, BUF_MAX);
	if (!strcasestr(headers, "\nuser-agent:")) {
		sent = send_answer(v, "403 Forbidden", "", &body);
	} else if (source_sotkanet.request_parse(target, &r, &why) < 0) {
		sent = send_answer(v, "400 Bad Request", "", &body);
	} else {
		count(v, &r);
		version = synth_changes(v->synth, r.indicator, changed);
		if (strcasestr(headers, "\naccept-encoding: gzip")) {
			packed_body(v, target, &r, version, &body);
			sent = send_answer(v, "200 OK",
					   "Content-Encoding: gzip\r\n", &body);
		} else if (synth_answer(v->synth, &r, version, &body)) {
			sent = send_answer(v, "200 OK", "", &body);
		} else {
			sent = send_answer(v, "404 Not Found", "", &body);
		}
	}
	buf_release(&body);
	return sent;
}

/* Requests without a body, one after another. */
static void serve_connection(const struct visit *v)
{
	char text[REQUEST_MAX];
	size_t n = 0;

	for (;;) {
		char *end, *target, *space;
		ssize_t k;

		text[n] = '\0';
		end = strstr(text, "\r\n\r\n");
		if (!end) {
			k = recv(v->fd, text + n, sizeof(text) - 1 - n, 0);
			if (k < 0 && errno == EINTR)
				continue;
			if (k <= 0)
				return;
			n += (size_t)k;
			continue;
		}
		*end = '\0';
		target = strchr(text, ' ');
		space = target ? strchr(target + 1, ' ') : NULL;
		if (!space)
			return;
		*space = '\0';
		if (!answer(v, target + 1, space + 1))
			return;
		end += 4;
		n -= (size_t)(end - text);
		memmove(text, end, n);
	}
}

static _Noreturn void serve(struct visit v, int listener)
{
	(void)signal(SIGCHLD, SIG_IGN); /* nobody waits for the children */
	for (;;) {
		pid_t pid;

		v.fd = accept(listener, NULL, NULL);
		if (v.fd < 0)
			continue;
		pid = fork();
		if (pid == 0) {
			(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
			(void)alarm(LIFE_S);
			(void)close(listener);
			serve_connection(&v);
			_exit(0);
		}
		(void)close(v.fd);
	}
}

void server_start(struct server *s, const struct synth *synth, const char *dir)
{
	struct sockaddr_in a = {.sin_family = AF_INET};
	socklen_t len = sizeof(a);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (listener < 0 || bind(listener, (struct sockaddr *)&a, len) < 0 ||
	    listen(listener, 16) < 0 ||
	    getsockname(listener, (struct sockaddr *)&a, &len) < 0)
		die("server: %s", strerror(errno));
	s->port = ntohs(a.sin_port);
	s->board = mmap(NULL, sizeof(*s->board), PROT_READ | PROT_WRITE,
			MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (s->board == MAP_FAILED)
		die("server: %s", strerror(errno));
	s->pid = fork();
	if (s->pid < 0)
		die("server: %s", strerror(errno));
	if (s->pid == 0) {
		struct visit v = {
			.synth = synth, .dir = dir, .board = s->board};

		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		(void)alarm(LIFE_S);
		serve(v, listener);
	}
	(void)close(listener);
}

void server_stop(struct server *s)
{
	(void)kill(s->pid, SIGKILL);
	while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR)
		;
	(void)munmap(s->board, sizeof(*s->board));
}

char *server_url(const struct server *s)
{
	return xasprintf("http://127.0.0.1:%d/rest/1.1", s->port);
}
