/*
 * Child processes. Everything is driven by one poll loop: input is fed, output
 * and errors are drained and the clock is watched for all of them at once, so
 * that no pipe that is full or silent can stop us.
 */
#include "lib/base.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/proc.h"

enum {
	TIMEOUT_S = 600,
	TAIL = 300,   /* bytes of standard error that a message shows */
	TICK_MS = 50, /* how often an end without a sign is looked for */
	SOON_MS = 2,  /* the same once a child has closed its output */
};

struct child {
	const struct proc *p;
	struct buf *out; /* the caller's; NULL: discarded */
	pid_t pid;       /* 0: not running */
	int fd[3];       /* our ends of its standard streams; -1: none */
	size_t fed;      /* bytes of p->in */
	int64_t deadline_ms;
	bool timed_out, too_much;
	char tail[TAIL];
	size_t tail_n;
};

struct pool {
	const struct proc *procs;
	size_t n;
	struct buf *const *outs;
	struct child *children;
	size_t width, next, running;
	sigset_t mask;    /* as it was before us, and as children get it */
	size_t failed_at; /* index of the program that first is about */
	struct err first;
};

static int64_t clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
	*fd = -1;
}

/* --- starting ------------------------------------------------------------- */

static int set_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags < 0 ? -1 : fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

/*
 * Makes the pipe for standard stream i: ours[i] is our end, theirs[i] the
 * child's. Only our end is non-blocking: programs do not expect it.
 */
static int make_pipe(int i, int *ours, int *theirs)
{
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) < 0)
		return -1;
	ours[i] = fds[i == 0];
	theirs[i] = fds[i != 0];
	return set_nonblocking(ours[i]);
}

static int make_pipes(struct child *c, int theirs[3])
{
	if (c->p->in_len && make_pipe(0, c->fd, theirs) < 0)
		return -1;
	if (c->out && make_pipe(1, c->fd, theirs) < 0)
		return -1;
	return make_pipe(2, c->fd, theirs);
}

static char **copy_argv(const char *const *argv)
{
	char **copy;
	size_t n = 0, i;

	while (argv[n])
		n++;
	copy = xcalloc(n + 1, sizeof(*copy));
	for (i = 0; i < n; i++)
		copy[i] = xstrdup(argv[i]);
	return copy;
}

static void free_argv(char **argv)
{
	size_t i;

	for (i = 0; argv[i]; i++)
		free(argv[i]);
	free(argv);
}

static char **make_env(void)
{
	static const char *const kept[] = {"PATH", "HOME"};
	char **env = xcalloc(ARRAY_LEN(kept) + 3, sizeof(*env));
	size_t i, n = 0;

	for (i = 0; i < ARRAY_LEN(kept); i++) {
		const char *value = getenv(kept[i]);

		if (value)
			env[n++] = xasprintf("%s=%s", kept[i], value);
	}
	env[n++] = xstrdup("LC_ALL=C.UTF-8");
	env[n] = xstrdup("TZ=UTC");
	return env;
}

/* 0 or an errno. */
static int add_actions(posix_spawn_file_actions_t *fa, const struct child *c,
		       const int theirs[3])
{
	int i, rc = 0;

	for (i = 0; i < 3 && rc == 0; i++) {
		if (theirs[i] >= 0)
			rc = posix_spawn_file_actions_adddup2(fa, theirs[i], i);
		else
			rc = posix_spawn_file_actions_addopen(
				fa, i, "/dev/null", i ? O_WRONLY : O_RDONLY, 0);
	}
	if (rc == 0 && c->p->dir)
		rc = posix_spawn_file_actions_addchdir_np(fa, c->p->dir);
	return rc;
}

