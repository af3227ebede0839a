/*
 * See duplex.h. The program is the head of a process group of its own, so that
 * its helpers are found when it is killed. Should we be killed first, it sees
 * the end of what it reads.
 */
#include "lib/base.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/duplex.h"

enum {
	ABOVE = 10, /* our descriptors lie above those that the child gets */
	CHUNK = 65536,
	REAP_MS = 5000, /* how long a killed program is waited for */
	TICK_MS = 5,
};

struct duplex {
	char *name; /* for messages */
	pid_t pid;
	int to, from;   /* our ends; -1: none */
	struct buf had; /* read, and not yet asked for */
	size_t at;
};

static int64_t clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t duplex_after(int ms)
{
	return clock_ms() + ms;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

/* Moves a descriptor out of the way of those that the child gets. */
static int lift(int fd)
{
	int high = fcntl(fd, F_DUPFD_CLOEXEC, ABOVE);

	(void)close(fd);
	return high;
}

/* A socket to write to, so that an end without a reader is an error and no
 * signal; a pipe to read from. */
static int make_ends(struct duplex *d, int theirs[2])
{
	int s[2], p[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, s) < 0)
		return -1;
	d->to = lift(s[0]);
	theirs[0] = lift(s[1]);
	if (pipe2(p, O_CLOEXEC) < 0)
		return -1;
	d->from = lift(p[0]);
	theirs[1] = lift(p[1]);
	if (d->to < 0 || theirs[0] < 0 || d->from < 0 || theirs[1] < 0)
		return -1;
	return fcntl(d->from, F_SETFL, O_NONBLOCK) < 0 ||
			       fcntl(d->to, F_SETFL, O_NONBLOCK) < 0
		       ? -1
		       : 0;
}

