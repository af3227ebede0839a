/*
 * Memory that is refused at a chosen call: for a test program of its own, which
 * includes this once. malloc(), calloc(), realloc() of the whole program and
 * its libraries go through here; nothing is preloaded.
 *
 * The house rule: exhausted memory ends the program with one line and status 1.
 * A library may also say so in its error; what is done without that memory (a
 * cache) must come out the same.
 */
#ifndef TESTS_FAULTS_MEMORY_H
#define TESTS_FAULTS_MEMORY_H

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/buf.h"

/* The sanitizers have their own. */
#if defined(__SANITIZE_ADDRESS__)
#define MEMORY_IS_OURS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define MEMORY_IS_OURS 0
#endif
#endif
#ifndef MEMORY_IS_OURS
#define MEMORY_IS_OURS 1
#endif

/* What is tried: appends what came of it to out, or returns -1 with e. */
typedef int memory_op(void *ctx, struct buf *out, struct err *e);

static long memory_calls, memory_refused; /* refused: the call's number */
static bool memory_counts;

#if MEMORY_IS_OURS
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

static bool memory_refuse(void)
{
	long n;

	if (!__atomic_load_n(&memory_counts, __ATOMIC_RELAXED))
		return false;
	n = __atomic_add_fetch(&memory_calls, 1, __ATOMIC_RELAXED);
	if (n == memory_refused)
		errno = ENOMEM;
	return n == memory_refused;
}

void *malloc(size_t n)
{
	return memory_refuse() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return memory_refuse() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	return memory_refuse() ? NULL : __libc_realloc(p, n);
}
#endif

struct memory_end {
	int status; /* of the process */
	long calls;
	int rc;          /* of what was tried, where it came back */
	struct buf said; /* what it gave, or its error */
	struct buf err;  /* what it wrote to standard error */
};

static void memory_read(int fd, struct buf *b)
{
	char chunk[4096];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(b, chunk, (size_t)n);
	(void)close(fd);
}

static _Noreturn void memory_child(memory_op *op, void *ctx, long refused,
				   int out_fd, int err_fd)
{
	struct err e = {0};
	struct buf out;
	FILE *f;
	int rc;

	(void)alarm(60);
	(void)dup2(err_fd, STDERR_FILENO);
	buf_init(&out, BUF_MAX);
	memory_refused = refused;
	memory_counts = true;
	rc = op(ctx, &out, &e);
	memory_counts = false;
	f = fdopen(out_fd, "w");
	if (!f)
		_exit(90);
	fprintf(f, "%ld %d\n", memory_calls, rc);
	(void)fwrite(rc < 0 ? e.msg : buf_str(&out), 1,
		     rc < 0 ? strlen(e.msg) : out.len, f);
	if (fclose(f) != 0)
		_exit(91);
	_exit(rc < 0 && !e.msg[0] ? 92 : 0); /* -1 without a reason */
}

static void memory_try(memory_op *op, void *ctx, long refused,
		       struct memory_end *r)
{
	int out[2], err[2];
	char *rest;
	struct buf raw;
	pid_t pid;

	*r = (struct memory_end){.rc = 0};
	buf_init(&r->said, BUF_MAX);
	buf_init(&r->err, BUF_MAX);
	buf_init(&raw, BUF_MAX);
	(void)fflush(NULL);
	if (pipe(out) < 0 || pipe(err) < 0)
		die("pipe");
	pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0) {
		(void)close(out[0]);
		(void)close(err[0]);
		memory_child(op, ctx, refused, out[1], err[1]);
	}
	(void)close(out[1]);
	(void)close(err[1]);
	memory_read(out[0], &raw);
	memory_read(err[0], &r->err);
	(void)waitpid(pid, &r->status, 0);
	rest = raw.data ? strchr(raw.data, '\n') : NULL;
	if (rest) {
		char *end;

		r->calls = strtol(raw.data, &end, 10);
		r->rc = (int)strtol(end, NULL, 10);
		buf_puts(&r->said, rest + 1);
	}
	buf_release(&raw);
}

static void memory_release(struct memory_end *r)
{
	buf_release(&r->said);
	buf_release(&r->err);
}

/* NULL, or what is wrong with an end after a refusal. */
static const char *memory_judge(const struct memory_end *r,
				const struct memory_end *whole)
{
	static const char line[] = "tilannekuva: out of memory\n";

	if (WIFSIGNALED(r->status))
		return "a signal";
	if (WEXITSTATUS(r->status) == EXIT_FAILURE)
		return strcmp(buf_str(&r->err), line) == 0 ? NULL
							   : "another line";
	if (WEXITSTATUS(r->status) != 0)
		return "an error without a reason";
	if (r->rc < 0)
		return NULL;
	return strcmp(buf_str(&r->said), buf_str(&whole->said)) == 0
		       ? NULL
		       : "another result";
}

/*
 * Tries op with each call for memory refused in turn, or with about `most` of
 * them: the first half of that one by one, the others evenly over the rest.
 * Prints what is wrong. *tried: how many. Returns how many were wrong.
 */
static size_t memory_each(const char *name, memory_op *op, void *ctx, long most,
			  size_t *tried)
{
	struct memory_end whole, r;
	long n, step;
	size_t wrong = 0;

	memory_try(op, ctx, 0, &whole);
	if (whole.status != 0 || whole.rc < 0) {
		printf("# %s: not even with memory: %d, %s%s\n", name,
		       whole.status, buf_str(&whole.said), buf_str(&whole.err));
		wrong++;
	}
	step = most > 0 && whole.calls > most
		       ? (whole.calls - most / 2) / (most - most / 2) + 1
		       : 1;
	for (n = 1; n <= whole.calls; n += n < most / 2 ? 1 : step) {
		const char *why;

		memory_try(op, ctx, n, &r);
		why = memory_judge(&r, &whole);
		if (why) {
			printf("# %s: call %ld of %ld: %s: status %d, rc %d, "
			       "%.300s %.200s\n",
			       name, n, whole.calls, why, r.status, r.rc,
			       buf_str(&r.said), buf_str(&r.err));
			wrong++;
		}
		memory_release(&r);
		++*tried;
	}
	memory_release(&whole);
	return wrong;
}

/* How many calls of one operation are tried: setting MEMORY_MOST of the
 * environment, 0 for all. */
static long memory_most(long usual)
{
	const char *s = getenv("MEMORY_MOST");

	return s ? strtol(s, NULL, 10) : usual;
}

#endif