/* 0 or an errno. The child gets the usual SIGPIPE, whatever we do with ours. */
static int spawn(struct child *c, const int theirs[3], const sigset_t *mask)
{
	char **argv = copy_argv(c->p->argv), **env = make_env();
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	sigset_t usual;
	int rc;

	(void)sigemptyset(&usual);
	(void)sigaddset(&usual, SIGPIPE);
	if (posix_spawn_file_actions_init(&fa) || posix_spawnattr_init(&attr))
		die_of_memory();
	rc = posix_spawnattr_setsigmask(&attr, mask);
	if (rc == 0)
		rc = posix_spawnattr_setsigdefault(&attr, &usual);
	if (rc == 0)
		rc = posix_spawnattr_setflags(
			&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	if (rc == 0)
		rc = add_actions(&fa, c, theirs);
	if (rc == 0)
		rc = posix_spawnp(&c->pid, argv[0], &fa, &attr, argv, env);
	if (rc)
		c->pid = 0;
	(void)posix_spawn_file_actions_destroy(&fa);
	(void)posix_spawnattr_destroy(&attr);
	free_argv(argv);
	free_argv(env);
	return rc;
}

static int child_start(struct child *c, const struct proc *p, struct buf *out,
		       const sigset_t *mask, struct err *e)
{
	int theirs[3] = {-1, -1, -1};
	int i, rc;

	*c = (struct child){.p = p, .out = out, .fd = {-1, -1, -1}};
	c->deadline_ms =
		clock_ms() +
		(int64_t)(p->timeout_s > 0 ? p->timeout_s : TIMEOUT_S) * 1000;
	rc = make_pipes(c, theirs) < 0 ? errno : spawn(c, theirs, mask);
	for (i = 0; i < 3; i++) {
		close_fd(&theirs[i]);
		if (rc)
			close_fd(&c->fd[i]);
	}
	if (rc == 0)
		return 0;
	errno = rc;
	return err_errno(e, ERR_IO, "%s: cannot be started", p->argv[0]);
}

/* --- while it runs -------------------------------------------------------- */

static void child_kill(struct child *c)
{
	if (c->pid > 0)
		(void)kill(c->pid, SIGKILL);
}

static void child_feed(struct child *c)
{
	const char *in = c->p->in;
	ssize_t n;

	do
		n = write(c->fd[0], in + c->fed, c->p->in_len - c->fed);
	while (n < 0 && errno == EINTR);
	if (n < 0 && errno == EAGAIN)
		return;
	if (n > 0)
		c->fed += (size_t)n;
	/* A program that does not want all of its input may say so: its exit
	 * status tells whether that was well. */
	if (n < 0 || c->fed == c->p->in_len)
		close_fd(&c->fd[0]);
}

static void tail_add(struct child *c, const char *p, size_t n)
{
	if (n > TAIL) {
		p += n - TAIL;
		n = TAIL;
	}
	if (c->tail_n + n > TAIL) {
		size_t cut = c->tail_n + n - TAIL;

		memmove(c->tail, c->tail + cut, c->tail_n - cut);
		c->tail_n -= cut;
	}
	memcpy(c->tail + c->tail_n, p, n);
	c->tail_n += n;
}

/* Takes what there is from stream i (1 or 2) and closes it at its end. */
static void child_drain(struct child *c, int i)
{
	char chunk[65536];
	ssize_t n;

	while (c->fd[i] >= 0) {
		n = read(c->fd[i], chunk, sizeof(chunk));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0) {
			close_fd(&c->fd[i]);
			return;
		}
		if (i == 2) {
			tail_add(c, chunk, (size_t)n);
		} else if (!c->too_much) {
			buf_add(c->out, chunk, (size_t)n);
			c->too_much = c->out->full;
		}
		if (c->too_much)
			child_kill(c);
		/* Not to be held here by a program that writes for ever. */
		if (c->too_much || clock_ms() > c->deadline_ms)
			return;
	}
}

/* --- its end -------------------------------------------------------------- */

/* The tail as one line of text behind ": ", or "". */
static void tail_text(const struct child *c, char dst[TAIL + 3])
{
	size_t i = 0, n = 0;

	/* It may begin in the middle of a character. */
	while (c->tail_n == TAIL && i < 4 &&
	       ((unsigned char)c->tail[i] >> 6) == 2)
		i++;
	for (; i < c->tail_n; i++) {
		bool blank =
			(unsigned char)c->tail[i] <= ' ' || c->tail[i] == 0x7f;

		if (blank && (n == 0 || dst[n - 1] == ' '))
			continue;
		if (n == 0) {
			dst[n++] = ':';
			dst[n++] = ' ';
		}
		dst[n++] = (char)(blank ? ' ' : c->tail[i]);
	}
	while (n && dst[n - 1] == ' ')
		n--;
	dst[n] = '\0';
}

static int child_verdict(const struct child *c, int status, struct err *e)
{
	const char *name = c->p->argv[0];
	char tail[TAIL + 3];

	tail_text(c, tail);
	if (c->too_much)
		return err_set(e, ERR_IO, "%s: output of more than %zu bytes",
			       name, c->out->max);
	if (c->timed_out)
		return err_set(e, ERR_IO, "%s: killed after %d s%s", name,
			       c->p->timeout_s > 0 ? c->p->timeout_s
						   : TIMEOUT_S,
			       tail);
	if (WIFSIGNALED(status))
		return err_set(e, ERR_IO, "%s: ended by signal %d%s", name,
			       WTERMSIG(status), tail);
	if (WEXITSTATUS(status) != 0)
		return err_set(e, ERR_IO, "%s: exit status %d%s", name,
			       WEXITSTATUS(status), tail);
	return 0;
}

/* Whether the child has ended; then its verdict is in *rc. */
static bool child_reap(struct child *c, int *rc, struct err *e)
{
	int status, i;
	pid_t pid;

	pid = waitpid(c->pid, &status, WNOHANG);
	if (pid == 0 || (pid < 0 && errno == EINTR))
		return false;
	c->pid = 0; /* no longer ours to kill */
	/* What it wrote is in the pipes; a program that it left behind may
	 * hold them open for ever. */
	for (i = 1; i < 3; i++)
		child_drain(c, i);
	for (i = 0; i < 3; i++)
		close_fd(&c->fd[i]);
	if (pid < 0)
		*rc = err_errno(e, ERR_IO, "%s", c->p->argv[0]);
	else
		*rc = child_verdict(c, status, e);
	return true;
}