/* 0 or an errno. */
static int add_actions(posix_spawn_file_actions_t *fa, const int theirs[2],
		       const char *log)
{
	int rc = posix_spawn_file_actions_addopen(fa, 0, "/dev/null", O_RDONLY,
						  0);

	if (rc == 0)
		rc = posix_spawn_file_actions_addopen(fa, 1, "/dev/null",
						      O_WRONLY, 0);
	if (rc == 0)
		rc = posix_spawn_file_actions_addopen(
			fa, 2, log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (rc == 0)
		rc = posix_spawn_file_actions_adddup2(fa, theirs[0], 3);
	return rc ? rc : posix_spawn_file_actions_adddup2(fa, theirs[1], 4);
}

static int set_attr(posix_spawnattr_t *attr)
{
	sigset_t none, usual;
	int rc;

	(void)sigemptyset(&none);
	(void)sigemptyset(&usual);
	(void)sigaddset(&usual, SIGPIPE);
	rc = posix_spawnattr_setsigmask(attr, &none);
	if (rc == 0)
		rc = posix_spawnattr_setsigdefault(attr, &usual);
	if (rc == 0)
		rc = posix_spawnattr_setpgroup(attr, 0);
	return rc ? rc
		  : posix_spawnattr_setflags(attr,
					     POSIX_SPAWN_SETSIGMASK |
						     POSIX_SPAWN_SETSIGDEF |
						     POSIX_SPAWN_SETPGROUP);
}

/* 0 or an errno. */
static int spawn(struct duplex *d, const int theirs[2], const char *const *argv,
		 const char *home)
{
	const char *path = getenv("PATH");
	char *env[] = {xasprintf("PATH=%s", path ? path : "/usr/bin:/bin"),
		       xasprintf("HOME=%s", home), xstrdup("LC_ALL=C.UTF-8"),
		       xstrdup("TZ=UTC"), NULL};
	char *log = xasprintf("%s/stderr", home), **copy;
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	size_t n = 0;
	int rc;

	while (argv[n])
		n++;
	copy = xcalloc(n + 1, sizeof(*copy));
	for (size_t i = 0; i < n; i++)
		copy[i] = xstrdup(argv[i]);
	if (posix_spawn_file_actions_init(&fa) || posix_spawnattr_init(&attr))
		die_of_memory();
	rc = add_actions(&fa, theirs, log);
	if (rc == 0)
		rc = set_attr(&attr);
	if (rc == 0)
		rc = posix_spawnp(&d->pid, d->name, &fa, &attr, copy, env);
	if (rc)
		d->pid = 0;
	(void)posix_spawn_file_actions_destroy(&fa);
	(void)posix_spawnattr_destroy(&attr);
	for (size_t i = 0; i < n; i++)
		free(copy[i]);
	for (size_t i = 0; env[i]; i++)
		free(env[i]);
	free(copy);
	free(log);
	return rc;
}

int duplex_open(struct duplex **out, const char *const *argv, const char *home,
		struct err *e)
{
	struct duplex *d = xcalloc(1, sizeof(*d));
	int theirs[2] = {-1, -1}, rc;

	d->name = xstrdup(argv[0]);
	d->to = d->from = -1;
	buf_init(&d->had, BUF_MAX);
	rc = make_ends(d, theirs) < 0 ? errno : spawn(d, theirs, argv, home);
	close_fd(&theirs[0]);
	close_fd(&theirs[1]);
	if (rc == 0) {
		*out = d;
		return 0;
	}
	errno = rc;
	(void)err_errno(e, ERR_IO, "%s: cannot be started", argv[0]);
	duplex_close(d);
	return -1;
}

/* Until the descriptor is ready, or time is up. */
static int await(const struct duplex *d, int fd, short events, int64_t deadline,
		 struct err *e)
{
	for (;;) {
		struct pollfd p = {.fd = fd, .events = events};
		int64_t left = deadline - clock_ms();
		int rc;

		if (left <= 0)
			return err_set(e, ERR_IO, "%s: no answer in time",
				       d->name);
		rc = poll(&p, 1, left > REAP_MS ? REAP_MS : (int)left);
		if (rc > 0)
			return 0;
		if (rc < 0 && errno != EINTR)
			return err_errno(e, ERR_IO, "%s", d->name);
	}
}

int duplex_write(struct duplex *d, const void *p, size_t n, int64_t deadline,
		 struct err *e)
{
	const char *at = p;

	while (n > 0) {
		ssize_t k = send(d->to, at, n, MSG_NOSIGNAL);

		if (k > 0) {
			at += k;
			n -= (size_t)k;
		} else if (k < 0 && errno == EAGAIN) {
			if (await(d, d->to, POLLOUT, deadline, e) < 0)
				return -1;
		} else if (k < 0 && errno != EINTR) {
			return err_errno(e, ERR_IO, "%s: has ended", d->name);
		}
	}
	return 0;
}

/* What is there already, up to `end`; false: there is more to come. */
static bool take(struct duplex *d, struct buf *out, char end)
{
	const char *from = buf_str(&d->had) + d->at;
	size_t n = d->had.len - d->at;
	const char *stop = n ? memchr(from, end, n) : NULL;

	buf_add(out, from, stop ? (size_t)(stop - from) : n);
	d->at += stop ? (size_t)(stop - from) + 1 : n;
	if (d->at == d->had.len) {
		buf_clear(&d->had);
		d->at = 0;
	}
	return stop != NULL;
}

int duplex_read(struct duplex *d, struct buf *out, char end, int64_t deadline,
		struct err *e)
{
	char chunk[CHUNK];

	while (!take(d, out, end)) {
		ssize_t n = read(d->from, chunk, sizeof(chunk));

		if (out->full)
			return buf_check(out, d->name, e);
		if (n > 0)
			buf_add(&d->had, chunk, (size_t)n);
		else if (n == 0)
			return err_set(e, ERR_IO, "%s: has ended", d->name);
		else if (errno == EAGAIN) {
			if (await(d, d->from, POLLIN, deadline, e) < 0)
				return -1;
		} else if (errno != EINTR) {
			return err_errno(e, ERR_IO, "%s", d->name);
		}
	}
	return buf_check(out, d->name, e);
}

static void reap(pid_t pid)
{
	const struct timespec tick = {0, TICK_MS * 1000000L};
	int64_t deadline = duplex_after(REAP_MS);

	while (waitpid(pid, NULL, WNOHANG) == 0 && clock_ms() < deadline)
		(void)nanosleep(&tick, NULL);
}

void duplex_close(struct duplex *d)
{
	if (!d)
		return;
	if (d->pid > 0) {
		(void)kill(-d->pid, SIGKILL);
		reap(d->pid);
	}
	close_fd(&d->to);
	close_fd(&d->from);
	buf_release(&d->had);
	free(d->name);
	free(d);
}
