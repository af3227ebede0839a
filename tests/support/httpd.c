#include "tests/support/httpd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	LIFE_S = 60,
	REQUESTS_MAX = 1000,
	REQUEST_MAX = 8192
};

/* false: the client has gone. */
static bool send_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t k = send(fd, p, n, MSG_NOSIGNAL);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		p += k;
		n -= (size_t)k;
	}
	return true;
}

/* Sends a row's text with the port put in. */
static bool send_text(int fd, const struct httpd_reply *r, int port)
{
	size_t len = r->len ? r->len : strlen(r->text), before;
	const char *hole = memmem(r->text, len, "{port}", 6);
	char number[12];

	if (!hole)
		return send_all(fd, r->text, len);
	before = (size_t)(hole - r->text);
	(void)snprintf(number, sizeof(number), "%d", port);
	return send_all(fd, r->text, before) &&
	       send_all(fd, number, strlen(number)) &&
	       send_all(fd, hole + 6, len - before - 6);
}

/* Whether the headers are there, and as much behind them as they promise. */
static bool is_whole(const char *request)
{
	const char *end = strstr(request, "\r\n\r\n");
	const char *length = strstr(request, "\r\nContent-Length: ");

	return end &&
	       (!length || strlen(end + 4) >= strtoul(length + 18, NULL, 10));
}

static bool read_request(int fd, char *dst)
{
	size_t n = 0;

	dst[0] = '\0';
	while (!is_whole(dst)) {
		ssize_t k = recv(fd, dst + n, REQUEST_MAX - 1 - n, 0);

		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		n += (size_t)k;
		dst[n] = '\0';
	}
	return true;
}

static bool fits(const struct httpd_reply *r, const char *request,
		 unsigned hits)
{
	size_t n = strlen(r->path), method = strcspn(request, " ") + 1;

	if ((strncmp(request, "GET ", 4) != 0 &&
	     strncmp(request, "POST ", 5) != 0) ||
	    strncmp(request + method, r->path, n) != 0 ||
	    request[method + n] != ' ')
		return false;
	if (r->times && hits >= (unsigned)r->times)
		return false;
	return !r->when || strstr(request, r->when);
}

static void echo(int fd, const char *request)
{
	char head[100];

	(void)snprintf(head, sizeof(head),
		       "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n",
		       strlen(request));
	(void)(send_all(fd, head, strlen(head)) &&
	       send_all(fd, request, strlen(request)));
}

static void answer(int fd, const struct httpd_reply *r, int port,
		   const char *request)
{
	struct pollfd gone = {.fd = fd, .events = POLLIN};

	switch (r->kind) {
	case HTTPD_TEXT:
		(void)send_text(fd, r, port);
		break;
	case HTTPD_ECHO:
		echo(fd, request);
		break;
	case HTTPD_HANG:
		if (send_text(fd, r, port))
			(void)poll(&gone, 1, -1);
		break;
	case HTTPD_DRIP:
		if (!send_text(fd, r, port))
			break;
		while (poll(&gone, 1, 50) == 0 && send_all(fd, "x", 1))
			;
		break;
	case HTTPD_FLOOD:
		while (send_text(fd, r, port))
			;
		break;
	}
}

static _Noreturn void serve(int listener, const struct httpd *h,
			    const struct httpd_reply *rows)
{
	static const struct httpd_reply none = {
		.text = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"};
	char request[REQUEST_MAX];
	int i;

	for (i = 0; i < REQUESTS_MAX; i++) {
		int fd = accept(listener, NULL, NULL);
		const struct httpd_reply *r = &none;
		size_t k;

		if (fd < 0)
			break;
		if (read_request(fd, request)) {
			for (k = 0; k < h->n; k++)
				if (fits(&rows[k], request, h->hits[k]))
					break;
			if (k < h->n) {
				r = &rows[k];
				h->hits[k]++;
			}
			answer(fd, r, h->port, request);
		}
		(void)close(fd);
	}
	_exit(0);
}

void httpd_start(struct httpd *h, const struct httpd_reply *rows, size_t n)
{
	struct sockaddr_in a = {.sin_family = AF_INET};
	socklen_t len = sizeof(a);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (listener < 0 || bind(listener, (struct sockaddr *)&a, len) < 0 ||
	    listen(listener, 16) < 0 ||
	    getsockname(listener, (struct sockaddr *)&a, &len) < 0)
		die("httpd: %s", strerror(errno));
	h->port = ntohs(a.sin_port);
	h->n = n;
	h->hits = mmap(NULL, n * sizeof(*h->hits), PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (h->hits == MAP_FAILED)
		die("httpd: %s", strerror(errno));
	h->pid = fork();
	if (h->pid < 0)
		die("httpd: %s", strerror(errno));
	if (h->pid == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		(void)alarm(LIFE_S);
		serve(listener, h, rows);
	}
	(void)close(listener);
}

void httpd_stop(struct httpd *h)
{
	(void)kill(h->pid, SIGKILL);
	while (waitpid(h->pid, NULL, 0) < 0 && errno == EINTR)
		;
	(void)munmap(h->hits, h->n * sizeof(*h->hits));
}

char *httpd_url(const struct httpd *h, const char *path)
{
	return xasprintf("http://127.0.0.1:%d%s", h->port, path);
}

unsigned httpd_hits(const struct httpd *h, size_t i)
{
	return h->hits[i];
}