/* --- many of them --------------------------------------------------------- */

/* The error of the earliest program counts, not of the earliest to end: the
 * same input gives the same message. */
static void pool_fail(struct pool *p, size_t i, const struct err *e)
{
	if (p->first.code != ERR_NONE && p->failed_at <= i)
		return;
	p->first = *e;
	p->failed_at = i;
}

static void pool_start(struct pool *p)
{
	size_t k;

	for (k = 0; k < p->width && p->next < p->n; k++) {
		while (!p->children[k].pid && p->next < p->n) {
			struct err e = {0};
			size_t i = p->next++;

			if (child_start(&p->children[k], &p->procs[i],
					p->outs ? p->outs[i] : NULL, &p->mask,
					&e) < 0)
				pool_fail(p, i, &e);
			else
				p->running++;
		}
	}
}

/* How long poll may sleep. */
static int pool_sleep(const struct pool *p)
{
	int64_t now = clock_ms(), ms = TICK_MS;
	size_t k;

	for (k = 0; k < p->width; k++) {
		const struct child *c = &p->children[k];

		if (!c->pid)
			continue;
		if (c->timed_out || (c->fd[1] < 0 && c->fd[2] < 0))
			return SOON_MS;
		if (c->deadline_ms - now < ms)
			ms = c->deadline_ms - now;
	}
	return ms > 0 ? (int)ms : 0;
}

static void pool_poll(struct pool *p, struct pollfd *fds)
{
	size_t k;
	int i;

	for (k = 0; k < p->width; k++)
		for (i = 0; i < 3; i++)
			fds[3 * k + i] = (struct pollfd){
				.fd = p->children[k].pid ? p->children[k].fd[i]
							 : -1,
				.events = i ? POLLIN : POLLOUT};
	if (poll(fds, 3 * p->width, pool_sleep(p)) <= 0)
		return;
	for (k = 0; k < p->width; k++) {
		struct child *c = &p->children[k];

		if (fds[3 * k].revents)
			child_feed(c);
		for (i = 1; i < 3; i++)
			if (fds[3 * k + i].revents)
				child_drain(c, i);
	}
}

static void pool_reap(struct pool *p)
{
	size_t k;

	for (k = 0; k < p->width; k++) {
		struct child *c = &p->children[k];
		struct err e = {0};
		int rc;

		if (!c->pid)
			continue;
		if (child_reap(c, &rc, &e)) {
			p->running--;
			if (rc < 0)
				pool_fail(p, (size_t)(c->p - p->procs), &e);
		} else if (!c->timed_out && clock_ms() >= c->deadline_ms) {
			c->timed_out = true;
			child_kill(c);
		}
	}
}

/*
 * Writing to a program that has gone raises SIGPIPE in the thread that writes.
 * Blocking it there and eating what came is the one way that touches neither
 * other threads nor the process's own setting.
 */
static void sigpipe_block(sigset_t *pipe, sigset_t *old)
{
	(void)sigemptyset(pipe);
	(void)sigaddset(pipe, SIGPIPE);
	if (pthread_sigmask(SIG_BLOCK, pipe, old) != 0)
		die("SIGPIPE cannot be blocked");
}

static void sigpipe_restore(const sigset_t *pipe, const sigset_t *old)
{
	const struct timespec none = {0, 0};

	if (!sigismember(old, SIGPIPE))
		while (sigtimedwait(pipe, NULL, &none) < 0 && errno == EINTR)
			;
	(void)pthread_sigmask(SIG_SETMASK, old, NULL);
}

int proc_run(const struct proc *procs, size_t n, size_t width,
	     struct buf *const *outs, struct err *e)
{
	struct pool p = {.procs = procs, .n = n, .outs = outs};
	struct pollfd *fds;
	sigset_t pipe;

	if (n == 0)
		return 0;
	p.width = width < 1 ? 1 : width;
	if (p.width > n)
		p.width = n;
	p.children = xcalloc(p.width, sizeof(*p.children));
	fds = xcalloc(3 * p.width, sizeof(*fds));
	sigpipe_block(&pipe, &p.mask);
	for (;;) {
		pool_start(&p);
		if (!p.running)
			break;
		pool_poll(&p, fds);
		pool_reap(&p);
	}
	sigpipe_restore(&pipe, &p.mask);
	free(fds);
	free(p.children);
	if (p.first.code == ERR_NONE)
		return 0;
	return err_set(e, p.first.code, "%s", p.first.msg);
}

static bool is_program(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	       access(path, X_OK) == 0;
}

bool proc_exists(const char *name)
{
	const char *path = getenv("PATH"), *end;
	bool found = false;

	if (!name[0])
		return false;
	if (strchr(name, '/'))
		return is_program(name);
	for (; path && !found; path = *end ? end + 1 : NULL) {
		char *file;

		end = strchrnul(path, ':');
		file = end == path ? xstrdup(name)
				   : xasprintf("%.*s/%s", (int)(end - path),
					       path, name);
		found = is_program(file);
		free(file);
	}
	return found;
}
